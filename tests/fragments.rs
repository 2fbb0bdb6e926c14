//! Text fragments: what a link finds by the search that the specification describes (<https://wicg.github.io/scroll-to-text-fragment/>),
//! read here a second time, is what it was made for, and there is nothing else for it to find.

mod support;

use std::{collections::BTreeSet, fs, path::Path};

use hearsay::{
    Analyzer,
    article::{Article, extract, snapshot},
    report::{Fragments, Report},
    span::Span,
};
use support::{cases, strip};
use unicode_segmentation::UnicodeSegmentation;

/// A text as a browser searches it: blocks apart, white space one space, case put aside.
struct Searched {
    /// Each character, the byte of the original where it stands, and the byte behind it.
    chars: Vec<(char, usize, usize)>,
    /// Indices of characters at which a word may begin or end.
    bounds: BTreeSet<usize>,
}

impl Searched {
    fn of(text: &str) -> Self {
        let mut chars: Vec<(char, usize, usize)> = Vec::new();
        for (at, c) in text.char_indices() {
            let end = at + c.len_utf8();
            match c {
                '\n' | '\r' => chars.push(('\n', at, end)),
                c if c.is_whitespace() && chars.last().is_some_and(|l| l.0.is_whitespace()) => {}
                c if c.is_whitespace() => chars.push((' ', at, end)),
                c => chars.extend(c.to_lowercase().map(|l| (l, at, end))),
            }
        }
        let starts: BTreeSet<usize> = text.split_word_bound_indices().map(|(at, _)| at).chain([text.len()]).collect();
        let mut bounds: BTreeSet<usize> = (0..chars.len()).filter(|&i| starts.contains(&chars[i].1)).collect();
        bounds.insert(chars.len());
        Self { chars, bounds }
    }

    /// "Find a string in range": the first place from `from` on, in one block.
    fn find(&self, words: &str, from: usize, word_start: bool, word_end: bool) -> Option<(usize, usize)> {
        let words: Vec<char> = words.chars().flat_map(char::to_lowercase).collect();
        let fits = |at: &usize| {
            let end = at + words.len();
            self.chars[*at..end].iter().zip(&words).all(|(c, w)| c.0 == *w)
                && (!word_start || self.bounds.contains(at))
                && (!word_end || self.bounds.contains(&end))
        };
        let last = self.chars.len().checked_sub(words.len())?;
        (from..=last).find(fits).map(|at| (at, at + words.len()))
    }

    /// The next place that is no white space.
    fn past_space(&self, mut at: usize) -> usize {
        while self.chars.get(at).is_some_and(|c| c.0.is_whitespace()) {
            at += 1;
        }
        at
    }

    /// "Find a range from a text directive", from `from` on.
    fn range(&self, directive: &Directive, mut from: usize) -> Option<(usize, usize)> {
        let Directive { prefix, start, end, suffix } = directive;
        loop {
            let whole = end.is_some() || suffix.is_none();
            let mut found = match prefix {
                Some(prefix) => {
                    let before = self.find(prefix, from, true, false)?;
                    from = before.0 + 1;
                    let at = self.past_space(before.1);
                    let found = self.find(start, at, false, whole)?;
                    if found.0 != at {
                        continue;
                    }
                    found
                }
                None => {
                    let found = self.find(start, from, true, whole)?;
                    from = found.0 + 1;
                    found
                }
            };
            let mut after = found.1;
            loop {
                if let Some(end) = end {
                    found.1 = self.find(end, after, true, suffix.is_none())?.1;
                }
                let Some(suffix) = suffix else { return Some(found) };
                let at = self.past_space(found.1);
                if self.find(suffix, at, false, true)?.0 == at {
                    return Some(found);
                }
                if end.is_none() {
                    break;
                }
                after = found.1;
            }
        }
    }

    /// The bytes of the original under a range.
    fn bytes(&self, (start, end): (usize, usize)) -> Span {
        Span::new(self.chars[start].1, self.chars[end - 1].2)
    }
}

#[derive(Debug)]
struct Directive {
    prefix: Option<String>,
    start: String,
    end: Option<String>,
    suffix: Option<String>,
}

/// "Parse a text directive".
fn parsed(directive: &str) -> Directive {
    let value = directive.strip_prefix(":~:text=").unwrap_or_else(|| panic!("no text directive: {directive}"));
    assert!(!value.contains('&') && value.is_ascii(), "{directive}");
    let mut parts: Vec<&str> = value.split(',').collect();
    let prefix = parts[0].strip_suffix('-').map(decoded);
    if prefix.is_some() {
        parts.remove(0);
    }
    let suffix = parts.last().and_then(|p| p.strip_prefix('-')).map(decoded);
    if suffix.is_some() {
        parts.pop();
    }
    assert!(matches!(parts.len(), 1 | 2) && parts.iter().all(|p| !p.contains('-')), "{directive}");
    Directive { prefix, start: decoded(parts[0]), end: parts.get(1).map(|p| decoded(p)), suffix }
}

fn decoded(part: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = part.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let hex: Vec<u8> = rest.by_ref().take(2).collect();
            let hex = String::from_utf8(hex).expect("ASCII");
            bytes.push(u8::from_str_radix(&hex, 16).unwrap_or_else(|_| panic!("%{hex} in {part}")));
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|e| panic!("{part}: {e}"))
}

/// From the first to the last word under a span: a link leaves out the marks around them.
fn trimmed(text: &str, span: Span) -> Span {
    let words = text[span.range()].split_word_bound_indices().filter(|(_, w)| w.contains(char::is_alphanumeric));
    let words: Vec<(usize, usize)> = words.map(|(at, w)| (at, at + w.len())).collect();
    let base = span.start as usize;
    Span::new(base + words[0].0, base + words[words.len() - 1].1)
}

/// Holds the links of a report; gives how many attributions there are, and how many have a link.
fn hold(name: &str, report: &Report) -> (usize, usize) {
    let text = &report.article.text;
    let (fragments, searched) = (Fragments::of(text), Searched::of(text));
    let mut links = 0;
    for one in &report.attributions {
        let Some(directive) = fragments.directive(one.content[0]) else { continue };
        links += 1;
        let read = parsed(&directive);
        let found = searched.range(&read, 0).unwrap_or_else(|| panic!("{name}: {directive} finds nothing"));
        let wanted = trimmed(text, one.content[0]);
        assert_eq!(report.words(&[searched.bytes(found)]), report.words(&[wanted]), "{name}: {directive}");
        assert_eq!(searched.bytes(found), wanted, "{name}: {directive}");
        assert_eq!(searched.range(&read, found.0 + 1), None, "{name}: {directive} finds another place too");
    }
    (report.attributions.len(), links)
}

/// Prints how many of the attributions have a link, and holds that most do.
fn assert_most(what: &str, counts: impl Iterator<Item = (usize, usize)>) {
    let (all, links) = counts.fold((0, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1));
    println!("{what}: {links} links of {all} attributions");
    assert!(all > 0 && links * 10 >= all * 9, "{what}: {links} links of {all} attributions");
}

#[test]
fn links_of_our_articles_find_their_words_and_nothing_else() {
    let short = cases("tests/articles").into_iter().map(|case| (case.name, strip(&case.marked)));
    let long = cases("tests/gold/open").into_iter().filter_map(|case| {
        let (_, body) = case.marked.split_once("\n\n")?;
        Some((case.name, strip(body)))
    });
    let counts = short.chain(long).map(|(name, text)| hold(&name, &Analyzer::new().analyze(Article::from_text(&text))));
    assert_most("our articles", counts);
}

#[test]
fn links_of_pages_find_their_words_and_nothing_else() {
    let saved = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/pages");
    let Ok(entries) = fs::read_dir(&saved) else {
        println!("skipped: there are no saved pages at {}", saved.display());
        return;
    };
    let pages = entries.filter_map(|e| Some(e.ok()?.path().join("source.html"))).filter(|p| p.exists());
    let counts = pages.filter_map(|path| {
        let html = String::from_utf8_lossy(&fs::read(&path).ok()?).into_owned();
        let report = Analyzer::new().analyze(extract(&snapshot(&html, "")).ok()?);
        Some(hold(&path.display().to_string(), &report))
    });
    assert_most("saved pages", counts);
}

#[test]
fn a_search_sees_a_wrong_link() {
    let text = "It is safe, she said. It is safe, he said. The ferry is late.\nIt is safe.";
    let searched = Searched::of(text);
    let find =
        |directive: &str| searched.range(&parsed(directive), 0).map(|r| text[searched.bytes(r).range()].to_owned());
    assert_eq!(find(":~:text=the%20ferry").as_deref(), Some("The ferry"));
    assert_eq!(find(":~:text=he%20ferry"), None, "in the middle of a word");
    assert_eq!(find(":~:text=late.%20It"), None, "over a line");
    assert_eq!(find(":~:text=late,it%20is").as_deref(), Some("late.\nIt is"));
    assert_eq!(find(":~:text=it%20is,-%2C%20he").as_deref(), None, "a suffix stands right behind");
    let second = searched.range(&parsed(":~:text=it%20is%20safe,-%2C%20he"), 0).expect("the second");
    assert_eq!(searched.bytes(second).start, 22);
    let third = searched.range(&parsed(":~:text=late.-,it%20is%20safe"), 0).expect("the third");
    assert_eq!(searched.bytes(third).start as usize, text.rfind("It").expect("it stands there"));
}
