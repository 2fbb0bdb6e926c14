//! Words by which a news article names who speaks: titles, roles, bodies and given names.
//!
//! A word or a few enter, what they say of the speaker leaves: "Baroness" is a woman's title, a "spokesman" speaks for
//! another, "critics" are nobody in particular, and a "ministry" is part of a government.

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use super::Gender;
use super::table::{Table, choice, list, rows};

/// A word before a name: "*Baroness* Vale".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Title {
    /// Set where the title has one.
    pub gender: Option<Gender>,
}

/// A noun for a person who speaks: "a *resident*".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Role {
    /// "officials", and "police".
    pub plural: bool,
    /// Speaks for another: "a *spokeswoman* for the port".
    pub relays: bool,
    /// Names nobody in particular when no name stands with it: "*critics* say".
    pub vague: bool,
    /// Set where the word has one.
    pub gender: Option<Gender>,
}

/// What sort of thing speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SourceKind {
    /// One human being: "*Ada Kvist* agreed." No table of bodies holds it.
    Person,
    /// A seat of power that stands for who sits there: "*Downing Street* declined to comment."
    Office,
    /// A government, a part of one, a parliament or a court: "The *ministry* denied it."
    Government,
    /// A public agency or an international body: "The *commission* fined them."
    Agency,
    /// A place of research or learning: "The *institute* found no leak."
    ThinkTank,
    /// A business: "The *airline* apologised."
    Company,
    /// A newspaper, a broadcaster, a news agency: "The *newspaper* reported it first."
    Medium,
    /// A text, a record or an inquiry's result: "The *report* says so."
    Document,
    /// Several people, or a gathering of them: "*Residents* agreed", "The *union* called a strike."
    Group,
}

const TITLES: &str = include_str!("titles.tsv");
const ROLES: &str = include_str!("roles.tsv");
const BODIES: &str = include_str!("bodies.tsv");
const GIVEN: &str = include_str!("given.tsv");

pub(super) const KINDS: [(&str, SourceKind); 8] = [
    ("office", SourceKind::Office),
    ("government", SourceKind::Government),
    ("agency", SourceKind::Agency),
    ("think-tank", SourceKind::ThinkTank),
    ("company", SourceKind::Company),
    ("medium", SourceKind::Medium),
    ("document", SourceKind::Document),
    ("group", SourceKind::Group),
];

static TITLE: LazyLock<Table<Title>> = LazyLock::new(|| {
    Table::verbatim(rows(TITLES).map(|[title, gender]| (title, Title { gender: Gender::of(gender) })))
});

static ROLE: LazyLock<Table<Role>> = LazyLock::new(|| {
    let read = |[singular, plurals, relays, vague, gender]: [&'static str; 5]| {
        let one = Role {
            // A row without a plural has nothing but one.
            plural: plurals == "-",
            relays: choice(relays, &[("relays", true), ("-", false)]),
            vague: choice(vague, &[("vague", true), ("-", false)]),
            gender: Gender::of(gender),
        };
        let many = move |plural| (plural, Role { plural: true, ..one });
        [(singular, one)].into_iter().chain(list(plurals).map(many))
    };
    Table::verbatim(rows(ROLES).flat_map(read))
});

static BODY: LazyLock<Table<SourceKind>> =
    LazyLock::new(|| Table::verbatim(rows(BODIES).map(|[body, kind]| (body, choice(kind, &KINDS)))));

static NAME: LazyLock<Table<Option<Gender>>> =
    LazyLock::new(|| Table::verbatim(rows(GIVEN).map(|[name, gender]| (name, Gender::of(gender)))));

/// The title that `words` are, parted by single spaces, with or without the full stop of an abbreviation: "mr", "mr.",
/// "prime minister".
#[must_use]
pub fn title(words: &str) -> Option<Title> {
    TITLE.exact(words.trim_end_matches('.')).copied()
}

/// The longest title that begins at word `i`, and how many words it has; `word` as for
/// [`cues_at`](super::cues_at).
pub fn title_at<'t>(word: impl Fn(usize) -> Option<&'t str>, i: usize) -> Option<(Title, usize)> {
    let bare = |k| word(k).map(|w: &'t str| w.trim_end_matches('.'));
    TITLE.at(bare, i).next().map(|(title, words)| (*title, words))
}

/// The role that `words` are, singular or plural: "spokesman", "spokesmen", "chief executive".
#[must_use]
pub fn role(words: &str) -> Option<Role> {
    ROLE.exact(words).copied()
}

/// The longest role that begins at word `i`, and how many words it has: "people familiar with".
pub fn role_at<'t>(word: impl Fn(usize) -> Option<&'t str>, i: usize) -> Option<(Role, usize)> {
    ROLE.at(word, i).next().map(|(role, words)| (*role, words))
}

/// The kind of body that `words` name or head: "ministry", "downing street", and, by their last letter taken off,
/// plurals: "ministries", "courts".
#[must_use]
pub fn body(words: &str) -> Option<SourceKind> {
    let singular = || match words.strip_suffix("ies") {
        Some(stem) => BODY.exact(&format!("{stem}y")),
        None => BODY.exact(words.strip_suffix("es").filter(|w| BODY.exact(w).is_some()).or(words.strip_suffix('s'))?),
    };
    BODY.exact(words).or_else(singular).copied()
}

/// Whether the table of bodies has `words` as they are.
pub(super) fn body_listed(words: &str) -> bool {
    BODY.exact(words).is_some()
}

/// The longest body that begins at word `i`, and how many words it has; plurals only where the table lists them.
pub fn body_at<'t>(word: impl Fn(usize) -> Option<&'t str>, i: usize) -> Option<(SourceKind, usize)> {
    BODY.at(word, i).next().map(|(kind, words)| (*kind, words))
}

/// The gender of those who commonly bear a given name. It serves only to keep a pronoun from a person whom it cannot
/// fit: a name that both bear is not in the table, and no gender found here is ever shown.
#[must_use]
pub fn given(name: &str) -> Option<Gender> {
    *NAME.exact(name)?
}

#[cfg(test)]
mod tests {
    use super::super::table::check;
    use super::*;

    #[test]
    fn the_titles_hold() {
        check(TITLES, 1);
        for [entry, gender] in rows::<2>(TITLES) {
            assert_eq!(title(entry), Some(Title { gender: Gender::of(gender) }), "{entry}");
        }
    }

    #[test]
    fn the_roles_hold() {
        check(ROLES, 1);
        let mut seen = std::collections::HashSet::new();
        for [singular, plurals, ..] in rows::<5>(ROLES) {
            for form in [singular].into_iter().chain(list(plurals)) {
                assert!(seen.insert(form), "{form} stands twice");
                assert_eq!(role(form).map(|r| r.plural), Some(form != singular || plurals == "-"), "{form}");
            }
        }
    }

    #[test]
    fn the_bodies_hold() {
        check(BODIES, 1);
        for [entry, kind] in rows::<2>(BODIES) {
            assert_eq!(body(entry), Some(choice(kind, &KINDS)), "{entry}");
            assert!(super::super::closed(entry).is_empty(), "{entry} would make a body of a closed word");
        }
    }

    #[test]
    fn the_given_names_hold() {
        check(GIVEN, 1);
        for [name, gender] in rows::<2>(GIVEN) {
            assert!(given(name).is_some() && given(name) == Gender::of(gender), "{name}");
        }
    }

    #[test]
    fn titles_come_with_and_without_their_stop() {
        assert_eq!(title("mrs."), Some(Title { gender: Some(Gender::Feminine) }));
        assert_eq!(title("viscountess"), title("mrs"));
        let words = ["deputy", "prime", "minister", "vale"];
        assert_eq!(title_at(|i| words.get(i).copied(), 0), Some((Title { gender: None }, 3)));
        let words = ["lt.", "gov.", "vale"];
        assert_eq!(title_at(|i| words.get(i).copied(), 0).map(|(_, n)| n), Some(2));
    }

    #[test]
    fn roles_tell_who_relays_and_who_is_nobody_in_particular() {
        let spokeswomen = role("spokeswomen").unwrap();
        assert!(spokeswomen.relays && spokeswomen.plural && spokeswomen.gender == Some(Gender::Feminine));
        assert!(role("critics").unwrap().vague && !role("residents").unwrap().vague);
        assert!(role("police").unwrap().plural);
        let words = ["people", "familiar", "with", "it"];
        assert_eq!(role_at(|i| words.get(i).copied(), 0).map(|(r, n)| (r.vague, n)), Some((true, 3)));
    }

    #[test]
    fn bodies_come_in_the_plural_too() {
        assert_eq!(body("ministries"), Some(SourceKind::Government));
        assert_eq!(body("courts"), Some(SourceKind::Government));
        assert_eq!(body("indexes"), Some(SourceKind::Document));
        assert_eq!(body("bridge"), None);
        let words = ["white", "house"];
        assert_eq!(body_at(|i| words.get(i).copied(), 0), Some((SourceKind::Office, 2)));
    }
}
