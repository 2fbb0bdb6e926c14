// The page that greets whoever installs Hearsay: what to press, what the marks mean, and an article to try it on.

import { fill } from "../element.js";

await hearsayPlatform.settings();
fill();
document.getElementById("options")?.addEventListener("click", () => hearsayPlatform.openOptions());

const keys = new Map((await hearsayPlatform.shortcuts()).map(({ id, keys }) => [id, keys]));
const [press, next] = [keys.get("_execute_action"), keys.get("next-mark")];
const line = document.getElementById("keys");
if (line && press && next) {
  line.textContent = hearsayPlatform.text("welcome_keys", press, next);
  line.hidden = false;
}
