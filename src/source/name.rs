//! Proper names: runs of capitalised words, and which full name a short one stands for.
//!
//! `Ivo Oda` in the first paragraph is who `Oda` is in the fifth, unless an `Ada Oda` stands there too. `ISW` is the
//! `Institute for the Study of War`, `Corvane` the `Corvane Bank`.

use std::{
    collections::{HashMap, HashSet},
    ops::Range,
};

use super::alias::{acronym_after, behind_nickname, initials, same_name};
use crate::{
    document::Document,
    lexicon::{self, SourceKind},
    span::Span,
};

/// Words that stand within any name in lower case: *Ludwig van Beethoven*.
const LINKS: [&str; 12] = ["de", "van", "von", "der", "den", "del", "da", "la", "al", "bin", "ibn", "&"];
/// Words that stand within a body's name too: *Institute for the Study of War*, but *Putin of Russia* is two.
const BODY_LINKS: [&str; 4] = ["of", "for", "the", "and"];
/// Plurals without an *s*, whose possessive stands within a name: *the People's Party*, but *Ghelt's Defence Ministry* is two.
const PLURALS: [&str; 4] = ["children", "men", "people", "women"];
/// What a business may leave off its name.
const FORMS: [&str; 12] =
    ["ag", "co", "corp", "corporation", "gmbh", "inc", "incorporated", "limited", "llc", "llp", "ltd", "plc"];

/// How many names of one last word are told apart; more make every short form open anyway.
const MAX_NAMESAKES: usize = 16;
/// A longer run of capitals is no name, and is cut; it keeps the work linear in the text.
const MAX_RUN: usize = 24;

/// A document, with the words that it writes in lower case anywhere: a capital at the opening of a sentence makes no name of
/// them.
pub(super) struct Prose<'a> {
    pub document: &'a Document,
    small: HashSet<&'a str>,
    /// The capitalised words that stand somewhere without a possessive behind them.
    own: HashSet<&'a str>,
    /// Where each word first stands below the headline.
    first: HashMap<&'a str, usize>,
}

impl<'a> Prose<'a> {
    pub(super) fn read(document: &'a Document) -> Self {
        let words = (0..document.tokens.len()).filter(|&t| document.is_word(t) && !document.is_capital(t));
        let count = document.tokens.len();
        let free = |t: &usize| document.is_capital(*t) && (t + 1 == count || document.lower(t + 1) != "'s");
        let headline = document.article.blocks.first().filter(|b| b.kind.stands_apart()).map_or(0, |b| b.span.end);
        let below = (0..count).rev().filter(|&t| document.tokens[t].span.start >= headline);
        Self {
            document,
            first: below.map(|t| (document.lower(t), t)).collect(),
            small: words.map(|t| document.lower(t)).collect(),
            own: (0..count).filter(free).map(|t| document.lower(t)).collect(),
        }
    }

    /// Whether a word stands nowhere before `t`, save in the headline.
    pub(super) fn is_new(&self, t: usize) -> bool {
        self.first.get(self.document.lower(t)).is_none_or(|&first| first >= t)
    }

    /// The run of capitalised words that begins at `t`, with the small words within it; empty where none begins.
    pub(super) fn run_at(&self, t: usize, end: usize) -> Range<usize> {
        let end = end.min(t + MAX_RUN);
        let definite = t.checked_sub(1).is_some_and(|before| self.document.lower(before) == "the");
        let (mut stop, mut k) = (t, t);
        let (mut body, mut linked) = (false, false);
        while k < end && (self.is_name_word(k) || k > t && self.continues_name(k)) {
            body |= body_word(self.document.lower(k));
            stop = k + 1;
            k = stop;
            let mut links = 0;
            while links < 2 && k < end {
                let word = self.document.lower(k);
                let link = match word {
                    _ if LINKS.contains(&word) => true,
                    "and" => linked && body || definite && self.body_ahead(k, end),
                    "of" | "for" | "the" => body,
                    _ => self.is_plural_possessive(k) && self.body_ahead(k, end),
                };
                if !link {
                    break;
                }
                linked |= BODY_LINKS.contains(&word);
                links += 1;
                k += 1;
            }
        }
        t..stop
    }

    /// `the Farmers' Union`, `the People's Party`.
    fn is_plural_possessive(&self, t: usize) -> bool {
        let bare = !self.document.is_word(t) && self.document.closed(t).possessive();
        // "St Mary's Hospital", where no St Mary stands alone.
        let part = |word: &str| PLURALS.contains(&word) || !self.own.contains(word);
        let irregular = self.document.lower(t) == "'s" && t > 0 && part(self.document.lower(t - 1));
        bare || irregular
    }

    /// Whether capitals behind a link at `t` lead to a word for a body: `Rivers | and Weirs Agency`.
    fn body_ahead(&self, t: usize, end: usize) -> bool {
        for k in t..end.min(t + 7) {
            if self.is_name_word(k) {
                if body_word(self.document.lower(k)) {
                    return true;
                }
            } else if self.document.lower(k) != "and" && !self.is_plural_possessive(k) {
                return false;
            }
        }
        false
    }

    fn is_name_word(&self, t: usize) -> bool {
        let document = self.document;
        if !document.is_word(t) || !self.is_capital(t) {
            return false;
        }
        let (lower, small) = (document.lower(t), document.closed(t));
        let function = small.determiner() || small.pronoun() || small.subordinator() || small.preposition();
        if function {
            // "Per Anker".
            let next =
                t + 1 < document.tokens.len() && document.is_capital(t + 1) && !document.closed(t + 1).determiner();
            return small.preposition() && next && !self.opens_sentence(t);
        }
        // "Jan Ruud", but "Jan. 3".
        let given = || lexicon::given(lower).is_some() && t + 1 < document.tokens.len() && self.names_person(t + 1);
        if lexicon::is_time(lower) && !given() {
            // "the Sunday Times", "the Evening Standard".
            let next = t + 1 < document.tokens.len() && document.is_capital(t + 1);
            return next && lexicon::name_head(document.lower(t + 1)) == Some(SourceKind::Medium);
        }
        // "Police said", but "Police Chief Oda".
        let alone = t + 1 == document.tokens.len() || !document.is_capital(t + 1);
        let mass = alone && lexicon::noun(lower).is_some_and(|n| n.mass);
        !self.opens_sentence(t) || !small.adverb() && !mass && !self.is_common(lower)
    }

    /// Whether the token is a capitalised word that is neither small nor a time.
    fn names_person(&self, t: usize) -> bool {
        let document = self.document;
        document.is_capital(t) && document.closed(t).is_empty() && !lexicon::is_time(document.lower(t))
    }

    /// Whether the token begins with a capital, before which an article may be tied to it: `al-Rashid`, `d'Orsay`.
    fn is_capital(&self, t: usize) -> bool {
        let tied = || {
            self.document.word(t).split_once(['-', '\'', '’']).is_some_and(|(article, name)| {
                article.chars().count() <= 3
                    && article.chars().all(char::is_lowercase)
                    && name.starts_with(char::is_uppercase)
            })
        };
        self.document.is_capital(t) || tied()
    }

    /// A word that can stand within a name, though not at its beginning: `Merrin Today`, `Radio One`.
    fn continues_name(&self, t: usize) -> bool {
        let word = self.document.lower(t);
        // "Ephraim Dusk", "Theresa May", but not "Ada Monday".
        let surname =
            lexicon::is_time(word) && !word.ends_with("day") && lexicon::given(self.document.lower(t - 1)).is_some();
        self.document.is_capital(t) && (surname || matches!(word, "today" | "tonight" | "one" | "two" | "first"))
    }

    /// A word that is capital only because it opens its sentence.
    fn is_common(&self, lower: &str) -> bool {
        lexicon::is_speech_verb(lower) || self.small.contains(lower) && lexicon::given(lower).is_none()
    }

    pub(super) fn opens_sentence(&self, t: usize) -> bool {
        let start = self.document.sentences[self.document.sentence_of(t)].tokens.start;
        start == t || start + 1 == t && !self.document.is_word(start)
    }

    /// A title or a role, as stands before a name: `Dr.`, `spokesman`.
    pub(super) fn is_title(&self, t: usize) -> bool {
        let word = self.document.lower(t).trim_end_matches('.');
        let plain = word.strip_prefix("co-").or_else(|| word.strip_prefix("ex-")).unwrap_or(word);
        lexicon::title(word).is_some() || lexicon::role(plain).is_some()
    }

    /// Without the titles and roles before a person's name: `Russian President Vladimir Putin` is `Vladimir Putin`. Nor with what
    /// a business may leave off: `Brindle Cycles Inc.`
    pub(super) fn core(&self, run: Range<usize>) -> Range<usize> {
        // What stands before a link is part of the name: `Friends of Nether Hallow`.
        let titles = |&t: &usize| self.is_title(t) && self.document.is_capital(t + 1);
        let title = (run.start..run.end.saturating_sub(1)).rev().find(titles);
        let person = |t: usize| !(t + 1..run.end).any(|k| body_word(self.document.lower(k)));
        let start = title.filter(|&t| person(t)).map_or(run.start, |t| t + 1);
        let form = |t: usize| FORMS.contains(&self.document.lower(t).trim_end_matches('.')) || self.is_generation(t);
        let end = if run.end > start + 1 && form(run.end - 1) { run.end - 1 } else { run.end };
        start..end
    }

    /// `Martin Obi Jr.`, `Ivo Oda III`.
    pub(super) fn is_generation(&self, t: usize) -> bool {
        matches!(self.document.word(t), "Jr." | "Jr" | "Sr." | "Sr" | "II" | "III" | "IV")
    }

    /// A headline in title case holds no run that could be told from its neighbours.
    pub(super) fn is_heading_case(&self, tokens: &Range<usize>) -> bool {
        let words = || tokens.clone().filter(|&t| self.document.is_word(t) && self.document.word(t).len() > 3);
        // With a full stop it may be a short sentence of little but names.
        let stopped = tokens.clone().next_back().is_some_and(|t| self.document.word(t) == ".");
        words().count() >= if stopped { 5 } else { 3 } && words().all(|t| self.document.is_capital(t))
    }

    /// The token's own letters, with single spaces.
    pub(super) fn text_of(&self, tokens: Range<usize>) -> String {
        let span: Span = self.document.span_of(tokens);
        self.document.article.slice(span).split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

/// A word that can head the name of a body.
pub(super) fn body_word(lower: &str) -> bool {
    lexicon::body(lower).is_some() || lexicon::name_head(lower).is_some()
}

/// A name as the text writes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Name {
    /// Without titles: `Vladimir Putin`.
    pub text: String,
    /// Its tokens where it first stands.
    pub tokens: Range<usize>,
    /// What sort of body it is by its own words, if one.
    pub kind: Option<SourceKind>,
}

/// Every full name of the document.
#[derive(Debug, Default)]
pub(super) struct Names {
    list: Vec<Name>,
    known: HashMap<String, usize>,
    by_last: HashMap<String, Vec<usize>>,
    by_first: HashMap<String, Vec<usize>>,
    by_acronym: HashMap<String, usize>,
}

impl Names {
    /// Collects the names of two words and more. Linear in the text.
    pub(super) fn collect(prose: &Prose) -> Self {
        let mut names = Self::default();
        for sentence in &prose.document.sentences {
            if prose.is_heading_case(&sentence.tokens) {
                continue;
            }
            let end = sentence.tokens.end;
            let mut t = sentence.tokens.start;
            while t < end {
                let run = prose.run_at(t, end);
                t = run.end.max(t + 1);
                if run.is_empty() {
                    continue;
                }
                let core = prose.core(run.clone());
                if let Some(rest) = behind_nickname(prose, run.end, end) {
                    let text = format!("{} {}", prose.text_of(core.clone()), prose.text_of(rest.clone()));
                    names.add(prose, Name { text, tokens: core.start..rest.end, kind: None }, end);
                    t = rest.end;
                } else if core.len() >= 2 {
                    let (text, kind) = (prose.text_of(core.clone()), super::kind::of_name(prose, &run));
                    names.add(prose, Name { text, tokens: core, kind }, end);
                }
            }
        }
        names
    }

    fn add(&mut self, prose: &Prose, name: Name, sentence_end: usize) {
        let document = prose.document;
        let id = self.list.len();
        if let Some(acronym) = acronym_after(document, name.tokens.end, sentence_end) {
            self.by_acronym.entry(acronym).or_insert(id);
        }
        if self.known.contains_key(&name.text) {
            return;
        }
        self.known.insert(name.text.clone(), id);
        for acronym in initials(document, &name.tokens) {
            self.by_acronym.entry(acronym).or_insert(id);
        }
        let ends = [(&mut self.by_first, name.tokens.start), (&mut self.by_last, name.tokens.end - 1)];
        for (index, token) in ends {
            let same = index.entry(document.lower(token).to_owned()).or_default();
            if same.len() < MAX_NAMESAKES {
                same.push(id);
            }
        }
        self.list.push(name);
    }

    /// The text of a name under the fullest form that the article has of it: what [`Names::resolve`] finds, or as it stands.
    pub(super) fn fullest(&self, prose: &Prose, name: Range<usize>) -> String {
        let found = self.resolve(prose, name.clone()).map(|n| n.text.clone());
        found.unwrap_or_else(|| prose.text_of(name))
    }

    /// The full name that `short` stands for: the only one that ends in the same words and has begun before, or,
    /// where none has, the only one in the text; else the only one that begins in them. Two that fit leave it open.
    pub(super) fn resolve(&self, prose: &Prose, short: Range<usize>) -> Option<&Name> {
        if short.len() == 1
            && let Some(&name) = self.by_acronym.get(prose.document.word(short.start))
        {
            return self.canonical(&self.list.get(name)?.text);
        }
        let text = prose.text_of(short.clone());
        let surname = self.ending(prose, &text, &short);
        let begun = self.beginning(prose, &text, &short);
        match (surname, begun) {
            // "Renzulli" may be Renzulli Brothers or Ottavia Renzulli: whom the text has named first.
            (Some(a), Some(b)) if a.text != text => Some(if b.tokens.start < a.tokens.start { b } else { a }),
            // The Tarrowby Centre is the Tarrowby Centre for Social Policy.
            (Some(_), Some(longer)) => Some(longer),
            (Some(name), _) | (None, Some(name)) => Some(name),
            (None, None) => None,
        }
    }

    /// Whether two and more whom the text names in full end in this one word, so that it alone tells none of them: `Oda` beside an
    /// Ada and an Ivo Oda.
    pub(super) fn is_shared(&self, prose: &Prose, short: Range<usize>) -> bool {
        let ending = format!(" {}", prose.text_of(short.clone()));
        let Some(same) = self.by_last.get(prose.document.lower(short.end - 1)).filter(|_| short.len() == 1) else {
            return false;
        };
        let full: Vec<&Name> = same.iter().map(|&id| &self.list[id]).filter(|n| n.text.ends_with(&ending)).collect();
        full.len() > 1 && self.resolve(prose, short).is_none()
    }

    fn canonical(&self, text: &str) -> Option<&Name> {
        self.known.get(text).map(|&id| &self.list[id])
    }

    fn ending(&self, prose: &Prose, text: &str, short: &Range<usize>) -> Option<&Name> {
        let ending = format!(" {text}");
        let same = self.by_last.get(prose.document.lower(short.end - 1))?.iter().map(|&id| &self.list[id]);
        let known: Vec<&Name> = same.filter(|n| n.text == text || n.text.ends_with(&ending)).collect();
        let before: Vec<&Name> = known.iter().copied().filter(|n| n.tokens.start <= short.start).collect();
        let chosen = same_name(&known).or_else(|| same_name(&before));
        // "Mr Oda" where an Ada Oda stands beside Ivo Oda.
        let title = short.start.checked_sub(1).and_then(|t| lexicon::title(prose.document.lower(t))?.gender);
        let by_title = || {
            let gender = |n: &&Name| lexicon::given(&n.text.split(' ').next()?.to_lowercase());
            let fit: Vec<&Name> = known.iter().copied().filter(|n| gender(n) == title).collect();
            same_name(title.map_or(&[][..], |_| &fit))
        };
        self.canonical(chosen.or_else(by_title)?)
    }

    /// `Anton` for Anton Haskovic, `Corvane` for Corvane Bank; not `Norvik` for the Norvik Institute: it is a place as well.
    fn beginning(&self, prose: &Prose, text: &str, short: &Range<usize>) -> Option<&Name> {
        let beginning = format!("{text} ");
        let same = self.by_first.get(prose.document.lower(short.start))?.iter().map(|&id| &self.list[id]);
        let headed = short.clone().any(|t| body_word(prose.document.lower(t)));
        let fits = |n: &&Name| {
            n.text.starts_with(&beginning)
                && (headed || short.len() == 1 && matches!(n.kind, None | Some(SourceKind::Company)))
        };
        let known: Vec<&Name> = same.filter(fits).collect();
        let name = self.canonical(same_name(&known)?)?;
        self.ending(prose, &name.text, &name.tokens).or(Some(name))
    }
}
