//! Whether what was found is an article at all.
//!
//! A front page has text, even sentences, yet no run of prose: each of its headings is a link to somewhere else, with a line
//! or two below it. Judged by its best part, it would be called an article and marked all over.

use super::{
    PageSnapshot,
    block::Headline,
    outline::{Outline, Run},
};

/// Shortest run that counts as prose, in characters: a sentence of ten words.
const MIN_PROSE_RUN: u32 = 60;
/// Prose that an article has at least, in characters: two sentences of a news flash.
const MIN_PROSE: u32 = 160;
/// Largest share of links in prose.
const MAX_LINKS: f32 = 0.5;
/// A run of this length, in characters, is a paragraph rather than the line under a teaser.
const PARAGRAPH: u32 = 200;
/// A heading with this share of links leads to another page.
const TEASER_LINKS: f32 = 0.9;
/// With so many headings that lead elsewhere a page may be a front page, and is one if they outnumber its paragraphs.
const TEASERS: usize = 4;
/// So many are enough at the address of a site itself, where an article hardly ever stands.
const TEASERS_AT_ROOT: usize = 2;

/// Whether the runs that were `kept` are no article.
pub(super) fn is_no_article<'r>(
    outline: &Outline,
    kept: impl Iterator<Item = &'r Run>,
    headline: Option<&Headline>,
) -> bool {
    let (mut prose, mut paragraphs, mut teasers) = (0, 0, 0);
    for run in kept {
        let heading = outline.ancestors(run.owner).take(2).any(|e| is_heading(outline.tag(e)));
        let links = run.size.link_density();
        if heading {
            teasers += usize::from(links > TEASER_LINKS && !headline.is_some_and(|h| h.holds(run)));
        } else if run.size.chars >= MIN_PROSE_RUN && links < MAX_LINKS {
            prose += run.size.chars;
            paragraphs += usize::from(run.size.chars >= PARAGRAPH);
        }
    }
    let enough = if is_site_root(&outline.page.url) { TEASERS_AT_ROOT } else { TEASERS };
    prose < MIN_PROSE || teasers >= enough && teasers > paragraphs || is_shop(outline.page)
}

fn is_heading(tag: &str) -> bool {
    matches!(tag, "h1" | "h2" | "h3" | "h4" | "h5" | "h6")
}

/// Whether an address names a site and no page of it.
fn is_site_root(url: &str) -> bool {
    let path = url.split_once("://").and_then(|(_, rest)| rest.split_once('/')).map(|(_, path)| path);
    path.is_some_and(|p| p.is_empty())
}

/// Whether the page declares itself to be something that is sold.
fn is_shop(page: &PageSnapshot) -> bool {
    let product = |kind: &str| matches!(kind.trim(), "product" | "og:product" | "product.item" | "product.group");
    page.meta.iter().any(|(name, content)| name.eq_ignore_ascii_case("og:type") && product(content))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_the_address_of_a_site_from_that_of_a_page() {
        assert!(is_site_root("https://tarnholm.example/"));
        assert!(!is_site_root("https://tarnholm.example/2031/rain") && !is_site_root("rain.html"));
    }
}
