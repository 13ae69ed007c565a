// The document of a draft: line numbers with what is wrong beside them, jumping to a line, Tab that indents, Ctrl-S that saves.
import { say } from "./words.js";

const INDENT = "  ";
const field = () => document.querySelector("textarea[data-document]");
const gutter = () => document.querySelector("[data-gutter]");
const changed = (area) => !area.readOnly && area.value !== area.defaultValue;

function place(line, stay = false) {
  const area = field();
  const lines = area.value.split("\n");
  const start = lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0);
  if (!stay) area.focus({ preventScroll: true });
  area.setSelectionRange(start, start + (lines[line - 1] || "").length);
  area.scrollTop = (line - 4) * height(area);
  area.scrollLeft = 0;
  const box = area.getBoundingClientRect();
  if (box.top < 0 || box.top > innerHeight / 2) area.scrollIntoView({ block: "start" }); // on a phone it stands above
  show();
}

const height = (area) => parseFloat(getComputedStyle(area).lineHeight);
const at = (area) => area.value.slice(0, area.selectionStart).split("\n").length;

// The worst that is said of each line.
function marks() {
  const found = new Map();
  for (const jump of document.querySelectorAll("#finding [data-level]")) {
    if (found.get(jump.dataset.jump) !== "late") found.set(jump.dataset.jump, jump.dataset.level);
  }
  return found;
}

function number() {
  const area = field();
  if (!area || !gutter()) return;
  const levels = marks();
  const rows = document.createDocumentFragment();
  for (let line = 1; line <= area.value.split("\n").length; line += 1) {
    const row = document.createElement("i");
    row.textContent = line;
    row.dataset.jump = line;
    if (levels.has(String(line))) row.className = levels.get(String(line));
    rows.append(row);
  }
  gutter().replaceChildren(rows);
  show();
}

let here = null;
function show() {
  const area = field();
  if (!area) return;
  const line = at(area);
  const output = document.querySelector("[data-line-now]");
  if (output) output.textContent = line;
  here?.removeAttribute("aria-current");
  here = gutter()?.children[line - 1] || null;
  here?.setAttribute("aria-current", "true");
  follow();
}

const follow = () => gutter() && (gutter().scrollTop = field().scrollTop);

function typed() {
  const area = field();
  if (gutter() && gutter().childElementCount !== area.value.split("\n").length) number();
  const unsaved = document.querySelector("[data-unsaved]");
  if (unsaved) unsaved.hidden = !changed(area);
}

// As if typed, so that it can be undone.
const write = (text) => document.execCommand("insertText", false, text);

function indent(area, back) {
  const { value, selectionStart, selectionEnd } = area;
  if (!back && !value.slice(selectionStart, selectionEnd).includes("\n")) return write(INDENT);
  const start = value.lastIndexOf("\n", selectionStart - 1) + 1;
  const lines = value.slice(start, selectionEnd).split("\n");
  const moved = lines.map((line) => (back ? line.replace(/^ {1,2}|^\t/, "") : line && INDENT + line)).join("\n");
  area.setSelectionRange(start, selectionEnd);
  if (moved) write(moved);
  else if (selectionEnd > start) document.execCommand("delete");
  if (lines.length > 1) area.setSelectionRange(start, start + moved.length);
}

let leaving = false; // Esc was pressed: the next Tab leaves the document, as Tab does elsewhere
document.addEventListener("keydown", (event) => {
  const area = event.target;
  if (area !== field() || area.readOnly) return;
  if (event.key === "s" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    area.form.requestSubmit();
  } else if (event.key === "Tab" && !leaving && !event.ctrlKey && !event.altKey && !event.metaKey) {
    event.preventDefault();
    indent(area, event.shiftKey);
  }
  if (event.key !== "Shift") leaving = event.key === "Escape";
});

document.addEventListener("click", (event) => {
  const jump = event.target.closest("[data-jump]");
  if (jump && field()) place(Number(jump.dataset.jump));
});

// A clause chosen from the list: with the arrows one goes on choosing, Enter goes to work there.
document.addEventListener("change", (event) => {
  const list = event.target.closest("[data-jump-to]");
  if (list?.value && field()) place(Number(list.value), true);
});
document.addEventListener("keydown", (event) => {
  const list = event.target.closest("[data-jump-to]");
  if (event.key === "Enter" && list?.value && field()) {
    event.preventDefault();
    place(Number(list.value));
  }
});

// What is done beside the document is done with what is saved.
document.addEventListener("click", (event) => {
  const act = event.target.closest(".drafting .beside :is([data-act], .range button)");
  if (act && field() && changed(field()) && !confirm(say("unsavedText"))) {
    event.preventDefault();
    event.stopImmediatePropagation();
  }
}, true);

document.addEventListener("selectionchange", () => document.activeElement === field() && show());
document.addEventListener("input", (event) => event.target === field() && typed());
document.addEventListener("scroll", (event) => event.target === field() && follow(), true);
document.addEventListener("htmx:afterSettle", (event) => event.target.id === "finding" && number());
number();
if (field()) typed();
