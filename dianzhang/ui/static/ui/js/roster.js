// The week of a unit: choose a shift, then paint cells by mouse or finger; or choose cells and press a shift's number.
let brush = ""; // the shift chosen, "0" clears; stays chosen from one change to the next
let from = null; // the cell at which painting or choosing begins
let focus = ""; // where the keyboard was, to be found again once the week is drawn anew

const root = () => document.querySelector("[data-roster]");
const cellOf = (target) => target.closest?.("[data-roster] [data-cell]");
const rowsOf = () => [...root().querySelectorAll("tbody tr")].map((row) => [...row.querySelectorAll("[data-cell]")]);
const chosen = () => [...root().querySelectorAll(".aim")];

function place(cell) {
  const rows = rowsOf();
  const y = rows.findIndex((row) => row.includes(cell));
  return { x: rows[y].indexOf(cell), y };
}

function choose(first, last) {
  const [a, b] = [place(first), place(last)];
  rowsOf().forEach((row, y) =>
    row.forEach((cell, x) => {
      const inside = x >= Math.min(a.x, b.x) && x <= Math.max(a.x, b.x) && y >= Math.min(a.y, b.y) && y <= Math.max(a.y, b.y);
      cell.classList.toggle("aim", inside);
      cell.setAttribute("aria-selected", inside);
    }),
  );
}

function go(cell) {
  root().querySelectorAll('[data-cell][tabindex="0"]').forEach((one) => one.setAttribute("tabindex", "-1"));
  cell.setAttribute("tabindex", "0");
  cell.focus();
  focus = cell.dataset.cell;
}

function take(which) {
  brush = which;
  root()?.querySelectorAll("[data-brush]").forEach((one) => one.setAttribute("aria-pressed", one.dataset.brush === brush));
}

function paint(shift) {
  const here = root();
  const cells = chosen().filter((cell) => !cell.classList.contains("fixed"));
  if (!cells.length) return;
  cells.forEach((cell) => cell.classList.add("saving"));
  const values = { do: "paint", unit: here.dataset.unit, week: here.dataset.week, cell: cells.map((cell) => `${cell.dataset.cell}:${shift}`) };
  window.htmx.ajax("POST", here.dataset.url, { target: "#roster", swap: "outerHTML", values });
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-roster] [data-brush]");
  if (!button) return;
  if (chosen().length) paint(button.dataset.brush);
  else take(brush === button.dataset.brush ? "" : button.dataset.brush);
});

document.addEventListener("pointerdown", (event) => {
  const cell = cellOf(event.target);
  if (!cell || event.button) return;
  from = cell;
  if (event.pointerType !== "touch") {
    choose(from, cell);
    event.preventDefault(); // no text is marked
    go(cell);
  }
});

document.addEventListener("pointerover", (event) => {
  const cell = from && event.pointerType !== "touch" && cellOf(event.target);
  if (cell) choose(from, cell);
});

document.addEventListener("pointerup", (event) => {
  const cell = cellOf(event.target);
  const begun = from;
  from = null;
  if (!begun || !cell) return;
  if (event.pointerType === "touch") {
    if (cell !== begun) return; // the page was moved
    choose(cell, cell);
    focus = cell.dataset.cell;
  }
  if (brush) paint(brush);
});

document.addEventListener("pointercancel", () => (from = null));

const STEPS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
let corner = null; // where a choice by Shift and arrows began

document.addEventListener("keydown", (event) => {
  const cell = cellOf(event.target);
  if (!cell || event.ctrlKey || event.metaKey || event.altKey) return;
  const step = STEPS[event.key];
  if (step) {
    event.preventDefault();
    const { x, y } = place(cell);
    const next = rowsOf()[y + step[1]]?.[x + step[0]];
    if (!next) return;
    corner = event.shiftKey ? corner || cell : next;
    choose(corner, next);
    return go(next);
  }
  if (event.key === "Escape") {
    take("");
    return chosen().forEach((one) => one.classList.remove("aim"));
  }
  const number = /^[0-9]$/.test(event.key) ? Number(event.key) : ["Delete", "Backspace"].includes(event.key) ? 0 : null;
  const brushes = [...root().querySelectorAll("[data-brush]")].filter((one) => one.dataset.brush !== "0");
  const shift = number === 0 ? "0" : brushes[number - 1]?.dataset.brush;
  if (number === null || shift === undefined) return;
  event.preventDefault();
  event.stopPropagation();
  if (!cell.classList.contains("aim")) choose(cell, cell);
  paint(shift);
});

document.addEventListener("htmx:afterSettle", (event) => {
  if (event.detail.target?.id !== "roster" && event.detail.elt?.id !== "roster") return;
  take(brush);
  const cell = focus && root()?.querySelector(`[data-cell="${focus}"]`);
  if (cell) go(cell);
  corner = null;
});
