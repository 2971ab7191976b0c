// Cells copied from a spreadsheet fill the grid from the cell in use. A row of headers
// among them says which column is which. Nothing is left out without a word.
(() => {
  "use strict";

  const table = document.querySelector("[data-grid]");
  if (!table) return;
  const { body, cells, rowOf, rows, add, set, say, isShared, share } = table.grid;
  const columns = [...table.tHead.querySelectorAll("[data-keys]")].map((head) => head.dataset.keys.split(" "));

  // Rows of cells; a cell with a tab, a quote or a line break in it stands in quotes.
  const parse = (text) => {
    const table = [[]];
    const pattern = /("(?:[^"]|"")*"|[^\t\n]*)(\t|\n|$)/g;
    const plain = text.replace(/\r\n?/g, "\n").replace(/\n$/, "");
    for (const [whole, cell, end] of plain.matchAll(pattern)) {
      if (!whole && table.at(-1).length && !plain.endsWith("\t")) break;
      const inner = cell.startsWith('"') && cell.length > 1 ? cell.slice(1, -1).replaceAll('""', '"') : cell;
      table.at(-1).push(inner.replace(/\s*\n\s*/g, " ").trim());
      if (!end) break;
      if (end === "\n") table.push([]);
    }
    return table;
  };

  const key = (text) => text.normalize("NFKC").toLowerCase().replace(/[\s*＊:：]/g, "");

  // The grid's column for each pasted one (-1: none of ours), or null without headers.
  const headers = (first) => {
    const found = first.map((text) => columns.findIndex((keys) => keys.includes(key(text))));
    return found.filter((index, j) => index >= 0 || isShared(key(first[j]))).length >= 2 ? found : null;
  };

  // [[key, texts], …] of the pasted columns whose field stands above the grid.
  const above = (first, named, lines) => first.map((text, j) => [key(text), lines.map((line) => line[j] ?? "")])
    .filter(([name], j) => named[j] < 0 && isShared(name));

  // Two pasted columns of one grid column, 工号 and 姓名, are put together.
  const place = (pairs, cell, text) => {
    const known = pairs.find((pair) => pair[0] === cell);
    if (!known) pairs.push([cell, text]);
    else if (text && !known[1].split(" ").includes(text)) known[1] = `${known[1]} ${text}`.trim();
  };

  const fill = (start, pasted) => {
    const named = headers(pasted[0]);
    const lines = named ? pasted.slice(1) : pasted;
    const first = rows().indexOf(rowOf(start));
    const left = cells(rowOf(start)).indexOf(start);
    const missing = first + lines.length - body.rows.length;
    const room = missing > 0 ? add(missing) : 0;
    const kept = lines.slice(0, lines.length - Math.max(missing - room, 0));
    const pairs = [];
    const dropped = new Set();
    kept.forEach((line, i) => {
      const row = cells(body.rows[first + i]);
      const pairsOfRow = [];
      line.forEach((text, j) => {
        const cell = row[named ? named[j] : left + j];
        if (cell) place(pairsOfRow, cell, text);
        else if (text && !(named && isShared(key(pasted[0][j] ?? "")))) dropped.add(named ? pasted[0][j] || `第 ${j + 1} 列` : `右边第 ${left + j + 1 - row.length} 列`);
      });
      pairs.push(...pairsOfRow);
    });
    const covered = pairs.filter(([cell, text]) => cell.value.trim() && cell.value !== text).length;
    const shared = share(named ? above(pasted[0], named, kept) : []);
    set([...pairs, ...shared]);
    say([
      `已粘贴 ${kept.length} 行${named ? "，按表头对应各列" : ""}${covered ? `，覆盖了 ${covered} 格，Ctrl+Z 可撤回` : ""}`,
      shared.length ? `表格上方也填好了 ${shared.length} 项` : "",
      kept.length < lines.length ? `还有 ${lines.length - kept.length} 行放不下，没有粘贴` : "",
      dropped.size ? `这些列在录入表里没有位置，没有粘贴：${[...dropped].join("、")}` : "",
    ].filter(Boolean).join("；"));
    table.dispatchEvent(new CustomEvent("grid-left"));
  };

  body.addEventListener("paste", (event) => {
    const text = event.clipboardData.getData("text/plain");
    if (event.target.tagName !== "INPUT" || !/[\t\n]/.test(text.trim())) return;
    event.preventDefault();
    fill(event.target, parse(text));
  });
})();
