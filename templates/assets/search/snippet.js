// The passage of a text that shows why it was found.
import { marked } from "./dom.js";
import { findRanges } from "./normalise.js";

const LENGTH = 110;
const LEAD = 24;

/**
 * Lines of prose that follow each other: each has a comma or a stop. Deadlines, names of figures, cited documents and
 * topics are lines without.
 */
const PROSE = /^.*(?:[，。；！？].*|[：…][”’』」）)]*)$(?:\n.*(?:[，。；！？].*|[：…][”’』」）)]*)$)*/gm;

/**
 * The stretch with the most marks; cut at a sentence where one begins close by. Sentences and single words are not
 * mixed: it is of prose, or else the one line in which the words stand.
 * @param {string} text
 * @param {readonly string[]} phrases  normal forms
 * @returns {{ from: number, to: number, ranges: [number, number][], isCut: [boolean, boolean] }}
 *   from, to: the stretch in `text`; ranges: the marks, from the start of the stretch; isCut: before and behind
 */
export function passage(text, phrases) {
  const ranges = findRanges(text, phrases);
  /** @type {[number, number][]} */
  const prose = [...text.matchAll(PROSE)].map(({ 0: words, index }) => [index, index + words.length]);
  const begin = prose[0]?.[0] ?? 0;
  const best = densest(ranges) ?? [begin, begin];
  const [first, last] = prose.find(([start, end]) => start <= best[0] && best[0] < end) ?? lineAt(text, best[0]);
  let from = Math.max(first, best[0] - LEAD);
  const sentence = text.slice(from, best[0]).search(/[。；！？\n](?!.*[。；！？\n])/s);
  if (from > first && sentence >= 0) from += sentence + 1;
  from = whole(text, from);
  const to = whole(text, Math.min(Math.max(last, best[1]), Math.max(from + LENGTH, best[1])));
  const inside = ranges
    .filter(([start, end]) => start < to && end > from)
    .map(([start, end]) => [Math.max(start, from) - from, Math.min(end, to) - from]);
  const isCut = /** @type {[boolean, boolean]} */ ([from > first, to < last]);
  return { from, to, ranges: /** @type {[number, number][]} */ (inside), isCut };
}

/**
 * @param {string} text
 * @param {number} at
 * @returns {[number, number]}
 */
function lineAt(text, at) {
  const end = text.indexOf("\n", at);
  return [text.lastIndexOf("\n", at - 1) + 1, end < 0 ? text.length : end];
}

/**
 * The range behind which the most others stand in one passage.
 * @param {[number, number][]} ranges
 */
function densest(ranges) {
  let best = ranges[0];
  let most = 0;
  for (const [i, range] of ranges.slice(0, 500).entries()) {
    let inside = 0;
    while (ranges[i + inside] && (ranges[i + inside]?.[1] ?? 0) <= range[0] + LENGTH - LEAD) inside++;
    if (inside > most) [most, best] = [inside, range];
  }
  return best;
}

/**
 * @param {string} text
 * @param {readonly string[]} phrases  normal forms
 * @returns {(string | HTMLElement)[]}
 */
export function snippet(text, phrases) {
  const { from, to, ranges, isCut } = passage(text, phrases);
  return [isCut[0] ? "…" : "", ...marked(text.slice(from, to), ranges), isCut[1] ? "…" : ""];
}

/**
 * A cut never parts the two halves of a character.
 * @param {string} text
 * @param {number} at
 */
function whole(text, at) {
  const unit = text.charCodeAt(at);
  return unit >= 0xdc00 && unit <= 0xdfff ? at - 1 : at;
}

/**
 * @param {string} text
 * @param {readonly string[]} phrases
 */
export function highlighted(text, phrases) {
  return marked(text, findRanges(text, phrases));
}
