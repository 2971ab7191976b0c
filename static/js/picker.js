// A text box that names a record offers matches while one types; the first is chosen
// by Enter, also before the list is there, unless others have its name: then one is to be
// marked first, and in a grid always where there are several. Without this script the
// number or the name is typed in full.
(() => {
  "use strict";

  let serial = 0;

  function parts(input) {
    const box = document.createElement("div");
    box.className = "pick-box";
    input.replaceWith(box);
    const list = document.createElement("ul");
    list.className = "pick-list";
    list.id = `pick-${++serial}`;
    list.hidden = true;
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", "候选");
    const status = document.createElement("p");
    status.className = "pick-status visually-hidden";
    status.setAttribute("role", "status");
    box.append(input, list, status);
    for (const [name, value] of Object.entries({
      role: "combobox", "aria-expanded": "false", "aria-controls": list.id, "aria-autocomplete": "list",
    })) input.setAttribute(name, value);
    return { list, status };
  }

  // Whether what was typed says that the first match is meant.
  function isClear(text, results, isGrid) {
    const [number, ...name] = results[0].value.split(" ");
    const namesake = ` ${name.join(" ")}`;
    return results.length === 1 || text === number
      || (!isGrid && !results.some(({ value }, index) => index && value.endsWith(namesake)));
  }

  function option(result, id) {
    const item = document.createElement("li");
    item.id = id;
    item.setAttribute("role", "option");
    item.dataset.value = result.value;
    item.textContent = result.value;
    const hint = document.createElement("small");
    hint.textContent = result.hint;
    item.append(hint);
    return item;
  }

  function enhance(input) {
    const isFirst = input === document.activeElement;
    const isGrid = Boolean(input.closest("table"));
    const { list, status } = parts(input);
    if (isFirst) input.focus(); // it was taken out of the page for a moment
    let active = -1;
    let asked = input.value.trim();
    let waiting = false; // for the answer to what has been typed
    let wanted = false; // Enter came before the answer
    let missing = false; // nothing is found: Enter must not send the form with it
    let timer;

    const say = (text, isShown = false) => {
      status.textContent = text;
      status.classList.toggle("visually-hidden", !isShown);
    };
    const show = (open) => {
      list.hidden = !open;
      input.setAttribute("aria-expanded", String(open));
      input.closest("td")?.classList.toggle("is-picking", open);
      if (!open) input.removeAttribute("aria-activedescendant");
      else input.dispatchEvent(new CustomEvent("pick-shown", { bubbles: true }));
      if (open && !isGrid) list.scrollIntoView({ block: "nearest", behavior: "instant" });
    };
    const mark = (index) => {
      active = index;
      [...list.children].forEach((item, i) => item.setAttribute("aria-selected", String(i === index)));
      input.setAttribute("aria-activedescendant", list.children[index].id);
      list.children[index].scrollIntoView({ block: "nearest" });
    };
    const unmark = () => {
      active = -1;
      list.querySelector("[aria-selected=true]")?.setAttribute("aria-selected", "false");
      input.removeAttribute("aria-activedescendant");
    };
    const choose = (item) => {
      input.value = item.dataset.value;
      asked = input.value;
      show(false);
      say("");
      input.dispatchEvent(new Event("change", { bubbles: true }));
    };
    const fill = (results) => {
      list.replaceChildren(...results.map((result, i) => option(result, `${list.id}-${i}`)));
      unmark();
      show(results.length > 0);
      missing = !results.length && !isGrid;
      if (!results.length) return say("没有找到，请核对后重填", true);
      if (!isClear(asked, results, isGrid)) return say(`找到 ${results.length} 个，请用上下键选一个，再按回车`, !isGrid);
      mark(0);
      say(`找到 ${results.length} 个，按上下键选择，按回车选定`);
      if (wanted) choose(list.children[0]);
    };
    const ask = async () => {
      const text = input.value.trim();
      waiting = text !== asked;
      if (!waiting) return;
      asked = text;
      if (!text) { waiting = false; say(""); return show(false); }
      say("正在查找…");
      let found;
      let reason = "查找失败";
      try {
        const answer = await fetch(`${input.dataset.pick}?q=${encodeURIComponent(text)}`);
        if (answer.ok && !answer.redirected) found = (await answer.json()).results;
      } catch {
        reason = "网络不通";
      }
      if (asked !== text) return;
      if (input.value.trim() !== text) { asked = null; return; } // more was typed: it is asked about next
      if (found) fill(found);
      else say(`${reason}，请填写完整的名称或编号`, true);
      waiting = wanted = false;
    };

    input.addEventListener("input", (event) => {
      wanted = missing = false;
      unmark(); // the matches shown are those of other letters
      if (event.isComposing) return;
      waiting = true;
      clearTimeout(timer);
      timer = setTimeout(ask, 120);
    });
    input.addEventListener("compositionend", ask);
    input.addEventListener("blur", () => {
      say(""); // the check on leaving tells what is wrong
      clearTimeout(timer);
      asked = ""; // an answer that comes later opens no list
      waiting = wanted = false;
      show(false);
    });
    list.addEventListener("mousedown", (event) => event.preventDefault()); // the box keeps the focus
    list.addEventListener("click", (event) => {
      const item = event.target.closest("li");
      if (item) choose(item);
    });
    input.addEventListener("keydown", (event) => {
      if (event.isComposing || event.ctrlKey || event.altKey) return;
      const last = list.children.length - 1;
      if (event.key === "Enter" && (waiting || missing)) wanted = waiting;
      else if (list.hidden) return;
      else if (event.key === "ArrowDown") mark(active < last ? active + 1 : 0);
      else if (event.key === "ArrowUp") mark(active > 0 ? active - 1 : last);
      else if (event.key === "Enter") list.children[active]?.click();
      else if (event.key === "Escape") show(false);
      else return;
      event.preventDefault();
    });
  }

  document.querySelectorAll("input[data-pick]").forEach(enhance);
  // A row that has been added to a grid brings boxes of its own.
  document.addEventListener("pick-added", ({ target }) => target.querySelectorAll("input[data-pick]").forEach(enhance));
})();
