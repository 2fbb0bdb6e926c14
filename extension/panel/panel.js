// The panel: who speaks in the article of the tab in front, how much, and what. It keeps no result: it asks the page's own
// content script, so it cannot show one tab's result for another.

import { button, element, fill, percent, quoted } from "../element.js";
import { headline, reportView } from "./view.js";

const { text } = hearsayPlatform;
const { isRecord, unpacked, isPageState, isCount, isSubject } = hearsayMessages;

const main = /** @type {HTMLElement} */ (document.getElementById("main"));
const news = /** @type {HTMLElement} */ (document.getElementById("news"));

/** Where the reader may have a text all the same, and can paste it. */
const REFUSED = ["not_an_article", "cannot_run", "off"];

/** What the panel shows: which tab, which report of it, and the view of that. */
let tab = /** @type {number | undefined} */ (undefined);
let drawn = 0;
let view = /** @type {import("./view.js").ReportView | null} */ (null);
let asked = 0;

/** @param {object} message */
const toPage = (message) =>
  tab === undefined ? Promise.resolve(undefined) : hearsayPlatform.sendToTab(tab, message).catch(() => undefined);

/** @param {string} words */
const say = (words) => {
  news.textContent = words;
};

/** @type {import("./view.js").Deeds} */
const deeds = {
  jump: async (attribution) => (await toPage({ type: "show", attribution })) === true,
  jumpToClaim: async (claim) => (await toPage({ type: "show-claim", claim })) === true,
  filter: (attributions, claims) => void toPage({ type: "filter", attributions, claims }),
  say,
};

/** Why the page is not analysed. @param {Refusal} refusal */
const why = ({ reason, language }) => {
  const names = new Intl.DisplayNames(hearsayPlatform.language(), { type: "language" });
  return text(`refusal_${reason}`, language === null ? "" : (names.of(language) ?? language));
};

/** @param {string} state @param {Refusal | null} refusal @returns {HTMLElement[]} */
const plain = (state, refusal) => {
  const hint = refusal ? why(refusal) : text(`hint_${state}`);
  const paste = button("link", text("paste_link"), () => hearsayPlatform.openPage("paste/paste.html"));
  return [
    element("p", "state", text(`state_${state}`)),
    ...(hint ? [element("p", "hint", hint)] : []),
    ...(REFUSED.includes(state) ? [element("p", "hint", paste)] : []),
  ];
};

/** @param {PageState} page @returns {HTMLElement[]} */
function waiting({ report, progress }) {
  const bar = element("progress", "");
  bar.setAttribute("aria-label", text("state_reading"));
  if (progress > 0) bar.value = progress;
  const title = report?.article.title ? [element("h1", "", quoted(report.article.title))] : [];
  const words = progress > 0 ? `${text("state_reading")} ${percent(progress)}` : text("state_reading");
  return [...title, element("p", "state", words), bar];
}

/** The offer to start by itself here from now on, or no longer. @param {string} origin @returns {Promise<HTMLElement[]>} */
async function siteChoice(origin) {
  const { sites } = await hearsayPlatform.settings();
  if (!hearsaySettings.isOrigin(origin) || sites[origin] === "never") return [];
  const note = element("span", "", sites[origin] ? text("site_starts") : "");
  /** @param {Settings["sites"]} sites */
  const keep = async (sites) => {
    const now = await hearsayPlatform.settings();
    const isKept = await hearsayPlatform.keep({ ...now, sites });
    say((note.textContent = text(isKept ? "options_kept" : "options_not_kept")));
  };
  const start = button("link", text("site_start"), async () => {
    // The browser wants this to be the first thing that a press does.
    if (!(await hearsayPlatform.ask(origin))) return say((note.textContent = text("site_refused")));
    await keep({ ...sites, [origin]: "always" });
  });
  const end = button("link", text("site_end"), async () => {
    const { [origin]: _, ...others } = sites;
    await keep(others);
    await hearsayPlatform.forgo(origin);
  });
  return [element("p", "site", note, " ", sites[origin] ? end : start)];
}

/** @param {PageState} page */
async function show(page) {
  const { state, report, shown } = page;
  const before = main.dataset.state;
  main.dataset.state = state;
  main.setAttribute("aria-busy", String(state === "reading"));
  if (state === "report" && report && report.attributions.length > 0) {
    if (view && page.drawn === drawn) return view.follow(shown);
    drawn = page.drawn;
    view = reportView(report, shown, deeds);
    main.replaceChildren(...view.nodes, ...(await siteChoice(page.origin)));
    scrollTo(0, 0);
    // For whoever measures what a reader waits for.
    performance.mark("hearsay-shown");
    return say(headline(report));
  }
  view = null;
  if (state === "reading") return main.replaceChildren(...waiting(page));
  const title = report?.article.title ? [element("h1", "", quoted(report.article.title))] : [];
  const name = state === "report" ? "nothing" : state.replaceAll("-", "_");
  main.replaceChildren(...title, ...plain(name, page.refusal));
  if (before !== state) say(text(`state_${name}`));
}

/** Draws the state of the tab in front; a later call outruns an earlier one. */
async function refresh() {
  const turn = (asked += 1);
  const front = await hearsayPlatform.activeTab();
  const answer =
    front === undefined ? undefined : unpacked(await hearsayPlatform.sendToTab(front, { type: "state" }).catch(() => undefined));
  /** @type {PageState} */
  let page = { state: "off", refusal: null, report: null, shown: [], progress: 0, drawn: 0, origin: "" };
  if (isPageState(answer)) page = answer;
  // A page that takes no content script cannot say so itself; the toolbar button says it, until the tab goes elsewhere.
  else if (front !== undefined && (await hearsayPlatform.title(front)) === text("state_cannot_run"))
    page.state = "cannot-run";
  if (turn !== asked) return;
  if (front !== tab) {
    // A page that is looked at without this panel shows all of its marks.
    if (view) deeds.filter(null, null);
    tab = front;
    view = null;
  }
  show(page);
}

await hearsayPlatform.settings();
fill();
document.getElementById("options")?.addEventListener("click", () => hearsayPlatform.openOptions());

hearsayPlatform.listen((message, sender) => {
  if (!isRecord(message)) return undefined;
  if (
    (message.type === "changed" && sender.tab !== undefined) ||
    (message.type === "refused" && isCount(message.tab))
  )
    refresh();
  if (message.type === "selected" && sender.tab === tab && isSubject(message.subject)) view?.select(message.subject);
  return undefined;
});
hearsayPlatform.onTabMoved(refresh);
hearsayPlatform.onSettings(async () => {
  await hearsayPlatform.settings();
  fill();
  // It is drawn anew, and then leaves nothing out.
  if (view) deeds.filter(null, null);
  view = null;
  main.dataset.state = "";
  refresh();
});
addEventListener("pagehide", () => view && deeds.filter(null, null));
refresh();
