//! From each attribution's source words to who speaks, in the order of the text.
//!
//! `the company` is the one company that has spoken, `the mayor` the one mayor whom the text names, `a resident` somebody new.

use std::{
    collections::{HashMap, HashSet},
    ops::Range,
};

use super::{
    Source, Speakers, anonymity,
    cast::Cast,
    headline, kind,
    mention::{self, Mention},
    name::{Names, Prose},
};
use crate::{
    attribution::Attribution,
    document::Document,
    lexicon::{self, Gender, SourceKind},
    span::{SourceId, Span},
};

/// How many turns back a short form may point; it keeps the work linear in the text.
pub(super) const MEMORY: usize = 40;
/// The name of who writes.
pub(super) const WRITER: &str = "I";
/// How many nouns one source is known by.
pub(super) const MAX_NOUNS: usize = 8;

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
        by_head: HashMap::new(),
        nested: false,
    };
    for (attribution, mention) in attributions.iter().zip(mentions) {
        let speaker = resolver.speaker(attribution, mention);
        resolver.speakers.of.push(speaker);
    }
    headline::merge(&mut resolver.speakers, &resolver.traits);
    for source in &mut resolver.speakers.sources {
        let mentions = || source.mentions.iter().take(anonymity::MENTIONS);
        if !source.named {
            source.anonymity = mentions().find_map(|m| anonymity::of(document, *m));
        }
        source.speaks_for = mentions().find_map(|m| anonymity::speaks_for(document, *m));
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
pub(super) struct Traits {
    pub gender: Option<Gender>,
    pub plural: bool,
    /// The nouns by which it has been called.
    pub nouns: Vec<Called>,
    /// Whether only the headline has given it the word.
    pub headline: bool,
}

/// A noun, the words before it, and those behind.
#[derive(Clone, PartialEq)]
pub(super) struct Called {
    pub head: String,
    pub modifiers: Vec<String>,
    pub tie: String,
}

/// Who may be meant by a pronoun.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Who {
    Source(SourceId),
    /// One whom the text names, who has not spoken.
    Figure(usize),
    /// A noun at the opening of this sentence, which has not spoken.
    Topic(usize),
}

pub(super) struct Resolver<'a> {
    pub prose: &'a Prose<'a>,
    pub names: &'a Names,
    pub cast: &'a Cast,
    /// The figures that speak under their names somewhere.
    pub speaking: HashSet<usize>,
    pub attributions: &'a [Attribution],
    pub speakers: Speakers,
    /// For each source.
    pub traits: Vec<Traits>,
    /// Named sources by their names, in lower case.
    pub by_key: HashMap<String, SourceId>,
    /// Who spoke, in order, and at which token.
    pub turns: Vec<(usize, SourceId)>,
    /// Who spoke in a sentence, and at which token.
    pub by_sentence: HashMap<usize, Vec<(usize, SourceId)>>,
    /// Whom a noun stands for, by its token: it may be the source of one attribution and within that of another.
    pub by_head: HashMap<usize, SourceId>,
    /// Whether it is within what somebody says that a speaker is asked for: `The doctor` is nobody whom the article has named.
    pub nested: bool,
}

impl Resolver<'_> {
    pub(super) fn document(&self) -> &Document {
        self.prose.document
    }

    fn speaker(&mut self, attribution: &Attribution, mention: Option<Mention>) -> Option<SourceId> {
        if let Some(base) = attribution.continued {
            return self.speakers.of.get(base.index()).copied().flatten();
        }
        let Some(span) = attribution.source.first().copied() else { return self.shared_subject(attribution) };
        let at = source_tokens(self.document(), attribution).start;
        let headline = self.in_headline(span);
        self.nested = attribution.within.is_some();
        let id = match mention? {
            Mention::Pronoun(token) => self.pronoun(attribution, token)?,
            // `Oda` beside an Ada and an Ivo Oda is either.
            Mention::Name(run) if self.names.is_shared(self.prose, self.prose.core(run.clone())) => return None,
            Mention::Name(run) if self.is_demonym(&run) => self.last_person(run.start)?,
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

    /// `The Dutchman`, `the Norwegian`: by where somebody comes from, and no name that the text has.
    fn is_demonym(&self, run: &Range<usize>) -> bool {
        const ENDS: [&str; 8] = ["man", "woman", "ian", "ese", "ish", "can", "wegian", "lander"];
        let document = self.document();
        let word = document.lower(run.start);
        let the = run.start.checked_sub(1).is_some_and(|t| matches!(document.lower(t), "the" | "that"));
        let ends = word.len() > 5 && ENDS.iter().any(|end| word.ends_with(end));
        let name =
            || lexicon::body(word).is_some() || lexicon::name_head(word).is_some() || lexicon::noun(word).is_some();
        run.len() == 1 && the && ends && !name() && document.word(run.start).chars().skip(1).all(char::is_lowercase)
    }

    /// The person who spoke last, where no other was named since: for `the Dutchman`, `the painter`.
    pub(super) fn last_person(&self, before: usize) -> Option<SourceId> {
        let &(turn, last) = self.turns.last()?;
        let source = &self.speakers.sources[last.index()];
        let [there, here] = [turn, before].map(|t| self.document().sentence_of(t));
        let person = source.named && source.kind == Some(SourceKind::Person);
        let since = self.seen_between(turn, before);
        let other =
            |f: usize| self.source_of(f) != Some(last) && self.cast.figures[f].kind() == Some(SourceKind::Person);
        let near = here.checked_sub(there).is_some_and(|n| n <= 3);
        (person && near && since.len() <= MEMORY && !since.iter().any(|&(_, f)| other(f))).then_some(last)
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
    pub(super) fn named(&mut self, run: &Range<usize>) -> SourceId {
        let name = self.names.fullest(self.prose, self.prose.core(run.clone()));
        match self.cast.of(&name) {
            Some(figure) => self.figure(figure),
            None => self.intern(name, kind::of_name(self.prose, run)),
        }
    }

    pub(super) fn figure(&mut self, figure: usize) -> SourceId {
        let figure = &self.cast.figures[figure];
        let id = self.intern(figure.name.clone(), figure.kind());
        let traits = &mut self.traits[id.index()];
        traits.gender = traits.gender.or(figure.gender);
        id
    }

    /// The sources that spoke last, latest first, some of them more than once.
    pub(super) fn recent(&self) -> impl Iterator<Item = &Source> {
        self.turns.iter().rev().take(MEMORY).map(|(_, id)| &self.speakers.sources[id.index()])
    }

    /// The one source that spoke lately and of which `fits` holds; none if two did.
    pub(super) fn sole(&self, fits: impl Fn(&Source) -> bool) -> Option<SourceId> {
        let mut fitting = self.recent().filter(|s| fits(s));
        let first = fitting.next()?.id;
        fitting.all(|s| s.id == first).then_some(first)
    }

    pub(super) fn source_of(&self, figure: usize) -> Option<SourceId> {
        self.by_key.get(&self.cast.figures[figure].name.to_lowercase()).copied()
    }

    pub(super) fn intern(&mut self, name: String, kind: Option<SourceKind>) -> SourceId {
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

    pub(super) fn add(&mut self, name: String, kind: Option<SourceKind>, named: bool, vague: bool) -> SourceId {
        let id = SourceId::at(self.speakers.sources.len());
        let (anonymity, speaks_for, mentions) = (None, None, Vec::new());
        self.speakers.sources.push(Source { id, name, kind, named, vague, anonymity, speaks_for, mentions });
        self.traits.push(Traits::default());
        id
    }
}
