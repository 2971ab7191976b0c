// A block of cells under the mouse: dragged over, or up to where one clicks with Shift.
(() => {
  "use strict";

  const table = document.querySelector("[data-grid]");
  if (!table) return;
  const { body, cells, rowOf, block, stretch, clear, isCell, isWhole } = table.grid;
  let pressed = null; // the cell from which a block may be dragged: not one in edit

  document.addEventListener("mousedown", (event) => {
    if (event.button !== 0) return;
    const { target, shiftKey } = event;
    const cell = document.activeElement;
    const isOther = isCell(target) && target !== cell;
    pressed = !shiftKey && isCell(target) && (isOther || isWhole(target)) ? target : null;
    if (!shiftKey || !isOther || !isCell(cell)) { clear(); return; }
    event.preventDefault();
    stretch(cell, target);
  }, true);
  body.addEventListener("mouseover", ({ target, buttons }) => {
    const box = pressed && buttons & 1 && target.closest("td");
    const cell = box && cells(rowOf(box)).find((item) => box.contains(item));
    if (!cell) return;
    stretch(pressed, cell);
    rowOf(cell).scrollIntoView({ block: "nearest", inline: "nearest" });
  });
  document.addEventListener("mouseup", () => {
    if (pressed && block().length) pressed.select(); // cells were meant, and no letters
    pressed = null;
  });
})();
