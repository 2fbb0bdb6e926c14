//! What the words of a source are made of: a pronoun, a name, or a noun with what it belongs to.
//!
//! `Kremlin spokesman Dmitry Peskov` is a person's name; `analysts at the Institute` are analysts through an institute;
//! `a source familiar with the talks` is nobody by name.

use std::ops::Range;

use super::name;
use crate::{
    document::Document,
    lexicon::{self, CueClass, Role, SourceKind},
};

/// A reading of a source's words. Ranges are tokens of the document.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Mention {
    /// `she`, `they`; first and second persons too.
    Pronoun(usize),
    /// A person by name: `Dr. Ada Kvist, the harbour master`.
    Person(Range<usize>),
    /// A body by name: `the US Institute for the Study of War`, `the White House`.
    Body(Range<usize>, SourceKind),
    /// A name that is neither known to be a person's nor a body's: `Paris`.
    Name(Range<usize>),
    /// A noun, by its head, with the words that describe it, and the name of the body that it speaks for.
    Noun { head: usize, phrase: Range<usize>, role: Option<Role>, body: Option<Range<usize>> },
}

/// Reads the tokens of a source.
pub(super) fn read(document: &Document, tokens: Range<usize>) -> Option<Mention> {
    let start = tokens.clone().find(|&t| document.is_word(t) && !is_opener(document, t))?;
    let closed = document.closed(tokens.start);
    if tokens.len() == 1 && (closed.pronoun() || closed.possessive()) {
        return Some(Mention::Pronoun(tokens.start));
    }
    let head = head_part(document, start, tokens.end);
    let last = head.end - 1;
    // "recent statements by European diplomats": the diplomats.
    if head.end + 1 < tokens.end && document.lower(head.end) == "by" && is_cue_noun(document, last) {
        return read(document, head.end + 1..tokens.end);
    }
    let name = run_ending(document, head.clone(), tokens.end);
    if let Some(run) = name.filter(|run| !opens_sentence_as_noun(document, run)) {
        let kind = body_kind(document, &run);
        return Some(match kind {
            Some(kind) => Mention::Body(run, kind),
            None => person_or_name(document, head.start, run),
        });
    }
    // "Its chairwoman, Petra Salo": the name is hers.
    if head.end + 1 < tokens.end && document.word(head.end) == "," {
        let apposed = name::run_at(document, head.end + 1, tokens.end);
        if apposed.len() >= 2 {
            return Some(Mention::Person(name::without_title(document, apposed)));
        }
    }
    let role = lexicon::role(document.lower(last));
    let body = behind_preposition(document, head.end, tokens.end);
    Some(Mention::Noun { head: last, phrase: tokens.start..described_end(document, head.end, tokens.end), role, body })
}

/// Up to the comma or relative pronoun behind the head: `a source familiar with the talks`, not `, who asked not to be named`.
fn described_end(document: &Document, from: usize, end: usize) -> usize {
    (from..end).find(|&t| document.word(t) == "," || document.closed(t).relative()).unwrap_or(end)
}

fn is_cue_noun(document: &Document, t: usize) -> bool {
    lexicon::cue_at(|k| document.lower_at(k), t, CueClass::Noun).is_some()
}

/// A common noun that is capital only because it opens its sentence: `Analysts`.
fn opens_sentence_as_noun(document: &Document, run: &Range<usize>) -> bool {
    let opens = document.sentences[document.sentence_of(run.start)].tokens.start == run.start;
    opens && run.len() == 1 && lexicon::role(document.lower(run.start)).is_some()
}

fn is_opener(document: &Document, t: usize) -> bool {
    let closed = document.closed(t);
    closed.determiner() || closed.possessive() && !document.is_capital(t)
}

/// The words before the first preposition, comma or relative pronoun.
fn head_part(document: &Document, start: usize, end: usize) -> Range<usize> {
    let stop = (start + 1..end).find(|&t| {
        let closed = document.closed(t);
        !document.is_word(t) && document.word(t) != "."
            || closed.preposition()
            || closed.relative()
            || closed.coordinator()
    });
    start..stop.unwrap_or(end)
}

/// The run of capitals that the head part ends in, drawn out over `for the Study of War`.
fn run_ending(document: &Document, head: Range<usize>, end: usize) -> Option<Range<usize>> {
    let mut at = head.start;
    while at < head.end {
        let run = name::run_at(document, at, end);
        if run.end >= head.end && !run.is_empty() {
            return Some(name::without_title(document, run));
        }
        at = run.end.max(at + 1);
    }
    None
}

/// What sort of body a name is: by its head, the last such word before any link (`Institute | for the Study of War`), or by
/// several words together (`White House`).
pub(super) fn body_kind(document: &Document, run: &Range<usize>) -> Option<SourceKind> {
    let head_end = run.clone().find(|&t| !document.is_capital(t)).unwrap_or(run.end);
    let by_word = |mut tokens: std::iter::Rev<Range<usize>>| tokens.find_map(|t| lexicon::body(document.lower(t)));
    let together = || {
        let word = |k: usize| (k < run.end).then(|| document.lower(k));
        run.clone().find_map(|t| lexicon::body_at(word, t).map(|(kind, _)| kind))
    };
    by_word((run.start..head_end).rev()).or_else(together).or_else(|| by_word(run.clone().rev()))
}

fn person_or_name(document: &Document, start: usize, run: Range<usize>) -> Mention {
    let given = lexicon::given(document.lower(run.start)).is_some();
    let introduced = (start..run.start).any(|t| name::is_title(document, t));
    if given || introduced { Mention::Person(run) } else { Mention::Name(run) }
}

/// The name of a body behind `at`, `for`, `of`, `from` or `with`.
fn behind_preposition(document: &Document, from: usize, end: usize) -> Option<Range<usize>> {
    let prepositions = ["at", "for", "of", "from", "with"];
    if from >= end || !prepositions.contains(&document.lower(from)) {
        return None;
    }
    let start = (from + 1..end).find(|&t| !is_opener(document, t))?;
    let run = name::run_at(document, start, end);
    (!run.is_empty()).then_some(run)
}
