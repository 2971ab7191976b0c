// Text under 14 px, lines closer than 1.5, and positive tab stops.
() => {
  const found = new Set();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const e = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || e.closest("svg, script, .visually-hidden")) continue;
    if (!e.checkVisibility({visibilityProperty: true})) continue;
    const style = getComputedStyle(e), size = parseFloat(style.fontSize);
    if (size < 13.9) found.add(`text of ${size} px: ${e.outerHTML.slice(0, 90)}`);
    const wraps = style.whiteSpace !== "nowrap" && style.display !== "inline-block";
    if (wraps && parseFloat(style.lineHeight) / size < 1.49 && !/^H\d$|BUTTON|SELECT|OPTION/.test(e.tagName))
      found.add(`lines of ${style.lineHeight}: ${e.outerHTML.slice(0, 90)}`);
  }
  for (const e of document.querySelectorAll("[tabindex]"))
    if (e.tabIndex > 0) found.add(`tabindex: ${e.outerHTML.slice(0, 90)}`);
  return [...found];
}
