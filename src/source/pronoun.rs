//! Who a pronoun stands for: of those who stand nearest before it, the one whom it fits.
//!
//! `“It is safe,” said Ada Kvist. She added …`: she is Ada Kvist. With an Eva Oda beside her she stays open, and so it does
//! where two were named together: `Kvist and Oda met. “It went well,” she said.`

use crate::lexicon::{Gender, Number, Pronoun, SourceKind};

/// How many sentences back the antecedent may stand.
pub(super) const REACH: usize = 4;

/// Somebody who stands before a pronoun.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Candidate<W> {
    /// The token where it stands.
    pub at: usize,
    /// Who it is.
    pub who: W,
    pub kind: Option<SourceKind>,
    pub gender: Option<Gender>,
    /// Whether it is several: `the analysts`.
    pub plural: bool,
    /// Whether it has the word there.
    pub speaks: bool,
    /// Whether its sentence begins with it.
    pub topic: bool,
    /// Whether it has not spoken yet.
    pub stranger: bool,
    /// Whether *and* ties it to another.
    pub tied: bool,
}

/// Of the candidates of one sentence, in order, the one that `pronoun` stands for: `Some(None)` where they leave it open, `None`
/// where none fits and the sentence before is to be asked.
pub(super) fn choose<W: Copy + PartialEq>(pronoun: &Pronoun, candidates: &[Candidate<W>]) -> Option<Option<W>> {
    let fitting: Vec<&Candidate<W>> = candidates.iter().filter(|c| fits(pronoun, c)).collect();
    let first = fitting.first()?;
    // One who never speaks is meant where the sentence is about them, but not beside somebody who speaks there.
    if fitting.iter().all(|c| c.stranger && !c.topic) && candidates.iter().any(|c| c.speaks) {
        return Some(None);
    }
    if fitting.iter().all(|c| c.who == first.who) {
        return Some(Some(first.who));
    }
    let sole = |keep: fn(&Candidate<W>) -> bool| {
        let mut kept = fitting.iter().filter(|c| keep(c) && !c.tied);
        let one = kept.next()?.who;
        kept.all(|c| c.who == one).then_some(one)
    };
    Some(sole(|c| c.speaks).or_else(|| sole(|c| c.topic)))
}

/// Whether a pronoun can stand for a candidate, by number, gender and kind.
fn fits<W>(pronoun: &Pronoun, candidate: &Candidate<W>) -> bool {
    use SourceKind::{Group, Person};
    match (pronoun.number, pronoun.gender) {
        (Some(Number::Plural), _) => candidate.plural || candidate.kind == Some(Group),
        (_, Some(Gender::Neuter)) => !candidate.plural && candidate.kind.is_some_and(|k| k != Person),
        (_, Some(gender)) => {
            let person = matches!(candidate.kind, Some(Person)) || candidate.kind.is_none() && candidate.speaks;
            person && !candidate.plural && candidate.gender.is_none_or(|g| g == gender)
        }
        (_, None) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon;

    fn person(who: u8, gender: Option<Gender>) -> Candidate<u8> {
        let kind = Some(SourceKind::Person);
        Candidate { at: 0, who, kind, gender, plural: false, speaks: false, topic: false, stranger: false, tied: false }
    }

    #[test]
    fn one_who_fits_is_meant_and_two_leave_it_open() {
        let she = lexicon::pronoun("she").expect("a pronoun");
        let (ada, eva) = (person(1, Some(Gender::Feminine)), person(2, Some(Gender::Feminine)));
        let ivo = person(3, Some(Gender::Masculine));
        assert_eq!(choose(&she, &[ada, ivo]), Some(Some(1)));
        assert_eq!(choose(&she, &[ada, eva]), Some(None));
        assert_eq!(choose(&she, &[ivo]), None);
    }

    #[test]
    fn of_two_the_one_who_speaks_is_meant_unless_they_are_tied() {
        let she = lexicon::pronoun("she").expect("a pronoun");
        let (ada, eva) = (Candidate { speaks: true, ..person(1, None) }, person(2, None));
        assert_eq!(choose(&she, &[ada, eva]), Some(Some(1)));
        assert_eq!(choose(&she, &[Candidate { tied: true, ..ada }, Candidate { tied: true, ..eva }]), Some(None));
    }

    #[test]
    fn it_is_no_person_and_they_are_no_single_one() {
        let (it, they) = (lexicon::pronoun("it").expect("a pronoun"), lexicon::pronoun("they").expect("a pronoun"));
        let ada = person(1, None);
        let port = Candidate { kind: Some(SourceKind::Agency), ..person(2, None) };
        assert_eq!(choose(&it, &[ada, port]), Some(Some(2)));
        assert_eq!(choose(&they, &[ada, port]), None);
    }
}
