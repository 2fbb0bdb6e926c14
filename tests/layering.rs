//! The house rules that a compiler does not check: which module may use which, what stands in one file alone, how long a file
//! may be. A rule reads one file and gives complaints; each is shown a bad sample as well, so that it is known to see one.

use std::{fs, path::Path};

/// The modules of the crate. Each may use those before it in this list, and `lib` all of them.
const ORDER: [&str; 13] = [
    "span",
    "lexicon",
    "article",
    "text",
    "document",
    "weight",
    "tagger",
    "attribution",
    "source",
    "claim",
    "report",
    "paint",
    "lib",
];

/// What uses the crate from the outside.
const OUTSIDE: [&str; 2] = ["web", "bin"];

/// The longest file, in lines. A table of words or sentences is data, and may be longer.
const MAX_LINES: usize = 400;

struct File {
    /// From the repository's root.
    path: String,
    text: String,
}

#[test]
fn each_module_uses_only_those_before_it() {
    every("src", &["rs"], uses_a_later_module);
    for (path, bad) in [
        ("src/text/token.rs", "use crate::report::Report;"),
        ("src/text/token.rs", "use crate::{\n    lexicon,\n    document::{self, Document},\n};"),
        ("src/text/token.rs", "fn f() { crate :: paint::marks(r) }"),
        ("src/text/token.rs", "use super::super::attribution;"),
        ("src/document.rs", "use super::{span, tagger};"),
        ("src/source/mod.rs", "use crate::Analyzer;"),
        ("src/source/mod.rs", "use crate::*;"),
    ] {
        assert_complains(uses_a_later_module, path, bad);
    }
    for (path, good) in [
        (
            "src/text/token.rs",
            "//! See [`crate::report`].\nuse crate::{article::{Article, extract}, lexicon, text::Token};",
        ),
        ("src/lexicon/cue.rs", "mod tests {\n    use super::super::table;\n}"),
        ("src/web.rs", "use crate::{Analyzer, paint};"),
    ] {
        assert_content(uses_a_later_module, path, good);
    }
}

#[test]
fn every_module_has_its_place_in_the_order() {
    let mut names: Vec<String> = Vec::new();
    for entry in fs::read_dir(root().join("src")).expect("src is there") {
        let path = entry.expect("src can be read").path();
        names.push(path.file_stem().unwrap_or_default().to_string_lossy().into_owned());
    }
    names.sort();
    let mut known = [&ORDER[..], &OUTSIDE[..]].concat();
    known.sort_unstable();
    assert_eq!(names, known);
}

#[test]
fn only_web_speaks_to_the_browser() {
    every("src", &["rs"], speaks_to_the_browser);
    assert_complains(speaks_to_the_browser, "src/paint.rs", "use js_sys::Uint32Array;");
    assert_complains(speaks_to_the_browser, "src/lib.rs", "#[wasm_bindgen]");
    assert_content(speaks_to_the_browser, "src/web.rs", "use web_sys::console;");
}

#[test]
fn only_origin_counts_utf_16() {
    every("src", &["rs"], counts_utf_16);
    assert_complains(counts_utf_16, "src/report/json.rs", "let n = text.encode_utf16().count();");
    assert_content(counts_utf_16, "src/article/origin.rs", "let n = text.encode_utf16().count();");
}

#[test]
fn no_file_is_too_long_to_be_read() {
    for folder in ["src", "extension", "tests", "scripts"] {
        every(folder, &["rs", "js", "mjs", "ts", "css", "html", "json", "sh", "txt"], is_too_long);
    }
    assert_complains(is_too_long, "src/lib.rs", &"x\n".repeat(MAX_LINES + 1));
    assert_content(is_too_long, "src/lib.rs", &"x\n".repeat(MAX_LINES));
}

#[test]
fn no_file_names_a_place_on_one_machine() {
    every("", &["rs", "js", "mjs", "ts", "css", "html", "json", "sh", "txt", "md", "toml", "py", "tsv"], names_a_place);
    for place in PLACES {
        assert_complains(names_a_place, "README.md", &format!("see {place}x"));
    }
    assert_content(names_a_place, "README.md", "see docs/report.md");
}

/// Complaints of `use`s and paths that lead to a later module.
fn uses_a_later_module(file: &File) -> Vec<String> {
    let Some(own) = place(&file.path) else { return Vec::new() };
    let used = used_modules(file);
    let later = used.into_iter().filter(|name| ORDER.iter().position(|m| m == name).is_none_or(|at| at > own));
    later.map(|name| format!("{}: {} may not use crate::{name}", file.path, ORDER[own])).collect()
}

/// The place in the order of the module that the file belongs to; none for what is outside of it.
fn place(path: &str) -> Option<usize> {
    let module = path.strip_prefix("src/")?.split('/').next()?;
    ORDER.iter().position(|m| *m == module.trim_end_matches(".rs"))
}

/// The names behind every `crate::` of the file, and behind every chain of `super::` that climbs as far.
fn used_modules(file: &File) -> Vec<String> {
    let code: String = code(file).map(|(_, line)| line).collect::<Vec<_>>().join("\n");
    let words = words(&code);
    let tests = words.windows(2).position(|w| w == ["mod", "tests"]).unwrap_or(words.len());
    let mut used = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let climbs = words[at..].chunks(2).take_while(|w| w == &["super", "::"]).count();
        let depth = depth(&file.path) + usize::from(at > tests);
        if words[at..].starts_with(&["crate", "::"]) {
            used.extend(heads(&words[at + 2..]));
        } else if climbs >= depth && climbs > 0 {
            used.extend(heads(&words[at + 2 * climbs..]));
        }
        at += (2 * climbs).max(1);
    }
    used
}

/// How many modules deep the file's code is.
fn depth(path: &str) -> usize {
    let file = path.trim_start_matches("src/");
    file.split('/').count() - usize::from(file.ends_with("/mod.rs") || file == "lib.rs")
}

/// Identifiers, `::` and single marks.
fn words(code: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let mut rest = code.trim_start();
    while let Some(first) = rest.chars().next() {
        let is_name = |c: char| c.is_alphanumeric() || c == '_';
        let end = match first {
            c if is_name(c) => rest.find(|c| !is_name(c)).unwrap_or(rest.len()),
            _ if rest.starts_with("::") => 2,
            c => c.len_utf8(),
        };
        words.push(&rest[..end]);
        rest = rest[end..].trim_start();
    }
    words
}

/// The first name of each path that begins here: `a` of `a::b`, and `a` and `c` of `{a::{self, b}, c}`.
fn heads(words: &[&str]) -> Vec<String> {
    if words.first() != Some(&"{") {
        return words.first().map(|w| (*w).to_owned()).into_iter().collect();
    }
    let mut heads = Vec::new();
    let mut depth = 0;
    let mut begins = false;
    for &word in words {
        match word {
            "{" => (depth, begins) = (depth + 1, depth == 0),
            "}" if depth == 1 => break,
            "}" => depth -= 1,
            "," => begins = depth == 1,
            _ if begins => {
                heads.push(word.to_owned());
                begins = false;
            }
            _ => {}
        }
    }
    heads
}

fn speaks_to_the_browser(file: &File) -> Vec<String> {
    says(file, &["wasm_bindgen", "js_sys", "web_sys"], "src/web.rs")
}

fn counts_utf_16(file: &File) -> Vec<String> {
    says(file, &["utf16"], "src/article/origin.rs")
}

/// Complaints of code outside of `home` that has one of `words`.
fn says(file: &File, words: &[&str], home: &str) -> Vec<String> {
    let lines = code(file).filter(|(_, line)| file.path != home && words.iter().any(|w| line.contains(w)));
    lines.map(|(n, line)| format!("{}:{n}: belongs into {home}: {}", file.path, line.trim())).collect()
}

fn is_too_long(file: &File) -> Vec<String> {
    let lines = file.text.lines().count();
    let is_table = file.path.contains("/_locales/");
    if is_table || lines <= MAX_LINES { Vec::new() } else { vec![format!("{}: {lines} lines", file.path)] }
}

/// Where things stand on one machine and not on another. Taken apart, since this file is searched as well.
const PLACES: [&str; 6] = [
    concat!("/", "root/"),
    concat!("/", "home/"),
    concat!("/", "tmp/"),
    concat!("/", "work/"),
    concat!("/", "Users/"),
    concat!("C:", "\\"),
];

fn names_a_place(file: &File) -> Vec<String> {
    let lines = file.text.lines().enumerate().filter(|(_, line)| PLACES.iter().any(|p| line.contains(p)));
    lines.map(|(i, line)| format!("{}:{}: {}", file.path, i + 1, line.trim())).collect()
}

/// The lines that are no comment, with their numbers.
fn code(file: &File) -> impl Iterator<Item = (usize, &str)> {
    file.text
        .lines()
        .enumerate()
        .map(|(i, line)| (i + 1, line))
        .filter(|(_, line)| !line.trim_start().starts_with("//"))
}

/// Holds the rule against every file of the folder that has one of these endings.
#[track_caller]
fn every(folder: &str, endings: &[&str], rule: fn(&File) -> Vec<String>) {
    let mut files = Vec::new();
    collect(&root().join(folder), endings, &mut files);
    assert!(!files.is_empty(), "no file was found in {folder}");
    let complaints: Vec<String> = files.iter().flat_map(rule).collect();
    assert!(complaints.is_empty(), "\n{}", complaints.join("\n"));
}

/// What is made and not written stands in these folders.
const MADE: [&str; 4] = ["target", "node_modules", "dist", "out"];

fn collect(folder: &Path, endings: &[&str], files: &mut Vec<File>) {
    let entries = fs::read_dir(folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display()));
    for path in entries.map(|e| e.expect("a readable folder").path()) {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if path.is_dir() {
            if !name.starts_with('.') && !MADE.contains(&&*name) {
                collect(&path, endings, files);
            }
        } else if path.extension().is_some_and(|e| endings.iter().any(|known| e == *known)) {
            let text = fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
            let path = path.strip_prefix(root()).expect("it stands in the repository");
            files.push(File { path: path.to_string_lossy().replace('\\', "/"), text });
        }
    }
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

#[track_caller]
fn assert_complains(rule: fn(&File) -> Vec<String>, path: &str, text: &str) {
    let file = File { path: path.to_owned(), text: text.to_owned() };
    assert!(!rule(&file).is_empty(), "no complaint of {path}:\n{text}");
}

#[track_caller]
fn assert_content(rule: fn(&File) -> Vec<String>, path: &str, text: &str) {
    let file = File { path: path.to_owned(), text: text.to_owned() };
    assert_eq!(rule(&file), Vec::<String>::new());
}
