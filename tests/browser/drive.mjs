// Drives a real browser with the extension installed, the same way for Chromium and Firefox.
//
//   const driver = await launch("firefox", { server });
//   await driver.install("dist/firefox");
//   const page = await driver.open(server.origin + "/article.html");
//   await driver.press(page);                      // the toolbar button, with the grant that a reader's click gives
//   const panel = await driver.panel("panel/panel.html");
//   await panel.evaluate(() => document.body.textContent);
//   await driver.close();
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import puppeteer from "puppeteer-core";

/** @typedef {"chromium" | "firefox"} BrowserName */
/** @typedef {{ headless?: boolean, server?: { port: number }, look?: "light" | "dark" | "forced" }} Options */

/** The keys that WebDriver BiDi names by private characters. @type {Record<string, string>} */
const KEYS = { Tab: "\uE004", Enter: "\uE007", Escape: "\uE00C", End: "\uE010", ArrowLeft: "\uE012", ArrowUp: "\uE013", ArrowRight: "\uE014", ArrowDown: "\uE015", " ": " " };

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

/** A task may come as a string too, as it has to in Firefox. @param {import("puppeteer-core").Page} page */
const evaluator = (page) => (/** @type {any} */ task, /** @type {any[]} */ ...args) =>
  typeof task === "string" ? page.evaluate(`(${task})()`) : page.evaluate(task, ...args);

/** Asks again until there is an answer. @template T @param {string} what @param {() => Promise<T | undefined | null | false>} ask */
export async function until(what, ask, milliseconds = 15_000) {
  const end = Date.now() + milliseconds;
  for (;;) {
    const answer = await ask();
    if (answer) return answer;
    if (Date.now() > end) throw new Error(`waited ${milliseconds / 1000} s in vain for ${what}`);
    await new Promise((done) => setTimeout(done, 50));
  }
}

/** @param {string} profile @param {Options} options */
async function chromium(profile, { headless = true, server, look = "light" }) {
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
      return {
        evaluate: evaluator(page),
        press: (/** @type {import("puppeteer-core").KeyInput} */ key) => page.keyboard.press(key),
        resize: (/** @type {{width: number, height: number, deviceScaleFactor?: number}} */ size) => page.setViewport(size),
        screenshot: async (/** @type {string} */ file, /** @type {object} */ options = {}) =>
          void (await page.screenshot({ path: /** @type {any} */ (file), ...options })),
        close: () => page.close(),
      };
    },
    async press(/** @type {import("puppeteer-core").Page} */ page) {
      const extension = (await browser.extensions()).get(id);
      if (!extension) throw new Error("the extension is not installed");
      await page.triggerExtensionAction(extension);
    },
    /** The side panel, once it is open. */
    async panel(/** @type {string} */ path) {
      const found = await until(`the panel ${path}`, async () => target(path));
      const page = await found.asPage();
      return {
        evaluate: evaluator(page),
        press: (/** @type {import("puppeteer-core").KeyInput} */ key) => page.keyboard.press(key),
        /** @param {{width: number, height: number, deviceScaleFactor?: number}} size */
        resize: (size) => page.setViewport(size),
        screenshot: async (/** @type {string} */ file, /** @type {object} */ options = {}) =>
          void (await page.screenshot({ path: /** @type {any} */ (file), ...options })),
      };
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
    /** A keyboard command of the extension other than the toolbar button's, as if its keys were pressed. */
    async command(/** @type {string} */ name) {
      await this.background((name) => chrome.commands.onCommand.dispatch(name), name);
    },
  };
}

/** @param {string} profile @param {Options} options */
async function firefox(profile, { headless = true, server, look = "light" }) {
  const browser = await puppeteer.launch({
    browser: "firefox",
    executablePath: process.env.FIREFOX ?? "/usr/bin/firefox-esr",
    headless,
    userDataDir: profile,
    ...(headless ? {} : { defaultViewport: null }),
    args: ["--remote-allow-system-access"],
    extraPrefsFirefox: {
      // Firefox's own errands would be taken for the extension's.
      "app.normandy.enabled": false,
      "app.update.disabledForTesting": true,
      "browser.newtabpage.activity-stream.feeds.system.topsites": false,
      "browser.safebrowsing.downloads.remote.enabled": false,
      "browser.search.update": false,
      "browser.topsites.contile.enabled": false,
      "captivedetect.canonicalURL": "",
      "datareporting.policy.dataSubmissionEnabled": false,
      "dom.push.connection.enabled": false,
      "extensions.getAddons.cache.enabled": false,
      "extensions.systemAddon.update.enabled": false,
      "extensions.update.enabled": false,
      "network.captive-portal-service.enabled": false,
      "network.connectivity-service.enabled": false,
      "privacy.trackingprotection.enabled": false,
      "services.settings.server": "data:,#remote-settings-dummy/v1",
      "toolkit.telemetry.enabled": false,
      // Nobody is there to say yes; what asks must still be a press.
      "extensions.webextOptionalPermissionPrompts": false,
      "layout.css.prefers-color-scheme.content-override": look === "dark" ? 0 : 1,
      ...(look === "forced" && { "browser.display.document_color_use": 2, "ui.useAccessibilityTheme": 1 }),
      ...(server && {
        "network.proxy.type": 1,
        "network.proxy.http": "127.0.0.1",
        "network.proxy.http_port": server.port,
        "network.proxy.ssl": "127.0.0.1",
        "network.proxy.ssl_port": server.port,
        "network.proxy.allow_hijacking_localhost": true,
        "network.proxy.no_proxies_on": "",
      }),
    },
  });
  /** @type {(method: string, params: object) => Promise<any>} */
  const send = async (method, params) => (await /** @type {any} */ (browser).connection.send(method, params)).result;
  let id = "";

  /** Evaluates in one context; what it returns must survive JSON. @param {string} context @param {string} expression */
  async function evaluateIn(context, expression) {
    const answer = await send("script.evaluate", {
      expression: `(async () => JSON.stringify(await ${expression}))()`,
      target: { context },
      awaitPromise: true,
      userActivation: true,
    });
    if (answer.type === "exception") throw new Error(answer.exceptionDetails.text);
    return answer.result.value === undefined ? undefined : JSON.parse(answer.result.value);
  }
  const list = (/** @type {unknown[]} */ args) => JSON.stringify(args).slice(1, -1);
  /** @param {string} context */
  const pressIn = (context) => (/** @type {string} */ key) => {
    const value = KEYS[key] ?? key;
    const actions = [{ type: "keyDown", value }, { type: "keyUp", value }];
    return send("input.performActions", { context, actions: [{ type: "key", id: "keys", actions }] });
  };

  /**
   * Runs `task` in the browser's own window. Its first argument holds the extension, Firefox's keeper of extensions, the
   * panel's <browser>, and `known`, which makes a <browser> that is no tab known to the protocol.
   * @param {Function} task @param {unknown[]} args
   */
  async function inWindow(task, ...args) {
    const { contexts } = await send("browsingContext.getTree", { "moz:scope": "chrome", maxDepth: 0 });
    const { context } = contexts.find((/** @type {any} */ c) => c.url.endsWith("/browser.xhtml"));
    return evaluateIn(
      context,
      `(() => {
        const { ExtensionParent } = ChromeUtils.importESModule("resource://gre/modules/ExtensionParent.sys.mjs");
        const { NavigableManager } = ChromeUtils.importESModule("chrome://remote/content/shared/NavigableManager.sys.mjs");
        const found = SidebarController.isOpen && SidebarController.browser?.contentDocument?.getElementById("webext-panels-browser");
        const known = (view) => {
          view.permanentKey ??= {};
          const id = NavigableManager.getIdForBrowser(view);
          const others = NavigableManager.getBrowserById;
          NavigableManager.getBrowserById = (asked) => (asked === id ? view : others.call(NavigableManager, asked));
          return id;
        };
        const extension = ExtensionParent.GlobalManager.extensionMap.get(${JSON.stringify(id)});
        return (${task})({ ExtensionParent, extension, panel: found || undefined, known }, ${list(args)});
      })()`,
    );
  }

  return {
    browser,
    async install(/** @type {string} */ folder) {
      id = await browser.installExtension(resolve(folder));
      return id;
    },
    async reload(/** @type {string} */ folder) {
      await browser.uninstallExtension(id);
      await this.install(folder);
    },
    extensionUrl: (/** @type {string} */ path) =>
      inWindow((/** @type {any} */ { extension }, /** @type {string} */ path) => extension.baseURI.resolve(path), path),
    async own(/** @type {string} */ path) {
      const context = await inWindow(async (/** @type {any} */ { extension, known }, /** @type {string} */ path) => {
        const url = extension.baseURI.resolve(path);
        const { gBrowser } = /** @type {any} */ (window);
        const tab = gBrowser.addTrustedTab(url);
        gBrowser.selectedTab = tab;
        await new Promise((done) => {
          const look = () => (gBrowser.getBrowserForTab(tab).currentURI.spec === url ? setTimeout(done, 300) : setTimeout(look, 50));
          look();
        });
        return known(gBrowser.getBrowserForTab(tab));
      }, path);
      return {
        evaluate: (/** @type {Function | string} */ task, /** @type {unknown[]} */ ...args) =>
          evaluateIn(context, `(${task})(${list(args)})`),
        press: pressIn(context),
        resize: async (/** @type {{width: number, height: number, deviceScaleFactor?: number}} */ { width, height, deviceScaleFactor = 1 }) =>
          void (await send("browsingContext.setViewport", { context, viewport: { width, height }, devicePixelRatio: deviceScaleFactor })),
        async screenshot(/** @type {string} */ file, /** @type {{fullPage?: boolean}} */ { fullPage = false } = {}) {
          const { data } = await send("browsingContext.captureScreenshot", { context, origin: fullPage ? "document" : "viewport" });
          writeFileSync(file, Buffer.from(data, "base64"));
        },
        close: () => send("browsingContext.close", { context }),
      };
    },
    async press(/** @type {import("puppeteer-core").Page} */ page) {
      await page.bringToFront();
      await inWindow((/** @type {any} */ { ExtensionParent, extension }) =>
        ExtensionParent.apiManager.global.browserActionFor(extension).triggerAction(window),
      );
    },
    async panel(/** @type {string} */ path) {
      await until(`the panel ${path}`, () => this.panelIsOpen(path));
      const context = await inWindow((/** @type {any} */ { panel, known }) => known(panel));
      return {
        evaluate: (/** @type {Function} */ task, /** @type {unknown[]} */ ...args) =>
          evaluateIn(context, `(${task})(${list(args)})`),
        press: pressIn(context),
        /** @param {{width: number}} size the height is the window's */
        resize: (size) =>
          inWindow((/** @type {any} */ _, /** @type {number} */ width) => {
            /** @type {any} */ (document.getElementById("sidebar-box")).style.width = `${width}px`;
          }, size.width),
        async screenshot(/** @type {string} */ file, /** @type {{fullPage?: boolean}} */ { fullPage = false } = {}) {
          const origin = fullPage ? "document" : "viewport";
          const { data } = await send("browsingContext.captureScreenshot", { context, origin });
          writeFileSync(file, Buffer.from(data, "base64"));
        },
      };
    },
    panelIsOpen: async (/** @type {string} */ path) =>
      inWindow(
        (/** @type {any} */ { extension, panel }, /** @type {string} */ path) =>
          panel?.currentURI?.spec.startsWith(extension.baseURI.resolve(path)) === true,
        path,
      ),
    async background(/** @type {(...args: any[]) => any} */ task, /** @type {unknown[]} */ ...args) {
      const context = await inWindow(async (/** @type {any} */ { extension, known }) => {
        await extension.wakeupBackground?.();
        return known(extension.backgroundContext.xulBrowser);
      });
      return evaluateIn(context, `(${task})(${list(args)})`);
    },
    stopBackground: () => inWindow((/** @type {any} */ { extension }) => extension.terminateBackground({ ignoreDevToolsAttached: true })),
    /** What the extension asks for it is given anyhow. */
    async allow(/** @type {string} */ _pattern) {},
    async command(/** @type {string} */ name) {
      await inWindow(async (/** @type {any} */ { extension }, /** @type {string} */ name) => {
        const named = [...(await extension.shortcuts.commands)].filter(([, { shortcut }]) => shortcut).map(([name]) => name);
        const keys = document.querySelectorAll(`#ext-keyset-id-${extension.id.replace(/[^a-z0-9_-]/gi, "_")} > key`);
        keys[named.indexOf(name)].doCommand();
      }, name);
    },
  };
}
