// WebAssembly equal to native: the same text, the same report, byte for byte. `./build.sh test` builds both first.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { before, test } from "node:test";

const NATIVE = "target/debug/hearsay";
const files = readdirSync("tests/articles", { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name.endsWith(".txt"))
  .map((entry) => join(entry.parentPath, entry.name))
  .sort();

/** @type {(text: string) => string} */
let wasm;

before(async () => {
  const core = await import("../target/web/core/hearsay.js");
  await core.default({ module_or_path: readFileSync("target/web/core/hearsay_bg.wasm") });
  wasm = core.analyze_text;
});

test("there are articles to compare", () => assert.ok(files.length > 0));

for (const file of files) {
  test(`${file} gives the same report natively and in WebAssembly`, () => {
    const native = execFileSync(NATIVE, ["analyze", file, "--format", "json"], { encoding: "utf8", maxBuffer: 1 << 28 });
    assert.equal(wasm(readFileSync(file, "utf8")), native.replace(/\n$/, ""));
  });
}
