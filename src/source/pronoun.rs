//! Who a pronoun stands for: the one source that has just spoken and that it fits.
//!
//! `“It is safe,” said Ada Kvist. She added ...`: she is Ada Kvist. With an Eva Oda in between she stays open.

use super::Source;
use crate::{
    lexicon::{self, Gender, Number, Pronoun, SourceKind},
    span::SourceId,
};

/// How many sentences back the antecedent may have spoken.
const REACH: usize = 4;

/// The source that `pronoun` stands for in `sentence`. `spoken` holds who spoke, in the order of the text.
pub(super) fn antecedent(
    pronoun: &Pronoun,
    sentence: usize,
    spoken: &[(usize, SourceId)],
    sources: &[Source],
) -> Option<SourceId> {
    if pronoun.person != Some(3) {
        return None;
    }
    let recent = spoken.iter().rev().take_while(|(s, _)| sentence.saturating_sub(*s) <= REACH);
    let mut fitting = recent.filter(|(_, id)| fits(pronoun, &sources[id.index()]));
    let &(last, id) = fitting.next()?;
    // Somebody else who spoke in the same sentence fits as well: open.
    let rival = fitting.take_while(|(s, _)| *s == last).any(|&(_, other)| other != id);
    (!rival).then_some(id)
}

/// Whether a pronoun can stand for a source, by number, gender and kind.
pub(super) fn fits(pronoun: &Pronoun, source: &Source) -> bool {
    use SourceKind::{Group, Person};
    match (pronoun.number, pronoun.gender) {
        (Some(Number::Plural), _) => source.kind != Some(Person),
        (_, Some(Gender::Neuter)) => source.kind.is_some_and(|k| k != Person && k != Group),
        (_, Some(gender)) => {
            let known = gender_of(source);
            matches!(source.kind, Some(Person) | None) && known.is_none_or(|g| g == gender)
        }
        (_, None) => false,
    }
}

/// From the given name; none where the lexicon does not know it.
fn gender_of(source: &Source) -> Option<Gender> {
    let first = source.name.split(' ').next()?;
    lexicon::given(&first.to_lowercase())
}
