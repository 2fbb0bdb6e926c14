// One browser's extension: extension/ as written, its manifest merged, the core beside it.
//
// In: the browser's name. Out: dist/<browser>, loadable unpacked.
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, join, relative } from "node:path";

/** What extension/ holds for the makers alone. */
const left = (path) => /^(browsers|store)(\/|$)/.test(path) || /(\.d\.ts|\.mjs|^tsconfig\.json)$/.test(basename(path)) || path === "manifest.json";

/** RFC 7386. */
function merge(target, patch) {
  if (patch === null || typeof patch !== "object" || Array.isArray(patch)) return patch;
  const merged = target !== null && typeof target === "object" && !Array.isArray(target) ? { ...target } : {};
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) delete merged[key];
    else merged[key] = merge(merged[key], value);
  }
  return merged;
}

const json = (path) => JSON.parse(readFileSync(path, "utf8"));
const browser = process.argv[2];
const version = /^version = "(.*)"$/m.exec(readFileSync("Cargo.toml", "utf8"))[1];
const to = join("dist", browser);

rmSync(to, { recursive: true, force: true });
mkdirSync(join(to, "core"), { recursive: true });
cpSync("extension", to, { recursive: true, filter: (from) => !left(relative("extension", from)) });
for (const file of ["hearsay.js", "hearsay_bg.wasm"]) cpSync(join("target/web/core", file), join(to, "core", file));

const { manifest_version, name, ...rest } = merge(json("extension/manifest.json"), json(`extension/browsers/${browser}.json`));
writeFileSync(join(to, "manifest.json"), JSON.stringify({ manifest_version, name, version, ...rest }, null, 2) + "\n");
