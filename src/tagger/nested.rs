//! What is said within what is said, however the outer candidates were found.
//!
//! In go candidates, out come those inside their contents that have no cue yet: in `“People imagine that it is safe,” she said` the
//! quotation is read by the rules as a text of its own.

use std::collections::HashSet;

use super::{Candidate, rule};
use crate::document::Document;

/// Whoever says it must be as sure: what is said within a doubtful content is doubtful twice, and every reading costs time.
pub(super) const SURE: f32 = 0.5;

/// Adds to `found` what its contents hold. A cue is taken once and a content read once, so the time is that of a reading a level.
pub(super) fn read_on(document: &Document, found: &mut Vec<Candidate>) {
    let tokens = |c: &Candidate| c.cue.iter().flat_map(|cue| document.tokens_in(*cue)).collect::<Vec<_>>();
    let mut taken: HashSet<usize> = found.iter().flat_map(tokens).collect();
    let mut read = HashSet::new();
    let mut at = 0;
    while at < found.len() {
        let contents = if found[at].confidence >= SURE { found[at].content.clone() } else { Vec::new() };
        for content in contents.into_iter().filter(|content| read.insert(*content)) {
            for inner in rule::within(document, content) {
                let cue = tokens(&inner);
                if cue.iter().all(|t| !taken.contains(t)) {
                    taken.extend(cue);
                    found.push(inner);
                }
            }
        }
        at += 1;
    }
}
