//! From logits to spans: the best sequence of labels by Viterbi, over transitions that were learnt.
//!
//! In go logits a token, out come spans of tokens: in `the mayor said it fell` the source 0..2, the cue 2..3 and the content 3..5.

use std::ops::Range;

use super::model::{LABELS, Model};

/// What a tagged span is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Part {
    /// The words that name who is speaking.
    Source,
    /// The words that attribute.
    Cue,
    /// What is attributed.
    Content,
}

/// In the order of the labels: label `1 + 2 p` begins part `p`, the next goes on with it.
const PARTS: [Part; 3] = [Part::Source, Part::Cue, Part::Content];

/// A flat span.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tagged {
    /// What it is.
    pub part: Part,
    /// Its tokens; never empty.
    pub tokens: Range<usize>,
}

/// Room to decode one window.
#[derive(Debug, Default)]
pub struct Lattice {
    back: Vec<[u8; LABELS]>,
    labels: Vec<u8>,
}

impl Model {
    /// Adds the spans of a window, whose first token is `first`, to `found`.
    pub(super) fn decode(&self, logits: &[f32], first: usize, lattice: &mut Lattice, found: &mut Vec<Tagged>) {
        self.best(logits, lattice);
        let mut open: Option<Tagged> = None;
        for (token, &label) in (first..).zip(&lattice.labels) {
            let part = label.checked_sub(1).map(|l| PARTS[usize::from(l / 2)]);
            match &mut open {
                Some(span) if part == Some(span.part) && label % 2 == 0 => span.tokens.end += 1,
                _ => {
                    found.extend(open.take());
                    open = part.map(|part| Tagged { part, tokens: token..token + 1 });
                }
            }
        }
        found.extend(open);
    }

    fn best(&self, logits: &[f32], lattice: &mut Lattice) {
        let Lattice { back, labels } = lattice;
        back.clear();
        labels.clear();
        let mut scores = self.starts;
        for (t, row) in logits.chunks_exact(LABELS).enumerate() {
            let mut next = [f32::NEG_INFINITY; LABELS];
            let mut from = [0; LABELS];
            if t == 0 {
                next = scores;
            } else {
                for ((before, score), transitions) in (0..).zip(scores).zip(&self.transitions) {
                    for ((next, from), transition) in next.iter_mut().zip(&mut from).zip(transitions) {
                        if score + transition > *next {
                            (*next, *from) = (score + transition, before);
                        }
                    }
                }
            }
            next.iter_mut().zip(row).for_each(|(next, logit)| *next += logit);
            scores = next;
            back.push(from);
        }
        let best = (0..).zip(scores).fold((0, f32::NEG_INFINITY), |b, (l, s)| if s > b.1 { (l, s) } else { b }).0;
        let mut label: u8 = best;
        for from in back.iter().rev() {
            labels.push(label);
            label = from[usize::from(label)];
        }
        labels.reverse();
    }
}
