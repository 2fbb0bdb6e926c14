//! What is timed apart: from a text to its attributions; its claims alone; and the network's inference beside as many multiply-adds of a plain
//! matrix kernel, in the same binary.
//!
//! In goes a text; [`Work::tag`] does what the tagger does of it, from features to spans, and [`Work::plain`] multiplies
//! matrices of the network's own sizes by rows of as many tokens.

use std::hint::black_box;

use hearsay::{
    article::Article,
    attribution::{self, Attribution},
    claim,
    document::Document,
    source::{self, Speakers},
    tagger::{
        self, Method, Tagging,
        learnt::{Model, Tagger},
    },
};
use wide::f32x4;

/// From a text to who says what in it: segmented, tagged, tied, each speaker found. Gives the number of attributions.
pub fn attribute(text: &str) -> usize {
    let document = Document::segment(Article::from_text(text));
    let attributions = attribution::link(&document, tagger::tag(&document, Method::Network));
    black_box(source::resolve(&document, &attributions));
    attributions.len()
}

/// A text up to where its claims are told.
pub struct Claims {
    document: Document,
    tagging: Tagging,
    attributions: Vec<Attribution>,
    speakers: Speakers,
}

impl Claims {
    /// The claims of `text`, yet to be told.
    pub fn new(text: &str) -> Self {
        let document = Document::segment(Article::from_text(text));
        let mut tagging = Tagging::begin(&document, Method::Network);
        tagging.advance(&document, usize::MAX);
        let attributions = attribution::link(&document, tagging.candidates(&document));
        let speakers = source::resolve(&document, &attributions);
        Self { document, tagging, attributions, speakers }
    }

    /// Tells them; gives how many there are.
    pub fn classify(&self) -> usize {
        let Self { document, tagging, attributions, speakers } = self;
        claim::classify(document, attributions, speakers, tagging.states(), document.tokens.len()).claims.len()
    }
}

/// Outputs that the plain kernel computes together, in two registers ...
const PANEL: usize = 8;
/// ... for so many tokens: the tiles of the network's own kernel, so that it is measured against no straw man.
const ROWS: usize = 4;
/// Tokens that go through a matrix before the next, about as many as a window holds.
const TOKENS: usize = 256;

/// A text and what both sides need for it.
pub struct Work {
    document: Document,
    tagger: Tagger<'static>,
    plain: Vec<Plain>,
}

/// A matrix in single precision, and room for its products.
struct Plain {
    inputs: usize,
    outputs: usize,
    /// For each panel and each input the weights of the panel's outputs.
    weights: Vec<[f32x4; 2]>,
    x: Vec<f32>,
    y: Vec<f32>,
}

impl Work {
    /// Work on `text`.
    pub fn new(text: &str) -> Self {
        let model = Model::shipped();
        Self {
            document: Document::segment(Article::from_text(text)),
            tagger: Tagger::new(model),
            plain: model.matrices().map(|(inputs, outputs)| Plain::new(inputs, outputs)).collect(),
        }
    }

    /// How many multiply-adds the matrices take for all tokens.
    pub fn multiply_adds(&self) -> f64 {
        let of_token: usize = self.plain.iter().map(|p| p.inputs * p.outputs).sum();
        (of_token * self.document.tokens.len()) as f64
    }

    /// The network's way.
    pub fn tag(&mut self) {
        self.tagger.begin(&self.document);
        while self.tagger.advance(&self.document).is_some() {}
        black_box(&self.tagger);
    }

    /// The plain kernel's.
    pub fn plain(&mut self) {
        let mut left = self.document.tokens.len();
        while left > 0 {
            let tokens = left.min(TOKENS);
            self.plain.iter_mut().for_each(|p| p.multiply(tokens));
            left -= tokens;
        }
        black_box(&self.plain);
    }
}

impl Plain {
    fn new(inputs: usize, outputs: usize) -> Self {
        let some = |i: usize| (i % 255) as f32 / 127.0 - 1.0;
        let panels = outputs.div_ceil(PANEL);
        Self {
            inputs,
            outputs,
            weights: (0..inputs * panels).map(|i| std::array::from_fn(|h| f32x4::splat(some(2 * i + h)))).collect(),
            x: (0..TOKENS * inputs).map(some).collect(),
            y: vec![0.0; TOKENS * panels * PANEL],
        }
    }

    fn multiply(&mut self, tokens: usize) {
        let stride = self.outputs.div_ceil(PANEL) * PANEL;
        for (p, panel) in self.weights.chunks_exact(self.inputs).enumerate() {
            let groups = self.x.chunks_exact(ROWS * self.inputs).zip(self.y.chunks_exact_mut(ROWS * stride));
            for (group, y) in groups.take(tokens.div_ceil(ROWS)) {
                let (a, rest) = group.split_at(self.inputs);
                let (b, rest) = rest.split_at(self.inputs);
                let (c, d) = rest.split_at(self.inputs);
                let mut sums = [[f32x4::ZERO; 2]; ROWS];
                for ((((w, a), b), c), d) in panel.iter().zip(a).zip(b).zip(c).zip(d) {
                    for (sum, x) in sums.iter_mut().zip([a, b, c, d]) {
                        let x = f32x4::splat(*x);
                        sum[0] += x * w[0];
                        sum[1] += x * w[1];
                    }
                }
                for (y, [low, high]) in y.chunks_exact_mut(stride).zip(sums) {
                    y[p * PANEL..][..PANEL / 2].copy_from_slice(low.as_array());
                    y[p * PANEL + PANEL / 2..][..PANEL / 2].copy_from_slice(high.as_array());
                }
            }
        }
    }
}
