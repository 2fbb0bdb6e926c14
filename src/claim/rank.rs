//! Which claims are marked first: those most worth a fact-checker's time, and those whose sourcing is weak.
//!
//! In go what is known of each claim, out come their ranks. The same list serves page and panel: a page shows the first so many of
//! it, as many as its reader wants (`extension/content/look.js`).

use super::{Claim, Kind, Sourcing, Why};
use crate::attribution::{Attribution, Form};

/// Worth below which a claim is left to the filters.
const LEAST: f32 = 1.25;

/// What of a claim tells whether it is worth a mark, beside what the claim itself says.
pub(super) struct Sight<'a> {
    pub(super) attribution: Option<&'a Attribution>,
    /// Words of the claim.
    pub(super) words: usize,
    /// Whether its amounts are written in digits.
    pub(super) digits: bool,
    /// Whether it speaks of *I* or *we*.
    pub(super) first_person: bool,
    pub(super) headline: bool,
    /// Whether it stands in the first eighth of the text.
    pub(super) lead: bool,
    /// Log-odds: of the claim, that it can be checked; of its sentence, that it judges, foretells, speaks.
    pub(super) check: f32,
    pub(super) evaluation: f32,
    pub(super) prediction: f32,
    pub(super) speech: f32,
}

/// How far a claim is worth a mark. The weights are set by hand, with the claims that are marked in the open half of `tests/gold` in
/// sight; `cargo test --test gold` tells what a change of one gains or costs in both halves.
pub(super) fn worth(claim: &Claim, sight: &Sight) -> f32 {
    let is = |holds: bool| f32::from(u8::from(holds));
    let form = sight.attribution.map(|a| a.form);
    let odds = |of: f32| of.clamp(-4.6, 4.6) / 3.0;
    let weighty = claim.reasons.iter().find(|r| r.why == Why::Weighty).map_or(0, |r| r.words.len().min(2));
    let terms = [
        (0.51, is(form == Some(Form::Indirect))),
        (-0.08, is(form == Some(Form::Direct))),
        (-1.36, is(claim.sourcing == Sourcing::None)),
        (-0.77, is(sight.words < 6)),
        (-0.37, is(sight.words > 25)),
        (-0.49, odds(sight.evaluation)),
        (0.52, odds(sight.prediction)),
        (-0.34, odds(sight.speech)),
        (0.45, odds(sight.check)),
        (-0.72, is(sight.first_person)),
        (-0.51, is(sight.attribution.is_some_and(|a| a.confidence < 0.6))),
        (0.36, is(sight.headline)),
        (0.47, is(sight.digits)),
        (0.36, weighty as f32),
        (0.26, is(sight.lead)),
        (0.38, is(claim.kind == Kind::Statistic)),
        (0.08, is(claim.kind == Kind::Event)),
        (-0.40, is(claim.kind == Kind::Prediction)),
    ];
    terms.iter().map(|(weight, value)| weight * value).sum::<f32>() + 0.63
}

/// Sets the ranks by what each claim is worth: none for what is said again, and for what is hardly worth a mark.
pub(super) fn rank(claims: &mut [Claim], worth: &[f32]) {
    let mut order: Vec<(f32, usize)> = worth.iter().copied().zip(0..).collect();
    order.retain(|&(worth, i)| worth >= LEAST && claims[i].same_as.is_none());
    order.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    for (&(_, i), rank) in order.iter().zip(0..) {
        claims[i].rank = Some(rank);
    }
}
