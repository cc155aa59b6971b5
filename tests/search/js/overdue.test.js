// What is overdue, by the table of cases that Python is held to, and the counts of a day.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { isOverdue } from "../../../templates/assets/search/due.js";
import { countsOn, dayAsked } from "../../../templates/assets/search/overdue.js";

/** @type {{ last_day: string, status: string | null, on: string, overdue: boolean }[]} */
const cases = JSON.parse(readFileSync(new URL("../../data/overdue.json", import.meta.url), "utf8"));

test("the table of cases", () => {
  assert.ok(cases.length > 10);
  for (const one of cases) assert.equal(isOverdue(one.last_day, one.status, one.on), one.overdue, JSON.stringify(one));
});

test("what is said of a result without a class settles nothing", () => {
  for (const word of ["none", "reported"]) assert.equal(isOverdue("2026-06-30", word, "2026-07-01"), true);
});

test("the day that is asked about, else today", () => {
  const now = new Date(2026, 10, 3);
  assert.equal(dayAsked("?on=2024-02-29", now), "2024-02-29");
  for (const none of ["", "?on=", "?on=2026-02-30", "?on=2026-13-01", "?on=now", "?on=2026-7-1"])
    assert.equal(dayAsked(none, now), "2026-11-03", none);
});

test("months and overdue on a day", () => {
  const months = [
    { month: "2025-12", tasks: 4, open: "15:1 31:2" },
    { month: "2026-01", tasks: 3, open: "5:1" },
    { month: "2026-03", tasks: 9, open: "" },
  ];
  assert.deepEqual(countsOn(months, "2025-12-31"), { month: "2025-12", next: "2026-01", due: 4, dueNext: 3, overdue: 1 });
  assert.deepEqual(countsOn(months, "2026-01-06"), { month: "2026-01", next: "2026-02", due: 3, dueNext: 0, overdue: 4 });
  assert.deepEqual(countsOn([], "2026-09-30"), { month: "2026-09", next: "2026-10", due: 0, dueNext: 0, overdue: 0 });
});
