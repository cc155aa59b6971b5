// Tables marked data-sortable sort by a click or Enter on a column head (Tablesort, see vendor/LICENSES.txt).
for (const table of document.querySelectorAll("table[data-sortable]")) {
  const rows = [...table.tBodies[0].rows];
  // Tasks have numbers such as （七）, which sort by their place in the document.
  if (table.tHead.rows[0].cells[0].textContent === "任务") rows.forEach((row, i) => (row.cells[0].dataset.sort = String(i).padStart(6, "0")));
  // Tablesort puts equal rows in the reverse of their order, so they come out as they were printed.
  table.addEventListener("beforeSort", () => table.tBodies[0].append(...rows.slice().reverse()));
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
