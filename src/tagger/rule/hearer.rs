//! Who hears what is said, and is neither its source nor its content: in `The pilots were told that it was shut` nobody is named who
//! told them.

use super::{
    border::{MAX_BETWEEN, verb_at},
    scope::Scope,
};
use crate::{document::Document, span::Span, tagger::Candidate};

/// What somebody hears of whom it is said in the passive: *was told*.
const HEARD: [&str; 9] = ["advise", "alert", "ask", "assure", "inform", "notify", "remind", "tell", "warn"];

/// `told | a cellmate | he had planned it`: the hearer is no part of what is told.
pub(super) fn told(document: &Document, candidate: &mut Candidate) {
    let ([cue], Some(content)) = (&candidate.cue[..], candidate.content.first_mut()) else { return };
    let (cue, tokens) = (document.tokens_in(*cue), document.tokens_in(*content));
    let form = cue.clone().next_back().and_then(|t| verb_at(document, t));
    let hears = form.is_some_and(|f| HEARD.contains(&f.cue.lemma) && f.cue.lemma != "ask");
    if !hears || tokens.start != cue.end || document.quotation_of(tokens.start).is_some() {
        return;
    }
    let scope = Scope::new(document, document.sentence_of(cue.start));
    let opener = scope.closed(tokens.start);
    let hearer = opener.determiner() && !scope.is(tokens.start, &["that"]) || opener.possessive();
    let clause = |&t: &usize| scope.is(t, &["that", "he", "she", "they", "we", "i", "it"]);
    let reach = tokens.start + 2..tokens.end.min(tokens.start + MAX_BETWEEN);
    let plain = reach.take_while(|&t| scope.is_word(t) && !scope.closed(t).relative() || scope.word(t) == "that");
    if let Some(t) = plain.filter(|_| hearer).find(clause).filter(|&t| t + 1 < tokens.end) {
        *content = scope.span(t..tokens.end);
    }
}

/// `The pilots | were told | that`: who heard it is neither source nor content. `It | is believed | that` has no subject either.
pub(super) fn heard(document: &Document, candidate: &mut Candidate) {
    let [cue] = candidate.cue[..] else { return };
    let cue = document.tokens_in(cue);
    if cue.len() < 2 {
        return;
    }
    let form = verb_at(document, cue.end - 1).filter(|f| f.participle);
    let be = cue.clone().any(|t| matches!(document.lower(t), "is" | "are" | "was" | "were" | "been" | "be" | "being"));
    let Some(form) = form.filter(|_| be) else { return };
    let hears = HEARD.contains(&form.cue.lemma);
    let clause = candidate.content.iter().map(|c| document.tokens_in(*c).start).find(|&t| t >= cue.end);
    let expletive = clause.is_some_and(|t| document.lower(t) != "to");
    let subject = |span: Span| {
        let tokens = document.tokens_in(span);
        let it = expletive && tokens.len() == 1 && document.lower(tokens.start) == "it";
        tokens.end == cue.start && (hears && document.quotation_of(tokens.start).is_none() || it)
    };
    candidate.source.retain(|span| !(hears && subject(*span)));
    candidate.content.retain(|span| !subject(*span));
}
