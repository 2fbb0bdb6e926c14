// What the tagger costs: time, size and memory, in both browsers and natively; and whether it keeps to its bars.
//
// Its inference is held against a plain matrix kernel in the same binary (benches/tagger/work.rs); who says what, from text to
// attributions with their speakers, against what harper.js and compromise take to lint and to parse the same text in the same
// page. The whole, with claims, notices and the report in JSON, is told beside it without a bar.
// Cold is a fresh page; warm is the median of 20 rounds. Every round has its own text, another number in each sentence: harper.js
// remembers the sentences that it has seen.
import { execFileSync } from "node:child_process";
import { readFileSync, statSync } from "node:fs";
import { deflateRawSync } from "node:zlib";
import { BROWSERS, launch } from "../../tests/browser/drive.mjs";
import { serve } from "../../tests/browser/server.mjs";
import { median } from "../measure.mjs";
import { answers, text } from "../work.mjs";

const WORDS = 1000;
const ROUNDS = 20;
const COLD_ROUNDS = 5;
const BARS = { kernel: 0.5, modelBytes: 4 * 2 ** 20, peer: 0.5 };

const texts = Array.from({ length: ROUNDS + 1 }, (_, round) => text(WORDS, round));
const long = text(10 * WORDS, 0);

/** In the page: the core, cold. @param {string} text */
async function cold(text) {
  const bytes = await (await fetch("/core/hearsay_bg.wasm")).arrayBuffer();
  const core = await import(/** @type {any} */ ("/core/hearsay.js"));
  const began = performance.now();
  await core.default({ module_or_path: bytes });
  const instantiated = performance.now();
  core.analyze_text(text);
  return { start: instantiated - began, first: performance.now() - instantiated };
}

/** In the page: everything warm. @param {string[]} texts @param {string} long */
async function warm(texts, long) {
  const middle = (/** @type {number[]} */ all) => all.sort((a, b) => a - b)[Math.floor(all.length / 2)];
  /** @param {(text: string) => unknown} task */
  const time = async (task) => {
    const times = [];
    for (const text of texts) {
      const began = performance.now();
      await task(text);
      times.push(performance.now() - began);
    }
    return middle(times.slice(1));
  };
  const core = await import(/** @type {any} */ ("/core/hearsay.js"));
  const { memory } = await core.default();
  core.analyze_text(texts[0]);
  const bytes = [memory.buffer.byteLength];
  const hearsay = await time(core.analyze_text);
  core.analyze_text(long);
  bytes.push(memory.buffer.byteLength);

  const bench = await import(/** @type {any} */ ("/bench/tagger.js"));
  await bench.default();
  const attributions = await time(bench.attribute);
  const work = new bench.Work(long);
  const tag = await time(() => work.tag());
  const plain = await time(() => work.plain());

  const { default: nlp } = await import(/** @type {any} */ ("/modules/compromise/builds/three/compromise-three.mjs"));
  const compromise = await time((text) => nlp(text));
  const { LocalLinter } = await import(/** @type {any} */ ("/modules/harper.js/dist/index.js"));
  const { binary } = await import(/** @type {any} */ ("/modules/harper.js/dist/binary.js"));
  const linter = new LocalLinter({ binary });
  await linter.setup();
  const harper = await time((text) => linter.lint(text));
  return { bytes, hearsay, attributions, tag, plain, multiplyAdds: work.multiplyAdds, compromise, harper };
}

const missed = /** @type {string[]} */ ([]);
/** @param {string} what @param {boolean} isKept */
const hold = (what, isKept) => void (isKept || missed.push(what));
const ms = (/** @type {number} */ value) => `${value.toFixed(value < 10 ? 1 : 0)} ms`;
const megabytes = (/** @type {number} */ bytes) => `${(bytes / 1e6).toFixed(1)} MB`;
const percent = (/** @type {number} */ share) => `${Math.round(share * 100)} %`;
/** @param {string} name @param {string[]} cells */
const row = (name, ...cells) => console.log([name.padEnd(9), ...cells.map((cell) => cell.padStart(17))].join(""));

/** @param {string} name @param {{tag: number, plain: number, multiplyAdds: number}} found */
function kernel(name, { tag, plain, multiplyAdds }) {
  const speed = (/** @type {number} */ time) => `${(multiplyAdds / time / 1e6).toFixed(1)} G/s`;
  hold(`${name}: the inference is at ${percent(plain / tag)} of the plain kernel`, plain / tag >= BARS.kernel);
  return [speed(tag), speed(plain), percent(plain / tag)];
}

const HEAD = ["start", "first", "report", "attributions", "inference", "plain", "share", "memory", "at 10,000", "harper.js", "compromise"];
console.log(`${WORDS} words; start, first and report: text to report; inference in multiply-adds.`);
console.log("Peers: their time, and ours as a share of it, text to attributions (text to report).\n");
row("", ...HEAD);
for (const name of BROWSERS) {
  const server = await serve(answers(name));
  const driver = await launch(name, { server });
  try {
    const colds = [];
    for (let round = 0; round < COLD_ROUNDS; round++) {
      const page = await driver.open(`${server.origin}/`);
      colds.push(await page.evaluate(cold, texts[0]));
      await page.close();
    }
    const page = await driver.open(`${server.origin}/`);
    const found = await page.evaluate(warm, texts, long);
    /** @param {"harper" | "compromise"} peer */
    const beside = (peer) => {
      const share = found.attributions / found[peer];
      hold(`${name}: takes ${percent(share)} of the time of ${peer}`, share <= BARS.peer);
      return `${found[peer].toFixed(0)}, ${percent(share)} (${percent(found.hearsay / found[peer])})`;
    };
    row(
      name,
      ms(median(colds.map(({ start }) => start))),
      ms(median(colds.map(({ first }) => first))),
      ms(found.hearsay),
      ms(found.attributions),
      ...kernel(name, found),
      ...found.bytes.map(megabytes),
      beside("harper"),
      beside("compromise"),
    );
  } finally {
    await driver.close();
    await server.close();
  }
}

const options = { input: JSON.stringify({ texts, long }), encoding: /** @type {const} */ ("utf8") };
const native = JSON.parse(execFileSync("cargo", ["run", "--quiet", "--release", "--example", "tagger"], options));
const kilobytes = (/** @type {number | null} */ kb) => (kb === null ? "?" : megabytes(kb * 1024));
const { memory, memory_long, ...found } = native;
row(
  "native",
  "",
  ms(found.cold),
  ms(found.warm),
  ms(found.attributions),
  ...kernel("native", { ...found, multiplyAdds: found.multiply_adds }),
  kilobytes(memory),
  kilobytes(memory_long),
);

const model = statSync("src/tagger/learnt/model.bin").size;
const wasm = readFileSync("dist/chromium/core/hearsay_bg.wasm");
hold(`the model has ${model} bytes`, model <= BARS.modelBytes);
const packed = deflateRawSync(wasm, { level: 9 }).length;
console.log(`\nmodel ${megabytes(model)}; WebAssembly, the model in it, ${megabytes(wasm.length)}, packed ${megabytes(packed)}`);
for (const what of missed) console.log(`MISSED  ${what}`);
process.exitCode = missed.length > 0 ? 1 : 0;
