//! Drafts of ClaimReview (<https://schema.org/ClaimReview>), for somebody who checks what is claimed: the claim, who makes it, where.
//!
//! Who reviews it and how it is rated stays open: Hearsay says of nothing whether it is so.

use serde_json::{Map, Value, json};

use super::{Report, address, export::line, fragment::Fragments};
use crate::{claim::Claim, lexicon::SourceKind, source::Source};

pub(super) fn write(report: &Report) -> String {
    let fragments = Fragments::of(&report.article.text);
    // What somebody is said not to have said nobody claims.
    let claimed = report.ranked().into_iter().filter(|c| !c.unsaid);
    let drafts: Vec<Value> = claimed.map(|c| draft(report, &fragments, c)).collect();
    format!("{:#}\n", json!({ "@context": "https://schema.org", "@graph": drafts }))
}

fn draft(report: &Report, fragments: &Fragments, claim: &Claim) -> Value {
    let words = line(&report.words(&[claim.span]));
    let mut item = Map::from_iter([
        ("@type".to_owned(), json!("Claim")),
        ("text".to_owned(), json!(words)),
        ("appearance".to_owned(), appearance(report)),
    ]);
    let author = match claim.attribution {
        Some(id) => report.speaker(id).and_then(author),
        None => publisher(report),
    };
    if let Some(author) = author {
        item.insert("author".to_owned(), author);
    }
    if let Some(to) = address::to(report, fragments, claim.span) {
        item.insert("url".to_owned(), json!(to));
    }
    json!({ "@type": "ClaimReview", "creativeWorkStatus": "Draft", "claimReviewed": words, "itemReviewed": item })
}

/// Who answers for what the article says itself.
fn publisher(report: &Report) -> Option<Value> {
    let site = report.article.meta.site.as_deref().map(line).filter(|s| !s.is_empty());
    site.map(|name| json!({ "@type": "Organization", "name": name }))
}

/// Who makes the claim. A document makes none, and of nobody in particular there is nothing to say.
fn author(source: &Source) -> Option<Value> {
    let kind = match source.kind {
        Some(SourceKind::Document) => return None,
        Some(SourceKind::Person) => Some("Person"),
        Some(SourceKind::Government) => Some("GovernmentOrganization"),
        Some(SourceKind::Medium) => Some("NewsMediaOrganization"),
        Some(_) => Some("Organization"),
        None => None,
    };
    if source.vague {
        return None;
    }
    let mut author = json!({ if source.named { "name" } else { "description" }: line(&source.name) });
    if let Some(kind) = kind {
        author["@type"] = json!(kind);
    }
    Some(author)
}

/// The article, as far as it is known.
fn appearance(report: &Report) -> Value {
    let meta = &report.article.meta;
    let mut article = Map::from_iter([("@type".to_owned(), json!("NewsArticle"))]);
    let mut tell = |key: &str, words: Option<&str>| {
        if let Some(words) = words.map(line).filter(|w| !w.is_empty()) {
            article.insert(key.to_owned(), json!(words));
        }
    };
    tell("headline", meta.title.as_deref());
    tell("datePublished", meta.published.as_deref());
    tell("inLanguage", meta.language.as_deref());
    tell("url", address::of(report));
    if let Some(publisher) = publisher(report) {
        article.insert("publisher".to_owned(), publisher);
    }
    Value::Object(article)
}
