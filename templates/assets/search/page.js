// search.html: the address holds the state, the state is searched, the results are shown; each change goes that way.
import { attachBox } from "./box.js";
import { csv, offerFile } from "./csv.js";
import { h } from "./dom.js";
import { COUNTED_UNASKED, openEngine } from "./engine.js";
import { SearchError } from "./errors.js";
import { facetsView } from "./facets-view.js";
import { conditions, hint } from "./hints.js";
import { FACET_LABEL } from "./labels.js";
import { abandon } from "./loader.js";
import { hitView, pagesView, PAGE, readingView, exportRows } from "./results-view.js";
import { FACETS, isNarrowed, readState, SORTS, writeState } from "./state.js";
import { watch } from "./waiting.js";

/** @import { Engine, Results } from "./engine.js" */
/** @import { State } from "./state.js" */

const COUNTED_CLOSED = 1000;

/** @param {HTMLElement} page  the element marked data-search-page */
function start(page) {
  const root = page.dataset["searchRoot"] ?? "";
  const base = new URL(root + "search/", location.href).href;
  const part = (/** @type {string} */ name) => /** @type {HTMLElement} */ (page.querySelector(`[data-search-${name}]`));
  const form = /** @type {HTMLFormElement} */ (page.querySelector("form"));
  const input = /** @type {HTMLInputElement} */ (form.querySelector("input[type=search]"));
  const synonyms = /** @type {HTMLInputElement} */ (page.querySelector("input[name=syn]"));
  const sort = /** @type {HTMLSelectElement} */ (page.querySelector("select[name=sort]"));
  const [summary, list, facets, pages, message] = ["summary", "hits", "facets", "pages", "message"].map(part);
  const [chosen, show] = ["chosen", "show"].map(part);
  const exporter = /** @type {HTMLButtonElement} */ (page.querySelector("button[data-search-export]"));
  const opened = /** @type {Set<string>} */ (new Set());
  let state = readState(location.search);
  let turn = 0;
  let countAll = false;
  let stop = () => {};
  let latest = /** @type {{ engine: Engine, results: Results } | null} */ (null);
  if (!summary || !list || !facets || !pages || !message || !chosen || !show) return;
  page.hidden = false;
  document.querySelector("[data-search-absent]")?.remove();
  const fold = /** @type {HTMLDetailsElement | null} */ (page.querySelector("details[data-search-fold]"));
  if (fold && matchMedia("(max-width: 59.99em)").matches) fold.open = false;

  /**
   * @param {Partial<State>} change
   */
  function go(change) {
    state = { ...state, page: 1, ...change };
    const address = location.pathname + writeState(state);
    try {
      history.pushState(null, "", address);
    } catch {
      // Some browsers refuse this for files on a disk; then the page is loaded anew.
      location.href = writeState(state) || location.pathname;
      return;
    }
    void run();
  }

  async function run() {
    const mine = ++turn;
    input.value = state.q;
    synonyms.checked = state.synonyms;
    sort.value = state.sort;
    list?.setAttribute("aria-busy", "true");
    latest = null;
    exporter.disabled = true;
    summary?.replaceChildren("正在检索…");
    message?.replaceChildren();
    stop();
    stop = watchServer();
    try {
      const engine = await openEngine(base);
      const results = await engine.search(state, today(), mostCounted());
      if (mine !== turn) return;
      latest = { engine, results };
      const count = Math.max(1, Math.ceil(results.total / PAGE));
      state.page = Math.min(state.page, count);
      const shown = results.tasks.subarray((state.page - 1) * PAGE, state.page * PAGE);
      const hits = await Promise.all(
        Array.from(shown, async (task) => {
          try {
            const [text] = await Promise.all([engine.text(task), engine.factsOf([task])]);
            return hitView(engine.tables, task, text, results.phrases, root);
          } catch (error) {
            if (isStopped(error)) throw error;
            return h("li", { class: "gks-hit gks-trouble" }, "这一条没有显示出来：" + words(error));
          }
        }),
      );
      if (mine !== turn) return;
      list?.replaceChildren(...hits);
      summary?.replaceChildren(...summaryView(engine, results, count));
      pages?.replaceChildren(
        pagesView(state.page, count, (number) => location.pathname + writeState({ ...state, page: number })) ?? "",
      );
      showFacets(engine, results);
      showSynonyms(results);
      if (!results.total) showHint(engine, results);
      if (hits.some((hit) => hit.classList.contains("gks-trouble"))) offerRetry("有的条目没有取到。");
      exporter.disabled = !results.total;
    } catch (error) {
      if (mine !== turn) return;
      if (isStopped(error)) return void run(); // it had waited for what the reader gave up
      list?.replaceChildren();
      pages?.replaceChildren();
      summary?.replaceChildren();
      for (const count of facets?.querySelectorAll(".gks-count") ?? []) count.textContent = ""; // of another query
      if (!(error instanceof SearchError)) console.error(error);
      offerRetry(`没有完成检索：${words(error)}。`);
    }
    stop();
    list?.setAttribute("aria-busy", "false");
  }

  /** Says so while nothing comes from the server. */
  function watchServer() {
    let notice = /** @type {HTMLElement | undefined} */ (undefined);
    return watch((slow) => {
      notice?.remove();
      if (slow) notice = offerRetry("网站服务器 10 秒没有应答，还在等。");
    });
  }

  /** For how many tasks facts are fetched for the counts alone: few while nobody sees them. */
  function mostCounted() {
    if (countAll) return Infinity;
    return fold && !fold.open ? COUNTED_CLOSED : COUNTED_UNASKED;
  }

  function countAllNow() {
    countAll = true;
    void recount();
  }

  /** Count the facets that were left out. */
  async function recount() {
    const mine = turn;
    try {
      const engine = await openEngine(base);
      const results = await engine.search(state, today(), mostCounted());
      if (mine !== turn) return;
      latest = { engine, results };
      showFacets(engine, results);
    } catch (error) {
      if (mine === turn) offerRetry(`没有统计筛选条件：${words(error)}。`);
    }
  }

  /**
   * @param {Engine} engine
   * @param {Results} results
   * @param {number} count
   */
  function summaryView(engine, results, count) {
    const total = h("strong", { "data-search-total": results.total }, String(results.total));
    const reading = readingView(engine.tables, state, results);
    const place = count > 1 ? `，第 ${state.page} 页，共 ${count} 页` : "";
    document.title = (state.q ? `${state.q} - ` : "") + (page.dataset["searchTitle"] ?? "检索");
    if (!results.words.length && !isNarrowed(state)) return ["没有输入检索词，列出全部 ", total, ` 项任务${place}。`];
    if (!results.total) {
      return [`没有找到任务（`, total, ` 项）：${reading}。这里只查任务，找文件请从检索框的提示里选。可以减少检索词或筛选条件，或从`, ...ways(), "进入。"];
    }
    return ["找到 ", total, ` 项任务：${reading}${place}。`];
  }

  function ways() {
    return [h("a", { href: root + "units.html" }, "责任单位"), "、", h("a", { href: root + "index.html" }, "首页")];
  }

  /**
   * @param {Engine} engine
   * @param {Results} results
   */
  function showFacets(engine, results) {
    const focused = document.activeElement;
    const kept = focused instanceof HTMLInputElement && facets?.contains(focused) ? [focused.name, focused.value] : null;
    const choose = (/** @type {import("./state.js").Facet} */ facet, /** @type {string[]} */ values) =>
      go({ facets: { ...state.facets, [facet]: values } });
    const rest = results.uncounted
      ? h("button", { type: "button", click: countAllNow }, `统计责任单位、时限等其余条件（约 ${kilobytes(results.uncounted)} KB）`)
      : "";
    facets?.replaceChildren(...facetsView(engine.tables, state, results.counts, choose, opened), rest);
    const count = FACETS.reduce((sum, facet) => sum + state.facets[facet].length, 0);
    chosen?.replaceChildren(count ? `（已选 ${count} 项）` : "");
    show?.replaceChildren(`看结果（${results.total} 条）`);
    if (!kept) return;
    for (const box of facets?.querySelectorAll("input") ?? []) {
      if (box.name === kept[0] && box.value === kept[1]) box.focus();
    }
  }

  /** @param {Results} results */
  function showSynonyms(results) {
    if (!results.synonyms.length) return;
    const names = results.synonyms.map(({ word, forms }) => `“${word}”也作${forms.map((form) => `“${form}”`).join("、")}`);
    const text = names.join("；");
    if (state.synonyms) message?.append(h("p", {}, `已扩大检索范围：${text}。`));
    else {
      message?.append(
        h("p", {}, `${text}。`, h("button", { type: "button", click: () => go({ synonyms: true }) }, "同时检索同义词")),
      );
    }
  }

  /**
   * What to ask instead, where names or marks in the query may be why nothing was found.
   * @param {Engine} engine
   * @param {Results} results
   */
  function showHint(engine, results) {
    for (const { facet, value, name, query } of conditions(engine.tables, results.words)) {
      const address = writeState({ ...state, q: query, facets: { ...state.facets, [facet]: [value] }, page: 1 });
      message?.append(h("p", {}, h("a", { href: location.pathname + address }, `把“${name}”作为${FACET_LABEL[facet]}条件`)));
    }
    const found = hint(state.q, isNarrowed(state));
    if (!found) return;
    const { why, query } = found;
    message?.append(h("p", {}, `${why}。`, h("button", { type: "button", click: () => go({ q: query }) }, `改为检索 ${query}`)));
  }

  /** @param {string} text */
  function offerRetry(text) {
    const again = () => {
      abandon();
      void run();
    };
    const notice = h("p", { class: "gks-trouble", role: "alert" }, text, h("button", { type: "button", click: again }, "重试"));
    message?.append(notice);
    return notice;
  }

  async function exportAll() {
    if (!latest) return;
    const { engine, results } = latest;
    const label = exporter.textContent;
    exporter.disabled = true;
    stop();
    stop = watchServer();
    try {
      const rows = await exportRows(engine, results.tasks, new URL(root || ".", location.href).href, (done) => {
        exporter.textContent = `正在导出 ${done}/${results.total}`;
      });
      offerFile(csv(rows), `检索结果-${today()}.csv`);
    } catch (error) {
      offerRetry(`没有导出：${words(error)}。`);
    }
    stop();
    exporter.textContent = label;
    exporter.disabled = false;
  }

  form.addEventListener("submit", (event) => {
    if (event.defaultPrevented) return;
    event.preventDefault();
    go({ q: input.value });
  });
  synonyms.addEventListener("change", () => go({ synonyms: synonyms.checked }));
  sort.addEventListener("change", () => go({ sort: SORTS.find((known) => known === sort.value) ?? "relevance" }));
  fold?.addEventListener("toggle", () => {
    if (fold.open && latest?.results.uncounted) void recount();
  });
  show.addEventListener("click", () => {
    if (fold && matchMedia("(max-width: 59.99em)").matches) fold.open = false;
    summary.focus();
    summary.scrollIntoView({ block: "center" });
  });
  exporter.addEventListener("click", () => void exportAll());
  pages.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest("a") : null;
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    go({ page: Number(link.dataset["page"]) });
    page.scrollIntoView();
    summary.focus();
  });
  window.addEventListener("popstate", () => {
    state = readState(location.search);
    void run();
  });
  void run();
}

/** @param {unknown} error */
function isStopped(error) {
  return error instanceof SearchError && error.trouble === "stopped";
}

/** @param {number} tasks */
function kilobytes(tasks) {
  return Math.ceil(tasks * 0.0032);
}

/** @param {unknown} error */
function words(error) {
  return error instanceof SearchError ? error.message : "程序出错，请刷新本页";
}

/** The reader's own day, as YYYY-MM-DD. */
function today() {
  const now = new Date();
  const two = (/** @type {number} */ number) => String(number).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

for (const form of document.querySelectorAll("form[data-search-box]")) {
  const root = /** @type {HTMLFormElement} */ (form).dataset["searchRoot"] ?? "";
  attachBox(/** @type {HTMLFormElement} */ (form), () => openEngine(new URL(root + "search/", location.href).href));
}
for (const page of document.querySelectorAll("[data-search-page]")) start(/** @type {HTMLElement} */ (page));
