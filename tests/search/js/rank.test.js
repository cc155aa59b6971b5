// The order of results.
import assert from "node:assert/strict";
import { test } from "node:test";
import { rank } from "../../../templates/assets/search/rank.js";
import { emptyState } from "../../../templates/assets/search/state.js";

/** @import { Tables } from "../../../templates/assets/search/tables.js" */
/** @import { Sort } from "../../../templates/assets/search/state.js" */

// The places of a field: task t has its title from 300 t on, its units from 300 t + 100, its body from 300 t + 200.
const WIDE = 100;

/**
 * Tasks of these years, each with a row of deadlines and a leading unit, which may have another row of them.
 * @param {number[]} years
 * @param {[string, string][][]} due
 * @param {number[]} unitDeadline
 */
function tablesOf(years, due = years.map(() => []), unitDeadline = years.map((_, task) => task)) {
  const tasks = years.length;
  const each = Array.from(years.keys());
  return /** @type {Tables} */ (
    /** @type {unknown} */ ({
      tasks,
      agencies: [["jia", "甲局"]],
      units: [[0, "fagui", "法规股"]],
      years: years.map((year) => [year]),
      year: Uint16Array.from(each),
      due,
      deadline: Uint32Array.from(each),
      unitStart: Uint32Array.from([...each, tasks]),
      unit: new Uint32Array(tasks),
      role: new Uint8Array(tasks),
      unitDeadline: Uint32Array.from(unitDeadline),
      fieldStart: Uint32Array.from({ length: 3 * tasks + 1 }, (_, field) => field * WIDE),
    })
  );
}

/**
 * @param {Tables} tables
 * @param {Sort} sort
 * @param {number[][]} [positions]  of each word of two characters
 * @param {string[]} [unit]  chosen
 */
function order(tables, sort, positions = [], unit = []) {
  const state = emptyState();
  state.sort = sort;
  state.facets.unit = unit;
  const words = positions.map((places) => ({ positions: Uint32Array.from(places), length: 2 }));
  return [...rank(tables, Uint32Array.from({ length: tables.tasks }, (_, task) => task), words, state)];
}

test("without words results stand in the order of documents", () => {
  assert.deepEqual(order(tablesOf([2020, 2024]), "relevance"), [0, 1]);
  assert.deepEqual(order(tablesOf([2020, 2024]), "document", [[250, 310]]), [0, 1]);
});

test("title before units before body, then the newest, then the order of documents", () => {
  assert.deepEqual(order(tablesOf([2024, 2024, 2024]), "relevance", [[210, 410, 610]]), [2, 1, 0]);
  assert.deepEqual(order(tablesOf([2020, 2024, 2024]), "relevance", [[10, 310, 610]]), [1, 2, 0]);
});

test("the best field of a word counts", () => {
  assert.deepEqual(order(tablesOf([2024, 2024]), "relevance", [[110, 220, 305, 520]]), [1, 0]);
});

test("words close together come first, words in different fields last", () => {
  // All in titles: apart by 58 places, by none, by 48.
  const titles = [[20, 310, 610], [80, 312, 660]];
  assert.deepEqual(order(tablesOf([2024, 2023, 2022]), "relevance", titles), [1, 2, 0]);
  // Title and body rank as twice the units do.
  assert.deepEqual(order(tablesOf([2024, 2023]), "relevance", [[20, 410], [250, 480]]), [1, 0]);
});

test("by deadline: the first day, then work without a day, then none", () => {
  /** @type {[string, string][][]} */
  const due = [
    [], [["ongoing", ""]], [["date", "2024-12-31"]], [["date", "2025-01-31"], ["date", "2024-06-30"]],
  ];
  assert.deepEqual(order(tablesOf([2024, 2024, 2024, 2024], due), "due"), [3, 2, 1, 0]);
});

test("by deadline of the unit that was chosen", () => {
  /** @type {[string, string][][]} */
  const due = [[["date", "2024-01-31"]], [["date", "2024-06-30"]], [["date", "2024-12-31"]]];
  const tables = tablesOf([2024, 2024, 2024], due, [2, 1, 1]);
  assert.deepEqual(order(tables, "due"), [0, 1, 2]);
  assert.deepEqual(order(tables, "due", [], ["jia/fagui"]), [1, 2, 0]);
});
