// What a status is called in the address and on the page.
import assert from "node:assert/strict";
import { test } from "node:test";
import { reportValues, resultLabel, resultValues, statusWord } from "../../../templates/assets/search/results.js";
import { RESULT_LABEL } from "../../../templates/assets/search/vocabulary.js";

test("each task of a plan has a public result or none", () => {
  assert.deepEqual(resultValues(["", 0]), ["none"]);
  assert.deepEqual(resultValues(["done", 1]), ["public", "done"]);
  assert.deepEqual(resultValues(["reported", 0]), ["public", "reported"]);
});

test("an entry of a summary is never among the tasks of plans", () => {
  for (const status of ["", "reported", "done", "delayed"]) {
    for (const value of resultValues([status, 2])) assert.match(value, /^entry/);
  }
  assert.deepEqual(resultValues(["delayed", 2]), ["entry", "entry-delayed"]);
  assert.deepEqual(resultValues(["reported", 2]), ["entry"]);
  assert.deepEqual(reportValues(["done", 2]), []);
});

test("whether a summary reports on it", () => {
  assert.deepEqual([reportValues(["", 0]), reportValues(["done", 1])], [["no"], ["yes"]]);
});

test("words", () => {
  assert.equal(resultLabel("delayed"), "推进缓慢");
  assert.equal(resultLabel("entry-delayed"), "总结中的条目：推进缓慢");
  assert.equal(resultLabel("entry-what"), "entry-what");
  assert.equal(resultLabel("constructor"), "constructor");
  assert.deepEqual(
    [["", 0], ["reported", 1], ["ahead", 0], ["", 2], ["reported", 2], ["done", 2]].map((status) => statusWord(/** @type {[string, number]} */ (status))),
    ["没有公开的落实情况", "已公开落实情况", "提前完成", "总结中的条目", "总结中的条目", "总结中的条目：已完成"],
  );
  for (const value of RESULT_LABEL.keys()) assert.notEqual(resultLabel(value), value);
});
