//! Whom a noun stands for that the text has called nobody by yet: `Ada Kvist wrote nine operas. The composer says …`.
//!
//! A new description with *the* is of somebody who is already there: of the one whom the text named last, where no other fits.

use super::{
    mention::Phrase,
    resolver::{MEMORY, Resolver},
};
use crate::{
    lexicon::{self, Gender, SourceKind},
    span::SourceId,
};

/// Whether a body of one kind may be called by a noun of the other: a group may be a company, a commission an agency or a government.
fn alike(a: SourceKind, b: SourceKind) -> bool {
    use SourceKind::{Agency, Government, Group, Office};
    let public = |k| matches!(k, Agency | Government | Office);
    a == b || a == Group || b == Group || public(a) && public(b)
}

impl Resolver<'_> {
    /// `The painter` behind what Ada Kvist said, whom the text has called nothing yet, and where it has told of no other painter.
    pub(super) fn described(&mut self, phrase: &Phrase) -> Option<SourceId> {
        let document = self.document();
        let head = document.lower(phrase.head());
        let other = phrase.noun.is_some_and(|n| n.post || n.plural || n.stranger)
            || lexicon::role(head).is_some_and(|r| r.relays);
        let the = document.lower(phrase.all.start) == "the" && phrase.all.end == phrase.core.end;
        let person = self.kind_of(phrase) == Some(SourceKind::Person);
        if !the || other || !person || !self.prose.is_new(phrase.head()) {
            return None;
        }
        let gender = lexicon::role(head).and_then(|r| r.gender);
        let fits = |known: Option<Gender>| gender.is_none() || known.is_none_or(|g| Some(g) == gender);
        if let Some(last) = self.last_person(phrase.head()) {
            return fits(self.traits[last.index()].gender).then_some(last);
        }
        let figure = self.last_figure(phrase.head()).filter(|&f| fits(self.cast.figures[f].gender))?;
        Some(self.figure(figure))
    }

    /// The one person whom the text named last, in this sentence or the two before, if nobody has spoken since.
    fn last_figure(&self, before: usize) -> Option<usize> {
        let seen = &self.cast.seen[..self.cast.seen.partition_point(|&(t, _)| t < before)];
        let person = |f: usize| self.cast.figures[f].kind() == Some(SourceKind::Person);
        let sentence = |t: usize| self.document().sentence_of(t);
        let mut persons = seen.iter().rev().take(MEMORY).filter(|&&(_, f)| person(f));
        let &(at, figure) = persons.next()?;
        let alone = persons.take_while(|&&(t, _)| sentence(t) == sentence(at)).all(|&(_, f)| f == figure);
        let spoken = self.turns.last().is_some_and(|&(turn, _)| turn > at);
        (alone && !spoken && sentence(before) - sentence(at) <= 2).then_some(figure)
    }

    /// `The carrier` behind what Air Solenne said: a body by a noun that the text has not used yet.
    pub(super) fn described_body(&mut self, phrase: &Phrase) -> Option<SourceId> {
        use SourceKind::{Document, Person};
        let document = self.document();
        let kind = self.kind_of(phrase);
        let head = phrase.head();
        let the =
            document.lower(phrase.all.start) == "the" && phrase.all.end == phrase.core.end && phrase.core.len() == 1;
        let one = !phrase.noun.is_some_and(|n| n.plural) && !document.lower(head).ends_with("people");
        if !the || !one || matches!(kind, Some(Person | Document)) || !self.prose.is_new(head) {
            return None;
        }
        let &(turn, last) = self.turns.last()?;
        let source = &self.speakers.sources[last.index()];
        // A name of several words is a person's by default: "Air Solenne".
        let doubtful = || self.cast.of(&source.name).is_some_and(|f| !self.cast.figures[f].is_surely_person());
        let body =
            source.kind.is_some_and(|k| k != Person && k != Document) || source.kind == Some(Person) && doubtful();
        let near = document.sentence_of(head).checked_sub(document.sentence_of(turn)).is_some_and(|n| n <= 3);
        let since = self.seen_between(turn, head);
        let other = |f: usize| {
            let kind = self.cast.figures[f].kind();
            self.source_of(f) != Some(last) && kind.is_some_and(|k| k != Person && k != Document)
        };
        let alone = since.len() <= MEMORY && !since.iter().any(|&(_, f)| other(f));
        let fits = kind.is_none_or(|k| source.kind.is_none_or(|s| s == Person || alike(s, k)));
        if !(source.named && body && near && alone && fits) {
            return None;
        }
        let source = &mut self.speakers.sources[last.index()];
        source.kind = source.kind.filter(|k| *k != Person).or(kind).or(Some(SourceKind::Company));
        Some(last)
    }
}
