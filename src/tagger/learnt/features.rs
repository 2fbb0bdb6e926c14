//! What the network is told of a token beside the word itself: small numbers, each an index into one table of the model.
//!
//! In goes a [`Document`], out come [`Features`]: a row of [`FIELDS`] ids for each token, and the windows in which the network sees
//! them. Training reads the very same rows, by `hearsay dump`.
//! In `“It is safe,” the mayor said.` the id of `said` in the field `cue` says that it is a strong verb in the past.

use std::ops::Range;

use crate::{
    document::Document,
    lexicon::{self, CueClass, Inflection},
    tagger::learnt::vocabulary,
    text::TokenKind,
};

/// The fields and how many ids each has.
pub const FIELDS: [(&str, usize); 8] = [
    ("suffix3", 2048),
    ("prefix3", 2048),
    ("suffix2", 512),
    ("shape", 16),
    ("place", 16),
    ("quotation", 16),
    ("cue", 16),
    ("class", 32),
];

/// Where some fields stand among them.
const PLACE: usize = 4;
const QUOTATION: usize = 5;
const CUE: usize = 6;

/// The ids of one token, in the order of [`FIELDS`].
pub type Row = [u16; FIELDS.len()];

/// A window is closed at the first end of a paragraph after so many tokens ...
const WINDOW: usize = 200;
/// ... or, in a paragraph that goes on and on, at the first end of a sentence after so many ...
const LONG_WINDOW: usize = 400;
/// ... and never holds more than this.
pub const MAX_WINDOW: usize = 512;

/// What the network reads of a document. Read into again, it keeps its room.
#[derive(Debug, Default)]
pub struct Features {
    /// The rows of all tokens.
    pub rows: Vec<Row>,
    /// The runs of tokens that the network sees at once. They depend on the text alone, so that an article tagged in pieces is
    /// tagged as in one.
    pub windows: Vec<Range<usize>>,
    key: String,
}

impl Features {
    /// The features of `document`.
    #[must_use]
    pub fn of(document: &Document) -> Self {
        let mut features = Self::default();
        features.read(document);
        features
    }

    /// Becomes the features of `document`.
    pub fn read(&mut self, document: &Document) {
        self.rows.clear();
        self.windows.clear();
        rows(document, &mut self.key, &mut self.rows);
        windows(document, &mut self.windows);
    }
}

/// Writes the rows of `tokens`, of a content, as if they were a text of their own: the first opens it, and the quotation in which they
/// stand is none.
pub(super) fn apart(document: &Document, rows: &[Row], tokens: Range<usize>, apart: &mut Vec<Row>) {
    apart.clear();
    apart.extend_from_slice(&rows[tokens.clone()]);
    let around = document.quotation_of(tokens.start);
    for (row, token) in apart.iter_mut().zip(tokens) {
        // Of two neighbouring ids the second is that of a quotation within another.
        row[QUOTATION] =
            if around.is_some() && document.quotation_of(token) == around { 0 } else { row[QUOTATION] & !1 };
    }
    if let Some(first) = apart.first_mut() {
        first[PLACE] &= !3;
    }
}

/// Whether the lexicon knows the token of this row as a strong verb or noun that attributes, or as the first word of one.
pub(super) fn is_strong_cue(row: &Row) -> bool {
    matches!(row[CUE], 3 | 5 | 7 | 9 | 11)
}

fn rows(document: &Document, key: &mut String, rows: &mut Vec<Row>) {
    let mut lexical = Lexical::default();
    for (i, sentence) in document.sentences.iter().enumerate() {
        let same = |other: Option<usize>| {
            other.and_then(|o| document.sentences.get(o)).is_some_and(|s| s.block == sentence.block)
        };
        let in_block = u16::from(same(i.checked_sub(1))) + 2 * u16::from(same(Some(i + 1)));
        for token in sentence.tokens.clone() {
            vocabulary::key(document, token, key);
            let (cue, class) = lexical.next(document, token);
            rows.push([
                hashed(suffix(key, 3), FIELDS[0].1),
                hashed(prefix(key, 3), FIELDS[1].1),
                hashed(suffix(key, 2), FIELDS[2].1),
                shape(document, token),
                4 * in_block + place(token, &sentence.tokens),
                quotation(document, token),
                cue,
                class,
            ]);
        }
    }
}

fn windows(document: &Document, windows: &mut Vec<Range<usize>>) {
    let mut start = 0;
    for (i, sentence) in document.sentences.iter().enumerate() {
        while sentence.tokens.end - start > MAX_WINDOW {
            let end = if sentence.tokens.start > start { sentence.tokens.start } else { start + MAX_WINDOW };
            windows.push(start..end);
            start = end;
        }
        let ends_block = document.sentences.get(i + 1).is_none_or(|next| next.block != sentence.block);
        let len = sentence.tokens.end - start;
        if ends_block && len >= WINDOW || len >= LONG_WINDOW {
            windows.push(start..sentence.tokens.end);
            start = sentence.tokens.end;
        }
    }
    if start < document.tokens.len() {
        windows.push(start..document.tokens.len());
    }
}

fn suffix(word: &str, chars: usize) -> &str {
    let start = word.char_indices().rev().nth(chars - 1).map_or(0, |(at, _)| at);
    &word[start..]
}

fn prefix(word: &str, chars: usize) -> &str {
    let end = word.char_indices().nth(chars).map_or(word.len(), |(at, _)| at);
    &word[..end]
}

/// FNV-1a. Few affixes share a bucket, and a table of affixes would have to be kept beside the model.
fn hashed(affix: &str, buckets: usize) -> u16 {
    let hash = affix.bytes().fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    u16::try_from(hash as usize % buckets).expect("a field has fewer than 2^16 ids")
}

fn shape(document: &Document, token: usize) -> u16 {
    let word = document.word(token);
    let upper = word.chars().filter(|c| c.is_uppercase()).count();
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    match document.tokens[token].kind {
        TokenKind::Mark => match word {
            "," => 0,
            ":" | ";" => 1,
            _ if word.ends_with(['.', '!', '?', '…']) => 2,
            _ if word.starts_with(['—', '–', '-']) => 3,
            _ if word.starts_with(['(', '[', ')', ']']) => 4,
            _ => 5,
        },
        TokenKind::Number => 6 + u16::from(letters > 0),
        TokenKind::Word if upper == 0 => 8 + u16::from(word.contains('-')),
        TokenKind::Word if letters == 1 => 10,
        TokenKind::Word if upper == letters => 11,
        TokenKind::Word if !document.is_capital(token) => 12,
        TokenKind::Word if upper == 1 => 13,
        TokenKind::Word => 14,
    }
}

fn place(token: usize, sentence: &Range<usize>) -> u16 {
    match (token - sentence.start, sentence.end - token) {
        (0, _) => 0,
        (_, 1 | 2) => 3,
        (1 | 2, _) => 1,
        _ => 2,
    }
}

fn quotation(document: &Document, token: usize) -> u16 {
    let span = document.tokens[token].span;
    let Some(index) = document.quotation_of(token) else {
        let stray = document.word(token).starts_with(['"', '“', '”', '‘', '«', '»']);
        return u16::from(stray);
    };
    let quotation = &document.quotations[index];
    let nested = u16::from(quotation.depth > 0);
    if span.start == quotation.span.start {
        return 2 + nested;
    }
    if quotation.closed && span.end == quotation.span.end {
        return 4 + nested;
    }
    match (quotation.span.len(), quotation.inner.len()) {
        (_, 2..) => 12 + nested,
        (0..=24, _) => 6 + nested,
        (25..=70, _) => 8 + nested,
        _ => 10 + nested,
    }
}

/// What the lexicon says; an entry of several words marks those after its first as its continuation.
#[derive(Default)]
struct Lexical {
    cue_left: usize,
    class_left: usize,
    class: u16,
}

impl Lexical {
    fn next(&mut self, document: &Document, token: usize) -> (u16, u16) {
        (self.cue(document, token), self.class(document, token))
    }

    fn cue(&mut self, document: &Document, token: usize) -> u16 {
        if self.cue_left > 0 {
            self.cue_left -= 1;
            return 1;
        }
        let Some(form) = lexicon::cues_at(|i| document.lower_at(i), token).next() else { return 0 };
        self.cue_left = form.words - 1;
        let strong = u16::from(form.cue.strong);
        match (form.cue.class, form.inflection) {
            (CueClass::Verb, Inflection::Base) => 2 + strong,
            (CueClass::Verb, Inflection::Gerund) => 4 + strong,
            (CueClass::Verb, Inflection::Participle) => 6 + strong,
            (CueClass::Verb, Inflection::Third | Inflection::Past) => 8 + strong,
            (CueClass::Noun, _) => 10 + strong,
            (CueClass::Phrase, _) => 12,
            (CueClass::Adverb, _) => 13,
            (CueClass::Adjective, _) => 14,
        }
    }

    fn class(&mut self, document: &Document, token: usize) -> u16 {
        if self.class_left > 0 {
            self.class_left -= 1;
            return self.class;
        }
        let word = |i: usize| document.lower_at(i);
        let lower = document.lower(token);
        let (class, words) = match document.tokens[token].kind {
            TokenKind::Mark => return 1,
            TokenKind::Number => return 2,
            TokenKind::Word => {
                if let Some((role, words)) = lexicon::role_at(word, token) {
                    (if role.relays { 3 } else { 4 + u16::from(role.vague) }, words)
                } else if let Some((_, words)) = lexicon::title_at(word, token).filter(|_| document.is_capital(token)) {
                    (6, words)
                } else if let Some((_, words)) = lexicon::body_at(word, token) {
                    (7, words)
                } else if document.is_capital(token) && lexicon::given(lower).is_some() {
                    (8, 1)
                } else {
                    (closed(lower), 1)
                }
            }
        };
        self.class_left = words - 1;
        self.class = class;
        class
    }
}

/// The first class in an order in which what shapes the clause goes before what fills it.
fn closed(word: &str) -> u16 {
    if let Some(pronoun) = lexicon::pronoun(word) {
        return match pronoun.person {
            Some(1) => 9,
            Some(2) => 10,
            _ => 11,
        };
    }
    let closed = lexicon::closed(word);
    let classes = [
        closed.negation(),
        closed.modal(),
        closed.auxiliary(),
        closed.coordinator(),
        closed.subordinator(),
        closed.relative(),
        closed.pronoun(),
        closed.determiner(),
        closed.preposition(),
        closed.possessive(),
        closed.time(),
        closed.adverb(),
    ];
    (12..).zip(classes).find(|(_, is)| *is).map_or(0, |(id, _)| id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Article;

    fn field(text: &str, name: &str) -> Vec<u16> {
        let at = FIELDS.iter().position(|(field, _)| *field == name).expect("a field");
        features(text).rows.iter().map(|row| row[at]).collect()
    }

    fn features(text: &str) -> Features {
        Features::of(&Document::segment(Article::from_text(text)))
    }

    #[test]
    fn every_id_has_its_place_in_its_table() {
        let text = "“‘No,’ she’s said to have said,” AT&T’s Dr. J. McVane told vice-president Ada Oda (30).\nA “b” c—d 3rd. \
                    According to people familiar with it, perhaps. \"Stray";
        for row in features(text).rows {
            for (id, (name, size)) in row.into_iter().zip(FIELDS) {
                assert!(usize::from(id) < size, "{name} {id}");
            }
        }
    }

    #[test]
    fn is_blind_to_how_a_quotation_is_marked() {
        let curly = features("“The bridge is as safe as any,” she said.").rows;
        assert_eq!(curly, features("\"The bridge is as safe as any,\" she said.").rows);
        assert_eq!(curly, features("«The bridge is as safe as any,» she said.").rows);
    }

    #[test]
    fn marks_the_words_of_a_cue() {
        assert_eq!(field("According to her it fell.", "cue"), [12, 1, 0, 0, 0, 0]);
    }

    #[test]
    fn windows_hold_every_token_once_and_end_with_paragraphs() {
        let text =
            "It fell, the mayor said. ".repeat(20) + "\n" + &"word ".repeat(1500) + "\n" + &"It rained. ".repeat(30);
        let document = Document::segment(Article::from_text(&text));
        let windows = Features::of(&document).windows;
        assert!(windows.iter().all(|w| !w.is_empty() && w.len() <= MAX_WINDOW));
        assert!(windows.windows(2).all(|pair| pair[0].end == pair[1].start));
        assert_eq!((windows[0].start, windows.last().expect("some").end), (0, document.tokens.len()));
    }
}
