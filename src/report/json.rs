//! The report as JSON: a public format, described in `docs/report.md` and by `docs/report.schema.json`.
//!
//! Spans become `[start, end]` in Unicode code points, which every language can count, and keys keep the names of the
//! vocabulary.

use serde::Serialize;

use super::{Report, Share};
use crate::{
    article::Metadata,
    attribution::{Form, Occurrence, SetOffKind},
    claim::{Certainty, Kind, Polarity, Scores, Sourcing, Why},
    lexicon::{Act, SourceKind, Stance},
    span::{AttributionId, ClaimId, SourceId, Span},
};

/// The version of the format: raised when a key changes its meaning or goes, not when one is added.
pub const VERSION: u32 = 1;

type Range = [u32; 2];

#[derive(Serialize)]
struct Root<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<&'a serde_json::Value>,
    version: u32,
    article: Article<'a>,
    sources: Vec<Source<'a>>,
    attributions: Vec<Attribution>,
    set_off: Vec<SetOff>,
    claims: Vec<Claim>,
    sentences: Vec<Sentence>,
    summary: Summary<'a>,
}

#[derive(Serialize)]
struct Article<'a> {
    #[serde(flatten)]
    meta: &'a Metadata,
    words: u32,
    truncated: bool,
    /// Only where the text was found in a page: else it is what was given.
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<&'a str>,
}

#[derive(Serialize)]
struct Source<'a> {
    id: SourceId,
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    kind: Option<SourceKind>,
    named: bool,
    vague: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    anonymity: Option<Anonymity>,
    #[serde(skip_serializing_if = "Option::is_none")]
    speaks_for: Option<Range>,
    mentions: Vec<Range>,
    words: u32,
    share: f32,
}

#[derive(Serialize)]
struct Anonymity {
    span: Range,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<Range>,
}

#[derive(Serialize)]
struct SetOff {
    span: Range,
    kind: SetOffKind,
}

#[derive(Serialize)]
struct Attribution {
    id: AttributionId,
    source: Vec<Range>,
    cue: Vec<Range>,
    content: Vec<Range>,
    speaker: Option<SourceId>,
    form: Form,
    act: Act,
    stance: Stance,
    occurrence: Occurrence,
    within: Option<AttributionId>,
    continued: Option<AttributionId>,
    relayed: Vec<Range>,
    confidence: f32,
}

#[derive(Serialize)]
struct Claim {
    id: ClaimId,
    span: Range,
    kind: Kind,
    certainty: Certainty,
    polarity: Polarity,
    check: f32,
    attribution: Option<AttributionId>,
    sourcing: Sourcing,
    stance: Option<Stance>,
    unsaid: bool,
    reasons: Vec<Reason>,
    same_as: Option<ClaimId>,
    rank: Option<u32>,
}

#[derive(Serialize)]
struct Reason {
    why: Why,
    words: Vec<Range>,
}

#[derive(Serialize)]
struct Sentence {
    span: Range,
    #[serde(flatten)]
    scores: Scores,
}

#[derive(Serialize)]
struct Summary<'a> {
    words: u32,
    attributed: f32,
    shares: &'a [Share],
}

/// The report as one line of JSON. `id` is the caller's own name for the article, given back as it came.
#[must_use]
pub fn json(report: &Report, id: Option<&serde_json::Value>) -> String {
    let points = CodePoints::of(&report.article.text);
    let ranges = |spans: &[Span]| spans.iter().map(|s| points.range(*s)).collect();
    let mut by_source: Vec<(u32, f32)> = vec![(0, 0.0); report.sources.len()];
    for share in &report.summary.shares {
        by_source[share.source.index()] = (share.words, share.share);
    }
    let root = Root {
        id,
        version: VERSION,
        article: Article {
            meta: &report.article.meta,
            words: report.summary.words,
            truncated: report.article.truncated,
            text: (!report.article.pieces.is_empty()).then_some(report.article.text.as_str()),
        },
        sources: report
            .sources
            .iter()
            .map(|s| Source {
                id: s.id,
                name: &s.name,
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
            shares: &report.summary.shares,
        },
    };
    // Nothing in it can fail to serialise: keys are strings, floats are finite.
    serde_json::to_string(&root).unwrap_or_default()
}

/// From bytes to code points, in constant time and one number for every 64 bytes.
struct CodePoints<'a> {
    text: &'a str,
    /// Code points before each 64th byte.
    marks: Vec<u32>,
}

const STRIDE: usize = 64;

impl<'a> CodePoints<'a> {
    fn of(text: &'a str) -> Self {
        let mut marks = Vec::with_capacity(text.len() / STRIDE + 1);
        let mut count = 0;
        for chunk in text.as_bytes().chunks(STRIDE) {
            marks.push(count);
            count += begun(chunk);
        }
        marks.push(count);
        Self { text, marks }
    }

    fn range(&self, span: Span) -> Range {
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
