//! Other forms of a name: its letters, its ending, a nickname within it.
//!
//! `ISW` for `US Institute for the Study of War`, `Oda` for `Ivo Oda`, `Ferdinand ‘the Cat’ Lisowski`.

use std::ops::Range;

use super::name::{Name, Prose};
use crate::document::Document;

/// The longest of `names` if all others are its endings (`Oda`, `Ivo Oda`, `Ivo K. Oda`); none if two differ.
pub(super) fn same_name<'a>(names: &[&'a Name]) -> Option<&'a str> {
    let longest = names.iter().max_by_key(|n| n.text.len())?;
    let one = names.iter().all(|n| longest.text.ends_with(&n.text) || shares_ends(&longest.text, &n.text));
    one.then_some(longest.text.as_str())
}

/// `Ivo K. Oda` and `Ivo Oda`.
fn shares_ends(a: &str, b: &str) -> bool {
    let ends = |s: &str| (s.split(' ').next().map(str::to_owned), s.rsplit(' ').next().map(str::to_owned));
    ends(a) == ends(b)
}

/// The rest of a name behind a nickname in quotation marks: `Ferdinand ‘the Cat’ Lisowski`.
pub(super) fn behind_nickname(prose: &Prose, at: usize, end: usize) -> Option<Range<usize>> {
    let opens = |t: usize| t < end && matches!(prose.document.word(t), "‘" | "“" | "\"" | "'");
    let closes = |t: &usize| matches!(prose.document.word(*t), "’" | "”" | "\"" | "'");
    if !opens(at) {
        return None;
    }
    let close = (at + 2..end.min(at + 6)).find(closes)?;
    let rest = prose.run_at(close + 1, end);
    (!rest.is_empty()).then_some(rest)
}

/// `(ISW)` behind a name.
pub(super) fn acronym_after(document: &Document, at: usize, end: usize) -> Option<String> {
    let word = |t: usize| if t < end { document.word(t) } else { "" };
    let acronym = if word(at) == "(" && word(at + 2) == ")" { word(at + 1) } else { "" };
    let fits = (2..=8).contains(&acronym.len()) && acronym.chars().filter(|c| c.is_uppercase()).count() >= 2;
    fits.then(|| acronym.to_owned())
}

/// What a body's name may be cut to: its initials, with the first word and without (`US Institute for the Study of War`: `ISW`).
pub(super) fn initials(document: &Document, name: &Range<usize>) -> Vec<String> {
    let capitals: Vec<char> =
        name.clone().filter(|&t| document.is_capital(t)).filter_map(|t| document.word(t).chars().next()).collect();
    let whole = capitals.iter().collect::<String>();
    let without_first = capitals.iter().skip(1).collect::<String>();
    [whole, without_first].into_iter().filter(|a| a.chars().count() >= 3).collect()
}
