//! What is claimed, how firmly, on whose word and why, in texts of our own; and that all who speak of claims know the same words.

use std::{fs, path::Path};

use hearsay::{
    Analyzer,
    article::Article,
    claim::{Certainty, Claim, Kind, Polarity, Sourcing, Why},
    lexicon::Stance,
    report::Report,
};
use serde_json::Value;

fn analyzed(text: &str) -> Report {
    Analyzer::new().analyze(Article::from_text(text))
}

fn words(report: &Report) -> Vec<&str> {
    report.claims.iter().map(|c| report.article.slice(c.span)).collect()
}

/// The claim whose words begin so.
#[track_caller]
fn claim<'r>(report: &'r Report, begins: &str) -> &'r Claim {
    let found = report.claims.iter().find(|c| report.article.slice(c.span).starts_with(begins));
    found.unwrap_or_else(|| panic!("no claim begins with {begins:?}: {:?}", words(report)))
}

#[track_caller]
fn assert_reason(report: &Report, claim: &Claim, why: Why, expected: &str) {
    let reason = claim.reasons.iter().find(|r| r.why == why);
    let reason =
        reason.unwrap_or_else(|| panic!("{:?} has no {why:?}: {:?}", report.article.slice(claim.span), claim.reasons));
    assert_eq!(report.words(&reason.words), expected);
}

const ARTICLE: &str = "Bridge to reopen in May

The bridge over the Orsk will reopen in May, the council said on Monday, but its chief engineer resigned last week.

“Nobody will cross while the ramp is cracked,” said Mara Lind, who runs the harbour. Critics claimed that 9 percent of the bolts were loose. The cable snapped because of the frost.

Lorries are banned from the bridge under the law. Will it hold? If the frost returns, the cable may snap again.";

#[test]
fn finds_the_clauses_that_a_reader_would_underline() {
    let report = analyzed(ARTICLE);
    let found = words(&report);
    for wanted in [
        "The bridge over the Orsk will reopen in May",
        "its chief engineer resigned last week",
        "Nobody will cross while the ramp is cracked",
        "9 percent of the bolts were loose",
        "The cable snapped because of the frost",
        "Lorries are banned from the bridge under the law",
    ] {
        assert!(found.contains(&wanted), "{wanted}: {found:#?}");
    }
    assert!(found.iter().all(|c| !c.contains("Will it hold")), "a question asserts nothing: {found:#?}");
}

#[test]
fn tells_four_things_apart() {
    let report = analyzed(ARTICLE);
    let bolts = claim(&report, "9 percent");
    assert_eq!((bolts.kind, bolts.sourcing, bolts.stance), (Kind::Statistic, Sourcing::Vague, Some(Stance::Distanced)));
    assert_eq!((bolts.certainty, bolts.polarity), (Certainty::Certain, Polarity::Positive));
    let cable = claim(&report, "The cable snapped");
    assert_eq!((cable.kind, cable.sourcing, cable.stance), (Kind::Cause, Sourcing::None, None));
    assert_eq!(claim(&report, "Lorries").kind, Kind::Rule);
    assert_eq!(claim(&report, "The bridge over").kind, Kind::Prediction);
    assert_eq!(claim(&report, "Nobody").polarity, Polarity::Negative);
    assert_eq!(claim(&report, "If").certainty, Certainty::Open);
}

#[test]
fn says_why_in_the_words_of_the_article() {
    let report = analyzed(ARTICLE);
    let bolts = claim(&report, "9 percent");
    assert_reason(&report, bolts, Why::Number, "9 percent");
    assert_reason(&report, bolts, Why::VagueSource, "Critics");
    assert_reason(&report, bolts, Why::Distanced, "claimed");
    assert_reason(&report, claim(&report, "The bridge over"), Why::Prediction, "will");
    assert_reason(&report, claim(&report, "The cable"), Why::OwnVoice, "");
    assert_reason(&report, claim(&report, "The cable"), Why::Cause, "because of");
}

#[test]
fn takes_the_innermost_of_a_chain() {
    let report = analyzed("The mayor said on Tuesday that the chief engineer had told her that the bridge was safe.");
    let safe = claim(&report, "the bridge was safe");
    let inner = &report.attributions[safe.attribution.expect("somebody says so").index()];
    assert_eq!(report.words(&inner.source), "the chief engineer");
    assert_reason(&report, safe, Why::PassedOn, "had told");
}

#[test]
fn knows_what_holds_under_a_negation() {
    let report = analyzed(
        "It rained.\n\nAda Kvist did not reveal that the steel was weak. Ivo Oda did not say that the ramp was cracked.",
    );
    let steel = claim(&report, "the steel was weak");
    assert_eq!((steel.stance, steel.unsaid), (Some(Stance::Vouched), true));
    let ramp = claim(&report, "the ramp was cracked");
    assert_eq!((ramp.stance, ramp.unsaid), (Some(Stance::Neutral), true));
}

#[test]
fn knows_a_claim_again_and_a_headline_that_is_firmer() {
    let report = analyzed(
        "Harbour company hid cracks in ferry ramp\n\nThe harbour company hid cracks in the ferry ramp, a former welder said on Monday.\n\nRain fell all week on the coast.",
    );
    let headline = claim(&report, "Harbour company hid");
    let again = claim(&report, "The harbour company hid");
    assert_eq!(again.same_as, Some(headline.id));
    assert_eq!(again.rank, None);
    assert_reason(&report, headline, Why::HeadlineFirmer, "");
    let bare =
        analyzed("Harbour company hid cracks in ferry ramp\n\nThe harbour company hid cracks in the ferry ramp.");
    assert!(claim(&bare, "Harbour company hid").reasons.iter().all(|r| r.why != Why::HeadlineFirmer));
}

#[test]
fn ranks_a_number_on_a_vague_source_before_a_judgement() {
    let report = analyzed(ARTICLE);
    let bolts = claim(&report, "9 percent").rank.expect("worth a mark");
    assert!(bolts < 3, "{bolts}");
}

#[test]
fn claims_nothing_of_what_is_not_read_yet() {
    let text = format!(
        "{}\n\nCritics claimed that the steel was weak.",
        "Rain fell on the coast for the whole of the week.\n\n".repeat(400)
    );
    let mut analysis = Analyzer::new().begin(Article::from_text(&text));
    assert!(analysis.advance());
    let (early, last) = (analysis.report(), analyzed(&text));
    assert!(early.claims.len() < last.claims.len() && !early.claims.is_empty());
    let same = |(a, b): (&Claim, &Claim)| (a.span, a.kind, a.check) == (b.span, b.kind, b.check);
    assert!(early.claims.iter().zip(&last.claims).all(same));
}

#[test]
fn schema_and_locale_know_every_word() {
    let read = |path: &str| -> Value {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
        serde_json::from_str(&fs::read_to_string(path).expect("a file")).expect("JSON")
    };
    let (schema, locale) = (read("docs/report.schema.json"), read("extension/_locales/en/messages.json"));
    let known = |pointer: &str| schema.pointer(pointer).and_then(Value::as_array).expect(pointer).clone();
    let word = |value: Result<Value, _>| value.unwrap_or_else(|e: serde_json::Error| panic!("{e}"));
    let kinds: Vec<Value> = Kind::ALL.iter().map(|k| word(serde_json::to_value(k))).collect();
    let whys: Vec<Value> = Why::ALL.iter().map(|w| word(serde_json::to_value(w))).collect();
    assert_eq!(known("/$defs/claim/properties/kind/enum"), kinds);
    assert_eq!(known("/$defs/reason/properties/why/enum"), whys);
    let says = |prefix: &str, words: &[Value]| {
        for word in words.iter().filter_map(Value::as_str) {
            let key = format!("{prefix}_{}", word.replace('-', "_"));
            assert!(locale[&key]["message"].is_string(), "the locale lacks {key}");
        }
    };
    says("claim", &kinds);
    says("why", &whys);
    says("certainty", &known("/$defs/claim/properties/certainty/enum"));
    says("sourcing", &known("/$defs/claim/properties/sourcing/enum"));
}
