//! The explainable baseline: a cue lexicon and constructions over tokens, sentence by sentence.
//!
//! Each file finds the cues of one sort; [`quoted`] then gives the quotations that are left to whoever was speaking.

mod phrase;
mod phrase_cue;
mod quoted;
mod scope;
mod verb;

use scope::Scope;

use super::{Candidate, Construction};
use crate::{
    article::BlockKind,
    document::Document,
    lexicon::{Act, Cue, Stance},
    span::Span,
};

/// Constructions that are right less often than this are left out: a wrong mark costs a reader's trust in all others.
const MIN_CONFIDENCE: f32 = 0.35;

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

fn candidate(
    source: Vec<Span>,
    cue: Vec<Span>,
    content: Vec<Span>,
    reading: Reading,
    construction: Construction,
) -> Candidate {
    let Reading { act, stance, strong } = reading;
    Candidate { source, cue, content, act, stance, construction, confidence: confidence(construction, strong) }
}

/// The share of the candidates of a construction, with a strong cue or a weak one, that PolNeAR's annotators marked too,
/// counted on its training articles by `training/constructions.py`, which says what counts as the same. Strong nouns are too few
/// to count and stand beside weak ones.
fn confidence(construction: Construction, strong: bool) -> f32 {
    match (construction, strong) {
        (Construction::Speech, true) => 0.90,
        (Construction::Speech, false) => 0.42,
        (Construction::Continued, _) => 0.89,
        (Construction::Clause, true) => 0.76,
        (Construction::Clause, false) => 0.41,
        (Construction::Parenthesis, _) => 0.58,
        (Construction::Infinitive, true) => 0.65,
        (Construction::Infinitive, false) => 0.30,
        (Construction::Object, true) => 0.48,
        (Construction::Object, false) => 0.27,
        (Construction::Passive, true) => 0.44,
        (Construction::Passive, false) => 0.40,
        (Construction::Phrase, _) => 0.71,

        (Construction::Noun, _) => 0.22,
        (Construction::Colon, _) => 0.73,
        (Construction::Agentless, true) => 0.55,
        (Construction::Agentless, false) => 0.61,
    }
}

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
    found.retain(|c| c.confidence >= MIN_CONFIDENCE);
    found
}
