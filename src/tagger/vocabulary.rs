//! The words that the network has a vector for, and how a token is looked up among them.
//!
//! In goes a token, out comes the row of its vector: `“` and `"` share one, so do `2016` and `1987`, and `ex-mayor`, if it has
//! none, takes that of `mayor`.

use std::collections::HashMap;

use crate::document::Document;

/// The row of a word that the vocabulary does not hold.
pub const UNKNOWN: u32 = 0;

/// Writes the form of a token under which its vector is kept.
pub fn key(document: &Document, token: usize, key: &mut String) {
    key.clear();
    let lower = document.lower(token);
    let starts = |mark: &str| lower.starts_with(mark);
    let whole = match lower {
        "“" | "”" | "„" | "‟" | "«" | "»" | "''" | "``" => "\"",
        "‘" | "‚" | "‹" | "›" | "`" => "'",
        "–" | "—" | "--" | "---" => "—",
        "…" | ".." | "...." => "...",
        _ if starts("http") && lower.contains("://") || starts("www.") => "http",
        _ if starts("@") => "@",
        _ if starts("#") => "#",
        _ => "",
    };
    if whole.is_empty() {
        key.extend(lower.chars().map(|c| match c {
            '\u{2010}' | '\u{2011}' => '-',
            c if c.is_numeric() => '0',
            c => c,
        }));
    } else {
        key.push_str(whole);
    }
}

/// The words with their rows.
#[derive(Debug, Default)]
pub struct Vocabulary(HashMap<Box<str>, u32>);

impl Vocabulary {
    /// The words of `lines`, one a line, in the order of their rows from row 1.
    #[must_use]
    pub fn of(lines: &str) -> Self {
        Self(lines.lines().zip(1..).map(|(word, row)| (word.into(), row)).collect())
    }

    /// How many rows the vectors must have.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.0.len() + 1
    }

    /// The row of a word as [`key`] writes it; of a compound, failing that, the row of its last part.
    #[must_use]
    pub fn row(&self, key: &str) -> u32 {
        let last = || self.0.get(key.rsplit_once('-')?.1);
        self.0.get(key).or_else(last).copied().unwrap_or(UNKNOWN)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Article;

    #[test]
    fn writes_marks_and_numbers_alike() {
        let document = Document::segment(Article::from_text("“2016” \"1987\" — -- Ex\u{2011}mayor www.a.example @ada"));
        let mut written = Vec::new();
        for token in 0..document.tokens.len() {
            let mut form = String::new();
            key(&document, token, &mut form);
            written.push(form);
        }
        assert_eq!(written, ["\"", "0000", "\"", "\"", "0000", "\"", "—", "—", "ex-mayor", "http", "@"]);
    }

    #[test]
    fn looks_up_the_last_part_of_a_compound() {
        let vocabulary = Vocabulary::of("mayor\nsaid");
        assert_eq!(["mayor", "ex-mayor", "said", "river"].map(|w| vocabulary.row(w)), [1, 1, 2, UNKNOWN]);
        assert_eq!(vocabulary.rows(), 3);
    }
}
