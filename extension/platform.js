// The only file that knows the browser's extension API. A classic script, since content scripts cannot import; the
// background and the panel import it for its one global. Everything here can fail: the page may forbid injection, the
// extension may have been reloaded under a content script. Whoever calls gets `undefined`, or a rejected promise where
// the failure means something, never an exception.
//
// `hearsayPlatform.text("promise")` is the sentence from `_locales`.

var hearsayPlatform = (() => {
  // `chrome` and not `browser`: Firefox has both, and a page can shadow a missing global with `<div id="browser">`.
  const api = /** @type {any} */ (globalThis).chrome;

  const ORIGINS = ["AUTHOR", "USER"];

  /**
   * @template T
   * @param {() => T} call
   * @returns {T | undefined}
   */
  const guarded = (call) => {
    try {
      return call();
    } catch {
      return undefined;
    }
  };

  /** @param {() => Promise<any> | undefined} call */
  const settled = async (call) => {
    try {
      return await call();
    } catch {
      return undefined;
    }
  };

  /** @returns {boolean} whether the extension that started this script is still there */
  const alive = () => guarded(() => typeof api.runtime.id === "string") ?? false;

  return {
    alive,

    /**
     * @param {string} key
     * @param {...(string | number)} words
     * @returns {string}
     */
    text: (key, ...words) => guarded(() => api.i18n.getMessage(key, words.map(String))) ?? "",

    /** @returns {string} the language that `text` speaks */
    language: () => guarded(() => api.i18n.getMessage("language")) || "en",

    version: () => guarded(() => api.runtime.getManifest().version) ?? "",

    /** @returns {Promise<Settings>} */
    settings: async () => hearsaySettings.clean((await settled(() => api.storage.sync.get("settings")))?.settings),

    /** @param {Settings} settings @returns {Promise<boolean>} whether they are kept */
    keep: async (settings) =>
      (await settled(async () => {
        await api.storage.sync.set({ settings });
        return true;
      })) ?? false,

    /** @param {() => void} changed when the settings have */
    onSettings: (changed) =>
      void guarded(() =>
        api.storage.onChanged.addListener(/** @param {any} changes */ (changes) => changes.settings && changed()),
      ),

    /**
     * To the background and the panel. Rejects where nobody answers.
     * @param {object} message
     * @returns {Promise<unknown>}
     */
    send: async (message) => api.runtime.sendMessage(message),

    /**
     * To the content script of a tab's page. Rejects where there is none.
     * @param {number} tab
     * @param {object} message
     * @returns {Promise<unknown>}
     */
    sendToTab: async (tab, message) => api.tabs.sendMessage(tab, message, { frameId: 0 }),

    /**
     * Answers messages from this extension's own scripts, and from nobody else. `answer` returns `undefined` for what
     * is not its business.
     * @param {(message: unknown, sender: {tab?: number, frame?: number}) => unknown} answer
     * @returns {() => void} stops listening
     */
    listen: (answer) => {
      /** @param {unknown} message @param {any} sender @param {(value: unknown) => void} respond */
      const listener = (message, sender, respond) => {
        if (!alive() || sender?.id !== api.runtime.id) return false;
        const value = answer(message, { tab: sender.tab?.id, frame: sender.frameId });
        if (value === undefined) return false;
        Promise.resolve(value).then(respond, () => respond(undefined));
        return true;
      };
      guarded(() => api.runtime.onMessage.addListener(listener));
      return () => void guarded(() => api.runtime.onMessage.removeListener(listener));
    },

    /**
     * The reader's ways to start or stop Hearsay on a page: the toolbar button, its shortcut, the context menu.
     * @param {(tab: number) => void} press
     */
    onPress: (press) => {
      api.action.onClicked.addListener(/** @param {any} tab */ (tab) => press(tab.id));
      api.contextMenus?.onClicked.addListener(/** @param {any} _ @param {any} tab */ (_, tab) => tab && press(tab.id));
    },

    /** @param {(command: string) => void} run */
    onCommand: (run) => void guarded(() => api.commands.onCommand.addListener(run)),

    /** @param {() => void} first when the reader installs Hearsay, not when it is updated */
    onInstalled: (first) =>
      api.runtime.onInstalled.addListener(
        /** @param {any} details */ (details) => {
          settled(async () => {
            await api.contextMenus.removeAll();
            api.contextMenus.create({ id: "press", contexts: ["page"], title: api.i18n.getMessage("action_show") });
          });
          if (details.reason === "install") first();
        },
      ),

    /** @param {string} path a page of the extension */
    openPage: (path) => void settled(() => api.tabs.create({ url: api.runtime.getURL(path) })),

    /**
     * Both browsers want this in the very turn of the reader's press.
     * @param {number} tab
     */
    openPanel: (tab) =>
      void settled(() => (api.sidePanel ? api.sidePanel.open({ tabId: tab }) : api.sidebarAction.open())),

    /** @returns {Promise<number | undefined>} the tab that the reader looks at */
    activeTab: () => settled(async () => (await api.tabs.query({ active: true, currentWindow: true }))[0]?.id),

    /** @param {(tab: number) => void} moved when another tab comes to the front, or a tab has loaded */
    onTabMoved: (moved) => {
      api.tabs.onActivated.addListener(/** @param {any} info */ (info) => moved(info.tabId));
      api.tabs.onUpdated.addListener(
        /** @param {any} tab @param {any} change */ (tab, change) => change.status && moved(tab),
      );
    },

    /**
     * Rejects where the browser forbids it. Chromium says so; Firefox gives a result without a frame.
     * @param {number} tab
     * @param {string[]} files
     */
    inject: async (tab, files) => {
      const [result] = await api.scripting.executeScript({ target: { tabId: tab }, files });
      if (!result || result.error) throw new Error("not injected");
    },

    /**
     * In both origins: Chromium paints no background under a highlight that only the reader's own sheet styles, and
     * Firefox reaches into shadow trees with that sheet alone. The page can list neither.
     * @param {number} tab
     * @param {string} file
     * @returns {Promise<unknown>}
     */
    addStyle: async (tab, file) =>
      Promise.all(ORIGINS.map((origin) => api.scripting.insertCSS({ target: { tabId: tab }, files: [file], origin }))),

    /** @param {number} tab @param {string} file @returns {Promise<unknown>} */
    removeStyle: (tab, file) =>
      settled(() =>
        Promise.all(
          ORIGINS.map((origin) => api.scripting.removeCSS({ target: { tabId: tab }, files: [file], origin })),
        ),
      ),

    /**
     * What the toolbar button wears on one tab. The browser takes it off when the tab goes elsewhere.
     * @param {number} tab
     * @param {string} badge
     * @param {string} title
     */
    dress: async (tab, badge, title) => {
      await settled(() => api.action.setBadgeBackgroundColor({ tabId: tab, color: "#0b5b58" }));
      await settled(() => api.action.setBadgeTextColor?.({ tabId: tab, color: "#ffffff" }));
      await settled(() => api.action.setBadgeText({ tabId: tab, text: badge }));
      await settled(() => api.action.setTitle({ tabId: tab, title }));
    },

    /** @param {number} tab @returns {Promise<string | undefined>} the title that `dress` gave */
    title: (tab) => settled(() => api.action.getTitle({ tabId: tab })),
  };
})();

// A module's `var` is its own; the background and the panel import this file as one.
Object.assign(globalThis, { hearsayPlatform });
