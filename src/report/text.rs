//! The report for a person to read in a terminal: who says what, in the order of the text, then the roster.

use std::fmt::{self, Debug, Display, Write};

use super::Report;
use crate::{
    attribution::{Attribution, Occurrence},
    lexicon::Stance,
};

/// What a run of the output is, so that a terminal can colour it; [`fmt::Display`] of a plain terminal shows only the words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Styled<'a> {
    /// A heading.
    Heading(&'a str),
    /// A speaker's name.
    Speaker(&'a str),
    /// A cue.
    Cue(&'a str),
    /// Said in passing: form, share.
    Aside(&'a str),
    /// Anything else.
    Plain(&'a str),
}

impl Display for Styled<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (Self::Heading(s) | Self::Speaker(s) | Self::Cue(s) | Self::Aside(s) | Self::Plain(s)) = self;
        f.write_str(s)
    }
}

/// Writes the report; `style` turns each run into what the terminal shows.
#[must_use]
pub fn text(report: &Report, style: impl Fn(Styled<'_>) -> String) -> String {
    let mut out = String::new();
    if let Some(title) = &report.article.meta.title {
        let _ = writeln!(out, "{}\n", style(Styled::Heading(title)));
    }
    for attribution in &report.attributions {
        let indent = "  ".repeat(report.depth(attribution.id) as usize);
        let cue = report.words(&attribution.cue);
        let _ = writeln!(
            out,
            "{indent}{}{}{}{}",
            style(Styled::Speaker(&speaker(report, attribution))),
            if cue.is_empty() || cue == ":" { String::new() } else { format!(" · {}", style(Styled::Cue(&cue))) },
            style(Styled::Aside(&format!(" · {}", qualities(report, attribution)))),
            style(Styled::Plain(&format!("\n{indent}    {}", report.words(&attribution.content)))),
        );
    }
    if report.attributions.is_empty() {
        let _ = writeln!(out, "Nobody is given the word in this text.");
    }
    roster(report, &style, &mut out);
    out
}

/// The speaker's name, and the words that stand for it where they differ.
fn speaker(report: &Report, attribution: &Attribution) -> String {
    let words = report.words(&attribution.source);
    match report.speaker(attribution.id) {
        Some(source) if source.name == words || words.is_empty() => source.name.clone(),
        Some(source) => format!("{} (“{words}”)", source.name),
        None if words.is_empty() => "Nobody named".to_owned(),
        None => format!("“{words}”, not resolved"),
    }
}

fn qualities(report: &Report, attribution: &Attribution) -> String {
    let name = |value: &dyn Debug| format!("{value:?}").to_lowercase();
    let mut qualities = vec![name(&attribution.form)];
    match attribution.stance {
        Stance::Neutral => {}
        stance => qualities.push(name(&stance)),
    }
    match attribution.occurrence {
        Occurrence::Actual => {}
        Occurrence::Negated => qualities.push("not said".to_owned()),
        Occurrence::Open => qualities.push("not yet, or not surely".to_owned()),
    }
    if attribution.continued.is_some() {
        qualities.push("continued, not for certain".to_owned());
    }
    if !attribution.relayed.is_empty() {
        qualities.push(format!("by way of {}", report.words(&attribution.relayed)));
    }
    qualities.join(", ")
}

fn roster(report: &Report, style: &impl Fn(Styled<'_>) -> String, out: &mut String) {
    let percent = |share: f32| (share * 100.0).round();
    let summary = &report.summary;
    let _ = writeln!(
        out,
        "\n{}",
        style(Styled::Heading(&format!(
            "{} words, {} % attributed, {} by {}",
            summary.words,
            percent(summary.attributed),
            counted(report.attributions.len(), "attribution"),
            counted(report.sources.len(), "source"),
        )))
    );
    for share in &summary.shares {
        let source = &report.sources[share.source.index()];
        let unnamed = if source.named { "" } else { ", unnamed" };
        let _ = writeln!(
            out,
            "{:>4} %  {}{}",
            percent(share.share),
            style(Styled::Speaker(&source.name)),
            style(Styled::Aside(unnamed))
        );
    }
    if report.article.truncated {
        let _ = writeln!(out, "The text is too long: only its first part was read.");
    }
}

fn counted(n: usize, noun: &str) -> String {
    format!("{n} {noun}{}", if n == 1 { "" } else { "s" })
}
