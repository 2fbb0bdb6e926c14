//! Whom a relative pronoun stands for.
//!
//! `Sen. Wilhelmina Quaye, | who cast the deciding vote`, `European diplomats, | who speak of`: in goes the pronoun, out comes the mention
//! before it.

use super::{
    kind,
    mention::{self, Mention},
    name::{Names, Prose},
};
use crate::{
    document::Document,
    lexicon::{self, SourceKind},
};

/// How far before the pronoun the words begin that it stands for, in tokens.
const REACH: usize = 8;

/// What a relative pronoun stands for.
pub(super) fn read(prose: &Prose, names: &Names, relative: usize) -> Option<Mention> {
    let document = prose.document;
    let sentence = document.sentences[document.sentence_of(relative)].tokens.start;
    let end = if relative > sentence && document.word(relative - 1) == "," { relative - 1 } else { relative };
    let from = end.saturating_sub(REACH).max(sentence);
    let head = if document.lower(relative) == "who" { person_of(document, from, end) } else { None };
    let named = (from..end).map(|t| prose.run_at(t, end)).find(|run| !run.is_empty() && run.end == end);
    if let Some(run) = named.filter(|_| head.is_none()) {
        return Some(Mention::Name(run));
    }
    let breaks = |&t: &usize| {
        let closed = document.closed(t);
        !document.is_word(t) || closed.preposition() || closed.coordinator() || closed.relative() || closed.auxiliary()
    };
    let start = (from..head.unwrap_or(end)).rev().find(breaks).map_or(from, |t| t + 1);
    let whole = start > from || from == sentence;
    if start < end && whole { mention::read(prose, names, start..end) } else { None }
}

/// The person of a place or a body whom some words name: the official of `a senior official in the roads department`, since no *who*
/// stands for a department. What bears a name is not known yet, save that a person's begins with a given name.
fn person_of(document: &Document, from: usize, end: usize) -> Option<usize> {
    let is_person = |t: usize| {
        kind::of_head(document, from, t).is_some_and(|n| matches!(n.kind, SourceKind::Person | SourceKind::Group))
    };
    let preposition = (from + 1..end).rev().find(|&t| document.closed(t).preposition())?;
    let given = document.is_capital(end - 1) && lexicon::given(document.lower(preposition + 1)).is_some();
    let head = preposition - 1;
    (!given && !is_person(end - 1) && is_person(head)).then_some(head)
}
