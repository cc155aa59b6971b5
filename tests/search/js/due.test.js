// Overdue, as Python says it; days and months in an address.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { dueFacts, dueTest, isLate, isOverdue, readDay, readMonths } from "../../../templates/assets/search/due.js";

/** @import { Tables } from "../../../templates/assets/search/tables.js" */

/** @type {{ last_day: string, status: string | null, on: string, overdue: boolean }[]} */
const CASES = JSON.parse(readFileSync(new URL("../../data/overdue.json", import.meta.url), "utf-8"));

test("overdue is what the table of cases says", () => {
  assert.ok(CASES.length > 8);
  for (const { last_day, status, on, overdue } of CASES) {
    assert.equal(isOverdue(last_day, status, on), overdue, `${last_day} ${status} ${on}`);
  }
});

test("a report without a word of status settles nothing", () => {
  assert.equal(isOverdue("2026-06-30", "reported", "2026-07-01"), true);
  assert.equal(isOverdue("2026-06-30", "", "2026-07-01"), true);
});

/**
 * A task for each status, with the same deadlines.
 * @param {[string, number][]} statuses
 * @param {[string, string][]} due
 */
function tablesOf(statuses, due) {
  return /** @type {Tables} */ (/** @type {unknown} */ ({ statuses, status: Uint8Array.from(statuses.keys()), due: [due] }));
}

test("of several days the first decides, and entries of summaries are never overdue", () => {
  const tables = tablesOf([["", 0], ["delayed", 1], ["done", 0], ["", 2], ["delayed", 2]], [["date", "2026-12-31"], ["ongoing", ""], ["date", "2026-03-31"]]);
  const facts = dueFacts(tables);
  const late = (/** @type {string} */ on) => [0, 1, 2, 3, 4].map((task) => isLate(tables, facts[0], task, on));
  assert.deepEqual(late("2026-03-31"), [false, false, false, false, false]);
  assert.deepEqual(late("2026-04-01"), [true, true, false, false, false]);
  const chosen = dueTest(tables, facts, ["overdue"], "2026-04-01");
  assert.deepEqual([0, 1, 2, 3, 4].map((task) => chosen(0, task)), [true, true, false, false, false]);
});

test("work without a day is never overdue", () => {
  const tables = tablesOf([["", 0]], [["ongoing", ""]]);
  assert.equal(isLate(tables, dueFacts(tables)[0], 0, "9999-01-01"), false);
});

test("a day is a day of the calendar", () => {
  for (const day of ["2026-06-30", "2024-02-29", "1999-12-31"]) assert.equal(readDay(day), day);
  for (const text of ["", "2026-02-29", "2026-13-01", "2026-6-1", "2026-06", "20260601", "昨天", "2026-06-30T00:00", " 2026-06-30"]) {
    assert.equal(readDay(text), "", text);
  }
});

test("months from and to", () => {
  assert.deepEqual(readMonths("2024-01..2024-06"), ["2024-01", "2024-06"]);
  assert.deepEqual(readMonths("2024-12"), ["2024-12", "2024-12"]);
  assert.equal(readMonths("2024-13"), null);
});
