#![doc = include_str!("../README.md")]
//!
//! # The tour
//!
//! ```
//! use hearsay::{Analyzer, article::Article};
//!
//! let article = Article::from_text("“The bridge is safe,” said Ada Kvist. She added that it would reopen in May.");
//! let report = Analyzer::new().analyze(article);
//!
//! assert_eq!(report.attributions.len(), 2);
//! assert_eq!(report.words(&report.attributions[0].content), "“The bridge is safe,”");
//! assert_eq!(report.speaker(report.attributions[1].id).map(|s| s.name.as_str()), Some("Ada Kvist"));
//! ```
//!
//! Each module may use those before it in this list: [`span`], [`lexicon`], [`article`], [`text`], [`document`], [`tagger`],
//! [`attribution`], [`source`], [`claim`], [`report`], [`paint`]. `ARCHITECTURE.md` says why.
#![deny(missing_docs)]
#![forbid(unsafe_code)]

pub mod article;
pub mod attribution;
pub mod claim;
pub mod document;
pub mod lexicon;
pub mod paint;
pub mod report;
pub mod source;
pub mod span;
pub mod tagger;
pub mod text;
#[cfg(target_arch = "wasm32")]
pub mod web;
mod weight;

use crate::{
    article::Article,
    document::Document,
    report::Report,
    tagger::{
        Candidate, Tagging,
        learnt::{States, UNREAD},
    },
};

/// The pipeline. Analysis is total: any text gives a report.
#[derive(Clone, Copy, Debug, Default)]
pub struct Analyzer {
    method: tagger::Method,
}

impl Analyzer {
    /// An analyzer that finds its spans as the extension does, by the trained network.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// An analyzer that finds its spans by `method`.
    #[must_use]
    pub fn by(method: tagger::Method) -> Self {
        Self { method }
    }

    /// Says who says what in `article`. Time is linear in the text.
    #[must_use]
    pub fn analyze(&self, article: Article) -> Report {
        let mut analysis = self.begin(article);
        while analysis.advance() {}
        analysis.report()
    }

    /// Begins to analyse `article`, for whoever wants to show what stands at its beginning while the rest is read.
    #[must_use]
    pub fn begin(&self, article: Article) -> Analysis {
        let document = Document::segment(article);
        let tagging = Tagging::begin(&document, self.method);
        Analysis { document, tagging }
    }
}

/// An article under analysis, piece by piece; the last report is the one that [`Analyzer::analyze`] gives.
#[derive(Debug)]
pub struct Analysis {
    document: Document,
    tagging: Tagging,
}

impl Analysis {
    /// Tokens of a piece: most articles are no longer, and a browser has read them before anybody waits.
    const PIECE: usize = 2000;

    /// Reads the next piece; gives whether there is more.
    pub fn advance(&mut self) -> bool {
        self.tagging.advance(&self.document, Self::PIECE)
    }

    /// How much of the article was read, 0 to 1.
    #[must_use]
    pub fn progress(&self) -> f32 {
        self.tagging.progress()
    }

    /// Who says what in the pieces that were read. Near the end of the last one it is provisional: what follows may belong to it.
    #[must_use]
    pub fn report(&mut self) -> Report {
        let read = self.tagging.tagged(&self.document);
        let candidates = self.tagging.candidates(&self.document);
        report_up_to(&self.document, candidates, self.tagging.states(), read)
    }
}

/// What follows the tagger: who says what by these candidates, whoever found them. The heads of claims then go by words alone, as no
/// network read the text.
#[must_use]
pub fn report_of(document: &Document, candidates: Vec<Candidate>) -> Report {
    report_up_to(document, candidates, &UNREAD, document.tokens.len())
}

/// The same of a document whose first `read` tokens were tagged: of the rest nobody knows yet whose words they are.
fn report_up_to(document: &Document, candidates: Vec<Candidate>, states: &States, read: usize) -> Report {
    let attributions = attribution::link(document, candidates);
    let speakers = source::resolve(document, &attributions);
    let claims = claim::classify(document, &attributions, &speakers, states, read);
    Report::new(document, attributions, speakers, claims)
}
