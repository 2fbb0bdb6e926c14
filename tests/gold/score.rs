//! A report held against a gold article: what was found, and what is right of it.

use std::{collections::BTreeMap, ops::AddAssign};

use hearsay::{
    attribution::Attribution,
    report::Report,
    span::{AttributionId, SourceId, Span},
};
use serde::Serialize;

use super::{
    case::{Case, Marked},
    claim,
};

/// Right ones, found ones, and those that should be.
#[derive(Clone, Copy, Default)]
pub struct Count {
    pub right: usize,
    pub found: usize,
    pub wanted: usize,
}

impl Count {
    pub fn precision(self) -> f64 {
        share(self.right, self.found)
    }

    pub fn recall(self) -> f64 {
        share(self.right, self.wanted)
    }

    pub fn f1(self) -> f64 {
        share(2 * self.right, self.found + self.wanted)
    }
}

impl AddAssign for Count {
    fn add_assign(&mut self, other: Self) {
        self.right += other.right;
        self.found += other.found;
        self.wanted += other.wanted;
    }
}

fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { 100.0 * part as f64 / whole as f64 }
}

/// Counts by what is measured.
pub type Counts = BTreeMap<&'static str, Count>;

/// How sure an attribution must be for a wrong speaker to weigh as one shown with high confidence.
const SURE: f32 = 0.7;

/// Holds `report` against `case`.
pub fn score(case: &Case, report: &Report) -> Counts {
    let pairs = pair(case, report);
    let mut counts = Counts::new();
    let mut add = |name, right: bool, found: bool, wanted: bool| {
        *counts.entry(name).or_default() += Count { right: right.into(), found: found.into(), wanted: wanted.into() };
    };
    let optional = |i: usize| case.attributions[i].optional;
    let weighed: Vec<(usize, usize)> = pairs.iter().copied().filter(|&(i, _)| !optional(i)).collect();

    for (i, gold) in case.attributions.iter().enumerate().filter(|(_, gold)| !gold.optional) {
        let found = pairs.iter().find(|&&(g, _)| g == i).map(|&(_, f)| &report.attributions[f]);
        add("attributions", false, false, true);
        add("attributions strict", found.is_some_and(|f| same(gold, report, f)), false, true);
    }
    for f in standing(report) {
        let paired = pairs.iter().find(|&&(_, j)| j == f);
        if paired.is_none_or(|&(i, _)| !optional(i)) {
            add("attributions", paired.is_some(), true, false);
            add("attributions strict", false, true, false);
        }
    }
    spans(case, report, &mut add);
    for &(i, f) in &weighed {
        let (gold, found) = (&case.attributions[i], &report.attributions[f]);
        speaker(case, report, gold, found, &mut add);
        let sourced = gold.speaker.is_some();
        let source = report.speaker(found.id);
        if let Some(source) = source.filter(|_| sourced) {
            let unnamed = !source.named && !source.vague;
            add("unnamed", unnamed && gold.namedness == "unnamed", unnamed, gold.namedness == "unnamed");
            add("vague", source.vague && gold.namedness == "vague", source.vague, gold.namedness == "vague");
            add("kind", source.kind.is_some_and(|k| word(&k) == gold.kind), source.kind.is_some(), true);
        }
        let (act, stance) = (word(&found.act), word(&found.stance));
        add("act", act == gold.act, true, true);
        add("act beside statement", act == gold.act && act != "statement", act != "statement", gold.act != "statement");
        add("stance", stance == gold.stance, true, true);
        let taken = |stance: &str| stance != "neutral";
        add("stance taken", stance == gold.stance && taken(&stance), taken(&stance), taken(&gold.stance));
        let relayed = !found.relayed.is_empty();
        add("relayed", relayed && gold.relayed, relayed, gold.relayed);
    }
    chains(case, report, &pairs, &mut add);
    if !case.claims.is_empty() {
        claim::score(case, report, &mut add);
    }
    counts
}

/// What a report misses of `case`, and what it finds beside, a line each: to learn from, so for the open half alone.
pub fn tell(case: &Case, report: &Report) -> Vec<String> {
    let pairs = pair(case, report);
    let words = |spans: &[Span]| spans.iter().map(|s| &case.text[s.range()]).collect::<Vec<_>>().join(" … ");
    let told = |sign: &str, source: &[Span], cue: &[Span], content: &[Span]| {
        format!("{sign} {}: {} | {} | {}", case.name, words(source), words(cue), words(content))
    };
    let mut lines = Vec::new();
    for (i, gold) in case.attributions.iter().enumerate().filter(|(_, gold)| !gold.optional) {
        if pairs.iter().all(|&(g, _)| g != i) {
            let sign = if gold.within.is_some() { "missed within" } else { "missed" };
            lines.push(told(sign, &gold.source, &gold.cue, &gold.content));
        }
    }
    for (f, found) in standing(report).map(|f| (f, &report.attributions[f])) {
        if pairs.iter().all(|&(_, h)| h != f) {
            let sign = if found.within.is_some() { "beside within" } else { "beside" };
            lines.push(told(sign, &found.source, &found.cue, &content(report, found)));
        }
    }
    for &(i, f) in pairs.iter().filter(|&&(i, _)| !case.attributions[i].optional) {
        let (gold, found) = (&case.attributions[i], &report.attributions[f]);
        lines
            .extend(misread(case, report, gold, found).map(|what| told(&what, &gold.source, &gold.cue, &gold.content)));
        let back = |f: usize| pairs.iter().find(|&&(_, h)| h == f).map(|&(g, _)| g);
        let held = held_by(report, found).map(|h| back(h.index()));
        if held != gold.within.map(Some) {
            let sign = format!("chain {:?} for {:?}", held, gold.within);
            lines.push(told(&sign, &gold.source, &gold.cue, &gold.content));
        }
    }
    lines
}

/// What is wrong with the speaker of a found attribution.
fn misread(case: &Case, report: &Report, gold: &Marked, found: &Attribution) -> Option<String> {
    let mut right = true;
    speaker(case, report, gold, found, &mut |name, is, _, _| right &= name != "right speaker" || is);
    let source = report.speaker(found.id);
    let name = source.map_or("nobody", |s| &s.name);
    let namedness = source.map(|s| {
        if s.named {
            "named"
        } else if s.vague {
            "vague"
        } else {
            "unnamed"
        }
    });
    let wanted = gold.speaker.map(|s| case.attributions[s].namedness.as_str());
    let differs = namedness.zip(wanted).filter(|(is, wanted)| is != wanted);
    match (right, differs) {
        (false, _) => Some(format!("speaker {name}")),
        (true, Some((is, wanted))) => Some(format!("{is} for {wanted}, {name}")),
        (true, None) => None,
    }
}

/// Pairs of a gold attribution and a found one: contents with a Jaccard index of a half at least, and sources that meet or that
/// no word names. Best pairs first.
fn pair(case: &Case, report: &Report) -> Vec<(usize, usize)> {
    let mut candidates = Vec::new();
    for (i, gold) in case.attributions.iter().enumerate() {
        let nameless = gold.source.iter().all(|s| s.is_empty());
        for (f, found) in standing(report).map(|f| (f, &report.attributions[f])) {
            let words = content(report, found);
            let shared = shared(&gold.content, &words);
            let union = length(&gold.content) + length(&words) - shared;
            let meets = nameless || gold.source.iter().any(|a| found.source.iter().any(|b| a.overlaps(*b)));
            if meets && 2 * shared >= union && union > 0 {
                candidates.push((shared as f64 / union as f64, i, f));
            }
        }
    }
    candidates.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    for (_, i, f) in candidates {
        if pairs.iter().all(|&(g, h)| g != i && h != f) {
            pairs.push((i, f));
        }
    }
    pairs
}

/// The attributions with words of their own; a continued one is a further content of that which it goes on with.
fn standing(report: &Report) -> impl Iterator<Item = usize> {
    (0..report.attributions.len()).filter(|&f| report.attributions[f].continued.is_none())
}

/// The contents of an attribution and of those that go on with it.
fn content(report: &Report, found: &Attribution) -> Vec<Span> {
    let goes_on = report.attributions.iter().filter(|a| a.continued == Some(found.id)).flat_map(|a| &a.content);
    found.content.iter().chain(goes_on).copied().collect()
}

fn length(spans: &[Span]) -> usize {
    spans.iter().map(|s| s.len()).sum()
}

fn shared(a: &[Span], b: &[Span]) -> usize {
    let both = |a: &Span, b: &Span| (a.end.min(b.end) as usize).saturating_sub(a.start.max(b.start) as usize);
    a.iter().map(|x| b.iter().map(|y| both(x, y)).sum::<usize>()).sum()
}

fn same(gold: &Marked, report: &Report, found: &Attribution) -> bool {
    let nameless = gold.source.iter().all(|s| s.is_empty());
    (nameless || gold.source == found.source) && gold.cue == found.cue && gold.content == content(report, found)
}

/// Exact spans, part by part. An optional attribution's own are neither right nor wrong.
fn spans(case: &Case, report: &Report, add: &mut impl FnMut(&'static str, bool, bool, bool)) {
    type Part = (&'static str, fn(&Marked) -> &Vec<Span>, fn(&Attribution) -> &Vec<Span>);
    let parts: [Part; 3] = [
        ("exact source", |m| &m.source, |a| &a.source),
        ("exact cue", |m| &m.cue, |a| &a.cue),
        ("exact content", |m| &m.content, |a| &a.content),
    ];
    for (name, of_gold, of_found) in parts {
        let collect = |optional: bool| -> Vec<Span> {
            let wanted = case.attributions.iter().filter(|m| m.optional == optional);
            let mut spans: Vec<Span> = wanted.flat_map(of_gold).copied().filter(|s| !s.is_empty()).collect();
            spans.sort_unstable();
            spans.dedup();
            spans
        };
        let (wanted, left_open) = (collect(false), collect(true));
        let mut found: Vec<Span> = report.attributions.iter().flat_map(of_found).copied().collect();
        found.sort_unstable();
        found.dedup();
        found.retain(|span| wanted.contains(span) || !left_open.iter().any(|o| o.overlaps(*span)));
        wanted.iter().for_each(|span| add(name, found.contains(span), false, true));
        found.iter().for_each(|_| add(name, false, true, false));
    }
}

/// Whether the speaker of a found attribution is the right one, another one, or left open.
fn speaker(
    case: &Case,
    report: &Report,
    gold: &Marked,
    found: &Attribution,
    add: &mut impl FnMut(&'static str, bool, bool, bool),
) {
    let Some(wanted) = gold.speaker else { return };
    let source = report.speakers[found.id.index()];
    let shown = source.and_then(|s| entity(case, report, s));
    // Where two fit a pronoun, an article marks it as a speaker of its own: to leave it open is right.
    let open = case.attributions[wanted].namedness != "named"
        && source.is_none()
        && is_pronoun(case, &case.attributions[wanted].source);
    add("right speaker", shown == Some(wanted) || open, true, true);
    let wrong = shown.is_some_and(|s| s != wanted);
    add("wrong speaker", wrong, true, true);
    add("wrong speaker, surely", wrong && found.confidence >= SURE, true, true);
}

/// The gold speaker that a source of the report stands for: the first whose defining words are among its mentions. None for one
/// that was only ever called *she*.
fn entity(case: &Case, report: &Report, source: SourceId) -> Option<usize> {
    let mentions = &report.sources[source.index()].mentions;
    let speakers = || (0..case.attributions.len()).filter(|&i| case.attributions[i].speaker == Some(i));
    mentions.iter().find_map(|mention| {
        let defining = speakers().filter_map(|i| Some((i, definition(case, report, i)?)));
        let here = defining.filter(|(_, words)| words.iter().any(|s| s.overlaps(*mention)));
        here.min_by_key(|(_, words)| length(words)).map(|(i, _)| i)
    })
}

/// The words that define a gold speaker: those of its first attribution, or, where the report has nothing of that one (which the
/// attributions found count already), those of the first that it has and that is no pronoun. Else nobody whose first words were
/// not found could ever be right, however well the others were grouped.
fn definition<'c>(case: &'c Case, report: &Report, speaker: usize) -> Option<&'c [Span]> {
    let mentioned = |words: &&Vec<Span>| {
        let mut mentions = report.sources.iter().flat_map(|s| &s.mentions);
        mentions.any(|m| words.iter().any(|s| s.overlaps(*m)))
    };
    let names = |words: &&Vec<Span>| !is_pronoun(case, words);
    let first = &case.attributions[speaker].source;
    let others = || case.attributions.iter().filter(|m| m.speaker == Some(speaker)).map(|m| &m.source);
    let found = [first].into_iter().find(mentioned).or_else(|| others().filter(mentioned).find(names));
    found.or_else(|| others().find(mentioned)).map(Vec::as_slice)
}

fn is_pronoun(case: &Case, words: &[Span]) -> bool {
    let word = words.first().and_then(|s| case.text.get(s.start as usize..s.end as usize)).unwrap_or_default();
    hearsay::lexicon::pronoun(&word.to_lowercase()).is_some_and(|p| p.person == Some(3))
}

/// Which attribution stands in which: both found, and the one within the other.
fn chains(
    case: &Case,
    report: &Report,
    pairs: &[(usize, usize)],
    add: &mut impl FnMut(&'static str, bool, bool, bool),
) {
    let to_gold: BTreeMap<usize, usize> = pairs.iter().map(|&(i, f)| (f, i)).collect();
    let to_found: BTreeMap<usize, usize> = pairs.iter().copied().collect();
    for (i, gold) in case.attributions.iter().enumerate().filter(|(_, g)| !g.optional) {
        let Some(holder) = gold.within else { continue };
        let held = to_found.get(&i).and_then(|&f| held_by(report, &report.attributions[f]));
        add("chains", held.is_some_and(|h| to_gold.get(&h.index()) == Some(&holder)), false, true);
    }
    for found in standing(report).map(|f| &report.attributions[f]).filter(|a| a.within.is_some()) {
        let weighed = to_gold.get(&found.id.index()).is_none_or(|&i| !case.attributions[i].optional);
        add("chains", false, weighed, false);
    }
}

/// The attribution that holds this one; of one that goes on with another, that other.
fn held_by(report: &Report, found: &Attribution) -> Option<AttributionId> {
    found.within.map(|h| report.attributions[h.index()].continued.unwrap_or(h))
}

/// The word by which the report writes a value.
fn word(value: &impl Serialize) -> String {
    serde_json::to_value(value).ok().and_then(|v| v.as_str().map(str::to_owned)).unwrap_or_default()
}
