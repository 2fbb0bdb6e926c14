// Draws the marks without touching the page's DOM, by the CSS Custom Highlight API, and knows which mark lies where.
// In go the reading, the marks and how they are to look, out come StaticRanges in highlights whose names and number are the
// same for every page and every reader, since the page can list them.
//
// A mark is drawn only while its text node still holds the text that was analysed: no mark rather than a wrong one.

/**
 * @typedef {object} Mark
 * @property {number} attribution the claim, where the part is one
 * @property {number} part 0 source, 1 cue, 2 content, 3 claim: never drawn
 * @property {number} depth
 * @property {Text} node
 * @property {number} start
 * @property {number} end
 * @property {boolean} holds whether its text still stands there
 * @property {StaticRange | null} range while it is drawn
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
 * @property {() => void} stop takes every mark off the page
 * @property {() => boolean} isIntact whether the highlights in the page are still this painter's
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
  const { data } = hearsayReader;

  /** The layers in which a mark is drawn. @param {Mark} mark @param {Tone} tone @param {boolean} tint */
  const layers = ({ part, depth }, { stance, open }, tint) => {
    if (part === 0) return ["hearsay-source"];
    if (part === 1) return [stance === "neutral" ? "hearsay-cue" : `hearsay-cue-${stance}`];
    const deep = depth > 0 ? "-deep" : "";
    return [...(tint ? [`hearsay-tint${deep}`] : []), open ? "hearsay-content-open" : `hearsay-content${deep}`];
  };

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
      if (node && part <= 3 && start < end && end <= length)
        marks.push([index, { attribution, part, depth, node, start, end, holds: false, range: null }]);
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

  /**
   * @param {Reading} reading
   * @param {Marks} flat
   * @param {Look} look
   * @returns {Painter}
   */
  function paint(reading, flat, look) {
    sweep();
    const marks = parse(reading, flat);
    const highlights = new Map(
      LAYERS.map((name, priority) => {
        const highlight = new Highlight();
        highlight.priority = priority;
        CSS.highlights.set(name, highlight);
        return [name, highlight];
      }),
    );

    /** @type {Map<Node, {data: string, marks: Mark[]}>} */
    const byNode = new Map();
    reading.nodes.forEach(
      (node, index) => node && byNode.set(node, { data: reading.snapshot.texts[index]?.data ?? "", marks: [] }),
    );
    for (const mark of marks) byNode.get(mark.node)?.marks.push(mark);
    for (const [node, entry] of byNode) if (entry.marks.length === 0) byNode.delete(node);

    /** @type {Set<number> | null} */
    let wanted = null;
    const hidden = new Set();
    /** @type {Map<number, Tone | null>} */
    const tones = new Map();
    /** @param {Mark} mark */
    const toneOf = ({ attribution, part }) => {
      if (part > 2 || !look.parts[part] || hidden.has(attribution) || wanted?.has(attribution) === false) return null;
      if (!tones.has(attribution)) tones.set(attribution, look.tone(attribution));
      return tones.get(attribution) ?? null;
    };

    /** @param {Node} node */
    const draw = (node) => {
      const entry = byNode.get(node);
      if (!entry) return;
      const holds = data(node) === entry.data;
      for (const mark of entry.marks) {
        mark.holds = holds;
        const tone = holds ? toneOf(mark) : null;
        if (tone && !mark.range) {
          mark.range = new StaticRange({
            startContainer: node,
            startOffset: mark.start,
            endContainer: node,
            endOffset: mark.end,
          });
          for (const name of layers(mark, tone, look.tint)) highlights.get(name)?.add(mark.range);
        } else if (!tone && mark.range) {
          for (const highlight of highlights.values()) highlight.delete(mark.range);
          mark.range = null;
        }
      }
    };
    for (const node of byNode.keys()) draw(node);

    // A StaticRange does not follow its text. Observers run before the next frame, so a changed text is never seen
    // under an old mark; of nodes that come and go nothing needs to be known.
    const observer = new MutationObserver((records) => new Set(records.map((record) => record.target)).forEach(draw));
    if (byNode.size > 0) {
      for (const root of [document, ...reading.roots]) observer.observe(root, { characterData: true, subtree: true });
    }

    const isDrawn = (/** @type {Mark} */ mark) => mark.range !== null && mark.node.isConnected;
    const stands = (/** @type {Mark} */ mark) => mark.holds && mark.node.isConnected;
    return {
      stop: () => {
        observer.disconnect();
        byNode.clear();
        for (const [name, highlight] of highlights)
          if (CSS.highlights.get(name) === highlight) CSS.highlights.delete(name);
      },
      isIntact: () => [...highlights].every(([name, highlight]) => CSS.highlights.get(name) === highlight),
      limit: (attributions) => {
        wanted = attributions;
        for (const node of byNode.keys()) draw(node);
      },
      hide: (attribution) => {
        hidden.add(attribution);
        for (const node of byNode.keys()) draw(node);
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
        const caret = Document.prototype.caretPositionFromPoint.call(document, x, y, { shadowRoots: reading.roots });
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

  return { paint, sweep };
})();
