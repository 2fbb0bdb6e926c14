// Pictures of the extension at work on its own sample, in both browsers, as a reader sees it.
//
// In: nothing, or names of browsers and looks, as in `node scripts/shots.mjs firefox dark`. Out: everything under out/shots, as
// BROWSER-LOOK-WHAT.png; where all of it was asked for, also what docs/ and extension/store/ show of it.
import { copyFileSync, mkdirSync, readFileSync } from "node:fs";
import { BROWSERS, launch, until } from "../tests/browser/drive.mjs";
import { serve } from "../tests/browser/server.mjs";
import { PANEL, state } from "../tests/browser/stage.mjs";

const OUT = "out/shots";
const LOOKS = /** @type {const} */ (["light", "dark", "forced"]);
const asked = process.argv.slice(2);
const chosen = (/** @type {readonly string[]} */ all) => all.filter((name) => !all.some((one) => asked.includes(one)) || asked.includes(name));
const pause = (/** @type {number} */ ms) => new Promise((done) => setTimeout(done, ms));
const read = (/** @type {string} */ path) => readFileSync(path);

mkdirSync(OUT, { recursive: true });
const server = await serve((path) => {
  const type = { css: "text/css", html: "text/html", png: "image/png", svg: "image/svg+xml" }[path.split(".").at(-1) ?? ""];
  if (path.startsWith("/sample.")) return { body: read(`extension/welcome${path}`), type };
  if (path.startsWith("/shots/")) return { body: read(`out${path}`), type };
  if (path === "/icon.svg") return { body: read("extension/icons/icon.svg"), type };
  return path.startsWith("/store-") ? store(path.slice(7)) : undefined;
});

/** @param {string} name @param {string} look */
async function shoot(name, look) {
  const driver = await launch(/** @type {any} */ (name), { server, look: /** @type {any} */ (look) });
  const file = (/** @type {string} */ what) => `${OUT}/${name}-${look}-${what}.png`;
  try {
    await driver.install(`dist/${name}`);
    const page = await driver.open(`${server.origin}/sample.html`);
    await driver.press(page);
    const panel = await driver.panel(PANEL);
    await until("the analysis", async () => (await state(panel).catch(() => null))?.state === "report", 60_000);
    await pause(600);
    await page.screenshot({ path: file("page"), fullPage: true });

    await panel.resize({ width: 360, height: 800 });
    await pause(300);
    await panel.screenshot(file("panel-top"));
    await panel.screenshot(file("panel"), { fullPage: true });
    await panel.resize({ width: 200, height: 800 });
    await pause(300);
    await panel.screenshot(file("panel-narrow"), { fullPage: true });
    await panel.resize({ width: 360, height: 800 });
    await panel.evaluate(() => {
      const tabs = document.querySelectorAll('[role="tab"]');
      if (tabs[1] instanceof HTMLElement) tabs[1].click();
      /** @type {HTMLElement} */ (document.querySelector(".filters summary")).click();
    });
    await panel.resize({ width: 360, height: 1100 });
    await pause(300);
    await panel.screenshot(file("panel-filters"));
    await panel.evaluate(() => {
      for (const more of document.querySelectorAll("details")) more.open = true;
    });
    await pause(300);
    await panel.screenshot(file("panel-claims"), { fullPage: true });

    const line = await page.evaluate(() => {
      const range = document.createRange();
      range.selectNodeContents(/** @type {Element} */ (document.querySelectorAll("article p")[6]));
      const [first] = [...range.getClientRects()].filter(({ width }) => width > 0).slice(-1);
      return { x: first.left + 90, y: (first.top + first.bottom) / 2 };
    });
    await page.mouse.move(2, 2);
    await page.mouse.move(line.x, line.y);
    await pause(700);
    await page.screenshot({ path: file("card") });
    await page.keyboard.press("Escape");

    await page.setViewport({ width: 320, height: 800 });
    await pause(400);
    await page.screenshot({ path: file("page-narrow") });
    // Twice the size in a window of 1000 pixels.
    await page.setViewport({ width: 500, height: 450, deviceScaleFactor: 2 });
    await page.mouse.move(2, 2);
    await driver.command("next-mark");
    await pause(400);
    await page.screenshot({ path: file("card-200") });
    await page.close();

    for (const own of ["options", "welcome", "paste"]) {
      const shown = await driver.own(`${own}/${own}.html`);
      await pause(600);
      await shown.screenshot(file(own), { fullPage: true });
      await shown.resize({ width: 320, height: 800 });
      await pause(300);
      await shown.screenshot(file(`${own}-narrow`), { fullPage: true });
      await shown.resize({ width: 500, height: 450, deviceScaleFactor: 2 });
      await pause(300);
      await shown.screenshot(file(`${own}-200`));
      await shown.close();
    }
  } finally {
    await driver.close();
  }
}

/** A picture for the stores, as a page: what stands in the window beside the panel. @param {string} what */
function store(what) {
  const [look = "", part = ""] = what.split("-");
  const ground = look === "dark" ? "#11201f" : "#dcebe8";
  const frame = "box-shadow: 0 2px 6px rgb(0 0 0 / 18%), 0 16px 48px rgb(0 0 0 / 22%); border-radius: 10px; overflow: hidden";
  if (what === "promo")
    return `<!doctype html><meta charset="utf-8"><body style="margin: 0; width: 440px; height: 280px; background: #dcebe8; color: #0b3f3c; font: 17px/1.4 'DejaVu Sans', system-ui, sans-serif">
      <div style="padding: 52px 40px"><img src="/icon.svg" width="72" height="72" alt=""><p style="margin: 18px 0 6px; font-size: 30px; font-weight: 700">Hearsay</p>
      <p style="margin: 0">Who says what, in the article<br>that you are reading</p></div>`;
  // From the headline on, so that the whole card is to be seen.
  const top = part === "card" ? 72 : 8;
  const page = `<div style="position: absolute; left: 48px; top: 48px; width: 808px; height: 752px; ${frame}"><img src="/shots/chromium-${look}-${part}.png" width="1000" style="margin-left: -96px; margin-top: -${top}px"></div>`;
  const panel = `<div style="position: absolute; left: 880px; top: 48px; width: 352px; height: 752px; ${frame}"><img src="/shots/chromium-${look}-panel-top.png" width="352"></div>`;
  return `<!doctype html><meta charset="utf-8"><body style="margin: 0; width: 1280px; height: 800px; overflow: hidden; background: ${ground}">${page}${panel}`;
}

async function publish() {
  mkdirSync("docs/images", { recursive: true });
  for (const what of ["page", "card", "panel", "panel-filters", "options", "welcome"]) copyFileSync(`${OUT}/chromium-light-${what}.png`, `docs/images/${what}.png`);
  copyFileSync(`${OUT}/firefox-dark-card.png`, "docs/images/card-dark.png");
  const driver = await launch("chromium", { server });
  try {
    for (const [name, what, width, height] of /** @type {const} */ ([
      ["1-card", "light-card", 1280, 800],
      ["2-page", "light-page", 1280, 800],
      ["3-dark", "dark-card", 1280, 800],
      ["promo", "promo", 440, 280],
    ])) {
      const page = await driver.open(`${server.origin}/store-${what}`);
      await page.setViewport({ width, height });
      await page.screenshot({ path: `extension/store/${name}.png` });
      await page.close();
    }
  } finally {
    await driver.close();
  }
}

for (const name of chosen(BROWSERS)) for (const look of chosen(LOOKS)) await shoot(name, look);
if (asked.length === 0) await publish();
await server.close();
console.log(`${OUT}/`);
