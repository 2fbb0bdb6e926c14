//! `hearsay analyze`: who says what, in a text, a page, or an archive of texts.

use std::io::{self, BufRead, IsTerminal, Write};

use anstyle::{AnsiColor, Style};
use clap::{Args, ValueEnum};
use hearsay::{
    Analyzer,
    article::{Article, admit, extract, snapshot},
    report::{Export, Report, Styled, Wording, json, marked, text},
    tagger::Method,
};
use rayon::prelude::*;
use serde::Deserialize;

use crate::input;

/// How many articles of an archive are held at a time: enough to keep every core at work, few enough for any memory.
const BATCH: usize = 256;

/// What to analyse, and how to print it.
#[derive(Args)]
pub struct Options {
    /// A text; - or nothing for standard input
    #[arg(default_value = "-")]
    file: String,
    /// The input is a web page: find its article first
    #[arg(long)]
    html: bool,
    /// Where the page or the text stands, for the links of an export; what a page declares goes before it
    #[arg(long, value_name = "ADDRESS", conflicts_with = "jsonl")]
    url: Option<String>,
    /// The input is an archive, {"id": ..., "text": "..."} a line; writes one JSON report a line, in the same order
    #[arg(long, conflicts_with_all = ["html", "format"])]
    jsonl: bool,
    /// What finds the spans: a small trained network, as in the extension, or rules, which find less and can say why
    #[arg(long, value_enum, default_value = "network")]
    tagger: Tagger,
    /// text for reading; json as docs/report.md describes it; marked for the article with its marks; csv, markdown, html, annotations
    /// (W3C Web Annotation) and claimreview (drafts for schema.org) as the extension exports them
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Json,
    Marked,
    Csv,
    Markdown,
    Html,
    Annotations,
    Claimreview,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Tagger {
    Network,
    Rules,
}

impl Options {
    fn analyzer(&self) -> Analyzer {
        Analyzer::by(match self.tagger {
            Tagger::Network => Method::Network,
            Tagger::Rules => Method::Rules,
        })
    }
}

/// Runs it.
///
/// # Errors
/// Where the input cannot be read; the message names the file, the line and what was expected.
pub fn run(options: &Options) -> Result<(), String> {
    let mut out = io::stdout().lock();
    let written = if options.jsonl { archive(options, &mut out) } else { one(options, &mut out) };
    match written {
        Err(Fault::Output(e)) if e.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        Err(Fault::Output(e)) => Err(format!("standard output: {e}")),
        Err(Fault::Input(message)) => Err(message),
        Ok(()) => Ok(()),
    }
}

enum Fault {
    Input(String),
    Output(io::Error),
}

impl From<io::Error> for Fault {
    fn from(error: io::Error) -> Self {
        Self::Output(error)
    }
}

fn one(options: &Options, out: &mut impl Write) -> Result<(), Fault> {
    let report = options.analyzer().analyze(article(options).map_err(Fault::Input)?);
    match options.format {
        Format::Text => write!(out, "{}", text(&report, styled()))?,
        Format::Json => write!(out, "{}", json(&report, None))?,
        Format::Marked => write!(out, "{}", marked(&report))?,
        Format::Csv => write!(out, "{}", Export::Csv.write(&report, Wording::english()))?,
        Format::Markdown => write!(out, "{}", Export::Markdown.write(&report, Wording::english()))?,
        Format::Html => write!(out, "{}", Export::Html.write(&report, Wording::english()))?,
        Format::Annotations => write!(out, "{}", Export::Annotations.write(&report, Wording::english()))?,
        Format::Claimreview => write!(out, "{}", Export::ClaimReview.write(&report, Wording::english()))?,
    }
    Ok(())
}

fn article(options: &Options) -> Result<Article, String> {
    let bytes = input::bytes(&options.file)?;
    let called = input::called(&options.file);
    let url = options.url.as_deref().unwrap_or_default();
    if options.html {
        return extract(&snapshot(&input::html(&bytes), url))
            .and_then(admit)
            .map_err(|refusal| format!("{called}: expected a page with an article, {refusal}"));
    }
    let text = std::str::from_utf8(&bytes).map_err(|e| {
        let line = bytes[..e.valid_up_to()].iter().filter(|b| **b == b'\n').count() + 1;
        format!("{called}: line {line}: expected UTF-8 text")
    })?;
    let mut article = Article::from_text(text);
    article.meta.url = options.url.clone();
    Ok(article)
}

#[derive(Deserialize)]
struct Line {
    id: serde_json::Value,
    text: String,
}

/// Batches keep the order and bound the memory; within one, every core takes part.
fn archive(options: &Options, out: &mut impl Write) -> Result<(), Fault> {
    let name = &options.file;
    let analyzer = options.analyzer();
    let called = input::called(name);
    let reader = input::reader(name).map_err(Fault::Input)?;
    let mut lines = reader.lines().enumerate().peekable();
    while lines.peek().is_some() {
        let batch: Vec<_> = lines.by_ref().take(BATCH).collect();
        let reports: Vec<_> = batch.into_par_iter().map(|(i, line)| report_of(analyzer, called, i + 1, line)).collect();
        for report in reports {
            if let Some(report) = report.map_err(Fault::Input)? {
                writeln!(out, "{report}")?;
            }
        }
    }
    Ok(())
}

/// The report of one line; none for an empty one.
fn report_of(
    analyzer: Analyzer,
    called: &str,
    number: usize,
    line: io::Result<String>,
) -> Result<Option<String>, String> {
    let line = line.map_err(|e| format!("{called}: line {number}: expected UTF-8 text: {e}"))?;
    if line.trim().is_empty() {
        return Ok(None);
    }
    let line: Line = serde_json::from_str(&line)
        .map_err(|e| format!("{called}: line {number}: expected {{\"id\": ..., \"text\": \"...\"}}: {e}"))?;
    let report: Report = analyzer.analyze(Article::from_text(&line.text));
    Ok(Some(json(&report, Some(&line.id))))
}

/// Colours for a terminal, none for a file or a pipe; `NO_COLOR` is honoured.
fn styled() -> impl Fn(Styled<'_>) -> String {
    let colour =
        io::stdout().is_terminal() && anstream::AutoStream::choice(&io::stdout()) != anstream::ColorChoice::Never;
    move |run| {
        let style = match run {
            Styled::Heading(_) => Style::new().bold(),
            Styled::Speaker(_) => Style::new().bold().fg_color(Some(AnsiColor::Cyan.into())),
            Styled::Cue(_) => Style::new().italic(),
            Styled::Aside(_) => Style::new().dimmed(),
            Styled::Plain(_) => Style::new(),
        };
        if colour { format!("{style}{run}{style:#}") } else { run.to_string() }
    }
}
