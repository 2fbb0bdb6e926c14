// The languages of the interface: each has every sentence, with the same places to be filled in, and every plural form that
// its language counts with.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";

const folder = new URL("../../extension/_locales/", import.meta.url);
/** @typedef {Record<string, { message: string, placeholders?: Record<string, { content: string }> }>} Messages */
/** @param {string} language @returns {Messages} */
const read = (language) => JSON.parse(readFileSync(new URL(`${language}/messages.json`, folder), "utf8"));
const LANGUAGES = readdirSync(folder).sort();
const english = read("en");
const PLURAL = /(?<=^count_.*)_(zero|one|two|few|many|other)$/;
/** @param {Messages} messages */
const single = (messages) => Object.keys(messages).filter((key) => !PLURAL.test(key));
/** @param {Messages} messages */
const counted = (messages) => new Set(Object.keys(messages).filter((key) => PLURAL.test(key)).map((key) => key.replace(PLURAL, "")));

test("there are five languages", () => assert.deepEqual(LANGUAGES, ["de", "en", "es", "fr", "uk"]));

for (const language of LANGUAGES) {
  const messages = read(language);

  test(`${language} has every sentence, and no other`, () => {
    assert.deepEqual(single(messages).sort(), single(english).sort());
    assert.deepEqual([...counted(messages)].sort(), [...counted(english)].sort());
    for (const [key, { message }] of Object.entries(messages)) assert.ok(message.trim(), key);
    assert.equal(messages.language?.message, language);
  });

  test(`${language} fills in what is told`, () => {
    for (const [key, { message, placeholders = {} }] of Object.entries(messages)) {
      const model = english[key] ?? english[key.replace(PLURAL, "_other")];
      assert.deepEqual(placeholders, model?.placeholders ?? {}, key);
      const used = [...message.matchAll(/\$(\w+)\$/g)].map(([, name]) => name).sort();
      assert.deepEqual(used, Object.keys(placeholders).sort(), `${key}: ${message}`);
    }
  });

  test(`${language} has every plural form that it counts with`, () => {
    const rules = new Intl.PluralRules(language);
    // Millions, which French and Spanish count in another way, occur in no article.
    const forms = new Set(Array.from({ length: 2000 }, (_, count) => rules.select(count)));
    for (const key of counted(messages)) for (const form of [...forms, "other"]) assert.ok(`${key}_${form}` in messages, `${key}_${form}`);
  });
}

test("no translation was left in English", () => {
  for (const language of LANGUAGES.filter((one) => one !== "en")) {
    const messages = read(language);
    const same = Object.keys(english).filter((key) => english[key]?.message === messages[key]?.message && /\w{3,} \w{3,}/.test(english[key]?.message ?? ""));
    assert.deepEqual(same.filter((key) => !/^(extension_name|example_source)$/.test(key)), [], language);
  }
});
