// The settings, each kept as soon as it is chosen. Nothing here needs to be touched to use Hearsay.

import { button, element, fill, quoted, save } from "../element.js";
import { MESSAGES } from "./language.js";

const { text } = hearsayPlatform;
const { DENSITY, ENGINES, LANGUAGES, PALETTES, PARTS, STYLES, clean, isOrigin } = hearsaySettings;
/** Where a reading counts as fairly sure, and as sure: as the card puts it. */
const SURENESS = [0, 0.5, 0.8];

/** @param {string} id @returns {HTMLElement} */
const at = (id) => /** @type {HTMLElement} */ (document.getElementById(id));
/** @param {string} words */
const say = (words) => {
  at("news").textContent = words;
};

let settings = await hearsayPlatform.settings();

/** @param {Partial<Settings>} changed */
async function keep(changed) {
  settings = clean({ ...settings, ...changed });
  say(text((await hearsayPlatform.keep(settings)) ? "options_kept" : "options_not_kept"));
  preview();
}

/**
 * @param {"checkbox" | "radio"} type
 * @param {string} group
 * @param {string} value
 * @param {string} label
 * @param {boolean} checked
 * @param {(checked: boolean) => void} changed
 */
function box(type, group, value, label, checked, changed) {
  const input = element("input", "");
  Object.assign(input, { type, name: group, value, checked });
  input.addEventListener("change", () => changed(input.checked));
  return element("label", "", input, element("span", "", label));
}

/** @param {"style" | "palette" | "density"} key @param {string[]} values @param {(value: string) => string} label */
const radios = (key, values, label) =>
  at(key).replaceChildren(
    ...values.map((value) =>
      box("radio", key, value, label(value), settings[key] === value, () => keep({ [key]: value })),
    ),
  );

function preview() {
  document.body.dataset.style = settings.style;
  document.body.dataset.palette = settings.palette;
  document.body.dataset.hide = PARTS.filter((part) => !settings.parts[part]).join(" ");
}

function sites() {
  at("sites").replaceChildren(
    ...Object.entries(settings.sites).map(([origin, how]) =>
      element(
        "li",
        "",
        quoted(origin),
        element("span", "soft", text(`site_is_${how}`)),
        button("", text("site_remove"), async () => {
          const { [origin]: _, ...others } = settings.sites;
          await keep({ sites: others });
          if (how === "always") await hearsayPlatform.forgo(origin);
          sites();
          at("site").focus();
        }),
      ),
    ),
  );
}

/** @param {string} typed @returns {string} an origin, or nothing */
function originOf(typed) {
  const address = /^[a-z]+:/i.test(typed) ? typed : `https:${typed}`;
  const origin = URL.canParse(address) ? new URL(address).origin : "";
  return isOrigin(origin) ? origin : "";
}

/** @param {SubmitEvent} event */
async function addSite(event) {
  event.preventDefault();
  const field = /** @type {HTMLInputElement} */ (at("site"));
  const origin = originOf(field.value.trim());
  const how = event.submitter instanceof HTMLButtonElement && event.submitter.value === "never" ? "never" : "always";
  if (!origin) return say(text("site_wrong"));
  // The browser asks the reader, and wants this to be the first thing that a press does.
  if (how === "always" && !(await hearsayPlatform.ask(origin))) return say(text("site_refused"));
  field.value = "";
  await keep({ sites: { ...settings.sites, [origin]: how } });
  sites();
}

async function load() {
  const file = /** @type {HTMLInputElement} */ (at("file"));
  try {
    const given = clean(JSON.parse((await file.files?.[0]?.text()) ?? ""));
    // A file cannot give what only the reader can: leave to start by itself somewhere.
    const allowed = await Promise.all(
      Object.entries(given.sites).map(async ([origin, how]) => how === "never" || (await hearsayPlatform.mayRun(origin))),
    );
    given.sites = Object.fromEntries(Object.entries(given.sites).filter((_, index) => allowed[index]));
    await keep(given);
    await speak();
    draw();
  } catch {
    say(text("options_not_read"));
  }
  file.value = "";
}

/** Keeps the sentences of the chosen language where every part of Hearsay finds them. */
async function speak() {
  await hearsayPlatform.speak(MESSAGES[/** @type {keyof typeof MESSAGES} */ (settings.language)] ?? null);
  fill();
}

async function keys() {
  at("keys").replaceChildren(
    ...(await hearsayPlatform.shortcuts()).map(({ name, keys }) =>
      element(
        "li",
        "",
        element("span", "", name),
        keys ? element("kbd", "", keys) : element("span", "soft", text("key_none")),
      ),
    ),
  );
}

function draw() {
  at("parts").replaceChildren(
    ...PARTS.map((part) =>
      box("checkbox", part, part, text(`part_${part}`), settings.parts[part], (checked) =>
        keep({ parts: { ...settings.parts, [part]: checked } }),
      ),
    ),
  );
  radios("style", STYLES, (value) => text(`style_${value}`));
  radios("palette", PALETTES, (value) => text(`palette_${value}`));
  radios("density", Object.keys(DENSITY), (value) => text(`density_${value}`));
  at("sure").replaceChildren(
    ...SURENESS.map((sure, index) =>
      box("radio", "sure", String(sure), text(`sure_${index}`), settings.sure === sure, () => keep({ sure })),
    ),
  );
  at("engines").replaceChildren(
    ...Object.entries(ENGINES).map(([id, { name }]) =>
      box("checkbox", "engines", id, name, settings.engines.includes(id), (checked) =>
        keep({ engines: checked ? [...settings.engines, id] : settings.engines.filter((one) => one !== id) }),
      ),
    ),
  );
  const language = /** @type {HTMLSelectElement} */ (at("language"));
  language.replaceChildren(
    ...LANGUAGES.map((tag) => {
      const option = element(
        "option",
        "",
        tag ? (new Intl.DisplayNames([tag], { type: "language" }).of(tag) ?? tag) : text("language_browser"),
      );
      option.value = tag;
      return option;
    }),
  );
  language.value = settings.language;
  sites();
  preview();
  void keys();
}

await speak();
draw();
at("language").addEventListener("change", async (event) => {
  await keep({ language: /** @type {HTMLSelectElement} */ (event.target).value });
  await speak();
  draw();
});
at("add").addEventListener("submit", addSite);
at("rebind").addEventListener("click", () => hearsayPlatform.openShortcuts());
at("export").addEventListener("click", () =>
  save({ name: "hearsay-settings.json", type: "application/json", body: JSON.stringify(settings, null, 2) }),
);
at("import").addEventListener("click", () => at("file").click());
at("file").addEventListener("change", load);
at("reset").addEventListener("click", async () => {
  await keep({ ...hearsaySettings.DEFAULTS, sites: settings.sites });
  await speak();
  draw();
});
