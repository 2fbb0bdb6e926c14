//! The network: what it computes, in plain loops that a compiler turns into SIMD.
//!
//! In go the words and rows of a window, out come [`LABELS`] logits a token. Each layer is a gated linear recurrence in both
//! directions ("minGRU", Feng et al., Were RNNs All We Needed?, 2024); `training/network.py` is the same in PyTorch.
//!
//! Every sum runs in one fixed order and no step calls the platform's mathematics, so a window gives the same bits everywhere.
//!
//! What loops over the tokens of a window is kept out of its caller: a browser compiles a function well only after some calls, and
//! uses that code from the next call on. Inlined into one, all of the first article would run in the slow code.

use wide::{f32x4, i32x4};

use super::{
    features::{MAX_WINDOW, Row},
    kernel::{Dense, PANEL, ROUND, Rounded},
    model::{LABELS, Model},
    vocabulary::UNKNOWN,
};

/// Layer normalisation.
#[derive(Debug)]
pub(super) struct Norm {
    pub(super) weight: Vec<f32>,
    pub(super) bias: Vec<f32>,
}

impl Norm {
    #[inline(never)]
    fn write(&self, x: &[f32], out: &mut [f32]) {
        const EPSILON: f32 = 1e-5;
        let width = self.weight.len();
        let count = width as f32;
        for (x, out) in x.chunks_exact(width).zip(out.chunks_exact_mut(width)) {
            let mean = sum(x, |v| v) / count;
            let scale = 1.0 / (sum(x, |v| (v - mean) * (v - mean)) / count + EPSILON).sqrt();
            for (((out, x), weight), bias) in out.iter_mut().zip(x).zip(&self.weight).zip(&self.bias) {
                *out = (x - mean) * scale * weight + bias;
            }
        }
    }
}

/// The sum of `of` each, by lanes: a plain sum has an order that SIMD may not change.
fn sum(x: &[f32], of: impl Fn(f32) -> f32) -> f32 {
    let mut lanes = [0.0; PANEL];
    let chunks = x.chunks_exact(PANEL);
    let rest: f32 = chunks.remainder().iter().map(|v| of(*v)).sum();
    for chunk in chunks {
        for (lane, v) in lanes.iter_mut().zip(chunk) {
            *lane += of(*v);
        }
    }
    lanes.iter().sum::<f32>() + rest
}

/// One layer.
#[derive(Debug)]
pub(super) struct Layer {
    pub(super) norm: Norm,
    /// Weights of the token before, the token itself and the token after.
    pub(super) taps: [Vec<f32>; 3],
    pub(super) tap_bias: Vec<f32>,
    /// Candidate, forget gate and output gate, side by side.
    pub(super) gates: Dense,
    pub(super) output: Dense,
}

impl Layer {
    fn run(&self, scratch: &mut Scratch) {
        let width = self.tap_bias.len();
        let Scratch { x, y, gates, state, rounded, .. } = scratch;
        self.norm.write(x, y);
        self.convolve(y, state);
        self.gates.write(state, rounded, gates);
        recur(gates, &mut y[..width], state);
        self.output.add(state, rounded, x);
    }

    /// Each channel over three tokens; what lies beyond the window counts as zero.
    #[inline(never)]
    fn convolve(&self, y: &[f32], out: &mut [f32]) {
        let width = self.tap_bias.len();
        let [before, here, after] = &self.taps;
        let tokens = y.len() / width;
        for (t, out) in out.chunks_exact_mut(width).enumerate() {
            let row = |t: usize| &y[t * width..][..width];
            for (((out, y), tap), bias) in out.iter_mut().zip(row(t)).zip(here).zip(&self.tap_bias) {
                *out = y * tap + bias;
            }
            if t > 0 {
                add_products(out, row(t - 1), before);
            }
            if t + 1 < tokens {
                add_products(out, row(t + 1), after);
            }
            for out in out.chunks_exact_mut(LANES) {
                let v = load(out);
                out.copy_from_slice((v * sigmoid(v)).as_array());
            }
        }
    }
}

fn add_products(out: &mut [f32], x: &[f32], weights: &[f32]) {
    for ((out, x), weight) in out.iter_mut().zip(x).zip(weights) {
        *out += x * weight;
    }
}

/// Half of the channels from the first token to the last, the others from the last to the first; `carried` is room for one token.
#[inline(never)]
fn recur(gates: &[f32], carried: &mut [f32], out: &mut [f32]) {
    let width = carried.len();
    let half = width / 2;
    carried.fill(0.0);
    let (forth, back) = carried.split_at_mut(half);
    for (gates, out) in gates.chunks_exact(3 * width).zip(out.chunks_exact_mut(width)) {
        step(gates, forth, out, 0, half);
    }
    for (gates, out) in gates.chunks_exact(3 * width).zip(out.chunks_exact_mut(width)).rev() {
        step(gates, back, out, half, width);
    }
}

/// One token of the recurrence, for the channels `from..to`.
fn step(gates: &[f32], carried: &mut [f32], out: &mut [f32], from: usize, to: usize) {
    let width = gates.len() / 3;
    let [candidate, forget, gate] = [0, width, 2 * width].map(|base| gates[base + from..base + to].chunks_exact(LANES));
    let carried = carried.chunks_exact_mut(LANES);
    let out = out[from..to].chunks_exact_mut(LANES);
    for ((((carried, out), z), f), g) in carried.zip(out).zip(candidate).zip(forget).zip(gate) {
        let (keep, gate, z) = (sigmoid(load(f)), load(g), load(z));
        let state = z + keep * (load(carried) - z);
        carried.copy_from_slice(state.as_array());
        out.copy_from_slice((gate * sigmoid(gate) * state).as_array());
    }
}

/// Channels that one SIMD register holds. The width of a model is a multiple of twice as many.
pub(super) const LANES: usize = 4;

pub(super) fn load(x: &[f32]) -> f32x4 {
    f32x4::new([x[0], x[1], x[2], x[3]])
}

fn sigmoid(x: f32x4) -> f32x4 {
    f32x4::ONE / (f32x4::ONE + power(x * f32x4::splat(-std::f32::consts::LOG2_E)))
}

/// e to the power of `x`, within some 1e-5 of it.
pub(super) fn exp(x: f32x4) -> f32x4 {
    power(x * f32x4::splat(std::f32::consts::LOG2_E))
}

/// 2 to the power of `x`, within 3e-6 of it: the whole part goes into the bits of the exponent, for the rest stands the polynomial
/// of fourth degree with the least relative error. The platform's own would differ from one to the next.
fn power(x: f32x4) -> f32x4 {
    const POLYNOMIAL: [f32; 5] = [9.570_11e-3, 5.591_789e-2, 0.240_247_45, 0.693_121_8, 0.999_999_3];
    let x = x.fast_max(f32x4::splat(-125.0)).fast_min(f32x4::splat(125.0));
    let shifted = x + f32x4::splat(ROUND);
    let rest = x - (shifted - f32x4::splat(ROUND));
    let [first, others @ ..] = POLYNOMIAL;
    let part = others.into_iter().fold(f32x4::splat(first), |p, c| p * rest + f32x4::splat(c));
    let (whole, bits): (i32x4, i32x4) = (bytemuck::cast(shifted), bytemuck::cast(part));
    bytemuck::cast(bits + (whole << 23))
}

/// The share that log-odds stand for: the logistic function, the same bits everywhere.
#[must_use]
pub fn share(odds: f32) -> f32 {
    sigmoid(f32x4::splat(odds)).to_array()[0]
}

/// Room for one window, made once and used for all.
#[derive(Debug, Default)]
pub struct Scratch {
    inputs: Vec<f32>,
    x: Vec<f32>,
    y: Vec<f32>,
    gates: Vec<f32>,
    state: Vec<f32>,
    logits: Vec<f32>,
    rounded: Rounded,
    key: String,
}

impl Model {
    /// The logits of a window, a row of [`LABELS`] for each token; `keys` writes the word of a token as
    /// [`key`](super::vocabulary::key) does.
    pub(super) fn logits<'s>(
        &self,
        rows: &[Row],
        mut key: impl FnMut(usize, &mut String),
        scratch: &'s mut Scratch,
    ) -> &'s [f32] {
        debug_assert!(rows.len() <= MAX_WINDOW);
        let (tokens, width) = (rows.len(), self.norm.weight.len());
        let size = |buffer: &mut Vec<f32>, width: usize| buffer.resize(tokens * width, 0.0);
        size(&mut scratch.inputs, self.input.inputs);
        size(&mut scratch.x, width);
        size(&mut scratch.y, width);
        size(&mut scratch.gates, 3 * width);
        size(&mut scratch.state, width);
        size(&mut scratch.logits, LABELS);
        for (t, (row, input)) in rows.iter().zip(scratch.inputs.chunks_exact_mut(self.input.inputs)).enumerate() {
            key(t, &mut scratch.key);
            self.look_up(&scratch.key, row, input);
        }
        self.input.write(&scratch.inputs, &mut scratch.rounded, &mut scratch.x);
        for layer in &self.layers {
            layer.run(scratch);
        }
        self.norm.write(&scratch.x, &mut scratch.y);
        self.head.write(&scratch.y, &mut scratch.rounded, &mut scratch.logits);
        &scratch.logits
    }

    /// What the last layer made of the tokens whose logits were asked with `scratch` last.
    pub(super) fn last_layer(scratch: &Scratch) -> &[f32] {
        &scratch.y
    }

    /// How many numbers the state of a token has.
    #[must_use]
    pub fn state_width(&self) -> usize {
        self.norm.weight.len()
    }

    /// How many numbers the vector of a word has.
    #[must_use]
    pub fn word_width(&self) -> usize {
        self.words.width
    }

    /// Where the vector of a word stands, given as [`key`](super::vocabulary::key) writes it; none where the word has none.
    #[must_use]
    pub fn word_row(&self, key: &str) -> Option<usize> {
        Some(self.vocabulary.row(key)).filter(|row| *row != UNKNOWN)
    }

    /// Writes the vector that stands there.
    pub fn write_word(&self, row: usize, out: &mut [f32]) {
        self.words.write(row, out);
    }

    /// The vectors of one token, side by side.
    #[inline(never)]
    fn look_up(&self, key: &str, row: &Row, out: &mut [f32]) {
        let (word, mut rest) = out.split_at_mut(self.words.width);
        self.words.write(self.vocabulary.row(key), word);
        for (table, id) in self.fields.iter().zip(row) {
            let (cell, after) = rest.split_at_mut(table.width);
            table.write(usize::from(*id), cell);
            rest = after;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exp_is_near_the_platforms() {
        for i in -8000..8000 {
            let x = i as f32 / 100.0;
            let (ours, theirs) = (f64::from(exp(f32x4::splat(x)).to_array()[0]), f64::from(x).exp());
            assert!((ours / theirs - 1.0).abs() < 1e-5, "{x}: {ours} {theirs}");
        }
        let far = sigmoid(f32x4::new([1e9, -1e9, 0.0, 88.0])).to_array();
        assert!(far[0] == 1.0 && far[1] < 1e-30 && (far[2] - 0.5).abs() < 1e-6 && far[3] == 1.0, "{far:?}");
    }
}
