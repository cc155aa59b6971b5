// The state of a search lives in the address, so that a list of results can be sent as a link.

export const FACETS = /** @type {const} */ ([
  "agency", "region", "document", "unit", "role", "year", "kind", "topic", "due", "status", "report",
]);
/** How many results are shown at a time. */
export const PAGE = 10;
export const SORTS = /** @type {const} */ (["relevance", "due", "document"]);

/**
 * @typedef {(typeof FACETS)[number]} Facet
 * @typedef {(typeof SORTS)[number]} Sort
 * @typedef {{ q: string, facets: Record<Facet, string[]>, sort: Sort, synonyms: boolean, on: string, page: number }} State
 *   on: the day by which tasks are overdue, as given; "" is the reader's today
 */

/** @returns {State} */
export function emptyState() {
  return {
    q: "",
    facets: {
      agency: [], region: [], document: [], unit: [], role: [], year: [], kind: [], topic: [], due: [], status: [], report: [],
    },
    sort: "relevance",
    synonyms: false,
    on: "",
    page: 1,
  };
}

/**
 * @param {string} search  ?q=…&unit=…
 * @returns {State}
 */
export function readState(search) {
  const given = new URLSearchParams(search);
  const state = emptyState();
  state.q = given.get("q") ?? "";
  for (const facet of FACETS) state.facets[facet] = [...new Set(given.getAll(facet).filter((value) => value))];
  const sort = given.get("sort");
  state.sort = SORTS.find((known) => known === sort) ?? "relevance";
  state.synonyms = given.get("syn") === "1";
  state.on = given.get("on")?.trim() ?? "";
  state.page = Math.min(1e6, Math.max(1, Number.parseInt(given.get("page") ?? "1", 10) || 1));
  return state;
}

/**
 * @param {State} state
 * @returns {string} ?q=…, or "" for the empty state
 */
export function writeState(state) {
  const shown = new URLSearchParams();
  if (state.q) shown.set("q", state.q);
  for (const facet of FACETS) for (const value of state.facets[facet]) shown.append(facet, value);
  if (state.sort !== "relevance") shown.set("sort", state.sort);
  if (state.synonyms) shown.set("syn", "1");
  if (state.on) shown.set("on", state.on);
  if (state.page > 1) shown.set("page", String(state.page));
  const text = shown.toString();
  return text && "?" + text;
}

/**
 * How many values of facets are chosen.
 * @param {State} state
 */
export function chosenCount({ facets }) {
  return FACETS.reduce((sum, facet) => sum + facets[facet].length, 0);
}

/** @param {State} state */
export function isNarrowed(state) {
  return chosenCount(state) > 0;
}
