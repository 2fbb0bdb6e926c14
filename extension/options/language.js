// The sentences of every language of the interface, for readers who want another than their browser's.

import de from "../_locales/de/messages.json" with { type: "json" };
import en from "../_locales/en/messages.json" with { type: "json" };
import es from "../_locales/es/messages.json" with { type: "json" };
import fr from "../_locales/fr/messages.json" with { type: "json" };
import uk from "../_locales/uk/messages.json" with { type: "json" };

/** @type {Record<string, Messages>} */
export const MESSAGES = { de, en, es, fr, uk };
