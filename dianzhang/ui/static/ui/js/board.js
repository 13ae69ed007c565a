// Boards: a card goes to another column by mouse, by a finger held on it, or by [ and ]. It goes where one of its
// actions leads, stands there at once, and comes back where the answer is no; what the action asks for is asked in the
// dialog, and where there is no action the column says why, before the card is let go and after.
import { toast } from "./shell.js";
import { say } from "./words.js";

const HOLD = 350, SLACK = 8, EDGE = 70, STEP = 14; // milliseconds until a finger lifts the card; pixels
const LAST = "dianzhang-board";
let drag = null; // {card, id, x, y (on the page), cx, cy (in the window), lifted, timer}
let dropped = 0; // when a card was let go: the click that follows opens nothing

const titleOf = (card) => card.querySelector("h3").textContent;
const laneOf = (card) => card.closest(".lane");
const swimOf = (inside) => inside.closest("[data-swim]");
const tell = (text) => (document.querySelector("[data-said]").textContent = text);
const read = (text) => JSON.parse(text || "{}");

// What comes of putting the card there: {lane, url, form, fields}, {lane, why}, or nothing: it stands there already.
function landing(card, lane) {
  const own = laneOf(card), state = lane.dataset.state;
  const about = { card: titleOf(card), to: lane.dataset.name };
  if (swimOf(lane) && swimOf(lane) !== swimOf(own)) {
    if (state !== own.dataset.state) return landing(card, swimOf(own).querySelector(`[data-state="${state}"]`));
    return across(card, lane);
  }
  if (lane === own) return null;
  const step = read(card.dataset.moves)[state];
  return step?.url ? { ...step, lane } : { lane, why: step?.why || say("boardNo", about) };
}

// Into another row: another person answers for it, or it would have to be due at another time.
function across(card, lane) {
  const party = swimOf(lane).dataset.party, step = read(card.dataset.across);
  if (lane.closest("[data-by]").dataset.by !== "person") return { lane, why: say("boardDue") };
  if (!party) return { lane, why: say("boardNobody") };
  return step.url ? { ...step, lane, url: `${step.url}&to=${encodeURIComponent(party)}` } : { lane, why: step.why };
}

function move(card, lane) {
  const step = lane && !card.matches(".moving") && landing(card, lane);
  if (!step) return;
  if (!step.url) return toast({ text: step.why, level: "warn" });
  const about = { card: titleOf(card), to: step.lane.dataset.name };
  const back = put(card, step.lane);
  tell(say(step.form ? "boardAsks" : "boardGoes", about));
  if (step.form) ask(card, step, back);
  else send(card, step, back);
}

// At once, and counted; what it answers puts the card back.
function put(card, lane) {
  const [was, list, next] = [laneOf(card), card.parentElement, card.nextElementSibling];
  held(card, () => lane.querySelector(".cards").prepend(card));
  count(was, -1), count(lane, 1);
  return () => {
    held(card, () => list.insertBefore(card, next?.parentElement === list ? next : null));
    count(was, 1), count(lane, -1);
  };
}

// What is moved about in the page loses the keyboard; the card keeps it.
function held(card, about) {
  const focused = card.contains(document.activeElement) && document.activeElement;
  about();
  if (focused) focused.focus({ preventScroll: true });
}

function count(lane, by) {
  const state = lane.dataset.state;
  const totals = [lane.querySelector(":scope > header .n[data-n]"), document.querySelector(`.heads [data-all="${state}"]`)];
  for (const n of totals) if (n) n.textContent = (n.dataset.n = Number(n.dataset.n ?? n.textContent.replace(/\D/g, "")) + by);
  lane.classList.toggle("none", !lane.querySelector("[data-moves]"));
}

// The dialog asks; the card waits in its new column, and goes back when nothing was sent.
async function ask(card, step, back) {
  sessionStorage.setItem(LAST, card.dataset.row);
  const dialog = document.getElementById("act");
  await window.htmx.ajax("GET", step.url, { target: "#act", swap: "innerHTML" });
  const given = () => (back(), sessionStorage.removeItem(LAST), tell(say("boardIs", { card: titleOf(card), to: laneOf(card).dataset.name })));
  if (dialog.open) dialog.addEventListener("close", given, { once: true });
  else given();
}

async function send(card, step, back) {
  card.classList.add("moving");
  const token = read(document.body.getAttribute("hx-headers"))["X-CSRFToken"];
  let told = null;
  try {
    const answer = await fetch(step.url, {
      method: "POST",
      headers: { "X-Board": "1", "X-CSRFToken": token },
      body: new URLSearchParams(step.fields),
    });
    if (answer.ok && !answer.redirected) told = await answer.json();
    else toast({ text: say({ 403: "forbidden", 409: "conflict" }[answer.status] || (answer.redirected ? "forbidden" : "failed")), level: "late" });
  } catch {
    toast({ text: say("offline"), level: "late" });
  }
  card.classList.remove("moving");
  if (told?.state !== step.lane.dataset.state) back();
  if (!told) return;
  toast(told);
  const now = told.card ? redrawn(card, told.card) : card;
  const there = document.querySelector(`[data-board] .lane[data-state="${CSS.escape(told.state)}"]`);
  if (told.state && !there) now.remove(); // it went where this board has no column
  else tell(say("boardIs", { card: titleOf(now), to: laneOf(now).dataset.name }));
}

function redrawn(card, html) {
  const mould = document.createElement("template");
  mould.innerHTML = html;
  const now = mould.content.firstElementChild;
  const focused = card.contains(document.activeElement);
  card.replaceWith(now);
  window.htmx.process(now);
  now.classList.add("here");
  if (focused) now.querySelector("a.open").focus({ preventScroll: true });
  return now;
}

// --- mouse and finger
function laneAt() {
  const found = document.elementsFromPoint(drag.cx, drag.cy).find((each) => each.matches(".drops [data-state], .lane"));
  return found?.matches(".lane") ? found : found && (swimOf(drag.card) || document).querySelector(`.lane[data-state="${found.dataset.state}"]`);
}

const targets = () => document.querySelectorAll("[data-board] .lane, .drops [data-state]");

function lift() {
  drag.lifted = true;
  drag.card.classList.add("dragged");
  drag.card.setPointerCapture(drag.id);
  within();
  for (const lane of document.querySelectorAll("[data-board] .lane")) {
    const step = landing(drag.card, lane);
    if (step && !step.url) (lane.classList.add("no"), (lane.dataset.why = step.why));
  }
  requestAnimationFrame(follow);
}

// On a phone the columns stand below each other: while a card is carried, all of them are within the thumb's reach.
function within() {
  const bar = document.createElement("div");
  bar.className = "drops";
  const seen = swimOf(drag.card) || document.querySelector("[data-board]");
  for (const lane of seen.querySelectorAll(".lane")) {
    const one = document.createElement("span");
    one.textContent = one.dataset.name = lane.dataset.name;
    one.dataset.state = lane.dataset.state;
    one.classList.toggle("no", landing(drag.card, lane) !== null && !landing(drag.card, lane)?.url);
    bar.append(one);
  }
  document.body.append(bar);
}

function follow() {
  if (!drag?.lifted) return;
  if (drag.cy < EDGE) scrollBy(0, -STEP);
  else if (drag.cy > innerHeight - EDGE && !document.elementsFromPoint(drag.cx, drag.cy).some((each) => each.matches(".drops"))) scrollBy(0, STEP);
  drag.card.style.translate = `${drag.cx + scrollX - drag.x}px ${drag.cy + scrollY - drag.y}px`;
  const aim = laneAt();
  for (const one of targets()) {
    const aimed = one.matches(".lane") ? one === aim && one !== laneOf(drag.card) : one.dataset.state === aim?.dataset.state;
    one.classList.toggle("aim", aimed);
  }
  requestAnimationFrame(follow);
}

function letGo() {
  if (!drag) return;
  clearTimeout(drag.timer);
  drag.card.classList.remove("dragged");
  drag.card.style.translate = "";
  for (const lane of targets()) (lane.classList.remove("aim", "no"), delete lane.dataset.why);
  document.querySelector(".drops")?.remove();
  drag = null;
}

document.addEventListener("pointerdown", (event) => {
  const card = event.target.closest("[data-board] [data-moves]");
  if (!card || event.button || event.target.closest("button, form")) return;
  drag = { card, id: event.pointerId, x: event.pageX, y: event.pageY, cx: event.clientX, cy: event.clientY, lifted: false, timer: 0 };
  if (event.pointerType !== "mouse") drag.timer = setTimeout(lift, HOLD);
});
document.addEventListener("pointermove", (event) => {
  if (!drag || event.pointerId !== drag.id) return;
  [drag.cx, drag.cy] = [event.clientX, event.clientY];
  if (drag.lifted || Math.hypot(event.pageX - drag.x, event.pageY - drag.y) < SLACK) return;
  if (event.pointerType !== "mouse") return letGo(); // a finger that scrolls
  lift();
});
document.addEventListener("pointerup", (event) => {
  if (!drag || event.pointerId !== drag.id) return;
  [drag.cx, drag.cy] = [event.clientX, event.clientY];
  const { card, lifted } = drag;
  const lane = lifted ? laneAt() : null;
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
  const lanes = [...(swimOf(card) || document.querySelector("[data-board]")).querySelectorAll(".lane")];
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
