// Lists of positions; generator/search/postings.py writes them and describes their form.
// A position is one number, whose block tells the field, so sorted arrays of numbers are all that searching needs.
import { Reader } from "./bytes.js";
import { SearchError } from "./errors.js";
import { readBounds } from "./tables.js";

/** @import { Loader } from "./loader.js" */
/** @import { Tables } from "./tables.js" */

const NOTHING = new Uint32Array(0);
const BOUNDS_PER_FILE = 64;

/** @typedef {{ name: number[], count: number, width: number, at: number }} Leaf  `width`: bytes of each step */

export class Postings {
  /**
   * @param {Loader} loader
   * @param {Tables} tables
   */
  constructor(loader, tables) {
    this.loader = loader;
    this.tables = tables;
    this.common = new Set(tables.common);
    this.shards = /** @type {Map<string, { bytes: Uint8Array, leaves: Leaf[] }>} */ (new Map());
  }

  /**
   * Where a normal phrase stands, in order. Of one character only the fields are known, and of a common phrase the
   * fields are enough if nothing stands beside it: then the place where each field starts.
   * @param {string} phrase
   * @param {boolean} alone
   * @returns {Promise<Uint32Array>}
   */
  async find(phrase, alone) {
    const codes = Array.from(phrase, (character) => /** @type {number} */ (character.codePointAt(0)));
    if (codes.length === 1 || (alone && this.common.has(phrase))) return this.fieldsWith(codes);
    let found = /** @type {Uint32Array | null} */ (null);
    for (let from = 0; ; ) {
      if (codes.length - from < 2) from = codes.length - 2;
      const { list, depth } = await this.lookup(codes.slice(from));
      found = found ? meet(found, list, from) : list;
      from += depth;
      if (!found.length || from >= codes.length) return found;
    }
  }

  /**
   * The positions of the longest known beginning of `codes` (two or more), and its length.
   * @param {number[]} codes
   * @returns {Promise<{ list: Uint32Array, depth: number }>}
   */
  async lookup(codes) {
    const [low, high] = await this.shardsWith(codes);
    const numbers = Array.from({ length: high - low + 1 }, (_, i) => low + i);
    const shards = await Promise.all(numbers.map((number) => this.shard("g", number)));
    const lists = /** @type {Uint32Array[]} */ ([]);
    for (const { bytes, leaves } of shards) {
      for (const leaf of leaves) {
        const shared = sharedLength(leaf.name, codes);
        if (shared < leaf.name.length && shared < codes.length) continue;
        const list = readSteps(bytes, leaf);
        if (shared < codes.length) return { list, depth: shared };
        lists.push(list);
      }
    }
    return { list: merge(lists), depth: codes.length };
  }

  /**
   * The first and last shard of positions that may hold a name which begins with `codes` or with which `codes` begins.
   * @param {number[]} codes
   * @returns {Promise<[number, number]>}
   */
  async shardsWith(codes) {
    const [low, high] = span(this.tables.guide, codes);
    const first = Math.max(0, low);
    const files = Array.from({ length: high - first + 1 }, (_, i) => this.loader.shard("b", first + i));
    const bounds = (await Promise.all(files)).flatMap((bytes) => readBounds(new Reader(bytes)));
    const [from, to] = span(bounds, codes);
    return [BOUNDS_PER_FILE * first + from, BOUNDS_PER_FILE * first + to];
  }

  /** @param {number[]} codes */
  async fieldsWith(codes) {
    const [low] = span(this.tables.fieldBounds, codes);
    if (low < 0) return NOTHING;
    const { bytes, leaves } = await this.shard("c", low);
    const leaf = leaves.find(({ name }) => name.length === codes.length && sharedLength(name, codes) === name.length);
    if (!leaf) return NOTHING;
    return readSteps(bytes, leaf).map((field) => /** @type {number} */ (this.tables.fieldStart[field]));
  }

  /**
   * @param {"g" | "c"} series
   * @param {number} number
   */
  async shard(series, number) {
    if (number < 0) return { bytes: new Uint8Array(0), leaves: [] };
    const key = series + number;
    const bytes = await this.loader.shard(series, number);
    let shard = this.shards.get(key);
    if (!shard) {
      shard = { bytes, leaves: readLeaves(bytes) };
      this.shards.set(key, shard);
    }
    return shard;
  }
}

/** @param {Uint8Array} bytes */
function readLeaves(bytes) {
  const leaves = /** @type {Leaf[]} */ ([]);
  const reader = new Reader(bytes);
  let before = /** @type {number[]} */ ([]);
  for (let left = reader.next(); left > 0; left--) {
    const head = reader.next();
    const shared = head >> 4;
    const name = before.slice(0, shared);
    name.push(reader.next() + (before[shared] ?? 0));
    for (let own = (head & 15) - 1; own > 0; own--) name.push(reader.next());
    const size = reader.next();
    leaves.push({ name, count: (size >> 2) + 1, width: (size & 3) + 1, at: 0 });
    before = name;
  }
  let at = reader.at;
  for (let width = 1; width <= 4; width++) {
    for (const leaf of leaves) {
      if (leaf.width !== width) continue;
      leaf.at = at;
      at += leaf.count * width;
    }
  }
  if (at !== bytes.length) throw new SearchError("damaged");
  return leaves;
}

/**
 * @param {Uint8Array} bytes
 * @param {Leaf} leaf
 */
function readSteps(bytes, { count, width, at }) {
  const list = new Uint32Array(count);
  for (let i = 0, value = 0; i < count; i++) {
    for (let byte = 0; byte < width; byte++) value += /** @type {number} */ (bytes[at++]) << (8 * byte);
    list[i] = value;
  }
  return list;
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

/**
 * @param {number[]} a
 * @param {number[]} b
 */
function compare(a, b) {
  const shared = sharedLength(a, b);
  return (a[shared] ?? -1) - (b[shared] ?? -1);
}

/**
 * @param {number[]} a
 * @param {number[]} b
 */
function sharedLength(a, b) {
  let shared = 0;
  while (shared < a.length && shared < b.length && a[shared] === b[shared]) shared++;
  return shared;
}

/**
 * All values of all lists, in order, each once.
 * @param {Uint32Array[]} lists
 * @returns {Uint32Array}
 */
export function merge(lists) {
  if (lists.length < 2) return lists[0] ?? NOTHING;
  const all = new Uint32Array(lists.reduce((size, list) => size + list.length, 0));
  let at = 0;
  for (const list of lists) {
    all.set(list, at);
    at += list.length;
  }
  all.sort();
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
