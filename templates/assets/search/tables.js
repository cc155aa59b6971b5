// The facts of tasks as columns; generator/search/facets.py writes them. Some are in the manifest for all tasks, others
// come shard by shard, and the documents when somebody chooses one.
import { Reader, readNames } from "./bytes.js";
import { BitReader, readCode } from "./codes.js";
import { readDirectory } from "./directory.js";
import { SearchError } from "./errors.js";
import { FORMAT, ROLE_LABEL } from "./vocabulary.js";

const COLUMNS = 9; // in a shard of facts

export const ROLES = [...ROLE_LABEL.keys()];

/** @import { Code } from "./codes.js" */
/** @import { Directory } from "./directory.js" */

/**
 * @typedef {object} Names
 * @property {number} format
 * @property {number} tasks
 * @property {number} tasksPerPart
 * @property {number} tasksPerText
 * @property {number} tasksPerFacts
 * @property {string[][]} common  for each part of the text: phrases whose fields have a list of their own
 * @property {Record<string, string>} packs  the hashes of the packs of each series
 * @property {number} block  a block of the text has 2^block places
 * @property {string} day  the records tell up to this day
 * @property {[string, string, string][]} agencies  id, name, region
 * @property {[number, string, ...string[]][]} units  agency, id inside it (or the whole reference), names
 * @property {string[]} kinds
 * @property {number[][]} years
 * @property {[string, number][]} statuses  with 0 for a task of a plan, 1 for one in a report, 2 for an entry of a report
 * @property {[string, string][]} topics
 * @property {[kind: string, day: string, met?: number][][]} due  the kind and ISO date (or "") of all deadlines of a task, or of
 *   a unit in it, with 1 where it is met
 * @property {string[][]} synonyms
 *
 * @typedef {Names & {
 *   agency: Uint16Array, kind: Uint8Array, year: Uint16Array, status: Uint8Array, deadline: Uint32Array,
 *   unitStart: Uint32Array, unit: Uint32Array, role: Uint8Array, unitDeadline: Uint32Array,
 *   topicStart: Uint32Array, topic: Uint32Array,
 *   fieldStart: Uint32Array, fieldOfBlock: Uint32Array,
 *   parts: number, directory: Directory, cuts: { places: number[][], fields: number[][] },
 *   documents: [string, string][], document: Uint32Array,
 *   sums: Uint32Array, codes: Code[],
 * }} Tables
 */

/**
 * @param {Uint8Array} bytes
 * @returns {Tables}
 */
export function readTables(bytes) {
  const end = bytes.indexOf(10);
  let names;
  try {
    names = /** @type {Names} */ (JSON.parse(new TextDecoder().decode(bytes.subarray(0, end))));
  } catch {
    throw new SearchError("damaged", "manifest.js");
  }
  if (names.format !== FORMAT) throw new SearchError("rebuilt");
  // As written: a list for each agency, and a last one for units of none.
  names.units = /** @type {[string, ...string[]][][]} */ (/** @type {unknown} */ (names.units)).flatMap((rows, at) =>
    rows.map((row) => /** @type {[number, string, ...string[]]} */ ([at, ...row])),
  );
  const reader = new Reader(bytes, end + 1);
  const tasks = names.tasks;
  const runs = reader.next();
  const ofRuns = [new Uint16Array(tasks), new Uint8Array(tasks), new Uint16Array(tasks)];
  const numbers = ofRuns.map(() => reader.take(runs));
  const lengths = reader.take(runs);
  ofRuns.forEach((column, i) => spread(column, lengths, (run) => numbers[i]?.[run] ?? 0));
  const [agency, kind, year] = /** @type {[Uint16Array, Uint8Array, Uint16Array]} */ (ofRuns);
  const sums = reader.take(2 * Math.ceil(tasks / names.tasksPerFacts));
  const codes = Array.from({ length: COLUMNS }, () => readCode(reader));
  const { fieldStart, fieldOfBlock } = readBlocks(reader, tasks, names.block);
  const cuts = { places: readCuts(reader), fields: readCuts(reader) };
  const fieldOf = (/** @type {number} */ shard) => /** @type {number} */ (fieldStart[3 * Math.min(tasks, shard * names.tasksPerText)]);
  const directory = readDirectory(reader, names.packs, (shard) => (fieldOf(shard + 1) - fieldOf(shard)) >> names.block);
  if (!reader.done) throw new SearchError("damaged", "manifest.js");
  const units = sums.filter((_, i) => !(i & 1)).reduce((sum, count) => sum + count, 0);
  const topics = sums.filter((_, i) => i & 1).reduce((sum, count) => sum + count, 0);
  return {
    ...names, agency, kind, year, documents: [], document: new Uint32Array(0), fieldStart, fieldOfBlock, sums, codes,
    parts: names.common.length, directory, cuts,
    status: new Uint8Array(tasks), deadline: new Uint32Array(tasks),
    unitStart: new Uint32Array(tasks + 1), unit: new Uint32Array(units), role: new Uint8Array(units),
    unitDeadline: new Uint32Array(units),
    topicStart: new Uint32Array(tasks + 1), topic: new Uint32Array(topics),
  };
}

/**
 * The documents: their references with their titles, and which of them each task is of.
 * @param {Tables} tables
 * @param {Uint8Array} bytes
 */
export function readDocuments(tables, bytes) {
  const rows = /** @type {[string, string, number][]} */ (JSON.parse(new TextDecoder().decode(bytes)));
  const column = new Uint32Array(tables.tasks);
  const firsts = spread(column, rows.map(([, , size]) => size), (row) => row);
  tables.documents = rows.map(([id, title], row) => [
    `${tables.agencies[tables.agency[firsts[row] ?? 0] ?? 0]?.[0]}/${id}`, title,
  ]);
  tables.document = column;
}

/**
 * Give each of the runs in a column its value.
 * @param {Uint8Array | Uint16Array | Uint32Array} column
 * @param {ArrayLike<number>} lengths
 * @param {(run: number) => number} valueOf
 * @returns {number[]} where each begins
 */
function spread(column, lengths, valueOf) {
  let at = 0;
  return Array.from(lengths, (length, run) => {
    column.fill(valueOf(run), at, at + length);
    at += length;
    return at - length;
  });
}

/**
 * Put the facts of one shard in their places: status, deadline, units and topics of `tasksPerFacts` tasks. A unit has the
 * deadlines of its task unless the end of the shard gives it others.
 * @param {Tables} tables
 * @param {number} number
 * @param {Uint8Array} bytes
 */
export function readFacts(tables, number, bytes) {
  const reader = new BitReader(bytes);
  const [status, deadline, units, unit, others, topics, topic, steps, own] = /** @type {[Code, Code, Code, Code, Code, Code, Code, Code, Code]} */ (tables.codes);
  const first = number * tables.tasksPerFacts;
  const end = Math.min(first + tables.tasksPerFacts, tables.tasks);
  for (let task = first; task < end; task++) tables.status[task] = reader.next(status);
  for (let task = first; task < end; task++) tables.deadline[task] = reader.next(deadline);
  readStarts(reader, units, tables.unitStart, first, end, before(tables.sums, 2 * number));
  const base = firstUnits(tables);
  const startOf = (/** @type {number} */ task) => /** @type {number} */ (tables.unitStart[task]);
  const readUnits = (/** @type {number} */ task, /** @type {number} */ from, /** @type {number} */ to, /** @type {Code} */ code) => {
    const firstUnit = /** @type {number} */ (base[/** @type {number} */ (tables.agency[task])]);
    for (let i = from; i < to; i++) {
      const number = reader.next(code);
      const step = Math.floor(number / 3);
      tables.unit[i] = firstUnit + (step & 1 ? -(step + 1) / 2 : step / 2);
      tables.role[i] = number % 3;
      tables.unitDeadline[i] = /** @type {number} */ (tables.deadline[task]);
    }
  };
  for (let task = first; task < end; task++) readUnits(task, startOf(task), Math.min(startOf(task) + 1, startOf(task + 1)), unit);
  for (let task = first; task < end; task++) readUnits(task, startOf(task) + 1, startOf(task + 1), others);
  readStarts(reader, topics, tables.topicStart, first, end, before(tables.sums, 2 * number + 1));
  const lastTopic = /** @type {number} */ (tables.topicStart[end]);
  for (let i = /** @type {number} */ (tables.topicStart[first]); i < lastTopic; i++) tables.topic[i] = reader.next(topic);
  const places = /** @type {number[]} */ ([]);
  for (let step, place = startOf(first); (step = reader.next(steps)); ) places.push((place += step - 1));
  for (const place of places) tables.unitDeadline[place] = reader.next(own);
  if (!reader.done || places.some((place) => place >= startOf(end))) throw new SearchError("damaged", `facts ${number}`);
}

/**
 * Where the list of each task begins, from the lengths; the values themselves follow in the reader.
 * @param {BitReader} reader
 * @param {Code} sizes
 * @param {Uint32Array} start
 * @param {number} first
 * @param {number} end
 * @param {number} at  where the first begins
 */
function readStarts(reader, sizes, start, first, end, at) {
  for (let task = first; task < end; task++) {
    start[task] = at;
    at += reader.next(sizes);
  }
  start[end] = at;
}

/**
 * The sum of every other number before `end`: of units or of topics.
 * @param {Uint32Array} sums
 * @param {number} end
 */
function before(sums, end) {
  let sum = 0;
  for (let i = end & 1; i < end; i += 2) sum += /** @type {number} */ (sums[i]);
  return sum;
}

/**
 * The reference of a unit, as links and addresses name it: agency/unit.
 * @param {Tables} tables
 * @param {number} unit
 */
export function unitRef(tables, unit) {
  const [agency, id] = /** @type {[number, string]} */ (/** @type {unknown} */ (tables.units[unit]));
  const owner = tables.agencies[agency];
  return owner ? `${owner[0]}/${id}` : id;
}

/** @param {Uint32Array} counts */
function starts(counts) {
  const result = new Uint32Array(counts.length + 1);
  for (let i = 0; i < counts.length; i++) {
    result[i + 1] = /** @type {number} */ (result[i]) + /** @type {number} */ (counts[i]);
  }
  return result;
}

/** @param {Names} names */
function firstUnits(names) {
  const base = new Uint32Array(names.agencies.length);
  for (let unit = names.units.length - 1; unit >= 0; unit--) {
    const agency = /** @type {[number]} */ (/** @type {unknown} */ (names.units[unit]))[0];
    if (agency < base.length) base[agency] = unit;
  }
  return base;
}

/**
 * Task t has the fields 3t (title), 3t + 1 (unit) and 3t + 2 (body).
 * @param {Reader} reader
 * @param {number} tasks
 * @param {number} block
 */
function readBlocks(reader, tasks, block) {
  const counts = new Uint32Array(3 * tasks);
  for (let field = 0; field < 3; field++) {
    for (let task = 0; task < tasks; task++) counts[3 * task + field] = reader.next() + 1;
  }
  const first = starts(counts);
  const fieldOfBlock = new Uint32Array(/** @type {number} */ (first[3 * tasks]));
  counts.forEach((count, field) => {
    const start = /** @type {number} */ (first[field]);
    fieldOfBlock.fill(field, start, start + count);
  });
  return { fieldStart: first.map((start) => start << block), fieldOfBlock };
}

/**
 * The names at which the stretches of the guide begin.
 * @param {Reader} reader
 */
function readCuts(reader) {
  return readNames(reader, reader.next()).map(({ name }) => name);
}
