//! Cues that are no verbs: `according to the mayor`, `in the mayor's view`, `the mayor's claim that`, `reportedly`.

use super::{PLAIN, Reading, candidate, scope::Scope};
use crate::{
    lexicon::{self, Act, CueClass, CueForm},
    span::Span,
    tagger::{Candidate, Construction},
};

/// What a person can have: *in her view*, *in the ministry's words*.
const VIEWS: [&str; 8] = ["view", "opinion", "words", "word", "account", "estimation", "judgment", "telling"];

/// The candidates of the sentence's phrase, noun and adverb cues.
pub(super) fn find(scope: &Scope<'_>, found: &mut Vec<Candidate>) {
    for i in (scope.start..scope.end).filter(|&i| !scope.is_quoted(i)) {
        let candidate = scope
            .cue(i, CueClass::Phrase)
            .and_then(|form| scope.phrase_cue(i, form))
            .or_else(|| scope.possessed_view(i))
            .or_else(|| scope.cue(i, CueClass::Noun).and_then(|form| scope.noun_cue(i, form)))
            .or_else(|| scope.cue(i, CueClass::Adverb).and_then(|form| scope.agentless(i, form)));
        found.extend(candidate);
    }
}

impl Scope<'_> {
    /// `according to X`: the source follows, the content is the rest of the sentence.
    fn phrase_cue(&self, i: usize, form: CueForm) -> Option<Candidate> {
        if !form.cue.strong {
            return None;
        }
        let end = i + form.words;
        let source = self.phrase_after(end)?;
        // What seems an appositive to the end of the sentence is the clause: "according to Ada Kvist, one bridge in four".
        let fronted = (self.start..i).all(|t| !self.is_word(t) || self.closed(t).coordinator());
        let source = if fronted && source.end == self.end { self.bare_phrase_after(end)? } else { source };
        let content = self.rest_of_clause(i, source.end)?;
        candidate(vec![self.span(source)], vec![self.span(i..end)], content, form.cue.into(), Construction::Phrase)
    }

    /// `in the mayor's view` and `in her words`.
    fn possessed_view(&self, i: usize) -> Option<Candidate> {
        if self.word(i) != "in" {
            return None;
        }
        let view = (i + 2..self.end.min(i + 10)).take_while(|&t| self.is_word(t)).find(|&t| self.is(t, &VIEWS))?;
        let owner = i + 1..view;
        let possessed = self.is(view - 1, &["'s", "'"]) || owner.len() == 1 && self.closed(i + 1).possessive();
        if !possessed {
            return None;
        }
        let content = self.rest_of_clause(i, view + 1)?;
        let cue = vec![self.span(i..i + 1), self.span(view..view + 1)];
        let source = vec![self.span(owner)];
        let belief = Reading { act: Act::Belief, ..PLAIN };
        candidate(source, cue, content, belief, Construction::Phrase)
    }

    /// The sentence around a phrase that stands at `from..to`: what follows if the phrase comes first, else what precedes it, and
    /// what follows it behind a comma as well.
    fn rest_of_clause(&self, from: usize, to: usize) -> Option<Vec<Span>> {
        let mut content = Vec::new();
        let lead = (self.start..from)
            .find(|&t| self.is_word(t) && !self.closed(t).coordinator() || self.quotation_at(t).is_some());
        if let Some(lead) = lead {
            let begin = self.clause_start(lead, from);
            let mut end = from;
            while end > begin && self.is(end - 1, &[",", "—", "–", "(", ";"]) {
                end -= 1;
            }
            if end > begin {
                content.push(self.span(begin..end));
            }
        }
        let follows = if self.is(to, &[","]) { to + 1 } else { to };
        if (content.is_empty() || self.word(to) == ",") && follows < self.end {
            let end = self.clause_end(follows, false);
            if end > follows + 2 {
                content.push(self.span(follows..end));
            }
        }
        (!content.is_empty()).then_some(content)
    }

    /// `the mayor's claim that it was safe`, `their calls to reopen the bridge`.
    fn noun_cue(&self, i: usize, form: CueForm) -> Option<Candidate> {
        let after = i + form.words;
        let clause = self.word(after) == "that" && self.is_word(after + 1);
        let infinitive = self.word(after) == "to" && form.cue.frames.infinitive && !self.closed(after + 1).determiner();
        if !clause && !infinitive {
            return None;
        }
        // As the subject of its sentence the noun has its clause followed by a verb, and nothing marks the border.
        let verbs = |from: usize, to: usize| {
            (from..to).filter(|&t| self.is_finite_verb(t) && !self.is_finite_verb(t.wrapping_sub(1))).count()
        };
        let object = self.spoken && verbs(after, self.end) <= usize::from(clause);
        if verbs(self.start, i) == 0 && !object {
            return None;
        }
        let source = self.owner_before(i)?;
        let end = self.clause_end(after, false);
        let content = vec![self.span(after..end)];
        let reading = Reading { strong: clause, ..form.cue.into() };
        candidate(vec![source], vec![self.span(i..after)], content, reading, Construction::Noun)
    }

    /// Whose noun it is: `the mayor 's | recent claim`, `her | claim`.
    fn owner_before(&self, noun: usize) -> Option<Span> {
        for t in (self.start..noun).rev().take(4) {
            if self.is(t, &["'s", "'"]) {
                return self.owner_ending_at(t).map(|start| self.span(start..t + 1));
            }
            if self.closed(t).possessive() {
                return Some(self.span(t..t + 1));
            }
            if !self.is_word(t) || self.closed(t).determiner() || self.closed(t).preposition() {
                return None;
            }
        }
        None
    }

    /// Where the owner before the clitic at `clitic` begins: the run of capitals there, or the words back to a determiner.
    fn owner_ending_at(&self, clitic: usize) -> Option<usize> {
        let names = (self.start..clitic).rev().take_while(|&t| self.is_capital(t)).last();
        let determined =
            (self.start..clitic).rev().take(5).take_while(|&t| self.is_word(t)).find(|&t| self.closed(t).determiner());
        match (names, determined) {
            (Some(name), Some(the)) if the + 1 == name => Some(the),
            (name, the) => name.or(the),
        }
    }

    /// `The bridge is reportedly safe`: nobody's word, the whole clause.
    fn agentless(&self, i: usize, form: CueForm) -> Option<Candidate> {
        let attributed =
            (self.start..self.end).any(|t| self.finite_cue(t).is_some_and(|f| f.cue.strong) && !self.is_quoted(t));
        if attributed {
            return None;
        }
        let mut content = Vec::new();
        for part in [self.start..i, i + form.words..self.end] {
            let trimmed = part.start..self.trimmed_end(part);
            if !trimmed.is_empty() {
                content.push(self.span(trimmed));
            }
        }
        let cue = vec![self.span(i..i + form.words)];
        candidate(Vec::new(), cue, content, form.cue.into(), Construction::Agentless)
    }

    fn trimmed_end(&self, part: std::ops::Range<usize>) -> usize {
        let mut end = part.end;
        while end > part.start && self.word(end - 1) == "," {
            end -= 1;
        }
        end
    }

    /// `ISW: Putin rejects talks`, `“We go”: mayor` in a heading; `Mark: I saw it.` in running text.
    pub(super) fn colon(&self, heading: bool) -> Option<Candidate> {
        let colon =
            (self.start + 1..self.end.saturating_sub(1)).find(|&t| self.word(t) == ":" && !self.is_quoted(t))?;
        let before = self.start..colon;
        let after = colon + 1..self.end;
        let (source, content) = if self.names_speaker(before.clone(), heading) {
            (before, after)
        } else if heading && self.names_speaker(after.clone(), heading) {
            (after, before)
        } else {
            return None;
        };
        let [source, cue, content] = [source, colon..colon + 1, content].map(|tokens| vec![self.span(tokens)]);
        candidate(source, cue, content, PLAIN, Construction::Colon)
    }

    /// Whether these words can stand for a speaker before a colon: few, capitalised, and known as one who speaks — an acronym, a
    /// title, a role, a body — or, in running text, a bare name. `Elections 2026: what to know` names none.
    fn names_speaker(&self, words: std::ops::Range<usize>, heading: bool) -> bool {
        let short = (1..=4).contains(&words.len());
        let capital = words.clone().all(|t| self.is_capital(t) || self.closed(t).determiner() || self.word(t) == "of");
        let known = words.clone().any(|t| {
            let word = self.document.word(t);
            let acronym = (2..=6).contains(&word.len()) && word.chars().all(|c| c.is_ascii_uppercase());
            acronym && heading
                || lexicon::title(self.word(t)).is_some()
                || lexicon::role(self.word(t)).is_some()
                || lexicon::body(self.word(t)).is_some()
                || lexicon::given(self.word(t)).is_some()
        });
        short && capital && known
    }
}
