//! Hearsay: who says what in a news article.
#![deny(missing_docs)]
#![forbid(unsafe_code)]

pub mod article;
pub mod paint;
pub mod report;
pub mod span;
#[cfg(target_arch = "wasm32")]
mod web;
