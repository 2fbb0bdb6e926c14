//! Proper names: runs of capitalised words, and which full name a short one stands for.
//!
//! `Ivo Oda` in the first paragraph is who `Oda` is in the fifth, unless an `Ada Oda` stands there too.

use std::{collections::HashMap, ops::Range};

use crate::{document::Document, lexicon, span::Span};

/// Words that stand within any name in lower case: *Ludwig van Beethoven*.
const LINKS: [&str; 10] = ["de", "van", "von", "der", "den", "la", "al", "bin", "ibn", "&"];
/// Words that stand within a body's name too: *Institute for the Study of War*, but *Putin of Russia* is two.
const BODY_LINKS: [&str; 4] = ["of", "for", "the", "and"];

/// How many names of one last word are told apart; more make every short form open anyway.
const MAX_NAMESAKES: usize = 16;

/// Every full name of the document, by its last word in lower case.
#[derive(Debug, Default)]
pub(super) struct Names {
    by_last: HashMap<String, Vec<Name>>,
    by_acronym: HashMap<String, Name>,
}

/// A name as the text writes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Name {
    /// Without titles: `Vladimir Putin`.
    pub text: String,
    /// Its tokens where it first stands.
    pub tokens: Range<usize>,
}

impl Names {
    /// Collects the names of two words and more. Linear in the text.
    pub(super) fn collect(document: &Document) -> Self {
        let mut names = Self::default();
        for sentence in &document.sentences {
            let mut t = sentence.tokens.start;
            while t < sentence.tokens.end {
                let run = run_at(document, t, sentence.tokens.end);
                t = run.end.max(t + 1);
                let name = without_title(document, run);
                if name.len() >= 2 && !is_heading_case(document, &sentence.tokens) {
                    names.add(document, name, sentence.tokens.end);
                }
            }
        }
        names
    }

    fn add(&mut self, document: &Document, tokens: Range<usize>, sentence_end: usize) {
        let name = Name { text: text_of(document, tokens.clone()), tokens };
        if let Some(acronym) = acronym_after(document, name.tokens.end, sentence_end) {
            self.by_acronym.entry(acronym).or_insert_with(|| name.clone());
        }
        for acronym in initials(document, &name.tokens) {
            self.by_acronym.entry(acronym).or_insert_with(|| name.clone());
        }
        let last = document.lower(name.tokens.end - 1).to_owned();
        let known = self.by_last.entry(last).or_default();
        if known.len() < MAX_NAMESAKES && !known.iter().any(|n| n.text == name.text) {
            known.push(name);
        }
    }

    /// A name under the fullest form that the text has of it: what [`Names::resolve`] finds, or as it stands.
    pub(super) fn fullest(&self, document: &Document, name: Range<usize>) -> Name {
        let found = self.resolve(document, name.clone()).cloned();
        found.unwrap_or_else(|| Name { text: text_of(document, name.clone()), tokens: name })
    }

    /// The full name that `short` stands for: the only one that ends in the same words and has begun before, or,
    /// where none has, the only one in the text. Two that fit leave it open.
    fn resolve(&self, document: &Document, short: Range<usize>) -> Option<&Name> {
        if short.len() == 1
            && let Some(name) = self.by_acronym.get(document.word(short.start))
        {
            return Some(name);
        }
        let text = text_of(document, short.clone());
        let fits = |n: &&Name| n.text == text || n.text.ends_with(&format!(" {text}"));
        let known: Vec<&Name> = self.by_last.get(document.lower(short.end - 1))?.iter().filter(fits).collect();
        let before: Vec<&Name> = known.iter().copied().filter(|n| n.tokens.start <= short.start).collect();
        let chosen = if before.is_empty() { same_name(&known) } else { same_name(&before) };
        chosen.and_then(|text| known.iter().copied().find(|n| n.text == text))
    }
}

/// The longest of `names` if all others are its endings (`Oda`, `Ivo Oda`, `Ivo K. Oda`); none if two differ.
fn same_name<'a>(names: &[&'a Name]) -> Option<&'a str> {
    let longest = names.iter().max_by_key(|n| n.text.len())?;
    let one = names.iter().all(|n| longest.text.ends_with(&n.text) || shares_first(&longest.text, &n.text));
    one.then_some(longest.text.as_str())
}

/// `Ivo K. Oda` and `Ivo Oda`.
fn shares_first(a: &str, b: &str) -> bool {
    let first = |s: &str| s.split(' ').next().map(str::to_owned);
    first(a) == first(b)
}

/// `(ISW)` or `, or ISW` behind a name.
fn acronym_after(document: &Document, at: usize, end: usize) -> Option<String> {
    let word = |t: usize| if t < end { document.word(t) } else { "" };
    let acronym = if word(at) == "(" && word(at + 2) == ")" { word(at + 1) } else { "" };
    let fits = (2..=8).contains(&acronym.len()) && acronym.chars().filter(|c| c.is_uppercase()).count() >= 2;
    fits.then(|| acronym.to_owned())
}

/// What a body's name may be cut to: its initials, with the first word and without (`US Institute for the Study of War`: `ISW`).
fn initials(document: &Document, name: &Range<usize>) -> Vec<String> {
    let capitals: Vec<char> =
        name.clone().filter(|&t| document.is_capital(t)).filter_map(|t| document.word(t).chars().next()).collect();
    let whole = capitals.iter().collect::<String>();
    let without_first = capitals.iter().skip(1).collect::<String>();
    [whole, without_first].into_iter().filter(|a| a.chars().count() >= 3).collect()
}

/// The run of capitalised words that begins at `t`, with the small words within it; empty where none begins.
pub(super) fn run_at(document: &Document, t: usize, end: usize) -> Range<usize> {
    let mut stop = t;
    let mut k = t;
    while k < end && is_name_word(document, k) {
        stop = k + 1;
        k = stop;
        let body = (t..stop).any(|i| lexicon::body(document.lower(i)).is_some());
        let mut links = 0;
        while links < 2 && k < end && is_link(document, k, body) {
            links += 1;
            k += 1;
        }
    }
    t..stop
}

fn is_link(document: &Document, t: usize, body: bool) -> bool {
    let word = document.lower(t);
    LINKS.contains(&word) || body && BODY_LINKS.contains(&word)
}

fn is_name_word(document: &Document, t: usize) -> bool {
    let small = document.closed(t);
    let function =
        small.determiner() || small.pronoun() || small.subordinator() || small.preposition() || small.adverb();
    document.is_word(t) && document.is_capital(t) && !function && !lexicon::is_time(document.lower(t))
}

/// A title or a role, as stands before a name: `Dr.`, `spokesman`.
pub(super) fn is_title(document: &Document, t: usize) -> bool {
    let word = document.lower(t).trim_end_matches('.');
    lexicon::title(word).is_some() || lexicon::role(word).is_some()
}

/// Without the titles and roles before a person's name: `Russian President Vladimir Putin` is `Vladimir Putin`.
pub(super) fn without_title(document: &Document, run: Range<usize>) -> Range<usize> {
    let body = run.clone().any(|t| lexicon::body(document.lower(t)).is_some());
    let last_title = run.clone().rev().find(|&t| is_title(document, t));
    match last_title {
        Some(t) if !body && t + 1 < run.end => t + 1..run.end,
        _ => run,
    }
}

/// A headline in title case holds no run that could be told from its neighbours.
fn is_heading_case(document: &Document, tokens: &Range<usize>) -> bool {
    let words = || tokens.clone().filter(|&t| document.is_word(t) && document.word(t).len() > 3);
    words().count() >= 3 && words().all(|t| document.is_capital(t))
}

/// The name's own letters, with single spaces.
pub(super) fn text_of(document: &Document, tokens: Range<usize>) -> String {
    let span: Span = document.span_of(tokens);
    document.article.slice(span).split_whitespace().collect::<Vec<_>>().join(" ")
}
