// How a query is read.
import assert from "node:assert/strict";
import { test } from "node:test";
import { SearchError } from "../../../templates/assets/search/errors.js";
import { LONGEST_QUERY, MOST_WORDS, otherForms, parse } from "../../../templates/assets/search/query.js";

/**
 * The words, those not wanted with a minus before them.
 * @param {string} query
 */
const read = (query, narrowed = false) =>
  parse(query, narrowed).map(({ text, unwanted }) => (unwanted ? "-" : "") + text);

test("words stand apart, phrases together", () => {
  assert.deepEqual(read("应急　演练"), ["应急", "演练"]);
  assert.deepEqual(read('"应急 演练" 消防'), ["应急演练", "消防"]);
  assert.deepEqual(read('"他说""好"""'), ['他说"好"']);
  assert.deepEqual(read('应急" 演练'), ['应急"', "演练"]);
  assert.deepEqual(read("  \n "), []);
});

test("a minus excludes only where something else narrows the search", () => {
  assert.deepEqual(read("演练 -消防"), ["演练", "-消防"]);
  assert.deepEqual(read('演练 -"消防 安全"'), ["演练", "-消防安全"]);
  assert.deepEqual(read("演练 -"), ["演练", "-"]);
  assert.deepEqual(parse("-13.6%", false), [{ text: "-13.6%", shown: "-13.6%", unwanted: false }]);
  assert.deepEqual(parse("-13.6%", true), [{ text: "13.6%", shown: "13.6%", unwanted: true }]);
});

test("a word counts once, wanted and unwanted apart", () => {
  assert.deepEqual(read("ISO iso ＩＳＯ -iso"), ["iso", "-iso"]);
});

test("what is too long is refused with the figure", () => {
  const most = Array.from({ length: MOST_WORDS }, (_, i) => `词${i}`);
  assert.equal(read(most.join(" ")).length, MOST_WORDS);
  for (const query of [[...most, "多"].join(" "), "长".repeat(LONGEST_QUERY + 1)]) {
    assert.throws(
      () => parse(query, false),
      (error) => error instanceof SearchError && error.trouble === "too-long",
    );
  }
});

test("synonyms take the place of the longest name in the word", () => {
  const groups = [["危化品", "危险化学品", "危化"], ["法规股", "法制股"], ["$&", "x"]];
  assert.deepEqual(otherForms("危化品安全", groups), ["危险化学品安全", "危化安全"]);
  assert.deepEqual(otherForms("法制股", groups), ["法规股"]);
  assert.deepEqual(otherForms("xy", groups), ["$&y"]);
  assert.deepEqual(otherForms("消防", groups), []);
});
