// The list of results as a file, which page.js fetches when it is needed.
import { lateTest } from "./answers.js";
import { csv, offerFile } from "./csv.js";
import { answerers, ownDeadlines } from "./labels.js";
import { statusOf, statusWord } from "./results.js";
import { ROLE_LABEL } from "./vocabulary.js";

/** @import { Engine } from "./engine.js" */
/** @import { State } from "./state.js" */

/** @typedef {typeof offerResults} OfferResults */

/**
 * @param {{ engine: Engine, results: { tasks: Uint32Array } }} answer
 * @param {State["facets"]} facets
 * @param {string} day  by which tasks are overdue
 * @param {string} base  absolute address of the site's root
 * @param {HTMLElement} button  says how far it is
 */
async function offerResults({ engine, results: { tasks } }, facets, day, base, button) {
  const label = button.textContent;
  const progress = (/** @type {number} */ done) => void (button.textContent = `正在导出 ${done}/${tasks.length}`);
  try {
    offerFile(csv(await exportRows(engine, facets, tasks, day, base, progress)), `检索结果-${day}.csv`);
  } finally {
    button.textContent = label;
  }
}

/**
 * The rows of the export: every result with its facts. A task is known by its address without the ending.
 * @param {Engine} engine
 * @param {State["facets"]} facets
 * @param {Uint32Array} tasks
 * @param {string} day  by which tasks are overdue
 * @param {string} base  absolute address of the site's root
 * @param {(done: number) => void} progress
 */
async function exportRows(engine, facets, tasks, day, base, progress) {
  const head = [
    "任务编号", "序号", "任务", "机关", "文件", "年度", ...ROLE_LABEL.values(), "完成时限", "各单位的时限", "主题", "地区", "落实情况",
    `${day}是否逾期`, "网址",
  ];
  const rows = [head];
  const tables = engine.tables;
  const isLate = lateTest(tables, facets, day);
  for (let start = 0; start < tasks.length; start += 64) {
    const slice = [...tasks.subarray(start, start + 64)];
    await engine.factsOf(slice);
    const texts = await Promise.all(slice.map((task) => engine.text(task)));
    for (const [i, text] of texts.entries()) {
      const task = slice[i] ?? 0;
      const [, agency = "", region = ""] = tables.agencies[tables.agency[task] ?? 0] ?? [];
      const names = new Map(answerers(tables, task).map((entry) => [entry.role, entry.names.join("、")]));
      const topics = Array.from(
        tables.topic.subarray(tables.topicStart[task], tables.topicStart[task + 1]),
        (topic) => tables.topics[topic]?.[1] ?? "",
      );
      rows.push([
        text.url.replace(/\.html$/, ""), text.number, text.title, agency,
        text.document, (tables.years[tables.year[task] ?? 0] ?? []).join("、"), ...Array.from(ROLE_LABEL.values(), (role) => names.get(role) ?? ""),
        text.deadlines.join("、"), ownDeadlines(tables, task, text.deadlines).join("；"), topics.join("、"),
        region, statusWord(statusOf(tables, task)), isLate(task) ? "是" : "否", base + text.url,
      ]);
    }
    progress(Math.min(tasks.length, start + 64));
  }
  return rows;
}

Object.assign(window, { gongkaiExport: offerResults });
