//! Which parts are no part of the article: by what the site calls them before the article is found, and by what they hold
//! afterwards.
//!
//! `<ul class="related"><li><a>More rain</a></li></ul>` within the article goes: nearly all of it is links.

use super::{
    outline::{Outline, Run, Size},
    score::sizes,
};

/// With so many commas a part is prose, whatever its links.
const PROSE_COMMAS: u32 = 10;
/// Largest share of links in a part that nothing speaks for ...
const LINKS: f32 = 0.2;
/// ... and in one whose words speak for it.
const LINKS_IF_LIKELY: f32 = 0.5;
/// An item of a list with this share of links is nothing but a link; a list with more of these than others leads elsewhere.
const ALL_LINK: f32 = 0.9;
/// A part with less text than this and nothing but a heading is a label.
const LABEL: u32 = 25;
/// Longest list of buttons to share the page, in characters; what is longer is an article about sharing.
const MAX_SHARE: u32 = 500;
/// Longest by-line, in characters; what is longer is a note on the author or the article itself.
const MAX_BYLINE: u32 = 100;
/// A part is a list if so much of its text stands in lists.
const MOSTLY_LIST: f32 = 0.9;
/// A table with so many rows, or cells, holds data ...
const DATA_ROWS: u32 = 10;
/// ... and one with fewer may lay out a page.
const DATA_CELLS: u32 = 10;

/// Parts that are left out before the search: what nobody sees, what the tag or the role names as something else and, where
/// `heed_words`, what the site's words do.
pub(super) fn unlikely(outline: &Outline, heed_words: bool) -> Vec<bool> {
    let exempt = outline.within(|e| matches!(outline.tag(e), "table" | "code"));
    outline.within(|e| {
        let hint = outline.hints[e];
        let free = exempt[e] || matches!(outline.tag(e), "html" | "body" | "a");
        hint.unseen || heed_words && hint.unlikely && !free
    })
}

/// What a part holds, counted from the inside out.
#[derive(Clone, Copy, Default)]
struct Holding {
    size: Size,
    headings: u32,
    lists: u32,
    textish: u32,
    paragraphs: u32,
    items: u32,
    link_items: u32,
    data: bool,
}

impl std::ops::AddAssign for Holding {
    fn add_assign(&mut self, other: Self) {
        self.size += other.size;
        self.headings += other.headings;
        self.lists += other.lists;
        self.textish += other.textish;
        self.paragraphs += other.paragraphs;
        self.items += other.items;
        self.link_items += other.link_items;
        self.data |= other.data;
    }
}

/// `dropped`, with the parts of the article in `body` that are not running text added. From the inside out, so that what is
/// dropped no longer speaks against what is around it.
pub(super) fn within_body(outline: &Outline, dropped: &[bool], body: &[usize], by_content: bool) -> Vec<bool> {
    let mut roots = vec![false; outline.len()];
    body.iter().for_each(|&e| roots[e] = true);
    let inside = outline.within(|e| roots[e]);
    let data = data_tables(outline);
    let in_data = outline.within(|e| data[e]);
    let in_figure = outline.within(|e| outline.tag(e) == "figure");
    let in_code = outline.within(|e| matches!(outline.tag(e), "code" | "pre"));
    let full = sizes(outline, dropped);
    let blocks = outline.holds_blocks();
    let mut out = vec![false; outline.len()];
    let mut holdings = vec![Holding::default(); outline.len()];
    for run in outline.runs.iter().filter(|r| !dropped[r.owner]) {
        let holding = &mut holdings[run.owner];
        holding.size += run.size;
        if is_textish(outline.tag(run.owner)) {
            holding.textish += run.size.chars;
        }
    }
    for e in (0..outline.len()).rev().filter(|&e| inside[e]) {
        let mut holding = holdings[e];
        let tag = outline.tag(e);
        let spared = in_data[e] || in_code[e];
        out[e] = dropped[e]
            || !roots[e]
                && (is_other(outline, e, full[e])
                    || by_content
                        && !spared
                        && !(data[e] || holding.data)
                        && is_clutter(outline, e, holding, in_figure[e]));
        if out[e] || roots[e] {
            continue;
        }
        match tag {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => holding.headings = holding.size.chars,
            "ul" | "ol" => holding.lists = holding.size.chars,
            "p" => holding.paragraphs += 1,
            "div" if !blocks[e] => holding.paragraphs += 1,
            "li" => {
                holding.items += 1;
                holding.link_items += u32::from(holding.size.link_density() > ALL_LINK);
            }
            _ => {}
        }
        if is_textish(tag) {
            holding.textish = holding.size.chars;
        }
        holding.data |= data[e];
        if let Some(p) = outline.parents[e] {
            holdings[p] += holding;
        }
    }
    outline.within(|e| dropped[e] || out[e])
}

/// What stands over an advertisement, or where one has not come yet.
const AD_LABELS: [&str; 14] = [
    "ad",
    "advert",
    "advertisement",
    "advertising",
    "anuncio",
    "chargement",
    "loading",
    "publicidad",
    "publicité",
    "reklama",
    "sponsored",
    "werbung",
    "реклама",
    "广告",
];

/// Whether a run is nothing but such a label.
pub(super) fn is_ad_label(outline: &Outline, run: &Run) -> bool {
    const LONGEST: u32 = 20;
    run.size.chars <= LONGEST && {
        let text = outline.line(run).to_lowercase();
        AD_LABELS.contains(&text.trim_matches(|c: char| !c.is_alphabetic()))
    }
}

/// Parts that are no running text wherever they stand.
fn is_other(outline: &Outline, e: usize, size: Size) -> bool {
    let (tag, hint) = (outline.tag(e), outline.hints[e]);
    let heading = matches!(tag, "h1" | "h2");
    matches!(tag, "footer" | "aside" | "nav" | "button")
        || hint.share && size.chars < MAX_SHARE
        || hint.byline && size.chars < MAX_BYLINE
        || heading && hint.weight < 0.0
}

/// Whether a part holds links, labels or controls rather than text.
fn is_clutter(outline: &Outline, e: usize, holding: Holding, in_figure: bool) -> bool {
    let tag = outline.tag(e);
    if !matches!(tag, "form" | "fieldset" | "table" | "ul" | "ol" | "div" | "section") {
        return false;
    }
    let size = holding.size;
    let weight = outline.hints[e].weight;
    let list = matches!(tag, "ul" | "ol") || holding.lists as f32 > size.chars as f32 * MOSTLY_LIST;
    let links = size.link_density();
    let headings = holding.headings as f32 / size.chars.max(1) as f32;
    let caption = in_figure || outline.hints[e].caption;
    weight < 0.0 && !caption
        || list && holding.link_items * 2 > holding.items
        || size.commas < PROSE_COMMAS
            && (!list && holding.items > holding.paragraphs + 100
                || !list && !in_figure && headings < 0.9 && size.chars < LABEL && links > 0.0
                || !list && weight < 25.0 && links > LINKS
                || weight >= 25.0 && links > LINKS_IF_LIKELY
                || holding.textish == 0 && headings < 0.9)
}

/// Tags whose text is running text or part of a list or table; what holds headings and labels alone has none.
fn is_textish(tag: &str) -> bool {
    matches!(
        tag,
        "p" | "div" | "li" | "td" | "blockquote" | "dl" | "ol" | "ul" | "pre" | "table" | "figcaption" | "caption"
    )
}

/// Tables that hold data rather than lay out a page.
pub(super) fn data_tables(outline: &Outline) -> Vec<bool> {
    let mut tables: Vec<Option<usize>> = Vec::with_capacity(outline.len());
    let (mut rows, mut cells) = (vec![0; outline.len()], vec![0; outline.len()]);
    let (mut marked, mut nests) = (vec![false; outline.len()], vec![false; outline.len()]);
    for e in 0..outline.len() {
        let around = outline.parents[e].and_then(|p| tables[p]);
        let tag = outline.tag(e);
        tables.push(if tag == "table" { Some(e) } else { around });
        let Some(table) = around else { continue };
        match tag {
            "table" => nests[table] = true,
            "tr" => rows[table] += 1,
            "td" => cells[table] += 1,
            "th" | "thead" | "tfoot" | "caption" => marked[table] = true,
            _ => {}
        }
    }
    let layout = |e: usize| matches!(outline.page.elements[e].role.as_str(), "presentation" | "none");
    (0..outline.len())
        .map(|e| {
            outline.tag(e) == "table"
                && !layout(e)
                && (marked[e] || !nests[e] && (rows[e] >= DATA_ROWS || rows[e] > 1 && cells[e] > DATA_CELLS))
        })
        .collect()
}
