// search.html: the address holds the state, the state is searched, the results are shown.
// Each change goes that way.
import { lateTest } from "./answers.js";
import { SearchBox } from "./box.js";
import { Controls } from "./controls.js";
import { button, h } from "./dom.js";
import { readDay } from "./due.js";
import { COUNTED_UNASKED, openEngine } from "./engine.js";
import { SearchError } from "./errors.js";
import { dayForm, facetsView } from "./facets-view.js";
import { abandon } from "./sources.js";
import { pagesOf, summaryView, synonymsView } from "./messages.js";
import { needScript } from "./need-script.js";
import { hitView, pagesView } from "./results-view.js";
import { chosenCount, PAGE, readState, writeState } from "./state.js";
import { watch } from "./waiting.js";

/** @import { Engine, Results } from "./engine.js" */
/** @import { OfferResults } from "./export-script.js" */
/** @import { HintsView } from "./hints-script.js" */
/** @import { Facet, State } from "./state.js" */

/** @typedef {{ engine: Engine, results: Results }} Answer */

const COUNTED_CLOSED = 1000;

class SearchPage {
  /** @param {HTMLElement} page  the element marked data-search-page */
  constructor(page) {
    this.root = page.dataset["searchRoot"] ?? "";
    this.title = page.dataset["searchTitle"] ?? "检索";
    this.controls = new Controls(page);
    this.state = readState(location.search);
    this.opened = /** @type {Set<string>} */ (new Set()); // facets whose long lists stay open
    this.turn = 0; // an answer to any but the last question is thrown away
    this.countAll = false;
    this.answer = /** @type {Answer | null} */ (null); // to the state as it is
    this.stopWatch = () => {};
    this.go = this.go.bind(this);
  }

  start() {
    this.controls.reveal();
    this.listen();
    void this.run();
  }

  listen() {
    const { form, input, synonyms, sort, fold, show, exporter, pages } = this.controls;
    form.addEventListener("submit", (event) => {
      if (event.defaultPrevented) return;
      event.preventDefault();
      this.go({ q: input.value });
    });
    synonyms.addEventListener("change", () => this.go({ synonyms: synonyms.checked }));
    sort.addEventListener("change", () => this.go({ sort: this.controls.chosenSort() }));
    fold.addEventListener("toggle", () => {
      if (fold.open && this.answer?.results.uncounted) void this.recount();
    });
    show.addEventListener("click", () => this.leaveFacets());
    exporter.addEventListener("click", () => void this.exportAll());
    pages.addEventListener("click", (event) => this.turnPage(event));
    window.addEventListener("popstate", () => {
      this.state = readState(location.search);
      void this.run();
    });
  }

  /** @param {Partial<State>} change */
  go(change) {
    this.state = { ...this.state, page: 1, ...change };
    try {
      history.pushState(null, "", location.pathname + writeState(this.state));
    } catch {
      // Some browsers refuse this for files on a disk; then the page is loaded anew.
      location.href = writeState(this.state) || location.pathname;
      return;
    }
    void this.run();
  }

  /** @param {MouseEvent} event */
  turnPage(event) {
    const link = event.target instanceof Element ? event.target.closest("a") : null;
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    this.go({ page: Number(link.dataset["page"]) });
    this.controls.page.scrollIntoView();
    this.controls.summary.focus();
  }

  leaveFacets() {
    const { summary } = this.controls;
    this.controls.foldAway();
    summary.focus();
    summary.scrollIntoView({ block: "center" });
  }

  /** Search what the state says and show it. */
  async run() {
    const mine = ++this.turn;
    this.answer = null;
    this.controls.setTo(this.state);
    this.controls.begin();
    this.watchServer();
    try {
      const answer = await this.ask();
      if (mine !== this.turn) return;
      this.answer = answer;
      this.state.page = Math.min(this.state.page, pagesOf(answer.results));
      const [hits, hints] = await Promise.all([this.hits(answer), this.hints(answer)]);
      if (mine !== this.turn) return;
      this.render(answer, hits, hints);
    } catch (error) {
      if (mine !== this.turn) return;
      if (isStopped(error)) return void this.run(); // it had waited for what the reader gave up
      this.controls.clear();
      if (!(error instanceof SearchError)) console.error(error);
      this.offerRetry(`没有完成检索：${words(error)}。`);
    }
    this.stopWatch();
    this.controls.list.setAttribute("aria-busy", "false");
  }

  /** @returns {Promise<Answer>} */
  async ask() {
    const engine = await openEngine(new URL(this.root + "search/", location.href).href);
    return { engine, results: await engine.search(this.state, this.day(), this.mostCounted()) };
  }

  /** By which tasks are overdue: the day in the address, else the reader's own. */
  day() {
    return readDay(this.state.on) || today();
  }

  /** For how many tasks facts are fetched for the counts alone: few while nobody sees them. */
  mostCounted() {
    if (this.countAll) return Infinity;
    return this.controls.fold.open ? COUNTED_UNASKED : COUNTED_CLOSED;
  }

  /**
   * The hits of this page; one that cannot be read says so in its place.
   * @param {Answer} answer
   */
  hits({ engine, results: { tasks, phrases } }) {
    const end = this.state.page * PAGE;
    const isLate = lateTest(engine.tables, this.state.facets, this.day());
    return Promise.all(
      Array.from(tasks.subarray(end - PAGE, end), async (task) => {
        try {
          const [text] = await Promise.all([engine.text(task), engine.factsOf([task])]);
          return hitView(engine.tables, task, text, phrases, this.root, isLate(task));
        } catch (error) {
          if (isStopped(error)) throw error;
          return h("li", { class: "gks-hit gks-trouble" }, "这一条没有显示出来：" + words(error));
        }
      }),
    );
  }

  /**
   * What to ask instead, where nothing was found. They are an extra: without their script the page does without.
   * @param {Answer} answer
   */
  async hints({ engine, results }) {
    if (results.total) return [];
    const given = /** @type {{ gongkaiHints?: HintsView }} */ (/** @type {unknown} */ (window));
    await needScript(new URL(this.root + "assets/search/hints.js", location.href).href).catch(() => {});
    return given.gongkaiHints?.(engine, this.state, results, this.go) ?? [];
  }

  /**
   * @param {Answer} answer
   * @param {HTMLElement[]} hits
   * @param {HTMLElement[]} hints
   */
  render({ engine: { tables }, results }, hits, hints) {
    const { state, go, controls } = this;
    const address = (/** @type {number} */ page) => location.pathname + writeState({ ...state, page });
    document.title = (state.q ? `${state.q} - ` : "") + this.title;
    controls.list.replaceChildren(...hits);
    controls.summary.replaceChildren(...summaryView(tables, state, results, this.root, this.day()));
    controls.pages.replaceChildren(pagesView(state.page, pagesOf(results), address) ?? "");
    this.renderFacets(tables, results);
    controls.message.append(...synonymsView(state, results, go), ...hints);
    if (hits.some((hit) => hit.classList.contains("gks-trouble"))) this.offerRetry("有的条目没有取到。");
    controls.exporter.disabled = !results.total;
  }

  /**
   * @param {Engine["tables"]} tables
   * @param {Results} results
   */
  renderFacets(tables, { counts, total, uncounted }) {
    const { state, controls } = this;
    const count = chosenCount(state);
    const rest = `统计责任单位、时限等其余条件（约 ${kilobytes(uncounted)} KB）`;
    const choose = (/** @type {Facet} */ facet, /** @type {string[]} */ values) =>
      this.go({ facets: { ...state.facets, [facet]: values } });
    const documents = tables.documents.length ? null : button("按文件筛选", () => void this.offerDocuments());
    controls.putFacets([
      ...facetsView(tables, state, counts, choose, this.opened, {
        due: dayForm(this.day(), (on) => this.go({ on })),
        ...(documents && { document: documents }),
      }),
      uncounted ? button(rest, () => this.countAllNow()) : "",
    ]);
    controls.chosen.replaceChildren(count ? `（已选 ${count} 项）` : "");
    controls.show.replaceChildren(`看结果（${total} 条）`);
  }

  countAllNow() {
    this.countAll = true;
    void this.recount();
  }

  /** The documents are fetched when a reader wants to choose one. */
  async offerDocuments() {
    await this.recount(({ engine }) => engine.fetchDocuments());
    this.controls.focusFacet("document");
  }

  /**
   * Count the facets that were left out.
   * @param {(answer: Answer) => Promise<void>} [before]  to be done first
   */
  async recount(before) {
    const mine = this.turn;
    try {
      if (this.answer) await before?.(this.answer);
      const answer = await this.ask();
      if (mine !== this.turn) return;
      this.answer = answer;
      this.renderFacets(answer.engine.tables, answer.results);
    } catch (error) {
      if (mine === this.turn) this.offerRetry(`没有统计筛选条件：${words(error)}。`);
    }
  }

  async exportAll() {
    const { answer, controls } = this;
    if (!answer) return;
    controls.exporter.disabled = true;
    this.watchServer();
    try {
      const base = new URL(this.root || ".", location.href).href;
      await needScript(base + "assets/search/export.js");
      const { gongkaiExport } = /** @type {{ gongkaiExport: OfferResults }} */ (/** @type {unknown} */ (window));
      await gongkaiExport(answer, this.state.facets, this.day(), base, controls.exporter);
    } catch (error) {
      this.offerRetry(`没有导出：${words(error)}。`);
    }
    this.stopWatch();
    controls.exporter.disabled = false;
  }

  /** Says so while nothing comes from the server. */
  watchServer() {
    let notice = /** @type {HTMLElement | undefined} */ (undefined);
    this.stopWatch();
    this.stopWatch = watch((slow) => {
      notice?.remove();
      if (slow) notice = this.offerRetry("网站服务器 10 秒没有应答，还在等。");
    });
  }

  /** @param {string} text */
  offerRetry(text) {
    const again = () => {
      abandon();
      void this.run();
    };
    const notice = h("p", { class: "gks-trouble", role: "alert" }, text, button("重试", again));
    this.controls.message.append(notice);
    return notice;
  }
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

for (const element of document.querySelectorAll("form[data-search-box]")) {
  const form = /** @type {HTMLFormElement} */ (element);
  const root = form.dataset["searchRoot"] ?? "";
  new SearchBox(form, () => openEngine(new URL(root + "search/", location.href).href)).listen();
}
for (const page of document.querySelectorAll("[data-search-page]")) {
  new SearchPage(/** @type {HTMLElement} */ (page)).start();
}
