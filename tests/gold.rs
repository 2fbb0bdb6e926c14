//! The gold articles: precision, recall and F1 of what the analysis finds in them, half by half, held to recorded floors.
//!
//! A test of its own harness, since it prints its tables whether it passes or not. With `-- --tell` it lists what it missed in those
//! that may be read. `gold/README.md` says how the articles are marked.

#[path = "gold/case.rs"]
mod case;
#[path = "gold/claim.rs"]
mod claim;
#[path = "gold/score.rs"]
mod score;

use std::{collections::BTreeMap, env, fs, path::Path, process::ExitCode};

use case::Case;
use hearsay::{Analyzer, article::Article, report::Report};
use score::{Count, Counts};

fn main() -> ExitCode {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/gold");
    // `cargo test NAME` runs every harness; ours has this one test.
    let asked: Vec<String> = env::args().skip(1).filter(|a| !a.starts_with('-')).collect();
    if asked.iter().any(|name| !"gold".contains(name.as_str())) {
        return ExitCode::SUCCESS;
    }
    if env::args().any(|a| a == "--tell") {
        let seen = ["open", "voices"].into_iter().flat_map(|half| case::cases(&folder.join(half)));
        let lines = seen.flat_map(|case| told(&case));
        lines.for_each(|line| println!("{line}"));
        return ExitCode::SUCCESS;
    }
    let mut faults = Vec::new();
    for half in ["open", "voices", "blind"] {
        let cases = case::cases(&folder.join(half));
        let scores: Vec<Counts> = cases.iter().map(|case| score::score(case, &report(case))).collect();
        let total = sum(scores.iter());
        print(half, &cases, &scores, &total);
        faults.extend(missed(&folder, half, &total));
    }
    println!();
    faults.iter().for_each(|fault| println!("{fault}"));
    let (state, code) = if faults.is_empty() { ("ok", ExitCode::SUCCESS) } else { ("FAILED", ExitCode::FAILURE) };
    println!("test result: {state}. {} floors missed; gold articles", faults.len());
    code
}

fn told(case: &Case) -> Vec<String> {
    let report = report(case);
    let claims = if case.claims.is_empty() { Vec::new() } else { claim::tell(case, &report) };
    [score::tell(case, &report), claims].concat()
}

fn report(case: &Case) -> Report {
    let report = Analyzer::new().analyze(Article::from_text(&case.text));
    assert_eq!(report.article.text, case.text, "{}: the text must come through as it is", case.name);
    report
}

fn sum<'c>(all: impl Iterator<Item = &'c Counts>) -> Counts {
    all.flatten().fold(Counts::new(), |mut total, (name, count)| {
        *total.entry(name).or_default() += *count;
        total
    })
}

fn print(half: &str, cases: &[Case], scores: &[Counts], total: &Counts) {
    println!("\n{half}: {} articles {:>26} {:>9} {:>6} {:>6} {:>6}", cases.len(), "right", "of", "P", "R", "F1");
    for (name, count) in total {
        println!("  {name:24} {}", row(*count));
    }
    let by = |key: fn(&Case) -> Vec<String>| {
        let mut groups: BTreeMap<String, Count> = BTreeMap::new();
        for (case, counts) in cases.iter().zip(scores) {
            for name in key(case) {
                *groups.entry(name).or_default() += counts.get("attributions").copied().unwrap_or_default();
            }
        }
        groups
    };
    if cases.iter().any(|case| !case.claims.is_empty()) {
        println!("  {}", claims(cases));
    }
    println!("  attributions, by sort of article and by what the articles were written to show");
    for (name, count) in by(|c| vec![c.sort.clone()]).into_iter().chain(by(|c| c.shows.clone())) {
        println!("    {name:22} {}", row(count));
    }
}

/// How many claims are marked, and what share of the text lies in them.
fn claims(cases: &[Case]) -> String {
    let all = || cases.iter().flat_map(|case| &case.claims);
    let kinds = case::CLAIM_KINDS.map(|kind| format!("{} {kind}", all().filter(|c| c.kind == kind).count()));
    let marked: usize = all().flat_map(|c| &c.spans).map(|s| s.len()).sum();
    let length: usize = cases.iter().map(|case| case.text.len()).sum();
    let share = 100.0 * marked as f64 / length.max(1) as f64;
    format!("{} claims marked, over {share:.0} % of the text: {}", all().count(), kinds.join(", "))
}

fn row(count: Count) -> String {
    let Count { right, found, wanted } = count;
    let (p, r, f1) = (count.precision(), count.recall(), count.f1());
    format!("{right:6} {found:6} /{wanted:5} {p:7.1} {r:6.1} {f1:6.1}")
}

/// The floors of `half` that `total` misses. A line of `floors.tsv`: half, what is measured, least F1 (or, with a minus before it, the most).
fn missed(folder: &Path, half: &str, total: &Counts) -> Vec<String> {
    let path = folder.join("floors.tsv");
    let file = fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    let rows = file.lines().skip(1).map(|line| line.split('\t').collect::<Vec<_>>());
    rows.filter(|row| row[0] == half)
        .filter_map(|row| {
            let floor: f64 = row[2].parse().unwrap_or_else(|_| panic!("{}: not a number: {}", path.display(), row[2]));
            let found =
                total.get(row[1]).unwrap_or_else(|| panic!("{}: not measured: {}", path.display(), row[1])).f1();
            let holds = if floor < 0.0 { found <= -floor } else { found >= floor };
            (!holds).then(|| format!("{half}: {} is {found:.1}, its floor {floor}", row[1]))
        })
        .collect()
}
