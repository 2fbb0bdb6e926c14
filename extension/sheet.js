// How the marks in the page look, as typography: a solid line under the source, a dotted one under the cue, a hairline under
// the content. Line first, tint second: nobody needs to tell colours apart. The cue's line tells the stance of the wording, the
// content's how certain it is put; a second hairline tells what is said within what is said. Each colour is mixed with the
// text's own, so that one sheet is readable on light and on dark. Names are fixed and neutral, since the page can list them.
//
// In goes where the marks stand, out comes a sheet for there alone: one for all elements has the browser work out the style of
// the whole page anew, in one turn. `sheet(["article", "div"], "teal")` is for marks in a `div` that stands in an `article`.

/** What is mixed with the text's own colour, and how many percent of a tint the two make. */
const PALETTES = {
  teal: { colour: "#0c8f86", tint: 9 },
  blue: { colour: "#3573d9", tint: 9 },
  amber: { colour: "#b8690f", tint: 9 },
  ink: { colour: "currentcolor", tint: 6 },
};
const TINTS = ["tint", "tint-deep"];
/** Each with its line, how many percent of it are the palette's, how opaque it is, and how far below the text it lies. @type {[string, string, number, number, number][]} */
const LINES = [
  ["content", "solid 1px", 45, 82, 4],
  ["content-deep", "double 1px", 45, 82, 4],
  ["content-open", "dotted 1px", 45, 100, 4],
  ["source", "solid 2px", 60, 100, 3],
  ["cue", "dotted 2px", 60, 100, 3],
  ["cue-vouched", "double 1px", 60, 100, 3],
  ["cue-distanced", "dashed 2px", 60, 100, 3],
  ["cue-rejected", "wavy 1px", 60, 100, 3],
];

const escaped = (/** @type {string} */ name) => name.replace(/[^a-z0-9-]/gi, (letter) => `\\${letter.codePointAt(0)?.toString(16)} `);

/**
 * @param {string[]} place local names, from the outside in; everywhere where there are none
 * @param {Settings["palette"]} palette
 * @param {boolean} [handsDown] whether what stands in an element has its highlights' style; Chromium does as the standard asks
 * @returns {string}
 */
export function sheet(place, palette, handsDown = true) {
  const { colour, tint } = PALETTES[palette];
  const at = place.map(escaped).join(" > ");
  const mark = (/** @type {string} */ layer) => [at, ...(handsDown ? [] : [`${at} *`])].map((one) => `${one}::highlight(hearsay-${layer})`).join();
  /** @param {number} share @param {number} alpha */
  const ink = (share, alpha) => `color-mix(in srgb, color-mix(in srgb, ${colour} ${share}%, currentcolor) ${alpha}%, transparent)`;
  const tints = TINTS.map((layer) => `${mark(layer)} { background-color: ${ink(75, tint)}; }`);
  const lines = LINES.map(
    ([layer, how, share, alpha, below]) =>
      `${mark(layer)} { text-decoration: underline ${how} ${ink(share, alpha)}; text-underline-offset: ${below}px; }`,
  );
  return `
    @media not print { ${[...tints, ...lines].join("\n")} }
    @media screen and (forced-colors: active) {
      ${TINTS.map(mark).join()} { background-color: transparent; }
      ${LINES.map(([layer]) => mark(layer)).join()} { text-decoration-color: CanvasText; }
    }
  `;
}
