//! The report for a person to read in a terminal: who says what, in the order of the text, then the roster and the notices.

use std::fmt::{self, Debug, Display, Write};

use super::{Report, TOLD};
use crate::{
    attribution::{Attribution, Occurrence},
    lexicon::Stance,
    span::AttributionId,
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
    for attribution in report.told() {
        let _ = writeln!(
            out,
            "{}{}{}{}",
            chain(report, attribution, &style),
            says(report, attribution, &style),
            style(Styled::Aside(&format!(" · {}", qualities(report, attribution)))),
            style(Styled::Plain(&format!("\n    {}", report.words(&attribution.content)))),
        );
    }
    if report.attributions.is_empty() {
        let _ = writeln!(out, "Nobody is given the word in this text.");
    }
    roster(report, &style, &mut out);
    out
}

/// Who passes it on, the outermost first: `the institute · noted that · `.
fn chain(report: &Report, attribution: &Attribution, style: &impl Fn(Styled<'_>) -> String) -> String {
    let link = |id: AttributionId| {
        let holder = &report.attributions[id.index()];
        let that = report.words(&holder.content[..1]).get(..5).is_some_and(|c| c.eq_ignore_ascii_case("that "));
        let that = if that { style(Styled::Cue(" that")) } else { String::new() };
        format!("{}{that} · ", says(report, holder, style))
    };
    let mut links: Vec<String> = report.holders(attribution.id).take(TOLD).map(link).collect();
    links.reverse();
    links.concat()
}

/// Who says it, and the words that say so: `Mara Lind (“She”) · added`.
fn says(report: &Report, attribution: &Attribution, style: &impl Fn(Styled<'_>) -> String) -> String {
    let cue = report.words(&attribution.cue);
    let cue = if cue.is_empty() || cue == ":" { String::new() } else { format!(" · {}", style(Styled::Cue(&cue))) };
    format!("{}{cue}", style(Styled::Speaker(&speaker(report, attribution))))
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
    let naming = &summary.naming;
    let parts = [
        ("named", naming.named),
        ("unnamed", naming.unnamed),
        ("vague", naming.vague),
        ("not known whose", naming.unknown),
        ("the article’s own words", naming.own),
    ];
    let parts = parts.into_iter().filter(|(_, part)| part.words > 0);
    let parts: Vec<String> = parts.map(|(name, part)| format!("{} % {name}", percent(part.share))).collect();
    if !parts.is_empty() {
        let _ = writeln!(out, "\n{}", style(Styled::Aside(&parts.join(", "))));
    }
    for notice in &summary.notices {
        let _ = writeln!(out, "! {}", style(Styled::Plain(&notice.sentence(report))));
    }
    if report.article.truncated {
        let _ = writeln!(out, "The text is too long: only its first part was read.");
    }
}

fn counted(n: usize, noun: &str) -> String {
    format!("{n} {noun}{}", if n == 1 { "" } else { "s" })
}
