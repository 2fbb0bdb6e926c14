//! Notices that hold the headline against the text: a quotation that does not occur in it, a statement that it makes with less
//! certainty.

use std::ops::Range;

use super::{Case, Notice, NoticeKind};
use crate::{
    article::{Block, BlockKind},
    attribution::{SetOff, SetOffKind},
    document::Document,
    lexicon,
    span::Span,
};

/// Fewest words of a text that is held against its headline: of an article behind a paywall there may be two paragraphs.
const MIN_WORDS: u32 = 150;
/// Tokens of a headline that are looked at.
const MAX_TOKENS: usize = 48;

/// The headline and where the text begins behind it.
fn headline(case: &Case) -> Option<(Block, Range<usize>)> {
    let document = case.document;
    let blocks = &document.article.blocks;
    let first = *blocks.iter().find(|b| b.kind == BlockKind::Headline)?;
    let last = blocks.iter().rfind(|b| b.kind == BlockKind::Headline)?;
    let body = document.tokens_in(last.span).end..document.tokens.len();
    let long = case.summary.words >= MIN_WORDS && !document.article.truncated;
    long.then_some((first, body))
}

/// Fewest words of a quotation that is looked for: one alone is a term more often than a quotation.
const MIN_QUOTED: usize = 2;
/// Part of its words that must stand close together somewhere in the text. A headline drops an article or bends a verb.
const OCCURS: f32 = 0.75;

/// A quotation of the headline does not occur in the text. The name of a film is no quotation.
pub(super) fn quotation(case: &Case) -> Option<Notice> {
    let (block, body) = headline(case)?;
    let document = case.document;
    let body: Vec<String> = body.filter(|&t| document.is_word(t)).map(|t| stem(document.lower(t))).collect();
    let missing = |span: &Span| {
        let quoted = document.tokens_in(*span).filter(|&t| document.is_word(t)).take(MAX_TOKENS);
        let quoted: Vec<String> = quoted.map(|t| stem(document.lower(t))).collect();
        quoted.len() >= MIN_QUOTED && !occurs(&quoted, &body)
    };
    let quotations = document.quotations.iter().filter(|q| q.closed && q.depth == 0 && block.span.contains(q.span));
    let mut evidence: Vec<Span> = quotations.map(|q| q.span).filter(missing).collect();
    let is_name = |s: &&SetOff| matches!(s.kind, SetOffKind::Title | SetOffKind::Nickname | SetOffKind::Slogan);
    evidence.retain(|q| !case.set_off.iter().filter(is_name).any(|n| n.span.overlaps(*q)));
    (!evidence.is_empty()).then(|| Notice {
        kind: NoticeKind::HeadlineQuotation,
        sources: Vec::new(),
        share: None,
        attributions: Vec::new(),
        evidence,
    })
}

/// Whether most of the words stand close together somewhere in the text: one walk with a window half as long again.
fn occurs(quoted: &[String], body: &[String]) -> bool {
    let room = quoted.len() + (quoted.len() / 2).max(2);
    let wanted = (quoted.len() as f32 * OCCURS).ceil() as usize;
    let mut distinct: Vec<(&str, usize, usize)> = Vec::new();
    for word in quoted {
        match distinct.iter_mut().find(|d| d.0 == word) {
            Some(known) => known.1 += 1,
            None => distinct.push((word, 1, 0)),
        }
    }
    let mut found = 0;
    for (at, word) in body.iter().enumerate() {
        if let Some(left) = at.checked_sub(room)
            && let Some(d) = distinct.iter_mut().find(|d| d.0 == body[left])
        {
            found -= usize::from(d.2 <= d.1);
            d.2 -= 1;
        }
        if let Some(d) = distinct.iter_mut().find(|d| d.0 == word) {
            d.2 += 1;
            found += usize::from(d.2 <= d.1);
        }
        if found >= wanted {
            return true;
        }
    }
    false
}

/// A word without the endings that a headline bends.
fn stem(word: &str) -> String {
    let cut = ["ing", "ed", "es", "s"].iter().find_map(|end| word.strip_suffix(end).filter(|rest| rest.len() >= 3));
    cut.unwrap_or(word).trim_end_matches('e').to_owned()
}

/// The headline states what the text calls possible.
///
/// The verb of the headline must occur in the text in no other way than after *may*, *might* or *could*, or as *likely to*; with
/// one word of what stands before it in the headline before it, and one of what stands behind it behind it. So *hears* is not
/// held against *may close*, and a text that says it once without a *may* is as firm as its headline.
pub(super) fn firmer(case: &Case) -> Option<Notice> {
    let (block, body) = headline(case)?;
    let document = case.document;
    let tokens = document.tokens_in(block.span);
    let hedged = |t: usize| {
        let closed = document.closed(t);
        closed.modal()
            || closed.negation()
            || lexicon::hedge(document.lower(t)).is_some()
            || POSSIBLE.contains(&document.lower(t))
    };
    if tokens.len() > MAX_TOKENS || tokens.clone().any(|t| hedged(t) || document.word(t) == "?") {
        return None;
    }
    let verbs = tokens.clone().skip(1).filter(|&t| document.quotation_of(t).is_none());
    let states = |t: usize| {
        let bases = bases(document.lower(t));
        let possible = possible(document, &body, &bases)?;
        let meant = possible.iter().all(|&p| {
            shares_a_word(document, tokens.start..t, document.sentences[document.sentence_of(p)].tokens.start..p)
                && shares_a_word(
                    document,
                    t + 1..tokens.end,
                    p + 1..document.sentences[document.sentence_of(p)].tokens.end,
                )
        });
        meant.then_some((t, possible))
    };
    let (verb, possible) = verbs.filter_map(states).next()?;
    let evidence = possible.iter().map(|&p| document.span_of(hedge_of(document, p).unwrap_or(p)..p + 1));
    Some(Notice {
        kind: NoticeKind::HeadlineFirmer,
        sources: Vec::new(),
        share: None,
        attributions: Vec::new(),
        evidence: std::iter::once(document.tokens[verb].span).chain(evidence).collect(),
    })
}

/// Words by which a headline itself says that something is open.
const POSSIBLE: [&str; 9] =
    ["if", "likely", "possible", "possibly", "potential", "set", "unlikely", "whether", "would"];
/// What makes a verb behind it possible ...
const MODALS: [&str; 3] = ["could", "may", "might"];
/// ... what does so with a *to* ...
const BEFORE_TO: [&str; 6] = ["believed", "expected", "likely", "ready", "thought", "unlikely"];
/// ... and how many words may stand between.
const BETWEEN: usize = 2;

/// What a verb of a headline may be the present or the past of; empty for other forms, since a bare one is a noun as often.
fn bases(word: &str) -> Vec<String> {
    let mut bases = Vec::new();
    let mut add = |base: &str, end: &str| {
        if base.len() >= 3 {
            bases.push(format!("{base}{end}"));
        }
    };
    if let Some(rest) = word.strip_suffix("ies").or_else(|| word.strip_suffix("ied")) {
        add(rest, "y");
    } else if let Some(rest) = word.strip_suffix("es").or_else(|| word.strip_suffix("ed")) {
        add(rest, "");
        add(rest, "e");
    } else if let Some(rest) = word.strip_suffix('s').filter(|rest| !rest.ends_with('s') && !rest.ends_with('u')) {
        add(rest, "");
    }
    bases
}

/// Where the text has the verb, if it has it nowhere but as something possible.
fn possible(document: &Document, body: &Range<usize>, bases: &[String]) -> Option<Vec<usize>> {
    let mut found = Vec::new();
    for t in body.clone() {
        let word = document.lower(t);
        let related = |base: &String| {
            let root = base.trim_end_matches(['e', 'y']);
            word.strip_prefix(root).is_some_and(|rest| rest.len() <= 5)
        };
        if bases.iter().any(related) {
            hedge_of(document, t)?;
            bases.iter().any(|b| b == word).then(|| found.push(t))?;
        }
        if found.len() > MAX_TOKENS {
            return None;
        }
    }
    (!found.is_empty()).then_some(found)
}

/// The word that makes the verb at `t` possible, in its sentence and close before it.
fn hedge_of(document: &Document, t: usize) -> Option<usize> {
    let start = document.sentences[document.sentence_of(t)].tokens.start;
    let before = (start.max(t.saturating_sub(BETWEEN + 1))..t).rev();
    for at in before {
        let word = document.lower(at);
        let to = at + 1 < t && document.lower(at + 1) == "to";
        if MODALS.contains(&word) || to && BEFORE_TO.contains(&word) {
            return Some(at);
        }
        let closed = document.closed(at);
        if closed.negation() || !(closed.adverb() || word == "to" || word == "be") {
            return None;
        }
    }
    None
}

/// Whether two runs of tokens have a word in common that means something.
fn shares_a_word(document: &Document, some: Range<usize>, others: Range<usize>) -> bool {
    let means = |t: &usize| document.is_word(*t) && document.closed(*t).is_empty();
    let some: Vec<String> = some.filter(means).map(|t| stem(document.lower(t))).collect();
    others.filter(means).any(|t| some.contains(&stem(document.lower(t))))
}
