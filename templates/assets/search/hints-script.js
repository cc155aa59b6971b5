// What to ask instead of a query that finds nothing, which page.js fetches when it is needed.
import { button, h } from "./dom.js";
import { characters, conditions, hint } from "./hints.js";
import { FACET_LABEL } from "./labels.js";
import { emptyState, isNarrowed, writeState } from "./state.js";

/** @import { Engine, Results } from "./engine.js" */
/** @import { Word } from "./query.js" */
/** @import { State } from "./state.js" */
/** @import { Go } from "./messages.js" */

/** @typedef {typeof hintsView} HintsView */

/**
 * What to ask instead, where names, marks or characters in the query may be why nothing was found.
 * @param {Engine} engine
 * @param {State} state
 * @param {Results} results
 * @param {Go} go
 */
async function hintsView(engine, state, { words }, go) {
  const views = conditions(engine.tables, words).map(({ facet, value, name, query }) => {
    const facets = { ...state.facets, [facet]: [value] };
    const href = location.pathname + writeState({ ...state, q: query, facets, page: 1 });
    return h("p", {}, h("a", { href }, `把“${name}”作为${FACET_LABEL[facet]}条件`));
  });
  const found = hint(state.q, isNarrowed(state));
  if (found) {
    const { why, query } = found;
    views.push(h("p", {}, `${why}。`, button(`改为检索 ${query}`, () => go({ q: query }))));
  }
  const strange = await nowhere(engine, words).catch(() => []); // what the server does not send is not told
  if (strange.length) {
    const said = `全站任务里没有这些字：${strange.join("、")}。本站用简体字；写的是繁体字的，请改用简体字再查。`;
    views.push(h("p", {}, said));
  }
  return views;
}

/**
 * The characters of a query that stand in no task at all, whatever else narrows the search.
 * @param {Engine} engine
 * @param {Word[]} words
 */
async function nowhere(engine, words) {
  const asked = characters(words);
  const found = await Promise.all(asked.map((q) => engine.search({ ...emptyState(), q }, "", 0)));
  return asked.filter((_, i) => !found[i]?.total);
}

Object.assign(window, { gongkaiHints: hintsView });
