// What the panel tells of the article as a whole: each notice in its own words, with the words that bear it out.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { BROWSERS } from "./drive.mjs";
import { stage, state, until } from "./stage.mjs";

for (const name of BROWSERS) {
  describe(name, { timeout: 180_000 }, () => {
    /** @type {Awaited<ReturnType<typeof stage>>} */
    let it;
    before(async () => void (it = await stage(name)));
    after(() => it?.close());

    test("a notice stands in the panel with its evidence", async () => {
      const { page, panel } = await it.pressed("open/bridge.html");
      await until("the notices", () => panel.evaluate(() => document.querySelector(".notices") !== null));
      const { report } = await state(panel);
      const kinds = report.summary.notices.map((/** @type {any} */ one) => one.kind);
      assert.deepEqual(kinds, ["mostly-one-source", "headline-quotation"]);
      const shown = await panel.evaluate(() =>
        [...document.querySelectorAll(".notices > li")].map((one) => ({
          told: one.querySelector("p")?.textContent,
          evidence: [...one.querySelectorAll("ul li")].map((words) => words.textContent),
          ways: one.querySelectorAll("button").length,
        })),
      );
      const share = Math.round(report.summary.notices[0].share * 100);
      assert.equal(shown[0].told, `${share}% of what is attributed here comes from one source: Ada Kvist.`);
      assert.ok(shown[0].ways > 0 && shown[0].evidence.some((/** @type {string} */ one) => one.includes("northern pier")));
      assert.equal(shown[1].told, "The words in quotation marks in the headline do not occur in the text.");
      assert.deepEqual(shown[1].evidence, ["“a matter of months”"]);
      await page.close();
    });
  });
}
