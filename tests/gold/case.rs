//! A gold article: the file's header and marked text, as `README.md` beside this describes them, and the text without its marks.

use std::{collections::BTreeMap, fs, path::Path, str::FromStr};

use hearsay::span::Span;

/// An article with all that annotators marked in it.
pub struct Case {
    pub name: String,
    pub sort: String,
    pub shows: Vec<String>,
    pub text: String,
    /// In the order of their numbers.
    pub attributions: Vec<Marked>,
    /// In the order of the text.
    pub claims: Vec<Claim>,
}

/// One claim as it is marked.
pub struct Claim {
    pub spans: Vec<Span>,
    pub kind: String,
}

/// The kinds of claims, as `README.md` defines them.
pub const CLAIM_KINDS: [&str; 9] =
    ["event", "statistic", "cause", "rule", "prediction", "experience", "evaluation", "demand", "denial"];

/// One attribution as it is marked.
#[derive(Default)]
pub struct Marked {
    /// May be empty, or hold one empty span where the speaker is told and no word names them.
    pub source: Vec<Span>,
    pub cue: Vec<Span>,
    pub content: Vec<Span>,
    /// The index of the first attribution of the same speaker; none where the text names no source at all.
    pub speaker: Option<usize>,
    pub act: String,
    pub stance: String,
    pub relayed: bool,
    pub optional: bool,
    /// Of the speaker's first attribution: `named`, `unnamed` or `vague`.
    pub namedness: String,
    pub kind: String,
    /// The index of the innermost attribution whose content holds this one.
    pub within: Option<usize>,
}

/// The cases of a folder, by name.
pub fn cases(folder: &Path) -> Vec<Case> {
    let entries = fs::read_dir(folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display()));
    let mut paths: Vec<_> = entries.map(|e| e.expect("a readable folder").path()).collect();
    paths.sort();
    paths.iter().filter(|p| p.extension().is_some_and(|e| e == "txt")).map(|p| read(p)).collect()
}

fn read(path: &Path) -> Case {
    let name = path.display().to_string();
    let file = fs::read_to_string(path).unwrap_or_else(|e| panic!("{name}: {e}"));
    let (head, body) = file.split_once("\n\n").unwrap_or_else(|| panic!("{name}: no empty line after the header"));
    let header: BTreeMap<&str, &str> = head
        .lines()
        .map(|line| line.split_once(": ").unwrap_or_else(|| panic!("{name}: not a header line: {line}")))
        .collect();
    let (text, mut found, claims) = marks(body, &name);
    let ids: BTreeMap<usize, usize> = found.keys().enumerate().map(|(i, number)| (*number, i)).collect();
    let optional: Vec<usize> = header.get("optional").map(|line| numbers(line)).unwrap_or_default();
    let line = |key: &str, number: usize| header.get(format!("{key} {number}").as_str()).copied();
    let attributions = found.iter_mut().map(|(&number, (marked, same))| {
        let first = same.unwrap_or(number);
        let speaker = (!marked.source.is_empty()).then(|| ids[&first]);
        let (namedness, kind) = line("speaker", first).and_then(|l| l.split_once(' ')).unwrap_or_default();
        let mut marked = std::mem::take(marked);
        marked.content.sort_unstable();
        Marked {
            speaker,
            namedness: namedness.to_owned(),
            kind: kind.to_owned(),
            act: line("act", number).unwrap_or("statement").to_owned(),
            stance: line("stance", number).unwrap_or("neutral").to_owned(),
            relayed: line("relayed", number) == Some("yes"),
            optional: optional.contains(&number),
            ..marked
        }
    });
    let mut attributions: Vec<Marked> = attributions.collect();
    let within: Vec<_> = (0..attributions.len()).map(|i| holder(&attributions, i)).collect();
    attributions.iter_mut().zip(within).for_each(|(a, w)| a.within = w);
    let words = |key: &str| header.get(key).copied().unwrap_or_else(|| panic!("{name}: no {key}"));
    Case {
        sort: words("sort").to_owned(),
        shows: words("shows").split(' ').map(str::to_owned).collect(),
        name: path.file_stem().unwrap_or_default().to_string_lossy().into_owned(),
        text,
        attributions,
        claims,
    }
}

fn numbers(line: &str) -> Vec<usize> {
    line.split(' ').map(|n| usize::from_str(n).unwrap_or_else(|_| panic!("not a number: {n}"))).collect()
}

/// By number, the marked spans with the attribution that has the same speaker.
type Found = BTreeMap<usize, (Marked, Option<usize>)>;

/// The text, and what is marked in it.
fn marks(body: &str, name: &str) -> (String, Found, Vec<Claim>) {
    let mut text = String::new();
    let mut claims = Vec::new();
    let mut found = Found::new();
    let mut open = Vec::new();
    let mut rest = body.trim_end();
    while let Some(c) = rest.chars().next() {
        rest = &rest[c.len_utf8()..];
        match c {
            '\\' => {
                let escaped = rest.chars().next().unwrap_or_else(|| panic!("{name}: a backslash at the end"));
                text.push(escaped);
                rest = &rest[escaped.len_utf8()..];
            }
            '{' => {
                let (label, after) = rest.split_once(' ').unwrap_or_else(|| panic!("{name}: a mark without an end"));
                open.push((label, text.len()));
                rest = after;
            }
            '}' => {
                let (label, start) = open.pop().unwrap_or_else(|| panic!("{name}: a brace too many"));
                if let Some(label) = label.strip_prefix('k') {
                    claims.push((label, Span::new(start, text.len())));
                    continue;
                }
                let (label, same) = label.split_once("=s").map_or((label, None), |(l, s)| (l, s.parse().ok()));
                let number = label[1..].parse().unwrap_or_else(|_| panic!("{name}: not a label: {label}"));
                let (marked, speaker) = found.entry(number).or_default();
                *speaker = speaker.or(same);
                let spans = match &label[..1] {
                    "s" => &mut marked.source,
                    "q" => &mut marked.cue,
                    "c" => &mut marked.content,
                    other => panic!("{name}: not a part: {other}"),
                };
                spans.push(Span::new(start, text.len()));
            }
            c => text.push(c),
        }
    }
    assert!(open.is_empty(), "{name}: a mark is not closed");
    (text, found, joined(claims, name))
}

/// The claims of labels as *3.event*, where those of one number are one, or *.event*.
fn joined(mut marks: Vec<(&str, Span)>, name: &str) -> Vec<Claim> {
    marks.sort_by_key(|(_, span)| *span);
    let apart = marks.windows(2).all(|pair| !pair[0].1.overlaps(pair[1].1));
    assert!(apart, "{name}: a claim within a claim");
    let mut claims: Vec<(&str, Claim)> = Vec::new();
    for (label, span) in marks {
        let (number, kind) = label.split_once('.').unwrap_or_else(|| panic!("{name}: a claim without a kind: {label}"));
        assert!(CLAIM_KINDS.contains(&kind), "{name}: not a kind of claim: {kind}");
        assert!(!span.is_empty(), "{name}: an empty claim");
        match claims.iter_mut().find(|(l, _)| !number.is_empty() && *l == label) {
            Some((_, claim)) => claim.spans.push(span),
            None => claims.push((label, Claim { spans: vec![span], kind: kind.to_owned() })),
        }
    }
    claims.into_iter().map(|(_, claim)| claim).collect()
}

fn holder(all: &[Marked], i: usize) -> Option<usize> {
    let anchor = *all[i].cue.first().or(all[i].content.first())?;
    let holding = |a: &Marked| a.content.iter().find(|c| c.contains(anchor)).map(|c| c.len());
    (0..all.len()).filter(|&j| j != i).filter_map(|j| holding(&all[j]).map(|size| (size, j))).min().map(|(_, j)| j)
}
