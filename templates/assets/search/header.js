// The search box in the header of every page but search.html: the engine is fetched when the reader comes to type.
import { SearchBox } from "./box.js";
import { needScript } from "./need-script.js";

/** @import { Engine } from "./engine.js" */

for (const element of document.querySelectorAll("form[data-search-box]")) {
  const form = /** @type {HTMLFormElement} */ (element);
  const root = form.dataset["searchRoot"] ?? "";
  new SearchBox(form, async () => {
    await needScript(new URL(root + "assets/search/engine.js", location.href).href);
    const { gongkaiSearch } = /** @type {{ gongkaiSearch: (base: string) => Promise<Engine> }} */ (
      /** @type {unknown} */ (window)
    );
    return gongkaiSearch(new URL(root + "search/", location.href).href);
  }).listen();
}
