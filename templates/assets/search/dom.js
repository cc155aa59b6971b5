// Elements from values. Text always goes in as text, so nothing in a query or in the content can become markup.

/**
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} tag
 * @param {Record<string, string | boolean | number | ((event: any) => void)>} [attributes]  functions listen to events
 * @param {...(Node | string | null)} children
 * @returns {HTMLElementTagNameMap[K]}
 */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name, value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false) element.setAttribute(name, String(value));
  }
  element.append(...children.filter((child) => child !== null));
  return element;
}

/**
 * `text` with the given ranges in <mark>.
 * @param {string} text
 * @param {readonly (readonly [number, number])[]} ranges
 * @returns {(string | HTMLElement)[]}
 */
export function marked(text, ranges) {
  const parts = /** @type {(string | HTMLElement)[]} */ ([]);
  let at = 0;
  for (const [from, to] of ranges) {
    if (from > at) parts.push(text.slice(at, from));
    parts.push(h("mark", {}, text.slice(from, to)));
    at = to;
  }
  parts.push(text.slice(at));
  return parts;
}

/**
 * @param {string} text
 * @param {() => void} click
 */
export function button(text, click) {
  return h("button", { type: "button", click }, text);
}
