// The number of unread notices, asked for again every half minute; not while nobody looks, nor once logged out.
import { toast } from "./shell.js";
import { say } from "./words.js";

const EVERY = 30_000;
const bell = document.querySelector("[data-live]");
let asked = Date.now();

async function look() {
  if (document.hidden || Date.now() - asked < EVERY) return;
  asked = Date.now();
  let told;
  try {
    const answer = await fetch(bell.dataset.live, { headers: { Accept: "application/json" } });
    if (answer.redirected) return ended();
    if (!answer.ok) return;
    told = await answer.json();
  } catch {
    return; // no network: what one does oneself will say so
  }
  const badge = bell.querySelector("[data-count]");
  badge.hidden = !told.unread;
  badge.textContent = told.unread || "";
  bell.setAttribute("aria-label", told.label);
}

// What is being written stays on the page: whoever only ran out of time can copy it.
function ended() {
  clearInterval(timer);
  document.removeEventListener("visibilitychange", look);
  toast({ text: say("ended"), level: "late" });
}

const timer = bell && setInterval(look, EVERY);
if (bell) document.addEventListener("visibilitychange", look);
