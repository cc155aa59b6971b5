// The search box: suggests agencies, units, documents, policies, topics and tasks while the reader types (the ARIA
// combobox pattern).
// Nothing is searched while an input method is composing; without any choice Enter simply searches.
import { h, marked } from "./dom.js";
import { findRanges, normalise } from "./normalise.js";

/** @import { Engine } from "./engine.js" */
/** @import { TaskText } from "./texts.js" */
/** @import { SuggestionKind } from "./vocabulary.js" */

const PAUSE = 180;
const MOST_NAMES = 6;
const MOST_TASKS = 4;
/** @type {Record<SuggestionKind | "task", string>} */
const OFFER_LABEL = {
  agency: "机关",
  unit: "单位",
  document: "文件",
  policy: "引用文件",
  topic: "主题",
  task: "任务",
};

/** @typedef {{ kind: SuggestionKind | "task", name: string, detail: string, url: string }} Offer */

/**
 * Names that hold what was typed, those that begin with it first.
 * @param {readonly [SuggestionKind, string, string, string, ...string[]][]} names
 * @param {string} typed  normal form
 * @param {number} most
 * @returns {Offer[]}
 */
export function offers(names, typed, most) {
  const found = /** @type {(Offer & { rank: number })[]} */ ([]);
  for (const [kind, name, url, detail, ...aliases] of names) {
    const places = [name, ...aliases].map((other) => normalise(other).indexOf(typed));
    const hit = places.findIndex((place) => place >= 0);
    if (hit < 0) continue;
    const shown = hit ? [`又称${aliases[hit - 1]}`, detail].filter(Boolean).join("，") : detail;
    found.push({ kind, name, url, detail: shown, rank: (places[hit] ? 1 : 0) + (hit ? 0.5 : 0) });
  }
  return found.sort((a, b) => a.rank - b.rank || a.name.length - b.name.length).slice(0, most);
}

/**
 * @param {TaskText} text
 * @returns {Offer}
 */
function taskOffer({ title, document, url }) {
  return { kind: "task", name: title, detail: document, url };
}

/** The input, its list of suggestions, and the suggestion on which the reader stands. */
export class SearchBox {
  /**
   * @param {HTMLFormElement} form  templates/partials/search-box.html
   * @param {() => Promise<Engine>} open  loads the index at the first need
   */
  constructor(form, open) {
    this.form = form;
    this.open = open;
    this.input = /** @type {HTMLInputElement} */ (form.querySelector("input[role=combobox]"));
    this.list = /** @type {HTMLElement} */ (form.querySelector("[role=listbox]"));
    this.status = /** @type {HTMLElement} */ (form.querySelector("[role=status]"));
    this.options = /** @type {HTMLElement[]} */ ([]);
    this.active = -1;
    this.composing = false;
    this.timer = 0;
    this.turn = 0; // suggestions for any but the last input are thrown away
  }

  listen() {
    const { form, input } = this;
    input.addEventListener("compositionstart", () => {
      this.composing = true;
      clearTimeout(this.timer);
    });
    input.addEventListener("compositionend", () => {
      this.composing = false;
      this.later();
    });
    input.addEventListener("input", () => this.later());
    input.addEventListener("keydown", (event) => this.press(event));
    input.addEventListener("blur", () => this.close());
    form.addEventListener("submit", (event) => {
      if (this.composing) event.preventDefault();
      else this.close();
    });
  }

  /** @param {KeyboardEvent} event */
  press(event) {
    const { key } = event;
    // 229 is what some input methods send for the key that ends a composition.
    if (this.composing || event.isComposing || event.keyCode === 229) return;
    if (key === "ArrowDown" || key === "ArrowUp") this.step(key === "ArrowDown");
    else if (key === "Escape" && !this.list.hidden) this.close();
    else if (key === "Enter" && this.active >= 0) this.choose(this.active);
    else return;
    event.preventDefault();
  }

  /** Suggest when the reader pauses. */
  later() {
    clearTimeout(this.timer);
    if (!this.composing) this.timer = window.setTimeout(() => this.suggest(), PAUSE);
  }

  async suggest() {
    const typed = normalise(this.input.value);
    const mine = ++this.turn;
    if (!typed || typed.length > 40) return this.close();
    try {
      const engine = await this.open();
      if (mine !== this.turn) return;
      const names = offers(await engine.names(), typed, MOST_NAMES);
      if (mine !== this.turn) return;
      this.show(names, typed);
      // One character stands in too many titles to be worth the reading.
      const texts = Array.from(typed).length > 1 ? await engine.titles(typed, MOST_TASKS) : [];
      if (mine !== this.turn || !texts.length || this.active >= 0) return;
      this.show([...names, ...texts.map(taskOffer)], typed);
    } catch {
      // Suggestions are an extra: the search itself will say what is wrong.
      if (mine === this.turn) this.close();
    }
  }

  /**
   * @param {Offer[]} found
   * @param {string} typed
   */
  show(found, typed) {
    const { input, list, status } = this;
    const options = (this.options = found.map((offer, i) => this.option(offer, i, typed)));
    this.active = -1;
    input.removeAttribute("aria-activedescendant");
    list.replaceChildren(...options);
    list.hidden = !options.length;
    input.setAttribute("aria-expanded", String(options.length > 0));
    status.textContent = options.length
      ? `${options.length} 条建议，用上下方向键选择`
      : "没有建议，按回车检索";
  }

  /**
   * @param {Offer} offer
   * @param {number} i
   * @param {string} typed
   */
  option({ kind, name, detail, url }, i, typed) {
    return h(
      "li",
      {
        role: "option",
        id: `${this.list.id}-${i}`,
        "aria-selected": "false",
        "data-url": (this.form.dataset["searchRoot"] ?? "") + url,
        // The box keeps the focus, so that a click does not close the list before it is seen.
        pointerdown: (/** @type {Event} */ event) => event.preventDefault(),
        click: () => this.choose(i),
      },
      h("span", { class: "gks-kind" }, OFFER_LABEL[kind] ?? kind),
      h("span", { class: "gks-name" }, ...marked(name, findRanges(name, [typed]))),
      detail ? h("span", { class: "gks-detail" }, detail) : null,
    );
  }

  close() {
    this.turn++;
    clearTimeout(this.timer);
    this.show([], "");
    this.status.textContent = "";
  }

  /**
   * To the next suggestion or the one before, round the ends; without any, ask for some.
   * @param {boolean} down
   */
  step(down) {
    const { options, active } = this;
    const count = options.length;
    if (!count) return void this.suggest();
    this.active = down ? (active + 1) % count : (active < 1 ? count : active) - 1;
    options.forEach((option, i) => option.setAttribute("aria-selected", String(i === this.active)));
    const option = /** @type {HTMLElement} */ (options[this.active]);
    this.input.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  }

  /** @param {number} index */
  choose(index) {
    const url = this.options[index]?.dataset["url"];
    if (url) location.href = url;
  }
}
