//! The explainable baseline: a cue lexicon and constructions over tokens, sentence by sentence.
//!
//! Each file finds the cues of one sort; [`quoted`] then gives the quotations that are left to whoever was speaking.

mod adjective;
mod border;
mod content;
mod doubt;
mod excess;
mod hearer;
mod nested;
mod phrase;
mod phrase_cue;
mod quoted;
mod scope;
mod subject;
mod verb;

pub(super) use border::{mend, part};
pub(super) use nested::{cut_at_turn, is_plausible, within};

use std::ops::Range;

use scope::Scope;

use super::{Candidate, Construction};
use crate::{
    article::BlockKind,
    document::Document,
    lexicon::{Act, Cue, Stance},
    span::Span,
};

/// What a cue says of the attribution that it makes.
#[derive(Clone, Copy)]
struct Reading {
    act: Act,
    stance: Stance,
    /// Whether the cue alone nearly always attributes.
    strong: bool,
}

impl From<&Cue> for Reading {
    fn from(cue: &Cue) -> Self {
        Self { act: cue.act, stance: cue.stance, strong: cue.strong }
    }
}

/// What no cue colours: a bare colon, a quotation on its own.
const PLAIN: Reading = Reading { act: Act::Statement, stance: Stance::Neutral, strong: true };

/// A candidate, unless its cue is too weak for its construction: `seek to reopen` and `support the plan` are attributions in a
/// third of cases, and a wrong mark costs a reader's trust in all others.
fn candidate(
    source: Vec<Span>,
    cue: Vec<Span>,
    content: Vec<Span>,
    reading: Reading,
    construction: Construction,
) -> Option<Candidate> {
    let Reading { act, stance, strong } = reading;
    let confidence = confidence(construction, strong)?;
    Some(Candidate { source, cue, content, act, stance, construction, confidence })
}

/// The share of the candidates of a construction, with a strong cue or a weak one, that PolNeAR's annotators marked too,
/// counted on its training articles by `training/constructions.py`, which says what counts as the same. None where it was a third.
fn confidence(construction: Construction, strong: bool) -> Option<f32> {
    Some(match (construction, strong) {
        (Construction::Speech, true) => 0.93,
        (Construction::Speech, false) => 0.62,
        (Construction::Continued, _) => 0.89,
        (Construction::Clause, true) => 0.80,
        (Construction::Clause, false) => 0.49,
        (Construction::Parenthesis, _) => 0.58,
        (Construction::Infinitive, true) => 0.70,
        (Construction::Object, true) => 0.58,
        (Construction::Passive, true) => 0.53,
        (Construction::Phrase, _) => 0.68,
        (Construction::Noun, true) => 0.34,
        (Construction::Colon, _) => 0.73,
        (Construction::Agentless, true) => 0.55,
        (Construction::Agentless, false) => 0.59,
        (Construction::Infinitive | Construction::Object | Construction::Passive | Construction::Noun, false) => {
            return None;
        }
    })
}

/// The noun phrase that ends right before the token `end`, with what follows it between commas.
pub(super) fn phrase_before(document: &Document, end: usize) -> Option<Range<usize>> {
    Scope::new(document, document.sentence_of(end.checked_sub(1)?)).phrase_before(end)
}

/// The candidates of the whole document, sentence by sentence, then those of the quotations that were left.
pub(super) fn tag(document: &Document) -> Vec<Candidate> {
    let mut found = Vec::new();
    for sentence in 0..document.sentences.len() {
        let scope = Scope::new(document, sentence);
        let block = document.article.blocks[document.sentences[sentence].block].kind;
        if matches!(block, BlockKind::Byline | BlockKind::Cell) {
            continue;
        }
        found.extend(scope.colon(scope.heading));
        verb::find(&scope, &mut found);
        phrase_cue::find(&scope, &mut found);
    }
    quoted::claim(document, &mut found);
    found
}
