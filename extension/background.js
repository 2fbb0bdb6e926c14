// Brings Hearsay to a page when the reader asks for it, and runs the core for it. Keeps nothing but what a
// page is just sending: the browser may end this worker at any time, and the page holds its own result.
//
// A press: the panel opens, the content scripts go in; they read the page, send it here, and paint what comes back: of a long
// article its beginning first.

import "./platform.js";
import "./messages.js";
import "./settings.js";
import { analyze, exported } from "./core.js";
import { sheet } from "./sheet.js";

const SCRIPTS = [
  "platform.js",
  "messages.js",
  "settings.js",
  "content/reader.js",
  "content/painter.js",
  "content/watcher.js",
  "content/asker.js",
  "content/ground.js",
  "content/look.js",
  "content/layer.js",
  "content/account.js",
  "content/card.js",
  "content/margin.js",
  "content/main.js",
];
const OVERLAY = { files: ["overlay.css"] };
/** Chromium tells of a press, now and then, before the grant that comes with it has taken effect. */
const PATIENCE_MS = [0, 100, 400];

const { text } = hearsayPlatform;
const { isRecord, isReport, isSnapshot, isCount, isList, isPlace, isWording, STATES } = hearsayMessages;

/** @param {number} tab */
async function press(tab) {
  hearsayPlatform.openPanel(tab);
  const atWork = await hearsayPlatform.sendToTab(tab, { type: "toggle" }).catch(() => false);
  if (atWork) return;
  if (await enter(tab)) return;
  await show(tab, "cannot-run", 0);
  await hearsayPlatform.send({ type: "refused", tab }).catch(() => {});
}

/** @param {number} tab @returns {Promise<boolean>} whether the page let Hearsay in */
async function enter(tab) {
  for (const wait of PATIENCE_MS) {
    await new Promise((resolve) => setTimeout(resolve, wait));
    try {
      await hearsayPlatform.addStyle(tab, OVERLAY);
      await hearsayPlatform.inject(tab, SCRIPTS);
      return true;
    } catch {}
  }
  return false;
}

/** @param {string[]} place @param {Settings["palette"]} palette */
const styleOf = (place, palette) => ({ css: sheet(place, palette, hearsayPlatform.handsDown()) });

/** Has the marks seen that stand there. @param {number} tab @param {string[]} place @returns {Promise<boolean>} */
async function style(tab, place) {
  const { palette } = await hearsayPlatform.settings();
  return hearsayPlatform.addStyle(tab, styleOf(place, palette)).then(() => true, () => false);
}

/** In whichever palette it came. @param {number} tab @param {string[]} place */
async function unstyle(tab, place) {
  for (const palette of hearsaySettings.PALETTES) await hearsayPlatform.removeStyle(tab, styleOf(place, palette));
}

/** One after the other, so that the palette that was chosen last is what stays. */
let recoloured = Promise.resolve();
/** @param {number} tab @param {string[][]} places */
function recolour(tab, places) {
  recoloured = recoloured.then(async () => {
    for (const place of places) {
      await unstyle(tab, place);
      await style(tab, place);
    }
  });
  return recoloured.then(() => true);
}

/** Takes all style off again. @param {number} tab @param {string[][]} places */
async function strip(tab, places) {
  for (const place of places) await unstyle(tab, place);
  await hearsayPlatform.removeStyle(tab, OVERLAY);
}

/**
 * @param {number} tab
 * @param {State} state
 * @param {number} sources
 */
async function show(tab, state, sources) {
  await hearsayPlatform.settings();
  /** @type {Record<State, [string, string]>} */
  const dress = {
    off: ["", text("action_show")],
    reading: ["…", text("state_reading")],
    report: [String(sources), text("action_hide")],
    "not-an-article": ["–", text("state_not_an_article")],
    failed: ["!", text("state_failed")],
    "cannot-run": ["–", text("state_cannot_run")],
    never: ["–", text("state_never")],
  };
  await hearsayPlatform.dress(tab, ...dress[state]);
}

/**
 * What has come of the snapshot that a tab is sending.
 * @type {Map<number, {reading: number, pieces: number, elements: unknown[], texts: unknown[]}>}
 */
const arriving = new Map();

/** @param {{elements: unknown[], texts: unknown[]}} came @param {Record<string, unknown>} piece */
function add(came, { elements, texts }) {
  for (const one of Array.isArray(elements) ? elements : []) came.elements.push(one);
  for (const one of Array.isArray(texts) ? texts : []) came.texts.push(one);
}

/** Whether a piece is the next one. @param {number} tab @param {number} reading @param {number} at @param {Record<string, unknown>} piece */
function take(tab, reading, at, piece) {
  if (at === 0) arriving.set(tab, { reading, pieces: 0, elements: [], texts: [] });
  const came = arriving.get(tab);
  if (came?.reading !== reading || came.pieces !== at) return false;
  came.pieces += 1;
  add(came, piece);
  return true;
}

/** A snapshot with the pieces that came before it; nothing where some are missing. @param {number} tab @param {Record<string, unknown>} message */
function whole(tab, { reading, pieces, snapshot }) {
  const came = arriving.get(tab);
  arriving.delete(tab);
  if (pieces === 0 || !isRecord(snapshot)) return snapshot;
  if (!came || came.reading !== reading || came.pieces !== pieces) return null;
  add(came, snapshot);
  return { ...snapshot, elements: came.elements, texts: came.texts };
}

hearsayPlatform.listen((message, { tab, frame, own }) => {
  if (!isRecord(message)) return undefined;
  // Of the panel alone: a content script has no use for a file, so what asks for one in a page's name is not ours.
  if (own && message.type === "export" && isReport(message.report) && typeof message.format === "string" && isWording(message.wording))
    return exported(message.report, message.format, message.wording);
  if (tab === undefined || frame !== 0) return undefined;
  if (message.type === "start") {
    enter(tab);
    return true;
  }
  const { reading } = message;
  if (message.type === "piece" && isCount(reading) && isCount(message.at) && isRecord(message.piece))
    return take(tab, reading, message.at, message.piece);
  if (message.type === "analyze" && isCount(reading)) {
    const snapshot = whole(tab, message);
    // The background was ended since the first piece came, or this is no page.
    if (!isSnapshot(snapshot)) return undefined;
    /** @param {object} told */
    const tell = (told) => void hearsayPlatform.sendToTab(tab, { reading, ...told }).catch(() => {});
    return analyze(snapshot, {
      early: (answer) => tell({ type: "early", answer }),
      progress: (share) => tell({ type: "progress", share }),
    });
  }
  if (message.type === "style" && isPlace(message.place)) return style(tab, message.place);
  if (message.type === "recolour" && isList(message.places, isPlace)) return recolour(tab, message.places);
  if (message.type === "strip" && isList(message.places, isPlace)) return strip(tab, message.places).then(() => true);
  if (
    message.type === "changed" &&
    STATES.includes(/** @type {string} */ (message.state)) &&
    isCount(message.sources)
  ) {
    return show(tab, /** @type {State} */ (message.state), message.sources).then(() => true);
  }
  return undefined;
});

hearsayPlatform.onPress(press, async (words) => {
  await hearsayPlatform.hand(words);
  hearsayPlatform.openPage("paste/paste.html");
});
hearsayPlatform.onCommand(async (command, pressed) => {
  // Both browsers want it in the very turn of the press.
  if (command === "panel") return hearsayPlatform.togglePanel(pressed);
  const by = { "next-mark": 1, "previous-mark": -1 }[command];
  const tab = await hearsayPlatform.activeTab();
  if (by && tab !== undefined) await hearsayPlatform.sendToTab(tab, { type: "step", by }).catch(() => {});
});

/** Keeps what the browser starts by itself to the sites that the reader chose. */
async function startSites() {
  const { sites } = await hearsayPlatform.settings();
  await hearsayPlatform.startOn(
    Object.keys(sites).filter((origin) => sites[origin] === "always"),
    ["platform.js", "content/start.js"],
  );
}
hearsayPlatform.onSettings(startSites);

hearsayPlatform.onInstalled(() => hearsayPlatform.openPage("welcome/welcome.html"));
