// Firefox with the extension, for drive.mjs: by WebDriver BiDi, and what only the browser can do from within its own window.
import { writeFileSync } from "node:fs";
import { resolve } from "node:path";
import puppeteer from "puppeteer-core";
import { resized, until } from "./until.mjs";

/** @typedef {import("./drive.mjs").Options} Options */

/** The keys that WebDriver BiDi names by private characters. @type {Record<string, string>} */
const KEYS = { Tab: "\uE004", Enter: "\uE007", Escape: "\uE00C", End: "\uE010", ArrowLeft: "\uE012", ArrowUp: "\uE013", ArrowRight: "\uE014", ArrowDown: "\uE015", " ": " " };

/** @param {string} profile @param {Options} options */
export async function firefox(profile, { headless = true, server, look = "light" }) {
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
      // A sidebar is as the browser's own windows are.
      "ui.systemUsesDarkTheme": look === "dark" ? 1 : 0,
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

  /** Scrolls to an element. @param {string} context @param {string} selector @returns {Promise<number[]>} its middle */
  const middle = (context, selector) =>
    evaluateIn(
      context,
      `(() => {
        const found = document.querySelector(${JSON.stringify(selector)});
        found.scrollIntoView({ block: "nearest" });
        const { left, top, width, height } = found.getBoundingClientRect();
        return [Math.round(left + width / 2), Math.round(top + height / 2)];
      })()`,
    );
  /** What a reader can do with a page of the extension. @param {string} context */
  const handle = (context) => {
    const point = (/** @type {string} */ pointerType, /** @type {object[]} */ actions) =>
      send("input.performActions", { context, actions: [{ type: "pointer", id: pointerType, parameters: { pointerType }, actions }] });
    const press = [{ type: "pointerDown", button: 0 }, { type: "pointerUp", button: 0 }];
    return {
      evaluate: (/** @type {Function | string} */ task, /** @type {unknown[]} */ ...args) =>
        evaluateIn(context, `(${task})(${list(args)})`),
      press: pressIn(context),
      async click(/** @type {string} */ selector) {
        const [x, y] = await middle(context, selector);
        await point("mouse", [{ type: "pointerMove", x, y }, ...press]);
      },
      rest: (/** @type {number} */ x, /** @type {number} */ y) => point("mouse", [{ type: "pointerMove", x: Math.round(x), y: Math.round(y) }]),
      tap: (/** @type {number} */ x, /** @type {number} */ y) => point("touch", [{ type: "pointerMove", x: Math.round(x), y: Math.round(y) }, ...press]),
      async resize(/** @type {{width: number, height: number, deviceScaleFactor?: number}} */ { width, height, deviceScaleFactor = 1 }) {
        await send("browsingContext.setViewport", { context, viewport: { width, height }, devicePixelRatio: deviceScaleFactor });
        await evaluateIn(context, `(${resized})(${width})`);
      },
      async screenshot(/** @type {string} */ file, /** @type {{fullPage?: boolean}} */ { fullPage = false } = {}) {
        const { data } = await send("browsingContext.captureScreenshot", { context, origin: fullPage ? "document" : "viewport" });
        writeFileSync(file, Buffer.from(data, "base64"));
      },
      close: () => send("browsingContext.close", { context }),
    };
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
      return handle(context);
    },
    async opened(/** @type {string} */ path) {
      const context = await until(`a tab with ${path}`, () =>
        inWindow((/** @type {any} */ { extension, known }, /** @type {string} */ path) => {
          const { gBrowser } = /** @type {any} */ (window);
          const tab = gBrowser.tabs.find((/** @type {any} */ one) => one.linkedBrowser.currentURI.spec === extension.baseURI.resolve(path));
          if (!tab) return "";
          gBrowser.selectedTab = tab;
          return known(tab.linkedBrowser);
        }, path),
      );
      const page = handle(context);
      await page.resize({ width: 1000, height: 900 });
      return page;
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
        ...handle(context),
        close: undefined,
        /** The protocol's pointer does not reach a sidebar; the window's own does. */
        async click(/** @type {string} */ selector) {
          const [x, y] = await middle(context, selector);
          await inWindow(
            (/** @type {any} */ { panel }, /** @type {number} */ x, /** @type {number} */ y) => {
              const [left, top] = [panel.screenX - window.mozInnerScreenX + x, panel.screenY - window.mozInnerScreenY + y];
              const { windowUtils } = /** @type {any} */ (window);
              for (const kind of ["mousemove", "mousedown", "mouseup"]) {
                const count = kind === "mousemove" ? 0 : 1;
                if (windowUtils.sendMouseEvent) windowUtils.sendMouseEvent(kind, left, top, 0, count, 0);
                else /** @type {any} */ (window).synthesizeMouseEvent(kind, left, top, { button: 0, clickCount: count });
              }
            },
            x,
            y,
          );
          // It comes by way of another process.
          await new Promise((done) => setTimeout(done, 100));
        },
        /** @param {{width: number}} size the height is the window's */
        resize: (size) =>
          inWindow((/** @type {any} */ _, /** @type {number} */ width) => {
            /** @type {any} */ (document.getElementById("sidebar-box")).style.width = `${width}px`;
          }, size.width),
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
    async saveTo(/** @type {string} */ destinationFolder) {
      await send("browser.setDownloadBehavior", { downloadBehavior: { type: "allowed", destinationFolder } });
    },
    async menu(/** @type {import("puppeteer-core").Page} */ page, /** @type {"press" | "selection"} */ entry) {
      const at = await page.evaluate(() => {
        const selection = getSelection();
        const range = selection?.isCollapsed === false ? selection.getRangeAt(0) : document.createRange();
        if (selection?.isCollapsed !== false) range.selectNodeContents(/** @type {Element} */ (document.querySelector("p")));
        const { left, top, height } = /** @type {DOMRect} */ (range.getClientRects()[0]);
        return { x: left + 5, y: top + height / 2 };
      });
      await page.mouse.click(at.x, at.y, { button: "right" });
      await inWindow(async (/** @type {any} */ { extension }, /** @type {string} */ entry) => {
        const menu = /** @type {any} */ (document.getElementById("contentAreaContextMenu"));
        while (menu.state !== "open") await new Promise((done) => setTimeout(done, 50));
        const all = [...menu.querySelectorAll("menuitem")];
        const item = all.find((/** @type {any} */ one) => one.id.startsWith(extension.id.replace(/[^a-z0-9_-]/gi, "_")) && one.id.endsWith(entry));
        if (!item) throw new Error(`no entry among ${all.map((/** @type {any} */ one) => one.id)}`);
        menu.activateItem(item);
      }, entry);
    },
    async command(/** @type {string} */ name) {
      await inWindow(async (/** @type {any} */ { extension }, /** @type {string} */ name) => {
        const named = [...(await extension.shortcuts.commands)].filter(([, { shortcut }]) => shortcut).map(([name]) => name);
        const keys = document.querySelectorAll(`#ext-keyset-id-${extension.id.replace(/[^a-z0-9_-]/gi, "_")} > key`);
        keys[named.indexOf(name)].doCommand();
      }, name);
    },
  };
}
