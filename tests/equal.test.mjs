// WebAssembly equal to native, with SIMD and without: the same text, the same report, byte for byte. `./build.sh test` builds
// all three first.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { before, test } from "node:test";

const NATIVE = "target/debug/hearsay";
const WASM = { "with SIMD": "../target/web/core", "without SIMD": "../target/web-plain" };
// Articles that were annotated by hand stand in folders of tests/gold, where there are any.
const files = ["tests/articles", "tests/gold"]
  .flatMap((folder) => {
    try {
      return readdirSync(folder, { recursive: true, withFileTypes: true });
    } catch {
      return [];
    }
  })
  .filter((entry) => entry.isFile() && entry.name.endsWith(".txt"))
  .map((entry) => join(entry.parentPath, entry.name))
  .sort();

const bytes = (/** @type {string} */ folder) => readFileSync(new URL(`${folder}/hearsay_bg.wasm`, import.meta.url));

/** Marked text without its marks. @param {string} marked */
const strip = (marked) => marked.replace(/\\(.)|\{\S* |\}/gs, "$1");

/** @type {[string, (text: string) => string][]} */
let cores;

before(async () => {
  cores = await Promise.all(
    Object.entries(WASM).map(async ([name, folder]) => {
      const core = await import(`${folder}/hearsay.js`);
      await core.default({ module_or_path: bytes(folder) });
      return /** @type {[string, (text: string) => string]} */ ([name, core.analyze_text]);
    }),
  );
});

test("there are articles to compare", () => assert.ok(files.length > 0));

test("the one that is said to have no SIMD was compiled without", () => {
  const module = new WebAssembly.Module(bytes(WASM["without SIMD"]));
  const [features] = WebAssembly.Module.customSections(module, "target_features");
  assert.doesNotMatch(new TextDecoder().decode(features), /simd128|^$/);
});

for (const file of files) {
  test(`${file} gives the same report natively and in WebAssembly`, () => {
    const text = strip(readFileSync(file, "utf8"));
    const options = { input: text, encoding: /** @type {const} */ ("utf8"), maxBuffer: 1 << 28 };
    const native = execFileSync(NATIVE, ["analyze", "--format", "json"], options).trimEnd();
    for (const [name, analyze] of cores) assert.equal(analyze(text), native, name);
  });
}
