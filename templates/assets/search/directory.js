// Where each shard lies; generator/search/manifest.py writes it.
import { SearchError } from "./errors.js";

/** @import { Reader } from "./bytes.js" */
/** @import { Place } from "./loader.js" */

const HASH = 12;
const TEXT_UNIT = 64;
const LISTED = /** @type {const} */ (["guide", "facts", "names", "documents", "texts"]);

/**
 * @typedef {"places" | "fields" | typeof LISTED[number]} Series
 *
 * @typedef {object} Directory
 * @property {(series: Series, number: number) => string} packName
 * @property {(series: typeof LISTED[number], number: number) => Place} place  of a shard
 */

/**
 * @param {Reader} reader
 * @param {Record<string, string>} hashes  of the packs of each series, one after the other
 * @param {(shard: number) => number} blocksOf  of the index, which the text of a shard of texts takes
 * @returns {Directory}
 */
export function readDirectory(reader, hashes, blocksOf) {
  const packName = (/** @type {string} */ series, /** @type {number} */ number) => {
    const hash = hashes[series]?.slice(HASH * number, HASH * (number + 1)) ?? "";
    if (!/^[0-9a-f]{12}$/.test(hash)) throw new SearchError("damaged", series);
    return `${series}-${hash}`;
  };
  const listed = new Map(
    LISTED.map((series) => {
      const counts = Array.from(reader.take((hashes[series] ?? "").length / HASH));
      const least = series === "texts" ? reader.take(reader.next()) : null;
      let shard = 0;
      const places = counts.flatMap((count, number) => {
        const pack = packName(series, number);
        let at = 0;
        return Array.from(reader.take(count), (number) => {
          const size = least ? (number + (least[blocksOf(shard++)] ?? 0)) * TEXT_UNIT : number;
          return { pack, at: (at += size) - size, size };
        });
      });
      return [series, places];
    }),
  );
  return {
    packName,
    place(series, number) {
      const place = listed.get(series)?.[number];
      if (!place) throw new SearchError("damaged", series);
      return place;
    },
  };
}
