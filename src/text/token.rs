//! Words, numbers and marks. Word boundaries are those of UAX #29 (Unicode Text Segmentation), with what the news needs on
//! top: `Trump's` is `Trump` + `'s` and `don't` is `do` + `n't`, as in the Penn Treebank; `vice-president`, `U.S.`,
//! `AT&T`, `@handle` and an address are one token each.

use unicode_segmentation::UnicodeSegmentation;

use crate::{article::Article, lexicon, span::Span};

/// The smallest unit of the text that means something; never empty, never white space.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Where it stands.
    pub span: Span,
    /// What it is made of.
    pub kind: TokenKind,
}

/// What a token is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// Letters, perhaps with marks within: `reopen`, `U.S.`, `'s`.
    Word,
    /// Begins with a digit: `30-day`, `1.5`, `2016`.
    Number,
    /// Anything else: `,`, `“`, `$`.
    Mark,
}

/// The tokens of every block, in order. Linear in the text.
#[must_use]
pub fn tokens(article: &Article) -> Vec<Token> {
    let mut tokens = Vec::with_capacity(article.text.len() / 5);
    for block in &article.blocks {
        let mut splitter = Splitter { text: &article.text, block: block.span, tokens: &mut tokens, first: 0 };
        splitter.run();
    }
    tokens
}

struct Splitter<'a> {
    text: &'a str,
    block: Span,
    tokens: &'a mut Vec<Token>,
    /// Index of the block's first token: nothing joins across a block.
    first: usize,
}

impl Splitter<'_> {
    fn run(&mut self) {
        self.first = self.tokens.len();
        let base = self.block.start as usize;
        let mut address_end = 0;
        for (at, segment) in self.text[self.block.range()].split_word_bound_indices() {
            let start = base + at;
            if start < address_end || segment.trim().is_empty() {
                continue;
            }
            address_end = self.address(start);
            if address_end > start {
                self.push(start, address_end, TokenKind::Word);
                continue;
            }
            self.segment(start, segment);
        }
    }

    /// Where the address that begins at `start` ends; `start` where none does. Its closing punctuation is not part of it.
    fn address(&self, start: usize) -> usize {
        let rest = &self.text[start..self.block.end as usize];
        if !["http://", "https://", "www."].iter().any(|scheme| rest.starts_with(scheme)) {
            return start;
        }
        let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
        start + rest[..end].trim_end_matches(|c: char| !c.is_alphanumeric() && c != '/').len()
    }

    fn segment(&mut self, start: usize, segment: &str) {
        let end = start + segment.len();
        let kind = kind_of(segment);
        if self.joins_previous(start, segment, kind) {
            self.extend(end);
            return;
        }
        match clitic(segment) {
            Some(at) if kind == TokenKind::Word => {
                self.push_or_extend(start, start + at, kind);
                self.push(start + at, end, kind);
            }
            _ => self.push_or_extend(start, end, kind),
        }
    }

    /// A word after `previous-`, `previous&`, `@` or `#` belongs to it.
    fn push_or_extend(&mut self, start: usize, end: usize, kind: TokenKind) {
        if kind != TokenKind::Mark && self.previous(start).is_some_and(|p| awaits_word(&self.text[p.span.range()])) {
            self.extend(end);
        } else {
            self.push(start, end, kind);
        }
    }

    /// Whether a mark belongs to the word before it: a hyphen or ampersand within a compound, an abbreviation's full stop, one
    /// more of the same dash or dot.
    fn joins_previous(&self, start: usize, segment: &str, kind: TokenKind) -> bool {
        let Some(previous) = self.previous(start) else { return false };
        let word = &self.text[previous.span.range()];
        let next = self.text[start + segment.len()..self.block.end as usize].chars().next();
        match segment {
            "-" | "\u{2010}" | "\u{2011}" | "&" if previous.kind != TokenKind::Mark => {
                next.is_some_and(char::is_alphanumeric)
            }
            "." if previous.kind == TokenKind::Word => is_abbreviation(word) && !ends_text(next, word),
            "." | "-" | "–" | "—" | "`" => word.ends_with(segment) && previous.kind == TokenKind::Mark,
            _ => kind == TokenKind::Mark && segment == "\u{fe0f}",
        }
    }

    /// The token that ends exactly at `start`, in this block.
    fn previous(&self, start: usize) -> Option<&Token> {
        self.tokens[self.first..].last().filter(|t| t.span.end as usize == start)
    }

    fn push(&mut self, start: usize, end: usize, kind: TokenKind) {
        self.tokens.push(Token { span: Span::new(start, end), kind });
    }

    fn extend(&mut self, end: usize) {
        if let Some(last) = self.tokens.last_mut() {
            // Of a mark nothing is a letter so far: a row of full stops is not looked through again with each of them.
            let added = &self.text[last.span.end as usize..end];
            last.span = Span::new(last.span.start as usize, end);
            if last.kind == TokenKind::Mark && added.contains(char::is_alphanumeric) {
                last.kind = TokenKind::Word;
            }
        }
    }
}

fn kind_of(segment: &str) -> TokenKind {
    match segment.chars().find(|c| c.is_alphanumeric()) {
        Some(c) if c.is_numeric() => TokenKind::Number,
        Some(_) => TokenKind::Word,
        None => TokenKind::Mark,
    }
}

fn awaits_word(token: &str) -> bool {
    let mut chars = token.chars().rev();
    let last = chars.next();
    let before = chars.next();
    match last {
        Some('@' | '#') => before.is_none(),
        Some('-' | '\u{2010}' | '\u{2011}' | '&') => before.is_some_and(char::is_alphanumeric),
        _ => false,
    }
}

/// `U.S`, `J`, `Inc`: words whose full stop is their own.
fn is_abbreviation(word: &str) -> bool {
    let dotted = word.contains('.') && word.split('.').all(|part| part.chars().count() == 1);
    let initial = word.len() == 1 && word != "I" && word.chars().all(|c| c.is_ascii_uppercase());
    dotted || initial || lexicon::abbreviation(&word.to_lowercase()).is_some()
}

/// Whether the stop that follows `word` is the text's last mark, where a short word ("No.") reads as a sentence rather than as
/// an abbreviation. Dotted ones keep their stop everywhere.
fn ends_text(next: Option<char>, word: &str) -> bool {
    next.is_none() && !word.contains('.')
}

/// Where the clitic of `word` begins: `'s` in `Trump’s`, `n't` in `don't`.
fn clitic(word: &str) -> Option<usize> {
    let at = word.rfind(['\'', '’'])?;
    let tail = word[at..].trim_start_matches(['\'', '’']);
    let lower = tail.to_ascii_lowercase();
    match lower.as_str() {
        "s" | "re" | "ve" | "ll" | "d" | "m" if at > 0 => Some(at),
        "t" if at > 1 && word[..at].ends_with(['n', 'N']) => Some(at - 1),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        let article = Article::from_text(text);
        tokens(&article).iter().map(|t| article.slice(t.span).to_owned()).collect()
    }

    #[test]
    fn splits_clitics_as_the_penn_treebank_does() {
        assert_eq!(words("Trump’s didn't they'll"), ["Trump", "’s", "did", "n't", "they", "'ll"]);
        assert_eq!(words("O'Brien"), ["O'Brien"]);
    }

    #[test]
    fn keeps_compounds_abbreviations_and_handles_whole() {
        assert_eq!(
            words("The vice-president, AT&T @ada_k U.S. Inc. said"),
            ["The", "vice-president", ",", "AT&T", "@ada_k", "U.S.", "Inc.", "said"]
        );
    }

    #[test]
    fn keeps_an_address_whole_without_the_stop_after_it() {
        assert_eq!(words("See https://a.example/b?c=d. Then"), ["See", "https://a.example/b?c=d", ".", "Then"]);
    }

    #[test]
    fn joins_dots_and_dashes_but_not_dashes_and_words() {
        assert_eq!(words("well ... no — yes--no"), ["well", "...", "no", "—", "yes", "--", "no"]);
    }

    #[test]
    fn parts_numbers_from_their_signs() {
        assert_eq!(words("$1.5 30-day 40%"), ["$", "1.5", "30-day", "40", "%"]);
    }

    #[test]
    fn reads_the_last_stop_as_the_end_of_the_sentence() {
        assert_eq!(words("He said no."), ["He", "said", "no", "."]);
    }
}
