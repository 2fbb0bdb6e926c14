// What is read where the core itself is timed, and the page in which it is.
import { readFileSync, readdirSync } from "node:fs";

const prose = readdirSync("tests/articles")
  .map((name) => readFileSync(`tests/articles/${name}`, "utf8").replace(/^known_failure: .*\n\n/, ""))
  .join("\n")
  .replace(/\\(.)|\{\S* |\}/gs, "$1");

/** So many words of prose, with another number in each sentence in each round. @param {number} words @param {number} round */
export function text(words, round) {
  const parts = prose.split(/(?<=\s)/);
  const kept = Array.from({ length: words }, (_, at) => parts[at % parts.length]);
  return kept.join("").replace(/\.(?=\s)/g, ` ${round}.`);
}
const FOLDERS = { core: "", bench: "target/bench", modules: "node_modules" };
const TYPES = { html: "text/html", js: "text/javascript", mjs: "text/javascript", wasm: "application/wasm" };

/** What a server of the core, of the benchmark and of modules answers. @param {string} browser @returns {(path: string) => any} */
export const answers = (browser) => (path) => {
  // The two headers give the page the clock's full resolution.
  const headers = { "cross-origin-opener-policy": "same-origin", "cross-origin-embedder-policy": "require-corp" };
  if (path === "/") return { body: "<!doctype html><title>bench</title>", headers };
  const [, folder = "", ...rest] = path.split("/");
  const root = folder === "core" ? `dist/${browser}/core` : FOLDERS[/** @type {keyof typeof FOLDERS} */ (folder)];
  const type = TYPES[/** @type {keyof typeof TYPES} */ (path.split(".").at(-1))];
  return root && type ? { body: readFileSync([root, ...rest].join("/")), type, headers } : undefined;
};

