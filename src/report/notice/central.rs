//! The notice that the article's central point has no named source.

use std::collections::HashSet;

use super::{Case, Notice, NoticeKind};
use crate::{article::BlockKind, attribution::Attribution, lexicon::SourceKind, source::Source, span::Span};

/// What is said of the opening elsewhere, by anybody who may have a name, backs it if it has this share of its words.
const BACKED: f32 = 0.3;
/// Least confidence of an attribution on which the notice may rest.
const SURE: f32 = 0.6;
/// Heads of phrases whose bearers are left unnamed by choice; a resident or a doctor may be one of those who are named later.
const WITHHELD: [&str; 17] = [
    "adviser",
    "advisers",
    "aide",
    "aides",
    "diplomat",
    "diplomats",
    "insider",
    "insiders",
    "lawmaker",
    "official",
    "officials",
    "one",
    "people",
    "person",
    "source",
    "sources",
    "staffer",
];

/// What the article opens with is attributed to nobody by name, and nobody who may have a name says anything like it.
///
/// The opening is the headline, the standfirst and the first paragraph: news puts there what the article is about (the inverted
/// pyramid), and what a reader takes away.
pub(super) fn unnamed_only(case: &Case) -> Option<Notice> {
    let opening = opening(case)?;
    let (central, others): (Vec<&Attribution>, Vec<&Attribution>) =
        case.outermost().partition(|a| a.content.iter().any(|c| c.start < opening));
    let unnamed = |a: &&Attribution| case.speaker(a).is_some_and(is_withheld);
    if central.is_empty() || !central.iter().all(unnamed) || !central.iter().any(|a| a.confidence >= SURE) {
        return None;
    }
    let point = words(case, central.iter().flat_map(|a| a.content.iter().copied()));
    let backs = |a: &Attribution| {
        let said = words(case, a.content.iter().copied());
        let common = point.intersection(&said).count();
        common as f32 >= BACKED * point.len() as f32
    };
    if point.len() < 3 || others.iter().any(|a| !unnamed(a) && backs(a)) {
        return None;
    }
    let mut sources: Vec<_> = central.iter().filter_map(|a| case.speakers.of[a.id.index()]).collect();
    sources.dedup();
    Some(Notice {
        kind: NoticeKind::UnnamedOnly,
        sources,
        share: None,
        attributions: central.iter().map(|a| a.id).collect(),
        evidence: central.iter().flat_map(|a| a.source.iter().chain(&a.content).copied()).collect(),
    })
}

/// Where the opening ends, if the text goes on behind it.
fn opening(case: &Case) -> Option<u32> {
    let blocks = &case.document.article.blocks;
    let first = blocks.iter().position(|b| b.kind == BlockKind::Paragraph)?;
    (first + 1 < blocks.len()).then(|| blocks[first].span.end)
}

/// Whether the article could have named it and does not. A body has no name to withhold, *the council*, *police*, and a
/// spokesman speaks for one.
fn is_withheld(source: &Source) -> bool {
    let people = matches!(source.kind, None | Some(SourceKind::Person | SourceKind::Group));
    let mut words = source.name.split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase);
    let withheld = source.anonymity.is_some() || words.any(|w| WITHHELD.contains(&w.as_str()));
    !source.named && people && source.speaks_for.is_none() && withheld
}

/// The words of some spans that mean something, cut to their first letters, so that *resigned* and *resign* are one.
fn words(case: &Case, spans: impl Iterator<Item = Span>) -> HashSet<String> {
    let document = case.document;
    let means = |t: &usize| document.is_word(*t) && document.closed(*t).is_empty() && document.lower(*t).len() > 2;
    let tokens = spans.flat_map(|s| document.tokens_in(s)).filter(means);
    tokens.map(|t| document.lower(t).chars().take(5).collect()).collect()
}
