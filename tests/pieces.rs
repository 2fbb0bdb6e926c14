//! That an article read piece by piece gives what it gives in one: the early reports are its beginning, the last is the whole.

mod support;

use hearsay::{
    Analyzer,
    article::Article,
    attribution::{Attribution, link},
    document::Document,
    report::Report,
    tagger::{Method, tag},
};
use support::{cases, strip};

/// Some thousand tokens, several pieces long.
fn long() -> Article {
    let texts: Vec<String> = cases("tests/articles").iter().map(|case| strip(&case.marked)).collect();
    Article::from_text(&texts.join("\n").repeat(6))
}

/// The reports after each piece.
fn reports(article: &Article, method: Method) -> Vec<Report> {
    let mut analysis = Analyzer::by(method).begin(article.clone());
    let mut reports = Vec::new();
    loop {
        let more = analysis.advance();
        reports.push(analysis.report());
        if !more {
            return reports;
        }
    }
}

#[test]
fn the_last_report_is_that_of_the_whole() {
    let article = long();
    let reports = reports(&article, Method::Network);
    assert!(reports.len() > 2, "{} pieces", reports.len());
    let last = reports.last().expect("one at least");
    assert_eq!(*last, Analyzer::new().analyze(article.clone()));
    let document = Document::segment(article);
    assert_eq!(last.attributions, link(&document, tag(&document, Method::Network)), "tagged in one piece");
}

#[test]
fn an_early_report_is_the_beginning_of_the_last() {
    let reports = reports(&long(), Method::Network);
    let (last, early) = reports.split_last().expect("one at least");
    let mut known = 0;
    for report in early {
        // Where the piece ends, an attribution may be in two minds.
        let settled = report.attributions.len() - 1;
        let same =
            |(a, b): (&Attribution, &Attribution)| (&a.source, &a.cue, &a.content) == (&b.source, &b.cue, &b.content);
        assert!(report.attributions[..settled].iter().zip(&last.attributions).all(same));
        assert!(settled > known && settled < last.attributions.len());
        known = settled;
    }
}

#[test]
fn a_short_article_is_read_at_once() {
    let article = Article::from_text("“The bridge is safe,” said Ada Kvist.");
    assert_eq!(reports(&article, Method::Network).len(), 1);
    assert_eq!(reports(&Article::from_text(""), Method::Network).len(), 1);
    assert_eq!(reports(&long(), Method::Rules).len(), 1);
}
