// Moving about in the grid, as in a spreadsheet: Enter goes down and never sends the form.
(() => {
  "use strict";

  const table = document.querySelector("[data-grid]");
  if (!table) return;
  const { form, body, cells, rowOf, rows, isUsed, add } = table.grid;
  let before = ""; // what was in it when it was entered
  let home = 0; // the column where Enter goes back to, after some Tabs

  const columnOf = (cell) => cells(rowOf(cell)).indexOf(cell);
  const isWhole = (cell) => cell.selectionStart === 0 && cell.selectionEnd === cell.value.length;

  const go = (row, column) => {
    const target = cells(row)[Math.max(0, Math.min(column, cells(row).length - 1))];
    target.focus();
    target.select();
  };

  const down = (cell, column) => {
    if (!rowOf(cell).nextElementSibling && !add(1)) return;
    go(rowOf(cell).nextElementSibling, column);
  };

  const up = (cell, column) => {
    if (rowOf(cell).previousElementSibling) go(rowOf(cell).previousElementSibling, column);
  };

  const side = (cell, step) => {
    const edge = step < 0 ? cell.selectionStart === 0 : cell.selectionEnd === cell.value.length;
    const target = cells(rowOf(cell))[columnOf(cell) + step];
    if (!(edge || isWhole(cell)) || !target) return false;
    go(rowOf(cell), columnOf(cell) + step);
    home = columnOf(target);
    return true;
  };

  const actions = {
    Enter: (cell, event) => (event.shiftKey ? up : down)(cell, home),
    ArrowDown: (cell) => { home = columnOf(cell); down(cell, home); },
    ArrowUp: (cell) => { home = columnOf(cell); up(cell, home); },
    ArrowLeft: (cell) => side(cell, -1),
    ArrowRight: (cell) => side(cell, 1),
    Home: (cell) => (isWhole(cell) ? go(rowOf(cell), 0) : false),
    End: (cell) => (isWhole(cell) ? go(rowOf(cell), cells(rowOf(cell)).length) : false),
    Escape: (cell) => { cell.value = before; cell.select(); },
  };
  const controlled = {
    Home: () => go(body.rows[0], 0),
    End: () => go(rows().findLast(isUsed) ?? body.rows[0], 99),
  };

  // What is open below a cell is for its own keys; Tab takes what is marked there.
  const isPicking = (cell, key) => {
    if (cell.getAttribute("aria-expanded") !== "true") return false;
    const marked = document.getElementById(cell.getAttribute("aria-activedescendant"));
    if (key === "Tab") marked?.click();
    return true;
  };

  form.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing || event.keyCode === 229) return;
    const control = event.ctrlKey || event.metaKey;
    if (event.key === "Enter" && control) {
      event.preventDefault();
      form.requestSubmit(form.querySelector("[data-save]"));
      return;
    }
    const cell = event.target;
    if (!rowOf(cell) || cell.tagName !== "INPUT") {
      if (event.key === "Enter" && cell.tagName === "INPUT") event.preventDefault();
      return;
    }
    if (isPicking(cell, event.key)) return;
    if (event.altKey) return;
    const action = (control ? controlled : actions)[event.key];
    if (action && action(cell, event) !== false) event.preventDefault();
  });

  body.addEventListener("focusin", ({ target }) => {
    before = target.value;
    // Where a list of matches has room: it hangs outside of what scrolls.
    const box = target.getBoundingClientRect();
    const isLow = box.bottom + 240 > window.innerHeight;
    const put = (name, value) => table.style.setProperty(`--pick-${name}`, value);
    put("left", `${box.left}px`);
    put("top", isLow ? "auto" : `${box.bottom}px`);
    put("bottom", isLow ? `${window.innerHeight - box.top}px` : "auto");
  });
  body.addEventListener("pointerdown", ({ target }) => {
    if (rowOf(target) && target.tagName === "INPUT") home = columnOf(target);
  });
  table.grid.go = go;
})();
