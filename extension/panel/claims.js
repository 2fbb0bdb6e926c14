// What is claimed, and on whose word: the claims most worth checking first; each a way to where it stands in the page.

import { element, quoted, shortened } from "../element.js";
import { way } from "./sources.js";

const { text } = hearsayPlatform;

/**
 * @param {Claim} claim
 * @param {number} number as in the page's margin
 * @param {import("./sources.js").Context} context
 */
function line(claim, number, { report, words, shown, jump }) {
  const one = report.attributions.find(({ id }) => id === claim.attribution);
  const name = report.sources.find(({ id }) => id === one?.speaker)?.name ?? "";
  const how = element("span", "how", text(`claim_${claim.kind}`), " · ");
  if (name) how.append(quoted(name));
  else how.append(text(`sourcing_${claim.sourcing}`));
  if (claim.certainty !== "certain") how.append(" · ", text(`certainty_${claim.certainty}`));
  const reasons = claim.reasons
    .map(({ why, words: made }) => ({ label: text(`why_${why.replaceAll("-", "_")}`), made }))
    .filter(({ label }) => label)
    .flatMap(({ label, made }, at) => [
      ...(at > 0 ? [" · "] : []),
      label,
      ...(made.length > 0 ? [": ", quoted(`“${words(made)}”`)] : []),
    ]);
  if (reasons.length > 0) how.append(element("span", "why", ...reasons));
  const head = element("span", "claim", element("b", "number", String(number)), " ", quoted(shortened(words([claim.span]), 160)));
  const made = way([head], how, one ? shown.has(one.id) : true, () => jump(claim.id));
  made.dataset.claim = String(claim.id);
  if (one) made.dataset.attribution = String(one.id);
  return element("li", "", made);
}

/**
 * @param {import("./sources.js").Context} context `chosen` and `jump` are of claims here
 * @returns {HTMLElement}
 */
export function ledger(context) {
  return element(
    "ol",
    "sayings ledger",
    ...hearsayMessages
      .ranked(context.report)
      .flatMap((claim, at) => (context.chosen.has(claim.id) ? [line(claim, at + 1, context)] : [])),
  );
}
