//! The report as a collection of Web Annotations (<https://www.w3.org/TR/annotation-model/>), an annotation for each
//! attribution and each claim that is worth a mark.
//!
//! Its target are the words of the content or of the claim, found by what they are and by what stands beside them (`TextQuoteSelector`), by
//! their place in code points (`TextPositionSelector`; of the article's text, as `docs/report.md` describes it), and by a text fragment
//! where there is one. Ids are made of what is identified, so the same report gives the same ids.

use serde_json::{Value, json};

use super::{
    Report, Wording, address,
    export::{line, qualities, traits, value, whose, word_of},
    fragment::Fragments,
    json::CodePoints,
};
use crate::{attribution::Attribution, claim::Claim, span::Span};

/// Characters of context on either side of a quotation; what Hypothesis writes and looks for.
const CONTEXT: usize = 32;

pub(super) fn write(report: &Report, wording: &Wording) -> String {
    let seed = Seed::of(report);
    let made = Maker {
        report,
        wording,
        seed,
        fragments: Fragments::of(&report.article.text),
        points: CodePoints::of(&report.article.text),
        source: address::of(report).map_or_else(|| seed.id("article", 0), str::to_owned),
    };
    let attributions = report.told().map(|a| made.attribution(a));
    let items: Vec<Value> = attributions.chain(report.ranked().into_iter().map(|c| made.claim(c))).collect();
    let collection = seed.id("collection", 0);
    let mut root = json!({
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": collection,
        "type": "AnnotationCollection",
        "label": format!("Who says what: {}", line(report.article.meta.title.as_deref().unwrap_or("an article"))),
        "generator": generator(),
        "total": items.len(),
    });
    if !items.is_empty() {
        let page = seed.id("page", 0);
        root["first"] =
            json!({ "id": page, "type": "AnnotationPage", "partOf": collection, "startIndex": 0, "items": items });
        root["last"] = json!(page);
    }
    format!("{root:#}\n")
}

struct Maker<'a> {
    report: &'a Report,
    wording: &'a Wording,
    seed: Seed,
    fragments: Fragments<'a>,
    points: CodePoints<'a>,
    source: String,
}

impl Maker<'_> {
    fn attribution(&self, attribution: &Attribution) -> Value {
        let speaker = self.report.speaker(attribution.id).map(|s| s.name.as_str());
        let described = description(self.report, attribution, self.wording);
        let id = self.seed.id("attribution", attribution.id.0);
        self.annotation(&id, "describing", speaker, &described, &attribution.content)
    }

    fn claim(&self, claim: &Claim) -> Value {
        let described = format!("{} ({})", word_of(self.report, claim, self.wording), traits(claim, self.wording));
        let id = self.seed.id("claim", claim.id.0);
        self.annotation(&id, "classifying", Some(&value(claim.kind)), &described, &[claim.span])
    }

    fn annotation(&self, id: &str, motivation: &str, tag: Option<&str>, described: &str, spans: &[Span]) -> Value {
        let tag = tag.map(|tag| json!({ "type": "TextualBody", "purpose": "tagging", "value": line(tag) }));
        let described = json!({
            "type": "TextualBody", "purpose": "describing", "format": "text/plain",
            "language": self.wording.say("language"), "value": line(described),
        });
        json!({
            "id": id,
            "type": "Annotation",
            "motivation": motivation,
            "generator": generator(),
            "body": tag.into_iter().chain([described]).collect::<Vec<_>>(),
            "target": spans.iter().map(|span| self.target(*span)).collect::<Vec<_>>(),
        })
    }

    fn target(&self, span: Span) -> Value {
        let text = &self.report.article.text;
        let (before, after) = (&text[..span.start as usize], &text[span.end as usize..]);
        let prefix = before.char_indices().rev().take(CONTEXT).last().map_or(before.len(), |(at, _)| at);
        let suffix = after.char_indices().nth(CONTEXT).map_or(after.len(), |(at, _)| at);
        let [start, end] = self.points.range(span);
        let mut selector = vec![
            json!({
                "type": "TextQuoteSelector", "exact": &text[span.range()],
                "prefix": &before[prefix..], "suffix": &after[..suffix],
            }),
            json!({ "type": "TextPositionSelector", "start": start, "end": end }),
        ];
        if let Some(directive) = self.fragments.directive(span) {
            let conforms = "https://wicg.github.io/scroll-to-text-fragment/";
            selector.push(json!({ "type": "FragmentSelector", "conformsTo": conforms, "value": directive }));
        }
        json!({ "type": "SpecificResource", "source": self.source, "selector": selector })
    }
}

/// `Mara Lind · said (A statement · quoted)`.
fn description(report: &Report, attribution: &Attribution, wording: &Wording) -> String {
    let cue = report.words(&attribution.cue);
    let cue = if cue.is_empty() { String::new() } else { format!(" · {cue}") };
    let qualities = qualities(report, attribution, wording).join(" · ");
    format!("{}{cue} ({qualities})", whose(report, attribution.id, wording))
}

fn generator() -> Value {
    json!({ "type": "Software", "name": concat!("Hearsay ", env!("CARGO_PKG_VERSION")) })
}

/// What the ids of a report's parts are made of: its address and its text, by FNV-1a. What is wanted is one name for one thing, not that
/// nobody could make another thing of that name.
#[derive(Clone, Copy)]
struct Seed(u128);

impl Seed {
    fn of(report: &Report) -> Self {
        let address = report.article.meta.url.as_deref().unwrap_or_default();
        Self(0x6c62_272e_07bb_0142_62b8_2175_6295_c58d).and(address.as_bytes()).and(report.article.text.as_bytes())
    }

    fn and(self, bytes: &[u8]) -> Self {
        let step = |hash: u128, byte: &u8| (hash ^ u128::from(*byte)).wrapping_mul(0x0100_0000_0000_0000_0000_013b);
        Self(bytes.iter().chain(&[0]).fold(self.0, step))
    }

    /// A name for the part of this number and sort: an UUID of version 8 (RFC 9562).
    fn id(self, part: &str, number: u32) -> String {
        let Self(hash) = self.and(part.as_bytes()).and(&number.to_be_bytes());
        let hex = format!("{:032x}", hash & !(0xf << 76) & !(0b11 << 62) | 8 << 76 | 0b10 << 62);
        format!("urn:uuid:{}-{}-{}-{}-{}", &hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..])
    }
}
