// How Hearsay looks where its words are longer, where they run from right to left, and where the reader forces colours.
//
// Two languages that nobody speaks: `longest` has of every sentence the longest of all our languages, `mirrored` has English in
// letters that run from right to left, and half as much again of it.
import assert from "node:assert/strict";
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { BROWSERS } from "./drive.mjs";
import { contents, painted, stage, until } from "./stage.mjs";

/** @typedef {Record<string, {message: string}>} Messages */
const LOCALES = "extension/_locales";
const SOLID = /^(direction|language|extension_name)$/;
const all = readdirSync(LOCALES).map((name) => /** @type {Messages} */ (JSON.parse(readFileSync(join(LOCALES, name, "messages.json"), "utf8"))));
const english = /** @type {Messages} */ (JSON.parse(readFileSync(join(LOCALES, "en", "messages.json"), "utf8")));

/** @param {(key: string, message: string) => string} change @returns {Messages} */
const changed = (change) =>
  Object.fromEntries(Object.entries(english).map(([key, one]) => [key, { ...one, message: change(key, one.message) }]));
/** Hebrew letters in place of Latin ones, and the placeholders as they are. @param {string} words */
const mirrored = (words) =>
  words.replace(/\$\w+\$|[a-z]/gi, (found) => (found.length > 1 ? found : String.fromCharCode(0x5d0 + (found.toLowerCase().charCodeAt(0) - 97) % 22)));

/** @type {Record<string, Messages>} */
const LANGUAGES = {
  longest: changed((key, message) =>
    SOLID.test(key) ? message : all.map((one) => one[key]?.message ?? "").reduce((a, b) => (b.length > a.length ? b : a), message),
  ),
  mirrored: changed((key, message) => {
    if (key === "direction") return "rtl";
    if (key === "language") return "he";
    if (SOLID.test(key)) return message;
    const words = mirrored(message);
    return `${words} ${words.replace(/\$\w+\$/g, "").slice(0, message.length / 2)}`.trim();
  }),
};

/** In the page: what stands beyond the window, or is cut off by its own box. `root` is the document or a shadow tree. */
const OVERFLOWING = `(root, width) => {
  const shown = [...root.querySelectorAll("*")].filter((one) => one.checkVisibility() && !one.closest(".unseen, .flash, .margin, head, article"));
  return shown.flatMap((one) => {
    const { left, right, width: own } = one.getBoundingClientRect();
    const style = getComputedStyle(one);
    const isCut = style.overflowX !== "visible" && !one.matches("input, select, textarea") && one.scrollWidth > one.clientWidth + 1;
    const isBeyond = own > 0 && (left < -1 || right > width + 1);
    return isCut || isBeyond ? [(isCut ? "cut: " : "beyond: ") + one.outerHTML.slice(0, 120)] : [];
  });
}`;

for (const name of BROWSERS) {
  for (const [language, messages] of Object.entries(LANGUAGES)) {
    describe(`${name}, ${language}`, { timeout: 240_000 }, () => {
      const folder = mkdtempSync(join(tmpdir(), "hearsay-"));
      /** @type {Awaited<ReturnType<typeof stage>>} */
      let it;
      before(async () => {
        cpSync(`dist/${name}`, folder, { recursive: true });
        writeFileSync(join(folder, "_locales/en/messages.json"), JSON.stringify(messages));
        it = await stage(name, { folder });
      });
      after(async () => {
        await it?.close();
        rmSync(folder, { recursive: true, force: true });
      });

      /** @param {any} page @param {string} what @param {number[]} widths */
      const fits = async (page, what, widths) => {
        for (const width of widths) {
          await page.resize({ width, height: 800 });
          await until(`a width of ${width}`, () => page.evaluate((/** @type {number} */ width) => Math.abs(innerWidth - width) < 20, width));
          assert.deepEqual(await page.evaluate(`() => (${OVERFLOWING})(document.body, innerWidth)`), [], `${what} at ${width}`);
          assert.ok(
            await page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth),
            `${what} scrolls sideways at ${width}`,
          );
        }
      };

      for (const what of ["options", "welcome", "paste"]) {
        test(`${what} fits into a window of any width`, async () => {
          const page = await it.own(`${what}/${what}.html`);
          const title = messages[`${what}_title`]?.message;
          await until("its words", () => page.evaluate((/** @type {string} */ title) => document.querySelector("h1")?.textContent === title, title));
          assert.equal(await page.evaluate(() => document.documentElement.dir), messages.direction?.message);
          await fits(page, what, [1000, 480, 320]);
          await page.evaluate(() => {
            document.querySelector("h1")?.append("x".repeat(200));
            document.body.style.overflowWrap = "normal";
          });
          await assert.rejects(fits(page, what, [320]), "what does not fit is seen");
          await page.close();
        });
      }

      test("the panel fits, narrow and wide, with all that can be opened open", async () => {
        const { page, panel } = await it.pressed("open/article.html");
        await until("the report", () => panel.evaluate(() => document.querySelector(".jump") !== null));
        for (const tab of [0, 1]) {
          await panel.evaluate((/** @type {number} */ tab) => {
            /** @type {HTMLElement | undefined} */ (document.querySelectorAll('[role="tab"]')[tab])?.click();
            for (const one of document.querySelectorAll("details")) one.open = true;
          }, tab);
          await fits(panel, "the panel", name === "chromium" ? [500, 320, 200] : [400, 260]);
        }
        await page.close();
      });

      test("the card fits, and stands in the window", async () => {
        const page = await it.own("paste/paste.html");
        await until("the form", () => page.evaluate(() => document.querySelector("textarea") !== null));
        await page.evaluate(() => {
          const { attachShadow } = Element.prototype;
          Element.prototype.attachShadow = function (options) {
            const root = attachShadow.call(this, options);
            Object.assign(globalThis, { layer: root });
            return root;
          };
          /** @type {HTMLTextAreaElement} */ (document.querySelector("textarea")).value =
            "The ferry to Orsk\n\nThe harbour office said on Monday that Mara Lind, who runs the harbour, had told reporters that nobody would cross while the ramp was cracked. Critics claimed that the council had known for years.";
          /** @type {HTMLElement} */ (document.querySelector("button.primary")).click();
        });
        await until("marks", () => page.evaluate(() => /** @type {any} */ (CSS.highlights.get("hearsay-source"))?.size > 0));
        for (const width of [1000, 320]) {
          await page.resize({ width, height: 800 });
          await new Promise((done) => setTimeout(done, 300));
          await it.command("next-mark");
          await until("the card", () => page.evaluate(() => Reflect.get(globalThis, "layer")?.querySelector(".card")?.matches(":popover-open")));
          assert.deepEqual(await page.evaluate(`() => (${OVERFLOWING})(globalThis.layer, innerWidth)`), [], `the card at ${width}`);
          const { top, bottom, height } = await page.evaluate(() => {
            const { top, bottom } = Reflect.get(globalThis, "layer").querySelector(".card").getBoundingClientRect();
            return { top, bottom, height: innerHeight };
          });
          assert.ok(top >= 0 && bottom <= height, `${top} to ${bottom} of ${height}`);
        }
        await page.close();
      });
    });
  }

  describe(`${name}, forced colours`, { timeout: 120_000 }, () => {
    /** @type {Awaited<ReturnType<typeof stage>>} */
    let it;
    before(async () => void (it = await stage(name, { look: "forced" })));
    after(() => it?.close());

    test("nothing is tinted, and no more is marked than the browser can show as lines", async () => {
      const { page } = await it.pressed("open/article.html");
      assert.equal(await page.evaluate(() => matchMedia("(forced-colors: active)").matches), true);
      const marks = await painted(page);
      assert.ok(marks["hearsay-source"]?.length && marks["hearsay-cue"]?.length);
      assert.deepEqual(marks["hearsay-tint"], []);
      // Chromium paints every highlight as a selection.
      if (name === "chromium") assert.deepEqual(contents(marks), []);
      else assert.ok(contents(marks).length > 0);
      await page.close();
    });
  });
}
