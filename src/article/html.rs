//! A saved HTML file as a [`PageSnapshot`], for the command and the tests.
//!
//! In goes the text of a file, out comes what `extension/content/reader.js` would read from the page, were it live: which
//! nodes, the header of `page.rs` says. `<p>Rain <b hidden>fell</b></p>` gives the element `p` and the text `"Rain "`.

mod tree;

use super::{
    origin::first_units,
    page::{Element, PageSnapshot, Text},
};
use tree::{Node, NodeId, Tree};

/// Elements that are skipped by their tag.
const SKIPPED: [&str; 24] = [
    "audio", "canvas", "datalist", "embed", "frame", "frameset", "head", "iframe", "input", "math", "noembed",
    "noframes", "noscript", "object", "optgroup", "option", "script", "select", "style", "svg", "template", "textarea",
    "title", "video",
];

/// The snapshot of the page `html`, which stands at `url` (empty if it stands nowhere).
#[must_use]
pub fn snapshot(html: &str, url: &str) -> PageSnapshot {
    let tree = tree::parse(html);
    let mut page = PageSnapshot { url: url.split('#').next().unwrap_or("").to_owned(), ..PageSnapshot::default() };
    declare(&tree, &mut page);
    Walk { tree: &tree, page: &mut page, listed: vec![None; tree.len()] }.body();
    page
}

/// The tree in document order, each node with whether it is entered (its children follow) or skipped by `enter`.
fn visit(tree: &Tree, mut enter: impl FnMut(NodeId) -> bool) {
    let mut open = vec![tree.children(Tree::ROOT).iter()];
    while let Some(level) = open.last_mut() {
        match level.next() {
            Some(&id) if enter(id) => open.push(tree.children(id).iter()),
            Some(_) => {}
            None => drop(open.pop()),
        }
    }
}

/// Reads title, language, `<meta>` and JSON-LD.
fn declare(tree: &Tree, page: &mut PageSnapshot) {
    let mut titled = false;
    visit(tree, |id| {
        let Node::Element { tag, .. } = tree.node(id) else { return false };
        let attr = |name: &str| tree.attribute(id, name);
        match tag.as_str() {
            "html" => page.lang = attr("lang").unwrap_or("").to_owned(),
            "title" if !titled => {
                titled = true;
                page.title = tree.text(id).split_ascii_whitespace().collect::<Vec<_>>().join(" ");
            }
            "meta" => {
                let name = ["name", "property", "itemprop"].into_iter().find_map(|n| attr(n).filter(|v| !v.is_empty()));
                if let (Some(name), Some(content)) = (name, attr("content")) {
                    page.meta.push((name.to_owned(), content.to_owned()));
                }
            }
            "script" if attr("type").is_some_and(|t| t.trim().eq_ignore_ascii_case("application/ld+json")) => {
                page.json_ld.push(tree.text(id));
            }
            // A drawing has titles of its own.
            "svg" => return false,
            _ => {}
        }
        true
    });
}

/// Longest hint, in UTF-16 units.
const MAX_HINT: usize = 200;

struct Walk<'a> {
    tree: &'a Tree,
    page: &'a mut PageSnapshot,
    /// The index in the snapshot of each element that is in it.
    listed: Vec<Option<u32>>,
}

impl Walk<'_> {
    fn body(&mut self) {
        let tree = self.tree;
        visit(tree, |id| match tree.node(id) {
            Node::Text(data) => {
                if !in_closed_details(tree, id) {
                    self.keep(tree.parent(id), data);
                }
                false
            }
            Node::Element { tag, .. } if is_hidden(tree, id, tag) => false,
            Node::Element { tag, .. } if is_typed_into(tree, id, tag) => {
                self.page.typed = self.page.typed.saturating_add(letters(tree, id));
                false
            }
            Node::Element { tag, .. } if SKIPPED.contains(&tag.as_str()) => false,
            Node::Element { tag, .. } if tag == "br" || tag == "hr" => {
                self.keep(Some(id), "\n");
                false
            }
            Node::Element { .. } => true,
            Node::Other => false,
        });
    }

    fn keep(&mut self, element: Option<NodeId>, data: &str) {
        let Some(element) = element.filter(|&e| e != Tree::ROOT && !data.is_empty()) else { return };
        let element = self.list(element);
        self.page.texts.push(Text { element, data: data.to_owned() });
    }

    /// The index of an element in the snapshot; it and its ancestors are listed now if they are not yet.
    fn list(&mut self, element: NodeId) -> u32 {
        let mut missing = Vec::new();
        let mut at = Some(element).filter(|&e| e != Tree::ROOT);
        let mut parent = None;
        while let Some(id) = at {
            if let Some(known) = self.listed[id] {
                parent = Some(known);
                break;
            }
            missing.push(id);
            at = self.tree.parent(id).filter(|&e| e != Tree::ROOT);
        }
        for id in missing.into_iter().rev() {
            let Node::Element { tag, .. } = self.tree.node(id) else { continue };
            let attr = |name: &str| self.tree.attribute(id, name).unwrap_or("");
            let words = ["class", "id", "itemprop", "data-testid"].map(attr);
            let hint = words.into_iter().filter(|w| !w.is_empty()).collect::<Vec<_>>().join(" ");
            let hint = first_units(hint, MAX_HINT);
            self.page.elements.push(Element { parent, tag: tag.clone(), hint, role: attr("role").to_owned() });
            let index = self.page.elements.len() as u32 - 1;
            self.listed[id] = Some(index);
            parent = Some(index);
        }
        parent.unwrap_or_default()
    }
}

/// Whether an element is not rendered, or is said to be decoration; see point 4 of the header of `page.rs`.
fn is_hidden(tree: &Tree, id: NodeId, tag: &str) -> bool {
    let attr = |name: &str| tree.attribute(id, name);
    attr("hidden").is_some()
        || tag == "dialog" && attr("open").is_none()
        || tag != "summary" && in_closed_details(tree, id)
        || attr("style").is_some_and(hides)
        || attr("aria-hidden").is_some_and(|v| v.trim().eq_ignore_ascii_case("true"))
}

fn is_typed_into(tree: &Tree, id: NodeId, tag: &str) -> bool {
    let attr = |name: &str| tree.attribute(id, name);
    tag == "textarea"
        || attr("contenteditable").is_some_and(|v| !v.trim().eq_ignore_ascii_case("false"))
        || attr("role").is_some_and(|r| r.trim() == "textbox")
}

/// How many characters other than white space stand in an element.
fn letters(tree: &Tree, element: NodeId) -> u32 {
    let mut count = 0;
    let mut open = vec![element];
    while let Some(id) = open.pop() {
        if let Node::Text(data) = tree.node(id) {
            count += data.chars().filter(|c| !c.is_whitespace()).count();
        }
        open.extend(tree.children(id));
    }
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// Whether a node is a child of a closed `details`.
fn in_closed_details(tree: &Tree, id: NodeId) -> bool {
    tree.parent(id).is_some_and(|p| tree.is_tag(p, "details") && tree.attribute(p, "open").is_none())
}

/// Whether a `style` attribute takes its element out of sight.
fn hides(style: &str) -> bool {
    style.split(';').filter_map(|d| d.split_once(':')).any(|(property, value)| {
        let value = value.trim().trim_end_matches("!important").trim().to_ascii_lowercase();
        match property.trim().to_ascii_lowercase().as_str() {
            "display" => value == "none",
            "visibility" => value == "hidden" || value == "collapse",
            _ => false,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(html: &str) -> Vec<(String, String)> {
        let page = snapshot(html, "");
        let tag = |t: &Text| page.elements[t.element as usize].tag.clone();
        page.texts
            .iter()
            .filter(|t| t.data == "\n" || !t.data.trim().is_empty())
            .map(|t| (tag(t), t.data.clone()))
            .collect()
    }

    fn words(html: &str) -> String {
        texts(html).into_iter().map(|(_, data)| data).collect::<Vec<_>>().join("|")
    }

    #[test]
    fn lists_the_elements_that_hold_text() {
        let page = snapshot(
            "<html lang=en><body><div><img></div><p class=lead id=a>Rain <b>fell</b>.</p></body></html>",
            "u#x",
        );
        let tags: Vec<&str> = page.elements.iter().map(|e| e.tag.as_str()).collect();
        assert_eq!(tags, ["html", "body", "p", "b"]);
        assert_eq!(page.elements[2].hint, "lead a");
        assert_eq!(page.elements[3].parent, Some(2));
        assert_eq!((page.lang.as_str(), page.url.as_str()), ("en", "u"));
    }

    #[test]
    fn parts_what_a_line_break_parts() {
        let expected = [("p", "a"), ("br", "\n"), ("p", "b"), ("hr", "\n")].map(|(t, d)| (t.to_owned(), d.to_owned()));
        assert_eq!(texts("<p>a<br>b</p><hr>"), expected);
    }

    #[test]
    fn skips_what_is_not_rendered_or_typed_into() {
        assert_eq!(
            words("<p>a<script>b</script><span hidden>c</span><i style='color:red; Display : none !important'>d</i>"),
            "a"
        );
        assert_eq!(
            words("<div contenteditable>a</div><div contenteditable=false>b</div><div role=textbox>c</div>"),
            "b"
        );
        assert_eq!(words("<details><summary>a</summary>b</details><details open>c</details><dialog>d</dialog>"), "a|c");
        assert_eq!(words("<p aria-hidden=true>a</p><h2>b</h2><noscript><p>c</p></noscript>"), "b");
    }

    #[test]
    fn counts_what_is_typed_and_tells_nobody() {
        let page = snapshot(
            "<div contenteditable>a <b>b\u{a0}c</b></div><textarea>\nd e</textarea><textarea hidden>f</textarea>",
            "",
        );
        assert_eq!((page.typed, page.texts.len()), (5, 0));
    }

    #[test]
    fn reads_what_the_page_declares() {
        let page = snapshot(
            "<title> Rain\n falls </title><meta property=og:title content=A><meta name=x><script type='application/ld+json'>{}</script>",
            "",
        );
        assert_eq!(page.title, "Rain falls");
        assert_eq!(page.meta, [("og:title".to_owned(), "A".to_owned())]);
        assert_eq!(page.json_ld, ["{}"]);
    }

    #[test]
    fn survives_depth() {
        let html = format!("{}x{}", "<div>".repeat(20_000), "</div>".repeat(20_000));
        assert_eq!(snapshot(&html, "").elements.len(), 20_002);
    }
}
