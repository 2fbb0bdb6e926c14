// The core in WebAssembly, for the background. In goes a snapshot, out comes an answer that can be sent as a message.
// Started at the first analysis, since most times that the browser wakes the background nothing is analysed.

import start, { analyze as run } from "./core/hearsay.js";

/** @type {Promise<unknown> | null} */
let ready = null;

/**
 * @param {Snapshot} snapshot
 * @returns {Promise<Answer>}
 */
export async function analyze(snapshot) {
  try {
    await (ready ??= start());
    const answer = run(snapshot);
    return answer.state === "report" ? { ...answer, marks: Array.from(answer.marks) } : answer;
  } catch (error) {
    console.error("hearsay:", error);
    return { state: "failed" };
  }
}
