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
  const bytes = await loader.load(tables.directory.place("texts", number));
  const utf8 = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  let rows = /** @type {string[]} */ ([]);
  try {
    rows = new TextDecoder(utf8 ? "utf-8" : "gbk", { fatal: true }).decode(bytes).split("\x1e");
  } catch {
    // It stays without rows.
  }
  const texts = rows[1 + task - number * tables.tasksPerText]?.split("\x1f");
  if (!texts) throw new SearchError("damaged", `texts ${number}`);
  const [document = "", url = "", place = "", title = "", titleText = "", unitText = "", bodyText = "", ...deadlines] = texts;
  const documents = rows[0]?.split("\x1f") ?? [];
  return { document: documents[Number(document)] ?? "", url, number: place, title, titleText, unitText, bodyText, deadlines };
}
