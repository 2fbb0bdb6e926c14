//! The same claim made again: in the headline, the lead and the text; attributed here and bare there.
//!
//! In go claims with their words, out comes for each the first that says the same. `Ferry stays in port until May` and `the ferry
//! would not sail before May` are not the same to a machine; `Bridge to reopen in May` and `the bridge will reopen in May` are.

use std::collections::{BTreeMap, VecDeque};

use super::certainty::Polarity;
use crate::{document::Document, span::ClaimId};

/// A claim is held against the last so many that share a word with it: what is repeated is repeated soon, or in the headline.
const POSTINGS: usize = 12;
/// Shared stems of the shorter of the two that make them one, of ten ...
const ENOUGH: usize = 7;
/// ... and at least so many.
const LEAST: usize = 3;

/// What of a claim tells whether another says the same.
#[derive(Debug)]
pub(super) struct Gist {
    stems: Vec<String>,
    numbers: Vec<String>,
    polarity: Polarity,
}

impl Gist {
    pub(super) fn of(document: &Document, tokens: std::ops::Range<usize>, polarity: Polarity) -> Self {
        let (mut stems, mut numbers) = (Vec::new(), Vec::new());
        for token in tokens.filter(|&t| document.is_word(t)) {
            let word = document.lower(token);
            if word.starts_with(|c: char| c.is_ascii_digit()) {
                numbers.push(word.to_owned());
            } else if document.closed(token).is_empty() && word.len() > 2 {
                stems.push(stem(word).to_owned());
            }
        }
        for list in [&mut stems, &mut numbers] {
            list.sort();
            list.dedup();
        }
        Self { stems, numbers, polarity }
    }

    fn says_the_same(&self, other: &Self) -> bool {
        let shared = self.stems.iter().filter(|s| other.stems.binary_search(s).is_ok()).count();
        let (less, more) = (self.stems.len().min(other.stems.len()), self.stems.len().max(other.stems.len()));
        let numbers = self.numbers.iter().all(|n| other.numbers.contains(n))
            || other.numbers.iter().all(|n| self.numbers.contains(n));
        shared >= LEAST
            && 10 * shared >= ENOUGH * less
            && 10 * shared >= 4 * more
            && numbers
            && self.polarity == other.polarity
    }
}

/// A word without its inflection, roughly: what two forms of it share.
fn stem(word: &str) -> &str {
    let cut = ["ing", "ies", "ed", "es", "s", "e"].into_iter().find_map(|end| word.strip_suffix(end));
    let cut = cut.filter(|stem| stem.chars().count() >= 3 && !word.ends_with("ss")).unwrap_or(word);
    let twin = cut
        .as_bytes()
        .windows(2)
        .last()
        .is_some_and(|w| w[0] == w[1] && w[0].is_ascii_alphabetic() && w[0] != b'l' && w[0] != b's');
    if twin { &cut[..cut.len() - 1] } else { cut }
}

/// For each gist the first that says the same; none for what is said first.
pub(super) fn repeats(gists: &[Gist]) -> Vec<Option<ClaimId>> {
    let mut by_stem: BTreeMap<&str, VecDeque<usize>> = BTreeMap::new();
    let mut same: Vec<Option<ClaimId>> = Vec::with_capacity(gists.len());
    for (i, gist) in gists.iter().enumerate() {
        let mut near: Vec<usize> =
            gist.stems.iter().filter_map(|s| by_stem.get(s.as_str())).flatten().copied().collect();
        near.sort_unstable();
        near.dedup();
        let found = near.into_iter().find(|&earlier| gists[earlier].says_the_same(gist));
        same.push(found.map(|earlier| same[earlier].unwrap_or(ClaimId::at(earlier))));
        for stem in &gist.stems {
            let postings = by_stem.entry(stem).or_default();
            if postings.len() == POSTINGS {
                // The first, of the headline or the lead, stays.
                postings.remove(1);
            }
            postings.push_back(i);
        }
    }
    same
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Article;

    fn gist(text: &str) -> Gist {
        let document = Document::segment(Article::from_text(text));
        Gist::of(&document, 0..document.tokens.len(), Polarity::Positive)
    }

    #[test]
    fn knows_a_claim_again() {
        let claims = [
            "Harbour bridge to reopen in May",
            "Rain fell on Orsk all week",
            "the harbour bridge will be reopened in May",
            "the harbour bridge reopened",
        ];
        let same = repeats(&claims.map(gist));
        assert_eq!(same, [None, None, Some(ClaimId(0)), Some(ClaimId(0))]);
    }

    #[test]
    fn holds_other_numbers_for_another_claim() {
        let same = repeats(&["inspectors found 3 loose bolts", "inspectors found 9 loose bolts"].map(gist));
        assert_eq!(same, [None, None]);
    }
}
