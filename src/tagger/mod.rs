//! Which words are source, cue and content.
//!
//! In goes a [`Document`], out come [`Candidate`]s; [`crate::attribution::link`] makes attributions of them. This is the seam
//! at which a learnt tagger can stand in for the rules: whatever finds the spans, what follows sees candidates only.
//! `The mayor said it was safe.` gives source `The mayor`, cue `said`, content `it was safe`.

pub mod learnt;
mod nested;
mod referring;
mod rule;

use crate::{
    document::Document,
    lexicon::{Act, Stance},
    span::Span,
};
use learnt::{States, UNREAD};

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

impl Candidate {
    /// All its words: source, cue, content.
    pub fn spans(&self) -> impl Iterator<Item = Span> {
        self.source.iter().chain(&self.cue).chain(&self.content).copied()
    }
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

/// What finds the spans.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Method {
    /// The network of [`learnt`]. Finds more of what an annotator would mark.
    #[default]
    Network,
    /// The explainable baseline: a cue lexicon and constructions over tokens. Finds less, and can say why.
    Rules,
}

/// The candidates that `method` finds in `document`.
#[must_use]
pub fn tag(document: &Document, method: Method) -> Vec<Candidate> {
    let mut tagging = Tagging::begin(document, method);
    tagging.advance(document, usize::MAX);
    tagging.candidates(document)
}

/// A document under tagging, piece by piece. Every call must be given the document that it began with.
#[derive(Debug)]
pub struct Tagging {
    /// None by the rules, which take no time worth parting.
    network: Option<learnt::Tagger<'static>>,
}

impl Tagging {
    /// Begins to tag `document`.
    #[must_use]
    pub fn begin(document: &Document, method: Method) -> Self {
        let network = (method == Method::Network).then(|| {
            let mut tagger = learnt::Tagger::new(learnt::Model::shipped());
            tagger.begin(document);
            tagger
        });
        Self { network }
    }

    /// Tags the next `tokens`, or a few more; gives whether any are left.
    pub fn advance(&mut self, document: &Document, tokens: usize) -> bool {
        let Some(network) = &mut self.network else { return false };
        let mut left = tokens;
        while left > 0 {
            let Some(tagged) = network.advance(document) else { return false };
            left = left.saturating_sub(tagged);
        }
        network.is_under_way()
    }

    /// How many tokens of `document` are tagged.
    #[must_use]
    pub fn tagged(&self, document: &Document) -> usize {
        self.network.as_ref().map_or(document.tokens.len(), learnt::Tagger::tagged)
    }

    /// What the network made of each token that it read; of none, by the rules.
    #[must_use]
    pub fn states(&self) -> &States {
        self.network.as_ref().map_or(&UNREAD, learnt::Tagger::states)
    }

    /// How much of the text is tagged, 0 to 1.
    #[must_use]
    pub fn progress(&self) -> f32 {
        self.network.as_ref().map_or(1.0, learnt::Tagger::progress)
    }

    /// The candidates among the tokens that are tagged.
    #[must_use]
    pub fn candidates(&mut self, document: &Document) -> Vec<Candidate> {
        let mut found = match &mut self.network {
            Some(network) => network.candidates(document),
            None => rule::tag(document),
        };
        referring::refer(document, &mut found);
        nested::read_on(document, &mut found);
        found
    }
}
