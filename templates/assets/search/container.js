// The string of a pack; generator/search/container.py describes the form.
import { SearchError } from "./errors.js";

const BACKSLASH = 92;
const QUOTE = 34;
const TAIL = '");\n';
/** The letter behind a backslash, and the byte that both stand for. */
export const PLAIN = new Map([[110, 10], [114, 13], [QUOTE, QUOTE], [BACKSLASH, BACKSLASH]]);

/**
 * What stands before the string of a pack.
 * @param {string} name
 */
export const packHead = (name) => `gongkaiPack("${name}","`;

/**
 * The bytes of the string at the end of a file, with their backslashes.
 * @param {Uint8Array} file
 * @param {string} head  what stands before the string
 * @returns {Uint8Array}
 */
export function stringOf(file, head) {
  const text = (/** @type {number} */ from, /** @type {number} */ to) => String.fromCharCode(...file.subarray(from, to));
  const end = file.length - TAIL.length;
  if (text(0, head.length) !== head || text(Math.max(end, head.length), file.length) !== TAIL) {
    throw new SearchError("damaged", head.split('"')[1]);
  }
  return file.subarray(head.length, end);
}

/**
 * The bytes that a piece of a string stands for, without the spaces before them.
 * @param {Uint8Array} piece
 * @returns {Uint8Array}
 */
export function plainBytes(piece) {
  const data = new Uint8Array(piece.length);
  let size = 0;
  for (let at = 0; at < piece.length; at++) {
    let byte = /** @type {number} */ (piece[at]);
    if (byte === BACKSLASH) byte = PLAIN.get(/** @type {number} */ (piece[++at])) ?? 0;
    if (size || byte !== 32) data[size++] = byte;
  }
  return data.subarray(0, size);
}
