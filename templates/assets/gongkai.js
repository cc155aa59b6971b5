// Tables marked data-sortable sort by a click or Enter on a column head (Tablesort, see vendor/LICENSES.txt).
for (const table of document.querySelectorAll("table[data-sortable]")) {
  new Tablesort(table);
  for (const head of table.querySelectorAll("thead th")) {
    head.tabIndex = 0;
    head.addEventListener("keydown", (event) => {
      if (event.key === "Enter" || event.key === " ") {
        event.preventDefault();
        head.click();
      }
    });
  }
}
