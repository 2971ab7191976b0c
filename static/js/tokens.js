// The tokens of a text, {{会员总数}}, are chips that show their number. They can be moved
// by dragging or cut and paste, and removed; the text area beneath keeps the text.
(() => {
  "use strict";

  const TOKEN = /\{\{([^{}\n]{0,80})\}\}/g;
  const texts = new Map();
  for (const item of document.querySelectorAll("[data-palette] [data-token]")) {
    texts.set(item.dataset.token, item.dataset.text);
  }

  function chip(name) {
    const element = document.createElement("span");
    element.className = texts.has(name) ? "chip" : "chip unknown";
    element.contentEditable = "false";
    element.draggable = true;
    element.dataset.name = name;
    element.title = `${name}（退格键删除，可拖动）`;
    element.textContent = texts.get(name) ?? name;
    return element;
  }

  function asNodes(text) {
    const fragment = document.createDocumentFragment();
    let end = 0;
    for (const match of text.matchAll(TOKEN)) {
      fragment.append(text.slice(end, match.index), chip(match[1].trim()));
      end = match.index + match[0].length;
    }
    fragment.append(text.slice(end));
    return fragment;
  }

  function asText(node) {
    if (node.nodeType === Node.TEXT_NODE) return node.data;
    if (node.dataset?.name !== undefined) return `{{${node.dataset.name}}}`;
    if (node.nodeName === "BR") return "\n";
    const inner = [...node.childNodes].map(asText).join("");
    const isLine = node.nodeName === "DIV" && node.previousSibling;
    return isLine ? `\n${inner}` : inner;
  }

  function enhance(area) {
    const editor = document.createElement("div");
    editor.className = "form-control token-editor";
    editor.contentEditable = "true";
    editor.setAttribute("role", "textbox");
    editor.setAttribute("aria-multiline", "true");
    editor.setAttribute("aria-label", area.labels[0]?.textContent.trim() ?? "正文");
    editor.append(asNodes(area.value));
    area.hidden = true;
    area.before(editor);

    let dragged = null;
    let place = null; // where the next chip goes, also after a click elsewhere

    const changed = () => {
      const text = [...editor.childNodes].map(asText).join("");
      if (text === area.value) return;
      area.value = text;
      area.dispatchEvent(new Event("input", { bubbles: true }));
    };
    const put = (range, nodes) => {
      range.deleteContents();
      const last = nodes.lastChild;
      range.insertNode(nodes);
      if (last) range.setStartAfter(last);
      range.collapse(true);
      const selection = getSelection();
      selection.removeAllRanges();
      selection.addRange(range);
      changed();
    };
    const selected = () => {
      const selection = getSelection();
      return selection.rangeCount && editor.contains(selection.anchorNode) ? selection.getRangeAt(0) : null;
    };
    const pointed = (event) => {
      const position = document.caretPositionFromPoint?.(event.clientX, event.clientY);
      if (!position) return document.caretRangeFromPoint?.(event.clientX, event.clientY);
      const range = document.createRange();
      range.setStart(position.offsetNode, position.offset);
      return range;
    };
    const copied = (event) => {
      const range = selected();
      if (!range) return;
      event.clipboardData.setData("text/plain", asText(range.cloneContents()));
      event.preventDefault();
      if (event.type === "cut") put(range, document.createDocumentFragment());
    };

    editor.addEventListener("input", (event) => { event.stopPropagation(); changed(); });
    document.addEventListener("selectionchange", () => { place = selected()?.cloneRange() ?? place; });
    editor.addEventListener("copy", copied);
    editor.addEventListener("cut", copied);
    editor.addEventListener("paste", (event) => {
      event.preventDefault();
      const range = selected();
      if (range) put(range, asNodes(event.clipboardData.getData("text/plain")));
    });
    editor.addEventListener("dragstart", (event) => {
      dragged = event.target.closest?.(".chip");
      if (dragged) event.dataTransfer.setData("text/plain", asText(dragged));
    });
    editor.addEventListener("dragover", (event) => event.preventDefault());
    editor.addEventListener("drop", (event) => {
      event.preventDefault();
      const range = pointed(event);
      if (!range || !editor.contains(range.startContainer)) return;
      if (range.startContainer.parentNode.closest?.(".chip")) range.setStartAfter(range.startContainer.parentNode);
      range.collapse(true);
      const nodes = asNodes(event.dataTransfer.getData("text/plain"));
      put(range, nodes);
      dragged?.remove();
      dragged = null;
      changed();
    });
    // The palette sends the name of a figure here.
    area.addEventListener("token", (event) => {
      const range = place ?? document.createRange();
      if (!place) range.selectNodeContents(editor);
      range.collapse(false);
      editor.focus();
      put(range, asNodes(`{{${event.detail}}}`));
    });
  }

  document.querySelectorAll("textarea[data-tokens]").forEach(enhance);
})();
