//! The page as plain data: what `extension/content/reader.js` reads from the live DOM, and what the command builds
//! from an HTML file. Extraction sees nothing else, so both ways give the same article.
//!
//! `<p class="lead">Rain <b>fell</b>.</p>` becomes the elements `p` (hint `lead`) and `b`, and the texts `"Rain "`,
//! `"fell"`, `"."`, which name their element.
//!
//! In JSON an element or a text may be a list of its fields in their order, and the reader sends it so: their names, written for each, made
//! half of a large snapshot.
//!
//! # What a snapshot holds
//!
//! 1. The document is walked once, in document order, from its root element. An element is listed if a text that is kept
//!    stands in it, at any depth, so `<div><img></div>` is left out; the root element comes first and alone has no parent.
//! 2. Every text node outside of the skipped elements is kept whole and untouched, one of white space alone too: it is what
//!    keeps two words apart. An empty text node is left out. Comments and processing instructions are no text.
//! 3. `br` and `hr` are elements of their own with the one text `"\n"`, unless they are skipped.
//! 4. Skipped, with all that is in them:
//!    - by tag: `audio` `canvas` `datalist` `embed` `frame` `frameset` `head` `iframe` `input` `math` `noembed` `noframes`
//!      `noscript` `object` `optgroup` `option` `script` `select` `style` `svg` `template` `textarea` `title` `video`;
//!    - what is not rendered: the attribute `hidden`, a closed `dialog`, all of a closed `details` but its `summary`, and
//!      computed `display: none` or `visibility: hidden` / `collapse`. The file has no computed style, so only the `style`
//!      attribute counts there, and what is made visible again within is not seen;
//!    - what the reader of the page types into: `contenteditable` other than `"false"`, and `role="textbox"`. Of these, and of
//!      each `textarea`, that are not otherwise hidden the characters other than white space are counted in `typed`;
//!    - `aria-hidden="true"`: a site says by it that the text is decoration, or stands elsewhere too. This goes for headings
//!      as well; the title then is known from the metadata.
//! 5. `hint` is `class`, `id`, `itemprop` and `data-testid` in this order, those that are absent or empty left out, parted
//!    by one space each and cut to 200 UTF-16 units. `role` is the attribute as written. `tag` is the local name in lower
//!    case.
//! 6. `meta` has an entry for each `<meta>` with a `content` and one of `name`, `property`, `itemprop` (the first of them,
//!    in this order), and `json_ld` the text of each `<script type="application/ld+json">`, wherever in the document.

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
    /// How many characters stand in what the reader types into; which, nobody is told.
    #[serde(default)]
    pub typed: u32,
    /// Whether whoever reads gave the text themselves: a pasted mail, a selection. Then it is read, however short.
    #[serde(default)]
    pub given: bool,
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_and_texts_may_be_lists_of_their_fields() {
        let named = r#"{"url":"","title":"","elements":[{"parent":null,"tag":"p"},{"parent":0,"tag":"b","hint":"lead","role":"note"}],
            "texts":[{"element":1,"data":"Rain"}]}"#;
        let listed = r#"{"url":"","title":"","elements":[[null,"p"],[0,"b","lead","note"]],"texts":[[1,"Rain"]]}"#;
        let [named, listed] =
            [named, listed].map(|json| serde_json::from_str::<PageSnapshot>(json).expect("a snapshot"));
        assert_eq!(named, listed);
        assert_eq!(named.elements[1].role, "note");
        assert!(
            serde_json::from_str::<PageSnapshot>(r#"{"url":"","title":"","elements":[[null]],"texts":[]}"#).is_err()
        );
    }
}
