// After an @ in a note, those who may see its record are offered: arrows and Enter, or a touch, put the name in.
const WAIT = 120;
const TYPED = /@([^\s@，。；：、！？,.;:!?]{0,20})$/u;
let field = null, list = null, timer = 0, asked = 0;

const options = () => [...(list?.children || [])];
const marked = () => options().find((one) => one.getAttribute("aria-selected") === "true");
const before = () => field.value.slice(0, field.selectionStart);

function close() {
  clearTimeout(timer);
  asked += 1;
  list?.remove();
  list = null;
  field?.removeAttribute("aria-controls");
  field?.removeAttribute("aria-activedescendant");
}

function mark(option) {
  for (const one of options()) one.setAttribute("aria-selected", String(one === option));
  field.setAttribute("aria-activedescendant", option.id);
  option.scrollIntoView({ block: "nearest" });
}

function put(option) {
  const typed = TYPED.exec(before());
  if (typed) field.setRangeText(`@${option.dataset.name} `, typed.index, field.selectionStart, "end");
  close();
  field.focus();
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

function show(people) {
  list?.remove();
  list = Object.assign(document.createElement("ul"), { id: "mentions", className: "mentions" });
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", field.labels[0]?.textContent || "@");
  people.forEach((person, n) => {
    const option = Object.assign(document.createElement("li"), { id: `mention-${n}` });
    option.setAttribute("role", "option");
    option.dataset.name = person.name;
    option.append(Object.assign(document.createElement("b"), { textContent: person.name }));
    option.append(Object.assign(document.createElement("small"), { textContent: person.post }));
    list.append(option);
  });
  field.after(list);
  field.setAttribute("aria-controls", "mentions");
  mark(list.firstElementChild);
}

async function look() {
  const typed = TYPED.exec(before());
  if (!typed) return close();
  const turn = ++asked;
  try {
    const answer = await fetch(`${field.dataset.mentions}?q=${encodeURIComponent(typed[1])}`, { credentials: "same-origin" });
    if (!answer.ok || answer.redirected) return close();
    const { people } = await answer.json();
    if (turn !== asked) return; // more was typed meanwhile
    people.length ? show(people) : close();
  } catch {
    close();
  }
}

document.addEventListener("input", (event) => {
  if (!event.target.matches?.("textarea[data-mentions]") || event.isComposing) return;
  field = event.target;
  clearTimeout(timer);
  if (TYPED.test(before())) timer = setTimeout(look, WAIT);
  else close();
});
document.addEventListener("compositionend", (event) => event.target.matches?.("textarea[data-mentions]") && event.target.dispatchEvent(new Event("input", { bubbles: true })));
document.addEventListener("keydown", (event) => {
  if (!list || event.target !== field || event.isComposing) return;
  const all = options(), at = all.indexOf(marked());
  if (event.key === "ArrowDown") mark(all[(at + 1) % all.length]);
  else if (event.key === "ArrowUp") mark(all[(at - 1 + all.length) % all.length]);
  else if (event.key === "Enter" || event.key === "Tab") put(marked());
  else if (event.key === "Escape") close();
  else return;
  event.preventDefault();
  event.stopPropagation();
}, true);
document.addEventListener("pointerdown", (event) => {
  const option = event.target.closest?.("#mentions [role=option]");
  if (option) event.preventDefault(); // the note keeps the focus
  else if (list && event.target !== field) close();
});
document.addEventListener("click", (event) => {
  const option = event.target.closest?.("#mentions [role=option]");
  if (option) put(option);
});
document.addEventListener("focusout", (event) => event.target === field && close());
