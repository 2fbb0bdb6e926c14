//! `hearsay link` as a person calls it: spans that are given come back tied, whatever order they were given in.

mod support;

use std::process::Output;

use serde_json::{Value, json};
use support::hearsay;

fn link(input: &str) -> Output {
    hearsay(&["link"], input.as_bytes())
}

#[test]
fn ties_spans_that_belong_together() {
    // The parts stand apart, as if nobody knew yet which belong together. Offsets are code points: the marks take more bytes.
    let text = "“It is safe,” the mayor said. Critics claimed that it was not.";
    let at = |words: &str| {
        let start = text[..text.find(words).expect("in the text")].chars().count();
        json!([start, start + words.chars().count()])
    };
    let given = [
        json!({"source": [], "cue": [at("claimed")], "content": [at("“It is safe,”")]}),
        json!({"source": [at("Critics"), at("the mayor")], "cue": [at("said")], "content": [at("that it was not")]}),
    ];
    let done = link(&json!({"id": 7, "text": text, "attributions": given}).to_string());
    let report: Value = serde_json::from_slice(&done.stdout).expect("JSON");
    let parts = |i: usize| {
        let attribution = &report["attributions"][i];
        [&attribution["source"], &attribution["cue"], &attribution["content"]].map(Value::clone)
    };
    assert_eq!(report["id"], 7);
    assert_eq!(parts(0), ["the mayor", "said", "“It is safe,”"].map(|words| json!([at(words)])));
    assert_eq!(parts(1), ["Critics", "claimed", "that it was not"].map(|words| json!([at(words)])));
}

#[test]
fn says_which_line_is_wrong() {
    let done = link("{\"id\": 1, \"text\": \"\", \"attributions\": []}\n{\"id\": 2}\n");
    let said = String::from_utf8(done.stderr).expect("text");
    assert_eq!(done.status.code(), Some(1));
    assert!(said.contains("line 2") && said.contains("expected id, text and attributions"), "{said}");
}
