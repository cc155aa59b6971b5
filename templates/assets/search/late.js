// On every page: 逾期 beside the result of what is overdue on the reader's day, or on ?on=YYYY-MM-DD.
import { dayAsked, isLateNode } from "./overdue.js";

const day = dayAsked(location.search, new Date());

for (const node of document.querySelectorAll("[data-last-day]")) {
  if (!(node instanceof HTMLElement) || !isLateNode(node, day)) continue;
  const tag = document.createElement("span");
  tag.className = "gk-tag gk-tag--overdue";
  const [year, month, date] = (node.dataset["lastDay"] ?? "").split("-").map(Number);
  tag.textContent = "staged" in node.dataset ? `逾期（${year}年${month}月${date}日的时限）` : "逾期";
  tag.title = `最后一天是 ${node.dataset["lastDay"]}，按 ${day} 计算`;
  node.querySelector(".gk-status")?.before(tag);
}
