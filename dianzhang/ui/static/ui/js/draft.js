// The document of a draft: the line one is in, jumping to a line, Ctrl-S that saves.
const field = () => document.querySelector("textarea[data-document]");

function place(line) {
  const area = field();
  const lines = area.value.split("\n");
  const start = lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0);
  area.focus();
  area.setSelectionRange(start, start + (lines[line - 1] || "").length);
  area.scrollTop = ((line - 4) / lines.length) * area.scrollHeight;
  show();
}

function show() {
  const area = field();
  const output = document.querySelector("[data-line-now]");
  if (area && output) output.textContent = area.value.slice(0, area.selectionStart).split("\n").length;
}

document.addEventListener("click", (event) => {
  const jump = event.target.closest("[data-jump]");
  if (jump && field()) place(Number(jump.dataset.jump));
});
document.addEventListener("selectionchange", () => document.activeElement === field() && show());
document.addEventListener("keydown", (event) => {
  if (event.target !== field()) return;
  if (event.key === "s" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    event.target.form.requestSubmit();
  }
});
