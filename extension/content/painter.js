// Draws the marks without touching the page's DOM, by the CSS Custom Highlight API, and knows which mark lies where.
// In go a reading, its marks and how they are to look, as often as the page is read anew; out come StaticRanges in highlights
// whose names and number are the same for every page and every reader, since the page can list them.
//
// The marks of an attribution are drawn only while each text node that it stands in holds the text that was analysed: no mark
// rather than a wrong one.

/**
 * @typedef {object} Mark
 * @property {number} attribution the claim, where the part is one
 * @property {number} part 0 source, 1 cue, 2 content, 3 claim: never drawn
 * @property {number} depth
 * @property {Text} node
 * @property {number} start
 * @property {number} end
 * @property {StaticRange | null} range while it is drawn
 * @property {string[]} drawn in which layers
 *
 * A text node with marks, and the text that was analysed.
 * @typedef {{data: string, holds: boolean, marks: Mark[]}} Entry
 *
 * The marks by node and place. `broken` is how many text nodes of a whole hold another text than the one that was analysed.
 * @typedef {{marks: Mark[], byNode: Map<Text, Entry>, wholes: Map<string, {marks: Mark[], broken: number}>}} Sheet
 *
 * How an attribution is drawn; `open`: what it says is put as less than certain.
 * @typedef {{stance: string, open: boolean}} Tone
 *
 * @typedef {object} Look
 * @property {boolean[]} parts which are drawn
 * @property {boolean} tint
 * @property {(attribution: number) => Tone | null} tone none: not drawn
 *
 * @typedef {object} Painter
 * @property {(reading: Reading, flat: Marks, look: Look) => Promise<void>} draw replaces what was drawn; with another look than
 *   before, also what was hidden or left out of it
 * @property {(look: Look) => void} restyle draws the same marks in another look
 * @property {() => void} stop takes every mark off the page
 * @property {() => void} sleep nobody looks: the marks need not be held to their text
 * @property {() => void} wake
 * @property {() => 'ours' | 'nobody' | 'taken'} whose whose the highlights in the page are
 * @property {() => void} put makes them this painter's again
 * @property {(attributions: Set<number> | null) => void} limit draws these alone; all of them where it is null
 * @property {(attribution: number) => void} hide does not draw it any more
 * @property {() => number[]} drawn the attributions that are marked, in the page's order
 * @property {(claim: number) => Range[]} claimRanges
 * @property {() => number[]} shown the attributions with a mark in the page, in the page's order
 * @property {(attribution: number) => Range[]} ranges where an attribution stands, its content first
 * @property {(x: number, y: number) => {mark: Mark, rects: DOMRect[]} | null} at the innermost mark under a point
 */

var hearsayPainter = (() => {
  const LAYERS = [
    "hearsay-tint",
    "hearsay-tint-deep",
    "hearsay-content",
    "hearsay-content-deep",
    "hearsay-content-open",
    "hearsay-source",
    "hearsay-cue",
    "hearsay-cue-vouched",
    "hearsay-cue-distanced",
    "hearsay-cue-rejected",
  ];
  /** A frame over a highlight of 100,000 pieces takes most of a second. */
  const MAX_MARKS = 20_000;
  const FIELDS = 6;
  /** To style what stands in these is to style the page. */
  const WIDE = new Set(["html", "body"]);
  /** So many elements, from the inside out, tell a place well enough. */
  const MAX_PLACE = 8;
  const { data, localName, parent, slices } = hearsayReader;
  const rootOf = (/** @type {Node} */ node) => /** @type {Node} */ (Reflect.apply(Node.prototype.getRootNode, node, []));

  /** The layers in which a mark is drawn. @param {Mark} mark @param {Tone} tone @param {boolean} tint */
  const layers = ({ part, depth }, { stance, open }, tint) => {
    if (part === 0) return ["hearsay-source"];
    if (part === 1) return [stance === "neutral" ? "hearsay-cue" : `hearsay-cue-${stance}`];
    const deep = depth > 0 ? "-deep" : "";
    return [...(tint ? [`hearsay-tint${deep}`] : []), open ? "hearsay-content-open" : `hearsay-content${deep}`];
  };

  /** Takes off whatever an earlier instance left, also one that this script cannot reach any more. */
  const sweep = () => LAYERS.forEach((name) => CSS.highlights.delete(name));

  /** The marks that stand and fall together. @param {Mark} mark */
  const wholeOf = ({ attribution, part }) => `${part < 3} ${attribution}`;

  /**
   * @param {Reading} reading
   * @param {Marks} flat
   * @returns {Promise<Sheet>} of the marks that fit the reading
   */
  const parse = async ({ snapshot, nodes }, flat) => {
    const slice = slices();
    /** @type {[number, Mark][]} */
    const found = [];
    for (let at = 0; at + FIELDS <= flat.length && found.length < MAX_MARKS; at += FIELDS) {
      const [attribution, part, depth, index, start, end] =
        /** @type {[number, number, number, number, number, number]} */ (flat.slice(at, at + FIELDS));
      const node = nodes[index];
      const length = snapshot.texts[index]?.[1].length ?? 0;
      if (node && part <= 3 && start < end && end <= length)
        found.push([index, { attribution, part, depth, node, start, end, range: null, drawn: [] }]);
      if (slice.isOver()) await slice.next();
    }
    found.sort(([a, one], [b, other]) => a - b || one.start - other.start);
    /** @type {Sheet} */
    const sheet = { marks: [], byNode: new Map(), wholes: new Map() };
    for (const [index, mark] of found) {
      sheet.marks.push(mark);
      const entry = sheet.byNode.get(mark.node);
      if (entry) entry.marks.push(mark);
      else sheet.byNode.set(mark.node, { data: snapshot.texts[index]?.[1] ?? "", holds: true, marks: [mark] });
      const whole = sheet.wholes.get(wholeOf(mark));
      if (whole) whole.marks.push(mark);
      else sheet.wholes.set(wholeOf(mark), { marks: [mark], broken: 0 });
      if (slice.isOver()) await slice.next();
    }
    return sheet;
  };

  /**
   * What to style for the marks of a text node: what its paragraph stands in, or its paragraph, where that would be the whole page.
   * Of a shadow tree Chromium reaches the host alone.
   * @param {Text} node
   * @returns {Element[]}
   */
  const holders = (node) => {
    /** @type {Element[]} */
    const found = [];
    for (let at = parent(node), root = rootOf(node); ; at = parent(root.host), root = rootOf(root.host)) {
      const around = at && parent(at);
      const holder = around && !WIDE.has(localName(around)) ? around : at;
      if (holder) found.push(holder);
      if (!(root instanceof ShadowRoot)) return found;
      found.push(root.host);
    }
  };

  /** @param {Iterable<Text>} nodes @returns {string[][]} the places to style for their marks, none within another */
  const places = (nodes) => {
    const all = new Set(Array.from(nodes).flatMap(holders));
    const isInner = (/** @type {Element} */ element) => {
      for (let at = parent(element); at; at = parent(at)) if (all.has(at)) return true;
      return false;
    };
    return [...all].filter((element) => !isInner(element)).map((element) => {
      const names = [];
      for (let at = /** @type {Element | null} */ (element); at && names.length < MAX_PLACE; at = parent(at)) names.unshift(localName(at));
      return names;
    });
  };

  /** @param {Mark} mark */
  const live = ({ node, start, end }) => {
    const range = new Range();
    range.setStart(node, start);
    range.setEnd(node, end);
    return range;
  };

  /** @param {(places: string[][]) => Promise<void>} style has the marks seen that stand there @returns {Painter} */
  function start(style) {
    sweep();
    const highlights = new Map(
      LAYERS.map((name, priority) => [name, Object.assign(new Highlight(), { priority })]),
    );
    const put = () => highlights.forEach((highlight, name) => CSS.highlights.set(name, highlight));
    put();

    /** @type {Sheet} */
    let { marks, byNode, wholes } = { marks: [], byNode: new Map(), wholes: new Map() };
    /** @type {ShadowRoot[]} */
    let roots = [];
    /** @type {Set<number> | null} */
    let wanted = null;
    /** @type {Set<number>} */
    const hidden = new Set();
    /** @type {Look | null} */
    let look = null;
    /** @type {Map<number, Tone | null>} */
    const tones = new Map();
    /** Counts the drawings, since a later one outruns an earlier. */
    let drawing = 0;

    /** @param {Mark} mark */
    const holds = (mark) => wholes.get(wholeOf(mark))?.broken === 0;
    /** @param {Mark} mark */
    const stands = (mark) => holds(mark) && mark.node.isConnected;
    /** The layers that a mark belongs to now. @param {Mark} mark @returns {string[]} */
    const layersOf = (mark) => {
      const { attribution, part } = mark;
      if (!look?.parts[part] || hidden.has(attribution) || wanted?.has(attribution) === false || !holds(mark)) return [];
      if (!tones.has(attribution)) tones.set(attribution, look.tone(attribution));
      const tone = tones.get(attribution);
      return tone ? layers(mark, tone, look.tint) : [];
    };
    /** @param {Mark} mark */
    const update = (mark) => {
      const names = layersOf(mark);
      if (names.length === 0 && mark.range) hide(mark);
      if (names.length === 0 || mark.range) return;
      const { node, start, end } = mark;
      mark.range = new StaticRange({ startContainer: node, startOffset: start, endContainer: node, endOffset: end });
      mark.drawn = names;
      for (const name of names) highlights.get(name)?.add(mark.range);
    };
    /** @param {Mark} mark */
    const hide = (mark) => {
      for (const name of mark.range ? mark.drawn : []) highlights.get(name)?.delete(/** @type {StaticRange} */ (mark.range));
      mark.range = null;
    };
    /** @param {Text} node @returns {Mark[]} the marks that have to be shown or hidden with those of this node */
    const check = (node) => {
      const entry = byNode.get(node);
      if (!entry || entry.holds === (data(node) === entry.data)) return [];
      entry.holds = !entry.holds;
      return [...new Set(entry.marks.map(wholeOf))].flatMap((name) => {
        const whole = wholes.get(name);
        if (!whole) return [];
        whole.broken += entry.holds ? -1 : 1;
        return whole.broken === (entry.holds ? 0 : 1) ? whole.marks : [];
      });
    };

    // A StaticRange does not follow its text. Observers run before the next frame, so a changed text is never seen
    // under an old mark; of nodes that come and go nothing needs to be known.
    const observer = new MutationObserver((records) => {
      for (const node of new Set(records.map((record) => record.target))) check(/** @type {Text} */ (node)).forEach(update);
    });
    const observe = () => {
      observer.disconnect();
      if (byNode.size === 0 || document.hidden) return;
      for (const root of [document, ...roots]) observer.observe(root, { characterData: true, subtree: true });
    };

    const isDrawn = (/** @type {Mark} */ mark) => mark.range !== null && mark.node.isConnected;
    return {
      draw: async (reading, flat, chosen) => {
        const turn = (drawing += 1);
        const sheet = await parse(reading, flat);
        if (turn !== drawing) return;
        const before = byNode;
        ({ marks, byNode, wholes } = sheet);
        if (chosen !== look) [hidden, tones].forEach((kept) => kept.clear());
        if (chosen !== look) wanted = null;
        look = chosen;
        for (const node of byNode.keys()) check(node);
        roots = reading.roots;
        observe();

        // What stands where it stood is left alone, so that a page that grows is not painted over and over.
        const place = (/** @type {Mark} */ mark) => [mark.start, mark.end, ...mark.drawn].join(" ");
        for (const [node, old] of before) {
          const heirs = byNode.get(node)?.marks ?? [];
          for (const heir of heirs) heir.drawn = layersOf(heir);
          const byPlace = new Map(heirs.filter((heir) => heir.drawn.length > 0).map((heir) => [place(heir), heir]));
          for (const mark of old.marks) {
            const heir = mark.range && byPlace.get(place(mark));
            if (heir && !heir.range) heir.range = mark.range;
            else hide(mark);
          }
        }
        const slice = slices();
        await slice.next();
        await style(places(byNode.keys()));
        for (const mark of marks) {
          if (slice.isOver()) await slice.next();
          if (turn !== drawing) return;
          update(mark);
        }
      },
      restyle: (chosen) => {
        look = chosen;
        tones.clear();
        for (const mark of marks) {
          if (mark.range && mark.drawn.join() !== layersOf(mark).join()) hide(mark);
          update(mark);
        }
      },
      stop: () => {
        drawing += 1;
        observer.disconnect();
        [byNode, wholes].forEach((map) => map.clear());
        for (const [name, highlight] of highlights)
          if (CSS.highlights.get(name) === highlight) CSS.highlights.delete(name);
      },
      sleep: () => observer.disconnect(),
      wake: () => {
        observe();
        for (const node of byNode.keys()) check(node).forEach(update);
      },
      whose: () => {
        const found = LAYERS.map((name) => [CSS.highlights.get(name), highlights.get(name)]);
        if (found.some(([one, own]) => one && one !== own)) return "taken";
        return found.every(([one]) => one) ? "ours" : "nobody";
      },
      put,
      limit: (attributions) => {
        wanted = attributions;
        marks.forEach(update);
      },
      hide: (attribution) => {
        hidden.add(attribution);
        marks.forEach(update);
      },
      shown: () => [
        ...new Set(
          marks
            .filter((mark) => mark.part < 3 && stands(mark) && !hidden.has(mark.attribution))
            .map((mark) => mark.attribution),
        ),
      ],
      drawn: () => [...new Set(marks.filter(isDrawn).map((mark) => mark.attribution))],
      claimRanges: (claim) =>
        marks.filter((mark) => mark.part === 3 && mark.attribution === claim && stands(mark)).map(live),
      ranges: (attribution) =>
        marks
          .filter((mark) => mark.part < 3 && mark.attribution === attribution && stands(mark))
          .sort((a, b) => b.part - a.part)
          .map(live),
      at: (x, y) => {
        const caret = Document.prototype.caretPositionFromPoint.call(document, x, y, { shadowRoots: roots });
        const near = caret ? (byNode.get(/** @type {Text} */ (caret.offsetNode))?.marks ?? []) : [];
        const hits = near
          .filter((mark) => isDrawn(mark) && caret && mark.start <= caret.offset && caret.offset <= mark.end)
          .map((mark) => ({ mark, rects: Array.from(live(mark).getClientRects()) }))
          .filter(({ rects }) => rects.some((r) => x >= r.left && x <= r.right && y >= r.top && y <= r.bottom));
        hits.sort((a, b) => b.mark.depth - a.mark.depth || a.mark.end - a.mark.start - (b.mark.end - b.mark.start));
        return hits[0] ?? null;
      },
    };
  }

  return { start, sweep };
})();
