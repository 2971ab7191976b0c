// The row in use shows all that is wrong with it, the others one line each. Of two rows
// the one above folds late, so that nothing moves away under a double click.
(() => {
  "use strict";

  const table = document.querySelector("[data-grid]");
  if (!table) return;
  const { body, cells, rowOf } = table.grid;
  let isPointer = false;
  let timer;

  const fold = (row) => {
    for (const other of body.querySelectorAll("tr.in-use")) if (other !== row) other.classList.remove("in-use");
  };

  body.addEventListener("focusin", ({ target }) => {
    const row = rowOf(target);
    const isFresh = !row.classList.contains("in-use");
    row.classList.add("in-use");
    clearTimeout(timer);
    if (isPointer) timer = setTimeout(fold, 600, row);
    else {
      fold(row);
      if (isFresh) row.scrollIntoView({ block: "nearest", inline: "nearest" });
    }
  });
  document.addEventListener("pointerdown", () => { isPointer = true; }, true);
  document.addEventListener("keydown", () => { isPointer = false; }, true);

  // What is cut off leads to its cell.
  body.addEventListener("click", ({ target }) => {
    const row = rowOf(target);
    const place = target.closest(".cell-error, .state");
    if (!place || row.classList.contains("in-use") || target.closest("a, button")) return;
    const wrong = cells(row).find((cell) => place.contains(cell) || cell.closest("td") === place.closest("td"));
    (wrong ?? cells(row).find((cell) => cell.getAttribute("aria-invalid")) ?? cells(row)[0]).focus();
  });
})();
