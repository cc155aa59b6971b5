// The sentences around the results: what was found, how the query was read, what else it may mean.
import { button, h } from "./dom.js";
import { readingView } from "./results-view.js";
import { isNarrowed, PAGE } from "./state.js";

/** @import { Tables } from "./tables.js" */
/** @import { Results } from "./engine.js" */
/** @import { State } from "./state.js" */

/** @typedef {(change: Partial<State>) => void} Go  searches anew */

/** @param {Results} results */
export function pagesOf({ total }) {
  return Math.max(1, Math.ceil(total / PAGE));
}

/**
 * @param {Tables} tables
 * @param {State} state
 * @param {Results} results
 * @param {string} root
 * @param {string} day  by which tasks are overdue
 * @returns {(string | HTMLElement)[]}
 */
export function summaryView(tables, state, results, root, day) {
  const total = h("strong", { "data-search-total": results.total }, String(results.total));
  const reading = readingView(tables, state, results);
  const count = pagesOf(results);
  const place = count > 1 ? `，第 ${state.page} 页，共 ${count} 页` : "";
  const until = dayView(tables, state, day);
  if (!results.words.length && !isNarrowed(state)) {
    return ["没有输入检索词，列出全部 ", total, ` 项任务${place}。${until}`];
  }
  if (results.total) return ["找到 ", total, ` 项任务：${reading}${place}。${until}`];
  return [
    "没有找到任务（",
    total,
    ` 项）：${reading}。这里只查任务，找文件请从检索框的提示里选。可以减少检索词或筛选条件，或从`,
    h("a", { href: root + "units.html" }, "责任单位"),
    "、",
    h("a", { href: root + "index.html" }, "首页"),
    `进入。${until}`,
  ];
}

/**
 * Up to which day the records tell, and by which day work is overdue where that matters.
 * @param {Tables} tables
 * @param {State} state
 * @param {string} day
 */
function dayView(tables, { on, facets }, day) {
  const wrong = on && on !== day ? `“${on}”不是日期，` : "";
  return (
    (tables.day && `数据截至${inWords(tables.day)}。`) +
    (on || facets.due.includes("overdue") ? `${wrong}逾期按${inWords(day)}计算。` : "")
  );
}

/**
 * A day, a month, a quarter or a year as the pages write it: 2024年8月1日, 2024年8月, 2024年第3季度, 2024年.
 * @param {string} time
 */
export function inWords(time) {
  const [year, part, date] = time.split("-");
  const within = part && (part[0] === "Q" ? `第${part[1]}季度` : `${+part}月`);
  return `${year}年${within ?? ""}${date ? `${+date}日` : ""}`;
}

/**
 * Other forms of the words: that they were searched too, or the offer to do so.
 * @param {State} state
 * @param {Results} results
 * @param {Go} go
 */
export function synonymsView(state, { synonyms }, go) {
  if (!synonyms.length) return [];
  const quoted = (/** @type {string[]} */ forms) => forms.map((form) => `“${form}”`).join("、");
  const text = synonyms.map(({ word, forms }) => `“${word}”也作${quoted(forms)}`).join("；");
  if (state.synonyms) return [h("p", {}, `已扩大检索范围：${text}。`)];
  return [h("p", {}, `${text}。`, button("同时检索同义词", () => go({ synonyms: true })))];
}
