//! Tokens, sentences and quotation marks: what can be known of a text from its letters alone.
//!
//! In goes an [`Article`](crate::article::Article), out come three lists of spans. `“It is safe,” she said.` has nine
//! tokens, one sentence and one quotation.

mod quotation;
mod sentence;
mod token;

pub use quotation::{Quotation, quotations};
pub use sentence::{Sentence, sentences};
pub use token::{Token, TokenKind, tokens};
