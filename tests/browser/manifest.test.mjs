// The built manifests, frozen: a permission is a promise to everybody who installed Hearsay. Whoever changes one changes
// frozen/*.json too, and says why.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { BROWSERS } from "./drive.mjs";

const json = (/** @type {string} */ path) => JSON.parse(readFileSync(new URL(path, import.meta.url), "utf8"));

for (const name of BROWSERS) {
  test(`${name}'s manifest is the frozen one`, () => {
    const { version, ...manifest } = json(`../../dist/${name}/manifest.json`);
    assert.match(version, /^\d+\.\d+\.\d+$/);
    assert.deepEqual(manifest, json(`frozen/${name}.json`));
  });
}

test("asks for nothing beyond its permissions", () => {
  const common = ["activeTab", "scripting", "storage", "contextMenus"];
  assert.deepEqual(json("frozen/chromium.json").permissions, [...common, "sidePanel"]);
  assert.deepEqual(json("frozen/firefox.json").permissions, common);
  for (const name of BROWSERS) {
    const manifest = json(`frozen/${name}.json`);
    for (const key of [
      "host_permissions",
      "web_accessible_resources",
      "content_scripts",
      "externally_connectable",
      "sandbox",
    ]) {
      assert.equal(manifest[key], undefined, key);
    }
  }
});
