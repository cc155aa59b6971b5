// One search, from the state to the ordered results with counts. No page is touched here.
import { SearchError } from "./errors.js";
import { filter } from "./filters.js";
import { Loader, httpSource, scriptSource } from "./loader.js";
import { Postings, merge } from "./postings.js";
import { otherForms, parse } from "./query.js";
import { rank } from "./rank.js";
import { isNarrowed } from "./state.js";
import { readDocuments, readFacts, readTables } from "./tables.js";
import { readText } from "./texts.js";

/** @import { Source } from "./loader.js" */
/** @import { State, Facet } from "./state.js" */
/** @import { Counts } from "./filters.js" */
/** @import { Word } from "./query.js" */
/** @import { SuggestionKind } from "./vocabulary.js" */

// The facts of so many tasks are fetched unasked to count the facets, about 65 KB.
export const COUNTED_UNASKED = 20_000;
const IN_FACTS = /** @type {const} */ (["unit", "role", "topic", "due", "status", "report"]);

/**
 * @typedef {object} Results
 * @property {number} total
 * @property {Uint32Array} tasks  in the order asked for
 * @property {Record<Facet, Counts>} counts
 * @property {number} uncounted  tasks whose facts would have to be fetched to count the facets that are empty
 * @property {Word[]} words
 * @property {string[]} phrases  normal forms to highlight
 * @property {{ word: string, forms: string[] }[]} synonyms  registered other forms of the words
 */

export class Engine {
  /**
   * @param {Loader} loader
   * @param {import("./tables.js").Tables} tables
   */
  constructor(loader, tables) {
    this.loader = loader;
    this.tables = tables;
    this.postings = new Postings(loader, tables);
    this.facts = /** @type {Map<number, Promise<void>>} */ (new Map());
  }

  /**
   * @param {Source} source
   * @returns {Promise<Engine>}
   */
  static async open(source) {
    const version = (await source.manifest())?.version;
    if (!/^[0-9a-f]{12}$/.test(version)) throw new SearchError("damaged", "manifest.js");
    const loader = new Loader(source, version);
    return new Engine(loader, readTables(await loader.load("tables.js")));
  }

  /**
   * @param {State} state
   * @param {string} today  YYYY-MM-DD
   * @param {number} [most]  for so many tasks facts may be fetched for the counts alone
   * @returns {Promise<Results>}
   */
  async search(state, today, most = Infinity) {
    if (state.facets.document.length) await this.fetchDocuments();
    const words = parse(state.q, isNarrowed(state));
    const synonyms = words
      .map((word) => ({ word: word.shown, text: word.text, forms: otherForms(word.text, this.tables.synonyms) }))
      .filter(({ forms }) => forms.length);
    const formsOf = (/** @type {Word} */ word) =>
      state.synonyms ? [word.text, ...(synonyms.find(({ text }) => text === word.text)?.forms ?? [])] : [word.text];
    const alone = words.filter(({ unwanted }) => !unwanted).length === 1;
    const found = await Promise.all(
      words.map(async (word) => {
        const lists = await Promise.all(formsOf(word).map((form) => this.postings.find(form, alone || word.unwanted)));
        return { word, positions: merge(lists), length: Array.from(word.text).length };
      }),
    );
    const wanted = found.filter(({ word }) => !word.unwanted);
    const seen = hits(found, this.tables);
    const files = this.factFiles(seen);
    const missing = files.filter((number) => !this.facts.has(number)).length * this.tables.tasksPerFacts;
    const needed = state.sort === "due" || IN_FACTS.some((facet) => state.facets[facet].length);
    const counted = needed || missing <= most;
    if (counted) await this.fetchFacts(files);
    const { tasks, counts } = filter(this.tables, state, seen, today);
    if (!counted) for (const facet of IN_FACTS) counts[facet].clear();
    return {
      total: tasks.length,
      tasks: rank(this.tables, tasks, wanted, state),
      counts,
      uncounted: counted ? 0 : missing,
      words,
      phrases: wanted.flatMap(({ word }) => formsOf(word)),
      synonyms,
    };
  }

  /**
   * The files with the facts of these tasks.
   * @param {Uint8Array | null} hits  task -> 1, or null for all tasks
   */
  factFiles(hits) {
    const size = this.tables.tasksPerFacts;
    const files = Array.from({ length: Math.ceil(this.tables.tasks / size) }, (_, number) => number);
    return files.filter((number) => !hits || hits.subarray(number * size, (number + 1) * size).includes(1));
  }

  /**
   * The facts of a few tasks, to show them.
   * @param {Iterable<number>} tasks
   */
  async factsOf(tasks) {
    const size = this.tables.tasksPerFacts;
    await this.fetchFacts([...new Set(Array.from(tasks, (task) => Math.floor(task / size)))]);
  }

  /** The documents, which nobody needs who chooses none; they are counted from then on. */
  async fetchDocuments() {
    if (!this.tables.documents.length) readDocuments(this.tables, await this.loader.load("documents.js"));
  }

  /** @param {number[]} files */
  async fetchFacts(files) {
    const wanted = [];
    for (const number of files) {
      let facts = this.facts.get(number);
      if (!facts) {
        facts = this.loader.shard("f", number).then((bytes) => readFacts(this.tables, number, bytes));
        this.facts.set(number, facts);
        facts.catch(() => this.facts.delete(number));
      }
      wanted.push(facts);
    }
    await Promise.all(wanted);
  }

  /**
   * Tasks whose title holds the phrase, for suggestions.
   * @param {string} phrase  normal form
   * @param {number} most
   */
  async titles(phrase, most) {
    const tasks = /** @type {number[]} */ ([]);
    for (const position of await this.postings.find(phrase, true)) {
      const field = /** @type {number} */ (this.tables.fieldOfBlock[position >> this.tables.block]);
      if (field % 3 === 0 && tasks[tasks.length - 1] !== field / 3) tasks.push(field / 3);
    }
    return Promise.all(tasks.slice(-most).reverse().map((task) => this.text(task)));
  }

  /** @param {number} task */
  text(task) {
    return readText(this.loader, this.tables, task);
  }

  /**
   * The names that the search box suggests: kind, name, address, detail, aliases.
   * @returns {Promise<[SuggestionKind, string, string, string, ...string[]][]>}
   */
  async names() {
    return JSON.parse(new TextDecoder().decode(await this.loader.load("names.js")));
  }
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
    engine = Engine.open(location.protocol === "file:" ? scriptSource(base) : httpSource(base));
    engines.set(base, engine);
    engine.catch(() => engines.delete(base));
  }
  return engine;
}
