// From one wrong cell to the next, who was meant by a name that names nobody, and the
// wrong rows removed at one stroke.
(() => {
  "use strict";

  const table = document.querySelector("[data-grid]");
  if (!table) return;
  const { form, body, cells, rows, set, remove, go, say } = table.grid;
  const button = form.querySelector("[data-wrong]");
  const drop = form.querySelector("[data-drop]");
  let last = null; // the row that was gone to

  const wrongRows = () => rows().filter((row) => row.classList.contains("bad"));

  const show = () => {
    const number = wrongRows().length;
    button.hidden = !number;
    button.textContent = `有错误 ${number} 行，转到下一行`;
    drop.hidden = !number;
    drop.textContent = `删去有错误的 ${number} 行`;
  };

  drop.addEventListener("click", (event) => {
    event.preventDefault();
    const wrong = wrongRows();
    remove(...wrong);
    document.querySelector(".error-summary")?.remove();
    go(body.rows[0], 0);
    say(`已删去 ${wrong.length} 行，Ctrl+Z 可撤回`);
    table.dispatchEvent(new CustomEvent("grid-left"));
  });

  button.addEventListener("click", () => {
    const wrong = wrongRows();
    const next = wrong.find((row) => last && row.rowIndex > last.rowIndex) ?? wrong[0];
    if (!next) return;
    last = next;
    const column = cells(next).findIndex((cell) => cell.getAttribute("aria-invalid"));
    go(next, Math.max(column, 0));
  });

  // A click puts the name into the cell.
  body.addEventListener("click", (event) => {
    const choice = event.target.closest("[data-choose]");
    if (!choice) return;
    event.preventDefault();
    const cell = cells(choice.closest("tr")).find((item) => item.closest("td") === choice.closest("td"));
    set([[cell, choice.dataset.choose]]);
    cell.focus();
    table.dispatchEvent(new CustomEvent("grid-left"));
  });

  table.addEventListener("grid-checked", show);
  table.addEventListener("grid-changed", show);
  show();
})();
