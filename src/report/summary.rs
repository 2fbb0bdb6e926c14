//! What the article rests on: how much of it is attributed, to whom, and how well these are named.

use serde::{Deserialize, Serialize};

use super::{
    count::{Coverage, WordCounts},
    notice::{self, Case, Notice},
};
use crate::{
    attribution::{Attribution, SetOff},
    claim::Sourcing,
    document::Document,
    source::{Source, Speakers},
    span::{SourceId, Span},
};

/// The article in figures, and what is worth noticing about the whole of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Summary {
    /// Words of the article.
    pub words: u32,
    /// Share of them, 0 to 1, that stands in some attribution's content.
    pub attributed: f32,
    /// Sources by the share that they supply, largest first.
    pub shares: Vec<Share>,
    /// All the words by how the article names whose they are.
    pub naming: Naming,
    /// What is worth noticing, in the order of [`NoticeKind::ALL`](super::NoticeKind::ALL).
    pub notices: Vec<Notice>,
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

/// The article's words by how it names whose they are. Each word counts once, so the five parts are the whole.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Naming {
    /// Attributed to somebody by name: *Ada Kvist said*.
    pub named: Part,
    /// Attributed to somebody in particular without a name: *a senior treasury official said*.
    pub unnamed: Part,
    /// Attributed to nobody in particular: *critics say*.
    pub vague: Part,
    /// Attributed, and the article does not say to whom, or not for certain: *reportedly*.
    pub unknown: Part,
    /// In the article's own voice.
    pub own: Part,
}

/// Some of the article's words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Part {
    /// How many.
    pub words: u32,
    /// The same as a share of all words, 0 to 1.
    pub share: f32,
}

impl Naming {
    /// The part that `speaker` adds to.
    fn part(&mut self, speaker: Option<&Source>) -> &mut Part {
        match speaker.map(Sourcing::by) {
            Some(Sourcing::Named) => &mut self.named,
            Some(Sourcing::Vague) => &mut self.vague,
            Some(Sourcing::Unnamed) => &mut self.unnamed,
            Some(Sourcing::None) | None => &mut self.unknown,
        }
    }
}

impl Summary {
    pub(super) fn of(
        document: &Document,
        attributions: &[Attribution],
        speakers: &Speakers,
        set_off: &[SetOff],
    ) -> Self {
        let counts = WordCounts::of(document);
        let words = counts.total();
        let share = |n: u32| if words == 0 { 0.0 } else { n as f32 / words as f32 };
        let mut by_source = vec![0; speakers.sources.len()];
        let mut naming = Naming::default();
        let mut attributed = 0;
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
            naming.part(speaker.map(|s| &speakers.sources[s.index()])).words += new;
            attributed += new;
        }
        naming.own.words = words - attributed;
        let Naming { named, unnamed, vague, unknown, own } = &mut naming;
        for part in [named, unnamed, vague, unknown, own] {
            part.share = share(part.words);
        }
        let mut shares: Vec<Share> = by_source
            .into_iter()
            .enumerate()
            .map(|(id, words)| Share { source: SourceId::at(id), words, share: share(words) })
            .collect();
        shares.sort_by_key(|s| (std::cmp::Reverse(s.words), s.source));
        let mut summary = Self { words, attributed: share(attributed), shares, naming, notices: Vec::new() };
        summary.notices = notice::find(&Case { document, attributions, speakers, set_off, summary: &summary });
        summary
    }
}
