// What the extension's source may not hold, whatever it is for.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";
import { SCRIPTS } from "./stage.mjs";

const folder = new URL("../../extension/", import.meta.url);
const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((path) => !path.startsWith("icons/"));
const read = (/** @type {string} */ path) => readFileSync(new URL(path, folder), "utf8");
const scripts = files.filter((path) => path.endsWith(".js"));
const code = (/** @type {string} */ path) => read(path).replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$|\s\/\/ .*$/gm, "");

/** @type {[string, RegExp][]} */
const BANNED = [
  [
    "the network",
    /\b(fetch|XMLHttpRequest|WebSocket|WebTransport|EventSource|sendBeacon|RTCPeerConnection|importScripts)\b/,
  ],
  ["an address", /\b(https?|wss?):\/\//],
  [
    "HTML from strings",
    /\b(innerHTML|outerHTML|insertAdjacentHTML|setHTML\w*|parseHTML\w*|DOMParser|createContextualFragment|srcdoc|document\.write\w*)\b/,
  ],
  ["code from strings", /\beval\b|\bFunction\s*\(|\bsetTimeout\(\s*["'`]|\bimport\s*\(/],
  ["talk with pages", /\b(postMessage|onMessageExternal|onConnectExternal|dispatchEvent|CustomEvent)\b/],
  ["layout by innerText", /\binnerText\b/],
  ["the page's own world", /\bMAIN\b|wrappedJSObject|exportFunction|cloneInto/],
];

test("finds scripts to look at", () => assert.ok(scripts.length >= 9, scripts.join()));

// Look-ups are links, which nothing follows but the reader.
const MAY = { "an address": "settings.js" };

for (const [what, pattern] of BANNED) {
  test(`no script holds ${what}`, () => {
    for (const path of scripts.filter((one) => one !== MAY[/** @type {keyof typeof MAY} */ (what)])) assert.doesNotMatch(code(path), pattern, path);
  });
}

test("the settings hold the look-ups' addresses and no others", () => {
  const found = [...code("settings.js").matchAll(/https?:\/\/([^/"]*)/g)].map(([, host]) => host);
  assert.deepEqual(found, [
    "toolbox.google.com",
    "duckduckgo.com",
    "www.google.com",
    "www.bing.com",
    "www.startpage.com",
    "{language}.wikipedia.org",
  ]);
});

test("only platform.js names the extension API", () => {
  for (const path of scripts)
    if (path !== "platform.js") assert.doesNotMatch(code(path), /\b(chrome|browser)\s*\??\./, path);
});

test("the pages that take the content scripts in by themselves take in the same, in the same order", () => {
  const named = (/** @type {string} */ path) =>
    [...read(path).matchAll(/(?<=["/])(?:platform|messages|settings|content\/\w+)\.js(?=")/g)]
      .map(([file]) => file)
      .filter((file) => !/start\.js|main\.js/.test(file));
  const wanted = SCRIPTS.filter((file) => file !== "content/main.js");
  assert.ok(wanted.length > 8);
  for (const path of ["paste/paste.html", "welcome/try.js"]) assert.deepEqual(named(path), wanted, path);
});

test("pages load only what lies beside them", () => {
  for (const path of files.filter((one) => one.endsWith(".html"))) {
    for (const [, value = ""] of read(path).matchAll(/\b(?:src|href|action)="([^"]*)"/g)) {
      assert.doesNotMatch(value, /^[a-z]+:|^\/\//i, `${path} loads ${value}`);
    }
    assert.doesNotMatch(
      read(path),
      /<script(?![^>]*\ssrc=)|<style|\sstyle=|\son\w+=/,
      `${path} holds script or style of its own`,
    );
  }
});

test("every sentence that is asked for is there, and every one that is there is asked for", () => {
  const locale = Object.keys(JSON.parse(read("_locales/en/messages.json")));
  const sources = [...scripts, ...files.filter((one) => /\.html$|manifest\.json$|browsers\/.*\.json$/.test(one))]
    .map(read)
    .join("\n");
  const asked = [
    ...sources.matchAll(
      /\b(?:text|getMessage|counted|copying)\(\s*["'`]([a-z_]+)["'`]|data-(?:text|label)="([a-z_]+)"|__MSG_([a-z_]+?)__/g,
    ),
  ];
  for (const key of asked.map(([, ...keys]) => keys.find((one) => one !== undefined) ?? "")) {
    assert.ok(locale.includes(key) || locale.includes(`${key}_one`), `the locale lacks ${key}`);
  }
  const built = [...sources.matchAll(/`([a-z_]+_)\$\{/g), ...sources.matchAll(/"([a-z]+_)" \+ /g)].map(([, prefix]) => prefix);
  for (const key of locale) {
    const known =
      sources.includes(key) ||
      built.some((prefix) => key.startsWith(String(prefix))) ||
      sources.includes(key.replace(/_(zero|one|two|few|many|other)$/, ""));
    assert.ok(known, `nobody asks for ${key}`);
  }
});
