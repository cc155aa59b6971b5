// What deadlines mean to a search: months, work without a date, none at all, overdue.
import { ENTRY, statusOf } from "./results.js";
import { SETTLED } from "./vocabulary.js";

/** @import { Tables } from "./tables.js" */

export const DUE_KINDS = /** @type {const} */ (["ongoing", "recurring", "period", "none"]);

/**
 * Whether a task is overdue (逾期) on a day: its last day is over, and no public record says that it is settled.
 * The same rule is `model.statuses.is_overdue`; both are held to tests/data/overdue.json.
 * @param {string} lastDay  YYYY-MM-DD, or "" where no date is set
 * @param {string | null} status  a class, or another word that settles nothing
 * @param {string} on  YYYY-MM-DD
 */
export function isOverdue(lastDay, status, on) {
  return lastDay !== "" && lastDay < on && !SETTLED.has(status ?? "");
}

/**
 * The day that an address names, or "" for what is none: 2026-02-30.
 * @param {string} text
 */
export function readDay(text) {
  const day = new Date(`${text}T00:00Z`);
  return /^\d{4}-\d\d-\d\d$/.test(text) && Number(day) && day.toISOString().startsWith(text) ? text : "";
}

/**
 * What each row of `tables.due` says.
 * @param {Tables} tables
 */
export function dueFacts(tables) {
  return tables.due.map((deadlines) => {
    const days = deadlines.map(([, day]) => day).filter((day) => day);
    const open = deadlines.filter(([, day, met]) => day && !met).map(([, day]) => day);
    return {
      kinds: DUE_KINDS.filter((value) =>
        value === "none" ? !deadlines.length : deadlines.some(([kind, day]) => kind === value && (!day || kind === "ongoing")),
      ),
      months: [...new Set(days.map((day) => day.slice(0, 7)))],
      first: open.sort()[0] ?? "",
    };
  });
}

/** @typedef {ReturnType<typeof dueFacts>[number]} DueFacts */

/**
 * Whether a task is overdue by these deadlines. An entry of a summary promises nothing, so it never is.
 * @param {Tables} tables
 * @param {DueFacts | undefined} facts
 * @param {number} task
 * @param {string} on  YYYY-MM-DD
 */
export function isLate(tables, facts, task, on) {
  const [status, part] = statusOf(tables, task);
  return part !== ENTRY && isOverdue(facts?.first ?? "", status, on);
}

/**
 * Whether a row of `tables.due` is one that the reader chose, for a given task.
 * @param {Tables} tables
 * @param {readonly DueFacts[]} facts
 * @param {readonly string[]} chosen  none: all are
 * @param {string} on  YYYY-MM-DD
 * @returns {(due: number, task: number) => boolean}
 */
export function dueTest(tables, facts, chosen, on) {
  if (!chosen.length) return () => true;
  const overdue = chosen.includes("overdue");
  const plain = facts.map((fact) => dueValues(fact, chosen).some((value) => chosen.includes(value)));
  return (due, task) => Boolean(plain[due] || (overdue && isLate(tables, facts[due], task, on)));
}

/**
 * The values in the address that name these deadlines: each month, the chosen ranges that hold one of them, what has no date.
 * @param {DueFacts | undefined} facts
 * @param {readonly string[]} chosen
 */
export function dueValues(facts, chosen) {
  const months = facts?.months ?? [];
  const ranges = chosen.filter((value) => {
    const range = readMonths(value);
    return range && months.some((month) => range[0] <= month && month <= range[1]);
  });
  return [...(facts?.kinds ?? []), ...months.map((month) => `${month}..${month}`), ...ranges];
}

/**
 * 2024-01..2024-06, either end may be missing; 2024-12 alone is that month. Null for what is no month or runs backwards.
 * @param {string} text
 * @returns {[string, string] | null}
 */
export function readMonths(text) {
  const [from = "", to = from, more] = text.split("..");
  const isMonth = (/** @type {string} */ end) => !end || /^\d{4}-(0[1-9]|1[0-2])$/.test(end);
  if (more !== undefined || !(from || to) || !isMonth(from) || !isMonth(to) || (to && from > to)) return null;
  return [from, to || "9999-12"];
}
