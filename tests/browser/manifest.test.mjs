// The built manifests, frozen: a permission is a promise to everybody who installed Hearsay. Whoever changes one changes
// frozen/*.json too, and says why.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { BROWSERS } from "./drive.mjs";
import { stage } from "./stage.mjs";

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

// What chrome://extensions shows under an extension that it loaded with a complaint. Firefox's complaints are the linter's.
test("chromium loads it without a warning", { timeout: 60_000 }, async () => {
  const it = await stage("chromium");
  try {
    const page = await it.open("open/article.html");
    await page.goto("chrome://extensions");
    const loaded = await page.evaluate(() => Reflect.get(chrome, "developerPrivate").getExtensionsInfo());
    const ours = loaded.find((/** @type {any} */ extension) => extension.name === "Hearsay");
    assert.ok(ours, "it is loaded");
    const { installWarnings, manifestErrors, runtimeErrors } = ours;
    assert.deepEqual({ installWarnings, manifestErrors, runtimeErrors }, { installWarnings: [], manifestErrors: [], runtimeErrors: [] });
  } finally {
    await it.close();
  }
});
