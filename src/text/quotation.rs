//! Quotation marks, paired: straight and curly, double and single, guillemets, low-high; nested; over several paragraphs.
//!
//! `“We ‘won’,” she said.` holds two quotations, the second within the first. An opening mark that nothing closes costs only
//! itself, unless it opens its paragraph: then it speaks to the paragraph's end. Where the next paragraph opens with the same
//! mark again, the quotation goes on there (Chicago Manual of Style, 13.32).

use crate::{
    article::{Article, BlockKind},
    span::Span,
};

/// A quotation with its marks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quotation {
    /// What stands between the marks, a span for each block that it runs over; never empty.
    pub inner: Vec<Span>,
    /// From the first opening mark to the last closing mark.
    pub span: Span,
    /// How many quotations hold it.
    pub depth: u32,
    /// Whether a closing mark was found.
    pub closed: bool,
}

/// The quotations of the text, by their first byte, outer before inner. Linear in the text.
#[must_use]
pub fn quotations(article: &Article) -> Vec<Quotation> {
    let mut pairing = Pairing::default();
    for (i, block) in article.blocks.iter().enumerate() {
        let follows = article.blocks[i + 1..].first().map(|b| article.slice(b.span).trim_start());
        pairing.block(&article.text, block.span, block.kind, follows.and_then(|t| t.chars().next()));
    }
    let mut found = pairing.found;
    found.sort_by_key(|q| (q.span.start, std::cmp::Reverse(q.span.end)));
    nest(&mut found);
    found
}

/// Sets each quotation's depth; `found` is sorted.
fn nest(found: &mut [Quotation]) {
    let mut open: Vec<Span> = Vec::new();
    for quotation in found {
        while open.last().is_some_and(|o| !o.contains(quotation.span)) {
            open.pop();
        }
        quotation.depth = u32::try_from(open.len()).unwrap_or(u32::MAX);
        open.push(quotation.span);
    }
}

/// Marks that pair with one another.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Family {
    Double,
    Single,
    Guillemet,
    SingleGuillemet,
}

fn family(c: char) -> Option<Family> {
    match c {
        '"' | '“' | '”' | '„' | '‟' | '＂' => Some(Family::Double),
        '\'' | '‘' | '’' | '‚' | '‛' => Some(Family::Single),
        '«' | '»' => Some(Family::Guillemet),
        '‹' | '›' => Some(Family::SingleGuillemet),
        _ => None,
    }
}

/// An opening mark that waits for its closing one.
struct Opener {
    mark: char,
    at: usize,
    /// Spans of the earlier blocks of the same quotation.
    earlier: Vec<Span>,
    start: usize,
}

#[derive(Default)]
struct Pairing {
    found: Vec<Quotation>,
    open: Vec<Opener>,
}

/// How deep quotations may nest. Deeper opening marks are taken for noise, which keeps the pairing linear.
const MAX_DEPTH: usize = 16;

/// A quotation mark with its neighbours; a missing one is white space.
struct Mark {
    at: usize,
    len: usize,
    c: char,
    before: char,
    after: char,
    /// Whether a single mark that can close follows before the next that can open.
    closer_ahead: bool,
}

impl Mark {
    fn after_at(&self) -> usize {
        self.at + self.len
    }

    fn can_open(&self) -> bool {
        let free = self.before.is_whitespace() || "([{—–-/…".contains(self.before) || family(self.before).is_some();
        let fits = match self.c {
            '”' | '’' | '»' | '›' => self.before.is_whitespace() && self.after.is_alphanumeric(),
            '“' | '‘' | '„' | '‚' | '«' | '‹' | '‟' | '‛' => true,
            _ => free,
        };
        fits && !self.after.is_whitespace() && !is_elision(self)
    }

    fn can_close(&self) -> bool {
        !self.before.is_whitespace() && !matches!(self.c, '„' | '‚' | '‟' | '‛')
            || matches!(self.c, '”' | '»' | '›') && !self.after.is_alphanumeric()
    }

    /// A single mark after an *s* with another possible closing mark to come is a possessive: `‘the analysts’ view’`.
    fn is_possessive(&self) -> bool {
        self.before.eq_ignore_ascii_case(&'s') && self.after.is_whitespace() && self.closer_ahead
    }

    /// Within a word (`don't`) or before a year (`'80s`).
    fn is_apostrophe(&self) -> bool {
        matches!(self.c, '\'' | '’' | '‘') && self.before.is_alphanumeric() && self.after.is_alphanumeric()
    }
}

/// `'80s`: an apostrophe where an opening mark could stand.
fn is_elision(mark: &Mark) -> bool {
    matches!(mark.c, '\'' | '’') && mark.after.is_ascii_digit()
}

impl Pairing {
    fn block(&mut self, text: &str, block: Span, kind: BlockKind, follows: Option<char>) {
        let marks = marks(text, block);
        let mut first = true;
        for mark in &marks {
            let opens_block = text[block.start as usize..mark.at].trim().is_empty();
            if std::mem::take(&mut first) && opens_block && self.continues(mark) {
                continue;
            }
            if mark.is_apostrophe() {
                continue;
            }
            let fam = family(mark.c);
            let awaiting = self.open.iter().rposition(|o| family(o.mark) == fam);
            let single = fam == Some(Family::Single);
            match awaiting {
                Some(depth) if mark.can_close() && !(single && mark.is_possessive()) => self.close(depth, mark),
                _ if mark.can_open() && self.open.len() < MAX_DEPTH && (!single || mark.closer_ahead) => {
                    self.open.push(Opener { mark: mark.c, at: mark.at, earlier: Vec::new(), start: mark.after_at() })
                }
                _ => {}
            }
        }
        self.end_block(text, block, kind, follows);
    }

    /// Whether `mark` only repeats the opening mark of a quotation that runs on from the block before.
    fn continues(&mut self, mark: &Mark) -> bool {
        let runs_on = self.open.len() == 1 && mark.can_open() && family(self.open[0].mark) == family(mark.c);
        if let (true, Some(opener)) = (runs_on, self.open.first_mut()) {
            opener.start = mark.after_at();
        } else {
            self.open.clear();
        }
        runs_on
    }

    fn close(&mut self, depth: usize, mark: &Mark) {
        let Some(opener) = self.open.drain(depth..).next() else { return };
        let mut inner = opener.earlier;
        if mark.at > opener.start {
            inner.push(Span::new(opener.start, mark.at));
        }
        if !inner.is_empty() {
            let span = Span::new(opener.at, mark.after_at());
            self.found.push(Quotation { inner, span, depth: 0, closed: true });
        }
    }

    /// A quotation that is still open runs on if it opened its paragraph and the next paragraph opens with its mark again, ends
    /// here if it opened its paragraph, and else was no quotation.
    fn end_block(&mut self, text: &str, block: Span, kind: BlockKind, follows: Option<char>) {
        self.open.truncate(1);
        let Some(opener) = self.open.first_mut() else { return };
        let runs_on = kind == BlockKind::Paragraph || kind == BlockKind::Quote;
        let introduced = text[block.start as usize..opener.at.max(block.start as usize)].trim_end();
        let runs_on =
            runs_on && (introduced.is_empty() || introduced.ends_with([',', ':']) || !opener.earlier.is_empty());
        let again = follows.is_some_and(|c| family(c).is_some() && family(c) == family(opener.mark));
        let end = block.end as usize;
        let rest = Span::new(opener.start.min(end), end);
        if runs_on && again && !rest.is_empty() && family(opener.mark) != Some(Family::Single) {
            opener.earlier.push(rest);
            return;
        }
        let opens_block = introduced.is_empty();
        let (at, mut inner) = (opener.at, std::mem::take(&mut opener.earlier));
        let single = family(opener.mark) == Some(Family::Single);
        self.open.clear();
        if opens_block && !single {
            if !rest.is_empty() {
                inner.push(rest);
            }
            if let Some(last) = inner.last() {
                let span = Span::new(at, last.end as usize);
                self.found.push(Quotation { inner, span, depth: 0, closed: false });
            }
        }
    }
}

/// The marks of a block. Two straight apostrophes on end are one double mark, as typewriters and agencies write it.
fn marks(text: &str, block: Span) -> Vec<Mark> {
    let body = &text[block.range()];
    let base = block.start as usize;
    let mut before = ' ';
    let mut marks = Vec::new();
    let mut chars = body.char_indices().peekable();
    while let Some((at, mut c)) = chars.next() {
        let mut len = c.len_utf8();
        if matches!(c, '\'' | '`') && chars.peek().is_some_and(|&(_, next)| next == c) {
            chars.next();
            len += c.len_utf8();
            c = '"';
        }
        if family(c).is_some() {
            let after = chars.peek().map_or(' ', |&(_, c)| c);
            marks.push(Mark { at: base + at, len, c, before, after, closer_ahead: false });
        }
        before = c;
    }
    look_ahead(&mut marks);
    marks
}

/// Fills [`Mark::closer_ahead`] in one walk from the back.
fn look_ahead(marks: &mut [Mark]) {
    let mut ahead = false;
    for mark in marks.iter_mut().rev() {
        mark.closer_ahead = ahead;
        if family(mark.c) == Some(Family::Single) && !mark.is_apostrophe() {
            ahead = !mark.can_open() && (mark.can_close() || ahead);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn inner(text: &str) -> Vec<String> {
        let article = Article::from_text(text);
        quotations(&article)
            .iter()
            .map(|q| q.inner.iter().map(|s| article.slice(*s)).collect::<Vec<_>>().join(" / "))
            .collect()
    }

    #[test]
    fn pairs_every_style() {
        assert_eq!(
            inner("He said “a b” and \"c d\" and «e f» and „g h“ and ‘i j’ there."),
            ["a b", "c d", "e f", "g h", "i j"]
        );
    }

    #[test]
    fn nests_single_in_double_and_double_in_single() {
        assert_eq!(inner("“We ‘won’ it,” she said."), ["We ‘won’ it,", "won"]);
        assert_eq!(inner("‘We “won” it,’ she said."), ["We “won” it,", "won"]);
        assert_eq!(inner("\"He told me \"no\" twice,\" she said."), ["He told me \"no\" twice,", "no"]);
    }

    #[test]
    fn takes_apostrophes_for_what_they_are() {
        assert_eq!(inner("It's the analysts' view of the '80s, isn't it?"), Vec::<String>::new());
        assert_eq!(inner("‘It’s the analysts’ view,’ she said."), ["It’s the analysts’ view,"]);
    }

    #[test]
    fn an_unclosed_mark_costs_only_itself() {
        assert_eq!(inner("He said “we go.\nThen “they went” home."), ["they went"]);
    }

    #[test]
    fn an_unclosed_mark_that_opens_its_paragraph_speaks_to_its_end() {
        assert_eq!(inner("“We go.\nThey went."), ["We go."]);
    }

    #[test]
    fn runs_on_over_paragraphs_that_repeat_the_mark() {
        assert_eq!(inner("“We go.\n“We went.\n“We will go,” he said."), ["We go. / We went. / We will go,"]);
    }

    #[test]
    fn is_linear_in_unclosed_marks() {
        assert!(inner(&"\"a ".repeat(20_000)).len() <= 20_000);
        assert!(inner(&"‘a ".repeat(20_000)).is_empty());
    }
}
