// The passage that shows why a text was found.
import assert from "node:assert/strict";
import { test } from "node:test";
import { passage } from "../../../templates/assets/search/snippet.js";

/**
 * The passage, and what is marked in it.
 * @param {string} text
 * @param {...string} phrases
 */
function shown(text, ...phrases) {
  const { from, to, ranges } = passage(text, phrases);
  const piece = text.slice(from, to);
  return { from, to, piece, marks: ranges.map(([start, end]) => piece.slice(start, end)) };
}

test("a short text is shown whole, with every mark", () => {
  const text = "开展应急演练，组织应急\n演练。";
  const marks = ["应急演练", "应急\n演练"];
  assert.deepEqual(shown(text, "应急演练"), { from: 0, to: text.length, piece: text, marks });
});

test("a text without the words is shown from its start", () => {
  const { from, to, marks } = shown("甲".repeat(500), "应急");
  assert.deepEqual([from, to, marks], [0, 110, []]);
});

test("deadlines before the text and topics behind it are not run together with it", () => {
  const text = "2024年6月底前\n开展应急演练。\n一是定方案；\n演练次数\n防汛抗旱";
  assert.equal(shown(text).piece, "开展应急演练。\n一是定方案；");
  assert.equal(shown(text, "应急").piece, "开展应急演练。\n一是定方案；");
  assert.equal(shown(text, "防汛").piece, "防汛抗旱");
  assert.equal(shown(text, "6月").piece, "2024年6月底前");
  assert.deepEqual(passage(text, ["演练"]).isCut, [false, false]);
});

test("it says where it was cut", () => {
  const text = `长期坚持\n${"甲".repeat(80)}，应急${"乙".repeat(200)}。\n演练`;
  assert.deepEqual(passage(text, ["应急"]).isCut, [true, true]);
  assert.deepEqual(passage("长期坚持\n应急。", ["应急"]).isCut, [false, false]);
});

test("the passage is the one with the most marks", () => {
  const text = "应急" + "甲".repeat(300) + "应急和应急及应急" + "乙".repeat(300);
  const { from, piece, marks } = shown(text, "应急");
  assert.ok(from > 200);
  assert.deepEqual(marks, ["应急", "应急", "应急"]);
  assert.ok(piece.length <= 110);
});

test("it begins at a sentence where one begins close by", () => {
  const { piece } = shown("甲".repeat(60) + "。加强应急管理。" + "乙".repeat(200), "应急");
  assert.equal(piece.slice(0, 6), "加强应急管理");
});

test("a cut parts no character", () => {
  for (let i = 0; i < 4; i++) {
    const { piece } = shown("甲".repeat(i) + "𠮷".repeat(60) + "应急" + "𠮷".repeat(90), "应急");
    assert.doesNotMatch(piece, /[\ud800-\udfff]/u);
  }
});

test("a phrase longer than a passage is shown to its end", () => {
  const phrase = "应急管理".repeat(50);
  assert.deepEqual(shown(`前文${phrase}后文`, phrase).marks, [phrase]);
});
