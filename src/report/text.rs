//! The report for a person to read in a terminal: who says what, in the order of the text, then the roster and the notices.

use std::fmt::{self, Display, Write};

use super::{
    Report, TOLD, Wording,
    export::{about, percent, qualities, unresolved},
};
use crate::{attribution::Attribution, span::AttributionId};

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
    let wording = Wording::english();
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
            // The cue tells the act.
            style(Styled::Aside(&format!(" · {}", qualities(report, attribution, wording)[1..].join(" · ")))),
            style(Styled::Plain(&format!("\n    {}", report.words(&attribution.content)))),
        );
    }
    if report.attributions.is_empty() {
        let _ = writeln!(out, "{}", wording.say("state_nothing"));
    }
    roster(report, wording, &style, &mut out);
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
        None => unresolved(&words, Wording::english()),
    }
}

fn roster(report: &Report, wording: &Wording, style: &impl Fn(Styled<'_>) -> String, out: &mut String) {
    let summary = &report.summary;
    let counts = [
        counted("attributions", report.attributions.len(), wording),
        counted("sources", report.sources.len(), wording),
        percent(summary.attributed),
    ];
    let sums = wording.fill("summary", &counts.each_ref().map(String::as_str));
    let _ = writeln!(out, "\n{}", style(Styled::Heading(&sums)));
    for share in &summary.shares {
        let source = &report.sources[share.source.index()];
        let _ = writeln!(
            out,
            "{:>5}  {}{}",
            percent(share.share),
            style(Styled::Speaker(&source.name)),
            style(Styled::Aside(&format!(" · {}", about(source, wording).join(" · "))))
        );
    }
    let naming = &summary.naming;
    let parts = [
        ("naming_named", naming.named),
        ("naming_unnamed", naming.unnamed),
        ("naming_vague", naming.vague),
        ("speaker_unknown", naming.unknown),
        ("share_own", naming.own),
    ];
    let parts = parts.into_iter().filter(|(_, part)| part.words > 0);
    let parts: Vec<String> = parts.map(|(key, part)| format!("{} {}", percent(part.share), wording.say(key))).collect();
    if !parts.is_empty() {
        let _ = writeln!(out, "\n{}", style(Styled::Aside(&parts.join(", "))));
    }
    for notice in &summary.notices {
        let _ = writeln!(out, "! {}", style(Styled::Plain(&notice.told(report, wording))));
    }
    if report.article.truncated {
        let _ = writeln!(out, "{}", wording.say("notice_truncated"));
    }
}

fn counted(things: &str, count: usize, wording: &Wording) -> String {
    // The command speaks English, which has these two forms.
    let form = if count == 1 { "one" } else { "other" };
    wording.fill(&format!("count_{things}_{form}"), &[&count.to_string()])
}
