// The grid of batch entry as its other scripts use it (table.grid): its cells, rows that
// come and go, a way back. Without scripts a button adds rows.
(() => {
  "use strict";

  const table = document.querySelector("[data-grid]");
  if (!table) return;
  const form = table.closest("form");
  const body = table.tBodies[0];
  const blank = document.querySelector("[data-blank]").content.querySelector("tr");
  const most = Number(table.dataset.most);
  const steps = [];
  let serial = body.rows.length;

  const cells = (row) => [...row.querySelectorAll("td > input, td > .pick-box > input")];
  const rowOf = (cell) => cell?.closest("tbody tr");
  const rows = () => [...body.rows];
  const isUsed = (row) => cells(row).some((cell) => cell.value.trim());

  const say = (text) => { document.querySelector("[data-said]").textContent = text; };

  const newRow = () => {
    const row = blank.cloneNode(true);
    serial += 1;
    row.querySelector("th").id = `n${serial}`;
    for (const cell of cells(row)) {
      cell.id = `r${serial}-${cell.name}`;
      cell.setAttribute("aria-labelledby", `h-${cell.name} n${serial}`);
    }
    return row;
  };

  // A row that was there before others were saved keeps its number.
  const kept = (row) => Number(row.querySelector("th > input").value);
  const changed = (why) => {
    let last = Math.max(...rows().map(kept));
    for (const row of rows()) {
      last += kept(row) ? 0 : 1;
      row.querySelector("th").firstChild.data = kept(row) || last;
    }
    table.dispatchEvent(new CustomEvent("grid-changed", { detail: why }));
  };

  // Rows before ``next``, or at the end; how many there was room for.
  const add = (number, next = null) => {
    const room = Math.min(number, most - body.rows.length);
    for (let i = 0; i < room; i += 1) {
      const row = newRow();
      body.insertBefore(row, next);
      row.dispatchEvent(new CustomEvent("pick-added", { bubbles: true }));
    }
    if (room < number) say(`一张表最多 ${most} 行，更多的请分几次录入，或用“导入”`);
    changed("rows");
    return Math.max(room, 0);
  };

  const remember = (step) => {
    steps.push(step);
    if (steps.length > 50) steps.shift();
  };

  // [[cell, value], …] at one stroke.
  const set = (pairs) => {
    const before = pairs.map(([cell]) => [cell, cell.value]);
    remember(() => before.forEach(([cell, value]) => { cell.value = value; }));
    for (const [cell, value] of pairs) cell.value = value;
    changed("set");
  };

  // At one stroke.
  const remove = (...gone) => {
    const places = gone.map((row) => [row, row.nextElementSibling]).reverse();
    remember(() => places.forEach(([row, next]) => body.insertBefore(row, next?.parentNode ? next : null)));
    for (const row of gone) row.remove();
    if (!body.rows.length) add(1);
    changed("rows");
  };

  const undo = () => {
    const step = steps.pop();
    if (step) { step(); changed("set"); }
    return Boolean(step);
  };

  for (const part of form.querySelectorAll("[data-scripted]")) part.hidden = false;
  form.querySelector("[data-more]").addEventListener("click", (event) => {
    event.preventDefault();
    const next = body.rows.length;
    if (add(10)) table.grid.go(body.rows[next], 0);
  });
  table.grid = { form, body, cells, rowOf, rows, isUsed, add, set, remove, remember, undo, say };
})();
