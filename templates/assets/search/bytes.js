// Whole numbers out of bytes; generator/search/varint.py writes them.
import { SearchError } from "./errors.js";

export class Reader {
  /** @param {Uint8Array} bytes */
  constructor(bytes, at = 0) {
    this.bytes = bytes;
    this.at = at;
  }

  get done() {
    return this.at >= this.bytes.length;
  }

  /** The next number. */
  next() {
    const bytes = this.bytes;
    let value = 0;
    for (let shift = 0; shift < 28; shift += 7) {
      const byte = bytes[this.at++];
      if (byte === undefined) throw new SearchError("damaged");
      value |= (byte & 127) << shift;
      if (byte < 128) return value;
    }
    throw new SearchError("damaged");
  }

  /**
   * The next `count` numbers.
   * @param {number} count
   */
  take(count) {
    const values = new Uint32Array(count);
    for (let i = 0; i < count; i++) values[i] = this.next();
    return values;
  }
}

/**
 * Sorted names, each with a number; generator/search/names.py writes them.
 * @param {Reader} reader
 * @param {number} count
 */
export function readNames(reader, count) {
  const names = /** @type {{ name: number[], value: number }[]} */ ([]);
  let before = /** @type {number[]} */ ([]);
  for (let left = count; left > 0; left--) {
    const head = reader.next();
    const shared = head >> 4;
    const name = before.slice(0, shared);
    name.push(reader.next() + (before[shared] ?? 0));
    for (let own = (head & 15) - 1; own > 0; own--) name.push(reader.next());
    names.push({ name, value: reader.next() });
    before = name;
  }
  return names;
}

/**
 * Less than 0 where `a` comes before `b`.
 * @param {number[]} a
 * @param {number[]} b
 */
export function compare(a, b) {
  const shared = sharedLength(a, b);
  return (a[shared] ?? -1) - (b[shared] ?? -1);
}

/**
 * How many numbers both begin with.
 * @param {number[]} a
 * @param {number[]} b
 */
export function sharedLength(a, b) {
  let shared = 0;
  while (shared < a.length && shared < b.length && a[shared] === b[shared]) shared++;
  return shared;
}
