// The whole list of results as a table that Excel and WPS open with a double click.

// The same rule as generator/exports/cells.py, which says why; both are held to tests/data/cells.json.
const HARMLESS = /^(?:(?:0|[1-9][0-9]{0,14})\.?|[0-9]{4}-[0-9]{2}-[0-9]{2}(?: [0-9]{2}:[0-9]{2})?)$/;
const FORMULA = /^(?:\s*[=+\-@＝＋－＠\t\r]|')/;
const LONGEST = 40; // of a day in words
const SIGNS = String.raw`[\d\s.,:/\\()+\-%$¥€£]`;
const NUMERAL = "[0-9〇○零一二三四五六七八九十]";
const REREAD = new RegExp(
  `^(?:(?=.*\\d)${SIGNS}+(?:e[+\\-]?\\d+)?(?:[ap]m?)?|` + // 1.10 3-1 1/2 (1) 12:30 50% 1e5
    `${NUMERAL}{2,4}年${NUMERAL}{1,3}月(?:${NUMERAL}{1,3}[日号]?)?|${NUMERAL}{1,3}月${NUMERAL}{1,3}[日号]?|` +
    String.raw`(?:上午|下午)?\d{1,2}[时点]\d{1,2}分?(?:\d{1,2}秒)?|` +
    String.raw`(?=.*\d)[\d\s\-/.,]*(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*[\d\s\-/.,]*|` +
    "true|false)$",
);

/**
 * One cell. What a spreadsheet would run as a formula, or take for a number or a day, is led by an apostrophe.
 * @param {string} text
 */
export function cell(text) {
  return `"${guarded(text).replaceAll('"', '""')}"`;
}

/** @param {string} text */
function guarded(text) {
  if (HARMLESS.test(text)) return text;
  const folded = text.length > LONGEST ? text : text.normalize("NFKC").toLowerCase();
  return FORMULA.test(text) || REREAD.test(folded) ? "'" + text : text;
}

/**
 * UTF-8 with a byte order mark, without which Excel takes Chinese for Latin.
 * @param {readonly (readonly string[])[]} rows
 */
export function csv(rows) {
  return "\ufeff" + rows.map((row) => row.map(cell).join(",") + "\r\n").join("");
}

/**
 * @param {string} text
 * @param {string} name
 */
export function offerFile(text, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "text/csv;charset=utf-8" }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
