// The texts of tasks; generator/search/texts.py writes them.
import { SearchError } from "./errors.js";

/** @import { Loader } from "./loader.js" */
/** @import { Tables } from "./tables.js" */

/**
 * @typedef {object} TaskText
 * @property {string} document  title of the document
 * @property {string} url  from the site's root
 * @property {string} number
 * @property {string} title
 * @property {string} titleText
 * @property {string} unitText
 * @property {string} bodyText
 * @property {string[]} deadlines  as printed
 */

/**
 * @param {Loader} loader
 * @param {Tables} tables
 * @param {number} task
 * @returns {Promise<TaskText>}
 */
export async function readText(loader, tables, task) {
  const number = Math.floor(task / tables.tasksPerText);
  const bytes = await loader.shard("t", number);
  let row;
  let documents;
  try {
    const [titles, rows] = JSON.parse(new TextDecoder("gbk", { fatal: true }).decode(bytes));
    documents = titles;
    row = rows[task - number * tables.tasksPerText];
  } catch {
    row = null;
  }
  if (!row) throw new SearchError("damaged", `t${number}`);
  const [document, url, place, title, titleText, unitText, bodyText, deadlines] = row;
  return { document: documents[document], url, number: place, title, titleText, unitText, bodyText, deadlines };
}
