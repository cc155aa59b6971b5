// Which tasks the facets let through, and exact counts for every value of every facet.
import { normalise } from "./normalise.js";
import { ROLES, unitRef } from "./tables.js";

/** @import { Tables } from "./tables.js" */
/** @import { Facet, State } from "./state.js" */

/** @typedef {Map<string, number>} Counts  value as in the address -> number of tasks */

const OVER = new Set(["done", "dropped", "reported"]);

/**
 * @param {Tables} tables
 * @param {State} state
 * @param {Uint8Array | null} hits  task -> 1 where the words match; null: no words were given
 * @param {string} today  YYYY-MM-DD
 * @returns {{ tasks: Uint32Array, counts: Record<Facet, Counts> }}
 */
export function filter(tables, state, hits, today) {
  const due = dueFacts(tables, today);
  const conditions = compile(tables, state, due);
  const results = /** @type {number[]} */ ([]);
  const counters = makeCounters(tables, state, due);
  for (let task = 0; task < tables.tasks; task++) {
    if (hits && !hits[task]) continue;
    let failed = -1;
    let failures = 0;
    for (let i = 0; i < conditions.length; i++) {
      const condition = conditions[i];
      if (condition && !condition(task)) {
        failed = i;
        if (++failures > 1) break;
      }
    }
    // A facet counts what would be found without its own choice, so each number says what a click will show.
    if (!failures) {
      results.push(task);
      for (const count of counters.each) count(task);
    } else if (failures === 1) counters.each[failed]?.(task);
  }
  return { tasks: Uint32Array.from(results), counts: counters.counts() };
}

/**
 * @param {Tables} tables
 * @param {string} today
 */
function dueFacts(tables, today) {
  return tables.due.map((deadlines) => {
    const days = deadlines.map(([, day]) => day).filter((day) => day);
    return {
      ongoing: deadlines.some(([kind]) => kind === "ongoing"),
      months: [...new Set(days.map((day) => day.slice(0, 7)))],
      past: days.some((day) => day < today),
    };
  });
}

/** @typedef {ReturnType<typeof dueFacts>} Due */

/**
 * Whether the date of a task has passed and no public record says that it is done.
 * @param {Tables} tables
 * @param {Due} due
 * @param {number} task
 */
function isOverdue(tables, due, task) {
  const status = tables.statuses[/** @type {number} */ (tables.status[task])] ?? "";
  return Boolean(due[/** @type {number} */ (tables.deadline[task])]?.past) && !OVER.has(status);
}

/**
 * One condition each for agency, unit with role, year, kind, topic, due, status; null where nothing was chosen.
 * Unit and role are one condition, for the unit must have that very role in the task.
 * @param {Tables} tables
 * @param {State} state
 * @param {Due} due
 * @returns {(((task: number) => boolean) | null)[]}
 */
function compile(tables, state, due) {
  const { facets } = state;
  /**
   * @param {string[]} chosen
   * @param {(index: number) => string[]} valuesOf  values in the address that name entry `index`
   * @param {number} size
   */
  const pick = (chosen, valuesOf, size) => {
    const wanted = new Set(chosen);
    return Uint8Array.from({ length: size }, (_, i) => Number(valuesOf(i).some((value) => wanted.has(value))));
  };
  const agencies = pick(facets.agency, (i) => tables.agencies[i] ?? [], tables.agencies.length);
  const kinds = pick(facets.kind, (i) => [tables.kinds[i] ?? ""], tables.kinds.length);
  const years = pick(facets.year, (i) => (tables.years[i] ?? []).map(String), tables.years.length);
  const topics = pick(facets.topic, (i) => tables.topics[i] ?? [], tables.topics.length);
  const statuses = pick(facets.status, (i) => [tables.statuses[i] || "none"], tables.statuses.length);
  const units = pickUnits(tables, facets.unit);
  const roles = pick(facets.role, (i) => [ROLES[i] ?? ""], ROLES.length);
  const { unit, role, unitStart, topic, topicStart } = tables;
  const months = facets.due.map(readMonths).filter((range) => range !== null);
  return [
    facets.agency.length ? (task) => agencies[/** @type {number} */ (tables.agency[task])] === 1 : null,
    facets.unit.length || facets.role.length
      ? (task) => {
          for (let i = /** @type {number} */ (unitStart[task]); i < /** @type {number} */ (unitStart[task + 1]); i++) {
            if (facets.unit.length && !units[/** @type {number} */ (unit[i])]) continue;
            if (!facets.role.length || roles[/** @type {number} */ (role[i])]) return true;
          }
          return false;
        }
      : null,
    facets.year.length ? (task) => years[/** @type {number} */ (tables.year[task])] === 1 : null,
    facets.kind.length ? (task) => kinds[/** @type {number} */ (tables.kind[task])] === 1 : null,
    facets.topic.length
      ? (task) => {
          for (let i = /** @type {number} */ (topicStart[task]); i < /** @type {number} */ (topicStart[task + 1]); i++) {
            if (topics[/** @type {number} */ (topic[i])]) return true;
          }
          return false;
        }
      : null,
    facets.due.length
      ? (task) => {
          const facts = due[/** @type {number} */ (tables.deadline[task])];
          return (
            (facets.due.includes("ongoing") && Boolean(facts?.ongoing)) ||
            (facets.due.includes("overdue") && isOverdue(tables, due, task)) ||
            months.some(([from, to]) => Boolean(facts?.months.some((month) => from <= month && month <= to)))
          );
        }
      : null,
    facets.status.length ? (task) => statuses[/** @type {number} */ (tables.status[task])] === 1 : null,
  ];
}

/**
 * A unit is chosen by its reference agency/unit, or by any of its names.
 * @param {Tables} tables
 * @param {string[]} chosen
 */
function pickUnits(tables, chosen) {
  const wanted = new Set(chosen);
  const names = new Set(chosen.map(normalise));
  return Uint8Array.from(tables.units, (row, unit) =>
    Number(wanted.has(unitRef(tables, unit)) || row.slice(2).some((name) => names.has(normalise(String(name))))),
  );
}

/**
 * 2024-01..2024-06, either end may be missing; 2024-12 alone is that month.
 * @param {string} text
 * @returns {[string, string] | null}
 */
export function readMonths(text) {
  const match = /^(\d{4}-\d{2})?(\.\.)?(\d{4}-\d{2})?$/.exec(text);
  if (!match || (!match[1] && !match[3]) || (match[3] && !match[2])) return null;
  return [match[1] ?? "", match[3] ?? (match[2] ? "9999-12" : (match[1] ?? ""))];
}

/**
 * @param {Tables} tables
 * @param {State} state
 * @param {Due} due
 */
function makeCounters(tables, state, due) {
  const { facets } = state;
  const agency = new Uint32Array(tables.agencies.length);
  const kind = new Uint32Array(tables.kinds.length);
  const year = new Uint32Array(tables.years.length);
  const topic = new Uint32Array(tables.topics.length);
  const status = new Uint32Array(tables.statuses.length);
  const deadline = new Uint32Array(tables.due.length);
  const unit = new Uint32Array(tables.units.length);
  const lastUnit = new Int32Array(tables.units.length).fill(-1);
  const role = new Uint32Array(ROLES.length);
  const lastRole = new Int32Array(ROLES.length).fill(-1);
  const units = pickUnits(tables, facets.unit);
  const roles = ROLES.map((name) => facets.role.includes(name));
  let overdue = 0;
  /**
   * @param {Uint32Array} counts
   * @param {Uint8Array | Uint16Array | Uint32Array} column
   */
  const one = (counts, column) => (/** @type {number} */ task) => {
    const value = /** @type {number} */ (column[task]);
    counts[value] = /** @type {number} */ (counts[value]) + 1;
  };
  /** @param {number} task */
  const answers = (task) => {
    for (let i = /** @type {number} */ (tables.unitStart[task]); i < /** @type {number} */ (tables.unitStart[task + 1]); i++) {
      const u = /** @type {number} */ (tables.unit[i]);
      const r = /** @type {number} */ (tables.role[i]);
      if ((!facets.role.length || roles[r]) && lastUnit[u] !== task) {
        lastUnit[u] = task;
        unit[u] = /** @type {number} */ (unit[u]) + 1;
      }
      if ((!facets.unit.length || units[u]) && lastRole[r] !== task) {
        lastRole[r] = task;
        role[r] = /** @type {number} */ (role[r]) + 1;
      }
    }
  };
  /** @param {number} task */
  const topics = (task) => {
    for (let i = /** @type {number} */ (tables.topicStart[task]); i < /** @type {number} */ (tables.topicStart[task + 1]); i++) {
      const t = /** @type {number} */ (tables.topic[i]);
      topic[t] = /** @type {number} */ (topic[t]) + 1;
    }
  };
  const countDeadline = one(deadline, tables.deadline);
  /** @param {number} task */
  const dues = (task) => {
    countDeadline(task);
    if (isOverdue(tables, due, task)) overdue++;
  };
  /** @type {((task: number) => void)[]} */
  const each = [
    one(agency, tables.agency), answers, one(year, tables.year), one(kind, tables.kind), topics, dues,
    one(status, tables.status),
  ];
  /** @returns {Record<Facet, Counts>} */
  const counts = () => ({
    agency: collect(agency, (i) => [tables.agencies[i]?.[0] ?? ""]),
    unit: collect(unit, (i) => [unitRef(tables, i)]),
    role: collect(role, (i) => [ROLES[i] ?? ""]),
    year: collect(year, (i) => (tables.years[i] ?? []).map(String)),
    kind: collect(kind, (i) => [tables.kinds[i] ?? ""]),
    topic: collect(topic, (i) => [tables.topics[i]?.[0] ?? ""]),
    due: collect(deadline, (i) => dueValues(due[i], facets.due)).set("overdue", overdue),
    status: collect(status, (i) => [tables.statuses[i] || "none"]),
  });
  return { each, counts };
}

/**
 * Its months, and those of the chosen ranges that hold one of them.
 * @param {Due[number] | undefined} facts
 * @param {string[]} chosen
 */
function dueValues(facts, chosen) {
  const months = facts?.months ?? [];
  const ranges = chosen.filter((value) => {
    const range = readMonths(value);
    return range && months.some((month) => range[0] <= month && month <= range[1]);
  });
  return [...(facts?.ongoing ? ["ongoing"] : []), ...months.map((month) => `${month}..${month}`), ...ranges];
}

/**
 * @param {Uint32Array} counts
 * @param {(index: number) => string[]} valuesOf
 * @returns {Counts}
 */
function collect(counts, valuesOf) {
  const found = /** @type {Counts} */ (new Map());
  counts.forEach((count, i) => {
    if (count) for (const value of new Set(valuesOf(i))) found.set(value, (found.get(value) ?? 0) + count);
  });
  return found;
}
