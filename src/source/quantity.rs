//! Sources without a noun, or whose noun only counts: in go the words, out come how many are meant and whether they are anybody in
//! particular. `Some in the village` are nobody in particular, `54%` of those asked are.

use std::ops::Range;

use super::{kind, mention::Mention};
use crate::document::Document;

/// Adjectives that describe a noun from behind.
pub(super) const DESCRIBING: [&str; 23] = [
    "able",
    "alone",
    "authorised",
    "authorized",
    "available",
    "aware",
    "close",
    "drawn",
    "due",
    "familiar",
    "held",
    "led",
    "made",
    "opposed",
    "present",
    "privy",
    "put",
    "responsible",
    "seen",
    "sent",
    "taken",
    "unable",
    "written",
];

/// `others`, `54%`, `one of them`, `some of the older hands`, `nine of 12 economists`.
pub(super) fn read(document: &Document, tokens: &Range<usize>) -> Option<Mention> {
    let first = tokens.clone().find(|&t| {
        !matches!(
            document.lower(t),
            "only"
                | "about"
                | "almost"
                | "nearly"
                | "just"
                | "some"
                | "the"
                | "at"
                | "least"
                | "as"
                | "many"
                | "more"
                | "than"
        )
    });
    let word = |t: usize| if t < tokens.end { document.lower(t) } else { "" };
    let (opener, number) = (word(tokens.start), first.unwrap_or(tokens.end));
    let phrase = tokens.clone();
    let share =
        word(number).starts_with(|c: char| c.is_ascii_digit()) && matches!(word(number + 1), "%" | "percent" | "per");
    if share || word(number).ends_with('%') {
        return Some(Mention::Quantity { phrase, one: false, vague: false });
    }
    let alone = tokens.len() == 1;
    let parted = alone || matches!(word(tokens.start + 1), "of" | "in");
    // "Those close to her", "many at the club", "anyone who asks".
    let described = !alone && is_description(document, tokens.start + 1);
    let named = (tokens.start + 2..tokens.end).any(|t| document.is_capital(t));
    match opener {
        "one" | "another" | "neither" | "either" if parted => {
            Some(Mention::Quantity { phrase, one: true, vague: false })
        }
        "no" if word(tokens.start + 1) == "one" => Some(Mention::Quantity { phrase, one: false, vague: true }),
        "someone" | "somebody" => Some(Mention::Quantity { phrase, one: true, vague: !described }),
        "others" | "some" | "many" | "most" | "few" | "everyone" | "everybody" | "nobody" | "anybody" | "anyone"
        | "those"
            if parted || described =>
        {
            Some(Mention::Quantity { phrase, one: false, vague: true })
        }
        "a" | "an" | "the" if measured(document, tokens).is_some() => {
            let of = measured(document, tokens)?;
            let vague = kind::of_head(document, of, of).is_some_and(|n| n.vague || n.crowd);
            Some(Mention::Quantity { phrase, one: false, vague })
        }
        "both" | "half" | "several" if parted => Some(Mention::Quantity { phrase, one: false, vague: false }),
        _ if parted && !alone && kind::is_count(document, tokens.start) && !named => {
            Some(Mention::Quantity { phrase, one: false, vague: false })
        }
        _ if parted && !alone && kind::is_count(document, tokens.start) && word(tokens.start + 1) == "of" => {
            Some(Mention::Quantity { phrase, one: false, vague: false })
        }
        "the"
            if tokens.len() == 2
                && matches!(word(tokens.start + 1), "two" | "three" | "pair" | "couple" | "others") =>
        {
            Some(Mention::Quantity { phrase, one: false, vague: false })
        }
        "the"
            if matches!(word(tokens.start + 1), "other" | "second" | "first" | "latter" | "former")
                && tokens.len() == 2 =>
        {
            Some(Mention::Quantity { phrase, one: true, vague: false })
        }
        _ => None,
    }
}

/// Whether what begins at `t` describes whoever stands before it: `those | familiar with it`, `many | who asked`, `some | gathered there`.
fn is_description(document: &Document, t: usize) -> bool {
    let word = document.lower(t);
    let participle = word.len() > 4 && (word.ends_with("ed") || word.ends_with("ing"));
    kind::TIES.contains(&word) || DESCRIBING.contains(&word) || document.closed(t).relative() || participle
}

/// Of whom there are a number: the teachers of `a growing number of teachers`.
fn measured(document: &Document, tokens: &Range<usize>) -> Option<usize> {
    const MEASURES: [&str; 12] = [
        "couple",
        "dozen",
        "handful",
        "host",
        "lot",
        "majority",
        "minority",
        "number",
        "pair",
        "scattering",
        "string",
        "trio",
    ];
    let end = tokens.end.min(tokens.start + 4);
    let measure = (tokens.start + 1..end).find(|&t| MEASURES.contains(&document.lower(t)))?;
    let of = measure + 1 < tokens.end && document.lower(measure + 1) == "of";
    let stop = |&t: &usize| document.closed(t).preposition() || document.closed(t).relative() || !document.is_word(t);
    let last = (measure + 2..tokens.end).find(stop).unwrap_or(tokens.end);
    (of && last > measure + 2).then_some(last - 1)
}
