//! Hedges: words beside a cue by which the article takes a stance.
//!
//! Words enter, the stance leaves: "falsely" in "she falsely claimed" rejects.

use std::sync::LazyLock;

use super::cue::{STANCES, Stance};
use super::table::{Table, choice, rows};

const HEDGES: &str = include_str!("hedges.tsv");

static TABLE: LazyLock<Table<Stance>> =
    LazyLock::new(|| Table::verbatim(rows(HEDGES).map(|[hedge, stance]| (hedge, choice(stance, &STANCES)))));

/// The stance of the hedge that `words` are, parted by single spaces: "falsely", "without evidence".
#[must_use]
pub fn hedge(words: &str) -> Option<Stance> {
    TABLE.exact(words).copied()
}

/// The longest hedge that begins at word `i`, and how many words it has; `word` as for
/// [`cues_at`](super::cues_at).
pub fn hedge_at<'t>(word: impl Fn(usize) -> Option<&'t str>, i: usize) -> Option<(Stance, usize)> {
    TABLE.at(word, i).next().map(|(stance, words)| (*stance, words))
}

#[cfg(test)]
mod tests {
    use super::super::table::check;
    use super::*;

    #[test]
    fn the_table_holds() {
        check(HEDGES, 1);
        for [entry, stance] in rows::<2>(HEDGES) {
            assert_eq!(hedge(entry), Some(choice(stance, &STANCES)), "{entry}");
            assert_ne!(hedge(entry), Some(Stance::Neutral), "{entry} would colour nothing");
        }
    }

    #[test]
    fn finds_hedges_of_several_words() {
        let words = ["claimed", "without", "evidence"];
        assert_eq!(hedge_at(|i| words.get(i).copied(), 1), Some((Stance::Distanced, 2)));
        assert_eq!(hedge("falsely"), Some(Stance::Rejected));
        assert_eq!(hedge("openly"), None);
    }
}
