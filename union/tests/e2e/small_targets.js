// What somebody presses and is smaller than 24 × 24 px, links in a line of text apart
// (WCAG 2.5.8).
() => {
  const found = [];
  for (const e of document.querySelectorAll("a[href], button, input, select, summary, [role=button]")) {
    if (e.type === "hidden" || e.closest(".chart") || !e.checkVisibility({visibilityProperty: true})) continue;
    if (e.tabIndex < 0 || e.closest(".visually-hidden") || e.matches(".visually-hidden, .skip")) continue;
    const label = e.labels && e.labels[0] ? e.labels[0].getBoundingClientRect() : {width: 0, height: 0};
    const box = e.getBoundingClientRect();
    if (getComputedStyle(e).display === "inline" && e.tagName === "A") continue;
    if (Math.max(box.width, label.width) < 23.5 || Math.max(box.height, label.height) < 23.5)
      found.push(`${e.outerHTML.slice(0, 90)} is ${Math.round(box.width)}×${Math.round(box.height)}`);
  }
  return found;
}
