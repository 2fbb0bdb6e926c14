// The extension and the command find the same article: on every saved page of ../shared/pages, the blocks of the rendered page,
// as the reader sees it, beside those of the parsed file. Skipped where those pages are not there.
//
// The pages are served with their scripts off, so that what is rendered is what was saved. The command knows no style sheets, and
// of most pages none was saved; so it is held to the page without them, and to the page with those that were saved but where these
// hide what is in the file.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { after, before, describe, test } from "node:test";
import { BROWSERS, launch } from "./drive.mjs";
import { serve } from "./server.mjs";

const PAGES = "../shared/pages";
const COMMAND = "target/debug/hearsay";
const source = readFileSync("extension/content/reader.js", "utf8");
const names = existsSync(PAGES) ? readdirSync(PAGES).filter((name) => existsSync(`${PAGES}/${name}/source.html`)) : [];
const headers = {
  "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'",
};

/** Pages of which a saved style sheet hides a part: why. */
const HIDDEN = {
  qq: "a button within the article is shown by script alone",
  "seattletimes-1": "the whole page is hidden until a script has run",
};

/** The blocks that the command finds, a line each; or why there are none. @param {string[]} args @param {string} input */
function blocks(args, input = "") {
  try {
    const found = execFileSync(COMMAND, ["extract", "--json", ...args], { input, encoding: "utf8", stdio: "pipe", maxBuffer: 1 << 28 });
    return JSON.parse(found).blocks.map((/** @type {any} */ { kind, text }) => `${kind}: ${text}`);
  } catch (error) {
    return [/** @type {any} */ (error).stderr.replace(/^hearsay: .*?: /, "").trim()];
  }
}

/** The first line in which two lists differ. @param {string[]} file @param {string[]} page */
function difference(file, page) {
  const at = file.findIndex((line, i) => line !== page[i]);
  if (at < 0 && file.length === page.length) return undefined;
  const i = at < 0 ? file.length : at;
  return `block ${i + 1}: the file has ${JSON.stringify(file[i]?.slice(0, 200))}, the page ${JSON.stringify(page[i]?.slice(0, 200))}`;
}

for (const name of BROWSERS) {
  describe(name, { skip: names.length === 0 ? `there is no ${PAGES}` : false }, () => {
    /** @type {Awaited<ReturnType<typeof serve>>} */
    let server;
    /** @type {Awaited<ReturnType<typeof launch>>} */
    let driver;
    before(async () => {
      if (names.length === 0) return;
      execFileSync("cargo", ["build", "--quiet"]);
      server = await serve((path) => {
        const file = `${PAGES}/${path.slice(1)}/source.html`;
        return /^\/[\w.-]+$/.test(path) && existsSync(file) ? { body: readFileSync(file), headers } : undefined;
      });
      driver = await launch(name, { server });
    });
    after(async () => {
      await driver?.close();
      await server?.close();
    });

    test("finds in the rendered page what the command finds in the file", async () => {
      const styled = [];
      const plain = [];
      for (const page of names) {
        const tab = await driver.open(`${server.origin}/${page}`);
        const read = () =>
          tab.evaluate(
            `hearsayReader.read().then(({ snapshot }) => JSON.stringify(snapshot, (_, value) => value?.toWellFormed?.() ?? value))`,
          );
        await tab.evaluate(`${source};0`);
        const file = blocks([`${PAGES}/${page}/source.html`]);
        const asSaved = difference(file, blocks(["--snapshot", "-"], await read()));
        await tab.evaluate("for (const sheet of document.styleSheets) sheet.disabled = true");
        const unstyled = difference(file, blocks(["--snapshot", "-"], await read()));
        await tab.close();
        if (asSaved && !(page in HIDDEN)) styled.push(`${page}, ${asSaved}`);
        if (unstyled) plain.push(`${page}, ${unstyled}`);
      }
      console.log(`${name}: of ${names.length} pages ${plain.length} differ without style sheets, ${styled.length} with them`);
      assert.deepEqual({ plain, styled }, { plain: [], styled: [] });
    });
  });
}
