// Drives a real browser with the extension installed, the same way for Chromium and Firefox.
//
//   const driver = await launch("firefox", { server });
//   await driver.install("dist/firefox");
//   const page = await driver.open(server.origin + "/article.html");
//   await driver.press(page);                      // the toolbar button, with the grant that a reader's click gives
//   const panel = await driver.panel("panel/panel.html");
//   await panel.evaluate(() => document.body.textContent);
//   await driver.close();
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "./chromium.mjs";
import { firefox } from "./firefox.mjs";
import { until } from "./until.mjs";

/** @typedef {"chromium" | "firefox"} BrowserName */
/** @typedef {{ headless?: boolean, server?: { port: number }, look?: "light" | "dark" | "forced" }} Options */

/** @type {BrowserName[]} */
export const BROWSERS = ["chromium", "firefox"];

/** @param {BrowserName} name @param {Options} [options] `server`: the browser's proxy, so that it reaches nothing else */
export async function launch(name, options = {}) {
  const profile = mkdtempSync(join(tmpdir(), "hearsay-"));
  const driver = await (name === "firefox" ? firefox : chromium)(profile, options);
  const { browser } = driver;
  return {
    name,
    browser,
    ...driver,

    /** @param {string} url @param {import("puppeteer-core").GoToOptions} [waiting] */
    async open(url, waiting = { waitUntil: "load" }) {
      const page = await browser.newPage();
      await page.setViewport({ width: 1000, height: 900 });
      await page.goto(url, waiting);
      await page.bringToFront();
      return page;
    },

    async close() {
      await browser.close().catch(() => {});
      rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    },
  };
}

export { until };
