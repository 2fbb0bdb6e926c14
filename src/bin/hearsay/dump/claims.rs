//! `hearsay dump --claims`: what the heads of claims read of each article.

use std::io::{self, BufRead, BufReader, BufWriter, Write};

use hearsay::{
    article::Article,
    attribution,
    claim::{
        Voices,
        head::{Features, Head, Heads, Words},
    },
    document::Document,
    source,
    tagger::{Method, Tagging},
};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::CodePoints;

/// How many articles are held at a time.
const BATCH: usize = 256;

#[derive(Deserialize)]
struct Input {
    id: String,
    text: String,
    /// Where words begin, in code points, whose features as events are wanted.
    #[serde(default)]
    events: Vec<usize>,
    /// Where words begin whose grammatical features are wanted.
    #[serde(default)]
    words: Vec<usize>,
}

#[derive(Serialize)]
struct Dump {
    id: String,
    sentences: Vec<Sentence>,
    /// In the order of the input; null where no word begins.
    events: Vec<Option<Event>>,
    words: Vec<Option<Read>>,
}

#[derive(Serialize)]
struct Sentence {
    span: (usize, usize),
    #[serde(flatten)]
    read: Read,
}

#[derive(Serialize)]
struct Read {
    hashes: Vec<u32>,
    means: Vec<f32>,
}

/// A word and what the head says of it, so that the head can be judged without PyTorch.
#[derive(Serialize)]
struct Event {
    certainty: f32,
    #[serde(flatten)]
    read: Read,
}

impl From<Features> for Event {
    fn from(features: Features) -> Self {
        Self { certainty: Heads::shipped().score(Head::Certainty, &features), read: features.into() }
    }
}

impl From<Features> for Read {
    fn from(Features { hashes, means }: Features) -> Self {
        Self { hashes, means }
    }
}

/// Reads `{"id", "text"}` a line, with `events` and `words` where wanted, and prints a line for each.
pub(super) fn run() -> Result<(), String> {
    let mut out = BufWriter::new(io::stdout().lock());
    let shut = |e: io::Error| format!("standard output: {e}");
    let mut lines = BufReader::new(io::stdin().lock()).lines().zip(1..).peekable();
    while lines.peek().is_some() {
        let batch: Vec<_> = lines.by_ref().take(BATCH).collect();
        let dumps: Result<Vec<Dump>, String> = batch
            .into_par_iter()
            .map(|(line, number): (_, usize)| {
                let line = line.map_err(|e| format!("standard input: {e}"))?;
                let input = serde_json::from_str(&line)
                    .map_err(|e| format!("standard input:{number}: expected an object with id and text: {e}"))?;
                Ok(dump(input))
            })
            .collect();
        for dump in dumps? {
            super::write(&mut out, &dump).map_err(shut)?;
        }
    }
    out.flush().map_err(shut)
}

fn dump(input: Input) -> Dump {
    let document = Document::segment(Article::from_text(&input.text));
    let mut tagging = Tagging::begin(&document, Method::Network);
    tagging.advance(&document, usize::MAX);
    let attributions = attribution::link(&document, tagging.candidates(&document));
    let speakers = source::resolve(&document, &attributions);
    let voices = Voices::of(&document, &attributions, &speakers);
    let words = Words::of(&voices, tagging.states());
    let mut points = CodePoints { text: &input.text, byte: 0, point: 0 };
    let starts: Vec<usize> = document.tokens.iter().map(|t| points.at(t.span.start)).collect();
    let token = |start: &usize| starts.binary_search(start).ok();
    let mut points = CodePoints { text: &input.text, byte: 0, point: 0 };
    let sentence = |s: &hearsay::text::Sentence| Sentence {
        span: (points.at(s.span.start), points.at(s.span.end)),
        read: words.stretch(s.tokens.clone()).into(),
    };
    let of_word = |t: usize| words.grammar(t, &document.sentences[document.sentence_of(t)].tokens).into();
    Dump {
        sentences: document.sentences.iter().map(sentence).collect(),
        events: input.events.iter().map(|start| token(start).map(|t| words.event(t).into())).collect(),
        words: input.words.iter().map(|start| token(start).map(of_word)).collect(),
        id: input.id,
    }
}
