//! What is said within what is said, by the constructions of the rules: each sentence of a content is read as a text of its own.
//!
//! In `“People imagine that they will muddle through,” said Ada Kvist` the quotation holds what people imagine.

use std::ops::Range;

use super::{Reading, adjective, phrase_cue, scope::Scope, verb};
use crate::{
    document::Document,
    lexicon::{self, Act, CueClass, CueForm, Inflection},
    span::Span,
    tagger::{Candidate, Construction},
};

/// A content of fewer words holds no attribution: `she asked why`.
const SHORTEST: usize = 3;

/// The candidates inside `content`.
pub(in crate::tagger) fn within(document: &Document, content: Span) -> Vec<Candidate> {
    let mut found = Vec::new();
    for (sentence, tokens) in parts(document, content) {
        let scope = Scope::part(document, sentence, tokens);
        if scope.end - scope.start < SHORTEST {
            continue;
        }
        verb::find(&scope, &mut found);
        adjective::find(&scope, &mut found);
        phrase_cue::find(&scope, &mut found);
    }
    found.retain(|candidate| {
        candidate.spans().all(|span| content.contains(span) && span != content) && is_plausible(document, candidate)
    });
    found
}

/// The parts of `content` that stand in one sentence each, from their first word that could open one.
fn parts(document: &Document, content: Span) -> impl Iterator<Item = (usize, Range<usize>)> {
    let opens = |t: &usize| !matches!(document.lower(*t), "that" | "whether" | "if");
    let part = move |(sentence, range): (usize, Range<usize>)| {
        let start = range.clone().find(opens).unwrap_or(range.end);
        (sentence, start..range.end)
    };
    document.sentences_in(document.tokens_in(content)).map(part)
}

impl Scope<'_> {
    /// A candidate with a weak cue: in what somebody says those attribute whose subject is somebody who can speak, and whose
    /// content is a clause, an infinitive, or the object of a verb of will or judgement.
    pub(super) fn spoken_candidate(
        &self,
        form: &CueForm,
        [source, cue, content]: [Vec<Span>; 3],
        reading: Reading,
        construction: Construction,
    ) -> Option<Candidate> {
        let first = self.document.tokens_in(*content.first()?).start;
        let says = self.document.tokens_in(*cue.first()?);
        let lemma = form.cue.lemma;
        let takes = match construction {
            Construction::Clause => {
                let embeds = self.is(first, &["that", "whether", "if", "how", "why", "what", "who", "where", "when"]);
                embeds || self.is(first, &SUBJECTS) || self.has_finite_verb(first)
            }
            Construction::Infinitive | Construction::Agentless => !EFFORTS.contains(&lemma),
            Construction::Object => JUDGED.contains(&lemma) || form.cue.class == CueClass::Adjective,
            _ => true,
        };
        let Reading { act, stance, .. } = reading;
        let bare = form.inflection == Inflection::Base && says.len() == form.words;
        let misread = bare && source.first().is_some_and(|s| self.is_one(*s));
        let found = Candidate { source, cue, content, act, stance, construction, confidence: WEAK };
        (takes && !misread && is_plausible(self.document, &found)).then_some(found)
    }

    /// Whether a subject is surely a single one, whose verb has an *s* in the present: in `help a visitor understand` it has none.
    fn is_one(&self, source: Span) -> bool {
        let tokens = self.document.tokens_in(source);
        // "Hospital trust ignored it".
        let bare = tokens.len() == 1 && lexicon::noun(self.word(tokens.start)).is_some_and(|n| !n.plural && !n.mass);
        let and = tokens.clone().any(|t| self.closed(t).coordinator());
        let last = tokens.end - 1;
        !and && (bare && self.is_capital(tokens.start)
            || self.is(tokens.start, &["he", "she", "it", "a", "an"])
            || self.is_capital(last)
                && self.closed(last).is_empty()
                && !self.word(last).ends_with('s')
                && lexicon::noun(self.word(last)).is_none())
    }
}

/// Whether a candidate within what somebody says holds up without the words around it: somebody speaks, and the content is no mere
/// pronoun. Read as a text of its own a part of a sentence misleads in ways that a whole one seldom does.
pub(in crate::tagger) fn is_plausible(document: &Document, candidate: &Candidate) -> bool {
    let Candidate { source, cue, content, construction, act, .. } = candidate;
    let (Some(cue), Some(content)) = (cue.first(), content.first()) else { return false };
    let Some(source) = source.first() else { return names_nobody(document, candidate) };
    let content = document.tokens_in(*content);
    let words = |span: &Span| document.tokens_in(*span);
    let (says, who) = (words(cue), words(source));
    let cue_of = |t, class| lexicon::cue_at(|i| document.lower_at(i), t, class);
    let verb = says.clone().find_map(|t| cue_of(t, CueClass::Verb));
    let strong = verb.is_some_and(|f| f.cue.strong);
    let minded = matches!(act, Act::Belief | Act::Intention | Act::Demand | Act::Question | Act::Denial);
    let first = document.lower(who.start);
    let plural = document.lower(head(document, who.clone())).ends_with('s');
    let speaks = match first {
        "that" | "this" if who.len() == 1 => false,
        "there" | "what" | "which" | "something" | "anything" => false,
        // "The bank said it expected": the bank; "it shows" may be anything.
        "it" => minded || strong && *act == Act::Statement,
        "nobody" | "none" | "anybody" | "anyone" => strong,
        // "You can feel which": anybody. "You told me that": somebody.
        "you" => verb.is_some_and(|f| f.inflection == Inflection::Past),
        _ => {
            strong
                || can_speak(document, who.clone())
                || minded && plural
                || verb.is_some_and(|f| MINDS.contains(&f.cue.lemma))
        }
    };
    // "I would also say that": no more than how one begins to speak.
    let begins = matches!(first, "i" | "we")
        && *act == Act::Statement
        && says.clone().any(|t| document.closed(t).modal() || document.lower(t) == "going");
    // "Cautioned | his superiors in": what goes on was not read.
    let last = document.closed(content.end - 1);
    let goes_on = content.end < document.tokens.len() && document.is_word(content.end);
    let dangles = goes_on && last.preposition() && !last.adverb();
    // "Drinking wine reported", "consider dangerous", "have heard that before".
    let ought = !strong && says.clone().any(|t| matches!(document.lower(t), "must" | "ought" | "should"));
    let doing = first.len() > 4 && first.ends_with("ing") && lexicon::noun(first).is_none();
    let said = document.lower(content.start);
    let pale = content.len() == 1 && verb.is_some_and(|f| f.cue.lemma == "consider") && !said.ends_with("ing")
        || content.len() == 2 && said == "that" && document.closed(content.start + 1).adverb();
    if begins || dangles || doing || ought || pale || document.lower(says.start) == "to" {
        return false;
    }
    match construction {
        _ if verb.is_none() && cue_of(says.end - 1, CueClass::Noun).is_some() => {
            let last = document.lower(who.end - 1);
            lexicon::closed(last).possessive() || last.ends_with('\'')
        }
        Construction::Object | Construction::Passive => {
            let object = document.lower(content.start);
            let called = document.lower(words(cue).start) == "called" && !is_definite(document, words(source));
            speaks
                && !called
                && !(matches!(object, "it" | "him" | "her" | "them" | "me" | "us" | "you") && content.len() < 4)
        }
        Construction::Clause if matches!(document.lower(content.start), "that" | "whether") => {
            speaks || lexicon::noun(document.lower(head(document, words(source)))).is_some()
        }
        Construction::Phrase => true,
        _ => speaks,
    }
}

/// Whether the cue reports without saying who spoke: `is believed to`, `I was told that`, `reportedly`.
fn names_nobody(document: &Document, candidate: &Candidate) -> bool {
    let words = || candidate.cue.iter().flat_map(|cue| document.tokens_in(*cue));
    let be =
        |t: usize| matches!(document.lower(t), "is" | "are" | "was" | "were" | "been" | "be" | "'s" | "'re" | "'m");
    words().any(be) && words().count() > 1 || candidate.construction == Construction::Agentless
}

/// `content` up to where its speaker goes on in their own name.
pub(in crate::tagger) fn cut_at_turn(document: &Document, content: Span) -> Span {
    let tokens = document.tokens_in(content);
    let opening = document.quotations.binary_search_by_key(&content.start, |q| q.span.start);
    let whole = opening.is_ok_and(|q| !document.quotations[q].closed || document.quotations[q].span.end >= content.end);
    if tokens.is_empty() || whole {
        return content;
    }
    let scope = Scope::part(document, document.sentence_of(tokens.start), tokens.clone());
    let turn = (scope.start + 1..scope.end).find(|&t| !scope.is_quoted(t) && scope.turns(t));
    turn.map_or(content, |t| document.span_of(tokens.start..t))
}

/// The token of the noun in a phrase.
fn head(document: &Document, phrase: Range<usize>) -> usize {
    let ends = |&t: &usize| {
        let closed = document.closed(t);
        closed.preposition() && document.lower(t) != "per" || closed.relative() || document.word(t) == ","
    };
    (phrase.start + 1..phrase.end).find(ends).unwrap_or(phrase.end) - 1
}

fn is_definite(document: &Document, phrase: Range<usize>) -> bool {
    !matches!(document.lower(phrase.start), "a" | "an" | "something" | "somebody" | "someone")
}

/// Whether a noun phrase stands for somebody: `she`, `Ada Kvist`, `two officials`, `58%`; not `the pipe`, `it`, `nobody`.
pub(super) fn can_speak(document: &Document, phrase: Range<usize>) -> bool {
    if phrase.is_empty() {
        return false;
    }
    let head = head(document, phrase.clone());
    let named = (phrase.start + 1..=head).any(|t| document.is_capital(t));
    let opener = document.closed(phrase.start);
    let pronoun = (opener.pronoun() || opener.determiner()) && head == phrase.start;
    let alone = phrase.len() == 1 && document.is_capital(phrase.start) && document.closed(phrase.start).is_empty();
    let counted = matches!(document.lower(head), "%" | "cent" | "percent") || document.lower(head).ends_with('%');
    let owned = document.closed(phrase.end - 1).possessive();
    named || pronoun || alone || counted || owned || lexicon::noun(document.lower(head)).is_some()
}

/// What only somebody does, so that even an unknown subject is somebody.
const MINDS: [&str; 7] = ["believe", "doubt", "fear", "hope", "suspect", "think", "worry"];
/// Pronouns that open a clause as its subject.
const SUBJECTS: [&str; 8] = ["i", "we", "he", "she", "they", "it", "you", "there"];
/// What one does to reach something, and says nothing by.
const EFFORTS: [&str; 15] = [
    "appear", "attempt", "campaign", "choose", "endeavor", "mean", "poised", "prepare", "prepared", "push", "ready",
    "seek", "strive", "struggle", "try",
];
/// Weak verbs whose object is what somebody wants or judges, rather than what they act upon.
const JUDGED: [&str; 52] = [
    "admire",
    "advocate",
    "agree to",
    "agree with",
    "anticipate",
    "applaud",
    "appreciate",
    "approve",
    "approve of",
    "back",
    "call",
    "certify",
    "condone",
    "congratulate",
    "consider",
    "contest",
    "demand",
    "deny",
    "disagree with",
    "disapprove of",
    "dislike",
    "dispute",
    "doubt",
    "dread",
    "endorse",
    "expect",
    "favor",
    "favour",
    "fear",
    "forecast",
    "foresee",
    "hint",
    "insinuate",
    "oppose",
    "order",
    "plan",
    "pledge",
    "prefer",
    "promise",
    "propose",
    "regard",
    "regret",
    "request",
    "resent",
    "salute",
    "support",
    "suspect",
    "threaten",
    "value",
    "want",
    "welcome",
    "worry about",
];
/// How often such a candidate proved right where it was marked by hand.
const WEAK: f32 = 0.5;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Article;

    /// What a text holds that is read as the words of somebody.
    fn held(text: &str) -> Vec<String> {
        let document = Document::segment(Article::from_text(text));
        let words = |spans: &[Span]| spans.iter().map(|s| document.article.slice(*s)).collect::<Vec<_>>().join(" … ");
        let found = within(&document, Span::new(0, text.len()));
        found.iter().map(|c| [&c.source, &c.cue, &c.content].map(|part| words(part)).join(" | ")).collect()
    }

    #[test]
    fn a_verb_of_how_often_belongs_to_the_cue() {
        assert_eq!(
            held("Yes, colleagues keep telling him the sample is too small."),
            ["colleagues | keep telling | the sample is too small"]
        );
    }

    #[test]
    fn agrees_to_do_what_an_infinitive_tells() {
        assert_eq!(
            held("Yes, his bank has agreed to lend him the money, and promises more."),
            ["his bank | has agreed | to lend him the money"]
        );
    }

    #[test]
    fn a_possessive_and_an_apposition_belong_to_the_subject() {
        assert_eq!(
            held("Perhaps the town's engineer, Ivo Oda, ordered the pipe replaced."),
            ["the town's engineer, Ivo Oda | ordered | the pipe replaced"]
        );
    }

    #[test]
    fn who_is_told_stands_before_what_is_told() {
        assert_eq!(held("Yes, she has told friends he would go."), ["she | has told | he would go"]);
    }

    #[test]
    fn an_unknown_verb_shows_by_what_stands_around_it() {
        assert_eq!(held("Yes, they think money grows on trees."), ["they | think | money grows on trees"]);
        assert_eq!(
            held("Yes, they believe the offer undervalues the firm."),
            ["they | believe | the offer undervalues the firm"]
        );
    }

    #[test]
    fn how_it_was_said_is_no_second_cue() {
        assert_eq!(
            held("Perhaps he had warned his bosses in writing that it was unsafe."),
            ["he | had warned | that it was unsafe"]
        );
    }

    #[test]
    fn what_is_no_longer_believed_has_its_subject() {
        assert_eq!(
            held("Perhaps he no longer believed that it was safe."),
            ["he | no longer believed | that it was safe"]
        );
    }

    #[test]
    fn a_share_of_those_asked_has_its_own_object() {
        assert_eq!(
            held("Yes, 71 per cent support the scheme and only nine per cent oppose it."),
            ["71 per cent | support | the scheme"]
        );
    }

    #[test]
    fn even_an_unknown_subject_believes() {
        assert_eq!(held("Yes, the zorbler believes that it is safe."), ["the zorbler | believes | that it is safe"]);
        assert_eq!(held("Yes, the zorbler wants to be repaired."), [""; 0]);
    }

    #[test]
    fn a_quantity_belongs_to_its_subject() {
        assert_eq!(held("Yes, many farmers think that it is safe."), ["many farmers | think | that it is safe"]);
        assert_eq!(
            held("Yes, some of my colleagues are convinced that it is safe."),
            ["some of my colleagues | are convinced | that it is safe"]
        );
    }

    #[test]
    fn the_subject_of_another_verb_is_not_shared() {
        assert_eq!(
            held("Yes, she asked why it was shut, and her brother laughed and told her to go."),
            ["she | asked | why it was shut"]
        );
    }

    #[test]
    fn what_is_told_goes_on_behind_what_was_decided() {
        assert_eq!(held("Yes, they decided to close it and that it was late."), ["they | decided | to close it"]);
    }
}
