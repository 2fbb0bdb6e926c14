//! Who published what, when: from JSON-LD, then `<meta>`, then the title; the first that says it.
//!
//! `{"@type": "NewsArticle", "headline": "Rain fell", "author": {"name": "Ada Kvist"}}` gives the title `Rain fell` and the
//! byline `Ada Kvist`. A page writes what it likes there, so anything malformed is left out, never an error.

mod json_ld;

use serde::{Deserialize, Serialize};

use super::PageSnapshot;

/// What the page says of itself. A field that the page leaves out is `None`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Metadata {
    /// The headline.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The authors, as one line.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub byline: Option<String>,
    /// When it was published, as the page writes it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub published: Option<String>,
    /// The name of the site or the publisher.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub site: Option<String>,
    /// The language tag (BCP 47).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// The address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
}

/// Longest value that is kept, in bytes: a longer one is no title and no name.
const MAX_VALUE: usize = 1000;

/// Where `<meta>` says each thing, the most deliberate first.
const TITLE: [&str; 8] = [
    "og:title",
    "twitter:title",
    "parsely-title",
    "dc.title",
    "dcterms.title",
    "sailthru.title",
    "citation_title",
    "headline",
];
const BYLINE: [&str; 9] = [
    "author",
    "parsely-author",
    "dc.creator",
    "dcterms.creator",
    "sailthru.author",
    "citation_author",
    "byl",
    "article:author",
    "og:article:author",
];
const PUBLISHED: [&str; 11] = [
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "parsely-pub-date",
    "dc.date",
    "dcterms.date",
    "dc.date.issued",
    "sailthru.date",
    "citation_publication_date",
    "pubdate",
    "date",
];
const SITE: [&str; 4] = ["og:site_name", "application-name", "dc.publisher", "citation_journal_title"];
const LANGUAGE: [&str; 3] = ["og:locale", "dc.language", "language"];

/// Between a title and the name of its site. A hyphen counts with spaces around it only.
const SEPARATORS: [&str; 8] = [" | ", " - ", " – ", " — ", " » ", " · ", " • ", " :: "];
/// A title keeps at least so many words when the site's name is cut off it; with fewer, the cut part was the title's own.
const MIN_TITLE_WORDS: usize = 3;

/// The metadata of `page`.
pub(super) fn metadata(page: &PageSnapshot) -> Metadata {
    let ld = page.json_ld.iter().find_map(|text| json_ld::read(text)).unwrap_or_default();
    let meta = |names: &[&str]| names.iter().find_map(|name| declared(page, name));
    let site = ld.site.or_else(|| meta(&SITE));
    let title = ld.title.or_else(|| meta(&TITLE)).or_else(|| line(&page.title));
    let author = || meta(&BYLINE).filter(|a| !is_address(a));
    Metadata {
        title: title.map(|t| without_site(&t, site.as_deref())),
        byline: ld.byline.or_else(author).map(|b| without_by(&b)),
        published: ld.published.or_else(|| meta(&PUBLISHED)),
        site,
        language: line(&page.lang).or(ld.language).or_else(|| meta(&LANGUAGE).map(|l| l.replace('_', "-"))),
        url: address(page).or(ld.url),
    }
}

/// What a page says that it is.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Declared {
    pub(super) article: bool,
    pub(super) product: bool,
    pub(super) search: bool,
}

/// What `page` says that it is; it may say several things, or nothing.
pub(super) fn declared_kind(page: &PageSnapshot) -> Declared {
    let open_graph = |is: fn(&str) -> bool| {
        page.meta.iter().any(|(name, content)| name.eq_ignore_ascii_case("og:type") && is(content.trim()))
    };
    let describes = |name: &str| page.json_ld.iter().any(|text| json_ld::describes(text, name));
    let article = page.json_ld.iter().any(|text| json_ld::read(text).is_some());
    Declared {
        article: article || open_graph(|kind| kind.eq_ignore_ascii_case("article")),
        product: open_graph(|kind| matches!(kind, "product" | "og:product" | "product.item" | "product.group"))
            || !article && describes("Product"),
        search: describes("SearchResultsPage"),
    }
}

/// The address of `page`, its own or, in a file, the one that it declares.
pub(super) fn address(page: &PageSnapshot) -> Option<String> {
    line(&page.url).or_else(|| declared(page, "og:url"))
}

/// How many characters other than white space the article has by the page's own word.
pub(super) fn declared_chars(page: &PageSnapshot) -> Option<usize> {
    page.json_ld.iter().find_map(|text| json_ld::body_chars(text))
}

/// The first content that is declared under `name`; a name may be one of several in its attribute.
fn declared(page: &PageSnapshot, name: &str) -> Option<String> {
    let named = |names: &str| names.split_ascii_whitespace().any(|n| n.eq_ignore_ascii_case(name));
    page.meta.iter().filter(|(names, _)| named(names)).find_map(|(_, content)| line(content))
}

/// `text` on one line, if it says anything and is no longer than a name or title can be.
fn line(text: &str) -> Option<String> {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    (!line.is_empty() && line.len() <= MAX_VALUE).then_some(line)
}

/// Some sites declare their authors by address.
fn is_address(text: &str) -> bool {
    text.starts_with("http://") || text.starts_with("https://") || text.starts_with('@')
}

fn without_by(byline: &str) -> String {
    let by = byline.get(..3).filter(|b| b.eq_ignore_ascii_case("by "));
    by.map_or(byline, |b| &byline[b.len()..]).trim().to_owned()
}

/// `title` without the name of the site after (or before) a separator. Where the name is not declared, the last part goes
/// if it is the shorter one.
fn without_site(title: &str, site: Option<&str>) -> String {
    let words = |t: &str| t.split_whitespace().count();
    let same = |part: &str| site.is_some_and(|s| part.trim().eq_ignore_ascii_case(s.trim()));
    let cuts = SEPARATORS.iter().filter_map(|s| title.rfind(s).map(|at| (at, s.len())));
    let Some((at, len)) = cuts.max() else { return title.to_owned() };
    let (head, tail) = (&title[..at], &title[at + len..]);
    if same(tail) || words(head) >= MIN_TITLE_WORDS && words(tail) < words(head) && words(tail) <= 4 && site.is_none() {
        return head.trim().to_owned();
    }
    let first = SEPARATORS.iter().filter_map(|s| title.find(s).map(|at| (at, s.len()))).min();
    match first {
        Some((at, len)) if same(&title[..at]) => title[at + len..].trim().to_owned(),
        _ => title.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(title: &str, meta: &[(&str, &str)], json_ld: &[&str]) -> Metadata {
        metadata(&PageSnapshot {
            title: title.to_owned(),
            meta: meta.iter().map(|(n, c)| ((*n).to_owned(), (*c).to_owned())).collect(),
            json_ld: json_ld.iter().map(|j| (*j).to_owned()).collect(),
            ..PageSnapshot::default()
        })
    }

    #[test]
    fn prefers_what_is_declared_most_deliberately() {
        let meta = [("twitter:title", "C"), ("og:title", "B")];
        assert_eq!(page("D", &meta, &[r#"{"@type":"NewsArticle","headline":"A"}"#]).title.as_deref(), Some("A"));
        assert_eq!(page("D", &meta, &[]).title.as_deref(), Some("B"));
        assert_eq!(page("D", &[], &[]).title.as_deref(), Some("D"));
    }

    #[test]
    fn reads_meta_whatever_its_case_and_company() {
        let found = page("", &[("x AUTHOR", "By Ada\n Kvist"), ("article:published_time", "2031-05-04")], &[]);
        assert_eq!((found.byline.as_deref(), found.published.as_deref()), (Some("Ada Kvist"), Some("2031-05-04")));
    }

    #[test]
    fn takes_no_address_for_an_author() {
        assert_eq!(page("", &[("article:author", "https://tarnholm.example/ada")], &[]).byline, None);
    }

    #[test]
    fn cuts_the_site_off_the_title() {
        let title = |t: &str, site: &[(&str, &str)]| page(t, site, &[]).title.unwrap_or_default();
        assert_eq!(title("Rain fell on Tarnholm | The Courier", &[]), "Rain fell on Tarnholm");
        assert_eq!(title("Rain – it fell – The Courier", &[("og:site_name", "The Courier")]), "Rain – it fell");
        assert_eq!(title("The Courier: rain fell", &[]), "The Courier: rain fell");
        assert_eq!(title("The Courier | Rain fell", &[("og:site_name", "the courier")]), "Rain fell");
        assert_eq!(title("Rain - again", &[]), "Rain - again");
        assert_eq!(title("Rain-soaked town waits", &[]), "Rain-soaked town waits");
    }
}
