// What is done to a chosen block at one stroke: copied and cut as a spreadsheet reads it,
// emptied, filled down from its first row.
(() => {
  "use strict";

  const table = document.querySelector("[data-grid]");
  if (!table) return;
  const { body, cells, rowOf, block, set, say } = table.grid;

  const size = (lines) => `${lines.length} 行 ${lines[0].length} 列`;
  const quoted = (text) => (/^"|[\t\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

  const change = (pairs, text) => {
    set(pairs);
    say(`${text}，Ctrl+Z 可撤回`);
    table.dispatchEvent(new CustomEvent("grid-left"));
  };
  const empty = (lines, verb) => change(lines.flat().map((cell) => [cell, ""]), `${verb} ${size(lines)}`);

  const copy = (event) => {
    const lines = block();
    if (!lines.length) return;
    event.preventDefault();
    const texts = lines.map((line) => line.map(({ value }) => quoted(value)).join("\t"));
    event.clipboardData.setData("text/plain", texts.join("\r\n"));
    if (event.type === "cut") empty(lines, "已剪切");
    else say(`已复制 ${size(lines)}`);
  };

  // A single row takes what stands above it.
  const fillDown = (lines) => {
    const above = rowOf(lines[0][0]).previousElementSibling;
    const left = cells(rowOf(lines[0][0])).indexOf(lines[0][0]);
    const [source, ...rest] = lines.length > 1 || !above ? lines : [cells(above).slice(left), lines[0]];
    const pairs = rest.flatMap((line) => line.map((cell, j) => [cell, source[j].value]));
    if (pairs.length) change(pairs, `已向下填充 ${rest.length} 行`);
  };

  body.addEventListener("copy", copy);
  body.addEventListener("cut", copy);
  body.addEventListener("keydown", (event) => {
    const lines = block();
    const control = event.ctrlKey || event.metaKey;
    if (!lines.length || event.isComposing || event.keyCode === 229) return;
    if (event.key === "Delete" && !control && !event.altKey) empty(lines, "已清空");
    else if (control && event.key.toLowerCase() === "d") fillDown(lines);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }, true);
})();
