//! Spans found by a small recurrent network that was trained on PolNeAR; `training/README.md` is its model card.
//!
//! In goes a [`Document`], out come [`Candidate`]s. The network tags tokens, [`tie`] makes candidates of its flat spans, and what
//! is nested in them comes from the rules.

mod decode;
pub mod features;
mod kernel;
mod model;
mod nested;
mod network;
mod reading;
mod state;
mod tie;
pub mod vocabulary;

pub use decode::{Part, Tagged};
pub use model::{Fault, Model};
pub use network::share;
pub use state::{States, UNREAD};
pub use tie::tie;

use std::ops::Range;

use super::{Candidate, Construction, rule};
use crate::{
    document::Document,
    lexicon,
    span::{Cover, Span},
};
use features::{Features, Row};

/// A model at work on a document, window by window. What it has read of one document is forgotten at the next, but the room is
/// kept: for a document no longer than one before, nothing is allocated between the text and the spans (`tests/allocation.rs`).
#[derive(Debug)]
pub struct Tagger<'m> {
    model: &'m Model,
    features: Features,
    /// How many windows are tagged.
    tagged: usize,
    /// The flat spans so far, in the order of the text.
    spans: Vec<Tagged>,
    states: States,
    reader: Reader,
}

/// The room in which a window is read.
#[derive(Debug, Default)]
struct Reader {
    scratch: network::Scratch,
    lattice: decode::Lattice,
}

impl Reader {
    /// Adds the flat spans of some tokens, read as one text; their rows stand for those from `first` on.
    fn read(&mut self, model: &Model, document: &Document, rows: &[Row], first: usize, found: &mut Vec<Tagged>) {
        let key = |t: usize, key: &mut String| vocabulary::key(document, first + t, key);
        let logits = model.logits(rows, key, &mut self.scratch);
        let known = found.len();
        model.decode(logits, first, &mut self.lattice, found);
        for at in known..found.len() {
            let before = at.checked_sub(1).map_or(0, |before| found[before].tokens.end);
            keep_to_its_block(document, &mut found[at]);
            complete(document, &mut found[at], before);
        }
    }
}

impl<'m> Tagger<'m> {
    /// A tagger that works with `model`.
    #[must_use]
    pub fn new(model: &'m Model) -> Self {
        Self {
            model,
            features: Features::default(),
            tagged: 0,
            spans: Vec::new(),
            states: States::default(),
            reader: Reader::default(),
        }
    }

    /// Turns to `document`, which the other calls must then be given.
    pub fn begin(&mut self, document: &Document) {
        self.features.read(document);
        self.tagged = 0;
        self.spans.clear();
        self.states.clear();
    }

    /// Whether tokens are left to tag.
    #[must_use]
    pub fn is_under_way(&self) -> bool {
        self.tagged < self.features.windows.len()
    }

    /// Tags the next window, which hangs on no other; gives how many tokens it holds, none where all are tagged.
    pub fn advance(&mut self, document: &Document) -> Option<usize> {
        let window = self.features.windows.get(self.tagged)?.clone();
        let (first, len) = (window.start, window.len());
        self.reader.read(self.model, document, &self.features.rows[window], first, &mut self.spans);
        self.states.extend(self.model.state_width(), Model::last_layer(&self.reader.scratch));
        self.tagged += 1;
        Some(len)
    }

    /// How many tokens are tagged.
    #[must_use]
    pub fn tagged(&self) -> usize {
        self.features.windows[..self.tagged].last().map_or(0, |window| window.end)
    }

    /// What the network made of each token that is tagged.
    #[must_use]
    pub fn states(&self) -> &States {
        &self.states
    }

    /// How much of the text is tagged, 0 to 1.
    #[must_use]
    pub fn progress(&self) -> f32 {
        let all = self.features.windows.len();
        if all == 0 { 1.0 } else { self.tagged as f32 / all as f32 }
    }

    /// The candidates that some spans make, each as sure as it has proved to be.
    fn tied(&self, document: &Document, spans: &[Tagged]) -> Vec<Candidate> {
        let mut found = tie(document, spans);
        found.iter_mut().for_each(|candidate| candidate.confidence = self.model.confidence(candidate.confidence));
        rule::mend(document, &mut found);
        found
    }

    /// The candidates among the tokens that are tagged.
    #[must_use]
    pub fn candidates(&mut self, document: &Document) -> Vec<Candidate> {
        let mut found = self.tied(document, &self.spans);
        self.nest(document, &mut found);
        rule::part(document, &mut found);
        let mut ruled = rule::tag(document);
        rule::mend(document, &mut ruled);
        headline(document, &ruled, &mut found);
        let mut ruled = beside(document, ruled, &found);
        if let Some(next) = self.features.windows.get(self.tagged) {
            let end = document.tokens[next.start].span.start;
            ruled.retain(|candidate| candidate.spans().all(|s| s.end <= end));
        }
        found.extend(ruled);
        found
    }
}

/// Takes off a span what stands in the blocks before its last. The network reads on over the end of a heading, which has no full
/// stop. A content may run over blocks of prose, but not from a heading into them.
fn keep_to_its_block(document: &Document, span: &mut Tagged) {
    let sentence = |token: usize| &document.sentences[document.sentence_of(token)];
    let last = sentence(span.tokens.end - 1).block;
    let stands_apart = |block: usize| document.article.blocks[block].kind.stands_apart();
    let foreign = |block: usize| block != last && (span.part != Part::Content || stands_apart(block));
    while foreign(sentence(span.tokens.start).block) {
        span.tokens.start = sentence(span.tokens.start).tokens.end;
    }
}

/// Gives a source that is a mere relative clause the words that it describes: `A senior official, | who asked not to be named |, said`.
/// A bare *who* stays, which is the source of what its own clause says; nothing reaches over the token `free`.
fn complete(document: &Document, span: &mut Tagged, free: usize) {
    let Range { start, end } = span.tokens;
    let clause = span.part == Part::Source && end > start + 1 && document.lower(start) == "who";
    if clause && document.lower_at(end) == Some(",") {
        let whole = rule::phrase_before(document, end + 1);
        span.tokens.start = whole.map_or(start, |phrase| phrase.start).clamp(free.min(start), start);
    }
}

/// Those of the rules' candidates that the model leaves room for: some constructions that attribute though its teachers seldom marked
/// them, where it found nothing. What is said within a content is [`super::nested`]'s.
fn beside(document: &Document, mut ruled: Vec<Candidate>, found: &[Candidate]) -> Vec<Candidate> {
    let taken: Cover = found.iter().flat_map(Candidate::spans).collect();
    ruled.retain(|candidate| {
        let unmarked =
            matches!(candidate.construction, Construction::Phrase | Construction::Colon | Construction::Agentless);
        let heading = stands_in_heading(document, candidate) && !candidate.source.is_empty();
        // What was found within what a heading says stands aside for nobody.
        let says = || candidate.source.iter().chain(&candidate.cue).copied();
        let free = if heading { !says().any(|s| taken.meets(s)) } else { !candidate.spans().any(|s| taken.meets(s)) };
        (unmarked || heading) && !candidate.cue.is_empty() && free
    });
    ruled
}

/// Whether a candidate's cue stands in a heading.
fn stands_in_heading(document: &Document, candidate: &Candidate) -> bool {
    let token = candidate.cue.first().map(|cue| document.tokens_in(*cue).start).filter(|&t| t < document.tokens.len());
    let block = |t: usize| document.sentences[document.sentence_of(t)].block;
    token.is_some_and(|t| document.article.blocks[block(t)].kind.stands_apart())
}

/// Takes out of headings what the rules have with a source and a cue of their own. The network was taught articles without their
/// headings.
fn headline(document: &Document, ruled: &[Candidate], found: &mut Vec<Candidate>) {
    let sourced: Vec<&Candidate> =
        ruled.iter().filter(|c| !c.source.is_empty() && stands_in_heading(document, c)).collect();
    let cues: Cover = sourced.iter().flat_map(|c| &c.cue).copied().collect();
    let contents: Cover = sourced.iter().flat_map(|c| &c.content).copied().collect();
    let known = |c: &Candidate| {
        let mut tokens = c.cue.iter().flat_map(|cue| document.tokens_in(*cue));
        tokens.any(|t| lexicon::cues_at(|i| document.lower_at(i), t).next().is_some())
    };
    let meets = |cover: &Cover, spans: &[Span]| spans.iter().any(|span| cover.meets(*span));
    found.retain(|c| {
        let loose = c.source.is_empty() || !known(c);
        !(meets(&cues, &c.cue) || loose && meets(&contents, &c.content))
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Article;

    const TEXT: &str = include_str!("tests/bridge.txt");

    #[test]
    fn says_what_the_trained_network_says() {
        let document = Document::segment(Article::from_text(TEXT));
        let features = Features::of(&document);
        let mut scratch = network::Scratch::default();
        let mut expected = include_str!("tests/bridge.logits").lines();
        for window in features.windows {
            let key = |t: usize, key: &mut String| vocabulary::key(&document, window.start + t, key);
            let logits = Model::shipped().logits(&features.rows[window.clone()], key, &mut scratch);
            for (row, line) in logits.chunks_exact(model::LABELS).zip(expected.by_ref()) {
                for (ours, theirs) in row.iter().zip(line.split(' ')) {
                    let theirs: f32 = theirs.parse().expect("a number");
                    assert!((ours - theirs).abs() < 1e-3, "{row:?} {line}");
                }
            }
        }
        assert_eq!(expected.next(), None);
    }

    #[test]
    fn tags_each_window_alike_whatever_it_tagged_before() {
        let document = Document::segment(Article::from_text(&TEXT.repeat(4)));
        let mut tagger = Tagger::new(Model::shipped());
        tagger.begin(&document);
        while tagger.advance(&document).is_some() {}
        let whole = std::mem::take(&mut tagger.spans);
        assert!(tagger.tagged > 3 && !whole.is_empty());
        let mut pieces: Vec<Tagged> = Vec::new();
        for window in (0..tagger.tagged).rev() {
            tagger.tagged = window;
            tagger.spans.clear();
            tagger.advance(&document);
            pieces.splice(..0, tagger.spans.drain(..));
        }
        assert_eq!(whole, pieces);
    }

    fn tag(document: &Document) -> Vec<Candidate> {
        super::super::tag(document, super::super::Method::Network)
    }

    #[test]
    fn finds_what_is_said_within_a_content() {
        let text = "The mayor said on Tuesday that the chief engineer had told her that the bridge was safe.";
        let document = Document::segment(Article::from_text(text));
        let found = tag(&document);
        let mut sources: Vec<&str> = found.iter().flat_map(|c| &c.source).map(|s| document.article.slice(*s)).collect();
        // Two may find the same; `attribution::link` settles which is surer.
        sources.dedup();
        assert_eq!(sources, ["The mayor", "the chief engineer"]);
    }

    #[test]
    fn keeps_a_source_from_the_heading_above_it() {
        let document = Document::segment(Article::from_text(
            "Who pays for the lorries\nCritics say that nobody does.\nThey may be right",
        ));
        let kept = |part, tokens| {
            let mut span = Tagged { part, tokens, sure: 1.0 };
            keep_to_its_block(&document, &mut span);
            document.article.slice(document.span_of(span.tokens)).to_owned()
        };
        assert_eq!(kept(Part::Source, 0..6), "Critics");
        assert_eq!(kept(Part::Source, 4..15), "They may be right");
        assert_eq!(kept(Part::Content, 4..15), "Critics say that nobody does.\nThey may be right");
    }

    #[test]
    fn gives_a_relative_clause_the_one_whom_it_describes() {
        let text = "On Friday a senior official, who asked not to be named, admitted that no scales had been ordered.";
        let document = Document::segment(Article::from_text(text));
        let source = |from, to, free| {
            let mut span = Tagged { part: Part::Source, tokens: from..to, sure: 1.0 };
            complete(&document, &mut span, free);
            document.article.slice(document.span_of(span.tokens)).to_owned()
        };
        assert_eq!(source(6, 12, 0), "a senior official, who asked not to be named");
        assert_eq!(source(6, 7, 0), "who");
        assert_eq!(source(6, 12, 4), "official, who asked not to be named");
    }

    #[test]
    fn is_total() {
        for text in ["", " \n ", ".", "“", "said", &"said ".repeat(2000), &"”“".repeat(700), "\u{feff}\u{200d}\u{301}"]
        {
            let _ = tag(&Document::segment(Article::from_text(text)));
        }
    }
}
