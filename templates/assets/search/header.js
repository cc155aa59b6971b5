// The search box in the header of every page but search.html: the engine is fetched when the reader comes to type.
import { SearchBox } from "./box.js";

/** @import { Engine } from "./engine.js" */

/** @type {Promise<void> | undefined} */
let script;

/** @param {string} address */
function loadEngine(address) {
  script ??= new Promise((resolve, reject) => {
    const element = document.createElement("script");
    element.src = address;
    element.onload = () => resolve();
    element.onerror = () => {
      script = undefined;
      element.remove();
      reject(new Error(address));
    };
    document.head.append(element);
  });
  return script;
}

for (const element of document.querySelectorAll("form[data-search-box]")) {
  const form = /** @type {HTMLFormElement} */ (element);
  const root = form.dataset["searchRoot"] ?? "";
  new SearchBox(form, async () => {
    await loadEngine(new URL(root + "assets/search/engine.js", location.href).href);
    const { gongkaiSearch } = /** @type {{ gongkaiSearch: (base: string) => Promise<Engine> }} */ (
      /** @type {unknown} */ (window)
    );
    return gongkaiSearch(new URL(root + "search/", location.href).href);
  }).listen();
}
