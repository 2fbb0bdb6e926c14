//! Clauses: the stretches of a sentence that assert something of their own.
//!
//! In go the sentences and whose words they are, out come [`Clause`]s. `The mayor said the bridge was safe, but the steel was
//! weak.` holds two: the content of the attribution, parted at `but`, each from its subject on. A speaker's frame, `the mayor said`, is
//! none.
//!
//! There is no parser: a finite verb is known by a learnt head, and a clause is parted from the next where a mark or a joining word stands
//! between two stretches that each have a subject and a finite verb. Where that is in doubt nothing is parted: half a clause is worse than
//! two that are underlined as one.

use std::ops::Range;

use super::{verb::Finite, voice::Voices};
use crate::{
    article::BlockKind,
    attribution::{Attribution, Form},
    document::Document,
    lexicon::Act,
};

/// A stretch of one sentence in one voice, with a finite verb.
#[derive(Clone, Debug)]
pub(super) struct Clause<'a> {
    /// What a reader would underline: without *that*, *and*, and the marks at its ends.
    pub(super) tokens: Range<usize>,
    /// The joining words before it, which may bind it to a condition.
    pub(super) lead: Range<usize>,
    /// Its first finite verb.
    pub(super) finite: usize,
    /// In whose content it stands.
    pub(super) attribution: Option<&'a Attribution>,
    /// Its sentence.
    pub(super) sentence: usize,
}

/// A shorter stretch is a fragment.
const SHORTEST: usize = 3;
/// How far a subject reaches before its verb.
const SUBJECT: usize = 14;
/// Open clauses that stand beside their main clause without a claim of their own.
const PARTING: [&str; 5] = ["while", "although", "though", "whereas", "but"];
const COORDINATORS: [&str; 5] = ["and", "but", "so", "or", "yet"];
/// What opens a stretch that is not its own clause where a frame was taken out before it.
const DEPENDENT: [&str; 14] = [
    "who", "which", "whose", "whom", "when", "where", "while", "as", "after", "before", "because", "since", "that",
    "if",
];

/// In whose content each token asserts something. An attribution whose content is no clause, *criticised the plan*, *denied the
/// charge*, gives nobody the word: its own words are a clause of what surrounds it.
struct Hearing<'a> {
    heard: Vec<Option<&'a Attribution>>,
    frame: Vec<bool>,
}

impl<'a> Hearing<'a> {
    fn of(document: &Document, attributions: &'a [Attribution], finite: &Finite) -> Self {
        let mut heard: Vec<Option<&'a Attribution>> = vec![None; document.tokens.len()];
        let mut frame = vec![false; document.tokens.len()];
        // An inner one has a higher id than what holds it.
        for attribution in attributions.iter().filter(|a| asserts(document, a, finite)) {
            let content = attribution.content.iter().map(|span| document.tokens_in(*span));
            content.for_each(|tokens| heard[tokens].fill(Some(attribution)));
            // *The bridge is expected to reopen*, *it reportedly fell*: the cue is part of the clause.
            let within = attribution.source.is_empty() && attribution.content.len() > 1;
            for span in attribution.source.iter().chain(&attribution.cue) {
                let tokens = document.tokens_in(*span);
                if within {
                    heard[tokens].fill(Some(attribution));
                } else {
                    frame[tokens].fill(true);
                }
            }
        }
        Self { heard, frame }
    }

    /// Stretches of a sentence in one voice, the frames left out.
    fn runs(&self, sentence: &Range<usize>) -> Vec<Range<usize>> {
        let voice = |t: usize| (self.heard[t].map(|a| a.id), self.frame[t]);
        let mut runs = Vec::new();
        let mut start = sentence.start;
        for token in sentence.clone() {
            if token > start && voice(token) != voice(start) {
                runs.push(start..token);
                start = token;
            }
        }
        runs.push(start..sentence.end);
        runs.retain(|run| !self.frame[run.start]);
        runs
    }
}

/// Whether the content of an attribution says something: it is a clause or an infinitive, or words that were spoken.
fn asserts(document: &Document, attribution: &Attribution, finite: &Finite) -> bool {
    attribution.form == Form::Direct
        || attribution.content.iter().any(|span| {
            let tokens = document.tokens_in(*span);
            document.lower_at(tokens.start) == Some("to") || finite.first(tokens).is_some()
        })
}

/// The clauses of the first so many sentences, in order.
pub(super) fn clauses<'a>(voices: &Voices<'a>, finite: &Finite, sentences: usize) -> Vec<Clause<'a>> {
    let mut found = Vec::new();
    let hearing = Hearing::of(voices.document, voices.attributions, finite);
    for (index, sentence) in voices.document.sentences[..sentences].iter().enumerate() {
        let kind = voices.document.article.blocks[sentence.block].kind;
        if matches!(kind, BlockKind::Byline | BlockKind::Caption | BlockKind::Cell) {
            continue;
        }
        let parting = Parting { document: voices.document, hearing: &hearing, finite, sentence: index };
        for run in hearing.runs(&sentence.tokens) {
            parting.run(run, &mut found);
        }
    }
    found
}

struct Parting<'p, 'a> {
    document: &'a Document,
    hearing: &'p Hearing<'a>,
    finite: &'p Finite,
    sentence: usize,
}

impl<'a> Parting<'_, 'a> {
    fn run(&self, run: Range<usize>, found: &mut Vec<Clause<'a>>) {
        let mut start = run.start;
        let mut at = start + 1;
        while at < run.end {
            if self.parts(start, at, &run) {
                self.keep(start..at, &run, found);
                start = at;
            }
            at += 1;
        }
        self.keep(start..run.end, &run, found);
    }

    /// Whether a new clause begins at `at`: a mark or a joining word stands there, and both sides have their subject and verb.
    fn parts(&self, start: usize, at: usize, run: &Range<usize>) -> bool {
        let document = self.document;
        let end = run.end;
        let (before, here) = (document.word(at - 1), document.lower(at));
        if before == ";" || before == "—" || before == "–" || before == "--" {
            return self.finite.first(start..at - 1).is_some() && self.has_subject_and_verb(at, end);
        }
        let comma = before == ",";
        // `Although it rained, the match went on`: at the comma after the first verb.
        let opened = PARTING.contains(&document.lower(start));
        if comma && opened && self.finite.first(start + 1..at - 1).is_some_and(|verb| verb > start + 1) {
            return self.has_subject_and_verb(at, end);
        }
        let joins = COORDINATORS.contains(&here) || PARTING.contains(&here);
        let ready = comma || matches!(here, "but" | "although" | "whereas");
        joins
            && ready
            && (self.is_left_over(start, run) || self.finite.first(start..at).is_some_and(|verb| verb > start))
            && self.has_subject_and_verb(at + 1, end)
    }

    /// Whether a subject stands at `at` and its finite verb follows, before any mark.
    fn has_subject_and_verb(&self, at: usize, end: usize) -> bool {
        let document = self.document;
        let reach = at..end.min(at + SUBJECT);
        let stop = reach.clone().find(|&t| !document.is_word(t)).unwrap_or(reach.end);
        let Some(verb) = self.finite.first(at..stop) else { return false };
        let subject = (at..verb).any(|t| {
            let closed = document.closed(t);
            !closed.adverb() && !closed.preposition() && !closed.subordinator() || closed.pronoun()
        });
        let relative = (at..verb).any(|t| document.closed(t).relative() && document.lower(t) != "that");
        subject && !relative
    }

    /// Adds the clause in `stretch`, if there is one.
    fn keep(&self, stretch: Range<usize>, run: &Range<usize>, found: &mut Vec<Clause<'a>>) {
        let document = self.document;
        let attribution = self.hearing.heard[run.start];
        let Some(open) = stretch.clone().find(|&t| document.is_word(t)) else { return };
        if self.is_left_over(stretch.start, run) && !self.goes_on(open, stretch.end) {
            return;
        }
        let mut start = open;
        while start < stretch.end && self.is_lead(start, attribution) {
            start += 1;
        }
        let mut end = stretch.end;
        while end > start && !document.is_word(end - 1) && !matches!(document.word(end - 1), "%" | ")" | "]") {
            end -= 1;
        }
        let start =
            (start..end).find(|&t| document.is_word(t) || matches!(document.word(t), "$" | "€" | "£")).unwrap_or(end);
        let words = (start..end).filter(|&t| document.is_word(t)).count();
        let infinitive = attribution.is_some_and(|a| matches!(a.act, Act::Demand | Act::Intention | Act::Belief))
            && (open == start && document.lower(start) == "to"
                || document.lower_at(start.wrapping_sub(1)) == Some("to"));
        let heading = document.article.blocks[document.sentences[self.sentence].block].kind == BlockKind::Headline;
        let finite = self.finite.first(start..end).or_else(|| (infinitive || heading).then_some(start));
        let Some(finite) = finite.filter(|_| words >= SHORTEST) else { return };
        found.push(Clause { tokens: start..end, lead: open..start, finite, attribution, sentence: self.sentence });
    }

    /// Whether a stretch is what is left of a frame: *told reporters*, *who runs the harbour*, *on Monday*.
    fn is_left_over(&self, start: usize, run: &Range<usize>) -> bool {
        let sentence = &self.document.sentences[self.sentence].tokens;
        let framed = run.start > sentence.start && self.hearing.frame[run.start - 1];
        start == run.start && framed && self.hearing.heard[run.start].is_none()
    }

    /// Whether what follows a frame is a clause of the article's own: it has a subject and a verb, and nothing ties it to the frame.
    fn goes_on(&self, open: usize, end: usize) -> bool {
        let document = self.document;
        let joined = COORDINATORS.contains(&document.lower(open));
        let tied = DEPENDENT.contains(&document.lower(open)) || document.closed(open).preposition();
        joined && self.has_subject_and_verb(open + 1, end) && !tied
    }

    /// Whether the word only joins the clause to what stands before it.
    fn is_lead(&self, token: usize, attribution: Option<&Attribution>) -> bool {
        let document = self.document;
        let word = document.lower(token);
        !document.is_word(token)
            || COORDINATORS.contains(&word)
            || PARTING.contains(&word)
            || attribution.is_some() && matches!(word, "that" | "whether")
    }
}
