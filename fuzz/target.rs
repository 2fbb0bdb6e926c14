//! What each fuzz target does with its bytes, and what must hold whatever they are. `fuzz_targets/` calls one of these a
//! million times with what libFuzzer makes up; `tests/corpus.rs` calls them with every file of `corpus/`.
//!
//! In goes any slice of bytes; out comes nothing, or a panic, which is a find.

use hearsay::{
    Analyzer,
    article::{Article, PageSnapshot, extract, snapshot},
    document::Document,
    paint::marks,
    report,
    report::Report,
    report_of,
    span::Span,
    tagger::{
        Method,
        learnt::{Model, Part, Tagged, tie},
    },
};

#[path = "../tests/support/marked.rs"]
mod marked;

/// What is done with some bytes; it panics where something does not hold.
pub type Target = fn(&[u8]);

/// The targets, by the name of their file and of the folder of their corpus.
pub const TARGETS: [(&str, Target); 10] = [
    ("segment", segment),
    ("extract", extract_page),
    ("message", message),
    ("page", page),
    ("attribution", attribution),
    ("network", network),
    ("tie", tie_spans),
    ("export", export),
    ("report", read_report),
    ("model", model),
];

/// The bytes as a text: what is no UTF-8 is replaced, as in a file that the command reads.
fn text(data: &[u8]) -> String {
    String::from_utf8_lossy(data).into_owned()
}

/// Tokens ascend and lie in their sentence, which lies in its block; the sentences hold every token.
pub fn segment(data: &[u8]) {
    let document = Document::segment(Article::from_text(&text(data)));
    let article = &document.article;
    let inside = |span: Span| !article.text[span.range()].is_empty();
    assert!(document.tokens.iter().all(|t| inside(t.span)));
    assert!(document.tokens.windows(2).all(|t| t[0].span.end <= t[1].span.start));
    let mut next = 0;
    for sentence in &document.sentences {
        assert_eq!(sentence.tokens.start, next, "a sentence begins where the last one ends");
        next = sentence.tokens.end;
        assert_eq!(sentence.span, document.span_of(sentence.tokens.clone()));
        assert!(article.blocks[sentence.block].span.contains(sentence.span));
    }
    assert_eq!(next, document.tokens.len(), "every token stands in a sentence");
    for quotation in &document.quotations {
        assert!(inside(quotation.span));
        assert!(quotation.inner.iter().all(|&s| inside(s) && quotation.span.contains(s)));
    }
}

/// A file of HTML gives an article that [`check_article`] has nothing to say of, or a refusal.
pub fn extract_page(data: &[u8]) {
    check_page(&snapshot(&text(data), "https://tarnholm.example/rain"));
}

/// A snapshot as a browser sends it: what is none is turned away, what is one is read, however it contradicts itself.
pub fn message(data: &[u8]) {
    if let Ok(page) = serde_json::from_slice::<PageSnapshot>(data) {
        check_page(&page);
    }
}

fn check_page(page: &PageSnapshot) {
    if let Ok(article) = extract(page) {
        check_article(page, &article);
    }
}

/// Blocks ascend and are disjoint, and every piece is what its text node says in that place.
fn check_article(page: &PageSnapshot, article: &Article) {
    assert!(article.blocks.iter().all(|b| !article.slice(b.span).trim().is_empty()));
    assert!(article.blocks.windows(2).all(|b| b[0].span.end < b[1].span.start));
    assert!(article.pieces.windows(2).all(|p| p[0].span.end <= p[1].span.start));
    for piece in &article.pieces {
        let [range] = article.node_ranges(piece.span)[..] else { panic!("a piece stands in one node") };
        let units: Vec<u16> = page.texts[range.node as usize].data.encode_utf16().collect();
        let there = String::from_utf16(&units[range.start as usize..range.end as usize]);
        assert_eq!(there.as_deref().ok(), Some(article.slice(piece.span)));
    }
}

/// A file of HTML, with prose before it that makes it an article, is read to its marks; each stands on words of its node.
pub fn page(data: &[u8]) {
    const PROSE: &str = "<p>The bridge over the Tarn will not reopen before May, the council said on Monday, after engineers \
        found rust in four of its six bearings. “Nobody will cross it,” said the mayor, Ilse Brandt.";
    let page = snapshot(&format!("{PROSE}{PROSE}<p>{}", text(data)), "");
    let Ok(article) = extract(&page) else { return };
    check_article(&page, &article);
    let report = Analyzer::by(Method::Rules).analyze(article);
    check_report(&report);
    for mark in marks(&report) {
        let units: Vec<u16> = page.texts[mark.range.node as usize].data.encode_utf16().collect();
        let words = units.get(mark.range.start as usize..mark.range.end as usize).map(String::from_utf16);
        assert!(words.is_some_and(|w| w.is_ok_and(|w| !w.is_empty())), "{mark:?} stands on no words");
    }
}

/// Any text gives a sound report by the rules.
pub fn attribution(data: &[u8]) {
    check_report(&Analyzer::by(Method::Rules).analyze(Article::from_text(&text(data))));
}

/// Any text gives a sound report by the network.
pub fn network(data: &[u8]) {
    check_report(&Analyzer::new().analyze(Article::from_text(&text(data))));
}

/// Any flat spans over a text give a sound report: a network that was taught otherwise may find them. The text stands first,
/// then, after a zero, three bytes a span: how many tokens it leaves out, how long it is, what it is and how surely.
pub fn tie_spans(data: &[u8]) {
    let (words, marks) = data.split_at(data.iter().position(|&b| b == 0).unwrap_or(data.len()));
    let document = Document::segment(Article::from_text(&text(words)));
    let mut spans = Vec::new();
    let mut next = 0;
    for mark in marks.get(1..).unwrap_or(&[]).chunks_exact(3) {
        let start = next + usize::from(mark[0]);
        if start >= document.tokens.len() {
            break;
        }
        let end = document.sentences[document.sentence_of(start)].tokens.end.min(start + 1 + usize::from(mark[1]));
        let part = [Part::Source, Part::Cue, Part::Content][usize::from(mark[2] % 3)];
        spans.push(Tagged { part, tokens: start..end, sure: f32::from(mark[2]) / 255.0 });
        next = end;
    }
    let candidates = tie(&document, &spans);
    check_report(&report_of(&document, candidates));
}

/// Every span of a report names words, and what is within another has the higher number.
fn check_report(report: &Report) {
    let attributions = report.attributions.iter().flat_map(|a| [&a.source, &a.cue, &a.content]).flatten();
    let mentions = report.sources.iter().flat_map(|s| &s.mentions);
    for span in attributions.chain(mentions).chain(&report.sentences) {
        assert!(!report.article.text[span.range()].is_empty());
    }
    for attribution in &report.attributions {
        let says = |span: &Span| report.article.slice(*span).contains(char::is_alphanumeric);
        assert!(attribution.content.iter().all(says), "a content without a word");
        assert!(!attribution.content.is_empty() && attribution.within.is_none_or(|id| id < attribution.id));
        assert!((0.0..=1.0).contains(&attribution.confidence));
    }
    assert!(report.speakers.iter().flatten().all(|id| id.index() < report.sources.len()));
}

/// Whatever was read can be written in every format, and what is written says the same.
pub fn export(data: &[u8]) {
    let words = text(data);
    let report = Analyzer::by(Method::Rules).analyze(Article::from_text(&words));
    let written = report::json(&report, Some(&words.as_str().into()));
    let json: serde_json::Value = serde_json::from_str(&written).expect("JSON is written");
    assert_eq!(json["id"].as_str(), Some(words.as_str()));
    let points: Vec<char> = words.chars().collect();
    for (attribution, object) in report.attributions.iter().zip(json["attributions"].as_array().expect("a list")) {
        let at = |i: usize, end: usize| object["content"][i][end].as_u64().expect("a number") as usize;
        for (i, span) in attribution.content.iter().enumerate() {
            assert!(report.article.slice(*span).chars().eq(points[at(i, 0)..at(i, 1)].iter().copied()));
        }
    }
    assert_eq!(marked::strip(&report::marked(&report)), report.article.text);
    assert!(!report::text(&report, |run| run.to_string()).is_empty());
    write_all(&report);
}

/// A report as the page keeps it: what is none is turned away, what is one can be written in every format.
pub fn read_report(data: &[u8]) {
    if let Ok(report) = report::read(&text(data)) {
        write_all(&report);
    }
}

fn write_all(report: &Report) {
    for export in report::Export::all() {
        assert!(
            !export.write(report, report::Wording::english()).is_empty()
                && !export.file_name(report).contains(['/', '\\', '\0'])
        );
    }
}

/// Bytes are a model or a fault. With a head that fits they get as far as the weights.
pub fn model(data: &[u8]) {
    let _ = Model::parse(data).is_ok();
    let fnv =
        data.iter().fold(0xcbf2_9ce4_8422_2325_u64, |hash, &b| (hash ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3));
    let mut file = b"hearsay\0\x01\0\0\0".to_vec();
    file.extend((data.len() as u32).to_le_bytes());
    file.extend(fnv.to_le_bytes());
    file.extend(data);
    let _ = Model::parse(&file).is_ok();
}
