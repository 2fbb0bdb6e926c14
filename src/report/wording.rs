//! The sentences of an export, in the reader's language. They stand in the extension's `_locales`, which name them by keys; an export
//! holds keys alone.
//!
//! In go the sentences of one language, out comes each by its key: of `export_told` with `Ivo Oda` and `Ada Kvist` comes
//! *Ivo Oda (as told by Ada Kvist)*.

use std::collections::BTreeMap;

use super::export::value;

/// The sentences of one language; `$1` and `$2` in them stand for what is filled in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wording(BTreeMap<String, String>);

impl Wording {
    /// The sentences of a JSON object, by their keys.
    ///
    /// # Errors
    /// Where it is no such object.
    pub fn read(json: &str) -> Result<Self, String> {
        serde_json::from_str(json).map(Self).map_err(|e| e.to_string())
    }

    /// English, which the command speaks. The extension has its own copy, and hands it in.
    #[cfg(not(target_arch = "wasm32"))]
    #[must_use]
    pub fn english() -> &'static Self {
        static ENGLISH: std::sync::LazyLock<Wording> =
            std::sync::LazyLock::new(|| Wording::of(include_str!("../../extension/_locales/en/messages.json")));
        &ENGLISH
    }

    /// The sentences of a file of `_locales`, which gives what is filled in names of its own.
    #[cfg(not(target_arch = "wasm32"))]
    fn of(messages: &str) -> Self {
        let messages: BTreeMap<String, serde_json::Value> = serde_json::from_str(messages).unwrap_or_default();
        let sentence = |message: &serde_json::Value| {
            let mut sentence = message["message"].as_str()?.to_owned();
            for (name, placeholder) in message["placeholders"].as_object().into_iter().flatten() {
                sentence = sentence.replace(&format!("${name}$"), placeholder["content"].as_str()?);
            }
            Some(sentence)
        };
        Self(messages.iter().filter_map(|(key, message)| Some((key.clone(), sentence(message)?))).collect())
    }

    /// The sentence of a key; the key, where there is none.
    pub(super) fn say<'a>(&'a self, key: &'a str) -> &'a str {
        self.0.get(key).map_or(key, String::as_str)
    }

    /// The sentence of a key, filled in.
    pub(super) fn fill(&self, key: &str, words: &[&str]) -> String {
        let mut out = String::new();
        // Taken apart first, so that a name cannot hold a placeholder.
        for (at, piece) in self.say(key).split('$').enumerate() {
            let number = piece.chars().next().and_then(|c| c.to_digit(10)).filter(|n| at > 0 && *n > 0);
            match number.and_then(|n| words.get(n as usize - 1)) {
                Some(word) => {
                    out.push_str(word);
                    out.push_str(&piece[1..]);
                }
                None => {
                    out.push_str(if at > 0 { "$" } else { "" });
                    out.push_str(piece);
                }
            }
        }
        out
    }

    /// What the reader's language calls a value of the report: `kind_think_tank` is a *research institute*.
    pub(super) fn name(&self, table: &str, of: impl serde::Serialize) -> String {
        let value = value(of);
        let key = format!("{table}_{}", value.replace('-', "_"));
        self.0.get(&key).cloned().unwrap_or(value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_filled_in_stays_as_it_is() {
        let wording = Wording::read(r#"{"told": "$2, says $1", "bare": "It cost 5 $."}"#).unwrap();
        assert_eq!(wording.fill("told", &["Ada $2", "Ivo $1"]), "Ivo $1, says Ada $2");
        assert_eq!(wording.fill("bare", &["x"]), "It cost 5 $.");
        assert_eq!(wording.fill("none", &[]), "none");
        assert!(Wording::read("[]").is_err());
    }

    #[test]
    fn english_knows_its_names() {
        assert_eq!(Wording::english().name("kind", "think-tank"), "research institute");
        assert_eq!(Wording::english().say("notice_little_attributed").matches("$1").count(), 1);
    }
}
