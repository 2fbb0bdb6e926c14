// What axe-core finds in Hearsay's own pages and in its panel, by day, by night and in forced colours, in both browsers: nothing.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, before, describe, test } from "node:test";
import { BROWSERS } from "./drive.mjs";
import { stage, until } from "./stage.mjs";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const LOOKS = /** @type {const} */ (["light", "dark", "forced"]);

/** @param {{ evaluate: Function }} page @returns {Promise<{faults: string[], passed: number}>} the faults in words, and how many rules had something to say */
async function found(page) {
  await page.evaluate(`() => { ${AXE}\n; return true; }`);
  return page.evaluate(async () => {
    const { violations, passes } = await Reflect.get(globalThis, "axe").run(document);
    return {
      faults: violations.map((/** @type {any} */ { id, nodes }) => `${id}: ${nodes.map((/** @type {any} */ one) => one.html).join(" ")}`),
      passed: passes.length,
    };
  });
}

for (const name of BROWSERS) {
  for (const look of LOOKS) {
    describe(`${name}, ${look}`, { timeout: 240_000 }, () => {
      /** @type {Awaited<ReturnType<typeof stage>>} */
      let it;
      before(async () => void (it = await stage(name, { look })));
      after(() => it?.close());

      /** @param {any} t @param {{ evaluate: Function }} page */
      const assertClean = async (t, page) => {
        const { faults, passed } = await found(page);
        t.diagnostic(`${passed} rules passed, ${faults.length} faults`);
        assert.deepEqual(faults, []);
      };

      for (const path of ["options/options.html", "welcome/welcome.html", "welcome/sample.html", "paste/paste.html"]) {
        test(`axe finds nothing in ${path}`, async (t) => {
          const page = await it.own(path);
          await until("its words", () => page.evaluate(() => document.querySelector("h1")?.textContent !== "" && [...document.querySelectorAll("button")].every((one) => one.textContent)));
          await assertClean(t, page);
          await page.close();
        });
      }

      test("axe finds nothing in the panel, with a report and with all that can be opened open", async (t) => {
        const { page, panel } = await it.pressed("open/bridge.html");
        await until("the report", () => panel.evaluate(() => document.querySelector(".jump") !== null));
        await assertClean(t, panel);
        for (const tab of [0, 1]) {
          await panel.evaluate((/** @type {number} */ tab) => {
            /** @type {HTMLElement | undefined} */ (document.querySelectorAll('[role="tab"]')[tab])?.click();
            for (const details of document.querySelectorAll("details")) details.open = true;
          }, tab);
          await assertClean(t, panel);
        }
        await page.close();
      });
    });
  }

  test(`${name}: axe sees what is wrong`, { timeout: 60_000 }, async () => {
    const it = await stage(name);
    try {
      const page = await it.own("paste/paste.html");
      await page.evaluate(() => document.querySelector("label")?.remove());
      assert.match((await found(page)).faults.join(), /label/);
    } finally {
      await it.close();
    }
  });
}
