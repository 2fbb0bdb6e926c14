//! What the article rests on: how much of it is attributed, and to whom.

use serde::{Deserialize, Serialize};

use crate::{
    attribution::Attribution,
    document::Document,
    source::Speakers,
    span::{SourceId, Span},
};

/// The article in figures.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Summary {
    /// Words of the article.
    pub words: u32,
    /// Share of them, 0 to 1, that stands in some attribution's content.
    pub attributed: f32,
    /// Sources by the share that they supply, largest first.
    pub shares: Vec<Share>,
}

/// What one source supplies.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Share {
    /// Which source.
    pub source: SourceId,
    /// Words of the article in its outermost contents. Where one attribution stands in another, the outer source supplies them.
    pub words: u32,
    /// The same as a share of the article's words, 0 to 1.
    pub share: f32,
}

impl Summary {
    pub(super) fn of(document: &Document, attributions: &[Attribution], speakers: &Speakers) -> Self {
        let counts = WordCounts::of(document);
        let words = counts.total();
        let share = |n: u32| if words == 0 { 0.0 } else { n as f32 / words as f32 };
        let mut by_source = vec![0; speakers.sources.len()];
        let mut covered = Coverage::default();
        let outermost = attributions.iter().filter(|a| a.within.is_none());
        let mut contents: Vec<(Span, Option<SourceId>)> =
            outermost.flat_map(|a| a.content.iter().map(|s| (*s, speakers.of[a.id.index()]))).collect();
        contents.sort_by_key(|(span, _)| span.start);
        for (span, speaker) in contents {
            let new = covered.add(span).map_or(0, |rest| counts.within(rest));
            if let Some(speaker) = speaker {
                by_source[speaker.index()] += new;
            }
            covered.words += new;
        }
        let mut shares: Vec<Share> = by_source
            .into_iter()
            .enumerate()
            .map(|(id, words)| Share { source: SourceId::at(id), words, share: share(words) })
            .collect();
        shares.sort_by_key(|s| (std::cmp::Reverse(s.words), s.source));
        Self { words, attributed: share(covered.words), shares }
    }
}

/// What has been counted so far, so that no word counts twice.
#[derive(Default)]
struct Coverage {
    end: u32,
    words: u32,
}

impl Coverage {
    /// The part of `span` that was not covered; spans come by their start.
    fn add(&mut self, span: Span) -> Option<Span> {
        let rest = Span { start: span.start.max(self.end), end: span.end.max(self.end) };
        self.end = rest.end;
        (!rest.is_empty()).then_some(rest)
    }
}

/// Words up to each token, so that a span is counted in no time.
struct WordCounts<'a> {
    document: &'a Document,
    before: Vec<u32>,
}

impl<'a> WordCounts<'a> {
    fn of(document: &'a Document) -> Self {
        let mut before = Vec::with_capacity(document.tokens.len() + 1);
        let mut count = 0;
        before.push(0);
        for t in 0..document.tokens.len() {
            // A clitic is part of the word before it.
            count +=
                u32::from(document.is_word(t) && !document.lower(t).starts_with('\'') && document.lower(t) != "n't");
            before.push(count);
        }
        Self { document, before }
    }

    fn total(&self) -> u32 {
        self.before.last().copied().unwrap_or_default()
    }

    fn within(&self, span: Span) -> u32 {
        let tokens = self.document.tokens_in(span);
        self.before[tokens.end.max(tokens.start)] - self.before[tokens.start]
    }
}
