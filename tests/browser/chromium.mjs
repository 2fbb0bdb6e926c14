// Chromium with the extension, for drive.mjs: by puppeteer, and what only the browser can do by the extension's own background.
import { resolve } from "node:path";
import puppeteer from "puppeteer-core";
import { resized, until } from "./until.mjs";

/** @typedef {import("./drive.mjs").Options} Options */

/** A task may come as a string too, as it has to in Firefox. @param {import("puppeteer-core").Page} page */
const evaluator = (page) => (/** @type {any} */ task, /** @type {any[]} */ ...args) =>
  typeof task === "string" ? page.evaluate(`(${task})()`) : page.evaluate(task, ...args);

/** @param {string} profile @param {Options} options */
export async function chromium(profile, { headless = true, server, look = "light" }) {
  const args = [
    ...(look === "dark" ? ["--blink-settings=preferredColorScheme=0"] : []),
    ...(look === "forced" ? ["--force-high-contrast", "--enable-features=ForcedColors"] : []),
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
    // Containers and root have no user namespaces for the sandbox.
    ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
    ...(server ? [`--proxy-server=127.0.0.1:${server.port}`, "--proxy-bypass-list=<-loopback>"] : []),
  ];
  const browser = await puppeteer.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    headless,
    pipe: true,
    enableExtensions: true,
    userDataDir: profile,
    ...(headless ? {} : { defaultViewport: null }),
    args,
  });
  let id = "";
  const target = (/** @type {string} */ path) => browser.targets().find((t) => t.url() === `chrome-extension://${id}/${path}`);
  /** What a reader can do with a page of the extension. @param {import("puppeteer-core").Page} page */
  const handle = (page) => ({
    evaluate: evaluator(page),
    press: (/** @type {import("puppeteer-core").KeyInput} */ key) => page.keyboard.press(key),
    click: (/** @type {string} */ selector) => page.click(selector),
    rest: (/** @type {number} */ x, /** @type {number} */ y) => page.mouse.move(x, y),
    tap: (/** @type {number} */ x, /** @type {number} */ y) => page.touchscreen.tap(x, y),
    resize: async (/** @type {{width: number, height: number, deviceScaleFactor?: number}} */ size) => {
      await page.setViewport(size);
      await page.evaluate(resized, size.width);
    },
    screenshot: async (/** @type {string} */ file, /** @type {object} */ options = {}) =>
      void (await page.screenshot({ path: /** @type {any} */ (file), ...options })),
    close: () => page.close(),
  });
  const background = () =>
    browser.targets().find((t) => t.type() === "service_worker" && t.url().startsWith(`chrome-extension://${id}/`));
  return {
    browser,
    async install(/** @type {string} */ folder) {
      id = await browser.installExtension(resolve(folder));
      // A press before the background has said what it listens to is lost.
      // A worker that has only just begun has no `chrome` yet.
      await until("the service worker to listen", () =>
        this.background(() => globalThis.chrome?.action?.onClicked.hasListeners() === true),
      );
      return id;
    },
    /** Installs it anew under the pages that are open, as an update does. */
    async reload(/** @type {string} */ folder) {
      await browser.uninstallExtension(id);
      await this.install(folder);
    },
    extensionUrl: async (/** @type {string} */ path) => `chrome-extension://${id}/${path}`,
    /** A page of the extension in a tab of its own. */
    async own(/** @type {string} */ path) {
      const page = await browser.newPage();
      await page.setViewport({ width: 1000, height: 900 });
      await page.goto(`chrome-extension://${id}/${path}`);
      await page.bringToFront();
      return handle(page);
    },
    /** One that Hearsay itself has opened in a tab. */
    async opened(/** @type {string} */ path) {
      const page = await (await until(`a tab with ${path}`, async () => target(path))).asPage();
      await page.setViewport({ width: 1000, height: 900 });
      await page.bringToFront();
      return handle(page);
    },
    async press(/** @type {import("puppeteer-core").Page} */ page) {
      const extension = (await browser.extensions()).get(id);
      if (!extension) throw new Error("the extension is not installed");
      await page.triggerExtensionAction(extension);
    },
    /** The side panel, once it is open. */
    async panel(/** @type {string} */ path) {
      const found = await until(`the panel ${path}`, async () => target(path));
      return { ...handle(await found.asPage()), close: undefined };
    },
    panelIsOpen: async (/** @type {string} */ path) => target(path) !== undefined,
    /** Runs `task` in the extension's background. */
    async background(/** @type {(...args: any[]) => any} */ task, /** @type {unknown[]} */ ...args) {
      const found = await until("the service worker", async () => background());
      const worker = await found.worker();
      if (!worker) throw new Error("the service worker stopped");
      return worker.evaluate(task, ...args);
    },
    /** Stops the background, as the browser does when it has been idle. */
    async stopBackground() {
      const worker = await (await until("the service worker", async () => background())).worker();
      await worker?.close();
      await until("the service worker to stop", async () => background() === undefined);
    },
    /** Lets the extension onto a site, as a reader can in the browser's own settings: to what it then asks for nobody has to say yes. */
    async allow(/** @type {string} */ pattern) {
      const page = await browser.newPage();
      await page.goto("chrome://extensions/");
      await page.evaluate((id, pattern) => Reflect.get(chrome, "developerPrivate").addHostPermission(id, pattern), id, pattern);
      await page.close();
    },
    /** Has what is saved kept in a folder. */
    async saveTo(/** @type {string} */ downloadPath) {
      const session = await browser.target().createCDPSession();
      await session.send("Browser.setDownloadBehavior", { behavior: "allow", downloadPath });
    },
    /** Chooses an entry of the page's context menu. Chromium draws that where nobody can press it: the extension is told that somebody did. */
    async menu(/** @type {import("puppeteer-core").Page} */ page, /** @type {"press" | "selection"} */ entry) {
      const selectionText = await page.evaluate(() => String(getSelection()));
      await this.background(
        async (menuItemId, selectionText) => {
          const [tab] = await chrome.tabs.query({ active: true, lastFocusedWindow: true });
          // @ts-ignore not in the types
          chrome.contextMenus.onClicked.dispatch({ menuItemId, ...(selectionText && { selectionText }) }, tab);
        },
        entry,
        selectionText,
      );
    },
    /** A keyboard command of the extension other than the toolbar button's, as if its keys were pressed. */
    async command(/** @type {string} */ name) {
      await this.background((name) => chrome.commands.onCommand.dispatch(name), name);
    },
  };
}
