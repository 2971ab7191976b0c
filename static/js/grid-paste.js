// Cells copied from a spreadsheet fill the grid from the cell in use. The server says
// which of them is what: a row of headers among them names the columns. Nothing is left
// out without a word.
(() => {
  "use strict";

  const table = document.querySelector("[data-grid]");
  if (!table) return;
  const { form, body, cells, rowOf, rows, block, add, set, say } = table.grid;
  const alarm = document.querySelector("[data-lost]");

  const quoted = (texts) => texts.slice(0, 5).map((text) => `“${text}”`).join("、") + (texts.length > 5 ? "等" : "");

  // A chosen block which a few copies fill exactly gets them, as in a spreadsheet.
  const repeated = (lines, chosen) => {
    const [height, width] = [lines.length, lines[0]?.length];
    if (!chosen.length || !height || chosen.length % height || chosen[0].length % width) return lines;
    return chosen.map((line, i) => line.map((_, j) => lines[i % height][j % width]));
  };

  const fillAll = (chosen, text) => {
    set(chosen.flat().map((cell) => [cell, text]));
    say(`已粘贴到 ${chosen.length} 行 ${chosen[0].length} 列，Ctrl+Z 可撤回`);
    table.dispatchEvent(new CustomEvent("grid-left"));
  };

  const fill = (start, { columns, rows: lines, lost, skipped }) => {
    const first = rows().indexOf(rowOf(start));
    const left = cells(rowOf(start)).indexOf(start);
    const missing = first + lines.length - body.rows.length;
    const room = missing > 0 ? add(missing) : 0;
    const kept = lines.slice(0, lines.length - Math.max(missing - room, 0));
    const dropped = new Set(lost);
    const pairs = [];
    kept.forEach((line, i) => {
      const row = cells(body.rows[first + i]);
      line.forEach((text, j) => {
        const cell = columns ? row.find(({ name }) => name === columns[j]) : row[left + j];
        if (cell) pairs.push([cell, text]);
        else if (text) dropped.add(`右边第 ${left + j + 1 - row.length} 列`);
      });
    });
    const covered = pairs.filter(([cell, text]) => cell.value.trim() && cell.value !== text).length;
    set(pairs);
    say([
      `已粘贴 ${kept.length} 行${columns ? "，按表头对应各列" : ""}${covered ? `，覆盖了 ${covered} 格，Ctrl+Z 可撤回` : ""}`,
      skipped.length ? `不是名单的行没有粘贴：${quoted(skipped)}` : "",
    ].filter(Boolean).join("；"));
    const names = [...dropped].join("、");
    alarm.textContent = [
      kept.length < lines.length ? `还有 ${lines.length - kept.length} 行放不下，没有粘贴。` : "",
      dropped.size ? `这些列在录入表里没有位置，没有粘贴：${names}。` : "",
    ].join("");
    alarm.hidden = !alarm.textContent;
    table.dispatchEvent(new CustomEvent("grid-left"));
  };

  const read = async (text) => {
    const data = new FormData();
    data.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    data.set("do", "paste");
    data.set("text", text);
    const answer = await fetch(form.action, { method: "POST", body: data });
    if (!answer.ok || answer.redirected) throw new Error(answer.status);
    return answer.json();
  };

  body.addEventListener("paste", async (event) => {
    const chosen = block();
    const start = chosen[0]?.[0] ?? event.target;
    const text = event.clipboardData.getData("text/plain").replace(/\r?\n$/, "");
    const isTable = /[\t\n]/.test(text);
    if (start.tagName !== "INPUT" || (!isTable && !chosen.length)) return;
    event.preventDefault();
    if (!isTable) {
      fillAll(chosen, text.trim());
      return;
    }
    say("正在粘贴…");
    try {
      const pasted = await read(text);
      const lines = pasted.columns ? pasted.rows : repeated(pasted.rows, chosen);
      if (start.isConnected) fill(start, { ...pasted, rows: lines });
    } catch {
      say("粘贴失败，请再试一次");
    }
  });
})();
