//! The attributions as a table (RFC 4180, with a byte order mark, without which a spreadsheet takes UTF-8 for something else).
//!
//! A cell that a spreadsheet would take for a formula has a tab before what makes it one, as OWASP has it: an apostrophe is lost when
//! the file is saved again. Separators and quotation marks within a cell are treated like its beginning, since a spreadsheet that reads
//! other separators begins a cell there.

use super::{
    Report, address,
    export::{line, naming, value},
    fragment::Fragments,
};
use crate::attribution::Attribution;

const COLUMNS: [&str; 17] = [
    "attribution",
    "speaker",
    "kind",
    "naming",
    "source",
    "cue",
    "content",
    "form",
    "act",
    "stance",
    "occurrence",
    "within",
    "continued",
    "relayed",
    "confidence",
    "sentence",
    "link",
];

pub(super) fn write(report: &Report) -> String {
    let fragments = Fragments::of(&report.article.text);
    let mut out = String::from('\u{feff}');
    row(&mut out, COLUMNS.map(str::to_owned));
    for attribution in report.told() {
        row(&mut out, cells(report, &fragments, attribution));
    }
    out
}

fn cells(report: &Report, fragments: &Fragments, attribution: &Attribution) -> [String; COLUMNS.len()] {
    let speaker = report.speaker(attribution.id);
    let link = address::of(report).zip(fragments.directive(attribution.content[0]));
    let sentence = report.sentences.partition_point(|s| s.end <= attribution.content[0].start);
    [
        attribution.id.0.to_string(),
        speaker.map(|s| s.name.clone()).unwrap_or_default(),
        speaker.and_then(|s| s.kind).map(value).unwrap_or_default(),
        naming(speaker).to_owned(),
        report.words(&attribution.source),
        report.words(&attribution.cue),
        report.words(&attribution.content),
        value(attribution.form),
        value(attribution.act),
        value(attribution.stance),
        value(attribution.occurrence),
        attribution.within.map(|w| w.0.to_string()).unwrap_or_default(),
        attribution.continued.map(|c| c.0.to_string()).unwrap_or_default(),
        report.words(&attribution.relayed),
        attribution.confidence.to_string(),
        report.sentences.get(sentence).map(|s| report.words(&[*s])).unwrap_or_default(),
        link.map(|(address, directive)| format!("{address}#{directive}")).unwrap_or_default(),
    ]
}

fn row<const N: usize>(out: &mut String, cells: [String; N]) {
    for (at, cell) in cells.iter().enumerate() {
        out.push_str(if at == 0 { "\"" } else { ",\"" });
        out.push_str(&harmless(&line(cell)).replace('"', "\"\""));
        out.push('"');
    }
    out.push_str("\r\n");
}

/// `words` with a tab before whatever a spreadsheet would take for the beginning of a formula.
fn harmless(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    let mut begins = true;
    for c in words.chars() {
        if begins && matches!(c, '=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠' | '−') {
            out.push('\t');
        }
        begins = matches!(c, ',' | ';' | '|' | '"' | '\'') || begins && c == ' ';
        out.push(c);
    }
    out
}
