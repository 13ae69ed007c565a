// Filters that apply as they are set, a question before grave steps, and a warning before typed words are lost.
import { say } from "./words.js";

document.addEventListener("change", (event) => {
  const form = event.target.closest("form[data-auto]");
  if (form && !event.target.matches("input[type=search]")) form.requestSubmit();
});

// An empty filter does not belong in the address.
document.addEventListener("formdata", (event) => {
  if (event.target.matches("form[data-auto]")) for (const [name, value] of [...event.formData]) if (value === "") event.formData.delete(name);
});

document.addEventListener("submit", (event) => {
  const question = (event.submitter || event.target).closest("[data-ask]")?.dataset.ask;
  if (question && !confirm(question)) event.preventDefault();
}, true);

// A list of lines (one parcel each): the last empty one is the mould for the next.
document.addEventListener("click", (event) => {
  const more = event.target.closest("[data-more-lines]");
  if (more) {
    const lines = more.closest("[data-lines]").querySelector("[data-line]").parentElement;
    const line = lines.lastElementChild.cloneNode(true);
    line.querySelectorAll("input, select, textarea").forEach((input) => (input.value = ""));
    lines.append(line);
    line.querySelector("input, select")?.focus();
  }
});

const touched = new Set(); // forms with words in them that are nowhere else yet
document.addEventListener("input", (event) => {
  const form = event.target.closest("form[data-keep]");
  if (form) touched.add(form);
});
document.addEventListener("submit", (event) => touched.delete(event.target));
addEventListener("beforeunload", (event) => [...touched].some((form) => form.isConnected) && event.preventDefault());
document.addEventListener("cancel", (event) => {
  if (!event.target.matches?.("dialog")) return;
  const inside = [...touched].filter((form) => event.target.contains(form));
  if (inside.length && !confirm(say("unsaved"))) event.preventDefault();
  else inside.forEach((form) => touched.delete(form));
}, true);

// A file let go anywhere on such a form is as if it had been chosen.
const landing = (event) => event.dataTransfer?.types.includes("Files") && event.target.closest?.("[data-drop]");
document.addEventListener("dragover", (event) => landing(event) && event.preventDefault());
document.addEventListener("drop", (event) => {
  const input = landing(event)?.querySelector("input[type=file]");
  if (!input || !event.dataTransfer.files.length) return;
  event.preventDefault();
  input.files = event.dataTransfer.files;
  input.dispatchEvent(new Event("change", { bubbles: true }));
});
