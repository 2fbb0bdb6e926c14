//! The weights of the heads: the file, and what it is read into.
//!
//! In goes `heads.bin` as `training/claim_heads.py` writes it, out come [`Heads`] or the [`Fault`] that keeps it from being any.
//! The head is that of all weights (`weight.rs`), with `claims` and two zeros. The body has each head in the order of [`Head::ALL`]:
//!
//! | body |
//! |---|
//! | sizes (buckets, means, hidden), `u32` each; bias and scale of the buckets, `f32` |
//! | the buckets in int8 |
//! | a scale for each hidden unit, `f32`, and its weights in int8; the hidden biases and the weights of the hidden units, `f32` |
//! | slope and shift of the calibration |

use std::{error::Error, fmt, sync::LazyLock};

use super::{Features, Head};
use crate::{
    tagger::learnt::share,
    weight::{self, Flaw, HEAD, Reader},
};

/// The version of the file that this program reads.
pub const VERSION: u32 = 1;

const MAGIC: &[u8; 8] = b"claims\0\0";
const MAX_SIZE: usize = 1 << 20;
const BYTES: &[u8] = include_bytes!("../heads.bin");

/// Its head is left to the tests, as that of the tagger's model is.
static SHIPPED: LazyLock<Heads> =
    LazyLock::new(|| Heads::of(&BYTES[HEAD..]).expect("the tests parse the heads that ship"));

/// All heads with their weights.
#[derive(Debug)]
pub struct Heads(Vec<Weights>);

/// A sum over hashed features, and a layer of hidden units over the means of word vectors.
#[derive(Debug)]
struct Weights {
    bias: f32,
    scale: f32,
    buckets: Vec<i8>,
    hidden: Hidden,
    /// Slope and shift.
    calibration: [f32; 2],
}

/// The hidden units, side by side.
#[derive(Debug)]
struct Hidden {
    /// For each input the weight of every unit: so a compiler computes several units at once, and each sums its inputs in one order.
    columns: Vec<f32>,
    scales: Vec<f32>,
    biases: Vec<f32>,
    outs: Vec<f32>,
}

/// Why bytes are no heads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// They do not begin as heads do, or are of another version.
    Magic,
    /// They were cut or damaged.
    Checksum,
    /// Their sizes do not fit the bytes.
    Sizes,
    /// A weight is no finite number.
    Weight,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Magic => "expected the heads of claims, found something else",
            Self::Checksum => "expected intact heads, found another checksum",
            Self::Sizes => "expected heads whose sizes fit, found others",
            Self::Weight => "expected finite weights, found another",
        })
    }
}

impl Error for Fault {}

impl From<Flaw> for Fault {
    fn from(flaw: Flaw) -> Self {
        match flaw {
            Flaw::Magic | Flaw::Version(_) => Self::Magic,
            Flaw::Length { found, .. } if found < HEAD => Self::Magic,
            Flaw::Length { .. } | Flaw::Checksum => Self::Checksum,
            Flaw::Sizes => Self::Sizes,
            Flaw::Weight => Self::Weight,
        }
    }
}

impl Heads {
    /// The heads that ship.
    #[must_use]
    pub fn shipped() -> &'static Self {
        &SHIPPED
    }

    /// Reads heads.
    ///
    /// # Errors
    /// The first thing that is wrong with `bytes`.
    pub fn parse(bytes: &[u8]) -> Result<Self, Fault> {
        Self::of(weight::body(bytes, MAGIC, VERSION)?)
    }

    fn of(body: &[u8]) -> Result<Self, Fault> {
        let mut reader = Reader { rest: body, largest: MAX_SIZE };
        let heads = Head::ALL.iter().map(|_| reader.head()).collect::<Result<_, _>>()?;
        reader.end()?;
        Ok(Self(heads))
    }

    /// What a head says: log-odds, calibrated; of [`Head::Certainty`] the degree itself.
    #[must_use]
    pub fn score(&self, head: Head, features: &Features) -> f32 {
        let weights = &self.0[head as usize];
        let [slope, shift] = weights.calibration;
        slope * weights.sum(features) + shift
    }
}

/// The probability that log-odds stand for, in thousandths.
pub fn probability(odds: f32) -> f32 {
    thousandths(share(odds))
}

/// A number as a reader needs it.
pub fn thousandths(of: f32) -> f32 {
    (of * 1000.0).round() / 1000.0
}

impl Weights {
    fn sum(&self, features: &Features) -> f32 {
        let bucket = |hash: &u32| i32::from(self.buckets[*hash as usize % self.buckets.len()]);
        let hashed: i32 = features.hashes.iter().map(bucket).sum();
        let mut sum = self.bias + self.scale * hashed as f32;
        let Hidden { columns, scales, biases, outs } = &self.hidden;
        let mut products = vec![0.0; scales.len()];
        for (x, column) in features.means.iter().zip(columns.chunks_exact(scales.len().max(1))) {
            for (product, weight) in products.iter_mut().zip(column) {
                *product += weight * x;
            }
        }
        for (((product, scale), bias), out) in products.iter().zip(scales).zip(biases).zip(outs) {
            let raw = scale * product + bias;
            sum += out * if raw > 0.0 { raw } else { 0.0 };
        }
        sum
    }
}

impl Reader<'_> {
    fn head(&mut self) -> Result<Weights, Flaw> {
        let [buckets, means, hidden] = [self.size()?, self.size()?, self.size()?];
        let [bias, scale] = self.row()?;
        let buckets = self.bytes(buckets)?;
        if buckets.is_empty() {
            return Err(Flaw::Sizes);
        }
        let scales = self.floats(hidden)?;
        let rows: Vec<Vec<i8>> = scales.iter().map(|_| self.bytes(means)).collect::<Result<_, _>>()?;
        let columns = (0..means).flat_map(|input| rows.iter().map(move |row| f32::from(row[input]))).collect();
        let hidden = Hidden { columns, scales, biases: self.floats(hidden)?, outs: self.floats(hidden)? };
        Ok(Weights { bias, scale, buckets, hidden, calibration: self.row()? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The largest that one head may be.
    const MOST: usize = 64 << 10;

    #[test]
    fn reads_the_heads_that_ship() {
        let heads = Heads::parse(BYTES).expect("they parse");
        for (head, weights) in Head::ALL.iter().zip(&heads.0) {
            let hidden = weights.hidden.columns.len() + 12 * weights.hidden.scales.len();
            let size = 28 + weights.buckets.len() + hidden;
            assert!(size <= MOST, "{head:?}: {size} bytes");
        }
    }

    #[test]
    fn tells_what_is_wrong_with_a_file() {
        let fault = |bytes: &[u8]| Heads::parse(bytes).expect_err("a fault");
        let with = |at: usize| {
            let mut bytes = BYTES.to_vec();
            bytes[at] ^= 1;
            bytes
        };
        assert_eq!(fault(b"GIF89a"), Fault::Magic);
        assert_eq!(fault(&with(8)), Fault::Magic);
        assert_eq!(fault(&with(5000)), Fault::Checksum);
        assert_eq!(fault(&BYTES[..BYTES.len() - 1]), Fault::Checksum);
        assert!(matches!(Heads::of(&BYTES[HEAD..BYTES.len() - 1]), Err(Fault::Sizes)));
        let mut weights = BYTES[HEAD..].to_vec();
        weights[12..16].copy_from_slice(&f32::NAN.to_le_bytes());
        assert!(matches!(Heads::of(&weights), Err(Fault::Weight)));
    }
}
