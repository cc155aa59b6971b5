// The parts of search.html, by name: what the reader sets, and where the page puts its answers.
import { SORTS } from "./state.js";

/** @import { State } from "./state.js" */

const NARROW = "(max-width: 59.99em)";

export class Controls {
  /** @param {HTMLElement} page  the element marked data-search-page */
  constructor(page) {
    /**
     * @template {HTMLElement} T
     * @param {string} selector
     * @returns {T}
     */
    const part = (selector) => {
      const found = page.querySelector(selector);
      if (!found) throw new Error(selector);
      return /** @type {T} */ (found);
    };
    this.page = page;
    this.form = /** @type {HTMLFormElement} */ (part("form"));
    this.input = /** @type {HTMLInputElement} */ (part("[role=combobox]"));
    this.synonyms = /** @type {HTMLInputElement} */ (part("[name=syn]"));
    this.sort = /** @type {HTMLSelectElement} */ (part("[name=sort]"));
    this.fold = /** @type {HTMLDetailsElement} */ (part("[data-search-fold]"));
    this.chosen = part("[data-search-chosen]");
    this.facets = part("[data-search-facets]");
    this.show = part("[data-search-show]");
    this.summary = part("[data-search-summary]");
    this.exporter = /** @type {HTMLButtonElement} */ (part("[data-search-export]"));
    this.message = part("[data-search-message]");
    this.list = part("[data-search-hits]");
    this.pages = part("[data-search-pages]");
  }

  /** The page in place of the sentence that stands there without a script. */
  reveal() {
    this.page.hidden = false;
    document.querySelector("[data-search-absent]")?.remove();
    this.foldAway();
  }

  /** On a phone, and in one column of large letters, the facets leave the room to the results. */
  foldAway() {
    const isOneColumn = matchMedia(NARROW).matches || document.documentElement.classList.contains("gk-elder");
    if (isOneColumn) this.fold.open = false;
  }

  /** @param {State} state */
  setTo({ q, synonyms, sort }) {
    this.input.value = q;
    this.synonyms.checked = synonyms;
    this.sort.value = sort;
  }

  chosenSort() {
    return SORTS.find((known) => known === this.sort.value) ?? "relevance";
  }

  begin() {
    this.list.setAttribute("aria-busy", "true");
    this.exporter.disabled = true;
    this.summary.replaceChildren("正在检索…");
    this.message.replaceChildren();
  }

  /** Nothing of an earlier query stays, not even its counts. */
  clear() {
    for (const part of [this.list, this.pages, this.summary]) part.replaceChildren();
    for (const count of this.facets.querySelectorAll(".gks-count")) count.textContent = "";
  }

  /** @param {string} facet */
  focusFacet(facet) {
    /** @type {HTMLElement | null} */ (this.facets.querySelector(`[name=${facet}]`))?.focus();
  }

  /**
   * New facets in place of the old; the box in which the reader stands keeps the focus.
   * @param {(string | HTMLElement)[]} views
   */
  putFacets(views) {
    const box = document.activeElement;
    const kept = box instanceof HTMLInputElement && this.facets.contains(box) ? box : null;
    this.facets.replaceChildren(...views);
    if (!kept) return;
    for (const other of this.facets.querySelectorAll("input")) {
      if (other.name === kept.name && other.value === kept.value) other.focus();
    }
  }
}
