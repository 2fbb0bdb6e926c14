// The panel: who speaks in the article of the tab in front, how much, and what; each saying a jump to the page. It keeps
// nothing: it asks the page's own content script, so it cannot show one tab's result for another.
//
// Beside the sample article: "9 attributions by 4 sources. 52 % of the words are attributed."

const { text } = hearsayPlatform;
const { isRecord, isPageState, isCount } = hearsayMessages;

const MAX_SAYING = 160;
const main = /** @type {HTMLElement} */ (document.getElementById("main"));

/**
 * @param {string} tag
 * @param {string} className
 * @param {...(Node | string)} children
 */
function element(tag, className, ...children) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  made.append(...children);
  return made;
}

/** Words of the page, kept from reordering ours. @param {string} words @param {string} [className] */
function quoted(words, className = "") {
  const bdi = element("bdi", className, words);
  bdi.dir = "auto";
  return bdi;
}

/** @param {string} words */
function shortened(words) {
  if (words.length <= MAX_SAYING) return words;
  const cut = words.slice(0, MAX_SAYING);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(" "), MAX_SAYING / 2)).trimEnd()} …`;
}

/** @param {string} key @param {number} count */
const counted = (key, count) => text(`${key}_${count === 1 ? "one" : "other"}`, count);

/** @param {number} share */
const percent = (share) =>
  new Intl.NumberFormat(hearsayPlatform.language(), { style: "percent", maximumFractionDigits: 0 }).format(share);

/**
 * @param {Attribution} one
 * @param {(spans: Span[]) => string} words
 * @param {boolean} isShown
 * @param {() => Promise<boolean>} jump
 */
function saying(one, words, isShown, jump) {
  const button = element("button", "jump", quoted(shortened(words(one.content))));
  const how = element("span", "how");
  const cue = words(one.cue);
  if (cue) how.append(quoted(cue, "cue"), " · ");
  how.append(text(`form_${one.form}_short`));
  button.append(how);
  const hide = () => {
    button.setAttribute("aria-disabled", "true");
    how.append(` · ${text("saying_not_shown")}`);
  };
  if (!isShown) hide();
  button.addEventListener("click", async () => {
    if (button.getAttribute("aria-disabled") !== "true" && !(await jump())) hide();
  });
  return element("li", "", button);
}

/**
 * @param {{name: string, kind: string, share: number | null}} source
 * @param {HTMLElement[]} sayings
 */
function entry({ name, kind, share }, sayings) {
  const head = element(
    "summary",
    "",
    element("h3", "", quoted(name)),
    element("span", "share", share === null ? "" : percent(share)),
  );
  head.append(
    element("span", "about", [kind, counted("count_attributions", sayings.length)].filter(Boolean).join(" · ")),
  );
  if (share !== null) {
    const filled = element("span", "");
    filled.style.width = `${share * 100}%`;
    const bar = element("div", "bar", filled);
    bar.setAttribute("aria-hidden", "true");
    head.append(bar);
  }
  const details = /** @type {HTMLDetailsElement} */ (
    element("details", "", head, element("ol", "sayings", ...sayings))
  );
  details.open = true;
  return element("li", "", details);
}

/**
 * @param {ArticleReport} report
 * @param {number[]} shown
 * @param {(attribution: number) => Promise<boolean>} jump
 * @returns {HTMLElement[]}
 */
function roster(report, shown, jump) {
  const words = hearsayMessages.reader(report.article.text);
  const inPage = new Set(shown);
  const sayings = (/** @type {number | null} */ speaker) =>
    report.attributions
      .filter((one) => one.speaker === speaker)
      .map((one) => saying(one, words, inPage.has(one.id), () => jump(one.id)));
  const entries = report.sources
    .map((source) => ({ source, list: sayings(source.id) }))
    .filter(({ list }) => list.length > 0)
    .sort((a, b) => b.source.share - a.source.share || b.list.length - a.list.length)
    .map(({ source, list }) =>
      entry(
        {
          name: source.name,
          kind: source.kind ? text(`kind_${source.kind.replaceAll("-", "_")}`) : "",
          share: source.share,
        },
        list,
      ),
    );
  const unknown = sayings(null);
  if (unknown.length > 0) entries.push(entry({ name: text("speaker_unknown"), kind: "", share: null }, unknown));
  return entries;
}

/**
 * @param {ArticleReport} report
 * @param {number[]} shown
 * @param {(attribution: number) => Promise<boolean>} jump
 * @returns {HTMLElement[]} what is worth noticing about the whole article, each with the words that bear it out
 */
function notices(report, shown, jump) {
  const { notices: found } = report.summary;
  if (found.length === 0) return [];
  const words = hearsayMessages.reader(report.article.text);
  const name = (/** @type {number | undefined} */ id) => report.sources.find((one) => one.id === id)?.name ?? "";
  const items = found.map(({ kind, share, sources, attributions, evidence }) => {
    const [source, other] = [name(sources[0]), name(sources[1])];
    const told = text(`notice_${kind.replaceAll("-", "_")}`, percent(share ?? 0), source, other);
    const behind = report.attributions
      .filter((one) => attributions.includes(one.id))
      .map((one) => saying(one, words, shown.includes(one.id), () => jump(one.id)));
    if (behind.length === 0) behind.push(...evidence.map((span) => element("li", "", quoted(shortened(words([span]))))));
    const details = element("details", "", element("summary", "", text("notice_evidence")), element("ol", "sayings", ...behind));
    return element("li", "", element("p", "", told), ...(behind.length > 0 ? [details] : []));
  });
  return [element("h2", "", text("heading_notices")), element("ul", "notices", ...items)];
}

/** @param {string} state @returns {HTMLElement[]} */
const plain = (state) => {
  const hint = text(`hint_${state}`);
  return [element("p", "state", text(`state_${state}`)), ...(hint ? [element("p", "hint", hint)] : [])];
};

/**
 * @param {PageState} page
 * @param {(attribution: number) => Promise<boolean>} jump
 */
function view({ state, report, shown }, jump) {
  if (state !== "report" || !report) return plain(state.replaceAll("-", "_"));
  const { article, attributions, summary } = report;
  const head = article.title ? [element("h1", "", quoted(article.title))] : [];
  const notice = article.truncated ? [element("p", "notice", text("notice_truncated"))] : [];
  if (attributions.length === 0) return [...head, ...notice, ...plain("nothing")];
  const speakers = new Set(attributions.map((one) => one.speaker).filter((id) => id !== null)).size;
  const list = element("ul", "roster", ...roster(report, shown, jump));
  return [
    ...head,
    element(
      "p",
      "summary",
      text(
        "summary",
        counted("count_attributions", attributions.length),
        counted("count_sources", speakers),
        percent(summary.attributed),
      ),
    ),
    ...notice,
    ...notices(report, shown, jump),
    element("h2", "", text("heading_sources")),
    list,
  ];
}

let asked = 0;

/** Draws the state of the tab in front; a later call outruns an earlier one. */
async function refresh() {
  const turn = (asked += 1);
  const tab = await hearsayPlatform.activeTab();
  const answer =
    tab === undefined ? undefined : await hearsayPlatform.sendToTab(tab, { type: "state" }).catch(() => undefined);
  /** @type {PageState} */
  let page = { state: "off", report: null, shown: [] };
  if (isPageState(answer)) page = answer;
  // A page that takes no content script cannot say so itself; the toolbar button says it, until the tab goes elsewhere.
  else if (tab !== undefined && (await hearsayPlatform.title(tab)) === text("state_cannot_run"))
    page.state = "cannot-run";
  if (turn !== asked) return;
  main.replaceChildren(
    ...view(page, async (attribution) => {
      const done =
        tab !== undefined && (await hearsayPlatform.sendToTab(tab, { type: "show", attribution }).catch(() => false));
      return done === true;
    }),
  );
  main.dataset.state = page.state;
  main.setAttribute("aria-busy", String(page.state === "reading"));
}

for (const node of document.querySelectorAll("[data-text]"))
  node.textContent = text(node.getAttribute("data-text") ?? "");
document.documentElement.lang = hearsayPlatform.language();

hearsayPlatform.listen((message, { tab }) => {
  if (
    isRecord(message) &&
    ((message.type === "changed" && tab !== undefined) || (message.type === "refused" && isCount(message.tab)))
  )
    refresh();
  return undefined;
});
hearsayPlatform.onTabMoved(refresh);
refresh();
