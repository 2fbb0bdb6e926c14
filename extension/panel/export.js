// The export menu: the report as a file, made by the same core that made the report, in the reader's language. Nothing is kept of
// it, and nothing sent.

import english from "../_locales/en/messages.json" with { type: "json" };
import { button, element, save } from "../element.js";

const { text } = hearsayPlatform;
/** As the core names them; what most readers want comes first. */
const FORMATS = ["markdown", "html", "csv", "json", "annotations", "claimreview"];

/** Every sentence in the reader's language; `$1` in them stands for what the core fills in. */
const wording = () => Object.fromEntries(Object.keys(english).map((key) => [key, text(key, "$1", "$2", "$3")]));

/**
 * @param {ArticleReport} report
 * @param {(news: string) => void} say
 * @returns {HTMLElement}
 */
export function exportMenu(report, say) {
  const entries = FORMATS.map((format) => {
    const how = element("span", "how", text(`export_${format}_is`));
    /** Where the reader looks, who has just pressed there. @param {string} words */
    const tell = (words) => {
      how.textContent = `${text(`export_${format}_is`)} · ${words}`;
      say(words);
    };
    const made = button("jump", "", async () => {
      const file = await hearsayPlatform.send({ type: "export", report, format, wording: wording() }).catch(() => undefined);
      if (!hearsayMessages.isFile(file)) return tell(text("not_exported"));
      save(file);
      tell(text("exported"));
    });
    made.append(text(`export_${format}`), how);
    return element("li", "", made);
  });
  return element("details", "export", element("summary", "", text("export")), element("ul", "sayings", ...entries));
}
