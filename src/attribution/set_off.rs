//! Quotation marks that quote nobody: titles, nicknames, slogans, terms, and words held at arm's length.
//!
//! In go a [`Document`] and its attributions, out come the [`SetOff`]s. In `Ivo “the Knife” Oda sang “Salt for the Widow”` stand a
//! nickname and a title.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::Attribution;
use crate::{document::Document, lexicon, span::Span, tagger::Candidate, text::Quotation};

/// Words in quotation marks that are nobody's speech.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SetOff {
    /// The words, with their marks.
    pub span: Span,
    /// Why they stand in marks.
    pub kind: SetOffKind,
}

/// Why words stand in quotation marks though nobody says them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SetOffKind {
    /// The name of a work: *the novel **“Salt for the Widow”***.
    Title,
    /// What somebody goes by: *Ivo **“the Knife”** Oda*, *known as **“Milo”***.
    Nickname,
    /// What is shown or chanted rather than said by anybody: *under the slogan **“Water first”***.
    Slogan,
    /// A word spoken of as a word: *the term **“spillover”***, *so-called **“smart”** meters*.
    Term,
    /// Words that the writer does not wish to own: *the **“temporary”** fence of 1994*.
    Scare,
}

/// More words than a name, a term or a slogan has.
const MAX_WORDS: usize = 12;
/// Most words of a nickname, and of a scare quote.
const FEW: usize = 4;
/// How far before the mark the noun may stand that tells what it holds.
const REACH: usize = 5;

const WORKS: [&str; 32] = [
    "album",
    "anthem",
    "article",
    "ballad",
    "book",
    "column",
    "comedy",
    "documentary",
    "drama",
    "episode",
    "essay",
    "exhibition",
    "film",
    "game",
    "hymn",
    "memoir",
    "movie",
    "musical",
    "novel",
    "opera",
    "painting",
    "pamphlet",
    "play",
    "podcast",
    "poem",
    "report",
    "series",
    "show",
    "single",
    "song",
    "story",
    "track",
];
const SLOGANS: [&str; 14] = [
    "banner", "banners", "chant", "chanting", "hashtag", "motto", "placard", "placards", "poster", "posters", "sign",
    "signs", "slogan", "tagline",
];
const TERMS: [&str; 9] = ["concept", "expression", "label", "phrase", "so-called", "term", "terms", "word", "words"];
const NAMED: [&str; 8] = ["alias", "dubbed", "named", "nickname", "nicknamed", "known", "called", "moniker"];
const TITLED: [&str; 5] = ["called", "entitled", "headlined", "named", "titled"];

/// The quotations of `document` that are nobody's speech.
#[must_use]
pub fn set_off(document: &Document, attributions: &[Attribution]) -> Vec<SetOff> {
    let mut contents: Vec<Span> = attributions.iter().flat_map(|a| &a.content).copied().collect();
    contents.sort_unstable();
    let mut reach = 0;
    let reaches: Vec<u32> = contents
        .iter()
        .map(|c| {
            reach = reach.max(c.end);
            reach
        })
        .collect();
    let mut found = Vec::new();
    for quotation in document.quotations.iter().filter(|q| q.closed) {
        let until = contents.partition_point(|c| c.start < quotation.span.end);
        let attributed = until > 0 && reaches[until - 1] > quotation.span.start;
        // What is said by somebody begins with its mark, as a rule.
        let first = contents.partition_point(|c| c.start < quotation.span.start);
        let spoken = contents.get(first).is_some_and(|c| c.start <= quotation.inner[0].start);
        let kind = kind(document, quotation).or_else(|| scare(document, quotation).filter(|_| !attributed));
        found.extend(kind.filter(|_| !spoken).map(|kind| SetOff { span: quotation.span, kind }));
    }
    found
}

/// Whether a candidate attributes nothing but a name: `the street calls him “the Minute”`, `a song called “Salt for the Widow”`.
pub(super) fn is_name(document: &Document, candidate: &Candidate) -> bool {
    let [content] = candidate.content[..] else { return false };
    let quotation = document.quotations.binary_search_by_key(&content.start, |q| q.span.start);
    let Ok(quotation) = quotation.map(|q| &document.quotations[q]) else { return false };
    let naming = candidate.cue.iter().flat_map(|c| document.tokens_in(*c)).any(|t| {
        TITLED.contains(&document.lower(t)) || NAMED.contains(&document.lower(t)) || document.lower(t) == "calls"
    });
    let closes = quotation.closed && content.end <= quotation.span.end + 1;
    closes
        && match kind(document, quotation) {
            Some(SetOffKind::Nickname) => true,
            Some(SetOffKind::Title) => naming || candidate.cue.is_empty(),
            _ => false,
        }
}

/// What the words around a quotation say that it is.
fn kind(document: &Document, quotation: &Quotation) -> Option<SetOffKind> {
    let tokens = document.tokens_in(quotation.span);
    let words: Vec<usize> = tokens.clone().filter(|&t| document.is_word(t)).collect();
    if words.is_empty() || words.len() > MAX_WORDS {
        return None;
    }
    let sentence = document.sentences[document.sentence_of(tokens.start)].tokens.clone();
    let before = tokens.start.saturating_sub(REACH).max(sentence.start)..tokens.start;
    let near = |t: usize| if sentence.contains(&t) { document.lower(t) } else { "" };
    let last = before.clone().rev().find(|&t| document.is_word(t));
    let is = |t: Option<usize>, list: &[&str]| t.is_some_and(|t| list.contains(&near(t)));
    let name = |t: usize| sentence.contains(&t) && document.is_word(t) && document.is_capital(t);
    let touches = last.is_some_and(|t| t + 1 == tokens.start);
    let between = touches && last.is_some_and(name) && name(tokens.end) && tokens.end < sentence.end;
    let as_ = is(last, &["as"]) && last.is_some_and(|t| t > 0 && is(Some(t - 1), &NAMED));
    let titled = is_title_case(document, &words);
    if words.len() <= FEW
        && touches
        && (between && !is_speech(document, last) || as_ || is(last, &["nicknamed", "dubbed", "alias"]))
    {
        return Some(SetOffKind::Nickname);
    }
    if is(last, &TERMS) {
        return Some(SetOffKind::Term);
    }
    let slogan = before.clone().any(|t| SLOGANS.contains(&near(t)));
    if slogan && !before.clone().any(|t| lexicon::is_speech_verb(near(t))) {
        return Some(SetOffKind::Slogan);
    }
    let work =
        is(last, &WORKS) || touches && is(last, &TITLED) || before.clone().any(|t| WORKS.contains(&near(t))) && titled;
    let capital = words.first().is_some_and(|&t| document.is_capital(t));
    if work && capital && (titled || words.len() <= FEW)
        || titled && words.len() > 1 && !is_speech(document, last) && !ends_speech(document, &tokens)
    {
        return Some(SetOffKind::Title);
    }
    None
}

fn is_speech(document: &Document, token: Option<usize>) -> bool {
    token.is_some_and(|t| lexicon::is_speech_verb(document.lower(t)))
}

/// Whether the words have capitals as titles do: all but the small ones.
fn is_title_case(document: &Document, words: &[usize]) -> bool {
    let long = |t: &&usize| document.word(**t).len() > 3;
    let capital = |t: &usize| document.is_capital(*t);
    capital(&words[0]) && words.last().is_some_and(capital) && words.iter().filter(long).all(capital)
}

/// Whether the marks end as speech does: *“Never,” she said*, *“Never!”*
fn ends_speech(document: &Document, tokens: &Range<usize>) -> bool {
    let last = tokens.end.checked_sub(2).filter(|&t| t >= tokens.start);
    last.is_some_and(|t| matches!(document.word(t), "," | "." | "!" | "?" | "…"))
}

/// A few words in lower case within a sentence that nobody is said to have used.
fn scare(document: &Document, quotation: &Quotation) -> Option<SetOffKind> {
    let tokens = document.tokens_in(quotation.span);
    let words = tokens.clone().filter(|&t| document.is_word(t)).count();
    let first = tokens.clone().find(|&t| document.is_word(t))?;
    let sentence = document.sentences[document.sentence_of(first)].tokens.clone();
    let within = sentence.start < tokens.start && tokens.end < sentence.end;
    let few = words <= FEW && within && !document.is_capital(first) && !ends_speech(document, &tokens);
    few.then_some(SetOffKind::Scare)
}
