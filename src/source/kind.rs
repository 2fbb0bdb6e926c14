//! What sort of thing a name or a noun phrase stands for, and whether it is anybody in particular.
//!
//! `Dray Shipping` is a company by its last word, `a leaflet that came with the bill` a document by its noun; bare `analysts` are
//! nobody in particular, `analysts at the bank` are.

use std::ops::Range;

use super::name::Prose;
use crate::{
    document::Document,
    lexicon::{self, Noun, SourceKind},
};

/// What tells nothing of which holder of a post is meant: *the new mayor*, *the city's mayor*.
pub(super) const PALE: [&str; 40] = [
    "acting",
    "city",
    "club",
    "country",
    "current",
    "district",
    "embattled",
    "female",
    "first",
    "former",
    "home",
    "incoming",
    "island",
    "late",
    "lead",
    "local",
    "long-serving",
    "male",
    "nation",
    "national",
    "new",
    "old",
    "older",
    "outgoing",
    "outspoken",
    "own",
    "popular",
    "region",
    "regional",
    "retired",
    "retiring",
    "senior",
    "state",
    "then",
    "top",
    "town",
    "veteran",
    "village",
    "young",
    "younger",
];
/// Quantities of nobody in particular: *some residents*.
const VAGUE_QUANTITIES: [&str; 9] =
    ["certain", "few", "many", "most", "numerous", "other", "others", "some", "various"];
/// What ties a noun to a place, a body or a matter, and so makes somebody in particular of it.
pub(super) const TIES: [&str; 15] = [
    "aboard", "around", "at", "behind", "briefed", "close", "familiar", "from", "in", "inside", "near", "on",
    "outside", "who", "with",
];

/// What a proper name is by its own words: by its head, the last before any link (`Institute | for the Study of War`), by several
/// together (`White House`), or by the first (`Radio Sallow`). None for what may be a person.
pub(super) fn of_name(prose: &Prose, run: &Range<usize>) -> Option<SourceKind> {
    let document = prose.document;
    let link = |t: &usize| document.is_word(*t) && !document.is_capital(*t) && document.lower(*t) != "'s";
    let head_end = run.clone().find(link).unwrap_or(run.end).max(run.start + 1);
    let head = head_end - 1;
    let together = || {
        let word = |k: usize| (k < run.end).then(|| document.lower(k));
        let longest = run.clone().find_map(|t| lexicon::body_at(word, t).filter(|(_, words)| *words > 1));
        longest.map(|(kind, _)| kind)
    };
    let known = || {
        let words: Vec<&str> = run.clone().take(6).map(|t| document.lower(t)).collect();
        let noun = (run.len() > 1).then(|| lexicon::noun(&words.join(" "))).flatten();
        noun.map(|n| n.kind).filter(|k| *k != SourceKind::Person)
    };
    if let Some(kind) = known().or_else(together) {
        return Some(kind);
    }
    let definite = run.start.checked_sub(1).is_some_and(|t| document.lower(t) == "the");
    let person = lexicon::given(document.lower(run.start)).is_some() && run.len() == 2 && !definite;
    if person || prose.core(run.clone()).start > run.start {
        return None;
    }
    let lower = document.lower(head).trim_end_matches('.');
    let by_head = || (run.len() > 1).then(|| lexicon::name_head(lower)).flatten().or_else(|| lexicon::body(lower));
    let within = || run.clone().rev().find_map(|t| lexicon::body(document.lower(t)));
    let by_first = || (run.len() > 1).then(|| lexicon::name_head(document.lower(run.start))).flatten();
    by_head().or_else(within).or_else(by_first)
}

/// What the table of nouns says of the longest phrase that ends in `head`: `chief executive` before `executive`.
pub(super) fn of_head(document: &Document, start: usize, head: usize) -> Option<Noun> {
    let first = start.max(head.saturating_sub(2));
    let phrase = |from: usize| (from..=head).map(|t| document.lower(t)).collect::<Vec<_>>().join(" ");
    let found = (first..=head).find_map(|from| lexicon::noun(&phrase(from)));
    let last = || document.lower(head).rsplit_once('-').and_then(|(_, part)| lexicon::noun(part));
    found.or_else(last)
}

/// What a noun that no table has is by its form: `a rheumatologist` a person, `parishes` several.
pub(super) fn of_form(word: &str, indefinite: bool) -> Option<SourceKind> {
    let ends = |ends: &[&str]| ends.iter().any(|e| word.len() > e.len() + 1 && word.ends_with(e));
    if ends(&["ists", "ians", "men", "women", "ers", "ors", "folk", "people"])
        || word.ends_with('s') && !ends(&["ss", "us", "is"])
    {
        return Some(SourceKind::Group);
    }
    let agent = ends(&["ist", "ian", "man", "woman", "eer"]) || indefinite && ends(&["er", "or", "ee"]);
    agent.then_some(SourceKind::Person)
}

/// The one word for the office that a phrase names, and where the words before it end: `premier` for `prime minister`.
pub(super) fn office(document: &Document, start: usize, head: usize) -> (String, usize) {
    let bare = document.lower(head).trim_end_matches('.');
    let pair = || format!("{} {bare}", document.lower(head - 1));
    let both = if head > start { Some(pair()) } else { None };
    match both.as_deref().map(|pair| (pair, lexicon::office_word(pair))) {
        Some((pair, word)) if word != pair => (word.to_owned(), head - 1),
        _ => (lexicon::office_word(bare).to_owned(), head),
    }
}

/// The words before a noun that tell which one is meant: `the Russian president`.
pub(super) fn modifiers(document: &Document, phrase: Range<usize>) -> Vec<String> {
    let tells = |&t: &usize| {
        let (word, closed) = (document.lower(t), document.closed(t));
        document.is_word(t) && !closed.determiner() && !closed.possessive() && !PALE.contains(&word)
    };
    phrase.filter(tells).map(|t| document.word(t).to_owned()).collect()
}

/// Whether a word is among others, in whatever case.
pub(super) fn among(words: &[String], word: &str) -> bool {
    words.iter().any(|w| w.to_lowercase() == word.to_lowercase())
}

/// Whether a quantity opens the phrase that makes nobody in particular of it.
pub(super) fn vague_quantity(document: &Document, start: usize) -> bool {
    VAGUE_QUANTITIES.contains(&document.lower(start))
}

/// Whether a noun phrase is nobody in particular. `phrase` runs to the end of what describes it.
pub(super) fn is_vague(document: &Document, phrase: &Range<usize>, head: usize, noun: Option<Noun>) -> bool {
    let start = phrase.start;
    if vague_quantity(document, start) {
        return true;
    }
    let Some(noun) = noun.filter(|n| n.plural || n.kind == SourceKind::Group) else { return false };
    let closed = document.closed(start);
    let counted =
        (start..head).any(|t| document.word(t).starts_with(|c: char| c.is_ascii_digit()) || is_count(document, t));
    let tied = (head..phrase.end).any(|t| TIES.contains(&document.lower(t)));
    let definite = closed.determiner() || closed.possessive() || (start..head).any(|t| document.lower(t) == "'s");
    // "His people" are his.
    let known = definite && document.lower(head) == "people";
    !counted && (noun.vague && !known || noun.crowd && !definite && !tied)
}

/// `two`, `dozens`, `several`.
pub(super) fn is_count(document: &Document, t: usize) -> bool {
    const COUNTS: [&str; 19] = [
        "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "several",
        "dozens", "hundreds", "half", "both", "twenty", "thirty", "couple",
    ];
    COUNTS.contains(&document.lower(t))
}
