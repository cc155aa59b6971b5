// Which tasks the facets let through, and exact counts for every value of every facet.
import { answerCounter, answerTest, collect } from "./answers.js";
import { reportValues, resultValues } from "./results.js";

/** @import { Tables } from "./tables.js" */
/** @import { Facet, State } from "./state.js" */

/** @typedef {Map<string, number>} Counts  value as in the address -> number of tasks */
/** @typedef {Record<Facet | "entries", Counts>} AllCounts  `entries`: how many of `none` promise nothing, by facet */

/**
 * @typedef {object} Column  a facet that knows tasks by numbers
 * @property {Facet} facet
 * @property {(task: number, use: (number: number) => void) => void} each  use each number of a task
 * @property {string[][]} values  number -> what it is called in the address
 * @property {string[][]} [names]  number -> by which names an address may call it, where these are more
 */

/**
 * @param {Tables} tables
 * @param {State} state
 * @param {Uint8Array | null} hits  task -> 1 where the words match; null: no words were given
 * @param {string} today  YYYY-MM-DD
 * @returns {{ tasks: Uint32Array, counts: AllCounts }}
 */
export function filter(tables, state, hits, today) {
  const columns = columnsOf(tables, state.facets);
  const conditions = compile(tables, state, today, columns);
  const results = /** @type {number[]} */ ([]);
  const counters = makeCounters(tables, state, today, columns);
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
 * @param {State["facets"]} facets
 * @returns {Column[]}
 */
function columnsOf(tables, facets) {
  const { agencies, documents, topics, topic, topicStart } = tables;
  const one = (/** @type {ArrayLike<number>} */ column) => (/** @type {number} */ task, /** @type {(number: number) => void} */ use) =>
    use(column[task] ?? 0);
  const firsts = (/** @type {string[][]} */ rows) => rows.map((row) => row.slice(0, 1));
  const agency = one(tables.agency);
  const status = one(tables.status);
  return [
    { facet: "agency", each: agency, values: firsts(agencies), names: agencies.map((row) => row.slice(0, 2)) },
    { facet: "region", each: agency, values: agencies.map(([, , region]) => regionValues(region, facets.region)) },
    { facet: "document", each: one(tables.document), values: firsts(documents), names: documents },
    { facet: "year", each: one(tables.year), values: tables.years.map((years) => years.map(String)) },
    { facet: "kind", each: one(tables.kind), values: tables.kinds.map((kind) => [kind]) },
    { facet: "status", each: status, values: tables.statuses.map(resultValues) },
    { facet: "report", each: status, values: tables.statuses.map(reportValues) },
    {
      facet: "topic",
      each: (task, use) => topic.subarray(topicStart[task], topicStart[task + 1]).forEach(use),
      values: firsts(topics),
      names: topics,
    },
  ];
}

/**
 * A region, and each chosen one that it lies in: 湖南省岳阳市临湘市 lies in 湖南省.
 * @param {string} region
 * @param {string[]} chosen
 */
function regionValues(region, chosen) {
  return [region, ...chosen.filter((value) => region.startsWith(value))].filter((value) => value);
}

/**
 * One condition for each column, and one for unit with role and deadline; null where nothing was chosen.
 * @param {Tables} tables
 * @param {State} state
 * @param {string} today
 * @param {Column[]} columns
 * @returns {(((task: number) => boolean) | null)[]}
 */
function compile(tables, { facets }, today, columns) {
  const conditions = columns.map(({ facet, each, values, names = values }) => {
    const chosen = facets[facet];
    if (!chosen.length) return null;
    const wanted = names.map((found) => found.some((name) => chosen.includes(name)));
    return (/** @type {number} */ task) => {
      let found = false;
      each(task, (number) => (found ||= wanted[number] === true));
      return found;
    };
  });
  return [...conditions, answerTest(tables, facets, today)];
}

/**
 * @param {Tables} tables
 * @param {State} state
 * @param {string} today
 * @param {Column[]} columns
 */
function makeCounters(tables, state, today, columns) {
  const answers = answerCounter(tables, state.facets, today);
  const found = columns.map(({ values }) => new Uint32Array(values.length));
  const each = columns.map(({ each }, i) => {
    const counts = /** @type {Uint32Array} */ (found[i]);
    const add = (/** @type {number} */ number) => void (counts[number] = (counts[number] ?? 0) + 1);
    return (/** @type {number} */ task) => each(task, add);
  });
  const counts = () =>
    /** @type {AllCounts} */ ({
      ...Object.fromEntries(
        columns.map(({ facet, values }, i) => [facet, collect(/** @type {Uint32Array} */ (found[i]), (n) => values[n] ?? [])]),
      ),
      ...answers.counts(),
    });
  return { each: [...each, answers.count], counts };
}
