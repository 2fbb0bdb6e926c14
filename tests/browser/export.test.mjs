// Exports as a reader comes by them: from the panel, as files; and what opening the page of one asks for: nothing.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { after, before, describe, test } from "node:test";
import { BROWSERS, launch, until } from "./drive.mjs";
import { serve } from "./server.mjs";
import { stage, state } from "./stage.mjs";

const NATIVE = "target/debug/hearsay";
const PAYLOADS = [
  "<img src=https://evil.example/a.png onerror=document.title='run'>",
  "<script src=https://evil.example/a.js></script>",
  "</style></title><link rel=stylesheet href=https://evil.example/a.css>",
  "<svg><style><img src=https://evil.example/b.png>",
  "\"><iframe src=https://evil.example></iframe>",
  "' style='background:url(https://evil.example/c.png)",
  "![](https://evil.example/d.png) [x](javascript:document.title='run')",
];
const HOSTILE = `A bridge ${PAYLOADS[0]} opens\n\n${PAYLOADS.map((words) => `“It is safe ${words},” said Ada ${words} Kvist. ${words} Ltd said that the bridge ${words} was safe.`).join("\n\n")}\n`;

/** @param {string} format */
const written = (format) =>
  execFileSync(NATIVE, ["analyze", "--format", format, "--url", "https://courier.example/bridge"], { input: HOSTILE }).toString();

/** Every file that the panel saves, in place of its being saved. @param {any} panel @returns {Promise<{name: string, body: string}[]>} */
async function saved(panel) {
  await until("the menu", () => panel.evaluate(() => document.querySelectorAll(".export button").length > 0));
  return panel.evaluate(async () => {
    /** @type {{name: string, body: string}[]} */
    const files = [];
    const buttons = [.../** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".export button"))];
    const { click } = HTMLAnchorElement.prototype;
    // What would be saved is read instead.
    HTMLAnchorElement.prototype.click = function () {
      if (this.download) fetched.push(read(this.href).then((body) => files.push({ name: this.download, body })));
      else click.call(this);
    };
    /** @type {(Promise<unknown> | undefined)[]} */
    const fetched = [];
    const blobs = new Map();
    // As the file has it, its byte order mark too.
    const read = async (/** @type {string} */ url) =>
      new TextDecoder("utf-8", { ignoreBOM: true }).decode(await blobs.get(url).arrayBuffer());
    const { createObjectURL } = URL;
    URL.createObjectURL = (blob) => {
      const url = createObjectURL(blob);
      blobs.set(url, blob);
      return url;
    };
    for (const one of buttons) one.click();
    for (let tried = 0; tried < 100 && files.length < buttons.length; tried += 1) await new Promise((done) => setTimeout(done, 50));
    return files;
  });
}

for (const name of BROWSERS) {
  describe(name, { timeout: 180_000 }, () => {
    /** @type {Awaited<ReturnType<typeof stage>>} */
    let it;
    before(async () => void (it = await stage(name)));
    after(() => it?.close());

    test("the page of an export shows its words and asks for nothing", async () => {
      const server = await serve({ "/export.html": written("html") });
      const driver = await launch(name, { server });
      try {
        const page = await driver.open(`${server.origin}/export.html`);
        const found = await page.evaluate(() => ({
          title: document.title,
          words: document.body.innerText,
          strange: document.querySelectorAll("img, script, iframe, svg, object, [onerror]").length,
          links: [...document.querySelectorAll("a")].map((one) => new URL(one.href).origin),
        }));
        assert.notEqual(found.title, "run");
        for (const words of PAYLOADS) assert.ok(found.words.includes(words), words);
        assert.equal(found.strange, 0);
        assert.ok(found.links.length > 0 && found.links.every((/** @type {string} */ one) => one === "https://courier.example"));
        await new Promise((done) => setTimeout(done, 500));
        assert.deepEqual(server.strays("/export.html"), []);
      } finally {
        await driver.close();
        await server.close();
      }
    });

    test("the panel gives every export of what it shows", async () => {
      const { page, panel } = await it.pressed("open/article.html");
      const { report } = await state(panel);
      const files = await saved(panel);
      const byEnding = Object.fromEntries(files.map((/** @type {any} */ one) => [one.name.replace(/^[^.]*\./, ""), one]));
      assert.deepEqual(Object.keys(byEnding).sort(), ["claimreview.jsonld", "csv", "html", "json", "jsonld", "md"]);
      for (const one of files) assert.match(one.name, /^hearsay-vessby-library-keeps-its-night-hours\./);
      assert.deepEqual(JSON.parse(byEnding.json.body), report);
      const worth = report.claims.filter((/** @type {any} */ one) => one.rank !== null).length;
      assert.equal(JSON.parse(byEnding.jsonld.body).total, report.attributions.length + worth);
      assert.ok(byEnding.csv.body.startsWith("\ufeff\"row\",") && byEnding.csv.body.includes("Mara Lind"));
      assert.ok(byEnding.md.body.startsWith("# Vessby library keeps its night hours\n"));
      await page.close();
    });

    test("what is exported to be read is in the reader's language, what is exported for machines in the report's own", async () => {
      const german = JSON.parse(readFileSync(new URL("../../extension/_locales/de/messages.json", import.meta.url), "utf8"));
      const options = await it.own("options/options.html");
      const speak = async (/** @type {string} */ language) => {
        await options.evaluate((/** @type {string} */ language) => {
          const select = /** @type {HTMLSelectElement} */ (document.getElementById("language"));
          select.value = language;
          select.dispatchEvent(new Event("change"));
        }, language);
        const shown = language || "en";
        await until("the language", () => options.evaluate((/** @type {string} */ shown) => document.documentElement.lang === shown, shown));
      };
      await until("the languages", () => options.evaluate(() => document.querySelectorAll("#language option").length > 2));
      await speak("de");
      const { page, panel } = await it.pressed("open/article.html");
      await until("the panel's German", () =>
        panel.evaluate((/** @type {string} */ words) => document.body.textContent?.includes(words), german.heading_sources.message),
      );
      const files = await saved(panel);
      const of = (/** @type {string} */ ending) => files.find((one) => one.name.endsWith(`hours.${ending}`))?.body ?? "";
      for (const key of ["heading_sources", "heading_claims", "export_sayings", "export_place"]) {
        assert.ok(of("md").includes(german[key].message), key);
        assert.ok(of("html").includes(german[key].message), key);
      }
      assert.match(of("html"), /<html lang="de">/);
      assert.ok(of("csv").startsWith("\ufeff\"row\",\"id\",\"speaker\","));
      await page.close();
      await speak("");
      await options.close();
    });
  });
}
