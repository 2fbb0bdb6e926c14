//! Whether the text says that the speaker did what the cue says: `said`, `did not say`, `is expected to say`.

use serde::{Deserialize, Serialize};

use crate::{document::Document, lexicon::Act, span::Span};

/// Whether the act of an attribution took place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Occurrence {
    /// It did, or does: *She **said** that it was safe*, *They **would like** to see it reopened.*
    Actual,
    /// It did not, or not yet: *She **did not say** whether it was safe*, *The council **declined** to comment*, *The army **has yet
    /// to confirm** it.* What is attributed is then nobody's word.
    Negated,
    /// It may, or will, or is only supposed: *She **may demand** a new survey*, *The council **is expected to announce** it today*,
    /// ***If** she **says** that it is safe.*
    Open,
}

/// Before an infinitive, what makes something still to come of it: *is due to explain*.
const AHEAD: [&str; 9] = ["about", "due", "expected", "going", "likely", "poised", "scheduled", "set", "supposed"];
/// Verbs by which an act is left undone, whatever follows: *refused to comment*.
const UNDONE: [&str; 8] = ["decline", "declined", "declines", "declining", "refuse", "refused", "refuses", "refusing"];
/// How many words that belong to a cue may stand before it: *has not yet | said*.
const MAX_BEFORE: usize = 4;

impl Occurrence {
    pub(super) fn of(document: &Document, source: &[Span], cue: &[Span], act: Act) -> Self {
        let Some(first) = cue.first().map(|c| document.tokens_in(*c).start).filter(|&t| t < document.tokens.len())
        else {
            return Self::Actual;
        };
        let sentence = &document.sentences[document.sentence_of(first)].tokens;
        let of_verb = |t: &usize| {
            let closed = document.closed(*t);
            closed.auxiliary() || closed.modal() || closed.negation() || closed.adverb() || document.lower(*t) == "to"
        };
        let floor = first.saturating_sub(MAX_BEFORE).max(sentence.start);
        let start = (floor..first).rev().take_while(of_verb).last().unwrap_or(first);
        let mut tokens: Vec<usize> = (start..first).collect();
        tokens.extend(cue.iter().flat_map(|c| document.tokens_in(*c)));
        let word = |t: usize| document.lower_at(t).unwrap_or_default();
        let negates = |&t: &usize| match word(t) {
            "neither" | "nor" => true,
            "yet" => word(t + 1) == "to",
            other => document.closed(t).negation() && word(t + 1) != "only" || UNDONE.contains(&other),
        };
        let subject = source.first().map(|s| document.tokens_in(*s).start);
        let nobody = subject.is_some_and(|t| matches!(word(t), "nobody" | "no" | "none" | "neither"));
        if nobody || tokens.iter().any(negates) {
            return Self::Negated;
        }
        // "Would welcome" tells what is thought, not what will be.
        let minded = matches!(act, Act::Belief | Act::Evaluation);
        let modal =
            |&t: &usize| document.closed(t).modal() && !(minded && matches!(word(t), "would" | "'d" | "could" | "can"));
        let ahead = |&t: &usize| AHEAD.contains(&word(t)) && word(t + 1) == "to" && tokens.contains(&(t + 2));
        let opening = subject.filter(|&t| t < first).unwrap_or(start);
        let supposed = opening > sentence.start && matches!(word(opening - 1), "if" | "unless");
        let infinitive = tokens.first().is_some_and(|&t| word(t) == "to");
        let asked = {
            let opens = document.closed(sentence.start);
            word(sentence.end - 1) == "?" && (opens.auxiliary() || opens.modal())
        };
        if supposed || infinitive || asked || tokens.iter().any(|t| modal(t) || ahead(t)) {
            return Self::Open;
        }
        Self::Actual
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Article;

    #[track_caller]
    fn assert_occurrence(text: &str, cue: &str, expected: Occurrence) {
        let document = Document::segment(Article::from_text(text));
        let start = text.find(cue).expect("the cue stands in the text");
        let found = Occurrence::of(&document, &[], &[Span::new(start, start + cue.len())], Act::Statement);
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn what_was_said_took_place() {
        assert_occurrence("Ada Kvist said on Monday that it was not safe.", "said", Occurrence::Actual);
        assert_occurrence("The ruling, she has said, will stand.", "has said", Occurrence::Actual);
    }

    #[test]
    fn what_was_left_unsaid_did_not() {
        for (text, cue) in [
            ("She did not say whether it was safe.", "say"),
            ("She wouldn’t say whether it was safe.", "wouldn’t say"),
            ("The council declined to comment on it.", "declined"),
            ("The army has yet to confirm the loss.", "confirm"),
            ("The firm would neither confirm nor deny it.", "would neither confirm nor deny"),
            ("He did not rule out a second vote.", "rule out"),
        ] {
            assert_occurrence(text, cue, Occurrence::Negated);
        }
    }

    #[test]
    fn what_is_to_come_or_supposed_is_open() {
        for (text, cue) in [
            ("She may demand a survey.", "may demand"),
            ("The council is expected to announce the date.", "is expected to announce"),
            ("Did she say that it was safe?", "say"),
        ] {
            assert_occurrence(text, cue, Occurrence::Open);
        }
    }

    #[test]
    fn what_somebody_would_have_to_say_first_is_open() {
        let document = Document::segment(Article::from_text("If she says that it is safe, it will open."));
        let found = Occurrence::of(&document, &[Span::new(3, 6)], &[Span::new(7, 11)], Act::Statement);
        assert_eq!(found, Occurrence::Open);
    }
}
