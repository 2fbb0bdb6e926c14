//! Which blocks of the page are the article, and where each byte came from.
//!
//! In goes a [`PageSnapshot`] (or a plain text), out comes an [`Article`]: one text, its blocks, and the pieces that lead
//! every byte back to its text node. `<p>Rain <b>fell</b>.</p>` becomes the paragraph `Rain fell.` in three pieces.

mod block;
mod extract;
mod hint;
#[cfg(not(target_arch = "wasm32"))]
mod html;
mod language;
mod metadata;
mod origin;
mod outline;
mod page;
mod plain;
mod prune;
mod refusal;
mod refuse;
mod score;

use serde::{Deserialize, Serialize};

pub use extract::extract;
#[cfg(not(target_arch = "wasm32"))]
pub use html::snapshot;
pub use language::Language;
pub use metadata::Metadata;
pub use origin::{NodeRange, Piece};
pub use page::{Element, PageSnapshot, Text};
pub use refusal::Refusal;
pub use refuse::{admit, foreign};

use crate::span::Span;

/// The longest text that is analysed, in bytes; what follows is left out at a block's end and [`Article::truncated`]
/// says so. About 300,000 words, a long book: far above any article, far below what would keep a reader waiting.
pub const MAX_BYTES: usize = 2 << 20;

/// One article, ready for analysis.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Article {
    /// Who published what, when, as far as the page says.
    pub meta: Metadata,
    /// The text: blocks parted by line breaks.
    pub text: String,
    /// The blocks in order, disjoint; only white space lies between them.
    pub blocks: Vec<Block>,
    /// Where the text was copied from, in order, disjoint; empty for a plain text. What no piece covers was put in to
    /// part words or blocks.
    pub pieces: Vec<Piece>,
    /// Whether the text was cut at [`MAX_BYTES`], or the reader cut the page.
    pub truncated: bool,
}

/// A run of text that reads as one: a sentence never crosses it, a quotation may.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Block {
    /// What the block is.
    pub kind: BlockKind,
    /// Its text, without the white space around it.
    pub span: Span,
}

/// What a block is to the article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum BlockKind {
    /// The article's title: `<h1>`, or a plain text's first line.
    Headline,
    /// The sentence or two under the headline that sum the article up.
    Standfirst,
    /// Who wrote it, and when: "By Ada Kvist, 4 May".
    Byline,
    /// A heading within the article.
    Heading,
    /// Running text.
    Paragraph,
    /// A quotation set apart: `<blockquote>`.
    Quote,
    /// An item of a list.
    ListItem,
    /// The words under a picture.
    Caption,
    /// A cell of a table.
    Cell,
}

impl BlockKind {
    /// Whether it stands apart from the running text, so that nothing in it goes on in the next block.
    #[must_use]
    pub const fn stands_apart(self) -> bool {
        !matches!(self, Self::Paragraph | Self::Quote | Self::ListItem)
    }
}

impl Article {
    /// A plain text as an article. `text` is kept to the letter, so spans are ranges of what was given.
    #[must_use]
    pub fn from_text(text: &str) -> Self {
        plain::article(text)
    }

    /// The words under `span`.
    #[must_use]
    pub fn slice(&self, span: Span) -> &str {
        &self.text[span.range()]
    }

    /// `span` as ranges of the page's text nodes, in order; empty for a plain text.
    #[must_use]
    pub fn node_ranges(&self, span: Span) -> Vec<NodeRange> {
        origin::node_ranges(self, span)
    }
}
