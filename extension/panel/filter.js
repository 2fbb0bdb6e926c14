// Which attributions and claims the reader wants to see, in the panel and on the page alike. Pure: no DOM in here.
//
// In go a report and a choice, as `{ ...NOTHING_CHOSEN, stance: "distanced" }`; out come what passes and, for each axis, the
// values that occur.

/**
 * @typedef {"sources" | "claims"} View
 * @typedef {"speaker" | "form" | "stance" | "sourcing" | "claim" | "certainty"} Axis
 * @typedef {{search: string} & Record<Axis, string>} Choice an empty value leaves its axis open
 */

/** @type {Choice} */
export const NOTHING_CHOSEN = { search: "", speaker: "", form: "", stance: "", sourcing: "", claim: "", certainty: "" };

/** @type {Record<View, Axis[]>} */
export const AXES = {
  sources: ["speaker", "sourcing", "stance", "form"],
  claims: ["claim", "certainty", "sourcing", "stance", "speaker"],
};

/** @param {string} words */
const folded = (words) => words.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/** @param {Choice} choice */
export const isOpen = (choice) => Object.values(choice).every((value) => value === "");

/**
 * Whom the words of an attribution are laid to: somebody named, somebody unnamed, nobody in particular, nobody at all.
 * @param {Attribution} one
 * @param {Source | undefined} speaker
 */
export function sourcing(one, speaker) {
  if (speaker) return hearsayMessages.naming(speaker);
  return one.source.length > 0 ? "unnamed" : "none";
}

/**
 * An attribution or a claim as the filters see it.
 * @typedef {object} Item
 * @property {number} id
 * @property {Partial<Record<Axis, string>>} values
 * @property {string} words where a search looks
 */

/**
 * @param {ArticleReport} report
 * @param {(spans: Span[]) => string} words
 * @returns {{attributions: Item[], claims: Item[]}}
 */
export function items(report, words) {
  const sources = new Map(report.sources.map((source) => [source.id, source]));
  const attributions = report.attributions.map((one) => {
    const speaker = sources.get(one.speaker ?? -1);
    return {
      id: one.id,
      values: {
        speaker: String(speaker?.id ?? "unknown"),
        form: one.form,
        stance: one.stance,
        sourcing: sourcing(one, speaker),
      },
      words: folded([speaker?.name ?? "", words(one.source), words(one.cue), words(one.content)].join(" ")),
    };
  });
  const byId = new Map(attributions.map((item) => [item.id, item]));
  const claims = (report.claims ?? []).map((claim) => {
    const said = byId.get(claim.attribution ?? -1);
    const { speaker, stance } = said?.values ?? {};
    return {
      id: claim.id,
      values: { speaker, stance, claim: claim.kind, certainty: claim.certainty, sourcing: claim.sourcing },
      words: `${folded(words([claim.span]))} ${said?.words ?? ""}`,
    };
  });
  return { attributions, claims };
}

/**
 * @param {Item} item
 * @param {Choice} choice
 * @param {View} view
 * @param {Axis} [without] an axis that is to be left open
 */
const passes = (item, choice, view, without) =>
  AXES[view].every((axis) => axis === without || choice[axis] === "" || item.values[axis] === choice[axis]) &&
  folded(choice.search)
    .split(/\s+/)
    .every((word) => item.words.includes(word));

/**
 * @param {Item[]} list
 * @param {Choice} choice
 * @param {View} view
 * @returns {Set<number>} ids
 */
export const chosen = (list, choice, view) =>
  new Set(list.filter((item) => passes(item, choice, view)).map((item) => item.id));

/**
 * What can still be chosen on an axis, with how many would be left: the most first.
 * @param {Item[]} list
 * @param {Choice} choice
 * @param {View} view
 * @param {Axis} axis
 * @returns {[value: string, count: number][]}
 */
export function values(list, choice, view, axis) {
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const item of list) {
    const value = item.values[axis];
    if (value === undefined) continue;
    counts.set(value, (counts.get(value) ?? 0) + Number(passes(item, choice, view, axis)));
  }
  return [...counts].sort(([, a], [, b]) => b - a);
}
