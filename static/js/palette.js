// The list of figures beside a text: found by typing, put into the text by a click.
// Without this script the list says what may be typed.
(() => {
  "use strict";

  const palette = document.querySelector("[data-palette]");
  const area = document.querySelector("textarea[data-tokens]");
  if (!palette || !area) return;

  palette.querySelector("[data-scripted]").hidden = false;
  for (const item of palette.querySelectorAll("[data-token]")) {
    const name = item.querySelector(".token-name");
    const button = document.createElement("button");
    button.type = "button";
    button.className = "token-name";
    button.textContent = name.textContent;
    // The text keeps its place for the chip.
    button.addEventListener("mousedown", (event) => event.preventDefault());
    button.addEventListener("click", () => {
      area.dispatchEvent(new CustomEvent("token", { detail: item.dataset.token }));
    });
    name.replaceWith(button);
  }

  const box = document.createElement("input");
  box.type = "search";
  box.className = "form-control";
  box.placeholder = "查找数据";
  box.setAttribute("aria-label", "查找数据");
  palette.querySelector("details").before(box);
  box.addEventListener("input", () => {
    const wanted = box.value.trim();
    for (const group of palette.querySelectorAll("details")) {
      let found = 0;
      for (const item of group.querySelectorAll("[data-token]")) {
        item.hidden = !item.textContent.includes(wanted);
        found += item.hidden ? 0 : 1;
      }
      group.hidden = !found;
      group.open = Boolean(wanted && found) || group.open;
    }
  });
})();
