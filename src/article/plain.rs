//! A plain text as an article: each line a block, or each paragraph where the lines are wrapped.

use super::{Article, Block, BlockKind, MAX_BYTES, Metadata};
use crate::span::Span;

/// Longest first line, in characters, that is taken for a headline.
const MAX_HEADLINE: usize = 150;

/// See [`Article::from_text`].
pub(super) fn article(text: &str) -> Article {
    let (text, truncated) = cut(text);
    let mut blocks = paragraphs(text);
    let title = headline(text, &blocks);
    if title.is_some() {
        blocks[0].kind = BlockKind::Headline;
    }
    let meta = Metadata { title, ..Metadata::default() };
    Article { meta, text: text.to_owned(), blocks, pieces: Vec::new(), truncated }
}

/// `text` up to the last line that ends within [`MAX_BYTES`], and whether anything was cut.
fn cut(text: &str) -> (&str, bool) {
    if text.len() <= MAX_BYTES {
        return (text, false);
    }
    let limit = text.floor_char_boundary(MAX_BYTES);
    let end = text[..limit].rfind('\n').unwrap_or(limit);
    (&text[..end], true)
}

fn paragraphs(text: &str) -> Vec<Block> {
    let wrapped = is_hard_wrapped(text);
    let mut blocks: Vec<Block> = Vec::new();
    let mut open = false;
    for line in text.split_inclusive('\n') {
        let start = line.as_ptr() as usize - text.as_ptr() as usize;
        let body = line.trim();
        if body.is_empty() {
            open = false;
            continue;
        }
        let lead = line.len() - line.trim_start().len();
        let span = Span::new(start + lead, start + lead + body.len());
        match blocks.last_mut() {
            Some(last) if open && wrapped => last.span = last.span.join(span),
            _ => blocks.push(Block { kind: BlockKind::Paragraph, span }),
        }
        open = true;
    }
    blocks
}

/// Whether single line breaks only wrap lines, as in mail and wire copy: paragraphs are parted by empty lines, and most
/// lines that another follows directly come near one width.
fn is_hard_wrapped(text: &str) -> bool {
    let lines: Vec<usize> = text.lines().map(|l| l.trim().chars().count()).collect();
    let followed: Vec<usize> = lines.windows(2).filter(|w| w[0] > 0 && w[1] > 0).map(|w| w[0]).collect();
    let full = followed.iter().filter(|n| (50..=100).contains(*n)).count();
    followed.len() >= 3 && lines.contains(&0) && full * 10 >= followed.len() * 8
}

/// The first line, if it reads as a headline: short, with a text under it, and not a sentence with its full stop.
fn headline(text: &str, blocks: &[Block]) -> Option<String> {
    let [first, _, ..] = blocks else { return None };
    let line = &text[first.span.range()];
    let sentence = line.ends_with(['.', ',', ';', ':', '”', '"']);
    (!sentence && line.chars().count() <= MAX_HEADLINE && !line.contains('\n')).then(|| line.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn blocks(text: &str) -> Vec<&str> {
        article(text).blocks.iter().map(|b| &text[b.span.range()]).collect()
    }

    #[test]
    fn takes_each_line_for_a_block() {
        assert_eq!(blocks("Rain falls\nIt fell.\n\n  More fell. \n"), ["Rain falls", "It fell.", "More fell."]);
    }

    #[test]
    fn joins_wrapped_lines() {
        let line = "a line of sixty characters or so that a mail program has cut\n";
        let text = format!("{line}{line}end.\n\n{line}{line}end.\n");
        assert_eq!(blocks(&text).len(), 2);
    }

    #[test]
    fn takes_a_short_first_line_without_a_stop_for_the_headline() {
        assert_eq!(article("Rain falls\nIt fell.").meta.title.as_deref(), Some("Rain falls"));
        assert_eq!(article("It fell.\nMore fell.").meta.title, None);
        assert_eq!(article("Rain falls").meta.title, None);
    }
}
