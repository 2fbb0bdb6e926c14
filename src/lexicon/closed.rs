//! Closed word classes: the small words that frame a source and a content.
//!
//! A word enters, its classes leave: "that" is a determiner, a subordinator, a relative and a pronoun at once. Clitics are
//! words of their own, as the tokens are: "'s", "n't", "'ll".

use std::sync::LazyLock;

use super::Gender;
use super::table::{Table, choice, list, rows};

/// The classes that a word can have; none for most words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Closed(u16);

/// The classes in the order of their bits.
const CLASSES: [&str; 12] = [
    "determiner",
    "possessive",
    "preposition",
    "coordinator",
    "subordinator",
    "relative",
    "pronoun",
    "auxiliary",
    "modal",
    "negation",
    "adverb",
    "time",
];

/// What the table writes for a word in -ly that is no adverb, nor anything else here.
const OPEN: &str = "open";

impl Closed {
    fn of(names: &'static str) -> Self {
        if names == OPEN {
            return Self::default();
        }
        let bit = |name| CLASSES.iter().position(|class| *class == name).expect("the column knows its classes");
        Self(list(names).map(|name| 1 << bit(name)).fold(0, |bits, bit| bits | bit))
    }

    const fn has(self, bit: u32) -> bool {
        self.0 >> bit & 1 == 1
    }

    /// Whether the word has no class here.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Opens a noun phrase: "*the* mayor", "*some* residents", "*two* officials".
    #[must_use]
    pub const fn determiner(self) -> bool {
        self.has(0)
    }

    /// Says whose: "*her* claim", "the mayor*'s* claim".
    #[must_use]
    pub const fn possessive(self) -> bool {
        self.has(1)
    }

    /// "*in* the harbour".
    #[must_use]
    pub const fn preposition(self) -> bool {
        self.has(2)
    }

    /// Joins like to like: "the mayor *and* her deputy".
    #[must_use]
    pub const fn coordinator(self) -> bool {
        self.has(3)
    }

    /// Opens a clause that depends on another: "*while* the mayor claims otherwise".
    #[must_use]
    pub const fn subordinator(self) -> bool {
        self.has(4)
    }

    /// Opens a relative clause or an embedded question: "the mayor, *who* said", "asked *why* it fell".
    #[must_use]
    pub const fn relative(self) -> bool {
        self.has(5)
    }

    /// Stands for a noun phrase: "*she* said", "*others* said"; [`pronoun`] says for which.
    #[must_use]
    pub const fn pronoun(self) -> bool {
        self.has(6)
    }

    /// A form of be, have or do: "*has* said".
    #[must_use]
    pub const fn auxiliary(self) -> bool {
        self.has(7)
    }

    /// "*would* say".
    #[must_use]
    pub const fn modal(self) -> bool {
        self.has(8)
    }

    /// "did *n't* say", "*never* said".
    #[must_use]
    pub const fn negation(self) -> bool {
        self.has(9)
    }

    /// May stand between a subject and its verb: "she *later* said", and any word in -ly: "she *openly* said".
    #[must_use]
    pub const fn adverb(self) -> bool {
        self.has(10)
    }

    /// Names a time, not somebody: "*Friday*", "*last* *week*".
    #[must_use]
    pub const fn time(self) -> bool {
        self.has(11)
    }
}

/// How many a pronoun stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Number {
    /// "*She* said."
    Singular,
    /// "*They* said."
    Plural,
}

/// What a pronoun says of whom it stands for; `None` where it fits any.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pronoun {
    /// 1 for "I" and "we", 2 for "you", 3 for the others.
    pub person: Option<u8>,
    /// "they" is plural here, though one person can be meant.
    pub number: Option<Number>,
    /// Set for "he", "she" and "it" only.
    pub gender: Option<Gender>,
}

struct Word {
    closed: Closed,
    pronoun: Option<Pronoun>,
}

const WORDS: &str = include_str!("words.tsv");

static TABLE: LazyLock<Table<Word>> = LazyLock::new(|| {
    Table::verbatim(rows(WORDS).map(|[word, classes, person, number, gender]| {
        let closed = Closed::of(classes);
        let pronoun = closed.pronoun().then(|| Pronoun {
            person: choice(person, &[("1", Some(1)), ("2", Some(2)), ("3", Some(3)), ("-", None)]),
            number: choice(
                number,
                &[("singular", Some(Number::Singular)), ("plural", Some(Number::Plural)), ("-", None)],
            ),
            gender: Gender::of(gender),
        });
        (word, Word { closed, pronoun })
    }))
});

/// The classes of a word. A word in -ly that the table does not know is an adverb; the table lists those that are not
/// ("family").
#[must_use]
pub fn closed(word: &str) -> Closed {
    match TABLE.exact(word) {
        Some(found) => found.closed,
        None if word.len() > 4 && word.ends_with("ly") => Closed::of("adverb"),
        None => Closed::default(),
    }
}

/// What a pronoun says of whom it stands for; `None` for a word that is no pronoun.
#[must_use]
pub fn pronoun(word: &str) -> Option<Pronoun> {
    TABLE.exact(word)?.pronoun
}

/// Whether a word names a time, so that it is hardly anybody's name: "Friday", "Sept.", "yesterday".
#[must_use]
pub fn is_time(word: &str) -> bool {
    closed(word.trim_end_matches('.')).time() || closed(word).time()
}

#[cfg(test)]
mod tests {
    use super::super::table::check;
    use super::*;

    #[test]
    fn the_table_holds() {
        check(WORDS, 1);
        for [word, classes, person, number, gender] in rows::<5>(WORDS) {
            assert!(!word.contains(' '), "closed() is asked one word: {word}");
            if classes == OPEN {
                assert!(word.ends_with("ly") && closed(word).is_empty(), "{word} needs no line");
                continue;
            }
            let order: Vec<_> = list(classes).map(|name| CLASSES.iter().position(|class| *class == name)).collect();
            assert!(order.is_sorted_by(|a, b| a < b), "classes come in one order, once: {word}");
            assert_eq!(closed(word), Closed::of(classes));
            let features = [person, number, gender].iter().any(|cell| *cell != "-");
            assert!(!features || pronoun(word).is_some(), "{word} is no pronoun");
        }
    }

    #[test]
    fn a_word_can_have_several_classes() {
        let that = closed("that");
        assert!(that.determiner() && that.subordinator() && that.relative() && that.pronoun() && !that.modal());
        assert!(closed("bridge").is_empty());
        assert!(closed("'s").possessive() && closed("n't").negation());
    }

    #[test]
    fn knows_adverbs_by_their_ending() {
        assert!(closed("bitterly").adverb() && closed("later").adverb());
        assert!(!closed("family").adverb() && !closed("only").is_empty());
    }

    #[test]
    fn pronouns_tell_number_and_gender() {
        let she = pronoun("she").unwrap();
        assert_eq!((she.number, she.gender), (Some(Number::Singular), Some(Gender::Feminine)));
        assert_eq!(pronoun("who"), Some(Pronoun { person: None, number: None, gender: None }));
        assert_eq!(pronoun("mayor"), None);
    }

    #[test]
    fn times_are_no_names() {
        assert!(is_time("friday") && is_time("sept.") && is_time("a.m.") && !is_time("mayor"));
    }
}
