//! The claims of a report held against those that are marked in a gold article.

use hearsay::{claim::Claim, report::Report, span::Span};
use serde_json::Value;

use super::case::{self, Case};

/// How many of the claims ranked first are judged.
const FIRST: u32 = 5;

/// Adds what is right of the claims: of those ranked first, and of all.
pub fn score(case: &Case, report: &Report, add: &mut impl FnMut(&'static str, bool, bool, bool)) {
    for claim in &report.claims {
        let marked = marked(case, claim);
        add("claims", marked.is_some(), true, false);
        if claim.rank.is_some_and(|rank| rank < FIRST) {
            add("claims ranked first", marked.is_some(), true, true);
        }
        if let Some(marked) = marked {
            add(
                "claim kind",
                serde_json::to_value(claim.kind).ok() == Some(Value::from(marked.kind.as_str())),
                true,
                true,
            );
        }
    }
    for wanted in &case.claims {
        let found = report.claims.iter().any(|c| marked(case, c).is_some_and(|m| std::ptr::eq(m, wanted)));
        add("claims", false, false, true);
        add("claims marked", found, true, true);
    }
}

/// The marked claim that a found one is: half of what was found lies in marked claims, and half of one of these in what was found.
fn marked<'c>(case: &'c Case, claim: &Claim) -> Option<&'c case::Claim> {
    let within = |spans: &[Span]| spans.iter().map(|s| shared(*s, claim.span)).sum::<usize>();
    let claimed: usize = case.claims.iter().map(|c| within(&c.spans)).sum();
    let length = |c: &case::Claim| c.spans.iter().map(|s| s.len()).sum::<usize>();
    let held = case.claims.iter().filter(|c| 2 * within(&c.spans) >= length(c));
    held.max_by_key(|c| within(&c.spans)).filter(|_| 2 * claimed >= claim.span.len())
}

fn shared(a: Span, b: Span) -> usize {
    (a.end.min(b.end) as usize).saturating_sub(a.start.max(b.start) as usize)
}

/// What is ranked first and not marked, what is of another kind, and what is marked and not found, a line each.
pub fn tell(case: &Case, report: &Report) -> Vec<String> {
    let words = |span: Span| case.text[span.range()].replace('\n', " ");
    let mut lines = Vec::new();
    for claim in &report.claims {
        match marked(case, claim) {
            None if claim.rank.is_some_and(|rank| rank < FIRST) => {
                let (rank, kind, check) = (claim.rank.unwrap_or_default(), claim.kind, claim.check);
                lines.push(format!("claim beside {rank} {kind:?} {check} {}: {}", case.name, words(claim.span)));
            }
            Some(marked) => {
                let kind = format!("{:?}", claim.kind);
                lines.push(format!("claim kind {kind} for {} {}: {}", marked.kind, case.name, words(claim.span)));
            }
            None => {}
        }
    }
    for wanted in &case.claims {
        let found = report.claims.iter().any(|c| marked(case, c).is_some_and(|m| std::ptr::eq(m, wanted)));
        if !found {
            let spans: Vec<String> = wanted.spans.iter().map(|s| words(*s)).collect();
            lines.push(format!("claim missed {} {}: {}", wanted.kind, case.name, spans.join(" … ")));
        }
    }
    lines
}
