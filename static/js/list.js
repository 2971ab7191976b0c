// Lists: ticking rows (a page, a range with Shift) with their count, and a calendar
// beside each typed day. Without this script one ticks each row and types each day.
(() => {
  "use strict";

  for (const form of document.querySelectorAll("form[data-select]")) {
    const boxes = [...form.querySelectorAll('input[name="pk"]')];
    const page = form.querySelector("[data-page]");
    const everything = form.querySelector("[data-everything]");
    const count = form.querySelector("[data-count]");
    const buttons = form.querySelectorAll('button[name="do"]');
    let last = null;

    const show = () => {
      const ticked = boxes.filter((box) => box.checked).length;
      const all = everything?.checked;
      count.querySelector("b").textContent = all ? everything.parentNode.querySelector(".num").textContent : ticked;
      page.checked = ticked === boxes.length;
      page.indeterminate = ticked > 0 && ticked < boxes.length;
      for (const button of buttons) button.disabled = !ticked && !all;
    };
    const tick = (some, on) => {
      for (const box of some) box.checked = on;
      if (!on && everything) everything.checked = false;
    };

    page.hidden = false;
    count.hidden = false;
    page.addEventListener("change", () => { tick(boxes, page.checked); show(); });
    everything?.addEventListener("change", () => { tick(boxes, everything.checked); show(); });
    form.addEventListener("click", (event) => {
      const at = boxes.indexOf(event.target);
      if (at < 0) return;
      const on = boxes[at].checked;
      const from = event.shiftKey && last !== null ? last : at;
      tick(boxes.slice(Math.min(from, at), Math.max(from, at) + 1), on);
      last = at;
      show();
    });
    // Back from the browser's cache the boxes are as they were left.
    window.addEventListener("pageshow", show);
    show();
  }

  for (const input of document.querySelectorAll("input[data-day]")) {
    const box = document.createElement("span");
    box.className = "day-box";
    input.replaceWith(box);
    const day = document.createElement("input");
    day.type = "date";
    day.tabIndex = -1;
    day.setAttribute("aria-hidden", "true");
    const button = document.createElement("button");
    button.type = "button";
    button.setAttribute("aria-label", `${input.getAttribute("aria-label") || ""}选择日期`);
    button.innerHTML = '<i class="bi bi-calendar3" aria-hidden="true"></i>';
    box.append(input, button, day);
    button.addEventListener("click", () => {
      day.value = /^\d{4}-\d\d-\d\d$/.test(input.value) ? input.value : "";
      day.showPicker();
    });
    day.addEventListener("change", () => { input.value = day.value; input.focus(); });
  }

  // A menu closes with Escape and by a click beside it.
  const menus = [...document.querySelectorAll("details.menu")];
  document.addEventListener("keydown", (event) => {
    const open = menus.find((menu) => menu.open);
    if (event.key !== "Escape" || event.isComposing || !open) return;
    open.open = false;
    open.querySelector("summary").focus();
  });
  document.addEventListener("click", (event) => {
    for (const menu of menus) if (!menu.contains(event.target)) menu.open = false;
  });
})();
