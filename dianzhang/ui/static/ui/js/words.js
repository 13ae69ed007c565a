// The words that scripts may say come with the page, in the reader's language.
const words = JSON.parse(document.getElementById("words")?.textContent || "{}");

export function say(name, values = {}) {
  return Object.entries(values).reduce(
    (text, [key, value]) => text.replace(new RegExp(`%\\(${key}\\)[sd]`), value),
    words[name] || name,
  );
}
