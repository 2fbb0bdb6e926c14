// The only web that the browsers of the tests can reach: one server on loopback, which is also their proxy.
//
// In: what to answer on which path. Out: an address, and `requests`, every request that a browser made to anywhere: as
// the proxy sees what any part of the browser asks for, the background included, a test can say that there was none.
import { createServer } from "node:http";

/**
 * @typedef {{ body: string | Buffer, type?: string, headers?: Record<string, string> }} Answer
 * @typedef {{ method: string, url: string }} Request
 */

/** A site of the same pages, reached through the proxy: an address without a port, since Firefox's permissions know none with one. */
const SITE = "http://courier.example";

/** Whom the browsers themselves call, in spite of every setting that says not to. */
const ERRANDS = new Set([
  "accounts.google.com",
  "clients2.google.com",
  "content-autofill.googleapis.com",
  "update.googleapis.com",
  "firefox.settings.services.mozilla.com",
]);

/**
 * @param {Record<string, string | Answer> | ((path: string) => string | Answer | undefined)} pages by path; a bare string is HTML
 */
export async function serve(pages) {
  /** @type {Request[]} */
  const requests = [];
  const answer = typeof pages === "function" ? pages : (/** @type {string} */ path) => pages[path];
  const server = createServer((request, response) => {
    // A proxy is asked for the whole address.
    const url = new URL(request.url ?? "/", origin);
    requests.push({ method: request.method ?? "", url: url.href });
    const found = [origin, SITE].includes(url.origin) ? answer(url.pathname) : undefined;
    if (found === undefined) return void response.writeHead(404).end();
    const { body, type = "text/html; charset=utf-8", headers = {} } = typeof found === "string" ? { body: found } : found;
    response.writeHead(200, { "content-type": type, "cache-control": "no-store", ...headers }).end(body);
  });
  server.on("connect", (request, socket) => {
    requests.push({ method: "CONNECT", url: `https://${request.url}` });
    socket.on("error", () => {});
    socket.end("HTTP/1.1 502 Bad Gateway\r\n\r\n");
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", () => done(undefined)));
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  const origin = `http://127.0.0.1:${port}`;

  return {
    origin,
    site: SITE,
    port,
    requests,
    /** Every request but those for the paths given and the browser's own: what nobody should have asked for. */
    strays: (/** @type {string[]} */ ...paths) => {
      const own = new Set([...paths, "/favicon.ico"].flatMap((path) => [origin + path, SITE + path]));
      return requests.filter(({ url }) => !own.has(url) && !ERRANDS.has(new URL(url).hostname));
    },
    close: () => new Promise((done) => (server.closeAllConnections(), server.close(done))),
  };
}
