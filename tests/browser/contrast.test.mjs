// That the marks can be seen: on the grounds and in the inks that pages have, by readers who see colours in other ways. The
// figures are computed from the style sheets as they are; `node tests/browser/contrast.test.mjs --tell` prints them.
//
// Simulation: Machado, Oliveira and Fernandes 2009, severity 1. Contrast: WCAG 2.2.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { sheet } from "../../extension/sheet.js";

/** @typedef {[number, number, number]} Colour 0 to 255 */

/** Inks and grounds, from plain to unusual; where the text has 5.5 or more, it bears a tint. @type {[string, Colour, Colour][]} */
const PAGES = [
  ["black on white", [0, 0, 0], [255, 255, 255]],
  ["dark grey on white", [51, 51, 51], [255, 255, 255]],
  ["middle grey on white", [89, 89, 89], [255, 255, 255]],
  ["the palest that is readable on white", [118, 118, 118], [255, 255, 255]],
  ["black on salmon paper", [51, 48, 46], [255, 241, 229]],
  ["brown on sepia", [91, 70, 54], [244, 236, 216]],
  ["white on black", [255, 255, 255], [0, 0, 0]],
  ["light grey on near-black", [220, 220, 220], [18, 18, 18]],
  ["grey on dark grey", [190, 190, 190], [40, 40, 40]],
  ["cream on navy", [240, 235, 220], [16, 32, 64]],
  ["white on dark green", [255, 255, 255], [0, 70, 50]],
  ["white on dark red", [255, 255, 255], [110, 20, 20]],
];
/** @type {("teal" | "blue" | "amber" | "ink")[]} */
const PALETTES = ["teal", "blue", "amber", "ink"];
/** Rows of the matrices by which a dichromat's colours are simulated in linear light. @type {Record<string, number[][]>} */
const SIGHTS = {
  "full colour": [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
  protanopia: [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
  deuteranopia: [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.01182, 0.04294, 0.968881]],
  tritanopia: [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.3039]],
  achromatopsia: [[0.2126, 0.7152, 0.0722], [0.2126, 0.7152, 0.0722], [0.2126, 0.7152, 0.0722]],
};

const linear = (/** @type {number} */ part) => (part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4);
const gamma = (/** @type {number} */ light) => 255 * (light <= 0.0031308 ? light * 12.92 : 1.055 * light ** (1 / 2.4) - 0.055);
/** @param {Colour} colour @param {number[][]} sight @returns {Colour} */
const seen = (colour, sight) => {
  const light = colour.map(linear);
  return /** @type {Colour} */ (
    sight.map((row) => gamma(Math.min(1, Math.max(0, row.reduce((sum, weight, at) => sum + weight * Number(light[at]), 0)))))
  );
};
const luminance = (/** @type {Colour} */ [r, g, b]) => 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
const contrast = (/** @type {Colour} */ one, /** @type {Colour} */ other) => {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
};
/** @param {Colour} one @param {Colour} other @param {number} share of the first @returns {Colour} */
const mix = (one, other, share) => /** @type {Colour} */ (one.map((part, at) => part * share + Number(other[at]) * (1 - share)));

/** The colour and the opacity that a sheet writes, for one ink. @param {string} value @param {Colour} ink @returns {{colour: Colour, alpha: number}} */
function resolve(value, ink) {
  const text = value.trim();
  if (text === "currentcolor") return { colour: ink, alpha: 1 };
  const hex = /^#([0-9a-f]{6})$/.exec(text);
  if (hex) {
    const number = Number.parseInt(String(hex[1]), 16);
    return { colour: [number >> 16, (number >> 8) & 255, number & 255], alpha: 1 };
  }
  const mixed = /^color-mix\(in srgb, (.*) ([\d.]+)%, (currentcolor|transparent)\)$/.exec(text);
  assert.ok(mixed, `the sheet writes a colour that this test does not know: ${text}`);
  const [, inner = "", percent = "", other] = mixed;
  const { colour, alpha } = resolve(inner, ink);
  const share = Number(percent) / 100;
  return other === "transparent" ? { colour, alpha: alpha * share } : { colour: mix(colour, ink, share), alpha };
}

/** What each layer draws: the colour of its line or of its ground. @param {(typeof PALETTES)[number]} palette @returns {Map<string, string>} */
function layers(palette) {
  /** @type {Map<string, string>} */
  const found = new Map();
  const [body = ""] = sheet([], palette).split("@media screen");
  for (const [, name = "", rules = ""] of body.matchAll(/::highlight\(([\w-]+)\)\s*\{([^}]*)\}/g)) {
    const colour = /background-color:\s*([^;]+);/.exec(rules) ?? /text-decoration:\s*underline \w+ \w+ ([^;]+);/.exec(rules);
    found.set(name, String(colour?.[1]));
  }
  return found;
}

/** @param {(typeof PALETTES)[number]} palette @param {Colour} ink @param {Colour} ground */
function figures(palette, ink, ground) {
  const drawn = layers(palette);
  /** @param {string} name @param {Colour} under @returns {Colour} */
  const over = (name, under) => {
    const { colour, alpha } = resolve(String(drawn.get(name)), ink);
    return mix(colour, under, alpha);
  };
  const tinted = contrast(ink, ground) >= 5.5 ? over("hearsay-tint", ground) : ground;
  const deep = tinted === ground ? ground : over("hearsay-tint-deep", tinted);
  const lines = [...drawn.keys()].filter((name) => !name.startsWith("hearsay-tint"));
  return Object.entries(SIGHTS).map(([sight, matrix]) => {
    const see = (/** @type {Colour} */ colour) => seen(colour, matrix);
    const line = Math.min(
      ...lines.flatMap((name) => [ground, deep].map((under) => contrast(see(over(name, under)), see(under)))),
    );
    return { sight, line, text: contrast(see(ink), see(deep)) };
  });
}

const rows = PALETTES.flatMap((palette) =>
  PAGES.flatMap(([name, ink, ground]) => figures(palette, ink, ground).map((one) => ({ palette, name, ...one, before: contrast(ink, ground) }))),
);

test("every line of every palette has a contrast of 3 or more, on every ground, in every sight", () => {
  for (const { palette, name, sight, line } of rows) assert.ok(line >= 3, `${palette}, ${name}, ${sight}: ${line.toFixed(2)}`);
});

test("the text keeps a contrast of 4.5 or more where it stands on a tint, also on two", () => {
  for (const { palette, name, sight, text } of rows) assert.ok(text >= 4.5, `${palette}, ${name}, ${sight}: ${text.toFixed(2)}`);
});

test("source, cue and content differ in the style or the weight of their lines, so that nobody needs to see colours", () => {
  const style = (/** @type {string} */ name) => new RegExp(`highlight\\(hearsay-${name}\\) \\{\\s*text-decoration: underline (\\w+ \\w+)`).exec(sheet([], "teal"))?.[1];
  const all = ["source", "cue", "cue-vouched", "cue-distanced", "cue-rejected", "content", "content-open"].map(style);
  assert.ok(all.every(Boolean), all.join());
  assert.equal(new Set(all).size, all.length, all.join());
});

test("every layer that the painter has is styled, in every palette, and in forced colours", () => {
  const painter = readFileSync(new URL("../../extension/content/painter.js", import.meta.url), "utf8");
  const all = [...String(/const LAYERS = \[([^\]]*)\]/.exec(painter)?.[1]).matchAll(/"([\w-]+)"/g)].map(([, name = ""]) => name).sort();
  assert.ok(all.length >= 10);
  for (const palette of PALETTES) {
    assert.deepEqual([...layers(palette).keys()].sort(), all, palette);
    const forced = sheet([], palette).split("@media screen")[1] ?? "";
    for (const name of all) assert.ok(forced.includes(`(${name})`), `${palette} lacks ${name}`);
  }
});

test("a sheet for one place styles nothing else, whatever the names of the place are", () => {
  const where = "article > x-\\e9 \\2e b\\3a c\\7b \\7d  > p";
  for (const [handsDown, wanted] of /** @type {[boolean, string[]][]} */ ([[true, [where]], [false, [where, `${where} *`]]])) {
    const css = sheet(["article", "x-é.b:c{}", "p"], "teal", handsDown);
    for (const selector of wanted) assert.ok(css.includes(`${selector}::highlight(hearsay-cue)`), css);
    // Nothing is left in which a brace or a colon of the name could open a rule.
    const rest = css.replaceAll(`${where} *::highlight`, "").replaceAll(`${where}::highlight`, "");
    assert.doesNotMatch(rest, /highlight|x-|\\/);
  }
});

/** What of Hearsay's own stands on what, and the contrast that it must have. @type {[string, string, number][]} */
const OWN = [
  ["ink", "sheet", 4.5],
  ["soft", "sheet", 4.5],
  ["accent", "sheet", 4.5],
  ["ink", "hover", 4.5],
  ["soft", "hover", 4.5],
  ["accent", "hover", 4.5],
  ["edge", "sheet", 3],
  ["soft", "chosen", 4.5],
];
/** By file: the colours that it gives names. */
const SHEETS = ["colour.css", "panel/panel.css", "content/layer.js"].map((file) => {
  const text = readFileSync(new URL(`../../extension/${file}`, import.meta.url), "utf8");
  const found = [...text.matchAll(/--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)/g)];
  return { file, colours: new Map(found.map(([, name = "", light = "", dark = ""]) => [name, [light, dark].map((one) => resolve(one, [0, 0, 0]).colour)])) };
});

/** Of the panel and the pages, whose colours stand in two files, and of the card: the contrast of each pair by day and by night, in each sight. */
const surfaces = [
  { of: "pages and panel", colours: new Map([...(SHEETS[0]?.colours ?? []), ...(SHEETS[1]?.colours ?? [])]) },
  { of: "card", colours: SHEETS[2]?.colours ?? new Map() },
].flatMap(({ of, colours }) =>
  OWN.flatMap(([one, under, least]) =>
    [0, 1].flatMap((night) =>
      Object.entries(SIGHTS).flatMap(([sight, matrix]) => {
        const [a, b] = [colours.get(one)?.[night], colours.get(under)?.[night]];
        return a && b ? [{ of, pair: `${one} on ${under}`, night, sight, least, value: contrast(seen(a, matrix), seen(b, matrix)) }] : [];
      }),
    ),
  ),
);

test("what Hearsay writes and draws of its own stands out by day and by night, in every sight", () => {
  assert.deepEqual([...new Set(surfaces.map(({ of, pair }) => `${of}: ${pair}`))].length, 8 + 6, "colours that are looked for have gone");
  for (const { of, pair, night, sight, least, value } of surfaces)
    assert.ok(value >= least, `${of}, ${pair}, ${night ? "night" : "day"}, ${sight}: ${value.toFixed(2)}`);
});

/** The colour of the rings in the margin, around numbers in the page's own ink. @param {Colour} ink */
function ringed(ink) {
  const margin = readFileSync(new URL("../../extension/content/margin.js", import.meta.url), "utf8");
  const [, colour = "", share = ""] = /color-mix\(in srgb, (#\w+) (\d+)%, \$\{place\.ink\}\)/.exec(margin) ?? [];
  return mix(resolve(colour, ink).colour, ink, Number(share) / 100);
}

test("the rings in the margin are seen on every ground, in every sight", () => {
  for (const [name, ink, ground] of PAGES)
    for (const [sight, matrix] of Object.entries(SIGHTS)) {
      const value = contrast(seen(ringed(ink), matrix), seen(ground, matrix));
      assert.ok(value >= 3, `${name}, ${sight}: ${value.toFixed(2)}`);
    }
});

if (process.argv.includes("--tell")) {
  for (const of of new Set(surfaces.map((row) => row.of)))
    for (const sight of Object.keys(SIGHTS)) {
      const own = surfaces.filter((row) => row.of === of && row.sight === sight);
      const least = (/** @type {number} */ bar) => Math.min(...own.filter((row) => row.least === bar).map((row) => row.value)).toFixed(2);
      console.log(`${of.padEnd(16)} ${sight.padEnd(14)} least contrast of text ${least(4.5)}${own.some((row) => row.least === 3) ? `, of edges ${least(3)}` : ""}`);
    }
  for (const palette of PALETTES) {
    for (const sight of Object.keys(SIGHTS)) {
      const own = rows.filter((row) => row.palette === palette && row.sight === sight);
      const [line, text] = [Math.min(...own.map((row) => row.line)), Math.min(...own.map((row) => row.text))];
      console.log(`${palette.padEnd(6)} ${sight.padEnd(14)} least contrast of a line ${line.toFixed(2)}, of text on a tint ${text.toFixed(2)}`);
    }
  }
}
