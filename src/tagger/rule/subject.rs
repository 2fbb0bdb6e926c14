//! Whose verb a cue is, where only a part of its subject was found: `A guard, | who | asked not to be named, said`.

use super::scope::Scope;
use crate::{document::Document, lexicon, tagger::Candidate};

/// `Those who know him | say`, `A guard, who asked not to be named, | says`: a bare pronoun whose own verb is another than the cue is no
/// source without those whom its clause describes.
pub(super) fn described(document: &Document, candidate: &mut Candidate) {
    let ([source], [cue]) = (&candidate.source[..], &candidate.cue[..]) else { return };
    let (who, cue) = (document.tokens_in(*source), document.tokens_in(*cue));
    if who.len() != 1 || cue.start <= who.end || document.sentence_of(who.start) != document.sentence_of(cue.start) {
        return;
    }
    let scope = Scope::new(document, document.sentence_of(cue.start));
    if scope.word(cue.start - 1) == "," && scope.is(who.start, &["who", "he", "she", "they", "it"]) {
        let whole = scope.phrase_before(cue.start).filter(|phrase| phrase.start < who.start);
        let clause = whole.filter(|phrase| (phrase.start..=who.start).any(|t| scope.word(t) == "who"));
        candidate.source = clause.map_or(vec![*source], |phrase| vec![scope.span(phrase)]);
        return;
    }
    if scope.word(who.start) != "who" {
        return;
    }
    let clause = (who.end..cue.start).all(|t| scope.is_word(t)) && !scope.closed(cue.start - 1).adverb();
    if let Some(phrase) = scope.phrase_before(who.start).filter(|_| clause) {
        candidate.source = vec![scope.span(phrase.start..cue.start)];
    }
}

/// `In his memoir | Oda | wrote`: what stands before the name belongs to the preposition.
pub(super) fn fronted(document: &Document, candidate: &mut Candidate) {
    let ([source], [cue]) = (&mut candidate.source[..], &candidate.cue[..]) else { return };
    let (who, says) = (document.tokens_in(*source), document.tokens_in(*cue));
    if who.len() < 3 || who.end != says.start {
        return;
    }
    let scope = Scope::new(document, document.sentence_of(who.start));
    let lead = who.start == scope.start + 1 && scope.closed(scope.start).preposition();
    let name = who.clone().rev().take_while(|&t| scope.is_capital(t)).last();
    let plain = |t: usize| scope.is_word(t) && !scope.is_capital(t) && lexicon::role(scope.word(t)).is_none();
    let owned = scope.closed(who.start).possessive() || scope.closed(who.start).determiner();
    if let Some(name) = name.filter(|&name| lead && owned && name > who.start + 1 && (who.start..name).all(plain)) {
        *source = scope.span(name..who.end);
    }
}

/// `Investors | appear to have concluded`: how sure it is belongs to the cue.
pub(super) fn seeming(document: &Document, candidate: &mut Candidate) {
    let ([source], [cue]) = (&mut candidate.source[..], &mut candidate.cue[..]) else { return };
    let (who, says) = (document.tokens_in(*source), document.tokens_in(*cue));
    let seems = |t: usize| matches!(document.lower(t), "appear" | "appeared" | "appears" | "seem" | "seemed" | "seems");
    if who.len() > 2 && who.end == says.start && document.lower(who.end - 1) == "to" && seems(who.end - 2) {
        *source = document.span_of(who.start..who.end - 2);
        *cue = document.span_of(who.end - 2..says.end);
    }
}
