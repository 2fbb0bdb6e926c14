// A newcomer's way in one go, in both browsers: from the install over the sample article and the first article of a real page to the
// first exported note. Each step is done as a reader does it, and leaves a picture in out/newcomer.
//
// `LOOK=dark node --test tests/browser/newcomer.test.mjs` walks by night; `forced` where the reader forces colours.
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { BROWSERS } from "./drive.mjs";
import { PANEL, cardText, painted, stage, state, until } from "./stage.mjs";

const OUT = "out/newcomer";
const LOOK = /** @type {"light" | "dark" | "forced"} */ (process.env.LOOK ?? "light");
const MAIL = `From the harbour office

Good morning all,

“The crane is not to be used before the inspection,” said Tove Brandt, who runs the dock. She added that
the inspector would come on Friday. According to the builder, the rope was changed in June. Nobody has
told us what happens with the two barges that wait in the outer basin, nor who pays for the days that they lose.`;

mkdirSync(OUT, { recursive: true });

/** Where some words of a paragraph stand, in the window's own measure. In the page. @param {string} selector @param {string} words */
const place = async (selector, words) => {
  const found = /** @type {Element} */ (document.querySelector(selector));
  found.scrollIntoView({ block: "center" });
  // Of scrolling the page hears in its next frame, and a card that is open then closes.
  for (let frames = 0; frames < 2; frames += 1) await new Promise((done) => requestAnimationFrame(done));
  const text = /** @type {Text} */ (found.firstChild);
  const range = document.createRange();
  range.setStart(text, text.data.indexOf(words));
  range.setEnd(text, text.data.indexOf(words) + words.length);
  const { left, top, width, height } = /** @type {DOMRect} */ (range.getClientRects()[0]);
  return { x: left + width / 2, y: top + height / 2 };
};
/** The words under the lines of the sources. In the page. */
const sources = () =>
  [.../** @type {any} */ (CSS.highlights.get("hearsay-source") ?? [])].map((range) =>
    String(range.startContainer.data.slice(range.startOffset, range.endOffset)),
  );

for (const name of BROWSERS) {
  test(`${name}: from the install to the first note`, { timeout: 240_000 }, async (t) => {
    const saved = mkdtempSync(join(tmpdir(), "hearsay-"));
    const it = await stage(name, { look: LOOK });
    let count = 0;
    /** @param {any} page @param {string} what @param {object} [options] */
    const shoot = async (page, what, options) => {
      await new Promise((done) => setTimeout(done, 350));
      await page.screenshot(`${OUT}/${name}-${LOOK}-${String((count += 1)).padStart(2, "0")}-${what}.png`, options);
    };
    /** @param {any} page a tab of the browser's, which has the same picture by another call */
    const tab = (page) => ({ screenshot: (/** @type {string} */ path, /** @type {object} */ options = {}) => page.screenshot({ path, ...options }) });
    /** @param {any} page @param {string} selector */
    const click = async (page, selector) => {
      await until(selector, () => page.evaluate((/** @type {string} */ at) => document.querySelector(at) !== null, selector));
      await page.click(selector);
    };
    const marked = (/** @type {any} */ page) => until("marks", async () => ((await page.evaluate(sources).catch(() => [])).length > 0));
    const covered = (/** @type {any} */ page) =>
      until("the card", () =>
        page.evaluate(() => {
          // A card is larger than the meshes of this net.
          const isCard = (/** @type {number} */ x, /** @type {number} */ y) => document.elementFromPoint(x, y)?.localName === "hearsay-card";
          return [0.2, 0.5, 0.8].some((x) => [...Array(40).keys()].some((y) => isCard(x * innerWidth, (y * innerHeight) / 40)));
        }),
      );

    try {
      await it.saveTo(saved);
      /** @type {any} */
      let own;
      await t.test("a page greets who has installed it, and asks for nothing", async () => {
        own = await it.opened("welcome/welcome.html");
        await until("its words", () => own.evaluate(() => document.querySelector("h1")?.textContent !== ""));
        await shoot(own, "welcome", { fullPage: true });
      });

      await t.test("the sample is marked, explained and listed by one press", async () => {
        await click(own, 'a[href="sample.html"]');
        own = await it.opened("welcome/sample.html");
        await until("the button", () => own.evaluate(() => document.querySelector(".try") !== null));
        await shoot(own, "sample");
        await click(own, ".try");
        await marked(own);
        const panel = await it.panel(PANEL);
        await until("the list", () => panel.evaluate(() => document.querySelector(".jump") !== null));
        await shoot(own, "sample-marked");
        await shoot(panel, "panel");
      });

      await t.test("a card opens for the pointer, for a finger and for the keys", async () => {
        const { x, y } = await own.evaluate(place, "article p:nth-of-type(4)", "Lind");
        await own.rest(5, 5);
        await own.rest(x, y);
        await covered(own);
        await shoot(own, "card-pointer");
        await own.press("Escape");
        await own.resize({ width: 360, height: 740, deviceScaleFactor: 2 });
        const spot = await own.evaluate(place, "article p:nth-of-type(5)", "a report");
        await own.tap(spot.x, spot.y);
        await covered(own);
        await shoot(own, "card-finger");
        await own.tap(5, 5);
        await own.resize({ width: 1000, height: 900 });
        await it.command("next-mark");
        await covered(own);
        await shoot(own, "card-keys");
        await own.press("Escape");
      });

      await t.test("the panel searches, filters and leads into the page", async () => {
        const panel = await it.panel(PANEL);
        await panel.evaluate(() => {
          const box = /** @type {HTMLInputElement} */ (document.querySelector("input"));
          box.value = "lorries";
          box.dispatchEvent(new Event("input"));
        });
        await until("fewer", () => panel.evaluate(() => document.querySelectorAll(".jump[data-attribution]").length === 1));
        await shoot(panel, "panel-search");
        await click(panel, ".outcome button");
        await click(panel, ".filters summary");
        await shoot(panel, "panel-filters");
        await click(panel, "#tab-claims");
        await until("the claims", () => panel.evaluate(() => document.querySelector("[data-claim]") !== null));
        await shoot(panel, "panel-claims");
        await click(panel, "[data-claim]");
        await covered(own);
        await shoot(own, "claim-from-panel");
        await shoot(panel, "panel-after-claim");
        await own.press("Escape");
        await own.close();
      });

      await t.test("an article of the web is marked by the button, and from then on by itself where the reader says so", async () => {
        const url = `${it.server.site}/open/article.html`;
        let page = await it.visit(url);
        await it.press(page);
        await marked(page);
        const panel = await it.panel(PANEL);
        await until("its title", () => panel.evaluate(() => document.querySelector("h1")?.textContent?.startsWith("Vessby")));
        await shoot(tab(page), "article");
        await shoot(panel, "article-panel", { fullPage: true });
        await it.allow(`${it.server.site}/*`);
        await page.bringToFront();
        await until("the offer", () => panel.evaluate(() => document.querySelector(".site button") !== null));
        await click(panel, ".site button");
        await until("the script", () => it.background(async () => (await chrome.scripting.getRegisteredContentScripts()).length === 1));
        await until("the word", () => panel.evaluate(() => document.querySelector(".site")?.textContent?.includes("starts by itself")));
        await shoot(panel, "site-kept", { fullPage: true });
        await page.close();
        page = await it.visit(url);
        await marked(page);
        await page.close();
      });

      await t.test("the options are one press away, and hold", async () => {
        const page = await it.visit(`${it.server.site}/open/article.html`);
        await marked(page);
        const panel = await it.panel(PANEL);
        await click(panel, "#options");
        const options = await it.opened("options/options.html");
        await click(options, 'input[name="cue"]');
        await click(options, 'input[value="lines"]');
        await until("the word", () => options.evaluate(() => document.getElementById("news")?.textContent !== ""));
        await shoot(options, "options", { fullPage: true });
        await page.bringToFront();
        await until("lines alone, and no cues", async () => {
          const marks = await painted(page);
          return marks["hearsay-tint"]?.length === 0 && marks["hearsay-cue"]?.length === 0;
        });
        await shoot(tab(page), "lines-alone");
        await options.evaluate(() => document.getElementById("reset")?.click());
        await until("the cues", async () => (await painted(page))["hearsay-cue"]?.length);
        await options.close();
        await page.close();
      });

      await t.test("the context menu takes the marks off a page, and a selection to a page of its own", async () => {
        const article = await it.visit(`${it.server.site}/open/article.html`);
        await marked(article);
        await it.menu(article, "press");
        await until("no marks", async () => Object.keys(await painted(article)).length === 0);
        await article.close();
        const page = await it.open("open/plain.txt");
        await page.bringToFront();
        await page.evaluate(() => getSelection()?.selectAllChildren(document.body));
        await it.menu(page, "selection");
        const paste = await it.opened("paste/paste.html");
        await until("the article", () => paste.evaluate(() => document.querySelectorAll("article p").length > 0));
        await shoot(paste, "selection");
        await paste.close();
        await page.close();
      });

      await t.test("what stands on no page can be pasted", async () => {
        const paste = await it.own("paste/paste.html");
        await shoot(paste, "paste");
        await click(paste, "button.primary");
        await shoot(paste, "paste-empty");
        await paste.evaluate((/** @type {string} */ words) => void (/** @type {HTMLTextAreaElement} */ (document.getElementById("words")).value = words), MAIL);
        await click(paste, "button.primary");
        await marked(paste);
        await shoot(paste, "paste-marked");
        await paste.close();
      });

      await t.test("the first note is a file, and says who says what", async () => {
        const page = await it.visit(`${it.server.site}/open/article.html`);
        await marked(page);
        const panel = await it.panel(PANEL);
        await until("its title", () => panel.evaluate(() => document.querySelector("h1")?.textContent?.startsWith("Vessby")));
        const { report } = await state(panel);
        await click(panel, ".export summary");
        await shoot(panel, "export");
        await click(panel, ".export li button");
        const file = await until("the file", async () => readdirSync(saved).find((one) => one.endsWith(".md")));
        await shoot(panel, "exported");
        const note = readFileSync(join(saved, file), "utf8");
        assert.ok(note.startsWith(`# ${report.article.title}`), note);
        for (const source of report.sources) assert.ok(note.includes(source.name), source.name);
        t.diagnostic(`${file}\n${note}`);
        await page.close();
      });

      await t.test("nothing of it left the device", () => assert.deepEqual(it.server.strays("/open/article.html", "/open/plain.txt"), []));
    } finally {
      await it.close();
      rmSync(saved, { recursive: true, force: true });
    }
  });
}
