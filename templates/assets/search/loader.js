// Shards out of packs, each fetched once. What is wanted at the same time and lies side by side is fetched in one piece.
import { plainBytes } from "./container.js";
import { SearchError } from "./errors.js";

/** @import { Source } from "./sources.js" */

/**
 * @typedef {object} Place  of a shard in the string of a pack
 * @property {string} pack
 * @property {number} at
 * @property {number} size
 *
 * @typedef {Place & { resolve: (bytes: Uint8Array) => void, reject: (error: unknown) => void }} Wanted
 */

const REQUESTS_AT_ONCE = 24;
const GAP = 512; // fewer bytes than another request costs

/**
 * @param {Uint8Array} data  a zlib stream
 * @param {string} name
 * @returns {Promise<Uint8Array>}
 */
export async function inflate(data, name) {
  if (typeof DecompressionStream === "undefined") throw new SearchError("old-browser");
  try {
    const stream = new Blob([/** @type {BlobPart} */ (data)]).stream().pipeThrough(new DecompressionStream("deflate"));
    return new Uint8Array(await new Response(stream).arrayBuffer());
  } catch {
    throw new SearchError("damaged", name);
  }
}

/**
 * Shards by their places, each fetched once; a failed one may be asked for again.
 * @typedef {object} Loader
 * @property {(place: Place) => Promise<Uint8Array>} load
 * @property {Map<string, Promise<Uint8Array>>} cache
 */

/**
 * @param {Source} source
 * @param {string} version
 * @returns {Loader}
 */
export function openLoader(source, version) {
  const cache = /** @type {Map<string, Promise<Uint8Array>>} */ (new Map());
  const waiting = /** @type {(() => void)[]} */ ([]);
  let wanted = /** @type {Wanted[]} */ ([]);
  let running = 0;

  /** All that is wanted by the time that those who want it now have said so. */
  async function fetchWanted() {
    for (let turn = 0; turn < 4; turn++) await null;
    const runs = runsOf(wanted);
    wanted = [];
    runs.forEach(fetchRun);
  }

  /** @param {Wanted[]} run  neighbours in a pack */
  async function fetchRun(run) {
    if (running >= REQUESTS_AT_ONCE) await new Promise((go) => waiting.push(() => go(undefined)));
    running++;
    try {
      const { pack, at: from } = /** @type {Wanted} */ (run[0]);
      const bytes = await source.read(pack, from, Math.max(...run.map(endOf)));
      for (const { at, size, resolve } of run) resolve(bytes.subarray(at - from, at - from + size));
    } catch (error) {
      const reason = await explain(error);
      for (const { reject } of run) reject(reason);
    }
    running--;
    waiting.shift()?.();
  }

  /**
   * A file that is gone because the site was built anew is no damage: say so.
   * @param {unknown} error
   */
  async function explain(error) {
    if (!(error instanceof SearchError) || error.trouble !== "missing") return error;
    const now = await source.manifest().catch(() => null);
    return now && now[0].version !== version ? new SearchError("rebuilt") : error;
  }

  return {
    cache,
    load(place) {
      const key = `${place.pack}/${place.at}`;
      let bytes = cache.get(key);
      if (!bytes) {
        if (!wanted.length) void fetchWanted();
        bytes = new Promise((resolve, reject) => wanted.push({ ...place, resolve, reject })).then((piece) =>
          inflate(plainBytes(/** @type {Uint8Array} */ (piece)), place.pack),
        );
        cache.set(key, bytes);
        bytes.catch(() => {
          cache.delete(key);
          source.forget(place.pack);
        });
      }
      return bytes;
    },
  };
}

/** @param {Place} place */
const endOf = ({ at, size }) => at + size;

/**
 * In each run what lies side by side, or nearly.
 * @param {Wanted[]} wanted
 */
export function runsOf(wanted) {
  const runs = /** @type {Wanted[][]} */ ([]);
  const sorted = wanted.sort((a, b) => (a.pack < b.pack ? -1 : a.pack > b.pack ? 1 : a.at - b.at));
  for (const place of sorted) {
    const run = runs.at(-1);
    const last = run?.at(-1);
    if (run && last?.pack === place.pack && place.at - endOf(last) <= GAP) run.push(place);
    else runs.push([place]);
  }
  return runs;
}
