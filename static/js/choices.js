// A list of choices: what is chosen is shown in full below a box too narrow for it, and
// stays chosen when the server sends the list anew.
(() => {
  "use strict";

  const pen = document.createElement("canvas").getContext("2d");

  const isCut = (select, text) => {
    const style = getComputedStyle(select);
    pen.font = style.font;
    return pen.measureText(text).width > select.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
  };

  const tell = (select) => {
    const text = select.selectedOptions[0]?.text ?? "";
    const place = select.nextElementSibling?.matches(".chosen") ? select.nextElementSibling : null;
    if (!isCut(select, text)) return place?.remove();
    const line = place ?? document.createElement("p");
    line.className = "chosen";
    line.setAttribute("aria-hidden", "true"); // the box itself is read out in full
    line.textContent = text;
    if (!place) select.after(line);
  };

  const lists = () => document.querySelectorAll("main form select:not([multiple])");
  const tellAll = () => lists().forEach(tell);

  document.addEventListener("change", ({ target }) => { if (target.matches("main form select:not([multiple])")) tell(target); });
  window.addEventListener("resize", tellAll);
  tellAll();

  document.addEventListener("htmx:oobBeforeSwap", ({ detail }) => {
    const select = detail.target;
    if (!select.matches("select")) return;
    const { value } = select;
    // What a stored record names may be offered no more.
    detail.shouldSwap = [...detail.fragment.querySelectorAll("option")].some((option) => option.value === value);
    queueMicrotask(() => {
      select.value = value;
      tell(select);
    });
  });
})();
