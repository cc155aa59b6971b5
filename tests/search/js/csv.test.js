// A table for spreadsheets: quoted, marked as UTF-8, without formulas.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { cell, csv } from "../../../templates/assets/search/csv.js";

test("a cell is quoted, and its quotation marks doubled", () => {
  assert.equal(cell("一、应急"), '"一、应急"');
  assert.equal(cell('称"甲"\n乙'), '"称""甲""\n乙"');
  assert.equal(cell(""), '""');
});

test("a spreadsheet runs no cell as a formula", () => {
  const formulas = ["=1+1", "+1", "-1", "@x", "\t=1", "\r=1", " =1"];
  for (const text of formulas) assert.equal(cell(text), `"'${text}"`);
  for (const text of ["1", "a=1", "《=》"]) assert.equal(cell(text), `"${text}"`);
});

test("a spreadsheet takes no printed number for another or for a day: the cases of Python", () => {
  /** @type {{ led: string[], bare: string[] }} */
  const cases = JSON.parse(readFileSync(new URL("../../data/cells.json", import.meta.url), "utf8"));
  assert.ok(cases.led.length > 50 && cases.bare.length > 30);
  const quoted = (/** @type {string} */ text) => `"${text.replaceAll('"', '""')}"`;
  for (const text of cases.led) assert.equal(cell(text), quoted("'" + text), text);
  for (const text of cases.bare) assert.equal(cell(text), quoted(text), text);
});

test("lines end as Excel writes them, behind the mark of UTF-8", () => {
  assert.equal(csv([["序号", "任务"], ["1", "甲,乙"]]), '\ufeff"序号","任务"\r\n"1","甲,乙"\r\n');
});
