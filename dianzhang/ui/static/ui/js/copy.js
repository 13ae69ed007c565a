// What is shown only once, or is for another place, is copied by its button. Where a page may not write to the clipboard (an address without https),
// the text is marked and the browser is asked the old way; where that fails too, it stays marked for Ctrl-C.
import { toast } from "./shell.js";
import { say } from "./words.js";

const SAID = 3000; // milliseconds

async function copy(field) {
  field.focus();
  field.select();
  try {
    await navigator.clipboard.writeText(field.value);
    return true;
  } catch {
    return document.execCommand("copy");
  }
}

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  if (!(await copy(button.closest(".once, .to-copy").querySelector("input, textarea")))) return toast({ text: say("copyByHand"), level: "warn" });
  button.focus();
  const before = button.dataset.before || (button.dataset.before = button.textContent);
  button.textContent = button.dataset.done;
  setTimeout(() => (button.textContent = before), SAID);
});
