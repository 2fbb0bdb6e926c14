//! What is worth noticing about the article as a whole.
//!
//! In go a document and who says what in it, out come [`Notice`]s, at most one of each kind, with the words that bear them out.
//! Where two thirds of what is attributed is the council's, the notice says so and lists the council's words.
//!
//! A notice that is wrong is worse than none. So each asks for more than its own condition: enough text, readings that are sure,
//! and nothing in the text that could speak against it.

mod central;
mod headline;
mod whole;

use serde::{Deserialize, Serialize};

use super::{Report, Summary, Wording, export::percent};
use crate::{
    attribution::{Attribution, SetOff},
    document::Document,
    source::{Source, Speakers},
    span::{AttributionId, SourceId, Span},
};

/// What a notice says of the article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NoticeKind {
    /// Most of what is attributed comes from one source: a report of one think-tank's report.
    MostlyOneSource,
    /// What the article opens with is attributed to nobody by name, and no named source says anything like it: *The minister will
    /// resign, two officials said.*
    UnnamedOnly,
    /// Somebody is cited for what another said: *The institute noted that the general had said the war would be long.*
    Chain,
    /// Little of the article is attributed to anybody, though it is long enough to be: *The ferry is late again. Its engine failed.*
    LittleAttributed,
    /// The headline has words in quotation marks that the text does not have: *Mayor: “I knew of the leak”* over *She had been told
    /// that a pipe was damp.*
    HeadlineQuotation,
    /// The headline states what the text calls possible: *Council rejects bridge* over *The council may reject the bridge.*
    HeadlineFirmer,
}

/// One row of the table of notices.
struct Row {
    kind: NoticeKind,
    id: &'static str,
    check: fn(&Case) -> Option<Notice>,
}

const ROWS: [Row; 6] = [
    Row { kind: NoticeKind::MostlyOneSource, id: "mostly-one-source", check: whole::mostly_one_source },
    Row { kind: NoticeKind::UnnamedOnly, id: "unnamed-only", check: central::unnamed_only },
    Row { kind: NoticeKind::Chain, id: "chain", check: whole::chain },
    Row { kind: NoticeKind::LittleAttributed, id: "little-attributed", check: whole::little_attributed },
    Row { kind: NoticeKind::HeadlineQuotation, id: "headline-quotation", check: headline::quotation },
    Row { kind: NoticeKind::HeadlineFirmer, id: "headline-firmer", check: headline::firmer },
];

impl NoticeKind {
    /// Every kind, in the order of a report.
    pub const ALL: [Self; ROWS.len()] = {
        let mut all = [Self::MostlyOneSource; ROWS.len()];
        let mut at = 0;
        while at < all.len() {
            all[at] = ROWS[at].kind;
            at += 1;
        }
        all
    };

    fn row(self) -> &'static Row {
        // The enum and the table stand in one order, which the table's test holds.
        &ROWS[self as usize]
    }

    /// Its name in every format, and, with `_` for `-`, in the extension's `_locales`.
    #[must_use]
    pub fn id(self) -> &'static str {
        self.row().id
    }
}

/// One notice with its evidence.
#[derive(Clone, Debug, PartialEq)]
pub struct Notice {
    /// What it says.
    pub kind: NoticeKind,
    /// Whom it is about: the one source; the unnamed ones; of a chain, who is cited and who said it.
    pub sources: Vec<SourceId>,
    /// How much, 0 to 1, where it says how much.
    pub share: Option<f32>,
    /// The attributions that bear it out.
    pub attributions: Vec<AttributionId>,
    /// The words that bear it out, in order. Never empty, but where nothing at all is attributed.
    pub evidence: Vec<Span>,
}

impl Notice {
    /// What a reader of this language is told of it.
    #[must_use]
    pub fn told(&self, report: &Report, wording: &Wording) -> String {
        let name = |at: usize| self.sources.get(at).map_or("", |s| report.sources[s.index()].name.as_str());
        let share = percent(self.share.unwrap_or_default());
        let words = match self.kind {
            NoticeKind::MostlyOneSource => vec![share.as_str(), name(0)],
            NoticeKind::Chain => vec![name(0), name(1)],
            NoticeKind::LittleAttributed => vec![share.as_str()],
            _ => Vec::new(),
        };
        wording.fill(&format!("notice_{}", self.kind.id().replace('-', "_")), &words)
    }
}

/// An article and what is known of it, for the checks.
pub(super) struct Case<'a> {
    pub(super) document: &'a Document,
    pub(super) attributions: &'a [Attribution],
    pub(super) speakers: &'a Speakers,
    pub(super) set_off: &'a [SetOff],
    /// The sums.
    pub(super) summary: &'a Summary,
}

impl Case<'_> {
    fn speaker(&self, attribution: &Attribution) -> Option<&Source> {
        self.speakers.of[attribution.id.index()].map(|s| &self.speakers.sources[s.index()])
    }

    /// The attributions that stand in no other.
    fn outermost(&self) -> impl Iterator<Item = &Attribution> {
        self.attributions.iter().filter(|a| a.within.is_none())
    }
}

/// The notices about an article, in the order of the table.
pub(super) fn find(case: &Case) -> Vec<Notice> {
    let mut notices: Vec<Notice> = ROWS.iter().filter_map(|row| (row.check)(case)).collect();
    notices.iter_mut().for_each(|n| n.evidence.sort_unstable());
    notices
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_and_the_kinds_stand_in_one_order() {
        for (at, kind) in NoticeKind::ALL.into_iter().enumerate() {
            assert_eq!(kind as usize, at);
            assert_eq!(serde_json::to_value(kind).unwrap(), kind.id());
        }
    }
}
