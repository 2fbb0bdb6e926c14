//! The article's blocks: which runs are kept, in which order they stand, and what each is to the article.
//!
//! `<figcaption>Rain over Tarnholm</figcaption>` becomes a block of the kind [`BlockKind::Caption`].

use super::{
    Article, BlockKind,
    origin::Builder,
    outline::{Outline, Run},
    prune,
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
    let kinds = Kinds::of(outline, headline);
    let opening = headline.map_or(0..0, |h| h.end..outline.runs.iter().position(&kept).unwrap_or(0));
    for (i, run) in outline.runs.iter().enumerate() {
        if is_headline(run) {
            push(&mut builder, outline, run, &[]);
            builder.space();
            spoken = true;
            continue;
        }
        if std::mem::take(&mut spoken) {
            builder.end_block(BlockKind::Headline);
        }
        let kind = kinds.kind(outline, run);
        let opens = || opening.contains(&i) && matches!(kind, BlockKind::Standfirst | BlockKind::Caption);
        if (kept(run) || opens()) && !headline.is_some_and(|h| h.repeats(outline, run)) {
            push(&mut builder, outline, run, dropped);
            builder.end_block(kind);
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

/// What runs are by the elements that they stand in.
struct Kinds {
    /// What the nearest element that says anything makes of the text in it.
    around: Vec<BlockKind>,
    /// Whether it stands in a table of data.
    tabular: Vec<bool>,
}

impl Kinds {
    fn of(outline: &Outline, headline: Option<&Headline>) -> Self {
        let mut around = Vec::with_capacity(outline.len());
        // What stands around the headline is the article's head or more, whatever it is called: no caption, no standfirst.
        let mut head = vec![false; outline.len()];
        headline.into_iter().flat_map(|h| outline.ancestors(h.element)).for_each(|e| head[e] = true);
        for (e, &in_head) in head.iter().enumerate() {
            let hint = outline.hints[e];
            around.push(match outline.tag(e) {
                "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => BlockKind::Heading,
                "blockquote" => BlockKind::Quote,
                "li" | "dd" | "dt" => BlockKind::ListItem,
                "figcaption" | "caption" => BlockKind::Caption,
                "article" | "main" | "body" | "section" | "td" | "th" => BlockKind::Paragraph,
                _ if hint.body || in_head => BlockKind::Paragraph,
                _ if hint.caption => BlockKind::Caption,
                _ if hint.standfirst => BlockKind::Standfirst,
                _ => outline.parents[e].map_or(BlockKind::Paragraph, |p| around[p]),
            });
        }
        let data = prune::data_tables(outline);
        Self { around, tabular: outline.within(|e| data[e]) }
    }

    fn kind(&self, outline: &Outline, run: &Run) -> BlockKind {
        if is_time(outline, run) {
            return BlockKind::Byline;
        }
        let e = run.owner;
        let cell = matches!(outline.tag(e), "td" | "th") && self.tabular[e] && run.size.chars <= MAX_CELL;
        match self.around[e] {
            _ if cell => BlockKind::Cell,
            BlockKind::Standfirst if run.size.chars > MAX_STANDFIRST => BlockKind::Paragraph,
            kind => kind,
        }
    }
}

/// Whether a run says when something was written and nothing else, as over an entry of a live page.
fn is_time(outline: &Outline, run: &Run) -> bool {
    let mut elements = run.texts.clone().map(|t| &outline.page.texts[t]).filter(|t| !t.data.trim().is_empty());
    elements.all(|t| outline.page.elements.get(t.element as usize).is_some_and(|e| e.tag == "time"))
}

/// The element that holds the article's title.
pub(super) struct Headline {
    element: usize,
    inside: Vec<bool>,
    /// The number of the run after it.
    end: usize,
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
            && run.size.chars <= MAX_HEADLINE
            && likeness(&self.words, &words(&outline.line(run))) > SAME
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
    let mut number = vec![None; outline.len()];
    candidates.iter().enumerate().for_each(|(i, &e)| number[e] = Some(i));
    for run in &outline.runs {
        let owner = outline.ancestors(run.owner).take(4).find_map(|a| number[a]);
        if let Some(at) = owner {
            texts[at].extend(words(&outline.line(run)));
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
    let words = number[element].map(|i| texts[i].clone()).unwrap_or_default();
    let inside = outline.within(|e| e == element);
    let end = outline.runs.iter().rposition(|r| inside[r.owner]).map_or(0, |i| i + 1);
    Some(Headline { element, inside, end, words })
}
