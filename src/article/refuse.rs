//! Whether what was found is an article at all, and one that can be read.
//!
//! A front page has text, even sentences, yet no run of prose: each of its headings is a link to somewhere else, with a line
//! or two below it. Judged by its best part, it would be called an article and marked all over. So a page is refused, with the
//! reason: `Tarnholm flooded. Ferry stops. More stories` gives [`Refusal::FrontPage`].

use unicode_segmentation::UnicodeSegmentation as _;

use super::{
    Article, BlockKind, PageSnapshot, Refusal,
    language::Language,
    metadata::{address, declared_kind},
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
/// ... or with so many where an article hardly ever stands: at the address of a site itself, or of a search.
const FEW_TEASERS: usize = 2;
/// ... and is one if they are this share of its prose. In an article one paragraph follows another, so that even entries
/// whose headings are links, as on a live page, stay below it.
const TEASER_SHARE: f32 = 0.66;
/// From this share of its prose on that stands in a feed, a page is one.
const FEED_SHARE: f32 = 0.5;
/// Where there is hardly any prose, so many prices make a shop.
const PRICES: usize = 3;
/// Words of the shortest article that is read: with fewer there is no telling who is who.
const MIN_WORDS: usize = 150;

/// Why the runs that are `kept` are no article, if they are none.
pub(super) fn refusal(outline: &Outline, kept: impl Fn(&Run) -> bool) -> Option<Refusal> {
    let page = outline.page;
    let declared = declared_kind(page);
    let address = address(page).unwrap_or_default();
    let search = declared.search || is_search(&address);
    let home = is_site_root(&address);
    let prose = Prose::of(outline, kept);
    let few = prose.chars < MIN_PROSE;
    let enough = if search || home { FEW_TEASERS } else { TEASERS };
    let list = prose.teasers >= enough && prose.teasers as f32 > prose.runs as f32 * TEASER_SHARE;
    if page.typed > prose.chars && !declared.article {
        Some(Refusal::Editor)
    } else if declared.product || few && prices(outline) >= PRICES {
        Some(Refusal::Shop)
    } else if search && (few || list) {
        Some(Refusal::Search)
    } else if prose.in_feed as f32 > prose.chars as f32 * FEED_SHARE && !declared.article {
        Some(Refusal::Feed)
    } else if list || few && (home || prose.links_alone) {
        Some(Refusal::FrontPage)
    } else {
        few.then_some(Refusal::NoProse)
    }
}

/// The running text of a page, counted.
#[derive(Default)]
struct Prose {
    chars: u32,
    in_feed: u32,
    runs: usize,
    teasers: usize,
    /// Whether the page has links enough and little beside them.
    links_alone: bool,
}

impl Prose {
    fn of(outline: &Outline, kept: impl Fn(&Run) -> bool) -> Self {
        let feed = outline.within(|e| outline.page.elements[e].role.trim() == "feed");
        let mut found = Self::default();
        let mut after_link = false;
        let (mut links, mut all) = (0, 0);
        for run in &outline.runs {
            links += run.size.links;
            all += run.size.chars;
            // The link of a teaser may have been dropped as clutter, so what was not kept counts as well.
            if run.size.link_density() > LEADS_AWAY {
                after_link = true;
            } else if outline.ancestors(run.owner).take(2).any(|e| is_heading(outline.tag(e))) {
                // A link before a heading belongs to what was before it.
                after_link = false;
            } else if run.size.chars >= MIN_PROSE_RUN && run.size.link_density() < MAX_LINKS {
                let teaser = std::mem::take(&mut after_link) && run.size.chars < PARAGRAPH;
                if kept(run) {
                    found.chars += run.size.chars;
                    found.in_feed += if feed[run.owner] { run.size.chars } else { 0 };
                    found.runs += 1;
                    found.teasers += usize::from(teaser);
                }
            }
        }
        let leading = outline.runs.iter().filter(|run| run.size.link_density() > LEADS_AWAY).count();
        found.links_alone = leading >= TEASERS && links > all / 2;
        found
    }
}

/// How many runs say what something costs.
fn prices(outline: &Outline) -> usize {
    let price =
        |run: &&Run| outline.page.texts[run.texts.clone()].iter().any(|t| is_price(outline, t.element as usize));
    outline.runs.iter().filter(price).count()
}

fn is_price(outline: &Outline, element: usize) -> bool {
    outline.hints.get(element).is_some_and(|hint| hint.price)
}

fn is_heading(tag: &str) -> bool {
    matches!(tag, "h1" | "h2" | "h3" | "h4" | "h5" | "h6")
}

/// What follows the name of the site in an address, if it is one of the web.
fn path(url: &str) -> Option<&str> {
    let (_, rest) = url.split_once("://")?;
    rest.split_once('/').map(|(_, path)| path)
}

/// Whether an address names a site and no page of it.
fn is_site_root(url: &str) -> bool {
    path(url).is_some_and(str::is_empty)
}

/// Whether an address asks for what was searched.
fn is_search(url: &str) -> bool {
    const KEYS: [&str; 6] = ["q", "query", "s", "search", "keyword", "keywords"];
    let (path, query) = path(url).map_or(("", ""), |p| p.split_once('?').unwrap_or((p, "")));
    let asks = |pair: &str| pair.split_once('=').is_some_and(|(key, value)| KEYS.contains(&key) && !value.is_empty());
    path.trim_end_matches('/').rsplit('/').next() == Some("search") || query.split('&').any(asks)
}

/// `article`, if it is long enough and in English.
///
/// # Errors
/// [`Refusal::TooShort`] and [`Refusal::Foreign`].
pub fn admit(article: Article) -> Result<Article, Refusal> {
    if article.text.unicode_words().take(MIN_WORDS).count() < MIN_WORDS {
        return Err(Refusal::TooShort);
    }
    foreign(&article).map_or(Ok(article), |language| Err(Refusal::Foreign(language)))
}

/// The language of an article, where it is plainly another than English.
#[must_use]
pub fn foreign(article: &Article) -> Option<Language> {
    let prose = article.blocks.iter().filter(|b| matches!(b.kind, BlockKind::Paragraph | BlockKind::ListItem));
    Language::of(prose.map(|b| article.slice(b.span))).filter(|language| !language.is_english())
}

/// Why a page with no text at all is no article.
pub(super) fn without_text(page: &PageSnapshot) -> Refusal {
    refusal(&Outline::of(page), |_| false).unwrap_or(Refusal::NoProse)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_the_address_of_a_site_from_that_of_a_page() {
        assert!(is_site_root("https://tarnholm.example/"));
        assert!(!is_site_root("https://tarnholm.example/2031/rain") && !is_site_root("rain.html"));
    }

    #[test]
    fn knows_the_address_of_a_search() {
        for url in
            ["https://find.example/?q=rain", "https://a.example/search/?page=2", "https://a.example/x?a=b&s=rain"]
        {
            assert!(is_search(url), "{url}");
        }
        for url in
            ["https://a.example/search/rain-falls", "https://a.example/?s=", "https://a.example/x?qa=1", "search"]
        {
            assert!(!is_search(url), "{url}");
        }
    }
}
