// Filling down, inserting and removing rows, and Ctrl+Z for what a script has changed.
(() => {
  "use strict";

  const table = document.querySelector("[data-grid]");
  if (!table) return;
  const { form, body, cells, rowOf, rows, isUsed, add, set, remove, undo, remember, go, say } = table.grid;
  let here = null; // the cell last in use
  let before = ""; // what was in it when it was entered

  const columnOf = (cell) => cells(rowOf(cell)).indexOf(cell);

  // The cell's text for the rows in use below it.
  const fill = (cell) => {
    const column = columnOf(cell);
    const below = rows().slice(rows().indexOf(rowOf(cell)) + 1).filter(isUsed);
    set(below.map((row) => [cells(row)[column], cell.value]));
    say(`已向下填充 ${below.length} 行`);
    table.dispatchEvent(new CustomEvent("grid-left"));
  };

  // Back by one step, unless the browser has letters to take back in this cell.
  const takeBack = (cell) => {
    if (cell && cell.value !== before) return false;
    const isDone = undo();
    if (isDone) {
      say("已撤回");
      table.dispatchEvent(new CustomEvent("grid-left"));
    }
    return isDone;
  };

  const actions = {
    "ctrl d": (cell) => {
      const above = rowOf(cell).previousElementSibling;
      if (above) set([[cell, cells(above)[columnOf(cell)].value]]);
    },
    "ctrl z": takeBack,
    "ctrl home": () => go(body.rows[0], 0),
    "ctrl end": () => go(rows().findLast(isUsed) ?? body.rows[0], 99),
    "alt insert": (cell) => {
      add(1, rowOf(cell));
      go(rowOf(cell).previousElementSibling, 0);
    },
    "alt delete": (cell) => {
      const row = rowOf(cell);
      const column = columnOf(cell);
      const next = row.nextElementSibling ?? row.previousElementSibling;
      remove(row);
      go(next ?? body.rows[0], column);
      table.dispatchEvent(new CustomEvent("grid-left"));
    },
  };

  body.addEventListener("keydown", (event) => {
    if (event.isComposing || event.keyCode === 229 || event.target.tagName !== "INPUT") return;
    const control = event.ctrlKey || event.metaKey ? "ctrl" : event.altKey ? "alt" : "";
    const action = actions[`${control} ${event.key.toLowerCase()}`];
    if (action && action(event.target) !== false) event.preventDefault();
  });

  // Ctrl+Z also works after a click beside the boxes or on a button.
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing || event.keyCode === 229) return;
    const isUndo = (event.ctrlKey || event.metaKey) && !event.shiftKey && event.key.toLowerCase() === "z";
    if (isUndo && !event.target.matches("input, textarea, select") && takeBack(null)) event.preventDefault();
  });
  // What a script has put into the cell in use are not letters typed there.
  table.addEventListener("grid-changed", ({ detail }) => {
    if (detail === "set" && here) before = here.value;
  });

  body.addEventListener("focusin", ({ target }) => {
    if (target.tagName !== "INPUT") return;
    here = target;
    before = target.value;
  });
  body.addEventListener("change", ({ target }) => {
    const old = before;
    if (target.value !== old) remember(() => { target.value = old; });
    before = target.value;
  });

  const cellInUse = () => (here?.isConnected ? here : cells(body.rows[0])[0]);
  form.querySelector("[data-insert]").addEventListener("click", () => actions["alt insert"](cellInUse()));
  form.querySelector("[data-remove]").addEventListener("click", () => actions["alt delete"](cellInUse()));
  for (const button of table.querySelectorAll("[data-fill]")) {
    button.addEventListener("click", () => {
      fill(cells(rowOf(cellInUse())).find((cell) => cell.name === button.dataset.fill));
    });
  }
})();
