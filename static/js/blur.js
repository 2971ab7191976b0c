// Inline check: when one leaves a field that was changed, the server says what it would
// say on saving, and the field shows how it was read (6-1 → 2026-06-01). While one types,
// a message only goes away. Without this script all is checked on saving.
(() => {
  "use strict";

  const form = document.querySelector("form[data-check]");
  if (!form) return;
  const before = new Map();
  const touched = new Set();
  let timer;
  let request;

  const input = (name) => {
    const found = form.elements[name];
    return found instanceof Element ? found : null;
  };

  function show(field, errors) {
    const id = `${field.id}_error`;
    const described = (field.getAttribute("aria-describedby") ?? "").split(" ").filter((other) => other && other !== id);
    let message = document.getElementById(id);
    if (!errors.length) {
      message?.remove();
      field.removeAttribute("aria-invalid");
    } else {
      if (!message) {
        message = document.createElement("div");
        message.id = id;
        message.className = "invalid-feedback d-block";
        message.setAttribute("role", "status");
        (document.getElementById(`div_${field.id}`) ?? field.parentElement).append(message);
      }
      const text = document.createElement("strong");
      text.textContent = errors.join(" ");
      message.replaceChildren(text);
      field.setAttribute("aria-invalid", "true");
      described.push(id);
    }
    field.classList.toggle("is-invalid", errors.length > 0);
    if (described.length) field.setAttribute("aria-describedby", described.join(" "));
    else field.removeAttribute("aria-describedby");
    if (!errors.length) forget(field);
  }

  function forget(field) {
    const summary = document.querySelector(".error-summary");
    summary?.querySelectorAll(`a[href="#${field.id}"]`).forEach((link) => link.closest("li").remove());
    const left = summary?.querySelectorAll("li").length;
    const count = summary?.querySelector("[data-errors]");
    if (left === 0) summary.remove();
    else if (count) count.textContent = left;
  }

  function apply(answer, sent) {
    for (const [name, { errors, value }] of Object.entries(answer)) {
      const field = input(name);
      if (!field || field.value !== sent.get(name)) continue;
      const isHere = field === document.activeElement;
      if (!isHere || !errors.length) show(field, errors);
      if (!isHere && value !== null && value !== field.value) field.value = value;
    }
  }

  async function check() {
    request?.abort();
    request = new AbortController();
    const sent = new FormData(form);
    const url = new URL(form.dataset.check, location.href);
    for (const name of touched) url.searchParams.append("field", name);
    try {
      // Marked as a request of a script: a lost login must not take it for a saved form.
      const answer = await fetch(url, { method: "POST", body: sent, headers: { "HX-Request": "true" }, signal: request.signal });
      const isJson = answer.headers.get("Content-Type")?.startsWith("application/json");
      if (answer.ok && isJson) apply(await answer.json(), sent);
    } catch {
      // Left the page or lost the network: saving checks again.
    }
  }

  const later = (milliseconds) => {
    clearTimeout(timer);
    timer = setTimeout(check, milliseconds);
  };
  const isChecked = (field) => field.name && field.type !== "hidden" && field.id && field.name in form.elements;

  for (const field of form.elements) if (isChecked(field)) before.set(field.name, field.value);
  form.addEventListener("focusout", ({ target }) => {
    if (!isChecked(target) || (!touched.has(target.name) && before.get(target.name) === target.value)) return;
    touched.add(target.name);
    later(60);
  });
  form.addEventListener("change", ({ target }) => {
    if (!isChecked(target) || !target.matches("select, [type=checkbox], [type=radio]")) return;
    touched.add(target.name);
    later(60);
  });
  form.addEventListener("input", ({ target, isComposing }) => {
    if (isComposing || !target.classList.contains("is-invalid")) return;
    touched.add(target.name);
    later(400);
  });
  form.addEventListener("submit", () => { clearTimeout(timer); request?.abort(); });
})();
