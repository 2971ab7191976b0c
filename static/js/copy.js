// A button data-copy="id" copies the text of that box. Without a script the box stands
// there to be marked and copied by hand.
for (const button of document.querySelectorAll("[data-copy]")) {
  const box = document.getElementById(button.dataset.copy);
  button.hidden = false;
  button.addEventListener("click", async () => {
    box.select();
    let done = false;
    try {
      await navigator.clipboard.writeText(box.value);
      done = true;
    } catch {
      // Only pages of a safe address have a clipboard; the old command does without.
      done = document.execCommand("copy");
    }
    button.textContent = done ? "已复制" : "请按 Ctrl+C 复制";
  });
}
