// What the reader has chosen, and what stands where nothing was chosen. A classic script for the same reason as
// `platform.js`. The only file that knows addresses: those of look-ups, which are links and nothing more.
//
// `hearsaySettings.clean({style: "lines", sure: "much"})` is the default settings with lines alone: what is no setting is dropped.

/**
 * @typedef {object} Settings
 * @property {{source: boolean, cue: boolean, content: boolean, claims: boolean}} parts what is marked
 * @property {'tint' | 'lines' | 'margin'} style lines and tint, lines alone, nothing but the claims in the margin
 * @property {'few' | 'some' | 'all'} density how many claims are marked
 * @property {'teal' | 'blue' | 'amber' | 'ink'} palette
 * @property {number} sure from which confidence on an attribution is marked, 0 to 1
 * @property {string} language of the interface; the browser's where it is empty
 * @property {Record<string, 'always' | 'never'>} sites by origin
 * @property {string[]} engines ids of look-ups that the card offers
 */

var hearsaySettings = (() => {
  /** Claims for each thousand words of the article. */
  const DENSITY = { few: 8, some: 20, all: Infinity };
  const STYLES = ["tint", "lines", "margin"];
  /** @type {Settings["palette"][]} */
  const PALETTES = ["teal", "blue", "amber", "ink"];
  const LANGUAGES = ["", "en", "de", "es", "fr", "uk"];
  const PARTS = /** @type {const} */ (["source", "cue", "content", "claims"]);

  /** `{words}` stands for what is looked up, `{language}` for the reader's. */
  const ENGINES = {
    factcheck: {
      name: "Fact Check Explorer",
      address: "https://toolbox.google.com/factcheck/explorer/search/{words};hl={language}",
    },
    duckduckgo: { name: "DuckDuckGo", address: "https://duckduckgo.com/?q={words}" },
    google: { name: "Google", address: "https://www.google.com/search?q={words}&hl={language}" },
    bing: { name: "Bing", address: "https://www.bing.com/search?q={words}" },
    startpage: { name: "Startpage", address: "https://www.startpage.com/do/search?query={words}" },
    wikipedia: { name: "Wikipedia", address: "https://{language}.wikipedia.org/w/index.php?search={words}" },
  };

  /** @type {Settings} */
  const DEFAULTS = {
    parts: { source: true, cue: true, content: true, claims: true },
    style: "tint",
    density: "few",
    palette: "teal",
    sure: 0,
    language: "",
    sites: {},
    engines: ["factcheck", "duckduckgo"],
  };

  /** An address that the browser can be asked for: no path, no user, no wildcard. @param {string} origin */
  const isOrigin = (origin) => {
    try {
      const { protocol, origin: own } = new URL(origin);
      return own === origin && /^https?:$/.test(protocol);
    } catch {
      return false;
    }
  };

  /** @param {unknown} value @returns {Settings} */
  const clean = (value) => {
    const given = hearsayMessages.isRecord(value) ? value : {};
    const parts = hearsayMessages.isRecord(given.parts) ? given.parts : {};
    const sites = hearsayMessages.isRecord(given.sites) ? given.sites : {};
    /** @param {keyof Settings} key @param {readonly string[]} known */
    const one = (key, known) => (known.includes(/** @type {string} */ (given[key])) ? given[key] : DEFAULTS[key]);
    return /** @type {Settings} */ ({
      parts: Object.fromEntries(
        PARTS.map((part) => [part, typeof parts[part] === "boolean" ? parts[part] : DEFAULTS.parts[part]]),
      ),
      style: one("style", STYLES),
      density: one("density", Object.keys(DENSITY)),
      palette: one("palette", PALETTES),
      sure: hearsayMessages.isShare(given.sure) ? given.sure : DEFAULTS.sure,
      language: one("language", LANGUAGES),
      sites: Object.fromEntries(
        Object.entries(sites).filter(([origin, how]) => isOrigin(origin) && (how === "always" || how === "never")),
      ),
      engines: Array.isArray(given.engines)
        ? Object.keys(ENGINES).filter((id) => /** @type {unknown[]} */ (given.engines).includes(id))
        : DEFAULTS.engines,
    });
  };

  /**
   * Where the reader may look some words up.
   * @param {Settings} settings
   * @param {string} words
   * @param {string} language
   */
  const lookups = (settings, words, language) =>
    settings.engines.flatMap((id) => {
      const engine = ENGINES[/** @type {keyof typeof ENGINES} */ (id)];
      if (!engine) return [];
      const address = engine.address
        .replaceAll("{words}", () => encodeURIComponent(words))
        .replaceAll("{language}", () => encodeURIComponent(language));
      return [{ name: engine.name, address }];
    });

  return { DEFAULTS, DENSITY, STYLES, PALETTES, LANGUAGES, PARTS, ENGINES, clean, isOrigin, lookups };
})();

Object.assign(globalThis, { hearsaySettings });
