// What a reader does on a marked page goes as without marks: selecting, copying, finding, typing, clicking, scrolling.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { BROWSERS } from "./drive.mjs";
import { painted, stage, until } from "./stage.mjs";

/** @typedef {import("puppeteer-core").Page} Page */

/** Does what a reader does, and gives what came of it. @param {Page} page */
async function read(page) {
  await page.evaluate(() => {
    const log = /** @type {string[]} */ (/** @type {any} */ (document).log = []);
    const kinds = ["pointerdown", "pointerup", "click", "dblclick", "keydown", "keyup", "input", "focusin", "focusout", "copy", "dragstart", "contextmenu"];
    for (const kind of kinds)
      document.addEventListener(kind, (event) => log.push(`${kind} ${/** @type {Element} */ (event.target).nodeName} ${event.defaultPrevented}`), true);
    document.body.insertAdjacentHTML("afterbegin", '<input id="field" value="">');
    scrollTo(0, 0);
  });
  const at = async (/** @type {string} */ selector) => {
    const box = await page.evaluate((selector) => {
      const { x, y, height } = /** @type {Element} */ (document.querySelector(selector)).getBoundingClientRect();
      return { x: x + 20, y: y + Math.min(height / 2, 12) };
    }, selector);
    return /** @type {[number, number]} */ ([box.x, box.y]);
  };
  await page.mouse.click(...(await at("#quotation")), { count: 2 });
  const word = await page.evaluate(() => String(getSelection()));
  const [x, y] = await at("#changing");
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + 200, y, { steps: 4 });
  await page.mouse.up();
  const result = await page.evaluate(() => {
    const selected = String(getSelection());
    let copied = "";
    document.addEventListener("copy", () => (copied = String(getSelection())), { once: true });
    document.execCommand("copy");
    const range = getSelection()?.getRangeAt(0);
    const html = document.createElement("div");
    html.append(/** @type {Range} */ (range).cloneContents());
    getSelection()?.removeAllRanges();
    const find = /** @type {any} */ (window).find;
    const found = ["night hours", "never empty", "40,000 crowns", "no such words"].map((words) => [find(words), String(getSelection())]);
    getSelection()?.removeAllRanges();
    return { selected, copied, html: html.innerHTML, found };
  });
  await page.mouse.click(...(await at("#field")));
  await page.keyboard.type("Mara Lind");
  await page.keyboard.press("Tab");
  const typed = await page.evaluate(() => /** @type {HTMLInputElement} */ (document.querySelector("#field")).value);
  await page.mouse.click(...(await at("#link")));
  const rest = await page.evaluate(() => {
    scrollTo(0, 1e6);
    const { log } = /** @type {any} */ (document);
    document.querySelector("#field")?.remove();
    return { hash: location.hash, scroll: scrollY, focus: document.activeElement?.nodeName, log, tabs: document.querySelectorAll("[tabindex]").length };
  });
  return { word, ...result, typed, ...rest };
}

for (const name of BROWSERS) {
  describe(name, { timeout: 180_000 }, () => {
    /** @type {Awaited<ReturnType<typeof stage>>} */
    let it;
    before(async () => void (it = await stage(name)));
    after(() => it?.close());

    test("a reader selects, copies, finds, types, clicks and scrolls as without marks", async () => {
      const plain = await it.open("open/article.html");
      const without = await read(plain);
      await plain.close();
      const { page } = await it.pressed("open/article.html");
      await until("marks", async () => (await painted(page))["hearsay-content"]?.length);
      await page.bringToFront();
      const marked = await read(page);
      assert.ok(without.selected.length > 5 && without.typed === "Mara Lind" && without.hash === "#mara", JSON.stringify(without));
      assert.deepEqual(marked, without);
      await page.close();
    });
  });
}
