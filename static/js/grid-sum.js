// Below the grid: how many rows are filled in, what their amounts come to while one types,
// and what the check has said of all of them.
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

  const showChecked = ({ rows: marks, text, good: number, doubtful }) => {
    form.querySelector("[data-count]").textContent = text;
    form.querySelector("[data-reason]").hidden = !doubtful;
    const good = form.querySelector("[data-good]");
    good.hidden = !number || number === Object.keys(marks).length;
    good.textContent = `只保存正确的 ${number} 行`;
  };

  form.addEventListener("input", show);
  form.addEventListener("change", show);
  table.addEventListener("grid-changed", show);
  table.addEventListener("grid-checked", ({ detail }) => {
    showChecked(detail.answer);
    show(); // 五百元 reads 500.00 by now
  });
  show();
})();
