//! What the words of a source are made of: a pronoun, a name, or a noun with what it belongs to.
//!
//! `Kremlin spokesman Dmitry Peskov` is a person's name; `analysts at the Institute` are analysts of an institute;
//! `a source familiar with the talks` is nobody by name, and `some` are nobody in particular.

use std::ops::Range;

use super::{
    kind,
    name::{Names, Prose},
    quantity, relative,
};
use crate::{
    document::Document,
    lexicon::{self, CueClass, Noun, SourceKind},
};

/// A reading of a source's words. Ranges are tokens of the document.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Mention {
    /// `she`, `they`; first and second persons too.
    Pronoun(usize),
    /// A name, with its titles: `Dr. Ada Kvist, the harbour master`, `the US Institute for the Study of War`.
    Name(Range<usize>),
    /// A name that the text gives in passing, and what its bearer is: `a pastry cook who goes by Milo`.
    Called(Range<usize>, Option<SourceKind>),
    /// Two names and more: `Ada Kvist and Ivo Oda`.
    Names(Range<usize>),
    /// A noun.
    Noun(Phrase),
    /// No noun at all: `others`, `54%`, `one of them`; whether it is one, and whether it is nobody in particular.
    Quantity { phrase: Range<usize>, one: bool, vague: bool },
}

/// A noun phrase.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Phrase {
    /// From its determiner to the end of what describes it.
    pub all: Range<usize>,
    /// Its first word behind determiners and possessives, and its noun.
    pub core: Range<usize>,
    pub noun: Option<Noun>,
    /// How it is introduced.
    pub opening: Opening,
    /// The name of the body that it speaks for or belongs to: `analysts at | the Institute`.
    pub of: Option<Range<usize>>,
}

/// How a noun phrase is introduced, which tells whether the reader is to know who is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Opening {
    /// `the mayor`, `its leader`, `Ghelt's president`.
    Definite,
    /// `a mayor`, `two mayors`.
    Indefinite,
    /// `mayor`, `analysts`.
    Bare,
}

impl Phrase {
    /// The token of the noun.
    pub(super) fn head(&self) -> usize {
        self.core.end - 1
    }
}

/// Reads the tokens of a source, which lie in one sentence.
pub(super) fn read(prose: &Prose, names: &Names, tokens: Range<usize>) -> Option<Mention> {
    let document = prose.document;
    let tokens = trimmed(document, tokens);
    if tokens.is_empty() {
        return None;
    }
    if tokens.len() == 1 && document.closed(tokens.start).relative() {
        return relative::read(prose, names, tokens.start);
    }
    if let Some(name) = alias(prose, &tokens) {
        let nouns = || (tokens.start..name.start).filter_map(|t| kind::of_head(document, tokens.start, t));
        let kind = nouns().next().map(|n| n.kind);
        return Some(Mention::Called(name, kind));
    }
    if let Some(quantity) = quantity::read(document, &tokens) {
        // "One of them, Arne".
        let one = matches!(quantity, Mention::Quantity { one: true, .. });
        let name = one.then(|| apposed(prose, tokens.start, tokens.end)).flatten();
        return Some(name.map_or(quantity, |name| Mention::Called(name, Some(SourceKind::Person))));
    }
    let closed = document.closed(tokens.start);
    let alone = tokens.len() == 1 || !document.is_word(tokens.start + 1);
    if closed.pronoun() && !closed.determiner() || alone && (closed.pronoun() || closed.possessive()) {
        return Some(Mention::Pronoun(tokens.start));
    }
    let part = without_participle(document, head_part(prose, tokens.clone()));
    let start = (part.clone()).find(|&t| !is_opener(document, t)).unwrap_or(part.start);
    let last = part.end - 1;
    // "recent statements by European diplomats": the diplomats, but a report by the fire marshal is a report.
    let sentence = document.sentences[document.sentence_of(last)].tokens.end;
    if part.end + 1 < sentence && document.lower(part.end) == "by" && is_cue_noun(document, last) {
        let noun = kind::of_head(document, start, last);
        // What was taken for the source may end before its agent.
        let agent =
            part.end + 1..if part.end < tokens.end { tokens.end } else { clause_end(document, part.end, sentence) };
        if noun.is_none_or(|n| n.kind != SourceKind::Document || n.plural) && !agent.is_empty() {
            return read(prose, names, agent);
        }
    }
    if let Some(run) = run_ending(prose, start..part.end, tokens.end).filter(|run| !is_noun(prose, names, run)) {
        return Some(joined(prose, &run, tokens.end).unwrap_or(Mention::Name(run)));
    }
    if let Some(name) = apposed(prose, part.end, tokens.end) {
        return Some(Mention::Name(name));
    }
    let all = part.start..described_end(document, part.end, tokens.end);
    let of = behind_preposition(prose, part.end, tokens.end);
    let core = start..part.end;
    let noun = kind::of_head(document, start, last);
    Some(Mention::Noun(Phrase { opening: opening(document, &part, start), all, core, noun, of }))
}

fn opening(document: &Document, part: &Range<usize>, start: usize) -> Opening {
    let first = document.lower(part.start);
    let possessed = (part.start..part.end - 1).any(|t| document.closed(t).possessive());
    if possessed || matches!(first, "the" | "this" | "that" | "these" | "those") {
        Opening::Definite
    } else if part.start < start
        || kind::is_count(document, start)
        || document.word(start).starts_with(|c: char| c.is_ascii_digit())
    {
        Opening::Indefinite
    } else {
        Opening::Bare
    }
}

/// Without marks at either end, and without the possessive at its end: `the council’s | claim`.
fn trimmed(document: &Document, tokens: Range<usize>) -> Range<usize> {
    let start = tokens.clone().find(|&t| document.is_word(t)).unwrap_or(tokens.end);
    let mut end = tokens.end;
    while end > start + 1
        && (!document.is_word(end - 1) && document.lower(end - 1) != "%" || is_clitic(document, end - 1))
    {
        end -= 1;
    }
    start..end
}

fn is_clitic(document: &Document, t: usize) -> bool {
    matches!(document.lower(t), "'s" | "'")
}

/// `a pastry cook who goes by | Milo`, `an old man called | Bruno`.
fn alias(prose: &Prose, tokens: &Range<usize>) -> Option<Range<usize>> {
    const VERBS: [&str; 5] = ["called", "identified", "known", "named", "nicknamed"];
    let document = prose.document;
    for t in tokens.start + 2..tokens.end.min(tokens.start + 40) {
        let word = document.lower(t);
        let after = match word {
            _ if VERBS.contains(&word) => t + 1,
            "by" if document.lower(t - 1) == "goes" || document.lower(t - 1) == "went" => t + 1,
            "as" if (t - 2..t).any(|k| document.lower(k) == "name") => t + 1,
            _ => continue,
        };
        let skip = |t: &usize| {
            document.is_word(*t)
                && !matches!(
                    document.lower(*t),
                    "as" | "only" | "himself" | "herself" | "simply" | "just" | "the" | "name"
                )
        };
        if let Some(at) = (after..tokens.end.min(after + 5)).find(skip) {
            let run = prose.run_at(at, tokens.end);
            if !run.is_empty() {
                return Some(run);
            }
        }
    }
    None
}

/// Up to the comma or relative pronoun behind the head, the pronoun included: `a source familiar with the talks`, not `, who
/// asked not to be named`.
fn described_end(document: &Document, from: usize, end: usize) -> usize {
    (from..end).find(|&t| document.word(t) == "," || document.closed(t).relative()).unwrap_or(end)
}

fn clause_end(document: &Document, from: usize, end: usize) -> usize {
    (from..end).find(|&t| !document.is_word(t) && !document.closed(t).possessive()).unwrap_or(end)
}

fn is_cue_noun(document: &Document, t: usize) -> bool {
    lexicon::cue_at(|k| document.lower_at(k), t, CueClass::Noun).is_some()
}

/// A noun that is capital because it opens its sentence, or stands for a longer name: `Analysts`, `the Institute`. Not a Baker
/// whom the text names.
fn is_noun(prose: &Prose, names: &Names, run: &Range<usize>) -> bool {
    let noun = || kind::of_head(prose.document, run.start, run.start).is_some();
    // "Opposition MPs".
    let last = prose.document.lower(run.end - 1);
    let several = run.len() == 2
        && lexicon::noun(last).is_some_and(|n| n.plural && n.kind == SourceKind::Group)
        && lexicon::name_head(last).is_none();
    (run.len() == 1 && noun() || several) && names.resolve(prose, run.clone()).is_none()
}

fn is_opener(document: &Document, t: usize) -> bool {
    let closed = document.closed(t);
    !document.is_word(t)
        || closed.determiner()
        || closed.possessive() && !document.is_capital(t)
        || is_clitic(document, t)
}

/// The words before the first preposition, comma or relative pronoun; from the last article where two stand there, since the
/// first words are no part of the phrase then (`March | a jury`).
fn head_part(prose: &Prose, tokens: Range<usize>) -> Range<usize> {
    let document = prose.document;
    let (start, end) = (tokens.start, tokens.end);
    let stop = (start + 1..end).find(|&t| {
        let closed = document.closed(t);
        let mark = !document.is_word(t) && document.word(t) != "." && !closed.possessive() && document.lower(t) != "&";
        mark || closed.preposition() || closed.relative() || closed.coordinator() && document.lower(t) != "&"
    });
    let stop = stop.unwrap_or(end);
    let article = (start + 1..stop.saturating_sub(1)).rev().find(|&t| matches!(document.lower(t), "a" | "an" | "the"));
    article.unwrap_or(start)..stop
}

/// Without what describes a noun from behind: `a study | published`, `a person | familiar`, but `a police dog` whole.
fn without_participle(document: &Document, part: Range<usize>) -> Range<usize> {
    let describes = |t: usize| {
        let word = document.lower(t);
        let participle = word.len() > 4 && (word.ends_with("ed") || word.ends_with("ing"));
        !document.is_capital(t) && (participle || quantity::DESCRIBING.contains(&word) || document.closed(t).adverb())
    };
    let known = |t: usize| kind::of_head(document, part.start, t).is_some();
    let cut = (part.start + 1..part.end).find(|&t| describes(t) && known(t - 1) && !known(part.end - 1));
    part.start..cut.unwrap_or(part.end)
}

/// The run of capitals that the head part ends in, drawn out over `for the Study of War`.
fn run_ending(prose: &Prose, head: Range<usize>, end: usize) -> Option<Range<usize>> {
    let mut at = head.start;
    while at < head.end {
        let run = prose.run_at(at, end);
        if run.end >= head.end && !run.is_empty() {
            return Some(run);
        }
        at = run.end.max(at + 1);
    }
    None
}

/// `Ada Kvist and Ivo Oda`: they speak together.
fn joined(prose: &Prose, run: &Range<usize>, end: usize) -> Option<Mention> {
    let document = prose.document;
    if run.end + 1 >= end || document.lower(run.end) != "and" {
        return None;
    }
    let next =
        (run.end + 1..end).find(|&t| !is_opener(document, t) && (document.is_capital(t) || !prose.is_title(t)))?;
    let other = prose.run_at(next, end);
    (!other.is_empty()).then_some(Mention::Names(run.start..other.end))
}

/// `Its chairwoman, | Petra Salo`, `A spokeswoman for Dusk, | Tamsin Orrery`: the name is hers. Behind a place it may be one:
/// `a resident of Marlow, Kent`.
fn apposed(prose: &Prose, from: usize, end: usize) -> Option<Range<usize>> {
    let document = prose.document;
    let comma = (from..end.min(from + 14)).find(|&t| document.word(t) == ",")?;
    let relative = (from..comma).any(|t| document.closed(t).relative());
    let counted = document.lower(from) == "one";
    let article = comma + 1 < end && document.lower(comma + 1) == "the";
    // "Its chairman, the critic Tobias Wren".
    let called = (comma + 1..end.min(comma + 5))
        .take_while(|&t| document.is_word(t) && !document.closed(t).preposition() && !document.closed(t).relative())
        .find(|&t| document.is_capital(t));
    let from_noun = called.filter(|&t| comma == from && kind::of_head(document, comma + 1, t - 1).is_some());
    // "The late Ada Kvist".
    let pale = comma + 3 < end && article && kind::PALE.contains(&document.lower(comma + 2));
    let run = prose.run_at(from_noun.unwrap_or(comma + 1 + usize::from(article) + usize::from(pale)), end);
    let person = || {
        run.len() >= 2 && kind::of_name(prose, &run).is_none() || lexicon::given(document.lower(run.start)).is_some()
    };
    (!relative && !run.is_empty() && (comma == from || counted || (!article || pale) && person())).then_some(run)
}

/// The name of a body behind `at`, `for`, `of`, `from` or `with`.
fn behind_preposition(prose: &Prose, from: usize, end: usize) -> Option<Range<usize>> {
    let prepositions = ["at", "for", "of", "from", "with"];
    if from >= end || !prepositions.contains(&prose.document.lower(from)) {
        return None;
    }
    let start = (from + 1..end).find(|&t| !is_opener(prose.document, t))?;
    let run = prose.run_at(start, end);
    (!run.is_empty()).then_some(run)
}
