// A report in the panel: the overview, then the sources or the claims, with what the reader chose to see of them. It asks
// nobody and keeps nothing beyond itself: what it needs of the page it is given as functions.

import { button, counted, element, quoted } from "../element.js";
import { ledger } from "./claims.js";
import { choice, roving, search, tabs } from "./controls.js";
import { exportMenu } from "./export.js";
import { AXES, NOTHING_CHOSEN, chosen, isOpen, items, values } from "./filter.js";
import { counts, overview } from "./overview.js";
import { point, roster } from "./sources.js";

const { text } = hearsayPlatform;

/**
 * What a view can have done in the page.
 * @typedef {object} Deeds
 * @property {(attribution: number) => Promise<boolean>} jump
 * @property {(claim: number) => Promise<boolean>} jumpToClaim
 * @property {(attributions: number[] | null, claims: number[] | null) => void} filter
 * @property {(news: string) => void} say to those who listen instead of looking
 *
 * @typedef {object} ReportView
 * @property {HTMLElement[]} nodes
 * @property {(shown: number[]) => void} follow the page has come to show others
 * @property {(subject: Subject) => void} select points out what the reader came upon in the page
 */

/**
 * @param {ArticleReport} report
 * @param {number[]} standing
 * @param {Deeds} deeds
 * @returns {ReportView}
 */
export function reportView(report, standing, deeds) {
  const words = hearsayMessages.reader(report.article.text);
  const all = items(report, words);
  /** @type {import("./filter.js").View} */
  let view = "sources";
  let choices = { ...NOTHING_CHOSEN };
  let shown = new Set(standing);

  const list = element("section", "list");
  list.id = "list";
  const rest = roving(list, "summary, .jump");
  const fields = element("div", "fields");
  const outcome = element("p", "outcome");
  const clear = button("link", text("filter_clear"), () => {
    choices = { ...NOTHING_CHOSEN };
    box.value = "";
    apply();
    box.focus();
  });
  const box = search((value) => {
    choices.search = value;
    apply();
  });
  const more = element("details", "filters", element("summary", "", text("filter")), fields);
  const bar = tabs(
    [
      { name: /** @type {const} */ ("sources"), label: text("heading_sources") },
      { name: /** @type {const} */ ("claims"), label: text("heading_claims") },
    ],
    list,
    (name) => {
      view = name;
      // What only the other list can be asked for would leave this one empty for no reason that can be seen.
      for (const axis of /** @type {import("./filter.js").Axis[]} */ (Object.keys(choices)))
        if (!AXES[view].includes(axis) && axis in NOTHING_CHOSEN && String(axis) !== "search") choices[axis] = "";
      apply();
    },
  );
  const hasClaims = all.claims.length > 0;
  if (hasClaims) list.setAttribute("role", "tabpanel");
  // Where there are tabs they say it to those who look.
  const heading = element("h2", hasClaims ? "unseen" : "");
  bar.show(view);

  /** @param {import("./filter.js").Axis} axis @param {string} value */
  const label = (axis, value) => {
    if (axis === "speaker")
      return report.sources.find(({ id }) => String(id) === value)?.name ?? text("speaker_unknown");
    const key = `${axis}_${value}`;
    return axis === "form" || axis === "stance" ? text(`${key}_short`) : text(key);
  };

  const current = () => (view === "claims" ? all.claims : all.attributions);

  const draw = () => {
    heading.textContent = text(`heading_${view}`);
    const kept = chosen(current(), choices, view);
    fields.replaceChildren(
      ...AXES[view].flatMap((axis) => {
        const found = values(current(), choices, view, axis);
        if (found.length < 2 && choices[axis] === "") return [];
        return [
          choice(
            axis,
            text(`axis_${axis}`),
            found.map(([value, count]) => ({ value, count, label: label(axis, value) })),
            choices[axis],
            (value) => {
              choices[axis] = value;
              apply();
              /** @type {HTMLElement | null} */ (fields.querySelector(`[data-axis="${axis}"]`))?.focus();
            },
          ),
        ];
      }),
    );
    const context = { report, words, shown, chosen: kept };
    list.replaceChildren(
      view === "claims"
        ? ledger({ ...context, jump: deeds.jumpToClaim })
        : roster({ ...context, jump: deeds.jump }, !isOpen(choices)),
    );
    rest();
    return kept;
  };

  const apply = () => {
    const kept = draw();
    const open = isOpen(choices);
    outcome.hidden = open;
    const found = text("filter_outcome", kept.size, current().length);
    outcome.replaceChildren(found, " ", clear);
    refilter(kept);
    deeds.say(open ? text("filter_none") : found);
  };

  /** @param {Set<number>} kept */
  const refilter = (kept) => {
    if (isOpen(choices)) return deeds.filter(null, null);
    if (view === "sources") return deeds.filter([...kept], []);
    const laidTo = (report.claims ?? []).flatMap(({ id, attribution }) =>
      kept.has(id) && attribution !== null ? [attribution] : [],
    );
    deeds.filter([...new Set(laidTo)], [...kept]);
  };

  draw();
  outcome.hidden = true;
  const title = report.article.title ? [element("h1", "", quoted(report.article.title))] : [];
  return {
    nodes: [
      ...title,
      ...overview(report, words, (id) => void deeds.jump(id)),
      ...(hasClaims ? [bar.bar] : []),
      heading,
      element("div", "controls", box, more, exportMenu(report, deeds.say), outcome),
      list,
    ],
    follow: (now) => {
      shown = new Set(now);
      draw();
    },
    select: ({ attribution, claim }) => {
      const wanted = claim === null ? `[data-attribution="${attribution}"]` : `[data-claim="${claim}"]`;
      const home = claim === null ? "sources" : "claims";
      const find = (/** @type {string} */ which) => /** @type {HTMLElement | null} */ (list.querySelector(`${wanted}${which}`));
      // What is said may hold several claims, and the reader may have come here by one of them.
      if (!find("") && view !== home) {
        view = home;
        bar.show(view);
        apply();
      }
      const found = find("[aria-current]") ?? find("");
      if (!found) return;
      const details = found.closest("details");
      if (details) details.open = true;
      point(found);
      found.scrollIntoView({ block: "nearest", behavior: "auto" });
    },
  };
}

/** @param {ArticleReport} report @returns {string} what those hear who do not look */
export const headline = (report) =>
  [
    ...counts(report),
    ...(report.claims?.length ? [counted("count_claims", report.claims.length)] : []),
  ].join(", ");
