//! `hearsay dump`: what the network reads of each article, for training. Tokens and features come from the functions that the
//! tagger itself calls, so that training and inference cannot differ.

mod claims;

use std::io::{self, BufRead, BufReader, BufWriter, Write};

use clap::Args;
use hearsay::{
    article::Article,
    document::Document,
    tagger::learnt::{
        features::{self, Features},
        vocabulary,
    },
};
use serde::{Deserialize, Serialize};

/// Reads `{"id", "text"}` a line from standard input; prints first the sizes of the fields, then a line for each article: its
/// tokens in code points, their sentences, blocks and words, the windows, and the ids of each field.
#[derive(Args)]
pub struct Options {
    /// The input and the output are JSON lines
    #[arg(long, required = true)]
    jsonl: bool,
    /// What the heads of claims read instead: of each sentence, and of the words at the places named by "events" and "words"
    #[arg(long)]
    claims: bool,
}

#[derive(Deserialize)]
struct Input {
    id: String,
    text: String,
}

#[derive(Serialize)]
struct Head {
    fields: Vec<(&'static str, usize)>,
}

#[derive(Serialize)]
struct Dump<'a> {
    id: &'a str,
    tokens: Vec<(usize, usize)>,
    sentences: Vec<usize>,
    blocks: Vec<usize>,
    words: Vec<String>,
    windows: Vec<(usize, usize)>,
    rows: Vec<features::Row>,
}

/// Runs it.
///
/// # Errors
/// Where a line is no article, or the output is shut.
pub fn run(options: &Options) -> Result<(), String> {
    if options.claims {
        return claims::run();
    }
    let mut out = BufWriter::new(io::stdout().lock());
    let shut = |e: io::Error| format!("standard output: {e}");
    write(&mut out, &Head { fields: features::FIELDS.to_vec() }).map_err(shut)?;
    for (line, number) in BufReader::new(io::stdin().lock()).lines().zip(1..) {
        let line = line.map_err(|e| format!("standard input: {e}"))?;
        let input: Input = serde_json::from_str(&line)
            .map_err(|e| format!("standard input:{number}: expected an object with id and text: {e}"))?;
        write(&mut out, &dump(&input)).map_err(shut)?;
    }
    out.flush().map_err(shut)
}

fn write(out: &mut impl Write, line: &impl Serialize) -> io::Result<()> {
    serde_json::to_writer(&mut *out, line)?;
    writeln!(out)
}

fn dump(input: &Input) -> Dump<'_> {
    let document = Document::segment(Article::from_text(&input.text));
    let mut points = CodePoints { text: &input.text, byte: 0, point: 0 };
    let Features { rows, windows, .. } = Features::of(&document);
    let range = 0..document.tokens.len();
    let word = |token| {
        let mut key = String::new();
        vocabulary::key(&document, token, &mut key);
        key
    };
    let sentences: Vec<usize> = range.clone().map(|t| document.sentence_of(t)).collect();
    Dump {
        id: &input.id,
        tokens: document.tokens.iter().map(|t| (points.at(t.span.start), points.at(t.span.end))).collect(),
        blocks: sentences.iter().map(|&s| document.sentences[s].block).collect(),
        sentences,
        words: range.map(word).collect(),
        windows: windows.into_iter().map(|w| (w.start, w.end)).collect(),
        rows,
    }
}

/// Counts code points up to bytes that ascend.
struct CodePoints<'a> {
    text: &'a str,
    byte: usize,
    point: usize,
}

impl CodePoints<'_> {
    fn at(&mut self, byte: u32) -> usize {
        let byte = byte as usize;
        self.point += self.text[self.byte..byte].chars().count();
        self.byte = byte;
        self.point
    }
}
