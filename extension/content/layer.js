// Hearsay's own layer over the page: one host element with a closed shadow root, the only thing that Hearsay adds to a page.
// What depends on the reader (which card, which emphasis) is drawn in there, where the page cannot look. It stands in the
// page as long as the marks do: a host that came with a card would tell the page that the reader opened one. It lies at the
// document's origin and takes no room, so what is drawn in it scrolls with the page at no cost.

/**
 * @typedef {object} Layer
 * @property {ShadowRoot} root
 * @property {HTMLElement} host
 * @property {() => {x: number, y: number}} origin where the layer's own zero lies in the window
 * @property {() => void} attach puts the host into the page, if it is not there
 * @property {() => void} remove
 */

var hearsayLayer = (() => {
  const HOST = "hearsay-card";

  // The card is relative to the reader's own colour scheme, not to the page's: it is a sheet of its own.
  const STYLE = `
    /* Important, since only so a shadow tree's rules outrank the page's for its host. */
    :host {
      /* Shown by overlay.css alone, which the browser takes away with the extension: in Firefox nobody is left to take the host away. */
      all: initial !important; display: var(--hearsay-layer, none) !important; position: absolute !important; inset: 0 auto auto 0 !important;
      width: 0 !important; height: 0 !important; overflow: visible !important; z-index: 2147483647 !important;
      color-scheme: light dark !important; pointer-events: none !important;
      --accent: light-dark(#0b6e69, #5cc4bb);
    }
    .card {
      --ink: light-dark(#1d2524, #e8ecea); --soft: light-dark(#566260, #a9b4b1); --sheet: light-dark(#fffefb, #202726);
      --line: light-dark(#d9dedb, #3b4543); --hover: light-dark(#e9f1ef, #2d3836);
      position: fixed; inset: auto; box-sizing: border-box; width: max-content; min-width: min(15rem, calc(100vw - 16px));
      max-width: min(23rem, calc(100vw - 16px)); max-height: calc(100vh - 16px); overflow: auto; margin: 0;
      padding: 14px 16px 8px; pointer-events: auto;
      color: var(--ink); background: var(--sheet); border: 1px solid var(--line); border-radius: 8px;
      box-shadow: 0 1px 2px rgb(0 0 0 / 8%), 0 8px 24px rgb(0 0 0 / 14%);
      font: 400 14px/1.45 system-ui, -apple-system, "Segoe UI", sans-serif; text-align: start; overflow-wrap: anywhere;
    }
    .card:focus { outline: 2px solid var(--accent); outline-offset: 1px; }
    p, ol, ul { margin: 0; padding: 0; }
    ol, ul { list-style: none; }
    .who { font-size: 16px; font-weight: 600; line-height: 1.3; }
    .relay { font-weight: 600; }
    .about, .sure { font-size: 12px; color: var(--soft); }
    .how { margin-top: 2px; color: var(--soft); }
    .chain > li + li { position: relative; margin-top: 8px; padding-inline-start: 18px; }
    .chain > li + li::before { content: "↳"; position: absolute; inset-inline-start: 0; color: var(--soft); }
    [dir="rtl"] .chain > li + li::before { content: "↲"; }
    .source, .cue { color: var(--ink); text-decoration: underline 2px var(--accent); text-underline-offset: 3px; }
    .cue { text-decoration-style: dotted; }
    .says { margin-top: 10px; padding-top: 10px; border-top: 1px solid var(--line); }
    .claim { margin-top: 8px; padding-inline-start: 10px; border-inline-start: 2px solid var(--accent); }
    .claim ul { font-size: 12px; color: var(--soft); }
    .sure { margin-top: 6px; }
    .look { margin-top: 10px; font-size: 12px; color: var(--soft); }
    .look a { display: inline-block; padding: 4px 0; margin-inline-start: 8px; color: var(--accent); text-underline-offset: 2px; }
    .actions { display: flex; flex-wrap: wrap; gap: 0 2px; margin: 6px -8px 0; padding-top: 4px; border-top: 1px solid var(--line); }
    .actions button { min-height: 28px; padding: 4px 8px; color: var(--accent); background: none; border: 0; border-radius: 6px; font: inherit; font-size: 12px; cursor: pointer; }
    .actions button:hover { background: var(--hover); }
    .card :is(a, button):focus-visible { outline: 2px solid var(--accent); outline-offset: -1px; border-radius: 6px; }
    .unseen { position: fixed; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
    .flash i { position: absolute; border-radius: 3px; box-shadow: 0 0 0 2px var(--accent); animation: fade 1.6s ease-in forwards; }
    @keyframes fade { 60% { opacity: 1; } to { opacity: 0; } }
    .margin button {
      position: absolute; box-sizing: border-box; width: 24px; height: 24px; margin: 0; padding: 0; pointer-events: auto;
      background: none; border: 0; cursor: pointer;
      font: 600 11px/18px system-ui, -apple-system, "Segoe UI", sans-serif; font-variant-numeric: tabular-nums; text-align: center;
    }
    .margin button::before { content: ""; position: absolute; inset: 3px; border: 1.5px solid var(--mark); border-radius: 50%; }
    .margin .weak::before { border-style: dotted; }
    .margin button:hover::before, .margin button:focus-visible::before { border-width: 2.5px; }
    .margin button:focus-visible { outline: 2px solid var(--mark); border-radius: 6px; }
    @media (prefers-reduced-motion: reduce) { .flash i { animation: none; } }
    @media (forced-colors: active) {
      .card { border-color: CanvasText; } .flash i { box-shadow: none; outline: 2px solid Highlight; }
      .source, .cue { text-decoration-color: CanvasText; }
    }
    @media print { .card, .flash, .margin { display: none; } }
  `;

  /** Takes off a host that an earlier instance left. */
  const sweep = () => {
    for (const child of Array.from(hearsayReader.root(document)?.childNodes ?? [])) {
      if (child instanceof Element && child.localName === HOST) child.remove();
    }
  };

  /** @returns {Layer} */
  const start = () => {
    const host = document.createElement(HOST);
    const root = host.attachShadow({ mode: "closed" });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE);
    root.adoptedStyleSheets = [sheet];
    return {
      root,
      host,
      origin: () => Element.prototype.getBoundingClientRect.call(host),
      attach: () => {
        if (!host.isConnected) hearsayReader.root(document)?.append(host);
      },
      remove: () => host.remove(),
    };
  };

  return { start, sweep };
})();
