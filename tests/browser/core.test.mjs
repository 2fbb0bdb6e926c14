// How the background takes it when the core traps: the real extension/core.js over a core that we break on purpose.
import assert from "node:assert/strict";
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";

/** @param {string} glue what stands in for wasm-bindgen's module */
async function coreOver(glue) {
  const folder = mkdtempSync(join(tmpdir(), "hearsay-"));
  mkdirSync(join(folder, "core"));
  writeFileSync(join(folder, "package.json"), `{"type": "module"}`);
  writeFileSync(join(folder, "core/hearsay.js"), glue);
  copyFileSync(new URL("../../extension/core.js", import.meta.url), join(folder, "core.js"));
  const module = await import(pathToFileURL(join(folder, "core.js")).href);
  rmSync(folder, { recursive: true });
  return module.analyze;
}

const GLUE = `
  let starts = 0, resets = 0, calls = 0;
  export default async () => { starts += 1; if (starts <= FAILING_STARTS) throw new Error("no wasm"); };
  export const __wbg_reset_state = () => { resets += 1; };
  export class Analysis {
    constructor() { calls += 1; this.left = PIECES; }
    advance() {
      if (calls <= TRAPS) throw new WebAssembly.RuntimeError("unreachable");
      return (this.left -= 1) > 0;
    }
    answer() {
      const { left } = this;
      return { state: "report", report: { starts, resets, calls, left }, marks: new Uint32Array([1, 2, 3, 4, 5, 6]) };
    }
    progress() { return 1 - this.left / PIECES; }
    free() {}
  }`;
const glue = (/** @type {number} */ traps, failingStarts = 0, pieces = 1) =>
  GLUE.replace("TRAPS", String(traps)).replace("FAILING_STARTS", String(failingStarts)).replaceAll("PIECES", String(pieces));
/** No early answer is awaited. */
const never = {
  early: () => assert.fail("an early answer to a short article"),
  progress: () => assert.fail("the share that is read of a short article"),
};

test("starts the core once, and gives marks that can be sent", async () => {
  const analyze = await coreOver(glue(0));
  await analyze({}, never);
  assert.deepEqual(await analyze({}, never), {
    state: "report",
    report: { starts: 1, resets: 0, calls: 2, left: 0 },
    marks: [1, 2, 3, 4, 5, 6],
  });
});

test("gives the first piece of a long article early, and lets others in before the next", async () => {
  const analyze = await coreOver(glue(0, 0, 3));
  /** @type {any[]} */
  const seen = [];
  const whole = analyze({}, {
    early: (/** @type {any} */ early) => {
      seen.push(early.report.left);
      assert.deepEqual(early.marks, [1, 2, 3, 4, 5, 6]);
      setTimeout(() => seen.push("another"));
    },
    progress: (/** @type {number} */ share) => void seen.push(share.toFixed(2)),
  });
  seen.push((await whole).report.left);
  assert.deepEqual(seen, [2, "0.33", "another", "0.67", 0]);
});

test("tries once more with a fresh instance after a trap", async (t) => {
  t.mock.method(console, "error", () => {});
  const analyze = await coreOver(glue(1));
  assert.deepEqual((await analyze({}, never)).report, { starts: 1, resets: 1, calls: 2, left: 0 });
});

test("says that it failed after a second trap, and is ready for the next article", async (t) => {
  t.mock.method(console, "error", () => {});
  const analyze = await coreOver(glue(2));
  assert.deepEqual(await analyze({}, never), { state: "failed" });
  assert.deepEqual((await analyze({}, never)).report, { starts: 1, resets: 2, calls: 3, left: 0 });
});

test("starts anew where the WebAssembly could not be loaded", async (t) => {
  t.mock.method(console, "error", () => {});
  const analyze = await coreOver(glue(0, 1));
  assert.deepEqual((await analyze({}, never)).report, { starts: 2, resets: 0, calls: 1, left: 0 });
});
