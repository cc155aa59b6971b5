// The rule that says when two texts are the same text; generator/search/normalise.py states it again.

const SPACE = "[\\t-\\r\\x1c- \\x85\\xa0\\xad\\u1680\\u2000-\\u200f\\u2028-\\u202f\\u205f-\\u206f\\u3000\\ufeff]+";
const SPACES = new RegExp(SPACE, "g");
const WORD_SPACES = new RegExp(`([0-9a-z])${SPACE}(?=[0-9a-z])`, "g");

/**
 * Unicode case folding, which JavaScript lacks: capitals first, then small letters, so that ß and ss meet.
 * @param {string} text
 */
function foldCase(text) {
  if (/^[\x00-\x7f\u2000-\u206f\u3000-\u9fff\uff00-\uffef]*$/.test(text)) return text.toLowerCase();
  let folded = "";
  for (const character of text) {
    const code = /** @type {number} */ (character.codePointAt(0));
    if (code === 0x131) folded += character;
    else if ((code >= 0x13a0 && code <= 0x13ff) || (code >= 0xab70 && code <= 0xabbf)) folded += character.toUpperCase();
    else folded += lower(lower(character.toUpperCase()).toUpperCase());
  }
  return folded;
}

/**
 * A letter at a time: in a whole word JavaScript would write the last Σ as ς.
 * @param {string} text
 */
function lower(text) {
  let small = "";
  for (const character of text) small += character.toLowerCase();
  return small;
}

/**
 * The form in which texts and queries are compared.
 * @param {string} text
 * @returns {string}
 */
export function normalise(text) {
  const folded = foldCase(text.replace(/\0/g, " ").normalize("NFKC")).normalize("NFKC");
  return folded.replace(WORD_SPACES, "$1\0").replace(SPACES, "").replace(/\0/g, " ");
}

/**
 * The same, with the place in `text` from which each UTF-16 unit of the normal form comes.
 * @param {string} text
 * @returns {{ text: string, from: number[] }}
 */
export function normaliseWithPlaces(text) {
  const from = /** @type {number[]} */ ([]);
  let folded = "";
  // A letter and the marks on it may become one letter, so they are taken together.
  for (const match of text.matchAll(/\P{M}?\p{M}*/gsu)) {
    if (!match[0]) continue;
    const piece = foldCase(match[0].replace(/\0/g, " ").normalize("NFKC")).normalize("NFKC");
    for (let i = 0; i < piece.length; i++) from.push(/** @type {number} */ (match.index));
    folded += piece;
  }
  const kept = folded.replace(WORD_SPACES, (run) => run[0] + "\0" + "\u2028".repeat(run.length - 2));
  let result = "";
  const places = /** @type {number[]} */ ([]);
  for (let i = 0; i < kept.length; i++) {
    if (kept[i] !== "\0" && /** @type {string} */ (kept[i]).search(SPACES) === 0) continue;
    result += kept[i] === "\0" ? " " : kept[i];
    places.push(/** @type {number} */ (from[i]));
  }
  places.push(text.length);
  return { text: result, from: places };
}

/**
 * Where any of the normal phrases stands in `text`: half-open ranges, in order, joined where they touch.
 * @param {string} text
 * @param {readonly string[]} phrases
 * @returns {[number, number][]}
 */
export function findRanges(text, phrases) {
  const { text: normal, from } = normaliseWithPlaces(text);
  const found = /** @type {[number, number][]} */ ([]);
  for (const phrase of phrases) {
    if (!phrase) continue;
    for (let at = normal.indexOf(phrase); at >= 0; at = normal.indexOf(phrase, at + 1)) {
      const start = /** @type {number} */ (from[at]);
      const last = /** @type {number} */ (from[at + phrase.length - 1]);
      let end = at + phrase.length;
      while (from[end] === last && end < normal.length) end++;
      // White space that follows the phrase is not part of it.
      const stop = /** @type {number} */ (from[end]);
      found.push([start, last + text.slice(last, stop).trimEnd().length || stop]);
    }
  }
  found.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  const joined = /** @type {[number, number][]} */ ([]);
  for (const range of found) {
    const before = joined[joined.length - 1];
    if (before && range[0] <= before[1]) before[1] = Math.max(before[1], range[1]);
    else joined.push([range[0], range[1]]);
  }
  return joined;
}
