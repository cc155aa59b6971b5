// What to ask instead of a query that finds nothing, which page.js fetches when it is needed.
import { button, h } from "./dom.js";
import { conditions, hint } from "./hints.js";
import { FACET_LABEL } from "./labels.js";
import { isNarrowed, writeState } from "./state.js";

/** @import { Tables } from "./tables.js" */
/** @import { Results } from "./engine.js" */
/** @import { State } from "./state.js" */
/** @import { Go } from "./messages.js" */

/** @typedef {typeof hintsView} HintsView */

/**
 * What to ask instead, where names or marks in the query may be why nothing was found.
 * @param {Tables} tables
 * @param {State} state
 * @param {Results} results
 * @param {Go} go
 */
function hintsView(tables, state, { words }, go) {
  const views = conditions(tables, words).map(({ facet, value, name, query }) => {
    const facets = { ...state.facets, [facet]: [value] };
    const href = location.pathname + writeState({ ...state, q: query, facets, page: 1 });
    return h("p", {}, h("a", { href }, `把“${name}”作为${FACET_LABEL[facet]}条件`));
  });
  const found = hint(state.q, isNarrowed(state));
  if (!found) return views;
  const { why, query } = found;
  return [...views, h("p", {}, `${why}。`, button(`改为检索 ${query}`, () => go({ q: query })))];
}

Object.assign(window, { gongkaiHints: hintsView });
