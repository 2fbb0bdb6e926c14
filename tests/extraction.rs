//! Pages in, articles out: `tests/pages/NAME.html` beside the blocks that `NAME.txt` expects, a block a line with its kind
//! before it, or `refused: ` and the reason. A new page is two new files. Then the properties that hold for any page.

use std::{fmt::Write, fs, path::Path};

use hearsay::{
    article::{Article, Block, Element, PageSnapshot, Refusal, Text, admit, extract, snapshot},
    span::Span,
};
use proptest::prelude::*;

fn blocks(page: &PageSnapshot) -> String {
    let article = match extract(page) {
        Ok(article) => article,
        Err(refusal) => return format!("refused: {}\n", refusal.reason()),
    };
    let mut lines = String::new();
    for Block { kind, span } in &article.blocks {
        let kind = serde_json::to_value(kind).unwrap();
        writeln!(lines, "{}: {}", kind.as_str().unwrap(), article.slice(*span)).unwrap();
    }
    lines
}

#[test]
fn finds_the_expected_blocks_in_each_page() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pages");
    let mut pages: Vec<_> = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    pages.retain(|path| path.extension().is_some_and(|e| e == "html"));
    pages.sort();
    assert!(!pages.is_empty(), "no page in {}", folder.display());
    for path in pages {
        let html = fs::read_to_string(&path).unwrap();
        let expected = fs::read_to_string(path.with_extension("txt")).unwrap();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        similar(&name, &expected, &blocks(&snapshot(&html, "")));
    }
}

const SHORE: [(&str, &str); 6] = [
    (
        "eng",
        "The river has fallen by a hand since noon, and the worst is over, says the council, which met in the school because the town hall stands in water. Nobody has been hurt.",
    ),
    (
        "deu",
        "Der Fluss ist seit dem Mittag um eine Handbreit gefallen, und das Schlimmste ist vorbei, sagt der Rat, der in der Schule tagte, weil das Rathaus unter Wasser steht. Niemand wurde verletzt.",
    ),
    (
        "fra",
        "La rivière a baissé d'une main depuis midi, et le pire est passé, dit le conseil, qui s'est réuni à l'école parce que la mairie est dans l'eau. Personne n'a été blessé.",
    ),
    (
        "nob",
        "Elva har sunket med en håndsbredd siden klokken tolv, og det verste er over, sier rådet, som møttes på skolen fordi rådhuset står under vann. Ingen er kommet til skade.",
    ),
    (
        "pol",
        "Rzeka opadła od południa o szerokość dłoni i najgorsze już minęło, mówi rada, która zebrała się w szkole, ponieważ ratusz stoi w wodzie. Nikomu nic się nie stało.",
    ),
    (
        "jpn",
        "川の水は正午から手のひらほど下がり、最悪の時は過ぎたと、役場が水に浸かったため学校に集まった議会は言う。けが人はいない。",
    ),
];

#[test]
fn reads_english_and_names_any_other_language_whatever_the_page_declares() {
    for (code, shore) in SHORE {
        let words = if code == "jpn" { format!("{} ", shore.replace('、', "、 ")) } else { format!("{shore} ") };
        let mut page = page(&[words.repeat(40)], &[0]);
        page.texts.retain(|text| text.element != 2 && text.element != 4);
        page.lang = "en".to_owned();
        let admitted = admit(extract(&page).unwrap_or_else(|refusal| panic!("{code}: {refusal}")));
        let refused = admitted.map_err(|refusal| refusal.to_string());
        match code {
            "eng" => assert!(refused.is_ok(), "{refused:?}"),
            _ => assert!(
                matches!(admit(extract(&page).unwrap()), Err(Refusal::Foreign(l)) if l.code() == code),
                "{code}: {refused:?}"
            ),
        }
    }
}

#[test]
fn reads_no_article_of_fewer_than_150_words() {
    let of = |words: usize| admit(Article::from_text(&"rain ".repeat(words)));
    assert_eq!(of(149), Err(Refusal::TooShort));
    assert_ne!(of(150), Err(Refusal::TooShort));
}

#[test]
fn says_every_reason_in_words_of_its_own() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("extension/_locales/en/messages.json");
    let sentences: serde_json::Value = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    for refusal in Refusal::ALL {
        let sentence = &sentences[format!("refusal_{}", refusal.reason())]["message"];
        assert!(sentence.as_str().is_some_and(|s| s.ends_with('.')), "{refusal:?} has no sentence");
    }
}

/// Names the first line that differs: two whole articles in one message are no help.
#[track_caller]
fn similar(name: &str, expected: &str, found: &str) {
    for (i, (e, f)) in expected.lines().zip(found.lines()).enumerate() {
        assert_eq!(e, f, "{name}, block {}", i + 1);
    }
    assert_eq!(expected.lines().count(), found.lines().count(), "{name}: number of blocks\n{found}");
}

/// Enough prose for a page to be an article whatever else is in it.
const PROSE: &str = "The bridge over the Tarn will not reopen before May, the council said on Monday, after engineers found rust in \
    four of its six bearings, two of them on the western side. “Nobody will cross it,” said the mayor, Ilse Brandt.";

/// A page of three paragraphs whose second is `parts`, each an inline element of its own, cut into nodes where `cuts` say.
fn page(parts: &[String], cuts: &[usize]) -> PageSnapshot {
    let element = |parent, tag: &str| Element { parent, tag: tag.to_owned(), ..Element::default() };
    let mut page = PageSnapshot {
        elements: vec![
            element(None, "html"),
            element(Some(0), "article"),
            element(Some(1), "p"),
            element(Some(1), "p"),
        ],
        ..PageSnapshot::default()
    };
    page.elements.push(element(Some(1), "p"));
    page.texts.push(Text { element: 2, data: PROSE.to_owned() });
    let mut cuts = cuts.iter().cycle();
    for part in parts {
        let inline = page.elements.len() as u32;
        page.elements.push(element(Some(3), "span"));
        let cut = cuts.next().map_or(part.len(), |&c| part.floor_char_boundary(c % (part.len() + 1)));
        for data in [&part[..cut], &part[cut..]] {
            page.texts.push(Text { element: inline, data: data.to_owned() });
        }
    }
    page.texts.push(Text { element: 4, data: PROSE.to_owned() });
    page
}

fn is_gap(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{c}')
}

fn collapsed(text: &str) -> String {
    text.split(is_gap).filter(|w| !w.is_empty()).collect::<Vec<_>>().join(" ")
}

/// The page's own text under `span`: what its ranges cover, and what lies between them, which must be white space alone.
fn text_under(page: &PageSnapshot, article: &Article, span: Span) -> String {
    let ranges = article.node_ranges(span);
    let units = |node: u32, from: u32, to: Option<u32>| {
        let units: Vec<u16> = page.texts[node as usize].data.encode_utf16().collect();
        let to = to.map_or(units.len(), |t| t as usize);
        String::from_utf16(&units[from as usize..to]).expect("a range never cuts a surrogate pair")
    };
    let mut text = String::new();
    for (i, range) in ranges.iter().enumerate() {
        if let Some(last) = i.checked_sub(1).map(|i| ranges[i]) {
            assert!(last.node < range.node, "ranges ascend, one a node");
            let mut between = units(last.node, last.end, None);
            for node in last.node + 1..range.node {
                between += &units(node, 0, None);
            }
            between += &units(range.node, 0, Some(range.start));
            assert!(between.chars().all(is_gap), "{between:?} was passed over");
            text += &between;
        }
        text += &units(range.node, range.start, Some(range.end));
    }
    collapsed(&text)
}

proptest! {
    #[test]
    fn every_span_leads_back_to_its_own_text(parts in prop::collection::vec("(?s).{0,8}|[ \n\u{a0}😀e\u{301}]{0,6}", 0..6), cuts in prop::collection::vec(0usize..40, 1..4)) {
        let page = page(&parts, &cuts);
        let article = extract(&page).unwrap();
        for block in &article.blocks[1..article.blocks.len() - 1] {
            let text = article.slice(block.span);
            let start = block.span.start as usize;
            let bounds: Vec<usize> = (0..=text.len()).filter(|&i| text.is_char_boundary(i)).collect();
            for (i, &from) in bounds.iter().enumerate() {
                for &to in &bounds[i..] {
                    let under = text_under(&page, &article, Span::new(start + from, start + to));
                    prop_assert_eq!(under, text[from..to].trim_matches(is_gap));
                }
            }
        }
    }

    #[test]
    fn cutting_a_text_node_changes_nothing(parts in prop::collection::vec("(?s).{0,30}", 0..6), cuts in prop::collection::vec(0usize..40, 1..4)) {
        let (whole, cut) = (extract(&page(&parts, &[0])).unwrap(), extract(&page(&parts, &cuts)).unwrap());
        prop_assert_eq!(whole.text, cut.text);
        prop_assert_eq!(whole.blocks, cut.blocks);
    }

    #[test]
    fn any_snapshot_gives_an_answer(
        elements in prop::collection::vec((prop::option::of(0u32..12), "div|p|a|td|table|h1|x-y|ul|li|br"), 0..12),
        texts in prop::collection::vec((0u32..14, "(?s).{0,80}"), 0..12),
    ) {
        let elements = elements.into_iter().map(|(parent, tag)| Element { parent, tag, ..Element::default() }).collect();
        let texts = texts.into_iter().map(|(element, data)| Text { element, data }).collect();
        if let Ok(article) = extract(&PageSnapshot { elements, texts, ..PageSnapshot::default() }) {
            prop_assert!(article.blocks.windows(2).all(|b| b[0].span.end < b[1].span.start));
        }
    }
}

#[test]
fn a_deep_page_is_read_like_a_flat_one() {
    let depth = 20_000;
    let mut page = page(&[], &[0]);
    let base = page.elements.len() as u32;
    for i in 0..depth {
        let parent = Some(if i == 0 { 1 } else { base + i - 1 });
        page.elements.push(Element { parent, tag: "div".to_owned(), ..Element::default() });
    }
    page.texts.push(Text { element: base + depth - 1, data: PROSE.to_owned() });
    assert_eq!(extract(&page).map(|a| a.text.matches("Ilse Brandt").count()), Ok(3));
}
