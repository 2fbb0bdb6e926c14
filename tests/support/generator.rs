//! Texts and pages that are long in one way: what a hostile page would try on whatever is not linear. `tests/properties.rs` reads
//! each once, `./build.sh bench slope` counts the instructions against the length.

use hearsay::article::{Element, PageSnapshot, Text};

/// One way to be long.
pub enum Generator {
    /// A text: what stands before, what is repeated, what stands after.
    Text(&'static str, fn(usize) -> String),
    /// A page, by how often something is repeated; a repetition is about twenty bytes.
    Page(&'static str, fn(usize) -> PageSnapshot),
}

impl Generator {
    /// What it is called.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Text(name, _) | Self::Page(name, _) => name,
        }
    }
}

/// `part` over and over, up to about `bytes`.
fn fill(bytes: usize, part: &str) -> String {
    part.repeat(bytes.div_ceil(part.len()))
}

/// What `part` gives for 0, 1, 2 ..., up to about `bytes`.
fn count(bytes: usize, part: impl Fn(usize) -> String) -> String {
    let mut text = String::new();
    for n in 0.. {
        if text.len() >= bytes {
            break;
        }
        text += &part(n);
    }
    text
}

/// A name for each number, all different.
fn name(n: usize) -> String {
    let letter = |d: usize| char::from(b'a' + (d % 26) as u8);
    format!("Ada K{}{}{}{}", letter(n / 17_576), letter(n / 676), letter(n / 26), letter(n))
}

/// `open` over and over, then `close` as often.
fn nest(bytes: usize, open: &str, close: &str) -> String {
    let times = bytes / (open.len() + close.len()) + 1;
    format!("{}it rained{}", open.repeat(times), close.repeat(times))
}

const SENTENCE: &str = "Ada Kvist, the mayor, said that it had rained in Tarnholm since Monday.";

/// A page from tags and texts, each with how deep it stands: `(1, "p", "Rain")` is a paragraph in the root.
fn page(parts: impl Iterator<Item = (usize, &'static str, String)>) -> PageSnapshot {
    let mut page = PageSnapshot::default();
    let mut open: Vec<u32> = Vec::new();
    let article = [(0, "html", String::new()), (1, "article", String::new())].into_iter();
    let prose = (0..3).map(|_| (2, "p", format!("{SENTENCE} {SENTENCE} {SENTENCE}")));
    for (depth, tag, data) in article.chain(prose).chain(parts) {
        open.truncate(depth);
        let parent = open.last().copied();
        open.push(page.elements.len() as u32);
        page.elements.push(Element { parent, tag: tag.to_owned(), ..Element::default() });
        if !data.is_empty() {
            page.texts.push(Text { element: page.elements.len() as u32 - 1, data });
        }
    }
    page
}

fn flat(times: usize, tag: &'static str, data: &str) -> PageSnapshot {
    page((0..times).map(|_| (2, tag, data.to_owned())))
}

fn hinted(mut page: PageSnapshot, hint: impl Fn(usize) -> String) -> PageSnapshot {
    page.elements.iter_mut().enumerate().skip(5).for_each(|(i, e)| e.hint = hint(i));
    page
}

/// All of them.
pub const GENERATORS: [Generator; 73] = {
    use Generator::{Page, Text};
    [
        Text("prose", |n| fill(n, &format!("{SENTENCE} “It is safe,” she added. Nobody crossed it.\n"))),
        Text("straight marks", |n| fill(n, "\"")),
        Text("opening marks", |n| fill(n, "“")),
        Text("closing marks", |n| fill(n, "”")),
        Text("opening marks of two kinds", |n| fill(n, "“‘")),
        Text("nested marks", |n| nest(n, "“‘", "’”")),
        Text("apostrophes", |n| fill(n, "'")),
        Text("guillemets", |n| fill(n, "«")),
        Text("low marks", |n| fill(n, "„")),
        Text("short quotations", |n| fill(n, "“a” ")),
        Text("unclosed paragraphs", |n| fill(n, "“a\n")),
        Text("quotations and cues", |n| fill(n, "“no” he said, ")),
        Text("nested brackets", |n| nest(n, "(she said ", ")")),
        Text("nested clauses", |n| fill(n, "Ada Kvist said that ")),
        Text("a sentence without end", |n| format!("Ada Kvist said that {}", fill(n, "and the rain fell "))),
        Text("a word without end", |n| fill(n, "a")),
        Text("sentences", |n| fill(n, "It rained. ")),
        Text("shortest sentences", |n| fill(n, "A. ")),
        Text("capitals", |n| fill(n, "ADA KVIST SAID IT RAINED. ")),
        Text("accents", |n| fill(n, "\u{301}")),
        Text("cues", |n| fill(n, "said ")),
        Text("cues of several words", |n| fill(n, "according to was quoted as saying in the view of ")),
        Text("distinct names", |n| count(n, |i| format!("{} said it rained.\n", name(i)))),
        Text("distinct names in one sentence", |n| count(n, |i| format!("{}, ", name(i)))),
        Text("distinct bodies", |n| count(n, |i| format!("The {} Institute said it rained.\n", name(i)))),
        Text("distinct roles", |n| count(n, |i| format!("{}, the mayor of K{i}, said it rained.\n", name(i)))),
        Text("holders of one post", |n| {
            count(n, |i| {
                format!("{}, the chair of K{i}, said it rained. The chair said it snowed. The boss said so.\n", name(i))
            })
        }),
        Text("bodies of one sort", |n| {
            count(n, |i| format!("The {} Institute said it rained. The institute said it snowed.\n", name(i)))
        }),
        Text("interrupted clauses", |n| fill(n, "The bridge, according to Ada Kvist, has been shut since May. ")),
        Text("interrupted quotations", |n| fill(n, "“The bridge,” said Ada Kvist, “is shut.” ")),
        Text("one name", |n| fill(n, "Ada Kvist ")),
        Text("a name in parts", |n| fill(n, "Ada Kvist said so. Kvist said so. Ada said so. ")),
        Text("pronouns", |n| fill(n, "She said it rained. He said it snowed. ")),
        Text("roles without names", |n| fill(n, "The company said it rained. The mayor said it snowed.\n")),
        Text("possessives", |n| fill(n, "Ada's Ivo's ")),
        Text("appositions", |n| format!("{}Ada Kvist, said it rained.", fill(n, "The mayor, "))),
        Text("a list of names", |n| fill(n, "Ada Kvist, Bo Lund and ")),
        Text("speakers and colons", |n| fill(n, "Kvist: it rained.\n")),
        Text("passives", |n| fill(n, "was told by Ada that it was said by Bo that ")),
        Text("commas", |n| fill(n, ", ")),
        Text("full stops", |n| fill(n, ".")),
        Text("dashes", |n| fill(n, "— ")),
        Text("line feeds", |n| fill(n, "a\n")),
        Text("blank lines", |n| fill(n, "\n")),
        Text("spaces", |n| fill(n, " ")),
        Text("carriage returns", |n| fill(n, "a\r\nb\r")),
        Text("numbers", |n| fill(n, "3.2m 40,000 5% ")),
        Text("abbreviations", |n| fill(n, "Dr. Mr. U.S. Inc. ")),
        Text("families of emoji", |n| fill(n, "👩‍👩‍👧")),
        Text("flags", |n| fill(n, "🇳🇴")),
        Text("Arabic", |n| fill(n, "قال العمدة إن الجسر آمن. ")),
        Text("Chinese", |n| fill(n, "市长说桥是安全的。")),
        Text("jamo", |n| fill(n, "\u{1112}\u{1161}\u{11ab}")),
        Text("zeros", |n| fill(n, "\0")),
        Text("unseen letters", |n| fill(n, "a\u{200b}\u{ad}\u{202e}")),
        Text("addresses", |n| fill(n, "https://a.example/?q=1&b=c#d ")),
        Page("paragraphs", |n| flat(n, "p", SENTENCE)),
        Page("a letter a node", |n| flat(n, "b", "a")),
        Page("line breaks", |n| {
            page((0..n).flat_map(|_| [(2, "span", "rain".to_owned()), (2, "br", "\n".to_owned())]))
        }),
        Page("nested blocks", |n| {
            page((0..n).map(|i| (2 + i, "div", String::new())).chain([(2 + n, "p", SENTENCE.to_owned())]))
        }),
        Page("nested blocks with text", |n| page((0..n).map(|i| (2 + i, "div", "It rained, she said.".to_owned())))),
        Page("nested lines", |n| page((0..n).map(|i| (3 + i, "span", "rain ".to_owned())))),
        Page("links", |n| flat(n, "a", "More rain in Tarnholm")),
        Page("headings", |n| flat(n, "h1", "More rain in Tarnholm")),
        Page("headings with cues", |n| flat(n, "h2", "Bridge is shut, mayor says")),
        Page("items", |n| {
            page([(2, "ul", String::new())].into_iter().chain((0..n).map(|_| (3, "li", SENTENCE.to_owned()))))
        }),
        Page("cells", |n| {
            page([(2, "table", String::new())].into_iter().chain((0..n).map(|_| (3, "td", "6.3".to_owned()))))
        }),
        Page("nested tables", |n| {
            page((0..n).map(|i| (2 + i, if i % 2 == 0 { "table" } else { "td" }, "6.3".to_owned())))
        }),
        Page("quotations set apart", |n| flat(n, "blockquote", SENTENCE)),
        Page("captions", |n| flat(n, "figcaption", SENTENCE)),
        Page("teasers", |n| {
            page(
                (0..n).flat_map(|_| {
                    [(2, "h2", String::new()), (3, "a", "Rain".to_owned()), (2, "p", SENTENCE.to_owned())]
                }),
            )
        }),
        Page("distinct hints", |n| hinted(flat(n, "div", SENTENCE), |i| format!("comment-{i} article share byline"))),
        Page("what is declared", |n| PageSnapshot {
            meta: (0..n).map(|i| (format!("og:title{i}"), "Rain".to_owned())).collect(),
            json_ld: (0..n).map(|_| r#"{"@type":"Person","name":"Ada"}"#.to_owned()).collect(),
            ..flat(3, "p", SENTENCE)
        }),
    ]
};
