//! How firmly a clause asserts, and whether it says yes or no: FactBank's four degrees and two poles (Saurí and Pustejovsky, 2009),
//! as the clause's own speaker puts it.
//!
//! In go a clause's tokens, out comes the [`Scene`]: what its markers say, which of them stand over its verb. `The bridge may not
//! reopen` is possible and negative.

use serde::{Deserialize, Serialize};

use super::{clause::Clause, voice::Voices};
use crate::{
    lexicon::{self, Marker},
    span::Span,
    text::TokenKind,
};

/// How firmly a claim is put.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Certainty {
    /// Flatly: "The cable *snapped*." "The bridge *will* reopen."
    Certain,
    /// As likely: "It was *probably* the frost." "The bridge *is expected to* reopen."
    Probable,
    /// As possible: "It *may* have been the frost."
    Possible,
    /// Not decided: "*If* the frost returns, the cable will snap." "It is *unclear* whether it snapped."
    Open,
}

/// Whether a claim says that something is so or that it is not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Polarity {
    /// "The cable *snapped*."
    Positive,
    /// "The cable *did not* snap." "The builder *failed to* look." "*Nobody* looked."
    Negative,
}

/// What the words of a clause say, for all that is to be said of it.
#[derive(Clone, Debug, Default)]
pub(super) struct Scene {
    /// Each marker with its words.
    pub(super) markers: Vec<(Marker, Span)>,
    pub(super) certainty: Option<(Certainty, Span)>,
    pub(super) negation: Option<Span>,
    /// Person of the first word, where it is a pronoun.
    pub(super) person: Option<u8>,
    /// Whether the markers of the future stand over its first verb.
    pub(super) future: bool,
    /// `would`, `could` and the like.
    pub(super) would: bool,
    /// `should`, `must`, `need to` over its first verb.
    pub(super) demands: bool,
    /// Whether a denial is its own, and no third party's.
    pub(super) denies: bool,
    pub(super) past: bool,
    pub(super) quoted: bool,
    pub(super) asks: bool,
    /// Whether it holds an amount: no date, no age, no name.
    pub(super) counts: bool,
    /// The numbers in it, amounts or not.
    pub(super) numbers: Vec<Span>,
    /// The names in it.
    pub(super) names: usize,
}

/// Verbs that say no: what follows with `to` did not happen.
const FAILS: [&str; 14] = [
    "fail",
    "failed",
    "fails",
    "failing",
    "refuse",
    "refused",
    "refuses",
    "refusing",
    "declined",
    "declines",
    "decline",
    "neglected",
    "forgot",
    "unable",
];
/// Words that say no of what follows, whatever the table of closed words holds.
const NONE: [&str; 12] =
    ["not", "n't", "no", "never", "nobody", "none", "nothing", "neither", "nor", "hardly", "barely", "without"];
const MONTHS: [&str; 24] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "jan.",
    "feb.",
    "mar.",
    "apr.",
    "jun.",
    "jul.",
    "aug.",
    "sept.",
    "sep.",
    "oct.",
    "nov.",
    "dec.",
];
/// A marker that is as often something else.
const WEAK_COUNTS: [&str; 3] = ["one", "third", "second"];

impl Scene {
    /// Whether some marker says this.
    pub(super) fn says(&self, marker: Marker) -> bool {
        self.words(marker).next().is_some()
    }

    /// The words that say it.
    pub(super) fn words(&self, marker: Marker) -> impl Iterator<Item = Span> {
        self.markers.iter().filter(move |(m, _)| *m == marker).map(|(_, span)| *span)
    }

    pub(super) fn polarity(&self) -> Polarity {
        if self.negation.is_some() { Polarity::Negative } else { Polarity::Positive }
    }

    pub(super) fn of(voices: &Voices, clause: &Clause) -> Self {
        let document = voices.document;
        let mut scene = Self::default();
        let tokens = clause.tokens.clone();
        scene.read_markers(voices, clause);
        scene.person = lexicon::pronoun(document.lower(tokens.start)).and_then(|p| p.person);
        scene.quoted = document.quotation_of(tokens.start).is_some();
        scene.past = scene.past_of(voices, clause);
        scene.asks = voices.document.lower_at(tokens.end).is_some_and(|next| next == "?");
        scene.negation = negation(voices, clause);
        for token in tokens.clone() {
            if document.tokens[token].kind == TokenKind::Number {
                scene.numbers.push(document.tokens[token].span);
                scene.counts |= is_amount(voices, token);
            }
            let name = token > tokens.start && document.is_capital(token) && document.is_word(token);
            scene.names += usize::from(name && !lexicon::is_time(document.lower(token)));
        }
        let counted = |(m, s): &(Marker, Span)| {
            *m == Marker::Quantity && !WEAK_COUNTS.contains(&document.article.slice(*s).to_lowercase().as_str())
        };
        scene.counts |= scene.markers.iter().any(counted);
        scene
    }

    fn read_markers(&mut self, voices: &Voices, clause: &Clause) {
        let document = voices.document;
        let mut past = clause.tokens.start;
        let lead = clause.lead.start;
        for token in lead..clause.tokens.end {
            if token < past {
                continue;
            }
            let Some((markers, words)) = lexicon::marker_at(|i| document.lower_at(i), token) else { continue };
            let end = (token + words).min(clause.tokens.end.max(token + 1));
            past = token + words;
            // The month.
            if document.word(token) == "May" && token > clause.tokens.start {
                continue;
            }
            let span = document.span_of(token..end);
            let over = token <= clause.finite + 2;
            for marker in markers.each() {
                self.markers.push((marker, span));
                match marker {
                    Marker::Future => self.future |= over,
                    Marker::Denial => self.denies |= token <= clause.finite + 1,
                    Marker::Demand => self.demands |= over && token + 1 >= clause.finite,
                    Marker::Open if document.lower(token) == "would" || document.lower(token) == "'d" => {
                        self.would = true;
                    }
                    _ => {}
                }
                self.weaken(marker, span, over, token, voices);
            }
        }
    }

    /// The weakest certainty that a marker over the verb gives; a condition weighs over all.
    fn weaken(&mut self, marker: Marker, span: Span, over: bool, token: usize, voices: &Voices) {
        let lower = voices.document.lower(token);
        let degree = match marker {
            Marker::Probable if over => Certainty::Probable,
            Marker::Possible if over => Certainty::Possible,
            // `would` of a reported future is as firm as `will`.
            Marker::Open if (over || lower == "if" || lower == "unless") && lower != "would" && lower != "'d" => {
                Certainty::Open
            }
            _ => return,
        };
        if self.certainty.is_none_or(|(known, _)| known < degree) {
            self.certainty = Some((degree, span));
        }
    }

    fn past_of(&self, voices: &Voices, clause: &Clause) -> bool {
        let document = voices.document;
        let verb = document.lower(clause.finite);
        let closed = document.closed(clause.finite);
        if closed.auxiliary() || closed.modal() {
            return matches!(verb, "was" | "were" | "had" | "did");
        }
        !verb.ends_with('s') && verb != "are" && verb != "am" && !self.says(Marker::Future)
    }
}

/// The words by which the clause says no.
fn negation(voices: &Voices, clause: &Clause) -> Option<Span> {
    let document = voices.document;
    let last = (clause.finite + 4).min(clause.tokens.end);
    for token in clause.tokens.start..last {
        let word = document.lower(token);
        // What another verb's mark parts from the first is not under the clause's own no.
        if token > clause.finite && document.word(token) == "," {
            break;
        }
        let next = document.lower_at(token + 1).unwrap_or_default();
        let only = matches!(next, "only" | "just" | "least");
        if NONE.contains(&word) && !only && !(word == "no" && matches!(next, "doubt" | "longer" | "1" | "one's")) {
            return Some(document.tokens[token].span);
        }
        if word == "no" && next == "longer" {
            return Some(document.span_of(token..token + 2));
        }
        if FAILS.contains(&word) && next == "to" {
            return Some(document.span_of(token..token + 2));
        }
    }
    None
}

/// Whether a number is an amount: no year, no day, no age, no part of a name or a time of day.
fn is_amount(voices: &Voices, token: usize) -> bool {
    let document = voices.document;
    let word = document.lower(token);
    let near = |by: isize| token.checked_add_signed(by).and_then(|t| document.lower_at(t)).unwrap_or_default();
    let digits = word.chars().all(|c| c.is_ascii_digit());
    let year =
        digits && word.len() == 4 && (word.starts_with("19") || word.starts_with("20") || word.starts_with("18"));
    let money = matches!(near(-1), "$" | "€" | "£");
    if money || matches!(near(1), "%" | "percent" | "per") {
        return true;
    }
    let dated = MONTHS.contains(&near(-1)) || MONTHS.contains(&near(1));
    let hour = near(1).starts_with("a.m")
        || near(1).starts_with("p.m")
        || near(1) == ":"
        || near(-1) == ":"
        || word.contains(':');
    let age = near(-1) == "," && near(1) == "," || near(-1) == "(" || word.ends_with("-year-old") || near(-1) == "aged";
    let ordinal = word.ends_with("st") || word.ends_with("nd") || word.ends_with("rd") || word.ends_with("th");
    let named = token > 0
        && document.is_capital(token - 1)
        && document.is_word(token - 1)
        && document.sentence_of(token - 1) == document.sentence_of(token)
        && document.sentences[document.sentence_of(token)].tokens.start != token - 1;
    !(year || dated || hour || age || ordinal || named)
}
