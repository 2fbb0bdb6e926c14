// Lets the sample article be tried on from the welcome page. The browser lets no extension into its own pages by a press of
// the button, so this page takes the content scripts in by itself. Where the article is served by another, this does nothing.

import { colour } from "../palette.js";

const SCRIPTS = [
  "platform.js",
  "messages.js",
  "settings.js",
  "content/reader.js",
  "content/painter.js",
  "content/watcher.js",
  "content/asker.js",
  "content/ground.js",
  "content/look.js",
  "content/layer.js",
  "content/account.js",
  "content/card.js",
  "content/margin.js",
];

/** @param {string} file */
const load = (file) =>
  new Promise((done) => {
    const script = document.createElement("script");
    script.src = `../${file}`;
    script.addEventListener("load", () => {
      script.remove();
      done(undefined);
    });
    document.head.append(script);
  });

if (location.protocol.endsWith("extension:")) {
  for (const file of SCRIPTS) await load(file);
  const overlay = document.createElement("link");
  Object.assign(overlay, { rel: "stylesheet", href: "../overlay.css" });
  document.head.append(overlay);
  await colour();
  const press = document.createElement("button");
  press.type = "button";
  press.className = "try";
  let isOn = false;
  const label = () => {
    press.textContent = hearsayPlatform.text(isOn ? "action_hide" : "action_show");
  };
  press.addEventListener("click", async () => {
    isOn = !isOn;
    label();
    if (!isOn) return hearsayMain?.stop();
    hearsayPlatform.openOwnPanel();
    await load("content/main.js");
  });
  label();
  document.body.prepend(press);
}

export {};
