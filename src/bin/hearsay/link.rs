//! `hearsay link`: what the linker makes of spans that are given, so that it can be measured without the tagger's faults.

use std::io::{self, BufRead, BufWriter, Write};

use clap::Args;
use hearsay::{
    article::Article,
    document::Document,
    report::json,
    report_of,
    span::Span,
    tagger::learnt::{Part, Tagged, tie},
};
use serde::Deserialize;

use crate::input;

/// Reads `{"id", "text", "attributions": [{"source": [[start, end]], "cue": [...], "content": [...]}]}` a line, in code points, forgets
/// which spans belong together, and writes the report that the linker makes of them.
#[derive(Args)]
pub struct Options {
    /// The articles; - or nothing for standard input
    #[arg(default_value = "-")]
    file: String,
}

#[derive(Deserialize)]
struct Line {
    id: serde_json::Value,
    text: String,
    attributions: Vec<Given>,
}

#[derive(Deserialize)]
struct Given {
    source: Vec<[usize; 2]>,
    cue: Vec<[usize; 2]>,
    content: Vec<[usize; 2]>,
}

/// Runs it.
///
/// # Errors
/// Where a line is no such article, or the output is shut.
pub fn run(options: &Options) -> Result<(), String> {
    let mut out = BufWriter::new(io::stdout().lock());
    let called = input::called(&options.file);
    for (line, number) in input::reader(&options.file)?.lines().zip(1..) {
        let line = line.map_err(|e| format!("{called}: line {number}: expected UTF-8 text: {e}"))?;
        let line: Line = serde_json::from_str(&line)
            .map_err(|e| format!("{called}: line {number}: expected id, text and attributions: {e}"))?;
        writeln!(out, "{}", linked(&line)).map_err(|e| format!("standard output: {e}"))?;
    }
    out.flush().map_err(|e| format!("standard output: {e}"))
}

fn linked(line: &Line) -> String {
    let document = Document::segment(Article::from_text(&line.text));
    json(&report_of(&document, tie(&document, &spans(line, &document))), Some(&line.id))
}

fn spans(line: &Line, document: &Document) -> Vec<Tagged> {
    let mut bytes: Vec<usize> = line.text.char_indices().map(|(byte, _)| byte).collect();
    bytes.push(line.text.len());
    // An index beyond the text means its end.
    let byte = |point: usize| bytes[point.min(bytes.len() - 1)];
    let parts = line
        .attributions
        .iter()
        .flat_map(|given| [(Part::Source, &given.source), (Part::Cue, &given.cue), (Part::Content, &given.content)]);
    let tagged = parts.flat_map(|(part, ranges)| ranges.iter().map(move |&[start, end]| (part, start, end.max(start))));
    let mut spans: Vec<Tagged> = tagged
        .map(|(part, start, end)| Tagged {
            part,
            tokens: document.tokens_in(Span::new(byte(start), byte(end))),
            sure: 1.0,
        })
        .filter(|span| !span.tokens.is_empty())
        .collect();
    spans.sort_by_key(|span| (span.tokens.start, span.tokens.end));
    spans
}
