//! What a content holds that its speaker does not say: where it was written, what the writer adds, how their sentence goes on.

use super::scope::Scope;
use crate::{document::Document, lexicon::CueClass, tagger::Candidate};

/// `Dray, | who | says | residents were never asked |, wants`: a clause between commas ends with it.
pub(super) fn relative(document: &Document, candidate: &mut Candidate) {
    let ([source], [content]) = (&candidate.source[..], &mut candidate.content[..]) else { return };
    let (who, tokens) = (document.tokens_in(*source), document.tokens_in(*content));
    let scope = Scope::new(document, document.sentence_of(who.start.min(tokens.start)));
    if who.len() != 1 || !scope.is(who.start, &["who", "which"]) || scope.word(who.start.wrapping_sub(1)) != "," {
        return;
    }
    let resumes = |&t: &usize| scope.word(t) == "," && !scope.is_quoted(t) && scope.resumes(t + 1);
    if let Some(comma) = (tokens.start + 1..tokens.end.min(scope.end)).find(resumes) {
        *content = scope.span(tokens.start..comma);
    }
}

/// `VELDEN, March 3 - | The minister said that`: where it was written is not said by anybody.
pub(super) fn dateline(document: &Document, candidate: &mut Candidate) {
    let [place, _, ..] = candidate.content[..] else { return };
    let tokens = document.tokens_in(place);
    let opens = document.article.blocks.binary_search_by_key(&place.start, |block| block.span.start).is_ok();
    let loud = |t: usize| document.word(t).chars().all(|c| !c.is_lowercase());
    if opens && tokens.len() <= 4 && tokens.clone().all(loud) && document.quotation_of(tokens.start).is_none() {
        candidate.content.remove(0);
    }
}

/// `claimed that most were soldiers |, an assertion that others rejected`: what the writer calls it is not claimed.
pub(super) fn appended(document: &Document, candidate: &mut Candidate) {
    let Some(content) = candidate.content.last_mut() else { return };
    let tokens = document.tokens_in(*content);
    let scope = Scope::new(document, document.sentence_of(tokens.start));
    let calls = |&t: &usize| {
        let noun = (t + 2..t + 4).find(|&k| scope.cue(k, CueClass::Noun).is_some());
        scope.word(t) == ","
            && scope.is(t + 1, &["a", "an"])
            && noun.is_some_and(|k| scope.is(k + 1, &["that", "which"]))
    };
    let end = tokens.end.min(scope.end);
    let comma = (tokens.start + 2..end).filter(|&t| !scope.is_quoted(t)).find(calls);
    if let Some(comma) = comma {
        *content = scope.span(tokens.start..comma);
    }
}
