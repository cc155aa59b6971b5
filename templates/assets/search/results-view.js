// The list of results: one hit, the line above the list, the pages below it.
import { h } from "./dom.js";
import { answerers, FACET_LABEL, ownDeadlines, valueLabel } from "./labels.js";
import { findRanges } from "./normalise.js";
import { statusOf, statusWord } from "./results.js";
import { highlighted, snippet } from "./snippet.js";
import { FACETS } from "./state.js";

/** @import { Results } from "./engine.js" */
/** @import { Tables } from "./tables.js" */
/** @import { State } from "./state.js" */
/** @import { TaskText } from "./texts.js" */

/**
 * @param {Tables} tables
 * @param {number} task
 * @param {TaskText} text
 * @param {string[]} phrases  normal forms
 * @param {string} root
 * @param {boolean} late  overdue on the day asked for
 */
export function hitView(tables, task, text, phrases, root, late) {
  const marks = new URLSearchParams(phrases.slice(0, 8).map((phrase) => ["h", phrase.slice(0, 100)])).toString();
  const inUnit = findRanges(text.unitText, phrases).length > 0;
  const title = text.titleText || text.title;
  const due = text.deadlines.length ? h("span", {}, "完成时限：" + text.deadlines.join("、")) : null;
  const own = ownDeadlines(tables, task, text.deadlines);
  const units = answerers(tables, task).map(({ role, names }) => h("span", {}, `${role}：${names.join("、")}`));
  const status = statusOf(tables, task);
  const [, agency, region] = tables.agencies[tables.agency[task] ?? 0] ?? [];
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
      h(
        "span",
        { class: "gks-tags" },
        h("span", { class: `gk-tag gk-tag--${status[0] || "none"}` }, statusWord(status)),
        late ? h("span", { class: "gk-tag gk-tag--overdue" }, "逾期") : null,
      ),
      h("span", {}, [agency, region, text.document].filter((name) => name).join(" · ")),
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
