// The whole list of results as a table that Excel and WPS open with a double click.

/**
 * One cell. A text that a spreadsheet would run as a formula is led by an apostrophe.
 * @param {string} text
 */
export function cell(text) {
  const safe = /^\s*[=+\-@＝＋－＠\t\r]/.test(text) ? "'" + text : text;
  return `"${safe.replaceAll('"', '""')}"`;
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
