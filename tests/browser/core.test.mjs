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
  export const analyze = () => {
    calls += 1;
    if (calls <= TRAPS) throw new WebAssembly.RuntimeError("unreachable");
    return { state: "report", report: { starts, resets, calls }, marks: new Uint32Array([1, 2, 3, 4, 5, 6]) };
  };`;
const glue = (/** @type {number} */ traps, failingStarts = 0) =>
  GLUE.replace("TRAPS", String(traps)).replace("FAILING_STARTS", String(failingStarts));

test("starts the core once, and gives marks that can be sent", async () => {
  const analyze = await coreOver(glue(0));
  await analyze({});
  assert.deepEqual(await analyze({}), {
    state: "report",
    report: { starts: 1, resets: 0, calls: 2 },
    marks: [1, 2, 3, 4, 5, 6],
  });
});

test("tries once more with a fresh instance after a trap", async (t) => {
  t.mock.method(console, "error", () => {});
  const analyze = await coreOver(glue(1));
  assert.deepEqual((await analyze({})).report, { starts: 1, resets: 1, calls: 2 });
});

test("says that it failed after a second trap, and is ready for the next article", async (t) => {
  t.mock.method(console, "error", () => {});
  const analyze = await coreOver(glue(2));
  assert.deepEqual(await analyze({}), { state: "failed" });
  assert.deepEqual((await analyze({})).report, { starts: 1, resets: 2, calls: 3 });
});

test("starts anew where the WebAssembly could not be loaded", async (t) => {
  t.mock.method(console, "error", () => {});
  const analyze = await coreOver(glue(0, 1));
  assert.deepEqual((await analyze({})).report, { starts: 2, resets: 0, calls: 1 });
});
