// The state and its address are one and the same.
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  chosenCount,
  emptyState,
  isNarrowed,
  readState,
  writeState,
} from "../../../templates/assets/search/state.js";

test("the empty state has no address", () => {
  assert.equal(writeState(emptyState()), "");
  assert.deepEqual(readState(""), emptyState());
  assert.equal(isNarrowed(emptyState()), false);
});

test("a full state comes back from its address", () => {
  const state = emptyState();
  Object.assign(state, { q: '"应急 演练" -a&b=c+d%', sort: "due", synonyms: true, page: 12 });
  state.facets.unit = ["jia/fagui", "办公室"];
  state.facets.due = ["2024-01..2024-06", "overdue"];
  const address = writeState(state);
  assert.match(address, /^\?q=/);
  assert.deepEqual(readState(address), state);
  assert.equal(chosenCount(state), 4);
  assert.equal(isNarrowed(state), true);
});

test("what an address cannot mean is left out", () => {
  const state = readState("?q=a&unit=&unit=x&unit=x&sort=best&syn=yes&page=-3&other=1&constructor=2");
  assert.deepEqual(state, { ...emptyState(), q: "a", facets: { ...emptyState().facets, unit: ["x"] } });
  for (const [page, number] of [["0", 1], ["zwei", 1], ["7.9", 7], ["9e99", 9], ["99999999", 1_000_000]]) {
    assert.equal(readState(`?page=${page}`).page, number);
  }
});
