/** Asks again until there is an answer. @template T @param {string} what @param {() => Promise<T | undefined | null | false>} ask */
export async function until(what, ask, milliseconds = 15_000) {
  const end = Date.now() + milliseconds;
  for (;;) {
    const answer = await ask();
    if (answer) return answer;
    if (Date.now() > end) throw new Error(`waited ${milliseconds / 1000} s in vain for ${what}`);
    await new Promise((done) => setTimeout(done, 50));
  }
}
