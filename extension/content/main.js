// One press, one page: read, ask the core, paint; the second press takes every trace away. Of a long article the core gives
// the beginning first, and that is painted while the rest is read. When the page changes it is read again, and asked about
// again where its words are others. The page's result lives here and nowhere else, so no other tab or document can be
// shown it.
//
// Injected again (a reload of the extension, a press while the first was at work) it sweeps up after the one before.

/** @type {{stop: () => void} | undefined} */
var hearsayMain = (() => {
  hearsayMain?.stop();
  hearsayPainter.sweep();
  hearsayLayer.sweep();

  const { isRecord, isCount, isShare, isList, unpacked, isAnswer } = hearsayMessages;
  const PROSE = ["text/html", "application/xhtml+xml", "text/plain"];
  /** Fewer new characters than this are hardly a paragraph: a clock, a count of readers. */
  const LITTLE = 100;
  /** A page whose little changes bring nothing new is asked about ever more seldom. */
  const DULL_MS = 1000;
  const DULLEST_MS = 60_000;
  /** The core is given at most a quarter of the time. */
  const REST = 3;
  /** Places in which marks can be seen. */
  const MAX_STYLED = 50;
  /** Marks that the page has taken off are put back so often in so long. */
  const RESTORED_TIMES = 3;
  const RESTORED_MS = 10_000;

  /** @type {State} */
  let state = "reading";
  /** @type {Refusal | null} */
  let refusal = null;
  /** What is drawn, and on which reading. @type {Extract<Answer, {state: 'report'}> | null} */
  let answered = null;
  /** @type {Reading | null} */
  let ground = null;
  let progress = 0;
  /** Tells one report of one page from another. */
  let drawn = 0;
  /** Counts what is drawn and taken off, since a later drawing outruns an earlier. */
  let drawing = 0;
  /** What the core was asked about last. @type {Reading | null} */
  let reading = null;
  /** @type {Painter | null} */
  let painter = null;
  /** @type {Card | null} */
  let card = null;
  /** @type {Layer | null} */
  let layer = null;
  /** @type {Margin | null} */
  let margin = null;
  let settings = hearsaySettings.DEFAULTS;
  /** How the report's marks are drawn. @type {Look | null} */
  let look = null;
  /** The claims that the panel leaves, where it leaves some out. @type {Set<number> | null} */
  let kept = null;
  /** @type {Watcher | null} */
  let watcher = null;
  /** The attribution that the reader stepped to last. */
  let current = -1;
  /** Names the request under way: an early answer to another one, of a script that was switched off meanwhile, is dropped. */
  let request = -1;
  /** When the core may be asked about little, and when at all. */
  let rest = { dull: 0, little: 0, any: 0 };
  /** @type {number[]} */
  let restored = [];
  /** Where marks can be seen. @type {Map<string, string[]>} */
  const styled = new Map();
  const stopping = new AbortController();

  const report = () => answered?.report ?? null;
  const isOff = () => state === "off";

  function stop() {
    state = "off";
    unlisten();
    unheed();
    watcher?.stop();
    stopping.abort();
    clear();
    reading = null;
  }

  function clear() {
    drawing += 1;
    margin?.stop();
    card?.stop();
    painter?.stop();
    layer?.remove();
    answered = ground = look = kept = painter = card = layer = margin = null;
  }

  /** After a reload of the extension this script is an orphan, and a newer one may be at work: then leave, silently. */
  const isOrphan = () => {
    if (isOff()) return true;
    if (hearsayPlatform.alive() && painter?.whose() !== "taken") return false;
    stop();
    return true;
  };

  const announce = () => {
    if (!hearsayPlatform.alive()) return stop();
    hearsayPlatform.send({ type: "changed", state, sources: report()?.sources.length ?? 0 }).catch(() => {});
  };

  const leave = () => {
    stop();
    if (hearsayPlatform.alive()) hearsayPlatform.send({ type: "strip", places: [...styled.values()] }).catch(() => {});
    announce();
  };

  /** One after the other and a turn for the page in between, since the browser styles all that stands there anew. @param {string[][]} places */
  const style = async (places) => {
    for (const place of places) {
      const key = place.join(" ");
      if (styled.has(key) || styled.size >= MAX_STYLED || !hearsayPlatform.alive()) continue;
      styled.set(key, place);
      if ((await hearsayPlatform.send({ type: "style", place }).catch(() => false)) !== true) styled.delete(key);
      await hearsayReader.pause();
    }
  };

  /** @param {Range[]} ranges */
  const rectsOf = (ranges) => ranges.flatMap((range) => Array.from(range.getClientRects()));

  /** @param {number} attribution @param {boolean} withCard */
  const show = (attribution, withCard) => {
    const ranges = painter?.ranges(attribution) ?? [];
    const shown = card?.bring(ranges) ?? false;
    if (!shown) return false;
    current = attribution;
    if (withCard) card?.open({ attribution, claim: null }, rectsOf(ranges));
    return true;
  };

  /** @param {number} claim @param {DOMRect[]} rects */
  const openClaim = (claim, rects) => {
    const attribution = report()?.claims?.find(({ id }) => id === claim)?.attribution ?? null;
    card?.open({ attribution, claim }, rects);
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
    if (message.type === "state") return { state, refusal, report: answered?.json ?? null, shown: painter?.shown() ?? [], progress, drawn, origin: location.origin };
    if (message.type === "early" && message.reading === request) {
      const answer = unpacked(message.answer);
      // It may come a second time, where a first attempt failed, or too late.
      if (isAnswer(answer) && answer.state === "report" && state === "reading" && reading && !answered) draw(reading, answer);
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
      const { claims } = message;
      kept = isList(claims, isCount) ? new Set(/** @type {number[]} */ (claims)) : null;
      margin?.limit(kept);
      return true;
    }
    if (message.type === "show" && isCount(message.attribution)) return show(message.attribution, false);
    if (message.type === "show-claim" && isCount(message.claim)) {
      const ranges = painter?.claimRanges(message.claim) ?? [];
      if (!card?.bring(ranges)) return false;
      openClaim(message.claim, rectsOf(ranges));
      return true;
    }
    if (message.type === "step" && (message.by === 1 || message.by === -1)) {
      step(message.by);
      return true;
    }
    if (message.type === "toggle") {
      leave();
      return true;
    }
    return undefined;
  });

  /** Whether two reports are of the same article, and of as much of it. @param {ArticleReport | undefined} one @param {ArticleReport} other */
  const isSame = (one, other) =>
    one?.attributions.length === other.attributions.length &&
    one.claims?.length === other.claims?.length &&
    one.article.text === other.article.text &&
    one.article.title === other.article.title &&
    one.article.url === other.article.url;

  /** @param {Reading} found @param {Extract<Answer, {state: 'report'}>} answer @returns {Promise<boolean>} whether it says anything new */
  async function draw(found, answer) {
    const turn = (drawing += 1);
    await hearsayReader.pause();
    if (turn !== drawing) return false;
    // The card stays open where it would say what it says.
    const isNews = !isSame(answered?.report, answer.report);
    answered = answer;
    ground = found;
    painter ??= hearsayPainter.start(style);
    if (isNews || !look) {
      look = hearsayLook.of(settings, answer.report, found, answer.marks);
      [drawn = 0] = crypto.getRandomValues(new Uint32Array(1));
      margin?.stop();
      margin = kept = null;
      card?.stop();
      layer?.remove();
      layer = hearsayLayer.start();
      layer.attach();
      card = hearsayCard.start(answer.report, painter, layer, {
        isOrphan,
        selected: (subject) => {
          if (subject.attribution !== null) current = subject.attribution;
          if (hearsayPlatform.alive()) hearsayPlatform.send({ type: "selected", subject }).catch(() => {});
        },
        hide: ({ attribution }) => {
          if (attribution !== null) painter?.hide(attribution);
          announce();
        },
        lookups: (words) => hearsaySettings.lookups(settings, words, hearsayPlatform.language()),
      });
    }
    await painter.draw(found, answer.marks, look);
    if (turn !== drawing) return isNews;
    if (margin) margin.settle();
    else number();
    return isNews;
  }

  /** Puts the claims' numbers beside their lines. */
  function number() {
    const [painted, over, of] = [painter, layer, report()];
    margin?.stop();
    margin = null;
    if (!painted || !over || !of) return;
    margin = hearsayMargin.start(
      hearsayLook.markers(settings, of),
      over,
      ({ id }) => painted.claimRanges(id),
      ({ id }, rects) => openClaim(id, rects),
    );
    margin.limit(kept);
  }

  /** Draws what is drawn as the reader wants it now. */
  const restyle = () => {
    if (!painter || !answered || !ground || isOrphan()) return;
    look = hearsayLook.of(settings, answered.report, ground, answered.marks);
    painter.restyle(look);
    number();
  };

  const isUnwanted = () => settings.sites[location.origin] === "never";
  const abstain = () => {
    watcher?.stop();
    clear();
    reading = null;
    state = "never";
    announce();
  };

  const unheed = hearsayPlatform.onSettings(async () => {
    const before = settings;
    settings = await hearsayPlatform.settings();
    if (isOrphan()) return;
    if (isUnwanted()) return state === "never" || abstain();
    if (state === "never") return leave();
    if (settings.palette !== before.palette) hearsayPlatform.send({ type: "recolour", places: [...styled.values()] }).catch(() => {});
    restyle();
    // The button speaks the reader's language too.
    announce();
  });
  matchMedia("(forced-colors: active)").addEventListener("change", restyle, { signal: stopping.signal });

  /**
   * How many characters of `after` are not in `before`, or the other way round; endless where they only stand elsewhere.
   * @param {Reading} before @param {Reading} after
   */
  const difference = ({ snapshot: { texts: one } }, { snapshot: { texts: other } }) => {
    const shorter = Math.min(one.length, other.length);
    let first = 0;
    while (first < shorter && one[first]?.[1] === other[first]?.[1]) first += 1;
    let last = 0;
    while (last < shorter - first && one.at(-1 - last)?.[1] === other.at(-1 - last)?.[1]) last += 1;
    if (first + last === one.length && first + last === other.length) return 0;
    /** @type {Map<string, number>} */
    const counts = new Map();
    const count = (/** @type {Snapshot['texts']} */ texts, /** @type {number} */ by) =>
      texts.slice(first, texts.length - last).forEach(([, data]) => counts.set(data, (counts.get(data) ?? 0) + by));
    count(one, -1);
    count(other, 1);
    return [...counts].reduce((sum, [data, n]) => sum + Math.abs(n) * data.length, 0) || Infinity;
  };

  /** Reads the page, and has it analysed and marked where it is not as it was. */
  async function visit() {
    if (isOrphan()) return { spent: 0 };
    const [found, chosen] = await Promise.all([hearsayReader.pause().then(hearsayReader.read), reading ? settings : hearsayPlatform.settings()]);
    settings = chosen;
    if (isOff()) return { spent: 0 };
    if (isUnwanted()) {
      abstain();
      return { spent: found.spent };
    }
    const isElsewhere = reading?.snapshot.url !== found.snapshot.url;
    const changed = !reading || isElsewhere ? Infinity : difference(reading, found);
    if (reading && changed === 0) {
      // Where the same words stand in other nodes, the page has built itself anew.
      if (answered && reading.nodes.some((node, at) => node !== found.nodes[at])) await draw(found, answered);
      reading = found;
      watcher?.include(found.roots);
      return { spent: found.spent };
    }
    const wait = (changed < LITTLE ? rest.little : rest.any) - performance.now();
    if (wait > 0 && !isElsewhere) return { spent: found.spent, again: wait };
    return { spent: found.spent + (await analyze(found)) };
  }

  /** @param {Reading} found @returns {Promise<number>} milliseconds of the page's thread that the asking took */
  async function analyze(found) {
    reading = found;
    watcher?.include(found.roots);
    const began = performance.now();
    request = /** @type {number} */ (crypto.getRandomValues(new Uint32Array(1))[0]);
    const { answer, spent } = await hearsayAsker.ask(found.snapshot, request);
    const now = performance.now();
    if (isOrphan() || state === "never") return spent;
    if (hearsayReader.address() !== found.snapshot.url) {
      // The page went elsewhere meanwhile: what was found is of another one.
      reading = null;
      watcher?.stir();
      return spent;
    }
    const before = `${state} ${refusal?.reason}`;
    const differs = answer.state === "report" && (await draw(found, answer));
    if (isOff()) return spent;
    if (answer.state !== "report") clear();
    state = answer.state === "refused" ? "not-an-article" : answer.state;
    refusal = answer.state === "refused" ? { reason: answer.reason, language: answer.language } : null;
    const isNews = differs || `${state} ${refusal?.reason}` !== before;
    const dull = isNews ? 0 : Math.min(Math.max(rest.dull * 2, DULL_MS), DULLEST_MS);
    rest = { dull, any: now + (now - began) * REST, little: now + Math.max(dull, (now - began) * REST) };
    if (isNews) announce();
    return spent;
  }

  const pulse = () => {
    if (isOrphan()) return;
    if (painter?.whose() === "nobody") {
      const now = performance.now();
      restored = [...restored.filter((time) => now - time < RESTORED_MS), now];
      // A page that keeps taking the marks off shall have its way.
      if (restored.length > RESTORED_TIMES) return leave();
      painter.put();
    }
    if (reading && hearsayReader.address() !== reading.snapshot.url) watcher?.stir();
  };

  document.addEventListener(
    "visibilitychange",
    () => (document.hidden ? painter?.sleep() : painter?.wake()),
    { signal: stopping.signal },
  );
  // The browser undressed the toolbar button when the reader left; the marks came back with the page.
  addEventListener("pageshow", (event) => event.persisted && !isOrphan() && announce(), { signal: stopping.signal });

  /** @type {Watching} */
  const watching = {
    look: () =>
      visit().catch(() => {
        if (isOrphan()) return { spent: 0 };
        clear();
        reading = null;
        state = "failed";
        announce();
        return { spent: 0 };
      }),
    pulse,
  };
  if (PROSE.includes(hearsayReader.contentType(document))) watcher = hearsayWatcher.start(watching);
  else state = "cannot-run";
  announce();
  return { stop };
})();
