//! The weights of the heads: the file, and what it is read into.
//!
//! In goes `heads.bin` as `training/claim_heads.py` writes it, out come [`Heads`] or the [`Fault`] that keeps it from being any.
//! All numbers are little-endian.
//!
//! | bytes | what |
//! |---|---|
//! | 8 | `claims` and two zeros |
//! | 4 | [`VERSION`] |
//! | 4 | length of the body, all that follows the checksum |
//! | 8 | FNV-1a, 64 bits, of the body |
//! | body | each head in the order of [`Head::ALL`]: sizes (buckets, means, hidden), `u32` each; bias and scale of the buckets, `f32`; |
//! | | the buckets in int8; a scale for each hidden unit, `f32`, and its weights in int8; the hidden biases and the weights of the hidden units, `f32`; |
//! | | slope and shift of the calibration |

use std::{error::Error, fmt, sync::LazyLock};

use super::{Features, Head};
use crate::tagger::learnt::share;

/// The version of the file that this program reads.
pub const VERSION: u32 = 1;

const MAGIC: &[u8; 8] = b"claims\0\0";
const HEAD: usize = 24;
/// No honest size comes near it.
const MAX_SIZE: usize = 1 << 20;
const BYTES: &[u8] = include_bytes!("../heads.bin");

/// Its head is left to the tests, as that of the tagger's model is.
static SHIPPED: LazyLock<Heads> =
    LazyLock::new(|| Reader { rest: &BYTES[HEAD..] }.heads().expect("the tests parse the heads that ship"));

/// All heads with their weights.
#[derive(Debug)]
pub struct Heads(Vec<Weights>);

/// A sum over hashed features, and a layer of hidden units over the means of word vectors.
#[derive(Debug)]
struct Weights {
    bias: f32,
    scale: f32,
    buckets: Vec<i8>,
    hidden: Vec<Unit>,
    /// Slope and shift.
    calibration: [f32; 2],
}

#[derive(Debug)]
struct Unit {
    scale: f32,
    weights: Vec<i8>,
    bias: f32,
    out: f32,
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
        let head = bytes.get(..HEAD).filter(|head| head.starts_with(MAGIC)).ok_or(Fault::Magic)?;
        let word = |at: usize| u32::from_le_bytes([head[at], head[at + 1], head[at + 2], head[at + 3]]);
        let checksum = u64::from(word(16)) | u64::from(word(20)) << 32;
        if word(8) != VERSION {
            return Err(Fault::Magic);
        }
        let body = &bytes[HEAD..];
        if word(12) as usize != body.len() || checksum != fnv(body) {
            return Err(Fault::Checksum);
        }
        Reader { rest: body }.heads()
    }

    /// What a head says: log-odds, calibrated; of [`Head::Certainty`] the degree itself.
    #[must_use]
    pub fn score(&self, head: Head, features: &Features) -> f32 {
        let weights = &self.0[head as usize];
        let [slope, shift] = weights.calibration;
        slope * weights.sum(features) + shift
    }

    /// The probability that a head gives, in thousandths.
    #[must_use]
    pub fn probability(&self, head: Head, features: &Features) -> f32 {
        thousandths(share(self.score(head, features)))
    }
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
        for unit in &self.hidden {
            let product: f32 = unit.weights.iter().zip(&features.means).map(|(w, x)| f32::from(*w) * x).sum();
            let raw = unit.scale * product + unit.bias;
            sum += unit.out * if raw > 0.0 { raw } else { 0.0 };
        }
        sum
    }
}

fn fnv(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, &b| (hash ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3))
}

/// What is left to read.
struct Reader<'a> {
    rest: &'a [u8],
}

impl<'a> Reader<'a> {
    fn heads(&mut self) -> Result<Heads, Fault> {
        let heads = Head::ALL.iter().map(|_| self.weights()).collect::<Result<_, _>>()?;
        if self.rest.is_empty() { Ok(Heads(heads)) } else { Err(Fault::Sizes) }
    }

    fn weights(&mut self) -> Result<Weights, Fault> {
        let [buckets, means, hidden] = [self.size()?, self.size()?, self.size()?];
        let [bias, scale] = [self.float()?, self.float()?];
        let buckets = self.bytes(buckets)?;
        if buckets.is_empty() {
            return Err(Fault::Sizes);
        }
        let scales = self.floats(hidden)?;
        let rows: Vec<Vec<i8>> = scales.iter().map(|_| self.bytes(means)).collect::<Result<_, _>>()?;
        let (biases, outs) = (self.floats(hidden)?, self.floats(hidden)?);
        let units = scales.into_iter().zip(rows).zip(biases).zip(outs);
        let hidden = units.map(|(((scale, weights), bias), out)| Unit { scale, weights, bias, out }).collect();
        Ok(Weights { bias, scale, buckets, hidden, calibration: [self.float()?, self.float()?] })
    }

    fn take(&mut self, bytes: usize) -> Result<&'a [u8], Fault> {
        let (taken, rest) = self.rest.split_at_checked(bytes).ok_or(Fault::Sizes)?;
        self.rest = rest;
        Ok(taken)
    }

    fn word(&mut self) -> Result<[u8; 4], Fault> {
        Ok(self.take(4)?.try_into().expect("as many were taken"))
    }

    fn size(&mut self) -> Result<usize, Fault> {
        let size = u32::from_le_bytes(self.word()?) as usize;
        if size < MAX_SIZE { Ok(size) } else { Err(Fault::Sizes) }
    }

    fn float(&mut self) -> Result<f32, Fault> {
        let float = f32::from_le_bytes(self.word()?);
        if float.is_finite() { Ok(float) } else { Err(Fault::Weight) }
    }

    fn floats(&mut self, count: usize) -> Result<Vec<f32>, Fault> {
        (0..count).map(|_| self.float()).collect()
    }

    fn bytes(&mut self, count: usize) -> Result<Vec<i8>, Fault> {
        Ok(bytemuck::cast_slice(self.take(count)?).to_vec())
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
            let hidden: usize = weights.hidden.iter().map(|unit| unit.weights.len() + 12).sum();
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
        assert!(matches!(Reader { rest: &BYTES[HEAD..BYTES.len() - 1] }.heads(), Err(Fault::Sizes)));
        let mut weights = BYTES[HEAD..].to_vec();
        weights[12..16].copy_from_slice(&f32::NAN.to_le_bytes());
        assert!(matches!(Reader { rest: &weights }.heads(), Err(Fault::Weight)));
    }
}
