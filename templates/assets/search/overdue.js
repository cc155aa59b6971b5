// Which day is asked about, and how much falls due around it or is overdue on it.
import { isOverdue, readDay } from "./due.js";

/**
 * The day that an address asks about (?on=2026-07-01), else the reader's today; what is no day does not count.
 * @param {string} search
 * @param {Date} now
 */
export function dayAsked(search, now) {
  const asked = readDay(new URLSearchParams(search).get("on")?.trim() ?? "");
  if (asked) return asked;
  const part = (/** @type {number} */ number) => String(number).padStart(2, "0");
  return `${now.getFullYear()}-${part(now.getMonth() + 1)}-${part(now.getDate())}`;
}

/**
 * Whether a row, or the result on the page of a task, is overdue: it says by which day something was promised, and
 * what is published of it. A section (data-section) never is: no result is published of it.
 * @param {HTMLElement} node
 * @param {string} on  YYYY-MM-DD
 */
export function isLateNode({ dataset }, on) {
  return "status" in dataset && isOverdue(dataset["lastDay"] ?? "", dataset["status"] ?? null, on);
}

/** @typedef {{ month: string, tasks: number, open: string }} Month  open: tasks by day of the month, 15:2 31:12 */

/**
 * How many tasks fall due in the month of a day and in the next, and how many are overdue on it.
 * @param {readonly Month[]} months
 * @param {string} on  YYYY-MM-DD
 */
export function countsOn(months, on) {
  const month = on.slice(0, 7);
  const next = nextMonth(month);
  const due = (/** @type {string} */ wanted) => months.find((found) => found.month === wanted)?.tasks ?? 0;
  return { month, next, due: due(month), dueNext: due(next), overdue: months.reduce((sum, one) => sum + openBefore(one, on), 0) };
}

/** @param {string} month */
function nextMonth(month) {
  const [year = 0, number = 0] = month.split("-").map(Number);
  return number === 12 ? `${year + 1}-01` : `${month.slice(0, 4)}-${String(number + 1).padStart(2, "0")}`;
}

/**
 * @param {Month} month
 * @param {string} on
 */
function openBefore({ month, open }, on) {
  return open
    .split(" ")
    .filter(Boolean)
    .map((pair) => pair.split(":"))
    .reduce((sum, [day = "", number = "0"]) => sum + (`${month}-${day.padStart(2, "0")}` < on ? Number(number) : 0), 0);
}
