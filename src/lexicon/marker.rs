//! Markers: the words by which a clause shows what sort of claim it makes and how firmly.
//!
//! Words enter, what they say of their clause leaves: at `is expected to` in "the bridge is expected to reopen" stands a marker
//! of the future, and of what is probable.

use std::sync::LazyLock;

use super::table::{Table, list, rows};

/// What a marker says; a word may say several.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Marker {
    /// Of what is to come: "The bridge *will* reopen."
    Future,
    /// Held likely: "It is *probably* the frost."
    Probable,
    /// Held possible: "It *may* be the frost."
    Possible,
    /// Left open, or bound to a condition: "*If* it is the frost", "it is *unclear*".
    Open,
    /// One thing is said to bring about another: "It fell *because of* the frost."
    Cause,
    /// A law or a procedure: "Lorries *are banned*."
    Rule,
    /// What is wanted of somebody: "The council *should* close it."
    Demand,
    /// What somebody binds themselves to: "*We will* rebuild it."
    Pledge,
    /// That something is not so: "It is *not true*."
    Denial,
    /// A judgement: "A *shameful* repair."
    Evaluation,
    /// An amount, or what is counted or measured in: "9 *percent* of the bolts".
    Quantity,
    /// A rank or a measure against another: "the *oldest* bridge", "*more than* last year".
    Comparison,
    /// What weighs on lives, money, law or office: "Two *died*."
    Weighty,
    /// What somebody lived through, in their own words: "*I heard* it crack."
    Experience,
    /// No claim at all: "*Thank you*", "*File photo*".
    Greeting,
}

const MARKERS: &str = include_str!("markers.tsv");

/// The names of the table's second column, in the order of the enum.
const NAMES: [(&str, Marker); 15] = [
    ("future", Marker::Future),
    ("probable", Marker::Probable),
    ("possible", Marker::Possible),
    ("open", Marker::Open),
    ("cause", Marker::Cause),
    ("rule", Marker::Rule),
    ("demand", Marker::Demand),
    ("pledge", Marker::Pledge),
    ("denial", Marker::Denial),
    ("evaluation", Marker::Evaluation),
    ("quantity", Marker::Quantity),
    ("comparison", Marker::Comparison),
    ("weighty", Marker::Weighty),
    ("experience", Marker::Experience),
    ("greeting", Marker::Greeting),
];

/// What a marker says, as a set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Markers(u16);

impl Markers {
    /// Whether it says this.
    #[must_use]
    pub const fn says(self, marker: Marker) -> bool {
        self.0 >> marker as u16 & 1 == 1
    }

    /// All that it says.
    pub fn each(self) -> impl Iterator<Item = Marker> {
        NAMES.into_iter().map(|(_, marker)| marker).filter(move |marker| self.says(*marker))
    }
}

static TABLE: LazyLock<Table<Markers>> = LazyLock::new(|| {
    let bit = |name: &str| 1 << super::table::choice(name, &NAMES) as u16;
    Table::verbatim(
        rows(MARKERS).map(|[marker, says]| (marker, Markers(list(says).map(bit).fold(0, |all, b| all | b)))),
    )
});

/// The longest marker that begins at word `i`, and how many words it has; `word` as for [`cues_at`](super::cues_at).
pub fn marker_at<'t>(word: impl Fn(usize) -> Option<&'t str>, i: usize) -> Option<(Markers, usize)> {
    TABLE.at(word, i).next().map(|(markers, words)| (*markers, words))
}

#[cfg(test)]
mod tests {
    use super::super::table::check;
    use super::*;

    #[test]
    fn the_table_holds() {
        check(MARKERS, 1);
        for [entry, says] in rows::<2>(MARKERS) {
            let order: Vec<usize> = list(says).map(|s| NAMES.iter().position(|(n, _)| *n == s).expect(entry)).collect();
            assert!(order.is_sorted_by(|a, b| a < b), "what it says comes in one order, once: {entry}");
        }
    }

    #[test]
    fn prefers_the_longest() {
        let words = ["it", "is", "expected", "to", "fall"];
        let (markers, words) = marker_at(|i| words.get(i).copied(), 1).expect("a marker");
        assert_eq!(markers.each().collect::<Vec<_>>(), [Marker::Future, Marker::Probable]);
        assert_eq!(words, 3);
    }
}
