// On the pages of deadlines: counts by the reader's day, or by ?on=YYYY-MM-DD, and how many rows are overdue (late.js marks them).
import { countsOn, dayAsked, isLateNode } from "./overdue.js";

const on = dayAsked(location.search, new Date());
const isAsked = new URLSearchParams(location.search).get("on")?.trim() === on;

/** @param {string} month  2026-07 */
const monthWords = (month) => `${month.slice(0, 4)}年${Number(month.slice(5, 7))}月`;
const dayWords = `${monthWords(on)}${Number(on.slice(8))}日${isAsked ? "" : "（今天）"}`;

/**
 * @param {string} words
 * @param {string} href  "" where there is no page to go to
 * @param {number} count
 * @param {string} [kind]
 */
function line(words, href, count, kind = "") {
  const item = document.createElement("li");
  item.className = kind;
  const name = document.createElement(href ? "a" : "span");
  name.textContent = words;
  if (name instanceof HTMLAnchorElement) name.href = href;
  const number = document.createElement("span");
  number.className = "gk-count";
  number.textContent = `${count} 项`;
  item.append(name, number);
  return item;
}

/** @param {HTMLElement} section */
function fillOverview(section) {
  const links = [...document.querySelectorAll("a[data-month]")].filter((link) => link instanceof HTMLAnchorElement);
  const months = links.map(({ dataset }) => ({
    month: dataset["month"] ?? "", tasks: Number(dataset["tasks"]), open: dataset["open"] ?? "",
  }));
  const counts = countsOn(months, on);
  const page = (/** @type {string} */ month) =>
    links.find((link) => link.dataset["month"] === month)?.getAttribute("href")?.concat(isAsked ? `?on=${on}` : "") ?? "";
  section.querySelector(".gk-now")?.replaceChildren(
    line(`本月到期（${monthWords(counts.month)}）`, page(counts.month), counts.due),
    line(`下月到期（${monthWords(counts.next)}）`, page(counts.next), counts.dueNext),
    line("已逾期", `${section.dataset["search"]}${isAsked ? `&on=${on}` : ""}`, counts.overdue, "gk-late"),
  );
  say(section, `按${dayWords}计算。最后一天已过、又没有公开记录写明已完成、已取消、已调整或常态化开展的，算逾期；一项任务有几个时限的，从还没有办结的最早一个算起。`);
}

/** @param {HTMLTableElement} table */
function countRows(table) {
  const late = [...(table.tBodies[0]?.rows ?? [])].filter((row) => isLateNode(row, on));
  const tasks = new Set(late.map((row) => row.querySelector("a")?.href)).size;
  say(document, `按${dayWords}计算，下表逾期 ${late.length} 行${tasks < late.length ? `，是 ${tasks} 项任务` : ""}。`);
}

/**
 * @param {ParentNode} where
 * @param {string} words
 */
function say(where, words) {
  const place = where.querySelector("[data-due-words]");
  if (place) place.textContent = words;
}

const overview = document.querySelector("[data-due-now]");
if (overview instanceof HTMLElement) fillOverview(overview);
const rows = document.querySelector("table[data-due-rows]");
if (rows instanceof HTMLTableElement) countRows(rows);
