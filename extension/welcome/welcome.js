// The page that greets whoever installs Hearsay: what to press, what the three marks mean, and an article to try it on.

import { fill } from "../element.js";

await hearsayPlatform.settings();
fill();
document.getElementById("options")?.addEventListener("click", () => hearsayPlatform.openOptions());
