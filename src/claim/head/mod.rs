//! Small learnt heads: whether a word is a finite verb; whether a sentence or clause is speech, judges, foretells, can be
//! checked; how certain it is that something happened. `training/README.md` is their model card.
//!
//! In go [`Features`], out comes a [score](Heads::score). Each head was taught by one set alone: what counts as a prediction among
//! the sentences of one is nothing that a label of another set says.

mod features;
mod model;

pub use features::{Features, Words};
pub use model::{Fault, Heads};
pub(super) use model::{probability, thousandths};

/// What is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Head {
    /// Of a word: whether it is a finite verb, a modal among them. Taught by the tags of `PolNeAR`.
    Finite,
    /// Of a sentence: whether somebody speaks in it. Taught by `NewsDiscourse`, as the next two.
    Speech,
    /// Of a sentence: whether it judges or comments.
    Evaluation,
    /// Of a sentence: whether it says what is expected or feared.
    Prediction,
    /// Of a sentence or clause: whether it is a claim of fact that could be verified. Taught by `PoliClaim`.
    Check,
    /// Of a word: whether what it names happened or is so, from -3, surely not, to 3. Taught by `UDS-IH2`.
    Certainty,
}

impl Head {
    /// In the order of the file.
    pub const ALL: [Self; 6] =
        [Self::Finite, Self::Speech, Self::Evaluation, Self::Prediction, Self::Check, Self::Certainty];
}
