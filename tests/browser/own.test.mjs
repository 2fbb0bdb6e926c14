// Hearsay's own pages: options, welcome, paste, and the panel, for those who look, who listen, and who have no mouse.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, describe, test } from "node:test";
import { isDeepStrictEqual } from "node:util";
import { BROWSERS } from "./drive.mjs";
import { painted, stage, until } from "./stage.mjs";

for (const name of BROWSERS) {
  describe(name, { timeout: 240_000 }, () => {
    /** @type {Awaited<ReturnType<typeof stage>>} */
    let it;
    before(async () => void (it = await stage(name)));
    after(() => it?.close());

    /** Settings as they are kept. */
    const kept = () => it.background(async () => (await chrome.storage.sync.get("settings")).settings);
    const choose = (/** @type {any} */ page, /** @type {string} */ group, /** @type {string} */ value) =>
      page.evaluate(
        (/** @type {string} */ group, /** @type {string} */ value) =>
          /** @type {HTMLElement} */ (document.querySelector(`input[name="${group}"][value="${value}"]`)).click(),
        group,
        value,
      );
    const ready = (/** @type {any} */ page, /** @type {string} */ selector) =>
      until(selector, () => page.evaluate((/** @type {string} */ at) => document.querySelector(at) !== null, selector));

    /**
     * What can be used with a mouse and cannot be reached by keys: the Tab key goes from stop to stop, arrows within a list.
     * @param {any} page @param {string} roving what arrows go through
     */
    async function unreached(page, roving) {
      await page.evaluate(() => {
        const isShown = (/** @type {Element} */ one) => one.checkVisibility() && !one.hasAttribute("hidden");
        const all = [...document.querySelectorAll("a[href], button, summary, select, input, textarea")].filter(isShown);
        Object.assign(globalThis, { left: new Set(all) });
        /** @type {HTMLElement | null} */ (document.activeElement)?.blur();
        document.addEventListener("focusin", ({ target }) => {
          const left = /** @type {Set<Element>} */ (Reflect.get(globalThis, "left"));
          left.delete(/** @type {Element} */ (target));
          // Radio buttons of a group share a stop, and so do tabs.
          if (target instanceof HTMLInputElement && target.type === "radio")
            for (const one of left) if (one instanceof HTMLInputElement && one.name === target.name) left.delete(one);
          if (target instanceof Element && target.matches('[role="tab"]')) for (const one of left) if (one.matches('[role="tab"]')) left.delete(one);
        });
      });
      const stops = await page.evaluate(() => Reflect.get(globalThis, "left").size);
      const isLeft = () => page.evaluate(() => Reflect.get(globalThis, "left").size > 0);
      const focus = (/** @type {string} */ on) =>
        page.evaluate((/** @type {string} */ on) => /** @type {HTMLElement} */ (document.querySelector(on)).focus(), on);
      if (roving) {
        await focus(roving);
        for (let at = 0; at < stops; at += 1) await page.press("ArrowDown");
        // The first stop of all.
        await focus("button");
      }
      // Behind the last one the keys would go to the browser's own controls.
      for (let at = 0; at < stops + 2 && (await isLeft()); at += 1) await page.press("Tab");
      return page.evaluate(() => [...Reflect.get(globalThis, "left")].map((one) => one.outerHTML.slice(0, 80)));
    }

    for (const [path, last] of [
      ["options/options.html", "#parts input"],
      ["welcome/welcome.html", "#keys:not([hidden])"],
      ["welcome/sample.html", ".try"],
      ["paste/paste.html", "textarea"],
    ]) {
      test(`every control of ${path} can be reached by keys`, async () => {
        const page = await it.own(path);
        await ready(page, last);
        assert.deepEqual(await unreached(page, ""), []);
        await page.close();
      });
    }

    /**
     * The panel, where keys reach it. The protocol's do not reach a sidebar of Firefox: there the panel stands in a tab, and takes
     * the article's for the one in front.
     * @param {{evaluate: Function}} sidebar
     */
    async function panelWithKeys(sidebar) {
      if (name === "chromium") return sidebar;
      const article = await it.background(async () => (await chrome.tabs.query({ active: true, currentWindow: true }))[0]?.id);
      const panel = await it.own("panel/panel.html");
      await panel.evaluate(async (/** @type {number} */ id) => {
        // @ts-ignore the page's own
        hearsayPlatform.activeTab = async () => id;
        await chrome.storage.local.set({ messages: null });
      }, article);
      return panel;
    }

    test("every control of the panel can be reached by keys, and an entry leads to its place", async () => {
      const { page, panel: sidebar } = await it.pressed("open/article.html");
      /** @type {any} */
      const panel = await panelWithKeys(sidebar);
      await until("the report", () => panel.evaluate(() => document.querySelector(".jump") !== null));
      await panel.evaluate(() => {
        for (const details of document.querySelectorAll("details")) details.open = true;
      });
      assert.deepEqual(await unreached(panel, ".list summary"), []);
      await page.setViewport({ width: 600, height: 300 });
      await panel.evaluate(() => /** @type {HTMLElement} */ (document.querySelector(".list summary")).focus());
      await panel.press("End");
      await panel.press("Enter");
      await until("the page to scroll", () => page.evaluate(() => scrollY > 0));
      await panel.close?.();
      await page.close();
    });

    test("keeps what is chosen, and the page shows it", async () => {
      const page = await it.own("options/options.html");
      await ready(page, 'input[name="style"]');
      await choose(page, "style", "lines");
      await choose(page, "cue", "cue");
      await until("the setting", async () => (await kept())?.parts.cue === false);
      assert.equal((await kept()).style, "lines");
      const { page: article } = await it.pressed("open/article.html");
      const marks = await painted(article);
      assert.deepEqual(marks["hearsay-tint"], []);
      assert.deepEqual(marks["hearsay-cue"], []);
      assert.ok(marks["hearsay-source"]?.length);
      await article.close();
      await page.evaluate(() => document.getElementById("reset")?.click());
      await until("the defaults", async () => (await kept())?.style === "tint");
      await page.close();
    });

    test("what is chosen shows at once on a page that is open, and so does what is taken back", async () => {
      const { page: article } = await it.pressed("open/article.html");
      await until("the marks", async () => (await painted(article))["hearsay-tint"]?.length);
      const before = await painted(article);
      const line = () =>
        article.evaluate(() => getComputedStyle(/** @type {Element} */ (document.querySelector("p")), "::highlight(hearsay-source)").textDecorationColor);
      const teal = await line();
      const page = await it.own("options/options.html");
      await ready(page, 'input[name="style"]');
      await choose(page, "style", "lines");
      await until("no tint", async () => (await painted(article))["hearsay-tint"]?.length === 0);
      await choose(page, "cue", "cue");
      await until("no cues", async () => (await painted(article))["hearsay-cue"]?.length === 0);
      assert.deepEqual((await painted(article))["hearsay-source"], before["hearsay-source"]);
      await choose(page, "palette", "amber");
      await until("another colour", async () => (await line()) !== teal);
      await choose(page, "palette", "blue");
      await choose(page, "palette", "teal");
      await until("the first colour", async () => (await line()) === teal);
      await page.evaluate(() => document.getElementById("reset")?.click());
      await until("all as before", async () => isDeepStrictEqual(await painted(article), before));
      await page.evaluate((/** @type {string} */ origin) => {
        /** @type {HTMLInputElement} */ (document.getElementById("site")).value = origin;
        /** @type {HTMLElement} */ (document.querySelector('#add button[value="never"]')).click();
      }, it.server.origin);
      await until("no marks", async () => Object.keys(await painted(article)).length === 0);
      await until("the site", () => page.evaluate(() => document.querySelector("#sites button") !== null));
      await page.evaluate(() => /** @type {HTMLElement} */ (document.querySelector("#sites button")).click());
      await until("no site", async () => Object.keys((await kept())?.sites ?? {}).length === 0);
      await page.close();
      await article.close();
    });

    test("speaks another language at once, in every part", async () => {
      const page = await it.own("options/options.html");
      await ready(page, "#language option:nth-child(3)");
      const german = JSON.parse(readFileSync(new URL("../../extension/_locales/de/messages.json", import.meta.url), "utf8"));
      await page.evaluate(() => {
        const select = /** @type {HTMLSelectElement} */ (document.getElementById("language"));
        select.value = "de";
        select.dispatchEvent(new Event("change"));
      });
      await until("German", async () => (await page.evaluate(() => document.querySelector("h1")?.textContent)) === german.options_title.message);
      assert.equal(await page.evaluate(() => document.documentElement.lang), "de");
      const { page: article, panel } = await it.pressed("open/article.html");
      await until("the panel's German", () =>
        panel.evaluate((/** @type {string} */ words) => document.body.textContent?.includes(words), german.heading_sources.message),
      );
      await article.close();
      await page.evaluate(() => document.getElementById("reset")?.click());
      await until("English", () => page.evaluate(() => document.documentElement.lang === "en"));
      await page.close();
    });

    test("stays off on a site that is told so, and says it", async () => {
      const page = await it.own("options/options.html");
      await ready(page, "#site");
      const { origin } = it.server;
      await page.evaluate((/** @type {string} */ origin) => {
        /** @type {HTMLInputElement} */ (document.getElementById("site")).value = `${origin}/any/path`;
        /** @type {HTMLElement} */ (document.querySelector('#add button[value="never"]')).click();
      }, origin);
      await until("the site", async () => (await kept())?.sites[origin] === "never");
      const { page: article, panel } = await it.pressed("open/article.html");
      await until("the word", () => panel.evaluate(() => document.body.textContent?.includes("stays off on this site")));
      assert.deepEqual(await painted(article), {});
      await article.close();
      await page.evaluate(() => /** @type {HTMLElement} */ (document.querySelector("#sites button")).click());
      await until("no site", async () => Object.keys((await kept())?.sites ?? {}).length === 0);
      await page.close();
    });

    test("starts by itself on the site that the reader allowed, and no more when it is taken from the list", async () => {
      const origin = it.server.site;
      const page = await it.own("options/options.html");
      await ready(page, "#site");
      await it.allow(`${origin}/*`);
      await page.evaluate((/** @type {string} */ origin) => {
        /** @type {HTMLInputElement} */ (document.getElementById("site")).value = origin;
        /** @type {HTMLElement} */ (document.querySelector('#add button[value="always"]')).focus();
      }, origin);
      // The browser asks the reader for it, so a press it must be.
      await page.press("Enter");
      await until("the site", async () => (await kept())?.sites[origin] === "always");
      assert.equal(await it.background((origin) => chrome.permissions.contains({ origins: [`${origin}/*`] }), origin), true);
      await until("the script", () => it.background(async () => (await chrome.scripting.getRegisteredContentScripts()).length === 1));
      const article = await it.visit(`${origin}/open/article.html`);
      await until("marks without a press", async () => (await painted(article))["hearsay-source"]?.length);
      await article.close();
      await page.evaluate(() => /** @type {HTMLElement} */ (document.querySelector("#sites button")).click());
      await until("no script", () => it.background(async () => (await chrome.scripting.getRegisteredContentScripts()).length === 0));
      await until("no grant", () => it.background(async (origin) => !(await chrome.permissions.contains({ origins: [`${origin}/*`] })), origin));
      const later = await it.visit(`${origin}/open/article.html`);
      await new Promise((done) => setTimeout(done, 600));
      assert.deepEqual(await painted(later), {});
      await later.close();
      await page.close();
    });

    test("saves the settings as a file and reads it, but for what only the reader can give", async () => {
      const page = await it.own("options/options.html");
      await ready(page, 'input[name="style"]');
      await choose(page, "style", "margin");
      await choose(page, "engines", "wikipedia");
      await until("the settings", async () => (await kept())?.engines.includes("wikipedia"));
      const file = await page.evaluate(async () => {
        /** @type {Promise<string>} */
        const saved = new Promise((done) => {
          const { createObjectURL } = URL;
          URL.createObjectURL = (blob) => {
            /** @type {Blob} */ (blob).text().then(done);
            return createObjectURL(blob);
          };
          HTMLAnchorElement.prototype.click = () => {};
        });
        document.getElementById("export")?.click();
        return saved;
      });
      await page.evaluate(() => document.getElementById("reset")?.click());
      await until("the defaults", async () => (await kept())?.style === "tint");
      const read = (/** @type {string} */ words) =>
        page.evaluate((/** @type {string} */ words) => {
          const input = /** @type {HTMLInputElement} */ (document.getElementById("file"));
          const given = new DataTransfer();
          given.items.add(new File([words], "settings.json", { type: "application/json" }));
          input.files = given.files;
          input.dispatchEvent(new Event("change"));
        }, words);
      const sites = { "https://courier.example": "always", "https://gazette.example": "never", "javascript:": "never" };
      await read(JSON.stringify({ ...JSON.parse(file), sites, palette: "none" }));
      await until("the file's settings", async () => (await kept())?.style === "margin");
      const now = await kept();
      assert.deepEqual(now, { ...JSON.parse(file), sites: { "https://gazette.example": "never" } });
      assert.equal(await page.evaluate(() => /** @type {HTMLInputElement} */ (document.querySelector('input[value="margin"]')).checked), true);
      await read("{");
      await until("the word", () => page.evaluate(() => document.getElementById("news")?.textContent?.includes("holds no settings")));
      assert.deepEqual(await kept(), now);
      await it.background(() => chrome.storage.sync.remove("settings"));
      await page.close();
    });

    test("reads what is pasted", async () => {
      const page = await it.own("paste/paste.html");
      await ready(page, "textarea");
      await page.evaluate(() => {
        /** @type {HTMLTextAreaElement} */ (document.querySelector("textarea")).value =
          "Ferry to stay in port until May\n\nThe ferry to Orsk will not sail before May, the council said on Monday, and nobody in the harbour could say who would take the mail across the sound in the meantime.\n\n“Nobody will cross while the ramp is cracked,” said Mara Lind,\nwho runs the harbour. She added that a survey had found 3 cracks.";
        /** @type {HTMLElement} */ (document.querySelector("button.primary")).click();
      });
      const found = await until("marks", () =>
        page.evaluate(() => {
          const source = [.../** @type {any} */ (CSS.highlights.get("hearsay-source") ?? [])];
          return source.length > 2 && source.map((range) => String(range.startContainer.data.slice(range.startOffset, range.endOffset)));
        }),
      );
      assert.ok(found.some((/** @type {string} */ one) => one.startsWith("Mara Lind")), found.join("|"));
      const line = () =>
        page.evaluate(() => getComputedStyle(/** @type {Element} */ (document.querySelector("article")), "::highlight(hearsay-source)").textDecorationColor);
      const teal = await line();
      await it.background(() => chrome.storage.sync.set({ settings: { palette: "amber" } }));
      await until("another colour", async () => (await line()) !== teal);
      await it.background(() => chrome.storage.sync.remove("settings"));
      await until("the first colour", async () => (await line()) === teal);
      assert.deepEqual(it.server.strays("/open/article.html"), []);
      await page.close();
    });
  });
}
