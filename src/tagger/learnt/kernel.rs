//! Matrices of int8 on activations of 16 bits: the sums are of whole numbers, so they are the same on every machine.
//!
//! In go rows of numbers, out come their products with a matrix.

use wide::{f32x4, i16x8, i32x4};

/// Rows of int8, each with its scale: looked up, not multiplied.
#[derive(Debug)]
pub(super) struct Table {
    pub(super) width: usize,
    pub(super) scales: Vec<f32>,
    pub(super) weights: Vec<i8>,
}

impl Table {
    pub(super) fn write(&self, row: usize, out: &mut [f32]) {
        let scale = self.scales[row];
        let weights = &self.weights[row * self.width..][..self.width];
        for (out, weight) in out.iter_mut().zip(weights) {
            *out = scale * f32::from(*weight);
        }
    }
}

/// Outputs that are computed together.
pub(super) const PANEL: usize = 8;
/// Tokens that are computed together: a weight that is loaded serves them all.
const TOGETHER: usize = 4;

/// A matrix and its bias. Weights are int8, widened to 16 bits because that is what SIMD multiplies and adds in one step; the
/// activations of a token are rounded to 16 bits with a scale of their own, which loses some 1e-5 of the largest. Integers sum to
/// the same in any order.
#[derive(Debug)]
pub(super) struct Dense {
    pub(super) inputs: usize,
    pub(super) outputs: usize,
    /// For each panel of outputs and each pair of inputs: the weights of the first four outputs, then of the others. What fills
    /// up the last panel and the last pair is zero.
    panels: Vec<[i16x8; 2]>,
    /// For each panel.
    scales: Vec<[f32x4; 2]>,
    bias: Vec<[f32x4; 2]>,
}

impl Dense {
    /// `table` has a row for each output.
    pub(super) fn new(table: &Table, bias: &[f32]) -> Self {
        let (inputs, outputs) = (table.width, bias.len());
        let weight = |output: usize, input: usize| {
            let known = output < outputs && input < inputs;
            if known { i16::from(table.weights[output * inputs + input]) } else { 0 }
        };
        let mut panels = Vec::new();
        for first in (0..outputs).step_by(PANEL) {
            for pair in (0..inputs).step_by(2) {
                let four = |first: usize| i16x8::from(std::array::from_fn(|i| weight(first + i / 2, pair + i % 2)));
                panels.push([four(first), four(first + 4)]);
            }
        }
        let padded = |values: &[f32]| {
            let at = |i: usize| values.get(i).copied().unwrap_or_default();
            let four = |first: usize| f32x4::from(std::array::from_fn(|i| at(first + i)));
            (0..outputs).step_by(PANEL).map(|first| [four(first), four(first + 4)]).collect()
        };
        Self { inputs, outputs, panels, scales: padded(&table.scales), bias: padded(bias) }
    }

    pub(super) fn write(&self, x: &[f32], rounded: &mut Rounded, out: &mut [f32]) {
        rounded.fill(x, self.inputs);
        for p in 0..self.scales.len() {
            self.panel(p, rounded, out, |out, sum| *out = sum);
        }
    }

    pub(super) fn add(&self, x: &[f32], rounded: &mut Rounded, out: &mut [f32]) {
        rounded.fill(x, self.inputs);
        for p in 0..self.scales.len() {
            self.panel(p, rounded, out, |out, sum| *out += sum);
        }
    }

    /// The outputs of one panel for all rows.
    #[inline(never)] // See `network`.
    fn panel(&self, p: usize, rounded: &Rounded, out: &mut [f32], put: impl Fn(&mut f32, f32)) {
        let pairs = self.inputs.div_ceil(2);
        let panel = &self.panels[p * pairs..][..pairs];
        let kept = PANEL.min(self.outputs - p * PANEL);
        let mut rows = out.chunks_exact_mut(self.outputs).zip(&rounded.scales);
        let mut give = |sums: [i32x4; 2]| {
            let (row, scale) = rows.next().expect("a sum for each row");
            let scale = f32x4::splat(*scale);
            let sums: [f32x4; 2] =
                std::array::from_fn(|h| sums[h].round_float() * (scale * self.scales[p][h]) + self.bias[p][h]);
            let (row, sums) = (&mut row[p * PANEL..][..kept], bytemuck::cast::<_, [f32; PANEL]>(sums));
            // Said twice so that the compiler knows the length of nearly all.
            if let Ok(row) = <&mut [f32; PANEL]>::try_from(&mut *row) {
                row.iter_mut().zip(sums).for_each(|(out, sum)| put(out, sum));
            } else {
                row.iter_mut().zip(sums).for_each(|(out, sum)| put(out, sum));
            }
        };
        let mut groups = rounded.pairs.chunks_exact(TOGETHER * pairs);
        for group in groups.by_ref() {
            let (a, rest) = group.split_at(pairs);
            let (b, rest) = rest.split_at(pairs);
            let (c, d) = rest.split_at(pairs);
            let mut sums = [[i32x4::ZERO; 2]; TOGETHER];
            for ((((w, a), b), c), d) in panel.iter().zip(a).zip(b).zip(c).zip(d) {
                for (sum, x) in sums.iter_mut().zip([a, b, c, d]) {
                    let x = bytemuck::cast(i32x4::splat(*x));
                    sum[0] += dot(x, w[0]);
                    sum[1] += dot(x, w[1]);
                }
            }
            sums.into_iter().for_each(&mut give);
        }
        for x in groups.remainder().chunks_exact(pairs) {
            let mut sums = [i32x4::ZERO; 2];
            for (w, x) in panel.iter().zip(x) {
                let x = bytemuck::cast(i32x4::splat(*x));
                sums[0] += dot(x, w[0]);
                sums[1] += dot(x, w[1]);
            }
            give(sums);
        }
    }
}

/// Products of neighbours, added in pairs.
#[cfg(not(target_arch = "aarch64"))]
fn dot(a: i16x8, b: i16x8) -> i32x4 {
    a.dot(b)
}

/// The same in plain arithmetic: on this architecture `wide` adds other pairs (1.7.1).
#[cfg(target_arch = "aarch64")]
fn dot(a: i16x8, b: i16x8) -> i32x4 {
    plain_dot(a, b)
}

#[cfg(any(target_arch = "aarch64", test))]
fn plain_dot(a: i16x8, b: i16x8) -> i32x4 {
    let (a, b) = (a.to_array(), b.to_array());
    let product = |i: usize| i32::from(a[i]) * i32::from(b[i]);
    i32x4::from(std::array::from_fn(|i| product(2 * i) + product(2 * i + 1)))
}

/// Rows of activations in 16 bits, two in each number.
#[derive(Debug, Default)]
pub(super) struct Rounded {
    pairs: Vec<i32>,
    scales: Vec<f32>,
}

impl Rounded {
    #[inline(never)]
    fn fill(&mut self, x: &[f32], inputs: usize) {
        let (rows, pairs) = (x.len() / inputs, inputs.div_ceil(2));
        self.pairs.resize(rows * pairs, 0);
        self.scales.resize(rows, 0.0);
        let rows = x.chunks_exact(inputs).zip(self.pairs.chunks_exact_mut(pairs)).zip(&mut self.scales);
        for ((x, out), scale) in rows {
            *scale = greatest(x).max(1e-30) / f32::from(i16::MAX);
            let up = 1.0 / *scale;
            let out: &mut [i16] = bytemuck::cast_slice_mut(out);
            for (out, x) in out.iter_mut().zip(x) {
                *out = (x * up + ROUND).to_bits() as i16;
            }
            if !inputs.is_multiple_of(2) {
                out[inputs] = 0;
            }
        }
    }
}

/// The greatest magnitude, by lanes.
fn greatest(x: &[f32]) -> f32 {
    let mut lanes = [0.0_f32; PANEL];
    let chunks = x.chunks_exact(PANEL);
    let rest = chunks.remainder().iter().map(|v| v.abs()).fold(0.0, greater);
    for chunk in chunks {
        for (lane, v) in lanes.iter_mut().zip(chunk) {
            *lane = greater(*lane, v.abs());
        }
    }
    lanes.into_iter().fold(rest, greater)
}

/// Of two numbers. `f32::max` would in WebAssembly call a function, since the instruction treats what is no number otherwise.
pub(super) fn greater(most: f32, v: f32) -> f32 {
    if v > most { v } else { most }
}

/// Adding it to a smaller number rounds that to a whole one, which then stands in the lowest bits, sign and all.
pub(super) const ROUND: f32 = 12_582_912.0;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dot_adds_neighbouring_products() {
        let a = i16x8::from([1, -2, 3, 4, i16::MAX, 6, 7, 8]);
        let b = i16x8::from([-127, 126, 5, -9, 127, 127, 0, 1]);
        assert_eq!(dot(a, b), plain_dot(a, b));
        assert_eq!(dot(a, b).to_array()[0], -127 - 252);
    }

    #[test]
    fn a_matrix_gives_each_row_its_product() {
        let weights: Vec<i8> = (0..30).map(|i: i8| i % 11 - 5).collect();
        let table = Table { width: 3, scales: (1..=10).map(|s| s as f32).collect(), weights };
        let bias: Vec<f32> = (0..10).map(|b| b as f32).collect();
        let x: Vec<f32> = (0..18).map(|v| v as f32 - 9.0).collect();
        let mut out = vec![0.0; 60];
        Dense::new(&table, &bias).write(&x, &mut Rounded::default(), &mut out);
        for (t, row) in x.chunks(3).enumerate() {
            for o in 0..10 {
                let product: f32 = (0..3).map(|i| row[i] * f32::from(table.weights[3 * o + i]) * table.scales[o]).sum();
                let found = out[10 * t + o];
                assert!((found - product - bias[o]).abs() < 1e-2, "{found} {product}");
            }
        }
    }
}
