// Whether the work is linear in the text: instructions against length, on texts and pages that are long in one way each
// (tests/support/generator.rs). valgrind counts the same on every machine, however busy.
//
// In: the program built of main.rs; a word in a generator's name asks for those alone. Out: for each generator the slope of the
// line through the logarithms, by least squares, and what the last doubling costs; exits 1 where a bar is missed. What no
// text at all costs, the reading of the lexicon above all, is taken off first.
import { execFile, execFileSync } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { availableParallelism } from "node:os";
import { promisify } from "node:util";

const PROGRAM = "target/debug/examples/slope";
const BARS = { slope: 1.05, doubling: 2.2 };
const KB = 1024;
const SIZES = [1, 4, 16, 64, 256].map((n) => n * KB);
/** The network sees windows of bounded length, so a few kilobytes hold many of them. */
const BY_NETWORK = { names: ["prose", "distinct names", "short quotations", "interrupted clauses", "headings with cues"], sizes: [1, 2, 4, 8].map((n) => n * KB) };
const asked = process.argv[2] ?? "";

let counted = 0;
/** @param {string[]} args @returns {Promise<number>} instructions */
async function count(...args) {
  const log = `target/slope.${(counted += 1)}`;
  const options = ["--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null", `--log-file=${log}`];
  await promisify(execFile)("valgrind", [...options, PROGRAM, ...args]);
  const found = /I +refs: +([\d,]+)/.exec(readFileSync(log, "utf8"));
  rmSync(log);
  if (!found?.[1]) throw new Error(`valgrind counted nothing of ${args.join(" ")}`);
  return Number(found[1].replaceAll(",", ""));
}

/** The slope of the line through the points, by least squares. @param {[number, number][]} points */
function slope(points) {
  const mean = (/** @type {number[]} */ list) => list.reduce((sum, value) => sum + value, 0) / list.length;
  const [x, y] = [mean(points.map(([x]) => x)), mean(points.map(([, y]) => y))];
  return mean(points.map(([px, py]) => (px - x) * (py - y))) / mean(points.map(([px]) => (px - x) ** 2));
}

/** @param {string} name @param {number[]} sizes @param {string[]} how */
async function measure(name, sizes, ...how) {
  const idle = await count(name, "0", ...how);
  const costs = [];
  for (const size of sizes) costs.push(Math.max(1, (await count(name, String(size), ...how)) - idle));
  const points = sizes.map((size, i) => /** @type {[number, number]} */ ([Math.log(size), Math.log(costs[i])]));
  const rise = slope(points.slice(-2));
  return { name: [name, ...how].join(" by "), slope: slope(points), doubling: 2 ** rise, perByte: costs.at(-1) / sizes.at(-1) };
}

const names = execFileSync(PROGRAM, { encoding: "utf8" }).trim().split("\n");
const work = [
  ...names.map((name) => () => measure(name, SIZES)),
  ...BY_NETWORK.names.map((name) => () => measure(name, BY_NETWORK.sizes, "network")),
].filter((_, i) => [...names, ...BY_NETWORK.names][i]?.includes(asked));

let missed = 0;
let at = 0;
async function worker() {
  for (let task = work[at++]; task; task = work[at++]) {
    const found = await task();
    const kept = found.slope <= BARS.slope && found.doubling <= BARS.doubling;
    if (!kept) missed += 1;
    const words = `slope ${found.slope.toFixed(3)}, doubled ${found.doubling.toFixed(2)}`;
    console.log(`${kept ? "ok    " : "MISSED"}  ${found.name.padEnd(32)} ${words}, ${Math.round(found.perByte)} instructions a byte`);
  }
}
await Promise.all(Array.from({ length: availableParallelism() }, worker));
console.log(`${work.length} generators, ${missed} above a slope of ${BARS.slope} or ${BARS.doubling} times for twice the length`);
process.exitCode = missed > 0 ? 1 : 0;
