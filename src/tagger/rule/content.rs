//! What a cue verb takes as its content, as far as it stands behind the cue: a quotation, a clause, an infinitive, an object.
//!
//! Behind `told` in `The mayor told reporters on Friday that it was safe` the content is `that it was safe`.

use super::{scope::Scope, verb::Group};
use crate::{
    lexicon::{self, Act, Inflection},
    span::Span,
    tagger::Construction,
};

/// Hearers that stand between a cue and what they hear.
const HEARERS: [&str; 7] = ["her", "him", "it", "me", "them", "us", "you"];
/// Tokens in which the hearer of `told` must end: *told the harbour council's inquiry on Friday that*.
const MAX_ADDRESSEE: usize = 12;

impl Scope<'_> {
    /// What follows the cue as its content.
    pub(super) fn content_after(&self, group: &Group) -> Option<(Vec<Span>, Construction)> {
        let frames = &group.form.cue.frames;
        let mut at = group.tokens.end;
        let speech = frames.clause || frames.quote;
        // "The report warns, however, that": the adverb says nothing of the content.
        if self.word(at) == "," && self.closed(at + 1).adverb() && self.word(at + 2) == "," {
            at += 3;
        }
        let asks = group.form.cue.act == Act::Question;
        if let Some(complement) = self.behind_addressee(at, frames.addressee, asks).filter(|_| speech) {
            at = complement;
        }
        let heard = self.spoken && self.is(at, &HEARERS);
        if heard && frames.addressee && speech && self.opens_clause(at + 1) && self.has_finite_verb(at + 1) {
            at += 1;
        } else if let Some(clause) = self.behind_hearer(at).filter(|_| self.spoken && frames.addressee && speech) {
            at = clause;
        } else if heard && (frames.object || frames.infinitive) && self.opens_object(at + 1) {
            // "promised us a list", "offered him a lorry".
            return self.object(at + 1);
        }
        // "They said nothing", "He said so": no content that could be marked.
        if self.is(at, &["nothing", "little", "so", "much"]) {
            return None;
        }
        let opens = if self.is(at, &[",", ":"]) { at + 1 } else { at };
        if let (true, Some(after)) = (speech, self.quotation_at(opens)) {
            return Some((vec![self.span(opens..self.quotation_or_clause(opens, after))], Construction::Speech));
        }
        if speech
            && self.is(at, &["that", "whether", "how", "why", "what", "if"])
            && self.is_word(at + 1) | self.quotation_at(at + 1).is_some()
        {
            return self.clause(at, group, Construction::Clause);
        }
        if frames.infinitive && self.infinitive_follows(at) {
            let aside =
                self.spoken && (self.closed(at).preposition() || self.is(at, &HEARERS)) && self.word(at) != "to";
            let to = (at..self.end).find(|&t| self.word(t) == "to").filter(|_| aside);
            return self.clause(to.unwrap_or(at), group, Construction::Infinitive);
        }
        if frames.clause && self.opens_clause(at) && (!(frames.object || frames.addressee) || self.has_finite_verb(at))
        {
            return self.clause(at, group, Construction::Clause);
        }
        // "Karst says talks dead": in the present, as headings are.
        let present = matches!(group.form.inflection, Inflection::Base | Inflection::Third);
        if self.heading
            && present
            && frames.clause
            && group.form.cue.strong
            && self.is_word(at)
            && self.word(at) != "to"
        {
            return self.clause(at, group, Construction::Clause);
        }
        // "believes quiet is a luxury".
        if self.spoken && frames.clause && self.is_word(at) && self.closed(at).is_empty() && self.has_finite_verb(at) {
            return self.clause(at, group, Construction::Clause);
        }
        if frames.gerund && self.word(at).ends_with("ing") {
            return self.clause(at, group, Construction::Object);
        }
        let object =
            (frames.object || frames.as_) && (self.phrase_after(at).is_some() || self.quotation_at(at).is_some());
        if object { self.object(at) } else { None }
    }

    /// The subject of what is told to those named at `at`: `told friends | he would go`.
    fn behind_hearer(&self, at: usize) -> Option<usize> {
        let opener = self.closed(at);
        let noun = self.is_capital(at) || lexicon::noun(self.word(at)).is_some();
        let hearer = opener.determiner() && self.word(at) != "that" || opener.possessive() || opener.is_empty() && noun;
        let subject = |&t: &usize| self.is(t, &["he", "she", "they", "we", "i", "it"]) && self.is_word(t + 1);
        let plain = |&t: &usize| self.is_word(t) && !self.closed(t).relative() && !self.closed(t).preposition();
        (at + 1..self.end.min(at + 5)).take_while(plain).find(subject).filter(|_| hearer)
    }

    fn opens_object(&self, at: usize) -> bool {
        self.closed(at).determiner() || self.is(at, &["anything", "everything", "something"])
    }

    fn clause(&self, at: usize, group: &Group, construction: Construction) -> Option<(Vec<Span>, Construction)> {
        let mut whole = self.clause_end(at, self.is_subordinate(group));
        // "That they had decided to close it | and that they were sorry": what is told goes on, not what was decided.
        if self.spoken && !self.is(at, &["that", "whether"]) {
            let outer = |&t: &usize| self.is(t, &["and", "but"]) && self.word(t + 1) == "that" && !self.is_quoted(t);
            whole = (at + 1..whole).find(outer).unwrap_or(whole);
        }
        // "To be there by noon, | three hours from now".
        if self.spoken && construction == Construction::Infinitive {
            let time = |&t: &usize| self.word(t) == "," && (t + 1..t + 3).any(|k| lexicon::is_time(self.word(k)));
            whole = (at + 1..whole).filter(|&t| !self.is_quoted(t)).find(time).unwrap_or(whole);
        }
        let comma = || (at..whole).find(|&t| self.word(t) == "," && !self.is_quoted(t));
        let end = if self.is_relative(group) { comma().unwrap_or(whole) } else { whole };
        let end = if end > at && self.word(end - 1) == "," { end - 1 } else { end };
        (end > at).then(|| (vec![self.span(at..end)], construction))
    }

    /// Whether the cue stands in a relative clause, which the next comma ends: `the bridge, which engineers say is unsafe, will`.
    fn is_relative(&self, group: &Group) -> bool {
        let subject = self.phrase_before(group.lead).map(|p| p.start);
        subject.is_some_and(|s| s > self.start && self.is(s - 1, &["which", "who", "whom"]))
    }

    /// Whether the cue's clause hangs on a subordinator at the front of the sentence: `While the mayor claims ..., the council`.
    fn is_subordinate(&self, group: &Group) -> bool {
        let start = self.start;
        self.closed(start).subordinator() && !(start..group.tokens.start).any(|t| self.word(t) == ",")
    }

    /// An object ends where its clause does, or before a word that opens another.
    fn object(&self, at: usize) -> Option<(Vec<Span>, Construction)> {
        let clause = self.clause_end(at, true);
        let stop = (at + 1..clause).filter(|&t| !self.is_quoted(t)).find_map(|t| {
            let opens = self.closed(t).subordinator() && self.word(t) != "as";
            let verb = self.closed(t).auxiliary() && self.word(t) != "'s" || self.closed(t).modal();
            match self.word(t) {
                "and" | "but" if self.spoken && self.word(t + 1) == "that" => Some(t),
                // A clause of its own belongs to the object: "rejected the claim that the bridge was safe".
                "that" => Some(clause),
                "," => Some(t),
                "the" if self.spoken && self.is(t + 1, &["way", "day", "moment"]) => Some(t),
                "and" | "but" if self.spoken && (self.goes_on_with_verb(t + 1) || self.counts(t + 1)) => Some(t),
                _ => (opens || verb).then_some(t),
            }
        });
        let end = stop.unwrap_or(clause);
        (end > at).then(|| (vec![self.span(at..end)], Construction::Object))
    }

    /// Whether behind *and* the same subject does something else: `promised a list | and then declined to send it`.
    fn goes_on_with_verb(&self, at: usize) -> bool {
        let verb = at + usize::from(self.closed(at).adverb() && !self.closed(at).determiner());
        self.is_finite_verb(verb)
    }

    /// Whether at `at` a share begins: `58% back the plan and | only nine per cent oppose it`.
    fn counts(&self, at: usize) -> bool {
        (at..at + 4).any(|t| {
            self.is(t, &["%", "percent"])
                || self.word(t).ends_with('%')
                || self.word(t) == "per" && self.word(t + 1) == "cent"
        })
    }

    /// A quotation that ends its clause is the content; one that the clause runs on from is only part of it.
    fn quotation_or_clause(&self, opens: usize, after: usize) -> usize {
        let ends = after >= self.end || !self.is_word(after) || self.closed(after).coordinator();
        if ends { after } else { self.clause_end(opens, false).max(after) }
    }

    /// The `that`, comma or mark behind the hearer of `told reporters that`, or behind a time and place: `said on Friday that`.
    fn behind_addressee(&self, at: usize, hearer: bool, asks: bool) -> Option<usize> {
        let circumstance = self.closed(at).preposition() || lexicon::is_time(self.word(at));
        if !self.is_word(at) || self.is(at, &["that", "whether", "to"]) || !(hearer || circumstance) {
            return None;
        }
        for t in at..self.end.min(at + MAX_ADDRESSEE) {
            // "cried over that violin": no clause.
            let determines = t > at && self.closed(t - 1).preposition();
            let asked = asks && self.is(t, &["who", "how", "why", "where", "when", "what", "if"]);
            if (self.is(t, &["that", "whether"]) || asked) && !determines || hearer && self.quotation_at(t).is_some() {
                return Some(t);
            }
            if self.is(t, &[",", ":"]) {
                return self.quotation_at(t + 1).map(|_| t);
            }
            if !self.is_word(t) || t > at && self.finite_cue(t).is_some_and(|f| f.cue.strong) {
                return None;
            }
        }
        None
    }

    fn infinitive_follows(&self, at: usize) -> bool {
        let reach = at..self.end.min(at + 8);
        reach
            .clone()
            .take_while(|&t| self.is_word(t))
            .any(|t| self.word(t) == "to" && self.is_word(t + 1) && !self.closed(t + 1).determiner())
    }

    /// Whether a verb stands in the clause from `at` to the next mark, as far as its form shows one: `confirmed the deaths were`.
    pub(super) fn has_finite_verb(&self, at: usize) -> bool {
        // "Accept peacekeepers and | accused": the verb of another clause.
        let joined = |t: usize| self.spoken && self.closed(t - 1).coordinator();
        let mut clause = (at + 1..self.end).take_while(|&t| self.is_word(t));
        clause.any(|t| (self.is_finite_verb(t) || self.spoken && self.is_third(at, t)) && !joined(t))
    }

    /// Whether what stands around an unknown word in *-s* shows a verb: `the offer | undervalues | the firm`, `money | grows | on trees`.
    fn is_third(&self, at: usize, t: usize) -> bool {
        let plain = |t: usize| self.closed(t).is_empty() && self.is_word(t) && !self.is_capital(t);
        let form = self.word(t).ends_with('s') && !self.word(t).ends_with("ss") && !self.word(t - 1).ends_with('s');
        let next = self.closed(t + 1);
        let object = (next.determiner() || next.possessive() || next.pronoun()) && !next.relative();
        form && plain(t)
            && plain(t - 1)
            && (object && !self.is(t + 1, &["that", "'s", "'"]) || t == at + 1 && (next.preposition() || next.adverb()))
    }

    /// Whether the form of the word shows a finite verb: an auxiliary, a cue in the past, any word in *-ed* without a determiner.
    pub(super) fn is_finite_verb(&self, t: usize) -> bool {
        let closed = self.closed(t);
        let regular = self.word(t).ends_with("ed") && t > self.start && !self.closed(t - 1).determiner();
        let clitic = self.word(t) == "'s" && self.spoken && {
            let next = self.closed(t + 1);
            next.determiner() || next.negation() || next.adverb() || next.preposition()
        };
        clitic
            || closed.auxiliary() && self.word(t) != "'s"
            || closed.modal()
            || regular
            || self.finite_cue(t).is_some_and(|f| f.inflection == Inflection::Past)
    }

    /// Whether a bare clause can begin at `i`: with a subject, and a further word that is neither preposition nor mark.
    pub(super) fn opens_clause(&self, i: usize) -> bool {
        let closed = self.closed(i);
        let subject = closed.determiner()
            || closed.possessive()
            || closed.pronoun() && !self.is(i, &["him", "them", "me", "us"])
            || self.is_capital(i)
            || self.word(i).ends_with('s') && !closed.preposition()
            || self.word(i).starts_with(|c: char| c.is_ascii_digit());
        subject && self.is_word(i + 1) && !lexicon::is_time(self.word(i))
    }
}
