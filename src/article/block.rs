//! The article's blocks: which runs are kept, in which order they stand, and what each is to the article.
//!
//! `<figcaption>Rain over Tarnholm</figcaption>` becomes a block of the kind [`BlockKind::Caption`].

use super::{
    Article, BlockKind,
    origin::Builder,
    outline::{Outline, Run},
};

/// Longest standfirst, in characters; what is longer is the text itself.
const MAX_STANDFIRST: u32 = 600;
/// Longest cell, in characters; what is longer is running text that a table lays out.
const MAX_CELL: u32 = 300;

/// Puts the article together from the runs that `kept` names, the `headline` first if it stands outside of them.
pub(super) fn article(
    outline: &Outline,
    kept: impl Fn(&Run) -> bool,
    dropped: &[bool],
    headline: Option<&Headline>,
) -> Article {
    let mut builder = Builder::default();
    let is_headline = |run: &Run| headline.is_some_and(|h| h.holds(run));
    let mut spoken = false;
    for run in &outline.runs {
        if is_headline(run) {
            push(&mut builder, outline, run, &[]);
            builder.space();
            spoken = true;
            continue;
        }
        if std::mem::take(&mut spoken) {
            builder.end_block(BlockKind::Headline);
        }
        if kept(run) && !headline.is_some_and(|h| h.repeats(outline, run)) {
            push(&mut builder, outline, run, dropped);
            builder.end_block(kind(outline, run));
        }
    }
    if spoken {
        builder.end_block(BlockKind::Headline);
    }
    builder.finish()
}

fn push(builder: &mut Builder, outline: &Outline, run: &Run, dropped: &[bool]) {
    for node in run.texts.clone() {
        let text = &outline.page.texts[node];
        let element = text.element as usize;
        if element < outline.len() && !dropped.get(element).is_some_and(|&d| d) {
            builder.push(node as u32, &text.data);
        }
    }
}

fn kind(outline: &Outline, run: &Run) -> BlockKind {
    for e in outline.ancestors(run.owner) {
        let hint = outline.hints[e];
        match outline.tag(e) {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => return BlockKind::Heading,
            "blockquote" => return BlockKind::Quote,
            "li" | "dd" | "dt" => return BlockKind::ListItem,
            "figcaption" | "caption" => return BlockKind::Caption,
            "td" | "th" if e == run.owner && run.size.chars <= MAX_CELL => return BlockKind::Cell,
            "article" | "main" | "body" | "section" | "td" => break,
            _ if hint.caption && !hint.body => return BlockKind::Caption,
            _ if hint.standfirst && !hint.body && run.size.chars <= MAX_STANDFIRST => return BlockKind::Standfirst,
            _ => {}
        }
    }
    BlockKind::Paragraph
}

/// The element that holds the article's title.
pub(super) struct Headline {
    inside: Vec<bool>,
    words: Vec<String>,
}

impl Headline {
    /// Whether a run is part of it.
    pub(super) fn holds(&self, run: &Run) -> bool {
        self.inside[run.owner]
    }

    /// Whether a heading says the headline again, as where the body opens with it.
    fn repeats(&self, outline: &Outline, run: &Run) -> bool {
        matches!(outline.tag(run.owner), "h1" | "h2")
            && likeness(&self.words, &words(&outline.loose_text(run.texts.clone()))) > SAME
    }
}

/// From this share of common words on, two titles are the same.
const SAME: f32 = 0.75;
/// From this share on, a heading is the title that the page declares, cut or put otherwise.
const AKIN: f32 = 0.5;
/// Longest headline, in characters.
const MAX_HEADLINE: u32 = 400;

fn words(text: &str) -> Vec<String> {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
    words.map(str::to_lowercase).collect()
}

/// The share of the longer title's letters that stand in words which both have.
fn likeness(a: &[String], b: &[String]) -> f32 {
    let letters = |ws: &[String]| ws.iter().map(String::len).sum::<usize>() as f32;
    let (short, long) = if letters(a) <= letters(b) { (a, b) } else { (b, a) };
    let common: usize = short.iter().filter(|w| long.contains(w)).map(String::len).sum();
    if short.is_empty() { 0.0 } else { common as f32 / letters(long) }
}

/// The heading that is the article's title: that which is most like the `declared` one, an `h1` before others; else, where
/// the page has one `h1` only, that.
pub(super) fn headline(outline: &Outline, declared: &str, body: &[usize]) -> Option<Headline> {
    let declared = words(declared);
    let sizes = super::score::sizes(outline, &vec![false; outline.len()]);
    let mut roots = vec![false; outline.len()];
    body.iter().for_each(|&e| roots[e] = true);
    let inside = outline.within(|e| roots[e]);
    let first = (0..outline.len()).find(|&e| roots[e]).unwrap_or(0);
    let candidates: Vec<usize> = (0..outline.len())
        .filter(|&e| (matches!(outline.tag(e), "h1" | "h2" | "h3") || outline.hints[e].headline) && e != first)
        .filter(|&e| (1..=MAX_HEADLINE).contains(&sizes[e].chars))
        .filter(|&e| e < first || inside[e])
        .collect();
    let mut texts = vec![Vec::new(); candidates.len()];
    for run in &outline.runs {
        let owner = outline.ancestors(run.owner).take(4).find_map(|a| candidates.iter().position(|&c| c == a));
        if let Some(at) = owner {
            texts[at].extend(words(&outline.loose_text(run.texts.clone())));
        }
    }
    // Among headings that are alike: first the one that is marked as the title, then the one that stands in the body.
    let rank = |e: usize| {
        f32::from(u8::from(outline.tag(e) == "h1" || outline.hints[e].headline)) * 0.2
            + f32::from(u8::from(inside[e])) * 0.1
    };
    let akin =
        candidates.iter().zip(&texts).map(|(&e, text)| (likeness(&declared, text), e)).filter(|(l, _)| *l >= AKIN);
    // The first of equals: `max_by` would take the last.
    let best = akin.map(|(l, e)| (l + rank(e), e)).reduce(|a, b| if b.0 > a.0 { b } else { a });
    let only = || {
        let mut h1 = candidates.iter().copied().filter(|&e| outline.tag(e) == "h1");
        h1.next().filter(|_| h1.next().is_none())
    };
    let element = best.map(|(_, e)| e).or_else(only)?;
    let words = candidates.iter().position(|&c| c == element).map(|at| texts[at].clone()).unwrap_or_default();
    Some(Headline { inside: outline.within(|e| e == element), words })
}
