// What several benches measure alike.

/** @param {number[]} numbers @returns {number} NaN of none */
export const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? NaN;

/**
 * The longest task of the page's thread while `task` runs, in milliseconds, as Chromium's own trace has them: script, style, layout and
 * painting, whoever wanted them.
 * @param {import("puppeteer-core").Page} page
 * @param {() => Promise<unknown>} task
 * @returns {Promise<number>}
 */
export async function longestTask(page, task) {
  await page.tracing.start({ categories: ["devtools.timeline", "disabled-by-default-devtools.timeline", "blink.user_timing"] });
  await page.evaluate(() => performance.mark("the page's thread"));
  await task();
  /** @type {{traceEvents: {name: string, pid: number, tid: number, dur?: number}[]}} */
  const { traceEvents } = JSON.parse(new TextDecoder().decode(await page.tracing.stop()));
  const own = traceEvents.find(({ name }) => name === "the page's thread");
  const tasks = traceEvents.filter(({ name, pid, tid }) => name === "RunTask" && pid === own?.pid && tid === own.tid);
  return Math.max(...tasks.map(({ dur = 0 }) => dur / 1000));
}

/**
 * The longest turn of the page's thread while `task` runs, in milliseconds, as the page itself counts them. A turn may hold several
 * tasks: that of a timer, and the frame after it.
 * @param {import("puppeteer-core").Page} page
 * @param {() => Promise<unknown>} task
 * @returns {Promise<number>}
 */
export async function longest(page, task) {
  await page.evaluate(() => {
    const { port1, port2 } = new MessageChannel();
    const seen = /** @type {any} */ (document);
    let last = performance.now();
    seen.longest = 0;
    seen.counting = true;
    port2.onmessage = () => {
      const now = performance.now();
      seen.longest = Math.max(seen.longest, now - last);
      last = now;
      if (seen.counting) port1.postMessage(0);
    };
    port1.postMessage(0);
  });
  await task();
  return page.evaluate(() => {
    const seen = /** @type {any} */ (document);
    seen.counting = false;
    return Number(seen.longest);
  });
}
