//! The whole result as plain data, and what is written of it.
//!
//! In go the article and what the stages found, out comes a [`Report`]; each file beside this one writes it in one format. Ids
//! are indices.

mod address;
mod annotation;
mod claim_review;
mod count;
mod csv;
mod export;
mod fragment;
mod html;
mod json;
mod markdown;
mod marked;
mod notice;
mod read;
mod summary;
#[cfg(not(target_arch = "wasm32"))]
mod text;
mod wording;

pub use export::Export;
pub use fragment::Fragments;
pub use json::{VERSION, json};
pub use marked::marked;
pub use notice::{Notice, NoticeKind};
pub use read::read;
pub use summary::{Naming, Part, Share, Summary};
#[cfg(not(target_arch = "wasm32"))]
pub use text::{Styled, text};
pub use wording::Wording;

use crate::{
    article::Article,
    attribution::{self, Attribution, SetOff},
    claim::{Claim, Claims, Scores},
    document::Document,
    source::{Source, Speakers},
    span::{AttributionId, SourceId, Span},
};

/// Everything that Hearsay says of an article.
#[derive(Clone, Debug, PartialEq)]
pub struct Report {
    /// What was read.
    pub article: Article,
    /// Who is given the word, in the order in which they first speak.
    pub sources: Vec<Source>,
    /// Who says what, in the order of the text.
    pub attributions: Vec<Attribution>,
    /// For each attribution its speaker.
    pub speakers: Vec<Option<SourceId>>,
    /// What stands in quotation marks and is nobody's speech.
    pub set_off: Vec<SetOff>,
    /// What is claimed, in the order of the text.
    pub claims: Vec<Claim>,
    /// The sentences.
    pub sentences: Vec<Span>,
    /// For each sentence what the heads say of it.
    pub scores: Vec<Scores>,
    /// What the article rests on.
    pub summary: Summary,
}

/// How many holders an attribution has at most that is written out.
const DEEPEST: usize = 16;
/// How many of those who pass something on are told: a text can nest as deep as it is long.
const TOLD: usize = 6;

impl Report {
    /// Puts a report together.
    #[must_use]
    pub fn new(document: &Document, attributions: Vec<Attribution>, speakers: Speakers, claims: Claims) -> Self {
        let set_off = attribution::set_off(document, &attributions);
        let summary = Summary::of(document, &attributions, &speakers, &set_off);
        Self {
            set_off,
            sentences: document.sentences.iter().map(|s| s.span).collect(),
            article: document.article.clone(),
            sources: speakers.sources,
            speakers: speakers.of,
            attributions,
            claims: claims.claims,
            scores: claims.scores,
            summary,
        }
    }

    /// The report of no text, for tests of what is written of one.
    #[cfg(test)]
    fn empty() -> Self {
        Self::new(&Document::segment(Article::default()), Vec::new(), Speakers::default(), Claims::default())
    }

    /// The speaker of an attribution.
    #[must_use]
    pub fn speaker(&self, id: AttributionId) -> Option<&Source> {
        self.speakers[id.index()].map(|s| &self.sources[s.index()])
    }

    /// The attributions that hold this one, the innermost first.
    pub fn holders(&self, id: AttributionId) -> impl Iterator<Item = AttributionId> {
        let within = |id: AttributionId| self.attributions[id.index()].within;
        // A holder always has a lower id, so this ends.
        std::iter::successors(within(id), move |holder| within(*holder))
    }

    /// The claims that are worth a mark, the first to be marked first.
    #[must_use]
    pub fn ranked(&self) -> Vec<&Claim> {
        let mut ranked: Vec<&Claim> = self.claims.iter().filter(|c| c.rank.is_some()).collect();
        ranked.sort_by_key(|c| c.rank);
        ranked
    }

    /// The attributions that are written out with their words: all but those that stand deeper than anybody reads, since each holder has the
    /// words of all that it holds.
    fn told(&self) -> impl Iterator<Item = &Attribution> {
        self.attributions.iter().filter(|a| self.holders(a.id).nth(DEEPEST).is_none())
    }

    /// How many attributions hold this one.
    #[must_use]
    pub fn depth(&self, id: AttributionId) -> u32 {
        self.holders(id).map(|_| 1).sum()
    }

    /// The words under some spans, parted by an ellipsis where text was left out.
    #[must_use]
    pub fn words(&self, spans: &[Span]) -> String {
        let parts: Vec<String> = spans.iter().map(|s| self.article.slice(*s).replace('\n', " ")).collect();
        parts.join(" … ")
    }
}
