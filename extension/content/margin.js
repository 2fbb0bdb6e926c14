// The numbers of the claims, in the margin beside their lines. They stand in Hearsay's own layer at places of the document,
// so they scroll with it by themselves; only a new layout moves them, and then all of them at once before the next frame.

/**
 * @typedef {object} Margin
 * @property {() => void} stop
 * @property {(claims: Set<number> | null) => void} limit shows these alone; all of them where it is null
 * @property {() => void} settle puts every number beside its line anew
 *
 * @typedef {{claim: Claim, number: number, weak: boolean}} Marker
 */

var hearsayMargin = (() => {
  const SIZE = 24;
  const GAP = 4;
  const { element } = hearsayAccount;

  /**
   * Where a marker stands: before its block's edge, else behind it, else nowhere, since it may not lie in the text.
   * @param {DOMRect} line
   * @param {DOMRect} block
   */
  const beside = (line, block) => {
    const before = block.left - SIZE - GAP;
    const behind = block.right + GAP;
    const isRtl = document.dir === "rtl";
    const [first, second] = isRtl ? [behind, before] : [before, behind];
    const fits = (/** @type {number} */ x) => x >= 0 && x + SIZE <= document.documentElement.clientWidth;
    if (fits(first)) return { x: first, by: isRtl ? 1 : -1 };
    return fits(second) ? { x: second, by: isRtl ? -1 : 1 } : null;
  };

  /** The element that makes the lines. @param {Range} range */
  const blockOf = (range) => {
    let at = hearsayReader.parent(range.startContainer);
    while (at && getComputedStyle(at).display.startsWith("inline")) at = hearsayReader.parent(at);
    return at;
  };

  /**
   * @param {Marker[]} markers
   * @param {Layer} layer
   * @param {(claim: Claim) => Range[]} ranges where a claim stands now
   * @param {(claim: Claim, rects: DOMRect[]) => void} open
   * @returns {Margin}
   */
  function start(markers, layer, ranges, open) {
    const bar = element("div", "margin");
    // The panel lists the same claims for those who do not look.
    bar.setAttribute("aria-hidden", "true");
    const rects = (/** @type {Claim} */ claim) => ranges(claim).flatMap((range) => Array.from(range.getClientRects()));
    const buttons = markers.map(({ claim, number, weak }) => {
      const made = document.createElement("button");
      made.type = "button";
      made.tabIndex = -1;
      made.className = weak ? "weak" : "";
      made.textContent = String(number);
      made.addEventListener("click", (event) => void (event.isTrusted && open(claim, rects(claim))));
      return { claim, made };
    });
    bar.append(...buttons.map(({ made }) => made));
    layer.root.append(bar);

    /** @type {Set<number> | null} */
    let wanted = null;
    let waiting = 0;
    const settle = () => {
      waiting = 0;
      // Read all, then write all: one layout.
      const origin = layer.origin();
      /** @type {{x: number, y: number}[]} */
      const taken = [];
      const places = buttons.map(({ claim }) => {
        const range = wanted?.has(claim.id) === false ? undefined : ranges(claim).find((one) => one.getClientRects().length > 0);
        const block = range && blockOf(range);
        const line = range?.getClientRects()[0];
        if (!range || !block || !line) return null;
        const found = beside(line, Element.prototype.getBoundingClientRect.call(block));
        if (!found) return null;
        const place = { x: found.x, y: line.top + line.height / 2 - SIZE / 2 };
        while (taken.some((other) => Math.abs(other.x - place.x) < SIZE && Math.abs(other.y - place.y) < SIZE - 2))
          place.x += found.by * (SIZE - 2);
        taken.push(place);
        return { ...place, ink: getComputedStyle(block).color };
      });
      buttons.forEach(({ made }, at) => {
        const place = places[at];
        made.hidden = !place;
        if (!place) return;
        made.style.left = `${place.x - origin.x}px`;
        made.style.top = `${place.y - origin.y}px`;
        // The page's own ink is readable on the page's own ground.
        made.style.color = place.ink;
        made.style.setProperty("--mark", `color-mix(in srgb, #0c8f86 40%, ${place.ink})`);
      });
    };
    const later = () => {
      if (waiting === 0) waiting = requestAnimationFrame(settle);
    };

    const stopping = new AbortController();
    const options = { capture: true, passive: true, signal: stopping.signal };
    window.addEventListener("resize", later, options);
    // A box of the page that scrolls by itself; the document's own scrolling moves nothing against it.
    window.addEventListener("scroll", (event) => event.target !== document && later(), options);
    document.addEventListener("toggle", later, options);
    const resized = new ResizeObserver(later);
    resized.observe(document.documentElement);
    if (document.body) resized.observe(document.body);
    document.fonts.addEventListener("loadingdone", later, { signal: stopping.signal });
    later();

    return {
      stop: () => {
        stopping.abort();
        resized.disconnect();
        cancelAnimationFrame(waiting);
        bar.remove();
      },
      limit: (claims) => {
        wanted = claims;
        later();
      },
      settle: later,
    };
  }

  return { start };
})();
