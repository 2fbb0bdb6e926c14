// The card that says whose words these are. It stands in a closed shadow root on a host of its own, the only element that
// Hearsay adds to a page; what depends on the reader (which card, which emphasis) is drawn in there, where the page cannot
// look. It opens when the pointer rests on a mark, or when the reader steps there by keyboard; Esc closes it.
//
// On "she added" it says: Mara Lind, “she” … “added”; quoted word for word; a statement; the wording takes no side.

/**
 * @typedef {object} Card
 * @property {() => void} stop takes the host off the page
 * @property {(ranges: Range[]) => boolean} bring scrolls there and points it out; whether there is anything to see
 * @property {(attribution: number, rects: DOMRect[]) => void} open beside those lines
 */

var hearsayCard = (() => {
  const HOST = "hearsay-card";
  const REST_MS = 150;
  const LEAVE_MS = 300;
  const FLASH_MS = 1600;
  const GAP = 8;
  const { text } = hearsayPlatform;

  // Everything is relative to the reader's own colour scheme, not to the page's: the card is a sheet of its own.
  const STYLE = `
    /* Important, since only so a shadow tree's rules outrank the page's for its host. */
    :host {
      all: initial !important; display: block !important; position: fixed !important; inset: 0 auto auto 0 !important;
      width: 0 !important; height: 0 !important; overflow: visible !important; color-scheme: light dark !important;
    }
    .card {
      --ink: light-dark(#1d2524, #e8ecea); --soft: light-dark(#5b6664, #a3aeab); --sheet: light-dark(#fffefb, #202726);
      --line: light-dark(#d9dedb, #3b4543); --accent: light-dark(#0b6e69, #5cc4bb);
      position: fixed; inset: auto; box-sizing: border-box; width: max-content; min-width: 14rem; max-width: min(22rem, calc(100vw - 16px));
      max-height: calc(100vh - 16px); overflow: auto; margin: 0; padding: 14px 16px 13px;
      color: var(--ink); background: var(--sheet); border: 1px solid var(--line); border-radius: 8px;
      box-shadow: 0 1px 2px rgb(0 0 0 / 8%), 0 8px 24px rgb(0 0 0 / 14%);
      font: 400 14px/1.45 system-ui, -apple-system, "Segoe UI", sans-serif; text-align: start; overflow-wrap: anywhere;
    }
    .card[hidden], .flash[hidden] { display: none; }
    p { margin: 0; }
    .who { font-size: 16px; font-weight: 600; line-height: 1.3; }
    .how { margin-top: 3px; color: var(--soft); }
    .source { color: var(--ink); text-decoration: underline 2px var(--accent); text-underline-offset: 3px; }
    .cue { color: var(--ink); text-decoration: underline dotted 2px var(--accent); text-underline-offset: 3px; }
    .says { margin-top: 10px; padding-top: 10px; border-top: 1px solid var(--line); }
    .chain { margin-top: 6px; }
    .sure { margin-top: 6px; font-size: 12px; color: var(--soft); }
    .flash { position: fixed; inset: 0; pointer-events: none; }
    .flash i { position: fixed; border-radius: 3px; box-shadow: 0 0 0 2px light-dark(#0b6e69, #5cc4bb); animation: fade 1.6s ease-in forwards; }
    @keyframes fade { 60% { opacity: 1; } to { opacity: 0; } }
    @media (prefers-reduced-motion: reduce) { .flash i { animation: none; } }
    @media (forced-colors: active) {
      .card { border-color: CanvasText; } .flash i { box-shadow: none; outline: 2px solid Highlight; }
      .source, .cue { text-decoration-color: CanvasText; }
    }
    @media print { .card, .flash { display: none; } }
  `;

  /** Takes off a host that an earlier instance left. */
  const sweep = () => {
    for (const child of Array.from(hearsayReader.root(document)?.childNodes ?? [])) {
      if (child instanceof Element && child.localName === HOST) child.remove();
    }
  };

  /**
   * @param {string} tag
   * @param {string} className
   * @param {...(Node | string)} children
   */
  const element = (tag, className, ...children) => {
    const made = document.createElement(tag);
    made.className = className;
    made.append(...children);
    return made;
  };

  /** Words of the page, kept from reordering ours. @param {string} words @param {string} [className] */
  const quoted = (words, className = "") => {
    const bdi = element("bdi", className, words);
    bdi.dir = "auto";
    return bdi;
  };

  /** @param {number} confidence */
  const sureness = (confidence) =>
    text(confidence >= 0.8 ? "sure_high" : confidence >= 0.5 ? "sure_middle" : "sure_low");

  /**
   * @param {ArticleReport} report
   * @returns {(attribution: number) => Node[]} what the card says of it
   */
  const writer = (report) => {
    const words = hearsayMessages.reader(report.article.text);
    const byId = new Map(report.attributions.map((one) => [one.id, one]));
    const names = new Map(report.sources.map((source) => [source.id, source.name]));
    /** @param {Attribution} one */
    const speaker = (one) =>
      (one.speaker === null ? words(one.source) : names.get(one.speaker)) || text("speaker_unknown");

    return (attribution) => {
      const one = byId.get(attribution);
      if (!one) return [];
      const [source, cue] = [words(one.source), words(one.cue)];
      const how = [
        ...(source && source !== speaker(one) ? [quoted(source, "source")] : []),
        ...(cue ? [quoted(cue, "cue")] : []),
      ];
      /** @type {Node[]} */
      const chain = [];
      const seen = new Set([one.id]);
      for (let outer = byId.get(one.within ?? -1); outer && !seen.has(outer.id); outer = byId.get(outer.within ?? -1)) {
        seen.add(outer.id);
        chain.push(element("p", "chain", text("chain_before"), " ", quoted(speaker(outer))));
      }
      const says = [text(`form_${one.form}`), text(`act_${one.act}`), text(`stance_${one.stance}`)]
        .filter(Boolean)
        .join(" ");
      return [
        element("p", "who", quoted(speaker(one))),
        ...(how.length > 0
          ? [element("p", "how", ...how.flatMap((part, at) => (at > 0 ? [" … ", part] : [part])))]
          : []),
        element("div", "says", element("p", "", says), ...chain, element("p", "sure", sureness(one.confidence))),
      ];
    };
  };

  /**
   * Below the marked lines, else above, else beside; if the marks fill the window, in the corner that is farther away.
   * @param {HTMLElement} card
   * @param {DOMRect[]} rects
   */
  const place = (card, rects) => {
    const inView = rects.filter((r) => r.bottom > 0 && r.top < innerHeight && r.width > 0);
    const top = Math.min(...inView.map((r) => r.top));
    const bottom = Math.max(...inView.map((r) => r.bottom));
    const left = Math.min(...inView.map((r) => r.left));
    const right = Math.max(...inView.map((r) => r.right));
    const { offsetWidth: width, offsetHeight: height } = card;
    const within = (/** @type {number} */ x, /** @type {number} */ size, /** @type {number} */ room) =>
      Math.max(GAP, Math.min(x, room - size - GAP));
    const first = inView[0];
    let x = within(first ? first.left : GAP, width, innerWidth);
    let y = GAP;
    if (bottom + GAP + height <= innerHeight) y = bottom + GAP;
    else if (top - GAP - height >= 0) y = top - GAP - height;
    else {
      y = within(top, height, innerHeight);
      if (right + GAP + width <= innerWidth) x = right + GAP;
      else if (left - GAP - width >= 0) x = left - GAP - width;
      else y = innerHeight - bottom > top ? innerHeight - height - GAP : GAP;
    }
    card.style.left = `${Math.round(x)}px`;
    card.style.top = `${Math.round(y)}px`;
  };

  /**
   * @param {ArticleReport} report
   * @param {Painter} painter
   * @param {() => boolean} isOrphan
   * @param {(attribution: number) => void} selected hears of every card that opens
   * @returns {Card}
   */
  function start(report, painter, isOrphan, selected) {
    const write = writer(report);
    /** @type {{host: HTMLElement, card: HTMLElement, flash: HTMLElement} | null} */
    let view = null;
    let opened = -1;
    let byPointer = false;
    /** @type {DOMRect[]} */
    let marked = [];
    let resting = 0;
    let leaving = 0;
    let fading = 0;

    /** The host comes with the first card, so that a page whose marks are only looked at keeps its DOM. */
    const stage = () => {
      if (!view) {
        const host = document.createElement(HOST);
        host.popover = "manual";
        const root = host.attachShadow({ mode: "closed" });
        const sheet = new CSSStyleSheet();
        sheet.replaceSync(STYLE);
        root.adoptedStyleSheets = [sheet];
        const card = element("section", "card");
        card.setAttribute("role", "status");
        card.hidden = true;
        const flash = element("div", "flash");
        flash.setAttribute("aria-hidden", "true");
        root.append(card, flash);
        card.addEventListener("pointerenter", () => clearTimeout(leaving));
        view = { host, card, flash };
      }
      if (!view.host.isConnected) hearsayReader.root(document)?.append(view.host);
      // Into the top layer anew: what the page has put there meanwhile would cover it.
      if (view.host.matches(":popover-open")) view.host.hidePopover();
      view.host.showPopover();
      return view;
    };

    const close = () => {
      clearTimeout(leaving);
      opened = -1;
      if (view) view.card.hidden = true;
    };

    /** @param {number} attribution @param {DOMRect[]} rects @param {boolean} pointer */
    const open = (attribution, rects, pointer) => {
      const lines = write(attribution);
      if (lines.length === 0 || rects.length === 0) return;
      const { card } = stage();
      card.replaceChildren(...lines);
      card.hidden = false;
      place(card, rects);
      if (opened !== attribution) selected(attribution);
      opened = attribution;
      byPointer = pointer;
      marked = rects;
    };

    /** @param {PointerEvent} event */
    const moved = (event) => {
      if (!event.isTrusted || event.pointerType !== "mouse" || event.buttons > 0) return;
      clearTimeout(resting);
      const { clientX: x, clientY: y } = event;
      if (view && event.target === view.host) return;
      const onMark = marked.some((r) => x >= r.left && x <= r.right && y >= r.top && y <= r.bottom);
      if (opened >= 0 && byPointer && !onMark) {
        clearTimeout(leaving);
        leaving = window.setTimeout(close, LEAVE_MS);
      }
      resting = window.setTimeout(() => {
        if (isOrphan()) return;
        const hit = painter.at(x, y);
        if (!hit) return;
        clearTimeout(leaving);
        if (hit.mark.attribution !== opened) open(hit.mark.attribution, hit.rects, true);
      }, REST_MS);
    };

    /** @param {KeyboardEvent} event */
    const pressed = (event) => {
      if (!event.isTrusted || event.key !== "Escape" || opened < 0 || isOrphan()) return;
      event.stopImmediatePropagation();
      event.preventDefault();
      close();
    };

    const scrolled = () => {
      clearTimeout(resting);
      if (opened >= 0 && performance.now() > settled) close();
    };
    /** Our own scrolling ends with a scroll event too. */
    let settled = 0;

    const stopping = new AbortController();
    const options = { capture: true, passive: true, signal: stopping.signal };
    document.addEventListener("pointermove", moved, options);
    window.addEventListener("keydown", pressed, { capture: true, signal: stopping.signal });
    window.addEventListener("scroll", scrolled, options);
    window.addEventListener("resize", close, options);

    return {
      stop: () => {
        stopping.abort();
        for (const timer of [resting, leaving, fading]) clearTimeout(timer);
        view?.host.remove();
        view = null;
      },

      open: (attribution, rects) => open(attribution, rects, false),

      bring: (ranges) => {
        const first = ranges.find((range) => range.getClientRects().length > 0);
        if (!first) return false;
        close();
        settled = performance.now() + 300;
        const line = () => /** @type {DOMRect} */ (first.getClientRects()[0]);
        const isSeen = () => line().top >= innerHeight * 0.1 && line().bottom <= innerHeight * 0.8;
        const parent = first.startContainer.parentElement;
        if (!isSeen() && parent) {
          Element.prototype.scrollIntoView.call(parent, { block: "center", behavior: "instant" });
          // A paragraph can be longer than the window.
          if (!isSeen()) scrollBy({ top: line().top - innerHeight / 3, behavior: "instant" });
        }
        const { flash } = stage();
        flash.replaceChildren(
          ...ranges.flatMap((range) =>
            Array.from(range.getClientRects()).map(({ left, top, width, height }) => {
              const line = element("i", "");
              Object.assign(line.style, {
                left: `${left - 2}px`,
                top: `${top - 1}px`,
                width: `${width + 4}px`,
                height: `${height + 2}px`,
              });
              return line;
            }),
          ),
        );
        clearTimeout(fading);
        fading = window.setTimeout(() => flash.replaceChildren(), FLASH_MS);
        return true;
      },
    };
  }

  return { start, sweep };
})();
