// The passage of a text that shows why it was found.
import { marked } from "./dom.js";
import { findRanges } from "./normalise.js";

const LENGTH = 110;
const LEAD = 24;

/**
 * The stretch with the most marks; cut at a sentence where one begins close by.
 * @param {string} text
 * @param {readonly string[]} phrases  normal forms
 * @returns {{ from: number, to: number, ranges: [number, number][] }}
 *   from, to: the stretch in `text`; ranges: the marks, from the start of the stretch
 */
export function passage(text, phrases) {
  const ranges = findRanges(text, phrases);
  const best = densest(ranges);
  let from = Math.max(0, best[0] - LEAD);
  const sentence = text.slice(from, best[0]).search(/[。；！？\n](?!.*[。；！？\n])/s);
  if (from > 0 && sentence >= 0) from += sentence + 1;
  from = whole(text, from);
  const to = whole(text, Math.min(text.length, Math.max(from + LENGTH, best[1])));
  const inside = ranges
    .filter(([start, end]) => start < to && end > from)
    .map(([start, end]) => [Math.max(start, from) - from, Math.min(end, to) - from]);
  return { from, to, ranges: /** @type {[number, number][]} */ (inside) };
}

/**
 * The range behind which the most others stand in one passage.
 * @param {[number, number][]} ranges
 */
function densest(ranges) {
  let best = ranges[0] ?? [0, 0];
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
  const { from, to, ranges } = passage(text, phrases);
  return [from > 0 ? "…" : "", ...marked(text.slice(from, to), ranges), to < text.length ? "…" : ""];
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
