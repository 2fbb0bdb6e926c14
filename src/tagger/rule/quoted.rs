//! Quotations that no cue of their sentence claims: the rest of a speech, or a speech whose cue stands a sentence away.
//!
//! `“It is safe,” the mayor said. “It has been for years.”`: the second quotation belongs to the first one's candidate.

use super::{PLAIN, candidate, scope::Scope};
use crate::{
    document::Document,
    span::Span,
    tagger::{Candidate, Construction},
};

/// Fewest words of a quotation that can stand on its own as speech; shorter ones are names, titles and terms.
const MIN_WORDS: usize = 4;

/// How many candidates back a quotation may find its own; it keeps the work linear.
const NEAR: usize = 32;

/// Ties every free-standing quotation to the speech before it in its block, or makes a candidate of its own.
/// `found` holds the cues of earlier sentences before those of later ones; new candidates come behind them all.
pub(super) fn claim(document: &Document, found: &mut Vec<Candidate>) {
    let mut covered: Vec<Span> = found.iter().flat_map(|c| c.content.iter().copied()).collect();
    covered.sort_unstable();
    let mut added = Vec::new();
    for quotation in document.quotations.iter().filter(|q| q.depth == 0) {
        let next = covered.partition_point(|c| c.end <= quotation.span.start);
        if covered.get(next).is_some_and(|c| c.overlaps(quotation.span)) || !stands_free(document, quotation.span) {
            continue;
        }
        let owner =
            announced(document, found, quotation.span).or_else(|| speech_before(document, found, quotation.span));
        match owner {
            Some(i) => found[i].content.push(quotation.span),
            None => added.extend(introduced(document, quotation.span)),
        }
    }
    found.extend(added);
}

/// The candidates whose cues stand before `quotation`, nearest first, with their indices: no more than can matter.
fn before(found: &[Candidate], quotation: Span) -> impl Iterator<Item = (usize, &Candidate)> {
    let end = found.partition_point(|c| c.cue.first().is_none_or(|cue| cue.start < quotation.start));
    found[..end].iter().enumerate().rev().take(NEAR)
}

/// The candidate of the sentence before, if that ends in a colon: *Asked about the bridge, the mayor said:*.
fn announced(document: &Document, found: &[Candidate], quotation: Span) -> Option<usize> {
    let announcement = announcement(document, quotation)?;
    let announces = |c: &Candidate| {
        let cue = c.cue.first().is_some_and(|cue| announcement.contains(*cue));
        cue && !c.source.is_empty() && c.construction != Construction::Colon
    };
    before(found, quotation).find(|(_, c)| announces(c)).map(|(i, _)| i)
}

/// The sentence right before the one that `quotation` opens, if it ends in a colon.
fn announcement(document: &Document, quotation: Span) -> Option<Span> {
    let first = document.tokens_in(quotation).start;
    let before = &document.sentences[document.sentence_of(first).checked_sub(1)?];
    (document.word(before.tokens.end - 1) == ":").then_some(before.span)
}

/// A quotation that the sentence before introduces by subject, cue and colon, or, failing that, one without a source.
fn introduced(document: &Document, quotation: Span) -> Option<Candidate> {
    let content = vec![quotation];
    let spoken = announcement(document, quotation).and_then(|a| {
        let last = document.tokens_in(a).end - 1;
        Scope::new(document, document.sentence_of(last)).announcing_cue(last)
    });
    match spoken {
        Some((source, cue, reading)) => candidate(vec![source], vec![cue], content, reading, Construction::Speech),
        None => candidate(Vec::new(), Vec::new(), content, PLAIN, Construction::Continued),
    }
}

/// A whole sentence or more in quotation marks, not a fragment within one: it begins and ends as its sentences do.
fn stands_free(document: &Document, quotation: Span) -> bool {
    let tokens = document.tokens_in(quotation);
    if tokens.is_empty() || tokens.clone().filter(|&t| document.is_word(t)).count() < MIN_WORDS {
        return false;
    }
    let first = &document.sentences[document.sentence_of(tokens.start)];
    let last = &document.sentences[document.sentence_of(tokens.end - 1)];
    first.tokens.start == tokens.start && last.tokens.end <= tokens.end
}

/// The speech that ends nearest before `quotation`: in its block or the one before.
fn speech_before(document: &Document, found: &[Candidate], quotation: Span) -> Option<usize> {
    let end = |c: &Candidate| c.content.iter().chain(&c.cue).map(|s| s.end).max();
    let earlier = before(found, quotation).filter(|(_, c)| {
        c.construction == Construction::Speech && !c.source.is_empty() && end(c).is_some_and(|e| e <= quotation.start)
    });
    let (nearest, speech) = earlier.max_by_key(|(_, c)| end(c))?;
    let distance = block_of(document, quotation) - block_of(document, *speech.cue.first()?);
    (distance <= 1).then_some(nearest)
}

fn block_of(document: &Document, span: Span) -> usize {
    document.article.blocks.partition_point(|b| b.span.end <= span.start)
}
