// Pages that change under the marks: what comes late is marked, what is hidden is not quoted, and another article at the same
// tab has its own marks or none.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { BROWSERS } from "./drive.mjs";
import { PANEL, painted, stage, state, until } from "./stage.mjs";

/** @typedef {import("puppeteer-core").Page} Page */

/** All marked words of a page. @param {Page} page */
const marked = async (page) => Object.values(await painted(page)).flat().join("|");
/** @param {Page} page @param {string} words */
const shows = (page, words) => until(`a mark on ${words}`, async () => (await marked(page)).includes(words));
/** @param {Page} page @param {string} words */
const hides = (page, words) => until(`no mark on ${words}`, async () => !(await marked(page)).includes(words));
/** Long enough for a change to have been followed. */
const settled = () => new Promise((done) => setTimeout(done, 1500));

/** Sets the article's HTML, and with `path` the address, as a single-page application does. @param {Page} page @param {string} html @param {string} [path] */
const show = (page, html, path) =>
  page.evaluate(
    (html, path) => {
      if (path) history.pushState({}, "", path);
      /** @type {Element} */ (document.querySelector("article, main")).innerHTML = html;
    },
    html,
    path ?? "",
  );

const OTHER = `<h1>Harbour dredger comes home</h1>
  <p>The dredger that left the harbour of Vessby eleven years ago came back on Thursday with a new boiler, a new name and the
  same cook, and the school was given the afternoon to look at her.</p>
  <p>“She is heavier than she was,” said Tilda Roos, the harbour master.</p>
  <p>The boiler was made in the north and the brass in the south. Nobody on the quay could say who had paid for either of
  them, and the cook was not asked.</p>
  <p>The winter had been long in the north, and the old boiler had not been looked at since the leaves fell. Snow lay on the roofs until the
  second week of April, the road over the ridge was closed for eleven days, and the bread came by boat. When the thaw set in,
  the water rose to the third step of the old quay and stayed there for a week. Nothing of value was lost. Two cellars were
  pumped dry by the fire brigade, and a rowing boat was found in a garden.</p>
  <p>By the end of May the paths were dry again, and the first visitors came up from the station on foot. The tea house opened a
  week earlier than usual. Its garden looks over the whole valley, from the weir to the last of the orchards, and on a clear
  evening the lamps of the far shore can be counted without a glass.</p>`;
const FRONT = ["Bridge", "Ferry", "Library", "Weather", "Chess"]
  .map((word, at) => `<h2><a href="#${at}">${word} news of today</a></h2>`)
  .join("");

for (const name of BROWSERS) {
  describe(name, { timeout: 300_000 }, () => {
    /** @type {Awaited<ReturnType<typeof stage>>} */
    let it;
    before(async () => void (it = await stage(name)));
    after(() => it?.close());

    test("quotes nothing that is hidden, and marks it when it is shown", async () => {
      const { page, panel } = await it.pressed("open/folded.html");
      await shows(page, "Wilma Tanner");
      assert.ok((await marked(page)).includes("Fadia Inman"), "what fades in as it is scrolled to is read");
      const hidden = ["Behn", "Abt", "Ilves", "Nord", "Dion", "Citron", "Ize", "Visser", "Unruh", "Screve", "Pedersen"];
      const never = ["Hiddink", "Tate", "Script", "Atall"];
      const { report } = await state(panel);
      for (const one of [...hidden, ...never]) assert.ok(!report.article.text.includes(one), `${one} is not read`);

      await page.evaluate(() => {
        const at = (/** @type {string} */ id) => /** @type {any} */ (document.getElementById(id));
        for (const id of ["class", "height", "opacity", "size", "skipped", "visibility", "offscreen", "clipped"])
          at(id).className = "";
        at("attribute").hidden = false;
        at("details").open = true;
      });
      for (const one of hidden.filter((one) => one !== "Nord")) await shows(page, one);
      await page.click("label");
      await shows(page, "Nord");
      for (const one of never) assert.ok(!(await marked(page)).includes(one), one);

      await page.evaluate(() => (/** @type {any} */ (document.getElementById("class")).className = "gone"));
      await until("a report without what is hidden again", async () => !(await state(panel)).report.article.text.includes("Behn"));
      await page.close();
    });

    test("marks what comes late, in the light and in shadow trees", async () => {
      const { page } = await it.pressed("open/shadow.html");
      for (const one of ["Jorunn Aske", "Peder Vold"]) await shows(page, one);
      assert.ok(!(await marked(page)).includes("Rooth"));
      await page.evaluate(() => {
        const story = /** @type {ShadowRoot} */ (document.querySelector("news-story")?.shadowRoot);
        story.querySelector("article")?.insertAdjacentHTML("beforeend", "<p>“The road comes later,” said Sunniva Moe.</p>");
      });
      await shows(page, "Sunniva Moe");
      await page.evaluate(() => {
        const story = /** @type {ShadowRoot} */ (document.querySelector("news-story")?.shadowRoot);
        const quote = /** @type {ShadowRoot} */ (story.querySelector("story-quote")?.shadowRoot);
        const node = /** @type {Text} */ (quote.querySelector("p")?.firstChild);
        node.data = "“It will leak by autumn,” said Geir Lunde.";
      });
      await shows(page, "Geir Lunde");
      assert.ok(!(await marked(page)).includes("Jorunn"));
      await page.evaluate(() => {
        const late = document.createElement("late-story");
        late.attachShadow({ mode: "open" }).innerHTML = "<p>“A root of its own,” said Late Larsen.</p>";
        document.querySelector("#slotted")?.append(late);
      });
      await shows(page, "Late Larsen");
      await page.close();
    });

    test("marks again what the page has built anew, without asking the core", async () => {
      const { page, panel } = await it.pressed("open/article.html");
      await shows(page, "Mara Lind");
      const first = await painted(page);
      await panel.evaluate(() => {
        /** @type {any} */ (globalThis).asked = 0;
        chrome.runtime.onMessage.addListener((/** @type {any} */ message) => {
          if (message.type === "analyze") /** @type {any} */ (globalThis).asked += 1;
        });
      });
      await page.evaluate(() => {
        const article = /** @type {Element} */ (document.querySelector("article"));
        article.replaceWith(article.cloneNode(true));
      });
      await until("the same marks in the new nodes", () =>
        page.evaluate(() => {
          const ranges = [.../** @type {any} */ (CSS.highlights.get("hearsay-content"))];
          return ranges.length > 0 && ranges.every((range) => range.startContainer.isConnected);
        }),
      );
      assert.deepEqual(await painted(page), first);
      assert.equal(await panel.evaluate(() => /** @type {any} */ (globalThis).asked), 0);
      await page.close();
    });

    test("shows the marks of the article that a single-page application shows, or none", async () => {
      const { page, panel } = await it.pressed("open/article.html");
      await shows(page, "Mara Lind");
      const before = await page.evaluate(() => document.querySelector("article")?.innerHTML ?? "");
      await show(page, OTHER, "/open/dredger.html");
      await shows(page, "Tilda Roos");
      assert.ok(!(await marked(page)).includes("Mara Lind"));
      assert.match((await state(panel)).report.article.url, /dredger/);

      await show(page, FRONT, "/open/");
      await until("no article", async () => (await state(panel)).state === "not-an-article");
      assert.equal(await marked(page), "");

      await show(page, before, "/open/article.html");
      await shows(page, "Mara Lind");
      assert.equal((await state(panel)).state, "report");
      await page.close();
    });

    test("drops what was found of an article that the reader has left meanwhile", async () => {
      const page = await it.open("open/long.html");
      await it.press(page);
      await until("the first marks", async () => (await marked(page)) !== "");
      await show(page, OTHER, "/open/dredger.html");
      await shows(page, "Tilda Roos");
      await settled();
      const words = await marked(page);
      assert.ok(words.includes("Tilda Roos") && !words.includes("Lind"), words);
      const { report } = await state(await it.panel(PANEL));
      assert.match(report.article.url, /dredger/);
      assert.ok(report.article.text.startsWith("Harbour dredger"));
      await page.close();
    });

    test("has the right marks when the reader goes back to the page, and each tab its own", async () => {
      const { page } = await it.pressed("open/article.html");
      await shows(page, "Mara Lind");
      const first = await painted(page);
      await page.goto(`${it.server.origin}/open/silent.html`);
      assert.equal(await marked(page), "");
      await page.goBack();
      const kept = await painted(page);
      // Where the browser kept the page, its marks are there; where it loaded it anew, there are none.
      if (Object.keys(kept).length > 0) assert.deepEqual(kept, first);

      const { page: other, panel } = await it.pressed("open/shadow.html");
      await shows(other, "Jorunn Aske");
      assert.match((await state(panel)).report.article.title, /dyke/);
      assert.ok(!(await marked(other)).includes("crowns"));
      await page.bringToFront();
      if (Object.keys(kept).length > 0) {
        await until("the first tab's report", async () => (await state(panel))?.report?.article.title?.includes("library"));
        assert.deepEqual(await painted(page), first);
      }
      await other.close();
      await page.close();
    });

    test("follows nothing while nobody looks, and catches up when the reader comes back", async () => {
      const { page } = await it.pressed("open/article.html");
      await shows(page, "Mara Lind");
      const other = await it.open("open/silent.html");
      const isHidden = await page.evaluate(() => document.hidden);
      await page.evaluate(() => {
        const last = /** @type {Element} */ (document.querySelector("#last"));
        last.insertAdjacentHTML("afterend", "<p>“I came while you were away,” said Nadia Abend.</p>");
      });
      await settled();
      if (isHidden) assert.ok(!(await marked(page)).includes("Nadia Abend"));
      await other.close();
      await page.bringToFront();
      await shows(page, "Nadia Abend");
      await page.close();
    });

    test("reads a live page on as posts come in above, below and changed", async () => {
      const { page, panel } = await it.pressed("open/article.html");
      await shows(page, "Mara Lind");
      for (const [place, who] of /** @type {const} */ ([
        ["beforebegin", "Anna Berg"],
        ["afterend", "Otto Brand"],
      ])) {
        await page.evaluate(
          (place, who) => {
            const post = `<p>“The snow has come early this year,” said ${who}, who clears the steps.</p>`;
            document.querySelector("#quotation")?.insertAdjacentHTML(place, post);
          },
          place,
          who,
        );
        await shows(page, who);
      }
      await page.evaluate(() => {
        const node = /** @type {Text} */ (document.querySelector("#changing")?.firstChild);
        node.data = node.data.replace("40,000", "60,000");
      });
      await shows(page, "60,000 crowns");
      const names = (await state(panel)).report.sources.map((/** @type {any} */ one) => one.name);
      for (const who of ["Anna Berg", "Otto Brand", "Mara Lind"]) assert.ok(names.includes(who), names.join());
      await page.close();
    });

    test("never shows a mark on other words than it was set on, whatever the page does to its nodes", async () => {
      const { page } = await it.pressed("open/article.html");
      await shows(page, "Mara Lind");
      const { seen, wrong } = await page.evaluate(async () => {
        let seed = 11;
        const chance = (/** @type {number} */ n) => (seed = (seed * 48271) % 2147483647) % n;
        const ranges = () => [...CSS.highlights.values()].flatMap((set) => [...set]);
        const words = (/** @type {any} */ range) => range.startContainer.data.slice(range.startOffset, range.endOffset);
        const frame = () => new Promise((done) => requestAnimationFrame(done));
        const article = /** @type {Element} */ (document.querySelector("article"));
        const asItWas = article.innerHTML;
        /** @type {WeakMap<object, string>} What stood under each mark when it was first seen. */
        const first = new WeakMap();
        const wrong = [];
        let seen = 0;
        const look = () => {
          for (const range of ranges().filter((range) => range.startContainer.isConnected)) {
            seen += 1;
            if (!first.has(range)) first.set(range, words(range));
            else if (first.get(range) !== words(range)) wrong.push(`${first.get(range)} -> ${words(range)}`);
          }
        };
        for (let round = 0; round < 5; round += 1) {
          article.innerHTML = asItWas;
          const end = performance.now() + 10_000;
          while (!ranges().some((range) => range.startContainer.isConnected) && performance.now() < end) await frame();
          look();
          for (let step = 0; step < 50; step += 1) {
            const walker = document.createTreeWalker(article, NodeFilter.SHOW_TEXT);
            /** @type {Text[]} */
            const texts = [];
            for (let node = walker.nextNode(); node; node = walker.nextNode()) texts.push(/** @type {Text} */ (node));
            for (let i = 0; i < 200; i += 1) {
              const node = /** @type {Text} */ (texts[chance(texts.length)]);
              const kept = node.data;
              const kind = chance(4000);
              // Most texts are as they were by the next frame, so that marks are left to look at.
              if (kind < 1000) node.data = kept.toUpperCase();
              else if (kind < 2000) node.insertData(chance(kept.length + 1), "##");
              else if (kind < 2002 && kept.length > 1) node.splitText(1 + chance(kept.length - 1));
              else if (kind < 2004) node.replaceWith(node.cloneNode());
              else if (kind < 2006) article.normalize();
              else node.parentNode?.append(node);
              if (kind > 20) node.data = kept;
            }
            await frame();
            look();
          }
        }
        return { seen, wrong };
      });
      assert.ok(seen > 500, `${seen} marks were looked at`);
      assert.deepEqual(wrong, []);
      await page.close();
    });
  });
}
