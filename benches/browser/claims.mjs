// What it costs to tell the claims of an article, once it is known who says what in it: the time for 1,000 words in both browsers and
// natively, its share of the whole from text to report, and the size in the WebAssembly that ships.
//
// The size is that of the heads' weights, and of the functions that bear the stage's name: what the compiler inlined into others is not
// in it, nor are the lexicon and the word vectors, which other stages read too.
import { execFileSync } from "node:child_process";
import { readFileSync, statSync } from "node:fs";
import { BROWSERS, launch } from "../../tests/browser/drive.mjs";
import { serve } from "../../tests/browser/server.mjs";
import { sizes } from "../wasm.mjs";
import { answers, text } from "../work.mjs";

const WORDS = 1000;
const texts = Array.from({ length: 21 }, (_, round) => text(WORDS, round));

/** In the page: claims, and the whole. The first round is not counted. @param {string[]} texts */
async function times(texts) {
  const middle = (/** @type {number[]} */ all) => all.slice(1).sort((a, b) => a - b)[Math.floor((all.length - 1) / 2)] ?? NaN;
  /** @template T @param {(text: string) => T} made @param {(made: T) => void} task */
  const time = (made, task) =>
    middle(
      texts.map((text) => {
        const one = made(text);
        const began = performance.now();
        task(one);
        return performance.now() - began;
      }),
    );
  const core = await import(/** @type {any} */ ("/core/hearsay.js"));
  await core.default();
  const bench = await import(/** @type {any} */ ("/bench/tagger.js"));
  await bench.default();
  const whole = time((text) => text, core.analyze_text);
  const claims = time((text) => new bench.Claims(text), (one) => one.classify());
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
    tell(name, await page.evaluate(times, texts));
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
