// Pictures of the extension at work on its own sample, in both browsers, as a reader sees it.
//
// In: nothing, or the names of browsers. Out: out/shots/BROWSER-LOOK-WHAT.png.
import { mkdirSync } from "node:fs";
import { readFileSync } from "node:fs";
import { BROWSERS, launch, until } from "../tests/browser/drive.mjs";
import { serve } from "../tests/browser/server.mjs";
import { PANEL, state } from "../tests/browser/stage.mjs";

const OUT = "out/shots";
const LOOKS = /** @type {const} */ (["light", "dark", "forced"]);
const asked = process.argv.slice(2);
const browsers = BROWSERS.filter((name) => !asked.some((one) => BROWSERS.includes(one)) || asked.includes(name));
const looks = LOOKS.filter((name) => !asked.some((one) => LOOKS.includes(one)) || asked.includes(name));
const sample = (/** @type {string} */ name) => readFileSync(`extension/welcome/${name}`);
const pause = (/** @type {number} */ ms) => new Promise((done) => setTimeout(done, ms));

mkdirSync(OUT, { recursive: true });
for (const name of browsers) {
  for (const look of looks) {
    const server = await serve({
      "/sample.html": { body: sample("sample.html") },
      "/sample.css": { body: sample("sample.css"), type: "text/css" },
    });
    const driver = await launch(name, { server, look });
    try {
      await driver.install(`dist/${name}`);
      const file = (/** @type {string} */ what) => `${OUT}/${name}-${look}-${what}.png`;
      const page = await driver.open(`${server.origin}/sample.html`);
      await driver.press(page);
      const panel = await driver.panel(PANEL);
      await until("the analysis", async () => (await state(panel).catch(() => null))?.state === "report");
      await pause(400);
      await page.screenshot({ path: file("page"), fullPage: true });
      await panel.resize({ width: 360, height: 800 });
      await pause(200);
      await panel.screenshot(file("panel"), { fullPage: true });
      await panel.resize({ width: 200, height: 800 });
      await pause(200);
      await panel.screenshot(file("panel-narrow"), { fullPage: true });
      await panel.resize({ width: 360, height: 800 });
      await panel.evaluate(() => {
        const more = document.querySelector(".filters");
        if (more instanceof HTMLDetailsElement) more.open = true;
      });
      await pause(200);
      await panel.screenshot(file("panel-filter"), { fullPage: true });
      const box = await page.evaluate(() => {
        const range = document.createRange();
        range.selectNodeContents(/** @type {Element} */ (document.querySelectorAll("article p")[3]));
        const [line] = [...range.getClientRects()].filter(({ width }) => width > 0);
        return { x: line.left + 30, y: (line.top + line.bottom) / 2 };
      });
      await page.mouse.move(2, 2);
      await page.mouse.move(box.x, box.y);
      await pause(700);
      await page.screenshot({ path: file("card") });
    } finally {
      await driver.close();
      await server.close();
    }
  }
}
console.log(`${OUT}/`);
