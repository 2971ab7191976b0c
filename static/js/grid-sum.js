// How many rows of the grid are filled in, and what their amounts come to, while one types.
(() => {
  "use strict";

  const table = document.querySelector("[data-grid]");
  if (!table) return;
  const { form, cells, rows, isUsed } = table.grid;
  const place = form.querySelector("[data-live]");

  const amount = (text) => {
    const plain = text.normalize("NFKC").replace(/[,\s元¥]/g, "");
    return /^\d+(\.\d+)?$/.test(plain) ? Number(plain) : 0;
  };

  const head = (cell) => document.getElementById(`head-${cell.name}`)?.value ?? "";

  const show = () => {
    const used = rows().filter(isUsed);
    const sums = new Map();
    for (const cell of used.flatMap(cells)) {
      if (cell.dataset.kind !== "money") continue;
      sums.set(cell.name, (sums.get(cell.name) ?? 0) + amount(cell.value || head(cell)));
    }
    const texts = [...sums].filter(([, sum]) => sum).map(([name, sum]) => {
      const label = document.getElementById(`h-${name}`).textContent;
      return `${label}合计 ${sum.toLocaleString("zh-CN", { minimumFractionDigits: 2 })}`;
    });
    place.textContent = [`已填 ${used.length} 行`, ...texts].join("，");
  };

  form.addEventListener("input", show);
  form.addEventListener("change", show);
  table.addEventListener("grid-changed", show);
  table.addEventListener("grid-checked", show); // 五百元 reads 500.00 by now
  show();
})();
