//! The exports in JSON-LD: annotations and drafts of a review.

use std::collections::BTreeSet;

use hearsay::{
    Analyzer,
    article::Article,
    report::{Export, Wording},
};
use serde_json::Value;

use crate::{PAYLOADS, hostile, sample};

/// What the Web Annotation data model requires (<https://www.w3.org/TR/annotation-model/>).
fn lacks(collection: &Value) -> Vec<String> {
    let mut faults = Vec::new();
    let mut hold = |holds: bool, fault: &str| {
        if !holds {
            faults.push(fault.to_owned());
        }
    };
    let is_iri = |v: &Value| v.as_str().is_some_and(|s| s.starts_with("urn:uuid:") || s.starts_with("https://"));
    let is = |v: &Value, kind: &str| v["type"] == kind;
    hold(collection["@context"] == "http://www.w3.org/ns/anno.jsonld", "the context");
    hold(is(collection, "AnnotationCollection") && is_iri(&collection["id"]), "the collection's type and id");
    let page = &collection["first"];
    let items = page["items"].as_array().cloned().unwrap_or_default();
    hold(collection["total"] == items.len(), "the total");
    if !items.is_empty() {
        hold(is(page, "AnnotationPage") && is_iri(&page["id"]) && page["startIndex"] == 0, "the page");
        hold(page["partOf"] == collection["id"] && collection["last"] == page["id"], "the page's place");
    }
    let ids: BTreeSet<&str> = items.iter().filter_map(|i| i["id"].as_str()).collect();
    hold(ids.len() == items.len(), "an id of its own for each annotation");
    for item in &items {
        hold(is(item, "Annotation") && is_iri(&item["id"]), "an annotation's type and id");
        hold(item["motivation"] == "describing" || item["motivation"] == "classifying", "the motivation");
        let bodies = item["body"].as_array().cloned().unwrap_or_default();
        hold(!bodies.is_empty() && bodies.iter().all(|b| is(b, "TextualBody") && b["value"].is_string()), "the bodies");
        let targets = item["target"].as_array().cloned().unwrap_or_default();
        hold(!targets.is_empty(), "a target");
        for target in targets {
            hold(is(&target, "SpecificResource") && is_iri(&target["source"]), "the target's source");
            let [quote, position] = [&target["selector"][0], &target["selector"][1]];
            hold(is(quote, "TextQuoteSelector"), "the quotation");
            hold(
                ["exact", "prefix", "suffix"].iter().all(|k| quote[k].is_string()),
                "what stands beside the quotation",
            );
            hold(is(position, "TextPositionSelector"), "the position");
            hold(position["start"].as_u64() < position["end"].as_u64(), "the position's order");
        }
    }
    faults
}

#[test]
fn annotations_fit_the_model_and_lead_back_to_their_words() {
    for report in PAYLOADS.iter().map(|p| hostile(p)).chain([sample()]) {
        let collection: Value =
            serde_json::from_str(&Export::Annotations.write(&report, Wording::english())).expect("JSON");
        assert_eq!(lacks(&collection), Vec::<String>::new());
        let points: Vec<char> = report.article.text.chars().collect();
        let items = collection["first"]["items"].as_array().expect("items");
        let ranked = report.ranked();
        assert_eq!(items.len(), report.attributions.len() + ranked.len());
        let contents = report.attributions.iter().map(|a| a.content.clone()).chain(ranked.iter().map(|c| vec![c.span]));
        for (item, content) in items.iter().zip(contents) {
            let targets = item["target"].as_array().expect("targets");
            assert_eq!(targets.len(), content.len());
            for (target, span) in targets.iter().zip(&content) {
                let [quote, position] = [&target["selector"][0], &target["selector"][1]];
                let part = |key: &str| quote[key].as_str().expect("words");
                let at = |key: &str| position[key].as_u64().expect("a count") as usize;
                assert_eq!(part("exact"), report.article.slice(*span));
                assert_eq!(points[at("start")..at("end")].iter().collect::<String>(), part("exact"));
                // As a reader of annotations looks for it: the occurrence that stands between these words.
                let around = format!("{}{}{}", part("prefix"), part("exact"), part("suffix"));
                let places: Vec<usize> =
                    report.article.text.match_indices(&around).map(|(i, _)| i + part("prefix").len()).collect();
                assert!(places.contains(&(span.start as usize)), "{around}");
            }
        }
    }
}

#[test]
fn what_the_model_requires_is_held() {
    let good: Value = serde_json::from_str(&Export::Annotations.write(&sample(), Wording::english())).expect("JSON");
    for (pointer, value) in [
        ("/@context", Value::from("none")),
        ("/total", Value::from(0)),
        ("/first/items/0/id", good["first"]["items"][1]["id"].clone()),
        ("/first/items/0/body", serde_json::json!([])),
        ("/first/items/0/target/0/source", Value::from("here")),
        ("/first/items/0/target/0/selector/0/prefix", Value::Null),
        ("/first/items/0/target/0/selector/1/end", Value::from(0)),
    ] {
        let mut bad = good.clone();
        *bad.pointer_mut(pointer).unwrap_or_else(|| panic!("{pointer}")) = value;
        assert!(!lacks(&bad).is_empty(), "{pointer}");
    }
    let none =
        Export::Annotations.write(&Analyzer::new().analyze(Article::from_text("It rained.")), Wording::english());
    assert_eq!(lacks(&serde_json::from_str(&none).expect("JSON")), Vec::<String>::new());
}

#[test]
fn a_draft_names_who_claims_and_rates_nothing() {
    let drafts: Value = serde_json::from_str(&Export::ClaimReview.write(&sample(), Wording::english())).expect("JSON");
    assert_eq!(drafts["@context"], "https://schema.org");
    let all = drafts["@graph"].as_array().expect("a list");
    assert!(all.len() >= 4);
    for draft in all {
        assert_eq!(
            (&draft["@type"], &draft["itemReviewed"]["@type"]),
            (&Value::from("ClaimReview"), &Value::from("Claim"))
        );
        assert_eq!(draft["claimReviewed"], draft["itemReviewed"]["text"]);
        assert_eq!(draft["itemReviewed"]["appearance"]["url"], "https://courier.example/ferry");
        for absent in ["reviewRating", "author", "datePublished", "url"] {
            assert_eq!(draft.get(absent), None, "{absent} is for whoever reviews it");
        }
    }
    let author = |words: &str| {
        all.iter()
            .find(|d| d["claimReviewed"].as_str().is_some_and(|c| c.contains(words)))
            .map(|d| &d["itemReviewed"]["author"])
    };
    assert_eq!(author("cracked").map(|a| &a["name"]), Some(&Value::from("Mara Lind")));
    assert_eq!(author("will not sail").map(|a| &a["description"]), Some(&Value::from("the council")));
    assert_eq!(author("known for years"), Some(&Value::Null), "critics are nobody in particular");
    let mut report = sample();
    report.claims.iter_mut().for_each(|c| c.unsaid = true);
    assert!(
        Export::ClaimReview.write(&report, Wording::english()).contains("\"@graph\": []"),
        "nobody claims what they did not say"
    );
}
