//! Attributions and claims as a table (RFC 4180, with a byte order mark, without which a spreadsheet takes UTF-8 for something else).
//!
//! A cell that a spreadsheet would take for a formula has a tab before what makes it one, as OWASP has it: an apostrophe is lost when
//! the file is saved again. Separators and quotation marks within a cell are treated like its beginning, since a spreadsheet that reads
//! other separators begins a cell there.

use super::{
    Report, address,
    export::{line, naming, value},
    fragment::Fragments,
};
use crate::{attribution::Attribution, claim::Claim, source::Source, span::AttributionId};

const COLUMNS: [&str; 22] = [
    "row",
    "id",
    "speaker",
    "kind",
    "naming",
    "source",
    "cue",
    "words",
    "form",
    "act",
    "stance",
    "occurrence",
    "within",
    "continued",
    "relayed",
    "confidence",
    "claim",
    "certainty",
    "polarity",
    "check",
    "rank",
    "link",
];

pub(super) fn write(report: &Report) -> String {
    let fragments = Fragments::of(&report.article.text);
    let mut out = String::from('\u{feff}');
    row(&mut out, &COLUMNS.map(str::to_owned));
    for attribution in report.told() {
        row(&mut out, &cells("attribution", &of_attribution(report, &fragments, attribution)));
    }
    for claim in &report.claims {
        row(&mut out, &cells("claim", &of_claim(report, &fragments, claim)));
    }
    out
}

/// What some columns hold.
type Filled = Vec<(&'static str, String)>;

/// One row; what nothing is said of stays empty.
fn cells(sort: &str, filled: &Filled) -> [String; COLUMNS.len()] {
    COLUMNS.map(|column| match column {
        "row" => sort.to_owned(),
        _ => filled.iter().find(|(name, _)| *name == column).map(|(_, cell)| cell.clone()).unwrap_or_default(),
    })
}

fn of_attribution(report: &Report, fragments: &Fragments, attribution: &Attribution) -> Filled {
    let id = |id: Option<AttributionId>| id.map(|id| id.0.to_string()).unwrap_or_default();
    let mut filled = of_speaker(report.speaker(attribution.id));
    filled.extend([
        ("id", attribution.id.0.to_string()),
        ("source", report.words(&attribution.source)),
        ("cue", report.words(&attribution.cue)),
        ("words", report.words(&attribution.content)),
        ("form", value(attribution.form)),
        ("act", value(attribution.act)),
        ("stance", value(attribution.stance)),
        ("occurrence", value(attribution.occurrence)),
        ("within", id(attribution.within)),
        ("continued", id(attribution.continued)),
        ("relayed", report.words(&attribution.relayed)),
        ("confidence", attribution.confidence.to_string()),
        ("link", address::to(report, fragments, attribution.content[0]).unwrap_or_default()),
    ]);
    filled
}

fn of_claim(report: &Report, fragments: &Fragments, claim: &Claim) -> Filled {
    let mut filled = match claim.attribution {
        Some(id) => of_speaker(report.speaker(id)),
        None => vec![("naming", "own".to_owned())],
    };
    filled.extend([
        ("id", claim.id.0.to_string()),
        ("words", report.words(&[claim.span])),
        ("stance", claim.stance.map(value).unwrap_or_default()),
        ("within", claim.attribution.map(|id| id.0.to_string()).unwrap_or_default()),
        ("claim", value(claim.kind)),
        ("certainty", value(claim.certainty)),
        ("polarity", value(claim.polarity)),
        ("check", claim.check.to_string()),
        ("rank", claim.rank.map(|r| r.to_string()).unwrap_or_default()),
        ("link", address::to(report, fragments, claim.span).unwrap_or_default()),
    ]);
    filled
}

fn of_speaker(speaker: Option<&Source>) -> Filled {
    vec![
        ("speaker", speaker.map(|s| s.name.clone()).unwrap_or_default()),
        ("kind", speaker.and_then(|s| s.kind).map(value).unwrap_or_default()),
        ("naming", naming(speaker)),
    ]
}

fn row(out: &mut String, cells: &[String; COLUMNS.len()]) {
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
