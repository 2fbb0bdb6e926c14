//! What looks like an attribution and is none: *spoke on condition of anonymity*, *experience shows*, *those who know him*.

use std::ops::Range;

use super::{border::verb_at, scope::Scope};
use crate::{
    document::Document,
    lexicon::{self, Inflection, SourceKind},
    tagger::Candidate,
};

/// What everybody has and nobody speaks by.
const NOBODY: [&str; 2] = ["experience", "history"];

/// Whether a candidate attributes anything.
pub(super) fn attributes(document: &Document, candidate: &Candidate) -> bool {
    let Some(cue) = candidate.cue.first().map(|cue| document.tokens_in(*cue)).filter(|cue| !cue.is_empty()) else {
        return true;
    };
    let source = candidate.source.first().map(|s| document.tokens_in(*s));
    let content: Vec<Range<usize>> = candidate.content.iter().map(|c| document.tokens_in(*c)).collect();
    let Some(first) = content.first().filter(|c| !c.is_empty()).cloned() else { return false };
    let word = |t: usize| document.lower_at(t).unwrap_or_default();
    let verb = |t: usize| (t < document.tokens.len()).then(|| verb_at(document, t)).flatten();

    let hollow = content.iter().all(|c| {
        // "Whom she will not name", "a claim that | both deny", but "would not confirm that".
        let follows = c.start >= cue.end && c.end < document.tokens.len() && document.is_word(c.end);
        let joins = word(c.start) == "that" && follows;
        c.len() == 1 && (matches!(word(c.start), "which" | "who" | "whom") || joins)
    });
    let foretold = cue.clone().any(|t| document.closed(t).modal());
    let nobody = source.clone().filter(|s| s.len() == 1).is_some_and(|s| {
        // "Time will tell" is nobody, "Time reported" a magazine.
        NOBODY.contains(&word(s.start)) || foretold && word(s.start) == "time"
    });
    let unnamed = cue.clone().any(|t| word(t) == "anonymity");
    // "The girl who answered | told me": no content begins with the verb of another cue.
    let told = first.start == cue.end
        && !document.is_capital(first.start)
        && verb(first.start).is_some_and(|f| f.cue.strong && f.inflection == Inflection::Past);
    // "Tenants told to leave": in a heading they heard it.
    let heard = cue.len() == 1
        && word(first.start) == "to"
        && Scope::new(document, document.sentence_of(cue.start)).heading
        && verb(cue.start).is_some_and(|f| f.cue.frames.addressee && f.participle);
    // "Those who | know | him".
    let described = source.clone().is_some_and(|s| word(s.start) == "who")
        && content.len() == 1
        && first.len() == 1
        && matches!(word(first.start), "her" | "him" | "them" | "it" | "us" | "me");
    // "An expert, | asked | to comment, said": a participle, of which somebody else is the subject.
    let reduced = cue.len() == 1
        && cue.start > 0
        && word(cue.start - 1) == ","
        && source.is_some_and(|s| s.end + 1 == cue.start && s.clone().all(|t| document.is_word(t)))
        && (word(first.start) == "to" || matches!(word(first.start), "whether" | "if" | "about"))
        && verb(cue.start).is_some_and(|f| f.cue.frames.addressee && f.participle);
    // "The paper, | citing | two officials": who told it, not what was told.
    let people =
        |t: usize| lexicon::noun(word(t)).is_some_and(|n| matches!(n.kind, SourceKind::Person | SourceKind::Group));
    let cites = word(cue.start) == "citing" && first.len() <= 4 && first.clone().last().is_some_and(people);
    !(reduced || cites || hollow || nobody || unnamed || told || heard || described)
}
