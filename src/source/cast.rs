//! Everybody whom the text names, and as what: the whole article is read for it before anybody speaks.
//!
//! `The mayor, Ada Kvist, 61, who ran …` tells that Ada Kvist is a person and a mayor. So a headline's `mayor says` can be hers,
//! though it stands before her name, and `the mayor` can be hers in the last paragraph.

use std::{collections::HashMap, ops::Range};

use super::{
    evidence::Evidence,
    kind,
    name::{Names, Prose},
};
use crate::{
    document::Document,
    lexicon::{self, Gender, SourceKind},
    text::Sentence,
};

/// How many holders of one post are told apart, and how many posts of one figure; more leave it open.
const MAX_HOLDERS: usize = 16;
/// How far from a name the words stand that describe it, in tokens; it keeps the work linear.
pub(super) const REACH: usize = 14;
/// What stands before a place rather than a person.
pub(super) const IN: [&str; 9] = ["across", "around", "at", "in", "inside", "into", "near", "outside", "throughout"];

/// Somebody or something that the text names.
#[derive(Clone, Debug, Default)]
pub(super) struct Figure {
    /// The fullest form of the name.
    pub name: String,
    /// Where it is first named.
    pub first: usize,
    /// By title, given name, or the first pronoun behind it.
    pub gender: Option<Gender>,
    /// By the name's own words.
    pub named: Option<SourceKind>,
    /// By what the text calls it: `Gridmoor, the network operator`.
    pub called: Option<SourceKind>,
    /// Whether the text treats it as a person, or as a thing.
    pub person: bool,
    pub thing: bool,
    /// Whether it is called by what mostly is a person: `its owner`.
    pub role: bool,
    /// How often it is named.
    pub times: usize,
    /// How many words the name has, and whether *the* stands before it.
    pub long: bool,
    definite: bool,
    /// Whether something was said to be in it, or its letters are all capitals, as a place of writing has them.
    place: bool,
    posts: Vec<Post>,
    /// What follows the name behind *of*: `President Gor Vasil of Ostria`.
    land: Option<String>,
}

/// A noun by which a figure goes, with the words before it: `regional governor`.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Post {
    pub head: String,
    pub modifiers: Vec<String>,
    /// Whether it stands before the name as a title, where any word has a capital: `Finance Minister`.
    pub title: bool,
}

impl Figure {
    pub(super) fn add(&mut self, post: Option<Post>) {
        if let Some(post) = post.filter(|p| self.posts.len() < MAX_HOLDERS && !self.posts.contains(p)) {
            self.posts.push(post);
        }
    }

    /// Whether more than the number of its words makes it a person.
    pub(super) fn is_surely_person(&self) -> bool {
        self.person || self.gender.is_some() || self.role
    }

    /// What sort of thing it is. The default for a name of several words in a news article is a person.
    pub(super) fn kind(&self) -> Option<SourceKind> {
        use SourceKind::{Company, Person};
        if self.person && (self.named.is_none() || !self.definite) {
            return Some(Person);
        }
        let by_text = self.called.or(self.thing.then_some(Company)).or(self.role.then_some(Person));
        // A name's own words say more than what it is called, save where they say little: "House", "Group".
        self.named.or(by_text).or((self.long && !self.definite && !self.place).then_some(Person))
    }
}

/// The figures of a document.
#[derive(Debug, Default)]
pub(super) struct Cast {
    pub figures: Vec<Figure>,
    by_name: HashMap<String, usize>,
    holders: HashMap<String, Vec<usize>>,
    /// Bodies by each capitalised word of their names.
    by_word: HashMap<String, Vec<usize>>,
    /// What longer phrases of the text say of the noun in which they end: `central bank` of `bank`.
    phrases: HashMap<String, SourceKind>,
    /// Where a figure is named outside of quotations, in the order of the text.
    pub seen: Vec<(usize, usize)>,
}

impl Cast {
    /// Reads the whole document. Linear in the text.
    pub(super) fn collect(prose: &Prose, names: &Names) -> Self {
        let mut cast = Self::default();
        let told = |s: &&Sentence| !prose.is_heading_case(&s.tokens);
        for sentence in prose.document.sentences.iter().filter(told) {
            let mut t = sentence.tokens.start;
            while t < sentence.tokens.end {
                let run = prose.run_at(t, sentence.tokens.end);
                t = run.end.max(t + 1);
                if !run.is_empty() {
                    cast.meet(prose, names, run, &sentence.tokens);
                }
            }
        }
        cast.index(prose);
        cast.phrases = phrases(prose.document);
        cast
    }

    /// The figure that a name's tokens stand for.
    pub(super) fn of(&self, name: &str) -> Option<usize> {
        self.by_name.get(&name.to_lowercase()).copied()
    }

    fn meet(&mut self, prose: &Prose, names: &Names, run: Range<usize>, sentence: &Range<usize>) {
        let document = prose.document;
        let core = prose.core(run.clone());
        let name = names.fullest(prose, core.clone());
        let key = name.to_lowercase();
        let next = self.figures.len();
        let id = *self.by_name.entry(key).or_insert(next);
        if id == next {
            self.figures.push(Figure { name, first: run.start, ..Figure::default() });
        }
        if document.quotation_of(run.start).is_none() {
            self.seen.push((run.start, id));
        }
        let titled = core.start > run.start;
        let evidence = Evidence { prose, core: &core, sentence };
        let figure = &mut self.figures[id];
        figure.named = figure.named.or_else(|| kind::of_name(prose, &run));
        figure.times += 1;
        figure.person |= titled;
        if evidence.is_agency_of_dateline() {
            figure.called = figure.called.or(Some(SourceKind::Medium));
        }
        let form = core.end < run.end && !prose.is_generation(core.end);
        figure.named = if form { Some(SourceKind::Company) } else { figure.named };
        figure.long |= core.len() >= 2;
        let given = lexicon::given(document.lower(core.start));
        figure.person |= given.is_some() && figure.named.is_none() && core.len() > 1;
        figure.definite |=
            run.start.checked_sub(1).is_some_and(|t| document.lower(t) == "the") && core.start == run.start;
        let loud = core.clone().all(|t| document.word(t).chars().all(|c| !c.is_lowercase()));
        figure.place |= loud || run.start.checked_sub(1).is_some_and(|t| IN.contains(&document.lower(t)));
        figure.gender = figure.gender.or(given).or_else(|| evidence.title_gender(run.start));
        let of = run.end + 1 < sentence.end && document.lower(run.end) == "of" && document.is_capital(run.end + 1);
        figure.land = figure.land.take().or_else(|| of.then(|| document.word(run.end + 1).to_owned()));
        evidence.before(figure, run.start);
        evidence.behind(figure);
        evidence.pronoun(figure);
    }

    fn index(&mut self, prose: &Prose) {
        for (id, figure) in self.figures.iter().enumerate() {
            for post in &figure.posts {
                let held = self.holders.entry(post.head.clone()).or_default();
                if held.last() != Some(&id) && held.len() < MAX_HOLDERS {
                    held.push(id);
                }
            }
            let kind = figure.kind();
            if kind.is_some_and(|k| k != SourceKind::Person) {
                for word in figure.name.split(' ').filter(|w| w.starts_with(char::is_uppercase)).take(8) {
                    let headed = self.by_word.entry(word.to_lowercase()).or_default();
                    if headed.last() != Some(&id) && headed.len() < MAX_HOLDERS {
                        headed.push(id);
                    }
                }
            }
        }
        self.seen.sort_unstable();
        debug_assert!(self.seen.iter().all(|&(t, _)| t < prose.document.tokens.len()));
    }

    /// Those who go by `head`, and whom its `modifiers` fit best: `the Russian president` is not the French one.
    pub(super) fn holders(&self, head: &str, modifiers: &[String]) -> Vec<usize> {
        let all = self.holders.get(head).map_or(&[][..], Vec::as_slice);
        let fit = |id: &usize| {
            let posts = self.figures[*id].posts.iter().filter(|p| p.head == head);
            posts.filter_map(|p| p.fit(modifiers)).max()
        };
        let best = all.iter().filter_map(fit).max();
        all.iter().copied().filter(|id| best.is_some() && fit(id) == best).collect()
    }

    /// Those who hold the post `head` in a country that `modifiers` name as an adjective or a noun: `Ostrian` for Ostria.
    pub(super) fn leaders(&self, head: &str, modifiers: &[String]) -> Vec<usize> {
        let held = self.holders.get(head).map_or(&[][..], Vec::as_slice);
        let near = |a: &str, b: &str| a.chars().zip(b.chars()).take_while(|(x, y)| x == y).count() >= 4;
        let fits = |id: &usize| {
            let of = |p: &Post| p.modifiers.iter().any(|m| modifiers.iter().any(|n| near(m, n)));
            let figure = &self.figures[*id];
            let ruled = figure.land.iter().any(|land| modifiers.iter().any(|n| near(land, n)));
            modifiers.is_empty() || ruled || figure.posts.iter().any(of)
        };
        held.iter().copied().filter(fits).collect()
    }

    /// What sort of thing a noun is by the longer phrase that the text has for it.
    pub(super) fn phrase(&self, noun: &str) -> Option<SourceKind> {
        self.phrases.get(noun).copied()
    }

    /// The bodies that have `word` in their names: `the institute` for the Institute for the Study of War.
    pub(super) fn bodies(&self, word: &str) -> &[usize] {
        self.by_word.get(word).map_or(&[], Vec::as_slice)
    }
}

fn phrases(document: &Document) -> HashMap<String, SourceKind> {
    let pair = |t: usize| format!("{} {}", document.lower(t), document.lower(t + 1));
    let ends = (1..document.tokens.len()).filter(|&t| document.is_word(t) && document.is_word(t - 1));
    let known = ends
        .filter_map(|t| Some((t, lexicon::noun(&pair(t - 1)).filter(|n| n.kind != SourceKind::Person && !n.plural)?)));
    let mut phrases = HashMap::new();
    for (t, noun) in known {
        phrases.entry(document.lower(t).to_owned()).or_insert(noun.kind);
    }
    phrases
}

impl Post {
    /// How well it fits: 1 where they share a word, 0 where one side has none, none where they differ.
    fn fit(&self, modifiers: &[String]) -> Option<u8> {
        match () {
            () if modifiers.iter().any(|m| kind::among(&self.modifiers, m)) => Some(1),
            () if modifiers.is_empty() || self.modifiers.is_empty() => Some(0),
            // "The Vale captain, Pocock": "the team captain" may be the same, "the Rovers captain" is not.
            () if modifiers.iter().all(|m| !proper(m)) && self.modifiers.iter().all(|m| proper(m)) && !self.title => {
                Some(0)
            }
            () => None,
        }
    }
}

fn proper(word: &str) -> bool {
    word.starts_with(char::is_uppercase)
}
