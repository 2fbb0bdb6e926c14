// Hearsay on saved pages, in both browsers: each is opened, analysed, marked and cleared, and what the page is afterwards is compared
// with what it was. Fails where a page has a new error, a difference, a request, a mark on other words than the report's, or a turn
// of over 50 ms that it has not without Hearsay.
//
// PAGES=guardian-1,wikia runs these alone. Where ../shared/pages is absent there is nothing to run.
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { BROWSERS, launch, until } from "../../tests/browser/drive.mjs";
import { serve } from "../../tests/browser/server.mjs";
import { PANEL, painted, state, strangers, whole } from "../../tests/browser/stage.mjs";
import { longest } from "../measure.mjs";

const FOLDER = process.env.SAVED ?? "../shared/pages";
const TASK_MS = 50;
/** Behind a page's name: with its scripts off, since those of some wait for ever for what was not saved. */
const STILL = ".still";

const pause = (/** @type {number} */ ms) => new Promise((done) => setTimeout(done, ms));

const names = existsSync(FOLDER) ? readdirSync(FOLDER).filter((name) => existsSync(`${FOLDER}/${name}/source.html`)).sort() : [];
const chosen = process.env.PAGES ? names.filter((name) => process.env.PAGES?.split(",").includes(name)) : names;
if (chosen.length === 0) console.log(`not run: ${FOLDER} holds no pages`);

let faults = 0;
for (const browser of chosen.length > 0 ? BROWSERS : []) {
  const server = await serve((path) => {
    const file = `${FOLDER}/${path.slice(1).replace(STILL, "")}/source.html`;
    if (!/^\/[\w.-]+$/.test(path) || !existsSync(file)) return undefined;
    const headers = path.endsWith(STILL) ? { "content-security-policy": "script-src 'none'" } : {};
    return { body: readFileSync(file, "utf8"), headers };
  });
  const driver = await launch(browser, { server });
  const sums = { runs: 0, reports: 0, refused: 0, restless: 0, still: 0, errors: 0, differences: 0, requests: 0, misplaced: 0, marks: 0, long: 0, worst: 0 };
  try {
    await driver.install(`dist/${browser}`);
    for (const name of chosen) {
      const open = (/** @type {string} */ path) =>
        driver.open(`${server.origin}/${path}`, { waitUntil: "domcontentloaded", timeout: 30_000 });
      const page = await open(name).catch(async () => {
        sums.still += 1;
        const stuck = (await driver.browser.pages()).filter((one) => one.url().startsWith(server.origin) || one.url() === "about:blank");
        await Promise.race([Promise.all(stuck.slice(-1).map((one) => one.close())), pause(5000)]);
        return open(name + STILL);
      });
      let errors = 0;
      page.on("pageerror", () => (errors += 1));
      await pause(500);
      // How restless it is by itself.
      const before = await whole(page);
      const idle = await longest(page, () => pause(1000));
      const asItWas = await whole(page);
      const isRestless = before !== asItWas;
      const known = new Set(server.strays().map(({ url }) => url));
      errors = 0;

      let ended = "nothing";
      const turn = await longest(page, async () => {
        await driver.press(page);
        const panel = await driver.panel(PANEL);
        await until(`the end of reading ${name}`, async () => {
          ended = (await state(panel).catch(() => null))?.state ?? "nothing";
          return !["reading", "off", "nothing"].includes(ended);
        }, 60_000);
        await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 100))));
      });
      const { report } = await state(await driver.panel(PANEL));
      const marks = await painted(page);
      const wrong = report ? strangers(marks, report) : Object.values(marks).flat();
      const during = await whole(page);
      await driver.press(page);
      await until(`no marks on ${name}`, async () => Object.keys(await painted(page)).length === 0);
      const afterwards = await whole(page);

      const asked = server.strays().filter(({ url }) => !known.has(url));
      const faulty = [
        errors > 0 && `${errors} new errors`,
        !isRestless && during !== asItWas && "another page while it is marked",
        !isRestless && afterwards !== asItWas && "another page afterwards",
        asked.length > 0 && !isRestless && `asked for ${asked.slice(0, 3).map(({ url }) => url)}`,
        wrong.length > 0 && `${wrong.length} marks on other words: ${wrong.slice(0, 3).join(" | ")}`,
        turn > TASK_MS && turn > idle * 1.5 && `a turn of ${turn.toFixed(0)} ms, idle ${idle.toFixed(0)} ms`,
      ].filter(Boolean);
      for (const fault of faulty) console.log(`${browser} ${name}: ${fault}`);
      faults += faulty.length;
      sums.runs += 1;
      sums.reports += Number(ended === "report");
      sums.refused += Number(ended !== "report");
      sums.restless += Number(isRestless);
      sums.errors += errors;
      sums.differences += isRestless ? 0 : Number(during !== asItWas) + Number(afterwards !== asItWas);
      sums.requests += isRestless ? 0 : asked.length;
      sums.misplaced += wrong.length;
      sums.marks += Object.values(marks).flat().length;
      sums.long += Number(turn > TASK_MS && turn > idle * 1.5);
      sums.worst = Math.max(sums.worst, turn);
      await page.close();
    }
    console.log(
      `${browser.padEnd(8)} ${sums.runs} page-runs (${sums.reports} with a report, ${sums.refused} without; ${sums.restless} change by themselves, ${sums.still} do not load unless their scripts are off): ` +
        `${sums.errors} new errors, ${sums.differences} differences, ${sums.requests} requests, ${sums.misplaced} of ${sums.marks} marks misplaced, ` +
        `${sums.long} turns over ${TASK_MS} ms (longest ${sums.worst.toFixed(0)} ms)`,
    );
  } finally {
    await driver.close();
    await server.close();
  }
}
if (faults > 0) process.exitCode = 1;
