// The protocol's validators: they take what is well-formed, and of everything else nothing, without throwing.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { runInThisContext } from "node:vm";

runInThisContext(readFileSync(new URL("../../extension/messages.js", import.meta.url), "utf8"));
const { isSnapshot, isAnswer, isPageState, reader } = /** @type {any} */ (globalThis).hearsayMessages;

const snapshot = () => ({
  url: "https://example.org/",
  title: "Rain",
  lang: "en",
  meta: [["author", "Ada Kvist"]],
  json_ld: ["{}"],
  elements: [
    { parent: null, tag: "html" },
    { parent: 0, tag: "p", hint: "lead" },
  ],
  texts: [{ element: 1, data: "Rain fell, said Ada." }],
  typed: 0,
  truncated: false,
});
const report = () => ({
  article: { title: "Rain", words: 4, truncated: false, text: "Rain fell, said Ada." },
  sources: [{ id: 0, name: "Ada", named: true, vague: false, mentions: [[16, 19]], words: 2, share: 0.5 }],
  attributions: [
    {
      id: 0,
      source: [[16, 19]],
      cue: [[11, 15]],
      content: [[0, 9]],
      speaker: 0,
      form: "indirect",
      act: "statement",
      stance: "neutral",
      within: null,
      confidence: 0.9,
    },
  ],
  claims: [
    {
      id: 0,
      span: [0, 9],
      kind: "event",
      certainty: "certain",
      polarity: "positive",
      check: 0.7,
      attribution: 0,
      sourcing: "named",
      stance: "neutral",
      unsaid: false,
      reasons: [{ why: "weighty", words: [[0, 4]] }],
      same_as: null,
      rank: 0,
    },
  ],
  summary: { words: 4, attributed: 0.5 },
});
const answer = () => ({ state: "report", report: report(), marks: [0, 2, 0, 0, 0, 9] });

test("takes what is well-formed", () => {
  assert.ok(isSnapshot(snapshot()));
  assert.ok(isAnswer(answer()));
  assert.ok(isAnswer({ state: "refused", reason: "foreign", language: "deu" }));
  assert.ok(isPageState({ state: "report", refusal: null, report: report(), shown: [0], progress: 1, drawn: 7 }));
  assert.ok(isPageState({ state: "off", refusal: { reason: "shop", language: null }, report: null, shown: [], progress: 0, drawn: 0 }));
});

/** Every place of `value`, as a path of keys. @param {any} value @param {(string | number)[]} path @returns {(string | number)[][]} */
const places = (value, path = []) =>
  typeof value === "object" && value !== null
    ? Object.keys(value).flatMap((key) => [[...path, key], ...places(value[key], [...path, key])])
    : [];

/** What no field may be: each wrong for texts, numbers, lists and records alike. */
const WRONG = [Symbol("s"), NaN, -1, 0.5, 2 ** 53, () => {}, new Map(), [[[]]], Object.create(null)];
/** Fields whose type the extension relies on. */
const CHECKED =
  /^(url|title|lang|meta|json_ld|elements|texts|typed|truncated|state|refusal|reason|language|report|marks|article|sources|attributions|source|cue|content|speaker|within|form|act|stance|claims|span|kind|certainty|polarity|sourcing|reasons|why|same_as|rank|summary)$/;

for (const [name, make, fits] of /** @type {[string, () => any, (value: any) => boolean][]} */ ([
  ["snapshot", snapshot, isSnapshot],
  ["answer", answer, isAnswer],
])) {
  test(`refuses a ${name} with a field of a wrong kind`, () => {
    let tried = 0;
    for (const path of places(make())) {
      const key = String(path.at(-1));
      if (!CHECKED.test(key) || (key === "title" && name === "answer")) continue;
      for (const wrong of WRONG) {
        const value = make();
        const holder = path.slice(0, -1).reduce((at, step) => at[step], value);
        holder[key] = wrong;
        assert.equal(fits(value), false, `${path.join(".")} = ${String(typeof wrong)}`);
        tried += 1;
      }
    }
    assert.ok(tried > 60, String(tried));
  });
}

test("refuses an element that comes before its parent, and a text in no element", () => {
  assert.equal(isSnapshot({ ...snapshot(), elements: [{ parent: 0, tag: "html" }] }), false);
  assert.equal(isSnapshot({ ...snapshot(), texts: [{ element: 2, data: "" }] }), false);
});

test("counts an article's places in code points", () => {
  const text = "A \u{1F433} swam, Ada said.";
  assert.equal(reader(text)([[2, 3]]), "\u{1F433}");
  assert.equal(
    reader(text)([
      [2, 8],
      [10, 13],
    ]),
    "\u{1F433} swam … Ada",
  );
});
