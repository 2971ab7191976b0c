// A pasted column whose field stands once above the grid: what is the same in all rows
// is put there; what differs cannot be, and that is said where nobody overlooks it.
(() => {
  "use strict";

  const table = document.querySelector("[data-grid]");
  if (!table) return;
  const { form } = table.grid;
  const alarm = document.querySelector("[data-lost]");
  const fields = [...form.querySelectorAll("[data-shared]")].map((part) => ({
    keys: part.dataset.shared.split(" "),
    label: part.dataset.label,
    box: part.querySelector("input, select, textarea"),
  }));

  const find = (key) => fields.find(({ keys }) => keys.includes(key));

  // What the box takes for a text; undefined where it offers no such choice.
  const valueFor = (box, text) => (box.tagName === "SELECT"
    ? [...box.options].find((option) => [option.value, option.text].includes(text))?.value
    : text);

  // [[box, value], …] for ``columns`` of texts by the key of their header.
  const share = (columns) => {
    const pairs = [];
    const lost = [];
    for (const [key, texts] of columns) {
      const { box, label } = find(key);
      const values = [...new Set(texts)];
      const value = values.length === 1 ? valueFor(box, values[0]) : undefined;
      if (value) pairs.push([box, value]);
      else if (values.some(Boolean)) lost.push(label);
    }
    alarm.hidden = !lost.length;
    if (lost.length) alarm.querySelector("span").textContent = lost.map((label) => `“${label}”`).join("、");
    return pairs;
  };

  table.grid.isShared = (key) => Boolean(find(key));
  table.grid.share = share;
})();
