// What a reader waits for: from the press of the toolbar button to the first mark, in both browsers.
//
// The page itself looks for marks once a frame, so the figures hold the browser's own way from the press to the
// extension, and are as fine as a frame is long. Cold: the background is stopped. Warm: it has just answered.
import { readFileSync } from "node:fs";
import { BROWSERS, launch } from "../../tests/browser/drive.mjs";
import { serve } from "../../tests/browser/server.mjs";
import { median } from "../measure.mjs";

const ROUNDS = Number(process.env.ROUNDS ?? 10);
const sample = readFileSync("extension/welcome/sample.html");

for (const name of BROWSERS) {
  const server = await serve({ "/sample.html": { body: sample } });
  const driver = await launch(name, { server });
  try {
    await driver.install(`dist/${name}`);
    /** @type {Record<string, number[]>} */
    const times = { cold: [], warm: [] };
    for (let round = 0; round < ROUNDS; round++) {
      for (const start of ["cold", "warm"]) {
        const page = await driver.open(`${server.origin}/sample.html`);
        if (start === "cold") await driver.stopBackground();
        const marked = page.evaluate(
          () =>
            new Promise((done) => {
              const look = () => (CSS.highlights.size > 0 ? done(Date.now()) : requestAnimationFrame(look));
              look();
            }),
        );
        const pressed = Date.now();
        await driver.press(page);
        times[start].push(Number(await marked) - pressed);
        await page.close();
      }
    }
    for (const [start, list] of Object.entries(times)) {
      console.log(
        `${name.padEnd(8)} ${start}  median ${median(list)} ms, from ${Math.min(...list)} to ${Math.max(...list)}, ${list.length} presses`,
      );
    }
  } finally {
    await driver.close();
    await server.close();
  }
}
