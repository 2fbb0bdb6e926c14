// The article at a glance: how much of it is said by whom, and what is worth knowing of it as a whole.
//
// Beside the sample article: "19 attributions by 9 sources. 57% of the words are attributed.", and a bar of who supplies them.

import { button, counted, element, percent, quoted, shortened } from "../element.js";

const { text } = hearsayPlatform;
/** More parts than this nobody tells apart. */
const MOST_PARTS = 4;
const MOST_WORDS = 110;

/**
 * The parts of the bar: the largest sources, the rest of what is attributed, the article's own voice.
 * @param {ArticleReport} report
 * @returns {{name: string, share: number, tint: string, source: boolean}[]}
 */
function parts({ sources, summary }) {
  const speaking = sources.filter(({ share }) => share > 0).sort((a, b) => b.share - a.share);
  const largest = speaking.slice(0, speaking.length === MOST_PARTS + 1 ? MOST_PARTS + 1 : MOST_PARTS);
  const named = largest.reduce((sum, { share }) => sum + share, 0);
  const others = Math.max(0, summary.attributed - named);
  return [
    ...largest.map(({ name, share }, at) => ({ name, share, tint: `tint-${at}`, source: true })),
    ...(others >= 0.005 ? [{ name: text("share_others"), share: others, tint: "tint-others", source: false }] : []),
    { name: text("share_own"), share: 1 - summary.attributed, tint: "tint-own", source: false },
  ];
}

/** @param {ArticleReport} report */
function shares(report) {
  const all = parts(report);
  const bar = element(
    "div",
    "shares",
    ...all.map(({ share, tint }) => {
      const part = element("span", tint);
      part.style.flexGrow = String(share);
      return part;
    }),
  );
  bar.setAttribute("aria-hidden", "true");
  const legend = element(
    "ul",
    "legend",
    ...all.map(({ name, share, tint, source }) => {
      const swatch = element("i", tint);
      swatch.setAttribute("aria-hidden", "true");
      return element("li", "", swatch, source ? quoted(name) : name, " ", element("span", "number", percent(share)));
    }),
  );
  legend.setAttribute("aria-label", text("shares_label"));
  return element("div", "", bar, legend);
}

/** What a notice says, in the reader's language. @param {Notice} notice @param {ArticleReport} report */
function told({ kind, share, sources }, report) {
  const [name = "", other = ""] = (sources ?? []).map((id) => report.sources.find((one) => one.id === id)?.name ?? "");
  const part = percent(share ?? 0);
  const words = { "mostly-one-source": [part, name], chain: [name, other], "little-attributed": [part] }[kind] ?? [];
  return text(`notice_${kind.replaceAll("-", "_")}`, ...words);
}

/**
 * @param {ArticleReport} report
 * @param {(spans: Span[]) => string} words
 * @param {(attribution: number) => void} jump
 */
function notices(report, words, jump) {
  const found = (report.summary.notices ?? []).flatMap((notice) => {
    const label = told(notice, report);
    if (!label) return [];
    const evidence = notice.attributions.flatMap((id) => {
      const one = report.attributions.find((other) => other.id === id);
      return one ? [element("li", "", button("link", shortened(words(one.content), MOST_WORDS), () => jump(id)))] : [];
    });
    const where =
      evidence.length > 0
        ? evidence
        : notice.evidence.map((span) => element("li", "", quoted(shortened(words([span]), MOST_WORDS))));
    if (where.length === 0) return [element("li", "", element("p", "", label))];
    const more = element("details", "", element("summary", "", text("notice_evidence")), element("ul", "", ...where));
    return [element("li", "", element("p", "", label), more)];
  });
  if (report.article.truncated) found.unshift(element("li", "", element("p", "", text("notice_truncated"))));
  return found.length > 0 ? [element("ul", "notices", ...found)] : [];
}

/** How many attributions by how many sources. @param {ArticleReport} report */
export const counts = ({ attributions }) => [
  counted("count_attributions", attributions.length),
  counted("count_sources", new Set(attributions.map((one) => one.speaker).filter((id) => id !== null)).size),
];

/**
 * @param {ArticleReport} report
 * @param {(spans: Span[]) => string} words
 * @param {(attribution: number) => void} jump
 * @returns {HTMLElement[]}
 */
export function overview(report, words, jump) {
  const sentence = text("summary", ...counts(report), percent(report.summary.attributed));
  return [element("p", "summary", sentence), shares(report), ...notices(report, words, jump)];
}
