//! `hearsay analyze` as a person calls it: what it prints, what it says of a fault, how it exits.

mod support;

use std::process::Output;

use support::hearsay;

const TEXT: &str = "“The bridge is safe,” said Ada Kvist. She added that it would reopen in May.";

fn analyze(arguments: &[&str], input: &[u8]) -> Output {
    hearsay(&[&["analyze"], arguments].concat(), input)
}

fn printed(arguments: &[&str], input: &str) -> String {
    let done = analyze(arguments, input.as_bytes());
    assert_eq!(done.status.code(), Some(0), "{}", String::from_utf8_lossy(&done.stderr));
    String::from_utf8(done.stdout).expect("text")
}

#[track_caller]
fn assert_refuses(arguments: &[&str], input: &[u8], words: &[&str]) {
    let done = analyze(arguments, input);
    let said = String::from_utf8_lossy(&done.stderr).into_owned();
    assert_eq!(done.status.code(), Some(1), "{said}");
    assert!(words.iter().all(|word| said.contains(word)), "{said}");
}

#[test]
fn prints_for_a_reader_without_colour_in_a_pipe() {
    let out = printed(&[], TEXT);
    assert!(out.contains("Ada Kvist (“She”) · added · not quoted"), "{out}");
    assert!(!out.contains('\u{1b}'), "{out}");
}

#[test]
fn counts_code_points_of_the_text_given() {
    let report: serde_json::Value = serde_json::from_str(&printed(&["--format", "json"], TEXT)).expect("JSON");
    let cue = &report["attributions"][0]["cue"][0];
    let said = TEXT.chars().position(|c| c == 's').expect("the text says so");
    assert!(cue[0].as_u64() > Some(said as u64) && cue[1].as_u64() == cue[0].as_u64().map(|at| at + 4), "{cue}");
    assert_eq!(report["sources"][0]["name"], "Ada Kvist");
}

#[test]
fn finds_the_article_of_a_page_first() {
    let out = printed(&["--html", "tests/pages/news.html", "--format", "json"], "");
    let report: serde_json::Value = serde_json::from_str(&out).expect("JSON");
    assert_eq!(report["article"]["title"], "Tarnholm bridge to stay shut until May");
    assert!(report["article"]["text"].as_str().is_some_and(|text| text.contains("Tarnholm")));
}

#[test]
fn keeps_the_order_and_the_ids_of_an_archive() {
    let archive: String =
        (0..600).map(|i| format!("{{\"id\": {i}, \"text\": \"Ada Kvist said it was {i}.\"}}\n")).collect();
    let ids: Vec<serde_json::Value> = printed(&["--jsonl"], &archive)
        .lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).expect("JSON")["id"].clone())
        .collect();
    assert_eq!(ids, (0..600).map(serde_json::Value::from).collect::<Vec<_>>());
}

#[test]
fn asks_the_rules_where_told_to() {
    let text = "The mayor hopes to reopen the bridge by May.";
    assert!(printed(&["--format", "marked"], text).contains("{c1"));
    assert!(!printed(&["--format", "marked", "--tagger", "rules"], text).contains("{c1"));
}

#[test]
fn says_which_file_which_line_and_what_was_expected() {
    assert_refuses(&["no/such/file"], b"", &["no/such/file", "expected a file"]);
    assert_refuses(&[], b"good\n\xff\xfe bad", &["standard input", "line 2", "UTF-8"]);
    assert_refuses(&["--jsonl"], b"{\"id\": 1, \"text\": \"a\"}\n{\"id\": 2}\n", &["line 2", "missing field `text`"]);
    assert_refuses(&["--html", "tests/pages/front.html"], b"", &["tests/pages/front.html", "expected a page"]);
    assert_eq!(analyze(&["--format", "verse"], b"").status.code(), Some(2));
}
