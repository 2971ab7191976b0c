// A cell is chosen as a whole, as in a spreadsheet: a click or a key selects what is in
// it; F2, a double click or a click into the cell in use puts the caret there.
(() => {
  "use strict";

  const table = document.querySelector("[data-grid]");
  if (!table) return;
  const { body, rowOf } = table.grid;
  let last = null; // the cell that had the focus last: another window may have it meanwhile
  let chosen = null; // the cell that the first of two clicks has chosen

  const cellAt = ({ target }) => (target.tagName === "INPUT" && rowOf(target) ? target : null);
  const edit = (cell) => cell.setSelectionRange(cell.value.length, cell.value.length);

  body.addEventListener("focusin", (event) => {
    const cell = cellAt(event);
    if (cell && cell !== last) cell.select();
    last = cell;
  });

  body.addEventListener("mousedown", (event) => {
    const cell = cellAt(event);
    if (!cell || event.button !== 0 || event.shiftKey) return;
    if (event.detail < 2) chosen = cell === document.activeElement ? null : cell;
    if (chosen !== cell) {
      // The browser's own caret and dragging; what is chosen as a whole is not dragged.
      const isWhole = cell.selectionEnd - cell.selectionStart === cell.value.length;
      if (event.detail < 2 && isWhole) cell.setSelectionRange(0, 0);
      return;
    }
    event.preventDefault();
    if (event.detail === 2) edit(cell);
    else {
      cell.focus();
      cell.select();
    }
  });

  body.addEventListener("keydown", (event) => {
    const cell = cellAt(event);
    if (!cell || event.key !== "F2") return;
    event.preventDefault();
    edit(cell);
  });
})();
