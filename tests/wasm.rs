//! The core as the extension's background calls it, in a browser: values in, values out.
#![cfg(target_arch = "wasm32")]

use hearsay::web::{Analysis, analyze_text};
use js_sys::{JSON, Object, Reflect, Uint32Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

fn snapshot(texts: &str) -> JsValue {
    JSON::parse(&format!(
        r#"{{"url": "https://courier.example/bridge", "title": "Bridge to reopen, mayor says", "lang": "en",
            "meta": [], "json_ld": [], "typed": 0, "truncated": false,
            "elements": [
                {{"parent": null, "tag": "html"}}, {{"parent": 0, "tag": "body"}}, {{"parent": 1, "tag": "article"}},
                {{"parent": 2, "tag": "h1"}}, {{"parent": 2, "tag": "p"}}, {{"parent": 2, "tag": "p"}},
                {{"parent": 2, "tag": "p"}}
            ],
            "texts": {texts}}}"#
    ))
    .expect("the test's own JSON")
}

fn article() -> JsValue {
    snapshot(
        r#"[{"element": 3, "data": "Bridge to reopen, mayor says"},
            {"element": 4, "data": "The old harbour bridge in Vessby will open again to cars on 4 May, Mayor Mara Lind said on Wednesday, fourteen months after a crack in its northern pier closed it overnight."},
            {"element": 5, "data": "“The bridge is safe, and it will stay safe,” Lind told reporters at the quay. She added that the repair had cost 11.2 million crowns, a little less than the town had set aside."},
            {"element": 6, "data": "Engineers from the harbour office, who inspected the pier twice in the winter, said that heavy lorries should keep to the new road until the autumn, when the last of the steel is to be replaced. The ferry, which the town brought back last spring, carried 2,300 cars a week at its busiest, and its two boats will go on through the summer at half their number. Traders on the quay, who lost a third of their custom while the bridge was closed, asked the council in March for a lower rent, and the council is to answer them before the end of April."}]"#,
    )
}

fn analyze(page: JsValue) -> JsValue {
    let mut analysis = Analysis::new(&written(&page)).map_err(JsValue::from).expect("a page");
    while analysis.advance() {}
    analysis.answer().map_err(JsValue::from).expect("an answer")
}

fn written(page: &JsValue) -> String {
    JSON::stringify(page).expect("a page can be written").into()
}

fn report(answer: &JsValue) -> JsValue {
    JSON::parse(&get(answer, "report").as_string().expect("JSON")).expect("a report")
}

fn get(value: &JsValue, path: &str) -> JsValue {
    path.split('.').fold(value.clone(), |value, key| Reflect::get(&value, &key.into()).expect("an object"))
}

#[wasm_bindgen_test]
fn analyses_a_page_into_plain_values() {
    let answer = analyze(article());
    assert_eq!(get(&answer, "state"), "report");
    let report = report(&answer);
    let attributions = js_sys::Array::from(&get(&report, "attributions"));
    assert!(attributions.length() >= 3, "{} attributions", attributions.length());
    assert_eq!(get(&attributions.get(0), "content.0.length"), 2.0, "a span is a plain pair");
    let text = get(&report, "article.text").as_string().expect("a string");
    assert!(text.contains("Mara Lind"), "{text}");
}

#[wasm_bindgen_test]
fn marks_are_six_numbers_each_within_their_text_node() {
    let page = article();
    let answer = analyze(page.clone());
    let marks = get(&answer, "marks").dyn_into::<Uint32Array>().expect("a Uint32Array").to_vec();
    assert!(!marks.is_empty());
    assert_eq!(marks.len() % 6, 0);
    for mark in marks.chunks(6) {
        let data = get(&page, &format!("texts.{}.data", mark[3])).as_string().expect("a text node");
        assert!(mark[1] <= 3 && mark[4] < mark[5] && mark[5] as usize <= data.encode_utf16().count(), "{mark:?}");
    }
}

#[wasm_bindgen_test]
fn says_why_a_page_is_refused() {
    let answer = analyze(snapshot(r#"[{"element": 4, "data": "Sign in"}]"#));
    assert_eq!(get(&answer, "state"), "refused");
    assert_eq!(get(&answer, "reason"), "no_prose");
}

#[wasm_bindgen_test]
fn names_the_field_that_is_wrong() {
    let page = article();
    Reflect::delete_property(page.unchecked_ref::<Object>(), &"texts".into()).expect("an object");
    let error = JsValue::from(Analysis::new(&written(&page)).expect_err("an error"));
    let message = get(&error, "message").as_string().expect("a message");
    assert!(message.contains("texts"), "{message}");
}

#[wasm_bindgen_test]
fn analyses_a_plain_text_into_json() {
    let report = JSON::parse(&analyze_text("“It is safe,” said Mara Lind.")).expect("JSON");
    assert_eq!(get(&report, "attributions.0.form"), "direct");
}
