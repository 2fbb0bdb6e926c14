// The core in WebAssembly, for the background. In goes a snapshot, out comes an answer that can be sent as a message; of a
// long article, an early answer goes before it.
// Started at the first analysis, since most times that the browser wakes the background nothing is analysed.

import * as core from "./core/hearsay.js";

/** @type {Promise<unknown> | null} */
let started = null;

/** Lets the background do what came in meanwhile: a message goes out, a press is heard. */
const breath = () => new Promise((resolve) => setTimeout(resolve));

/** @param {core.Analysis} analysis @returns {Answer} */
const answer = (analysis) => {
  const found = analysis.answer();
  return found.state === "report" ? { ...found, marks: Array.from(found.marks) } : found;
};

/**
 * What a long article tells before it is read to its end.
 * @typedef {object} Waiting
 * @property {(answer: Answer) => void} early gets what the first piece gives
 * @property {(share: number) => void} progress gets how much is read, 0 to 1, after each piece
 */

/**
 * @param {Snapshot} snapshot
 * @param {Waiting} waiting
 * @returns {Promise<Answer>}
 */
async function attempt(snapshot, waiting) {
  await (started ??= core.default());
  const analysis = new core.Analysis(snapshot);
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
 * A trap leaves an instance's memory in the middle of something, so a fresh one tries once more.
 * @param {Snapshot} snapshot
 * @param {Waiting} waiting
 * @returns {Promise<Answer>}
 */
export async function analyze(snapshot, waiting) {
  for (const isLast of [false, true]) {
    try {
      return await attempt(snapshot, waiting);
    } catch (error) {
      console.error("hearsay:", error);
      if (error instanceof WebAssembly.RuntimeError) core.__wbg_reset_state?.();
      else started = null;
      if (isLast) break;
    }
  }
  return { state: "failed" };
}
