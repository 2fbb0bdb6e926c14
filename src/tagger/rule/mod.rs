//! The explainable baseline: a cue lexicon and constructions over tokens, sentence by sentence.
//!
//! Each file finds the cues of one sort; [`quoted`] then gives the quotations that are left to whoever was speaking.

mod phrase;
mod phrase_cue;
mod quoted;
mod scope;
mod verb;

use scope::Scope;

use super::Candidate;
use crate::{article::BlockKind, document::Document};

/// The candidates of the whole document, by the first byte of what they hold.
pub(super) fn tag(document: &Document) -> Vec<Candidate> {
    let mut found = Vec::new();
    for sentence in 0..document.sentences.len() {
        let scope = Scope::new(document, sentence);
        let block = document.article.blocks[document.sentences[sentence].block].kind;
        match block {
            BlockKind::Byline | BlockKind::Cell => continue,
            BlockKind::Headline | BlockKind::Heading => found.extend(scope.colon(true)),
            _ => found.extend(scope.colon(false)),
        }
        verb::find(&scope, &mut found);
        phrase_cue::find(&scope, &mut found);
    }
    quoted::claim(document, &mut found);
    found
}
