// Counts deadlines down between two loads. The steps are those of `wording.duration`; the server stays the judge.
import { say } from "./words.js";

const MINUTE = 60, HOUR = 3600, DAY = 86400, CLOSE = 2 / 3;

export function duration(seconds) {
  const s = Math.floor(Math.abs(seconds));
  if (s < MINUTE) return say("seconds", { n: s });
  if (s < 10 * MINUTE && s % MINUTE) return say("minutesSeconds", { m: Math.floor(s / MINUTE), s: s % MINUTE });
  if (s < HOUR) return say("minutes", { n: Math.floor(s / MINUTE) });
  if (s < 10 * HOUR && s % HOUR >= MINUTE) return say("hoursMinutes", { h: Math.floor(s / HOUR), m: Math.floor((s % HOUR) / MINUTE) });
  if (s < 3 * DAY) return say("hours", { n: Math.floor(s / HOUR) });
  return null; // days do not change while someone looks
}

// The browser's clock may be wrong; what counts is the server's, which it told when it made the page.
const skew = Date.parse(document.documentElement.dataset.now || "") - Date.now() || 0;

function tick() {
  const now = Date.now() + skew;
  for (const element of document.querySelectorAll(".left[data-due]")) {
    const due = Date.parse(element.dataset.due);
    const started = Date.parse(element.dataset.started || "");
    const left = (due - now) / 1000;
    const words = duration(left);
    if (words === null) continue;
    const place = element.querySelector("[data-words]");
    const text = say(left < 0 ? "late" : "left", { span: words });
    if (place.textContent !== text) place.textContent = text;
    const used = left < 0 ? 1 : started < due ? (now - started) / (due - started) : 0;
    element.querySelector(".fill")?.setAttribute("width", (Math.min(Math.max(used, 0), 1) * 100).toFixed(1));
    const level = left < 0 ? "late" : used >= CLOSE ? "warn" : "ok";
    if (!element.classList.contains(level)) {
      element.classList.remove("ok", "warn", "late");
      element.classList.add(level);
      const bar = element.querySelector(".bar");
      bar?.classList.remove("ok", "warn", "late");
      bar?.classList.add(level);
      element.closest("li")?.classList.toggle("over", level === "late");
    }
  }
}

if (document.querySelector("#words")) setInterval(() => document.hidden || tick(), 1000);
