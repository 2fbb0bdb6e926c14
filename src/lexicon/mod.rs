//! The words that Hearsay knows: tables, each a `.tsv` with one entry a line, and typed questions to them.
//!
//! What enters is words in lower case with straight apostrophes; what leaves is what the table says of them. "said" is a
//! strong cue of a statement, and "spokeswoman" a role that speaks for another. The tables are compiled in and parsed
//! once, at the first question. To add a word, add its line; the table's own test says what is wrong with it.

mod abbreviation;
mod closed;
mod cue;
mod hedge;
mod inflection;
mod marker;
mod noun;
mod speaker;
mod table;

pub use abbreviation::{Abbreviation, abbreviation};
pub use closed::{Closed, Number, Pronoun, closed, is_time, pronoun};
pub use cue::{Act, Cue, CueClass, CueForm, Frames, Stance, cue_at, cues, cues_at, is_speech_verb};
pub use hedge::{hedge, hedge_at};
pub use inflection::Inflection;
pub use marker::{Marker, Markers, marker_at};
pub use noun::{Noun, doer, name_head, noun, office_word, offices_called};
pub use speaker::{Role, SourceKind, Title, body, body_at, given, role, role_at, title, title_at};

/// The grammatical gender of a word, by which a pronoun can fit it or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Gender {
    /// "*Baroness* Vale said *she* would resign."
    Feminine,
    /// "The *spokesman* said *he* knew."
    Masculine,
    /// "The council said *it* would pay."
    Neuter,
}

impl Gender {
    fn of(cell: &str) -> Option<Self> {
        let known = [
            ("feminine", Some(Self::Feminine)),
            ("masculine", Some(Self::Masculine)),
            ("neuter", Some(Self::Neuter)),
            ("-", None),
        ];
        table::choice(cell, &known)
    }
}
