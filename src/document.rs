//! The article with its tokens, sentences and quotations: immutable, complete from birth, with the questions that the stages
//! ask of it.
//!
//! Tags are no part of it: a tagger reads a document and gives tags, attribution reads both, so that no field is ever "not yet
//! filled".

use std::ops::Range;

use crate::{
    article::Article,
    lexicon::{self, Closed},
    span::Span,
    text::{self, Quotation, Sentence, Token, TokenKind},
};

/// An article, segmented.
#[derive(Clone, Debug)]
pub struct Document {
    /// The article.
    pub article: Article,
    /// Its tokens, in order.
    pub tokens: Vec<Token>,
    /// Its sentences, in order; together they hold every token.
    pub sentences: Vec<Sentence>,
    /// Its quotations, by their first byte, outer before inner.
    pub quotations: Vec<Quotation>,
    /// The tokens in lower case with straight apostrophes, end to end, and where each ends: the form in which the lexicon is
    /// asked.
    lower: String,
    lower_ends: Vec<u32>,
    /// The closed classes of each token: nearly every stage asks for them, of every token.
    closed: Vec<Closed>,
    /// For each token, the innermost quotation that holds it.
    quoted_in: Vec<Option<u32>>,
}

impl Document {
    /// Segments `article`. Any text will do.
    #[must_use]
    pub fn segment(article: Article) -> Self {
        let tokens = text::tokens(&article);
        let sentences = text::sentences(&article, &tokens);
        let quotations = text::quotations(&article);
        let (lower, lower_ends) = lower_case(&article, &tokens);
        let quoted_in = innermost(&tokens, &quotations);
        let closed = closed_classes(&article, &tokens, &lower, &lower_ends);
        Self { article, tokens, sentences, quotations, lower, lower_ends, closed, quoted_in }
    }

    /// The token's own letters.
    #[must_use]
    pub fn word(&self, token: usize) -> &str {
        self.article.slice(self.tokens[token].span)
    }

    /// The token in lower case with straight apostrophes.
    #[must_use]
    pub fn lower(&self, token: usize) -> &str {
        let start = token.checked_sub(1).map_or(0, |before| self.lower_ends[before] as usize);
        &self.lower[start..self.lower_ends[token] as usize]
    }

    /// The token in lower case, if there is one.
    #[must_use]
    pub fn lower_at(&self, token: usize) -> Option<&str> {
        (token < self.tokens.len()).then(|| self.lower(token))
    }

    /// The closed classes of the token. An acronym has none, whatever it spells: `US` is no pronoun, `WHO` no relative.
    #[must_use]
    pub fn closed(&self, token: usize) -> Closed {
        self.closed[token]
    }

    /// Whether the token is a word or a number.
    #[must_use]
    pub fn is_word(&self, token: usize) -> bool {
        self.tokens[token].kind != TokenKind::Mark
    }

    /// Whether the token begins with a capital.
    #[must_use]
    pub fn is_capital(&self, token: usize) -> bool {
        self.word(token).chars().next().is_some_and(char::is_uppercase)
    }

    /// The tokens that lie in `span`, as a range.
    #[must_use]
    pub fn tokens_in(&self, span: Span) -> Range<usize> {
        let start = self.tokens.partition_point(|t| t.span.start < span.start);
        let end = start + self.tokens[start..].partition_point(|t| t.span.end <= span.end);
        start..end
    }

    /// The span from the first to the last of `tokens`, which must not be empty.
    #[must_use]
    pub fn span_of(&self, tokens: Range<usize>) -> Span {
        self.tokens[tokens.start].span.join(self.tokens[tokens.end - 1].span)
    }

    /// The index of the sentence that holds the token.
    #[must_use]
    pub fn sentence_of(&self, token: usize) -> usize {
        self.sentences.partition_point(|s| s.tokens.end <= token)
    }

    /// The parts of `tokens` that stand in one sentence each, with its index.
    pub fn sentences_in(&self, tokens: Range<usize>) -> impl Iterator<Item = (usize, Range<usize>)> {
        let first = self.sentence_of(tokens.start.min(self.tokens.len().saturating_sub(1)));
        let part = move |s: &Sentence| s.tokens.start.max(tokens.start)..s.tokens.end.min(tokens.end);
        (first..).zip(self.sentences[first..].iter().map(part).take_while(|part| !part.is_empty()))
    }

    /// A sentence without the mark that closes it.
    #[must_use]
    pub fn sentence_without_stop(&self, sentence: usize) -> Span {
        let tokens = self.sentences[sentence].tokens.clone();
        let stop = |t: usize| matches!(self.word(t), "." | "!" | "?" | "…" | "..." | ":");
        let end = tokens.clone().rfind(|&t| !stop(t)).map_or(tokens.end, |t| t + 1);
        self.span_of(tokens.start..end)
    }

    /// The index of the innermost quotation that holds the token, its marks included.
    #[must_use]
    pub fn quotation_of(&self, token: usize) -> Option<usize> {
        self.quoted_in[token].map(|q| q as usize)
    }
}

fn lower_case(article: &Article, tokens: &[Token]) -> (String, Vec<u32>) {
    let mut lower = String::with_capacity(article.text.len());
    let mut ends = Vec::with_capacity(tokens.len());
    for token in tokens {
        for c in article.slice(token.span).chars() {
            match c {
                '’' => lower.push('\''),
                c => lower.extend(c.to_lowercase()),
            }
        }
        ends.push(Span::new(0, lower.len()).end);
    }
    (lower, ends)
}

fn closed_classes(article: &Article, tokens: &[Token], lower: &str, ends: &[u32]) -> Vec<Closed> {
    let starts = std::iter::once(0).chain(ends.iter().copied());
    let words = tokens.iter().map(|token| article.slice(token.span));
    let lowers = starts.zip(ends).map(|(start, &end)| &lower[start as usize..end as usize]);
    let classes = |(word, lower): (&str, &str)| {
        let acronym = word.len() > 1 && word.chars().all(|c| c.is_ascii_uppercase());
        if acronym { Closed::default() } else { lexicon::closed(lower) }
    };
    words.zip(lowers).map(classes).collect()
}

/// Both lists ascend, so one walk with a stack of open quotations does.
fn innermost(tokens: &[Token], quotations: &[Quotation]) -> Vec<Option<u32>> {
    let mut open: Vec<usize> = Vec::new();
    let mut next = 0;
    let mut innermost = Vec::with_capacity(tokens.len());
    for token in tokens {
        while next < quotations.len() && quotations[next].span.start <= token.span.start {
            open.push(next);
            next += 1;
        }
        while open.last().is_some_and(|&q| quotations[q].span.end <= token.span.start) {
            open.pop();
        }
        innermost.push(open.last().and_then(|&q| u32::try_from(q).ok()));
    }
    innermost
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_where_a_token_stands() {
        let document = Document::segment(Article::from_text("“We ‘won’ it,” she said. It’s over."));
        let won = (0..document.tokens.len()).find(|&t| document.word(t) == "won").expect("the text says so");
        assert_eq!(document.tokens_in(document.tokens[won].span), won..won + 1);
        assert_eq!(document.quotation_of(won), Some(1));
        assert_eq!(document.sentence_of(document.tokens.len() - 1), 1);
        assert_eq!(document.lower(document.tokens.len() - 3), "'s");
    }
}
