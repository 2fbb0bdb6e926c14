// Reads what of the page can be seen, in slices of at most 5 ms, into plain data. Out come the snapshot for the core and,
// beside it, the live text node of each of its texts (none for a `br`). Writes nothing.
//
// `<p>Rain <b>fell</b>.</p>` gives the elements `p`, `b` and the texts `"Rain "`, `"fell"`, `"."`.

/**
 * @typedef {object} Reading
 * @property {Snapshot} snapshot
 * @property {(Text | null)[]} nodes
 * @property {ShadowRoot[]} roots
 * @property {number} spent milliseconds of the page's thread
 *
 * A long work in parts: ask after each whether it is time to let the page have a turn.
 * @typedef {{isOver: () => boolean, next: () => Promise<void>, spent: () => number}} Slices
 *
 * An element on the way to a text; it enters the snapshot with its first text. What the page shows of it is asked no sooner than
 * for a text in it: half of the elements have none, and styles are the dearest thing to ask for. `next` is the first of the nodes in
 * it that is yet to be visited, `list` all of them where they are no siblings.
 * @typedef {object} Holder
 * @property {Element} element
 * @property {string} tag
 * @property {Holder | null} parent
 * @property {number} index
 * @property {boolean | null} isGone
 * @property {boolean} isPlain neither it nor what it stands in is hidden or transparent; known where `isGone` is
 * @property {boolean | null} isSeen
 * @property {Node | null} next
 * @property {Node[] | null} list
 * @property {number} at
 */

var hearsayReader = (() => {
  const SLICE_MS = 5;
  const MAX_TEXTS = 200_000;
  const MAX_NODES = 2_000_000;
  /** UTF-16 units, 20 MB; Chromium refuses messages above 64 MiB, and a unit can take three bytes. */
  const MAX_UNITS = 10_000_000;
  const MAX_HINT = 200;
  const HINTS = ["class", "id", "itemprop", "data-testid"];
  const EDITABLE = new Set(["", "true", "plaintext-only"]);
  const SEEN = { visibilityProperty: true, opacityProperty: true };

  const SKIPPED = new Set(
    "script style noscript template textarea input select option optgroup datalist svg math canvas iframe object video audio hearsay-card".split(
      " ",
    ),
  );

  /** What overflows these is the window's to cut off. */
  const BOXES = new Set(["html", "body"]);

  // A form's fields shadow its properties: with `<input name="textContent">` in it, `form.textContent` is that input. So
  // every property of an element or the document is read by the prototype's own getter.
  /**
   * @template {Node} N
   * @template {keyof N} K
   * @param {{prototype: N}} type
   * @param {K} name
   * @returns {(node: any) => N[K]}
   */
  const getter = (type, name) => {
    const get = Object.getOwnPropertyDescriptor(type.prototype, name)?.get ?? (() => undefined);
    return (node) => Reflect.apply(get, node, []);
  };
  const nodeType = getter(Node, "nodeType");
  const firstChild = getter(Node, "firstChild");
  const nextSibling = getter(Node, "nextSibling");
  const parent = getter(Node, "parentElement");
  const textContent = getter(Node, "textContent");
  const localName = getter(Element, "localName");
  const shadowRoot = getter(Element, "shadowRoot");
  const data = getter(CharacterData, "data");
  const value = getter(HTMLTextAreaElement, "value");
  const designMode = getter(Document, "designMode");
  const rootElement = getter(Document, "documentElement");
  const title = getter(Document, "title");
  const { getAttribute, hasAttributes, checkVisibility, getBoundingClientRect } = Element.prototype;
  const { assignedNodes } = HTMLSlotElement.prototype;
  const { querySelectorAll } = Document.prototype;

  /** @param {Element} element @param {string} name @returns {string} */
  const attribute = (element, name) => Reflect.apply(getAttribute, element, [name]) ?? "";
  /** @param {Element} element @param {object} [options] @returns {boolean} */
  const isVisible = (element, options) => Reflect.apply(checkVisibility, element, [options]);
  /** @param {string} selector @returns {Element[]} */
  const all = (selector) => Array.from(Reflect.apply(querySelectorAll, document, [selector]));

  /** A turn for the page. `scheduler.yield` would come back before the page's own tasks, and make one long turn of all the slices. */
  const pause = () => new Promise((resolve) => setTimeout(resolve, 0));

  /** @returns {Slices} */
  const slices = () => {
    let began = performance.now();
    let before = 0;
    const spent = () => before + performance.now() - began;
    return {
      isOver: () => performance.now() - began > SLICE_MS,
      next: async () => {
        before = spent();
        await pause();
        began = performance.now();
      },
      spent,
    };
  };

  /** @param {Element} element @returns {boolean} whether it is what the reader types into */
  const isTypedInto = (element) =>
    localName(element) === "textarea" ||
    attribute(element, "role").trim() === "textbox" ||
    EDITABLE.has(Reflect.apply(getAttribute, element, ["contenteditable"])?.toLowerCase() ?? "false");

  /** How many characters are typed there, white space left out. @param {Element} element */
  const typed = (element) =>
    (element instanceof HTMLTextAreaElement ? value(element) : (textContent(element) ?? "")).replace(/[\s\udc00-\udfff]/g, "").length;

  /** @param {Element} element @returns {boolean} whether nothing below can be an article's words */
  const isSkipped = (element) =>
    SKIPPED.has(localName(element)) ||
    (Reflect.apply(hasAttributes, element, []) &&
      (attribute(element, "aria-hidden").trim().toLowerCase() === "true" || isTypedInto(element)));

  /** Many sites fade their paragraphs in as they come into view. @param {CSSStyleDeclaration} style */
  const fades = ({ transitionDuration, transitionProperty, animationName, willChange }) =>
    animationName !== "none" ||
    /\b(opacity|all)\b/.test(willChange) ||
    (/[1-9]/.test(transitionDuration) && /\b(opacity|all)\b/.test(transitionProperty));

  /**
   * Whether a box keeps what is in it from being seen by its size or place, as a closed accordion does, or a line for screen
   * readers alone.
   * @param {Element} element @param {CSSStyleDeclaration} style
   */
  const isCutOff = (element, style) => {
    const { position } = style;
    const isTaken = position === "absolute" || position === "fixed";
    const cuts = style.overflowX !== "visible" || style.overflowY !== "visible";
    if (!isTaken && !cuts) return false;
    const { width, height, right, bottom } = Reflect.apply(getBoundingClientRect, element, []);
    if (cuts && (width <= 1 || height <= 1)) return true;
    return isTaken && width > 0 && (right + scrollX <= 0 || bottom + scrollY <= 0);
  };

  /**
   * Whether an element in plain sight, and with it what is in it, is in plain sight as well. What a closed `details` keeps is not hidden by a
   * style of its own; to ask the browser of each element would be to go up to the root from each.
   * @param {Holder} holder @param {CSSStyleDeclaration} style
   */
  const isPlain = ({ element, parent }, style) =>
    parent && parent.tag !== "details"
      ? parent.isPlain && style.display !== "none" && style.visibility === "visible" && style.opacity !== "0"
      : isVisible(element, SEEN);

  /**
   * Whether an element takes all that is in it out of sight, as far as that lies in the element itself.
   * @param {Holder} holder @param {CSSStyleDeclaration} style
   */
  const isGone = ({ element, tag, isPlain }, style) => {
    const { display } = style;
    if (!isPlain) {
      if (display !== "contents" && !isVisible(element)) return true;
      // One that fades in says nothing of what is in it, so then each is asked by itself.
      if (style.opacity === "0" && !fades(style)) return true;
    }
    // Neither position nor overflow does anything to what is laid out within a line, or not at all.
    if (display === "inline" || display === "contents" || BOXES.has(tag)) return false;
    return style.contentVisibility === "hidden" || isCutOff(element, style);
  };

  /** @type {Holder[]} empty between two questions */
  const asked = [];

  /** Whether an element's own texts can be seen. @param {Holder} holder */
  const isSeen = (holder) => {
    if (holder.isSeen !== null) return holder.isSeen;
    for (let at = /** @type {Holder | null} */ (holder); at && at.isGone === null; at = at.parent) asked.push(at);
    let style = null;
    for (let at = asked.pop(); at; at = asked.pop()) {
      style = getComputedStyle(at.element);
      at.isPlain = isPlain(at, style);
      at.isGone = at.parent?.isGone || isGone(at, style);
    }
    // The last that was asked is the holder itself.
    style ??= getComputedStyle(holder.element);
    holder.isSeen = !holder.isGone && (holder.isPlain || style.visibility === "visible") && style.fontSize !== "0px";
    return holder.isSeen;
  };

  const address = () => location.href.split("#")[0] ?? "";

  /** @returns {[string, string][]} */
  const metadata = () =>
    all("meta[content]")
      .map(
        (meta) =>
          /** @type {[string, string]} */ ([
            attribute(meta, "name") || attribute(meta, "property") || attribute(meta, "itemprop"),
            attribute(meta, "content"),
          ]),
      )
      .filter(([name]) => name);

  /** @returns {Promise<Reading>} */
  async function read() {
    const slice = slices();
    /** @type {Snapshot} */
    const snapshot = {
      url: address(),
      title: title(document),
      lang: attribute(rootElement(document), "lang"),
      meta: metadata(),
      json_ld: all('script[type="application/ld+json" i]').map((script) => textContent(script) ?? ""),
      elements: [],
      texts: [],
      typed: 0,
      // A page of our own holds what the reader pasted there.
      given: location.protocol.endsWith("extension:"),
      truncated: false,
    };
    /** @type {(Text | null)[]} */
    const nodes = [];
    /** @type {ShadowRoot[]} */
    const roots = [];
    let units = 0;

    /** @param {Element} element @param {Holder | null} parent @returns {Holder} */
    const held = (element, parent) => {
      const root = shadowRoot(element);
      if (root) roots.push(root);
      const slotted = element instanceof HTMLSlotElement ? Reflect.apply(assignedNodes, element, []) : [];
      const [list, next] = slotted.length > 0 ? [slotted, slotted[0] ?? null] : [null, firstChild(root ?? element)];
      return { element, tag: localName(element), parent, index: -1, isGone: null, isPlain: false, isSeen: null, next, list, at: 0 };
    };

    /** @param {Holder} holder @returns {number} */
    const enter = (holder) => {
      for (let at = /** @type {Holder | null} */ (holder); at && at.index < 0; at = at.parent) asked.push(at);
      for (let at = asked.pop(); at; at = asked.pop()) {
        at.index = snapshot.elements.length;
        /** @type {Snapshot["elements"][number]} */
        const listed = [at.parent ? at.parent.index : null, at.tag];
        snapshot.elements.push(listed);
        if (!Reflect.apply(hasAttributes, at.element, [])) continue;
        let hint = "";
        for (const name of HINTS) {
          const words = attribute(at.element, name);
          if (words) hint += hint ? ` ${words}` : words;
        }
        const role = attribute(at.element, "role");
        if (hint || role) listed.push(hint.slice(0, MAX_HINT));
        if (role) listed.push(role.slice(0, MAX_HINT));
      }
      return holder.index;
    };

    /** @param {Holder} holder @param {string} words @param {Text | null} node */
    const push = (holder, words, node) => {
      units += words.length;
      snapshot.texts.push([enter(holder), words]);
      nodes.push(node);
    };

    // Explicit, by `parent`, since a page can nest deeper than the call stack goes.
    /** @type {Element | null} */
    const first = rootElement(document);
    const isEditor = first && (designMode(document) === "on" || isTypedInto(first));
    if (isEditor) snapshot.typed = typed(first);
    let holder = first && !isEditor && !isSkipped(first) ? held(first, null) : null;
    for (let visited = 0; holder; visited += 1) {
      if (nodes.length >= MAX_TEXTS || units >= MAX_UNITS || visited >= MAX_NODES) {
        snapshot.truncated = true;
        break;
      }
      if (visited % 32 === 31 && slice.isOver()) await slice.next();
      /** @type {Node | null} */
      const node = holder.next;
      if (!node) {
        holder = holder.parent;
        continue;
      }
      holder.next = holder.list ? (holder.list[(holder.at += 1)] ?? null) : nextSibling(node);
      const type = nodeType(node);
      if (type === Node.TEXT_NODE || type === Node.CDATA_SECTION_NODE) {
        const words = data(node);
        if (words && isSeen(holder)) push(holder, words, /** @type {Text} */ (node));
      } else if (type === Node.ELEMENT_NODE) {
        const element = /** @type {Element} */ (node);
        if (isSkipped(element)) {
          if (isTypedInto(element) && isVisible(element, { visibilityProperty: true })) snapshot.typed += typed(element);
        } else if (!holder.isGone) {
          const inner = held(element, holder);
          if (inner.tag !== "br" && inner.tag !== "hr") holder = inner;
          else if (isSeen(inner)) push(inner, "\n", null);
        }
      }
    }
    return { snapshot, nodes, roots, spent: slice.spent() };
  }

  return { read, slices, pause, address, data, localName, parent, contentType: getter(Document, "contentType"), root: rootElement };
})();
