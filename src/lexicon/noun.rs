//! What a noun, or the last word of a proper name, says of who speaks.
//!
//! In go words in lower case, out comes a [`Noun`]: a "judge" is a person and holds a post that one holds at a time, bare
//! "analysts" are nobody in particular, a "leaflet" is a document, and the "Larch House" is a seat of power by its last word.
//!
//! These tables stand beside `roles.tsv` and `bodies.tsv` rather than in them: the taggers read those as well, the network was
//! trained with them as they are, and a word that only helps to tell speakers apart need not move what they find.

use std::sync::LazyLock;

use super::speaker::{KINDS, SourceKind, body, role};
use super::table::{Table, choice, list, rows};

/// A noun for who speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Noun {
    /// What sort of thing it is; several persons are a [`SourceKind::Group`].
    pub kind: SourceKind,
    /// "officials", "courts".
    pub plural: bool,
    /// Nobody in particular, whatever stands with it: "*critics* of the plan".
    pub vague: bool,
    /// Nobody in particular where it stands bare in the plural: "*economists* say", but not "two economists".
    pub crowd: bool,
    /// Held by one at a time: "the *mayor*".
    pub post: bool,
    /// May stand for anything of its kind: "the *company*" for an airline.
    pub any: bool,
    /// Brought in by what happened or by somebody else, so that *the* needs nobody to have been told of: "the *driver*", "the *doctor*".
    pub stranger: bool,
    /// Stands without an article, so that a capital may only open its sentence: "*Police* said".
    pub mass: bool,
    /// Those by whom a place of research speaks: "the *analysts*".
    pub staff: bool,
}

/// The traits as the table writes them.
const TRAITS: [&str; 7] = ["vague", "crowd", "post", "any", "stranger", "mass", "staff"];

const NOUNS: &str = include_str!("nouns.tsv");
const OFFICES: &str = include_str!("offices.tsv");
const HEADS: &str = include_str!("name_heads.tsv");

static NOUN: LazyLock<Table<Noun>> = LazyLock::new(|| {
    Table::verbatim(rows(NOUNS).map(|[noun, kind, traits]| {
        let has = |name| list(traits).any(|t| t == name);
        let [vague, crowd, post, any, stranger, mass, staff] = TRAITS.map(has);
        (noun, Noun { kind: kind_of(kind), plural: false, vague, crowd, post, any, stranger, mass, staff })
    }))
});

static HEAD: LazyLock<Table<SourceKind>> =
    LazyLock::new(|| Table::verbatim(rows(HEADS).map(|[word, kind]| (word, kind_of(kind)))));

/// By word, by deed, and by a looser word: what one who holds an office is called as well.
static OFFICE: LazyLock<[Table<&'static str>; 3]> = LazyLock::new(|| {
    ["word", "deed", "loose"].map(|class| {
        Table::verbatim(rows::<3>(OFFICES).filter(|[_, of, _]| *of == class).map(|[word, _, means]| (word, means)))
    })
});

/// The one word for an office that goes by several: "senator" for "sen", "chair" for "chairwoman"; any other as it is.
#[must_use]
pub fn office_word(word: &str) -> &str {
    OFFICE[0].exact(word).copied().unwrap_or(word)
}

/// Who does what a verb tells: a "chair" who "chairs", a "lawyer" who "defends".
#[must_use]
pub fn doer(verb: &str) -> Option<&'static str> {
    OFFICE[1].exact(verb).copied()
}

/// The offices whose holders go by a looser word as well: an "executive" or a "coach" is a "boss".
pub fn offices_called(word: &str) -> impl Iterator<Item = &'static str> {
    OFFICE[2].exact(word).into_iter().flat_map(|offices| list(offices))
}

fn kind_of(cell: &str) -> SourceKind {
    if cell == "person" { SourceKind::Person } else { choice(cell, &KINDS) }
}

/// What the noun `words` says, in the singular or the plural: the table first, then the roles and bodies of the taggers.
#[must_use]
pub fn noun(words: &str) -> Option<Noun> {
    if let Some(found) = NOUN.exact(words) {
        return Some(*found);
    }
    let plural = singular(words).map(|noun| match noun.kind {
        SourceKind::Person => Noun { kind: SourceKind::Group, plural: true, ..noun },
        _ => Noun { plural: true, ..noun },
    });
    plural.or_else(|| of_taggers(words))
}

/// Of a plural, what the table says of its singular.
fn singular(words: &str) -> Option<Noun> {
    let exact = |stem: &str| NOUN.exact(stem).copied();
    let men = || exact(&format!("{}man", words.strip_suffix("men")?));
    let ies = || exact(&format!("{}y", words.strip_suffix("ies")?));
    let es = || exact(words.strip_suffix("es")?);
    exact(words.strip_suffix('s').unwrap_or_default()).or_else(men).or_else(ies).or_else(es)
}

fn of_taggers(words: &str) -> Option<Noun> {
    let plain = |kind, plural| Noun {
        kind,
        plural,
        vague: false,
        crowd: false,
        post: false,
        any: false,
        stranger: false,
        mass: false,
        staff: false,
    };
    if let Some(role) = role(words) {
        let kind = if role.plural { SourceKind::Group } else { SourceKind::Person };
        return Some(Noun { vague: role.vague, ..plain(kind, role.plural) });
    }
    let listed = super::speaker::body_listed(words);
    body(words).map(|kind| plain(kind, !listed))
}

/// What sort of thing a proper name is whose last word this is: "Dray *Shipping*", "the Quern *Beacon*".
#[must_use]
pub fn name_head(word: &str) -> Option<SourceKind> {
    HEAD.exact(word).copied()
}

#[cfg(test)]
mod tests {
    use super::super::table::check;
    use super::*;

    #[test]
    fn the_tables_hold() {
        check(NOUNS, 1);
        check(HEADS, 1);
        check(OFFICES, 1);
        for [word, class, means] in rows::<3>(OFFICES) {
            let found = match class {
                "deed" => vec![doer(word).unwrap_or_default()],
                "word" => vec![office_word(word)],
                _ => offices_called(word).collect(),
            };
            assert_eq!(found, list(means).collect::<Vec<_>>(), "{word}");
            assert!(list(means).all(|office| office_word(office) == office), "{means} is the word itself");
        }
        for [entry, kind, traits] in rows::<3>(NOUNS) {
            assert!(list(traits).all(|t| TRAITS.contains(&t)), "{entry}: {traits}");
            assert_eq!(noun(entry).map(|n| n.kind), Some(kind_of(kind)), "{entry}");
        }
        for [word, kind] in rows::<2>(HEADS) {
            assert!(!word.contains(' '), "a head is one word: {word}");
            assert_eq!(name_head(word), Some(kind_of(kind)));
        }
    }

    #[test]
    fn plurals_of_persons_are_groups() {
        let judges = noun("judges").unwrap();
        assert_eq!((judges.kind, judges.plural), (SourceKind::Group, true));
        assert_eq!(noun("crewmen").map(|n| n.kind), Some(SourceKind::Group));
        assert_eq!(noun("leaflets").map(|n| n.kind), Some(SourceKind::Document));
        assert_eq!(noun("dairies").map(|n| n.kind), Some(SourceKind::Company));
    }

    #[test]
    fn what_the_table_lacks_the_taggers_know() {
        assert_eq!(noun("fisherman").map(|n| n.kind), Some(SourceKind::Person));
        assert!(
            noun("critics").unwrap().vague && noun("economists").unwrap().crowd && !noun("residents").unwrap().crowd
        );
        assert_eq!(noun("ministries").map(|n| (n.kind, n.plural)), Some((SourceKind::Government, true)));
        assert_eq!(noun("bridge"), None);
    }
}
