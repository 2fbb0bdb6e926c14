// The core in WebAssembly, for the background. In goes a snapshot, out comes an answer that can be sent as a message.
// Started at the first analysis, since most times that the browser wakes the background nothing is analysed.

import * as core from "./core/hearsay.js";

/** @type {Promise<unknown> | null} */
let started = null;

/**
 * @param {Snapshot} snapshot
 * @returns {Promise<Answer>}
 */
async function attempt(snapshot) {
  await (started ??= core.default());
  const answer = core.analyze(snapshot);
  return answer.state === "report" ? { ...answer, marks: Array.from(answer.marks) } : answer;
}

/**
 * A trap leaves an instance's memory in the middle of something, so a fresh one tries once more.
 * @param {Snapshot} snapshot
 * @returns {Promise<Answer>}
 */
export async function analyze(snapshot) {
  for (const isLast of [false, true]) {
    try {
      return await attempt(snapshot);
    } catch (error) {
      console.error("hearsay:", error);
      if (error instanceof WebAssembly.RuntimeError) core.__wbg_reset_state?.();
      else started = null;
      if (isLast) break;
    }
  }
  return { state: "failed" };
}
