// Theme, menus, dialogs, what the server says by the way, and signs of work.
import { say } from "./words.js";

const root = document.documentElement;
const YEAR = 31536000;

// --- theme: kept in a cookie, so that the server draws the next page right from the start
document.addEventListener("click", (event) => {
  const choice = event.target.closest("[data-set-theme]");
  if (!choice) return;
  const theme = choice.dataset.setTheme;
  if (theme === "auto") root.removeAttribute("data-theme");
  else root.dataset.theme = theme;
  document.cookie = `dianzhang_theme=${theme};path=/;max-age=${YEAR};samesite=lax`;
  for (const other of document.querySelectorAll("[data-set-theme]")) other.setAttribute("aria-pressed", String(other.dataset.setTheme === theme));
});

// --- menus close when one looks elsewhere
document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details.menu[open]")) if (!menu.contains(event.target)) menu.open = false;
  if (!event.target.closest(".find")) document.querySelector(".find .drop")?.replaceChildren();
});

// --- dialogs: <button data-dialog="id">; one filled by the server opens when it arrives
document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-dialog]");
  if (opener?.dataset.dialog === "help") help();
  else if (opener) document.getElementById(opener.dataset.dialog)?.showModal();
  const closer = event.target.closest("[data-close]");
  if (closer) (closer.closest("dialog")?.close(), closer.closest(".toast")?.remove());
  if (event.target.matches("dialog")) event.target.close(); // a click on the veil
});
document.addEventListener("htmx:afterSwap", (event) => {
  if (event.target.matches("dialog")) {
    if (event.target.childElementCount && !event.target.open) event.target.showModal();
    event.target.querySelector("[autofocus], [aria-invalid=true], input:not([type=hidden]), select, textarea")?.focus();
  }
});
document.addEventListener("close-dialog", () => document.querySelector("dialog[open]")?.close());

// --- keyboard
const typing = (target) => target.closest("input, textarea, select, [contenteditable]") !== null;
document.addEventListener("keydown", (event) => {
  const mod = event.ctrlKey || event.metaKey;
  if (mod && event.key.toLowerCase() === "k") return (event.preventDefault(), focusSearch());
  if (event.key === "Escape") {
    document.querySelectorAll("details.menu[open]").forEach((menu) => ((menu.open = false), menu.querySelector("summary").focus()));
    document.querySelector(".find .drop")?.replaceChildren();
    if (event.target.matches(".find input")) event.target.blur();
  }
  if (event.target.matches(".find input") && (event.key === "ArrowDown" || event.key === "ArrowUp")) return walkResults(event);
  if (event.target.matches(".find input") && event.key === "Enter") {
    const here = document.querySelector(".find .drop a.here");
    if (here) return (event.preventDefault(), here.click());
  }
  if (mod || event.altKey || typing(event.target) || document.querySelector("dialog[open]")) return;
  if (event.key === "/") (event.preventDefault(), focusSearch());
  if (event.key === "?") help();
});

// The keys of this page, not of those that have other things on them.
function help() {
  for (const part of document.querySelectorAll("#help [data-keys]")) part.hidden = !document.querySelector(part.dataset.keys);
  document.getElementById("help")?.showModal();
}

function focusSearch() {
  const box = document.querySelector(".find input");
  box?.focus();
  box?.select();
}

function walkResults(event) {
  event.preventDefault();
  const links = [...document.querySelectorAll(".find .drop a")];
  if (!links.length) return;
  const at = links.findIndex((link) => link.classList.contains("here"));
  const next = (at + (event.key === "ArrowDown" ? 1 : -1) + links.length) % links.length;
  links.forEach((link, index) => link.classList.toggle("here", index === next));
  links[next].scrollIntoView({ block: "nearest" });
}

// --- toasts: made by the server (HX-Trigger: {"toast": {"text", "level", "undo"}}) or by what went wrong on the way
export function toast({ text, level = "", undo = "" }) {
  const mould = document.getElementById("toast");
  if (!mould) return;
  const note = mould.content.firstElementChild.cloneNode(true);
  if (level) note.classList.add(level);
  note.querySelector("[data-text]").textContent = text;
  if (undo) note.lastElementChild.before(wayBack(undo));
  document.getElementById("toasts").append(note);
  linger(note);
}
function wayBack(address) {
  const link = document.createElement("a");
  Object.assign(link, { className: "btn tiny", href: address, textContent: say("undo") });
  link.addEventListener("click", (event) => (event.preventDefault(), window.htmx.ajax("GET", address, { target: "#act", swap: "innerHTML" })));
  return link;
}
function linger(note) {
  if (note.matches(".late, .stays")) return; // what went wrong, or is never shown again, stays until read
  let timer = setTimeout(() => note.remove(), 7000);
  note.addEventListener("pointerenter", () => clearTimeout(timer));
  note.addEventListener("pointerleave", () => (timer = setTimeout(() => note.remove(), 3000)));
}
document.querySelectorAll(".toasts > .toast").forEach(linger);
document.addEventListener("toast", (event) => toast(event.detail));
document.addEventListener("htmx:sendError", () => toast({ text: say("offline"), level: "late" }));
document.addEventListener("htmx:responseError", (event) => {
  const status = event.detail.xhr.status;
  const text = { 403: "forbidden", 401: "forbidden", 409: "conflict" }[status] || "failed";
  toast({ text: say(text), level: "late" });
});

// --- signs of work, after a tenth of a second
let running = 0, soon = 0;
document.addEventListener("htmx:beforeRequest", () => (running++ || (soon = setTimeout(() => root.classList.add("busy"), 120))));
document.addEventListener("htmx:afterRequest", () => {
  running = Math.max(0, running - 1);
  if (!running) (clearTimeout(soon), root.classList.remove("busy"));
});
document.addEventListener("submit", (event) => {
  if (event.defaultPrevented || event.target.method === "get" || event.target.method === "dialog" || event.target.matches("[hx-post]")) return;
  if (event.target.getAttribute("aria-busy") === "true") return event.preventDefault(); // pressed twice
  event.target.setAttribute("aria-busy", "true");
});
addEventListener("pageshow", () => document.querySelectorAll("form[aria-busy]").forEach((form) => form.removeAttribute("aria-busy")));
