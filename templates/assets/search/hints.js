// Why a query may find nothing although the words are there: marks typed for those that narrow a search, characters of
// another script.
// The query is never changed unasked; the page says how it was read and offers another.
import { normalise } from "./normalise.js";
import { LONGEST_QUERY, parse } from "./query.js";

/** @import { Tables } from "./tables.js" */
/** @import { Facet } from "./state.js" */
/** @import { Word } from "./query.js" */

const CHINESE_QUOTES = /(^|\s)(-?)[“”„「『＂]([^“”„「」『』＂"]+)[“”‟」』＂](?=\s|$)/g;
const OTHER_MINUS = /(^|\s)[－–—−﹣](?=\S)/g;

const MOST_CHARACTERS = 16; // each is one more question to the server

/**
 * @param {string} query
 * @param {boolean} narrowed  whether a facet narrows the search
 * @returns {{ why: string, query: string } | null}
 */
export function hint(query, narrowed) {
  if (query.length > LONGEST_QUERY - 2) return null;
  const why = /** @type {string[]} */ ([]);
  let better = query;
  /**
   * @param {string} changed
   * @param {string} reason
   */
  const take = (changed, reason) => {
    if (changed !== better) why.push(reason);
    better = changed;
  };
  take(better.replace(OTHER_MINUS, "$1-"), "这种减号按普通字符查找，排除一个词要用半角减号");
  take(better.replace(CHINESE_QUOTES, '$1$2"$3"'), "中文引号按普通字符查找，表示整体的引号要用英文双引号");
  take(paired(better), "引号没有成对，按普通字符查找");
  const words = parse(better, true);
  if (!narrowed && words.length && words.every((word) => word.unwanted)) {
    take(
      words.map(quoted).join(" "),
      "只有带减号的词时，减号按普通字符查找；要排除一个词，请再写一个要有的词，或先选一个筛选条件",
    );
  }
  return parse(better, true).length && better !== query ? { why: why.join("；"), query: better } : null;
}

/**
 * With the missing quotation mark where that makes a phrase, otherwise without any.
 * @param {string} query
 */
function paired(query) {
  if ((query.match(/"/g) ?? []).length % 2 === 0) return query;
  const closed = query.trimEnd() + '"';
  return parse(closed, true).some(({ text }) => text.includes('"')) ? query.replaceAll('"', "") : closed;
}

/** @param {Word} word */
function quoted({ shown }) {
  return /[\s"]/.test(shown) ? `"${shown.replaceAll('"', '""')}"` : shown;
}

/**
 * Each word that is the whole name of an agency or a unit, which seldom stands in the text of its own tasks: as a
 * condition, and the query without it.
 * @param {Tables} tables
 * @param {Word[]} words
 * @returns {{ facet: Facet, value: string, name: string, query: string }[]}
 */
export function conditions(tables, words) {
  return words.flatMap((word) => {
    const isName = (/** @type {unknown} */ name) => normalise(String(name)) === word.text;
    const agency = tables.agencies.find(([, name]) => isName(name))?.[0];
    if (word.unwanted || !(agency || tables.units.some((row) => row.slice(2).some(isName)))) return [];
    const rest = words.filter((other) => other !== word).map((other) => (other.unwanted ? "-" : "") + quoted(other));
    return [{ facet: agency ? "agency" : "unit", value: agency ?? word.shown, name: word.shown, query: rest.join(" ") }];
  });
}

/**
 * The Chinese characters of the words that are wanted, in their order, each once; of a long query the first.
 * @param {Word[]} words
 */
export function characters(words) {
  const text = words.map((word) => (word.unwanted ? "" : word.text)).join("");
  return [...new Set(text.match(/\p{Script=Han}/gu))].slice(0, MOST_CHARACTERS);
}
