// Lists of positions; generator/search/postings.py writes them and describes their form.
// A position is one number, whose block tells the field, so sorted arrays of numbers are all that searching needs. Each
// part of the text (generator/search/parts.py) has lists of its own, which count from its first task.
import { Reader, compare, readNames, sharedLength } from "./bytes.js";
import { SearchError } from "./errors.js";
import { guideTo } from "./guide.js";

/** @import { Loader, Place } from "./loader.js" */
/** @import { Tables } from "./tables.js" */

const NOTHING = new Uint32Array(0);
const AT_ONCE = 8; // pieces of two characters; few phrases are longer, and most of these end where nothing is found

/**
 * @typedef {{ name: number[], count: number, width: number, at: number, half: number }} Leaf  `width`: half bytes of
 *   each step; `at`: where its whole ones begin; `half`: which half byte is the first of the others
 */

/**
 * @param {Loader} loader
 * @param {Tables} tables
 */
export function openPostings(loader, tables) {
  const { common, fieldStart, parts, tasksPerPart } = tables;
  const toPlaces = guideTo(loader, tables, "places");
  const toFields = guideTo(loader, tables, "fields");
  const isCommon = common.map((phrases) => new Set(phrases));
  const known = /** @type {WeakMap<Uint8Array, Leaf[]>} */ (new WeakMap());

  /** @param {Uint8Array} bytes  of a shard */
  function leavesOf(bytes) {
    const leaves = known.get(bytes) ?? readLeaves(bytes);
    known.set(bytes, leaves);
    return leaves;
  }

  /**
   * Where a phrase of two or more characters stands in a part. What is needed of its pieces is fetched at once.
   * @param {number} part
   * @param {number[]} codes
   */
  async function positions(part, codes) {
    let found = /** @type {Uint32Array | null} */ (null);
    for (let from = 0; from < codes.length; from += 2 * AT_ONCE) {
      for (const [start, list] of await Promise.all(await pieces(part, codes, from))) {
        found = found ? meet(found, list, start) : list;
      }
      if (!found?.length) return NOTHING;
    }
    return found ?? NOTHING;
  }

  /**
   * The lists that together tell of the next characters of a phrase, with their places in it. Where the guide says that
   * the list of a piece tells of more than two characters, the next is left out.
   * @param {number} part
   * @param {number[]} codes
   * @param {number} from
   */
  async function pieces(part, codes, from) {
    const end = Math.min(codes.length, from + 2 * AT_ONCE);
    const starts = Array.from({ length: Math.ceil((end - from) / 2) }, (_, i) => Math.min(from + 2 * i, codes.length - 2));
    const ways = await Promise.all(starts.map((start) => toPlaces(part, codes.slice(start))));
    let known = from;
    return ways.flatMap(({ shards, depth }, i) => {
      const start = /** @type {number} */ (starts[i]);
      if (known >= Math.min(start + 2, end)) return [];
      known = start + Math.max(2, depth);
      return [lookup(shards, codes.slice(start)).then((list) => /** @type {const} */ ([start, list]))];
    });
  }

  /**
   * The positions of the longest known beginning of `codes` (two or more).
   * @param {Place[]} places
   * @param {number[]} codes
   * @returns {Promise<Uint32Array>}
   */
  async function lookup(places, codes) {
    const shards = await Promise.all(places.map((place) => loader.load(place)));
    return merge(
      shards.flatMap((bytes) =>
        leavesOf(bytes)
          .filter(({ name }) => [name.length, codes.length].includes(sharedLength(name, codes)))
          .map((leaf) => readSteps(bytes, leaf)),
      ),
    );
  }

  /**
   * @param {number} part
   * @param {number[]} codes
   */
  async function fieldsWith(part, codes) {
    const [place] = (await toFields(part, codes)).shards;
    if (!place) return NOTHING;
    const bytes = await loader.load(place);
    const leaf = leavesOf(bytes).find(({ name }) => !compare(name, codes));
    return leaf ? readSteps(bytes, leaf) : NOTHING;
  }

  return {
    /**
     * Where a normal phrase stands, in order. Of one character only the fields are known, and of a common phrase the
     * fields are enough if nothing stands beside it: then the place where each field starts.
     * @param {string} phrase
     * @param {boolean} alone
     * @returns {Promise<Uint32Array>}
     */
    async find(phrase, alone) {
      const codes = Array.from(phrase, (character) => /** @type {number} */ (character.codePointAt(0)));
      const startOf = (/** @type {number} */ field) => /** @type {number} */ (fieldStart[field]);
      const found = Array.from({ length: parts }, async (_, part) => {
        const first = 3 * part * tasksPerPart;
        return codes.length === 1 || (alone && isCommon[part]?.has(phrase))
          ? (await fieldsWith(part, codes)).map((field) => startOf(first + field))
          : (await positions(part, codes)).map((position) => startOf(first) + position);
      });
      return joined(await Promise.all(found));
    },
  };
}

/** @param {Uint8Array} bytes */
function readLeaves(bytes) {
  const reader = new Reader(bytes);
  const leaves = readNames(reader, reader.next()).map(({ name, value }) => ({
    name, count: (value >> 3) + 1, width: (value & 7) + 1, at: 0, half: 0,
  }));
  let at = reader.at;
  for (let width = 1; width <= 8; width++) {
    const same = leaves.filter((leaf) => leaf.width === width);
    let half = 0;
    for (const leaf of same) {
      leaf.at = at;
      leaf.half = half;
      at += leaf.count * (width >> 1);
      half += leaf.count;
    }
    for (const leaf of same) leaf.half += 2 * at;
    if (width & 1) at += (half + 1) >> 1;
  }
  if (at !== bytes.length) throw new SearchError("damaged");
  return leaves;
}

/**
 * @param {Uint8Array} bytes
 * @param {Leaf} leaf
 */
function readSteps(bytes, { count, width, at, half }) {
  const list = new Uint32Array(count);
  const byteAt = (/** @type {number} */ place) => /** @type {number} */ (bytes[place]);
  for (let i = 0, value = 0; i < count; i++) {
    let shift = 0;
    for (; shift < 4 * width - 4; shift += 8) value += byteAt(at++) << shift;
    if (width & 1) value += ((byteAt(half >> 1) >> (4 * (half++ & 1))) & 15) << shift;
    list[i] = value;
  }
  return list;
}

/**
 * The lists of all parts, one after the other.
 * @param {Uint32Array[]} lists
 * @returns {Uint32Array}
 */
function joined(lists) {
  const all = new Uint32Array(lists.reduce((size, list) => size + list.length, 0));
  let at = 0;
  for (const list of lists) {
    all.set(list, at);
    at += list.length;
  }
  return all;
}

/**
 * All values of all lists, in order, each once.
 * @param {Uint32Array[]} lists
 * @returns {Uint32Array}
 */
export function merge(lists) {
  if (lists.length < 2) return lists[0] ?? NOTHING;
  const all = joined(lists).sort();
  let kept = 0;
  for (let i = 0; i < all.length; i++) {
    if (!i || all[i] !== all[i - 1]) all[kept++] = /** @type {number} */ (all[i]);
  }
  return all.subarray(0, kept);
}

/**
 * The values of `starts` for which value + step is in `list`.
 * @param {Uint32Array} starts
 * @param {Uint32Array} list
 * @param {number} step
 */
function meet(starts, list, step) {
  const found = new Uint32Array(Math.min(starts.length, list.length));
  let size = 0;
  for (let i = 0, j = 0; i < starts.length && j < list.length; ) {
    const difference = /** @type {number} */ (starts[i]) + step - /** @type {number} */ (list[j]);
    if (!difference) found[size++] = /** @type {number} */ (starts[i++]);
    else if (difference < 0) i++;
    else j++;
  }
  return found.subarray(0, size);
}
