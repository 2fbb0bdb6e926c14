//! Notices about who is given the word: mostly one source, a chain, little attributed.

use super::{Case, Notice, NoticeKind};
use crate::{
    article::foreign,
    attribution::{Attribution, Occurrence},
    lexicon::{self, Act, CueClass, SourceKind},
    report::count::{Coverage, WordCounts},
    source::Source,
    span::Span,
};

/// Fewest words of an article for which a share of its sources means anything.
const MIN_WORDS: u32 = 120;
/// The one source supplies at least this share of what is attributed ...
const MOSTLY: f32 = 0.5;
/// ... so many times as much as the next ...
const AHEAD: u32 = 2;
/// ... in at least so many attributions of the running text ...
const MIN_TURNS: usize = 3;
/// ... and so much is attributed that the article can be said to rest on it.
const RESTS: f32 = 0.25;

/// Most of what is attributed comes from one source: not from nobody in particular, nor from the writer.
pub(super) fn mostly_one_source(case: &Case) -> Option<Notice> {
    let summary = case.summary;
    let first = summary.shares.first()?;
    let next = summary.shares.get(1).map_or(0, |s| s.words);
    let attributed = summary.words - summary.naming.own.words;
    let share = first.words as f32 / attributed.max(1) as f32;
    let rests = summary.words >= MIN_WORDS && summary.attributed >= RESTS;
    if !rests || share < MOSTLY || first.words < AHEAD * next {
        return None;
    }
    let turns: Vec<&Attribution> =
        case.outermost().filter(|a| case.speakers.of[a.id.index()] == Some(first.source)).collect();
    // What is laid to somebody by the drift of the text alone makes no turn.
    let running = |a: &&&Attribution| {
        let blocks = &case.document.article.blocks;
        let block = blocks.partition_point(|b| b.span.end <= a.content[0].start);
        a.continued.is_none() && blocks.get(block).is_some_and(|b| !b.kind.stands_apart())
    };
    let source = &case.speakers.sources[first.source.index()];
    let one = !source.vague && !is_pronoun(source) && turns.iter().filter(running).count() >= MIN_TURNS;
    one.then(|| Notice {
        kind: NoticeKind::MostlyOneSource,
        sources: vec![first.source],
        share: Some(share),
        attributions: turns.iter().map(|a| a.id).collect(),
        evidence: turns.iter().flat_map(|a| a.content.iter().copied()).collect(),
    })
}

/// Whether nothing is known of it but a pronoun: the *I* of whoever writes, a *they* that fits nobody.
fn is_pronoun(source: &Source) -> bool {
    lexicon::pronoun(&source.name.to_lowercase()).is_some()
}

/// Least confidence of each link of a chain that is shown.
const SURE: f32 = 0.5;

/// Somebody is cited for what another said. The surest such chain is shown, and all are listed.
pub(super) fn chain(case: &Case) -> Option<Notice> {
    let link = |inner: &Attribution| {
        let outer = &case.attributions[inner.within?.index()];
        let [Some(told), Some(said)] = [outer, inner].map(|a| case.speakers.of[a.id.index()]) else { return None };
        let sure = outer.confidence.min(inner.confidence);
        let speak = [told, said].iter().all(|s| can_speak(&case.speakers.sources[s.index()]));
        let shown =
            told != said && speak && sure >= SURE && is_speech(outer) && is_speech(inner) && has_verb(case, inner);
        shown.then_some((sure, inner.id, told, said))
    };
    let links: Vec<_> = case.attributions.iter().filter_map(link).collect();
    let surest = links.iter().max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)))?;
    let inner = links.iter().map(|l| &case.attributions[l.1.index()]);
    Some(Notice {
        kind: NoticeKind::Chain,
        sources: vec![surest.2, surest.3],
        share: None,
        attributions: links.iter().map(|l| l.1).collect(),
        evidence: inner.flat_map(|a| a.source.iter().chain(&a.cue).chain(&a.content).copied()).collect(),
    })
}

fn is_speech(attribution: &Attribution) -> bool {
    let speaks = matches!(attribution.act, Act::Statement | Act::Question | Act::Demand | Act::Denial);
    speaks && attribution.occurrence == Occurrence::Actual
}

/// Whether it is somebody: *Section 4* says something, yet nobody said it.
fn can_speak(source: &Source) -> bool {
    let known = source.named || source.kind.is_some();
    known && !source.vague && source.kind != Some(SourceKind::Document) && !is_pronoun(source)
}

/// Whether its cue has a verb that tells of speech wherever it stands, *said*, not *described*.
fn has_verb(case: &Case, attribution: &Attribution) -> bool {
    let document = case.document;
    let speaks = |t: usize| {
        let form = lexicon::cue_at(|i| document.lower_at(i), t, CueClass::Verb);
        form.is_some_and(|f| f.cue.strong && f.cue.frames.clause)
    };
    attribution.cue.iter().flat_map(|s| document.tokens_in(*s)).any(speaks)
}

/// Fewest words of an article of which one may say that little is attributed in it.
const LONG: u32 = 250;
/// Little: less than this share of its words.
const LITTLE: f32 = 0.08;

/// Little is attributed. What stands in quotation marks may be speech that was not understood, so it counts as attributed here;
/// and of another language nothing was understood.
pub(super) fn little_attributed(case: &Case) -> Option<Notice> {
    let (document, summary) = (case.document, case.summary);
    if summary.words < LONG || summary.attributed >= LITTLE || foreign(&document.article).is_some() {
        return None;
    }
    let counts = WordCounts::of(document);
    let mut covered = Coverage::default();
    let contents = case.outermost().flat_map(|a| a.content.iter().copied());
    let mut spoken: Vec<Span> = contents.chain(document.quotations.iter().map(|q| q.span)).collect();
    spoken.sort_unstable();
    let words: u32 = spoken.iter().filter_map(|s| covered.add(*s)).map(|rest| counts.within(rest)).sum();
    if words as f32 >= LITTLE * summary.words as f32 {
        return None;
    }
    Some(Notice {
        kind: NoticeKind::LittleAttributed,
        sources: Vec::new(),
        share: Some(summary.attributed),
        attributions: case.outermost().map(|a| a.id).collect(),
        evidence: case.outermost().flat_map(|a| a.content.iter().copied()).collect(),
    })
}
