// The controls above the lists: which list, what to search for, what to leave out. They know nothing of the report: in go
// the values to choose from, out comes the reader's choice.

import { button, element } from "../element.js";

const { text } = hearsayPlatform;

/**
 * Tabs as the ARIA practices have them: one stop for the Tab key, arrows go from one to the next.
 * @template {string} Name
 * @param {{name: Name, label: string}[]} list
 * @param {HTMLElement} panel what the tabs are of
 * @param {(name: Name) => void} changed
 */
export function tabs(list, panel, changed) {
  const made = list.map(({ name, label }) => {
    const tab = button("tab", label, () => select(name));
    tab.id = `tab-${name}`;
    tab.setAttribute("role", "tab");
    tab.setAttribute("aria-controls", panel.id);
    return { name, tab };
  });
  const bar = element("div", "tabs", ...made.map(({ tab }) => tab));
  bar.setAttribute("role", "tablist");
  bar.addEventListener("keydown", (event) => {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const at = made.findIndex(({ tab }) => tab === document.activeElement);
    if (!by || at < 0) return;
    event.preventDefault();
    const onward = document.documentElement.dir === "rtl" ? -by : by;
    const next = made[(at + onward + made.length) % made.length];
    next?.tab.focus();
    if (next) select(next.name);
  });
  /** @param {Name} name */
  const show = (name) => {
    for (const one of made) {
      one.tab.setAttribute("aria-selected", String(one.name === name));
      one.tab.tabIndex = one.name === name ? 0 : -1;
      if (one.name === name) panel.setAttribute("aria-labelledby", one.tab.id);
    }
  };
  /** @param {Name} name */
  const select = (name) => {
    show(name);
    changed(name);
  };
  return { bar, show };
}

/**
 * A labelled choice of one value or any.
 * @param {string} axis what is chosen on
 * @param {string} label
 * @param {{value: string, label: string, count: number}[]} values
 * @param {string} chosen
 * @param {(value: string) => void} changed
 */
export function choice(axis, label, values, chosen, changed) {
  const open = element("option", "", text("filter_any"));
  open.value = "";
  const select = element(
    "select",
    "",
    open,
    ...values.map((one) => {
      const option = element("option", "", `${one.label} (${one.count})`);
      option.value = one.value;
      return option;
    }),
  );
  select.value = chosen;
  select.dataset.axis = axis;
  select.addEventListener("change", () => changed(select.value));
  return element("label", "", element("span", "", label), select);
}

/**
 * @param {(words: string) => void} changed
 * @returns {HTMLInputElement}
 */
export function search(changed) {
  const input = element("input", "");
  input.type = "search";
  input.placeholder = text("search");
  input.setAttribute("aria-label", text("search"));
  input.spellcheck = false;
  input.addEventListener("input", () => changed(input.value));
  return input;
}

/**
 * Arrow keys, Home and End go through what `selector` finds in `root`; the Tab key stops there once.
 * @param {HTMLElement} root
 * @param {string} selector
 * @returns {() => void} to be called when the content has changed
 */
export function roving(root, selector) {
  const all = () =>
    /** @type {HTMLElement[]} */ (Array.from(root.querySelectorAll(selector))).filter((one) => one.checkVisibility());
  /** @param {HTMLElement | undefined} one */
  const rest = (one) => {
    for (const other of /** @type {NodeListOf<HTMLElement>} */ (root.querySelectorAll(selector))) other.tabIndex = -1;
    if (one) one.tabIndex = 0;
  };
  root.addEventListener("focusin", (event) => {
    if (event.target instanceof HTMLElement && event.target.matches(selector)) rest(event.target);
  });
  root.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const list = all();
    const at = list.findIndex((one) => one === document.activeElement);
    if (at < 0) return;
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: list.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    list[Math.max(0, Math.min(to, list.length - 1))]?.focus();
  });
  // The list may not be in the document yet, where nothing is visible; its first entry always will be.
  return () => rest(/** @type {HTMLElement | null} */ (root.querySelector(selector)) ?? undefined);
}
