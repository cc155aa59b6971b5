// Whole numbers out of bits; generator/search/codes.py writes them.
import { SearchError } from "./errors.js";

/** @import { Reader } from "./bytes.js" */

/** @typedef {{ values: number[], counts: number[] }} Code  shorter ones first; how many have no bit, one, two, … */

/**
 * @param {Reader} reader
 * @returns {Code}
 */
export function readCode(reader) {
  const lengths = Array.from(reader.take(reader.next()));
  const counts = /** @type {number[]} */ ([]);
  for (let length = 1; length <= Math.max(0, ...lengths); length++) counts.push(lengths.filter((one) => one === length).length);
  const values = [...lengths.keys()].filter((value) => lengths[value]);
  return { values: values.sort((a, b) => /** @type {number} */ (lengths[a]) - /** @type {number} */ (lengths[b])), counts };
}

export class BitReader {
  /** @param {Uint8Array} bytes */
  constructor(bytes) {
    this.bytes = bytes;
    this.at = 0;
  }

  /** Whether less than a byte is left. */
  get done() {
    return this.at > 8 * this.bytes.length - 8;
  }

  /** @param {Code} code */
  next({ values, counts }) {
    let bits = 0;
    let first = 0; // of as many bits
    let shorter = 0;
    for (const count of counts) {
      if (bits - first < count) return /** @type {number} */ (values[shorter + bits - first]);
      const byte = this.bytes[this.at >> 3];
      if (byte === undefined) break;
      bits = (bits << 1) | ((byte >> (7 - (this.at++ & 7))) & 1);
      first = (first + count) << 1;
      shorter += count;
    }
    throw new SearchError("damaged");
  }
}
