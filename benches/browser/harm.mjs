// What Hearsay costs the page that it reads, in both browsers, held to limits. Fails where one is missed.
//
// Tasks: the longest task of the page's thread while a page of 20,000 nodes is read and marked, without a throttle and, in
// Chromium, at a quarter of the speed. Chromium tells its tasks; in Firefox the page counts its own turns, each of which may hold several.
// Follow: the time from a change to its mark. Storm: what a page gets done that changes itself 1,000 times a second, without Hearsay
// and with it, in turns. Growth: memory, nodes and listeners over many times on and off.
//
// ROUNDS=5 SECONDS=60 TIMES=1000 are what the figures of docs/reliability.md were measured with.
import { BROWSERS, launch, until } from "../../tests/browser/drive.mjs";
import { serve } from "../../tests/browser/server.mjs";
import { longest, longestTask, median } from "../measure.mjs";

/** @typedef {import("puppeteer-core").Page} Page */
/** @typedef {Awaited<ReturnType<typeof launch>>} Driver */

const ROUNDS = Number(process.env.ROUNDS ?? 5);
const SECONDS = Number(process.env.SECONDS ?? 60);
const TIMES = Number(process.env.TIMES ?? 1000);
const LIMITS = { task: 16, throttled: 50, follow: 1000, storm: 0.97, heap: 0.5 * 1024 * 1024 };

let missed = 0;

/** @param {string} what @param {string} figure @param {boolean} holds @param {string} limit */
function tell(what, figure, holds, limit) {
  if (!holds) missed += 1;
  console.log(`${what.padEnd(44)} ${figure.padEnd(34)} ${holds ? "" : "MISSED: "}${limit}`);
}

/** An article of 10,000 words among links: 20,000 nodes. */
function article() {
  const line = (/** @type {number} */ n) =>
    `<p>The water board of Ennis met for the ${n}th time <em>this year</em>, and the <a href="#${n}">minutes</a> ran to several pages. ` +
    `“The dyke will hold for <b>${n} years</b>,” said <a href="#s">Jorunn Aske</a>, who built it. She added that the clay had come from the north.</p>`;
  const links = Array.from({ length: 5600 }, (_, n) => `<li><a href="#${n}">Notice ${n}</a></li>`).join("");
  const lines = Array.from({ length: 220 }, (_, n) => line(n + 1)).join("\n");
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>The dyke at Ennis</title></head>
    <body><nav><ul>${links}</ul></nav><article><h1>The dyke at Ennis</h1>${lines}</article></body></html>`;
}
const SMALL = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Lock keeper keeps the lock</title></head><body><article>
  <h1>Lock keeper keeps the lock</h1>${"<p>The lock at Ennis was opened in the spring as it is in every year, and eleven barges went through it before noon without a scratch.</p>".repeat(7)}
  <p id="said">“The sea decides that,” said Peder Vold, who keeps the lock.</p></article><div id="storm" hidden></div></body></html>`;

/** @param {Driver} driver @param {Page} page */
async function isDone(driver, page) {
  const panel = await driver.panel("panel/panel.html");
  await until("the report", () =>
    panel.evaluate(async () => {
      const [tab] = await chrome.tabs.query({ active: true, currentWindow: true });
      const answer = await chrome.tabs.sendMessage(tab.id, { type: "state" }, { frameId: 0 }).catch(() => null);
      return answer?.state === "report";
    }).catch(() => false),
    120_000,
  );
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 100))));
}

/** @param {Driver} driver @param {string} origin @param {number} throttle */
async function tasks(driver, origin, throttle) {
  /** @type {Record<string, number[]>} */
  const found = { without: [], with: [] };
  const measure = driver.name === "chromium" ? longestTask : longest;
  let nodes = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    const page = await driver.open(`${origin}/article.html`);
    nodes = await page.evaluate(() => {
      const walker = document.createTreeWalker(document);
      let n = 0;
      while (walker.nextNode()) n += 1;
      return n;
    });
    const session = driver.name === "chromium" ? await page.createCDPSession() : null;
    await session?.send("Emulation.setCPUThrottlingRate", { rate: throttle });
    await new Promise((done) => setTimeout(done, 500));
    found.without?.push(await measure(page, () => new Promise((done) => setTimeout(done, 1500))));
    found.with?.push(
      await measure(page, async () => {
        await driver.press(page);
        await isDone(driver, page);
      }),
    );
    await session?.send("Emulation.setCPUThrottlingRate", { rate: 1 });
    await page.close();
  }
  return { nodes, without: median(found.without ?? []), with: median(found.with ?? []) };
}

/** @param {Driver} driver @param {string} origin @returns {Promise<number[]>} */
async function follow(driver, origin) {
  /** @type {number[]} */
  const times = [];
  const page = await driver.open(`${origin}/small.html`);
  await driver.press(page);
  await isDone(driver, page);
  for (let round = 0; round < ROUNDS; round += 1) {
    await new Promise((done) => setTimeout(done, 2000));
    times.push(
      await page.evaluate(
        (round) =>
          new Promise((done) => {
            const late = document.createElement("p");
            const began = performance.now();
            late.textContent = `“I come late, for the ${round}th time,” said Sunniva Moe, who had missed the barge.`;
            document.querySelector("#said")?.after(late);
            const look = () => {
              const ranges = [.../** @type {any} */ (CSS.highlights.get("hearsay-content") ?? [])];
              if (ranges.some((range) => late.contains(range.startContainer))) done(performance.now() - began);
              else requestAnimationFrame(look);
            };
            look();
          }),
        round,
      ),
    );
  }
  await page.close();
  return times;
}

/** Pieces of work that a page gets done in so many seconds, changing itself 1,000 times in each. @param {Page} page @param {number} seconds @returns {Promise<number>} */
const work = (page, seconds) =>
  page.evaluate(
    (seconds) =>
      new Promise((done) => {
        const storm = /** @type {Element} */ (document.querySelector("#storm"));
        const { port1, port2 } = new MessageChannel();
        const began = performance.now();
        let changes = 0;
        let pieces = 0;
        let sum = 0;
        port2.onmessage = () => {
          const passed = performance.now() - began;
          for (; changes < passed; changes += 1) {
            const node = document.createElement("i");
            node.textContent = `Change ${changes}`;
            node.className = "new";
            storm.append(node);
            // A page that only grew would be another one in the second half.
            if (storm.childNodes.length > 2000) storm.firstChild?.remove();
          }
          for (let i = 0; i < 20_000; i += 1) sum += Math.sqrt(i);
          pieces += 1;
          if (passed < seconds * 1000) port1.postMessage(sum);
          else done(pieces);
        };
        port1.postMessage(0);
      }),
    seconds,
  );

/** @param {Driver} driver @param {string} origin @param {boolean} shown whether what changes can be seen */
async function storm(driver, origin, shown) {
  const page = await driver.open(`${origin}/small.html`);
  if (shown) await page.evaluate(() => document.querySelector("#storm")?.removeAttribute("hidden"));
  await work(page, 2);
  /** @type {[number, number]} */
  const pieces = [0, 0];
  const turns = 6;
  for (let turn = 0; turn < turns; turn += 1) {
    const on = turn % 4 === 1 || turn % 4 === 2 ? 1 : 0;
    if (on && (turn % 4 === 1 || turn === 0)) {
      await driver.press(page);
      await isDone(driver, page);
    }
    pieces[on] += await work(page, SECONDS / turns);
    if (on && turn % 4 === 2) {
      await driver.press(page);
      await until("no marks", () => page.evaluate(() => CSS.highlights.size === 0));
    }
  }
  await page.close();
  // Three turns each.
  return pieces[1] / pieces[0];
}

/** @param {Driver} driver @param {string} origin */
async function growth(driver, origin) {
  const page = await driver.open(`${origin}/small.html`);
  const session = await page.createCDPSession();
  await session.send("Performance.enable");
  const measure = async () => {
    for (let i = 0; i < 3; i += 1) await session.send("HeapProfiler.collectGarbage");
    const { metrics } = await session.send("Performance.getMetrics");
    const value = (/** @type {string} */ name) => metrics.find((one) => one.name === name)?.value ?? NaN;
    return { heap: value("JSHeapUsedSize"), nodes: value("Nodes"), listeners: value("JSEventListeners") };
  };
  const cycle = async () => {
    await driver.press(page);
    await until("marks", () => page.evaluate(() => CSS.highlights.size > 0));
    await driver.press(page);
    await until("no marks", () => page.evaluate(() => CSS.highlights.size === 0));
  };
  for (let i = 0; i < TIMES / 2; i += 1) await cycle();
  const before = await measure();
  for (let i = 0; i < TIMES / 2; i += 1) await cycle();
  const after = await measure();
  await page.close();
  return { heap: after.heap - before.heap, nodes: after.nodes - before.nodes, listeners: after.listeners - before.listeners };
}

for (const name of BROWSERS) {
  const server = await serve({ "/article.html": article(), "/small.html": SMALL });
  const driver = await launch(name, { server });
  try {
    await driver.install(`dist/${name}`);
    for (const [throttle, limit] of /** @type {[number, number][]} */ (name === "chromium" ? [[1, LIMITS.task], [4, LIMITS.throttled]] : [[1, LIMITS.task]])) {
      const found = await tasks(driver, server.origin, throttle);
      const how = throttle > 1 ? `, ${throttle}x throttle` : "";
      tell(`${name} longest task, ${found.nodes} nodes${how}`, `${found.with.toFixed(1)} ms (idle ${found.without.toFixed(1)} ms)`, found.with <= limit, `at most ${limit} ms`);
    }
    const times = await follow(driver, server.origin);
    tell(`${name} from a change to its mark`, `median ${median(times).toFixed(0)} ms, at most ${Math.max(...times).toFixed(0)} ms`, Math.max(...times) <= LIMITS.follow, `at most ${LIMITS.follow} ms`);
    for (const shown of [false, true]) {
      const ratio = await storm(driver, server.origin, shown);
      tell(`${name} storm ${shown ? "in sight" : "out of sight"}`, `${(ratio * 100).toFixed(1)} % of the page's work is done`, ratio >= LIMITS.storm, `at least ${LIMITS.storm * 100} %`);
    }
    if (name === "chromium") {
      const { heap, nodes, listeners } = await growth(driver, server.origin);
      const holds = heap <= LIMITS.heap && nodes <= 0 && listeners <= 0;
      tell(`${name} ${TIMES} times on and off`, `${(heap / 1024).toFixed(0)} kB, ${nodes} nodes, ${listeners} listeners`, holds, `at most ${LIMITS.heap / 1024} kB, 0, 0 in the second half`);
    }
  } finally {
    await driver.close();
    await server.close();
  }
}
if (missed > 0) {
  console.error(`${missed} of the limits were missed`);
  process.exitCode = 1;
}
