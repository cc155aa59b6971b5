// What came of tasks, as facets ask for it. Entries of summaries are kept apart from the tasks of plans.
import { RESULT_LABEL } from "./vocabulary.js";

/** @import { Tables } from "./tables.js" */

/** @typedef {[string, number]} Status  a class, "reported" or "" for nothing published; and what kind of task it is of */

const IN_REPORT = 1;
export const ENTRY = 2;
const PREFIX = "entry-";

/**
 * @param {Tables} tables
 * @param {number} task
 * @returns {Status}
 */
export function statusOf(tables, task) {
  return tables.statuses[/** @type {number} */ (tables.status[task])] ?? ["", 0];
}

/**
 * The values of `status` in the address. `public` and `none` part all tasks of plans; an entry of a summary is `entry`,
 * and `entry-done` where it bears a status of its own.
 * @param {Status} status
 */
export function resultValues([status, part]) {
  if (part === ENTRY) return status && status !== "reported" ? ["entry", PREFIX + status] : ["entry"];
  return status ? ["public", status] : ["none"];
}

/**
 * The values of `report` in the address: whether a summary reports on the task of a plan.
 * @param {Status} status
 */
export function reportValues([, part]) {
  return part === ENTRY ? [] : [part === IN_REPORT ? "yes" : "no"];
}

/** @param {string} value  of `status` */
export function resultLabel(value) {
  const own = value.startsWith(PREFIX) && RESULT_LABEL.get(value.slice(PREFIX.length));
  return own ? `${RESULT_LABEL.get("entry")}：${own}` : (RESULT_LABEL.get(value) ?? value);
}

/**
 * The word that stands at a task.
 * @param {Status} status
 */
export function statusWord(status) {
  const value = resultValues(status).at(-1) ?? "";
  return resultLabel(value === "reported" ? "public" : value);
}
