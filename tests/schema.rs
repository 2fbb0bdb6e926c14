//! The report as JSON keeps to `docs/report.schema.json`, and to what `docs/report.md` says beyond what a schema can.

mod support;

use std::{fs, path::Path, sync::LazyLock};

use hearsay::{
    Analyzer,
    article::{Article, extract, snapshot},
    report::json,
};
use jsonschema::Validator;
use proptest::prelude::*;
use serde_json::{Value, json};
use support::{cases, strip};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

static VALIDATOR: LazyLock<Validator> = LazyLock::new(|| {
    let schema = fs::read_to_string(root().join("docs/report.schema.json")).expect("the schema can be read");
    let schema: Value = serde_json::from_str(&schema).expect("the schema is JSON");
    jsonschema::draft202012::meta::validate(&schema).expect("the schema is a schema");
    jsonschema::draft202012::new(&schema).expect("the schema is one")
});

/// What is wrong with the report of `article`; nothing, if all is well.
fn faults(article: Article) -> Vec<String> {
    let text = article.text.clone();
    let report = report(article);
    let mut faults: Vec<String> =
        VALIDATOR.iter_errors(&report).map(|e| format!("{}: {e}", e.instance_path())).collect();
    if faults.is_empty() {
        faults = contradictions(&report, text.chars().count() as u64);
    }
    faults
}

fn report(article: Article) -> Value {
    serde_json::from_str(&json(&Analyzer::new().analyze(article), None)).expect("the report is JSON")
}

/// Where a report that fits the schema contradicts itself, or its text of so many code points.
fn contradictions(report: &Value, points: u64) -> Vec<String> {
    let mut faults = Vec::new();
    let mut hold = |holds: bool, fault: String| {
        if !holds {
            faults.push(fault);
        }
    };
    let [sources, attributions, sentences] = ["sources", "attributions", "sentences"].map(|key| list(&report[key]));
    for (id, source) in sources.iter().enumerate() {
        hold(source["id"] == id, format!("source {id} has another id"));
        hold(in_range(&source["mentions"], points), format!("source {id}: mentions"));
        let told = [&source["speaks_for"], &source["anonymity"]["span"], &source["anonymity"]["reason"]];
        let there = |span: &Value| span.is_null() || range(span).0 < range(span).1 && range(span).1 <= points;
        hold(told.into_iter().all(there), format!("source {id}: whom it speaks for, or why it is unnamed"));
    }
    for (id, one) in attributions.iter().enumerate() {
        hold(one["id"] == id, format!("attribution {id} has another id"));
        for key in ["source", "cue", "content", "relayed"] {
            hold(in_range(&one[key], points), format!("attribution {id}: {key} out of range or empty"));
        }
        let content = ranges(&one["content"]);
        hold(content.windows(2).all(|w| w[0].1 < w[1].0), format!("attribution {id}: content not sorted and disjoint"));
        for key in ["source", "cue"] {
            let apart = ranges(&one[key]).iter().all(|a| content.iter().all(|c| a.1 <= c.0 || c.1 <= a.0));
            hold(apart, format!("attribution {id}: content holds its own {key}"));
        }
        let holder = one["within"].as_u64();
        hold(holder.is_none_or(|holder| holder < id as u64), format!("attribution {id} within a later one"));
        let base = one["continued"].as_u64();
        hold(base.is_none_or(|base| base < id as u64), format!("attribution {id} goes on with a later one"));
        let own = ["source", "cue"].iter().any(|key| !ranges(&one[*key]).is_empty());
        hold(base.is_none() || !own, format!("attribution {id} goes on with another in words of its own"));
        let speaker = one["speaker"].as_u64();
        hold(speaker.is_none_or(|s| s < sources.len() as u64), format!("attribution {id}: nobody is its speaker"));
    }
    let set_off = list(&report["set_off"]).iter().map(|s| range(&s["span"]));
    hold(set_off.clone().all(|s| s.0 < s.1 && s.1 <= points), "what is set off is out of range".to_owned());
    let claims = list(&report["claims"]);
    for (id, claim) in claims.iter().enumerate() {
        let lower = |key: &str, bound: u64| claim[key].as_u64().is_none_or(|at| at < bound);
        hold(in_range(&json!([claim["span"]]), points), format!("claim {id}: span out of range or empty"));
        hold(lower("same_as", id as u64), format!("claim {id} repeats a later one"));
        hold(lower("attribution", attributions.len() as u64), format!("claim {id}: no such attribution"));
        hold(
            claim["attribution"].is_null() == claim["stance"].is_null(),
            format!("claim {id}: a stance without a speaker"),
        );
        hold(claim["attribution"].is_null() == (claim["sourcing"] == "none"), format!("claim {id}: its sourcing"));
        for reason in list(&claim["reasons"]) {
            hold(in_range(&reason["words"], points), format!("claim {id}: words of a reason out of range"));
        }
    }
    let mut ranks: Vec<u64> = claims.iter().filter_map(|c| c["rank"].as_u64()).collect();
    ranks.sort_unstable();
    hold(ranks.iter().zip(0..).all(|(rank, at)| *rank == at), "ranks with a gap, or twice".to_owned());
    let sentences: Vec<(u64, u64)> = sentences.iter().map(|s| range(&s["span"])).collect();
    hold(sentences.iter().all(|s| s.0 < s.1 && s.1 <= points), "a sentence is out of range".to_owned());
    hold(sentences.windows(2).all(|w| w[0].1 <= w[1].0), "sentences out of order".to_owned());
    let summary = &report["summary"];
    let shares = list(&summary["shares"]);
    hold(shares.len() == sources.len(), "a source without a share, or one with two".to_owned());
    for share in shares {
        let source = share["source"].as_u64().and_then(|id| sources.get(id as usize));
        let same = source.is_some_and(|s| s["words"] == share["words"] && s["share"] == share["share"]);
        hold(same, format!("{share} is another in its source"));
    }
    let words = |share: &Value| share["words"].as_u64().unwrap_or_default();
    hold(shares.windows(2).all(|w| words(&w[0]) >= words(&w[1])), "shares out of order".to_owned());
    hold(shares.iter().map(words).sum::<u64>() <= words(summary), "the sources supply more than there is".to_owned());
    let supplied: f64 = shares.iter().map(|s| number(&s["share"])).sum();
    hold(supplied <= number(&summary["attributed"]) + 1e-4, "the sources supply more than is attributed".to_owned());
    hold(words(summary) == words(&report["article"]), "two counts of the words".to_owned());
    let naming = summary["naming"].as_object().cloned().unwrap_or_default();
    hold(naming.values().map(words).sum::<u64>() == words(summary), "the naming is not the whole".to_owned());
    let own = number(&summary["naming"]["own"]["share"]);
    hold(
        words(summary) == 0 || (own + number(&summary["attributed"]) - 1.0).abs() < 1e-4,
        "two shares of its own".to_owned(),
    );
    let mut kinds = Vec::new();
    for notice in list(&summary["notices"]) {
        hold(!kinds.contains(&&notice["kind"]), format!("{notice}: the second of its kind"));
        kinds.push(&notice["kind"]);
        hold(in_range(&notice["evidence"], points), format!("{notice}: evidence out of range or empty"));
        hold(ranges(&notice["evidence"]).is_sorted(), format!("{notice}: evidence out of order"));
        let known =
            |ids: &Value, all: &[Value]| list(ids).iter().all(|id| id.as_u64().is_some_and(|id| id < all.len() as u64));
        hold(known(&notice["sources"], sources), format!("{notice}: an unknown source"));
        hold(known(&notice["attributions"], attributions), format!("{notice}: an unknown attribution"));
    }
    faults
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn number(value: &Value) -> f64 {
    value.as_f64().unwrap_or(f64::NAN)
}

fn range(value: &Value) -> (u64, u64) {
    let at = |i: usize| value[i].as_u64().unwrap_or(u64::MAX);
    (at(0), at(1))
}

fn ranges(value: &Value) -> Vec<(u64, u64)> {
    list(value).iter().map(range).collect()
}

/// Whether each of the ranges holds something, and something that is there.
fn in_range(value: &Value, points: u64) -> bool {
    ranges(value).iter().all(|r| r.0 < r.1 && r.1 <= points)
}

#[test]
fn every_article_gives_what_the_schema_describes() {
    for case in cases("tests/articles") {
        let faults = faults(Article::from_text(&strip(&case.marked)));
        assert!(faults.is_empty(), "{}: {faults:#?}", case.name);
    }
}

#[test]
fn every_page_gives_what_the_schema_describes() {
    let mut articles = 0;
    for entry in fs::read_dir(root().join("tests/pages")).expect("the pages are there") {
        let path = entry.expect("a readable folder").path();
        if path.extension().is_none_or(|e| e != "html") {
            continue;
        }
        let html = fs::read_to_string(&path).expect("a readable page");
        let Ok(article) = extract(&snapshot(&html, "https://tarnholm.example/a#b")) else { continue };
        articles += 1;
        let printed = report(article.clone());
        assert_eq!(
            printed["article"]["text"],
            article.text.as_str(),
            "{}: a page's report has its text",
            path.display()
        );
        let faults = faults(article);
        assert!(faults.is_empty(), "{}: {faults:#?}", path.display());
    }
    assert!(articles >= 4, "only {articles} pages gave an article");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_gives_what_the_schema_describes(text in "(?s).{0,60}|([“”\"'‘’«»„{}\\\\:,. \n😀é]|said |Ada Kvist |he |that ){0,40}") {
        let faults = faults(Article::from_text(&text));
        prop_assert!(faults.is_empty(), "{faults:#?}");
    }
}

#[test]
fn the_id_of_a_line_comes_back_as_it_was() {
    let report_of = Analyzer::new().analyze(Article::from_text("Ada Kvist said it rained."));
    for id in [json!(7), json!("a"), json!(null), json!({"day": [1, 2]})] {
        let printed: Value = serde_json::from_str(&json(&report_of, Some(&id))).expect("the report is JSON");
        assert_eq!(printed["id"], id);
        assert!(VALIDATOR.is_valid(&printed), "{printed}");
    }
    assert!(report(Article::from_text("")).get("id").is_none());
}

#[test]
fn the_example_of_the_description_is_a_report_of_its_text() {
    let page = fs::read_to_string(root().join("docs/report.md")).expect("the description can be read");
    let fenced = |language: &str| {
        let (_, rest) = page.split_once(&format!("```{language}\n")).expect("the example is there");
        rest.split_once("\n```").expect("the example ends").0
    };
    let example: Value = serde_json::from_str(fenced("json")).expect("the example is JSON");
    let faults: Vec<String> = VALIDATOR.iter_errors(&example).map(|e| e.to_string()).collect();
    assert!(faults.is_empty(), "{faults:#?}");
    let points = fenced("text").chars().count() as u64;
    assert_eq!(contradictions(&example, points), Vec::<String>::new());
}

#[test]
fn a_changed_report_is_noticed() {
    let text = "Ada Kvist said that Ivo Oda had said that it rained, and Bo Lund denied it.";
    let good = report(Article::from_text(text));
    let points = text.chars().count() as u64;
    assert!(VALIDATOR.is_valid(&good) && contradictions(&good, points).is_empty());
    let change = |pointer: &str, value: Value| {
        let mut bad = good.clone();
        *bad.pointer_mut(pointer).unwrap_or_else(|| panic!("{good:#} has no {pointer}")) = value;
        bad
    };
    for (pointer, value) in [
        ("/version", json!(2)),
        ("/article/words", json!("few")),
        ("/attributions/0/act", json!("truth")),
        ("/attributions/0/content", json!([])),
        ("/attributions/0/cue/0", json!([1, 2, 3])),
        ("/attributions/0/confidence", json!(1.5)),
        ("/claims/0/kind", json!("lie")),
        ("/sentences/0/certainty", json!(4)),
        ("/summary/notices", json!([{"kind": "verdict", "sources": [], "attributions": [], "evidence": []}])),
        ("/summary/naming/own", json!(1)),
        ("/summary", json!({"words": 3, "attributed": 0, "shares": [], "verdict": 1})),
    ] {
        assert!(!VALIDATOR.is_valid(&change(pointer, value)), "{pointer}");
    }
    for (pointer, value) in [
        ("/attributions/0/content", json!([[0, points + 1]])),
        ("/attributions/0/content", json!([[20, 30], [25, 40]])),
        ("/attributions/0/content", json!([[0, 40]])),
        ("/attributions/0/cue", json!([[5, 5]])),
        ("/attributions/0/within", json!(0)),
        ("/attributions/0/speaker", json!(9)),
        ("/attributions/1/id", json!(0)),
        ("/sources/0/words", json!(1000)),
        ("/claims/0/span", json!([0, points + 1])),
        ("/claims/0/attribution", json!(99)),
        ("/claims/0/same_as", json!(0)),
        ("/claims/0/rank", json!(7)),
        ("/sentences/0/span", json!([9, 3])),
        ("/summary/attributed", json!(0)),
        ("/summary/naming/own/words", json!(99)),
        ("/summary/notices", json!([{"kind": "chain", "sources": [9], "attributions": [], "evidence": []}])),
        ("/summary/notices", json!([{"kind": "chain", "sources": [], "attributions": [9], "evidence": []}])),
        ("/summary/notices", json!([{"kind": "chain", "sources": [], "attributions": [], "evidence": [[4, 4]]}])),
        (
            "/summary/notices",
            json!([{"kind": "chain", "sources": [], "attributions": [], "evidence": [[5, 6], [1, 2]]}]),
        ),
    ] {
        let bad = change(pointer, value);
        assert!(VALIDATOR.is_valid(&bad), "{pointer}: the schema sees this itself");
        assert!(!contradictions(&bad, points).is_empty(), "{pointer}");
    }
}
