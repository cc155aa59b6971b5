// The facts of all tasks as columns; generator/search/facets.py writes them.
import { Reader } from "./bytes.js";
import { SearchError } from "./errors.js";

export const ROLES = /** @type {const} */ (["lead", "responsible", "support"]);

/**
 * @typedef {object} Names
 * @property {number} format
 * @property {number} tasks
 * @property {number} tasksPerText
 * @property {string[]} common  phrases whose fields have a list of their own
 * @property {number} block  a block of the text has 2^block places
 * @property {[string, string][]} agencies  id, name
 * @property {[number, string, ...string[]][]} units  agency, id inside it (or the whole reference), names
 * @property {string[]} kinds
 * @property {number[][]} years
 * @property {string[]} statuses
 * @property {[string, string][]} topics
 * @property {[string, string][][]} due  the (kind, ISO date or "") of all deadlines of a task
 * @property {string[][]} synonyms
 *
 * @typedef {Names & {
 *   agency: Uint16Array, kind: Uint8Array, year: Uint16Array, status: Uint8Array, deadline: Uint32Array,
 *   unitStart: Uint32Array, unit: Uint32Array, role: Uint8Array,
 *   topicStart: Uint32Array, topic: Uint32Array,
 *   fieldStart: Uint32Array, fieldOfBlock: Uint32Array,
 *   placeBounds: number[][], fieldBounds: number[][],
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
    throw new SearchError("damaged", "tables.js");
  }
  if (names.format !== 1) throw new SearchError("rebuilt");
  const reader = new Reader(bytes, end + 1);
  const tasks = names.tasks;
  const runs = reader.next();
  const agencies = reader.take(runs);
  const kinds = reader.take(runs);
  const lengths = reader.take(runs);
  const agency = new Uint16Array(tasks);
  const kind = new Uint8Array(tasks);
  for (let run = 0, at = 0; run < runs; run++) {
    const stop = at + /** @type {number} */ (lengths[run]);
    agency.fill(/** @type {number} */ (agencies[run]), at, stop);
    kind.fill(/** @type {number} */ (kinds[run]), at, stop);
    at = stop;
  }
  const year = Uint16Array.from(reader.take(tasks));
  const status = Uint8Array.from(reader.take(tasks));
  const deadline = reader.take(tasks);
  const unitStart = starts(reader.take(tasks));
  const codes = reader.take(/** @type {number} */ (unitStart[tasks]));
  const base = firstUnits(names);
  const unit = new Uint32Array(codes.length);
  const role = new Uint8Array(codes.length);
  for (let task = 0; task < tasks; task++) {
    const first = /** @type {number} */ (base[/** @type {number} */ (agency[task])]);
    for (let i = /** @type {number} */ (unitStart[task]); i < /** @type {number} */ (unitStart[task + 1]); i++) {
      const code = /** @type {number} */ (codes[i]);
      const step = Math.floor(code / 3);
      unit[i] = first + (step & 1 ? -(step + 1) / 2 : step / 2);
      role[i] = code % 3;
    }
  }
  const topicStart = starts(reader.take(tasks));
  const topic = reader.take(/** @type {number} */ (topicStart[tasks]));
  const { fieldStart, fieldOfBlock } = readBlocks(reader, tasks, names.block);
  const placeBounds = readBounds(reader);
  const fieldBounds = readBounds(reader);
  if (!reader.done) throw new SearchError("damaged", "tables.js");
  return {
    ...names, agency, kind, year, status, deadline, unitStart, unit, role, topicStart, topic,
    fieldStart, fieldOfBlock, placeBounds, fieldBounds,
  };
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

/** @param {Reader} reader */
function readBounds(reader) {
  const bounds = /** @type {number[][]} */ ([]);
  let before = /** @type {number[]} */ ([]);
  for (let left = reader.next(); left > 0; left--) {
    const head = reader.next();
    const shared = head >> 4;
    const bound = before.slice(0, shared);
    bound.push(reader.next() + (before[shared] ?? 0));
    for (let own = (head & 15) - 1; own > 0; own--) bound.push(reader.next());
    bounds.push(bound);
    before = bound;
  }
  return bounds;
}
