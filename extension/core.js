// The core in WebAssembly, for the background. In goes a snapshot, out comes an answer that can be sent as a message; of a
// long article, an early answer goes before it.
// Started at the first analysis, since most times that the browser wakes the background nothing is analysed.

import * as core from "./core/hearsay.js";

/** @type {Promise<unknown> | null} */
let started = null;
/** Counts the instances. A trap leaves the memory of one in the middle of something: then the next attempt begins with a fresh one. */
let instance = 0;
let broken = false;

const load = () =>
  (started ??= core.default().catch((error) => {
    started = null;
    throw error;
  }));

/** Lets the background do what came in meanwhile: a message goes out, a press is heard. */
const breath = () => new Promise((resolve) => setTimeout(resolve));

/** @param {core.Analysis} analysis @returns {Sent} */
const answer = (analysis) => {
  const found = analysis.answer();
  return found.state === "report" ? { ...found, marks: Array.from(found.marks) } : found;
};

/**
 * What a long article tells before it is read to its end.
 * @typedef {object} Waiting
 * @property {(answer: Sent) => void} early gets what the first piece gives
 * @property {(share: number) => void} progress gets how much is read, 0 to 1, after each piece
 */

/**
 * @template T
 * @param {() => T | Promise<T>} task for the core
 * @returns {Promise<T>}
 */
async function attempt(task) {
  await load();
  if (broken) core.__wbg_reset_state?.();
  instance += Number(broken);
  broken = false;
  const own = instance;
  try {
    return await task();
  } catch (error) {
    // Another article may have had the instance replaced under this one.
    if (own === instance) broken = true;
    throw error;
  }
}

/**
 * The snapshot as the core takes it. Half a surrogate pair, at the end of a text node, is no character: it becomes U+FFFD, which
 * is as long.
 * @param {Snapshot} snapshot
 */
function written(snapshot) {
  const json = JSON.stringify(snapshot);
  const isWellFormed = !json.includes("\\ud");
  return isWellFormed ? json : JSON.stringify(snapshot, (_, value) => (typeof value === "string" ? value.toWellFormed() : value));
}

/** @param {Snapshot} snapshot @param {Waiting} waiting @returns {Promise<Sent>} */
async function run(snapshot, waiting) {
  const analysis = new core.Analysis(written(snapshot));
  if (analysis.advance()) {
    waiting.early(answer(analysis));
    do {
      waiting.progress(analysis.progress());
      await breath();
    } while (analysis.advance());
  }
  const last = answer(analysis);
  analysis.free();
  return last;
}

/**
 * Tries twice: the second time with a fresh instance.
 * @param {Snapshot} snapshot
 * @param {Waiting} waiting
 * @returns {Promise<Sent>}
 */
export async function analyze(snapshot, waiting) {
  for (const isLast of [false, true]) {
    try {
      return await attempt(() => run(snapshot, waiting));
    } catch (error) {
      console.error("hearsay:", error);
      if (isLast) break;
    }
  }
  return { state: "failed" };
}

/**
 * A report as a file.
 * @param {ArticleReport} report
 * @param {string} format
 * @param {Record<string, string>} wording
 * @returns {Promise<{name: string, type: string, body: string} | null>}
 */
export async function exported(report, format, wording) {
  try {
    return await attempt(() => core.exportReport(JSON.stringify(report), format, JSON.stringify(wording)));
  } catch (error) {
    console.error("hearsay:", error);
    return null;
  }
}
