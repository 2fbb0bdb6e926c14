//! What the heads read: hashed features, means of word vectors, states of the tagger's network. Training reads the very same, by `hearsay dump --claims`.
//!
//! In goes a stretch of tokens, out comes [`Features`]. Of `It may fall` the hashes say `may`, `it may`, that it holds
//! something possible, where it stands and in whose voice.

use std::ops::Range;

use crate::{
    claim::voice::{self, Voices},
    document::Document,
    lexicon::{self, CueClass, Inflection},
    tagger::learnt::{Model, States, vocabulary},
    text::TokenKind,
};

/// What a head reads of one stretch or one word.
#[derive(Clone, Debug, Default)]
pub struct Features {
    /// Hashes, ascending, each once.
    pub hashes: Vec<u32>,
    /// Means of word vectors, then states of the tagger's network, one after the other.
    pub means: Vec<f32>,
}

/// Features of words count the first so many tokens: a sentence that never ends says no more.
const LONGEST: usize = 120;

impl Features {
    fn add(&mut self, field: &str, parts: &[&str]) {
        self.hashes.push(hash(field, parts));
    }

    fn settle(&mut self) {
        self.hashes.sort_unstable();
        self.hashes.dedup();
    }
}

/// What the head of finite verbs reads for any name: which one it is says nothing of the grammar around it.
const NAME: &str = "Name";

/// Whether the token is a name, or a part of one: a capital within the sentence, or two that open it, of no word that the lexicon knows.
fn is_name(document: &Document, token: usize) -> bool {
    if document.tokens[token].kind != TokenKind::Word || !document.is_capital(token) {
        return false;
    }
    let lower = document.lower(token);
    let known = !lexicon::closed(lower).is_empty() || lexicon::is_time(lower);
    let opens = document.sentences[document.sentence_of(token)].tokens.start == token
        || token > 0 && document.word(token - 1).starts_with(['“', '"', '‘']);
    let word = |i: usize| document.lower_at(i);
    let called = || lexicon::role_at(word, token).is_some() || lexicon::title_at(word, token).is_some();
    let followed =
        || document.tokens.get(token + 1).is_some_and(|t| t.kind == TokenKind::Word) && document.is_capital(token + 1);
    !known && !called() && (!opens || lexicon::given(lower).is_some() || followed())
}

/// FNV-1a over the field and its parts.
fn hash(field: &str, parts: &[&str]) -> u32 {
    let step = |hash: u32, byte: u8| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
    let mut found = field.bytes().fold(0x811c_9dc5, step);
    for part in parts {
        found = part.bytes().fold(step(found, 0), step);
    }
    // The low bits of FNV-1a are poor where the last byte differs alone.
    found ^ found >> 15
}

/// The words of a document as the heads know them, and their vectors, made once.
#[derive(Debug)]
pub struct Words<'a> {
    voices: &'a Voices<'a>,
    states: &'a States,
    keys: String,
    ends: Vec<usize>,
    /// Where the vector of each stands, if it is a word that has one: asked once, since a mean is taken of many and often.
    rows: Vec<Option<usize>>,
    /// Which of them are names.
    names: Vec<bool>,
}

impl<'a> Words<'a> {
    /// The words of what `voices` speak of, and what the network made of them.
    #[must_use]
    pub fn of(voices: &'a Voices<'a>, states: &'a States) -> Self {
        let document = voices.document;
        let (mut keys, mut key) = (String::new(), String::new());
        let mut ends = Vec::with_capacity(document.tokens.len());
        let mut rows = Vec::with_capacity(document.tokens.len());
        for token in 0..document.tokens.len() {
            vocabulary::key(document, token, &mut key);
            keys.push_str(&key);
            ends.push(keys.len());
            rows.push(Model::shipped().word_row(&key).filter(|_| document.is_word(token)));
        }
        let names = (0..document.tokens.len()).map(|token| is_name(document, token)).collect();
        Self { voices, states, keys, ends, rows, names }
    }

    /// What they are the words of.
    #[must_use]
    pub fn document(&self) -> &'a Document {
        self.voices.document
    }

    fn key(&self, token: usize) -> &str {
        let start = token.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.keys[start..self.ends[token]]
    }

    /// The word so many tokens from `token` in its sentence; `<` and `>` beyond its ends.
    fn near(&self, token: usize, by: isize, sentence: &Range<usize>) -> &str {
        match token.checked_add_signed(by) {
            Some(at) if sentence.contains(&at) => self.key(at),
            _ if by < 0 => "<",
            _ => ">",
        }
    }

    /// Adds the mean vector of the words among `tokens` that have one.
    fn mean(&self, tokens: Range<usize>, means: &mut Vec<f32>) {
        let model = Model::shipped();
        let (mut sum, mut vector) = (vec![0.0; model.word_width()], vec![0.0; model.word_width()]);
        let mut count = 0.0_f32;
        for row in self.rows[tokens].iter().take(LONGEST).flatten() {
            model.write_word(*row, &mut vector);
            sum.iter_mut().zip(&vector).for_each(|(sum, v)| *sum += v);
            count += 1.0;
        }
        let scale = if count > 0.0 { 1.0 / count } else { 0.0 };
        means.extend(sum.iter().map(|v| v * scale));
    }

    /// The features of `tokens`, a stretch of one sentence: the whole, or a clause.
    #[must_use]
    pub fn stretch(&self, tokens: Range<usize>) -> Features {
        let mut found = Features::default();
        let document = self.document();
        let index = document.sentence_of(tokens.start);
        let neighbour = |by: isize| index.checked_add_signed(by).and_then(|i| document.sentences.get(i));
        let (before, after) = (neighbour(-1), neighbour(1));
        self.words(&tokens, &mut found);
        self.manner(&tokens, &mut found);
        self.place(index, &mut found);
        for (field, near) in [("before", before), ("after", after)] {
            match near {
                Some(sentence) => {
                    self.manner_of_neighbour(field, &sentence.tokens, &mut found);
                }
                None => found.add(field, &["none"]),
            }
        }
        self.mean(tokens.clone(), &mut found.means);
        self.states.write_pooled(tokens.take(LONGEST), Model::shipped().state_width(), true, &mut found.means);
        found.settle();
        found
    }

    fn words(&self, tokens: &Range<usize>, found: &mut Features) {
        let mut before = "<";
        for token in tokens.clone().take(LONGEST) {
            let key = self.key(token);
            found.add("word", &[key]);
            found.add("pair", &[before, key]);
            found.add("end", &[tail(key)]);
            before = key;
        }
        found.add("pair", &[before, ">"]);
        let first = |n: usize| self.near(tokens.start, n.cast_signed(), tokens);
        found.add("first", &[first(0)]);
        found.add("opening", &[first(0), first(1), first(2)]);
    }

    /// What sort of words there are, and in whose voice.
    fn manner(&self, tokens: &Range<usize>, found: &mut Features) {
        let document = self.document();
        let (mut names, mut numbers, mut quoted, mut count) = (0, 0, 0, 0);
        let mut past = tokens.start;
        for token in tokens.clone().take(LONGEST) {
            if token >= past
                && let Some((markers, words)) = lexicon::marker_at(|i| document.lower_at(i), token)
            {
                markers.each().for_each(|marker| found.add("says", &[&format!("{marker:?}")]));
                past = token + words;
            }
            let lone = token > tokens.start && document.is_capital(token);
            names += usize::from(lone && document.tokens[token].kind == TokenKind::Word);
            numbers += usize::from(document.tokens[token].kind == TokenKind::Number);
            quoted += usize::from(document.quotation_of(token).is_some());
            count += 1;
            let closed = document.closed(token);
            for (name, is) in [("modal", closed.modal()), ("negation", closed.negation())] {
                if is {
                    found.add("holds", &[name]);
                }
            }
            if let Some(person) = lexicon::pronoun(document.lower(token)).and_then(|p| p.person) {
                found.add("person", &[["first", "second", "third"][usize::from(person - 1).min(2)]]);
            }
        }
        let bucket = |field, n: usize, of: &mut Features| of.add(field, &[&n.to_string()]);
        bucket("names", names.min(6), found);
        bucket("numbers", numbers.min(4), found);
        bucket("quoted", 4 * quoted / count.max(1), found);
        bucket("length", count.isqrt(), found);
        self.voice("voice", tokens, found);
    }

    fn voice(&self, field: &str, tokens: &Range<usize>, found: &mut Features) {
        let tenths = self.voices.attributed(tokens.clone());
        found.add(field, &["attributed", &(tenths / 2).to_string()]);
        let framed = tokens.clone().any(|t| self.voices.is_frame(t));
        found.add(field, &["framed", if framed { "yes" } else { "no" }]);
        for attribution in self.voices.heard(tokens.clone()).take(4) {
            let kind = self.voices.speaker(attribution).and_then(|s| s.kind).map(|k| format!("{k:?}"));
            let named = !attribution.source.is_empty();
            let cued = !attribution.cue.is_empty();
            found.add(field, &["act", voice::act(attribution.act)]);
            found.add(field, &["stance", voice::stance(attribution.stance)]);
            found.add(field, &["form", voice::form(attribution.form), if cued { "cued" } else { "bare" }]);
            found.add(field, &["kind", kind.as_deref().unwrap_or(if named { "someone" } else { "nobody" })]);
        }
    }

    fn manner_of_neighbour(&self, field: &str, tokens: &Range<usize>, found: &mut Features) {
        self.voice(field, tokens, found);
        for token in tokens.clone().take(LONGEST).filter(|&t| !self.document().closed(t).is_empty()) {
            found.add(field, &["closed", self.key(token)]);
        }
    }

    fn place(&self, sentence: usize, found: &mut Features) {
        let document = self.document();
        let count = document.sentences.len();
        found.add("place", &[&sentence.min(8).to_string()]);
        found.add("from the end", &[&(count - 1 - sentence).min(4).to_string()]);
        found.add("tenth", &[&(10 * sentence / count).to_string()]);
        found.add("alone", &[if count == 1 { "yes" } else { "no" }]);
        let own = &document.sentences[sentence];
        found.add("block", &[&format!("{:?}", document.article.blocks[own.block].kind)]);
    }

    /// The features of one word in its sentence, as something that happens or is so.
    #[must_use]
    pub fn event(&self, token: usize) -> Features {
        let mut found = Features::default();
        let document = self.document();
        let sentence = &document.sentences[document.sentence_of(token)].tokens;
        let near = |by: isize| self.near(token, by, sentence);
        found.add("event", &[near(0)]);
        found.add("end", &[tail(near(0))]);
        for by in [-4, -3, -2, -1, 1, 2, 3] {
            found.add("near", &[&by.to_string(), near(by)]);
        }
        for by in [-3, -2, -1, 1] {
            found.add("side", &[if by < 0 { "left" } else { "right" }, near(by)]);
        }
        found.add("left pair", &[near(-2), near(-1)]);
        found.add("left three", &[near(-3), near(-2), near(-1)]);
        found.add("this pair", &[near(-1), near(0)]);
        found.add("right pair", &[near(0), near(1)]);
        found.add("right pair", &[near(1), near(2)]);
        found.add("shape", &[tail(near(-1)), tail(near(0))]);
        self.scope(token, sentence, &mut found);
        self.mean(token..token + 1, &mut found.means);
        self.mean(token.saturating_sub(4).max(sentence.start)..token, &mut found.means);
        self.mean(token + 1..(token + 4).min(sentence.end).max(token + 1), &mut found.means);
        let width = Model::shipped().state_width();
        for by in [0, -1, 1] {
            let near = token.checked_add_signed(by).filter(|near| sentence.contains(near));
            self.states.write(near, width, &mut found.means);
        }
        self.states.write_pooled(sentence.clone().take(LONGEST), width, false, &mut found.means);
        found.settle();
        found
    }

    /// What stands over a word: markers, negations and cues before it, and how its sentence ends.
    fn scope(&self, token: usize, sentence: &Range<usize>, found: &mut Features) {
        let document = self.document();
        let first = sentence.start.max(token.saturating_sub(40));
        let mut since_mark = true;
        for at in (first..token).rev() {
            let distance = match token - at {
                1 | 2 => "near",
                3..=6 => "far",
                _ => "beyond",
            };
            let side = if since_mark { "clause" } else { "sentence" };
            if let Some((markers, _)) = lexicon::marker_at(|i| document.lower_at(i), at) {
                markers.each().for_each(|m| found.add("under", &[&format!("{m:?}"), distance, side]));
            }
            let closed = document.closed(at);
            let classes = [
                ("modal", closed.modal()),
                ("negation", closed.negation()),
                ("subordinator", closed.subordinator()),
                ("to", self.key(at) == "to"),
            ];
            for (name, _) in classes.into_iter().filter(|(_, is)| *is) {
                found.add("under", &[name, self.key(at), distance, side]);
            }
            if let Some(form) = lexicon::cues_at(|i| document.lower_at(i), at).next()
                && form.cue.class == CueClass::Verb
                && form.inflection != Inflection::Gerund
            {
                found.add("under cue", &[form.cue.lemma, side]);
                found.add("under act", &[voice::act(form.cue.act), side]);
            }
            since_mark &= document.is_word(at);
        }
        if let Some(attribution) = self.voices.at(token) {
            found.add("said", &[voice::act(attribution.act), voice::form(attribution.form)]);
        }
        let last = self.key(sentence.end - 1);
        found.add("closes", &[last]);
        found.add("first", &[self.key(sentence.start)]);
        found.add("quoted", &[if document.quotation_of(token).is_some() { "yes" } else { "no" }]);
    }

    /// The features by which a finite verb is told from other words.
    #[must_use]
    pub fn grammar(&self, token: usize, sentence: &Range<usize>) -> Features {
        let mut found = Features::default();
        let document = self.document();
        let near = |by: isize| match token.checked_add_signed(by) {
            Some(at) if sentence.contains(&at) && self.names[at] => NAME,
            _ => self.near(token, by, sentence),
        };
        let capital = if document.is_capital(token) && token > sentence.start { "capital" } else { "small" };
        found.add("is", &[near(0), capital]);
        found.add("end", &[tail(near(0)), capital]);
        found.add("ending", &[ending(near(0)), near(-1)]);
        found.add("ending", &[ending(near(0)), "right", near(1)]);
        for by in [-2, -1, 1, 2] {
            found.add("near", &[&by.to_string(), near(by)]);
            found.add("near end", &[&by.to_string(), ending(near(by)), ending(near(0))]);
        }
        found.add("pair", &[near(-1), near(0)]);
        found.add("pair", &[near(0), near(1)]);
        found.add("two", &[near(-2), near(-1)]);
        let known = if self.names[token] { token..token } else { token..token + 1 };
        self.mean(known, &mut found.means);
        found.settle();
        found
    }
}

fn tail(key: &str) -> &str {
    last(key, 3)
}

fn ending(key: &str) -> &str {
    last(key, 2)
}

fn last(key: &str, chars: usize) -> &str {
    key.char_indices().rev().nth(chars - 1).map_or(key, |(at, _)| &key[at..])
}
