//! Why somebody is not named, and for whom they speak.
//!
//! `a senior official who spoke on condition of anonymity because she was not authorised to speak`: the words that say so, and the
//! reason. `a spokesman for the ministry`: the ministry.

use std::ops::Range;

use super::Anonymity;
use crate::{document::Document, lexicon, span::Span};

/// In how many of a source's mentions the reason is looked for.
pub(super) const MENTIONS: usize = 4;
/// How far on from the words the reason may begin, in tokens.
const REACH: usize = 12;
/// What says that somebody is not named.
const PHRASES: [&str; 16] = [
    "anonymously",
    "asked for anonymity",
    "asked not to be identified",
    "asked not to be named",
    "condition he not be named",
    "condition of anonymity",
    "condition she not be named",
    "condition that he not be",
    "condition that she not be",
    "condition that they not be",
    "declined to be identified",
    "declined to be named",
    "did not want to be identified",
    "did not want to be named",
    "not to be named",
    "requested anonymity",
];
/// What opens a reason.
const BECAUSE: [&str; 7] = ["as", "because", "citing", "fearing", "for fear", "saying", "since"];

/// What the sentence around `mention` says of why nobody is named.
pub(super) fn of(document: &Document, mention: Span) -> Option<Anonymity> {
    let at = document.tokens_in(mention).start;
    let sentence = document.sentences.get(document.sentence_of(at))?.tokens.clone();
    let phrase = |from: usize, phrase: &str| -> Option<Range<usize>> {
        // Of nearly all words this asks no more.
        if !phrase.starts_with(document.lower(from)) {
            return None;
        }
        let end = from + phrase.split(' ').count();
        let same = phrase.split(' ').zip(from..).all(|(w, t)| sentence.contains(&t) && document.lower(t) == w);
        same.then_some(from..end)
    };
    let said = sentence.clone().find_map(|t| PHRASES.iter().find_map(|p| phrase(t, p)));
    let authorised = || {
        sentence.clone().find(|&t| {
            let word = document.lower(t);
            let not = (t.saturating_sub(3).max(sentence.start)..t)
                .any(|k| document.closed(k).negation() || document.lower(k) == "without");
            not && matches!(word, "authorised" | "authorized" | "allowed" | "permitted" | "cleared")
                && (t + 1..sentence.end.min(t + 8))
                    .any(|k| matches!(document.lower(k), "speak" | "talk" | "comment" | "discuss" | "publicly"))
        })
    };
    let Some(said) = said else {
        // Not to be authorised is a reason, and tells that nobody is named where the sentence names none.
        let verb = authorised()?;
        let start = (sentence.start..verb)
            .rev()
            .find(|&t| document.closed(t).relative() || !document.is_word(t))
            .map_or(verb, |t| t + 1);
        let span = document.span_of(start..clause_end(document, verb, sentence.end));
        return Some(Anonymity { span, reason: Some(span) });
    };
    let near = said.end..sentence.end.min(said.end + REACH);
    let opener = near.clone().find_map(|t| BECAUSE.iter().find_map(|b| phrase(t, b))).filter(|o| {
        // Not over the end of a clause: "on condition of anonymity, said that ...".
        (said.end..o.start).all(|t| document.is_word(t) || document.word(t) == ",")
            && !(said.end..o.start).any(|t| lexicon::is_speech_verb(document.lower(t)))
    });
    let reason = opener.map(|o| document.span_of(o.start..clause_end(document, o.end, sentence.end)));
    Some(Anonymity { span: document.span_of(said), reason })
}

/// Where the clause from `from` on ends: at a mark, or before the verb by which the speaker speaks.
fn clause_end(document: &Document, from: usize, end: usize) -> usize {
    let stops = |&t: &usize| {
        !document.is_word(t) && !document.closed(t).possessive()
            || lexicon::is_speech_verb(document.lower(t)) && document.lower(t) != "comment"
    };
    (from + 1..end).find(stops).unwrap_or(end).max(from.min(end))
}

/// The words for the body whose voice a source is: `a spokesman for | the ministry`, `a | Kremlin | spokesman`, `the company | 's
/// lawyer`. None where the noun speaks for nobody else.
pub(super) fn speaks_for(document: &Document, mention: Span) -> Option<Span> {
    let tokens = document.tokens_in(mention);
    let relays = |t: &usize| {
        let word = document.lower(*t);
        lexicon::role(word.rsplit('-').next().unwrap_or(word)).is_some_and(|r| r.relays)
    };
    let role = tokens.clone().find(relays)?;
    let preposition = |t: usize| matches!(document.lower_at(t), Some("for" | "of" | "at" | "with"));
    if preposition(role + 1) {
        let sentence = document.sentences[document.sentence_of(role)].tokens.end;
        // What was marked may end before: "a spokesman | for the ministry".
        let limit = if tokens.contains(&(role + 1)) { tokens.end } else { sentence };
        let stops = |&t: &usize| {
            let closed = document.closed(t);
            let mark = !document.is_word(t) && !closed.possessive() && document.word(t) != "&";
            mark || closed.relative()
                || closed.auxiliary() && !closed.possessive()
                || closed.modal()
                || lexicon::is_speech_verb(document.lower(t))
        };
        let end = (role + 2..limit).find(stops).unwrap_or(limit);
        return (end > role + 2).then(|| document.span_of(role + 2..end));
    }
    let pale = |t: usize| {
        matches!(document.lower(t), "chief" | "senior" | "official" | "press" | "its" | "his" | "her" | "their")
    };
    let mut end = role;
    while end > tokens.start
        && (pale(end - 1) || document.closed(end - 1).possessive() && !document.closed(end - 1).pronoun())
    {
        end -= 1;
    }
    let article = |t: usize| matches!(document.lower(t), "a" | "an" | "another" | "one");
    let opens = (tokens.start..end)
        .rev()
        .take_while(|&t| document.is_word(t) && !article(t) && !document.closed(t).preposition());
    let start = opens.last()?;
    let tells = (start..end).any(|t| !document.closed(t).determiner() && !pale(t));
    tells.then(|| document.span_of(start..end))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Article;

    fn read<T>(text: &str, mention: &str, what: impl Fn(&Document, Span) -> Option<T>) -> (Document, Option<T>) {
        let document = Document::segment(Article::from_text(text));
        let start = text.find(mention).expect("the mention stands in the text");
        let found = what(&document, Span::new(start, start + mention.len()));
        (document, found)
    }

    #[test]
    fn finds_why_nobody_is_named() {
        let text = "A senior official, who spoke on condition of anonymity because she was not authorised to talk, said it was safe.";
        let (document, found) = read(text, "A senior official", of);
        let found = found.expect("the text says why");
        assert_eq!(document.article.slice(found.span), "condition of anonymity");
        let reason = found.reason.map(|r| document.article.slice(r));
        assert_eq!(reason, Some("because she was not authorised to talk"));
        let (_, none) = read("An official said on Monday that it was safe.", "An official", of);
        assert_eq!(none, None);
    }

    #[test]
    fn tells_for_whom_somebody_speaks() {
        for (text, mention, body) in [
            ("A spokesman for the ministry said so.", "A spokesman for the ministry", Some("the ministry")),
            ("Kremlin spokesman Dmitri Orlov said so.", "Kremlin spokesman Dmitri Orlov", Some("Kremlin")),
            ("The company’s spokeswoman said so.", "The company’s spokeswoman", Some("The company")),
            ("A council spokeswoman said so.", "A council spokeswoman", Some("council")),
            ("A spokeswoman said so.", "A spokeswoman", None),
            ("A resident of Tarn said so.", "A resident of Tarn", None),
        ] {
            let (document, found) = read(text, mention, speaks_for);
            assert_eq!(found.map(|s| document.article.slice(s)), body, "{text}");
        }
    }
}
