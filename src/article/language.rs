//! Which language a text is in, by its letters: whatlang's trigrams (Cavnar and Trenkle, 1994), of some seventy languages.
//!
//! In go paragraphs, out comes a [`Language`] or nothing, where it cannot be told. `Das Dorf liegt an einem Fluss …` gives
//! `deu`. What the page says of itself is not asked: many keep the `lang="en"` of their template, and the letters of a text
//! that is long enough to be read leave no doubt.

use whatlang::{Lang, detect};

/// So many bytes of prose tell the language; of a longer text the rest is not looked at.
const ENOUGH: usize = 4000;

/// With so many bytes the likeliest language counts, however close another: Norwegian and Danish vie to the end, English has no
/// such neighbour.
const LONG: usize = 500;

/// A language, by its code in ISO 639-3.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Language(Lang);

impl Language {
    /// German, for examples.
    pub const GERMAN: Self = Self(Lang::Deu);

    /// The language of some paragraphs.
    pub(super) fn of<'a>(paragraphs: impl Iterator<Item = &'a str>) -> Option<Self> {
        let mut prose = String::new();
        for paragraph in paragraphs {
            if prose.len() + paragraph.len() > ENOUGH && !prose.is_empty() {
                break;
            }
            prose.push_str(&paragraph[..paragraph.floor_char_boundary(ENOUGH)]);
            prose.push('\n');
        }
        let found = detect(&prose)?;
        (found.is_reliable() || prose.len() >= LONG).then(|| Self(found.lang()))
    }

    /// Whether it is the one that Hearsay reads.
    #[must_use]
    pub fn is_english(self) -> bool {
        self.0 == Lang::Eng
    }

    /// Its code in ISO 639-3: `deu`.
    #[must_use]
    pub fn code(self) -> &'static str {
        self.0.code()
    }

    /// Its name in English: `German`.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.0.eng_name()
    }
}
