// The list of results: one hit, the line above the list, the pages below it.
import { h } from "./dom.js";
import { answerers, FACET_LABEL, ownDeadlines, valueLabel } from "./labels.js";
import { findRanges } from "./normalise.js";
import { highlighted, snippet } from "./snippet.js";
import { FACETS } from "./state.js";
import { ROLE_LABEL } from "./vocabulary.js";

/** @import { Engine, Results } from "./engine.js" */
/** @import { Tables } from "./tables.js" */
/** @import { State } from "./state.js" */
/** @import { TaskText } from "./texts.js" */

export const PAGE = 10;

/**
 * @param {Tables} tables
 * @param {number} task
 * @param {TaskText} text
 * @param {string[]} phrases  normal forms
 * @param {string} root
 */
export function hitView(tables, task, text, phrases, root) {
  const marks = new URLSearchParams(phrases.slice(0, 8).map((phrase) => ["h", phrase.slice(0, 100)])).toString();
  const inUnit = findRanges(text.unitText, phrases).length > 0;
  const title = text.titleText || text.title;
  const due = text.deadlines.length ? h("span", {}, "完成时限：" + text.deadlines.join("、")) : null;
  const own = ownDeadlines(tables, task, text.deadlines);
  const units = answerers(tables, task).map(({ role, names }) => h("span", {}, `${role}：${names.join("、")}`));
  return h(
    "li",
    { class: "gks-hit" },
    h(
      "h2",
      {},
      h("a", { href: root + text.url + (marks && "?" + marks), "data-search-hit": true }, ...highlighted(title, phrases)),
    ),
    h("p", { class: "gks-snippet" }, ...snippet(text.bodyText, phrases)),
    inUnit ? h("p", { class: "gks-snippet" }, ...snippet(text.unitText, phrases)) : null,
    h(
      "p",
      { class: "gks-facts" },
      h("span", {}, `${tables.agencies[tables.agency[task] ?? 0]?.[1] ?? ""} · ${text.document}`),
      ...units,
      due,
      own.length ? h("span", {}, "其中" + own.join("；")) : null,
    ),
  );
}

/**
 * What was searched, in words, so that nobody need guess how the query was read.
 * @param {Tables} tables
 * @param {State} state
 * @param {Results} results
 */
export function readingView(tables, state, results) {
  const parts = results.words.map(({ shown, unwanted }) => {
    const added = state.synonyms ? results.synonyms.find(({ word }) => word === shown)?.forms ?? [] : [];
    return (unwanted ? "不含" : "含") + [shown, ...added].map((form) => `“${form}”`).join("或");
  });
  for (const facet of FACETS) {
    const chosen = state.facets[facet];
    if (chosen.length) {
      const labels = chosen.map((value) => valueLabel(tables, facet, value));
      parts.push(`${FACET_LABEL[facet]}为${labels.join("或")}`);
    }
  }
  return parts.join("，");
}

/**
 * @param {number} page
 * @param {number} pages
 * @param {(page: number) => string} address
 */
export function pagesView(page, pages, address) {
  if (pages < 2) return null;
  const near = [1, page - 2, page - 1, page, page + 1, page + 2, pages];
  const shown = [...new Set(near)].filter((number) => number >= 1 && number <= pages);
  const link = (/** @type {number} */ number, /** @type {string} */ text) =>
    h("a", { href: address(number), "data-page": number, ...(number === page ? { "aria-current": "page" } : {}) }, text);
  return h(
    "nav",
    { class: "gks-pages", "aria-label": "结果分页" },
    page > 1 ? link(page - 1, "上一页") : null,
    ...shown.flatMap((number, i) => [
      i && number - (shown[i - 1] ?? 0) > 1 ? h("span", {}, "…") : null,
      link(number, String(number)),
    ]),
    page < pages ? link(page + 1, "下一页") : null,
  );
}

/**
 * The rows of the export: every result with its facts.
 * @param {Engine} engine
 * @param {Uint32Array} tasks
 * @param {string} base  absolute address of the site's root
 * @param {(done: number) => void} progress
 */
export async function exportRows(engine, tasks, base, progress) {
  const head = ["序号", "任务编号", "任务", "机关", "文件", "年度", ...ROLE_LABEL.values(), "完成时限", "各单位的时限", "主题", "落实情况", "网址"];
  const rows = [head];
  const tables = engine.tables;
  for (let start = 0; start < tasks.length; start += 64) {
    const slice = [...tasks.subarray(start, start + 64)];
    await engine.factsOf(slice);
    const texts = await Promise.all(slice.map((task) => engine.text(task)));
    for (const [i, text] of texts.entries()) {
      const task = slice[i] ?? 0;
      const names = new Map(answerers(tables, task).map((entry) => [entry.role, entry.names.join("、")]));
      const topics = Array.from(
        tables.topic.subarray(tables.topicStart[task], tables.topicStart[task + 1]),
        (topic) => tables.topics[topic]?.[1] ?? "",
      );
      rows.push([
        String(start + i + 1), text.number, text.title, tables.agencies[tables.agency[task] ?? 0]?.[1] ?? "",
        text.document, (tables.years[tables.year[task] ?? 0] ?? []).join("、"), ...Array.from(ROLE_LABEL.values(), (role) => names.get(role) ?? ""),
        text.deadlines.join("、"), ownDeadlines(tables, task, text.deadlines).join("；"), topics.join("、"),
        valueLabel(tables, "status", tables.statuses[tables.status[task] ?? 0] || "none"), base + text.url,
      ]);
    }
    progress(Math.min(tasks.length, start + 64));
  }
  return rows;
}
