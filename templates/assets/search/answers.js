// Who answers for a task, in which role, by when: one condition, for one and the same unit must meet all three.
// A task may bind one unit by June and another by December. A task without a unit has one answer, of nobody in no role;
// its place is behind all others.
import { dueFacts, dueTest, dueValues, isLate } from "./due.js";
import { normalise } from "./normalise.js";
import { ENTRY, statusOf } from "./results.js";
import { ROLES, unitRef } from "./tables.js";

/** @import { Tables } from "./tables.js" */
/** @import { Facet } from "./state.js" */
/** @import { Counts } from "./filters.js" */

/** @typedef {Record<Facet, string[]>} Facets */

export const NOBODY = "none";

/**
 * Which answers (places in `tables.unit` and `tables.role`) have a chosen unit, and which a chosen role.
 * @param {Tables} tables
 * @param {Facets} facets
 */
function choose(tables, facets) {
  const units = facets.unit.length ? pickUnits(tables, facets.unit) : null;
  const roles = facets.role.length ? ROLES.map((role) => facets.role.includes(role)) : null;
  return {
    all: !units && !roles,
    unit: (/** @type {number} */ i) => !units || units[tables.unit[i] ?? tables.units.length] === 1,
    role: (/** @type {number} */ i) => !roles || roles[tables.role[i] ?? ROLES.length] === true,
  };
}

/**
 * A unit is chosen by its reference agency/unit, or by any of its names. Behind all units stands nobody.
 * @param {Tables} tables
 * @param {string[]} chosen
 */
function pickUnits(tables, chosen) {
  const wanted = new Set(chosen);
  const names = new Set(chosen.map(normalise));
  const found = tables.units.map(
    (row, unit) => wanted.has(unitRef(tables, unit)) || row.slice(2).some((name) => names.has(normalise(String(name)))),
  );
  return Uint8Array.from([...found, wanted.has(NOBODY)], Number);
}

/**
 * @param {Tables} tables
 * @param {number} task
 * @returns {[number, number]} where its answers begin and end
 */
function placesOf(tables, task) {
  const start = tables.unitStart[task] ?? 0;
  const end = tables.unitStart[task + 1] ?? 0;
  return start < end ? [start, end] : [tables.unit.length, tables.unit.length + 1];
}

/**
 * The deadlines of an answer: those of the task, for nobody.
 * @param {Tables} tables
 * @param {number} i
 * @param {number} task
 */
function dueOf(tables, i, task) {
  return /** @type {number} */ (tables.unitDeadline[i] ?? tables.deadline[task]);
}

/**
 * The deadlines (rows of `tables.due`) that count for a task: its own, or those of the chosen units and roles alone.
 * @param {Tables} tables
 * @param {Facets} facets
 * @returns {(task: number) => number[]}
 */
export function deadlinesOf(tables, facets) {
  const chosen = choose(tables, facets);
  if (chosen.all) return (task) => [/** @type {number} */ (tables.deadline[task])];
  return (task) => {
    const found = new Set(/** @type {number[]} */ ([]));
    const [start, end] = placesOf(tables, task);
    for (let i = start; i < end; i++) {
      if (chosen.unit(i) && chosen.role(i)) found.add(dueOf(tables, i, task));
    }
    return [...found];
  };
}

/**
 * Whether a task is overdue, by its own deadlines or those of the chosen units and roles.
 * @param {Tables} tables
 * @param {Facets} facets
 * @param {string} on  YYYY-MM-DD
 * @returns {(task: number) => boolean}
 */
export function lateTest(tables, facets, on) {
  const facts = dueFacts(tables);
  const deadlines = deadlinesOf(tables, facets);
  return (task) => deadlines(task).some((row) => isLate(tables, facts[row], task, on));
}

/**
 * Whether one answer of a task has a chosen unit, a chosen role and a chosen deadline; null where nothing was chosen.
 * @param {Tables} tables
 * @param {Facets} facets
 * @param {string} today  YYYY-MM-DD
 * @returns {((task: number) => boolean) | null}
 */
export function answerTest(tables, facets, today) {
  const chosen = choose(tables, facets);
  if (chosen.all && !facets.due.length) return null;
  const isDue = dueTest(tables, dueFacts(tables), facets.due, today);
  if (chosen.all) return (task) => isDue(/** @type {number} */ (tables.deadline[task]), task);
  return (task) => {
    const [start, end] = placesOf(tables, task);
    for (let i = start; i < end; i++) {
      if (chosen.unit(i) && chosen.role(i) && isDue(dueOf(tables, i, task), task)) return true;
    }
    return false;
  };
}

/**
 * Counts of units, roles and deadlines: each facet without its own choice, and with those of the two others. Of the tasks
 * without a unit and of those without a deadline, `entries` counts the entries of summaries, which promise nothing.
 * @param {Tables} tables
 * @param {Facets} facets
 * @param {string} today  YYYY-MM-DD
 * @returns {{ count: (task: number) => void, counts: () => { unit: Counts, role: Counts, due: Counts, entries: Counts } }}
 */
export function answerCounter(tables, facets, today) {
  const chosen = choose(tables, facets);
  const facts = dueFacts(tables);
  const isDue = dueTest(tables, facts, facets.due, today);
  const late = lateTest(tables, facets, today);
  const deadlines = deadlinesOf(tables, facets);
  const unit = onceEach(tables.units.length + 1);
  const role = onceEach(ROLES.length + 1);
  const due = onceEach(tables.due.length);
  // Of tasks whose chosen units have different deadlines.
  const mixed = /** @type {Counts} */ (new Map());
  const entries = /** @type {Counts} */ (new Map());
  let overdue = 0;
  /** @param {number} task */
  const count = (task) => {
    const [start, end] = placesOf(tables, task);
    const entry = Number(statusOf(tables, task)[1] === ENTRY);
    for (let i = start; i < end; i++) {
      if (!isDue(dueOf(tables, i, task), task)) continue;
      if (chosen.role(i)) {
        unit.add(tables.unit[i] ?? tables.units.length, task);
        if (i === tables.unit.length) more(entries, "unit", entry);
      }
      if (chosen.unit(i)) role.add(tables.role[i] ?? ROLES.length, task);
    }
    const found = deadlines(task);
    if (found.length === 1) due.add(/** @type {number} */ (found[0]), task);
    else for (const value of new Set(found.flatMap((row) => dueValues(facts[row], facets.due)))) more(mixed, value, 1);
    if (late(task)) overdue++;
    if (found.some((row) => !tables.due[row]?.length)) more(entries, "due", entry);
  };
  const counts = () => ({
    unit: collect(unit.counts, (i) => [i < tables.units.length ? unitRef(tables, i) : NOBODY]),
    role: collect(role.counts, (i) => ROLES.slice(i, i + 1)),
    due: collect(due.counts, (i) => dueValues(facts[i], facets.due), mixed).set("overdue", overdue),
    entries,
  });
  return { count, counts };
}

/**
 * Counts tasks by number, a task once for each.
 * @param {number} size
 */
function onceEach(size) {
  const counts = new Uint32Array(size);
  const last = new Int32Array(size).fill(-1);
  return {
    counts,
    add(/** @type {number} */ i, /** @type {number} */ task) {
      if (last[i] === task) return;
      last[i] = task;
      counts[i] = /** @type {number} */ (counts[i]) + 1;
    },
  };
}

/**
 * @param {Counts} counts
 * @param {string} value
 * @param {number} number
 */
function more(counts, value, number) {
  counts.set(value, (counts.get(value) ?? 0) + number);
}

/**
 * Counts by number as counts by the values that the number stands for.
 * @param {Uint32Array} counts
 * @param {(index: number) => string[]} valuesOf
 * @param {Counts} into
 * @returns {Counts}
 */
export function collect(counts, valuesOf, into = new Map()) {
  counts.forEach((count, i) => {
    if (count) for (const value of new Set(valuesOf(i))) more(into, value, count);
  });
  return into;
}
