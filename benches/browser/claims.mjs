// What it costs to tell the claims of an article, once it is known who says what in it: the time for 1,000 words in both browsers and
// natively, its share of the whole from text to report, and the size in the WebAssembly that ships.
//
// The size is that of the heads' weights, and of the functions that bear the stage's name: what the compiler inlined into others is not
// in it, nor are the lexicon and the word vectors, which other stages read too.
import { execFileSync } from "node:child_process";
import { readFileSync, statSync } from "node:fs";
import { BROWSERS, launch } from "../../tests/browser/drive.mjs";
import { serve } from "../../tests/browser/server.mjs";
import { median } from "../measure.mjs";
import { sizes } from "../wasm.mjs";
import { answers, text } from "../work.mjs";

const WORDS = 1000;
const texts = Array.from({ length: 21 }, (_, round) => text(WORDS, round));

/** In the page: claims, and the whole, in turn, so that what else the machine does costs both. @param {string[]} texts */
async function times(texts) {
  const core = await import(/** @type {any} */ ("/core/hearsay.js"));
  await core.default();
  const bench = await import(/** @type {any} */ ("/bench/tagger.js"));
  await bench.default();
  const time = (/** @type {() => void} */ task) => {
    const began = performance.now();
    task();
    return performance.now() - began;
  };
  const whole = /** @type {number[]} */ ([]);
  const claims = /** @type {number[]} */ ([]);
  for (const text of texts) {
    whole.push(time(() => core.analyze_text(text)));
    const one = new bench.Claims(text);
    claims.push(time(() => one.classify()));
    one.free();
  }
  return { whole, claims };
}

/** @param {string} name @param {{whole: number, claims: number}} found */
const tell = (name, { whole, claims }) =>
  console.log(`${name.padEnd(9)} ${claims.toFixed(2).padStart(6)} of ${whole.toFixed(1)} ms, ${Math.round((100 * claims) / whole)} %`);

console.log(`Claims of ${WORDS} words, of the whole from text to report:\n`);
for (const name of BROWSERS) {
  const server = await serve(answers(name));
  const driver = await launch(name, { server });
  try {
    const page = await driver.open(`${server.origin}/`);
    const { whole, claims } = await page.evaluate(times, texts);
    // In the first round the core reads its weights.
    tell(name, { whole: median(whole.slice(1)), claims: median(claims.slice(1)) });
  } finally {
    await driver.close();
    await server.close();
  }
}
const options = { input: JSON.stringify({ texts, long: texts[0] }), encoding: /** @type {const} */ ("utf8") };
const native = JSON.parse(execFileSync("cargo", ["run", "--quiet", "--release", "--example", "tagger"], options));
tell("native", { whole: native.warm, claims: native.claims });

const heads = statSync("src/claim/heads.bin").size;
const code = sizes(readFileSync("target/bench/named.wasm")).reduce((sum, { name, bytes }) => sum + (/hearsay(::|5)claim/.test(name) ? bytes : 0), 0);
const wasm = statSync("dist/chromium/core/hearsay_bg.wasm").size;
const kilobytes = (/** @type {number} */ bytes) => `${Math.round(bytes / 1024)} KB`;
console.log(`\nweights ${kilobytes(heads)} and code ${kilobytes(code)} of ${kilobytes(wasm)} WebAssembly, ${((100 * (heads + code)) / wasm).toFixed(1)} %`);
