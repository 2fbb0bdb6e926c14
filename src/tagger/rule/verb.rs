//! Cue verbs with their subject and what they attribute: before, after, inside, inverted, passive, participial.
//!
//! `“It is safe,” said Ada Kvist, the harbour master.`: the cue is `said`, its subject follows it, its content stands before.

use std::ops::Range;

use super::{Reading, candidate, nested::can_speak, scope::Scope};
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
        let Some(form) = scope.verb_cue(i).filter(|_| !scope.is_quoted(i) && scope.is_verbal(i)) else {
            i += 1;
            continue;
        };
        let group = scope.group(i, form);
        i = group.tokens.end;
        // "Karst says peace talks “dead”": a heading says one thing.
        let says = scope.span(group.tokens.clone());
        if scope.heading && found[first..].iter().any(|c| c.content.iter().any(|content| content.contains(says))) {
            continue;
        }
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
    /// The cue verb that begins at `i`: in `agreed to pay` it is *agree*, in `agreed to a loan` *agree to*.
    fn verb_cue(&self, i: usize) -> Option<CueForm> {
        let longest = self.cue(i, CueClass::Verb)?;
        let after = i + longest.words;
        let infinitive = self.spoken
            && longest.words == 2
            && self.word(after - 1) == "to"
            && self.is_word(after)
            && self.closed(after).is_empty()
            && !self.is_capital(after)
            && !self.word(after).ends_with("ing");
        let shorter = || lexicon::cue_at(|k| (k == i).then(|| self.word(k)), i, CueClass::Verb);
        if infinitive && lexicon::noun(self.word(after)).is_none() { shorter() } else { Some(longest) }
    }

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
        let (mut start, mut first) = (i, i);
        let mut be = false;
        let mut infinitive = false;
        while start > self.start {
            let t = start - 1;
            let closed = self.closed(t);
            let no_longer = self.word(t) == "longer" && self.word(t.wrapping_sub(1)) == "no";
            let adverb = closed.adverb() && !closed.determiner()
                || closed.negation()
                || self.word(t).ends_with("ly")
                || no_longer;
            let auxiliary = closed.auxiliary() || closed.modal();
            if let Some(lead) = self.phase(t, start, form).filter(|_| start == i) {
                (start, first) = (lead, lead);
                continue;
            }
            if !(auxiliary || adverb) {
                infinitive = self.word(t) == "to";
                break;
            }
            be |= self.is(t, &["is", "are", "was", "were", "be", "been", "being", "'s", "'re"]);
            start = t;
        }
        let lead = start;
        let no_longer = |t: usize| self.word(t) == "no" && self.word(t + 1) == "longer";
        let colours = |t: usize| self.word(t) == "also" || no_longer(t) || lexicon::hedge(self.word(t)).is_some();
        while start < first && !self.closed(start).auxiliary() && !self.closed(start).modal() && !colours(start) {
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

    /// Where the verb before a cue stands that tells how often or how long it is so: `keep | telling`, `used | to say`.
    fn phase(&self, t: usize, cue: usize, form: CueForm) -> Option<usize> {
        let gerund = form.inflection == Inflection::Gerund && self.is(t, &KEEPS);
        let base = form.inflection == Inflection::Base
            && t > self.start
            && self.word(t) == "to"
            && self.is(t - 1, &USES)
            && cue == t + 1;
        match () {
            () if !self.spoken => None,
            () if gerund => Some(t),
            () if base => Some(t - 1),
            () => None,
        }
    }

    fn candidate(&self, group: &Group, main: Option<Vec<Span>>) -> Option<Candidate> {
        if group.infinitive {
            return None;
        }
        if group.passive {
            // "They are convinced that": the adjective, which knows who is.
            let adjective = self.spoken && self.cue(group.tokens.end - group.form.words, CueClass::Adjective).is_some();
            return self.passive(group).filter(|_| !adjective);
        }
        let participial = group.form.inflection == Inflection::Gerund && group.tokens.len() == group.form.words;
        let after = self.content_after(group);
        if participial {
            let (content, construction) = after?;
            // "Warned them in writing that" says how, "by saying that" what.
            let before = self.closed(group.lead.wrapping_sub(1));
            if self.spoken && before.preposition() && self.word(group.lead.wrapping_sub(1)) != "by" {
                return None;
            }
            // "I remember my mother | saying that": not a second cue of whoever remembers.
            let own = || self.phrase_before(group.lead).map(|phrase| vec![self.span(phrase)]);
            let heard = if self.spoken { own() } else { None };
            let source = heard.or(main).filter(|_| group.form.cue.strong)?;
            return self.build(group, source, content, construction);
        }
        let subject = self.phrase_before(self.subject_end(group));
        if subject.is_none()
            && self.spoken
            && self.is(group.lead.wrapping_sub(1), &["and", "but", "then"])
            && let (Some(main), Some((content, construction))) = (&main, &after)
            && !self.has_other_subject(main, group.lead - 1)
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

    /// Whether the last verb before `end` is somebody else's than `main`'s: `she asked why, and her boss laughed | and told her to go`.
    fn has_other_subject(&self, main: &[Span], end: usize) -> bool {
        let from = main.first().map_or(self.start, |source| self.document.tokens_in(*source).end);
        let verb = (from..end).rev().find(|&t| self.is_finite_verb(t) && !self.is_finite_verb(t.wrapping_sub(1)));
        let subject = verb.and_then(|t| self.phrase_before(t)).filter(|s| s.start > from);
        subject.is_some_and(|s| self.word(s.start) != "it" && can_speak(self.document, s))
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
            // Nobody inverts "has told friends".
            None if self.spoken && (frames.addressee || group.tokens.len() > group.form.words) => return None,
            None => {
                let inverted = self.phrase_after(group.tokens.end)?;
                (inverted.clone(), group.tokens.start, inverted.end)
            }
        };
        if let Some(open) = self.quotation_before(before) {
            // "Violin “made in a garage,” judge rules": a heading quotes a part of what was said.
            let open = if self.heading { self.heading_start(open) } else { open };
            let content = vec![self.span(open..self.closing(before))];
            return self.build(group, vec![self.span(source)], content, Construction::Speech);
        }
        let announces = self.word(self.end - 1) == ":";
        let surely = group.form.cue.strong || self.heading && self.speaks(source.clone());
        if announces || before <= self.start + 1 || self.word(before - 1) != "," || !surely {
            return None;
        }
        let start = self.heading_start(self.clause_start(self.start, before));
        let mut content = vec![self.span(start..before - 1)];
        if self.word(after) == "," {
            let end = self.clause_end(after + 1, false);
            if end > after + 2 {
                content.push(self.span(after + 1..end));
            }
        }
        self.build(group, vec![self.span(source)], content, Construction::Parenthesis)
    }

    /// Where what a heading tells begins, before `to`: behind its topic, `Storm Odell live: | stay off the road, police say`.
    fn heading_start(&self, to: usize) -> usize {
        let colon = (self.start..to).rev().find(|&t| self.word(t) == ":" && !self.is_quoted(t));
        if self.heading { colon.map_or(self.start, |t| t + 1) } else { to }
    }

    /// Whether a phrase of one or two words is known as one who speaks: `study`, `coast guard`.
    fn speaks(&self, phrase: Range<usize>) -> bool {
        phrase.len() <= 2 && lexicon::noun(self.word(phrase.end - 1)).is_some()
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

/// Verbs whose gerund is what is done.
const KEEPS: [&str; 7] = ["began", "keep", "keeps", "kept", "start", "started", "starts"];
/// Verbs whose infinitive is what is done.
const USES: [&str; 10] =
    ["appear", "appears", "continue", "continued", "continues", "seem", "seemed", "seems", "tend", "used"];
