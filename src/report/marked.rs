//! The report as marked text: the notation of fixtures and of `--format marked`.
//!
//! `{s1 The mayor} {q1 said} {c1 it was safe}.`: `s` source, `q` cue, `c` content, and `=` for the attribution whose speaker is
//! the same: `{s2=s1 She}`. The same number twice is one discontinuous span; nesting is allowed. Marks that would cross are
//! cut at the crossing. Stripping the marks gives the text; a brace of the text is written `\{`, `\}` and a backslash `\\`.

use super::Report;
use crate::span::Span;

struct Mark {
    span: Span,
    label: String,
    /// Outer marks open first where two begin together.
    rank: u8,
}

/// The article's text with the report's marks in it.
#[must_use]
pub fn marked(report: &Report) -> String {
    let mut marks = Vec::new();
    let mut first = vec![None; report.sources.len()];
    for attribution in &report.attributions {
        // What goes on with another is a further content of it.
        let number = attribution.continued.unwrap_or(attribution.id).0 + 1;
        let speaker = report.speakers[attribution.id.index()];
        let same = speaker.and_then(|s| first[s.index()]).map(|n: u32| format!("=s{n}")).unwrap_or_default();
        if let Some(speaker) = speaker {
            first[speaker.index()].get_or_insert(number);
        }
        let parts = [
            (0, format!("c{number}"), &attribution.content),
            (1, format!("s{number}{same}"), &attribution.source),
            (2, format!("q{number}"), &attribution.cue),
        ];
        for (rank, label, spans) in parts {
            marks.extend(spans.iter().map(|&span| Mark { span, label: label.clone(), rank }));
        }
    }
    marks.sort_by_key(|m| (m.span.start, std::cmp::Reverse(m.span.end), m.rank));
    write(&report.article.text, marks)
}

fn write(text: &str, marks: Vec<Mark>) -> String {
    let mut out = String::with_capacity(text.len() * 3 / 2);
    let mut open: Vec<u32> = Vec::new();
    let mut at = 0;
    for mark in marks {
        at = close_until(text, &mut out, &mut open, at, mark.span.start);
        let end = open.last().map_or(mark.span.end, |&holder| mark.span.end.min(holder));
        if end <= mark.span.start {
            continue;
        }
        escape(&mut out, &text[at as usize..mark.span.start as usize]);
        at = mark.span.start;
        out.push('{');
        out.push_str(&mark.label);
        out.push(' ');
        open.push(end);
    }
    at = close_until(text, &mut out, &mut open, at, u32::MAX);
    escape(&mut out, &text[at as usize..]);
    out
}

/// Writes the text up to every mark's end that comes before or at `limit`, and closes it there.
fn close_until(text: &str, out: &mut String, open: &mut Vec<u32>, mut at: u32, limit: u32) -> u32 {
    while let Some(&end) = open.last().filter(|&&end| end <= limit) {
        escape(out, &text[at as usize..end as usize]);
        out.push('}');
        at = end;
        open.pop();
    }
    at
}

fn escape(out: &mut String, text: &str) {
    for c in text.chars() {
        if matches!(c, '{' | '}' | '\\') {
            out.push('\\');
        }
        out.push(c);
    }
}
