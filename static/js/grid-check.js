// Asks the server what is wrong, after a paste and whenever a row is left, and marks it.
// The button 检查 does the same without this script.
(() => {
  "use strict";

  const table = document.querySelector("[data-grid]");
  if (!table) return;
  const { form, body, cells, rowOf, rows } = table.grid;
  let isStale = false;
  let asked = 0;
  let timer;

  // What the server has escaped becomes nodes; a script among them would never run.
  const nodes = (html) => new DOMParser().parseFromString(html, "text/html").body.childNodes;

  // What says the same stays: a click on a button in it would be lost.
  const write = (place, html) => {
    if (place.written === html) return;
    place.written = html;
    place.replaceChildren(...nodes(html));
  };

  const markCell = (cell, html) => {
    const box = cell.closest("td");
    const id = `e-${cell.id}`;
    const old = box.querySelector(".cell-error");
    if (!html) {
      old?.remove();
      cell.removeAttribute("aria-invalid");
      cell.removeAttribute("aria-describedby");
      return;
    }
    cell.setAttribute("aria-invalid", "true");
    cell.setAttribute("aria-describedby", id);
    const error = old ?? Object.assign(document.createElement("div"), { className: "cell-error", id });
    write(error, html);
    error.title = error.firstChild.data ?? "";
    if (!old) box.append(error);
  };

  const markRow = (row, mark) => {
    row.classList.remove("good", "bad", "doubtful");
    if (mark) row.classList.add(mark.state);
    write(row.querySelector("[data-state]"), mark?.html ?? "");
    for (const cell of cells(row)) {
      const isChosenNow = cell.getAttribute("aria-expanded") === "true"; // from the matches
      markCell(cell, isChosenNow ? "" : mark?.cells[cell.name]);
      // “1001” is spelt out as “1001 张伟”, “6-1” as a day, but not under one's hands.
      if (mark?.names[cell.name] && cell !== document.activeElement) cell.value = mark.names[cell.name];
    }
  };

  const markAbove = (errors) => {
    for (const place of form.querySelectorAll("[data-above]")) {
      const text = errors[place.dataset.above] ?? "";
      const field = document.getElementById(place.id.slice(2));
      write(place, text);
      if (text) field.setAttribute("aria-invalid", "true");
      else field.removeAttribute("aria-invalid");
    }
  };

  const show = (sent, answer) => {
    sent.forEach((row, index) => { if (row.isConnected) markRow(row, answer.rows[index]); });
    markAbove(answer.above);
    for (const [id, text] of Object.entries(answer.days)) {
      const box = document.getElementById(id);
      if (box !== document.activeElement) box.value = text;
    }
    table.dispatchEvent(new CustomEvent("grid-checked", { detail: { sent, answer } }));
  };

  const ask = async () => {
    if (!isStale) return;
    isStale = false;
    asked += 1;
    const mine = asked;
    const sent = rows();
    const response = await fetch(form.action, {
      method: "POST", body: new FormData(form), headers: { Accept: "application/json" },
    }).catch(() => null);
    if (!response?.ok || !response.headers.get("Content-Type")?.includes("json")) {
      isStale = true; // no answer: it is asked again when the next row is left
      return;
    }
    const answer = await response.json();
    // Whatever was changed meanwhile stays, and is asked about again.
    if (mine === asked && !isStale) show(sent, answer);
  };

  const soon = (wait) => {
    clearTimeout(timer);
    timer = setTimeout(ask, wait);
  };

  form.addEventListener("input", () => { isStale = true; });
  form.addEventListener("change", (event) => {
    isStale = true;
    if (!rowOf(event.target) && !event.target.closest("[data-people]")) soon(300);
  });
  table.addEventListener("grid-changed", () => { isStale = true; });
  form.addEventListener("submit", () => clearTimeout(timer));
  table.addEventListener("grid-left", () => soon(0));
  body.addEventListener("focusout", (event) => {
    if (rowOf(event.target) !== rowOf(event.relatedTarget)) soon(300);
  });
})();
