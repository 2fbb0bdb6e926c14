// What a reader waits for on an article of 5,000 words, in both browsers: the first mark, the card, the panel, a filter; beside
// them the page's own load, as the yardstick. Medians; a limit that is missed fails the bench.
//
// The page's own load is what the browser takes from the request to its load event, for a page that is all text.
import { readFileSync } from "node:fs";
import { BROWSERS, launch, until } from "../../tests/browser/drive.mjs";
import { serve } from "../../tests/browser/server.mjs";
import { PANEL, state } from "../../tests/browser/stage.mjs";
import { median } from "../measure.mjs";

const ROUNDS = Number(process.env.ROUNDS ?? 20);
const WORDS = 5000;
/** The card's pointer has to rest so long by design; `content/card.js`. */
const REST_MS = 150;
/** Milliseconds. @type {Record<string, number>} */
const LIMITS = { "panel open": 150, "card open": 100, filter: 200 };

const sample = readFileSync("extension/welcome/sample.html", "utf8");
const body = sample.slice(sample.indexOf("<p>\n"), sample.indexOf("</article>"));
const times = Math.ceil(WORDS / body.replace(/<[^>]*>/g, " ").split(/\s+/).filter(Boolean).length);
const page5000 = sample.replace("</article>", `${body.repeat(times - 1)}</article>`);

let missed = 0;

for (const name of BROWSERS) {
  const server = await serve({
    "/article.html": { body: page5000 },
    "/sample.css": { body: readFileSync("extension/welcome/sample.css"), type: "text/css" },
  });
  const driver = await launch(name, { server });
  /** @type {Record<string, number[]>} */
  const found = { "page load": [], "first mark": [], "whole article": [], "card open": [], "panel open": [], filter: [] };
  let shift = 0;
  try {
    await driver.install(`dist/${name}`);
    for (let round = 0; round < ROUNDS; round += 1) {
      const page = await driver.open(`${server.origin}/article.html`);
      found["page load"].push(
        await page.evaluate(() => {
          const [entry] = /** @type {PerformanceNavigationTiming[]} */ (performance.getEntriesByType("navigation"));
          return entry.loadEventEnd - entry.startTime;
        }),
      );
      const places = () =>
        page.evaluate(() =>
          JSON.stringify([...document.querySelectorAll("body *")].map((one) => Object.values(one.getBoundingClientRect().toJSON()))),
        );
      const before = await places();
      const marked = page.evaluate(
        () =>
          new Promise((done) => {
            const look = () => (Reflect.get(CSS, "highlights").get("hearsay-source")?.size > 0 ? done(Date.now()) : requestAnimationFrame(look));
            look();
          }),
      );
      const pressed = Date.now();
      await driver.press(page);
      found["first mark"].push(Number(await marked) - pressed);
      const panel = await driver.panel(PANEL);
      await until("the report", async () => (await state(panel).catch(() => null))?.state === "report", 60_000);
      found["whole article"].push(Date.now() - pressed);

      await panel.evaluate(() => {
        Object.assign(globalThis, { isOld: true });
        setTimeout(() => location.reload(), 50);
      });
      // The document that is left answers for a while, then nobody does.
      const shown = await until("the panel", () =>
        panel
          .evaluate(() => !Reflect.get(globalThis, "isOld") && performance.getEntriesByName("hearsay-shown").at(-1)?.startTime)
          .catch(() => undefined),
      );
      found["panel open"].push(shown);

      const filtered = await panel.evaluate(async () => {
        const [tab] = await chrome.tabs.query({ active: true, currentWindow: true });
        const box = /** @type {HTMLInputElement} */ (document.querySelector('input[type="search"]'));
        const began = performance.now();
        box.value = "lorries";
        box.dispatchEvent(new Event("input"));
        // Answered in order, with hardly a word: by then the page has drawn what the filter left.
        const drawn = () => chrome.tabs.sendMessage(tab.id, { type: "show", attribution: 4_294_967_295 }, { frameId: 0 });
        await drawn();
        const spent = performance.now() - began;
        box.value = "";
        box.dispatchEvent(new Event("input"));
        await drawn();
        return spent;
      });
      found.filter.push(filtered);

      await page.bringToFront();
      const line = await page.evaluate(() => {
        const range = document.createRange();
        range.selectNodeContents(/** @type {Element} */ (document.querySelectorAll("article p")[3]));
        const [first] = [...range.getClientRects()].filter(({ width }) => width > 0);
        return { x: first.left + 30, y: (first.top + first.bottom) / 2, below: first.bottom + 40 };
      });
      await page.mouse.move(2, 2);
      const opened = page.evaluate(
        ({ x, below }) =>
          new Promise((done) => {
            addEventListener(
              "pointermove",
              () => {
                const began = performance.now();
                const look = () =>
                  document.elementFromPoint(x + 30, below)?.localName === "hearsay-card"
                    ? done(performance.now() - began)
                    : requestAnimationFrame(look);
                look();
              },
              { once: true, capture: true },
            );
          }),
        line,
      );
      await page.mouse.move(line.x, line.y);
      found["card open"].push(Number(await opened) - REST_MS);
      shift += Number((await places()) !== before);
      await page.close();
    }
    const load = Number(median(found["page load"] ?? []));
    for (const [what, list] of Object.entries(found)) {
      const middle = Number(median(list));
      const most = LIMITS[what];
      const isMissed = most !== undefined && middle > most;
      missed += Number(isMissed);
      console.log(
        `${name.padEnd(8)} ${what.padEnd(13)} median ${middle.toFixed(0).padStart(5)} ms, ${(middle / load).toFixed(2)} of the page's own load` +
          `${most === undefined ? "" : `, limit ${most} ms${isMissed ? " MISSED" : ""}`}`,
      );
    }
    missed += Number(shift > 0);
    console.log(`${name.padEnd(8)} layout moved in ${shift} of ${ROUNDS} rounds`);
  } finally {
    await driver.close();
    await server.close();
  }
}
process.exitCode = missed > 0 ? 1 : 0;
