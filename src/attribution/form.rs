//! How the content is given: in the speaker's own words, in part, or in the writer's.

use serde::{Deserialize, Serialize};

use crate::{document::Document, span::Span};

/// How the content is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Form {
    /// Wholly in quotation marks: *“The bridge is safe,” she said.*
    Direct,
    /// In part: *She called the bridge “safe as houses”.*
    Mixed,
    /// In the writer's words: *She said that the bridge was safe.*
    Indirect,
}

impl Form {
    /// The form of `content`: direct where every word stands in quotation marks, indirect where none does. A `that` outside
    /// the marks belongs to the cue's grammar and does not count: *She said that “it is safe”* is direct.
    #[must_use]
    pub fn of(document: &Document, content: &[Span]) -> Self {
        let mut quoted = 0;
        let mut bare = 0;
        for span in content {
            let tokens = document.tokens_in(*span);
            let lead = tokens.start;
            for token in tokens.filter(|&t| document.is_word(t)) {
                if document.quotation_of(token).is_some() {
                    quoted += 1;
                } else if token != lead || document.lower(token) != "that" {
                    bare += 1;
                }
            }
        }
        match (quoted, bare) {
            (0, _) => Self::Indirect,
            (_, 0) => Self::Direct,
            _ => Self::Mixed,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Article;

    #[track_caller]
    fn assert_form(text: &str, expected: Form) {
        let document = Document::segment(Article::from_text(text));
        assert_eq!(Form::of(&document, &[Span::new(0, text.len())]), expected);
    }

    #[test]
    fn tells_direct_from_mixed_from_indirect() {
        assert_form("“The bridge is safe,”", Form::Direct);
        assert_form("that “the bridge is safe”", Form::Direct);
        assert_form("the bridge is “safe as houses”", Form::Mixed);
        assert_form("that the bridge is safe", Form::Indirect);
    }
}
