// One search, from the state to the ordered results with counts. No page is touched here.
import { plainBytes } from "./container.js";
import { SearchError } from "./errors.js";
import { filter } from "./filters.js";
import { inflate, openLoader } from "./loader.js";
import { needScript } from "./need-script.js";
import { merge, openPostings } from "./postings.js";
import { otherForms, parse } from "./query.js";
import { rank } from "./rank.js";
import { httpSource } from "./sources.js";
import { isNarrowed, PAGE } from "./state.js";
import { readDocuments, readFacts, readTables } from "./tables.js";
import { readText } from "./texts.js";

/** @import { ScriptSource } from "./disk-script.js" */
/** @import { Loader } from "./loader.js" */
/** @import { Source } from "./sources.js" */
/** @import { State } from "./state.js" */
/** @import { AllCounts } from "./filters.js" */
/** @import { Word } from "./query.js" */
/** @import { SuggestionKind } from "./vocabulary.js" */

// The facts of so many tasks are fetched unasked to count the facets, about 50 KB.
export const COUNTED_UNASKED = 20_000;
const IN_FACTS = /** @type {const} */ (["unit", "role", "topic", "due", "status", "report"]);

/**
 * @typedef {object} Results
 * @property {number} total
 * @property {Uint32Array} tasks  in the order asked for
 * @property {AllCounts} counts
 * @property {number} uncounted  tasks whose facts would have to be fetched to count the facets that are empty
 * @property {Word[]} words
 * @property {string[]} phrases  normal forms to highlight
 * @property {{ word: string, forms: string[] }[]} synonyms  registered other forms of the words
 */

/** @typedef {ReturnType<typeof engineOf>} Engine */

/**
 * @param {Loader} loader
 * @param {import("./tables.js").Tables} tables
 */
function engineOf(loader, tables) {
  const postings = openPostings(loader, tables);
  const facts = /** @type {Map<number, Promise<void>>} */ (new Map());

  /**
   * @param {State} state
   * @param {string} today  YYYY-MM-DD
   * @param {number} [most]  for so many tasks facts may be fetched for the counts alone
   * @returns {Promise<Results>}
   */
  async function search(state, today, most = Infinity) {
    const documents = state.facets.document.length ? fetchDocuments() : null;
    const needsFacts = state.sort === "due" || IN_FACTS.some((facet) => state.facets[facet].length);
    // Facts that choose or order the results are all wanted before these are known; if few enough, at once.
    const early = needsFacts && tables.tasks <= most ? fetchFacts(factFiles(null)) : null;
    early?.catch(() => {});
    documents?.catch(() => {});
    const words = parse(state.q, isNarrowed(state));
    const synonyms = words
      .map((word) => ({ word: word.shown, text: word.text, forms: otherForms(word.text, tables.synonyms) }))
      .filter(({ forms }) => forms.length);
    const formsOf = (/** @type {Word} */ word) =>
      state.synonyms ? [word.text, ...(synonyms.find(({ text }) => text === word.text)?.forms ?? [])] : [word.text];
    const alone = words.filter(({ unwanted }) => !unwanted).length === 1;
    const found = await Promise.all(
      words.map(async (word) => {
        const lists = await Promise.all(formsOf(word).map((form) => postings.find(form, alone || word.unwanted)));
        return { word, positions: merge(lists), length: Array.from(word.text).length };
      }),
    );
    const wanted = found.filter(({ word }) => !word.unwanted);
    const seen = hits(found, tables);
    const files = factFiles(seen);
    const missing = files.filter((number) => !facts.has(number)).length * tables.tasksPerFacts;
    const counted = needsFacts || missing <= most;
    await documents;
    if (counted && !needsFacts && missing) fetchShown(state, filter(tables, state, seen, today).tasks, wanted);
    if (counted) await fetchFacts(files);
    const { tasks, counts } = filter(tables, state, seen, today);
    if (!counted) for (const facet of IN_FACTS) counts[facet].clear();
    return {
      total: tasks.length,
      tasks: rank(tables, tasks, wanted, state),
      counts,
      uncounted: counted ? 0 : missing,
      words,
      phrases: wanted.flatMap(({ word }) => formsOf(word)),
      synonyms,
    };
  }

  /**
   * Begin to fetch the texts of the results that will be shown, while facts are fetched that change nothing in them.
   * @param {State} state
   * @param {Uint32Array} tasks
   * @param {{ positions: Uint32Array, length: number }[]} wanted
   */
  function fetchShown(state, tasks, wanted) {
    const end = Math.min(state.page, Math.max(1, Math.ceil(tasks.length / PAGE))) * PAGE;
    for (const task of rank(tables, tasks, wanted, state).subarray(end - PAGE, end)) text(task).catch(() => {});
  }

  /**
   * The shards with the facts of these tasks.
   * @param {Uint8Array | null} hits  task -> 1, or null for all tasks
   */
  function factFiles(hits) {
    const size = tables.tasksPerFacts;
    const files = Array.from({ length: Math.ceil(tables.tasks / size) }, (_, number) => number);
    return files.filter((number) => !hits || hits.subarray(number * size, (number + 1) * size).includes(1));
  }

  /**
   * The facts of a few tasks, to show them.
   * @param {Iterable<number>} tasks
   */
  async function factsOf(tasks) {
    const size = tables.tasksPerFacts;
    await fetchFacts([...new Set(Array.from(tasks, (task) => Math.floor(task / size)))]);
  }

  /** The documents, which nobody needs who chooses none; they are counted from then on. */
  async function fetchDocuments() {
    if (!tables.documents.length) readDocuments(tables, await listed("documents"));
  }

  /** @param {"names" | "documents"} series  of one shard */
  function listed(series) {
    return loader.load(tables.directory.place(series, 0));
  }

  /** @param {number[]} files */
  async function fetchFacts(files) {
    for (const number of files) {
      if (facts.has(number)) continue;
      const coming = loader.load(tables.directory.place("facts", number)).then((bytes) => readFacts(tables, number, bytes));
      facts.set(number, coming);
      coming.catch(() => facts.delete(number));
    }
    await Promise.all(files.map((number) => facts.get(number)));
  }

  /**
   * Tasks whose title holds the phrase, for suggestions.
   * @param {string} phrase  normal form
   * @param {number} most
   */
  async function titles(phrase, most) {
    const tasks = /** @type {number[]} */ ([]);
    for (const position of await postings.find(phrase, true)) {
      const field = /** @type {number} */ (tables.fieldOfBlock[position >> tables.block]);
      if (field % 3 === 0 && tasks[tasks.length - 1] !== field / 3) tasks.push(field / 3);
    }
    return Promise.all(tasks.slice(-most).reverse().map((task) => text(task)));
  }

  /** @param {number} task */
  function text(task) {
    return readText(loader, tables, task);
  }

  /**
   * The names that the search box suggests: kind, name, address, detail, aliases.
   * @returns {Promise<[SuggestionKind, string, string, string, ...string[]][]>}
   */
  async function names() {
    return JSON.parse(new TextDecoder().decode(await listed("names")));
  }

  return { loader, tables, facts, search, factsOf, fetchDocuments, titles, text, names };
}

/**
 * @param {Source} source
 * @returns {Promise<Engine>}
 */
async function openFrom(source) {
  const [manifest, data] = await source.manifest();
  if (!/^[0-9a-f]{12}$/.test(manifest?.version)) throw new SearchError("damaged", "manifest.js");
  const tables = readTables(await inflate(plainBytes(data), "manifest.js"));
  return engineOf(openLoader(source, manifest.version), tables);
}

/**
 * The tasks in which every wanted word stands and no unwanted one; null without words.
 * @param {{ word: Word, positions: Uint32Array }[]} found
 * @param {import("./tables.js").Tables} tables
 */
function hits(found, tables) {
  if (!found.length) return null;
  const taskOf = (/** @type {number} */ position) =>
    Math.floor(/** @type {number} */ (tables.fieldOfBlock[position >> tables.block]) / 3);
  const seen = new Uint8Array(tables.tasks);
  const wanted = found.filter(({ word }) => !word.unwanted);
  wanted.forEach(({ positions }, i) => {
    for (const position of positions) {
      const task = taskOf(position);
      if (seen[task] === i) seen[task] = i + 1;
    }
  });
  for (let task = 0; task < tables.tasks; task++) seen[task] = Number(seen[task] === wanted.length);
  for (const { word, positions } of found) {
    if (word.unwanted) for (const position of positions) seen[taskOf(position)] = 0;
  }
  return seen;
}

/** @param {string} base */
async function openFromDisk(base) {
  await needScript(new URL("../assets/search/disk.js", base).href);
  const { gongkaiDisk } = /** @type {{ gongkaiDisk: ScriptSource }} */ (/** @type {unknown} */ (window));
  return openFrom(gongkaiDisk(base, SearchError));
}

/** @type {Map<string, Promise<Engine>>} */
const engines = new Map();

/**
 * The engine of the site whose index lies at `base`; opened once, and again after a failure.
 * @param {string} base
 * @returns {Promise<Engine>}
 */
export function openEngine(base) {
  let engine = engines.get(base);
  if (!engine) {
    engine = location.protocol === "file:" ? openFromDisk(base) : openFrom(httpSource(base));
    engines.set(base, engine);
    engine.catch(() => engines.delete(base));
  }
  return engine;
}
