//! The report as one page to be read, printed and passed on. It needs nothing else, and its own policy lets it ask for nothing.

use std::fmt::Write;

use super::{
    Report, address,
    export::{IMPRINT, line, naming, percent, qualities, traits, value, whose, word_of},
    fragment::Fragments,
};
use crate::span::Span;

/// The icon is empty, since a browser would ask a server for one.
const HEAD: &str = r#"<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<meta name="referrer" content="no-referrer">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="data:,">
<style>
body { max-width: 42rem; margin: 2.5rem auto; padding: 0 1rem; font: 1rem/1.5 Georgia, serif; overflow-wrap: anywhere; }
h1 { margin-bottom: 0.25rem; font-size: 1.6rem; line-height: 1.2; }
h2 { margin-top: 2.25rem; font-size: 1.15rem; }
h1, h2, .about, table, footer { font-family: system-ui, sans-serif; }
.about, footer { font-size: 0.85rem; opacity: 0.75; }
table { width: 100%; border-collapse: collapse; font-size: 0.9rem; }
th, td { padding: 0.3rem 0.6rem 0.3rem 0; border-bottom: 1px solid #8886; text-align: start; vertical-align: top; }
td.share { text-align: end; white-space: nowrap; }
ol { padding: 0; list-style: none; }
li.says { margin: 1.25rem 0; }
blockquote { margin: 0.25rem 0; padding-inline-start: 0.9rem; border-inline-start: 3px solid #8886; }
footer { margin-top: 3rem; }
@media print { body { margin: 0; max-width: none; } li.says, tr { break-inside: avoid; } h2 { break-after: avoid; } }
</style>
"#;

pub(super) fn write(report: &Report) -> String {
    let mut out = HEAD.to_owned();
    let title = report.article.meta.title.as_deref().unwrap_or("An article");
    let _ = writeln!(out, "<title>Who says what: {}</title>\n</head>\n<body>\n<main>", escaped(title));
    let _ = writeln!(out, "<h1>{}</h1>", quoted(title));
    head(&mut out, report);
    notices(&mut out, report);
    sources(&mut out, report);
    let fragments = Fragments::of(&report.article.text);
    claims(&mut out, report, &fragments);
    attributions(&mut out, report, &fragments);
    let _ = writeln!(out, "</main>\n<footer><p>{}</p></footer>\n</body>\n</html>", escaped(IMPRINT));
    out
}

fn head(out: &mut String, report: &Report) {
    let meta = &report.article.meta;
    let summary = &report.summary;
    let mut about: Vec<String> =
        [&meta.byline, &meta.site, &meta.published].into_iter().flatten().map(|s| quoted(s)).collect();
    if let Some(address) = address::of(report) {
        about.push(link(address, "the article"));
    }
    about.push(format!("{} words, {} attributed", summary.words, percent(summary.attributed)));
    let _ = writeln!(out, "<p class=\"about\">{}</p>", about.join(" · "));
}

fn notices(out: &mut String, report: &Report) {
    if report.summary.notices.is_empty() {
        return;
    }
    let _ = writeln!(out, "<h2>Worth noticing</h2>\n<ul>");
    for notice in &report.summary.notices {
        let _ = writeln!(out, "<li>{}</li>", quoted(&notice.sentence(report)));
    }
    let _ = writeln!(out, "</ul>");
}

fn sources(out: &mut String, report: &Report) {
    if report.sources.is_empty() {
        return;
    }
    let _ =
        writeln!(out, "<h2>Sources</h2>\n<table>\n<tr><th>source</th><th>kind</th><th>naming</th><th>share</th></tr>");
    for share in &report.summary.shares {
        let source = &report.sources[share.source.index()];
        let kind = source.kind.map(value).unwrap_or_default();
        let _ = writeln!(
            out,
            "<tr><td>{}</td><td>{kind}</td><td>{}</td><td class=\"share\">{}</td></tr>",
            quoted(&source.name),
            naming(Some(source)),
            percent(share.share),
        );
    }
    let _ = writeln!(out, "</table>");
}

fn claims(out: &mut String, report: &Report, fragments: &Fragments) {
    let ranked = report.ranked();
    if ranked.is_empty() {
        return;
    }
    let _ = writeln!(out, "<h2>What is claimed</h2>\n<ol>");
    for claim in ranked {
        let about = quoted(&traits(claim)) + &way(report, fragments, claim.span);
        says(out, &quoted(&word_of(report, claim)), &report.words(&[claim.span]), &about);
    }
    let _ = writeln!(out, "</ol>");
}

fn attributions(out: &mut String, report: &Report, fragments: &Fragments) {
    if report.attributions.is_empty() {
        return;
    }
    let _ = writeln!(out, "<h2>Who says what</h2>\n<ol>");
    for attribution in report.told() {
        let cue = report.words(&attribution.cue);
        let cue = if cue.is_empty() { String::new() } else { format!(" · <em>{}</em>", quoted(&cue)) };
        let about = quoted(&qualities(report, attribution)) + &way(report, fragments, attribution.content[0]);
        says(out, &(quoted(&whose(report, attribution.id)) + &cue), &report.words(&attribution.content), &about);
    }
    let _ = writeln!(out, "</ol>");
}

/// One entry: who, in markup of ours; the words, as the article has them; what there is to know of them, in markup of ours.
fn says(out: &mut String, who: &str, words: &str, about: &str) {
    let (words, class) = (quoted(words), "class=\"about\"");
    let _ = writeln!(
        out,
        "<li class=\"says\"><strong>{who}</strong>\n<blockquote>{words}</blockquote>\n<div {class}>{about}</div></li>"
    );
}

fn way(report: &Report, fragments: &Fragments, span: Span) -> String {
    let to = address::to(report, fragments, span);
    to.map(|to| format!(" · {}", link(&to, "in the article"))).unwrap_or_default()
}

/// Only ever to the article; a reader must press it.
fn link(address: &str, words: &str) -> String {
    format!("<a href=\"{}\" rel=\"noopener noreferrer\" target=\"_blank\">{words}</a>", escaped(address))
}

/// Words of the article, kept from reordering ours.
fn quoted(words: &str) -> String {
    format!("<bdi dir=\"auto\">{}</bdi>", escaped(words))
}

fn escaped(words: &str) -> String {
    let mut out = String::with_capacity(words.len() * 9 / 8);
    for c in line(words).chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}
