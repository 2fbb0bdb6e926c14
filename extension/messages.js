// The whole protocol, and the shape of the report. Every message that arrives is checked here first; what does not fit
// is dropped without an answer. A classic script for the same reason as `platform.js`.
//
// A report travels as JSON, in an Answer and in a PageState: a browser copies one text at once, but thousands of small objects so
// slowly that the page would feel it. `unpacked` makes the report of it; what is checked is unpacked.
//
// content -> background   {type: 'piece', reading, at, piece}   some elements and texts of a snapshot; `reading` is a number that names the request
// content -> background   {type: 'analyze', reading, pieces, snapshot}  so many pieces have gone, this is the rest; answered by an Answer
// background -> content   {type: 'early', reading, answer}      what the first piece of a long article gives, before the answer
// background -> content   {type: 'progress', reading, share}    how much of a long article is read, 0 to 1
// content -> background   {type: 'start'}                 the reader chose this site to start by itself
// content -> background   {type: 'style', place}          marks are to stand there; answered by whether they can be seen
// content -> background   {type: 'strip', places}         none do any more
// content -> background   {type: 'recolour', places}      the reader chose another palette
// content -> everybody    {type: 'changed', state}        the page's state is another one now
// content -> panel        {type: 'selected', subject}     the reader came upon an attribution or a claim in the page
// panel   -> content      {type: 'state'}                 answered by a PageState
// panel   -> content      {type: 'show', attribution}     scroll there; answered by whether it stands in the page
// panel   -> content      {type: 'show-claim', claim}     the same for a claim
// panel   -> content      {type: 'filter', attributions, claims}  mark these alone; all of them where it is null
// background -> content   {type: 'toggle'}                switch off; answered by true
// background -> content   {type: 'step', by}              the next (1) or the last (-1) attribution; answered by true
// panel   -> background   {type: 'export', report, format, wording}  answered by a file: {name, type, body}; the sentences are the reader's
// background -> panel     {type: 'refused', tab}          the browser does not let Hearsay run in that tab

/**
 * A half-open range of the article's text, in Unicode code points.
 * @typedef {[number, number]} Span
 *
 * @typedef {object} Source
 * @property {number} id
 * @property {string} name
 * @property {string} [kind]
 * @property {boolean} named
 * @property {boolean} vague
 * @property {Span[]} mentions
 * @property {number} words
 * @property {number} share of the article's words, 0 to 1
 *
 * @typedef {object} Attribution
 * @property {number} id
 * @property {Span[]} source
 * @property {Span[]} cue
 * @property {Span[]} content
 * @property {number | null} speaker
 * @property {'direct' | 'mixed' | 'indirect'} form
 * @property {string} act
 * @property {string} stance
 * @property {string} occurrence
 * @property {number | null} within
 * @property {number | null} continued the attribution that it goes on with, where no words say so
 * @property {Span[]} relayed by which medium the words came
 * @property {number} confidence 0 to 1
 * @property {string} [fragment] behind the page's address it leads to the content
 *
 * @typedef {object} Claim
 * @property {number} id
 * @property {Span} span
 * @property {string} kind
 * @property {string} certainty
 * @property {string} polarity
 * @property {number} check how much it is worth checking, 0 to 1
 * @property {number | null} attribution whose words it is part of; none: the article's own voice
 * @property {string} sourcing
 * @property {string | null} stance
 * @property {boolean} unsaid
 * @property {{why: string, words: Span[]}[]} reasons the locale has a sentence for each `why`
 * @property {number | null} same_as the claim that said it first
 * @property {string} [fragment] behind the page's address it leads to its words
 * @property {number | null} rank its place among those to be marked, from 0; none: not worth a mark
 *
 * @typedef {object} ArticleReport
 * @property {{title?: string | null, url?: string | null, site?: string | null, published?: string | null, language?: string | null, words: number, truncated: boolean, text: string}} article
 * @property {Source[]} sources
 * @property {Attribution[]} attributions
 * @property {Claim[]} [claims]
 * @property {{words: number, attributed: number, naming: Record<'named' | 'unnamed' | 'vague' | 'unknown' | 'own', Part>, notices: Notice[]}} summary
 *   `attributed` is a share, 0 to 1; the parts of `naming` add up to the whole
 *
 * @typedef {{words: number, share: number}} Part
 *
 * @typedef {object} Notice
 * @property {string} kind `notice_KIND` of the locale tells it
 * @property {number[]} sources
 * @property {number} [share] 0 to 1
 * @property {number[]} attributions
 * @property {Span[]} evidence
 *
 * An element or a text of a page, in a list: names of fields, written for each, would make half of a large snapshot.
 * @typedef {[parent: number | null, tag: string, hint?: string, role?: string]} ListedElement
 * @typedef {[element: number, data: string]} ListedText
 *
 * @typedef {object} Snapshot
 * @property {string} url
 * @property {string} title
 * @property {string} lang
 * @property {[string, string][]} meta
 * @property {string[]} json_ld
 * @property {ListedElement[]} elements
 * @property {ListedText[]} texts
 * @property {boolean} [given] whether the reader gave the text: then it is read, however short
 * @property {number} typed how many characters stand in what the reader types into; which, nobody is told
 * @property {boolean} truncated
 *
 * Six numbers a mark: attribution, part (0 source, 1 cue, 2 content), depth of nesting, text node, start, end; of a claim (part 3) the
 * first is the claim.
 * @typedef {number[]} Marks
 *
 * Why a page is not analysed: `refusal_REASON` of the locale says it. The language is a code of ISO 639-3, where it is the reason.
 * @typedef {{reason: string, language: string | null}} Refusal
 *
 * `json` is the report as it came.
 * @typedef {{state: 'report', report: ArticleReport, json: string, marks: Marks} | ({state: 'refused'} & Refusal) | {state: 'failed'}} Answer
 *
 * An answer on its way: the report is JSON.
 * @typedef {{state: 'report', report: string, marks: Marks} | ({state: 'refused'} & Refusal) | {state: 'failed'}} Sent
 *
 * What a tab's page shows. `off`: Hearsay is not at work there. `reading`: it is, though the beginning may be marked.
 * @typedef {'off' | 'reading' | 'report' | 'not-an-article' | 'failed' | 'cannot-run' | 'never'} State
 *
 * `shown` are the attributions that stand in the page right now. `progress` is how much is read, 0 to 1. `drawn` changes with
 * every report that the page comes to show, and differs from page to page.
 * @typedef {{state: State, refusal: Refusal | null, report: ArticleReport | null, shown: number[], progress: number, drawn: number, origin: string}} PageState
 */

var hearsayMessages = (() => {
  const STATES = ["off", "reading", "report", "not-an-article", "failed", "cannot-run", "never"];
  const FORMS = ["direct", "mixed", "indirect"];

  /** @param {unknown} value @returns {value is Record<string, unknown>} */
  const isRecord = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
  /** @param {unknown} value @returns {value is number} */
  const isCount = (value) =>
    Number.isInteger(value) && /** @type {number} */ (value) >= 0 && /** @type {number} */ (value) <= 0xffffffff;
  /** @param {unknown} value @returns {value is string} */
  const isText = (value) => typeof value === "string";
  /** @param {unknown} value @returns {value is number} */
  const isShare = (value) => typeof value === "number" && value >= 0 && value <= 1;
  /** @param {unknown} value @param {(item: any, at: number) => boolean} fits @returns {value is any[]} */
  // `every` passes over the holes of a list, which `includes` takes for `undefined`.
  const isList = (value, fits) => Array.isArray(value) && !value.includes(undefined) && value.every(fits);
  /** Local names of elements, from the outside in. @param {unknown} value @returns {value is string[]} */
  const isPlace = (value) =>
    isList(value, (name) => isText(name) && /^[^\0\s]{1,100}$/.test(name)) && value.length > 0 && value.length <= 10;
  /** @param {unknown} value @returns {value is Subject} */
  const isSubject = (value) =>
    isRecord(value) && [value.attribution, value.claim].every((one) => one === null || isCount(one));
  /** @param {unknown} value */
  const isSpans = (value) =>
    isList(
      value,
      (span) => Array.isArray(span) && span.length === 2 && isCount(span[0]) && isCount(span[1]) && span[0] <= span[1],
    );

  /** @param {unknown} value @returns {value is Snapshot} */
  const isSnapshot = (value) =>
    isRecord(value) &&
    [value.url, value.title, value.lang].every(isText) &&
    isList(value.meta, (pair) => Array.isArray(pair) && pair.length === 2 && pair.every(isText)) &&
    isList(value.json_ld, isText) &&
    isList(
      value.elements,
      (element, at) =>
        Array.isArray(element) &&
        element.length >= 2 &&
        element.length <= 4 &&
        (element[0] === null || (isCount(element[0]) && element[0] < at)) &&
        isList(element.slice(1), isText),
    ) &&
    isList(
      value.texts,
      (text) =>
        Array.isArray(text) &&
        text.length === 2 &&
        isCount(text[0]) &&
        text[0] < /** @type {unknown[]} */ (value.elements).length &&
        isText(text[1]),
    ) &&
    isCount(value.typed) &&
    typeof value.truncated === "boolean";

  /** @param {unknown} value @returns {value is Claim} */
  const isClaim = (value) =>
    isRecord(value) &&
    isCount(value.id) &&
    isSpans([value.span]) &&
    [value.kind, value.certainty, value.polarity, value.sourcing].every(isText) &&
    isShare(value.check) &&
    (value.stance === null || isText(value.stance)) &&
    [value.attribution, value.same_as, value.rank].every((one) => one === null || isCount(one)) &&
    isList(value.reasons, (reason) => isRecord(reason) && isText(reason.why) && isSpans(reason.words));

  /** @param {unknown} value */
  const isNaming = (value) =>
    isRecord(value) &&
    ["named", "unnamed", "vague", "unknown", "own"].every((key) => {
      const part = value[key];
      return isRecord(part) && isCount(part.words) && isShare(part.share);
    });
  /** @param {unknown} value */
  const isNotice = (value) =>
    isRecord(value) &&
    isText(value.kind) &&
    isList(value.sources, isCount) &&
    (value.share === undefined || isShare(value.share)) &&
    isList(value.attributions, isCount) &&
    isSpans(value.evidence);

  /** @param {unknown} value @returns {value is ArticleReport} */
  const isReport = (value) =>
    isRecord(value) &&
    isRecord(value.article) &&
    isText(value.article.text) &&
    typeof value.article.truncated === "boolean" &&
    isRecord(value.summary) &&
    isCount(value.summary.words) &&
    isShare(value.summary.attributed) &&
    isNaming(value.summary.naming) &&
    isList(value.summary.notices, isNotice) &&
    isList(
      value.sources,
      (source) => isRecord(source) && isCount(source.id) && isText(source.name) && isShare(source.share),
    ) &&
    isList(
      value.attributions,
      (one) =>
        isRecord(one) &&
        isCount(one.id) &&
        [one.source, one.cue, one.content, one.relayed].every(isSpans) &&
        [one.speaker, one.within, one.continued].every((id) => id === null || isCount(id)) &&
        FORMS.includes(/** @type {string} */ (one.form)) &&
        [one.act, one.stance, one.occurrence].every(isText) &&
        isShare(one.confidence) &&
        (one.fragment === undefined || isText(one.fragment)),
    ) &&
    (value.claims === undefined || isList(value.claims, isClaim));

  /** @param {unknown} value @returns {value is Refusal} */
  const isRefusal = (value) =>
    isRecord(value) && isText(value.reason) && (value.language === null || isText(value.language));

  /** @param {unknown} value an Answer or a PageState, as it came @returns {unknown} */
  const unpacked = (value) => {
    if (!isRecord(value) || !isText(value.report)) return value;
    try {
      return { ...value, report: JSON.parse(value.report), json: value.report };
    } catch {
      return null;
    }
  };

  /** @param {unknown} value @returns {value is Answer} */
  const isAnswer = (value) =>
    isRecord(value) &&
    (value.state === "failed" ||
      (value.state === "refused" && isRefusal(value)) ||
      (value.state === "report" &&
        isReport(value.report) &&
        isText(value.json) &&
        isList(value.marks, isCount) &&
        /** @type {Marks} */ (value.marks).length % 6 === 0));

  /** @param {unknown} value @returns {value is {name: string, type: string, body: string}} */
  const isFile = (value) => isRecord(value) && [value.name, value.type, value.body].every(isText);

  /** @param {unknown} value @returns {value is Record<string, string>} */
  const isWording = (value) => isRecord(value) && Object.values(value).every(isText);

  /** @param {unknown} value @returns {value is PageState} */
  const isPageState = (value) =>
    isRecord(value) &&
    STATES.includes(/** @type {string} */ (value.state)) &&
    (value.refusal === null || isRefusal(value.refusal)) &&
    (value.report === null || isReport(value.report)) &&
    isList(value.shown, isCount) &&
    isShare(value.progress) &&
    isCount(value.drawn) &&
    isText(value.origin);

  /**
   * The claims in the order in which panel and page number them: those to be marked by their rank, then the rest as they come.
   * @param {ArticleReport} report
   * @returns {Claim[]}
   */
  const ranked = ({ claims = [] }) =>
    [...claims].sort((a, b) => (a.rank ?? Infinity) - (b.rank ?? Infinity) || a.id - b.id);

  /** How the article names a source. @param {Source} source */
  const naming = ({ named, vague }) => (vague ? "vague" : named ? "named" : "unnamed");

  /**
   * The words under `spans`. Built once for a text: offsets count code points, strings count UTF-16 units.
   * @param {string} text
   * @returns {(spans: Span[]) => string}
   */
  const reader = (text) => {
    const units = /[\ud800-\udfff]/.test(text) ? Array.from(text) : text;
    return (spans) =>
      spans
        .map(([start, end]) => (typeof units === "string" ? units.slice(start, end) : units.slice(start, end).join("")))
        .join(" … ")
        .replace(/\s+/g, " ");
  };

  return { isRecord, isCount, isShare, isList, isPlace, isSubject, isSnapshot, unpacked, isAnswer, isReport, isFile, isWording, isPageState, STATES, ranked, naming, reader };
})();

Object.assign(globalThis, { hearsayMessages });
