// Lists and the radar: walk with j and k, open with Enter, select with x, act with a. Selection feeds the bulk bar.
import { say } from "./words.js";

const ROWS = ".rows tbody tr, .radar > li[data-row], .cards > li[data-row]";
const rows = () => [...document.querySelectorAll(ROWS)];
const boxOf = (row) => row.querySelector("input[type=checkbox][name=item]");
let last = null; // the row last ticked: shift ticks everything between

function here() {
  return document.querySelector(".here:is(tr, li)");
}

function go(step) {
  const all = rows();
  if (!all.length) return;
  const at = all.indexOf(here());
  const next = all[Math.min(Math.max(at + step, 0), all.length - 1)];
  all.forEach((row) => row.classList.toggle("here", row === next));
  (next.querySelector("a.open, .what a") || next.querySelector("a, button"))?.focus({ preventScroll: true });
  next.scrollIntoView({ block: "nearest" });
}

function sync(list) {
  const boxes = [...list.querySelectorAll("input[name=item]")];
  const chosen = boxes.filter((box) => box.checked);
  boxes.forEach((box) => box.closest("tr, li").classList.toggle("chosen", box.checked));
  const all = list.querySelector("input[data-all]");
  if (all) {
    all.checked = chosen.length > 0 && chosen.length === boxes.length;
    all.indeterminate = chosen.length > 0 && chosen.length < boxes.length;
  }
  const bulk = list.querySelector(".bulk");
  if (!bulk) return;
  bulk.hidden = !chosen.length;
  bulk.querySelector("[data-count]").textContent = say("selected", { n: chosen.length });
  // An action is offered when at least one of the chosen may take it; the answer says what became of each.
  // Where lines are of different kinds (data-alike), all of them must.
  const each = chosen.map((box) => new Set((box.dataset.may || "").split(" ")));
  const may = (name) => ("alike" in list.dataset ? each.every((one) => one.has(name)) : each.some((one) => one.has(name)));
  const buttons = [...bulk.querySelectorAll("[data-action]")];
  buttons.forEach((button) => (button.hidden = !may(button.dataset.action)));
  const unlike = bulk.querySelector("[data-unlike]");
  if (unlike) unlike.hidden = buttons.some((button) => !button.hidden);
}

document.addEventListener("change", (event) => {
  const list = event.target.closest("[data-list]");
  if (!list) return;
  if (event.target.matches("[data-all]")) list.querySelectorAll("input[name=item]").forEach((box) => (box.checked = event.target.checked));
  else if (!event.target.matches("input[name=item]")) return;
  sync(list);
});

document.addEventListener("click", (event) => {
  const box = event.target.closest("[data-list] input[name=item]");
  if (box) {
    const all = rows(), row = box.closest("tr, li");
    if (event.shiftKey && last?.isConnected) {
      const [from, to] = [all.indexOf(last), all.indexOf(row)].sort((a, b) => a - b);
      all.slice(from, to + 1).forEach((each) => boxOf(each) && (boxOf(each).checked = box.checked));
    }
    last = row;
    sync(box.closest("[data-list]"));
  }
  if (event.target.closest("[data-unselect]")) {
    const list = event.target.closest("[data-list]");
    list.querySelectorAll("input[name=item]").forEach((each) => (each.checked = false));
    sync(list);
  }
});

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
  if (event.target.closest("input:not([type=checkbox]), textarea, select, [contenteditable]")) return;
  const row = here();
  if (event.key === "j") go(1);
  else if (event.key === "k") go(-1);
  else if (event.key === "x" && row && boxOf(row)) {
    boxOf(row).checked = !boxOf(row).checked;
    last = row;
    sync(row.closest("[data-list]"));
  } else if (event.key === "a" && row) {
    (row.querySelector(".go .btn, .btn[data-act]") || row.closest("[data-list]")?.querySelector(".bulk:not([hidden]) .btn"))?.focus();
  } else if ((event.key === "o" || (event.key === "Enter" && event.target === document.body)) && row) row.querySelector("a.open, .what a")?.click();
});

for (const name of ["htmx:afterSettle", "pageshow"]) addEventListener(name, () => document.querySelectorAll("[data-list]").forEach(sync));
