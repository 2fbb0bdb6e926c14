// What the extension's own pages are made of: elements, words of an article among ours, counted things, filled-in sentences.
//
// `counted("count_sources", 3)` is "3 sources" in the language of the interface.

const { text } = hearsayPlatform;

/**
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {string} className
 * @param {...(Node | string)} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function element(tag, className, ...children) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  made.append(...children);
  return made;
}

/** Words of the page, kept from reordering ours. @param {string} words @param {string} [className] */
export function quoted(words, className = "") {
  const bdi = element("bdi", className, words);
  bdi.dir = "auto";
  return bdi;
}

/**
 * @param {string} className
 * @param {string} label
 * @param {() => void} press
 */
export function button(className, label, press) {
  const made = element("button", className, label);
  made.type = "button";
  made.addEventListener("click", press);
  return made;
}

/** @param {string} key @param {number} count */
export const counted = (key, count) => {
  const form = new Intl.PluralRules(hearsayPlatform.language()).select(count);
  const number = new Intl.NumberFormat(hearsayPlatform.language()).format(count);
  return text(`${key}_${form}`, number) || text(`${key}_other`, number);
};

/** @param {number} share */
export const percent = (share) =>
  new Intl.NumberFormat(hearsayPlatform.language(), { style: "percent", maximumFractionDigits: 0 }).format(share);

/** @param {string} words @param {number} most how many characters */
export function shortened(words, most) {
  if (words.length <= most) return words;
  const cut = words.slice(0, most);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(" "), most / 2)).trimEnd()} …`;
}

/** Lets the reader keep a file. @param {{name: string, type: string, body: string}} file */
export function save({ name, type, body }) {
  const link = element("a", "");
  link.href = URL.createObjectURL(new Blob([body], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** Writes the sentences that a page's HTML only names: `data-text` its text, `data-label` its accessible name. */
export function fill() {
  for (const node of document.querySelectorAll("[data-text]"))
    node.textContent = text(node.getAttribute("data-text") ?? "");
  for (const node of document.querySelectorAll("[data-label]"))
    node.setAttribute("aria-label", text(node.getAttribute("data-label") ?? ""));
  document.documentElement.lang = hearsayPlatform.language();
  document.documentElement.dir = text("direction");
}
