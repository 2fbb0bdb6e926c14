//! The page as plain data: what `extension/content/reader.js` reads from the live DOM, and what the command builds
//! from an HTML file. Extraction sees nothing else, so both ways give the same article.
//!
//! `<p class="lead">Rain <b>fell</b>.</p>` becomes the elements `p` (hint `lead`) and `b`, and the texts `"Rain "`,
//! `"fell"`, `"."`, which name their element.

use serde::{Deserialize, Serialize};

/// One page, read once. Elements and texts are in document order; a parent comes before its children.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct PageSnapshot {
    /// Address of the document, without its fragment; empty for a file.
    pub url: String,
    /// `document.title`.
    pub title: String,
    /// `lang` of the root element, as written.
    #[serde(default)]
    pub lang: String,
    /// The name (or property, or itemprop) and content of each `<meta>`.
    #[serde(default)]
    pub meta: Vec<(String, String)>,
    /// The text of each `<script type="application/ld+json">`.
    #[serde(default)]
    pub json_ld: Vec<String>,
    /// The elements that hold text, and `br` and `hr`, which part it.
    pub elements: Vec<Element>,
    /// The text nodes that are rendered, each whole, also those of white space alone.
    pub texts: Vec<Text>,
    /// Whether the reader stopped at its limit and left out the rest of the page.
    #[serde(default)]
    pub truncated: bool,
}

/// An element that holds text.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Element {
    /// Index of the parent in [`PageSnapshot::elements`]; none for the root.
    pub parent: Option<u32>,
    /// Local name in lower case.
    pub tag: String,
    /// `class`, `id`, `itemprop` and `data-testid`, parted by spaces: the words in which a site says what a part is.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub hint: String,
    /// The ARIA `role`, or empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub role: String,
}

/// A text node. A `br` or `hr` stands here too, as the text `"\n"` of its own element, since it parts what surrounds it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Text {
    /// Index of the parent element in [`PageSnapshot::elements`].
    pub element: u32,
    /// The node's data, untouched.
    pub data: String,
}
