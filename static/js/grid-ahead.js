// What saving will put into the empty cells of a row stands in them in grey, as the server
// has worked it out with the last check.
(() => {
  "use strict";

  const table = document.querySelector("[data-grid]");
  if (!table) return;
  const { cells } = table.grid;

  table.addEventListener("grid-checked", ({ detail: { sent, answer } }) => {
    sent.forEach((row, index) => {
      for (const cell of cells(row)) cell.placeholder = answer.rows[index]?.filled[cell.name] ?? "";
    });
  });
})();
