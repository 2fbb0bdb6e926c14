// Brings Hearsay to a page when the reader asks for it, and runs the core for it. Keeps nothing: the browser may end
// this worker at any time, and the page holds its own result.
//
// A press: the panel opens, the content scripts go in; they read the page, send it here, and paint what comes back: of a long
// article its beginning first.

import "./platform.js";
import "./messages.js";
import "./settings.js";
import { analyze } from "./core.js";

const SCRIPTS = [
  "platform.js",
  "messages.js",
  "settings.js",
  "content/reader.js",
  "content/painter.js",
  "content/watcher.js",
  "content/ground.js",
  "content/layer.js",
  "content/account.js",
  "content/card.js",
  "content/margin.js",
  "content/main.js",
];
const STYLE = "overlay.css";
/** Chromium tells of a press, now and then, before the grant that comes with it has taken effect. */
const PATIENCE_MS = [0, 100, 400];

const { text } = hearsayPlatform;
const { isRecord, isSnapshot, isCount, STATES } = hearsayMessages;

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
      await hearsayPlatform.addStyle(tab, STYLE);
      await hearsayPlatform.inject(tab, SCRIPTS);
      return true;
    } catch {}
  }
  return false;
}

/**
 * @param {number} tab
 * @param {State} state
 * @param {number} sources
 */
async function show(tab, state, sources) {
  if (state === "off") await hearsayPlatform.removeStyle(tab, STYLE);
  /** @type {Record<State, [string, string]>} */
  const dress = {
    off: ["", text("action_show")],
    reading: ["…", text("state_reading")],
    report: [String(sources), text("action_hide")],
    "not-an-article": ["–", text("state_not_an_article")],
    failed: ["!", text("state_failed")],
    "cannot-run": ["–", text("state_cannot_run")],
  };
  await hearsayPlatform.dress(tab, ...dress[state]);
}

hearsayPlatform.listen((message, { tab, frame }) => {
  if (!isRecord(message) || tab === undefined || frame !== 0) return undefined;
  const { reading } = message;
  if (message.type === "analyze" && isCount(reading) && isSnapshot(message.snapshot)) {
    /** @param {object} told */
    const tell = (told) => void hearsayPlatform.sendToTab(tab, { reading, ...told }).catch(() => {});
    return analyze(message.snapshot, {
      early: (answer) => tell({ type: "early", answer }),
      progress: (share) => tell({ type: "progress", share }),
    });
  }
  if (
    message.type === "changed" &&
    STATES.includes(/** @type {string} */ (message.state)) &&
    isCount(message.sources)
  ) {
    return show(tab, /** @type {State} */ (message.state), message.sources).then(() => true);
  }
  return undefined;
});

hearsayPlatform.onPress(press);
hearsayPlatform.onCommand(async (command) => {
  const by = { "next-mark": 1, "previous-mark": -1 }[command];
  const tab = await hearsayPlatform.activeTab();
  if (by && tab !== undefined) await hearsayPlatform.sendToTab(tab, { type: "step", by }).catch(() => {});
});
hearsayPlatform.onInstalled(() => hearsayPlatform.openPage("welcome/welcome.html"));
