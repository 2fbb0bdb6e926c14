//! The report as JSON: a public format, described in `docs/report.md` and by `docs/report.schema.json`.
//!
//! Spans become `[start, end]` in Unicode code points, which every language can count, and keys keep the names of the
//! vocabulary.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::{Fragments, Naming, NoticeKind, Report, Share};
use crate::{
    article::Metadata,
    attribution::{Form, Occurrence, SetOffKind},
    claim::{Certainty, Kind, Polarity, Scores, Sourcing, Why},
    lexicon::{Act, SourceKind, Stance},
    span::{AttributionId, ClaimId, SourceId, Span},
};

/// The version of the format: raised when a key changes its meaning or goes, not when one is added.
pub const VERSION: u32 = 1;

pub(super) type Range = [u32; 2];

#[derive(Deserialize, Serialize)]
pub(super) struct Root<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<Cow<'a, serde_json::Value>>,
    pub version: u32,
    pub article: Article<'a>,
    pub sources: Vec<Source<'a>>,
    pub attributions: Vec<Attribution>,
    pub set_off: Vec<SetOff>,
    pub claims: Vec<Claim>,
    pub sentences: Vec<Sentence>,
    pub summary: Summary<'a>,
}

#[derive(Deserialize, Serialize)]
pub(super) struct Article<'a> {
    #[serde(flatten)]
    pub meta: Cow<'a, Metadata>,
    pub words: u32,
    pub truncated: bool,
    /// Only where the text was found in a page: else it is what was given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<Cow<'a, str>>,
}

#[derive(Deserialize, Serialize)]
pub(super) struct Source<'a> {
    pub id: SourceId,
    pub name: Cow<'a, str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<SourceKind>,
    pub named: bool,
    pub vague: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub anonymity: Option<Anonymity>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub speaks_for: Option<Range>,
    pub mentions: Vec<Range>,
    pub words: u32,
    pub share: f32,
}

#[derive(Deserialize, Serialize)]
pub(super) struct Anonymity {
    pub span: Range,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<Range>,
}

#[derive(Deserialize, Serialize)]
pub(super) struct SetOff {
    pub span: Range,
    pub kind: SetOffKind,
}

#[derive(Deserialize, Serialize)]
pub(super) struct Attribution {
    pub id: AttributionId,
    pub source: Vec<Range>,
    pub cue: Vec<Range>,
    pub content: Vec<Range>,
    pub speaker: Option<SourceId>,
    pub form: Form,
    pub act: Act,
    pub stance: Stance,
    pub occurrence: Occurrence,
    pub within: Option<AttributionId>,
    pub continued: Option<AttributionId>,
    pub relayed: Vec<Range>,
    pub confidence: f32,
    /// Where one leads to the content, and to nothing else.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fragment: Option<String>,
}

#[derive(Deserialize, Serialize)]
pub(super) struct Claim {
    pub id: ClaimId,
    pub span: Range,
    pub kind: Kind,
    pub certainty: Certainty,
    pub polarity: Polarity,
    pub check: f32,
    pub attribution: Option<AttributionId>,
    pub sourcing: Sourcing,
    pub stance: Option<Stance>,
    pub unsaid: bool,
    pub reasons: Vec<Reason>,
    pub same_as: Option<ClaimId>,
    pub rank: Option<u32>,
    /// As an attribution's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fragment: Option<String>,
}

#[derive(Deserialize, Serialize)]
pub(super) struct Reason {
    pub why: Why,
    pub words: Vec<Range>,
}

#[derive(Deserialize, Serialize)]
pub(super) struct Sentence {
    pub span: Range,
    #[serde(flatten)]
    pub scores: Scores,
}

#[derive(Deserialize, Serialize)]
pub(super) struct Summary<'a> {
    pub words: u32,
    pub attributed: f32,
    pub shares: Cow<'a, [Share]>,
    pub naming: Naming,
    pub notices: Vec<Notice<'a>>,
}

#[derive(Deserialize, Serialize)]
pub(super) struct Notice<'a> {
    pub kind: NoticeKind,
    pub sources: Cow<'a, [SourceId]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub share: Option<f32>,
    pub attributions: Cow<'a, [AttributionId]>,
    pub evidence: Vec<Range>,
}

/// The report as one line of JSON. `id` is the caller's own name for the article, given back as it came.
#[must_use]
pub fn json(report: &Report, id: Option<&serde_json::Value>) -> String {
    write(report, id, !report.article.pieces.is_empty())
}

/// The report with its text, wherever that came from: what stands alone, and can be read again.
pub(super) fn complete(report: &Report) -> String {
    write(report, None, true)
}

fn write(report: &Report, id: Option<&serde_json::Value>, with_text: bool) -> String {
    let fragments = Fragments::of(&report.article.text);
    let points = CodePoints::of(&report.article.text);
    let ranges = |spans: &[Span]| spans.iter().map(|s| points.range(*s)).collect();
    let mut by_source: Vec<(u32, f32)> = vec![(0, 0.0); report.sources.len()];
    for share in &report.summary.shares {
        by_source[share.source.index()] = (share.words, share.share);
    }
    let root = Root {
        id: id.map(Cow::Borrowed),
        version: VERSION,
        article: Article {
            meta: Cow::Borrowed(&report.article.meta),
            words: report.summary.words,
            truncated: report.article.truncated,
            text: with_text.then_some(Cow::Borrowed(report.article.text.as_str())),
        },
        sources: report
            .sources
            .iter()
            .map(|s| Source {
                id: s.id,
                name: Cow::Borrowed(&s.name),
                kind: s.kind,
                named: s.named,
                vague: s.vague,
                anonymity: s
                    .anonymity
                    .map(|a| Anonymity { span: points.range(a.span), reason: a.reason.map(|r| points.range(r)) }),
                speaks_for: s.speaks_for.map(|b| points.range(b)),
                mentions: ranges(&s.mentions),
                words: by_source[s.id.index()].0,
                share: by_source[s.id.index()].1,
            })
            .collect(),
        attributions: report
            .attributions
            .iter()
            .map(|a| Attribution {
                id: a.id,
                source: ranges(&a.source),
                cue: ranges(&a.cue),
                content: ranges(&a.content),
                speaker: report.speakers[a.id.index()],
                form: a.form,
                act: a.act,
                stance: a.stance,
                occurrence: a.occurrence,
                within: a.within,
                continued: a.continued,
                relayed: ranges(&a.relayed),
                confidence: a.confidence,
                fragment: fragments.directive(a.content[0]),
            })
            .collect(),
        set_off: report.set_off.iter().map(|s| SetOff { span: points.range(s.span), kind: s.kind }).collect(),
        claims: report
            .claims
            .iter()
            .map(|c| Claim {
                id: c.id,
                span: points.range(c.span),
                kind: c.kind,
                certainty: c.certainty,
                polarity: c.polarity,
                check: c.check,
                attribution: c.attribution,
                sourcing: c.sourcing,
                stance: c.stance,
                unsaid: c.unsaid,
                reasons: c.reasons.iter().map(|r| Reason { why: r.why, words: ranges(&r.words) }).collect(),
                same_as: c.same_as,
                rank: c.rank,
                fragment: fragments.directive(c.span),
            })
            .collect(),
        sentences: report
            .sentences
            .iter()
            .zip(&report.scores)
            .map(|(s, scores)| Sentence { span: points.range(*s), scores: *scores })
            .collect(),
        summary: Summary {
            words: report.summary.words,
            attributed: report.summary.attributed,
            shares: Cow::Borrowed(&report.summary.shares),
            naming: report.summary.naming,
            notices: report
                .summary
                .notices
                .iter()
                .map(|n| Notice {
                    kind: n.kind,
                    sources: Cow::Borrowed(&n.sources),
                    share: n.share,
                    attributions: Cow::Borrowed(&n.attributions),
                    evidence: ranges(&n.evidence),
                })
                .collect(),
        },
    };
    // Nothing in it can fail to serialise: keys are strings, floats are finite.
    serde_json::to_string(&root).unwrap_or_default()
}

/// From bytes to code points, in constant time and one number for every 64 bytes.
pub(super) struct CodePoints<'a> {
    text: &'a str,
    /// Code points before each 64th byte.
    marks: Vec<u32>,
}

const STRIDE: usize = 64;

impl<'a> CodePoints<'a> {
    pub(super) fn of(text: &'a str) -> Self {
        let mut marks = Vec::with_capacity(text.len() / STRIDE + 1);
        let mut count = 0;
        for chunk in text.as_bytes().chunks(STRIDE) {
            marks.push(count);
            count += begun(chunk);
        }
        marks.push(count);
        Self { text, marks }
    }

    pub(super) fn range(&self, span: Span) -> Range {
        [self.at(span.start), self.at(span.end)]
    }

    fn at(&self, byte: u32) -> u32 {
        let chunk = byte as usize / STRIDE;
        self.marks[chunk] + begun(&self.text.as_bytes()[chunk * STRIDE..byte as usize])
    }
}

/// How many code points begin in these bytes of UTF-8.
fn begun(bytes: &[u8]) -> u32 {
    bytes.iter().map(|b| u32::from(b & 0xc0 != 0x80)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_code_points_across_strides() {
        let text = "aé😀".repeat(100);
        let points = CodePoints::of(&text);
        for (count, (byte, _)) in text.char_indices().enumerate() {
            assert_eq!(points.at(byte as u32), count as u32);
        }
        assert_eq!(points.at(text.len() as u32), 300);
    }
}
