// On a task's page: marks the words of ?h=… in the searched texts and scrolls to the first.
// A phrase may run across blocks and links, so each field is read as one text and marked piece by piece.
import { findRanges, normalise } from "./normalise.js";

const FIELDS = ["title", "unit", "body"];

/** @param {Document} page */
export function highlightFields(page, /** @type {readonly string[]} */ phrases) {
  for (const field of FIELDS) {
    const nodes = /** @type {Text[]} */ ([]);
    for (const element of page.querySelectorAll(`[data-search-field="${field}"]`)) {
      const walker = page.createTreeWalker(element, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) nodes.push(/** @type {Text} */ (node));
    }
    markNodes(nodes, findRanges(nodes.map((node) => node.data).join(""), phrases));
  }
  page.querySelector("mark[data-search-mark]")?.scrollIntoView({ block: "center" });
}

/**
 * @param {Text[]} nodes
 * @param {[number, number][]} ranges  in the texts of all nodes in a row
 */
function markNodes(nodes, ranges) {
  let start = 0;
  for (const node of nodes) {
    const length = node.data.length;
    const inside = ranges
      .filter(([from, to]) => from < start + length && to > start)
      .map(([from, to]) => [Math.max(from - start, 0), Math.min(to - start, length)]);
    start += length;
    for (const [from = 0, to = 0] of inside.reverse()) {
      if (!node.data.slice(from, to).trim()) continue;
      const piece = node.splitText(from);
      piece.splitText(to - from);
      const mark = document.createElement("mark");
      mark.dataset["searchMark"] = "";
      piece.replaceWith(mark);
      mark.append(piece);
    }
  }
}

const wanted = new URLSearchParams(location.search).getAll("h").map(normalise).filter(Boolean).slice(0, 16);
if (wanted.length) highlightFields(document, wanted);
