// Boards: a card goes to another column by mouse, by a finger held on it, or by [ and ]. It goes where one of its
// actions leads; what the action asks for is asked in the dialog, and where there is none the card jumps back and says why.
import { toast } from "./shell.js";
import { say } from "./words.js";

const HOLD = 350, SLACK = 8, EDGE = 70; // milliseconds until a finger lifts the card; pixels
const LAST = "dianzhang-board";
let drag = null; // {card, id, x, y, lifted, timer}
let dropped = 0; // when a card was let go: the click that follows opens nothing

const titleOf = (card) => card.querySelector("h3").textContent;
const laneOf = (card) => card.closest(".lane");
const tell = (text) => (document.querySelector("[data-said]").textContent = text);

function move(card, lane) {
  if (!lane || lane === laneOf(card)) return;
  const step = JSON.parse(card.dataset.moves || "{}")[lane.dataset.state];
  const about = { card: titleOf(card), to: lane.dataset.name };
  if (!step?.url) return toast({ text: step?.why || say("boardNo", about), level: "warn" });
  sessionStorage.setItem(LAST, card.dataset.row);
  if (step.form) {
    tell(say("boardAsks", about));
    return window.htmx.ajax("GET", step.url, { target: "#act", swap: "innerHTML" });
  }
  tell(say("boardGoes", about));
  lane.querySelector(".cards").prepend(card);
  card.classList.add("moving");
  const form = document.createElement("form");
  form.method = "post";
  form.action = step.url;
  const token = JSON.parse(document.body.getAttribute("hx-headers") || "{}")["X-CSRFToken"];
  for (const [name, value] of Object.entries({ ...step.fields, csrfmiddlewaretoken: token })) {
    const input = document.createElement("input");
    Object.assign(input, { type: "hidden", name, value });
    form.append(input);
  }
  document.body.append(form);
  form.submit();
}

// --- mouse and finger
const laneAt = (event) => document.elementsFromPoint(event.clientX, event.clientY).find((each) => each.matches(".lane"));

function lift() {
  drag.lifted = true;
  drag.card.classList.add("dragged");
  drag.card.setPointerCapture(drag.id);
}

function letGo() {
  if (!drag) return;
  clearTimeout(drag.timer);
  drag.card.classList.remove("dragged");
  drag.card.style.translate = "";
  document.querySelectorAll(".lane.aim").forEach((lane) => lane.classList.remove("aim"));
  drag = null;
}

document.addEventListener("pointerdown", (event) => {
  const card = event.target.closest("[data-board] [data-moves]");
  if (!card || event.button || event.target.closest("button, form")) return;
  drag = { card, id: event.pointerId, x: event.pageX, y: event.pageY, lifted: false, timer: 0 };
  if (event.pointerType !== "mouse") drag.timer = setTimeout(lift, HOLD);
});
document.addEventListener("pointermove", (event) => {
  if (!drag || event.pointerId !== drag.id) return;
  const [dx, dy] = [event.pageX - drag.x, event.pageY - drag.y];
  if (!drag.lifted) {
    if (Math.hypot(dx, dy) < SLACK) return;
    if (event.pointerType !== "mouse") return letGo(); // a finger that scrolls
    lift();
  }
  drag.card.style.translate = `${dx}px ${dy}px`;
  const aim = laneAt(event);
  document.querySelectorAll(".lane").forEach((lane) => lane.classList.toggle("aim", lane === aim && lane !== laneOf(drag.card)));
  if (event.clientY < EDGE) scrollBy(0, -12);
  else if (event.clientY > innerHeight - EDGE) scrollBy(0, 12);
});
document.addEventListener("pointerup", (event) => {
  if (!drag || event.pointerId !== drag.id) return;
  const { card, lifted } = drag;
  const lane = lifted ? laneAt(event) : null;
  letGo();
  if (lifted) (dropped = event.timeStamp), move(card, lane);
});
document.addEventListener("pointercancel", letGo);
document.addEventListener("touchmove", (event) => drag?.lifted && event.preventDefault(), { passive: false });
document.addEventListener("contextmenu", (event) => drag && event.preventDefault());
document.addEventListener("dragstart", (event) => event.target.closest("[data-board]") && event.preventDefault());
document.addEventListener("click", (event) => event.timeStamp - dropped < 300 && event.target.closest("[data-board]") && event.preventDefault(), true);

// --- keyboard
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") return letGo();
  if (!["[", "]"].includes(event.key) || event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
  const card = event.target.closest("[data-board] [data-moves]");
  if (!card) return;
  const lanes = [...document.querySelectorAll("[data-board] .lane")];
  move(card, lanes[lanes.indexOf(laneOf(card)) + (event.key === "]" ? 1 : -1)]);
});

// --- back again: where the card is now
const last = sessionStorage.getItem(LAST);
const card = last && document.querySelector(`[data-board] [data-row="${CSS.escape(last)}"]`);
if (card) {
  sessionStorage.removeItem(LAST);
  card.classList.add("here");
  card.querySelector("a.open").focus({ preventScroll: true });
  tell(say("boardIs", { card: titleOf(card), to: laneOf(card).dataset.name }));
}
