// What finding the article costs the page, beside @mozilla/readability on the same pages, in both browsers; exits 1 where a bar is
// missed.
//
// The pages are the largest of ../shared/pages, served with their scripts off; both contenders run in the page itself, taking
// turns. Ours is the reader of the extension, and the core until it has the article; in the extension only the reader runs in the
// page. Readability works on a copy, as its documentation wants it, since it takes the document apart. A task is the time
// between two turns of the page; Readability is one task. Of many rounds the fastest counts, since what a busy machine does besides
// only adds; of tasks the median round.
import { existsSync, readFileSync, readdirSync, statSync } from "node:fs";
import { BROWSERS, launch } from "../../tests/browser/drive.mjs";
import { serve } from "../../tests/browser/server.mjs";
import { median } from "../measure.mjs";

const PAGES = "../shared/pages";
const LARGEST = 20;
const ROUNDS = Number(process.env.ROUNDS ?? 15);
const BARS = { times: 3, task: 16 };

if (!existsSync(PAGES)) {
  console.log(`not measured: there is no ${PAGES}`);
  process.exit(0);
}
const size = (/** @type {string} */ name) => statSync(`${PAGES}/${name}/source.html`).size;
const names = readdirSync(PAGES)
  .filter((name) => existsSync(`${PAGES}/${name}/source.html`))
  .sort((a, b) => size(b) - size(a))
  .slice(0, LARGEST);

const headers = {
  "content-security-policy":
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'unsafe-inline'; connect-src 'self'; base-uri 'none'",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-embedder-policy": "require-corp",
};
/** @param {string} browser @returns {(path: string) => any} */
const answers = (browser) => (path) => {
  const [, folder = "", name = ""] = path.split("/");
  if (folder === "page") return { body: readFileSync(`${PAGES}/${name}/source.html`), headers };
  const type = name.endsWith(".wasm") ? "application/wasm" : "text/javascript";
  if (folder === "core") return { body: readFileSync(`target/bench/${name}`), type };
  if (folder === "bench" && name === "reader.js") return { body: readFileSync(`dist/${browser}/content/reader.js`), type };
  if (folder === "bench") return { body: readFileSync("node_modules/@mozilla/readability/Readability.js"), type };
  return undefined;
};

/** In the page. @param {number} rounds */
async function contend(rounds) {
  const core = await import(/** @type {any} */ (`${location.origin}/core/tagger.js`));
  const wasm = await fetch(`${location.origin}/core/tagger_bg.wasm`);
  await core.default({ module_or_path: await wasm.arrayBuffer() });
  for (const name of ["reader.js", "Readability.js"]) {
    const script = document.createElement("script");
    script.src = `${location.origin}/bench/${name}`;
    const loaded = new Promise((done, fail) => Object.assign(script, { onload: done, onerror: fail }));
    document.documentElement.append(script);
    await loaded;
    script.remove();
  }
  const { hearsayReader, Readability } = /** @type {any} */ (globalThis);

  // The reader gives the page its turns by `setTimeout`; here it says so first.
  /** @type {number[]} */
  let tasks = [];
  let began = 0;
  const later = globalThis.setTimeout.bind(globalThis);
  const yielding = (/** @type {() => void} */ goOn) => {
    tasks.push(performance.now() - began);
    return later(() => {
      began = performance.now();
      goOn();
    });
  };
  Object.defineProperty(globalThis, "setTimeout", { value: yielding, configurable: true });

  const found = [];
  for (let round = 0; round < rounds; round += 1) {
    tasks = [];
    began = performance.now();
    const { snapshot } = await hearsayReader.read();
    const end = performance.now();
    tasks.push(end - began);
    core.find(JSON.stringify(snapshot));
    const ours = performance.now();
    new Readability(document.cloneNode(true)).parse();
    const theirs = performance.now() - ours;
    // The turns between the tasks belong to the page, and on a busy machine to others.
    const read = tasks.reduce((sum, task) => sum + task);
    found.push({ read, ours: read + ours - end, task: Math.max(...tasks), theirs });
  }
  return { nodes: document.querySelectorAll("*").length, found };
}

const ms = (/** @type {number} */ value) => `${value.toFixed(1)} ms`.padStart(10);
const missed = /** @type {string[]} */ ([]);

console.log(`the ${names.length} largest of ${PAGES}, ${ROUNDS} rounds each: reading, reading and finding, longest task, Readability\n`);
for (const name of BROWSERS) {
  const server = await serve(answers(name));
  const driver = await launch(name, { server });
  const sums = { read: 0, ours: 0, theirs: 0 };
  const longest = { ours: 0, theirs: 0 };
  try {
    for (const page of names) {
      const tab = await driver.open(`${server.origin}/page/${page}`);
      const { nodes, found } = await tab.evaluate(contend, ROUNDS);
      await tab.close();
      const least = (/** @type {"read" | "ours" | "theirs"} */ key) => Math.min(...found.map((round) => round[key]));
      const tasks = { ours: median(found.map(({ task }) => task)), theirs: median(found.map(({ theirs }) => theirs)) };
      for (const key of /** @type {const} */ (["read", "ours", "theirs"])) sums[key] += least(key);
      longest.ours = Math.max(longest.ours, tasks.ours);
      longest.theirs = Math.max(longest.theirs, tasks.theirs);
      const times = [least("read"), least("ours"), tasks.ours, least("theirs")].map(ms).join("");
      console.log(`${name.padEnd(9)}${page.padEnd(30)}${String(nodes).padStart(6)} elements${times}`);
    }
  } finally {
    await driver.close();
    await server.close();
  }
  const times = sums.theirs / sums.ours;
  console.log(`${name.padEnd(9)}${"all".padEnd(30)}${" ".repeat(15)}${[sums.read, sums.ours, longest.ours, sums.theirs].map(ms).join("")}`);
  console.log(`${name.padEnd(9)}${times.toFixed(1)} times as fast; longest task${ms(longest.ours)}, Readability's${ms(longest.theirs)}\n`);
  if (times < BARS.times) missed.push(`${name}: ${times.toFixed(1)} times as fast, at least ${BARS.times} wanted`);
  if (longest.ours > BARS.task) missed.push(`${name}: a task of${ms(longest.ours)}, at most ${BARS.task} wanted`);
}
for (const what of missed) console.log(`MISSED  ${what}`);
process.exitCode = missed.length > 0 ? 1 : 0;
