//! Whose words each token is: the article's own, or the content of an attribution, the innermost that holds it.
//!
//! In go a [`Document`] and its [`Attribution`]s, out come [`Voices`]. Of `The mayor said it was safe.` the last three words are in
//! the mayor's voice, and the first three are the frame that gives it to her.

use std::ops::Range;

use crate::{
    attribution::{Attribution, Form},
    document::Document,
    lexicon::{Act, Stance},
    source::{Source, Speakers},
    span::AttributionId,
};

/// Whose words the tokens are.
#[derive(Debug)]
pub struct Voices<'a> {
    /// The article.
    pub document: &'a Document,
    /// Its attributions.
    pub attributions: &'a [Attribution],
    /// Who speaks in them.
    pub speakers: &'a Speakers,
    /// For each token the innermost attribution whose content holds it.
    innermost: Vec<Option<AttributionId>>,
    /// Whether it stands in the source or the cue of one.
    frame: Vec<bool>,
}

impl<'a> Voices<'a> {
    /// Whose words the tokens of `document` are.
    #[must_use]
    pub fn of(document: &'a Document, attributions: &'a [Attribution], speakers: &'a Speakers) -> Self {
        let mut innermost = vec![None; document.tokens.len()];
        let mut frame = vec![false; document.tokens.len()];
        // An inner one has a higher id than what holds it.
        for attribution in attributions {
            for span in &attribution.content {
                innermost[document.tokens_in(*span)].fill(Some(attribution.id));
            }
        }
        for span in attributions.iter().flat_map(|a| a.source.iter().chain(&a.cue)) {
            frame[document.tokens_in(*span)].fill(true);
        }
        Self { document, attributions, speakers, innermost, frame }
    }

    /// The innermost attribution whose content holds the token.
    #[must_use]
    pub fn at(&self, token: usize) -> Option<&'a Attribution> {
        self.innermost[token].map(|id| &self.attributions[id.index()])
    }

    /// Whether the token names a speaker or attributes.
    #[must_use]
    pub fn is_frame(&self, token: usize) -> bool {
        self.frame[token]
    }

    /// Who speaks in an attribution.
    #[must_use]
    pub fn speaker(&self, attribution: &Attribution) -> Option<&'a Source> {
        self.speakers.of[attribution.id.index()].map(|id| &self.speakers.sources[id.index()])
    }

    /// How much of some tokens stands in contents, in tenths.
    #[must_use]
    pub fn attributed(&self, tokens: Range<usize>) -> usize {
        let within = tokens.clone().filter(|&t| self.innermost[t].is_some()).count();
        (10 * within).checked_div(tokens.len()).unwrap_or_default()
    }

    /// The attributions that some tokens are content or frame of, each once, in the order of the tokens.
    pub fn heard(&self, tokens: Range<usize>) -> impl Iterator<Item = &'a Attribution> {
        let mut last = None;
        tokens.filter_map(move |t| {
            let here = self.innermost[t].filter(|id| last != Some(*id));
            last = here.or(last);
            here.map(|id| &self.attributions[id.index()])
        })
    }
}

/// The name of an act, a stance or a form as a feature: short, and the same for good.
pub(super) const fn act(act: Act) -> &'static str {
    match act {
        Act::Statement => "statement",
        Act::Question => "question",
        Act::Belief => "belief",
        Act::Intention => "intention",
        Act::Demand => "demand",
        Act::Decree => "decree",
        Act::Denial => "denial",
        Act::Perception => "perception",
        Act::Evidence => "evidence",
        Act::Evaluation => "evaluation",
    }
}

pub(super) const fn stance(stance: Stance) -> &'static str {
    match stance {
        Stance::Vouched => "vouched",
        Stance::Neutral => "neutral",
        Stance::Distanced => "distanced",
        Stance::Rejected => "rejected",
    }
}

pub(super) const fn form(form: Form) -> &'static str {
    match form {
        Form::Direct => "direct",
        Form::Mixed => "mixed",
        Form::Indirect => "indirect",
    }
}
