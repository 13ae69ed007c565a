// The calendar by keyboard: arrows walk the days, Enter opens the day, t today, m, w and d change the shape,
// PageUp and PageDown turn.
const STEPS = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };

document.addEventListener("keydown", (event) => {
  const sheet = document.querySelector("[data-calendar]");
  if (!sheet || event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
  if (event.target.closest("input, textarea, select, [contenteditable]")) return;
  const link = (what) => document.querySelector(what)?.click();
  if (event.key === "t") return link('[data-turn="0"]');
  if ("mwd".includes(event.key)) return link(`[data-shape="${event.key}"]`);
  if (event.key === "PageUp" || event.key === "PageDown") {
    event.preventDefault();
    return link(`[data-turn="${event.key === "PageUp" ? -1 : 1}"]`);
  }
  const step = STEPS[event.key];
  if (!step || (event.target !== document.body && !event.target.closest("[data-calendar]"))) return;
  const days = [...sheet.querySelectorAll("td > header > a")].filter((day) => day.offsetParent);
  const at = days.indexOf(event.target.closest("td")?.querySelector("header > a") || null);
  const next = at < 0 ? days.findIndex((day) => day.tabIndex === 0) : at + step;
  const found = days[Math.min(Math.max(next, 0), days.length - 1)];
  if (!found) return;
  event.preventDefault();
  days.forEach((day) => (day.tabIndex = day === found ? 0 : -1));
  found.focus();
});
