//! The trained weights: the file, and what it is read into.
//!
//! In goes `model.bin` as `training/export.py` writes it, out comes a [`Model`] or the one [`Fault`] that keeps it from being one.
//!
//! The head is that of all weights (`weight.rs`), with `hearsay` and a zero. Sizes are `u32`, scales, biases and small vectors `f32`.
//!
//! | body |
//! |---|
//! | sizes: width, layers, word width, number of fields; rows and width of each field; bytes of the vocabulary |
//! | the vocabulary: words in the order of their bytes, each with a line feed |
//! | the tables: words, then each field; a scale for each row, then the rows in int8 |
//! | the matrix of the input (as a table) and its bias |
//! | each layer: norm (weight, bias); three taps and their bias; the matrix of the gates and its bias; that of the output and its bias |
//! | norm; the matrix of the labels and its bias; transitions, row by row, and starts; slope and shift of the calibration |

use std::{error::Error, fmt, sync::LazyLock};

use super::{
    features::FIELDS,
    kernel::{Dense, Table},
    network::{LANES, Layer, Norm},
    vocabulary::Vocabulary,
};
use crate::weight::{self, Flaw, HEAD, Reader};

/// The version of the file that this program reads.
pub const VERSION: u32 = 1;
/// Outside, and the begin and inside of source, cue and content.
pub const LABELS: usize = 7;

const MAGIC: &[u8; 8] = b"hearsay\0";
const MAX_SIZE: usize = 1 << 22;

/// The network with its weights.
#[derive(Debug)]
pub struct Model {
    pub(super) vocabulary: Vocabulary,
    pub(super) words: Table,
    pub(super) fields: Vec<Table>,
    pub(super) input: Dense,
    pub(super) layers: Vec<Layer>,
    pub(super) norm: Norm,
    pub(super) head: Dense,
    pub(super) transitions: [[f32; LABELS]; LABELS],
    pub(super) starts: [f32; LABELS],
    /// Slope and shift, in log-odds.
    calibration: [f32; 2],
}

/// Why bytes are no model.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// They do not begin as a model does.
    Magic,
    /// They are a model of another version.
    Version(u32),
    /// There are fewer or more of them than they say.
    Length {
        /// How many there should be.
        expected: usize,
        /// How many there are.
        found: usize,
    },
    /// They were damaged.
    Checksum,
    /// Its sizes do not fit one another, this program's features, or the bytes.
    Sizes,
    /// Its vocabulary is not UTF-8, or not in order.
    Vocabulary,
    /// A weight is no finite number.
    Weight,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Magic => write!(f, "expected a model, found something else"),
            Self::Version(found) => write!(f, "expected a model of version {VERSION}, found version {found}"),
            Self::Length { expected, found } => write!(f, "expected a model of {expected} bytes, found {found}"),
            Self::Checksum => write!(f, "expected an intact model, found another checksum"),
            Self::Sizes => write!(f, "expected a model for these features, found other sizes"),
            Self::Vocabulary => write!(f, "expected a vocabulary in order, found none"),
            Self::Weight => write!(f, "expected finite weights, found another"),
        }
    }
}

impl Error for Fault {}

impl From<Flaw> for Fault {
    fn from(flaw: Flaw) -> Self {
        match flaw {
            Flaw::Magic => Self::Magic,
            Flaw::Version(found) => Self::Version(found),
            Flaw::Length { expected, found } => Self::Length { expected, found },
            Flaw::Checksum => Self::Checksum,
            Flaw::Sizes => Self::Sizes,
            Flaw::Weight => Self::Weight,
        }
    }
}

const BYTES: &[u8] = include_bytes!("model.bin");

/// Its head is left to the tests: a checksum over millions of bytes is a good part of a browser's first second with fresh code,
/// and what was compiled in was not damaged since.
static SHIPPED: LazyLock<Model> =
    LazyLock::new(|| Model::of(&BYTES[HEAD..]).expect("the tests parse the model that ships"));

impl Model {
    /// The model that ships.
    #[must_use]
    pub fn shipped() -> &'static Self {
        &SHIPPED
    }

    /// The matrices that every token goes through, each as its inputs and outputs.
    pub fn matrices(&self) -> impl Iterator<Item = (usize, usize)> {
        let layers = self.layers.iter().flat_map(|layer| [&layer.gates, &layer.output]);
        [&self.input].into_iter().chain(layers).chain([&self.head]).map(|dense| (dense.inputs, dense.outputs))
    }

    /// Reads a model.
    ///
    /// # Errors
    /// The first thing that is wrong with `bytes`.
    pub fn parse(bytes: &[u8]) -> Result<Self, Fault> {
        Self::of(weight::body(bytes, MAGIC, VERSION)?)
    }

    fn of(body: &[u8]) -> Result<Self, Fault> {
        Reader { rest: body, largest: MAX_SIZE }.model()
    }

    /// How often a candidate is right of whose spans the model is `sure`: Platt's scaling, fitted to what annotators marked, in
    /// thousandths.
    pub(super) fn confidence(&self, sure: f32) -> f32 {
        let [slope, shift] = self.calibration.map(f64::from);
        let sure = f64::from(sure).clamp(1e-6, 1.0 - 1e-6);
        let odds = slope * (sure / (1.0 - sure)).ln() + shift;
        ((1000.0 / (1.0 + (-odds).exp())).round() / 1000.0) as f32
    }
}

impl Reader<'_> {
    fn model(&mut self) -> Result<Model, Fault> {
        let [width, layers, word_width] = [self.size()?, self.size()?, self.size()?];
        // Layers of no width take no bytes, so that no length would limit their number.
        if width == 0 || !width.is_multiple_of(2 * LANES) || self.size()? != FIELDS.len() {
            return Err(Fault::Sizes);
        }
        let mut widths = [0; FIELDS.len()];
        for (field_width, (_, rows)) in widths.iter_mut().zip(FIELDS) {
            if self.size()? != rows {
                return Err(Fault::Sizes);
            }
            *field_width = self.size()?;
        }
        let letters = self.size()?;
        let vocabulary = self.take(letters)?;
        let vocabulary = std::str::from_utf8(vocabulary).ok().and_then(Vocabulary::of).ok_or(Fault::Vocabulary)?;
        let words = self.table(vocabulary.rows(), word_width)?;
        let mut fields = Vec::new();
        for (field_width, (_, rows)) in widths.into_iter().zip(FIELDS) {
            fields.push(self.table(rows, field_width)?);
        }
        let input = self.dense(word_width + widths.iter().sum::<usize>(), width)?;
        let layers = (0..layers).map(|_| self.layer(width)).collect::<Result<_, _>>()?;
        let norm = self.norm(width)?;
        let head = self.dense(width, LABELS)?;
        let mut transitions = [[0.0; LABELS]; LABELS];
        for row in &mut transitions {
            *row = self.row()?;
        }
        let starts = self.row()?;
        let calibration = self.row()?;
        self.end()?;
        Ok(Model { vocabulary, words, fields, input, layers, norm, head, transitions, starts, calibration })
    }

    fn table(&mut self, rows: usize, width: usize) -> Result<Table, Fault> {
        let scales = self.floats(rows)?;
        let weights = self.bytes(rows.checked_mul(width).ok_or(Fault::Sizes)?)?;
        Ok(Table { width, scales, weights })
    }

    fn dense(&mut self, inputs: usize, outputs: usize) -> Result<Dense, Fault> {
        let table = self.table(outputs, inputs)?;
        Ok(Dense::new(&table, &self.floats(outputs)?))
    }

    fn norm(&mut self, width: usize) -> Result<Norm, Fault> {
        Ok(Norm { weight: self.floats(width)?, bias: self.floats(width)? })
    }

    fn layer(&mut self, width: usize) -> Result<Layer, Fault> {
        Ok(Layer {
            norm: self.norm(width)?,
            taps: [self.floats(width)?, self.floats(width)?, self.floats(width)?],
            tap_bias: self.floats(width)?,
            gates: self.dense(width, 3 * width)?,
            output: self.dense(width, width)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The shipped model, changed, with its length and checksum made right again.
    fn changed(change: impl FnOnce(&mut Vec<u8>)) -> Result<Model, Fault> {
        let mut body = BYTES[HEAD..].to_vec();
        change(&mut body);
        let mut bytes = BYTES[..12].to_vec();
        bytes.extend(u32::try_from(body.len()).expect("short").to_le_bytes());
        bytes.extend(weight::fnv(&body).to_le_bytes());
        bytes.extend(body);
        Model::parse(&bytes)
    }

    #[track_caller]
    fn assert_fault(parsed: Result<Model, Fault>, expected: Fault) {
        assert_eq!(parsed.expect_err("a fault"), expected);
    }

    #[test]
    fn reads_the_model_that_ships() {
        assert!(Model::parse(BYTES).is_ok_and(|model| model.vocabulary.rows() > 1000));
        assert!(BYTES.len() <= 4 << 20, "the package holds at most 4 MB of model");
    }

    #[test]
    fn tells_what_is_wrong_with_a_file() {
        let with = |at: usize, byte: u8| {
            let mut bytes = BYTES.to_vec();
            bytes[at] = byte;
            Model::parse(&bytes)
        };
        assert_fault(Model::parse(b"GIF89a"), Fault::Magic);
        assert_fault(with(8, 9), Fault::Version(9));
        assert_fault(Model::parse(&BYTES[..20]), Fault::Length { expected: HEAD, found: 20 });
        let cut = BYTES.len() - 1;
        assert_fault(Model::parse(&BYTES[..cut]), Fault::Length { expected: BYTES.len(), found: cut });
        assert_fault(with(5000, BYTES[5000] ^ 1), Fault::Checksum);
    }

    #[test]
    fn tells_what_is_wrong_with_the_weights() {
        let letters = 16 + 8 * FIELDS.len();
        assert_fault(changed(|body| body.truncate(cut_half(body))), Fault::Sizes);
        assert_fault(changed(|body| body[16] ^= 1), Fault::Sizes);
        assert_fault(changed(|body| body[letters + 4] = 0xff), Fault::Vocabulary);
        assert_fault(changed(|body| body[letters + 4] = b'~'), Fault::Vocabulary);
        let last = BYTES.len() - HEAD - 4;
        assert_fault(changed(|body| body[last..].copy_from_slice(&f32::NAN.to_le_bytes())), Fault::Weight);
        assert_fault(changed(|body| body.push(0)), Fault::Sizes);
    }

    fn cut_half(body: &[u8]) -> usize {
        body.len() / 2
    }
}
