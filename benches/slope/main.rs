//! Does one thing once, for whoever counts its instructions: `slope NAME BYTES [network]` makes a text or page of about so many
//! bytes, none for 0, and analyses it, by the rules unless told otherwise. `slope` alone names the generators. `count.mjs` counts.

use std::{env, hint::black_box};

use hearsay::{
    Analyzer,
    article::{Article, extract},
    paint::marks,
    report::{json, marked},
    tagger::Method,
};

#[path = "../../tests/support/generator.rs"]
mod generator;

use generator::{GENERATORS, Generator};

/// Words of many kinds, so that each table is read before what counts.
const WORDS: &str = "“The bridge, he says, is safe,” said Dr. Ada Kvist, the mayor. According to the Norvik Institute it reportedly rained.";

fn main() {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [name, bytes, method @ ..] = &arguments[..] else {
        GENERATORS.iter().for_each(|generator| println!("{}", generator.name()));
        return;
    };
    let bytes: usize = bytes.parse().expect("a number of bytes");
    let analyzer = Analyzer::by(if method.is_empty() { Method::Rules } else { Method::Network });
    analyze(analyzer, Article::from_text(WORDS));
    if bytes == 0 {
        return;
    }
    match GENERATORS.iter().find(|g| g.name() == name).expect("the name of a generator") {
        Generator::Text(_, make) => analyze(analyzer, Article::from_text(&make(bytes))),
        Generator::Page(_, make) => {
            if let Ok(article) = extract(&make(bytes / 20)) {
                analyze(analyzer, article);
            }
        }
    }
}

fn analyze(analyzer: Analyzer, article: Article) {
    let report = analyzer.analyze(article);
    black_box((marks(&report), json(&report, None), marked(&report)));
}
