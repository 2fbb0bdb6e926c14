//! One sentence as the rules see it: its tokens, its words in lower case, and where its clauses end.

use std::ops::Range;

use crate::{
    article::BlockKind,
    document::Document,
    lexicon::{self, Closed, CueClass, CueForm, Inflection},
    span::Span,
};

/// A sentence under examination. Token indices are the document's.
#[derive(Clone, Copy)]
pub(super) struct Scope<'a> {
    pub document: &'a Document,
    /// The sentence's first token.
    pub start: usize,
    /// The token after its last word: closing punctuation is left out.
    pub end: usize,
    /// Index of the sentence.
    pub sentence: usize,
    /// Whether it is a part of what somebody says, in which far more verbs than in the writer's own words attribute.
    pub spoken: bool,
    /// Whether it is a heading.
    pub heading: bool,
    /// The quotation that all of it stands in, where it is part of one.
    within: Option<usize>,
}

impl<'a> Scope<'a> {
    pub(super) fn new(document: &'a Document, sentence: usize) -> Self {
        let Range { start, mut end } = document.sentences[sentence].tokens.clone();
        while end > start && is_stop(document.word(end - 1)) {
            end -= 1;
        }
        let block = document.article.blocks[document.sentences[sentence].block].kind;
        let heading = matches!(block, BlockKind::Headline | BlockKind::Heading);
        Self { document, start, end, sentence, spoken: false, heading, within: None }
    }

    /// A part of a sentence that is somebody's words, read as if they were the writer's: the quotation in which it stands as a whole
    /// is none here, only what is quoted within it.
    pub(super) fn part(document: &'a Document, sentence: usize, tokens: Range<usize>) -> Self {
        if tokens.is_empty() {
            return Self {
                document,
                start: tokens.start,
                end: tokens.start,
                sentence,
                spoken: true,
                heading: false,
                within: None,
            };
        }
        let first = tokens.clone().find(|&t| document.is_word(t)).unwrap_or(tokens.start);
        let last = tokens.clone().rfind(|&t| document.is_word(t)).unwrap_or(tokens.start);
        let depth = |q: &Option<usize>| q.map(|q| document.quotations[q].depth + 1);
        let within = [first, last].map(|t| document.quotation_of(t)).into_iter().min_by_key(depth).flatten();
        let opens = |&t: &usize| document.is_word(t) || document.quotation_of(t) != within;
        let start = tokens.clone().find(opens).unwrap_or(tokens.end);
        let around = within.map(|q| &document.quotations[q]);
        let closes = |t: usize| around.is_some_and(|q| q.closed && document.tokens[t].span.end == q.span.end);
        let mut end = tokens.end;
        while end > start && (is_stop(document.word(end - 1)) || document.word(end - 1) == "," || closes(end - 1)) {
            end -= 1;
        }
        Self { document, start, end, sentence, spoken: true, heading: false, within }
    }

    /// The word at `i` in lower case; empty outside the sentence.
    pub(super) fn word(&self, i: usize) -> &'a str {
        if (self.start..self.end).contains(&i) { self.document.lower(i) } else { "" }
    }

    pub(super) fn is(&self, i: usize, words: &[&str]) -> bool {
        words.contains(&self.word(i))
    }

    pub(super) fn closed(&self, i: usize) -> Closed {
        if self.word(i).is_empty() { Closed::default() } else { self.document.closed(i) }
    }

    /// Whether a word, not a mark, stands at `i`.
    pub(super) fn is_word(&self, i: usize) -> bool {
        !self.word(i).is_empty() && self.document.is_word(i)
    }

    pub(super) fn is_capital(&self, i: usize) -> bool {
        !self.word(i).is_empty() && self.document.is_capital(i)
    }

    pub(super) fn span(&self, tokens: Range<usize>) -> Span {
        self.document.span_of(tokens)
    }

    /// The cue of `class` that begins at `i`.
    pub(super) fn cue(&self, i: usize, class: CueClass) -> Option<CueForm> {
        lexicon::cue_at(|k| Some(self.word(k)).filter(|w| !w.is_empty()), i, class)
    }

    /// A cue verb at `i` in a form that can carry a clause of its own: `said`, `says`, `say`, not `saying`.
    pub(super) fn finite_cue(&self, i: usize) -> Option<CueForm> {
        self.cue(i, CueClass::Verb).filter(|f| f.inflection != Inflection::Gerund)
    }

    /// Words in quotation marks are somebody's own: a cue among them is not the writer's.
    pub(super) fn is_quoted(&self, i: usize) -> bool {
        self.document.quotation_of(i) != self.within
    }

    /// Whether the token at `i` opens a quotation, and the token after that quotation.
    pub(super) fn quotation_at(&self, i: usize) -> Option<usize> {
        if self.word(i).is_empty() {
            return None;
        }
        let start = self.document.tokens[i].span.start;
        let found = self.document.quotations.partition_point(|q| q.span.start < start);
        let quotation = self.document.quotations.get(found).filter(|q| q.span.start == start)?;
        Some(self.document.tokens.partition_point(|t| t.span.start < quotation.span.end))
    }

    /// The first token of the quotation whose closing mark is the token at `i`.
    pub(super) fn quotation_ending_at(&self, i: usize) -> Option<usize> {
        let quotation = &self.document.quotations[self.document.quotation_of(i)?];
        let closes = quotation.closed && self.document.tokens[i].span.end == quotation.span.end;
        closes.then(|| self.document.tokens.partition_point(|t| t.span.start < quotation.span.start))
    }

    /// Where the clause before `to` begins: behind the last semicolon that is nobody's own, or at `from`.
    pub(super) fn clause_start(&self, from: usize, to: usize) -> usize {
        (from..to).rev().find(|&t| self.word(t) == ";" && !self.is_quoted(t)).map_or(from, |t| t + 1)
    }

    /// Where the clause that begins at `from` ends: at a semicolon or a dash, before a comma behind which another cue takes
    /// over, or with the sentence. Behind a subordinator (`while the mayor claims ...,`) any comma ends it that a new subject
    /// follows.
    pub(super) fn clause_end(&self, from: usize, subordinate: bool) -> usize {
        let mut i = from;
        while i < self.end {
            if let Some(after) = self.quotation_at(i) {
                i = after.max(i + 1);
                continue;
            }
            let hands_over = self.word(i) == "," && self.hands_over(i + 1, subordinate);
            if self.is(i, &[";", "—"]) || hands_over || self.spoken && i > from && self.turns(i) {
                break;
            }
            i += 1;
        }
        let mut end = i.min(self.end);
        while end > from + 1 && !self.is_word(end - 1) && !self.is_closing(end - 1) {
            end -= 1;
        }
        end.max(from)
    }

    /// Whether at `i` the one who speaks goes on in their own name: `they promised a roof | and we are waiting`, `I asked who looks
    /// after it | , and the girl gave me`.
    pub(super) fn turns(&self, i: usize) -> bool {
        let comma = usize::from(self.word(i) == ",");
        if !self.is(i + comma, &["and", "but", "so", "because", "although", "though"]) {
            return false;
        }
        let (next, after) = (i + comma + 1, i + comma + 2);
        let subject = self.is(next, &["i", "we", "he", "she", "they", "it", "you", "nobody", "there"]);
        let verb = self.is_finite_verb(after);
        let opens = subject || self.closed(next).determiner() || self.is_capital(next);
        // "He has agreed to pay, | and promises more".
        let again =
            comma > 0 && self.finite_cue(next).is_some_and(|f| f.cue.strong || f.inflection == Inflection::Third);
        self.word(next) != "that" && if comma > 0 { opens || again } else { subject && verb }
    }

    fn is_closing(&self, i: usize) -> bool {
        self.is(i, &[")", "]", "%"]) || self.quotation_ending_at(i).is_some()
    }

    /// Whether what begins at `i`, behind a comma, is another's clause: a phrase cue, a participle cue, or a cue with its
    /// subject a few words on.
    fn hands_over(&self, i: usize, subordinate: bool) -> bool {
        let phrase = self.cue(i, CueClass::Phrase).is_some();
        let participle =
            self.cue(i, CueClass::Verb).is_some_and(|f| f.inflection == Inflection::Gerund && f.cue.strong);
        let new_subject =
            subordinate && (self.is_capital(i) || self.closed(i).determiner() || self.closed(i).pronoun());
        phrase || participle || new_subject || self.subject_and_cue(i)
    }

    /// `, the mayor said` and `, but critics say`: a strong cue within eight words and no mark before it.
    fn subject_and_cue(&self, i: usize) -> bool {
        let reach = (i..self.end.min(i + 9)).take_while(|&k| self.is_word(k));
        reach.skip(1).any(|k| {
            self.finite_cue(k).is_some_and(|f| f.cue.strong && f.cue.frames.clause)
                && !self.closed(k - 1).determiner()
                && self.word(k - 1) != "to"
        })
    }
}

fn is_stop(word: &str) -> bool {
    matches!(word, "." | "!" | "?" | "…" | "...")
}
