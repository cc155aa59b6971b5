// Equal texts, and the places of a phrase in the text as printed.
import assert from "node:assert/strict";
import { test } from "node:test";
import { findRanges, normalise, normaliseWithPlaces } from "../../../templates/assets/search/normalise.js";

const EQUAL = [
  ["应急\n管理", "应急管理"],
  ["ＩＳＯ \n ９００１ 认证", "iso 9001认证"],
  ["整改率 99.60 ％", "整改率99.60%"],
  ["Straße ﬁn ẞ", "strasse fin ss"],
  ["ΟΔΟΣ", "οδοσ"],
  ["①⑵ ㎡", "1(2)m2"],
  ["e\u0301", "é"],
  ["应\u200b急\u202e\ufeff", "应急"],
  ["a\0b", "a b"],
  [" \t\n", ""],
];

for (const [text = "", normal = ""] of EQUAL) {
  test(`${JSON.stringify(text)} is ${JSON.stringify(normal)}`, () => {
    assert.equal(normalise(text), normal);
    assert.equal(normalise(normal), normal);
    assert.equal(normaliseWithPlaces(text).text, normal);
  });
}

test("each unit of the normal form comes from a place in the text, in order", () => {
  const text = "Ａ ①\n应 急ﬁ";
  const { text: normal, from } = normaliseWithPlaces(text);
  assert.equal(normal, "a 1应急fi");
  assert.deepEqual(from, [0, 1, 2, 4, 6, 7, 7, text.length]);
});

test("ranges cover what is printed, without the white space behind", () => {
  const text = "开展应急\n 演练 ，Ｉｓｏ 9001";
  const pieces = (/** @type {string[]} */ ...phrases) =>
    findRanges(text, phrases).map(([from, to]) => text.slice(from, to));
  assert.deepEqual(pieces("应急演练"), ["应急\n 演练"]);
  assert.deepEqual(pieces("iso 9001"), ["Ｉｓｏ 9001"]);
  assert.deepEqual(pieces("没有", ""), []);
  assert.deepEqual(pieces("应急", "急演", "演练"), ["应急\n 演练"]);
});
