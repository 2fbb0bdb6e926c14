// The real core trapped in the middle of its work, and out of memory: what was asked is answered at the second attempt or fails in
// plain words, and the next article is read as if nothing had been.
import assert from "node:assert/strict";
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";

/** docs/reliability.md was measured with TRAPS=1000. */
const TRAPS = Number(process.env.TRAPS ?? 100);
const BUILT = new URL("../../dist/chromium/", import.meta.url);

/** extension/core.js over the built core, which node reads from a file. */
async function realCore() {
  const folder = mkdtempSync(join(tmpdir(), "hearsay-"));
  mkdirSync(join(folder, "core"));
  writeFileSync(join(folder, "package.json"), `{"type": "module"}`);
  copyFileSync(new URL("core/hearsay.js", BUILT), join(folder, "core/glue.js"));
  const wasm = JSON.stringify(new URL("core/hearsay_bg.wasm", BUILT).pathname);
  writeFileSync(
    join(folder, "core/hearsay.js"),
    `import { readFileSync } from "node:fs";
     import init from "./glue.js";
     export * from "./glue.js";
     export default () => init({ module_or_path: readFileSync(${wasm}) });`,
  );
  copyFileSync(new URL("core.js", BUILT), join(folder, "core.js"));
  const { analyze } = await import(pathToFileURL(join(folder, "core.js")).href);
  rmSync(folder, { recursive: true });
  return analyze;
}

/** @param {number} times */
const snapshot = (times) => ({
  url: "https://ennis.example/dyke",
  title: "The dyke",
  lang: "en",
  meta: [],
  json_ld: [],
  elements: [[null, "html"], [0, "body"], [1, "article"], ...Array.from({ length: times }, () => [2, "p"])],
  texts: Array.from({ length: times }, (_, at) => [
    3 + at,
    `The water board of Ennis met again, for the ${at}th time. “The dyke will hold for ${at} years,” said Jorunn Aske, who built it with her own hands.`,
  ]),
  typed: 0,
  truncated: false,
});
const waiting = { early: () => {}, progress: () => {} };

/** `(func (export "trap") unreachable)`: no error that a script can make is a trap. */
const TRAP = new WebAssembly.Module(
  new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 7, 8, 1, 4, 116, 114, 97, 112, 0, 0, 10, 5, 1, 3, 0, 0, 11]),
);
const { trap } = /** @type {{trap: () => void}} */ (new WebAssembly.Instance(TRAP).exports);

/**
 * Has every instance of the core call back before whatever it asks of the world, and tells of its memory.
 * @param {import("node:test").TestContext} t
 */
function watch(t) {
  const seen = { calls: 0, made: 0, /** @type {WebAssembly.Memory | null} */ memory: null, before: () => {} };
  const wrapped = (/** @type {any} */ imports) =>
    Object.fromEntries(
      Object.entries(imports).map(([module, names]) => [
        module,
        Object.fromEntries(
          Object.entries(/** @type {any} */ (names)).map(([name, one]) => [
            name,
            typeof one !== "function" ? one : (/** @type {any[]} */ ...args) => {
              seen.calls += 1;
              seen.before();
              return one(...args);
            },
          ]),
        ),
      ]),
    );
  const tell = (/** @type {any} */ made) => {
    seen.made += 1;
    seen.memory = made.exports.memory;
    return made;
  };
  const { Instance, instantiate } = WebAssembly;
  t.mock.method(WebAssembly, "instantiate", async (/** @type {any} */ source, /** @type {any} */ imports) => {
    const made = /** @type {any} */ (await instantiate(source, wrapped(imports)));
    tell(made.instance ?? made);
    return made;
  });
  t.mock.method(WebAssembly, "Instance", function (/** @type {any} */ module, /** @type {any} */ imports) {
    return tell(new Instance(module, wrapped(imports)));
  });
  t.mock.method(console, "error", () => {});
  return seen;
}

test("after each of many traps the next article is read", async (t) => {
  const seen = watch(t);
  const analyze = await realCore();
  const right = JSON.stringify(await analyze(snapshot(12), waiting));
  assert.ok(JSON.parse(JSON.parse(right).report).attributions.length >= 9, right.slice(0, 200));
  const first = seen.calls;
  await analyze(snapshot(12), waiting);
  const points = seen.calls - first;
  /** An instance asks some things before it is given anything to do. */
  const starting = first - points;
  // The page goes in as one string and the answer comes out as another, so the core asks little of the world in between.
  assert.ok(points >= 8, `${points} places to trap at`);

  let [failed, answered] = [0, 0];
  /** @type {number[]} */
  const times = [];
  for (let at = 0; at < TRAPS; at += 1) {
    const place = 1 + ((at * 7919) % points);
    // Every other time the second attempt traps as well.
    let left = place;
    let traps = 1 + (at % 2);
    seen.before = () => {
      left -= 1;
      if (left > 0 || traps === 0) return;
      traps -= 1;
      left = starting + place;
      trap();
    };
    const answer = await analyze(snapshot(12), waiting);
    seen.before = () => {};
    failed += Number(answer.state === "failed");
    answered += Number(JSON.stringify(answer) === right);
    const began = performance.now();
    assert.equal(JSON.stringify(await analyze(snapshot(12), waiting)), right, `after a trap at ${place}`);
    times.push(performance.now() - began);
  }
  assert.deepEqual([answered, failed], [TRAPS / 2, TRAPS / 2]);
  // One more where an instance trapped while it began.
  assert.ok(seen.made >= 1 + TRAPS * 1.5, "a fresh instance after each");
  times.sort((a, b) => a - b);
  t.diagnostic(`the next article after ${TRAPS} traps: median ${times[TRAPS >> 1]?.toFixed(1)} ms, at most ${times.at(-1)?.toFixed(1)} ms`);
});

test("an article that is too large for the memory fails in plain words or is read at the second attempt, and the next is read", async (t) => {
  const seen = watch(t);
  const analyze = await realCore();
  const right = JSON.stringify(await analyze(snapshot(12), waiting));
  // All that there is: the next allocation for which there is no room fails, and an allocation that fails traps.
  for (let pages = 65_536; pages >= 1; ) {
    try {
      seen.memory?.grow(pages);
    } catch {
      pages = Math.floor(pages / 2);
    }
  }
  const { state } = await analyze(snapshot(1500), waiting);
  assert.equal(state, "report");
  assert.equal(seen.made, 2, "there was a trap");
  assert.equal(JSON.stringify(await analyze(snapshot(12), waiting)), right);
});
