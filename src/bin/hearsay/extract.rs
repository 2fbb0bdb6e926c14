//! `hearsay extract`: the article that is found in a web page.

use std::io::{self, Write};

use clap::Args;
use hearsay::article::{Article, BlockKind, Metadata, extract, snapshot};
use serde::Serialize;

use crate::input;

/// What to extract from, and how to print it.
#[derive(Args)]
pub struct Options {
    /// An HTML file; - for standard input
    file: String,
    /// Read a page as the extension sees it, a `PageSnapshot` in JSON, instead of HTML
    #[arg(long)]
    snapshot: bool,
    /// Print one JSON object: title, byline, published, site, language, url, and the blocks with their kinds
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
struct Found<'a> {
    #[serde(flatten)]
    meta: &'a Metadata,
    truncated: bool,
    blocks: Vec<Line<'a>>,
}

#[derive(Serialize)]
struct Line<'a> {
    kind: BlockKind,
    text: &'a str,
}

/// Runs it.
///
/// # Errors
/// Where the input cannot be read or holds no article, or the output is shut.
pub fn run(options: &Options) -> Result<(), String> {
    let name = &options.file;
    let bytes = input::bytes(name)?;
    let page = if options.snapshot {
        serde_json::from_slice(&bytes).map_err(|e| format!("{}: expected a snapshot: {e}", input::called(name)))?
    } else {
        snapshot(&input::html(&bytes), "")
    };
    let article = extract(&page)
        .map_err(|refusal| format!("{}: expected a page with an article, {refusal}", input::called(name)))?;
    let mut out = io::stdout().lock();
    let written = if options.json { json(&mut out, &article) } else { writeln!(out, "{}", article.text) };
    match written {
        // Whoever reads has seen enough: `hearsay extract page.html | head`.
        Err(e) if e.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        other => other.map_err(|e| format!("standard output: {e}")),
    }
}

fn json(out: &mut impl Write, article: &Article) -> io::Result<()> {
    let blocks = article.blocks.iter().map(|b| Line { kind: b.kind, text: article.slice(b.span) }).collect();
    let found = Found { meta: &article.meta, truncated: article.truncated, blocks };
    serde_json::to_writer_pretty(&mut *out, &found)?;
    writeln!(out)
}
