// A rectangle of cells is chosen, as in a spreadsheet: with Shift and the arrows, or by the
// mouse. The cell where it began keeps the focus; Escape, typing or going elsewhere ends it.
(() => {
  "use strict";

  const table = document.querySelector("[data-grid]");
  if (!table) return;
  const { body, cells, rowOf, rows, isUsed, say } = table.grid;
  const arrows = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
  const sides = ["top", "bottom", "left", "right"].map((side) => `block-${side}`);
  const word = "已选";
  let first = null; // the cell where it began
  let last = null; // the opposite corner; null while there is no block

  const isCell = (target) => target?.tagName === "INPUT" && body.contains(target);
  const isWhole = (cell) => cell.selectionStart === 0 && cell.selectionEnd === cell.value.length;
  const columnOf = (cell) => cells(rowOf(cell)).indexOf(cell);
  const span = (a, b) => [Math.min(a, b), Math.max(a, b) + 1];
  const within = (number, most) => Math.max(0, Math.min(number, most));

  // The chosen cells, row by row; none while there is no block.
  const block = () => {
    if (!last) return [];
    const [left, right] = span(columnOf(first), columnOf(last));
    const lines = rows().slice(...span(rowOf(first).sectionRowIndex, rowOf(last).sectionRowIndex));
    return lines.map((row) => cells(row).slice(left, right));
  };

  const paint = () => {
    for (const box of body.querySelectorAll(".in-block")) box.classList.remove("in-block", ...sides);
    const lines = block();
    lines.forEach((line, i) => line.forEach((cell, j) => {
      const isEdge = [!i, i === lines.length - 1, !j, j === line.length - 1];
      cell.closest("td").classList.add("in-block", ...sides.filter((_, side) => isEdge[side]));
    }));
  };

  const clear = () => {
    if (!last) return;
    last = null;
    paint();
    if (document.querySelector("[data-said]").textContent.startsWith(word)) say("");
  };

  const stretch = (start, end) => {
    if (start === end) { clear(); return; }
    [first, last] = [start, end];
    paint();
    const lines = block();
    say(`${word} ${lines.length} 行 ${lines[0].length} 列`);
  };

  // One cell on, or with Ctrl to the last row in use, the last column.
  const beside = (cell, [down, right], isFar) => {
    const place = rowOf(cell).sectionRowIndex;
    const lowest = isFar ? Math.max(rows().findLastIndex(isUsed), place) : body.rows.length - 1;
    const line = cells(body.rows[within(place + down * (isFar ? lowest + 1 : 1), lowest)]);
    return line[within(columnOf(cell) + right * (isFar ? line.length : 1), line.length - 1)];
  };

  body.addEventListener("keydown", (event) => {
    const cell = event.target;
    const arrow = arrows[event.key];
    if (event.isComposing || event.keyCode === 229 || !isCell(cell)) return;
    if (event.key === "Escape" && last) clear();
    else if (arrow && !event.shiftKey) { clear(); return; }
    else if (!arrow || event.altKey || cell.getAttribute("aria-expanded") === "true") return;
    else if (arrow[1] && !last && !isWhole(cell)) return; // letters in the cell
    else {
      stretch(cell, beside(last ?? cell, arrow, event.ctrlKey || event.metaKey));
      last?.scrollIntoView({ block: "nearest", inline: "nearest" });
    }
    event.preventDefault();
    event.stopPropagation();
  }, true);

  document.addEventListener("focusin", ({ target }) => { if (target !== first) clear(); });
  body.addEventListener("input", clear);
  table.addEventListener("grid-changed", ({ detail }) => { if (detail === "rows") clear(); });
  Object.assign(table.grid, { block, stretch, clear, isCell, isWhole });
})();
