//! The page as extraction sees it: what each element is, what it holds, and its text cut into runs.
//!
//! In goes a snapshot, which may come from a hostile page and so is trusted in nothing; out come plain tables, one row an
//! element. `<div>Rain <b>fell</b><p>More fell</p></div>` has two runs: `Rain fell`, owned by the `div`, and `More fell`.

use std::ops::Range;

use super::{
    hint::{Hint, hints},
    page::PageSnapshot,
};

/// Whether an element stands within a line and so never parts words. A `match`, since every element of a page is asked.
fn is_inline(tag: &str) -> bool {
    matches!(
        tag,
        "a" | "abbr"
            | "acronym"
            | "b"
            | "bdi"
            | "bdo"
            | "big"
            | "cite"
            | "code"
            | "data"
            | "del"
            | "dfn"
            | "em"
            | "font"
            | "i"
            | "ins"
            | "kbd"
            | "label"
            | "mark"
            | "nobr"
            | "output"
            | "picture"
            | "q"
            | "rb"
            | "rp"
            | "rt"
            | "rtc"
            | "ruby"
            | "s"
            | "samp"
            | "slot"
            | "small"
            | "span"
            | "strike"
            | "strong"
            | "sub"
            | "sup"
            | "time"
            | "tt"
            | "u"
            | "var"
            | "wbr"
            | "br"
            | "img"
    )
}

/// A run of text nodes that reads as one: the text of a paragraph, or what stands between two blocks.
#[derive(Clone, Debug)]
pub(super) struct Run {
    /// The nearest element around it that is not inline.
    pub(super) owner: usize,
    /// Its text nodes, by index in the snapshot.
    pub(super) texts: Range<usize>,
    /// What it holds.
    pub(super) size: Size,
}

/// How much text, and of what sort.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Size {
    /// Characters other than white space, so that it makes no difference how a text is cut into nodes.
    pub(super) chars: u32,
    /// Of these, those in links.
    pub(super) links: u32,
    /// Commas of any script.
    pub(super) commas: u32,
}

impl Size {
    /// The share of the text that is links, 0 for no text.
    pub(super) fn link_density(self) -> f32 {
        if self.chars == 0 { 0.0 } else { self.links as f32 / self.chars as f32 }
    }
}

impl std::ops::AddAssign for Size {
    fn add_assign(&mut self, other: Self) {
        self.chars = self.chars.saturating_add(other.chars);
        self.links = self.links.saturating_add(other.links);
        self.commas = self.commas.saturating_add(other.commas);
    }
}

/// The tables.
pub(super) struct Outline<'a> {
    pub(super) page: &'a PageSnapshot,
    /// Parent of each element; always a smaller index.
    pub(super) parents: Vec<Option<usize>>,
    /// What the site's words say.
    pub(super) hints: Vec<Hint>,
    /// The runs in order. None is blank.
    pub(super) runs: Vec<Run>,
    /// Whether an element stands within a line.
    inline: Vec<bool>,
}

impl<'a> Outline<'a> {
    /// Reads `page`. What names an element that is not there, or a parent that does not come first, is left out.
    pub(super) fn of(page: &'a PageSnapshot) -> Self {
        let parents: Vec<Option<usize>> =
            page.elements.iter().enumerate().map(|(i, e)| e.parent.map(|p| p as usize).filter(|&p| p < i)).collect();
        let sizes: Vec<Size> = page.texts.iter().map(|text| measure(&text.data)).collect();
        let inline = inline(page, &parents, &sizes);
        let mut outline = Self { page, parents, hints: hints(&page.elements), runs: Vec::new(), inline };
        outline.runs = runs(&outline, &sizes);
        outline
    }

    pub(super) fn len(&self) -> usize {
        self.parents.len()
    }

    pub(super) fn tag(&self, element: usize) -> &'a str {
        &self.page.elements[element].tag
    }

    /// The element and those around it, from the inside out.
    pub(super) fn ancestors(&self, element: usize) -> impl Iterator<Item = usize> {
        std::iter::successors(Some(element), |&e| self.parents[e])
    }

    /// For each element, whether it has a child that is not inline.
    pub(super) fn holds_blocks(&self) -> Vec<bool> {
        let mut found = vec![false; self.len()];
        for (e, parent) in self.parents.iter().enumerate() {
            if let Some(p) = parent.filter(|_| !self.inline[e]) {
                found[p] = true;
            }
        }
        found
    }

    /// For each element, whether `is` holds for it or for one around it.
    pub(super) fn within(&self, is: impl Fn(usize) -> bool) -> Vec<bool> {
        let mut found: Vec<bool> = Vec::with_capacity(self.len());
        for e in 0..self.len() {
            let inherited = self.parents[e].is_some_and(|p| found[p]);
            found.push(inherited || is(e));
        }
        found
    }

    /// The text of a run, on one line. For comparing, never for the article.
    pub(super) fn line(&self, run: &Run) -> String {
        let data: String = self.page.texts[run.texts.clone()].iter().map(|t| t.data.as_str()).collect();
        data.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

/// An element that HTML does not know (`<x-tip>`) stands within a line if there is text beside it, and is a block if not.
fn inline(page: &PageSnapshot, parents: &[Option<usize>], sizes: &[Size]) -> Vec<bool> {
    let mut beside_text = vec![false; page.elements.len()];
    for (text, _) in page.texts.iter().zip(sizes).filter(|(_, size)| size.chars > 0) {
        if let Some(flag) = beside_text.get_mut(text.element as usize) {
            *flag = true;
        }
    }
    page.elements
        .iter()
        .zip(parents)
        .map(|(e, parent)| is_inline(&e.tag) || e.tag.contains('-') && parent.is_some_and(|p| beside_text[p]))
        .collect()
}

/// Cuts the text into runs: at each change of the nearest block, and at two line breaks in a row.
fn runs(outline: &Outline, sizes: &[Size]) -> Vec<Run> {
    let mut owners: Vec<usize> = Vec::with_capacity(outline.len());
    for e in 0..outline.len() {
        let owner = match outline.parents[e] {
            Some(p) if outline.inline[e] => owners[p],
            _ => e,
        };
        owners.push(owner);
    }
    let linked = outline.within(|e| outline.tag(e) == "a");
    let mut runs: Vec<Run> = Vec::new();
    let mut last_owner = None;
    let mut breaks = 0;
    for (i, (text, &size)) in outline.page.texts.iter().zip(sizes).enumerate() {
        let element = text.element as usize;
        if element >= outline.len() {
            continue;
        }
        let owner = owners[element];
        if last_owner.replace(owner) != Some(owner) {
            breaks = 2;
        }
        if outline.tag(element) == "br" {
            breaks += 1;
        }
        if size.chars == 0 {
            continue;
        }
        let size = Size { links: if linked[element] { size.chars } else { 0 }, ..size };
        match runs.last_mut() {
            Some(run) if breaks < 2 => {
                run.texts.end = i + 1;
                run.size += size;
            }
            _ => runs.push(Run { owner, texts: i..i + 1, size }),
        }
        breaks = 0;
    }
    runs
}

/// How much text, none of it in links.
fn measure(text: &str) -> Size {
    if text.is_ascii() {
        let count = |is: fn(&u8) -> bool| text.bytes().filter(is).count() as u32;
        return Size { chars: count(|b| !matches!(b, b' ' | b'\t'..=b'\r')), commas: count(|b| *b == b','), links: 0 };
    }
    let mut size = Size::default();
    for c in text.chars().filter(|c| !c.is_whitespace()) {
        size.chars += 1;
        // Latin, Arabic, small, vertical, reversed, raised, turned, full width.
        size.commas += u32::from(matches!(
            c,
            ',' | '\u{60c}' | '\u{fe50}' | '\u{fe10}' | '\u{fe11}' | '\u{2e41}' | '\u{2e34}' | '\u{2e32}' | '\u{ff0c}'
        ));
    }
    size
}
