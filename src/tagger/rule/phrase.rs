//! Noun phrases that can name a speaker, found without a parser: from closed-class words, capitals and the lexicon.
//!
//! Before `said` in `On Friday the head of the agency said`, the phrase is `the head of the agency`.

use std::ops::Range;

use super::scope::Scope;
use crate::lexicon::{self, CueClass, CueForm, Inflection};

/// Longest appositive, in tokens: *Ada Kvist, who has led the port for nine years and ..., said*.
const MAX_APPOSITIVE: usize = 30;
/// Longest relative clause without commas, in tokens: *The girl who answered said*.
const MAX_RESTRICTION: usize = 8;
/// Longest noun phrase, in tokens.
const MAX_PHRASE: usize = 18;

impl Scope<'_> {
    /// The noun phrase that ends right before `end`, with an appositive between commas if it has one.
    pub(super) fn phrase_before(&self, end: usize) -> Option<Range<usize>> {
        if end <= self.start {
            return None;
        }
        if self.word(end - 1) == "," {
            return self.apposed_before(end - 1);
        }
        self.plain_phrase_before(end).or_else(|| self.restricted_before(end).filter(|_| self.spoken))
    }

    /// `The girl who answered | told me`: a noun with a relative clause that no comma sets off.
    fn restricted_before(&self, end: usize) -> Option<Range<usize>> {
        let floor = self.start.max(end.saturating_sub(MAX_RESTRICTION));
        let who = (floor..end).rev().take_while(|&t| self.is_word(t)).find(|&t| self.word(t) == "who")?;
        // "the man who sold it to pay | back": no subject of what follows.
        let verb = who + 1 < end && self.word(end - 2) != "to";
        let noun = self.plain_phrase_before(who).filter(|_| verb)?;
        Some(noun.start..end)
    }

    fn plain_phrase_before(&self, end: usize) -> Option<Range<usize>> {
        let last = end.checked_sub(1)?;
        if self.closed(last).pronoun() {
            let no_one = self.word(last) == "one" && self.word(last.wrapping_sub(1)) == "no";
            return self.speaking_pronoun(last).then_some(last - usize::from(no_one)..end);
        }
        let floor = self.start.max(end.saturating_sub(MAX_PHRASE));
        let mut start = end;
        while start > floor {
            let t = start - 1;
            // "plan a retreat the way | my uncle plans": a phrase has one opener, unless a preposition ties another in.
            let opened = self.opens_phrase(start) && !self.owns(start, end);
            if self.spoken && start < end && opened && self.closed(t).is_empty() && self.is_word(t) {
                break;
            }
            if self.word(t) == ")" {
                let open = (floor..t).rev().find(|&k| self.word(k) == "(");
                let Some(open) = open else { break };
                start = open;
            } else if self.continues_phrase(t, end) {
                start = t;
            } else {
                break;
            }
        }
        self.trim(start..end)
    }

    /// Whether the token at `t` can stand within a noun phrase that ends at `end`.
    fn continues_phrase(&self, t: usize, end: usize) -> bool {
        if self.owns(t, end) {
            return true;
        }
        if !self.is_word(t) {
            return self.is(t, &["$", "%", "&", "#"]) || self.is_possessive(t);
        }
        if self.is_quoted(t) {
            return false;
        }
        let closed = self.closed(t);
        if closed.coordinator() {
            return self.joins_speakers(t, end);
        }
        // "Many farmers think".
        let counts = self.spoken && closed.determiner();
        let stops = closed.subordinator()
            || closed.relative()
            || closed.auxiliary()
            || closed.modal()
            || closed.negation()
            || (closed.pronoun() && !closed.possessive() && !counts)
            || (closed.adverb() && !closed.determiner());
        !stops && !self.is_verb(t)
    }

    /// The clitic of `the town's engineer`, which may be a verb elsewhere.
    fn owns(&self, t: usize, end: usize) -> bool {
        let noun = t + 1 < end && self.is_word(t + 1) && self.closed(t + 1).is_empty();
        self.spoken && self.word(t) == "'s" && noun && !self.is_quoted(t)
    }

    /// The apostrophe of `the Traders’ Association`.
    fn is_possessive(&self, t: usize) -> bool {
        self.word(t) == "'" && !self.is_quoted(t) && self.word(t.wrapping_sub(1)).ends_with('s')
    }

    /// A lower-case cue verb in a finite form that is no noun as well: `analysts [said]`, but not `police [reports]`.
    fn is_verb(&self, t: usize) -> bool {
        let finite = |f: CueForm| f.words > 1 || f.inflection != Inflection::Base || f.cue.strong;
        !self.is_capital(t)
            && self.finite_cue(t).is_some_and(finite)
            && self.cue(t, CueClass::Noun).is_none()
            && lexicon::role(self.word(t)).is_none()
    }

    /// `Ada Kvist and Ivo Oda`, `officials and residents`: like joined to like.
    fn joins_speakers(&self, t: usize, end: usize) -> bool {
        let names = |i: usize| self.is_capital(i) || lexicon::role(self.word(i)).is_some();
        t > self.start && t + 1 < end && names(t - 1) && (names(t + 1) || self.closed(t + 1).determiner())
    }

    /// Takes off what precedes the phrase proper: prepositional phrases (`On Friday | the mayor`), possessive clitics, conjunctions.
    fn trim(&self, phrase: Range<usize>) -> Option<Range<usize>> {
        let Range { mut start, end } = phrase;
        while start < end && (self.closed(start).coordinator() || self.word(start) == "'s") {
            start += 1;
        }
        if start < end && self.closed(start).preposition() {
            let determiner =
                (start + 2..end).rev().find(|&t| self.opens_phrase(t) && !self.closed(t - 1).preposition());
            let names = (start + 1..end).rev().take_while(|&t| self.is_capital(t)).last();
            start = determiner.or(names.filter(|&t| !self.closed(t - 1).preposition() && t > start + 1))?;
        }
        (start < end && self.names_something(start..end)).then_some(start..end)
    }

    fn opens_phrase(&self, t: usize) -> bool {
        self.closed(t).determiner() || self.closed(t).possessive()
    }

    /// A phrase needs a head: a word that is no determiner, and not a bare number or date.
    fn names_something(&self, phrase: Range<usize>) -> bool {
        phrase.clone().any(|t| {
            let word = self.document.is_word(t) && self.word(t).chars().any(char::is_alphabetic);
            word && !lexicon::is_time(self.word(t)) || self.word(t) == "%"
        }) && !phrase
            .into_iter()
            .all(|t| self.closed(t).determiner() && !self.is(t, &["many", "some", "others", "most", "those"]))
    }

    fn speaking_pronoun(&self, t: usize) -> bool {
        !self.is(t, &["it", "him", "her", "them", "me", "us", "there"]) || self.is(t, &["it"])
    }

    /// `Ada Kvist, the harbour master,` where `comma` is the second.
    fn apposed_before(&self, comma: usize) -> Option<Range<usize>> {
        let floor = self.start.max(comma.saturating_sub(MAX_APPOSITIVE));
        let mut found = None;
        for first in (floor..comma).rev() {
            if self.is(first, &[";", ":", "—"]) || self.quotation_ending_at(first).is_some() {
                break;
            }
            if self.word(first) == "," {
                if !self.opens_appositive(first + 1) {
                    break;
                }
                if let Some(phrase) = self.plain_phrase_before(first).filter(|p| self.is_definite(p.clone())) {
                    found = Some(phrase.start..comma + 1);
                }
            }
        }
        // Without its closing comma, which belongs to the sentence.
        found.map(|p| p.start..p.end - 1)
    }

    fn opens_appositive(&self, i: usize) -> bool {
        let closed = self.closed(i);
        closed.determiner()
            || closed.possessive()
            || self.is(i, &["who", "whose", "which", "of", "from", "formerly"])
            || self.is_capital(i)
            || self.word(i).starts_with(|c: char| c.is_ascii_digit())
            || lexicon::role(self.word(i)).is_some()
    }

    /// Something that an appositive can explain: a name, or a phrase with a determiner.
    fn is_definite(&self, phrase: Range<usize>) -> bool {
        self.opens_phrase(phrase.start)
            || phrase.clone().any(|t| self.is_capital(t) && t != self.start || self.word(t) == "'s")
            || self.is_capital(phrase.end - 1)
    }

    /// The agent behind `by`, which may open with any word that can describe a noun: `by recent statements by diplomats`.
    pub(super) fn agent_after(&self, start: usize) -> Option<Range<usize>> {
        let plain = self.is_word(start) && self.closed(start).is_empty() && !self.word(start).ends_with("ing");
        let phrase = self.phrase_from(start, plain || self.can_open_phrase(start))?;
        Some(phrase.start..self.appositive_after(phrase.end))
    }

    /// The noun phrase that begins at `start`, as after `said` or `according to`, with its appositive.
    pub(super) fn phrase_after(&self, start: usize) -> Option<Range<usize>> {
        self.bare_phrase_after(start).map(|phrase| phrase.start..self.appositive_after(phrase.end))
    }

    /// The same without an appositive.
    pub(super) fn bare_phrase_after(&self, start: usize) -> Option<Range<usize>> {
        if self.closed(start).pronoun() && !self.closed(start).possessive() {
            return self.speaking_pronoun(start).then_some(start..start + 1);
        }
        self.phrase_from(start, self.can_open_phrase(start))
    }

    fn phrase_from(&self, start: usize, opens: bool) -> Option<Range<usize>> {
        let mut end = start;
        while opens && end < self.end.min(start + MAX_PHRASE) && self.goes_on(end, start) {
            end += 1;
        }
        let dangles =
            |t: usize| self.closed(t).preposition() || self.closed(t).determiner() || self.closed(t).coordinator();
        while end > start && dangles(end - 1) {
            end -= 1;
        }
        (end > start && self.names_something(start..end)).then_some(start..end)
    }

    fn can_open_phrase(&self, i: usize) -> bool {
        self.opens_phrase(i)
            || self.is_capital(i)
            || lexicon::role(self.word(i)).is_some()
            || lexicon::body(self.word(i)).is_some()
            || self.word(i).starts_with(|c: char| c.is_ascii_digit())
            || (self.is_word(i) && self.word(i).ends_with('s') && !self.is_verb(i))
            || (self.is_word(i) && (i + 1..i + 4).any(|k| lexicon::role(self.word(k)).is_some()))
    }

    fn goes_on(&self, t: usize, start: usize) -> bool {
        if self.is(t, &["(", ")", "&", "$", "%"]) || self.is_possessive(t) {
            return true;
        }
        if !self.is_word(t) || self.is_quoted(t) {
            return false;
        }
        let closed = self.closed(t);
        if closed.coordinator() {
            return self.is_capital(t + 1) && self.is_capital(t - 1)
                || lexicon::role(self.word(t + 1)).is_some() && t > start;
        }
        let preposition = closed.preposition() && !self.is(t, &["of", "at", "for", "with", "from", "to", "by"]);
        let stops = closed.subordinator()
            || closed.relative()
            || closed.auxiliary()
            || closed.modal()
            || closed.negation()
            || preposition
            || (closed.pronoun() && !closed.possessive())
            || closed.adverb() && !closed.determiner();
        !stops && !lexicon::is_time(self.word(t)) && !self.is_verb(t)
    }

    /// The end of the phrase with the appositive that follows it: `Ada Kvist, the harbour master`.
    fn appositive_after(&self, end: usize) -> usize {
        let explains = self.word(end) == ","
            && (self.opens_phrase(end + 1)
                // "said the harbour master, Mara Lind": a role, then who holds it.
                || !self.is_capital(end - 1) && self.is_capital(end + 1) && self.is_capital(end + 2)
                || self.is(end + 1, &["who", "whose"])
                || lexicon::role(self.word(end + 1)).is_some());
        if !explains {
            return end;
        }
        let stop =
            (end + 1..self.end.min(end + MAX_APPOSITIVE)).find(|&t| !self.is_word(t) && !self.is(t, &["(", ")", "'"]));
        stop.unwrap_or(if self.end <= end + MAX_APPOSITIVE { self.end } else { end })
    }
}
