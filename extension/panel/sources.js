// Who speaks in the article: one entry a source, with what it is, how it is called and what it says; each saying a way to
// where it stands in the page.

import { button, counted, element, percent, quoted, shortened } from "../element.js";

const { text } = hearsayPlatform;
const MOST_NAMES = 6;
/** What anybody can be called. */
const PRONOUNS = new Set("he she they it we i you his her their its our my him them us".split(" "));

/**
 * What the entries need to know.
 * @typedef {object} Context
 * @property {ArticleReport} report
 * @property {(spans: Span[]) => string} words
 * @property {Set<number>} shown attributions that stand in the page
 * @property {Set<number>} chosen attributions that pass the filter
 * @property {(attribution: number) => Promise<boolean>} jump
 */

/** Of all entries, the one where the reader is in the page. @param {HTMLElement} entry */
export function point(entry) {
  for (const other of document.querySelectorAll("[aria-current]")) other.removeAttribute("aria-current");
  entry.setAttribute("aria-current", "true");
}

/** A way to a place in the page, which says so where the place is gone. @param {HTMLElement[]} lines @param {HTMLElement} how @param {boolean} stands @param {() => Promise<boolean>} jump */
export function way(lines, how, stands, jump) {
  const made = button("jump", "", async () => {
    if (made.getAttribute("aria-disabled") === "true") return;
    if (await jump()) point(made);
    else close();
  });
  made.append(...lines, how);
  const close = () => {
    made.setAttribute("aria-disabled", "true");
    how.append(` · ${text("saying_not_shown")}`);
  };
  if (!stands) close();
  return made;
}

/** @param {Attribution} one @param {Context} context */
function saying(one, { report, words, shown, jump }) {
  const how = element("span", "how");
  const cue = words(one.cue);
  if (cue) how.append(quoted(cue, "cue"), " · ");
  how.append(text(`form_${one.form}_short`));
  if (one.stance !== "neutral") how.append(" · ", element("span", "stance", text(`stance_${one.stance}_short`)));
  if (one.occurrence !== "actual") how.append(" · ", element("span", "stance", text(`occurrence_${one.occurrence}`).replace(/\.$/, "")));
  const outer = one.within === null ? undefined : report.attributions.find((other) => other.id === one.within);
  if (outer) {
    const name = report.sources.find(({ id }) => id === outer.speaker)?.name ?? words(outer.source);
    how.append(" · ", text("chain_before"), " ", name ? quoted(name) : text("speaker_unknown"));
  }
  if (one.confidence < 0.5) how.append(" · ", text("sure_low_short"));
  const made = way([quoted(shortened(words(one.content), 160))], how, shown.has(one.id), () => jump(one.id));
  made.dataset.attribution = String(one.id);
  return element("li", "", made);
}

/**
 * Every name that a source goes by beside its first.
 * @param {Source} source
 * @param {(spans: Span[]) => string} words
 */
function names(source, words) {
  /** @type {Map<string, string>} */
  const distinct = new Map();
  for (const span of source.mentions) {
    const name = words([span]);
    if (!PRONOUNS.has(name.toLowerCase()) && name.toLowerCase() !== source.name.toLowerCase()) distinct.set(name.toLowerCase(), name);
  }
  const list = [...distinct.values()].slice(0, MOST_NAMES);
  if (list.length === 0) return [];
  return [
    element(
      "p",
      "names",
      text("names_also"),
      " ",
      ...list.flatMap((name, at) => [at > 0 ? ", " : "", quoted(shortened(name, 60))]),
    ),
  ];
}

/**
 * @param {Source | null} source none: nobody that the article tells
 * @param {Attribution[]} list
 * @param {boolean} isOpen
 * @param {Context} context
 */
function entry(source, list, isOpen, context) {
  const about = [
    source?.kind ? text(`kind_${source.kind.replaceAll("-", "_")}`) : "",
    source ? text(`naming_${hearsayMessages.naming(source)}`) : "",
    counted("count_attributions", list.length),
  ];
  const head = element(
    "summary",
    "",
    element("h3", "", source ? quoted(source.name) : text("speaker_unknown")),
    element("span", "share number", source && source.share >= 0.005 ? percent(source.share) : ""),
    element("span", "about", about.filter(Boolean).join(" · ")),
  );
  const details = element(
    "details",
    "",
    head,
    ...(source ? names(source, context.words) : []),
    element("ol", "sayings", ...list.map((one) => saying(one, context))),
  );
  details.open = isOpen;
  return element("li", "", details);
}

/**
 * @param {Context} context
 * @param {boolean} isFiltered then every entry lies open
 * @returns {HTMLElement}
 */
export function roster(context, isFiltered) {
  const { report, chosen } = context;
  const kept = report.attributions.filter(({ id }) => chosen.has(id));
  /** @param {number | null} speaker */
  const of = (speaker) => kept.filter((one) => one.speaker === speaker);
  const entries = [...report.sources, null]
    .map((source) => ({ source, list: of(source?.id ?? null) }))
    .filter(({ list }) => list.length > 0)
    .sort(
      (a, b) =>
        Number(!a.source) - Number(!b.source) ||
        (b.source?.share ?? 0) - (a.source?.share ?? 0) ||
        b.list.length - a.list.length,
    )
    .map(({ source, list }, at) => entry(source, list, isFiltered || at === 0, context));
  return element("ul", "roster", ...entries);
}
