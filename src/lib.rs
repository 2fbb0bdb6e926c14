//! Hearsay: who says what in a news article.
#![deny(missing_docs)]
#![forbid(unsafe_code)]

pub mod article;
pub mod attribution;
pub mod document;
pub mod lexicon;
pub mod paint;
pub mod report;
pub mod span;
pub mod tagger;
pub mod text;
#[cfg(target_arch = "wasm32")]
mod web;
