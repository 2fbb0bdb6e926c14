// Notices that the page has changed, and has it looked at once it has settled: a paragraph that came late, a tab that was
// opened, another article at another address. Asks little of a page that never settles: between two looks at the records it
// observes nothing, and of every 50 ms at most one is spent on looking. Of a page that nobody sees it asks nothing.
//
// `look` is called at once, and again when a paragraph is added and nothing else has happened for 350 ms.

/**
 * @typedef {object} Watcher
 * @property {() => void} stop
 * @property {() => void} stir has the page looked at although no change was seen
 * @property {(roots: ShadowRoot[]) => void} include the shadow trees that are to be watched too
 *
 * What the watcher calls. `look` gives how many milliseconds of the page's thread it took and, where it left something for
 * later, after how many it wants to be called again. `pulse` comes every second.
 * @typedef {{look: () => Promise<{spent: number, again?: number}>, pulse: () => void}} Watching
 */

var hearsayWatcher = (() => {
  /** Settled is a page in which nothing happens for so long ... */
  const QUIET_MS = 200;
  /** ... after it was left unobserved for so long, so that a storm of changes costs nothing. */
  const BLIND_MS = 150;
  /** A page that does not settle is looked at all the same. */
  const LONGEST_MS = 2000;
  const PULSE_MS = 1000;
  /** Of the page's time. Up to `SAVED_MS` are saved up for a page that changes a few times at once. */
  const SHARE = 0.02;
  const SAVED_MS = 200;
  /** By these a page shows and hides what stands in it already. */
  const SHOWING = ["class", "style", "hidden", "open", "aria-hidden", "slot"];
  /** Some pages show and hide by style sheets alone: a `:checked` tab, a `:target`. */
  const HINTS = ["click", "change", "popstate", "hashchange", "resize"];

  const sleep = (/** @type {number} */ ms) => new Promise((done) => setTimeout(done, ms));

  /** @param {Watching} watching @returns {Watcher} */
  function start({ look, pulse }) {
    const stopping = new AbortController();
    /** @type {Node[]} */
    let roots = [document];
    /** Whether something has happened since the observer was armed. */
    let stirred = false;
    /** @type {() => void} */
    let wake = () => {};
    let beat = 0;
    let saved = SAVED_MS;
    let counted = performance.now();

    const stir = () => {
      observer.disconnect();
      stirred = true;
      wake();
    };
    const observer = new MutationObserver(stir);
    const arm = () => {
      observer.disconnect();
      if (stirred || document.hidden || stopping.signal.aborted) return;
      const options = { childList: true, characterData: true, subtree: true, attributeFilter: SHOWING };
      for (const root of roots) observer.observe(root, options);
    };

    /** Waits for a change, at most so long; whether there was one. @param {number} [ms] @returns {Promise<boolean>} */
    const change = (ms) =>
      new Promise((done) => {
        const timer = ms === undefined ? 0 : setTimeout(() => wake(), ms);
        wake = () => {
          clearTimeout(timer);
          wake = () => {};
          done(stirred);
        };
        if (stirred) wake();
        else arm();
      });

    /** Until the page has had its share of the time, and is seen. */
    const turn = async () => {
      for (;;) {
        const now = performance.now();
        saved = Math.min(SAVED_MS, saved + (now - counted) * SHARE);
        counted = now;
        if (stopping.signal.aborted) return;
        if (document.hidden) await new Promise((seen) => (wake = () => seen(undefined)));
        else if (saved < 0) await sleep(-saved / SHARE);
        else return;
      }
    };

    const follow = async () => {
      let { spent, again } = await look();
      while (!stopping.signal.aborted) {
        saved -= spent;
        await change(again);
        const began = performance.now();
        for (let quiet = !stirred; !quiet && performance.now() - began < LONGEST_MS; quiet = !(await change(QUIET_MS))) {
          await sleep(BLIND_MS);
          stirred = false;
        }
        await turn();
        if (stopping.signal.aborted) return;
        // Armed before the look, since what changes meanwhile may be behind it already.
        stirred = false;
        arm();
        ({ spent, again } = await look());
      }
    };

    const seen = () => {
      clearInterval(beat);
      if (document.hidden) return observer.disconnect();
      beat = window.setInterval(pulse, PULSE_MS);
      pulse();
      stir();
    };
    const options = { capture: true, passive: true, signal: stopping.signal };
    for (const hint of HINTS) addEventListener(hint, (event) => event.isTrusted && stir(), options);
    document.addEventListener("visibilitychange", seen, options);
    if (!document.hidden) beat = window.setInterval(pulse, PULSE_MS);
    follow();

    return {
      stir,
      include: (found) => {
        roots = [document, ...found];
        arm();
      },
      stop: () => {
        stopping.abort();
        observer.disconnect();
        clearInterval(beat);
        wake();
      },
    };
  }

  return { start };
})();
