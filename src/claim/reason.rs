//! Why a claim is marked: ids for the interface, whose words stand in `extension/_locales`, and the words of the article that made
//! it so.

use serde::{Deserialize, Serialize};

use super::{Certainty, Claim, Kind, Sourcing, certainty::Scene, clause::Clause};
use crate::{
    lexicon::{Marker, Stance},
    span::Span,
};

/// One thing to know about a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Why {
    /// An amount, and nobody is given for it: "*Nine percent* of the bolts were loose."
    NumberWithoutSource,
    /// An amount, and somebody answers for it: "*Nine percent* of the bolts were loose, she said."
    Number,
    /// A rank or a measure against something else: "the *oldest* bridge".
    Comparison,
    /// Somebody in particular without a name: "*a senior official* said".
    UnnamedSource,
    /// Nobody in particular: "*critics* say", "*reportedly*".
    VagueSource,
    /// No source: the article says it itself.
    OwnVoice,
    /// Passed on: "*the mayor said* that *the engineer had told* her".
    PassedOn,
    /// The wording takes it for granted: "*revealed*".
    Vouched,
    /// The wording holds it at arm's length: "*claimed*".
    Distanced,
    /// The wording says that it is not so: "*falsely claimed*".
    Rejected,
    /// The speaker is said not to have said it: "did *not* say".
    Unsaid,
    /// It is about what is to come: "*will likely*".
    Prediction,
    /// It is put as likely: "*probably*".
    Probable,
    /// It is put as possible: "*may*".
    Possible,
    /// It hangs on a condition, or is left open: "*if*".
    Open,
    /// One thing is said to bring about another: "*because of*".
    Cause,
    /// A law or procedure: "*are banned*".
    Rule,
    /// Somebody contradicts: "*denied*".
    Denial,
    /// What should be done, or is promised: "*should*".
    #[serde(rename = "demand")]
    DemandOrPledge,
    /// A judgement: "*shameful*".
    Evaluation,
    /// Told by one who lived through it.
    Experience,
    /// It weighs on lives, money, law or office: "*died*".
    Weighty,
    /// The headline says it, and the text only has somebody say it.
    HeadlineFirmer,
}

impl Why {
    /// All of them, in order.
    pub const ALL: [Self; 23] = [
        Self::NumberWithoutSource,
        Self::Number,
        Self::Comparison,
        Self::UnnamedSource,
        Self::VagueSource,
        Self::OwnVoice,
        Self::PassedOn,
        Self::Vouched,
        Self::Distanced,
        Self::Rejected,
        Self::Unsaid,
        Self::Prediction,
        Self::Probable,
        Self::Possible,
        Self::Open,
        Self::Cause,
        Self::Rule,
        Self::Denial,
        Self::DemandOrPledge,
        Self::Evaluation,
        Self::Experience,
        Self::Weighty,
        Self::HeadlineFirmer,
    ];
}

/// Why a claim is marked, and the words that made it so.
#[derive(Clone, Debug, PartialEq)]
pub struct Reason {
    /// What there is to know.
    pub why: Why,
    /// The words; empty where there are none, as for what the article says itself.
    pub words: Vec<Span>,
}

/// All that there is to know about a claim, what weighs most first.
pub(super) fn of(scene: &Scene, clause: &Clause, claim: &Claim, unsaid: Option<Span>) -> Vec<Reason> {
    let mut found = Vec::new();
    let mut add = |why: Why, words: Vec<Span>| found.push(Reason { why, words });
    let marker = |marker: Marker| scene.words(marker).collect::<Vec<_>>();
    let source = || clause.attribution.map(|a| a.source.clone()).unwrap_or_default();
    let cue = || clause.attribution.map(|a| a.cue.clone()).unwrap_or_default();

    let amount: Vec<Span> = scene.numbers.iter().copied().chain(scene.words(Marker::Quantity)).collect();
    if scene.counts {
        let sourced = claim.sourcing != Sourcing::None;
        add(if sourced { Why::Number } else { Why::NumberWithoutSource }, merged(amount));
    }
    if scene.says(Marker::Comparison) {
        add(Why::Comparison, marker(Marker::Comparison));
    }
    match claim.sourcing {
        Sourcing::Named => {}
        Sourcing::Unnamed => add(Why::UnnamedSource, source()),
        Sourcing::Vague => add(Why::VagueSource, if source().is_empty() { cue() } else { source() }),
        Sourcing::None => add(Why::OwnVoice, Vec::new()),
    }
    if clause.attribution.is_some_and(|a| a.within.is_some()) {
        add(Why::PassedOn, cue());
    }
    match claim.stance {
        Some(Stance::Vouched) => add(Why::Vouched, cue()),
        Some(Stance::Distanced) => add(Why::Distanced, cue()),
        Some(Stance::Rejected) => add(Why::Rejected, cue()),
        Some(Stance::Neutral) | None => {}
    }
    if let Some(word) = unsaid {
        add(Why::Unsaid, vec![word]);
    }
    match claim.kind {
        Kind::Prediction => add(Why::Prediction, marker(Marker::Future)),
        Kind::Cause => add(Why::Cause, marker(Marker::Cause)),
        Kind::Rule => add(Why::Rule, marker(Marker::Rule)),
        Kind::Denial => add(Why::Denial, if scene.says(Marker::Denial) { marker(Marker::Denial) } else { cue() }),
        Kind::DemandOrPledge => {
            let own = [marker(Marker::Demand), marker(Marker::Pledge)].concat();
            add(Why::DemandOrPledge, if own.is_empty() { cue() } else { own });
        }
        Kind::Evaluation => add(Why::Evaluation, marker(Marker::Evaluation)),
        Kind::Experience => add(Why::Experience, Vec::new()),
        Kind::Statistic | Kind::Event => {}
    }
    if let Some((degree, words)) = scene.certainty {
        match degree {
            Certainty::Certain => {}
            Certainty::Probable => add(Why::Probable, vec![words]),
            Certainty::Possible => add(Why::Possible, vec![words]),
            Certainty::Open => add(Why::Open, vec![words]),
        }
    }
    if scene.says(Marker::Weighty) {
        add(Why::Weighty, marker(Marker::Weighty));
    }
    found
}

/// Spans in order, those that touch or overlap as one.
fn merged(mut spans: Vec<Span>) -> Vec<Span> {
    spans.sort_unstable();
    let mut merged: Vec<Span> = Vec::new();
    for span in spans {
        match merged.last_mut() {
            Some(last) if span.start <= last.end + 1 => *last = last.join(span),
            _ => merged.push(span),
        }
    }
    merged
}
