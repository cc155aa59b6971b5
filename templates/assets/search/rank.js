// The order of results: words in the title before units before body, words close together first, then newer first.
import { deadlinesOf } from "./answers.js";

/** @import { Tables } from "./tables.js" */
/** @import { State } from "./state.js" */

const NO_DUE = "9999-2";

/**
 * @param {Tables} tables
 * @param {Uint32Array} tasks  results in document order
 * @param {{ positions: Uint32Array, length: number }[]} words  the wanted words
 * @param {State} state
 * @returns {Uint32Array}
 */
export function rank(tables, tasks, words, { sort, facets }) {
  if (sort === "document" || (sort === "relevance" && !words.length)) return tasks;
  const keys = sort === "due" ? dueKeys(tables, tasks, facets) : null;
  const place = keys ? null : places(tables, tasks, words);
  const newest = tables.years.map((years) => Math.max(0, ...years));
  const year = (/** @type {number} */ task) => newest[/** @type {number} */ (tables.year[task])] ?? 0;
  const order = Array.from(tasks.keys());
  const at = (/** @type {number} */ i) => /** @type {number} */ (tasks[i]);
  if (keys) {
    order.sort((a, b) => ascending(keys[a] ?? "", keys[b] ?? "") || a - b);
  } else if (place) {
    const { fields, spread } = place;
    order.sort(
      (a, b) =>
        /** @type {number} */ (fields[a]) - /** @type {number} */ (fields[b]) ||
        /** @type {number} */ (spread[a]) - /** @type {number} */ (spread[b]) ||
        year(at(b)) - year(at(a)) ||
        a - b,
    );
  }
  return Uint32Array.from(order, at);
}

/**
 * @param {string} a
 * @param {string} b
 */
function ascending(a, b) {
  return a < b ? -1 : a > b ? 1 : 0;
}

/**
 * The first date of each task, of the chosen units where some were chosen; tasks without a date come last.
 * @param {Tables} tables
 * @param {Uint32Array} tasks
 * @param {State["facets"]} facets
 */
function dueKeys(tables, tasks, facets) {
  const first = tables.due.map((deadlines) => {
    const days = deadlines.map(([, day]) => day).filter((day) => day);
    return days.length ? days.reduce((a, b) => (a < b ? a : b)) : deadlines.length ? "9999-1" : NO_DUE;
  });
  const deadlines = deadlinesOf(tables, facets);
  return Array.from(tasks, (task) => deadlines(task).map((due) => first[due] ?? NO_DUE).reduce((a, b) => (a < b ? a : b), NO_DUE));
}

/**
 * For each result the sum of the best field of each word, and how far apart the words stand at their closest.
 * @param {Tables} tables
 * @param {Uint32Array} tasks
 * @param {{ positions: Uint32Array, length: number }[]} words
 */
function places(tables, tasks, words) {
  const fields = new Uint8Array(tasks.length);
  const spread = new Uint8Array(tasks.length);
  const cursor = words.map(() => 0);
  const letters = words.reduce((sum, word) => sum + word.length, 0);
  for (let i = 0; i < tasks.length; i++) {
    const field = 3 * /** @type {number} */ (tasks[i]);
    const [start, unit, body, end] = /** @type {[number, number, number, number]} */ (
      /** @type {unknown} */ (tables.fieldStart.subarray(field, field + 4))
    );
    const fieldOf = (/** @type {number} */ position) => (position >= body ? 2 : position >= unit ? 1 : 0);
    const slices = words.map(({ positions }, word) => {
      let low = /** @type {number} */ (cursor[word]);
      while (low < positions.length && /** @type {number} */ (positions[low]) < start) low++;
      let high = low;
      while (high < positions.length && /** @type {number} */ (positions[high]) < end) high++;
      cursor[word] = high;
      return positions.subarray(low, high);
    });
    let sum = 0;
    for (const slice of slices) sum += fieldOf(/** @type {number} */ (slice[0]));
    fields[i] = sum;
    if (words.length > 1) {
      const gap = closest(slices, words, fieldOf) - letters;
      spread[i] = gap <= 0 ? 0 : gap <= 10 ? 1 : gap <= 50 ? 2 : gap < Infinity ? 3 : 4;
    }
  }
  return { fields, spread };
}

/**
 * The length of the shortest stretch of one field that holds every word.
 * @param {Uint32Array[]} slices
 * @param {{ length: number }[]} words
 * @param {(position: number) => number} fieldOf
 */
function closest(slices, words, fieldOf) {
  const at = slices.map(() => 0);
  let best = Infinity;
  for (;;) {
    let first = Infinity;
    let which = 0;
    let end = 0;
    for (let word = 0; word < slices.length; word++) {
      const position = slices[word]?.[/** @type {number} */ (at[word])];
      if (position === undefined) return best;
      if (position < first) {
        first = position;
        which = word;
      }
      end = Math.max(end, position + (words[word]?.length ?? 0));
    }
    if (fieldOf(first) === fieldOf(end - 1)) best = Math.min(best, end - first);
    at[which] = /** @type {number} */ (at[which]) + 1;
  }
}
