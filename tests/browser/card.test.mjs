// The card: when it opens, what it says, where it stands, and that the page can neither read nor forge it.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { BROWSERS } from "./drive.mjs";
import { cardText, painted, stage, until } from "./stage.mjs";

const PAGE = "strict/article.html";

for (const name of BROWSERS) {
  describe(name, { timeout: 180_000 }, () => {
    /** @type {Awaited<ReturnType<typeof stage>>} */
    let it;
    before(async () => void (it = await stage(name)));
    after(() => it?.close());

    /** The lines of `selector`, as the reader sees them. @param {import("puppeteer-core").Page} page @param {string} selector */
    const lines = (page, selector) =>
      page.evaluate((selector) => {
        const range = document.createRange();
        range.selectNodeContents(/** @type {Element} */ (document.querySelector(selector)));
        return [...range.getClientRects()].map(({ left, top, right, bottom }) => ({ left, top, right, bottom }));
      }, selector);

    /** Whether the card covers a point. @param {import("puppeteer-core").Page} page @param {number} x @param {number} y */
    const covers = (page, x, y) =>
      page.evaluate((x, y) => document.elementFromPoint(x, y)?.localName === "hearsay-card", x, y);

    /** @param {import("puppeteer-core").Page} page */
    async function hover(page) {
      const [line] = await lines(page, "#quotation");
      assert.ok(line);
      await page.mouse.move(2, 2);
      await page.mouse.move(line.left + 30, (line.top + line.bottom) / 2);
      return line;
    }

    test("opens where the pointer rests on a mark, and says whose words these are", async () => {
      const { page } = await it.pressed(PAGE);
      await hover(page);
      const words = await until("the card", () => cardText(it, page));
      assert.ok(words.includes("Mara Lind"), words);
      assert.ok(words.includes("said"), words);
      assert.ok(words.includes("Quoted word for word."), words);
      await page.close();
    });

    test("covers no marked line, stays while the pointer is on it, and goes when it leaves", async () => {
      const { page } = await it.pressed(PAGE);
      const line = await hover(page);
      await until("the card", () => cardText(it, page));
      for (let x = line.left; x < line.right; x += 10) {
        assert.equal(await covers(page, x, (line.top + line.bottom) / 2), false, `at ${x}`);
      }
      const below = { x: line.left + 60, y: line.bottom + 40 };
      assert.ok(await covers(page, below.x, below.y), "the card stands below the line");
      await page.mouse.move(below.x, below.y, { steps: 4 });
      await new Promise((done) => setTimeout(done, 700));
      assert.ok(await cardText(it, page), "the pointer on the card keeps it");
      await page.mouse.move(2, 2);
      await until("the card to go", async () => !(await cardText(it, page)));
      await page.close();
    });

    test("stays away while the pointer only passes", async () => {
      const { page } = await it.pressed(PAGE);
      await hover(page);
      await page.mouse.move(2, 2);
      await new Promise((done) => setTimeout(done, 500));
      assert.equal(await cardText(it, page), "");
      await page.close();
    });

    test("goes by Esc, which the page is spared; without a card Esc is the page's", async () => {
      const { page } = await it.pressed(PAGE);
      await page.evaluate(() => {
        const keys = /** @type {string[]} */ (/** @type {any} */ (document).keys = []);
        document.addEventListener("keydown", (event) => keys.push(event.key));
      });
      await hover(page);
      await until("the card", () => cardText(it, page));
      await page.keyboard.press("Escape");
      await until("the card to go", async () => !(await cardText(it, page)));
      await page.keyboard.press("Escape");
      assert.deepEqual(await page.evaluate(() => /** @type {any} */ (document).keys), ["Escape"]);
      await page.close();
    });

    test("is stepped through by keyboard, forth and back, without moving the focus", async () => {
      const { page } = await it.pressed(PAGE);
      const seen = [];
      for (const command of ["next-mark", "next-mark", "previous-mark"]) {
        const last = await cardText(it, page);
        await it.command(command);
        seen.push(
          await until("another card", async () => (await cardText(it, page)) !== last && (await cardText(it, page))),
        );
      }
      assert.equal(seen[2], seen[0]);
      assert.notEqual(seen[1], seen[0]);
      assert.equal(await page.evaluate(() => document.activeElement?.tagName), "BODY");
      await page.close();
    });

    /** Reads the clipboard by pasting it into a field of the page. @param {import("puppeteer-core").Page} page */
    const pasted = async (page) => {
      await page.evaluate(() => {
        const field = document.createElement("textarea");
        document.body.append(field);
        field.focus();
      });
      await page.keyboard.down("Control");
      await page.keyboard.press("v");
      await page.keyboard.up("Control");
      return page.evaluate(() => {
        const field = /** @type {HTMLTextAreaElement} */ (document.querySelector("textarea"));
        const { value } = field;
        field.remove();
        return value;
      });
    };

    test("is entered by the Tab key where a keyboard opened it; each action works there, and Esc gives the focus back", async () => {
      const { page } = await it.pressed("open/article.html");
      await page.focus("#link");
      await it.command("next-mark");
      await until("the card", () => cardText(it, page));
      const at = () => page.evaluate(() => document.activeElement?.localName);
      assert.equal(await at(), "a");
      await page.keyboard.press("Tab");
      assert.equal(await at(), "hearsay-card");
      // Past the two look-ups.
      await page.keyboard.press("Tab");
      await page.keyboard.press("Tab");
      await page.keyboard.press("Enter");
      await until("the copy", async () => (await cardText(it, page)).includes("Copied"));
      await page.keyboard.press("Escape");
      assert.equal(await cardText(it, page), "");
      assert.equal(await page.evaluate(() => document.activeElement?.id), "link");
      const copied = await pasted(page);
      assert.match(copied, /^“The reading room is never empty,”\n— Mara Lind, quoted in “Vessby library keeps its night hours”/);
      await page.close();
    });

    test("hides a mark until Hearsay is switched off", async () => {
      const { page } = await it.pressed("open/article.html");
      await it.command("next-mark");
      await until("the card", () => cardText(it, page));
      const words = async () => (await painted(page))["hearsay-content"]?.join(" ") ?? "";
      assert.match(await words(), /The reading room/);
      for (let stops = 0; stops < 5; stops += 1) await page.keyboard.press("Tab");
      await page.keyboard.press("Enter");
      await until("no mark", async () => !(await words()).includes("The reading room"));
      assert.match(await words(), /two hundred|sweep/);
      await it.press(page);
      await until("no marks", async () => Object.keys(await painted(page)).length === 0);
      await it.press(page);
      await until("the mark", async () => (await words()).includes("The reading room"));
      await page.close();
    });

    test("lets the Tab key be the page's where the pointer opened it", async () => {
      const { page } = await it.pressed("open/article.html");
      await hover(page);
      await until("the card", () => cardText(it, page));
      await page.keyboard.press("Tab");
      assert.equal(await page.evaluate(() => document.activeElement?.localName), "a");
      await page.close();
    });

    test("opens for a tap, but not for one on a link", async () => {
      const { page } = await it.pressed("open/article.html");
      const [line] = await lines(page, "#quotation");
      await page.touchscreen.tap(line.left + 30, (line.top + line.bottom) / 2);
      await until("the card", async () => (await cardText(it, page)).includes("Mara Lind"));
      await page.touchscreen.tap(4, 4);
      await until("no card", async () => !(await cardText(it, page)));
      const [link] = await lines(page, "#link");
      await page.touchscreen.tap(link.left + 5, (link.top + link.bottom) / 2);
      await until("the link's target", () => page.evaluate(() => location.hash === "#mara"));
      assert.equal(await cardText(it, page), "");
      await page.close();
    });

    test("takes no click from the page", async () => {
      const { page } = await it.pressed(PAGE);
      const [link] = await lines(page, "#link");
      assert.ok(link);
      await page.mouse.move(link.left + 5, (link.top + link.bottom) / 2);
      await until("the card", () => cardText(it, page));
      await page.mouse.click(link.left + 5, (link.top + link.bottom) / 2);
      await until("the link's target", () => page.evaluate(() => location.hash === "#mara"));
      await page.close();
    });

    test("opens for no event that the page made", async () => {
      const { page } = await it.pressed(PAGE);
      const [line] = await lines(page, "#quotation");
      await page.evaluate((line) => {
        const at = {
          clientX: line.left + 30,
          clientY: (line.top + line.bottom) / 2,
          bubbles: true,
          pointerType: "mouse",
        };
        document.querySelector("#quotation")?.dispatchEvent(new PointerEvent("pointermove", at));
      }, /** @type {any} */ (line));
      await new Promise((done) => setTimeout(done, 500));
      assert.equal(await cardText(it, page), "");
      await page.close();
    });

    test("tells the page nothing of what it says", async () => {
      const { page } = await it.pressed(PAGE);
      await hover(page);
      await until("the card", () => cardText(it, page));
      const told = await page.evaluate(() => {
        const host = /** @type {any} */ (document.querySelector("hearsay-card"));
        getSelection()?.selectAllChildren(document.documentElement);
        const selected = String(getSelection());
        getSelection()?.removeAllRanges();
        return {
          html: host.outerHTML,
          root: host.shadowRoot,
          shadow: host.getHTML?.({ serializableShadowRoots: true }) ?? "",
          text: document.documentElement.textContent + selected,
        };
      });
      assert.equal(told.html, '<hearsay-card></hearsay-card>');
      assert.equal(told.root, null);
      assert.equal(told.shadow, "");
      assert.ok(!told.text.includes("word for word"));
      await page.close();
    });

    test("stands unmoved by a page that styles everything", async () => {
      const { page } = await it.pressed("open/article.html");
      await page.evaluate(() => {
        const style = document.createElement("style");
        style.textContent =
          "* { display: none !important; opacity: 0 !important; transform: scale(9) !important } html, body, article, article * { display: block !important; opacity: 1 !important; transform: none !important }";
        document.head.append(style);
      });
      const line = await hover(page);
      await until("the card", () => cardText(it, page));
      assert.ok(await covers(page, line.left + 60, line.bottom + 60));
      await page.close();
    });
  });
}
