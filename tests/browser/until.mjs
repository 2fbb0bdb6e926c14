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

/**
 * In the page: comes back when it has its new width and has heard of it, which is later than the browser's word that it has. Until then what
 * is done there is done in the old one, and a card that opens is closed again.
 * @param {number} width
 */
export async function resized(width) {
  const frame = () => new Promise((done) => requestAnimationFrame(done));
  for (let frames = 0; innerWidth !== width && frames < 60; frames += 1) await frame();
  for (let frames = 0; frames < 2; frames += 1) await frame();
}
