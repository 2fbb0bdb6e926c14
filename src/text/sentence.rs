//! Sentences: runs of tokens within one block, each with its closing marks.
//!
//! `“So what?” said Harry. Nobody knew.` is two sentences: a question mark inside a quotation does not part it from the
//! words that say whose it is.

use std::ops::Range;

use super::{Token, TokenKind};
use crate::{article::Article, lexicon, span::Span};

/// A sentence; it never crosses a block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// From its first token to its last.
    pub span: Span,
    /// Its tokens, as a range of the document's.
    pub tokens: Range<usize>,
    /// Index of its block.
    pub block: usize,
}

/// The longest sentence, in tokens. A longer one is cut, so that whatever a rule does within a sentence, the whole stays linear.
const MAX_TOKENS: usize = 400;

/// How many tokens after a closing quotation mark may stand before the cue that ties it to its speaker: `“Why?” the
/// mayor's elder brother asked.`
const TAG_REACH: usize = 6;

/// The sentences of every block, in order. Linear in the text.
#[must_use]
pub fn sentences(article: &Article, tokens: &[Token]) -> Vec<Sentence> {
    let mut sentences = Vec::new();
    let mut next = 0;
    for (block, end) in article.blocks.iter().map(|b| b.span.end).enumerate() {
        let stop = next + tokens[next..].partition_point(|t| t.span.end <= end);
        let mut start = next;
        while start < stop {
            let after = sentence_end(article, tokens, start..stop);
            let span = tokens[start].span.join(tokens[after - 1].span);
            sentences.push(Sentence { span, tokens: start..after, block });
            start = after;
        }
        next = stop;
    }
    sentences
}

/// The token after the sentence that begins at `within.start`.
fn sentence_end(article: &Article, tokens: &[Token], within: Range<usize>) -> usize {
    let word = |i: usize| article.slice(tokens[i].span);
    let mut i = within.start;
    while i < within.end {
        let ends = match tokens[i].kind {
            TokenKind::Mark => word(i).ends_with(['.', '!', '?', '…']),
            TokenKind::Word => word(i).ends_with('.') && may_end(word(i)),
            TokenKind::Number => false,
        };
        i += 1;
        if i - within.start == MAX_TOKENS {
            return i;
        }
        if !ends {
            continue;
        }
        let terminator = word(i - 1);
        let closers = i;
        while i < within.end && is_closer(article, tokens, i) {
            i += 1;
        }
        if i >= within.end || (begins(word(i)) && !(i > closers && tag_follows(&word, i, within.end, terminator))) {
            return i;
        }
    }
    within.end
}

/// Whether a sentence can end after this abbreviation: `U.S.` can, `Mr.` cannot.
fn may_end(word: &str) -> bool {
    let bare = word.trim_end_matches('.').to_lowercase();
    let initial = bare.chars().count() == 1;
    !initial && lexicon::abbreviation(&bare).is_none_or(|a| a.may_end_sentence)
}

/// A closing quotation mark or bracket that hugs what stands before it.
fn is_closer(article: &Article, tokens: &[Token], i: usize) -> bool {
    let hugs = tokens[i - 1].span.end == tokens[i].span.start;
    match article.slice(tokens[i].span) {
        "”" | "’" | "»" | "›" | ")" | "]" | "''" => true,
        "\"" | "'" | "“" => hugs,
        _ => false,
    }
}

/// Whether a token can begin a sentence: anything but a lower-case word or a mark that goes on.
fn begins(word: &str) -> bool {
    word.chars().next().is_some_and(|c| !c.is_lowercase() && !matches!(c, ',' | ';' | ':' | ')' | '-' | '–' | '—'))
}

/// Whether the words after a quotation that closes on a question, an exclamation or a full stop say whose it is: a cue of speech
/// within reach, before any other mark.
fn tag_follows<'a>(word: &impl Fn(usize) -> &'a str, i: usize, end: usize, terminator: &str) -> bool {
    if terminator.ends_with('.') {
        return false;
    }
    (i..end.min(i + TAG_REACH))
        .take_while(|&k| word(k).chars().any(char::is_alphanumeric))
        .any(|k| lexicon::is_speech_verb(&word(k).to_lowercase()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::tokens;

    fn split(text: &str) -> Vec<String> {
        let article = Article::from_text(text);
        let tokens = tokens(&article);
        sentences(&article, &tokens).iter().map(|s| article.slice(s.span).to_owned()).collect()
    }

    #[test]
    fn splits_after_a_stop_and_its_closing_marks() {
        assert_eq!(
            split("It rained. “It poured.” Then it stopped."),
            ["It rained.", "“It poured.”", "Then it stopped."]
        );
    }

    #[test]
    fn keeps_a_quoted_question_with_its_speaker() {
        assert_eq!(
            split("“So what?” Harry Vane asked. Nobody knew."),
            ["“So what?” Harry Vane asked.", "Nobody knew."]
        );
        assert_eq!(split("\"So what?\" said Harry."), ["\"So what?\" said Harry."]);
    }

    #[test]
    fn does_not_split_after_titles_and_initials() {
        assert_eq!(split("Mr. Vane met J. Oda. They spoke."), ["Mr. Vane met J. Oda.", "They spoke."]);
    }

    #[test]
    fn splits_after_an_abbreviation_that_can_end_a_sentence() {
        assert_eq!(split("He left the U.S. The talks went on."), ["He left the U.S.", "The talks went on."]);
    }

    #[test]
    fn cuts_a_sentence_that_never_ends() {
        assert!(split(&"the mayor said ".repeat(1_000)).iter().all(|s| s.split(' ').count() <= MAX_TOKENS));
    }

    #[test]
    fn never_crosses_a_block() {
        assert_eq!(split("A heading\nIt rained\nIt poured"), ["A heading", "It rained", "It poured"]);
    }
}
