//! Which words are source, cue and content.
//!
//! In goes a [`Document`], out come [`Candidate`]s; [`crate::attribution::link`] makes attributions of them. This is the seam
//! at which a learnt tagger can stand in for the rules: whatever finds the spans, what follows sees candidates only.
//! `The mayor said it was safe.` gives source `The mayor`, cue `said`, content `it was safe`.

mod decode;
pub mod features;
mod model;
mod network;
mod rule;
mod tie;
pub mod vocabulary;

pub use model::{Fault, Model};

use crate::{
    document::Document,
    lexicon::{Act, Stance},
    span::Span,
};

/// Spans that a tagger holds for one attribution. Any of the three may run over several spans or, save the content, be empty.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidate {
    /// The words that name who is speaking.
    pub source: Vec<Span>,
    /// The words that attribute.
    pub cue: Vec<Span>,
    /// What is attributed.
    pub content: Vec<Span>,
    /// What the cue says the speaker did.
    pub act: Act,
    /// How the cue stands to the content.
    pub stance: Stance,
    /// How it was found.
    pub construction: Construction,
    /// How often such a candidate is right, 0 to 1.
    pub confidence: f32,
}

/// The way in which a sentence ties a content to its source.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Construction {
    /// A quotation beside its cue: *“It is safe,” the mayor said.*
    Speech,
    /// A quotation whose cue stands in the same paragraph, a sentence or more away: *The mayor was blunt. “It is safe.”*
    Continued,
    /// A cue and a clause: *The mayor said that it was safe.*
    Clause,
    /// A clause with its cue after or within it: *It was safe, the mayor said, to cross.*
    Parenthesis,
    /// A cue and an infinitive: *The mayor promised to reopen it.*
    Infinitive,
    /// A cue and a noun phrase: *The mayor denied the report.*
    Object,
    /// A cue in the passive with its agent: *This was confirmed by the mayor.*
    Passive,
    /// A phrase: *according to the mayor*, *in the mayor's view*.
    Phrase,
    /// A noun with its clause: *the mayor's claim that it was safe*.
    Noun,
    /// A speaker and a colon: *Mayor: bridge is safe*.
    Colon,
    /// An adverb that reports without an agent: *The bridge is reportedly safe.*
    Agentless,
}

/// The candidates of the model that ships.
#[must_use]
pub fn tag(document: &Document) -> Vec<Candidate> {
    Tagger::new(Model::shipped()).tag(document)
}

/// The candidates of the explainable baseline: a cue lexicon and constructions over tokens.
#[must_use]
pub fn tag_by_rule(document: &Document) -> Vec<Candidate> {
    rule::tag(document)
}

/// A model with the room that it works in, made once for many documents.
#[derive(Debug)]
pub struct Tagger<'m> {
    model: &'m Model,
    scratch: network::Scratch,
    lattice: decode::Lattice,
}

impl<'m> Tagger<'m> {
    /// A tagger that works with `model`.
    #[must_use]
    pub fn new(model: &'m Model) -> Self {
        Self { model, scratch: network::Scratch::default(), lattice: decode::Lattice::default() }
    }

    /// The candidates of `document`.
    pub fn tag(&mut self, document: &Document) -> Vec<Candidate> {
        tie::tie(document, &self.spans(document))
    }

    /// The flat spans, in the order of the text.
    fn spans(&mut self, document: &Document) -> Vec<decode::Tagged> {
        let rows = features::rows(document);
        let mut found = Vec::new();
        for window in features::windows(document) {
            let first = window.start;
            let key = |t: usize, key: &mut String| vocabulary::key(document, first + t, key);
            let logits = self.model.logits(&rows[window], key, &mut self.scratch);
            self.model.decode(logits, first, &mut self.lattice, &mut found);
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Article;

    const TEXT: &str = include_str!("tests/bridge.txt");

    #[test]
    fn says_what_the_trained_network_says() {
        let document = Document::segment(Article::from_text(TEXT));
        let rows = features::rows(&document);
        let mut scratch = network::Scratch::default();
        let mut expected = include_str!("tests/bridge.logits").lines();
        for window in features::windows(&document) {
            let key = |t: usize, key: &mut String| vocabulary::key(&document, window.start + t, key);
            let logits = Model::shipped().logits(&rows[window.clone()], key, &mut scratch);
            for (row, line) in logits.chunks_exact(model::LABELS).zip(expected.by_ref()) {
                for (ours, theirs) in row.iter().zip(line.split(' ')) {
                    let theirs: f32 = theirs.parse().expect("a number");
                    assert!((ours - theirs).abs() < 1e-3, "{row:?} {line}");
                }
            }
        }
        assert_eq!(expected.next(), None);
    }
}
