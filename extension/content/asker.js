// Asks the core about a page. In goes a snapshot, out comes an answer, whatever happens to the background meanwhile. A large
// snapshot goes in pieces, since a message keeps the page waiting for as long as it is large.
//
// Of a page with 700 kB of text and elements six pieces go, with a turn for the page between them, and the seventh with the question.

var hearsayAsker = (() => {
  /** About as many bytes: 3 ms of the page's thread. */
  const PIECE = 100_000;
  /** What an element or a text weighs besides its words. */
  const FRAME = 40;
  /** The core reads a book in less. */
  const DEADLINE_MS = 60_000;
  /** The browser may end the background in the middle of its work; a message wakes a new one, once the old is gone. */
  const AGAIN_MS = [500, 2000];

  const sleep = (/** @type {number} */ ms) => new Promise((done) => setTimeout(done, ms));

  /** @typedef {Pick<Snapshot, 'elements' | 'texts'>} Piece */

  /** @param {Snapshot} snapshot @returns {Piece[]} at least one */
  const parted = ({ elements, texts }) => {
    /** @type {Piece} */
    let piece = { elements: [], texts: [] };
    const pieces = [piece];
    let room = PIECE;
    /** @param {number} weight */
    const fill = (weight) => {
      if (room <= 0) {
        piece = { elements: [], texts: [] };
        pieces.push(piece);
        room = PIECE;
      }
      room -= weight + FRAME;
      return piece;
    };
    for (const one of elements) fill(one[1].length + (one[2]?.length ?? 0) + (one[3]?.length ?? 0)).elements.push(one);
    for (const one of texts) fill(one[1].length).texts.push(one);
    return pieces;
  };

  /**
   * @param {Snapshot} snapshot
   * @param {number} reading names the request
   * @returns {Promise<{answer: Answer, spent: number}>} `spent`: milliseconds of the page's thread
   */
  async function ask(snapshot, reading) {
    let spent = 0;
    /** @template T @param {() => T} work */
    const timed = (work) => {
      const began = performance.now();
      const done = work();
      spent += performance.now() - began;
      return done;
    };
    const attempt = async () => {
      await hearsayReader.pause();
      const pieces = timed(() => parted(snapshot));
      const last = pieces.pop();
      for (const [at, piece] of pieces.entries()) {
        const taken = await timed(() => hearsayPlatform.send({ type: "piece", reading, at, piece }));
        if (taken !== true) throw new Error("a piece was lost");
        await hearsayReader.pause();
      }
      const question = { type: "analyze", reading, pieces: pieces.length, snapshot: { ...snapshot, ...last } };
      const came = await timed(() => hearsayPlatform.send(question));
      const answer = timed(() => hearsayMessages.unpacked(came));
      if (!timed(() => hearsayMessages.isAnswer(answer))) throw new Error("no answer");
      return /** @type {Answer} */ (answer);
    };
    const asked = AGAIN_MS.reduce((before, ms) => before.catch(() => sleep(ms).then(attempt)), attempt());
    const answer = await Promise.race([asked.catch(() => null), sleep(DEADLINE_MS).then(() => null)]);
    return { answer: answer ?? { state: "failed" }, spent };
  }

  return { ask };
})();
