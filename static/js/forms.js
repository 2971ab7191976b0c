// Forms: an error summary is focused, a changed form warns before it is left, a button
// cannot be pressed twice, a date may be picked from a calendar. Messages can be closed.
(() => {
  "use strict";

  document.querySelector("[data-focus]")?.focus();

  for (const form of document.querySelectorAll("form[data-guard]")) {
    const state = () => new URLSearchParams(new FormData(form)).toString();
    const before = state();
    let leaving = false;
    form.addEventListener("submit", () => { leaving = true; });
    window.addEventListener("beforeunload", (event) => {
      const isChanged = form.dataset.guard === "changed" || state() !== before;
      if (!leaving && isChanged) event.preventDefault();
    });
  }

  for (const form of document.querySelectorAll("form[data-once]")) {
    form.addEventListener("submit", (event) => {
      if (form.dataset.sent) {
        event.preventDefault();
        return;
      }
      form.dataset.sent = "1";
      event.submitter?.setAttribute("aria-busy", "true");
    });
    // Back from the browser's cache: the form may be sent again.
    window.addEventListener("pageshow", () => {
      delete form.dataset.sent;
      form.querySelector("[aria-busy]")?.removeAttribute("aria-busy");
    });
  }

  const summary = document.querySelector("[data-sidebar]");
  if (summary) {
    if (window.matchMedia("(max-width: 62rem)").matches) summary.open = false;
    summary.dataset.ready = "";
  }
  // The menu is longer than the screen: show where one is.
  const current = summary?.querySelector("[aria-current]");
  if (current && current.offsetTop > summary.clientHeight - 2 * current.offsetHeight) {
    summary.scrollTop = current.offsetTop - summary.clientHeight / 2;
  }

  // Beside the box in which dates are typed, and no stop on the way of the Tab key.
  for (const input of document.querySelectorAll("form.record-form input.datebox")) {
    const box = document.createElement("div");
    const button = document.createElement("button");
    const native = document.createElement("input");
    box.className = "calendar-box";
    button.type = "button";
    button.tabIndex = native.tabIndex = -1;
    button.setAttribute("aria-label", `从日历选择${input.labels[0]?.textContent.replace("*", "").trim() ?? "日期"}`);
    button.innerHTML = '<i class="bi bi-calendar3" aria-hidden="true"></i>';
    native.type = "date";
    native.className = "calendar-native";
    native.setAttribute("aria-hidden", "true");
    const isFirst = input === document.activeElement;
    input.replaceWith(box);
    box.append(input, native, button);
    if (isFirst) input.focus();
    button.addEventListener("click", () => {
      native.value = input.value;
      native.showPicker();
    });
    native.addEventListener("change", () => {
      input.focus();
      input.value = native.value;
      input.dispatchEvent(new Event("change", { bubbles: true }));
    });
  }

  // On a narrow screen the panel of the person picked stands where one picks.
  const panel = document.querySelector(".form-grid > .about, .form-grid > .standing");
  if (panel && window.matchMedia("(max-width: 62rem)").matches) {
    document.querySelector(".form-grid > .form-card .row")?.after(panel);
  }

  for (const button of document.querySelectorAll("[data-print]")) {
    button.addEventListener("click", () => window.print());
  }

  for (const button of document.querySelectorAll("[data-close]")) {
    button.hidden = false;
    button.addEventListener("click", () => button.parentElement.remove());
  }
})();
