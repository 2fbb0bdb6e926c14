//! Which claims are marked first: those most worth a fact-checker's time, and those whose sourcing is weak.
//!
//! In go the claims, out come their ranks. The same list serves page and panel: a page shows the first so many of it, as many as its
//! length bears.

use super::{Claim, Kind, Sourcing, Why};
use crate::lexicon::Stance;

/// Marks for a hundred words of the article, unless the reader chooses otherwise: about one to a paragraph.
pub const DENSITY: f32 = 1.5;
/// However short the article.
const FEWEST: u32 = 3;
/// What weighs less is left to the filters.
const LEAST: f32 = 0.25;

/// How many claims an article of so many words bears, at `density` marks for a hundred words.
#[must_use]
pub fn cap(words: u32, density: f32) -> u32 {
    let bears = (words as f32 * density / 100.0).round();
    (bears as u32).max(FEWEST)
}

/// Sets the ranks: none for what is said again, and for what is hardly worth a mark.
pub(super) fn rank(claims: &mut [Claim]) {
    let mut order: Vec<(f32, usize)> = claims.iter().map(weight).zip(0..).collect();
    order.retain(|&(weight, i)| weight >= LEAST && claims[i].same_as.is_none());
    order.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    for (&(_, i), rank) in order.iter().zip(0..) {
        claims[i].rank = Some(rank);
    }
}

/// How much a claim is worth a look.
fn weight(claim: &Claim) -> f32 {
    let why = |why: Why| f32::from(u8::from(claim.reasons.iter().any(|r| r.why == why)));
    let factual = !matches!(claim.kind, Kind::Evaluation | Kind::DemandOrPledge);
    let sourcing = match claim.sourcing {
        Sourcing::Vague => 0.3,
        Sourcing::Unnamed => 0.15,
        Sourcing::Named | Sourcing::None => 0.0,
    };
    let stance = match claim.stance {
        Some(Stance::Distanced | Stance::Rejected) => 0.15,
        _ => 0.0,
    };
    let specific = 0.25 * why(Why::Number).max(why(Why::NumberWithoutSource)) + 0.15 * why(Why::Comparison);
    let consequential = 0.2 * why(Why::Weighty) + 0.1 * why(Why::Cause) + 0.1 * why(Why::PassedOn);
    let weak = if factual { sourcing + stance } else { 0.0 };
    claim.check * claim.kind.weight() * (0.6 + specific + consequential) + weak * claim.check
}
