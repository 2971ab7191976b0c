// A text box that names a record offers matches while one types. Without this script
// the number or the name is typed in full.
(() => {
  "use strict";

  let serial = 0;

  function enhance(input) {
    const box = document.createElement("div");
    box.className = "pick-box";
    input.replaceWith(box);
    const list = document.createElement("ul");
    list.className = "pick-list";
    list.id = `pick-${++serial}`;
    list.hidden = true;
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", "候选");
    box.append(input, list);
    for (const [name, value] of Object.entries({
      role: "combobox", "aria-expanded": "false", "aria-controls": list.id, "aria-autocomplete": "list",
    })) input.setAttribute(name, value);

    let active = -1;
    let asked = "";
    let timer;

    const show = (open) => {
      list.hidden = !open;
      input.setAttribute("aria-expanded", String(open));
      if (!open) input.removeAttribute("aria-activedescendant");
    };
    const mark = (index) => {
      active = index;
      [...list.children].forEach((item, i) => item.setAttribute("aria-selected", String(i === index)));
      if (list.children[index]) {
        input.setAttribute("aria-activedescendant", list.children[index].id);
        list.children[index].scrollIntoView({ block: "nearest" });
      }
    };
    const choose = (item) => {
      input.value = item.dataset.value;
      clearTimeout(timer);
      asked = "";
      show(false);
      input.dispatchEvent(new Event("change", { bubbles: true }));
    };
    const fill = (results) => {
      list.replaceChildren(...results.map((result, i) => {
        const item = document.createElement("li");
        item.id = `${list.id}-${i}`;
        item.setAttribute("role", "option");
        item.dataset.value = result.value;
        item.textContent = result.value;
        const hint = document.createElement("small");
        hint.textContent = result.hint;
        item.append(hint);
        item.addEventListener("mousedown", (event) => { event.preventDefault(); choose(item); });
        return item;
      }));
      show(results.length > 0);
      mark(results.length ? 0 : -1);
    };
    const ask = async () => {
      const text = input.value.trim();
      if (text === asked) return;
      asked = text;
      if (!text) return show(false);
      const answer = await fetch(`${input.dataset.pick}?q=${encodeURIComponent(text)}`);
      if (answer.ok && asked === text) fill((await answer.json()).results);
    };

    input.addEventListener("input", (event) => {
      if (event.isComposing) return;
      clearTimeout(timer);
      timer = setTimeout(ask, 120);
    });
    input.addEventListener("compositionend", ask);
    input.addEventListener("blur", () => show(false));
    input.addEventListener("keydown", (event) => {
      if (list.hidden || event.isComposing) return;
      const last = list.children.length - 1;
      if (event.key === "ArrowDown") mark(active < last ? active + 1 : 0);
      else if (event.key === "ArrowUp") mark(active > 0 ? active - 1 : last);
      else if (event.key === "Enter" && active >= 0) choose(list.children[active]);
      else if (event.key === "Escape") show(false);
      else return;
      event.preventDefault();
    });
  }

  document.querySelectorAll("input[data-pick]").forEach(enhance);
})();
