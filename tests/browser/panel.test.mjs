// The panel and the toolbar button: what they say of the page in front, whatever that is.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { BROWSERS } from "./drive.mjs";
import { PANEL, painted, stage, state, until } from "./stage.mjs";

const FORBIDDEN = { chromium: "chrome://version", firefox: "about:robots" };

for (const name of BROWSERS) {
  describe(name, { timeout: 180_000 }, () => {
    /** @type {Awaited<ReturnType<typeof stage>>} */
    let it;
    before(async () => void (it = await stage(name)));
    after(() => it?.close());

    const words = (/** @type {any} */ panel) => panel.evaluate(() => document.querySelector("main")?.textContent ?? "");
    const says = (/** @type {any} */ panel, /** @type {string} */ what) =>
      until(`the panel to say "${what}"`, async () => (await words(panel)).includes(what));
    /** What the toolbar button wears on the tab in front. */
    const button = () =>
      it.background(async () => {
        const [tab] = await chrome.tabs.query({ active: true, lastFocusedWindow: true });
        return {
          badge: await chrome.action.getBadgeText({ tabId: tab.id }),
          title: await chrome.action.getTitle({ tabId: tab.id }),
        };
      });

    test("opens with a press, and lists who says what with each one's share", async () => {
      const { page, panel } = await it.pressed("open/article.html");
      await says(panel, "Mara Lind");
      const { report } = await state(panel);
      const shown = await panel.evaluate(() => ({
        first: document.body.innerText.trim().split("\n")[0],
        title: document.querySelector("h1")?.textContent,
        names: [...document.querySelectorAll("h3")].map((one) => one.textContent),
        shares: [...document.querySelectorAll(".share")].map((one) => one.textContent),
        sayings: [...document.querySelectorAll(".jump bdi:first-child")].map((one) => one.textContent),
        summary: document.querySelector(".summary")?.textContent,
      }));
      assert.equal(shown.first, "Nothing leaves this device.");
      assert.equal(shown.title, "Vessby library keeps its night hours");
      assert.equal(new Set(shown.names).size, shown.names.length);
      assert.ok(shown.names.includes("Mara Lind"));
      assert.ok(
        shown.sayings.some((/** @type {string} */ one) => one.includes("The reading room is never empty")),
        shown.sayings.join("|"),
      );
      for (const share of shown.shares) assert.match(share, /^\d+%$|^$/);
      assert.equal(Number.parseInt(shown.summary), report.attributions.length);
      assert.ok(shown.summary.includes(`${Math.round(report.summary.attributed * 100)}%`), shown.summary);
      const { badge, title } = await button();
      assert.equal(badge, String(report.sources.length));
      assert.equal(title, "Hide who says what");
      await page.close();
    });

    test("jumps to where an attribution stands", async () => {
      const { page, panel } = await it.pressed("open/article.html");
      await page.setViewport({ width: 600, height: 300 });
      await says(panel, "We will sweep it ourselves");
      const isSeen = () =>
        page.evaluate(() => {
          const { top, bottom } = /** @type {Element} */ (document.querySelector("#last")).getBoundingClientRect();
          return top >= 0 && bottom <= innerHeight;
        });
      assert.equal(await isSeen(), false);
      await panel.evaluate(() => {
        const all = [.../** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".jump"))];
        all.find((one) => one.textContent?.includes("We will sweep it ourselves"))?.click();
      });
      await until("the line in view", isSeen);
      await page.close();
    });

    test("says so when a saying is no longer on the page", async () => {
      const { page, panel } = await it.pressed("open/article.html");
      await says(panel, "We will sweep it ourselves");
      await page.evaluate(() => document.querySelector("#last")?.remove());
      await panel.evaluate(() => {
        const all = [.../** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".jump"))];
        all.find((one) => one.textContent?.includes("We will sweep it ourselves"))?.click();
      });
      await says(panel, "not shown on the page");
      await page.close();
    });

    test("says when Hearsay is off again", async () => {
      const { page, panel } = await it.pressed("open/article.html");
      await says(panel, "Mara Lind");
      await it.press(page);
      await says(panel, "Hearsay is off on this page.");
      assert.deepEqual(await button(), { badge: "", title: "Show who says what" });
      await page.close();
    });

    test("follows the reader from tab to tab", async () => {
      const first = await it.pressed("open/article.html");
      await says(first.panel, "Mara Lind");
      const second = await it.open("open/silent.html");
      await says(first.panel, "Hearsay is off on this page.");
      await first.page.bringToFront();
      await says(first.panel, "Mara Lind");
      await second.close();
      await first.page.close();
    });

    test("forgets the page that the tab has left", async () => {
      const { page, panel } = await it.pressed("open/article.html");
      await says(panel, "Mara Lind");
      await page.goto(`${it.server.origin}/open/silent.html`);
      await says(panel, "Hearsay is off on this page.");
      assert.equal((await button()).badge, "");
      await page.close();
    });

    test("says what is no article", async () => {
      const { page, panel } = await it.pressed("open/front.html");
      await says(panel, "This page is not an article.");
      assert.deepEqual(await button(), { badge: "–", title: "This page is not an article." });
      assert.deepEqual(await painted(page), {});
      await page.close();
    });

    test("says when nobody is quoted", async () => {
      const { page, panel } = await it.pressed("open/silent.html");
      await says(panel, "Nobody is quoted or cited here.");
      assert.equal((await button()).badge, "0");
      await page.close();
    });

    test("says where the browser keeps it out", async () => {
      const page = await it.browser.newPage();
      // Firefox moves such a page to another process, and the driver waits for the old one.
      await Promise.race([page.goto(FORBIDDEN[name]).catch(() => {}), new Promise((done) => setTimeout(done, 2000))]);
      await page.bringToFront();
      await it.press(page);
      await says(await it.panel(PANEL), "Hearsay cannot run on this page.");
      assert.deepEqual(await button(), { badge: "–", title: "Hearsay cannot run on this page." });
      await page.close();
    });

    test("goes on where the browser ended the background meanwhile", async () => {
      const { page, panel } = await it.pressed("open/article.html");
      await says(panel, "Mara Lind");
      await it.stopBackground();
      await it.press(page);
      await until("no marks", async () => Object.keys(await painted(page)).length === 0);
      await it.stopBackground();
      await it.press(page);
      await until("marks", async () => (await painted(page))["hearsay-content"]?.length);
      await page.close();
    });

    test("has a list, headings and buttons for those who hear it", async () => {
      const { page, panel } = await it.pressed("open/article.html");
      await says(panel, "Mara Lind");
      const found = await panel.evaluate(() => ({
        language: document.documentElement.lang,
        live: document.querySelector("main")?.getAttribute("aria-live"),
        entries: document.querySelectorAll("ul > li > details > summary > h3").length,
        sayings: document.querySelectorAll("details > ol > li > button").length,
        unnamed: [...document.querySelectorAll("button, summary")].filter((one) => !one.textContent?.trim()).length,
      }));
      assert.match(found.language, /^en/);
      assert.equal(found.live, "polite");
      assert.ok(found.entries > 1 && found.sayings >= found.entries);
      assert.equal(found.unnamed, 0);
      await page.close();
    });
  });
}
