// The facets beside the results: each value with the number of tasks that a click will show.
import { NOBODY } from "./answers.js";
import { h } from "./dom.js";
import { DUE_KINDS } from "./due.js";
import { FACET_LABEL, valueLabel } from "./labels.js";
import { ROLES } from "./tables.js";
import { RESULT_LABEL } from "./vocabulary.js";

/** @import { Tables } from "./tables.js" */
/** @import { Facet, State } from "./state.js" */
/** @import { AllCounts, Counts } from "./filters.js" */

const SHOWN = 8;
const MOST = 400;
const ORDER = /** @type {Facet[]} */ ([
  "unit", "role", "due", "status", "report", "agency", "region", "document", "year", "kind", "topic",
]);
const RESULTS = [...RESULT_LABEL.keys()];

/**
 * @param {Tables} tables
 * @param {State} state
 * @param {AllCounts} counts
 * @param {(facet: Facet, values: string[]) => void} choose
 * @param {Set<string>} opened  facets whose long lists stay open
 * @param {Partial<Record<Facet, HTMLElement>>} more  what stands below the values of a facet
 * @returns {HTMLElement[]}
 */
export function facetsView(tables, state, counts, choose, opened, more) {
  return ORDER.map((facet) => {
    const chosen = state.facets[facet];
    const rows = values(facet, chosen, counts[facet]);
    if (!rows.length && facet !== "due" && !more[facet]) return null;
    const entries = counts.entries.get(facet);
    const items = rows.slice(0, MOST).map(([value, count]) => {
      const box = h("input", {
        type: "checkbox",
        name: facet,
        value,
        change: () => choose(facet, box.checked ? [...chosen, value] : chosen.filter((other) => other !== value)),
      });
      box.checked = chosen.includes(value);
      const of = value === NOBODY && entries ? `（其中总结、问题中的条目 ${entries} 条）` : "";
      return h(
        "li",
        {},
        h("label", {}, box, h("span", {}, valueLabel(tables, facet, value), of), h("span", { class: "gks-count" }, String(count))),
      );
    });
    const head = items.slice(0, SHOWN);
    const tail = items.slice(SHOWN);
    const rest = tail.length
      ? h(
          "details",
          { toggle: (/** @type {Event & { target: HTMLDetailsElement }} */ event) => remember(opened, facet, event.target.open) },
          h("summary", {}, `其余 ${rows.length - head.length} 个${FACET_LABEL[facet]}`),
          h("ul", {}, ...tail),
          rows.length > MOST ? h("p", {}, `另有 ${rows.length - MOST} 个，请加检索词缩小范围`) : null,
        )
      : null;
    if (rest) rest.open = opened.has(facet);
    return h(
      "fieldset",
      { class: "gks-facet", "data-search-facet": facet },
      h("legend", {}, FACET_LABEL[facet]),
      h("ul", {}, ...head),
      rest,
      facet === "due" ? monthRange(chosen, (value) => choose("due", value)) : null,
      more[facet] ?? null,
    );
  }).filter((view) => view !== null);
}

/**
 * @param {Set<string>} opened
 * @param {string} facet
 * @param {boolean} open
 */
function remember(opened, facet, open) {
  if (open) opened.add(facet);
  else opened.delete(facet);
}

/**
 * Chosen values first, then by number; times and roles in their own order.
 * @param {Facet} facet
 * @param {string[]} chosen
 * @param {Counts} counts
 * @returns {[string, number][]}
 */
function values(facet, chosen, counts) {
  const rows = [...counts].filter(([value, count]) => value && (count > 0 || chosen.includes(value)));
  for (const value of chosen) if (!counts.has(value)) rows.push([value, 0]);
  const rank = (/** @type {string} */ value) => {
    if (facet === "due") return value === "overdue" ? 0 : (DUE_KINDS.findIndex((kind) => kind === value) + 1 || DUE_KINDS.length + 1);
    if (facet === "status") return RESULTS.indexOf(value) + 1 || RESULTS.length + 1;
    return facet === "role" ? ROLES.indexOf(value) : 0;
  };
  return rows.sort(
    ([a, m], [b, n]) =>
      Number(chosen.includes(b)) - Number(chosen.includes(a)) ||
      rank(a) - rank(b) ||
      (facet === "due" || facet === "year" ? (a < b ? 1 : -1) : n - m || (a < b ? -1 : 1)),
  );
}

/**
 * By which day work is overdue, and the way to another.
 * @param {string} day  YYYY-MM-DD
 * @param {(day: string) => void} choose
 */
export function dayForm(day, choose) {
  const input = h("input", { type: "date", value: day, required: true, "aria-label": "逾期按哪一天计算" });
  return smallForm(() => choose(input.value), h("span", {}, "逾期按"), input, h("button", { type: "submit" }, "计算"));
}

/**
 * @param {() => void} send
 * @param {...HTMLElement} parts
 */
function smallForm(send, ...parts) {
  const submit = (/** @type {Event} */ event) => {
    event.preventDefault();
    send();
  };
  return h("form", { class: "gks-months", submit }, ...parts);
}

/**
 * @param {string[]} chosen
 * @param {(values: string[]) => void} choose
 */
function monthRange(chosen, choose) {
  // Where a browser has no field for months, the pattern says what is wrong.
  const form = { type: "month", pattern: "\\d{4}-\\d{2}", title: "年和月，如 2024-01" };
  const from = h("input", { ...form, "aria-label": "完成时限从哪个月起", placeholder: "2024-01" });
  const to = h("input", { ...form, "aria-label": "完成时限到哪个月止", placeholder: "2024-12" });
  const range = chosen.find((value) => value.includes(".."));
  [from.value = "", to.value = ""] = range?.split("..") ?? [];
  return smallForm(
    () => {
      const kept = chosen.filter((value) => !value.includes(".."));
      choose(from.value || to.value ? [...kept, `${from.value}..${to.value}`] : kept);
    },
    from,
    h("span", {}, "至"),
    to,
    h("button", { type: "submit" }, "按月筛选"),
  );
}
