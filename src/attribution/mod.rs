//! Who says what.
//!
//! In go a [`Document`] and a tagger's [`Candidate`]s, out come [`Attribution`]s: told apart where candidates claim the same
//! cue, nested where one stands in another's content. `ISW said that the mayor said it was safe` gives two, the second within
//! the first.

mod continued;
mod form;
mod occurrence;
mod relay;
mod set_off;

use std::cmp::Reverse;

pub use form::Form;
pub use occurrence::Occurrence;
pub use set_off::{SetOff, SetOffKind, set_off};

use crate::{
    document::Document,
    lexicon::{Act, Stance},
    span::{AttributionId, Span},
    tagger::Candidate,
};

/// A content that the text ascribes to a source.
#[derive(Clone, Debug, PartialEq)]
pub struct Attribution {
    /// Its index among the article's attributions, which stand in the order of the text.
    pub id: AttributionId,
    /// The words that name who is speaking; empty where nobody is named.
    pub source: Vec<Span>,
    /// The words that attribute; empty where a quotation stands without any.
    pub cue: Vec<Span>,
    /// What is attributed: sorted, disjoint, and disjoint from its own source and cue. Never empty, nor any span of it without a word.
    pub content: Vec<Span>,
    /// Whose words the content is given in.
    pub form: Form,
    /// What the speaker did.
    pub act: Act,
    /// How the text stands to the content.
    pub stance: Stance,
    /// Whether the speaker did so at all: *did not say*, *may say*.
    pub occurrence: Occurrence,
    /// The attribution whose content holds this one.
    pub within: Option<AttributionId>,
    /// The attribution that this one goes on with, where no words attribute it and only the drift of the text does: *She said that it was
    /// safe. It would reopen in May.* It has neither source words nor cue.
    pub continued: Option<AttributionId>,
    /// The words that name the medium or channel by which it came: *told **Reuters***, *in **an interview***; mostly none.
    pub relayed: Vec<Span>,
    /// How sure the tagger is, 0 to 1: see [`Candidate::confidence`].
    pub confidence: f32,
}

/// Makes attributions of a tagger's candidates.
#[must_use]
pub fn link(document: &Document, candidates: Vec<Candidate>) -> Vec<Attribution> {
    let mut kept = without_rivals(candidates);
    kept.iter_mut().for_each(|c| tidy(document, c));
    kept.retain(|c| !c.content.is_empty() && !set_off::is_name(document, c));
    let goes_on = continued::find(document, &kept);
    // Each with its index among those kept, or with that of the one that it goes on with.
    let known = kept.into_iter().enumerate().map(|(i, c)| (Some(i), None, c));
    let mut all: Vec<_> = known.chain(goes_on.into_iter().map(|(base, c)| (None, Some(base), c))).collect();
    all.sort_by_cached_key(|(.., c)| {
        let Span { start, end } = extent(c);
        (start, Reverse(end))
    });
    let mut ids = vec![AttributionId::default(); all.len()];
    for (id, (i, ..)) in all.iter().enumerate() {
        i.iter().for_each(|&i| ids[i] = AttributionId::at(id));
    }
    let base: Vec<Option<AttributionId>> = all.iter().map(|(_, base, _)| base.map(|b| ids[b])).collect();
    let kept: Vec<Candidate> = all.into_iter().map(|(.., c)| c).collect();
    let within = nesting(&kept);
    let attribution = |(id, c): (usize, Candidate)| Attribution {
        id: AttributionId::at(id),
        form: Form::of(document, &c.content),
        occurrence: Occurrence::of(document, &c.source, &c.cue, c.act),
        within: within[id],
        continued: base[id],
        relayed: relay::of(document, &c.source, &c.cue, &c.content),
        confidence: c.confidence,
        source: c.source,
        cue: c.cue,
        content: c.content,
        act: c.act,
        stance: c.stance,
    };
    kept.into_iter().enumerate().map(attribution).collect()
}

/// Of candidates that share a word of their cues, the surest.
fn without_rivals(mut candidates: Vec<Candidate>) -> Vec<Candidate> {
    let cue_start = |c: &Candidate| c.cue.first().map_or(u32::MAX, |s| s.start);
    candidates.sort_by(|a, b| cue_start(a).cmp(&cue_start(b)).then(b.confidence.total_cmp(&a.confidence)));
    let mut kept: Vec<Candidate> = Vec::new();
    for candidate in candidates {
        let rival = kept.last_mut().filter(|k| k.cue.iter().any(|a| candidate.cue.iter().any(|b| a.overlaps(*b))));
        match rival {
            Some(rival) if candidate.confidence > rival.confidence => *rival = candidate,
            Some(_) => {}
            None => kept.push(candidate),
        }
    }
    kept
}

/// Sorts a candidate's content, joins what overlaps, and takes its own cue and source out of it. What has no word goes: a comma
/// that stood between cue and source is nothing that anybody said.
fn tidy(document: &Document, candidate: &mut Candidate) {
    let mut content = std::mem::take(&mut candidate.content);
    content.sort_unstable();
    let holes: Vec<Span> = candidate.cue.iter().chain(&candidate.source).copied().collect();
    for span in content {
        let mut parts = vec![span];
        for hole in &holes {
            parts = parts.into_iter().flat_map(|p| cut(p, *hole)).collect();
        }
        for part in parts {
            match candidate.content.last_mut() {
                Some(last) if part.start <= last.end => *last = last.join(part),
                _ => candidate.content.push(part),
            }
        }
    }
    let says = |span: &Span| document.article.slice(*span).contains(char::is_alphanumeric);
    candidate.source.retain(says);
    candidate.content.retain(says);
}

/// `span` without `hole`: none, one or two spans.
fn cut(span: Span, hole: Span) -> Vec<Span> {
    if !span.overlaps(hole) {
        return vec![span];
    }
    let left = Span { start: span.start, end: hole.start.max(span.start) };
    let right = Span { start: hole.end.min(span.end), end: span.end };
    [left, right].into_iter().filter(|s| !s.is_empty()).collect()
}

/// From the first to the last byte of a candidate's cue and content. Its source may be another's too, far before.
fn extent(candidate: &Candidate) -> Span {
    let mut spans = candidate.cue.iter().chain(&candidate.content).copied();
    let first = spans.next().unwrap_or_default();
    spans.fold(first, Span::join)
}

/// For each candidate the innermost other whose content holds its cue (or its whole content, where it has no cue). Candidates
/// come by extent, outer first, so one walk with a stack of open ones does.
fn nesting(candidates: &[Candidate]) -> Vec<Option<AttributionId>> {
    let extents: Vec<Span> = candidates.iter().map(extent).collect();
    let mut open: Vec<usize> = Vec::new();
    let mut within = Vec::with_capacity(candidates.len());
    for (i, candidate) in candidates.iter().enumerate() {
        while open.last().is_some_and(|&o| extents[o].end <= extents[i].start) {
            open.pop();
        }
        let anchor = candidate.cue.first().unwrap_or(&candidate.content[0]);
        let holder = open.iter().rev().take(MAX_DEPTH).find(|&&o| {
            let holds = |inner: Span| candidates[o].content.iter().any(|c| c.contains(inner));
            holds(*anchor) && candidate.content.iter().all(|c| holds(*c))
        });
        within.push(holder.map(|&o| AttributionId::at(o)));
        open.push(i);
    }
    within
}

/// How many open attributions are asked whether they hold the next: deeper chains are not written.
const MAX_DEPTH: usize = 32;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{article::Article, tagger::Construction};

    #[test]
    fn cuts_a_hole_out_of_a_span() {
        let span = Span::new(2, 10);
        assert_eq!(cut(span, Span::new(4, 6)), [Span::new(2, 4), Span::new(6, 10)]);
        assert_eq!(cut(span, Span::new(0, 4)), [Span::new(4, 10)]);
        assert_eq!(cut(span, Span::new(0, 20)), []);
        assert_eq!(cut(span, Span::new(10, 12)), [span]);
    }

    #[test]
    fn nobody_said_a_comma() {
        let document = Document::segment(Article::from_text("Ada:, it is safe, Ada said."));
        let mut candidate = Candidate {
            source: vec![Span::new(18, 21)],
            cue: vec![Span::new(22, 26)],
            content: vec![Span::new(6, 16), Span::new(4, 5)],
            act: Act::Statement,
            stance: Stance::Neutral,
            construction: Construction::Parenthesis,
            confidence: 1.0,
        };
        tidy(&document, &mut candidate);
        assert_eq!(candidate.content, [Span::new(6, 16)]);
    }
}
