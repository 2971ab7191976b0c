// Where the list of matches hangs: under the row it belongs to, inside of the screen, and
// above the row only where no room can be made below.
(() => {
  "use strict";

  const table = document.querySelector("[data-grid]");
  if (!table) return;
  const { body, rowOf } = table.grid;
  const [most, least, gap] = [224, 112, 4]; // pixels

  const roomBelow = (row) => window.innerHeight - row.getBoundingClientRect().bottom - gap;

  const place = (cell) => {
    const list = document.getElementById(cell.getAttribute("aria-controls"));
    const row = rowOf(cell);
    const put = (name, value) => table.style.setProperty(`--pick-${name}`, value);
    put("most", `${most}px`);
    const { offsetHeight: height, offsetWidth: width } = list;
    const edge = row.getBoundingClientRect();
    const isBelow = roomBelow(row) >= Math.min(height, least);
    put("top", isBelow ? `${edge.bottom}px` : "auto");
    put("bottom", isBelow ? "auto" : `${window.innerHeight - edge.top}px`);
    put("most", `${Math.max(Math.min(most, isBelow ? roomBelow(row) : edge.top - gap), 0)}px`);
    const right = document.documentElement.clientWidth - width - gap;
    put("left", `${Math.max(Math.min(cell.getBoundingClientRect().left, right), gap)}px`);
  };

  // Rows below are pushed up as far as the head allows.
  const makeRoom = (cell) => {
    const list = document.getElementById(cell.getAttribute("aria-controls"));
    const row = rowOf(cell);
    const missing = Math.min(list.scrollHeight, most) - roomBelow(row);
    const free = row.getBoundingClientRect().top - table.tHead.getBoundingClientRect().bottom;
    if (missing > 0 && free > 0) table.parentElement.scrollTop += Math.min(missing, free);
  };

  body.addEventListener("pick-shown", ({ target }) => {
    makeRoom(target);
    place(target);
  });
  const placeAgain = () => {
    const cell = body.querySelector("input[aria-expanded=true]");
    if (cell) place(cell);
  };
  document.addEventListener("scroll", placeAgain, true);
  table.addEventListener("grid-checked", placeAgain);
})();
