// One press, one page: read, ask the core, paint; the second press takes every trace away. Of a long article the core gives
// the beginning first, and that is painted while the rest is read. The page's result lives here and nowhere else, so no other
// tab or document can be shown it.
//
// Injected again (a reload of the extension, a press while the first was at work) it sweeps up after the one before.

/** @type {{stop: () => void} | undefined} */
var hearsayMain = (() => {
  hearsayMain?.stop();
  hearsayPainter.sweep();
  hearsayLayer.sweep();

  const { isRecord, isCount, isShare, isList, isAnswer } = hearsayMessages;
  const PROSE = ["text/html", "application/xhtml+xml", "text/plain"];

  /** @type {State} */
  let state = "reading";
  /** @type {Refusal | null} */
  let refusal = null;
  /** @type {ArticleReport | null} */
  let report = null;
  /** @type {Painter | null} */
  let painter = null;
  /** @type {Card | null} */
  let card = null;
  /** @type {Layer | null} */
  let layer = null;
  /** @type {Margin | null} */
  let margin = null;
  let settings = hearsaySettings.DEFAULTS;
  /** The attribution that the reader stepped to last. */
  let current = -1;
  /** @type {Reading | null} */
  let reading = null;
  let progress = 0;
  /** Tells one report of one page from another. */
  let drawn = 0;
  /** Names this script's request: an early answer to one that was switched off meanwhile is of another reading. */
  const [request] = crypto.getRandomValues(new Uint32Array(1));

  function stop() {
    state = "off";
    unlisten();
    removeEventListener("pageshow", restored);
    clear();
    reading = null;
  }

  function clear() {
    margin?.stop();
    card?.stop();
    painter?.stop();
    layer?.remove();
    report = painter = card = layer = margin = null;
  }

  /** After a reload of the extension this script is an orphan, and a newer one may be at work: then leave, silently. */
  const isOrphan = () => {
    if (state === "off") return true;
    if (hearsayPlatform.alive() && (painter?.isIntact() ?? true)) return false;
    stop();
    return true;
  };

  const announce = () => {
    if (!hearsayPlatform.alive()) return stop();
    hearsayPlatform.send({ type: "changed", state, sources: report?.sources.length ?? 0 }).catch(() => {});
  };

  /** The browser undressed the toolbar button when the reader left; the marks came back with the page. */
  const restored = (/** @type {PageTransitionEvent} */ event) => {
    if (event.persisted && !isOrphan()) announce();
  };

  /** @param {number} attribution @param {boolean} withCard */
  const show = (attribution, withCard) => {
    const ranges = painter?.ranges(attribution) ?? [];
    const shown = card?.bring(ranges) ?? false;
    if (!shown) return false;
    current = attribution;
    if (withCard)
      card?.open(
        { attribution, claim: null },
        ranges.flatMap((range) => Array.from(range.getClientRects())),
      );
    return true;
  };

  /** @param {number} by */
  const step = (by) => {
    const shown = painter?.drawn() ?? [];
    const at = shown.indexOf(current);
    const next = at < 0 ? (by > 0 ? 0 : shown.length - 1) : (at + by + shown.length) % shown.length;
    for (let tried = 0, i = next; tried < shown.length; tried += 1, i = (i + by + shown.length) % shown.length) {
      if (show(/** @type {number} */ (shown[i]), true)) return;
    }
  };

  const unlisten = hearsayPlatform.listen((message) => {
    if (!isRecord(message) || isOrphan()) return undefined;
    if (message.type === "state") return { state, refusal, report, shown: painter?.shown() ?? [], progress, drawn };
    if (message.type === "early" && message.reading === request && isAnswer(message.answer)) {
      // It may come a second time, where a first attempt failed, or too late.
      if (state === "reading" && report === null && message.answer.state === "report") draw(message.answer);
      return true;
    }
    if (message.type === "progress" && message.reading === request && isShare(message.share)) {
      progress = message.share;
      if (state === "reading") announce();
      return true;
    }
    if (message.type === "filter" && (message.attributions === null || isList(message.attributions, isCount))) {
      const { attributions } = /** @type {{attributions: number[] | null}} */ (/** @type {unknown} */ (message));
      painter?.limit(attributions && new Set(attributions));
      return true;
    }
    if (message.type === "show" && isCount(message.attribution)) return show(message.attribution, false);
    if (message.type === "step" && (message.by === 1 || message.by === -1)) {
      step(message.by);
      return true;
    }
    if (message.type === "toggle") {
      stop();
      announce();
      return true;
    }
    return undefined;
  });
  addEventListener("pageshow", restored);

  /** @param {Snapshot} snapshot */
  const ask = (snapshot) => hearsayPlatform.send({ type: "analyze", reading: request, snapshot });

  /** How the marks are to look, by what the reader chose and the page allows. @param {ArticleReport} report @param {Reading} reading @param {Marks} marks @returns {Look} */
  function look(report, reading, marks) {
    const { parts, style, sure } = settings;
    const isLines = style !== "margin";
    const byId = new Map(report.attributions.map((one) => [one.id, one]));
    /** @type {Map<number | null, boolean>} */
    const open = new Map();
    for (const { attribution, certainty } of report.claims ?? [])
      open.set(attribution, (open.get(attribution) ?? true) && (certainty === "possible" || certainty === "open"));
    const ground = reading.nodes[marks[3] ?? -1]?.parentElement;
    return {
      parts: [isLines && parts.source, isLines && parts.cue, isLines && parts.content],
      tint: style === "tint" && ground != null && hearsayGround.bearsTint(ground),
      tone: (attribution) => {
        const one = byId.get(attribution);
        return one && one.confidence >= sure ? { stance: one.stance, open: open.get(attribution) ?? false } : null;
      },
    };
  }

  /** @param {Extract<Answer, {state: 'report'}>} answer */
  function draw(answer) {
    if (!reading) return;
    report = answer.report;
    [drawn = 0] = crypto.getRandomValues(new Uint32Array(1));
    painter = hearsayPainter.paint(reading, answer.marks, look(report, reading, answer.marks));
    layer = hearsayLayer.start();
    card = hearsayCard.start(report, painter, layer, {
      isOrphan,
      selected: (attribution) => {
        current = attribution;
        if (hearsayPlatform.alive()) hearsayPlatform.send({ type: "selected", attribution }).catch(() => {});
      },
      hide: ({ attribution }) => {
        if (attribution !== null) painter?.hide(attribution);
        announce();
      },
      lookups: (words) => hearsaySettings.lookups(settings, words, hearsayPlatform.language()),
    });
  }

  async function start() {
    if (!PROSE.includes(hearsayReader.contentType(document))) {
      state = "cannot-run";
      return announce();
    }
    announce();
    [settings, reading] = await Promise.all([hearsayPlatform.settings(), hearsayReader.read()]);
    if (isOrphan()) return;
    const { snapshot } = reading;
    // The browser may end the background in the middle of its work; the next message wakes a new one.
    const answer = await ask(snapshot)
      .catch(() => ask(snapshot))
      .catch(() => null);
    if (isOrphan()) return;
    clear();
    if (!isAnswer(answer) || answer.state === "failed") state = "failed";
    else if (answer.state === "refused") {
      state = "not-an-article";
      refusal = { reason: answer.reason, language: answer.language };
    } else {
      state = "report";
      draw(answer);
    }
    announce();
  }

  start().catch(() => {
    if (isOrphan()) return;
    state = "failed";
    announce();
  });

  return { stop };
})();
