//! The report as notes in CommonMark: what is worth noticing, the sources, what is claimed, who says what.
//!
//! The article's words stand in block quotations, with every mark escaped that could be more than itself where it stands, in CommonMark or in
//! what editors add to it: nothing in them is a link, a picture or a heading. The only links are those to the article itself.

use std::fmt::Write;

use super::{
    Report, Wording, address,
    export::{about, imprint, line, percent, qualities, traits, whose, word_of},
    fragment::Fragments,
};
use crate::span::Span;

pub(super) fn write(report: &Report, wording: &Wording) -> String {
    let mut out = String::new();
    head(&mut out, report, wording);
    notices(&mut out, report, wording);
    sources(&mut out, report, wording);
    let fragments = Fragments::of(&report.article.text);
    claims(&mut out, report, wording, &fragments);
    attributions(&mut out, report, wording, &fragments);
    let _ = writeln!(out, "---\n\n{}", escaped(&imprint(wording)));
    out
}

fn head(out: &mut String, report: &Report, wording: &Wording) {
    let meta = &report.article.meta;
    let title = meta.title.as_deref().unwrap_or_else(|| wording.say("export_untitled"));
    let _ = writeln!(out, "# {}\n", escaped(title));
    let by = [&meta.byline, &meta.site, &meta.published].into_iter().flatten().map(|s| escaped(s));
    let by: Vec<String> = by.filter(|s| !s.is_empty()).collect();
    if !by.is_empty() {
        let _ = writeln!(out, "{}\n", by.join(" · "));
    }
    if let Some(address) = address::of(report) {
        let _ = writeln!(out, "[{}](<{}>)\n", escaped(wording.say("export_article")), destination(address));
    }
    let summary = &report.summary;
    let counts = [summary.words.to_string(), percent(summary.attributed)];
    let _ = writeln!(out, "{}\n", escaped(&wording.fill("export_counts", &counts.each_ref().map(String::as_str))));
}

fn notices(out: &mut String, report: &Report, wording: &Wording) {
    if report.summary.notices.is_empty() {
        return;
    }
    heading(out, wording, "export_notices");
    for notice in &report.summary.notices {
        let _ = writeln!(out, "* {}", escaped(&notice.told(report, wording)));
    }
    out.push('\n');
}

fn sources(out: &mut String, report: &Report, wording: &Wording) {
    if report.sources.is_empty() {
        return;
    }
    heading(out, wording, "heading_sources");
    for share in &report.summary.shares {
        let source = &report.sources[share.source.index()];
        let about = about(source, wording).join(", ");
        let _ = writeln!(out, "* **{}** ({}): {}", escaped(&source.name), escaped(&about), percent(share.share));
    }
    out.push('\n');
}

fn claims(out: &mut String, report: &Report, wording: &Wording, fragments: &Fragments) {
    let ranked = report.ranked();
    if !ranked.is_empty() {
        heading(out, wording, "heading_claims");
    }
    for claim in ranked {
        let (whose, traits) = (escaped(&word_of(report, claim, wording)), escaped(&traits(claim, wording)));
        let _ = writeln!(out, "**{whose}** · {traits}\n");
        said(out, report, wording, fragments, &[claim.span]);
    }
}

fn attributions(out: &mut String, report: &Report, wording: &Wording, fragments: &Fragments) {
    if !report.attributions.is_empty() {
        heading(out, wording, "export_sayings");
    }
    for attribution in report.told() {
        let cue = report.words(&attribution.cue);
        let cue = if cue.is_empty() { String::new() } else { format!(" · *{}*", escaped(&cue)) };
        let qualities = escaped(&qualities(report, attribution, wording).join(" · "));
        let _ = writeln!(out, "**{}**{cue} · {qualities}\n", escaped(&whose(report, attribution.id, wording)));
        said(out, report, wording, fragments, &attribution.content);
    }
}

fn heading(out: &mut String, wording: &Wording, key: &str) {
    let _ = writeln!(out, "## {}\n", escaped(wording.say(key)));
}

/// The words as a block quotation, and the way to them.
fn said(out: &mut String, report: &Report, wording: &Wording, fragments: &Fragments, spans: &[Span]) {
    let _ = writeln!(out, "> {}\n", escaped(&report.words(spans)));
    if let Some(to) = address::to(report, fragments, spans[0]) {
        let _ = writeln!(out, "[{}](<{}>)\n", escaped(wording.say("export_place")), destination(&to));
    }
}

/// `words` as one line of plain text, in CommonMark and its kin.
fn escaped(words: &str) -> String {
    let words = line(words);
    let mut out = String::with_capacity(words.len() * 5 / 4);
    // As long as this holds, a mark would make a list of the line.
    let mut is_number = true;
    let mut before = ' ';
    let mut rest = words.chars().peekable();
    while let Some(c) = rest.next() {
        if c.is_ascii_punctuation() && !is_plain(c, before, rest.peek().copied().unwrap_or(' '), is_number) {
            out.push('\\');
        }
        out.push(c);
        is_number &= c.is_ascii_digit();
        before = c;
    }
    out
}

/// Whether a mark is no more than itself between what stands before and behind it. Notes are read as they are too, and a backslash at every
/// full stop is in the way.
fn is_plain(mark: char, before: char, behind: char, is_number: bool) -> bool {
    let between = |of: fn(char) -> bool| of(before) && of(behind);
    match mark {
        ',' | '\'' | '"' | '?' | ';' | '%' | '!' | '/' | '(' => true,
        ')' => !is_number,
        // Addresses become links by these two.
        '.' => !is_number && (!behind.is_alphanumeric() || between(|c| c.is_ascii_digit())),
        ':' => before.is_alphanumeric() && behind == ' ' || between(|c| c.is_ascii_digit()),
        '-' => between(char::is_alphanumeric),
        _ => false,
    }
}

/// An address between `<` and `>`, where CommonMark reads entities.
fn destination(address: &str) -> String {
    address.replace('&', "&amp;")
}
