//! The words that the network has a vector for, and how a token is looked up among them.
//!
//! In goes a token, out comes the row of its vector: `“` and `"` share one, so do `2016` and `1987`, and `ex-mayor`, if it has
//! none, takes that of `mayor`.

use std::cmp::Ordering;

use crate::document::Document;

/// The row of a word that the vocabulary does not hold.
pub const UNKNOWN: usize = 0;

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

/// The words, in the order of their bytes; a word's row is its place, from 1.
#[derive(Debug, Default)]
pub struct Vocabulary {
    words: String,
    ends: Vec<u32>,
}

impl Vocabulary {
    /// The words of `lines`, each with a line feed; `None` where they are not in order.
    #[must_use]
    pub fn of(lines: &str) -> Option<Self> {
        let mut vocabulary = Self::default();
        for line in lines.split_inclusive('\n') {
            let word = line.strip_suffix('\n')?;
            if vocabulary.ends.len().checked_sub(1).is_some_and(|last| vocabulary.word(last) >= word) {
                return None;
            }
            vocabulary.words.push_str(word);
            vocabulary.ends.push(u32::try_from(vocabulary.words.len()).ok()?);
        }
        Some(vocabulary)
    }

    fn word(&self, index: usize) -> &str {
        let start = index.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.words[start as usize..self.ends[index] as usize]
    }

    /// How many rows the vectors must have.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.ends.len() + 1
    }

    /// The row of a word as [`key`] writes it; of a compound, failing that, the row of its last part.
    #[must_use]
    pub fn row(&self, key: &str) -> usize {
        let last = || self.find(key.rsplit_once('-')?.1);
        self.find(key).or_else(last).unwrap_or(UNKNOWN)
    }

    fn find(&self, key: &str) -> Option<usize> {
        let (mut low, mut high) = (0, self.ends.len());
        while low < high {
            let middle = usize::midpoint(low, high);
            match self.word(middle).cmp(key) {
                Ordering::Less => low = middle + 1,
                Ordering::Equal => return Some(middle + 1),
                Ordering::Greater => high = middle,
            }
        }
        None
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
        let vocabulary = Vocabulary::of("mayor\nsaid\n").expect("in order");
        assert_eq!(["mayor", "ex-mayor", "said", "river"].map(|w| vocabulary.row(w)), [1, 1, 2, UNKNOWN]);
        assert_eq!(vocabulary.rows(), 3);
        assert!(Vocabulary::of("said\nmayor\n").is_none() && Vocabulary::of("said\nsaid\n").is_none());
    }
}
