//! The notices about a whole article: for each, texts over which it must stand and texts over which it must not; how well they agree with
//! those that the marks of the gold articles give; how often each stands over real pages.

#[path = "gold/case.rs"]
#[allow(dead_code)]
mod case;

use std::{collections::BTreeMap, fs, path::Path};

use case::{Case, Marked};
use hearsay::{
    Analyzer,
    article::{Article, extract, snapshot},
    attribution::{Attribution, Form, Occurrence},
    claim::Claims,
    document::Document,
    lexicon::{self, Act, SourceKind, Stance},
    report::{NoticeKind, Report, Wording},
    source::{Source, Speakers},
    span::{AttributionId, SourceId, Span},
};
use serde::de::DeserializeOwned;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn analyze(text: &str) -> Report {
    Analyzer::new().analyze(Article::from_text(text))
}

fn kinds(report: &Report) -> Vec<NoticeKind> {
    report.summary.notices.iter().map(|n| n.kind).collect()
}

/// The report that the marks of a gold article give.
fn marked(case: &Case) -> Report {
    let document = Document::segment(Article::from_text(&case.text));
    let mut order: Vec<usize> = (0..case.attributions.len()).collect();
    let start = |a: &Marked| a.cue.iter().chain(&a.content).map(|s| s.start).min().unwrap_or_default();
    order.sort_by_key(|&i| start(&case.attributions[i]));
    let place: BTreeMap<usize, usize> = order.iter().enumerate().map(|(new, old)| (*old, new)).collect();
    let mut speakers = Speakers::default();
    let mut ids: BTreeMap<usize, SourceId> = BTreeMap::new();
    let mut attributions = Vec::new();
    for &old in &order {
        let one = &case.attributions[old];
        let speaker = one.speaker.map(|first| {
            *ids.entry(first).or_insert_with(|| {
                speakers.sources.push(source(case, &case.attributions[first], speakers.sources.len()));
                SourceId::at(speakers.sources.len() - 1)
            })
        });
        speakers.of.push(speaker);
        attributions.push(Attribution {
            id: AttributionId::at(attributions.len()),
            source: one.source.iter().copied().filter(|s| !s.is_empty()).collect(),
            cue: one.cue.clone(),
            content: one.content.clone(),
            form: Form::of(&document, &one.content),
            act: named::<Act>(&one.act),
            stance: named::<Stance>(&one.stance),
            occurrence: Occurrence::Actual,
            within: one.within.map(|w| AttributionId::at(place[&w])),
            continued: None,
            relayed: Vec::new(),
            confidence: 1.0,
        });
    }
    Report::new(&document, attributions, speakers, Claims::default())
}

fn source(case: &Case, first: &Marked, id: usize) -> Source {
    let name = first.source.first().map_or("", |s: &Span| &case.text[s.range()]);
    // The marks say who it is, if not by what name.
    let name = if lexicon::pronoun(&name.to_lowercase()).is_some() { "A. Name" } else { name };
    Source {
        id: SourceId::at(id),
        name: name.to_owned(),
        kind: (!first.kind.is_empty()).then(|| named::<SourceKind>(&first.kind)),
        named: first.namedness == "named",
        vague: first.namedness == "vague",
        anonymity: None,
        speaks_for: None,
        mentions: first.source.clone(),
    }
}

fn named<T: DeserializeOwned>(name: &str) -> T {
    serde_json::from_value(name.into()).unwrap_or_else(|e| panic!("{name}: {e}"))
}

/// Nobody says anything in it. 158 words.
const RUNNING: &str = "The ferry to Orsk is late again this week. Its engine failed on Sunday in the harbour, and the part that it needs is made in one town only, two days away by lorry. The smaller boat takes its place, with room for forty passengers and no cars at all. So the queue on the quay begins at five in the morning and reaches the church by six. The bakery beside it sells more bread than in a whole summer. On the island the shop is out of flour, and the school has sent its older pupils home, since two of the teachers live on this side of the water. The mail comes by helicopter now, twice a week, when the wind allows it. The part is to arrive on Friday with the rail ferry from the south, and the mechanics need a day and a night to put it in.";

#[track_caller]
fn assert_notes(kind: NoticeKind, text: &str, stands: bool) {
    let report = analyze(text);
    let found = report.summary.notices.iter().find(|n| n.kind == kind);
    let told = || report.attributions.iter().map(|a| report.words(&a.content)).collect::<Vec<_>>().join("\n");
    assert_eq!(found.is_some(), stands, "{}:\n{text}\nattributed:\n{}", kind.id(), told());
    if let Some(notice) = found {
        assert!(!notice.evidence.is_empty() && notice.evidence.is_sorted(), "{notice:?}");
        let sentence = notice.told(&report, Wording::english());
        assert!(sentence.contains(' ') && !sentence.contains('$'), "{sentence}");
    }
}

fn with_headline(headline: &str, text: &str) -> String {
    format!("{headline}\n\n{text}\n\n{RUNNING}\n")
}

#[test]
fn mostly_one_source_stands_where_one_supplies_most() {
    let kvist = "Ada Kvist said that the northern pier of the bridge had more cracks than anybody had counted before the winter.\n\n\
        “We found thirty-one of them, and we stopped counting only because it got dark,” Kvist told reporters on the quay.\n\n\
        Kvist added that heavy lorries should keep to the new road until the last of the steel was replaced, which would take until May.\n\n\
        Kvist also said that the town had been told of the rust four years ago and had set nothing aside for it.\n\n";
    let short = "Ivo Oda, the mayor, said that the bridge was safe.\n\n";
    let long = "Ivo Oda, the mayor, said that the bridge was safe, that the engineers had been wrong about the harbour wall as well, and that \
        nobody should take the long way round because of a little rust.\n\n“I drive over it every day, and so does my mother,” Oda said. \
        Oda added that the town had paid for a second survey, which would be ready in the spring and which would show how small the cracks were.\n\n";
    let tail = "The bridge was built in 1931 and has been shut twice since then, once in the great frost and once after a barge ran into its pier. \
        It carries two lanes and a path.";
    let kind = NoticeKind::MostlyOneSource;
    assert_notes(kind, &format!("Bridge cracks\n\n{kvist}{short}{tail}"), true);
    assert_notes(kind, &format!("Bridge cracks\n\n{kvist}{long}{tail}"), false);
    assert_notes(kind, &format!("Bridge cracks\n\n{kvist}{short}{}", format!("{RUNNING}\n\n").repeat(3)), false);
    assert_notes(
        kind,
        "Ada Kvist said that it rained. “It rained a lot,” Kvist said. Kvist added that it was wet.",
        false,
    );
    assert_notes(kind, &kvist.replace("Ada Kvist", "Critics").replace("Kvist", "critics"), false);
    assert_notes(kind, &kvist.replace("Ada Kvist", "I").replace("Kvist", "I"), false);
}

#[test]
fn unnamed_only_stands_where_nobody_named_backs_the_opening() {
    let opening =
        "The transport minister of Tarnholm will resign before the budget is read, two senior officials said.\n\n";
    let kind = NoticeKind::UnnamedOnly;
    let other = "Mara Lind, who runs the harbour, said that the ferries would be late again this week.\n\n";
    let backs =
        "Mara Lind, who leads the party, said that the transport minister would resign before the budget was read.\n\n";
    assert_notes(kind, &format!("Minister on the way out\n\n{opening}{other}{RUNNING}"), true);
    assert_notes(kind, &format!("Minister on the way out\n\n{opening}{backs}{RUNNING}"), false);
    let police = opening.replace("two senior officials", "police");
    assert_notes(kind, &format!("Minister on the way out\n\n{police}{other}{RUNNING}"), false);
    let named = opening.replace("two senior officials", "Ivo Oda, a senior official,");
    assert_notes(kind, &format!("Minister on the way out\n\n{named}{other}{RUNNING}"), false);
    assert_notes(kind, &format!("Minister on the way out\n\n{other}{opening}{RUNNING}"), false);
}

#[test]
fn chain_stands_where_one_tells_what_another_said() {
    let kind = NoticeKind::Chain;
    assert_notes(kind, "Ada Kvist said that Ivo Oda had told her that the bridge was safe.", true);
    assert_notes(kind, "Ada Kvist said that she had told the council that the bridge was safe.", false);
    assert_notes(kind, "Ada Kvist said that Ivo Oda hoped to rebuild the bridge.", false);
    assert_notes(kind, "Ada Kvist said that Ivo Oda would not say whether the bridge was safe.", false);
    assert_notes(kind, "Ada Kvist said that critics had said that the bridge was old.", false);
    assert_notes(kind, "Ada Kvist said that the bridge was safe. Ivo Oda said that it was not.", false);
}

#[test]
fn little_attributed_stands_over_a_long_text_in_its_own_voice() {
    let kind = NoticeKind::LittleAttributed;
    let long = format!("{RUNNING}\n\n{RUNNING}\n\nIvo Oda said that it rained.");
    assert_notes(kind, &long, true);
    assert_notes(kind, RUNNING, false);
    let quoted = format!("{long}\n\n“{RUNNING}”");
    assert_notes(kind, &quoted, false);
    let sentence =
        "Die Fähre nach Orsk fährt auch in dieser Woche zu spät, weil der Motor am Sonntag im Hafen versagt hat. ";
    assert_notes(kind, &sentence.repeat(30), false);
}

#[test]
fn headline_quotation_stands_where_the_text_does_not_have_it() {
    let kind = NoticeKind::HeadlineQuotation;
    let body = "The mayor of Tarnholm had heard that a pipe in the town hall was damp, and had it dried. Nobody told her of more than that.";
    assert_notes(kind, &with_headline("“I was warned of the flood”, mayor says", body), true);
    let has = format!("{body} “They say that I was warned of the flood, and it is so,” she told the council.");
    assert_notes(kind, &with_headline("“I was warned of the flood”, mayor says", &has), false);
    let bent = format!("{body} She had been warning of floods herself.");
    assert_notes(kind, &with_headline("Mayor “warned of flood”", &bent), false);
    assert_notes(kind, &with_headline("Mayor in “shock” after flood", body), false);
    assert_notes(kind, &format!("“I was warned of the flood”, mayor says\n\n{body}"), false);
    assert_notes(kind, &with_headline("Mayor was warned of the flood", body), false);
}

#[test]
fn headline_firmer_stands_where_the_text_has_it_as_possible_alone() {
    let kind = NoticeKind::HeadlineFirmer;
    let may = "The council of Tarnholm may reject the bridge when it meets in May. The budget leaves little room.";
    assert_notes(kind, &with_headline("Council rejects bridge", may), true);
    assert_notes(
        kind,
        &with_headline("Council rejected bridge", &may.replace("may reject", "might well reject")),
        true,
    );
    assert_notes(
        kind,
        &with_headline("Council rejects bridge", &may.replace("may reject", "is likely to reject")),
        true,
    );
    assert_notes(kind, &with_headline("Council rejects bridge", &may.replace("may reject", "rejected")), false);
    assert_notes(
        kind,
        &with_headline("Council rejects bridge", &format!("{may} Its rejection of the last one is not forgotten.")),
        false,
    );
    assert_notes(kind, &with_headline("Council may reject bridge", may), false);
    assert_notes(kind, &with_headline("Council rejects bridge?", may), false);
    assert_notes(kind, &with_headline("Council “rejects” bridge", may), false);
    assert_notes(kind, &with_headline("Council rejects bridge", &may.replace("the bridge", "the budget")), false);
    assert_notes(kind, &with_headline("Council rejects bridge", &may.replace("may reject", "may not reject")), false);
    assert_notes(kind, &with_headline("Council rejects bridge", &may.replace("The council", "Its voters")), false);
}

/// Each notice stands in the extension's locale, in the schema and in the description.
#[test]
fn every_notice_is_told_everywhere() {
    let read = |path: &str| fs::read_to_string(root().join(path)).unwrap_or_else(|e| panic!("{path}: {e}"));
    let locale: serde_json::Value = serde_json::from_str(&read("extension/_locales/en/messages.json")).expect("JSON");
    let schema: serde_json::Value = serde_json::from_str(&read("docs/report.schema.json")).expect("JSON");
    let described = read("docs/report.md");
    let known: Vec<&str> = NoticeKind::ALL.iter().map(|k| k.id()).collect();
    assert_eq!(schema["$defs"]["notice"]["properties"]["kind"]["enum"], serde_json::json!(known));
    for kind in NoticeKind::ALL {
        let key = format!("notice_{}", kind.id().replace('-', "_"));
        assert!(locale[&key]["message"].is_string(), "{key}");
        assert!(described.contains(&format!("`{}`", kind.id())), "docs/report.md: {}", kind.id());
    }
}

#[test]
fn notices_agree_with_those_of_the_gold_marks() {
    let cases = case::cases(&root().join("tests/gold/open"));
    assert!(cases.len() >= 30, "{} articles", cases.len());
    let mut table: BTreeMap<NoticeKind, [u32; 3]> = NoticeKind::ALL.iter().map(|k| (*k, [0; 3])).collect();
    for case in &cases {
        let (wanted, found) = (kinds(&marked(case)), kinds(&analyze(&case.text)));
        for (kind, row) in &mut table {
            let (is_wanted, is_found) = (wanted.contains(kind), found.contains(kind));
            row[0] += u32::from(is_wanted && is_found);
            row[1] += u32::from(is_found);
            row[2] += u32::from(is_wanted);
            if is_wanted != is_found {
                println!("{}: {} {}", case.name, if is_found { "wrongly" } else { "missed" }, kind.id());
            }
        }
    }
    println!("{:20} {:>5} {:>5} {:>6}", "open half", "right", "shown", "wanted");
    for (kind, [right, shown, wanted]) in &table {
        println!("{:20} {right:5} {shown:5} {wanted:6}", kind.id());
        assert_eq!(right, shown, "{}: over an article whose marks do not give it", kind.id());
    }
}

#[test]
fn tells_how_often_each_stands_over_saved_pages() {
    let folder = root().join("../shared/pages");
    let Ok(entries) = fs::read_dir(&folder) else {
        println!("skipped: there are no saved pages at {}", folder.display());
        return;
    };
    let mut names: Vec<_> =
        entries.filter_map(|e| Some(e.ok()?.path().join("source.html"))).filter(|p| p.exists()).collect();
    names.sort();
    let mut pages = 0;
    let mut counts: BTreeMap<&str, u32> = BTreeMap::new();
    for path in names {
        let html = String::from_utf8_lossy(&fs::read(&path).expect("a readable page")).into_owned();
        let Ok(article) = extract(&snapshot(&html, "")) else { continue };
        let report = Analyzer::new().analyze(article);
        pages += 1;
        for notice in &report.summary.notices {
            *counts.entry(notice.kind.id()).or_default() += 1;
            let folder = path.parent().and_then(Path::file_name).unwrap_or_default();
            println!(
                "{}: {} {:?} {} words",
                folder.display(),
                notice.told(&report, Wording::english()),
                report.words(&notice.evidence[..notice.evidence.len().min(3)]).chars().take(160).collect::<String>(),
                report.summary.words
            );
        }
    }
    println!("{pages} pages: {counts:?}");
}
