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
//! [`attribution`], [`source`], [`report`], [`paint`]. `ARCHITECTURE.md` says why.
#![deny(missing_docs)]
#![forbid(unsafe_code)]

pub mod article;
pub mod attribution;
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

use crate::{article::Article, document::Document, report::Report};

/// The pipeline. Analysis is total: any text gives a report.
#[derive(Clone, Copy, Debug, Default)]
pub struct Analyzer {
    method: tagger::Method,
}

impl Analyzer {
    /// An analyzer that finds its spans by rule.
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
        let document = Document::segment(article);
        let candidates = tagger::tag(&document, self.method);
        let attributions = attribution::link(&document, candidates);
        let speakers = source::resolve(&document, &attributions);
        Report::new(document, attributions, speakers)
    }
}
