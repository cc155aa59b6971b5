// What deadlines mean to a search: months, work without a date, none at all, overdue.
/** @import { Tables } from "./tables.js" */

export const DUE_KINDS = /** @type {const} */ (["ongoing", "recurring", "period", "none"]);
const OVER = new Set(["done", "dropped", "reported"]);

/**
 * What each row of `tables.due` says.
 * @param {Tables} tables
 * @param {string} today  YYYY-MM-DD
 */
export function dueFacts(tables, today) {
  return tables.due.map((deadlines) => {
    const days = deadlines.map(([, day]) => day).filter((day) => day);
    return {
      kinds: DUE_KINDS.filter((value) =>
        value === "none" ? !deadlines.length : deadlines.some(([kind, day]) => kind === value && (!day || kind === "ongoing")),
      ),
      months: [...new Set(days.map((day) => day.slice(0, 7)))],
      past: days.some((day) => day < today),
    };
  });
}

/** @typedef {ReturnType<typeof dueFacts>[number]} DueFacts */

/**
 * Whether a public record says that nothing is left to do. A passed date is overdue only where none does.
 * @param {Tables} tables
 * @param {number} task
 */
export function isOver(tables, task) {
  return OVER.has(tables.statuses[/** @type {number} */ (tables.status[task])] ?? "");
}

/**
 * Whether a row of `tables.due` is one that the reader chose, for a given task.
 * @param {Tables} tables
 * @param {readonly DueFacts[]} facts
 * @param {readonly string[]} chosen  none: all are
 * @returns {(due: number, task: number) => boolean}
 */
export function dueTest(tables, facts, chosen) {
  if (!chosen.length) return () => true;
  const overdue = chosen.includes("overdue");
  const plain = facts.map((fact) => dueValues(fact, chosen).some((value) => chosen.includes(value)));
  return (due, task) => Boolean(plain[due] || (overdue && facts[due]?.past && !isOver(tables, task)));
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
