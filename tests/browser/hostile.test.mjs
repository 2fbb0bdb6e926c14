// Pages, texts and extensions that mean harm: what they can learn of the reader, and what they can make Hearsay do. Nothing.
import assert from "node:assert/strict";
import { resolve } from "node:path";
import { after, before, describe, test } from "node:test";
import { BROWSERS } from "./drive.mjs";
import { PANEL, cardText, painted, stage, state, until } from "./stage.mjs";

/** @typedef {import("puppeteer-core").Page} Page */

/** @param {Page} page */
const marked = async (page) => Object.values(await painted(page)).flat().join("|");
/** @param {Page} page @param {string} words */
const shows = (page, words) => until(`a mark on ${words}`, async () => (await marked(page)).includes(words));
const pause = (/** @type {number} */ ms) => new Promise((done) => setTimeout(done, ms));

/** Lets the pointer rest on the words of `selector`. @param {Page} page @param {string} selector */
async function rest(page, selector) {
  const at = await page.evaluate((selector) => {
    const range = document.createRange();
    range.selectNodeContents(/** @type {Element} */ (document.querySelector(selector)));
    const [{ left, top, height }] = /** @type {[DOMRect]} */ (/** @type {unknown} */ ([...range.getClientRects()]));
    return { x: left + 30, y: top + height / 2 };
  }, selector);
  await page.mouse.move(2, 2);
  await page.mouse.move(at.x, at.y);
}

/** The page's names and how many marks each holds: all that it can see of them. @param {Page} page */
const sight = (page) =>
  page.evaluate(() => {
    const seen = [];
    for (const [name, ranges] of /** @type {any} */ (CSS.highlights))
      seen.push([name, ranges.priority, ranges.type, ranges.size, [...ranges].map((range) => [range.startOffset, range.endOffset])]);
    return JSON.stringify(seen);
  });

for (const name of BROWSERS) {
  describe(name, { timeout: 300_000 }, () => {
    /** @type {Awaited<ReturnType<typeof stage>>} */
    let it;
    /** What the pages and the background complained of. @type {string[]} */
    const errors = [];
    before(async () => void (it = await stage(name)));
    after(() => it?.close());
    /** @param {string} path */
    const pressed = async (path) => {
      const on = await it.pressed(path);
      on.page.on("pageerror", (error) => errors.push(String(error)));
      return on;
    };

    test("T01 the marks tell a page the same whatever the reader does with them", async () => {
      const { page, panel } = await pressed("open/article.html");
      await shows(page, "Mara Lind");
      const before = await sight(page);
      await rest(page, "#quotation");
      await until("the card", () => cardText(it, page));
      assert.equal(await sight(page), before, "while the card is open");
      await it.command("next-mark");
      await until("another card", async () => !(await cardText(it, page)).includes("Jonas"));
      assert.equal(await sight(page), before, "after a step");
      await panel.evaluate(async () => {
        const [tab] = await chrome.tabs.query({ active: true, currentWindow: true });
        await chrome.tabs.sendMessage(tab.id, { type: "show", attribution: 1 }, { frameId: 0 });
      });
      assert.equal(await sight(page), before, "after a jump from the panel");
      await page.close();
    });

    test("T02 the page cannot look into the card, nor select or copy what it says", async () => {
      const page = await it.open("open/article.html");
      await page.evaluate(() => {
        const kept = Element.prototype.attachShadow;
        const grabbed = /** @type {any[]} */ (/** @type {any} */ (document).grabbed = []);
        Element.prototype.attachShadow = function (/** @type {any} */ how) {
          const root = kept.call(this, { ...how, mode: "open" });
          grabbed.push(root);
          return root;
        };
        document.addEventListener("pointermove", (event) => grabbed.push(...event.composedPath().filter((one) => one instanceof ShadowRoot)), true);
      });
      await it.press(page);
      await shows(page, "Mara Lind");
      await rest(page, "#quotation");
      await until("the card", () => cardText(it, page));
      const host = await page.evaluate(() => {
        const found = [];
        for (let x = 0; x < innerWidth; x += 20)
          for (let y = 0; y < innerHeight; y += 20) {
            const element = document.elementFromPoint(x, y);
            if (element?.localName === "hearsay-card") found.push({ x, y });
          }
        return found;
      });
      assert.ok(host.length > 0, "the card covers something");
      const { x, y } = /** @type {{x: number, y: number}} */ (host[Math.floor(host.length / 2)]);
      await page.mouse.move(x, y);
      await page.mouse.move(x + 1, y);
      const told = await page.evaluate((at) => {
        const caret = document.caretPositionFromPoint?.(at.x, at.y);
        getSelection()?.selectAllChildren(document.documentElement);
        let copied = "";
        document.addEventListener("copy", (event) => (copied = String(getSelection()) + event.clipboardData?.getData("text")), { once: true });
        document.execCommand("copy");
        const selected = String(getSelection());
        getSelection()?.removeAllRanges();
        return {
          grabbed: /** @type {any} */ (document).grabbed.length,
          caret: caret?.offsetNode?.nodeName ?? "",
          words: copied + selected,
        };
      }, { x, y });
      assert.equal(told.grabbed, 0);
      assert.notEqual(told.caret, "#text");
      assert.ok(!told.words.includes("word for word"));
      await page.close();
    });

    test("T03 a page can tell nothing before the reader presses, and afterwards only the marks and their layer", async () => {
      const page = await it.open("open/article.html");
      const address = await it.extensionUrl("");
      const probe = () =>
        page.evaluate(async (address) => {
          /** @type {Record<string, unknown>} */
          const found = {};
          for (const path of ["manifest.json", "overlay.css", "sheet.js", "platform.js", "messages.js", "content/main.js", "content/card.js", "panel/panel.html", "core/hearsay_bg.wasm", "icons/128.png"]) {
            found[`fetch ${path}`] = await fetch(address + path).then(() => true, () => false);
            found[`image ${path}`] = await new Promise((done) => {
              const image = new Image();
              image.onload = () => done(true);
              image.onerror = () => done(false);
              image.src = address + path;
            });
          }
          for (const name of Object.getOwnPropertyNames(globalThis)) if (/hearsay/i.test(name)) found[name] = true;
          found.runtime = typeof /** @type {any} */ (globalThis).chrome?.runtime?.sendMessage === "function";
          found.elements = document.querySelectorAll("hearsay-card").length > 0;
          found.registry = customElements.get("hearsay-card") !== undefined;
          found.sheets = document.adoptedStyleSheets.length > 0 || document.styleSheets.length > 1;
          found.entries = performance.getEntries().some((entry) => /extension:/.test(entry.name) && !entry.name.startsWith(address));
          found.style = getComputedStyle(document.documentElement).getPropertyValue("--hearsay") !== "";
          found.attributes = document.documentElement.attributes.length + document.body.attributes.length > 1;
          found.highlights = CSS.highlights.size > 0;
          return Object.keys(found).filter((key) => found[key]);
        }, address);
      assert.deepEqual(await probe(), []);
      await it.press(page);
      await shows(page, "Mara Lind");
      // One element and the marks, and no more of it whatever the reader does.
      assert.deepEqual(await probe(), ["elements", "highlights"]);
      await page.close();
    });

    test("T06 names of the page that shadow every property there is keep nothing from being read", async () => {
      const page = await it.open("open/clobbered.html");
      await page.evaluate(() => {
        const make = (/** @type {string} */ tag) => /** @type {any} */ (Document.prototype.createElement.call(document, tag));
        const form = /** @type {Element} */ (document.querySelector("form"));
        const names = new Set(
          [Node, Element, HTMLElement, HTMLFormElement, Document, EventTarget, Window].flatMap((type) => Object.getOwnPropertyNames(type.prototype)).concat(Object.getOwnPropertyNames(window)),
        );
        const inputs = new DocumentFragment();
        const images = new DocumentFragment();
        for (const name of names) {
          const input = make("input");
          const image = make("img");
          input.type = "hidden";
          input.name = image.name = image.id = name;
          inputs.appendChild(input);
          images.appendChild(image);
        }
        Node.prototype.appendChild.call(form, inputs);
        const parent = Object.getOwnPropertyDescriptor(Node.prototype, "parentNode")?.get?.call(form);
        Node.prototype.insertBefore.call(parent, images, form);
      });
      await it.press(page);
      await shows(page, "The ferry leaves on the hour");
      await it.press(page);
      await until("no marks", async () => (await marked(page)) === "");
      await page.close();
    });

    test("T07 what the page has put in place of the DOM's own functions is never called", async () => {
      const page = await it.open("open/patched.html");
      page.on("pageerror", (error) => errors.push(String(error)));
      // The page's own functions are out of order from here on, so what it sees is left in an attribute by one that it kept.
      await page.evaluate(() => {
        const { highlights } = CSS;
        const has = HighlightRegistry.prototype.has.bind(highlights);
        const set = Element.prototype.setAttribute.bind(document.documentElement);
        const { called } = /** @type {any} */ (window);
        const frame = requestAnimationFrame.bind(window);
        const look = () => {
          set("data-marked", String(has("hearsay-content")));
          set("data-called", String(called.length));
          frame(look);
        };
        look();
        /** @type {any} */ (window).patch();
      });
      await it.press(page);
      const panel = await it.panel(PANEL);
      await until("a report", async () => (await state(panel).catch(() => null))?.state === "report");
      const { report } = await state(panel);
      assert.ok(report.sources.some((/** @type {any} */ one) => one.name === "Eskil Moor"));
      await page.mouse.move(200, 300);
      await page.mouse.move(220, 320);
      await pause(400);
      // Read without the page's own functions, which are out of order.
      const seen = await panelSight(it, page);
      assert.deepEqual(seen, { marked: "true", called: "0" });
      await page.close();
    });

    test("T08 messages and events that a page makes up are nobody's business", async () => {
      const { page, panel } = await pressed("open/article.html");
      await shows(page, "Mara Lind");
      const before = await painted(page);
      await page.evaluate(() => {
        const trap = { get [Symbol.toPrimitive]() { throw new Error("touched"); }, get type() { throw new Error("touched"); } };
        const types = ["analyze", "early", "changed", "state", "show", "toggle", "step", "refused"];
        for (const type of types) {
          postMessage({ type, tab: 1, by: 1, attribution: 0, reading: 1, state: "off", sources: 0 }, "*");
          for (const target of [document, window, document.documentElement]) {
            target.dispatchEvent(new CustomEvent(type, { detail: { type }, bubbles: true }));
            target.dispatchEvent(new CustomEvent(`hearsay-${type}`, { detail: trap, bubbles: true }));
            target.dispatchEvent(new MessageEvent("message", { data: { type } }));
          }
        }
        for (const type of ["pageshow", "pagehide", "visibilitychange", "click", "keydown", "pointermove", "popstate", "scroll", "resize"]) {
          document.dispatchEvent(new Event(type, { bubbles: true }));
          window.dispatchEvent(new Event(type));
        }
        window.dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true }));
      });
      await pause(1000);
      assert.deepEqual(await painted(page), before);
      assert.equal((await state(panel)).state, "report");
      assert.equal(await cardText(it, page), "");
      await page.close();
    });

    test("T09 another extension gets no answer, whatever it sends", async () => {
      const victim = name === "chromium" ? new URL(await it.extensionUrl("")).hostname : "hearsay@hearsay.example";
      const intruder = await it.browser.installExtension(resolve("tests/browser/pages/intruder"));
      const { page, panel } = await pressed("open/article.html");
      await shows(page, "Mara Lind");
      const before = await painted(page);
      await page.evaluate((victim) => (document.documentElement.dataset.victim = victim), victim);
      await page.mouse.click(5, 5);
      const answers = await until("what came of it", () => page.evaluate(() => document.documentElement.dataset.answers));
      assert.equal(answers, Array(10).fill("refused").join(" "));
      assert.deepEqual(await painted(page), before);
      assert.equal((await state(panel)).state, "report");
      await page.close();
      await it.browser.uninstallExtension(intruder);
    });

    test("T11 a page that throws the card out, moves it or starts anew is not fought over", async () => {
      const { page } = await pressed("open/article.html");
      await shows(page, "Mara Lind");
      await page.evaluate(() => {
        const log = /** @type {string[]} */ (/** @type {any} */ (document).log = []);
        new MutationObserver((records) => {
          for (const record of records)
            for (const node of record.addedNodes)
              if (/** @type {Element} */ (node).localName === "hearsay-card") {
                log.push("came");
                /** @type {Element} */ (node).remove();
              }
        }).observe(document, { childList: true, subtree: true });
        document.querySelector("hearsay-card")?.remove();
      });
      await pause(600);
      assert.deepEqual(await page.evaluate(() => /** @type {any} */ (document).log), [], "the layer does not come back by itself");
      await rest(page, "#quotation");
      await until("the card to come and go", () => page.evaluate(() => /** @type {any} */ (document).log.length > 0));
      await pause(1500);
      assert.ok((await page.evaluate(() => /** @type {any} */ (document).log.length)) <= 2);
      await page.evaluate(() => {
        document.open();
        document.write("<title>Anew</title><p>Nothing is here.</p>");
        document.close();
      });
      await until("no marks", async () => !(await marked(page)).includes("Mara Lind"));
      await page.evaluate(() => document.documentElement.replaceWith(document.createElement("html")));
      await pause(600);
      assert.equal(await page.evaluate(() => document.querySelector("hearsay-card")), null);
      await page.close();
    });

    test("T12 marks that a page takes off come back a few times and no more; marks that it takes over are left to it", async () => {
      const { page, panel } = await pressed("open/thief.html");
      await shows(page, "Rasmus Ek");
      await page.evaluate(() => CSS.highlights.clear());
      await shows(page, "Rasmus Ek");
      await page.evaluate(() => {
        const wipe = () => {
          CSS.highlights.clear();
          requestAnimationFrame(wipe);
        };
        wipe();
      });
      await until("Hearsay to give in", async () => (await state(panel).catch(() => undefined)) === undefined, 20_000);
      await page.close();

      const other = (await pressed("open/thief.html")).page;
      await shows(other, "Rasmus Ek");
      await other.evaluate(() => {
        const range = document.createRange();
        range.selectNodeContents(/** @type {Element} */ (document.querySelector("h1")));
        CSS.highlights.set("hearsay-content", new Highlight(range));
      });
      await until("Hearsay to give in", async () => (await state(panel).catch(() => undefined)) === undefined);
      assert.deepEqual(await other.evaluate(() => [...(/** @type {any} */ (CSS.highlights).keys())]), ["hearsay-content"]);
      await other.close();
    });

    test("T13 T15 markup and turned letters in names and quotes are shown as they are written", async () => {
      const own = it.server.requests.map(({ url }) => new URL(url).pathname).concat("/open/markup.html");
      const { page, panel } = await pressed("open/markup.html");
      await shows(page, "Ada Kvist");
      for (const id of ["image", "script", "style", "bidi", "link"]) {
        await rest(page, `#${id}`);
        await until(`the card of ${id}`, () => cardText(it, page));
        await page.mouse.move(2, 2);
        await until("the card to go", async () => !(await cardText(it, page)));
      }
      const shown = await until("the panel", () =>
        panel.evaluate(() => {
          const main = document.querySelector("main");
          if (main?.dataset.state !== "report") return null;
          const foreign = [...main.querySelectorAll("img, script, style, svg, iframe, object, a[href^='javascript' i]")];
          return { text: main.textContent ?? "", foreign: foreign.map((one) => one.outerHTML) };
        }),
      );
      assert.deepEqual(shown.foreign, []);
      assert.ok(shown.text.includes("Ada Kvist"), shown.text);
      assert.equal(await page.evaluate(() => /** @type {any} */ (document).hit), undefined);
      assert.equal(await panel.evaluate(() => /** @type {any} */ (document).hit), undefined);
      assert.equal(await panel.evaluate(() => /** @type {any} */ ({}).polluted), undefined);
      assert.deepEqual(it.server.strays(...own), []);
      await page.close();
    });

    test("no page has complained of anything meanwhile", () => assert.deepEqual(errors, []));
  });
}

/** What the page left in two attributes, read by the browser and not by the page's functions. @param {any} it @param {Page} page */
async function panelSight(it, page) {
  if (it.name === "chromium") {
    const session = await page.createCDPSession();
    const { root } = await session.send("DOM.getDocument", { depth: 2 });
    const html = root.children?.find((/** @type {any} */ one) => one.nodeName === "HTML");
    const { attributes } = await session.send("DOM.getAttributes", { nodeId: html?.nodeId ?? 0 });
    await session.detach();
    const value = (/** @type {string} */ key) => attributes[attributes.indexOf(key) + 1];
    return { marked: value("data-marked"), called: value("data-called") };
  }
  const { result } = await it.browser.connection.send("script.evaluate", {
    expression: `document.documentElement`,
    target: { context: /** @type {any} */ (page.mainFrame())._id, sandbox: "untouched" },
    awaitPromise: false,
  });
  const { attributes } = result.result.value;
  return { marked: attributes["data-marked"], called: attributes["data-called"] };
}
