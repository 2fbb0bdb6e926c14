//! The article that a page describes in JSON-LD, in the vocabulary of schema.org.

use serde_json::{Map, Value};

use super::{Metadata, is_address, line};

/// How many nodes of one script are looked at: an article's own is among the first.
const MAX_NODES: usize = 1000;

/// Types of texts that are articles, besides all that end in `Article`.
const ARTICLES: [&str; 5] =
    ["BlogPosting", "DiscussionForumPosting", "LiveBlogPosting", "Report", "SocialMediaPosting"];

/// What the first article in `text` says of itself; `None` where there is none or the JSON is malformed.
pub(super) fn read(text: &str) -> Option<Metadata> {
    first(text, |node| is_article(node).then(|| article(node)))
}

/// How many characters other than white space the article has by its own word, if it gives its text.
pub(super) fn body_chars(text: &str) -> Option<usize> {
    let body = |node: &Map<String, Value>| node.get("articleBody").and_then(Value::as_str).map(str::to_owned);
    first(text, |node| is_article(node).then(|| body(node)))?
        .map(|body| body.chars().filter(|c| !c.is_whitespace()).count())
}

/// Whether something of the type `name` is described.
pub(super) fn describes(text: &str, name: &str) -> bool {
    first(text, |node| has_type(node, |known| known == name).then_some(())).is_some()
}

/// The first node that `read` makes something of.
fn first<T>(text: &str, read: impl Fn(&Map<String, Value>) -> Option<T>) -> Option<T> {
    // Some content systems still wrap it as if it were script in XHTML.
    let text = text.trim().trim_start_matches("<![CDATA[").trim_end_matches("]]>").trim();
    let root: Value = serde_json::from_str(text).ok()?;
    // Breadth first, so that the page's own article comes before one that it mentions.
    let mut queue = vec![&root];
    let mut at = 0;
    while let Some(&value) = queue.get(at).filter(|_| at < MAX_NODES) {
        at += 1;
        match value {
            Value::Array(items) => queue.extend(items.iter().take(MAX_NODES)),
            Value::Object(node) => {
                if let Some(found) = read(node) {
                    return Some(found);
                }
                let inner = ["@graph", "mainEntity", "mainEntityOfPage", "itemListElement", "item"];
                queue.extend(inner.iter().filter_map(|key| node.get(*key)));
            }
            _ => {}
        }
    }
    None
}

fn is_article(node: &Map<String, Value>) -> bool {
    has_type(node, |name| name.ends_with("Article") || ARTICLES.contains(&name))
}

fn has_type(node: &Map<String, Value>, is: impl Fn(&str) -> bool) -> bool {
    let fits = |v: &Value| v.as_str().is_some_and(|t| is(t.rsplit(['/', '#']).next().unwrap_or(t)));
    match node.get("@type") {
        Some(Value::Array(types)) => types.iter().any(fits),
        Some(one) => fits(one),
        None => false,
    }
}

fn article(node: &Map<String, Value>) -> Metadata {
    let text = |key: &str| node.get(key).and_then(Value::as_str).and_then(plain);
    let address = || {
        let main = node.get("mainEntityOfPage")?;
        main.as_str().or_else(|| main.get("@id")?.as_str()).and_then(plain)
    };
    Metadata {
        title: text("headline").or_else(|| text("name")),
        byline: node.get("author").or_else(|| node.get("creator")).and_then(names),
        published: text("datePublished").or_else(|| text("dateCreated")),
        site: node.get("publisher").and_then(names),
        language: text("inLanguage"),
        url: text("url").or_else(address),
    }
}

/// The names of a person or body, or of a list of them: a string, or an object with a `name`.
fn names(value: &Value) -> Option<String> {
    let one = |v: &Value| {
        let name = v.as_str().or_else(|| v.get("name")?.as_str())?;
        plain(name).filter(|n| !is_address(n))
    };
    let several: Vec<String> = match value {
        Value::Array(items) => items.iter().filter_map(one).collect(),
        // `"name": ["Ada Kvist", "Bo Lund"]`
        Value::Object(node) if node.get("name").is_some_and(Value::is_array) => {
            node["name"].as_array().into_iter().flatten().filter_map(one).collect()
        }
        single => one(single).into_iter().collect(),
    };
    let mut distinct: Vec<String> = Vec::new();
    for name in several {
        if !distinct.contains(&name) {
            distinct.push(name);
        }
    }
    (!distinct.is_empty()).then(|| distinct.join(", "))
}

/// A value as text. JSON-LD holds no HTML, yet many sites escape it as if it did: `Ada&#039;s`.
fn plain(value: &str) -> Option<String> {
    line(&unescape(value))
}

/// `text` with the entities that escape HTML resolved, once: those that sites put into JSON by mistake.
fn unescape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        // The longest that is known has nine bytes.
        let end = rest.bytes().take(10).position(|b| b == b';');
        match end.and_then(|end| Some((entity(&rest[1..end])?, end))) {
            Some((c, end)) => {
                out.push(c);
                rest = &rest[end + 1..];
            }
            None => {
                out.push('&');
                rest = &rest[1..];
            }
        }
    }
    out.push_str(rest);
    out
}

fn entity(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16),
            None => number.parse(),
        };
        return code.ok().and_then(char::from_u32);
    }
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => '\u{a0}',
        "ndash" => '–',
        "mdash" => '—',
        "hellip" => '…',
        "lsquo" => '‘',
        "rsquo" => '’',
        "ldquo" => '“',
        "rdquo" => '”',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_article_in_a_graph() {
        let found = read(
            r#"{"@context":"https://schema.org","@graph":[{"@type":"WebSite","name":"Courier"},
            {"@type":["NewsArticle","Thing"],"headline":"Rain fell","datePublished":"2031-05-04",
            "author":[{"name":"Ada Kvist"},"Bo Lund",{"name":"Ada Kvist"}],"publisher":{"name":"Courier"}}]}"#,
        )
        .unwrap_or_default();
        assert_eq!(found.title.as_deref(), Some("Rain fell"));
        assert_eq!(found.byline.as_deref(), Some("Ada Kvist, Bo Lund"));
        assert_eq!((found.published.as_deref(), found.site.as_deref()), (Some("2031-05-04"), Some("Courier")));
    }

    #[test]
    fn reads_a_list_at_the_top_and_a_full_type() {
        let found = read(
            r#"[{"@type":"Person"},{"@type":"http://schema.org/BlogPosting","name":"Rain","author":"Ada Kvist"}]"#,
        );
        assert_eq!(found.and_then(|m| m.byline).as_deref(), Some("Ada Kvist"));
    }

    #[test]
    fn measures_the_text_that_is_given() {
        assert_eq!(body_chars(r#"{"@type":"NewsArticle","articleBody":"Rain fell."}"#), Some(9));
        assert_eq!(body_chars(r#"{"@type":"NewsArticle"}"#), None);
    }

    #[test]
    fn ignores_what_is_malformed_or_no_article() {
        assert_eq!(read("{\"@type\":\"NewsArticle\",}"), None);
        assert_eq!(read(r#"{"@type":"Product","name":"Boots"}"#), None);
        assert_eq!(read(r#"{"@type":"NewsArticle","headline":7,"author":null}"#), Some(Metadata::default()));
        assert_eq!(read(&"[".repeat(100_000)), None);
    }

    #[test]
    fn resolves_entities_once() {
        assert_eq!(unescape("Ada&#039;s &amp;lt; &nosuch; &#x2019;&"), "Ada's &lt; &nosuch; ’&");
        assert_eq!(unescape("&ä;ääää& b"), "&ä;ääää& b");
    }
}
