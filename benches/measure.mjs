// What several benches measure alike.

/** @param {number[]} numbers @returns {number} NaN of none */
export const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? NaN;

/**
 * The longest turn of the page's thread while `task` runs, in milliseconds, as the page itself counts them.
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
