//! On whose word a claim stands.

use serde::{Deserialize, Serialize};

use super::voice::Voices;
use crate::{
    attribution::Attribution,
    lexicon::{self, CueClass, Stance},
    source::Source,
    span::Span,
};

/// On whose word a claim stands: of a chain, on that of the innermost who says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Sourcing {
    /// Somebody whom the text names: "*Ada Kvist* said so", "*she* said so" of Ada Kvist.
    Named,
    /// Nobody by name, but somebody in particular: "*a senior treasury official* said so".
    Unnamed,
    /// Nobody in particular: "*critics* say so", "*it is believed*", "*reportedly*".
    Vague,
    /// Nobody: the article says it itself.
    None,
}

impl Sourcing {
    pub(super) fn of(voices: &Voices, attribution: Option<&Attribution>) -> Self {
        let Some(attribution) = attribution else { return Self::None };
        match voices.speaker(attribution) {
            Some(speaker) => Self::by(speaker),
            // A pronoun that two could fit still is one of them.
            None if !attribution.source.is_empty() => Self::Unnamed,
            None => Self::Vague,
        }
    }

    /// Of what somebody says whom the article gives the word to.
    #[must_use]
    pub fn by(speaker: &Source) -> Self {
        match speaker {
            Source { named: true, .. } => Self::Named,
            Source { vague: true, .. } => Self::Vague,
            _ => Self::Unnamed,
        }
    }
}

/// How the article stands to what is attributed, once it is heard whether the speaker is said to have said it at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Standing {
    /// What is vouched for stays so where the cue is negated: "she *did not reveal* that the steel was weak" takes for granted that it
    /// was. Every other stance goes: "she *did not claim* that it was" holds nothing at arm's length.
    pub(super) stance: Stance,
    /// Whether the cue is negated.
    pub(super) unsaid: Option<Span>,
}

impl Standing {
    pub(super) fn of(voices: &Voices, attribution: &Attribution) -> Self {
        let unsaid = negated(voices, attribution);
        let stance = match unsaid {
            None => attribution.stance,
            Some(_) if is_factive(voices, attribution) => Stance::Vouched,
            Some(_) => Stance::Neutral,
        };
        Self { stance, unsaid }
    }
}

/// The word that negates a cue, in it or just before it.
fn negated(voices: &Voices, attribution: &Attribution) -> Option<Span> {
    let document = voices.document;
    let cue = document.tokens_in(*attribution.cue.first()?);
    let sentence = document.sentence_of(cue.start.min(document.tokens.len() - 1));
    let first = cue.start.saturating_sub(3).max(document.sentences[sentence].tokens.start);
    let no = |t: &usize| matches!(document.lower(*t), "not" | "n't" | "never" | "neither" | "nor" | "without");
    let here = (first..cue.end).rev().find(no)?;
    // `not only said` says it.
    (document.lower_at(here + 1) != Some("only")).then(|| document.tokens[here].span)
}

/// Cues that vouch for their content only where they are not negated: who *did not confirm* it leaves it open.
const NOT_UNDER_NEGATION: [&str; 12] = [
    "allow",
    "ascertain",
    "bear out",
    "confirm",
    "corroborate",
    "demonstrate",
    "document",
    "establish",
    "find",
    "prove",
    "substantiate",
    "verify",
];

/// Whether a cue takes its content for granted by what it means, whatever stands over it: under a negation `rightly` goes and
/// `revealed` stays (Karttunen, Some observations on factivity, 1971).
fn is_factive(voices: &Voices, attribution: &Attribution) -> bool {
    let document = voices.document;
    let mut tokens = attribution.cue.iter().flat_map(|span| document.tokens_in(*span));
    tokens.any(|t| {
        let form = lexicon::cue_at(|i| document.lower_at(i), t, CueClass::Verb);
        form.is_some_and(|form| form.cue.stance == Stance::Vouched && !NOT_UNDER_NEGATION.contains(&form.cue.lemma))
    })
}
