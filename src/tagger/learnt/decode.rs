//! From logits to spans: the best sequence of labels by Viterbi, over transitions that were learnt.
//!
//! In go logits a token, out come spans of tokens: in `the mayor said it fell` the source 0..2, the cue 2..3 and the content 3..5,
//! each with how sure the network is of it.

use std::ops::Range;

use wide::f32x4;

use super::{
    kernel::greater,
    model::{LABELS, Model},
    network::exp,
};

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
#[derive(Clone, Debug, PartialEq)]
pub struct Tagged {
    /// What it is.
    pub part: Part,
    /// Its tokens; never empty.
    pub tokens: Range<usize>,
    /// The least probability that the model gives to the label of any of its tokens, or of the one after it.
    pub sure: f32,
}

/// Room to decode one window.
#[derive(Debug, Default)]
pub struct Lattice {
    back: Vec<[u8; LABELS]>,
    labels: Vec<u8>,
    emissions: Vec<[f32; LABELS]>,
    /// Of each label at each token, given what stands before; then, the probability given the whole window.
    probabilities: Vec<[f32; LABELS]>,
}

impl Model {
    /// Adds the spans of a window, whose first token is `first`, to `found`.
    pub(super) fn decode(&self, logits: &[f32], first: usize, lattice: &mut Lattice, found: &mut Vec<Tagged>) {
        self.best(logits, lattice);
        self.weigh(logits, lattice);
        let Lattice { labels, probabilities, .. } = lattice;
        let sure = |at: usize| probabilities.get(at).map_or(1.0, |row| row[usize::from(labels[at])]);
        let mut open: Option<Tagged> = None;
        for (at, &label) in labels.iter().enumerate() {
            let part = label.checked_sub(1).map(|l| PARTS[usize::from(l / 2)]);
            match &mut open {
                Some(span) if part == Some(span.part) && label % 2 == 0 => span.tokens.end += 1,
                _ => {
                    found.extend(open.take());
                    open = part.map(|part| Tagged { part, tokens: first + at..first + at + 1, sure: sure(at) });
                }
            }
            if let Some(span) = &mut open {
                span.sure = span.sure.min(sure(at)).min(sure(at + 1));
            }
        }
        found.extend(open);
    }

    /// The probability of each label at each token, by the forward-backward algorithm.
    fn weigh(&self, logits: &[f32], lattice: &mut Lattice) {
        let Lattice { emissions, probabilities, .. } = lattice;
        emissions.clear();
        emissions.extend(logits.chunks_exact(LABELS).map(|row| {
            let most = row.iter().copied().fold(f32::NEG_INFINITY, greater);
            exps(std::array::from_fn(|l| row[l] - most))
        }));
        probabilities.clear();
        let moves = self.transitions.map(exps);
        let mut forward = exps(self.starts);
        for (t, emission) in emissions.iter().enumerate() {
            if t > 0 {
                forward = std::array::from_fn(|to| (0..LABELS).map(|from| forward[from] * moves[from][to]).sum());
            }
            forward = shares(std::array::from_fn(|l| forward[l] * emission[l]));
            probabilities.push(forward);
        }
        let mut backward = [1.0; LABELS];
        for (emission, probability) in emissions.iter().zip(probabilities.iter_mut()).rev() {
            *probability = shares(std::array::from_fn(|l| probability[l] * backward[l]));
            let ahead: [f32; LABELS] = std::array::from_fn(|l| emission[l] * backward[l]);
            backward = shares(moves.map(|row| row.iter().zip(ahead).map(|(m, a)| m * a).sum()));
        }
    }

    fn best(&self, logits: &[f32], lattice: &mut Lattice) {
        let Lattice { back, labels, .. } = lattice;
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

fn exps(of: [f32; LABELS]) -> [f32; LABELS] {
    let [a, b, c, d, e, f, g] = of;
    let (low, high) = (exp(f32x4::new([a, b, c, d])).to_array(), exp(f32x4::new([e, f, g, 0.0])).to_array());
    [low[0], low[1], low[2], low[3], high[0], high[1], high[2]]
}

fn shares(of: [f32; LABELS]) -> [f32; LABELS] {
    let whole: f32 = of.iter().sum();
    of.map(|v| v / whole)
}
