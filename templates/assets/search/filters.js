// Which tasks the facets let through, and exact counts for every value of every facet.
import { answerCounter, answerTest, collect } from "./answers.js";

/** @import { Tables } from "./tables.js" */
/** @import { Facet, State } from "./state.js" */

/** @typedef {Map<string, number>} Counts  value as in the address -> number of tasks */

/**
 * @param {Tables} tables
 * @param {State} state
 * @param {Uint8Array | null} hits  task -> 1 where the words match; null: no words were given
 * @param {string} today  YYYY-MM-DD
 * @returns {{ tasks: Uint32Array, counts: Record<Facet, Counts> }}
 */
export function filter(tables, state, hits, today) {
  const conditions = compile(tables, state, today);
  const results = /** @type {number[]} */ ([]);
  const counters = makeCounters(tables, state, today);
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
 * One condition each for agency, unit with role and deadline, year, kind, topic, status; null where nothing was chosen.
 * @param {Tables} tables
 * @param {State} state
 * @param {string} today
 * @returns {(((task: number) => boolean) | null)[]}
 */
function compile(tables, state, today) {
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
  const { topic, topicStart } = tables;
  return [
    facets.agency.length ? (task) => agencies[/** @type {number} */ (tables.agency[task])] === 1 : null,
    answerTest(tables, facets, today),
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
    facets.status.length ? (task) => statuses[/** @type {number} */ (tables.status[task])] === 1 : null,
  ];
}

/**
 * @param {Tables} tables
 * @param {State} state
 * @param {string} today
 */
function makeCounters(tables, state, today) {
  const agency = new Uint32Array(tables.agencies.length);
  const kind = new Uint32Array(tables.kinds.length);
  const year = new Uint32Array(tables.years.length);
  const topic = new Uint32Array(tables.topics.length);
  const status = new Uint32Array(tables.statuses.length);
  const answers = answerCounter(tables, state.facets, today);
  /**
   * @param {Uint32Array} counts
   * @param {Uint8Array | Uint16Array} column
   */
  const one = (counts, column) => (/** @type {number} */ task) => {
    const value = /** @type {number} */ (column[task]);
    counts[value] = /** @type {number} */ (counts[value]) + 1;
  };
  /** @param {number} task */
  const topics = (task) => {
    for (let i = /** @type {number} */ (tables.topicStart[task]); i < /** @type {number} */ (tables.topicStart[task + 1]); i++) {
      const t = /** @type {number} */ (tables.topic[i]);
      topic[t] = /** @type {number} */ (topic[t]) + 1;
    }
  };
  /** @type {((task: number) => void)[]} */
  const each = [
    one(agency, tables.agency), answers.count, one(year, tables.year), one(kind, tables.kind), topics, one(status, tables.status),
  ];
  /** @returns {Record<Facet, Counts>} */
  const counts = () => ({
    agency: collect(agency, (i) => [tables.agencies[i]?.[0] ?? ""]),
    year: collect(year, (i) => (tables.years[i] ?? []).map(String)),
    kind: collect(kind, (i) => [tables.kinds[i] ?? ""]),
    topic: collect(topic, (i) => [tables.topics[i]?.[0] ?? ""]),
    status: collect(status, (i) => [tables.statuses[i] || "none"]),
    ...answers.counts(),
  });
  return { each, counts };
}
