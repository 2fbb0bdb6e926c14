//! `hearsay extract` as a person calls it: what it prints, what it says of a fault, how it exits.

mod support;

use std::process::Output;

use support::hearsay;

fn extract(arguments: &[&str], input: &[u8]) -> Output {
    hearsay(&[&["extract"], arguments].concat(), input)
}

#[test]
fn prints_a_block_a_line() {
    let done = extract(&["tests/pages/news.html"], b"");
    let out = String::from_utf8(done.stdout).expect("text");
    assert_eq!(done.status.code(), Some(0));
    assert!(out.starts_with("Tarnholm bridge to stay shut until May\nRepairs will take"), "{out}");
}

#[test]
fn prints_json_with_what_the_page_says_of_itself() {
    let done = extract(&["--json", "tests/pages/news.html"], b"");
    let found: serde_json::Value = serde_json::from_slice(&done.stdout).expect("JSON");
    assert_eq!(found["title"], "Tarnholm bridge to stay shut until May");
    assert_eq!((&found["byline"], &found["site"]), (&"Ada Kvist".into(), &"The Tarnholm Courier".into()));
    assert_eq!((&found["published"], &found["language"]), (&"2031-03-04T07:30:00Z".into(), &"en-GB".into()));
    assert_eq!(found["blocks"][1]["kind"], "standfirst");
}

#[test]
fn reads_standard_input_in_its_declared_encoding() {
    let mut page = b"<meta charset=windows-1252><title>t</title><p>".to_vec();
    page.extend(b"The caf\xe9 will not reopen before May, the council said, and nobody knows why. ".repeat(4));
    let done = extract(&["-"], &page);
    assert!(String::from_utf8_lossy(&done.stdout).starts_with("The café will"));
}

#[test]
fn reads_a_page_as_the_extension_sees_it() {
    let words = "The bridge will not reopen before May, the council said, and nobody knows why. ".repeat(4);
    let page = serde_json::json!({
        "url": "",
        "title": "",
        "elements": [{ "parent": null, "tag": "article" }, { "parent": 0, "tag": "p" }],
        "texts": [{ "element": 1, "data": words }],
    });
    let done = extract(&["--snapshot", "-"], page.to_string().as_bytes());
    assert_eq!(String::from_utf8_lossy(&done.stdout).trim(), words.trim());
    let done = extract(&["--snapshot", "-"], b"<p>It rained.</p>");
    let said = String::from_utf8_lossy(&done.stderr).into_owned();
    assert!(said.contains("standard input: expected a snapshot"), "{said}");
}

#[test]
fn names_the_input_and_what_was_expected_of_it() {
    for (arguments, message) in [
        (&["tests/pages/front.html"][..], "tests/pages/front.html: expected a page with an article"),
        (&["tests/pages/no-such.html"], "tests/pages/no-such.html: expected a file that can be read"),
        (&["-"], "standard input: expected a page with an article"),
    ] {
        let done = extract(arguments, b"");
        assert_eq!((done.status.code(), done.stdout.len()), (Some(1), 0));
        let said = String::from_utf8_lossy(&done.stderr).into_owned();
        assert!(said.contains(message), "{said}");
    }
    assert_eq!(extract(&["--nonsense"], b"").status.code(), Some(2));
}
