// What every browser test begins with: a server of the pages in pages/, a browser with the extension installed, and the
// eyes to see what it did. In: the browser's name. Out: a stage; close it.
import { existsSync, readFileSync } from "node:fs";
import { launch, until } from "./drive.mjs";
import { serve } from "./server.mjs";

/** @typedef {"chromium" | "firefox"} BrowserName */

export const PANEL = "panel/panel.html";
const STRICT = "default-src 'none'; require-trusted-types-for 'script'; trusted-types 'none'";
/** By the first step of the path: `/sandbox/article.html` is article.html under that policy. */
const POLICIES = {
  open: "",
  self: "default-src 'self'",
  strict: STRICT,
  sandbox: `${STRICT}; sandbox`,
};

/** What a file of pages/ is, where it is no HTML. */
const TYPES = {
  xhtml: "application/xhtml+xml",
  svg: "image/svg+xml",
  xml: "text/xml",
  txt: "text/plain; charset=utf-8",
  json: "application/json",
  pdf: "application/pdf",
};
/** Pages too large to be kept. */
const MADE = { "long.html": long, "huge.html": huge, "printed.pdf": pdf };

/** @param {string} path */
function answer(path) {
  const [, policy = "", file = ""] = path.split("/");
  const csp = POLICIES[/** @type {keyof typeof POLICIES} */ (policy)];
  const [, kind] = /^[a-z]+\.([a-z]+)$/.exec(file) ?? [];
  if (csp === undefined || kind === undefined) return undefined;
  const made = MADE[/** @type {keyof typeof MADE} */ (file)];
  const url = new URL(`pages/${file}`, import.meta.url);
  if (!made && !existsSync(url)) return undefined;
  return {
    body: made ? made() : readFileSync(url),
    type: TYPES[/** @type {keyof typeof TYPES} */ (kind)],
    headers: /** @type {Record<string, string>} */ (csp ? { "content-security-policy": csp } : {}),
  };
}

/** The page article.html, its paragraphs over and over, and at last one that it does not have. */
function long() {
  return repeated(150);
}
/** The same, 10 MB of it. */
function huge() {
  return repeated(11_000);
}

/** @param {number} times */
function repeated(times) {
  const page = readFileSync(new URL("pages/article.html", import.meta.url), "utf8");
  const paragraphs = page.slice(page.indexOf("<p>"), page.indexOf("</article>"));
  return page.replace("</article>", () => `${paragraphs.repeat(times)}<p>“The lamp is lit,” said Ada Kvist.</p></article>`);
}

/** An empty page in print. */
function pdf() {
  return "%PDF-1.1\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj 3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n";
}

/** @param {BrowserName} name @param {{folder?: string} & import("./drive.mjs").Options} [options] another extension than that of `dist/` */
export async function stage(name, { folder = `dist/${name}`, ...options } = {}) {
  const server = await serve(answer);
  const driver = await launch(name, { ...options, server });
  await driver.install(folder);
  /** @param {string} path as in `open/article.html` */
  const open = (path) => driver.open(`${server.origin}/${path}`);
  return {
    ...driver,
    server,
    open,
    /** @param {string} url one of another site */
    visit: (url) => driver.open(url),
    reload: () => driver.reload(folder),
    /** @param {string} path @returns a page on which Hearsay has done its work */
    async pressed(path) {
      const page = await open(path);
      await driver.press(page);
      const panel = await driver.panel(PANEL);
      let last = "nothing";
      await until("the end of reading", async () => {
        last = await state(panel).then((/** @type {any} */ now) => now.state, String);
        return !["reading", "off"].includes(last) && !last.startsWith("Error");
      }).catch((error) => {
        throw new Error(`${error.message}: ${last}`);
      });
      return { page, panel };
    },
    async close() {
      await driver.close();
      await server.close();
    },
  };
}

/** The words under each highlight, as the page itself sees them. @param {import("puppeteer-core").Page} page */
export const painted = (page) =>
  page.evaluate(() => {
    /** @type {Record<string, string[]>} */
    const words = {};
    for (const [name, ranges] of /** @type {any} */ (CSS.highlights)) {
      words[name] = [...ranges].map((range) => range.startContainer.data.slice(range.startOffset, range.endOffset));
    }
    return words;
  });

/**
 * The marked words that are not the report's.
 * @param {Record<string, string[]>} marks @param {any} report
 */
export function strangers(marks, report) {
  const text = Array.from(report.article.text);
  // Half a character does not survive the way from every browser.
  const solid = (/** @type {string} */ words) => words.replace(/[\s\ud800-\udfff\ufffd]/g, "");
  return Object.entries(marks).flatMap(([layer, drawn]) => {
    const part = /^hearsay-(source|cue)/.exec(layer)?.[1] ?? "content";
    const spans = report.attributions.flatMap((/** @type {any} */ one) => one[part] ?? []);
    const own = [...new Set(spans.map((/** @type {any} */ [start, end]) => solid(text.slice(start, end).join(""))))];
    return [...new Set(drawn)].filter((words) => !own.some((/** @type {any} */ one) => one.includes(solid(words))));
  });
}

/** What of `painted` is drawn as content, in whichever manner. @param {Record<string, string[]>} marks */
export const contents = (marks) => ["", "-deep", "-open"].flatMap((manner) => marks[`hearsay-content${manner}`] ?? []);

/** The content scripts, in the order in which the background injects them. */
export const SCRIPTS = [
  ...(/const SCRIPTS = \[([^\]]*)\]/.exec(readFileSync(new URL("../../extension/background.js", import.meta.url), "utf8"))?.[1] ?? "").matchAll(/"([^"]+)"/g),
].map(([, file = ""]) => file);

/** All that a page can tell of itself, in one string. @param {import("puppeteer-core").Page} page */
export const whole = (page) =>
  page.evaluate(() => {
    // In a document of its own, where a copied image asks for nothing and tells of no error.
    const apart = document.implementation.createHTMLDocument("");
    const copy = /** @type {Element} */ (apart.importNode(document.documentElement, true));
    copy.querySelector(":scope > hearsay-card")?.remove();
    return JSON.stringify({
      html: new XMLSerializer().serializeToString(copy),
      globals: Object.getOwnPropertyNames(window).sort(),
      sheets: document.styleSheets.length + document.adoptedStyleSheets.length,
      places: [...document.querySelectorAll("body *")].map((element) => {
        const { x, y, width, height } = element.getBoundingClientRect();
        return [x, y, width, height];
      }),
      focus: document.activeElement?.tagName,
      selection: String(getSelection()),
    });
  });

/** What the page's own result is, asked as the panel asks. @param {{ evaluate: Function }} panel */
export const state = (panel) =>
  panel.evaluate(async () => {
    const [tab] = await chrome.tabs.query({ active: true, currentWindow: true });
    const now = await chrome.tabs.sendMessage(tab.id, { type: "state" }, { frameId: 0 });
    return now?.report ? { ...now, report: JSON.parse(now.report) } : now;
  });

/** The words of the card, which stands in a closed shadow root beside the numbers in the margin; empty while there is none. */
export async function cardText(/** @type {any} */ driver, /** @type {any} */ page) {
  /** @type {string[]} */
  const words = [];
  if (driver.name === "chromium") {
    const session = await page.createCDPSession();
    const { root } = await session.send("DOM.getDocument", { depth: -1, pierce: true });
    const collect = (/** @type {any} */ node, /** @type {boolean} */ inside) => {
      if (node.attributes?.some((/** @type {string} */ one) => one === "hidden" || one === "margin")) return;
      if (inside && node.nodeName === "#text") words.push(node.nodeValue);
      const isHost = node.localName === "hearsay-card";
      for (const child of [...(node.shadowRoots ?? []), ...(node.children ?? [])]) collect(child, inside || isHost);
    };
    collect(root, false);
    await session.detach();
  } else {
    const { result } = await driver.browser.connection.send("script.evaluate", {
      expression: `document.querySelector("hearsay-card")`,
      target: { context: page.mainFrame()._id },
      awaitPromise: false,
      serializationOptions: { includeShadowTree: "all", maxDomDepth: 20 },
    });
    const collect = (/** @type {any} */ node) => {
      if (!node?.value || node.value.attributes?.hidden !== undefined || node.value.attributes?.class === "margin") return;
      if (node.value.nodeType === 3) words.push(node.value.nodeValue);
      for (const child of [node.value.shadowRoot, ...(node.value.children ?? [])]) collect(child);
    };
    collect(result.result);
  }
  return words.join("").trim();
}

export { until };
