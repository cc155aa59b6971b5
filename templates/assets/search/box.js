// The search box: suggests agencies, units, documents, policies, topics and tasks while the reader types (the ARIA combobox pattern).
// Nothing is searched while an input method is composing; without any choice Enter simply searches.
import { h, marked } from "./dom.js";
import { findRanges, normalise } from "./normalise.js";

/** @import { Engine } from "./engine.js" */

const PAUSE = 180;
const MOST_NAMES = 6;
const MOST_TASKS = 4;
const KIND = new Map([["agency", "机关"], ["unit", "单位"], ["document", "文件"], ["policy", "引用文件"], ["topic", "主题"], ["task", "任务"]]);

/** @typedef {{ kind: string, name: string, detail: string, url: string }} Offer */

/**
 * Names that hold what was typed, those that begin with it first.
 * @param {readonly [string, string, string, string, ...string[]][]} names
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
 * @param {HTMLFormElement} form  templates/partials/search-box.html
 * @param {() => Promise<Engine>} open  loads the index at the first need
 */
export function attachBox(form, open) {
  const input = /** @type {HTMLInputElement} */ (form.querySelector("input[type=search]"));
  const list = /** @type {HTMLElement} */ (form.querySelector("[role=listbox]"));
  const status = /** @type {HTMLElement} */ (form.querySelector("[role=status]"));
  const root = form.dataset["searchRoot"] ?? "";
  let composing = false;
  let timer = 0;
  let turn = 0;
  let active = -1;
  let options = /** @type {HTMLElement[]} */ ([]);

  function close() {
    turn++;
    clearTimeout(timer);
    list.hidden = true;
    active = -1;
    options = [];
    list.replaceChildren();
    status.textContent = "";
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  /** @param {number} index */
  function move(index) {
    active = options.length ? (index + options.length) % options.length : -1;
    options.forEach((option, i) => option.setAttribute("aria-selected", String(i === active)));
    const option = options[active];
    if (!option) return;
    input.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  }

  /** @param {number} index */
  function choose(index) {
    const url = options[index]?.dataset["url"];
    if (url) location.href = url;
  }

  /**
   * @param {Offer[]} found
   * @param {string} typed
   */
  function show(found, typed) {
    options = found.map(({ kind, name, detail, url }, i) =>
      h(
        "li",
        {
          role: "option",
          id: `${list.id}-${i}`,
          "aria-selected": "false",
          "data-url": root + url,
          // The box keeps the focus, so that a click does not close the list before it is seen.
          pointerdown: (/** @type {Event} */ event) => event.preventDefault(),
          click: () => choose(i),
        },
        h("span", { class: "gks-kind" }, KIND.get(kind) ?? kind),
        h("span", { class: "gks-name" }, ...marked(name, findRanges(name, [typed]))),
        detail ? h("span", { class: "gks-detail" }, detail) : null,
      ),
    );
    active = -1;
    input.removeAttribute("aria-activedescendant");
    list.replaceChildren(...options);
    list.hidden = !options.length;
    input.setAttribute("aria-expanded", String(options.length > 0));
    status.textContent = options.length ? `${options.length} 条建议，用上下方向键选择` : "没有建议，按回车检索";
  }

  async function suggest() {
    const typed = normalise(input.value);
    const mine = ++turn;
    if (!typed || typed.length > 40) return close();
    try {
      const engine = await open();
      if (mine !== turn) return;
      const names = offers(await engine.names(), typed, MOST_NAMES);
      if (mine !== turn) return;
      show(names, typed);
      // One character stands in too many titles to be worth the reading.
      const texts = Array.from(typed).length > 1 ? await engine.titles(typed, MOST_TASKS) : [];
      if (mine !== turn || !texts.length || active >= 0) return;
      const tasks = texts.map(({ title, document, url }) => ({ kind: "task", name: title, detail: document, url }));
      show([...names, ...tasks], typed);
    } catch {
      // Suggestions are an extra: the search itself will say what is wrong.
      if (mine === turn) close();
    }
  }

  input.addEventListener("compositionstart", () => {
    composing = true;
    clearTimeout(timer);
  });
  input.addEventListener("compositionend", () => {
    composing = false;
    later();
  });
  input.addEventListener("input", () => later());
  function later() {
    clearTimeout(timer);
    if (!composing) timer = window.setTimeout(suggest, PAUSE);
  }
  input.addEventListener("keydown", (event) => {
    // 229 is what some input methods send for the key that ends a composition.
    if (composing || event.isComposing || event.keyCode === 229) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (!options.length) void suggest();
      else if (event.key === "ArrowDown") move(active + 1);
      else move(active < 0 ? options.length - 1 : active - 1);
    } else if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      close();
    } else if (event.key === "Enter" && active >= 0) {
      event.preventDefault();
      choose(active);
    }
  });
  input.addEventListener("blur", close);
  form.addEventListener("submit", (event) => {
    if (composing) event.preventDefault();
    else close();
  });
}
