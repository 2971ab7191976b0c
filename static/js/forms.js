// Forms: an error summary is focused, a changed form warns before it is left, and a
// button cannot be pressed twice.
(() => {
  "use strict";

  document.querySelector("[data-focus]")?.focus();

  for (const form of document.querySelectorAll("form[data-guard]")) {
    const state = () => new URLSearchParams(new FormData(form)).toString();
    const before = state();
    let leaving = false;
    form.addEventListener("submit", () => { leaving = true; });
    window.addEventListener("beforeunload", (event) => {
      if (!leaving && state() !== before) event.preventDefault();
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
  if (summary && window.matchMedia("(max-width: 62rem)").matches) summary.open = false;
})();
