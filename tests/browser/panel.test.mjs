// The panel and the toolbar button: what they say of the page in front, whatever that is.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { BROWSERS } from "./drive.mjs";
import { PANEL, contents, painted, stage, state, until } from "./stage.mjs";

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
        bar: document.querySelectorAll(".shares span").length,
        filled: [...document.querySelectorAll(".shares span")].reduce((sum, one) => sum + Number(getComputedStyle(one).flexGrow), 0),
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
      assert.ok(shown.bar > 1, "the bar has parts");
      assert.ok(Math.abs(shown.filled - 1) < 0.02, `the bar's parts add up to ${shown.filled}`);
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

    /** The words that stand marked in the page as content. @param {import("puppeteer-core").Page} page */
    const marked = async (page) => contents(await painted(page)).sort().join(" ");

    test("what is searched for there is all that is marked on the page, until all is shown again", async () => {
      const { page, panel } = await it.pressed("open/article.html");
      await says(panel, "We will sweep it ourselves");
      const before = await marked(page);
      await panel.evaluate(() => {
        const box = /** @type {HTMLInputElement} */ (document.querySelector("input"));
        box.value = "sweep";
        box.dispatchEvent(new Event("input"));
      });
      await until("one mark", async () => {
        const words = await marked(page);
        return words.includes("sweep") && !words.includes("never");
      });
      const left = await panel.evaluate(() => [...document.querySelectorAll("#list .jump")].map((one) => one.textContent));
      assert.equal(left.length, 1);
      assert.match(left[0], /We will sweep it ourselves/);
      await panel.evaluate(() => /** @type {HTMLElement} */ (document.querySelector(".outcome button")).click());
      await until("all marks", async () => (await marked(page)) === before);
      await page.close();
    });

    test("filters by speaker, and counts what every choice would leave", async () => {
      const { page, panel } = await it.pressed("open/article.html");
      await says(panel, "Jonas Ekdal");
      const { report } = await state(panel);
      const speaker = report.sources.find((/** @type {any} */ one) => one.name === "Jonas Ekdal");
      const said = report.attributions.filter((/** @type {any} */ one) => one.speaker === speaker.id).length;
      const label = await panel.evaluate((/** @type {number} */ id) => {
        /** @type {HTMLElement} */ (document.querySelector(".filters summary")).click();
        const select = /** @type {HTMLSelectElement} */ (document.querySelector('select[data-axis="speaker"]'));
        select.value = String(id);
        select.dispatchEvent(new Event("change"));
        return select.selectedOptions[0]?.textContent;
      }, speaker.id);
      assert.equal(label, `Jonas Ekdal (${said})`);
      await until("his marks alone", async () => {
        const words = await marked(page);
        return words.includes("40,000") && !words.includes("sweep");
      });
      await page.close();
    });

    test("shows what the reader came upon in the page", async () => {
      const { page, panel } = await it.pressed("open/article.html");
      await says(panel, "Jonas Ekdal");
      await it.command("next-mark");
      const first = await until("an entry", () =>
        panel.evaluate(() => document.querySelector("[aria-current] bdi")?.textContent),
      );
      assert.match(first, /reading room/);
      await it.command("next-mark");
      await until("another entry", () =>
        panel.evaluate(() => document.querySelector("[aria-current] bdi")?.textContent?.includes("two hundred")),
      );
      assert.equal(await panel.evaluate(() => document.querySelectorAll("[aria-current]").length), 1);
      await page.close();
    });

    test("shows the claim that the reader came upon, also one in the article's own voice", async () => {
      const { page, panel } = await it.pressed("open/article.html");
      await says(panel, "Jonas Ekdal");
      const { report } = await state(panel);
      const own = report.claims.find((/** @type {any} */ claim) => claim.attribution === null);
      assert.ok(own, "the article claims something itself");
      // The card of a number in the margin, as a press on it opens it.
      await panel.evaluate(async (/** @type {number} */ claim) => {
        const [tab] = await chrome.tabs.query({ active: true, currentWindow: true });
        await chrome.tabs.sendMessage(tab?.id ?? -1, { type: "show-claim", claim }, { frameId: 0 });
      }, own.id);
      await until("the claim", () =>
        panel.evaluate((/** @type {number} */ claim) => document.querySelector(`[data-claim="${claim}"]`)?.matches("[aria-current], :has([aria-current])"), own.id),
      );
      assert.equal(await panel.evaluate(() => document.querySelectorAll("[aria-current]").length), 1);
      await page.close();
    });

    test("is gone through by arrow keys, and the Tab key stops in its list once", async () => {
      const { page, panel } = await it.pressed("open/article.html");
      await says(panel, "Jonas Ekdal");
      const found = await panel.evaluate(() => {
        const list = /** @type {HTMLElement} */ (document.querySelector(".list"));
        const stops = [...list.querySelectorAll("summary, .jump")].filter((one) => /** @type {HTMLElement} */ (one).tabIndex === 0);
        /** @type {HTMLElement} */ (stops[0]).focus();
        const key = (/** @type {string} */ name) =>
          document.activeElement?.dispatchEvent(new KeyboardEvent("keydown", { key: name, bubbles: true, cancelable: true }));
        const at = () => document.activeElement?.textContent ?? "";
        const seen = [at()];
        for (const name of ["ArrowDown", "ArrowDown", "ArrowUp", "End", "Home"]) {
          key(name);
          seen.push(at());
        }
        return { stops: stops.length, seen };
      });
      assert.equal(found.stops, 1);
      const [start, first, second, back, , home] = found.seen;
      assert.notEqual(first, start);
      assert.notEqual(second, first);
      assert.equal(back, first);
      assert.equal(home, start);
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

    test("says why a page is not read", async () => {
      const { page, panel } = await it.pressed("open/front.html");
      await says(panel, "Hearsay does not read this page.");
      await says(panel, "Open one of its stories.");
      assert.deepEqual(await button(), { badge: "–", title: "Hearsay does not read this page." });
      assert.deepEqual(await painted(page), {});
      await page.close();
    });

    test("says which language it does not read", async () => {
      const { page, panel } = await it.pressed("open/foreign.html");
      await says(panel, "It is written in German.");
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
        live: document.querySelector('[role="status"]')?.textContent ?? "",
        entries: document.querySelectorAll("ul > li > details > summary > h3").length,
        sayings: document.querySelectorAll("details > ol > li > button").length,
        unnamed: [...document.querySelectorAll("button, summary")].filter((one) => !one.textContent?.trim()).length,
      }));
      assert.match(found.language, /^en/);
      assert.match(found.live, /attribution/);
      assert.ok(found.entries > 1 && found.sayings >= found.entries);
      assert.equal(found.unnamed, 0);
      await page.close();
    });
  });
}
