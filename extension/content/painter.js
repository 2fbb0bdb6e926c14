// Draws the marks without touching the page's DOM, by the CSS Custom Highlight API, and knows which mark lies where.
// In go a reading and its marks, as often as the page is read anew; out come StaticRanges in four highlights whose names and
// number are the same for every page and every reader, since the page can list them.
//
// The marks of an attribution are drawn only while each text node that it stands in holds the text that was analysed: no mark
// rather than a wrong one.

/**
 * @typedef {object} Mark
 * @property {number} attribution
 * @property {number} part 0 source, 1 cue, 2 content
 * @property {number} depth
 * @property {Text} node
 * @property {number} start
 * @property {number} end
 * @property {StaticRange | null} range while it is drawn
 *
 * A text node with marks, and the text that was analysed.
 * @typedef {{data: string, holds: boolean, marks: Mark[]}} Entry
 *
 * @typedef {object} Painter
 * @property {(reading: Reading, flat: Marks) => Promise<void>} draw replaces what was drawn
 * @property {() => void} stop takes every mark off the page
 * @property {() => void} sleep nobody looks: the marks need not be held to their text
 * @property {() => void} wake
 * @property {() => 'ours' | 'nobody' | 'taken'} whose whose the highlights in the page are
 * @property {() => void} put makes them this painter's again
 * @property {(attributions: Set<number> | null) => void} limit draws these alone; all of them where it is null
 * @property {() => number[]} shown the attributions with a mark in the page, in the page's order
 * @property {(attribution: number) => Range[]} ranges where an attribution stands, its content first
 * @property {(x: number, y: number) => {mark: Mark, rects: DOMRect[]} | null} at the innermost mark under a point
 */

var hearsayPainter = (() => {
  const LAYERS = ["hearsay-content", "hearsay-content-deep", "hearsay-source", "hearsay-cue"];
  /** A frame over a highlight of 100,000 pieces takes most of a second. */
  const MAX_MARKS = 20_000;
  const FIELDS = 6;
  const { data, slices } = hearsayReader;

  /** @param {Mark} mark */
  const layer = ({ part, depth }) => (part === 0 ? 2 : part === 1 ? 3 : depth > 0 ? 1 : 0);

  /** Takes off whatever an earlier instance left, also one that this script cannot reach any more. */
  const sweep = () => LAYERS.forEach((name) => CSS.highlights.delete(name));

  /**
   * @param {Reading} reading
   * @param {Marks} flat
   * @returns {Mark[]} those that fit the reading, by node and place
   */
  const parse = ({ snapshot, nodes }, flat) => {
    /** @type {[number, Mark][]} */
    const marks = [];
    for (let at = 0; at + FIELDS <= flat.length && marks.length < MAX_MARKS; at += FIELDS) {
      const [attribution, part, depth, index, start, end] =
        /** @type {[number, number, number, number, number, number]} */ (flat.slice(at, at + FIELDS));
      const node = nodes[index];
      const length = snapshot.texts[index]?.data.length ?? 0;
      if (node && part <= 2 && start < end && end <= length)
        marks.push([index, { attribution, part, depth, node, start, end, range: null }]);
    }
    return marks.sort(([a, one], [b, other]) => a - b || one.start - other.start).map(([, mark]) => mark);
  };

  /** @param {Mark} mark */
  const live = ({ node, start, end }) => {
    const range = new Range();
    range.setStart(node, start);
    range.setEnd(node, end);
    return range;
  };

  /** @returns {Painter} */
  function start() {
    sweep();
    const highlights = LAYERS.map((_, priority) => Object.assign(new Highlight(), { priority }));
    const put = () => LAYERS.forEach((name, at) => CSS.highlights.set(name, /** @type {Highlight} */ (highlights[at])));
    put();

    /** @type {Mark[]} */
    let marks = [];
    /** @type {Map<Node, Entry>} */
    let byNode = new Map();
    /** The marks of each attribution, and how many of its text nodes hold another text. @type {Map<number, {marks: Mark[], broken: number}>} */
    let byAttribution = new Map();
    /** @type {ShadowRoot[]} */
    let roots = [];
    /** @type {Set<number> | null} */
    let wanted = null;
    /** Counts the drawings, since a later one outruns an earlier. */
    let drawing = 0;

    /** @param {Mark} mark */
    const isWanted = ({ attribution }) =>
      byAttribution.get(attribution)?.broken === 0 && (wanted?.has(attribution) ?? true);
    /** @param {Mark} mark */
    const stands = (mark) => byAttribution.get(mark.attribution)?.broken === 0 && mark.node.isConnected;
    /** @param {Mark} mark */
    const show = (mark) => {
      if (mark.range || !isWanted(mark)) return;
      const { node, start, end } = mark;
      mark.range = new StaticRange({ startContainer: node, startOffset: start, endContainer: node, endOffset: end });
      highlights[layer(mark)]?.add(mark.range);
    };
    /** @param {Mark} mark */
    const hide = (mark) => {
      if (mark.range) highlights[layer(mark)]?.delete(mark.range);
      mark.range = null;
    };
    /** @param {Node} node @returns {Mark[]} the marks that have to be shown or hidden with those of this node */
    const check = (node) => {
      const entry = byNode.get(node);
      if (!entry || entry.holds === (data(node) === entry.data)) return [];
      entry.holds = !entry.holds;
      return [...new Set(entry.marks.map((mark) => mark.attribution))].flatMap((attribution) => {
        const whole = byAttribution.get(attribution);
        if (!whole) return [];
        whole.broken += entry.holds ? -1 : 1;
        return whole.broken === (entry.holds ? 0 : 1) ? whole.marks : [];
      });
    };
    /** @param {Mark} mark */
    const update = (mark) => (isWanted(mark) ? show(mark) : hide(mark));

    // A StaticRange does not follow its text. Observers run before the next frame, so a changed text is never seen
    // under an old mark; of nodes that come and go nothing needs to be known.
    const observer = new MutationObserver((records) => {
      for (const node of new Set(records.map((record) => record.target))) check(node).forEach(update);
    });
    const observe = () => {
      observer.disconnect();
      if (byNode.size === 0 || document.hidden) return;
      for (const root of [document, ...roots]) observer.observe(root, { characterData: true, subtree: true });
    };

    const isDrawn = (/** @type {Mark} */ mark) => mark.range !== null && mark.node.isConnected;
    return {
      draw: async (reading, flat) => {
        const turn = (drawing += 1);
        const before = byNode;
        marks = parse(reading, flat);
        byNode = new Map();
        byAttribution = new Map();
        for (const mark of marks) {
          const entry = byNode.get(mark.node);
          if (entry) entry.marks.push(mark);
          else byNode.set(mark.node, { data: "", holds: true, marks: [mark] });
          const whole = byAttribution.get(mark.attribution);
          if (whole) whole.marks.push(mark);
          else byAttribution.set(mark.attribution, { marks: [mark], broken: 0 });
        }
        reading.nodes.forEach((node, index) => {
          const entry = node && byNode.get(node);
          if (entry) entry.data = reading.snapshot.texts[index]?.data ?? "";
        });
        for (const node of byNode.keys()) check(node);
        roots = reading.roots;
        observe();

        // What stands where it stood is left alone, so that a page that grows is not painted over and over.
        const place = (/** @type {Mark} */ mark) => `${layer(mark)} ${mark.start} ${mark.end}`;
        for (const [node, old] of before) {
          const places = new Map(byNode.get(node)?.marks.map((mark) => [place(mark), mark]));
          for (const mark of old.marks) {
            const heir = mark.range && places.get(place(mark));
            if (heir && !heir.range && isWanted(heir)) heir.range = mark.range;
            else hide(mark);
          }
        }
        const slice = slices();
        for (const mark of marks) {
          show(mark);
          if (slice.isOver()) await slice.next();
          if (turn !== drawing) return;
        }
      },
      stop: () => {
        drawing += 1;
        observer.disconnect();
        [byNode, byAttribution].forEach((map) => map.clear());
        LAYERS.forEach((name, at) => {
          if (CSS.highlights.get(name) === highlights[at]) CSS.highlights.delete(name);
        });
      },
      sleep: () => observer.disconnect(),
      wake: () => {
        observe();
        for (const node of byNode.keys()) check(node).forEach(update);
      },
      whose: () => {
        const found = LAYERS.map((name) => CSS.highlights.get(name));
        if (found.some((one, at) => one && one !== highlights[at])) return "taken";
        return found.every(Boolean) ? "ours" : "nobody";
      },
      put,
      limit: (attributions) => {
        wanted = attributions;
        marks.forEach(update);
      },
      shown: () => [...new Set(marks.filter(stands).map((mark) => mark.attribution))],
      ranges: (attribution) =>
        marks
          .filter((mark) => mark.attribution === attribution && stands(mark))
          .sort((a, b) => b.part - a.part)
          .map(live),
      at: (x, y) => {
        const caret = Document.prototype.caretPositionFromPoint.call(document, x, y, { shadowRoots: roots });
        const near = caret ? (byNode.get(caret.offsetNode)?.marks ?? []) : [];
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
