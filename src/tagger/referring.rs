//! Contents that a word stands for, or that a clause is: `This was confirmed by the council`, `That the bridge is shut was confirmed`.
//!
//! In go candidates, and what their *this* points back to takes its place: the sentence before.

use super::{Candidate, Construction};
use crate::{document::Document, span::Span};

/// Nouns for what somebody said, which the clause behind them tells of: `the statement on Friday, when he promised`.
const UTTERANCES: [&str; 6] = ["address", "comments", "interview", "remarks", "speech", "statement"];

/// Puts in its place what a candidate only points to.
pub(super) fn refer(document: &Document, found: &mut Vec<Candidate>) {
    let mut clauses = Vec::new();
    for candidate in found.iter_mut() {
        this(document, candidate);
        clauses.extend(clause(document, candidate));
        occasion(document, candidate);
    }
    // "That Ada Kvist may resign was confirmed": what was found across the border of the clause.
    found.retain(|candidate| {
        let crosses = |clause: &Span| {
            let opens = candidate.content.first().is_some_and(|c| c.start == clause.start && c.end < clause.end);
            opens && candidate.cue.first().is_some_and(|cue| clause.contains(*cue))
        };
        !clauses.iter().any(crosses)
    });
}

/// `This was reported by analysts`: the sentence before.
fn this(document: &Document, candidate: &mut Candidate) {
    let [content] = candidate.content[..] else { return };
    let tokens = document.tokens_in(content);
    if tokens.len() != 1 || !matches!(document.lower(tokens.start), "this" | "that" | "it") {
        return;
    }
    let sentence = document.sentence_of(tokens.start);
    let Some(before) = sentence.checked_sub(1) else { return };
    let (here, there) = (&document.sentences[sentence], &document.sentences[before]);
    let opens = here.tokens.start == tokens.start;
    let follows = candidate.cue.first().is_some_and(|cue| cue.start >= content.end);
    let apart = document.article.blocks[there.block].kind.stands_apart();
    if opens && follows && !apart && here.block - there.block <= 1 {
        candidate.content = vec![document.sentence_without_stop(before)];
    }
}

/// `That the bridge is shut | was confirmed by the council`: the whole clause, which is given back.
fn clause(document: &Document, candidate: &mut Candidate) -> Option<Span> {
    let cue = document.tokens_in(*candidate.cue.first()?);
    let passive = cue.len() > 1 && matches!(document.lower(cue.start), "is" | "was" | "are" | "were" | "has" | "had");
    let sentence = document.sentences[document.sentence_of(cue.start)].tokens.clone();
    let that = document.lower(sentence.start) == "that"
        && sentence.len() > 2
        && !document.closed(sentence.start + 1).auxiliary();
    let source = candidate.source.first()?;
    let content = document.tokens_in(*candidate.content.first()?);
    let before = sentence.contains(&content.start) && content.end <= cue.start && content.start <= cue.start;
    if !passive || !that || !before || source.start < document.tokens[cue.start].span.end {
        return None;
    }
    let span = document.span_of(sentence.start..cue.start);
    candidate.content = vec![span];
    candidate.construction = Construction::Passive;
    Some(span)
}

/// `The analysts refer to his statement on Friday | , when he promised peace`: on what occasion belongs to it.
fn occasion(document: &Document, candidate: &mut Candidate) {
    let Some(last) = candidate.content.last_mut() else { return };
    let tokens = document.tokens_in(*last);
    let told = tokens.len() < 12 && tokens.clone().any(|t| UTTERANCES.contains(&document.lower(t)));
    let word = |t: usize| document.lower_at(t).unwrap_or_default();
    let opens = word(tokens.end) == "," && matches!(word(tokens.end + 1), "when" | "where" | "which");
    let follows = candidate.cue.first().is_some_and(|cue| cue.end <= last.start);
    if told && opens && follows {
        last.end = last.end.max(document.sentence_without_stop(document.sentence_of(tokens.start)).end);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{article::Article, tagger::rule};

    fn contents(text: &str) -> Vec<String> {
        let document = Document::segment(Article::from_text(text));
        let mut found = rule::tag(&document);
        refer(&document, &mut found);
        found.iter().flat_map(|c| &c.content).map(|s| document.article.slice(*s).to_owned()).collect()
    }

    #[test]
    fn this_is_the_sentence_before() {
        let found = contents("The bridge is shut. This was confirmed by Ada Kvist.");
        assert!(found.contains(&"The bridge is shut".to_owned()), "{found:?}");
    }

    #[test]
    fn a_clause_can_be_what_is_confirmed() {
        let found = contents("That the bridge is shut was confirmed by Ada Kvist.");
        assert!(found.contains(&"That the bridge is shut".to_owned()), "{found:?}");
    }

    #[test]
    fn the_occasion_of_a_statement_belongs_to_it() {
        let found = contents("Analysts cited his statement on Friday, when he promised peace.");
        assert!(found.contains(&"his statement on Friday, when he promised peace".to_owned()), "{found:?}");
    }
}
