// The protocol's validators: they take what is well-formed, and of everything else nothing, without throwing.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { runInNewContext, runInThisContext } from "node:vm";

const read = (/** @type {string} */ file) => readFileSync(new URL(`../../extension/${file}`, import.meta.url), "utf8");
runInThisContext(read("messages.js"));
const { isSnapshot, unpacked, isAnswer, isPageState, reader } = /** @type {any} */ (globalThis).hearsayMessages;

const snapshot = () => ({
  url: "https://example.org/",
  title: "Rain",
  lang: "en",
  meta: [["author", "Ada Kvist"]],
  json_ld: ["{}"],
  elements: [
    [null, "html"],
    [0, "p", "lead"],
  ],
  texts: [[1, "Rain fell, said Ada."]],
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
      occurrence: "actual",
      within: null,
      continued: null,
      relayed: [],
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
  summary: {
    words: 4,
    attributed: 0.5,
    naming: {
      named: { words: 2, share: 0.5 },
      unnamed: { words: 0, share: 0 },
      vague: { words: 0, share: 0 },
      unknown: { words: 0, share: 0 },
      own: { words: 2, share: 0.5 },
    },
    notices: [{ kind: "mostly-one-source", sources: [0], share: 1, attributions: [0], evidence: [[0, 9]] }],
  },
});
const answer = () => ({ state: "report", report: report(), json: "", marks: [0, 2, 0, 0, 0, 9] });

test("takes what is well-formed", () => {
  assert.ok(isSnapshot(snapshot()));
  assert.ok(isAnswer(answer()));
  assert.ok(isAnswer(unpacked({ ...answer(), report: JSON.stringify(report()) })));
  for (const broken of ["", "{", "null", "[]", "7", '{"__proto__": {"article": 1}}'])
    assert.ok(!isAnswer(unpacked({ ...answer(), report: broken })), broken);
  assert.ok(isAnswer({ state: "refused", reason: "foreign", language: "deu" }));
  assert.ok(isPageState({ state: "report", refusal: null, report: report(), shown: [0], progress: 1, drawn: 7, origin: "https://example.org" }));
  assert.ok(isPageState({ state: "off", refusal: { reason: "shop", language: null }, report: null, shown: [], progress: 0, drawn: 0, origin: "https://example.org" }));
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
  /^(url|title|lang|meta|json_ld|elements|texts|typed|truncated|state|refusal|reason|language|report|marks|article|sources|attributions|source|cue|content|speaker|occurrence|within|continued|relayed|form|act|stance|summary|naming|named|unnamed|vague|unknown|own|notices|kind|evidence|claims|span|certainty|polarity|sourcing|reasons|why|same_as|rank)$/;

/** What is listed of an element or a text. */
const LISTED = /^(elements|texts)\.\d+\.\d+$/;

/** Fields of a report that nothing in the extension reads. */
const IDLE = /article\.(title|language)$|sources\.\d+\.(named|vague)$/;

for (const [name, make, fits] of /** @type {[string, () => any, (value: any) => boolean][]} */ ([
  ["snapshot", snapshot, isSnapshot],
  ["answer", answer, isAnswer],
])) {
  test(`refuses a ${name} with a field of a wrong kind`, () => {
    let tried = 0;
    for (const path of places(make())) {
      const key = String(path.at(-1));
      if (!(CHECKED.test(key) || LISTED.test(path.join("."))) || (name === "answer" && IDLE.test(path.join(".")))) continue;
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
  assert.equal(isSnapshot({ ...snapshot(), elements: [[0, "html"]] }), false);
  assert.equal(isSnapshot({ ...snapshot(), texts: [[2, ""]] }), false);
});

test("T10 fifty thousand malformed messages throw nothing, and what is taken is sound", () => {
  let seed = 7;
  const chance = (/** @type {number} */ n) => (seed = (seed * 48271) % 2147483647) % n;
  const pick = (/** @type {any[]} */ list) => list[chance(list.length)];
  const deep = (/** @type {number} */ depth) => {
    /** @type {any} */
    let value = [];
    for (let i = 0; i < depth; i += 1) value = [value];
    return value;
  };
  const hostile = [
    ...[undefined, null, true, "", "x", "\ud800", "__proto__", NaN, Infinity, -0, -1, 0.5, 2 ** 32, 2 ** 53, 10n ** 20n, Symbol("s")],
    ...[{}, [], [[]], new Map(), new Date(NaN), () => {}, deep(5000), Array(1000).fill(0), Array(3), new Uint32Array(6), JSON.parse('{"__proto__": {"state": "report"}}')],
    Object.defineProperty({}, "length", { value: 1e9 }),
  ];
  /** @param {any} value */
  const twist = (value) => {
    const all = places(value);
    for (let times = 1 + chance(3); times > 0; times -= 1) {
      const path = pick(all);
      const holder = path.slice(0, -1).reduce((/** @type {any} */ at, /** @type {any} */ step) => at?.[step], value);
      if (!Array.isArray(holder) && Object.getPrototypeOf(holder ?? 0) !== Object.prototype) continue;
      const kind = chance(4);
      if (kind === 0) delete holder[path.at(-1)];
      else if (kind === 1 && Array.isArray(holder)) holder.push(pick(hostile));
      else holder[path.at(-1)] = pick(hostile);
    }
    return value;
  };
  const counts = (/** @type {any[]} */ list) => list.every((one) => Number.isInteger(one) && one >= 0);
  let taken = 0;
  for (let i = 0; i < 50_000; i += 1) {
    const page = chance(20) === 0 ? pick(hostile) : twist(snapshot());
    if (isSnapshot(page)) {
      taken += 1;
      assert.ok(counts(page.texts.map((/** @type {any} */ [element]) => element)));
      for (const [element, data] of page.texts) assert.ok(element < page.elements.length && typeof data === "string");
      page.elements.forEach((/** @type {any} */ [parent], /** @type {number} */ at) => assert.ok(parent === null || parent < at));
    }
    const reply = chance(20) === 0 ? pick(hostile) : twist(answer());
    if (isAnswer(reply) && reply.state === "report") {
      taken += 1;
      assert.ok(counts(reply.marks) && reply.marks.length % 6 === 0);
      for (const { source, cue, content } of reply.report.attributions)
        for (const [start, end] of [...source, ...cue, ...content]) assert.ok(counts([start, end]) && start <= end);
      for (const { share } of reply.report.sources) assert.ok(share >= 0 && share <= 1);
    }
    assert.equal(isPageState(pick(hostile)), false);
  }
  assert.ok(taken > 100, `${taken} were harmless`);
  assert.equal(/** @type {any} */ ({}).state, undefined);
});

test("T09 what another extension sends is not even looked at", () => {
  /** @type {((message: unknown, sender: unknown, respond: (value: unknown) => void) => boolean)[]} */
  const listeners = [];
  const chrome = { runtime: { id: "own", onMessage: { addListener: (/** @type {any} */ one) => listeners.push(one), removeListener: () => {} } } };
  const platform = runInNewContext(`${read("platform.js")}; hearsayPlatform`, { chrome });
  /** @type {unknown[]} */
  const heard = [];
  platform.listen((/** @type {unknown} */ message) => {
    heard.push(message);
    return true;
  });
  const [listener] = listeners;
  assert.ok(listener);
  for (const sender of [undefined, null, {}, { id: "other" }, { id: "other", tab: { id: 1 }, frameId: 0 }, { id: ["own"] }, { url: "own" }])
    assert.equal(listener({ type: "toggle" }, sender, () => assert.fail("an answer")), false);
  assert.deepEqual(heard, []);
  assert.equal(listener({ type: "toggle" }, { id: "own" }, () => {}), true);
  // Loaded anew, an old script has no id to compare with.
  chrome.runtime.id = /** @type {any} */ (undefined);
  assert.equal(listener({ type: "toggle" }, {}, () => assert.fail("an answer")), false);
  assert.equal(heard.length, 1);
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
