// The radar, kept open all day: looks again every twenty seconds while somebody sees it, and keeps where they are and
// what they chose. `c` takes a line on, or gives it back. The title says how many press.
const EVERY = 20_000, HERE = "dianzhang-radar";
const place = () => document.querySelector("[data-radar]");
const busy = (page) => document.hidden || document.querySelector("dialog[open]") || page.contains(document.activeElement?.closest("select, details, form"));
let asked = Date.now();

function come(id, focus) {
  const row = id && place()?.querySelector(`[data-row="${CSS.escape(id)}"]`);
  if (!row) return;
  row.classList.add("here");
  if (focus) row.querySelector(".what a")?.focus({ preventScroll: true });
}

function keep(page, fresh) {
  const here = page.querySelector("li.here"), focused = here?.contains(document.activeElement);
  const chosen = new Set([...page.querySelectorAll("[name=item]:checked")].map((box) => box.closest("[data-row]").dataset.row));
  const open = page.querySelector("details")?.open;
  page.replaceChildren(...fresh.childNodes);
  for (const id of chosen) {
    const box = page.querySelector(`[data-row="${CSS.escape(id)}"] input[type=checkbox][name=item]`);
    if (box) box.checked = true;
  }
  if (open) page.querySelector("details").open = true;
  come(here?.dataset.row, focused);
  window.htmx?.process(page);
  page.dispatchEvent(new CustomEvent("htmx:afterSettle", { bubbles: true, detail: { target: page, elt: page } }));
}

async function look() {
  const page = place();
  if (!page || busy(page) || Date.now() - asked < EVERY) return;
  asked = Date.now();
  let text;
  try {
    const answer = await fetch(page.dataset.radar, { headers: { Accept: "text/html" } });
    if (!answer.ok || answer.redirected) return; // logged out: what one does oneself will say so
    text = await answer.text();
  } catch {
    return; // no network: the next time
  }
  const told = new DOMParser().parseFromString(text, "text/html"), fresh = told.querySelector("[data-radar]");
  if (!fresh || busy(page)) return;
  document.title = told.title;
  keep(page, fresh);
}

document.addEventListener("keydown", (event) => {
  if (event.key !== "c" || event.ctrlKey || event.metaKey || event.altKey || !place() || document.querySelector("dialog[open]")) return;
  if (event.target.closest("input:not([type=checkbox]), textarea, select")) return;
  place().querySelector("li.here [data-claim]")?.click();
});
document.addEventListener("submit", (event) => {
  const row = event.target.closest("[data-radar] [data-row]");
  if (row) sessionStorage.setItem(HERE, row.dataset.row);
});

if (place()) {
  come(sessionStorage.getItem(HERE), true);
  sessionStorage.removeItem(HERE);
  setInterval(look, 5_000);
  document.addEventListener("visibilitychange", look);
}
