// Keys: see templates/includes/shortcuts.html. None is heard while an input method is
// composing, single letters not while one types, and none where a person has switched
// them off.
(() => {
  "use strict";

  if (document.body.dataset.shortcuts === "off") return;

  const TYPED_IN = "input, textarea, select, [contenteditable='true'], dialog[open]";
  const click = (...keys) => {
    for (const key of keys) {
      const target = document.querySelector(`[data-key="${key}"]`);
      if (target) {
        target.click();
        return true;
      }
    }
    return false;
  };
  const open = () => {
    const dialog = document.getElementById("shortcuts");
    if (!dialog) return false;
    dialog.showModal();
    return true;
  };
  const search = () => {
    const box = document.querySelector('[role="search"] input[type="search"]');
    box?.select();
    box?.focus();
    return Boolean(box);
  };
  const single = {
    "?": open,
    "？": open,
    "/": search,
    n: () => click("new"),
    e: () => click("edit"),
  };

  function act(event) {
    const { key, ctrlKey, metaKey, altKey } = event;
    const command = ctrlKey || metaKey;
    if (command && !altKey && key === "Enter") return click("save-again", "save");
    if (command && !altKey && key.toLowerCase() === "s") return click("save");
    if (altKey && !command && event.code === "KeyS") return click("save-again", "save");
    if (command || altKey || event.target.closest?.(TYPED_IN)) return false;
    return Object.hasOwn(single, key) && single[key]();
  }

  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.defaultPrevented || event.repeat) return;
    if (act(event)) event.preventDefault();
  });
})();
