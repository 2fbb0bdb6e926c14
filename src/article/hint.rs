//! What a site's own words (class, id, role) say about a part of its page.
//!
//! `"article__related-links"` holds *article* and *related*: such a part may be the article and may be dropped, so the
//! words are evidence among other evidence, and extraction is tried again without them where they leave too little.
//! The lists begin with those of Arc90's Readability and its successor at Mozilla, the method's origin.

use std::{collections::HashMap, sync::LazyLock};

use super::page::Element;

/// A part with such a word holds no running text of the article, unless [`CANDIDATE`] speaks for it.
const UNLIKELY: [&str; 41] = [
    "-ad-",
    "ad-break",
    "ad-slot",
    "advert",
    "agegate",
    "ai2html",
    "banner",
    "breadcrumb",
    "combx",
    "comment",
    "community",
    "consent",
    "cookie",
    "cover-wrap",
    "disqus",
    "extra",
    "footer",
    "gdpr",
    "header",
    "legends",
    "menu",
    "modal",
    "newsletter",
    "pager",
    "pagination",
    "popup",
    "promo",
    "recirc",
    "related",
    "remark",
    "replies",
    "rss",
    "shoutbox",
    "sidebar",
    "signup",
    "skyscraper",
    "social",
    "sponsor",
    "supplemental",
    "taboola",
    "yom-remote",
];

/// A part with such a word may hold the article, whatever else it is called.
const CANDIDATE: [&str; 8] = ["and", "article", "body", "column", "content", "main", "mathjax", "shadow"];

/// Speaks for running text.
const POSITIVE: [&str; 10] = ["article", "blog", "body", "content", "entry", "main", "page", "post", "story", "text"];

/// Speaks against running text.
const NEGATIVE: [&str; 29] = [
    "-ad-",
    "banner",
    "com-",
    "combx",
    "comment",
    "contact",
    "cookie",
    "footer",
    "gdpr",
    "hidden",
    "masthead",
    "media",
    "meta",
    "most-read",
    "newsletter",
    "outbrain",
    "promo",
    "recirc",
    "related",
    "scroll",
    "share",
    "shopping",
    "shoutbox",
    "sidebar",
    "skyscraper",
    "sponsor",
    "tags",
    "trending",
    "widget",
];

/// Names who wrote the text, or when.
const BYLINE: [&str; 6] = ["author", "byline", "dateline", "p-author", "writtenby", "timestamp"];

/// Text for a screen reader alone: nobody sees it on the page, so no mark can stand under it.
const UNSEEN: [&str; 6] =
    ["hiddenvisually", "screen-reader", "screenreader", "sr-only", "visually-hidden", "visuallyhidden"];

/// Words under a picture.
const CAPTION: [&str; 2] = ["caption", "cutline"];

/// The lines between headline and text that sum the article up.
const STANDFIRST: [&str; 9] =
    ["dek", "deck", "excerpt", "kicker", "lede", "standfirst", "subhead", "subtitle", "summary"];

/// Roles of parts that hold no running text.
const UNLIKELY_ROLES: [&str; 9] =
    ["alert", "alertdialog", "banner", "complementary", "contentinfo", "dialog", "menu", "menubar", "navigation"];

/// How far a single word of [`POSITIVE`] or [`NEGATIVE`] moves a score: as much as some ten sentences of prose do, so that
/// a name decides between parts that are alike and never against a body of text.
const WEIGHT: f32 = 25.0;

/// What the words say about one element.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Hint {
    /// It holds no running text.
    pub(super) unlikely: bool,
    /// For (above 0) or against running text.
    pub(super) weight: f32,
    /// It names who wrote the text, or when.
    pub(super) byline: bool,
    /// It offers to share the page.
    pub(super) share: bool,
    /// Nobody sees it.
    pub(super) unseen: bool,
    /// It is a caption.
    pub(super) caption: bool,
    /// It is a standfirst.
    pub(super) standfirst: bool,
    /// It says what something costs.
    pub(super) price: bool,
    /// It is the article's text, by the vocabulary of schema.org.
    pub(super) body: bool,
    /// It is the article's title, by the same.
    pub(super) headline: bool,
}

/// The hints of all elements. Sites repeat the same few, so each is read once.
pub(super) fn hints(elements: &[Element]) -> Vec<Hint> {
    let mut known: HashMap<&str, Hint> = HashMap::new();
    let mut hints = Vec::with_capacity(elements.len());
    for e in elements {
        let mut found = *known.entry(&e.hint).or_insert_with_key(|words| hint(words));
        found.unlikely |= UNLIKELY_ROLES.contains(&e.role.trim());
        hints.push(found);
    }
    hints
}

/// The lists above.
const LISTS: [&[&str]; 8] = [&UNLIKELY, &CANDIDATE, &POSITIVE, &NEGATIVE, &BYLINE, &UNSEEN, &CAPTION, &STANDFIRST];

/// Their words by the first byte, each with a bit for its list: a page has thousands of hints, and two hundred words to look for.
static BY_FIRST: LazyLock<Vec<Vec<(&str, u8)>>> = LazyLock::new(|| {
    let mut words: Vec<Vec<(&str, u8)>> = vec![Vec::new(); 256];
    for (i, list) in LISTS.iter().enumerate() {
        list.iter().for_each(|word| words[usize::from(word.as_bytes()[0])].push((word, 1 << i)));
    }
    words
});

fn hint(words: &str) -> Hint {
    let words = words.to_lowercase();
    let mut said = 0;
    for (at, &first) in words.as_bytes().iter().enumerate() {
        let known = BY_FIRST[usize::from(first)].iter();
        known
            .filter(|(word, _)| words.as_bytes()[at..].starts_with(word.as_bytes()))
            .for_each(|(_, list)| said |= list);
    }
    let any = |list: usize| said & 1 << list != 0;
    let [unlikely, candidate, positive, negative, byline, unseen, caption, standfirst] = std::array::from_fn(any);
    let weight = |says: bool| if says { WEIGHT } else { 0.0 };
    let parts = words.split(|c: char| !c.is_alphanumeric());
    let mut names = words.split_ascii_whitespace();
    Hint {
        unlikely: unlikely && !candidate,
        weight: weight(positive) - weight(negative),
        byline,
        share: parts.clone().any(|p| matches!(p, "share" | "sharing" | "sharedaddy")),
        unseen,
        caption,
        standfirst,
        price: parts.clone().any(|p| matches!(p, "price" | "prices")),
        body: names.clone().any(|n| n == "articlebody"),
        headline: names.any(|n| n == "headline"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weighs_the_words_of_a_site() {
        assert!(hint("site-Footer").unlikely && hint("site-footer").weight < 0.0);
        assert!(!hint("article-header").unlikely);
        assert_eq!(hint("story-body related").weight, 0.0);
        assert!(hint("btn share_bar").share && !hint("shareholders").share);
        assert!(hint("x articleBody").body);
    }

    #[test]
    fn heeds_the_role() {
        let element = Element { role: "navigation".to_owned(), ..Element::default() };
        assert!(hints(&[element])[0].unlikely);
    }
}
