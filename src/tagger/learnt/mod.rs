//! Spans found by a small recurrent network that was trained on PolNeAR; `training/README.md` is its model card.
//!
//! In goes a [`Document`], out come [`Candidate`]s. The network tags tokens, [`tie`] makes candidates of its flat spans, and what
//! is nested in them comes from the rules. Native for now: the extension ships the rules.

mod decode;
pub mod features;
mod kernel;
mod model;
mod network;
mod tie;
pub mod vocabulary;

use std::ops::Range;

pub use model::{Fault, Model};

use super::{Candidate, Construction, rule};
use crate::{document::Document, span::Span};

/// The candidates of the model that ships.
pub(super) fn tag(document: &Document) -> Vec<Candidate> {
    Tagger::new(Model::shipped()).tag(document)
}

/// A model with the room that it works in, made once for many documents.
#[derive(Debug)]
pub struct Tagger<'m> {
    model: &'m Model,
    scratch: network::Scratch,
    lattice: decode::Lattice,
}

impl<'m> Tagger<'m> {
    /// A tagger that works with `model`.
    #[must_use]
    pub fn new(model: &'m Model) -> Self {
        Self { model, scratch: network::Scratch::default(), lattice: decode::Lattice::default() }
    }

    /// The candidates of `document`.
    pub fn tag(&mut self, document: &Document) -> Vec<Candidate> {
        let mut found = tie::tie(document, &self.spans(document));
        for candidate in &mut found {
            candidate.confidence = self.model.confidence(candidate.confidence);
        }
        let ruled = beside(rule::tag(document), &found);
        found.extend(ruled);
        found
    }

    /// The flat spans, in the order of the text.
    fn spans(&mut self, document: &Document) -> Vec<decode::Tagged> {
        let rows = features::rows(document);
        let mut found = Vec::new();
        for window in features::windows(document) {
            self.window(document, &rows, window, &mut found);
        }
        found
    }

    /// Adds the spans of one window, which hang on no other.
    fn window(
        &mut self,
        document: &Document,
        rows: &[features::Row],
        window: Range<usize>,
        found: &mut Vec<decode::Tagged>,
    ) {
        let first = window.start;
        let key = |t: usize, key: &mut String| vocabulary::key(document, first + t, key);
        let logits = self.model.logits(&rows[window], key, &mut self.scratch);
        self.model.decode(logits, first, &mut self.lattice, found);
    }
}

/// Those of the rules' candidates that the model leaves room for. It was taught flat spans, so who is quoted by whom is quoted is
/// left to the rules: *The mayor said {that engineers say it is safe}*. And its teachers seldom marked some constructions that
/// attribute all the same; those stand where it found nothing.
fn beside(mut ruled: Vec<Candidate>, found: &[Candidate]) -> Vec<Candidate> {
    let mut contents: Vec<Span> = found.iter().flat_map(|c| &c.content).copied().collect();
    contents.sort_unstable();
    let mut taken: Vec<Span> = found.iter().flat_map(spans).collect();
    taken.sort_unstable();
    ruled.retain(|candidate| {
        let Some(cue) = candidate.cue.first() else { return false };
        let holder = contents.partition_point(|c| c.start <= cue.start).checked_sub(1).map(|i| contents[i]);
        let nested = holder.is_some_and(|h| spans(candidate).all(|s| h.contains(s) && h != s));
        let unmarked =
            matches!(candidate.construction, Construction::Phrase | Construction::Colon | Construction::Agentless);
        let free = |span: Span| {
            let next = taken.partition_point(|t| t.end <= span.start);
            taken.get(next).is_none_or(|t| !t.overlaps(span))
        };
        nested || unmarked && spans(candidate).all(free)
    });
    ruled
}

fn spans(candidate: &Candidate) -> impl Iterator<Item = Span> {
    candidate.source.iter().chain(&candidate.cue).chain(&candidate.content).copied()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Article;

    const TEXT: &str = include_str!("tests/bridge.txt");

    #[test]
    fn says_what_the_trained_network_says() {
        let document = Document::segment(Article::from_text(TEXT));
        let rows = features::rows(&document);
        let mut scratch = network::Scratch::default();
        let mut expected = include_str!("tests/bridge.logits").lines();
        for window in features::windows(&document) {
            let key = |t: usize, key: &mut String| vocabulary::key(&document, window.start + t, key);
            let logits = Model::shipped().logits(&rows[window.clone()], key, &mut scratch);
            for (row, line) in logits.chunks_exact(model::LABELS).zip(expected.by_ref()) {
                for (ours, theirs) in row.iter().zip(line.split(' ')) {
                    let theirs: f32 = theirs.parse().expect("a number");
                    assert!((ours - theirs).abs() < 1e-3, "{row:?} {line}");
                }
            }
        }
        assert_eq!(expected.next(), None);
    }

    #[test]
    fn tags_an_article_in_pieces_as_in_one() {
        let document = Document::segment(Article::from_text(&TEXT.repeat(4)));
        let windows = features::windows(&document);
        assert!(windows.len() > 3);
        let model = Model::shipped();
        let whole = Tagger::new(model).spans(&document);
        let pieces: Vec<_> = windows
            .into_iter()
            .rev()
            .map(|window| {
                let mut found = Vec::new();
                Tagger::new(model).window(&document, &features::rows(&document), window, &mut found);
                found
            })
            .collect();
        assert_eq!(whole, pieces.into_iter().rev().flatten().collect::<Vec<_>>());
    }

    #[test]
    fn leaves_what_is_quoted_within_a_content_to_the_rules() {
        let text = "The mayor said on Tuesday that the chief engineer had told her that the bridge was safe.";
        let document = Document::segment(Article::from_text(text));
        let found = tag(&document);
        let sources: Vec<&str> = found.iter().flat_map(|c| &c.source).map(|s| document.article.slice(*s)).collect();
        assert_eq!(sources, ["The mayor", "the chief engineer"]);
    }

    #[test]
    fn is_total() {
        for text in ["", " \n ", ".", "“", "said", &"said ".repeat(2000), &"”“".repeat(700), "\u{feff}\u{200d}\u{301}"]
        {
            let _ = tag(&Document::segment(Article::from_text(text)));
        }
    }
}
