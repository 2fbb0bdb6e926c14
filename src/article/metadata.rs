//! Who published what, when: from JSON-LD and `<meta>`, the first that says it.

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

pub(super) fn metadata(page: &PageSnapshot) -> Metadata {
    let some = |s: &str| (!s.trim().is_empty()).then(|| s.trim().to_owned());
    Metadata { title: some(&page.title), language: some(&page.lang), url: some(&page.url), ..Metadata::default() }
}
