//! Whether what was found is an article at all.
//!
//! A front page has text, even sentences, yet no run of prose: each of its headings is a link to somewhere else, with a line
//! or two below it. Judged by its best part, it would be called an article and marked all over.

use super::{
    PageSnapshot,
    outline::{Outline, Run},
};

/// Shortest run that counts as prose, in characters: a sentence of ten words.
const MIN_PROSE_RUN: u32 = 60;
/// Prose that an article has at least, in characters: two sentences of a news flash.
const MIN_PROSE: u32 = 160;
/// Largest share of links in prose.
const MAX_LINKS: f32 = 0.5;
/// A run of this length, in characters, is a paragraph rather than the lines under a teaser.
const PARAGRAPH: u32 = 200;
/// A run with this share of links leads to another page.
const LEADS_AWAY: f32 = 0.9;
/// With so many teasers, a link and the lines under it, a page may be a front page ...
const TEASERS: usize = 4;
/// ... or with so many at the address of a site itself, where an article hardly ever stands ...
const TEASERS_AT_ROOT: usize = 2;
/// ... and is one if they are this share of its prose. In an article one paragraph follows another, so that even entries
/// whose headings are links, as on a live page, stay below it.
const TEASER_SHARE: f32 = 0.66;

/// Whether the runs that are `kept` are no article.
pub(super) fn is_no_article(outline: &Outline, kept: impl Fn(&Run) -> bool) -> bool {
    let (mut chars, mut runs, mut teasers) = (0, 0, 0);
    let mut after_link = false;
    for run in &outline.runs {
        // The link of a teaser may have been dropped as clutter, so what was not kept counts as well.
        if run.size.link_density() > LEADS_AWAY {
            after_link = true;
        } else if outline.ancestors(run.owner).take(2).any(|e| is_heading(outline.tag(e))) {
            // A link before a heading belongs to what was before it.
            after_link = false;
        } else if run.size.chars >= MIN_PROSE_RUN && run.size.link_density() < MAX_LINKS {
            let teaser = std::mem::take(&mut after_link) && run.size.chars < PARAGRAPH;
            if kept(run) {
                chars += run.size.chars;
                runs += 1;
                teasers += usize::from(teaser);
            }
        }
    }
    let enough = if is_site_root(&outline.page.url) { TEASERS_AT_ROOT } else { TEASERS };
    let front = teasers >= enough && teasers as f32 > runs as f32 * TEASER_SHARE;
    chars < MIN_PROSE || front || is_shop(outline.page)
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
