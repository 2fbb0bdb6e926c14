//! Which source, cue and content belong together.
//!
//! In go flat spans in the order of the text, out come [`Candidate`]s. In `“It is safe,” the mayor said. “It will reopen,” she
//! added.` six spans fall into two groups, content–source–cue each.
//!
//! Attributions are written one after another, so a group is a run of neighbours with one cue; which runs is found by the
//! cheapest way to cut the whole sequence. A pattern costs the negative logarithm of its share of PolNeAR's training
//! attributions: source–cue–content is more than half of them.

use std::ops::Range;

use super::{
    Candidate, Construction,
    decode::{Part, Tagged},
    reading::Reading,
};
use crate::{
    document::Document,
    lexicon::{self, CueClass},
    span::Span,
};

/// Patterns, neighbouring contents taken as one, with their costs.
const PATTERNS: [(&str, f32); 16] = [
    ("SQC", 0.6),
    ("CSQ", 2.5),
    ("CQS", 2.9),
    ("CSQC", 2.5),
    ("QC", 2.4),
    ("CQC", 3.6),
    ("QSC", 4.3),
    ("CQSC", 3.8),
    ("CQ", 4.8),
    ("QCS", 5.2),
    ("SCQ", 6.0),
    ("SCQC", 7.5),
    ("CQCS", 7.2),
    ("SQ", 8.0),
    ("QS", 9.0),
    ("Q", 8.0),
];
/// A sentence ends within the group.
const SENTENCE: f32 = 1.2;
/// A paragraph ends within it.
const PARAGRAPH: f32 = 3.0;
/// One more content beside a content.
const AGAIN: f32 = 2.0;
/// What stands in another sentence than a cue that has a content of its own, and is no quotation.
const ELSEWHERE: f32 = 8.0;
/// A source or a content is left without a cue.
const ALONE: f32 = 9.0;
/// How many tokens may stand between a cue within a content and what goes on with it.
const MAX_HEARER: usize = 7;
/// How many spans a group may have.
const MAX_GROUP: usize = 10;

/// Ties `spans`, which stand in the order of the text.
#[must_use]
pub fn tie(document: &Document, spans: &[Tagged]) -> Vec<Candidate> {
    let mut found: Vec<Candidate> = Vec::new();
    let mut before: Option<&[Tagged]> = None;
    for group in groups(document, spans) {
        let Some(cue) = group.iter().find(|s| s.part == Part::Cue) else { continue };
        let of = |part| -> Vec<Span> {
            group.iter().filter(|s| s.part == part).map(|s| document.span_of(s.tokens.clone())).collect()
        };
        let mut source = of(Part::Source);
        let mut content = of(Part::Content);
        for span in &mut content {
            let whole = span.join(running(document, *span));
            let tokens = document.tokens_in(whole);
            // A mark that is never closed may seem to run over what others say.
            if named_within(spans, &tokens) == named_within(group, &tokens) {
                *span = whole;
            }
        }
        join_over_hearers(document, &mut content);
        if source.is_empty() && before.is_some_and(|b| shares(document, b, group)) {
            source = found.last().map(|last| last.source.clone()).unwrap_or_default();
        }
        before = Some(group);
        if content.is_empty() {
            continue;
        }
        let reading = Reading::of(document, cue, &content);
        let construction = construction(document, group, &reading);
        let Reading { act, stance, .. } = reading;
        found.push(Candidate {
            source,
            cue: of(Part::Cue),
            content,
            act,
            stance,
            construction,
            confidence: group.iter().map(|s| s.sure).product(),
        });
    }
    found
}

/// The cheapest cut of `spans` into groups. A group without a cue is one span that found none.
fn groups<'s>(document: &Document, spans: &'s [Tagged]) -> Vec<&'s [Tagged]> {
    let mut best = vec![(0.0_f32, 0); spans.len() + 1];
    for end in 1..=spans.len() {
        best[end].0 = f32::INFINITY;
        for start in end.saturating_sub(MAX_GROUP)..end {
            let cost = best[start].0 + cost(document, &spans[start..end]);
            if cost < best[end].0 {
                best[end] = (cost, start);
            }
        }
    }
    let mut groups = Vec::new();
    let mut end = spans.len();
    while end > 0 {
        let start = best[end].1;
        groups.push(&spans[start..end]);
        end = start;
    }
    groups.reverse();
    groups
}

fn cost(document: &Document, group: &[Tagged]) -> f32 {
    let mut pattern = String::new();
    let mut cost = 0.0;
    let mut before: Option<&Tagged> = None;
    // Who speaks stands in the sentence of the cue, or was named before it.
    let mut from_cue = group.iter().skip_while(|s| s.part != Part::Cue);
    if let Some(cue) = from_cue.next()
        && let last = document.sentence_of(cue.tokens.end - 1)
        && from_cue.any(|s| s.part == Part::Source && document.sentence_of(s.tokens.start) > last)
    {
        return f32::INFINITY;
    }
    for span in group {
        let letter = match span.part {
            Part::Source => 'S',
            Part::Cue => 'Q',
            Part::Content => 'C',
        };
        if letter == 'C' && pattern.ends_with('C') {
            cost += AGAIN;
        } else {
            pattern.push(letter);
        }
        cost += before.map_or(0.0, |b| gap(document, b, span));
        before = Some(span);
    }
    if pattern.starts_with('C') && pattern.ends_with('C') && stands_elsewhere(document, group) {
        cost += ELSEWHERE;
    }
    let alone = || if group.len() == 1 { ALONE } else { f32::INFINITY };
    cost + PATTERNS.iter().find(|(known, _)| *known == pattern).map_or_else(alone, |(_, cost)| *cost)
}

/// Whether a group begins with what the writer says before its sentence: `It was shut. | The mayor said that it was safe`.
fn stands_elsewhere(document: &Document, group: &[Tagged]) -> bool {
    let Some(cue) = group.iter().find(|s| s.part == Part::Cue) else { return false };
    let sentence = |token: usize| document.sentence_of(token);
    let (first, last) = (&group[0].tokens, &group[group.len() - 1].tokens);
    let quoted = [first.start, first.end - 1].iter().any(|&t| document.quotation_of(t).is_some());
    let here = sentence(cue.tokens.start);
    !quoted && sentence(first.end - 1) < here && sentence(last.start) == here
}

/// What it costs to tie two neighbours.
fn gap(document: &Document, left: &Tagged, right: &Tagged) -> f32 {
    let [from, to] = [left.tokens.end - 1, right.tokens.start].map(|token| document.sentence_of(token));
    if from == to {
        return 0.0;
    }
    let [block, next] = [from, to].map(|sentence| document.sentences[sentence].block);
    let apart = next - block;
    // A headline that says who said it does not say who said what stands below.
    if document.article.blocks[block..next].iter().any(|b| b.kind.stands_apart()) {
        return f32::INFINITY;
    }
    // Sentences between the two that hold nothing of the attribution.
    let skipped = (to - from - 1).min(8) as f32;
    if apart == 0 { SENTENCE + skipped } else { PARAGRAPH * (apart as f32) + skipped }
}

/// Whether a cue without a source goes on with the one before it in its sentence: `she said it was safe, adding that`.
fn shares(document: &Document, before: &[Tagged], group: &[Tagged]) -> bool {
    let (Some(last), Some(cue)) = (before.last(), group.iter().find(|s| s.part == Part::Cue)) else { return false };
    let verb = lexicon::cue_at(|i| document.lower_at(i), cue.tokens.start, CueClass::Verb).is_some();
    let opens = group[0].part == Part::Cue;
    opens
        && (verb || document.lower(cue.tokens.start).ends_with("ing"))
        && document.sentence_of(last.tokens.end - 1) == document.sentence_of(cue.tokens.start)
}

/// How many sources and cues stand within `tokens`.
fn named_within(spans: &[Tagged], tokens: &Range<usize>) -> usize {
    let first = spans.partition_point(|s| s.tokens.start < tokens.start);
    let within = spans[first..].iter().take_while(|s| s.tokens.start < tokens.end);
    within.filter(|s| s.part != Part::Content).count()
}

/// Joins two contents of one sentence where a cue stands near the end of the first: in `the mayor had told reporters on Friday that
/// it was safe`, as a content, who heard the mayor, and when, belongs to what is attributed.
fn join_over_hearers(document: &Document, content: &mut Vec<Span>) {
    content.dedup_by(|next, span| {
        let [last, first] = [document.tokens_in(*span).end - 1, document.tokens_in(*next).start];
        let near = first.checked_sub(last).is_some_and(|n| n <= MAX_HEARER);
        let same = || document.sentence_of(last) == document.sentence_of(first);
        let cue = |token| {
            let form = lexicon::cue_at(|i| document.lower_at(i), token, CueClass::Verb);
            form.is_some_and(|form| form.cue.strong && form.cue.frames.addressee)
        };
        let joins = near && same() && (last.saturating_sub(MAX_HEARER)..=last).any(cue);
        if joins {
            *span = span.join(*next);
        }
        joins
    });
}

/// The quotation over several paragraphs that `content` begins in, if it does: whoever says one paragraph of it says all.
fn running(document: &Document, content: Span) -> Span {
    let first = document.tokens_in(content).start;
    let innermost = (first < document.tokens.len()).then(|| document.quotation_of(first)).flatten();
    let outermost = innermost.and_then(|q| document.quotations[..=q].iter().rfind(|q| q.depth == 0));
    outermost.filter(|q| q.inner.len() > 1).map_or(content, |q| q.span)
}

/// The first word of the first content, quotation marks aside.
pub(super) fn opens_with(document: &Document, content: &[Span], words: &[&str]) -> bool {
    let first = content.first().and_then(|c| document.tokens_in(*c).find(|&t| document.is_word(t)));
    first.is_some_and(|t| words.contains(&document.lower(t)))
}

fn construction(document: &Document, group: &[Tagged], reading: &Reading) -> Construction {
    let at = |part| group.iter().position(|s| s.part == part);
    let (cue, content) = (at(Part::Cue).unwrap_or(0), at(Part::Content).unwrap_or(0));
    let contents: Vec<Span> =
        group.iter().filter(|s| s.part == Part::Content).map(|s| document.span_of(s.tokens.clone())).collect();
    let opens = |start: u32| document.quotations.binary_search_by_key(&start, |q| q.span.start).is_ok();
    let quoted = contents.iter().any(|c| opens(c.start));
    let sentence = |s: &Tagged| document.sentence_of(s.tokens.start);
    let same = group.iter().any(|s| s.part == Part::Content && sentence(s) == sentence(&group[cue]));
    match reading.class {
        _ if !same => Construction::Continued,
        Some(CueClass::Phrase) => Construction::Phrase,
        Some(CueClass::Adverb) => Construction::Agentless,
        _ if quoted => Construction::Speech,
        Some(CueClass::Noun) => Construction::Noun,
        _ if content < cue => Construction::Parenthesis,
        _ if opens_with(document, &contents, &["to"]) => Construction::Infinitive,
        _ if opens_with(
            document,
            &contents,
            &["that", "whether", "if", "how", "why", "what", "who", "where", "when"],
        ) || contents.iter().any(|c| has_verb(document, *c)) =>
        {
            Construction::Clause
        }
        _ => Construction::Object,
    }
}

/// Whether a finite verb can stand in `span`: a modal, a form of be, have or do, a cue.
fn has_verb(document: &Document, span: Span) -> bool {
    document.tokens_in(span).any(|t| {
        let closed = lexicon::closed(document.lower(t));
        closed.modal() || closed.auxiliary()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Article;

    /// Ties the spans of a text in which `{s ...}`, `{q ...}` and `{c ...}` mark them; gives each attribution as its words.
    fn tied(marked: &str) -> Vec<String> {
        let mut text = String::new();
        let mut marks = Vec::new();
        let mut open = None;
        let mut rest = marked.chars();
        while let Some(c) = rest.next() {
            match c {
                '{' => {
                    let part = rest.next().expect("a part");
                    rest.next();
                    open = Some((part, text.len()));
                }
                '}' => marks.extend(open.take().map(|(part, start)| (part, start, text.len()))),
                c => text.push(c),
            }
        }
        let document = Document::segment(Article::from_text(&text));
        let spans: Vec<Tagged> = marks
            .into_iter()
            .map(|(part, start, end)| {
                let part = match part {
                    's' => Part::Source,
                    'q' => Part::Cue,
                    _ => Part::Content,
                };
                Tagged { part, tokens: document.tokens_in(Span::new(start, end)), sure: 1.0 }
            })
            .collect();
        let words = |spans: &[Span]| spans.iter().map(|s| document.article.slice(*s)).collect::<Vec<_>>().join(" … ");
        tie(&document, &spans)
            .iter()
            .map(|c| format!("{} | {} | {}", words(&c.source), words(&c.cue), words(&c.content)))
            .collect()
    }

    #[test]
    fn ties_each_cue_to_its_own_neighbours() {
        assert_eq!(
            tied("{c “It is safe,”} {s the mayor} {q said}. {c “It will reopen,”} {q added} {s her deputy}."),
            ["the mayor | said | “It is safe,”", "her deputy | added | “It will reopen,”"]
        );
    }

    #[test]
    fn ties_what_a_speaker_goes_on_to_say() {
        assert_eq!(
            tied("{c “It is safe,”} {s the mayor} {q said}. {c “It will reopen.”}\n{s Critics} {q deny} {c that}."),
            ["the mayor | said | “It is safe,” … “It will reopen.”", "Critics | deny | that"]
        );
    }

    #[test]
    fn gives_a_coordinated_cue_the_source_before_it() {
        assert_eq!(
            tied("{s She} {q said} {c it was safe}, {q adding} {c that it would reopen}."),
            ["She | said | it was safe", "She | adding | that it would reopen"]
        );
    }

    #[test]
    fn gives_a_speaker_every_paragraph_of_a_quotation() {
        assert_eq!(
            tied("“It is safe.\n{c “It will reopen,”} {s the mayor} {q said}."),
            ["the mayor | said | “It is safe.\n“It will reopen,”"]
        );
    }

    #[test]
    fn ties_nothing_below_a_headline_to_it() {
        assert_eq!(
            tied("Bridge is safe, {s mayor} {q says}\n{c It will reopen}, {s she} {q said}."),
            ["she | said | It will reopen"]
        );
    }

    #[test]
    fn takes_no_source_from_a_later_sentence() {
        assert_eq!(
            tied("A clerk {q admitted} {c that it was late}.\n{s A resident} {q said} {c it was dark}."),
            [" | admitted | that it was late", "A resident | said | it was dark"]
        );
    }

    #[test]
    fn leaves_a_source_alone_that_has_no_cue() {
        assert_eq!(tied("{s The mayor} came. It rained.\nThen {s she} {q left}."), Vec::<String>::new());
    }
}
