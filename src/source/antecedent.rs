//! Who stands before a pronoun, sentence by sentence, the nearest first: those who have the word there, those whom the text names,
//! and a noun with which the sentence begins. [`pronoun::choose`] takes one of them or leaves it open.

use std::ops::Range;

use super::{
    kind,
    mention::{self, Mention, Phrase},
    pronoun::{self, Candidate},
    resolver::{MEMORY, Resolver, WRITER, Who},
};
use crate::{
    attribution::Attribution,
    lexicon::{self, Gender, Number, Pronoun, SourceKind},
    span::SourceId,
};

/// How far into what a pronoun's speaker says names are read, in tokens.
const REACH: usize = 40;

impl Resolver<'_> {
    pub(super) fn pronoun(&mut self, attribution: &Attribution, token: usize) -> Option<SourceId> {
        let pronoun = lexicon::pronoun(self.document().lower(token))?;
        match pronoun.person {
            Some(1) => self.first_person(attribution, token, pronoun),
            Some(3) => self.antecedent(attribution, token, pronoun),
            _ => None,
        }
    }

    /// `I` is whose words hold it, and where no one's do, who writes.
    fn first_person(&mut self, attribution: &Attribution, token: usize, pronoun: Pronoun) -> Option<SourceId> {
        if pronoun.number == Some(Number::Plural) {
            return None;
        }
        match attribution.within {
            Some(holder) => self.speakers.of[holder.index()],
            None if self.document().quotation_of(token).is_some() => None,
            None => {
                let known = self.recent().find(|s| s.name == WRITER).map(|s| s.id);
                Some(known.unwrap_or_else(|| self.add(WRITER.to_owned(), Some(SourceKind::Person), false, false)))
            }
        }
    }

    fn antecedent(&mut self, attribution: &Attribution, token: usize, pronoun: Pronoun) -> Option<SourceId> {
        let sentence = self.document().sentence_of(token);
        let reach = if pronoun.gender == Some(Gender::Neuter) { pronoun::REACH / 2 } else { pronoun::REACH };
        let told = self.told_of(token, attribution);
        let mut left = reach;
        let mut at = sentence;
        loop {
            let candidates = self.candidates(at, token, attribution, &told);
            if let Some(chosen) = pronoun::choose(&pronoun, &candidates) {
                return self.meant(chosen?, pronoun.gender);
            }
            let tokens = &self.document().sentences[at].tokens;
            let quoted = self.document().quotation_of(tokens.start).is_some() && candidates.is_empty();
            left -= usize::from(!quoted && at < sentence);
            match at.checked_sub(1).filter(|at| left > 0 && sentence - at < 4 * reach) {
                Some(before) => at = before,
                None => return self.last_who_fits(token, pronoun),
            }
        }
    }

    /// `they` close behind one who spoke last, where nobody is several: a person of whom only the office is told, or a body.
    fn last_who_fits(&self, token: usize, pronoun: Pronoun) -> Option<SourceId> {
        let &(turn, last) = self.turns.last().filter(|_| pronoun.number == Some(Number::Plural))?;
        let (source, traits) = (&self.speakers.sources[last.index()], &self.traits[last.index()]);
        let document = self.document();
        let [there, here] = [turn, token].map(|t| document.sentence_of(t));
        let near = here.checked_sub(there).is_some_and(|n| n <= 2)
            && document.sentences[here].block == document.sentences[there].block;
        let person = source.kind.is_none_or(|k| k == SourceKind::Person) && !traits.plural;
        let fits = !person || !source.named && traits.gender.is_none();
        (near && fits && self.seen_between(turn, token).len() <= MEMORY).then_some(last)
    }

    fn meant(&mut self, who: Who, gender: Option<Gender>) -> Option<SourceId> {
        let id = match who {
            Who::Source(id) => id,
            Who::Figure(figure) => self.figure(figure),
            Who::Topic(sentence) => {
                let phrase = self.topic(sentence)?;
                self.noun(&phrase, false)
            }
        };
        let gender = gender.filter(|g| *g != Gender::Neuter);
        let traits = &mut self.traits[id.index()];
        traits.gender = traits.gender.or(gender);
        let source = &mut self.speakers.sources[id.index()];
        source.kind = source.kind.or(gender.map(|_| SourceKind::Person));
        Some(id)
    }

    /// Who stands in a sentence before `token`, save in what the attribution itself says and in others' quotations, and those `told`.
    fn candidates(
        &self,
        sentence: usize,
        token: usize,
        attribution: &Attribution,
        told: &[Who],
    ) -> Vec<Candidate<Who>> {
        let document = self.document();
        let tokens = document.sentences[sentence].tokens.clone();
        let end = tokens.end.min(token);
        let open = document.quotation_of(token);
        let holder = attribution.within.and_then(|h| self.speakers.of[h.index()]).filter(|_| open.is_some());
        let own = |t: usize| attribution.content.iter().any(|c| c.contains(document.tokens[t].span));
        let heard =
            |t: usize| t < end && !own(t) && (document.quotation_of(t).is_none() || document.quotation_of(t) == open);
        let mut found: Vec<Candidate<Who>> = Vec::new();
        for &(at, id) in self.by_sentence.get(&sentence).into_iter().flatten().rev().take(MEMORY) {
            let writer = self.speakers.sources[id.index()].name == WRITER;
            if heard(at) && Some(id) != holder && !writer && !told.contains(&Who::Source(id)) {
                found.push(self.candidate(at, Who::Source(id), true));
            }
        }
        let seen = &self.cast.seen;
        let from = seen.partition_point(|&(t, _)| t < tokens.start);
        for &(at, figure) in seen[from..].iter().take_while(|&&(t, _)| t < end).take(MEMORY) {
            let who = self.source_of(figure).map_or(Who::Figure(figure), Who::Source);
            let kind = self.cast.figures[figure].kind();
            if heard(at)
                && kind.is_some()
                && !found.iter().any(|c| c.who == who)
                && !told.contains(&who)
                && Some(who) != holder.map(Who::Source)
            {
                found.push(self.candidate(at, who, false));
            }
        }
        if found.iter().all(|c| !c.topic)
            && heard(tokens.start)
            && let Some(phrase) = self.topic(sentence).filter(|p| !self.by_head.contains_key(&p.head()))
        {
            let candidate = self.candidate(phrase.head(), Who::Topic(sentence), false);
            let minutes = document.lower(phrase.head()).ends_with('s');
            let plural = phrase.noun.is_some_and(|n| n.plural || minutes && n.kind == SourceKind::Document);
            let gender = lexicon::role(document.lower(phrase.head())).and_then(|r| r.gender);
            found.push(Candidate { kind: self.kind_of(&phrase), plural, gender, topic: true, ..candidate });
        }
        found.sort_by_key(|c| c.at);
        self.tie(&mut found);
        found
    }

    /// Whom the words behind a pronoun name: `He thinks Oda is late` is nobody named Oda.
    fn told_of(&self, token: usize, attribution: &Attribution) -> Vec<Who> {
        let document = self.document();
        let behind = attribution.content.iter().filter(|c| c.start > document.tokens[token].span.start).take(1);
        let mut told = Vec::new();
        for tokens in behind.map(|content| document.tokens_in(*content)) {
            let mut t = tokens.start;
            while t < tokens.end.min(tokens.start + REACH) {
                let run = self.prose.run_at(t, tokens.end);
                t = run.end.max(t + 1);
                if !run.is_empty() {
                    let name = self.names.fullest(self.prose, self.prose.core(run));
                    let figure = self.cast.of(&name);
                    told.extend(figure.map(|f| self.source_of(f).map_or(Who::Figure(f), Who::Source)));
                }
            }
        }
        told
    }

    fn candidate(&self, at: usize, who: Who, speaks: bool) -> Candidate<Who> {
        let (kind, gender, plural) = match who {
            Who::Source(id) => {
                let traits = &self.traits[id.index()];
                (self.speakers.sources[id.index()].kind, traits.gender, traits.plural)
            }
            Who::Figure(f) => (self.cast.figures[f].kind(), self.cast.figures[f].gender, false),
            Who::Topic(_) => (None, None, false),
        };
        let start = self.document().sentences[self.document().sentence_of(at)].tokens.start;
        let opening = (start..at).all(|t| {
            let closed = self.document().closed(t);
            closed.determiner() || self.prose.is_title(t) || !self.document().is_word(t)
        });
        Candidate {
            at,
            who,
            kind,
            gender,
            plural,
            speaks,
            topic: opening && at < start + 8,
            stranger: !matches!(who, Who::Source(_)),
            tied: false,
        }
    }

    /// Marks those whom *and* ties together: `Saavedra-Holm and Speaker Yolanda Birk`.
    fn tie(&self, found: &mut [Candidate<Who>]) {
        for i in 1..found.len() {
            let between = found[i - 1].at..found[i].at;
            let and = between.len() < 8 && between.clone().any(|t| self.document().lower(t) == "and");
            let clause = between
                .clone()
                .any(|t| self.document().word(t) == "," || lexicon::is_speech_verb(self.document().lower(t)));
            if and && !clause {
                (found[i - 1].tied, found[i].tied) = (true, true);
            }
        }
    }

    /// The noun with which a sentence begins: `My neighbour drove the bus. “I saw it all,” he says.`
    fn topic(&self, sentence: usize) -> Option<Phrase> {
        let document = self.document();
        let tokens = document.sentences[sentence].tokens.clone();
        let opens = |&t: &usize| {
            let closed = document.closed(t);
            closed.determiner() && !closed.pronoun() || closed.possessive() && document.is_word(t)
        };
        // "In Ulmey a spokesman …"
        let opener = (tokens.start..tokens.end.min(tokens.start + 4)).find(opens);
        let Some(start) = opener else { return self.bare_topic(tokens) };
        let leads = |t: usize| document.closed(t).preposition() || document.is_capital(t);
        if !(tokens.start..start).all(leads) {
            return None;
        }
        let end = tokens.end.min(start + 6);
        let noun = |t: usize| kind::of_head(document, start + 1, t);
        let within = |&t: &usize| document.is_word(t) && !document.closed(t).auxiliary();
        // "The bank manager" is no bank.
        let last = |&t: &usize| noun(t).is_some() && (t + 1 >= end || noun(t + 1).is_none());
        let head = (start + 1..end).take_while(within).find(last)?;
        match mention::read(self.prose, self.names, start..head + 1)? {
            Mention::Noun(phrase) => Some(phrase),
            _ => None,
        }
    }

    /// `Scientists followed the nurses. They found …`
    fn bare_topic(&self, sentence: Range<usize>) -> Option<Phrase> {
        let several = |t: usize| {
            kind::of_head(self.document(), sentence.start, t)
                .is_some_and(|n| n.plural || n.kind == SourceKind::Document)
        };
        let head = (sentence.start..sentence.end.min(sentence.start + 2)).find(|&t| several(t))?;
        match mention::read(self.prose, self.names, sentence.start..head + 1)? {
            Mention::Noun(phrase) => Some(phrase),
            _ => None,
        }
    }
}
