// An amount that was typed into the wrong column is moved to the one that the rules name:
// in one row, in all rows that are wrong so, or at the head of the column.
(() => {
  "use strict";

  const table = document.querySelector("[data-grid]");
  if (!table) return;
  const { form, cells, rowOf, rows, set, say } = table.grid;

  const named = (row, name) => cells(row).find((cell) => cell.name === name);
  const headOf = (name) => form.elements[`head-${name}`]?.value ?? "";

  // A head holds where the cell is empty: only a zero keeps it out of the row.
  const inRow = (row, from, to) => {
    const head = headOf(from);
    const [source, target] = [named(row, from), named(row, to)];
    return [[target, source.value || head], [source, head && "0"]];
  };

  const atHead = (from, to) => {
    const [source, target] = [form.elements[`head-${from}`], form.elements[`head-${to}`]];
    return [[target, source.value], [source, ""]];
  };

  table.addEventListener("click", (event) => {
    const button = event.target.closest("[data-move]");
    if (!button) return;
    event.preventDefault();
    const { move: to, every } = button.dataset;
    const from = button.value.split(":")[1];
    const isWrong = (row) => named(row, from).closest("td").querySelector("[data-move]");
    const row = rowOf(button);
    const moved = every === undefined ? [row] : rows().filter(isWrong);
    const pairs = row ? moved.flatMap((line) => inRow(line, from, to)) : atHead(from, to);
    set(pairs);
    pairs[0][0].focus();
    say(`已移到“${document.getElementById(`h-${to}`).textContent}”${row ? `，${moved.length} 行` : ""}，Ctrl+Z 可撤回`);
    table.dispatchEvent(new CustomEvent("grid-left"));
  });
})();
