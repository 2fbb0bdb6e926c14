//! The report as one page to be read, printed and passed on. It needs nothing else, and its own policy lets it ask for nothing.

use std::fmt::Write;

use super::{
    Report, Wording, address,
    export::{imprint, line, percent, qualities, traits, whose, word_of},
    fragment::Fragments,
};
use crate::{claim::Sourcing, span::Span};

/// The icon is empty, since a browser would ask a server for one.
const HEAD: &str = r#"<head>
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

pub(super) fn write(report: &Report, wording: &Wording) -> String {
    let mut out = format!("<!doctype html>\n<html lang=\"{}\">\n{HEAD}", escaped(wording.say("language")));
    let title = report.article.meta.title.as_deref().unwrap_or_else(|| wording.say("export_untitled"));
    let about = escaped(wording.say("export_sayings"));
    let _ = writeln!(out, "<title>{about}: {}</title>\n</head>\n<body>\n<main>", escaped(title));
    let _ = writeln!(out, "<h1>{}</h1>", quoted(title));
    head(&mut out, report, wording);
    notices(&mut out, report, wording);
    sources(&mut out, report, wording);
    let fragments = Fragments::of(&report.article.text);
    claims(&mut out, report, wording, &fragments);
    attributions(&mut out, report, wording, &fragments);
    let _ = writeln!(out, "</main>\n<footer><p>{}</p></footer>\n</body>\n</html>", escaped(&imprint(wording)));
    out
}

fn head(out: &mut String, report: &Report, wording: &Wording) {
    let meta = &report.article.meta;
    let summary = &report.summary;
    let mut about: Vec<String> =
        [&meta.byline, &meta.site, &meta.published].into_iter().flatten().map(|s| quoted(s)).collect();
    if let Some(address) = address::of(report) {
        about.push(link(address, wording.say("export_article")));
    }
    let counts = [summary.words.to_string(), percent(summary.attributed)];
    about.push(escaped(&wording.fill("export_counts", &counts.each_ref().map(String::as_str))));
    let _ = writeln!(out, "<p class=\"about\">{}</p>", about.join(" · "));
}

fn notices(out: &mut String, report: &Report, wording: &Wording) {
    if report.summary.notices.is_empty() {
        return;
    }
    heading(out, wording, "export_notices");
    let _ = writeln!(out, "<ul>");
    for notice in &report.summary.notices {
        let _ = writeln!(out, "<li>{}</li>", quoted(&notice.told(report, wording)));
    }
    let _ = writeln!(out, "</ul>");
}

fn sources(out: &mut String, report: &Report, wording: &Wording) {
    if report.sources.is_empty() {
        return;
    }
    heading(out, wording, "heading_sources");
    let columns = ["legend_source", "axis_claim", "axis_sourcing", "export_share"];
    let columns: String = columns.iter().map(|key| format!("<th>{}</th>", escaped(wording.say(key)))).collect();
    let _ = writeln!(out, "<table>\n<tr>{columns}</tr>");
    for share in &report.summary.shares {
        let source = &report.sources[share.source.index()];
        let kind = source.kind.map(|kind| wording.name("kind", kind)).unwrap_or_default();
        let _ = writeln!(
            out,
            "<tr><td>{}</td><td>{}</td><td>{}</td><td class=\"share\">{}</td></tr>",
            quoted(&source.name),
            escaped(&kind),
            escaped(&wording.name("naming", Sourcing::by(source))),
            percent(share.share),
        );
    }
    let _ = writeln!(out, "</table>");
}

fn claims(out: &mut String, report: &Report, wording: &Wording, fragments: &Fragments) {
    let ranked = report.ranked();
    if ranked.is_empty() {
        return;
    }
    heading(out, wording, "heading_claims");
    let _ = writeln!(out, "<ol>");
    for claim in ranked {
        let about = quoted(&traits(claim, wording)) + &way(report, wording, fragments, claim.span);
        says(out, &quoted(&word_of(report, claim, wording)), &report.words(&[claim.span]), &about);
    }
    let _ = writeln!(out, "</ol>");
}

fn attributions(out: &mut String, report: &Report, wording: &Wording, fragments: &Fragments) {
    if report.attributions.is_empty() {
        return;
    }
    heading(out, wording, "export_sayings");
    let _ = writeln!(out, "<ol>");
    for attribution in report.told() {
        let cue = report.words(&attribution.cue);
        let cue = if cue.is_empty() { String::new() } else { format!(" · <em>{}</em>", quoted(&cue)) };
        let qualities = quoted(&qualities(report, attribution, wording).join(" · "));
        let about = qualities + &way(report, wording, fragments, attribution.content[0]);
        let whose = quoted(&whose(report, attribution.id, wording));
        says(out, &(whose + &cue), &report.words(&attribution.content), &about);
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

fn heading(out: &mut String, wording: &Wording, key: &str) {
    let _ = writeln!(out, "<h2>{}</h2>", escaped(wording.say(key)));
}

fn way(report: &Report, wording: &Wording, fragments: &Fragments, span: Span) -> String {
    let to = address::to(report, fragments, span);
    to.map(|to| format!(" · {}", link(&to, wording.say("export_place")))).unwrap_or_default()
}

/// Only ever to the article; a reader must press it.
fn link(address: &str, words: &str) -> String {
    format!("<a href=\"{}\" rel=\"noopener noreferrer\" target=\"_blank\">{}</a>", escaped(address), escaped(words))
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
