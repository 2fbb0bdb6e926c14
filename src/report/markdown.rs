//! The report as notes in CommonMark: what is worth noticing, the sources, what is claimed, who says what.
//!
//! The article's words stand in block quotations, with every character escaped that could be more than itself, in CommonMark or in
//! what editors add to it: nothing in them is a link, a picture or a heading. The only links are those to the article itself.

use std::fmt::Write;

use super::{
    Report, address,
    export::{IMPRINT, line, naming, percent, qualities, traits, value, whose, word_of},
    fragment::Fragments,
};
use crate::span::Span;

pub(super) fn write(report: &Report) -> String {
    let mut out = String::new();
    head(&mut out, report);
    notices(&mut out, report);
    sources(&mut out, report);
    let fragments = Fragments::of(&report.article.text);
    claims(&mut out, report, &fragments);
    attributions(&mut out, report, &fragments);
    let _ = writeln!(out, "---\n\n{}", escaped(IMPRINT));
    out
}

fn head(out: &mut String, report: &Report) {
    let meta = &report.article.meta;
    let title = meta.title.as_deref().unwrap_or("An article");
    let _ = writeln!(out, "# {}\n", escaped(title));
    let by = [&meta.byline, &meta.site, &meta.published].into_iter().flatten().map(|s| escaped(s));
    let by: Vec<String> = by.filter(|s| !s.is_empty()).collect();
    if !by.is_empty() {
        let _ = writeln!(out, "{}\n", by.join(" · "));
    }
    if let Some(address) = address::of(report) {
        let _ = writeln!(out, "[The article](<{}>)\n", destination(address));
    }
    let summary = &report.summary;
    let _ = writeln!(out, "{} words, {} attributed.\n", summary.words, percent(summary.attributed));
}

fn notices(out: &mut String, report: &Report) {
    if report.summary.notices.is_empty() {
        return;
    }
    let _ = writeln!(out, "## Worth noticing\n");
    for notice in &report.summary.notices {
        let _ = writeln!(out, "* {}", escaped(&notice.sentence(report)));
    }
    out.push('\n');
}

fn sources(out: &mut String, report: &Report) {
    if report.sources.is_empty() {
        return;
    }
    let _ = writeln!(out, "## Sources\n");
    for share in &report.summary.shares {
        let source = &report.sources[share.source.index()];
        let kind = source.kind.map(value).unwrap_or_default();
        let about: Vec<String> = [kind, naming(Some(source))].into_iter().filter(|s| !s.is_empty()).collect();
        let _ = writeln!(out, "* **{}** ({}): {}", escaped(&source.name), about.join(", "), percent(share.share));
    }
    out.push('\n');
}

fn claims(out: &mut String, report: &Report, fragments: &Fragments) {
    let ranked = report.ranked();
    if !ranked.is_empty() {
        let _ = writeln!(out, "## What is claimed\n");
    }
    for claim in ranked {
        let _ = writeln!(out, "**{}** · {}\n", escaped(&word_of(report, claim)), escaped(&traits(claim)));
        said(out, report, fragments, &[claim.span]);
    }
}

fn attributions(out: &mut String, report: &Report, fragments: &Fragments) {
    if !report.attributions.is_empty() {
        let _ = writeln!(out, "## Who says what\n");
    }
    for attribution in report.told() {
        let cue = report.words(&attribution.cue);
        let cue = if cue.is_empty() { String::new() } else { format!(" · *{}*", escaped(&cue)) };
        let qualities = escaped(&qualities(report, attribution));
        let _ = writeln!(out, "**{}**{cue} · {qualities}\n", escaped(&whose(report, attribution.id)));
        said(out, report, fragments, &attribution.content);
    }
}

/// The words as a block quotation, and the way to them.
fn said(out: &mut String, report: &Report, fragments: &Fragments, spans: &[Span]) {
    let _ = writeln!(out, "> {}\n", escaped(&report.words(spans)));
    if let Some(to) = address::to(report, fragments, spans[0]) {
        let _ = writeln!(out, "[In the article](<{}>)\n", destination(&to));
    }
}

/// `words` as one line of plain text, in CommonMark and its kin.
fn escaped(words: &str) -> String {
    let words = line(words);
    let mut out = String::with_capacity(words.len() * 5 / 4);
    for c in words.chars() {
        if c.is_ascii_punctuation() && !matches!(c, ',' | '\'' | '"' | '?' | ';' | '%') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// An address between `<` and `>`, where CommonMark reads entities.
fn destination(address: &str) -> String {
    address.replace('&', "&amp;")
}
