// The words of the pages for the values of the facets.
import { NOBODY } from "./answers.js";
import { readMonths } from "./due.js";
import { resultLabel } from "./results.js";
import { unitRef } from "./tables.js";
import { IN_REPORT_LABEL, KIND_LABEL, ROLE_LABEL } from "./vocabulary.js";

/** @import { Tables } from "./tables.js" */
/** @import { Facet } from "./state.js" */
/** @import { DeadlineKind } from "./vocabulary.js" */

/** @type {Record<Facet, string>} */
export const FACET_LABEL = {
  agency: "机关",
  region: "地区",
  document: "文件",
  unit: "责任单位",
  role: "责任方式",
  year: "年度",
  kind: "文件类型",
  topic: "主题",
  due: "完成时限",
  status: "结果",
  report: "总结报告情况",
};

/** @type {Record<DeadlineKind, string>} */
const DUE_WORDS = { ongoing: "长期", recurring: "周期性", period: "只写明时段", date: "未写明日期" };
const DUE_LABEL = new Map(Object.entries(DUE_WORDS));

/**
 * @param {Tables} tables
 * @param {Facet} facet
 * @param {string} value  as in the address
 * @returns {string}
 */
export function valueLabel(tables, facet, value) {
  switch (facet) {
    case "agency":
      return tables.agencies.find(([id]) => id === value)?.[1] ?? value;
    case "unit":
      return value === NOBODY ? "没有责任单位" : (unitLabels(tables).get(value) ?? value);
    case "role":
      return ROLE_LABEL.get(value) ?? value;
    case "year":
      return `${value}年`;
    case "kind":
      return KIND_LABEL.get(value) ?? value;
    case "topic":
      return tables.topics.find(([id]) => id === value)?.[1] ?? value;
    case "status":
      return resultLabel(value);
    case "report":
      return IN_REPORT_LABEL.get(value) ?? value;
    case "region":
      return value;
    case "document":
      return documentLabel(tables, value);
    case "due":
      return dueLabel(value);
  }
}

/**
 * The title, with the agency where it does not name it.
 * @param {Tables} tables
 * @param {string} ref
 */
function documentLabel(tables, ref) {
  const title = tables.documents.find(([known]) => known === ref)?.[1] ?? ref;
  const agency = tables.agencies.find(([id]) => ref.startsWith(`${id}/`))?.[1] ?? "";
  return title.includes(agency) ? title : `${title}（${agency}）`;
}

/** @param {string} value */
function dueLabel(value) {
  const kind = value === "none" ? "没有写明时限" : DUE_LABEL.get(value);
  if (kind) return kind;
  if (value === "overdue") return "逾期（已过时限，没有公开的完成情况）";
  if (!readMonths(value)) return `“${value}”（不是月份，或首尾颠倒）`;
  const [from = "", to = from] = value.split("..");
  if (from === to) return month(from);
  return from && to ? `${month(from)}至${month(to)}` : from ? `${month(from)}及以后` : `${month(to)}及以前`;
}

/**
 * Those of a task that are not bound by all its deadlines, each with its own: 法规股（责任）：长期坚持
 * @param {Tables} tables
 * @param {number} task
 * @param {string[]} printed  the deadlines of the task
 */
export function ownDeadlines(tables, task, printed) {
  const roles = [...ROLE_LABEL.values()];
  // As printed, where each meaning has words of its own.
  const all = (tables.due[tables.deadline[task] ?? 0] ?? []).map(String);
  const words = (/** @type {Tables["due"][number][number]} */ due) => all.length === printed.length && printed[all.indexOf(String(due))];
  const found = [];
  for (let i = tables.unitStart[task] ?? 0; i < (tables.unitStart[task + 1] ?? 0); i++) {
    if (tables.unitDeadline[i] === tables.deadline[task]) continue;
    const dues = (tables.due[tables.unitDeadline[i] ?? 0] ?? []).map(
      (due) => words(due) || (due[1] ? `截至${due[1]}` : DUE_LABEL.get(due[0])),
    );
    found.push(`${tables.units[tables.unit[i] ?? 0]?.[2]}（${roles[tables.role[i] ?? 0]}）：${dues.join("、") || "没有写明"}`);
  }
  return found;
}

/** @param {string} text */
function month(text) {
  return `${text.slice(0, 4)}年${Number(text.slice(5))}月`;
}

const labelsOf = /** @type {WeakMap<Tables, Map<string, string>>} */ (new WeakMap());

/**
 * The name of each unit; units that share a name add their agency.
 * @param {Tables} tables
 */
function unitLabels(tables) {
  let labels = labelsOf.get(tables);
  if (labels) return labels;
  const seen = /** @type {Map<string, number>} */ (new Map());
  for (const row of tables.units) seen.set(row[2] ?? "", (seen.get(row[2] ?? "") ?? 0) + 1);
  labels = new Map(
    tables.units.map((row, unit) => {
      const name = row[2] ?? "";
      const agency = tables.agencies[row[0]]?.[1];
      return [unitRef(tables, unit), (seen.get(name) ?? 0) > 1 && agency ? `${name}（${agency}）` : name];
    }),
  );
  labelsOf.set(tables, labels);
  return labels;
}

/**
 * 牵头：办公室、综合科；配合：法规科
 * @param {Tables} tables
 * @param {number} task
 * @returns {{ role: string, names: string[] }[]}
 */
export function answerers(tables, task) {
  const found = /** @type {{ role: string, names: string[] }[]} */ ([]);
  for (const [code, role] of [...ROLE_LABEL.values()].entries()) {
    const names = [];
    for (let i = tables.unitStart[task] ?? 0; i < (tables.unitStart[task + 1] ?? 0); i++) {
      if (tables.role[i] === code) names.push(tables.units[tables.unit[i] ?? 0]?.[2] ?? "");
    }
    if (names.length) found.push({ role, names });
  }
  return found;
}
