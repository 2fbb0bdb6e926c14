//! What a report is written as, to be kept or passed on: one file each, complete in itself. Opening it asks nothing of any network.
//!
//! `Export::named("csv")` writes the attributions of the bridge article as a table in `hearsay-bridge-reopens.csv`.

use super::{Report, TOLD, Wording, annotation, claim_review, csv, html, json, markdown};
use crate::{
    attribution::{Attribution, Occurrence},
    claim::{Certainty, Claim, Sourcing},
    lexicon::Stance,
    source::Source,
    span::AttributionId,
};

/// A format that a report is exported in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Export {
    /// The whole report and its text, as `docs/report.md` describes it: the only export from which nothing is missing.
    Json,
    /// A table for a spreadsheet, a row for each attribution and each claim; no cell is a formula.
    Csv,
    /// Notes in CommonMark.
    Markdown,
    /// A page to be read and printed.
    Html,
    /// A collection of W3C Web Annotations (JSON-LD).
    Annotations,
    /// Drafts of schema.org's ClaimReview (JSON-LD), for somebody who checks the claims; the rating is theirs.
    ClaimReview,
}

/// One row of the table of exports.
struct Row {
    export: Export,
    name: &'static str,
    extension: &'static str,
    media_type: &'static str,
    write: fn(&Report, &Wording) -> String,
}

const ROWS: [Row; 6] = [
    Row {
        export: Export::Json,
        name: "json",
        extension: "json",
        media_type: "application/json",
        write: |report, _| json::complete(report),
    },
    Row {
        export: Export::Csv,
        name: "csv",
        extension: "csv",
        media_type: "text/csv;charset=utf-8",
        write: |report, _| csv::write(report),
    },
    Row {
        export: Export::Markdown,
        name: "markdown",
        extension: "md",
        media_type: "text/markdown;charset=utf-8",
        write: markdown::write,
    },
    Row {
        export: Export::Html,
        name: "html",
        extension: "html",
        media_type: "text/html;charset=utf-8",
        write: html::write,
    },
    Row {
        export: Export::Annotations,
        name: "annotations",
        extension: "jsonld",
        media_type: "application/ld+json",
        write: annotation::write,
    },
    Row {
        export: Export::ClaimReview,
        name: "claimreview",
        extension: "claimreview.jsonld",
        media_type: "application/ld+json",
        write: |report, _| claim_review::write(report),
    },
];

impl Export {
    /// Every export.
    pub fn all() -> impl Iterator<Item = Self> {
        ROWS.iter().map(|row| row.export)
    }

    /// The export of this name: `csv`, `markdown`.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        ROWS.iter().find(|row| row.name == name).map(|row| row.export)
    }

    fn row(self) -> &'static Row {
        // Every kind has a row, which the table's test holds.
        ROWS.iter().find(|row| row.export == self).unwrap_or(&ROWS[0])
    }

    /// Its name in the command and in the extension.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.row().name
    }

    /// Its media type.
    #[must_use]
    pub fn media_type(self) -> &'static str {
        self.row().media_type
    }

    /// The report in this format. Notes, pages and annotations are for people to read, and in these words; a table and data have the names of
    /// `docs/report.md` in every language, so that what reads them finds them.
    #[must_use]
    pub fn write(self, report: &Report, wording: &Wording) -> String {
        (self.row().write)(report, wording)
    }

    /// What a file of it is called, whatever the article is called: `hearsay-`, the letters and figures of its title, the ending.
    #[must_use]
    pub fn file_name(self, report: &Report) -> String {
        let mut name = "hearsay".to_owned();
        let title = report.article.meta.title.as_deref().unwrap_or_default();
        for word in title.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()) {
            if name.len() + word.len() > MAX_NAME {
                break;
            }
            name.push('-');
            name.extend(word.chars().flat_map(char::to_lowercase));
        }
        format!("{name}.{}", self.row().extension)
    }
}

/// The longest name of a file before its ending, in bytes: most file systems take 255.
const MAX_NAME: usize = 80;

/// Words of the article as one line that shows what it holds: white space is one space, and what steers a terminal or turns the direction of
/// the text around is left out. Selectors and JSON keep it.
pub(super) fn line(words: &str) -> String {
    let steers = |c: char| {
        c.is_control()
            || matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    let kept: String = words.chars().map(|c| if c.is_whitespace() { ' ' } else { c }).filter(|c| !steers(*c)).collect();
    kept.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// How the article names a speaker, by the names of [`Naming`](super::Naming): a column of a table.
pub(super) fn naming(speaker: Option<&Source>) -> String {
    speaker.map_or_else(|| "unknown".to_owned(), |source| value(Sourcing::by(source)))
}

/// What is known of a source: `person`, `named`.
pub(super) fn about(source: &Source, wording: &Wording) -> Vec<String> {
    let kind = source.kind.map(|kind| wording.name("kind", kind));
    kind.into_iter().chain([wording.name("naming", Sourcing::by(source))]).collect()
}

/// Whose words they are: `Ivo Oda (as told by Ada Kvist)`.
pub(super) fn whose(report: &Report, id: AttributionId, wording: &Wording) -> String {
    let name = |id: AttributionId| match report.speaker(id) {
        Some(source) => source.name.clone(),
        None => unresolved(&report.words(&report.attributions[id.index()].source), wording),
    };
    let holders = report.holders(id).take(TOLD);
    holders.fold(name(id), |told, holder| wording.fill("export_told", &[&told, &name(holder)]))
}

/// What stands for a speaker whom the text does not tell, by the words of the source.
pub(super) fn unresolved(words: &str, wording: &Wording) -> String {
    if words.is_empty() {
        wording.say("speaker_unknown").to_owned()
    } else {
        wording.fill("export_unresolved", &[words])
    }
}

/// On whose word a claim stands.
pub(super) fn word_of(report: &Report, claim: &Claim, wording: &Wording) -> String {
    claim.attribution.map_or_else(|| wording.say("own_voice").to_owned(), |id| whose(report, id, wording))
}

/// What a claim is: `a number`, and what is out of the ordinary.
pub(super) fn traits(claim: &Claim, wording: &Wording) -> String {
    let mut traits = vec![wording.name("claim", claim.kind)];
    if claim.certainty != Certainty::Certain {
        traits.push(wording.name("certainty", claim.certainty));
    }
    if claim.unsaid {
        traits.push(wording.say("why_unsaid").to_owned());
    }
    traits.join(" · ")
}

/// How it is said: the act, the form, and what is out of the ordinary: `A statement`, `quoted`.
pub(super) fn qualities(report: &Report, attribution: &Attribution, wording: &Wording) -> Vec<String> {
    let phrase = |table: &str, of: String| format!("{table}_{of}_short");
    let mut qualities =
        vec![wording.name("act", attribution.act), wording.say(&phrase("form", value(attribution.form))).to_owned()];
    if attribution.stance != Stance::Neutral {
        qualities.push(wording.say(&phrase("stance", value(attribution.stance))).to_owned());
    }
    if attribution.occurrence != Occurrence::Actual {
        qualities.push(wording.name("occurrence", attribution.occurrence));
    }
    if !attribution.relayed.is_empty() {
        qualities.push(wording.fill("relayed", &[&report.words(&attribution.relayed)]));
    }
    if attribution.continued.is_some() {
        qualities.push(wording.say("continued").to_owned());
    }
    // Sentences of the card, here in a list.
    qualities.iter().map(|q| q.strip_suffix('.').unwrap_or(q).to_owned()).collect()
}

/// The name that the report's own formats give a value: `think-tank`.
pub(super) fn value(of: impl serde::Serialize) -> String {
    serde_json::to_value(of).ok().and_then(|v| v.as_str().map(str::to_owned)).unwrap_or_default()
}

/// A share for a reader.
pub(super) fn percent(share: f32) -> String {
    format!("{} %", (share * 100.0).round())
}

/// Who made the file, and what it does not say.
pub(super) fn imprint(wording: &Wording) -> String {
    wording.fill("export_imprint", &[env!("CARGO_PKG_VERSION")])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_export_has_its_row() {
        for export in Export::all() {
            assert_eq!(Export::named(export.name()), Some(export));
            assert_eq!(export.row().export, export);
        }
    }

    #[test]
    fn a_file_name_is_plain_whatever_the_title() {
        let mut report = Report::empty();
        let mut name = |title: &str| {
            report.article.meta.title = Some(title.to_owned());
            Export::Csv.file_name(&report)
        };
        assert_eq!(name("Ferry: 3 cracks/“rust”"), "hearsay-ferry-3-cracks-rust.csv");
        assert_eq!(name("../../etc/passwd\0"), "hearsay-etc-passwd.csv");
        assert_eq!(name("\u{202e}gpj.exe CON"), "hearsay-gpj-exe-con.csv");
        assert!(name(&"a ".repeat(900)).len() < 100);
        assert_eq!(name(&"é".repeat(900)), "hearsay.csv");
    }

    #[test]
    fn a_line_shows_what_it_holds() {
        assert_eq!(line(" a\r\n b\t\u{202e}c\u{7}\u{85}d "), "a b c d");
    }
}
