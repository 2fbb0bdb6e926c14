//! What the words around a name tell of its bearer: `Chief Executive Ottavia Renzulli`, `Gridmoor, the network operator`, `Ada Kvist,
//! 61, who chairs the board`.

use std::ops::Range;

use super::{
    cast::{Figure, IN, Post, REACH},
    kind,
    name::Prose,
};
use crate::{
    document::Document,
    lexicon::{self, Gender, SourceKind},
};

/// What stands around one naming of a figure.
pub(super) struct Evidence<'a> {
    pub prose: &'a Prose<'a>,
    pub core: &'a Range<usize>,
    pub sentence: &'a Range<usize>,
}

impl Evidence<'_> {
    fn document(&self) -> &Document {
        self.prose.document
    }

    fn word(&self, t: usize) -> &str {
        if self.sentence.contains(&t) { self.document().lower(t) } else { "" }
    }

    /// `PORT MERRIN, Aug. 19 (Transmark) —`
    pub(super) fn is_agency_of_dateline(&self) -> bool {
        let (before, after) = (self.core.start.wrapping_sub(1), self.core.end);
        let dash = matches!(self.word(after + 1), "-" | "–" | "—" | "--");
        self.word(before) == "(" && self.word(after) == ")" && dash
    }

    pub(super) fn title_gender(&self, start: usize) -> Option<Gender> {
        let word = |t: usize| self.word(t).trim_end_matches('.');
        let by_title = |t: usize| lexicon::title(word(t))?.gender.or_else(|| lexicon::role(word(t))?.gender);
        (start..self.core.start).find_map(by_title)
    }

    /// `Chief Executive Ottavia Renzulli`, `the laboratory Verity Grove`, `the mayor, Ada Kvist`.
    pub(super) fn before(&self, figure: &mut Figure, start: usize) {
        let from = self.core.start.saturating_sub(REACH).max(self.sentence.start);
        let breaks = |t: &usize| {
            let closed = self.document().closed(*t);
            let mark = !self.document().is_word(*t) && !closed.possessive();
            mark || closed.determiner() || closed.preposition() || closed.coordinator() || closed.relative()
        };
        let opening = |end: usize| (from..end).rev().find(breaks).map_or(from, |t| t + 1);
        let direct = opening(self.core.start);
        if direct < self.core.start {
            self.call(figure, direct, self.core.start - 1, false);
        }
        // "Detective Sergeant Ian Moss" is either.
        if direct + 2 == self.core.start
            && self.document().is_capital(direct)
            && lexicon::role(self.word(direct)).is_some()
        {
            self.call(figure, direct, direct, false);
        }
        // "the regulator, the Weir Authority".
        let article = start.checked_sub(1).filter(|&t| self.word(t) == "the").unwrap_or(start);
        let comma = article.checked_sub(1).filter(|&t| self.word(t) == ",");
        let Some(comma) = comma.filter(|&c| c > from) else { return };
        let first = opening(comma);
        let opener = first.checked_sub(1).is_some_and(|t| self.document().closed(t).determiner());
        let possessed = (first..comma).any(|t| self.document().closed(t).possessive());
        let closed = matches!(self.word(self.core.end), "," | "");
        // "According to the lawsuit, Ada Kvist knew": she is the subject.
        let lead = (self.sentence.start..first).take(3).any(|t| self.document().closed(t).preposition());
        let fronted = lead && first <= self.sentence.start + 3;
        let subject = fronted && !self.word(self.core.end).is_empty() && self.document().is_word(self.core.end);
        if first >= comma || !opener && !possessed || subject {
            return;
        }
        // "The head of the union, Ada Kvist": the head is, not the union.
        let outer =
            (first.saturating_sub(3).max(from + 1)..first).rev().find(|&t| self.document().closed(t).preposition());
        let person = |&t: &usize| kind::of_head(self.document(), from, t).is_some_and(|n| n.kind == SourceKind::Person);
        match outer.map(|t| t - 1).filter(|t| figure.named.is_none() && person(t)) {
            Some(head) => self.call(figure, head, head, false),
            None => self.call(figure, first, comma - 1, closed),
        }
    }

    /// `Ada Kvist, 61, the mayor`, `Ada Kvist, who`, `Fjelde, which`, `Ada Kvist is the mayor`.
    pub(super) fn behind(&self, figure: &mut Figure) {
        let mut at = self.core.end;
        let comma = self.word(at) == ",";
        at += usize::from(comma);
        if comma && self.word(at).parse::<u8>().is_ok() {
            figure.person |= matches!(self.word(at + 1), "," | ".");
            at += 2;
        }
        let relative = self.document().lower_at(at).filter(|_| self.sentence.contains(&at));
        match relative.unwrap_or_default() {
            "who" => {
                figure.person = true;
                self.deed(figure, at + 1);
                let been = at + 1 + usize::from(matches!(self.word(at + 1), "has" | "had"));
                if matches!(self.word(been), "been" | "is" | "was" | "became") {
                    self.apposed(figure, been + 1);
                }
            }
            "whom" => figure.person = true,
            "which" if comma => figure.thing = true,
            "is" | "was" | "stands" if !comma && matches!(self.word(at + 1), "accused" | "charged" | "indicted") => {
                figure.person = true;
                figure.add(Some(Post { head: "defendant".to_owned(), modifiers: Vec::new(), title: false }));
            }
            "is" | "was" | "became" | "remains" if !comma => self.apposed(figure, at + 1),
            "has" | "had" if !comma && self.word(at + 1) == "been" => self.apposed(figure, at + 2),
            _ if comma => self.apposed(figure, at),
            _ => {}
        }
    }

    /// `who chairs the committee`: the chair.
    fn deed(&self, figure: &mut Figure, at: usize) {
        let verb = at + usize::from(matches!(self.word(at), "has" | "is" | "was" | "had" | "now" | "also"));
        let head = lexicon::doer(self.word(verb)).map(str::to_owned);
        figure.add(head.map(|head| Post { head, modifiers: Vec::new(), title: false }));
    }

    /// A noun phrase that says what the name is: `the mayor of Tarn`, `founder and chief executive of Brindle`.
    fn apposed(&self, figure: &mut Figure, at: usize) {
        let place = self.core.start.checked_sub(1).is_some_and(|t| IN.contains(&self.word(t)));
        let whose = self.document().closed(at.min(self.sentence.end - 1)).relative();
        if place || whose || !self.sentence.contains(&at) {
            return;
        }
        let opener = self.document().closed(at);
        let told = lexicon::is_speech_verb(self.word(at));
        let article = opener.determiner() || opener.possessive();
        let first = at + usize::from(article);
        let end = self.sentence.end.min(at + REACH);
        let breaks = |t: &usize| {
            let closed = self.document().closed(*t);
            let mark = !self.document().is_word(*t) && !closed.possessive();
            mark || closed.determiner()
                || closed.preposition()
                || closed.relative()
                || closed.coordinator()
                || closed.auxiliary() && !closed.possessive()
        };
        let stop = (first..end).find(breaks).unwrap_or(end);
        if told {
            return;
        }
        if stop > first {
            self.call(figure, first, stop - 1, article && self.word(at) != "this");
        }
        if stop < end && self.document().closed(stop).coordinator() {
            let next = (stop + 1..end).find(breaks).unwrap_or(end);
            if next > stop + 1 {
                self.call(figure, stop + 1, next - 1, false);
            }
        }
    }

    /// Notes that the words from `first` to `head` say what the figure is; an unknown noun only where the text surely says so.
    fn call(&self, figure: &mut Figure, first: usize, noun_at: usize, sure: bool) {
        let document = self.document();
        let noun = kind::of_head(document, first, noun_at);
        let word = document.lower(noun_at).trim_end_matches('.');
        let title =
            Some(lexicon::office_word(word)).filter(|_| document.is_capital(noun_at)).filter(|long| *long != word);
        match noun.map(|n| n.kind) {
            Some(SourceKind::Person) => figure.role = true,
            Some(SourceKind::Group) if noun.is_some_and(|n| n.plural) => return,
            Some(kind) => figure.called = figure.called.or(Some(kind)),
            None if title.is_some() => figure.person = true,
            None if sure && !document.closed(noun_at).adverb() => {}
            None => return,
        }
        let role = lexicon::role(word).or_else(|| lexicon::role(title?));
        figure.gender = figure.gender.or(role.and_then(|r| r.gender));
        let (head, before) = kind::office(document, first, noun_at);
        let modifiers = kind::modifiers(document, first..before);
        figure.add(Some(Post { head, modifiers, title: document.is_capital(noun_at) }));
    }

    /// `Ressik is vain about his hands`: the first pronoun behind a name, before any other name.
    pub(super) fn pronoun(&self, figure: &mut Figure) {
        if figure.gender.is_some() || figure.named.is_some() {
            return;
        }
        let end = self.sentence.end.min(self.core.end + 2 * REACH);
        let open = self.document().quotation_of(self.core.start);
        for t in self.core.end..end {
            if self.document().quotation_of(t) != open {
                return;
            }
            if let "he" | "his" | "him" | "himself" = self.word(t) {
                figure.gender = Some(Gender::Masculine);
            } else if let "she" | "her" | "herself" = self.word(t) {
                figure.gender = Some(Gender::Feminine);
            } else if self.document().is_capital(t) || lexicon::role(self.word(t)).is_some() {
                return;
            } else if !figure.long && lexicon::is_speech_verb(self.word(t)) {
                // "Tarnpower said he had left": he is somebody else.
                return;
            }
            if figure.gender.is_some() {
                figure.person |= figure.long;
                return;
            }
        }
    }
}
