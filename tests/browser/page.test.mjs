// What Hearsay does to a page, and what it leaves alone: in both browsers, with the extension installed and its toolbar
// button pressed.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { BROWSERS } from "./drive.mjs";
import { PANEL, SCRIPTS, cardText, contents, painted, stage, state, until, whole } from "./stage.mjs";

const LAYERS = [
  "hearsay-content",
  "hearsay-content-deep",
  "hearsay-content-open",
  "hearsay-cue",
  "hearsay-cue-distanced",
  "hearsay-cue-rejected",
  "hearsay-cue-vouched",
  "hearsay-source",
  "hearsay-tint",
  "hearsay-tint-deep",
];
const solid = (/** @type {string} */ words) => words.replace(/\s+/g, "");

/** @param {Record<string, string[]>} marks */
const cues = (marks) => ["", "-vouched", "-distanced", "-rejected"].flatMap((stance) => marks[`hearsay-cue${stance}`]);

/** That the marks are the report's. @param {Record<string, string[]>} marks @param {any} report */
function assertDraws(marks, report) {
  const text = Array.from(report.article.text);
  assert.deepEqual(Object.keys(marks).sort(), LAYERS);
  for (const [part, drawn] of /** @type {const} */ ([
    ["source", marks["hearsay-source"]],
    ["cue", cues(marks)],
    ["content", contents(marks)],
  ])) {
    const spans = report.attributions.flatMap((/** @type {any} */ one) => one[part]);
    /** @type {string[]} */
    const wanted = spans.map((/** @type {any} */ [start, end]) => solid(text.slice(start, end).join("")));
    assert.ok(wanted.length > 0, `the report has a ${part}`);
    assert.equal(solid(drawn.join("")).length, wanted.join("").length, part);
    const distinct = [...new Set(wanted)];
    for (const words of new Set(drawn)) assert.ok(distinct.some((one) => one.includes(solid(words))), `${part} ${words}`);
  }
}

for (const name of BROWSERS) {
  describe(name, { timeout: 180_000 }, () => {
    /** @type {Awaited<ReturnType<typeof stage>>} */
    let it;
    before(async () => void (it = await stage(name)));
    after(() => it?.close());

    test("marks the spans of the report, and nothing else", async () => {
      const { page, panel } = await it.pressed("open/article.html");
      const marks = await painted(page);
      assertDraws(marks, (await state(panel)).report);
      const content = contents(marks);
      // Through inline markup: three text nodes, one quotation.
      assert.ok(content.includes("never"), content.join("|"));
      assert.ok(marks["hearsay-source"].includes("Mara Lind"));
      assert.ok(marks["hearsay-cue"].includes("said"));
      assert.ok(!content.join().includes("robots"), "hidden text is not read");
      await page.close();
    });

    for (const policy of ["open", "self", "strict", "sandbox"]) {
      test(`leaves the page as it was, under the policy "${policy}"`, async () => {
        const page = await it.open(`${policy}/article.html`);
        await page.evaluate(() => {
          const log = /** @type {string[]} */ (/** @type {any} */ (document).log = []);
          new MutationObserver((records) => log.push(...records.map((r) => `${r.type} ${r.target.nodeName}`))).observe(
            document,
            {
              subtree: true,
              childList: true,
              attributes: true,
              characterData: true,
            },
          );
        });
        const asItWas = await whole(page);
        await it.press(page);
        await until("marks", async () => (await painted(page))["hearsay-content"]?.length);
        assert.equal(await whole(page), asItWas, "while the marks are on");
        const log = () => page.evaluate(() => /** @type {string[]} */ (/** @type {any} */ (document).log));
        const layerCame = await log();
        // Chromium calls the functions of a page whose policy forbids scripts late or never.
        const hears = policy !== "sandbox" || name === "firefox";
        if (hears) assert.deepEqual(layerCame, ["childList HTML"], "one element was added to the page");

        const box = await page.evaluate(() => {
          const { x, y } = /** @type {Element} */ (document.querySelector("#link")).getBoundingClientRect();
          return { x: x + 5, y: y + 8 };
        });
        await page.mouse.move(box.x, box.y);
        await until("the card", () => cardText(it, page));
        assert.equal(await whole(page), asItWas, "while the card is open");
        if (hears) assert.deepEqual(await log(), layerCame, "the page is not told of the card");

        await it.press(page);
        await until("no marks", async () => Object.keys(await painted(page)).length === 0);
        assert.equal(await whole(page), asItWas, "when it is off");
        assert.equal(await page.evaluate(() => document.querySelector("hearsay-card")), null);
        if (hears) assert.deepEqual(await log(), [...layerCame, "childList HTML"], "one element was taken away");
        await page.close();
      });
    }

    test("comes back after it was switched off", async () => {
      const { page } = await it.pressed("open/article.html");
      const first = await painted(page);
      assert.ok(first["hearsay-content"]?.length);
      await it.press(page);
      await until("no marks", async () => Object.keys(await painted(page)).length === 0);
      await it.press(page);
      await until("marks", async () => (await painted(page))["hearsay-content"]?.length);
      assert.deepEqual(await painted(page), first);
      await page.close();
    });

    test("injected twice, it is there once, and one press takes it away", async () => {
      const { page } = await it.pressed("open/article.html");
      const first = await painted(page);
      assert.ok(first["hearsay-content"]?.length);
      await it.background(async (/** @type {string[]} */ files) => {
        const [tab] = await chrome.tabs.query({ active: true, currentWindow: true });
        await chrome.scripting.executeScript({ target: { tabId: tab.id }, files });
      }, SCRIPTS);
      await until("the same marks", async () => JSON.stringify(await painted(page)) === JSON.stringify(first));
      await it.press(page);
      await until("no marks", async () => Object.keys(await painted(page)).length === 0);
      await page.close();
    });

    test("marks the beginning of a long article while it reads the rest, and then all of it", async () => {
      const page = await it.open("open/long.html");
      await page.evaluate(() => {
        const sizes = /** @type {number[]} */ (/** @type {any} */ (document).sizes = []);
        const look = () => {
          const size = /** @type {any} */ (CSS.highlights.get("hearsay-content"))?.size ?? 0;
          if (size !== (sizes.at(-1) ?? 0)) sizes.push(size);
          requestAnimationFrame(look);
        };
        look();
      });
      await it.press(page);
      const panel = await it.panel(PANEL);
      await until("the end of reading", async () => (await state(panel).catch(() => null))?.state === "report");
      const marks = await painted(page);
      assertDraws(marks, (await state(panel)).report);
      assert.ok(contents(marks).some((words) => words.includes("The lamp is lit")), "the last paragraph is read");
      const sizes = await page.evaluate(() => /** @type {any} */ (document).sizes);
      assert.ok(sizes.length >= 2, `first some, then all: ${sizes}`);
      assert.deepEqual(sizes, sizes.toSorted((/** @type {number} */ a, /** @type {number} */ b) => a - b));
      await page.close();
    });

    test("takes a mark off text that changed, before it is seen, and puts it back", async () => {
      const { page } = await it.pressed("open/article.html");
      const cost = "40,000 crowns";
      const has = async () => JSON.stringify(await painted(page)).includes(cost);
      assert.ok(await has());
      const inFrame = await page.evaluate(async () => {
        const node = /** @type {Text} */ (document.querySelector("#changing")?.firstChild);
        const kept = node.data;
        node.data = `Now another text stands here, and it says nothing at all. ${kept}`;
        await new Promise((done) => requestAnimationFrame(() => done(undefined)));
        const drawn = [...CSS.highlights.values()]
          .flatMap((ranges) => [...ranges])
          .filter((range) => range.startContainer === node).length;
        node.data = kept;
        return drawn;
      });
      assert.equal(inFrame, 0);
      await until("the mark again", has);
      await page.close();
    });

    test("reads past elements that shadow the DOM's own names", async () => {
      const { page } = await it.pressed("open/clobbered.html");
      const marks = await painted(page);
      assert.ok(
        marks["hearsay-content"]?.some((words) => words.includes("The ferry leaves on the hour")),
        JSON.stringify(marks),
      );
      assert.ok(
        marks["hearsay-source"]?.some((words) => words.startsWith("Mara Lind")),
        JSON.stringify(marks),
      );
      await page.close();
    });

    test("keeps its place where a text node ends within a character", async () => {
      const { page } = await it.pressed("open/split.html");
      const marks = await painted(page);
      const content = marks["hearsay-content"]?.join("") ?? "";
      assert.ok(solid(content).includes("Wesawa\u{1F433}twice"), content);
      assert.ok(solid(marks["hearsay-source"]?.join("") ?? "").includes("MaraLind"));
      await page.close();
    });

    test("asks for nothing but the pages themselves", async () => {
      const pages = it.server.requests
        .map(({ url }) => new URL(url).pathname)
        .filter((path) => /^\/(open|self|strict|sandbox)\/[a-z]+\.html$/.test(path));
      assert.ok(pages.length > 5);
      assert.deepEqual(it.server.strays(...pages), []);
    });
  });
}
