//! Cue verbs with their subject and what they attribute: before, after, inside, inverted, passive, participial.
//!
//! `“It is safe,” said Ada Kvist, the harbour master.`: the cue is `said`, its subject follows it, its content stands before.

use std::ops::Range;

use super::{Reading, candidate, scope::Scope};
use crate::{
    lexicon::{self, CueClass, CueForm, Inflection, Stance},
    span::Span,
    tagger::{Candidate, Construction},
};

/// The verb with its auxiliaries: `has also said`, `was reported`.
pub(super) struct Group {
    pub form: CueForm,
    /// Where the subject must have ended: before the adverbs, too, that are no part of the cue (`the mayor | soon | said`).
    pub lead: usize,
    /// From the first auxiliary, or adverb that colours it, to the last word of the cue.
    pub tokens: Range<usize>,
    passive: bool,
    infinitive: bool,
}

/// The candidates of the cue verbs of one sentence, in order.
pub(super) fn find(scope: &Scope<'_>, found: &mut Vec<Candidate>) {
    let first = found.len();
    let mut i = scope.start;
    while i < scope.end {
        let Some(form) = scope.cue(i, CueClass::Verb).filter(|_| !scope.is_quoted(i) && scope.is_verbal(i)) else {
            i += 1;
            continue;
        };
        let group = scope.group(i, form);
        i = group.tokens.end;
        let main = found[first..].iter().rev().find(|c| !c.source.is_empty()).map(|c| c.source.clone());
        let candidate = scope.candidate(&group, main);
        if let Some(passive) = candidate.as_ref().filter(|c| c.construction == Construction::Passive) {
            // A subject clause ends before the verb that it is the subject of.
            let crosses = |c: &Candidate| c.content.iter().any(|s| passive.cue.iter().any(|cue| s.contains(*cue)));
            let kept = found.split_off(first).into_iter().filter(|c| !crosses(c)).collect::<Vec<_>>();
            found.extend(kept);
        }
        found.extend(candidate);
    }
}

impl Scope<'_> {
    /// Whether the word at `i` is used as a verb here: no determiner, possessive or adjective-like preposition right before it.
    fn is_verbal(&self, i: usize) -> bool {
        let before = self.closed(i.wrapping_sub(1));
        let nominal = i > self.start
            && self.is_word(i - 1)
            && (before.determiner() || before.possessive() || before.preposition() && self.word(i - 1) != "to");
        let noun = self.cue(i, CueClass::Noun).is_some();
        let compound = noun && self.word(i.wrapping_sub(1)) == "'s";
        !(compound || nominal && (noun || !self.word(i).ends_with("ing")))
            && !(self.is_capital(i) && i != self.start && self.stands_out(i))
    }

    /// Whether a capital at `i` means a name: not in a headline, where every word has one.
    fn stands_out(&self, i: usize) -> bool {
        !(self.start..self.end)
            .filter(|&t| t != i && self.word(t).len() > 4)
            .all(|t| self.is_capital(t) || !self.is_word(t))
    }

    fn group(&self, i: usize, form: CueForm) -> Group {
        let mut start = i;
        let mut be = false;
        let mut infinitive = false;
        while start > self.start {
            let t = start - 1;
            let closed = self.closed(t);
            let adverb = closed.adverb() && !closed.determiner() || closed.negation() || self.word(t).ends_with("ly");
            let auxiliary = closed.auxiliary() || closed.modal();
            if !(auxiliary || adverb) {
                infinitive = self.word(t) == "to";
                break;
            }
            be |= self.is(t, &["is", "are", "was", "were", "be", "been", "being", "'s", "'re"]);
            start = t;
        }
        let lead = start;
        let colours = |t: usize| self.word(t) == "also" || lexicon::hedge(self.word(t)).is_some();
        while start < i && !self.closed(start).auxiliary() && !self.closed(start).modal() && !colours(start) {
            start += 1;
        }
        let passive = be && form.participle;
        let infinitive = infinitive && form.inflection == Inflection::Base && start == i;
        // "hinted at a cut": the preposition of an object belongs to the cue.
        let end = i + form.words;
        let of_object = self.spoken && form.cue.frames.object && form.words == 1 && self.is(end, &["at", "against"]);
        let object = of_object && self.bare_phrase_after(end + 1).is_some();
        Group { form, lead, tokens: start..end + usize::from(object), passive, infinitive }
    }

    fn candidate(&self, group: &Group, main: Option<Vec<Span>>) -> Option<Candidate> {
        if group.infinitive {
            return None;
        }
        if group.passive {
            return self.passive(group);
        }
        let participial = group.form.inflection == Inflection::Gerund && group.tokens.len() == group.form.words;
        let after = self.content_after(group);
        if participial {
            let (content, construction) = after?;
            let source = main.filter(|_| group.form.cue.strong)?;
            return self.build(group, source, content, construction);
        }
        let subject = self.phrase_before(self.subject_end(group));
        if subject.is_none()
            && self.spoken
            && self.is(group.lead.wrapping_sub(1), &["and", "but", "then"])
            && let (Some(main), Some((content, construction))) = (&main, &after)
        {
            // "He said that it was safe and denied the rest": the subject of the first.
            return self.build(group, main.clone(), content.clone(), *construction);
        }
        let at = subject.as_ref().map_or(group.tokens.start, |s| s.start);
        let spoken = self.quotation_before(at).is_some();
        // Behind its own quotation a cue takes no object: "“...,” she told the crowd".
        let takes = |c: Construction| !spoken || matches!(c, Construction::Speech | Construction::Clause);
        if let (Some(subject), Some((content, construction))) = (&subject, after.filter(|(_, c)| takes(*c))) {
            let content = self.with_fronted_quotation(at, content, construction);
            return self.build(group, vec![self.span(subject.clone())], content, construction);
        }
        self.fronted(group, subject)
    }

    /// Where the subject ends: before a relative pronoun it is what the pronoun stands for.
    fn subject_end(&self, group: &Group) -> usize {
        let start = group.lead;
        if start > self.start && self.is(start - 1, &["who", "which"]) { start - 1 } else { start }
    }

    fn build(
        &self,
        group: &Group,
        source: Vec<Span>,
        content: Vec<Span>,
        construction: Construction,
    ) -> Option<Candidate> {
        let (cue, reading) = (vec![self.span(group.tokens.clone())], self.reading(group));
        if self.spoken && !reading.strong {
            return self.spoken_candidate(&group.form, [source, cue, content], reading, construction);
        }
        candidate(source, cue, content, reading, construction)
    }

    /// The cue's act and stance as the words around it colour them: `falsely claimed`, `did not confirm`.
    fn reading(&self, group: &Group) -> Reading {
        let near = group.lead..group.tokens.end;
        let hedge = near.clone().find_map(|t| lexicon::hedge(self.word(t)));
        let negated = near.into_iter().any(|t| self.closed(t).negation());
        let cue = group.form.cue;
        let stance = match (hedge, cue.stance) {
            (Some(stance), _) => stance,
            // A factive that is denied vouches for nothing: "did not reveal that".
            (None, Stance::Vouched) if negated => Stance::Neutral,
            (None, stance) => stance,
        };
        Reading { stance, ..Reading::from(cue) }
    }

    /// `“...,” the mayor said, “...”`: the quotation before the subject belongs to the same speech.
    fn with_fronted_quotation(&self, subject: usize, mut content: Vec<Span>, construction: Construction) -> Vec<Span> {
        if let (Construction::Speech, Some(open)) = (construction, self.quotation_before(subject)) {
            content.insert(0, self.span(open..self.closing(subject)));
        }
        content
    }

    /// The first token of the quotation that ends right before `subject`, perhaps with a comma or dash between.
    fn quotation_before(&self, subject: usize) -> Option<usize> {
        self.quotation_ending_at(self.closing(subject).checked_sub(1).filter(|&t| t >= self.start)?)
    }

    fn closing(&self, subject: usize) -> usize {
        let comma = subject > self.start && self.is(subject - 1, &[",", "—", "–"]);
        subject - usize::from(comma)
    }

    /// Content before the cue: `“...,” said Ada Kvist`, `It was safe, the mayor said`, and parenthetical `It was, he said, safe`.
    fn fronted(&self, group: &Group, subject: Option<Range<usize>>) -> Option<Candidate> {
        let frames = &group.form.cue.frames;
        if !(frames.clause || frames.quote) || group.form.inflection == Inflection::Gerund {
            return None;
        }
        let (source, before, after) = match subject {
            Some(subject) => (subject.clone(), subject.start, group.tokens.end),
            None => {
                let inverted = self.phrase_after(group.tokens.end)?;
                (inverted.clone(), group.tokens.start, inverted.end)
            }
        };
        if let Some(open) = self.quotation_before(before) {
            let content = vec![self.span(open..self.closing(before))];
            return self.build(group, vec![self.span(source)], content, Construction::Speech);
        }
        let announces = self.word(self.end - 1) == ":";
        if announces || before <= self.start + 1 || self.word(before - 1) != "," || !group.form.cue.strong {
            return None;
        }
        let mut content = vec![self.span(self.clause_start(self.start, before)..before - 1)];
        if self.word(after) == "," {
            let end = self.clause_end(after + 1, false);
            if end > after + 2 {
                content.push(self.span(after + 1..end));
            }
        }
        self.build(group, vec![self.span(source)], content, Construction::Parenthesis)
    }

    /// The subject and cue of `the mayor went on to say:`, whose colon stands at `colon`: the last cue of speech before it.
    pub(super) fn announcing_cue(&self, colon: usize) -> Option<(Span, Span, Reading)> {
        (self.start..colon).rev().find_map(|i| {
            let form = self.cue(i, CueClass::Verb).filter(|f| f.cue.frames.clause || f.cue.frames.quote)?;
            if !self.is_verbal(i) || self.is_quoted(i) {
                return None;
            }
            let group = self.group(i, form);
            let subject = self.phrase_before(self.subject_end(&group))?;
            Some((self.span(subject), self.span(group.tokens.clone()), self.reading(&group)))
        })
    }

    /// `This was reported by analysts`, `It is believed that the bridge is safe`, `The bridge is said to be safe`.
    fn passive(&self, group: &Group) -> Option<Candidate> {
        let agent = (self.word(group.tokens.end) == "by").then(|| self.agent_after(group.tokens.end + 1)).flatten();
        let (content, construction) = match (&agent, self.content_after(group)) {
            (Some(_), _) => (self.passive_subject(group)?, Construction::Passive),
            (None, Some((content, Construction::Clause))) if self.is(group.lead.wrapping_sub(1), &["it"]) => {
                (content, Construction::Agentless)
            }
            // "I was told that": who heard it is no source.
            (None, Some((content, construction @ (Construction::Clause | Construction::Infinitive))))
                if self.spoken && group.form.cue.frames.addressee =>
            {
                (content, construction)
            }
            (None, Some((mut content, Construction::Infinitive))) => {
                let subject = self.phrase_before(group.lead)?;
                content.insert(0, self.span(subject));
                (content, Construction::Agentless)
            }
            _ => return None,
        };
        let source = agent.map(|a| self.span(a)).into_iter().collect();
        self.build(group, source, content, construction)
    }

    /// What a passive cue attributes: its subject, or the sentence before where the subject only points back to it.
    fn passive_subject(&self, group: &Group) -> Option<Vec<Span>> {
        let subject = self.start..group.lead;
        if self.is(subject.start, &["this", "that", "it"]) && subject.len() == 1 {
            let before = self.document.sentences.get(self.sentence.checked_sub(1)?)?;
            let same_block = before.block == self.document.sentences[self.sentence].block;
            return same_block.then(|| vec![Scope::new(self.document, self.sentence - 1).whole()]);
        }
        if self.word(subject.start) == "that" {
            return Some(vec![self.span(subject)]);
        }
        self.phrase_before(group.lead).map(|p| vec![self.span(p)])
    }

    /// The sentence without its closing punctuation.
    pub(super) fn whole(&self) -> Span {
        self.span(self.start..self.end)
    }
}
