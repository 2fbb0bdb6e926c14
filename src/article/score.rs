//! Which part of the page holds the article.
//!
//! Each run of text pays into the elements around it, more for length and commas, less for each level outwards, and what
//! is mostly links is discounted: the method of Arc90's Readability (2009), as Mozilla's successor refined it, on tables
//! instead of a DOM. The element with the highest score wins; then its neighbours are asked whether they belong to it.

use super::outline::{Outline, Run, Size};

/// Shortest run that counts, in characters: shorter ones are labels and dates as often as prose.
const MIN_RUN: u32 = 25;
/// A run pays one point more for each so many characters, since navigation is short ...
const CHARS_A_POINT: u32 = 100;
/// ... up to so many, since one endless block is no more of an article than ten good paragraphs.
const MAX_LENGTH_POINTS: u32 = 3;
/// So many elements around a run are paid: an article's container is near its paragraphs.
const LEVELS: usize = 5;
/// So many of the best candidates are looked at for an element that they share.
const BEST: usize = 5;
/// A candidate with this share of the best one's score is its equal: the article may lie in several parts.
const EQUAL: f32 = 0.75;
/// So many equals, besides the best, must share an element for it to be the article.
const EQUALS: usize = 3;
/// An element around the best one takes its place if it scores higher; the search outwards ends at one with less than this
/// share of the best score, since it holds little else.
const OUTWARDS: f32 = 1.0 / 3.0;
/// A neighbour belongs to the article if it scores at least this share of the best ...
const NEIGHBOUR: f32 = 0.2;
/// ... or this, where the best is poor itself.
const MIN_NEIGHBOUR: f32 = 10.0;
/// A neighbouring paragraph that is longer than this, in characters, belongs if links are few ...
const LONG_NEIGHBOUR: u32 = 80;
/// ... that is, at most this share.
const NEIGHBOUR_LINKS: f32 = 0.25;

/// The size of all that stands in each element, what is `dropped` left out.
pub(super) fn sizes(outline: &Outline, dropped: &[bool]) -> Vec<Size> {
    let mut sizes = vec![Size::default(); outline.len()];
    for run in outline.runs.iter().filter(|r| !dropped[r.owner]) {
        sizes[run.owner] += run.size;
    }
    for e in (0..outline.len()).rev() {
        if let Some(p) = outline.parents[e].filter(|_| !dropped[e]) {
            let size = sizes[e];
            sizes[p] += size;
        }
    }
    sizes
}

/// The elements that hold the article: the best one and those of its neighbours that belong to it, in document order.
pub(super) fn body(outline: &Outline, dropped: &[bool], weigh_words: bool) -> Vec<usize> {
    let sizes = sizes(outline, dropped);
    let scores = scores(outline, dropped, &sizes, weigh_words);
    let mut ranked: Vec<(usize, f32)> = scores.iter().enumerate().filter_map(|(e, s)| Some((e, (*s)?))).collect();
    ranked.sort_by(|a, b| b.1.total_cmp(&a.1));
    ranked.truncate(BEST);
    let Some(&(first, score)) = ranked.first() else { return Vec::new() };
    let best = outwards(outline, &scores, shared(outline, &ranked).unwrap_or(first));
    let best = only_child(outline, &sizes, best);
    let score = scores[best].unwrap_or(score);
    with_neighbours(outline, dropped, &sizes, &scores, best, score)
}

fn scores(outline: &Outline, dropped: &[bool], sizes: &[Size], weigh_words: bool) -> Vec<Option<f32>> {
    let mut scores: Vec<Option<f32>> = vec![None; outline.len()];
    let blocks = outline.holds_blocks();
    for run in outline.runs.iter().filter(|r| !dropped[r.owner] && r.size.chars >= MIN_RUN) {
        let Some(first) = payee(outline, run, &blocks) else { continue };
        let points = 2 + run.size.commas + (run.size.chars / CHARS_A_POINT).min(MAX_LENGTH_POINTS);
        for (level, e) in outline.ancestors(first).take(LEVELS).enumerate() {
            if matches!(outline.tag(e), "html") {
                break;
            }
            let share = match level {
                0 => 1.0,
                1 => 2.0,
                n => n as f32 * 3.0,
            };
            let words = if weigh_words { outline.hints[e].weight } else { 0.0 };
            *scores[e].get_or_insert(base(outline.tag(e)) + words) += points as f32 / share;
        }
    }
    for (score, size) in scores.iter_mut().zip(sizes) {
        if let Some(score) = score {
            *score *= 1.0 - size.link_density();
        }
    }
    scores
}

/// The first element that a run pays into: the one around its paragraph. A list item pays nobody: lists are links as a rule.
fn payee(outline: &Outline, run: &Run, blocks: &[bool]) -> Option<usize> {
    match outline.tag(run.owner) {
        "p" | "pre" | "td" | "h2" | "h3" | "h4" | "h5" | "h6" => outline.parents[run.owner],
        "div" if !blocks[run.owner] => outline.parents[run.owner],
        "li" | "h1" => None,
        _ => Some(run.owner),
    }
}

/// What an element starts with by its tag.
fn base(tag: &str) -> f32 {
    match tag {
        "article" | "main" => 8.0,
        "div" => 5.0,
        "blockquote" | "pre" | "td" => 3.0,
        "address" | "dd" | "dl" | "dt" | "form" | "li" | "ol" | "ul" => -3.0,
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "th" => -5.0,
        _ => 0.0,
    }
}

/// The innermost element around the best candidate that also holds enough of its equals.
fn shared(outline: &Outline, ranked: &[(usize, f32)]) -> Option<usize> {
    let (first, score) = ranked[0];
    let equals: Vec<usize> = ranked[1..].iter().filter(|(_, s)| *s >= score * EQUAL).map(|(e, _)| *e).collect();
    if equals.len() < EQUALS {
        return None;
    }
    let mut holds = vec![0; outline.len()];
    for &equal in &equals {
        outline.ancestors(equal).skip(1).for_each(|e| holds[e] += 1);
    }
    outline.ancestors(first).skip(1).find(|&e| holds[e] >= EQUALS)
}

fn is_top(outline: &Outline, element: usize) -> bool {
    matches!(outline.tag(element), "html" | "body")
}

fn outwards(outline: &Outline, scores: &[Option<f32>], best: usize) -> usize {
    let Some(score) = scores[best] else { return best };
    let mut last = score;
    for e in outline.ancestors(best).skip(1).take_while(|&e| !is_top(outline, e)) {
        match scores[e] {
            Some(s) if s > last => return e,
            Some(s) if s < score * OUTWARDS => break,
            Some(s) => last = s,
            None => {}
        }
    }
    best
}

/// Climbs while the element is all that its parent holds, so that its real neighbours come into sight.
fn only_child(outline: &Outline, sizes: &[Size], best: usize) -> usize {
    let alone = |e: usize| outline.parents[e].is_some_and(|p| !is_top(outline, p) && sizes[p] == sizes[e]);
    let mut at = best;
    while alone(at) {
        at = outline.parents[at].unwrap_or(at);
    }
    at
}

fn with_neighbours(
    outline: &Outline,
    dropped: &[bool],
    sizes: &[Size],
    scores: &[Option<f32>],
    best: usize,
    score: f32,
) -> Vec<usize> {
    let threshold = (score * NEIGHBOUR).max(MIN_NEIGHBOUR);
    let kin = &outline.page.elements[best].hint;
    let blocks = outline.holds_blocks();
    let ends_a_sentence = sentence_ends(outline, outline.parents[best]);
    let belongs = |e: usize| {
        let like = if !kin.is_empty() && *kin == outline.page.elements[e].hint { score * NEIGHBOUR } else { 0.0 };
        if scores[e].is_some_and(|s| s + like >= threshold) {
            return true;
        }
        let paragraph = outline.tag(e) == "p" || outline.tag(e) == "div" && !blocks[e];
        let (size, links) = (sizes[e], sizes[e].link_density());
        paragraph
            && if size.chars > LONG_NEIGHBOUR {
                links < NEIGHBOUR_LINKS
            } else {
                size.chars > 0 && links == 0.0 && ends_a_sentence[e]
            }
    };
    let neighbour = |e: usize| outline.parents[e] == outline.parents[best] && !dropped[e] && belongs(e);
    (0..outline.len()).filter(|&e| e == best || neighbour(e)).collect()
}

/// For each element, whether a run that it owns ends in a full stop, or holds one before a space.
fn sentence_ends(outline: &Outline, parent: Option<usize>) -> Vec<bool> {
    let mut found = vec![false; outline.len()];
    for run in outline.runs.iter().filter(|r| outline.parents[r.owner] == parent) {
        let text = outline.line(run);
        found[run.owner] |= text.contains(". ") || text.ends_with(['.', '!', '?', '。']);
    }
    found
}
