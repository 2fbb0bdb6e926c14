// A page for what Hearsay cannot reach: PDF files, mail, a selection. What is pasted becomes an article of this page, and is
// read like any other; it goes nowhere and is gone with the page.

import { element, fill } from "../element.js";
import { colour } from "../palette.js";

const { text } = hearsayPlatform;
const form = /** @type {HTMLFormElement} */ (document.getElementById("form"));
const words = /** @type {HTMLTextAreaElement} */ (document.getElementById("words"));
const header = /** @type {HTMLElement} */ (document.querySelector("header"));
const reading = /** @type {HTMLElement} */ (document.querySelector("section"));
const article = /** @type {HTMLElement} */ (document.querySelector("article"));
const news = /** @type {HTMLElement} */ (document.getElementById("news"));

/** Longest first line that is taken for a headline; as `src/article/plain.rs` has it. */
const MAX_HEADLINE = 150;

/** @param {string[]} paragraphs */
const hasHeadline = ([first = "", ...others]) =>
  others.length > 0 && first.length <= MAX_HEADLINE && !/[.,;:”"]$/.test(first);

function read() {
  // An empty line parts paragraphs; in mail and PDF files lines are broken within them.
  const paragraphs = words.value.split(/\n\s*\n/).map((one) => one.replace(/\s+/g, " ").trim()).filter(Boolean);
  if (paragraphs.length === 0) {
    news.textContent = text("paste_empty");
    return;
  }
  news.textContent = "";
  const titled = hasHeadline(paragraphs);
  article.replaceChildren(...paragraphs.map((one, at) => element(titled && at === 0 ? "h1" : "p", "", one)));
  header.hidden = true;
  reading.hidden = false;
  // The form is gone, and the focus with it.
  article.focus({ preventScroll: true });
  // Each time anew: the script reads the page as it begins.
  const script = element("script", "");
  script.src = "../content/main.js";
  document.body.append(script);
  script.addEventListener("load", () => script.remove());
}

await colour();
fill();
form.addEventListener("submit", (event) => {
  event.preventDefault();
  hearsayPlatform.openOwnPanel();
  read();
});
/** @type {HTMLElement} */ (document.getElementById("again")).addEventListener("click", () => {
  hearsayMain?.stop();
  reading.hidden = true;
  header.hidden = false;
  words.focus();
});

const handed = await hearsayPlatform.take();
if (handed) {
  words.value = handed;
  read();
}
