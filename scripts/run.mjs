// An article, a browser, the toolbar button: what a reader sees.
//
// In: the browser's name and a file, HTML or text. Out: with a display, the browser, left open; without one, out/page.png,
// out/panel.png and out/report.json, and on the terminal who says what.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, dirname, extname, join, resolve, sep } from "node:path";
import { launch, until } from "../tests/browser/drive.mjs";
import { serve } from "../tests/browser/server.mjs";
import { PANEL, state } from "../tests/browser/stage.mjs";

const [browser, file] = process.argv.slice(2);
const folder = resolve(dirname(file));
const TYPES = { ".css": "text/css", ".html": "text/html", ".jpg": "image/jpeg", ".png": "image/png", ".svg": "image/svg+xml" };

const escaped = (text) => text.replace(/[&<]/g, (mark) => ({ "&": "&amp;", "<": "&lt;" })[mark]);

/** A text as a page: its first line is the headline, an empty line or a line break ends a paragraph. */
function page(text) {
  const [headline = "", ...paragraphs] = text.replace(/^\uFEFF/, "").split(/\s*\n\s*/).filter(Boolean).map(escaped);
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${headline}</title>
<style>body { max-width: 42rem; margin: 2rem auto; padding: 0 1rem; font: 1.1rem/1.6 Georgia, serif }</style>
<article>
<h1>${headline}</h1>
${paragraphs.map((paragraph) => `<p>${paragraph}</p>`).join("\n")}
</article>
</html>
`;
}

/** FILE, and what lies beside it: a saved page brings its pictures and styles. */
function answer(path) {
  const asked = resolve(join(folder, decodeURIComponent(path)));
  if (!asked.startsWith(folder + sep)) return undefined;
  const isPage = /^\.x?html?$/i.test(extname(asked));
  try {
    const body = readFileSync(asked);
    if (basename(asked) === basename(file) && !isPage) return page(body.toString());
    return isPage ? { body, type: "text/html" } : { body, type: TYPES[extname(asked)] ?? "application/octet-stream" };
  } catch {
    return undefined;
  }
}

/** Who says what, a paragraph an attribution. Offsets count code points, so the text is taken as a list of them. */
function whoSaysWhat({ article, sources, attributions }) {
  const text = Array.from(article.text);
  const words = (spans) => spans.map(([from, to]) => text.slice(from, to).join("")).join(" … ").replace(/\s+/g, " ");
  const name = new Map(sources.map((source) => [source.id, source.name]));
  return attributions.map(({ speaker, source, cue, content, form }) => {
    const who = name.get(speaker) ?? (words(source) || "nobody named");
    return `${[who, words(cue), form].filter(Boolean).join(" · ")}\n    ${words(content)}\n`;
  });
}

const display = process.platform === "darwin" || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
const server = await serve(answer);
const driver = await launch(browser, display ? { headless: false } : { server });
await driver.install(join("dist", browser));
const tab = await driver.open(`${server.origin}/${encodeURIComponent(basename(file))}`);
await driver.press(tab);
const panel = await driver.panel(PANEL);
const found = await until("the analysis", async () => {
  const now = await state(panel).catch(() => undefined);
  return now && now.state !== "reading" && now;
}, 60_000);

if (display) {
  console.log(`${browser} shows ${file} with Hearsay at work; close it to end.`);
  await new Promise((done) => driver.browser.once("disconnected", done));
} else {
  mkdirSync("out", { recursive: true });
  // The panel paints what has just arrived.
  await new Promise((done) => setTimeout(done, 300));
  await tab.screenshot({ path: "out/page.png" });
  await panel.screenshot("out/panel.png");
  if (found.state === "report") {
    writeFileSync("out/report.json", JSON.stringify(found.report, null, 2) + "\n");
    console.log(whoSaysWhat(found.report).join("\n"));
    console.log(`${found.report.attributions.length} attributions, ${found.report.sources.length} sources; of them ${found.shown.length} marked on the page.`);
    console.log("out/page.png  out/panel.png  out/report.json");
  } else {
    console.log(`No report: ${found.state}. out/page.png  out/panel.png`);
  }
}
await driver.close();
await server.close();
process.exitCode = found.state === "failed" ? 1 : 0;
