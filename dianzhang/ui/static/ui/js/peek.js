// Pointing at a clause chip, or reaching it with the keyboard, shows the clause and how often it is kept.
const DELAY = 220, GAP = 8;
const kept = new Map(); // address → HTML: the text of a clause does not change while a page stands
let timer = 0, chip = null;

const pane = () => document.getElementById("peek");

async function open(link) {
  const box = pane();
  if (!box || !link.isConnected) return;
  close();
  chip = link;
  const address = link.dataset.peek;
  box.replaceChildren(Object.assign(document.createElement("div"), { className: "wait" }));
  show(box, link);
  if (!kept.has(address)) {
    try {
      const answer = await fetch(address, { headers: { "HX-Request": "true" }, credentials: "same-origin" });
      if (!answer.ok || answer.redirected) return close();
      kept.set(address, await answer.text());
    } catch {
      return close();
    }
  }
  if (chip !== link) return;
  box.innerHTML = kept.get(address);
  place(box, link);
}

function show(box, link) {
  link.setAttribute("aria-expanded", "true");
  link.setAttribute("aria-describedby", "peek");
  if (!box.matches(":popover-open")) box.showPopover();
  place(box, link);
}

function place(box, link) {
  const at = link.getBoundingClientRect(), size = box.getBoundingClientRect();
  const below = at.bottom + GAP + size.height <= innerHeight || at.top < size.height + GAP;
  box.style.left = `${Math.max(12, Math.min(at.left, innerWidth - size.width - 12))}px`;
  box.style.top = `${below ? at.bottom + GAP : at.top - GAP - size.height}px`;
}

function close() {
  clearTimeout(timer);
  chip?.removeAttribute("aria-expanded");
  chip?.removeAttribute("aria-describedby");
  chip = null;
  const box = pane();
  if (box?.matches(":popover-open")) box.hidePopover();
}

const chipOf = (event) => event.target.closest?.("a.clause[data-peek]");
const inside = (element) => element && (pane()?.contains(element) || chip?.contains(element));

document.addEventListener("pointerover", (event) => {
  if (event.pointerType !== "mouse") return;
  const link = chipOf(event);
  if (link && link !== chip) {
    clearTimeout(timer);
    timer = setTimeout(open, DELAY, link);
  } else if (chip && inside(event.target)) {
    clearTimeout(timer);
  }
});
document.addEventListener("pointerout", (event) => {
  if (event.pointerType !== "mouse" || inside(event.relatedTarget)) return;
  if (chipOf(event) || pane()?.contains(event.target)) {
    clearTimeout(timer);
    timer = setTimeout(close, DELAY);
  }
});
document.addEventListener("focusin", (event) => {
  const link = chipOf(event);
  if (link?.matches(":focus-visible")) open(link);
  else if (chip && !inside(event.target)) close();
});
document.addEventListener("keydown", (event) => event.key === "Escape" && chip && close());
document.addEventListener("scroll", () => chip && close(), { passive: true, capture: true });
