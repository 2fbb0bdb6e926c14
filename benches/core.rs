//! What the core costs: each stage on one article, the whole, and the article of a page. The throughput is in bytes of text.

use std::{fs, hint::black_box, path::Path};

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use hearsay::{
    Analyzer,
    article::{Article, extract, snapshot},
    attribution::link,
    claim::classify,
    document::Document,
    report::{self, Export, Wording, json},
    source::resolve,
    tagger::{Method, learnt::UNREAD, tag},
};

fn read(path: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

fn stages(criterion: &mut Criterion) {
    let html = read("extension/welcome/sample.html");
    let page = snapshot(&html, "");
    let article = extract(&page).expect("the sample is an article");
    let text = article.text.clone();
    let document = Document::segment(article.clone());
    let candidates = tag(&document, Method::Rules);
    let attributions = link(&document, candidates.clone());
    let speakers = resolve(&document, &attributions);
    let tokens = document.tokens.len();
    let report = Analyzer::new().analyze(article.clone());

    let mut group = criterion.benchmark_group("sample article");
    group.throughput(Throughput::Bytes(text.len() as u64));
    group.bench_function("parse html", |b| b.iter(|| snapshot(black_box(&html), "")));
    group.bench_function("extract", |b| b.iter(|| extract(black_box(&page))));
    group.bench_function("segment", |b| b.iter(|| Document::segment(black_box(article.clone()))));
    group.bench_function("tag by rule", |b| b.iter(|| tag(black_box(&document), Method::Rules)));
    group.bench_function("tag by network", |b| b.iter(|| tag(black_box(&document), Method::Network)));
    group.bench_function("link", |b| b.iter(|| link(black_box(&document), candidates.clone())));
    group.bench_function("resolve", |b| b.iter(|| resolve(black_box(&document), &attributions)));
    group.bench_function("classify", |b| {
        b.iter(|| classify(black_box(&document), &attributions, &speakers, &UNREAD, tokens))
    });
    group.bench_function("write json", |b| b.iter(|| json(black_box(&report), None)));
    let kept = Export::Json.write(&report, Wording::english());
    group.bench_function("read json", |b| b.iter(|| report::read(black_box(&kept))));
    for export in Export::all() {
        group.bench_function(format!("export {}", export.name()), |b| {
            b.iter(|| export.write(black_box(&report), Wording::english()))
        });
    }
    group
        .bench_function("text to report", |b| b.iter(|| Analyzer::new().analyze(Article::from_text(black_box(&text)))));
    group.finish();
}

criterion_group!(benches, stages);
criterion_main!(benches);
