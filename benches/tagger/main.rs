//! What `benches/browser/tagger.mjs` and `claims.mjs` time beside the core that ships. In a browser it calls `web`; natively it writes
//! `{"texts": [...], "long": "..."}` to standard input and reads one line of JSON, times in milliseconds, memory in kilobytes.

#[cfg(target_arch = "wasm32")]
mod web;
mod work;

use std::{fs, hint::black_box, io, time::Instant};

use hearsay::{Analyzer, article::Article, report::json};
use serde::Deserialize;
use work::Work;

#[derive(Deserialize)]
struct Input {
    /// One text in as many variants as there are rounds.
    texts: Vec<String>,
    /// Ten times as long.
    long: String,
}

fn main() {
    let input: Input = serde_json::from_reader(io::stdin().lock()).expect("the bench gives its texts");
    let mut times: Vec<f64> = input.texts.iter().map(|text| milliseconds(|| analyze(text))).collect();
    let cold = times.remove(0);
    let attributions = input.texts.iter().map(|text| milliseconds(|| _ = black_box(work::attribute(text)))).collect();
    let claims = input.texts.iter().map(|text| of_claims(text)).collect();
    let memory = peak();
    analyze(&input.long);
    let memory_long = peak();
    let mut work = Work::new(&input.long);
    let tag = median((0..20).map(|_| milliseconds(|| work.tag())).collect());
    let plain = median((0..20).map(|_| milliseconds(|| work.plain())).collect());
    println!(
        "{}",
        serde_json::json!({
            "cold": cold, "warm": median(times), "attributions": median(attributions), "claims": median(claims), "memory": memory, "memory_long": memory_long,
            "multiply_adds": work.multiply_adds(), "tag": tag, "plain": plain,
        })
    );
}

fn analyze(text: &str) {
    black_box(json(&Analyzer::new().analyze(Article::from_text(text)), None));
}

/// The time that telling the claims of a text takes.
fn of_claims(text: &str) -> f64 {
    let claims = work::Claims::new(text);
    milliseconds(|| _ = black_box(claims.classify()))
}

fn milliseconds(of: impl FnOnce()) -> f64 {
    let began = Instant::now();
    of();
    began.elapsed().as_secs_f64() * 1000.0
}

fn median(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}

/// The most memory that the process has held; Linux tells, others do not.
fn peak() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    status.lines().find_map(|line| line.strip_prefix("VmHWM:")?.trim().trim_end_matches(" kB").parse().ok())
}
