// What the reader typed: words apart by white space are all wanted, "a phrase" stays together, -word is not wanted.
import { SearchError } from "./errors.js";
import { normalise } from "./normalise.js";

export const LONGEST_QUERY = 1000;
export const MOST_WORDS = 32;

/**
 * @typedef {{ text: string, shown: string, unwanted: boolean }} Word
 *   text: normal form; shown: as typed
 */

/**
 * A minus at a place where nothing else narrows the search is an ordinary character (-13.6%), and so is a quotation
 * mark without its partner. Inside quotation marks "" stands for one of them.
 * @param {string} query
 * @param {boolean} narrowed  whether a facet narrows the search
 * @returns {Word[]}
 */
export function parse(query, narrowed) {
  if (query.length > LONGEST_QUERY) {
    throw new SearchError("too-long", `${query.length} 字，最多 ${LONGEST_QUERY} 字`);
  }
  const words = /** @type {Word[]} */ ([]);
  for (const match of query.matchAll(/(-?)"((?:[^"]|"")*)"(?!\S)|(\S+)/g)) {
    const plain = match[3];
    const unwanted = plain === undefined ? match[1] === "-" : plain.length > 1 && plain[0] === "-";
    const shown = plain === undefined ? (match[2] ?? "").replaceAll('""', '"') : plain.slice(unwanted ? 1 : 0);
    words.push({ text: normalise(shown), shown, unwanted });
  }
  if (!narrowed && words.every((word) => word.unwanted)) {
    for (const word of words) {
      word.unwanted = false;
      word.shown = "-" + word.shown;
      word.text = normalise(word.shown);
    }
  }
  const known = new Set();
  const kept = words.filter(({ text, unwanted }) => {
    const key = (unwanted ? "-" : "+") + text;
    return text !== "" && !known.has(key) && known.add(key);
  });
  if (kept.length > MOST_WORDS) throw new SearchError("too-long", `${kept.length} 个词，最多 ${MOST_WORDS} 个`);
  return kept;
}

/**
 * The word with each registered synonym in place of the name it holds: 危化品安全 -> 危险化学品安全.
 * @param {string} text  normal form
 * @param {readonly (readonly string[])[]} groups
 * @returns {string[]} the other forms, normal
 */
export function otherForms(text, groups) {
  const forms = new Set();
  for (const group of groups) {
    const names = group.map(normalise).filter((name) => name);
    // The longest name that stands in the word, lest 危化 be replaced inside 危化品.
    const held = names.filter((name) => text.includes(name)).sort((a, b) => b.length - a.length)[0];
    if (!held) continue;
    for (const name of names) if (name !== held) forms.add(text.replace(held, () => name));
  }
  forms.delete(text);
  return [...forms].slice(0, 12);
}
