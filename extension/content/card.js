// The card that says whose words these are. It opens when the pointer rests on a mark, when a mark is tapped, or when the
// reader steps there by keyboard; the Tab key then goes into it, Esc closes it. It never covers the lines that it explains,
// and stays while the pointer or the focus is in it (WCAG 1.4.13).

/**
 * @typedef {object} Card
 * @property {() => void} stop
 * @property {(ranges: Range[]) => boolean} bring scrolls there and points it out; whether there is anything to see
 * @property {(subject: Subject, rects: DOMRect[]) => void} open beside those lines
 *
 * What the card asks of the page's script.
 * @typedef {object} Deeds
 * @property {() => boolean} isOrphan
 * @property {(subject: Subject) => void} selected hears of everything that a card opens for
 * @property {(subject: Subject) => void} hide takes the mark off the page
 * @property {(words: string) => {name: string, address: string}[]} lookups
 */

var hearsayCard = (() => {
  const REST_MS = 150;
  const LEAVE_MS = 300;
  const FLASH_MS = 1600;
  const GAP = 8;
  /** In less of it nobody finds the way. */
  const LEAST_HEIGHT = 120;
  const { text } = hearsayPlatform;
  const { element } = hearsayAccount;

  /**
   * Below the marked lines, else above, else beside, else where there is more room, in which it then scrolls; if the marks fill
   * the window, in the corner that is farther away.
   * @param {HTMLElement} card
   * @param {DOMRect[]} rects
   */
  const place = (card, rects) => {
    const inView = rects.filter((r) => r.bottom > 0 && r.top < innerHeight && r.width > 0);
    const top = Math.min(...inView.map((r) => r.top));
    const bottom = Math.max(...inView.map((r) => r.bottom));
    const left = Math.min(...inView.map((r) => r.left));
    const right = Math.max(...inView.map((r) => r.right));
    card.style.maxHeight = "";
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
      else {
        const room = Math.max(innerHeight - bottom, top) - 2 * GAP;
        const isBelow = innerHeight - bottom > top;
        if (room >= LEAST_HEIGHT) card.style.maxHeight = `${room}px`;
        y = isBelow ? innerHeight - card.offsetHeight - GAP : GAP;
      }
    }
    card.style.left = `${Math.round(x)}px`;
    card.style.top = `${Math.round(y)}px`;
  };

  /**
   * Some pages have no clipboard, for want of a secure address or by their policy; there the browser's own command is asked.
   * @param {string} words
   * @returns {Promise<boolean>}
   */
  const copy = async (words) => {
    try {
      await navigator.clipboard.writeText(words);
      return true;
    } catch {
      const write = (/** @type {ClipboardEvent} */ event) => {
        event.stopImmediatePropagation();
        event.preventDefault();
        event.clipboardData?.setData("text/plain", words);
      };
      addEventListener("copy", write, { capture: true });
      const done = document.execCommand("copy");
      removeEventListener("copy", write, { capture: true });
      return done;
    }
  };

  /**
   * @param {ArticleReport} report
   * @param {Painter} painter
   * @param {Layer} layer
   * @param {Deeds} deeds
   * @returns {Card}
   */
  function start(report, painter, layer, { isOrphan, selected, hide, lookups }) {
    const write = hearsayAccount.writer(report);
    /** @type {{card: HTMLElement, flash: HTMLElement, news: HTMLElement} | null} */
    let view = null;
    /** @type {Subject | null} */
    let opened = null;
    let byPointer = false;
    /** @type {DOMRect[]} */
    let marked = [];
    /** @type {Element | null} */
    let before = null;
    let [resting, leaving, fading] = [0, 0, 0];
    /** Our own scrolling ends with a scroll event too. */
    let settled = 0;

    /** It comes with the first card, so that a page whose marks are only looked at keeps its DOM. */
    const stage = () => {
      if (!view) {
        const card = element("section", "card");
        card.setAttribute("role", "dialog");
        card.popover = "manual";
        card.tabIndex = -1;
        card.lang = hearsayPlatform.language();
        card.dir = text("direction");
        const flash = element("div", "flash");
        flash.setAttribute("aria-hidden", "true");
        const news = element("p", "unseen");
        news.setAttribute("role", "status");
        layer.root.append(card, flash, news);
        card.addEventListener("pointerenter", () => clearTimeout(leaving));
        card.addEventListener("keydown", leaveByTab);
        view = { card, flash, news };
      }
      layer.attach();
      return view;
    };

    const hasFocus = () => view !== null && view.card.contains(layer.root.activeElement);

    const close = () => {
      clearTimeout(leaving);
      if (hasFocus()) {
        if (before instanceof HTMLElement && before !== document.body) before.focus({ preventScroll: true });
        else /** @type {HTMLElement | null} */ (layer.root.activeElement)?.blur();
      }
      opened = null;
      if (view?.card.matches(":popover-open")) view.card.hidePopover();
      view?.card.replaceChildren();
      view?.news.replaceChildren();
    };

    /** @param {KeyboardEvent} event the Tab key behind the last action or before the first goes back to the page */
    const leaveByTab = (event) => {
      if (event.key !== "Tab") return;
      const stops = Array.from(view?.card.querySelectorAll("a, button") ?? []);
      const edge = event.shiftKey ? stops[0] : stops.at(-1);
      if (layer.root.activeElement !== edge && layer.root.activeElement !== view?.card) return;
      if (layer.root.activeElement === view?.card && !event.shiftKey) return;
      event.preventDefault();
      close();
    };

    /** @param {Account} account @param {Subject} subject */
    const actions = (account, subject) => {
      const bar = element("div", "actions");
      /** @param {string} label @param {() => unknown} act */
      const add = (label, act) => {
        const made = document.createElement("button");
        made.type = "button";
        made.textContent = label;
        made.addEventListener("click", (event) => void (event.isTrusted && act()));
        bar.append(made);
        return made;
      };
      /** @param {string} label @param {string} words */
      const copying = (label, words) => {
        const made = add(label, async () => {
          const news = text((await copy(words)) ? "copied" : "not_copied");
          made.textContent = news;
          if (view) view.news.textContent = news;
        });
      };
      copying(text("copy_quotation"), account.quotation);
      if (account.link) copying(text("copy_link"), account.link);
      add(text("hide_mark"), () => {
        close();
        hide(subject);
      });
      copying(text("copy_complaint"), account.complaint);
      const found = lookups(account.query);
      if (found.length === 0) return [bar];
      const look = element("p", "look", text("look_up"));
      for (const { name, address } of found) {
        const link = document.createElement("a");
        Object.assign(link, { href: address, target: "_blank", rel: "noopener noreferrer", textContent: name });
        look.append(link);
      }
      return [look, bar];
    };

    /** @param {Subject} subject @param {DOMRect[]} rects @param {boolean} pointer */
    const open = (subject, rects, pointer) => {
      const account = write(subject);
      if (!account || rects.length === 0) return;
      const { card, news } = stage();
      card.replaceChildren(...account.nodes, ...actions(account, subject));
      card.setAttribute("aria-label", account.heading);
      // Into the top layer anew: what the page has put there meanwhile would cover it.
      if (card.matches(":popover-open")) card.hidePopover();
      card.showPopover();
      place(card, rects);
      if (!pointer) news.textContent = account.heading;
      if (subject.attribution !== opened?.attribution || subject.claim !== opened.claim) selected(subject);
      opened = subject;
      byPointer = pointer;
      marked = rects;
    };

    /** @param {number} x @param {number} y */
    const openAt = (x, y) => {
      if (isOrphan()) return;
      const hit = painter.at(x, y);
      if (!hit) return;
      clearTimeout(leaving);
      if (hit.mark.attribution !== opened?.attribution)
        open({ attribution: hit.mark.attribution, claim: null }, hit.rects, true);
    };

    /** @param {PointerEvent} event */
    const moved = (event) => {
      if (!event.isTrusted || event.pointerType !== "mouse" || event.buttons > 0) return;
      clearTimeout(resting);
      const { clientX: x, clientY: y } = event;
      if (event.target === layer.host) return;
      const onMark = marked.some((r) => x >= r.left && x <= r.right && y >= r.top && y <= r.bottom);
      if (opened && byPointer && !onMark && !hasFocus()) {
        clearTimeout(leaving);
        leaving = window.setTimeout(close, LEAVE_MS);
      }
      resting = window.setTimeout(() => openAt(x, y), REST_MS);
    };

    /** A finger has nowhere to rest: a tap opens, unless it follows a link or ends a selection. @param {MouseEvent} event */
    const tapped = (event) => {
      if (!event.isTrusted || event.target === layer.host) return;
      const { pointerType } = /** @type {PointerEvent} */ (event);
      if (pointerType !== "touch" && pointerType !== "pen") return;
      close();
      const isTheirs = event.composedPath().some((at) => at instanceof Element && Element.prototype.matches.call(at, "a, button, label, input, summary"));
      if (!isTheirs && getSelection()?.isCollapsed !== false) openAt(event.clientX, event.clientY);
    };

    /** @param {KeyboardEvent} event */
    const pressed = (event) => {
      if (!event.isTrusted || !opened || isOrphan()) return;
      const isPlainTab = event.key === "Tab" && !event.shiftKey && !event.ctrlKey && !event.altKey && !event.metaKey;
      if (event.key === "Escape") close();
      else if (isPlainTab && !byPointer && !hasFocus()) {
        before = document.activeElement;
        view?.card.querySelector(/** @type {"a"} */ ("a, button"))?.focus({ preventScroll: true });
      } else return;
      event.stopImmediatePropagation();
      event.preventDefault();
    };

    const scrolled = (/** @type {Event} */ event) => {
      clearTimeout(resting);
      if (event.target === layer.host) return;
      if (opened && performance.now() > settled) close();
    };

    const stopping = new AbortController();
    const options = { capture: true, passive: true, signal: stopping.signal };
    document.addEventListener("pointermove", moved, options);
    document.addEventListener("click", tapped, options);
    window.addEventListener("keydown", pressed, { capture: true, signal: stopping.signal });
    window.addEventListener("scroll", scrolled, options);
    window.addEventListener("resize", close, options);

    return {
      stop: () => {
        stopping.abort();
        for (const timer of [resting, leaving, fading]) clearTimeout(timer);
        for (const part of Object.values(view ?? {})) part.remove();
        view = null;
      },

      open: (subject, rects) => open(subject, rects, false),

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
        const { x, y } = layer.origin();
        flash.replaceChildren(
          ...ranges.flatMap((range) =>
            Array.from(range.getClientRects()).map(({ left, top, width, height }) => {
              const line = element("i", "");
              Object.assign(line.style, {
                left: `${left - x - 2}px`,
                top: `${top - y - 1}px`,
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

  return { start };
})();
