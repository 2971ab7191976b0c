// Moving about in the grid, as in a spreadsheet: Enter goes down and never sends the form.
(() => {
  "use strict";

  const table = document.querySelector("[data-grid]");
  if (!table) return;
  const { form, body, cells, rowOf, add } = table.grid;
  let before = ""; // what was in it when it was entered
  let home = 0; // the column where Enter goes back to, after some Tabs

  const columnOf = (cell) => cells(rowOf(cell)).indexOf(cell);
  const isWhole = (cell) => cell.selectionStart === 0 && cell.selectionEnd === cell.value.length;

  const go = (row, column) => {
    const target = cells(row)[Math.max(0, Math.min(column, cells(row).length - 1))];
    target.focus();
    target.select();
  };

  // Down one row, or up; below the last row there comes another.
  const step = (cell, isUp, column) => {
    if (!isUp && !rowOf(cell).nextElementSibling) add(1);
    const row = isUp ? rowOf(cell).previousElementSibling : rowOf(cell).nextElementSibling;
    if (row) go(row, column);
  };

  const side = (cell, by) => {
    const edge = by < 0 ? cell.selectionStart === 0 : cell.selectionEnd === cell.value.length;
    const target = cells(rowOf(cell))[columnOf(cell) + by];
    if (!(edge || isWhole(cell)) || !target) return false;
    go(rowOf(cell), columnOf(cell) + by);
    home = columnOf(target);
    return true;
  };

  const actions = {
    ArrowDown: (cell) => { home = columnOf(cell); step(cell, false, home); },
    ArrowUp: (cell) => { home = columnOf(cell); step(cell, true, home); },
    ArrowLeft: (cell) => side(cell, -1),
    ArrowRight: (cell) => side(cell, 1),
    Home: (cell) => (isWhole(cell) ? go(rowOf(cell), 0) : false),
    End: (cell) => (isWhole(cell) ? go(rowOf(cell), cells(rowOf(cell)).length) : false),
    Escape: (cell) => { cell.value = before; cell.select(); },
  };

  const isComposing = (event) => event.isComposing || event.keyCode === 229;
  const isCell = (target) => target.tagName === "INPUT" && Boolean(rowOf(target));
  const isPicking = (cell) => cell.getAttribute("aria-expanded") === "true";

  // Before the list of matches hears of it: Enter and Tab take what is marked there, and
  // go on at once. Where several may be meant nobody is marked, and the check asks.
  form.addEventListener("keydown", (event) => {
    const cell = event.target;
    if (isComposing(event) || !isCell(cell) || !["Enter", "Tab"].includes(event.key)) return;
    if (isPicking(cell)) document.getElementById(cell.getAttribute("aria-activedescendant"))?.click();
    if (event.key === "Tab" || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    event.stopPropagation();
    step(cell, event.shiftKey, home);
  }, true);

  // From a box above the grid to the next one.
  const onwards = (box) => {
    if (table.contains(box)) return cells(body.rows[0]).find((cell) => box.name === `head-${cell.name}`).focus();
    const boxes = [...form.elements].filter((item) => item.offsetParent && item.tabIndex >= 0);
    boxes[boxes.indexOf(box) + 1]?.focus();
  };

  form.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || isComposing(event)) return;
    const control = event.ctrlKey || event.metaKey;
    const target = event.target;
    if (event.key === "Enter" && control) {
      event.preventDefault();
      form.requestSubmit(form.querySelector("[data-save]"));
    } else if (isCell(target)) {
      if (control || event.altKey || isPicking(target)) return;
      const action = actions[event.key];
      if (action && action(target) !== false) event.preventDefault();
    } else if (event.key === "Enter" && ["INPUT", "SELECT"].includes(target.tagName)) {
      event.preventDefault();
      onwards(target);
    }
  });

  body.addEventListener("focusin", ({ target }) => {
    before = target.value;
  });
  body.addEventListener("pointerdown", ({ target }) => {
    if (rowOf(target) && target.tagName === "INPUT") home = columnOf(target);
  });
  table.grid.go = go;

  // On a new page typing can begin at once.
  const isBusy = document.querySelector("[data-focus], [data-grid-form] [autofocus]");
  if (!isBusy && !table.grid.rows().some(table.grid.isUsed)) cells(body.rows[0])[0].focus();
})();
