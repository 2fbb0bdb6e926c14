// Links to attributions, followed in real browsers: of 200, how many scroll to the right words and mark them. The pages are our samples,
// the open half of the gold articles and, where they are there, saved pages; all of them served without their scripts, so that a page
// is the same each time.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { BROWSERS, launch } from "./drive.mjs";
import { pixels } from "./pixels.mjs";
import { serve } from "./server.mjs";

const NATIVE = "target/debug/hearsay";
const LINKS = 200;
/**
 * Of a hundred links, so many lead to their words. Those that do not are of pages that show nothing without their scripts, that cover the
 * words with a banner, or that have the same words once more, out of sight and before the article.
 */
const BAR = 95;
const VIEW = { width: 700, height: 240 };
const MARKED = [255, 0, 254];
const STYLE = `<style>::target-text { background: rgb(${MARKED}) !important; color: rgb(${MARKED}) !important; }</style>`;
const POLICY = { "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'" };

/** @typedef {{page: string, directive: string, words: string}} Link */

/** The pages by their paths, as they are served. @returns {Record<string, string>} */
function collect() {
  /** @type {Record<string, string>} */
  const pages = {};
  const take = (/** @type {string} */ path, /** @type {string} */ html) => void (pages[path] = html + STYLE);
  const files = ["extension/welcome/sample.html", "tests/browser/pages/article.html", "tests/browser/pages/split.html"];
  for (const name of readdirSync("tests/pages")) if (name.endsWith(".html")) files.push(`tests/pages/${name}`);
  for (const file of files) take(`/${file}`, readFileSync(file, "utf8"));
  for (const name of readdirSync("tests/gold/open")) {
    const marked = readFileSync(`tests/gold/open/${name}`, "utf8").split("\n\n").slice(1).join("\n\n");
    const text = marked.replace(/\\(.)|\{\S+ |\}/g, "$1");
    const escaped = text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
    const [headline, ...paragraphs] = escaped.split("\n").filter(Boolean);
    const body = paragraphs.map((words) => `<p>${words}</p>`).join("\n");
    take(`/gold/${name}.html`, `<!doctype html><html lang="en"><title>${headline}</title><article><h1>${headline}</h1>${body}</article>`);
  }
  const saved = "../shared/pages";
  if (!existsSync(saved)) console.log(`without the saved pages: ${saved} is not there`);
  else
    for (const name of readdirSync(saved)) {
      const file = join(saved, name, "source.html");
      if (existsSync(file)) take(`/saved/${name}.html`, readFileSync(file, "utf8"));
    }
  return pages;
}

/** Links to what is said in the pages, so many from each that there are `LINKS`. @param {Record<string, string>} pages @returns {Link[]} */
function links(pages) {
  const folder = mkdtempSync(join(tmpdir(), "hearsay-"));
  const file = join(folder, "page.html");
  const all = Object.entries(pages).map(([page, html]) => {
    writeFileSync(file, html);
    try {
      const printed = execFileSync(NATIVE, ["analyze", "--html", "--format", "json", file], { maxBuffer: 1 << 28, stdio: ["ignore", "pipe", "ignore"] });
      const { article, attributions } = JSON.parse(printed.toString());
      const points = Array.from(article.text);
      return attributions
        .filter((/** @type {any} */ one) => one.fragment)
        .map((/** @type {any} */ one) => ({ page, directive: one.fragment, words: points.slice(...one.content[0]).join("") }));
    } catch {
      return []; // No article.
    }
  });
  rmSync(folder, { recursive: true });
  /** @type {Link[]} */
  const chosen = [];
  for (let round = 0; chosen.length < LINKS && all.some((of) => of.length > round); round += 1) {
    for (const of of all) if (of[round] && chosen.length < LINKS) chosen.push(of[round]);
  }
  return chosen;
}

/**
 * In the page: where the words stand, as lines in the window's own measure. White space and marks at the ends are put aside.
 * @param {string} words
 */
function lines(words) {
  const bare = (/** @type {string} */ text) => text.replace(/[\s\u00ad\u200b]+/g, "");
  const wanted = bare(words.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, ""));
  let all = "";
  /** @type {[Text, number][]} */
  const places = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (!node.parentElement?.checkVisibility() || node.parentElement.closest("style, script")) continue;
    const { data } = /** @type {Text} */ (node);
    for (let i = 0; i < data.length; i += 1) {
      if (bare(data.charAt(i)) === "") continue;
      all += data.charAt(i);
      places.push([/** @type {Text} */ (node), i]);
    }
  }
  /** @type {{left: number, top: number, width: number, height: number}[]} */
  const found = [];
  for (let at = all.indexOf(wanted); at >= 0; at = all.indexOf(wanted, at + 1)) {
    const range = document.createRange();
    const [first, last] = [places[at], places[at + wanted.length - 1]];
    if (!first || !last) continue;
    range.setStart(...first);
    range.setEnd(last[0], last[1] + 1);
    const rect = [...range.getClientRects()].find(({ width, height }) => width > 2 && height > 2);
    if (rect) found.push({ left: rect.left, top: rect.top, width: rect.width, height: rect.height });
  }
  return found;
}

for (const name of BROWSERS) {
  describe(name, { timeout: 600_000 }, () => {
    /** @type {Awaited<ReturnType<typeof serve>>} */
    let server;
    /** @type {Awaited<ReturnType<typeof launch>>} */
    let driver;
    /** @type {Link[]} */
    let chosen;
    before(async () => {
      const pages = collect();
      chosen = links(pages);
      server = await serve((path) => {
        const body = pages[decodeURIComponent(path)];
        return body === undefined ? undefined : { body, headers: POLICY };
      });
      driver = await launch(name, { server });
    });
    after(async () => {
      await driver?.close();
      await server?.close();
    });

    test("links scroll to the words that they were made for", async () => {
      assert.ok(chosen.length >= LINKS / 2, `${chosen.length} links`);
      const page = await driver.browser.newPage();
      await page.setViewport(VIEW);
      /** Whether the browser marked something on the line, and shows it. @param {Link} link */
      const leads = async ({ page: path, directive, words }) => {
        await page.goto("about:blank");
        await page.goto(`${server.origin}${encodeURI(path)}#${directive}`, { waitUntil: "load" });
        for (let tried = 0; tried < 20; tried += 1) {
          const found = await page.evaluate(lines, words);
          const seen = found.filter(({ top, height }) => top >= -height && top + height / 2 <= VIEW.height);
          if (seen.length > 0) {
            const shot = pixels(Buffer.from(await page.screenshot({ captureBeyondViewport: false })));
            const scale = shot.width / VIEW.width;
            const isMarked = seen.some(({ left, top, width, height }) => {
              const [x, y] = [Math.min(left + width / 2, VIEW.width - 1), Math.max(top + height / 2, 0)];
              return shot.at(Math.floor(x * scale), Math.floor(y * scale)).every((value, i) => Math.abs(value - MARKED[i]) < 8);
            });
            if (isMarked) return true;
          }
          await new Promise((done) => setTimeout(done, 50));
        }
        return false;
      };
      const astray = [];
      for (const link of chosen) if (!(await leads(link))) astray.push(link);
      const share = (100 * (chosen.length - astray.length)) / chosen.length;
      console.log(`${name}: ${chosen.length - astray.length} of ${chosen.length} links lead to their words`);
      for (const { page, directive, words } of astray) console.log(`  ${page}#${directive}\n    ${words.slice(0, 120)}`);
      assert.ok(share >= BAR, `${share.toFixed(1)} of a hundred, ${BAR} are asked for`);
      assert.equal(await leads({ ...chosen[0], directive: ":~:text=words%20that%20no%20page%20has" }), false, "a wrong link is seen");
    });
  });
}
