//! Where each byte of the article's text came from: the only place that counts UTF-16 units.
//!
//! The page's `"  Rain\n fell"` becomes the article's `"Rain fell"`. Its pieces `Rain` and `fell` are copied to the
//! letter and lead back to units 2..6 and 8..12 of their text node; the space between them was put in and leads nowhere.

use super::{Article, Block, BlockKind, MAX_BYTES};
use crate::span::Span;

/// A run of text copied verbatim from one text node, with no collapsed white space in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Where it stands in the article's text.
    pub span: Span,
    /// Index of its node in `PageSnapshot::texts`.
    pub node: u32,
    /// UTF-16 units of the node's data before it.
    pub utf16: u32,
}

/// A range of one text node in UTF-16 units, as the DOM counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NodeRange {
    /// Index of the node in `PageSnapshot::texts`.
    pub node: u32,
    /// The first unit.
    pub start: u32,
    /// The unit after the last.
    pub end: u32,
}

/// The length of `text` in UTF-16 units.
fn utf16_len(text: &str) -> u32 {
    text.chars().map(|c| c.len_utf16() as u32).sum()
}

/// The first `units` units of `text`, as the DOM would cut it: a surrogate pair that is cut in two leaves U+FFFD.
#[cfg(not(target_arch = "wasm32"))]
pub(super) fn first_units(text: String, units: usize) -> String {
    // No text has more units than bytes.
    if text.len() <= units {
        return text;
    }
    String::from_utf16_lossy(&text.encode_utf16().take(units).collect::<Vec<_>>())
}

/// Puts an article's text together from text nodes, block by block.
#[derive(Default)]
pub(super) struct Builder {
    text: String,
    blocks: Vec<Block>,
    pieces: Vec<Piece>,
    block_start: usize,
    space_due: bool,
    full: bool,
}

impl Builder {
    /// Appends a text node to the open block. Runs of white space become one space; a no-break space stays.
    pub(super) fn push(&mut self, node: u32, data: &str) {
        let mut utf16 = 0;
        let mut rest = data;
        while !rest.is_empty() {
            let gap = rest.find(|c| !collapses(c)).unwrap_or(rest.len());
            if gap > 0 {
                self.space();
                utf16 += utf16_len(&rest[..gap]);
                rest = &rest[gap..];
            }
            if self.text.len() == self.block_start {
                // A block begins with a word: a no-break space before it parts it from nothing.
                let word = rest.trim_start();
                utf16 += utf16_len(&rest[..rest.len() - word.len()]);
                rest = word;
            }
            let run = rest.find(collapses).unwrap_or(rest.len());
            if run > 0 {
                if std::mem::take(&mut self.space_due) && self.text.len() > self.block_start {
                    self.text.push(' ');
                }
                let start = self.text.len();
                self.text.push_str(&rest[..run]);
                self.pieces.push(Piece { span: Span::new(start, self.text.len()), node, utf16 });
                utf16 += utf16_len(&rest[..run]);
                rest = &rest[run..];
            }
        }
    }

    /// Makes sure that what comes next does not join the last word, as between two table cells or around a `br`.
    pub(super) fn space(&mut self) {
        self.space_due = true;
    }

    /// Closes the open block, if it holds anything. A block that would pass [`MAX_BYTES`] is left out, with all that follow.
    pub(super) fn end_block(&mut self, kind: BlockKind) {
        self.space_due = false;
        self.trim_end();
        if self.text.len() == self.block_start {
            return;
        }
        self.full |= self.text.len() > MAX_BYTES;
        if self.full {
            self.text.truncate(self.block_start);
            while self.pieces.last().is_some_and(|p| p.span.start as usize >= self.block_start) {
                self.pieces.pop();
            }
            return;
        }
        self.blocks.push(Block { kind, span: Span::new(self.block_start, self.text.len()) });
        self.text.push('\n');
        self.block_start = self.text.len();
    }

    /// Takes no-break spaces and their kin off the end of the open block.
    fn trim_end(&mut self) {
        let end = self.block_start + self.text[self.block_start..].trim_end().len();
        self.text.truncate(end);
        while self.pieces.last().is_some_and(|p| p.span.start as usize >= end) {
            self.pieces.pop();
        }
        if let Some(last) = self.pieces.last_mut().filter(|p| p.span.end as usize > end) {
            last.span = Span::new(last.span.start as usize, end);
        }
    }

    /// The article, without its metadata.
    pub(super) fn finish(mut self) -> Article {
        self.end_block(BlockKind::Paragraph);
        self.text.truncate(self.blocks.last().map_or(0, |b| b.span.end as usize));
        Article {
            text: self.text,
            blocks: self.blocks,
            pieces: self.pieces,
            truncated: self.full,
            ..Article::default()
        }
    }
}

/// White space that HTML collapses; U+00A0 and its kin it does not.
fn collapses(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{c}')
}

/// See [`Article::node_ranges`]. Pieces of one node that only collapsed white space parts are joined, so that a line is
/// drawn through the space between two words.
pub(super) fn node_ranges(article: &Article, span: Span) -> Vec<NodeRange> {
    let first = article.pieces.partition_point(|p| p.span.end <= span.start);
    let mut ranges: Vec<NodeRange> = Vec::new();
    for piece in article.pieces[first..].iter().take_while(|p| p.span.start < span.end) {
        let start = piece.span.start.max(span.start);
        let end = piece.span.end.min(span.end);
        let before = &article.text[piece.span.start as usize..start as usize];
        let within = &article.text[start as usize..end as usize];
        let start = piece.utf16 + utf16_len(before);
        let end = start + utf16_len(within);
        match ranges.last_mut() {
            Some(last) if last.node == piece.node => last.end = end,
            _ => ranges.push(NodeRange { node: piece.node, start, end }),
        }
    }
    ranges
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one_block(nodes: &[&str]) -> Article {
        let mut builder = Builder::default();
        for (i, data) in nodes.iter().enumerate() {
            builder.push(i as u32, data);
        }
        builder.finish()
    }

    #[test]
    fn collapses_white_space_and_leads_back_to_the_node() {
        let article = one_block(&["  Rain\n  fell"]);
        assert_eq!(article.text, "Rain fell");
        assert_eq!(article.node_ranges(Span::new(0, 9)), [NodeRange { node: 0, start: 2, end: 13 }]);
        assert_eq!(article.node_ranges(Span::new(5, 9)), [NodeRange { node: 0, start: 9, end: 13 }]);
    }

    #[test]
    fn counts_a_surrogate_pair_as_two_units() {
        let article = one_block(&["a😀b", "c"]);
        let b = article.text.find('b').map(|i| Span::new(i, i + 2));
        let expected = [NodeRange { node: 0, start: 3, end: 4 }, NodeRange { node: 1, start: 0, end: 1 }];
        assert_eq!(b.map(|s| article.node_ranges(s)), Some(expected.to_vec()));
    }

    #[test]
    fn keeps_words_of_neighbouring_nodes_joined_unless_parted() {
        assert_eq!(one_block(&["Dr", ".", " Ada"]).text, "Dr. Ada");
    }

    #[test]
    fn takes_no_break_spaces_off_the_ends_however_they_are_cut() {
        for nodes in [&["\u{a0} a\u{a0}b \u{a0}"][..], &["\u{a0}", " a", "\u{a0}", "b ", "\u{a0}"]] {
            let article = one_block(nodes);
            assert_eq!(article.text, "a\u{a0}b");
            assert!(article.pieces.iter().all(|p| p.span.end as usize <= article.text.len() && !p.span.is_empty()));
        }
    }

    #[test]
    fn leaves_out_the_block_that_is_too_long_and_says_so() {
        let mut builder = Builder::default();
        builder.push(0, "short");
        builder.end_block(BlockKind::Paragraph);
        builder.push(1, &"x".repeat(MAX_BYTES));
        let article = builder.finish();
        assert_eq!((article.text.as_str(), article.truncated, article.pieces.len()), ("short", true, 1));
    }
}
