//! What a claim asserts.
//!
//! In goes a clause and what its words say, out comes its [`Kind`], or none where it asserts nothing: a question, a greeting, a
//! caption. `Nine percent of the bolts were loose` is a statistic.

use serde::{Deserialize, Serialize};

use super::{certainty::Scene, clause::Clause, head::Head};
use crate::lexicon::{Act, Marker};

/// What a claim asserts. Where two fit, the first of this list that fits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// That something which was said, or might be thought, is not so, by one whom it touches: "The builder denied *that the steel was
    /// weak*", "*There is no truth in it*." Not a plain negative: "the bridge did not reopen" is an event.
    Denial,
    /// What ought to be done, or what the speaker binds themselves to do: "*The council should close it*", "*We will rebuild it*."
    #[serde(rename = "demand")]
    DemandOrPledge,
    /// What is to come, and is in nobody's hand who says it: "*The bridge will reopen in May*", "*frost is likely to return*."
    Prediction,
    /// What the speaker lived through, told by themselves: "*I heard the cable snap*."
    Experience,
    /// That one thing brought about another: "*The cable snapped because of the frost*."
    Cause,
    /// An amount, a rate, a rank or a change in one: "*Nine percent of the bolts were loose*", "*It is the oldest bridge*." Not a date or
    /// an age in passing.
    Statistic,
    /// A law or a procedure in force: "*Lorries are banned from the bridge*", "*a permit is required*."
    Rule,
    /// A judgement that no record could settle: "*The repair was shameful*."
    Evaluation,
    /// That something happened, is the case or was done: "*The council closed the bridge*." The kind of every other assertion.
    Event,
}

impl Kind {
    /// All of them, in order.
    pub const ALL: [Self; 9] = [
        Self::Denial,
        Self::DemandOrPledge,
        Self::Prediction,
        Self::Experience,
        Self::Cause,
        Self::Statistic,
        Self::Rule,
        Self::Evaluation,
        Self::Event,
    ];
}

/// How sure the head of evaluations must be, in a clause that judges in words, and in one that does not.
const JUDGES: f32 = 0.45;
const JUDGES_UNSAID: f32 = 0.8;
/// How sure the head of predictions must be where the clause has a modal that could be of the future.
const FORETELLS: f32 = 0.5;

/// The kind of a clause; none for what asserts nothing. `sure` is how likely a head holds what it is asked for; it is asked only where
/// the words leave a choice.
pub(super) fn of(scene: &Scene, clause: &Clause, sure: impl Fn(Head) -> f32) -> Option<Kind> {
    let act = clause.attribution.map(|a| a.act);
    if asserts_nothing(scene, clause, act) {
        return None;
    }
    let says = |marker| scene.says(marker);
    let first_person = scene.person == Some(1);
    let kind = if act == Some(Act::Denial) || says(Marker::Denial) && scene.denies {
        Kind::Denial
    } else if matches!(act, Some(Act::Demand | Act::Intention)) || says(Marker::Pledge) && first_person || scene.demands
    {
        Kind::DemandOrPledge
    } else if says(Marker::Future) && scene.future || scene.would && sure(Head::Prediction) >= FORETELLS {
        Kind::Prediction
    } else if first_person && scene.quoted && scene.past && !says(Marker::Comparison) {
        Kind::Experience
    } else if says(Marker::Cause) {
        Kind::Cause
    } else if scene.counts || says(Marker::Comparison) && !says(Marker::Evaluation) {
        Kind::Statistic
    } else if says(Marker::Rule) && !scene.past || act == Some(Act::Decree) {
        Kind::Rule
    } else if act == Some(Act::Evaluation)
        || sure(Head::Evaluation) >= if says(Marker::Evaluation) { JUDGES } else { JUDGES_UNSAID }
    {
        Kind::Evaluation
    } else {
        Kind::Event
    };
    Some(kind)
}

fn asserts_nothing(scene: &Scene, clause: &Clause, act: Option<Act>) -> bool {
    scene.asks || act == Some(Act::Question) || scene.says(Marker::Greeting) && clause.tokens.len() < 12
}
