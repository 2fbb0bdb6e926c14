//! Minimal pairs: two texts that differ in one thing, of which that thing must change one axis of the claim, or nothing at all.
//!
//! A test of its own harness, since it prints its figure whether it passes or not. The texts are made of templates of our own, on people
//! and places that do not exist. `-- --tell` lists the pairs that fail.

use std::{collections::BTreeMap, env, process::ExitCode};

use hearsay::{
    Analyzer,
    article::Article,
    claim::{Certainty, Claim, Kind, Polarity, Sourcing},
    lexicon::Stance,
};

/// Flips that must happen, of a hundred.
const ENOUGH: usize = 95;

/// A claim's clause: what stands before its verb, `be` in the past, what it is said to be, and the same with a number.
struct Matter {
    subject: &'static str,
    past: &'static str,
    not: &'static str,
    bare: &'static str,
    rest: &'static str,
    counted: &'static str,
}

const fn matter(
    subject: &'static str,
    [past, not, bare]: [&'static str; 3],
    rest: &'static str,
    counted: &'static str,
) -> Matter {
    Matter { subject, past, not, bare, rest, counted }
}

const MATTERS: [Matter; 14] = [
    matter(
        "the bridge",
        ["reopened", "did not reopen", "reopen"],
        "before the winter",
        "9 percent of the bolts in the bridge were loose",
    ),
    matter(
        "the council",
        ["closed", "did not close", "close"],
        "the library in Orsk",
        "the council closed 14 libraries in Orsk",
    ),
    matter(
        "the ferry company",
        ["raised", "did not raise", "raise"],
        "its fares",
        "the ferry company raised its fares by 12 percent",
    ),
    matter(
        "the ministry",
        ["paid", "did not pay", "pay"],
        "the contractor",
        "the ministry paid the contractor 3.5 million crowns",
    ),
    matter(
        "the factory",
        ["polluted", "did not pollute", "pollute"],
        "the river",
        "the factory spilled 40 tonnes of oil into the river",
    ),
    matter(
        "the hospital",
        ["turned", "did not turn", "turn"],
        "patients away",
        "the hospital turned 230 patients away",
    ),
    matter("the army", ["shelled", "did not shell", "shell"], "the village", "the army fired 60 shells at the village"),
    matter("the bank", ["hid", "did not hide", "hide"], "its losses", "the bank hid losses of 70 million crowns"),
    matter("the school", ["lost", "did not lose", "lose"], "its licence", "the school lost two thirds of its pupils"),
    matter(
        "the port",
        ["dismissed", "did not dismiss", "dismiss"],
        "its pilots",
        "the port dismissed 31 of its pilots",
    ),
    matter("the union", ["ended", "did not end", "end"], "the strike", "the union spent 400,000 crowns on the strike"),
    matter("the museum", ["sold", "did not sell", "sell"], "the painting", "the museum sold 17 paintings"),
    matter(
        "the laboratory",
        ["destroyed", "did not destroy", "destroy"],
        "the samples",
        "the laboratory destroyed 520 samples",
    ),
    matter("the brewery", ["moved", "did not move", "move"], "to Tarnholm", "the brewery cut 85 jobs in Tarnholm"),
];

/// Named speakers, none of them anybody.
const NAMES: [&str; 4] = ["Ada Kvist", "Ivo Oda", "Marguerite Bolander", "Tomas Reil"];
const UNNAMED: [&str; 3] = ["a senior treasury official", "a nurse at the clinic", "a spokeswoman for the port"];
const VAGUE: [&str; 3] = ["critics", "some observers", "analysts"];

/// What a pair is to show.
struct Pair {
    shows: &'static str,
    one: String,
    other: String,
    /// Words of the claim, in both.
    holds: [String; 2],
    flips: Flip,
}

/// What must differ, and to what.
enum Flip {
    Stance(Stance, Stance),
    Certainty(Certainty, Certainty),
    Polarity,
    /// From any other kind to a statistic.
    Number,
    Sourcing(Sourcing, Sourcing),
    /// A cue that vouches does so under a negation; one that does not is unsaid.
    Unsaid(Stance),
    Nothing,
}

fn main() -> ExitCode {
    let asked: Vec<String> = env::args().skip(1).filter(|a| !a.starts_with('-')).collect();
    if asked.iter().any(|name| !"pairs".contains(name.as_str())) {
        return ExitCode::SUCCESS;
    }
    let tell = env::args().any(|a| a == "--tell");
    let mut counts: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for pair in pairs() {
        let right = holds(&pair);
        let count = counts.entry(pair.shows).or_default();
        *count = (count.0 + usize::from(right), count.1 + 1);
        if tell && !right {
            println!("{}: {} | {}", pair.shows, pair.one, pair.other);
        }
    }
    let (mut flipped, mut flips, mut kept, mut keeps) = (0, 0, 0, 0);
    println!("\nminimal pairs");
    for (shows, (right, all)) in &counts {
        println!("  {shows:40} {right:4} of {all:4}");
        if shows.starts_with("names") {
            (kept, keeps) = (kept + right, keeps + all);
        } else {
            (flipped, flips) = (flipped + right, flips + all);
        }
    }
    let share = 100.0 * flipped as f64 / flips as f64;
    println!(
        "  flips that must happen: {flipped} of {flips}, {share:.1} %; names changed and nothing else: {kept} of {keeps}"
    );
    let fine = flips + keeps >= 300 && 100 * flipped >= ENOUGH * flips && kept == keeps;
    println!("test result: {}. minimal pairs", if fine { "ok" } else { "FAILED" });
    if fine { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn pairs() -> Vec<Pair> {
    let mut pairs = Vec::new();
    for (i, matter) in MATTERS.iter().enumerate() {
        let (name, other) = (NAMES[i % NAMES.len()], NAMES[(i + 1) % NAMES.len()]);
        let (unnamed, vague) = (UNNAMED[i % UNNAMED.len()], VAGUE[i % VAGUE.len()]);
        let Matter { subject, past, not, bare, rest, counted } = matter;
        let clause = format!("{subject} {past} {rest}");
        let mut add = |shows, one: String, two: String, holds: [&str; 2], flips| {
            let holds = holds.map(str::to_owned);
            pairs.push(Pair { shows, one: sentence(&one), other: sentence(&two), holds, flips });
        };
        let said = format!("{name} said that {clause}");
        for (shows, cue, stance) in [
            ("said, claimed", "claimed", Stance::Distanced),
            ("said, revealed", "revealed", Stance::Vouched),
            ("said, falsely claimed", "falsely claimed", Stance::Rejected),
        ] {
            let two = format!("{name} {cue} that {clause}");
            add(shows, said.clone(), two, [rest, rest], Flip::Stance(Stance::Neutral, stance));
        }
        for (shows, cue, stance) in [
            ("did not say", ["said", "say"], Stance::Neutral),
            ("did not reveal", ["revealed", "reveal"], Stance::Vouched),
            ("did not claim", ["claimed", "claim"], Stance::Neutral),
        ] {
            let [positive, cue] = cue;
            let one = format!("{name} {positive} that {clause}");
            let two = format!("{name} did not {cue} that {clause}");
            add(shows, one, two, [rest, rest], Flip::Unsaid(stance));
        }
        let will = format!("{subject} will {bare} {rest}");
        for (shows, weaker, certainty) in [
            ("will, may", "may", Certainty::Possible),
            ("will, is expected to", "is expected to", Certainty::Probable),
            ("will, will probably", "will probably", Certainty::Probable),
        ] {
            let two = format!("{subject} {weaker} {bare} {rest}");
            add(shows, will.clone(), two.clone(), [rest, rest], Flip::Certainty(Certainty::Certain, certainty));
            let (one, two) = (format!("{name} said {will}"), format!("{name} said {two}"));
            add(shows, one, two, [rest, rest], Flip::Certainty(Certainty::Certain, certainty));
        }
        let denied = format!("{subject} {not} {rest}");
        add("with and without not", clause.clone(), denied.clone(), [rest, rest], Flip::Polarity);
        add("with and without not", said.clone(), format!("{name} said that {denied}"), [rest, rest], Flip::Polarity);
        add("with and without number", clause.clone(), counted.to_string(), [rest, counted], Flip::Number);
        add(
            "with and without source",
            clause.clone(),
            said.clone(),
            [rest, rest],
            Flip::Sourcing(Sourcing::None, Sourcing::Named),
        );
        let by = |who: &str| format!("{who} said that {clause}");
        add(
            "named, unnamed",
            said.clone(),
            by(unnamed),
            [rest, rest],
            Flip::Sourcing(Sourcing::Named, Sourcing::Unnamed),
        );
        add("named, vague", said.clone(), by(vague), [rest, rest], Flip::Sourcing(Sourcing::Named, Sourcing::Vague));
        for text in [said.clone(), format!("{name} falsely claimed that {denied}"), format!("{name} said {will}")] {
            add("names", text.clone(), text.replace(name, other), [rest, rest], Flip::Nothing);
            let place = |text: &str| text.replace("Orsk", "Velby").replace("Tarnholm", "Sund");
            if place(&text) != text {
                add("names", text.clone(), place(&text), ["", ""], Flip::Nothing);
            }
        }
    }
    pairs
}

fn sentence(clause: &str) -> String {
    let mut letters = clause.chars();
    let first: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
    format!("It rained all week on the coast.\n\n{first}{}.", letters.as_str())
}

fn holds(pair: &Pair) -> bool {
    let [one, other] =
        [(&pair.one, &pair.holds[0]), (&pair.other, &pair.holds[1])].map(|(text, words)| claim(text, words));
    let (Some(one), Some(other)) = (one, other) else { return false };
    match pair.flips {
        Flip::Stance(from, to) => (one.stance, other.stance) == (Some(from), Some(to)),
        Flip::Certainty(from, to) => (one.certainty, other.certainty) == (from, to),
        Flip::Polarity => (one.polarity, other.polarity) == (Polarity::Positive, Polarity::Negative),
        Flip::Number => one.kind != Kind::Statistic && other.kind == Kind::Statistic,
        Flip::Sourcing(from, to) => (one.sourcing, other.sourcing) == (from, to),
        Flip::Unsaid(stance) => !one.unsaid && other.unsaid && other.stance == Some(stance),
        Flip::Nothing => axes(&one) == axes(&other),
    }
}

fn axes(claim: &Claim) -> impl PartialEq {
    let Claim { kind, certainty, polarity, sourcing, stance, unsaid, .. } = claim;
    (*kind, *certainty, *polarity, *sourcing, *stance, *unsaid)
}

/// The claim of the text's last paragraph that holds some words; the only one, where none are given.
fn claim(text: &str, words: &str) -> Option<Claim> {
    let report = Analyzer::new().analyze(Article::from_text(text));
    let start = text.rfind("\n\n")?;
    let mut claims = report.claims.into_iter().filter(|c| c.span.start as usize > start);
    claims.find(|c| text[c.span.range()].to_lowercase().contains(&words.to_lowercase()))
}
