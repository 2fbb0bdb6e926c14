//! Who is speaking: mentions grouped into sources.
//!
//! In go a [`Document`] and its [`Attribution`]s, out come [`Speakers`]. `Ivo Oda`, `Oda` and, where nobody else fits, `he` are
//! one source. What fits nobody, or two, stays open: no speaker is better than a wrong one.

mod mention;
mod name;
mod pronoun;

use std::{collections::HashMap, ops::Range};

use crate::{
    attribution::Attribution,
    document::Document,
    lexicon::{self, Number, SourceKind},
    span::{SourceId, Span},
};
use mention::Mention;
use name::Names;

/// How many turns back a short form may point; it keeps the work linear in the text.
const MEMORY: usize = 40;

/// A person or body that the article gives the word to.
#[derive(Clone, Debug, PartialEq)]
pub struct Source {
    /// Its index among the article's sources, which stand in the order in which they first speak.
    pub id: SourceId,
    /// The fullest name that the text gives, or the words that stand for one.
    pub name: String,
    /// What sort of thing it is, where the words tell.
    pub kind: Option<SourceKind>,
    /// Whether the text names it: *Ada Kvist*, not *a resident*.
    pub named: bool,
    /// Whether it is nobody in particular: *critics*, *observers*.
    pub vague: bool,
    /// Where the text gives it the word, in order.
    pub mentions: Vec<Span>,
}

/// The sources of an article, and who speaks in each attribution.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Speakers {
    /// The sources.
    pub sources: Vec<Source>,
    /// For each attribution, by its id, its speaker; none where the text does not say, or not for certain.
    pub of: Vec<Option<SourceId>>,
}

/// Whom a sentence begins with.
enum Topic {
    /// One who has spoken before.
    Source(SourceId),
    /// A person by name who has not.
    Stranger,
    /// Nobody by name.
    None,
}

/// Groups the sources of `attributions`.
#[must_use]
pub fn resolve(document: &Document, attributions: &[Attribution]) -> Speakers {
    let names = Names::collect(document);
    let mut resolver =
        Resolver { document, names, speakers: Speakers::default(), by_key: HashMap::new(), spoken: Vec::new() };
    for attribution in attributions {
        let speaker = resolver.speaker(attribution);
        resolver.speakers.of.push(speaker);
    }
    resolver.speakers
}

struct Resolver<'a> {
    document: &'a Document,
    names: Names,
    speakers: Speakers,
    /// Sources by their name, or by the words that stand for one, in lower case.
    by_key: HashMap<String, SourceId>,
    /// Who spoke, in the order of the text: the sentence, and the source.
    spoken: Vec<(usize, SourceId)>,
}

impl Resolver<'_> {
    fn speaker(&mut self, attribution: &Attribution) -> Option<SourceId> {
        let span = *attribution.source.first()?;
        let tokens = self.document.tokens_in(span);
        if tokens.is_empty() {
            return None;
        }
        let sentence = self.document.sentence_of(tokens.start);
        let speaker = match mention::read(self.document, tokens.clone())? {
            Mention::Pronoun(token) => self.antecedent(token, sentence)?,
            Mention::Person(run) => self.named(run, Some(SourceKind::Person)),
            Mention::Body(run, kind) => self.named(run, Some(kind)),
            Mention::Name(run) => self.named(run, None),
            Mention::Noun { body: Some(run), role: Some(_), .. } => self.through_body(run),
            Mention::Noun { head, phrase, role, .. } => self.unnamed(phrase, head, role),
        };
        let mentions = &mut self.speakers.sources[speaker.index()].mentions;
        if mentions.last() != Some(&span) {
            mentions.push(span);
        }
        self.spoken.push((sentence, speaker));
        Some(speaker)
    }

    /// The source of a name, under the fullest form that the text has of it.
    fn named(&mut self, run: Range<usize>, kind: Option<SourceKind>) -> SourceId {
        let full = self.names.fullest(self.document, run.clone());
        let kind = kind.or_else(|| lexicon::given(self.document.lower(full.tokens.start)).map(|_| SourceKind::Person));
        let short = self.short_body(&run);
        let id = short.unwrap_or_else(|| self.intern(full.text, true, false));
        let source = &mut self.speakers.sources[id.index()];
        source.kind = source.kind.or(kind);
        id
    }

    /// `analysts at the Institute`: the institute, through its analysts. Their word then leads to it: `the analysts`.
    fn through_body(&mut self, run: Range<usize>) -> SourceId {
        let kind = mention::body_kind(self.document, &run);
        self.named(run, kind)
    }

    /// `the Institute` for the one institute that has spoken under a longer name.
    fn short_body(&self, run: &Range<usize>) -> Option<SourceId> {
        let text = name::text_of(self.document, run.clone()).to_lowercase();
        lexicon::body(&text)?;
        let mut fits = self.recent().filter(|s| s.named && s.name.to_lowercase().split(' ').any(|w| w == text));
        let first = fits.next()?.id;
        fits.all(|other| other.id == first).then_some(first)
    }

    /// The sources that spoke last, latest first, some of them more than once.
    fn recent(&self) -> impl Iterator<Item = &Source> {
        self.spoken.iter().rev().take(MEMORY).map(|(_, id)| &self.speakers.sources[id.index()])
    }

    /// A noun without a name. A definite or bare plural one (`the analysts`, `analysts`) is who last spoke under that noun;
    /// any other is somebody new.
    fn unnamed(&mut self, tokens: Range<usize>, head: usize, role: Option<lexicon::Role>) -> SourceId {
        let noun = self.document.lower(head).to_owned();
        let indefinite = ["a", "an", "another", "one", "some", "other", "many", "several"]
            .contains(&self.document.lower(tokens.start));
        let known = self.recent().find(|s| self.has_spoken_as(s, &noun)).map(|s| s.id);
        if let (false, Some(id)) = (indefinite, known) {
            return id;
        }
        let text = name::text_of(self.document, tokens);
        let vague = role.is_some_and(|r| r.vague);
        let id = self.intern(text, false, vague);
        let kind = match role {
            Some(r) if r.plural => Some(SourceKind::Group),
            Some(_) => Some(SourceKind::Person),
            None => lexicon::body(&noun),
        };
        let source = &mut self.speakers.sources[id.index()];
        source.kind = source.kind.or(kind);
        id
    }

    /// Whether a mention of the source has `noun` among its words.
    fn has_spoken_as(&self, source: &Source, noun: &str) -> bool {
        let mut mentions = source.mentions.iter().rev().take(8);
        mentions.any(|span| self.document.tokens_in(*span).any(|t| self.document.lower(t) == noun))
    }

    fn antecedent(&self, token: usize, sentence: usize) -> Option<SourceId> {
        let pronoun = lexicon::pronoun(self.document.lower(token))?;
        for at in [Some(sentence), sentence.checked_sub(1)].into_iter().flatten() {
            match self.topic(at) {
                Topic::Source(id) if pronoun::fits(&pronoun, &self.speakers.sources[id.index()]) => return Some(id),
                // Somebody who has not spoken stands nearer than whoever has: open.
                Topic::Stranger if pronoun.number != Some(Number::Plural) => return None,
                _ => {}
            }
        }
        pronoun::antecedent(&pronoun, sentence, &self.spoken, &self.speakers.sources)
    }

    /// Whom a sentence begins with: `Oda is less sure. “We waited,” he said.`
    fn topic(&self, sentence: usize) -> Topic {
        let tokens = self.document.sentences[sentence].tokens.clone();
        let run = name::without_title(self.document, name::run_at(self.document, tokens.start, tokens.end));
        if run.is_empty() {
            return Topic::None;
        }
        let full = self.names.fullest(self.document, run.clone());
        match self.by_key.get(&full.text.to_lowercase()) {
            Some(id) => Topic::Source(*id),
            None if lexicon::given(self.document.lower(run.start)).is_some() => Topic::Stranger,
            None => Topic::None,
        }
    }

    fn intern(&mut self, name: String, named: bool, vague: bool) -> SourceId {
        let sources = &mut self.speakers.sources;
        *self.by_key.entry(name.to_lowercase()).or_insert_with(|| {
            let id = SourceId::at(sources.len());
            sources.push(Source { id, name, kind: None, named, vague, mentions: Vec::new() });
            id
        })
    }
}
