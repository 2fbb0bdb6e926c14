// The only file that knows the browser's extension API. A classic script, since content scripts cannot import; the
// background and the panel import it for its one global. Everything here can fail: the page may forbid injection, the
// extension may have been reloaded under a content script. Whoever calls gets `undefined`, or a rejected promise where
// the failure means something, never an exception.
//
// `hearsayPlatform.text("promise")` is the sentence from `_locales`.

/**
 * Sentences in another language than the browser's, where the reader chose one.
 * @typedef {Record<string, {message: string, placeholders?: Record<string, {content: string}>}>} Messages
 */

var hearsayPlatform = (() => {
  /** As a reader is told of them; the browsers have orders of their own. */
  const COMMANDS = ["_execute_action", "panel", "next-mark", "previous-mark"];
  // `chrome` and not `browser`: Firefox has both, and a page can shadow a missing global with `<div id="browser">`.
  const api = /** @type {any} */ (globalThis).chrome;

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

  /** The one question to which browser this is: what they do not say of themselves hangs on it. */
  const isGecko = guarded(() => api.runtime.getURL("").startsWith("moz-")) ?? false;
  const origin = isGecko ? "USER" : "AUTHOR";

  let chosen = /** @type {Messages | null} */ (null);

  /** A sentence of `chosen`, filled in as the browser fills its own. @param {string} key @param {string[]} words */
  const spoken = (key, words) => {
    const { message, placeholders = {} } = chosen?.[key] ?? {};
    return message?.replace(/\$(\w+)\$/g, (_, name) => words[Number(placeholders[name]?.content.slice(1)) - 1] ?? "");
  };

  /** @param {string} key @param {...(string | number)} words */
  const text = (key, ...words) =>
    spoken(key, words.map(String)) ?? guarded(() => api.i18n.getMessage(key, words.map(String))) ?? "";

  const pattern = (/** @type {string} */ origin) => ({ origins: [`${origin}/*`] });

  /** @returns {boolean} whether the extension that started this script is still there */
  const alive = () => guarded(() => typeof api.runtime.id === "string") ?? false;

  return {
    alive,

    /**
     * @param {string} key
     * @param {...(string | number)} words
     * @returns {string}
     */
    text,

    /** @returns {string} the language that `text` speaks */
    language: () => text("language") || "en",

    version: () => guarded(() => api.runtime.getManifest().version) ?? "",

    /** Also learns the language that they name. @returns {Promise<Settings>} */
    settings: async () => {
      const [kept, local] = await Promise.all([
        settled(() => api.storage.sync.get("settings")),
        settled(() => api.storage.local.get("messages")),
      ]);
      const settings = hearsaySettings.clean(kept?.settings);
      chosen = settings.language ? (local?.messages ?? null) : null;
      return settings;
    },

    /** Speaks these sentences from now on, everywhere; the browser's own language where there are none. @param {Messages | null} messages */
    speak: async (messages) => {
      chosen = messages;
      await settled(() => (messages ? api.storage.local.set({ messages }) : api.storage.local.remove("messages")));
    },

    /** Asks the reader for one site; wants the very turn of a press. @param {string} origin @returns {Promise<boolean>} */
    ask: async (origin) => (await settled(() => api.permissions.request(pattern(origin)))) ?? false,

    /** @param {string} origin @returns {Promise<boolean>} */
    mayRun: async (origin) => (await settled(() => api.permissions.contains(pattern(origin)))) ?? false,

    /** @param {string} origin @returns {Promise<unknown>} */
    forgo: (origin) => settled(() => api.permissions.remove(pattern(origin))),

    /**
     * Has the browser run these scripts on every page of these sites, and of no others.
     * @param {string[]} origins
     * @param {string[]} files
     */
    startOn: async (origins, files) => {
      await settled(() => api.scripting.unregisterContentScripts({ ids: ["start"] }));
      if (origins.length > 0)
        await settled(() =>
          api.scripting.registerContentScripts([
            { id: "start", js: files, matches: origins.map((origin) => `${origin}/*`), runAt: "document_idle" },
          ]),
        );
    },

    /** @returns {Promise<{id: string, name: string, keys: string}[]>} */
    shortcuts: async () => {
      const all = (await settled(() => api.commands.getAll())) ?? [];
      return COMMANDS.flatMap((id) =>
        all
          .filter(/** @param {any} command */ ({ name }) => name === id)
          .map(/** @param {any} command */ ({ shortcut }) => ({
            id,
            name: text(id === "_execute_action" ? "action_toggle" : `command_${id.split("-")[0]}`),
            keys: shortcut?.replace("Period", ".").replace("Comma", ","),
          })),
      );
    },

    /** Firefox opens its own page; Chromium has one that any tab may show. */
    openShortcuts: () =>
      void settled(() =>
        api.commands.openShortcutSettings?.() ?? api.tabs.create({ url: "chrome://extensions/shortcuts" }),
      ),

    openOptions: () => void settled(() => api.runtime.openOptionsPage()),

    /** Keeps a text until a page of the extension takes it. @param {string} words */
    hand: (words) => settled(() => api.storage.session.set({ handed: words })),

    /** @returns {Promise<string>} */
    take: async () => {
      const found = await settled(() => api.storage.session.get("handed"));
      await settled(() => api.storage.session.remove("handed"));
      return typeof found?.handed === "string" ? found.handed : "";
    },

    /** @param {Settings} settings @returns {Promise<boolean>} whether they are kept */
    keep: async (settings) =>
      (await settled(async () => {
        await api.storage.sync.set({ settings });
        return true;
      })) ?? false,

    /**
     * @param {() => void} changed when the settings have, or the language in which they are told
     * @returns {() => void} stops listening
     */
    onSettings: (changed) => {
      const listener = (/** @type {any} */ changes) => void ((changes.settings || changes.messages) && changed());
      guarded(() => api.storage.onChanged.addListener(listener));
      return () => void guarded(() => api.storage.onChanged.removeListener(listener));
    },

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
     * is not its business. `own` is whether it comes from a page of the extension.
     * @param {(message: unknown, sender: {tab?: number, frame?: number, own: boolean}) => unknown} answer
     * @returns {() => void} stops listening
     */
    listen: (answer) => {
      /** @param {unknown} message @param {any} sender @param {(value: unknown) => void} respond */
      const listener = (message, sender, respond) => {
        if (!alive() || sender?.id !== api.runtime.id) return false;
        const own = typeof sender.url === "string" && sender.url.startsWith(api.runtime.getURL(""));
        const value = answer(message, { tab: sender.tab?.id, frame: sender.frameId, own });
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
     * @param {(words: string) => void} select when the reader wants a selection read
     */
    onPress: (press, select) => {
      api.action.onClicked.addListener(/** @param {any} tab */ (tab) => press(tab.id));
      api.contextMenus?.onClicked.addListener(
        /** @param {any} info @param {any} tab */ (info, tab) => {
          if (info.menuItemId === "selection") select(info.selectionText ?? "");
          else if (tab) press(tab.id);
        },
      );
    },

    /** @param {(command: string, tab: number | undefined) => void} run */
    onCommand: (run) => void 
      guarded(() =>
        api.commands.onCommand.addListener(
          /** @param {string} command @param {any} tab */ (command, tab) => run(command, tab?.id),
        ),
      ),

    /** @param {() => void} first when the reader installs Hearsay, not when it is updated */
    onInstalled: (first) =>
      api.runtime.onInstalled.addListener(
        /** @param {any} details */ (details) => {
          settled(async () => {
            await api.contextMenus.removeAll();
            api.contextMenus.create({ id: "press", contexts: ["page"], title: text("action_toggle") });
            api.contextMenus.create({ id: "selection", contexts: ["selection"], title: text("menu_selection") });
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

    /** For a page of the extension that stands in a tab: the panel beside it. */
    openOwnPanel: () =>
      void settled(() =>
        api.sidePanel
          ? api.windows.getCurrent((/** @type {any} */ { id }) => settled(() => api.sidePanel.open({ windowId: id })))
          : api.sidebarAction.open(),
      ),

    /** Firefox can close it again by the same key; in Chromium the panel's own button does. @param {number | undefined} tab */
    togglePanel: (tab) =>
      void settled(() => (api.sidePanel ? api.sidePanel.open({ tabId: tab }) : api.sidebarAction.toggle())),

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

    /** Whether what stands in an element has the style of its highlights, as the standard asks. */
    handsDown: () => !isGecko,

    /** Whether a highlight looks like a selection, whatever its rules are, where the reader forces colours. */
    selectsWhereForced: () => !isGecko,

    /**
     * As the page's author in Chromium, which paints no background under a highlight that the reader's own sheet styles; as the
     * reader in Firefox, which reaches into shadow trees so alone. The page can list neither.
     * @param {number} tab
     * @param {{files: string[]} | {css: string}} style
     * @returns {Promise<unknown>}
     */
    addStyle: async (tab, style) => api.scripting.insertCSS({ target: { tabId: tab }, ...style, origin }),

    /** @param {number} tab @param {{files: string[]} | {css: string}} style @returns {Promise<unknown>} */
    removeStyle: (tab, style) => settled(() => api.scripting.removeCSS({ target: { tabId: tab }, ...style, origin })),

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
