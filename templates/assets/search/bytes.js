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
