//! A report from its JSON, to be exported: the extension's page keeps it as that and nothing else does.
//!
//! What comes in may come from anywhere, so whatever is not as `docs/report.md` says is refused, with the place that is wrong.

use super::{
    Notice, Report, Summary, VERSION,
    json::{self, Range, Root},
};
use crate::{
    article::Article,
    attribution::{Attribution, SetOff},
    claim::{Claim, Reason},
    source::{Anonymity, Source},
    span::{AttributionId, SourceId, Span},
};

/// The report that [`Export::Json`](super::Export::Json) wrote, or that [`json`](super::json()) wrote of a page. Blocks and text nodes of the article are no part of it.
///
/// # Errors
/// Where it is no such report; the message says where.
pub fn read(json: &str) -> Result<Report, String> {
    let root: Root = serde_json::from_str(json).map_err(|e| format!("expected a report: {e}"))?;
    if root.version != VERSION {
        return Err(format!("expected version {VERSION}, found {}", root.version));
    }
    let text = root.article.text.ok_or("expected a report with its text")?.into_owned();
    let mut bytes: Vec<u32> = Vec::with_capacity(text.len() + 1);
    bytes.extend(text.char_indices().map(|(at, _)| Span::new(0, at).end));
    bytes.push(Span::new(0, text.len()).end);
    let reader = Reader { bytes, sources: root.sources.len(), attributions: root.attributions.len() };

    let numbered =
        |is: u32, at: usize| if is as usize == at { Ok(()) } else { Err(format!("expected id {at}, found {is}")) };
    let mut sources = Vec::with_capacity(root.sources.len());
    for (at, source) in root.sources.into_iter().enumerate() {
        numbered(source.id.0, at)?;
        sources.push(reader.source(source)?);
    }
    let (mut attributions, mut speakers) = (Vec::new(), Vec::new());
    for (at, one) in root.attributions.into_iter().enumerate() {
        numbered(one.id.0, at)?;
        speakers.push(one.speaker.map(|s| reader.known_source(s)).transpose()?);
        attributions.push(reader.attribution(one)?);
    }
    let mut claims = Vec::with_capacity(root.claims.len());
    for (at, claim) in root.claims.into_iter().enumerate() {
        numbered(claim.id.0, at)?;
        claims.push(reader.claim(claim)?);
    }
    let sentences: Vec<Range> = root.sentences.iter().map(|s| s.span).collect();
    Ok(Report {
        sources,
        attributions,
        speakers,
        set_off: root.set_off.iter().map(|s| reader.set_off(s)).collect::<Result<_, String>>()?,
        claims,
        scores: root.sentences.iter().map(|s| s.scores).collect(),
        sentences: reader.spans(&sentences)?,
        summary: reader.summary(root.summary)?,
        article: Article {
            meta: root.article.meta.into_owned(),
            text,
            truncated: root.article.truncated,
            ..Article::default()
        },
    })
}

/// What every part is held against.
struct Reader {
    /// The byte of each code point, and of the text's end.
    bytes: Vec<u32>,
    sources: usize,
    attributions: usize,
}

impl Reader {
    fn span(&self, [start, end]: Range) -> Result<Span, String> {
        let byte = |point: u32| self.bytes.get(point as usize).copied();
        match (byte(start), byte(end)) {
            (Some(start), Some(end)) if start < end => Ok(Span { start, end }),
            _ => Err(format!("expected a range of the text, found [{start}, {end}]")),
        }
    }

    fn spans(&self, ranges: &[Range]) -> Result<Vec<Span>, String> {
        ranges.iter().map(|range| self.span(*range)).collect()
    }

    fn known_source(&self, id: SourceId) -> Result<SourceId, String> {
        if id.index() < self.sources { Ok(id) } else { Err(format!("there is no source {}", id.0)) }
    }

    fn known_attribution(&self, id: AttributionId) -> Result<AttributionId, String> {
        if id.index() < self.attributions { Ok(id) } else { Err(format!("there is no attribution {}", id.0)) }
    }

    fn source(&self, source: json::Source) -> Result<Source, String> {
        Ok(Source {
            id: source.id,
            name: source.name.into_owned(),
            kind: source.kind,
            named: source.named,
            vague: source.vague,
            anonymity: source.anonymity.map(|a| self.anonymity(&a)).transpose()?,
            speaks_for: source.speaks_for.map(|s| self.span(s)).transpose()?,
            mentions: self.spans(&source.mentions)?,
        })
    }

    fn anonymity(&self, anonymity: &json::Anonymity) -> Result<Anonymity, String> {
        let reason = anonymity.reason.map(|r| self.span(r)).transpose()?;
        Ok(Anonymity { span: self.span(anonymity.span)?, reason })
    }

    fn set_off(&self, set_off: &json::SetOff) -> Result<SetOff, String> {
        Ok(SetOff { span: self.span(set_off.span)?, kind: set_off.kind })
    }

    fn attribution(&self, one: json::Attribution) -> Result<Attribution, String> {
        if one.content.is_empty() {
            return Err(format!("attribution {} has no content", one.id.0));
        }
        if one.within.is_some_and(|holder| holder >= one.id) {
            return Err(format!("attribution {} stands in a later one", one.id.0));
        }
        Ok(Attribution {
            id: one.id,
            source: self.spans(&one.source)?,
            cue: self.spans(&one.cue)?,
            content: self.spans(&one.content)?,
            form: one.form,
            act: one.act,
            stance: one.stance,
            occurrence: one.occurrence,
            within: one.within,
            continued: one.continued.map(|c| self.known_attribution(c)).transpose()?,
            relayed: self.spans(&one.relayed)?,
            confidence: one.confidence,
        })
    }

    fn claim(&self, claim: json::Claim) -> Result<Claim, String> {
        if claim.same_as.is_some_and(|first| first >= claim.id) {
            return Err(format!("claim {} repeats a later one", claim.id.0));
        }
        let reason = |r: json::Reason| Ok::<_, String>(Reason { why: r.why, words: self.spans(&r.words)? });
        Ok(Claim {
            id: claim.id,
            span: self.span(claim.span)?,
            kind: claim.kind,
            certainty: claim.certainty,
            polarity: claim.polarity,
            check: claim.check,
            attribution: claim.attribution.map(|a| self.known_attribution(a)).transpose()?,
            sourcing: claim.sourcing,
            stance: claim.stance,
            unsaid: claim.unsaid,
            reasons: claim.reasons.into_iter().map(reason).collect::<Result<_, String>>()?,
            same_as: claim.same_as,
            rank: claim.rank,
        })
    }

    fn summary(&self, summary: json::Summary) -> Result<Summary, String> {
        for share in summary.shares.iter() {
            self.known_source(share.source)?;
        }
        let notice = |n: json::Notice| {
            Ok(Notice {
                kind: n.kind,
                sources: n.sources.iter().map(|s| self.known_source(*s)).collect::<Result<_, String>>()?,
                share: n.share,
                attributions: n
                    .attributions
                    .iter()
                    .map(|a| self.known_attribution(*a))
                    .collect::<Result<_, String>>()?,
                evidence: self.spans(&n.evidence)?,
            })
        };
        Ok(Summary {
            words: summary.words,
            attributed: summary.attributed,
            shares: summary.shares.into_owned(),
            naming: summary.naming,
            notices: summary.notices.into_iter().map(notice).collect::<Result<_, String>>()?,
        })
    }
}
