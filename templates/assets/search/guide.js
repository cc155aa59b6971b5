// The way from a phrase to the shards that tell of it; generator/search/bounds.py writes the stretches of the guide.
import { Reader, compare, readNames, sharedLength } from "./bytes.js";

/** @import { Loader, Place } from "./loader.js" */
/** @import { Tables } from "./tables.js" */

/** @typedef {{ bound: number[], place: Place }} Entry  the least name that may stand in a shard, and the shard */

/**
 * @param {Loader} loader
 * @param {Tables} tables
 * @param {"places" | "fields"} series
 */
export function guideTo(loader, { cuts, directory, parts }, series) {
  const first = series === "places" ? 0 : cuts.places.length; // where its stretches begin in the guide
  const known = /** @type {WeakMap<Uint8Array, Entry[][]>} */ (new WeakMap());

  /**
   * @param {number} number
   * @returns {Promise<Entry[][]>} for each part
   */
  async function stretch(number) {
    const bytes = await loader.load(directory.place("guide", first + number));
    let found = known.get(bytes);
    if (!found) {
      const reader = new Reader(bytes);
      found = Array.from({ length: parts }, () => readEntries(reader));
      known.set(bytes, found);
    }
    return found;
  }

  /** @param {Reader} reader */
  function readEntries(reader) {
    const count = reader.next();
    if (!count) return [];
    let pack = reader.next();
    let at = reader.next();
    return readNames(reader, count).map(({ name, value }, i) => {
      const size = value >> 1;
      if (i && value & 1) {
        pack++;
        at = 0;
      }
      at += size;
      return { bound: name, place: { pack: directory.packName(series, pack), at: at - size, size } };
    });
  }

  /**
   * The shards of a part that may hold a name which begins with `codes` or with which `codes` begins; and of how many
   * characters such a name is at the least.
   * @param {number} part
   * @param {number[]} codes
   * @returns {Promise<{ shards: Place[], depth: number }>}
   */
  return async (part, codes) => {
    const [low, high] = span(cuts[series], codes);
    const found = await Promise.all([...cuts[series].keys()].slice(Math.max(0, low), high + 1).map(stretch));
    const entries = found.flatMap((stretch) => stretch[part] ?? []).filter(isNew);
    const bounds = entries.map(({ bound }) => bound);
    const [from, to] = span(bounds, codes);
    const shards = entries.slice(Math.max(0, from), to + 1).map(({ place }) => place);
    return { shards, depth: Math.max(leastDepth(bounds[from], codes), leastDepth(bounds[from + 1], codes)) };
  };
}

/**
 * Each stretch begins with the shard in which it begins, which the one before may have named too.
 * @param {Entry} entry
 * @param {number} i
 * @param {Entry[]} entries
 */
function isNew({ place }, i, entries) {
  const before = entries[i - 1]?.place;
  return before?.pack !== place.pack || before.at !== place.at;
}

/**
 * No name is the beginning of another. So if a name begins with `bound`, one with which `codes` begins goes on where
 * `bound` and `codes` part.
 * @param {number[] | undefined} bound
 * @param {number[]} codes
 */
function leastDepth(bound, codes) {
  if (!bound) return 0;
  const shared = sharedLength(bound, codes);
  return bound.length > shared ? shared + 1 : shared;
}

/**
 * The places of the first and last of `bounds` from which a name may come that begins with `codes` or with which
 * `codes` begins; -1: such a name would stand before them all.
 * @param {number[][]} bounds
 * @param {number[]} codes
 * @returns {[number, number]}
 */
function span(bounds, codes) {
  /** @param {(bound: number[]) => boolean} before */
  const last = (before) => {
    let low = 0;
    let high = bounds.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (before(/** @type {number[]} */ (bounds[middle]))) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  };
  return [
    last((bound) => compare(bound, codes) <= 0),
    last((bound) => compare(bound, codes) <= 0 || sharedLength(bound, codes) === codes.length),
  ];
}
