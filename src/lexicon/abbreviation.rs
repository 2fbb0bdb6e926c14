//! Abbreviations that end in a full stop which is not the sentence's.
//!
//! A word enters, what its full stop means leaves: after "Mr." no sentence ends, after "U.S." one can.

use std::sync::LazyLock;

use super::table::{Table, choice, rows};

/// What the full stop of an abbreviation means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Abbreviation {
    /// Whether a sentence can end with it: "He works for Vale *Inc.*", never "*Mr.*". Before a number none does: "on
    /// *Jan.* 3", "at 5 *a.m.* 300 people".
    pub may_end_sentence: bool,
    /// Whether it is an abbreviation before a number only, and else a word with the sentence's full stop: "*No.* 10",
    /// but "She said *no.*"
    pub before_number: bool,
}

const ABBREVIATIONS: &str = include_str!("abbreviations.tsv");

static TABLE: LazyLock<Table<Abbreviation>> = LazyLock::new(|| {
    Table::verbatim(rows(ABBREVIATIONS).map(|[written, ends, number]| {
        let may_end_sentence = choice(ends, &[("ends", true), ("-", false)]);
        let before_number = choice(number, &[("number", true), ("-", false)]);
        (written.trim_end_matches('.'), Abbreviation { may_end_sentence, before_number })
    }))
});

/// The abbreviation that `word` is, with or without its last full stop: "inc.", "inc", "u.s.", "u.s".
#[must_use]
pub fn abbreviation(word: &str) -> Option<Abbreviation> {
    TABLE.exact(word.trim_end_matches('.')).copied()
}

#[cfg(test)]
mod tests {
    use super::super::table::check;
    use super::*;

    #[test]
    fn the_table_holds() {
        check(ABBREVIATIONS, 1);
        for [written, ..] in rows::<3>(ABBREVIATIONS) {
            assert!(written.ends_with('.') && !written.ends_with(".."), "{written}");
            assert!(
                abbreviation(written).is_some() && abbreviation(written) == abbreviation(&written[..written.len() - 1])
            );
        }
    }

    #[test]
    fn tells_after_which_a_sentence_can_end() {
        let ends = |word| abbreviation(word).map(|a| (a.may_end_sentence, a.before_number));
        assert_eq!(ends("mr."), Some((false, false)));
        assert_eq!(ends("u.s"), Some((true, false)));
        assert_eq!(ends("no."), Some((true, true)));
        assert_eq!(ends("bridge"), None);
    }
}
