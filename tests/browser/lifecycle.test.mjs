// Nothing is lost: the background is ended at any moment, the extension is loaded anew under open pages, and a page is left while it
// is read. What was begun ends in a report or in plain words, and what an old script left goes.
import assert from "node:assert/strict";
import { resolve } from "node:path";
import { after, before, describe, test } from "node:test";
import { BROWSERS } from "./drive.mjs";
import { PANEL, painted, stage, state, until } from "./stage.mjs";

/** @typedef {import("puppeteer-core").Page} Page */

/** @param {Page} page */
const marked = async (page) => Object.values(await painted(page)).flat().join("|");
/** @param {Page} page @param {string} words */
const shows = (page, words) => until(`a mark on ${words}`, async () => (await marked(page)).includes(words), 30_000);
/** Whether a mark can be seen: Firefox ends the scripts of an extension with it, and takes its style off. @param {Page} page */
const isDressed = async (page) =>
  (await marked(page)) !== "" &&
  (await page.evaluate(() => {
    const { textDecorationLine, backgroundColor } = getComputedStyle(document.body, "::highlight(hearsay-source)");
    return textDecorationLine !== "none" || backgroundColor !== "rgba(0, 0, 0, 0)";
  }));
const pause = (/** @type {number} */ ms) => new Promise((done) => setTimeout(done, ms));

for (const name of BROWSERS) {
  describe(name, { timeout: 300_000 }, () => {
    /** @type {Awaited<ReturnType<typeof stage>>} */
    let it;
    before(async () => void (it = await stage(name)));
    after(() => it?.close());

    test("T28 an article is read to its end whenever the background is ended meanwhile", async () => {
      const page = await it.open("open/long.html");
      await it.press(page);
      const panel = await it.panel(PANEL);
      for (const wait of [0, 30, 80, 150, 300, 500, 800, 1200]) {
        await pause(wait);
        await it.stopBackground().catch(() => {});
        // Ended before it had heard the press, it has heard nothing.
        let ended = "";
        await until("the end of reading", async () => {
          ended = (await state(panel).catch(() => null))?.state ?? "";
          if (ended === "" && wait < 100) await it.press(page);
          return ended !== "" && ended !== "reading";
        }, 60_000);
        assert.equal(ended, "report", `ended after ${wait} ms`);
        const { report } = await state(panel);
        assert.ok(report.article.text.endsWith("said Ada Kvist."), `ended after ${wait} ms`);
        await it.press(page);
        await until("no marks", async () => (await marked(page)) === "");
        await it.press(page);
      }
      await page.close();
    });

    test("T28 the reader's keys reach a page whose background was ended", async () => {
      const { page } = await it.pressed("open/article.html");
      await it.stopBackground();
      await page.evaluate(() => document.querySelector("#last")?.insertAdjacentHTML("afterend", "<p>“After the end,” said Nils Auferstand.</p>"));
      await shows(page, "Auferstand");
      await it.stopBackground();
      await it.press(page);
      await until("no marks", async () => (await marked(page)) === "");
      await page.close();
    });

    test("T26 a page that is left while it is read leaves nothing behind", async () => {
      const page = await it.open("open/long.html");
      await it.press(page);
      const panel = await it.panel(PANEL);
      await until("it to be read", async () => (await state(panel).catch(() => null))?.state === "reading");
      await page.goto(`${it.server.origin}/open/silent.html`);
      await pause(1500);
      assert.equal(await marked(page), "");
      await it.press(page);
      await until("a report", async () => (await state(await it.panel(PANEL)).catch(() => null))?.state === "report");
      await page.close();
    });

    test("T31 settings that are broken keep nobody from reading", async () => {
      const broken = [null, 7, "settings", [], { parts: null, style: 9, sure: "very", sites: 1 }, { parts: { source: "yes" }, sure: NaN, __proto__: { style: "tint" } }, { style: "x".repeat(6000) }];
      for (const settings of broken) {
        await it.background(async (/** @type {unknown} */ settings) => chrome.storage.sync.set({ settings }).catch(() => {}), settings);
        const { page } = await it.pressed("open/article.html");
        await shows(page, "Mara Lind");
        await page.close();
      }
      await it.background(async () => chrome.storage.sync.clear());
    });

    test("T32 nothing of what was read is stored", async () => {
      const { page } = await it.pressed("open/article.html");
      await shows(page, "Mara Lind");
      const stored = await it.background(async () => {
        const areas = ["local", "sync", "session"].map(async (area) => JSON.stringify((await chrome.storage[area]?.get(null)) ?? {}));
        const bases = (await indexedDB.databases?.()) ?? [];
        const caches_ = globalThis.caches ? await caches.keys().catch(() => []) : [];
        return [...(await Promise.all(areas)), String(bases.length + caches_.length)];
      });
      assert.deepEqual(stored, ["{}", "{}", "{}", "0"]);
      await page.close();
    });

    test("T27 loaded anew, the extension takes off what the old scripts left, and begins afresh", async () => {
      const pages = [];
      for (let at = 0; at < 3; at += 1) {
        const { page } = await it.pressed("open/article.html");
        await shows(page, "Mara Lind");
        pages.push(page);
      }
      /** @type {string[]} */
      const errors = [];
      for (const page of pages) page.on("pageerror", (error) => errors.push(String(error)));
      await it.reload();
      for (const page of pages) {
        await page.bringToFront();
        await until("no marks of the old script", async () => !(await isDressed(page)), 5000);
        // In Firefox the old script's layer has nobody left to take it away; it went out of sight with the style sheet.
        const seen = () => {
          const host = document.querySelector("hearsay-card");
          return host && getComputedStyle(host).display !== "none";
        };
        assert.ok(!(await page.evaluate(seen)), "the layer is out of sight");
      }
      const [page] = /** @type {[Page]} */ (pages);
      await page.bringToFront();
      await it.press(page);
      await shows(page, "Mara Lind");
      const first = await painted(page);
      await pause(1500);
      assert.deepEqual(await painted(page), first, "an old script leaves the new marks alone");
      const layers = () => page.evaluate(() => document.querySelectorAll("hearsay-card").length);
      assert.equal(await layers(), 1, "the old layer went when the new one came");
      await it.press(page);
      await until("no marks", async () => (await marked(page)) === "");
      assert.equal(await layers(), 0);
      assert.deepEqual(errors, []);
      for (const one of pages) await one.close();
    });

    test("T27 uninstalled, it leaves no page with a mark", async () => {
      const { page } = await it.pressed("open/article.html");
      await shows(page, "Mara Lind");
      const id = name === "chromium" ? new URL(await it.extensionUrl("")).hostname : "hearsay@hearsay.example";
      await it.browser.uninstallExtension(id);
      await page.bringToFront();
      await until("no marks", async () => !(await isDressed(page)), 5000);
      await page.close();
      await it.install(resolve(`dist/${name}`));
    });
  });
}
