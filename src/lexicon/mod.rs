//! The words that Hearsay knows: tables, each a `.tsv` with one entry a line, and typed questions to them.
//!
//! What enters is words in lower case with straight apostrophes; what leaves is what the table says of them. "said" is a
//! strong cue of a statement, and "spokeswoman" a role that speaks for another. The tables are compiled in and parsed
//! once, at the first question. To add a word, add its line; the table's own test says what is wrong with it.

mod cue;
mod inflection;
mod table;

pub use cue::{Act, Cue, CueClass, CueForm, Frames, Stance, cue_at, cues, cues_at};
pub use inflection::Inflection;
