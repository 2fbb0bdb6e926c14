//! From each attribution's source words to who speaks, in the order of the text.
//!
//! `the company` is the one company that has spoken, `the mayor` the one mayor whom the text names, `a resident` somebody new.

use std::{
    collections::{HashMap, HashSet},
    ops::Range,
};

use super::{
    Source, Speakers,
    cast::Cast,
    kind,
    mention::{self, Mention, Opening, Phrase},
    name::{Names, Prose},
    pronoun::{self, Candidate},
};
use crate::{
    attribution::Attribution,
    document::Document,
    lexicon::{self, Gender, Number, Pronoun, SourceKind},
    span::{SourceId, Span},
};

/// How many turns back a short form may point; it keeps the work linear in the text.
const MEMORY: usize = 40;
/// The name of who writes.
const WRITER: &str = "I";
/// How many nouns one source is known by.
const MAX_NOUNS: usize = 8;

pub(super) fn resolve(document: &Document, attributions: &[Attribution]) -> Speakers {
    let prose = Prose::read(document);
    let names = Names::collect(&prose);
    let cast = Cast::collect(&prose, &names);
    let read = |a: &Attribution| {
        let tokens = source_tokens(document, a);
        if tokens.is_empty() { None } else { mention::read(&prose, &names, tokens) }
    };
    let mentions: Vec<Option<Mention>> = attributions.iter().map(read).collect();
    let spoken_names = mentions.iter().flatten().filter_map(|m| match m {
        Mention::Name(run) => cast.of(&names.fullest(&prose, prose.core(run.clone()))),
        _ => None,
    });
    let speaking = spoken_names.collect();
    let mut resolver = Resolver {
        prose: &prose,
        names: &names,
        cast: &cast,
        speaking,
        attributions,
        speakers: Speakers::default(),
        traits: Vec::new(),
        by_key: HashMap::new(),
        turns: Vec::new(),
        by_sentence: HashMap::new(),
    };
    for (attribution, mention) in attributions.iter().zip(mentions) {
        let speaker = resolver.speaker(attribution, mention);
        resolver.speakers.of.push(speaker);
    }
    resolver.speakers
}

/// The tokens of a source: of one that runs over several sentences, as a headline into what follows, the part beside the cue.
fn source_tokens(document: &Document, attribution: &Attribution) -> Range<usize> {
    let Some(span) = attribution.source.first() else { return 0..0 };
    let tokens = document.tokens_in(*span);
    if tokens.is_empty() {
        return tokens;
    }
    let (first, last) = (document.sentence_of(tokens.start), document.sentence_of(tokens.end - 1));
    let follows = attribution.cue.first().is_some_and(|cue| cue.start >= span.end);
    let sentence = &document.sentences[if follows { last } else { first }].tokens;
    tokens.start.max(sentence.start)..tokens.end.min(sentence.end)
}

/// What the resolver knows of a source beyond what it shows.
#[derive(Default)]
struct Traits {
    gender: Option<Gender>,
    plural: bool,
    /// The nouns by which it has been called.
    nouns: Vec<Called>,
    /// Whether only the headline has given it the word.
    headline: bool,
}

/// A noun, the words before it, and those behind.
#[derive(Clone, PartialEq)]
struct Called {
    head: String,
    modifiers: Vec<String>,
    tie: String,
}

/// Who may be meant by a pronoun.
#[derive(Clone, Copy, PartialEq)]
enum Who {
    Source(SourceId),
    /// One whom the text names, who has not spoken.
    Figure(usize),
    /// A noun at the opening of this sentence, which has not spoken.
    Topic(usize),
}

struct Resolver<'a> {
    prose: &'a Prose<'a>,
    names: &'a Names,
    cast: &'a Cast,
    /// The figures that speak under their names somewhere.
    speaking: HashSet<usize>,
    attributions: &'a [Attribution],
    speakers: Speakers,
    /// For each source.
    traits: Vec<Traits>,
    /// Named sources by their names, in lower case.
    by_key: HashMap<String, SourceId>,
    /// Who spoke, in order, and at which token.
    turns: Vec<(usize, SourceId)>,
    /// Who spoke in a sentence, and at which token.
    by_sentence: HashMap<usize, Vec<(usize, SourceId)>>,
}

impl Resolver<'_> {
    fn document(&self) -> &Document {
        self.prose.document
    }

    fn speaker(&mut self, attribution: &Attribution, mention: Option<Mention>) -> Option<SourceId> {
        let Some(span) = attribution.source.first().copied() else { return self.shared_subject(attribution) };
        let at = source_tokens(self.document(), attribution).start;
        let headline = self.in_headline(span);
        let id = match mention? {
            Mention::Pronoun(token) => self.pronoun(attribution, token)?,
            Mention::Name(run) => self.named(&run),
            Mention::Called(run, kind) => {
                let id = self.named(&run);
                let source = &mut self.speakers.sources[id.index()];
                source.kind = source.kind.or(kind);
                id
            }
            Mention::Names(run) => {
                let text = self.prose.text_of(run);
                let id = self.intern(text, Some(SourceKind::Group));
                self.traits[id.index()].plural = true;
                id
            }
            Mention::Noun(phrase) => self.noun(&phrase, headline),
            Mention::Quantity { phrase, one: false, .. } if self.last_several(&phrase).is_some() => {
                self.last_several(&phrase)?
            }
            Mention::Quantity { phrase, one, vague } => {
                let kind = if one { SourceKind::Person } else { SourceKind::Group };
                let id = self.add(self.prose.text_of(phrase), Some(kind), false, vague);
                self.traits[id.index()].plural = !one;
                id
            }
        };
        let mentions = &mut self.speakers.sources[id.index()].mentions;
        if mentions.last() != Some(&span) {
            mentions.push(span);
        }
        let new = mentions.len() == 1;
        let traits = &mut self.traits[id.index()];
        traits.headline = headline && (new || traits.headline);
        self.turns.push((at, id));
        let sentence = self.document().sentence_of(at);
        self.by_sentence.entry(sentence).or_default().push((at, id));
        Some(id)
    }

    /// `The two` for those who spoke last, if they were several.
    fn last_several(&self, phrase: &Range<usize>) -> Option<SourceId> {
        let definite = phrase.len() == 2 && self.document().lower(phrase.start) == "the";
        let (_, last) =
            self.turns.last().filter(|_| definite && self.document().lower(phrase.start + 1) != "others")?;
        self.traits[last.index()].plural.then_some(*last)
    }

    fn in_headline(&self, span: Span) -> bool {
        let blocks = &self.document().article.blocks;
        blocks.len() > 1 && span.start < blocks[0].span.end
    }

    /// `The mayor said … and added …`: the second cue has the subject of the first.
    fn shared_subject(&self, attribution: &Attribution) -> Option<SourceId> {
        let document = self.document();
        let cue = document.tokens_in(*attribution.cue.first()?);
        let first = cue.clone().next()?;
        let closed = document.closed(first);
        let agentless =
            closed.adverb() && cue.len() == 1 || matches!(document.lower(first), "is" | "are" | "was" | "were");
        let sentence = document.sentence_of(first);
        let start = document.sentences[sentence].tokens.start;
        let joined = (first.saturating_sub(2).max(start)..first).any(|t| document.closed(t).coordinator());
        let before = attribution.id.index().checked_sub(1)?;
        let cue_before = document.tokens_in(*self.attributions[before].cue.first()?);
        let near = cue_before.start < first && document.sentence_of(cue_before.start) == sentence;
        let nested = self.attributions[before].within == attribution.within;
        if agentless || !joined || !near || !nested { None } else { self.speakers.of[before] }
    }

    /// The source of a name, under the fullest form that the text has of it.
    fn named(&mut self, run: &Range<usize>) -> SourceId {
        let name = self.names.fullest(self.prose, self.prose.core(run.clone()));
        match self.cast.of(&name) {
            Some(figure) => self.figure(figure),
            None => self.intern(name, kind::of_name(self.prose, run)),
        }
    }

    fn figure(&mut self, figure: usize) -> SourceId {
        let figure = &self.cast.figures[figure];
        let id = self.intern(figure.name.clone(), figure.kind());
        let traits = &mut self.traits[id.index()];
        traits.gender = traits.gender.or(figure.gender);
        id
    }

    /// The sources that spoke last, latest first, some of them more than once.
    fn recent(&self) -> impl Iterator<Item = &Source> {
        self.turns.iter().rev().take(MEMORY).map(|(_, id)| &self.speakers.sources[id.index()])
    }

    /// The one source that spoke lately and of which `fits` holds; none if two did.
    fn sole(&self, fits: impl Fn(&Source) -> bool) -> Option<SourceId> {
        let mut fitting = self.recent().filter(|s| fits(s));
        let first = fitting.next()?.id;
        fitting.all(|s| s.id == first).then_some(first)
    }

    fn noun(&mut self, phrase: &Phrase, headline: bool) -> SourceId {
        let called = self.called(phrase);
        let found = self
            .through_staff(phrase)
            .or_else(|| self.holder(phrase, &called))
            .or_else(|| self.body(phrase, &called))
            .or_else(|| self.called_before(phrase, &called))
            .or_else(|| self.stand_in(phrase));
        let id = found.unwrap_or_else(|| self.new_noun(phrase));
        if !headline || found.is_none() {
            self.promote(id, phrase);
        }
        let nouns = &mut self.traits[id.index()].nouns;
        if nouns.len() < MAX_NOUNS && !nouns.contains(&called) {
            nouns.push(called);
        }
        id
    }

    fn called(&self, phrase: &Phrase) -> Called {
        let tie = phrase.core.end..phrase.all.end;
        let (head, before) = kind::office(self.document(), phrase.core.start, phrase.head());
        Called {
            head,
            modifiers: kind::modifiers(self.document(), phrase.core.start..before),
            tie: if tie.is_empty() { String::new() } else { self.prose.text_of(tie).to_lowercase() },
        }
    }

    /// `analysts at the Institute`: the institute, through its analysts, where it speaks under its own name as well.
    fn through_staff(&mut self, phrase: &Phrase) -> Option<SourceId> {
        let run = phrase.of.clone().filter(|_| phrase.noun.is_some_and(|n| n.staff && n.plural))?;
        let name = self.names.fullest(self.prose, self.prose.core(run.clone()));
        let figure = self.cast.of(&name).filter(|f| self.speaking.contains(f))?;
        let research = self.cast.figures[figure].kind() == Some(SourceKind::ThinkTank);
        research.then(|| self.figure(figure))
    }

    /// `the mayor`: the one mayor whom the text names. `a judge` too, if the text names its one judge only afterwards.
    fn holder(&mut self, phrase: &Phrase, called: &Called) -> Option<SourceId> {
        let noun = phrase.noun;
        if noun.is_some_and(|n| n.plural) {
            return None;
        }
        let post = noun.is_some_and(|n| n.post);
        let first = |f: usize| self.cast.figures[f].first;
        let holders = self.cast.holders(&called.head, &called.modifiers);
        let known: Vec<usize> = match phrase.opening {
            Opening::Indefinite if !post => Vec::new(),
            Opening::Indefinite => holders.into_iter().filter(|&f| first(f) > phrase.head()).collect(),
            _ => holders,
        };
        match known[..] {
            [] => None,
            [one] => Some(self.figure(one)),
            _ => {
                let ids: Vec<SourceId> = known.iter().filter_map(|&f| self.source_of(f)).collect();
                self.sole(|s| ids.contains(&s.id))
            }
        }
    }

    fn source_of(&self, figure: usize) -> Option<SourceId> {
        self.by_key.get(&self.cast.figures[figure].name.to_lowercase()).copied()
    }

    /// `the institute`: the one institute whom the text names, or the one of them that speaks.
    fn body(&mut self, phrase: &Phrase, called: &Called) -> Option<SourceId> {
        let noun = phrase.noun.filter(|n| n.kind != SourceKind::Person && !n.plural)?;
        let first = self.document().closed(phrase.all.start);
        if first.possessive() && self.document().is_word(phrase.all.start) {
            // "her office": whose it is tells, not its name.
            return None;
        }
        let figures = &self.cast.figures;
        let later = |f: usize| phrase.opening != Opening::Indefinite || figures[f].first > phrase.head();
        let own = phrase.opening == Opening::Indefinite;
        let fits = |f: &usize| {
            let name = figures[*f].name.to_lowercase();
            let tells = |m: &String| !m.ends_with("-based") && !own;
            let mut telling = called.modifiers.iter().filter(|m| tells(m)).peekable();
            telling.peek().is_none() || telling.any(|m| name.split(' ').any(|w| w == m))
        };
        let same = |f: &usize| figures[*f].kind().is_none_or(|k| k == noun.kind || noun.kind != SourceKind::Document);
        let all = self.cast.bodies(&called.head).iter().copied();
        let mut known: Vec<usize> = all.filter(|&f| later(f) && fits(&f) && same(&f)).collect();
        if known.iter().any(|&f| figures[f].name.contains(' ')) {
            known.retain(|&f| figures[f].name.contains(' '));
        }
        match known[..] {
            [] => None,
            [one] => Some(self.figure(one)),
            _ => {
                let ids: Vec<SourceId> = known.iter().filter_map(|&f| self.source_of(f)).collect();
                self.sole(|s| ids.contains(&s.id))
            }
        }
    }

    /// Who last spoke under the same noun: `the analysts` after `two analysts`. Another indefinite one is somebody new, unless only
    /// the headline had the first.
    fn called_before(&self, phrase: &Phrase, called: &Called) -> Option<SourceId> {
        let alike = |other: &Called| {
            let apart =
                |a: &Vec<String>, b: &Vec<String>| !a.is_empty() && !b.is_empty() && !a.iter().any(|m| b.contains(m));
            let bound = phrase.opening != Opening::Definite || !called.tie.is_empty();
            let tied = bound && !other.tie.is_empty() && !called.tie.is_empty() && other.tie != called.tie;
            other.head == called.head && !apart(&other.modifiers, &called.modifiers) && !tied
        };
        let study = phrase.noun.is_some_and(|n| n.any && n.kind == SourceKind::Document);
        let fits = |s: &&Source| {
            let traits = &self.traits[s.id.index()];
            let same = traits.nouns.iter().any(alike);
            let headed = traits.headline && (same || study && s.kind == Some(SourceKind::Document));
            headed || phrase.opening != Opening::Indefinite && same
        };
        self.recent().find(fits).map(|s| s.id)
    }

    /// `the company` for the one company that has spoken or is named, `the researchers` for the institute, `the 34-year-old` for the
    /// person who spoke last. Of two companies, the one that has the word, unless the other was named since.
    fn stand_in(&mut self, phrase: &Phrase) -> Option<SourceId> {
        if phrase.opening != Opening::Definite {
            return None;
        }
        if self.document().lower(phrase.head()).ends_with("-year-old") {
            let last = self.recent().next().filter(|s| s.kind == Some(SourceKind::Person));
            return last.map(|s| s.id);
        }
        let bare = phrase.core.len() == 1 && phrase.all.end == phrase.core.end;
        let kind = match phrase.noun? {
            lexicon::Noun { staff: true, plural: true, .. } => SourceKind::ThinkTank,
            lexicon::Noun { any: true, plural: false, kind, .. } => kind,
            lexicon::Noun { kind: SourceKind::Company, plural: false, .. } if bare => SourceKind::Company,
            _ => return None,
        };
        // "The group" may be a company, "the organisation" an agency.
        let like = |s: &Source| {
            let loose = kind == SourceKind::Group && s.named && s.kind != Some(SourceKind::Person);
            s.kind == Some(kind)
                || loose && s.kind.is_some_and(|k| k != SourceKind::Document && k != SourceKind::Medium)
        };
        if let Some(last) = self.recent().find(|s| like(s)).map(|s| s.id) {
            let named_since = || {
                let from = self.turns.iter().rev().find(|(_, id)| *id == last).map_or(0, |(at, _)| *at);
                let seen = &self.cast.seen;
                let range =
                    seen.partition_point(|&(t, _)| t <= from)..seen.partition_point(|&(t, _)| t < phrase.head());
                let other = |f: usize| self.cast.figures[f].kind() == Some(kind) && self.source_of(f) != Some(last);
                range.len() > MEMORY || seen[range].iter().any(|&(_, f)| other(f))
            };
            let sole = self.sole(like);
            return sole.or_else(|| (kind == SourceKind::Company && !named_since()).then_some(last));
        }
        if kind == SourceKind::Document {
            // "The paper" is a newspaper where nothing else was written.
            let medium = lexicon::body(self.document().lower(phrase.head())) == Some(SourceKind::Medium);
            return if medium { self.sole(|s| s.kind == Some(SourceKind::Medium)) } else { None };
        }
        let before =
            |f: &usize| self.cast.figures[*f].kind() == Some(kind) && self.cast.figures[*f].first < phrase.head();
        let mut named = (0..self.cast.figures.len().min(MEMORY)).filter(before);
        match (named.next(), named.next()) {
            (Some(one), None) => Some(self.figure(one)),
            (None, _) => {
                // "Fjelde said … The company": a name that the text has said nothing else of.
                let id = self.sole(|s| s.named && s.kind.is_none())?;
                self.speakers.sources[id.index()].kind = Some(kind);
                Some(id)
            }
            _ => None,
        }
    }

    fn new_noun(&mut self, phrase: &Phrase) -> SourceId {
        let document = self.document();
        let vague = kind::is_vague(document, &phrase.all, phrase.head(), phrase.noun);
        let id = self.add(self.prose.text_of(phrase.all.clone()), self.kind_of(phrase), false, vague);
        let plural = phrase.noun.map_or_else(|| self.kind_of(phrase) == Some(SourceKind::Group), |n| n.plural);
        let head = self.document().lower(phrase.head());
        // "Minutes showed … They also recorded": a document in the plural.
        let minutes = head.ends_with('s') && phrase.noun.is_some_and(|n| n.kind == SourceKind::Document && !n.plural);
        let role = lexicon::role(head);
        let traits = &mut self.traits[id.index()];
        traits.plural = plural || vague || minutes;
        traits.gender = role.and_then(|r| r.gender);
        id
    }

    fn kind_of(&self, phrase: &Phrase) -> Option<SourceKind> {
        let document = self.document();
        let relative = document.lower_at(phrase.all.end).unwrap_or_default() == "who";
        let field = phrase.core.len() > 1 && phrase.noun.is_some_and(|n| n.kind == SourceKind::Office && !n.plural);
        let possessed = phrase.core.clone().any(|t| document.closed(t).possessive());
        if field && !possessed && document.lower(phrase.head()) == "office" {
            // "the statistics office" is an agency, "the mayor's office" the seat of the mayor.
            return Some(SourceKind::Agency);
        }
        let by_form = || kind::of_form(document.lower(phrase.head()), phrase.opening == Opening::Indefinite);
        let by_relative = || relative.then_some(SourceKind::Person);
        let longer = || self.cast.phrase(document.lower(phrase.head())).filter(|_| phrase.core.len() == 1);
        let definite = phrase.opening == Opening::Definite
            && phrase.noun.is_some_and(|n| !n.plural && n.kind != SourceKind::Person);
        let by_noun = || phrase.noun.map(|n| n.kind);
        if definite { longer() } else { None }.or_else(by_noun).or_else(by_relative).or_else(by_form)
    }

    /// A body that the phrase names by whose it is or what for has a name: `the Ulmarian army`, `the housing ministry`.
    fn promote(&mut self, id: SourceId, phrase: &Phrase) {
        use SourceKind::{Agency, Company, Government, Medium, Office, ThinkTank};
        let document = self.document();
        let Some(noun) = phrase.noun.filter(|n| !n.plural) else { return };
        let before = phrase.core.start..phrase.head();
        let opened = |t: usize| {
            let elsewhere = self.cast.of(document.lower(t)).is_some_and(|f| self.cast.figures[f].times > 1);
            elsewhere || document.lower(t + 1) == "'s"
        };
        let proper = |t: usize| document.is_capital(t) && (!self.prose.opens_sentence(t) || opened(t));
        let known = phrase.opening != Opening::Indefinite;
        let whose = known
            && before.clone().any(proper)
            && matches!(noun.kind, Agency | Company | Government | Medium | Office | ThinkTank);
        let field = known && !before.is_empty() && matches!(document.lower(phrase.head()), "ministry" | "department");
        let title = noun.kind == SourceKind::Document && self.is_titled(phrase.core.end);
        if self.speakers.sources[id.index()].named || !(whose || field || title) {
            return;
        }
        let text = self.prose.text_of(phrase.core.clone());
        let source = &mut self.speakers.sources[id.index()];
        (source.named, source.vague) = (true, false);
        source.kind = source.kind.filter(|k| *k != SourceKind::Person).or(Some(noun.kind));
        if !title {
            source.name.clone_from(&text);
            self.by_key.entry(text.to_lowercase()).or_insert(id);
        }
    }

    /// `The report, “Paid Off, Priced Out”`.
    fn is_titled(&self, at: usize) -> bool {
        let word = |t: usize| if t < self.document().tokens.len() { self.document().word(t) } else { "" };
        let mark = if word(at) == "," { at + 1 } else { at };
        let opens = matches!(word(mark), "“" | "‘" | "\"" | "'");
        opens && mark + 1 < self.document().tokens.len() && self.document().is_capital(mark + 1)
    }

    fn intern(&mut self, name: String, kind: Option<SourceKind>) -> SourceId {
        if let Some(id) = self.by_key.get(&name.to_lowercase()) {
            let source = &mut self.speakers.sources[id.index()];
            source.kind = source.kind.or(kind);
            return *id;
        }
        let key = name.to_lowercase();
        let id = self.add(name, kind, true, false);
        self.by_key.insert(key, id);
        id
    }

    fn add(&mut self, name: String, kind: Option<SourceKind>, named: bool, vague: bool) -> SourceId {
        let id = SourceId::at(self.speakers.sources.len());
        self.speakers.sources.push(Source { id, name, kind, named, vague, mentions: Vec::new() });
        self.traits.push(Traits::default());
        id
    }

    fn pronoun(&mut self, attribution: &Attribution, token: usize) -> Option<SourceId> {
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
        let mut left = reach;
        let mut at = sentence;
        loop {
            let candidates = self.candidates(at, token, attribution);
            if let Some(chosen) = pronoun::choose(&pronoun, &candidates) {
                return self.meant(chosen?, pronoun.gender);
            }
            let tokens = &self.document().sentences[at].tokens;
            let quoted = self.document().quotation_of(tokens.start).is_some() && candidates.is_empty();
            left -= usize::from(!quoted && at < sentence);
            at = at.checked_sub(1).filter(|at| left > 0 && sentence - at < 4 * reach)?;
        }
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

    /// Who stands in a sentence before `token`, save in what the attribution itself says and in others' quotations.
    fn candidates(&self, sentence: usize, token: usize, attribution: &Attribution) -> Vec<Candidate<Who>> {
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
            if heard(at) && Some(id) != holder && !writer {
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
                && Some(who) != holder.map(Who::Source)
            {
                found.push(self.candidate(at, who, false));
            }
        }
        if found.iter().all(|c| !c.topic)
            && heard(tokens.start)
            && let Some(phrase) = self.topic(sentence)
        {
            let candidate = self.candidate(phrase.head(), Who::Topic(sentence), false);
            let plural = phrase.noun.is_some_and(|n| n.plural);
            let gender = lexicon::role(document.lower(phrase.head())).and_then(|r| r.gender);
            found.push(Candidate { kind: self.kind_of(&phrase), plural, gender, topic: true, ..candidate });
        }
        found.sort_by_key(|c| c.at);
        self.tie(&mut found);
        found
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

    /// The person by a noun with whom a sentence begins: `My neighbour drove the bus. “I saw it all,” he says.`
    fn topic(&self, sentence: usize) -> Option<Phrase> {
        let document = self.document();
        let tokens = document.sentences[sentence].tokens.clone();
        let opens = |&t: &usize| {
            let closed = document.closed(t);
            closed.determiner() && !closed.pronoun() || closed.possessive() && document.is_word(t)
        };
        // "In Ulmey a spokesman …"
        let start = (tokens.start..tokens.end.min(tokens.start + 4)).find(opens)?;
        let leads = |t: usize| document.closed(t).preposition() || document.is_capital(t);
        if !(tokens.start..start).all(leads) {
            return None;
        }
        let end = tokens.end.min(start + 6);
        let noun = |&t: &usize| kind::of_head(document, start + 1, t).is_some_and(|n| n.kind == SourceKind::Person);
        let head =
            (start + 1..end).take_while(|&t| document.is_word(t) && !document.closed(t).auxiliary()).find(noun)?;
        match mention::read(self.prose, self.names, start..head + 1)? {
            Mention::Noun(phrase) => Some(phrase),
            _ => None,
        }
    }
}
