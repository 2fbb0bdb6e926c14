// What chromedriver and geckodriver start, for wasm-bindgen-test-runner: each takes its own part.
const root = process.getuid?.() === 0;
console.log(
  JSON.stringify({
    "goog:chromeOptions": {
      binary: process.env.CHROMIUM,
      // Containers and root have no user namespaces for the sandbox.
      args: ["headless", "disable-gpu", "disable-dev-shm-usage", ...(root ? ["no-sandbox"] : [])],
    },
    "moz:firefoxOptions": { binary: process.env.FIREFOX, args: ["-headless"] },
  }),
);
