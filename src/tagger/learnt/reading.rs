//! What the lexicon says of a cue that the network found: in goes `falsely claimed`, out come the act and the stance.

use super::{decode::Tagged, tie::opens_with};
use crate::{
    document::Document,
    lexicon::{self, Act, CueClass, Stance},
    span::Span,
};

/// What the lexicon says of a cue.
pub(super) struct Reading {
    pub act: Act,
    pub stance: Stance,
    pub class: Option<CueClass>,
}

impl Reading {
    /// The first strong cue of the lexicon among the words, else the first; what it does not know is a plain statement.
    pub(super) fn of(document: &Document, cue: &Tagged, content: &[Span]) -> Self {
        let word = |i: usize| document.lower_at(i);
        let forms = || cue.tokens.clone().flat_map(|t| lexicon::cues_at(word, t).take(1));
        let Some(form) = forms().find(|f| f.cue.strong).or_else(|| forms().next()) else {
            return Self { act: Act::Statement, stance: Stance::Neutral, class: None };
        };
        let near = cue.tokens.start.saturating_sub(1)..(cue.tokens.end + 1).min(document.tokens.len());
        let hedge = near.clone().find_map(|t| lexicon::hedge_at(word, t));
        let negated = near.into_iter().any(|t| lexicon::closed(document.lower(t)).negation());
        let stance = match (hedge, form.cue.stance) {
            (Some((stance, _)), _) => stance,
            // A factive that is denied vouches for nothing: "did not reveal that".
            (None, Stance::Vouched) if negated => Stance::Neutral,
            (None, stance) => stance,
        };
        // Not to say what one could say is to refuse: "would not say whether".
        let refuses = negated && near_modal(document, cue) && matches!(form.cue.act, Act::Statement | Act::Question);
        let act = match form.cue.act {
            _ if refuses => Act::Denial,
            _ if opens_with(document, content, &["to"]) => form.cue.act_before_infinitive(),
            act => act,
        };
        Self { act, stance, class: Some(form.cue.class) }
    }
}

/// Whether a cue holds *would* or *will*.
fn near_modal(document: &Document, cue: &Tagged) -> bool {
    cue.tokens.clone().any(|t| matches!(document.lower(t), "would" | "will" | "wo" | "'d"))
}
