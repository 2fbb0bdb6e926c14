//! Which words are finite verbs: there is no parser, and a clause has one.
//!
//! In go the sentences, out comes [`Finite`]. Of `The bank hid its losses` it is `hid`.

use std::ops::Range;

use super::{
    head::{Head, Heads, Words},
    voice::Voices,
};
use crate::{
    document::Document,
    text::{Sentence, TokenKind},
};

/// Log-odds from which a word counts as a finite verb. A clause that is not found costs more than one that might be parted too often, which
/// other conditions prevent.
const LIKELY: f32 = -1.2;
/// The same for the likeliest of a sentence, or of what somebody said, in which there is no other: nearly every one has a verb.
const CONCEIVABLE: f32 = -3.0;
/// What says less than this may well have none.
const SHORTEST: usize = 4;

/// Which tokens are finite verbs.
#[derive(Debug)]
pub(super) struct Finite(Vec<f32>);

impl Finite {
    pub(super) fn of(voices: &Voices, words: &Words, sentences: &[Sentence]) -> Self {
        let heads = Heads::shipped();
        let document = voices.document;
        let mut scores = vec![f32::NEG_INFINITY; document.tokens.len()];
        for sentence in sentences {
            for token in sentence.tokens.clone() {
                if is_finite(document, token) {
                    scores[token] = f32::INFINITY;
                } else if may_be_verb(document, token) {
                    scores[token] = heads.score(Head::Finite, &words.grammar(token, &sentence.tokens));
                }
            }
        }
        let mut finite = Self(scores);
        let contents = voices.attributions.iter().flat_map(|a| &a.content).map(|span| document.tokens_in(*span));
        sentences.iter().map(|s| s.tokens.clone()).chain(contents).for_each(|tokens| finite.settle(tokens));
        finite
    }

    /// Takes the likeliest word for the verb where none is likely.
    fn settle(&mut self, tokens: Range<usize>) {
        if tokens.len() >= SHORTEST && self.first(tokens.clone()).is_none() {
            let best = tokens.max_by(|a, b| self.0[*a].total_cmp(&self.0[*b])).filter(|&t| self.0[t] > CONCEIVABLE);
            if let Some(token) = best {
                self.0[token] = f32::INFINITY;
            }
        }
    }

    /// The first of some tokens.
    pub(super) fn first(&self, mut tokens: Range<usize>) -> Option<usize> {
        tokens.find(|&t| self.0[t] > LIKELY)
    }
}

/// Whether the word is a finite verb wherever it stands, or wherever no article or possessor stands before it: *the will*.
fn is_finite(document: &Document, token: usize) -> bool {
    const ALWAYS: [&str; 17] = [
        "is", "are", "was", "were", "am", "has", "had", "does", "did", "would", "could", "should", "cannot", "'re",
        "'ve", "'ll", "'m",
    ];
    const BESIDE: [&str; 6] = ["will", "may", "might", "must", "can", "shall"];
    let word = document.lower(token);
    let bare = || {
        let before = token.checked_sub(1).map(|t| document.closed(t)).unwrap_or_default();
        !document.is_capital(token) && !before.determiner() && !before.possessive() && !before.preposition()
    };
    ALWAYS.contains(&word) || BESIDE.contains(&word) && bare()
}

/// Whether the word is worth asking: most words of a sentence are none, by their class alone.
fn may_be_verb(document: &Document, token: usize) -> bool {
    let closed = document.closed(token);
    let is = closed.auxiliary() || closed.modal();
    document.tokens[token].kind == TokenKind::Word && (is || closed.is_empty() || closed.possessive())
}
