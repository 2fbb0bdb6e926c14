//! What is said within what is said.
//!
//! In go the candidates that were found, out come those inside their contents. The network was taught flat spans, so each content is
//! read once more as a text of its own: in `ISW said that the mayor had told reporters that it was safe` the content is read as
//! `the mayor had told reporters that it was safe`, and gives the mayor's words.

use std::ops::Range;

use super::{
    Tagger,
    features::{self, MAX_WINDOW},
};
use crate::{
    document::Document,
    lexicon,
    span::Span,
    tagger::{Candidate, nested::SURE, rule},
};

/// How often a content is read within a content. Each is shorter than the one around it; a bound keeps the time linear all the same.
const DEEPEST: usize = 6;
/// Without the words around it a doubtful reading is worth little.
const LEAST: f32 = 0.4;
/// A content of fewer tokens holds no attribution.
const SHORTEST: usize = 4;

impl Tagger<'_> {
    /// Adds to `found` what its contents hold.
    pub(super) fn nest(&mut self, document: &Document, found: &mut Vec<Candidate>) {
        let mut depths = vec![0; found.len()];
        let mut at = 0;
        while at < found.len() {
            if depths[at] < DEEPEST && found[at].confidence >= SURE {
                for content in found[at].content.clone() {
                    let inner = self.within(document, content);
                    depths.resize(depths.len() + inner.len(), depths[at] + 1);
                    found.extend(inner);
                }
            }
            at += 1;
        }
    }

    /// The candidates inside one content. Only those of its sentences are read that hold a strong cue.
    fn within(&mut self, document: &Document, content: Span) -> Vec<Candidate> {
        let (mut rows, mut inner) = (Vec::new(), Vec::new());
        let tokens = inside(document, document.tokens_in(content));
        for (_, sentence) in document.sentences_in(tokens) {
            if sentence.len() < SHORTEST || !self.features.rows[sentence.clone()].iter().any(features::is_strong_cue) {
                continue;
            }
            features::apart(document, &self.features.rows, sentence.clone(), &mut rows);
            for (rows, first) in rows.chunks(MAX_WINDOW).zip(sentence.step_by(MAX_WINDOW)) {
                self.reader.read(self.model, document, rows, first, &mut inner);
            }
        }
        let mut found = self.tied(document, &inner);
        for candidate in &mut found {
            candidate.content.iter_mut().for_each(|span| *span = rule::cut_at_turn(document, *span));
        }
        found.retain(|candidate| {
            let inside = candidate.spans().all(|span| content.contains(span) && span != content);
            let strong = candidate.confidence >= LEAST && candidate.cue.iter().any(|cue| is_strong(document, *cue));
            inside && strong && rule::is_plausible(document, candidate)
        });
        found
    }
}

/// Whether some word of a cue nearly always attributes. Read without what stands around them, weak ones are too often wrong.
fn is_strong(document: &Document, cue: Span) -> bool {
    let strong = |token: usize| lexicon::cues_at(|i| document.lower_at(i), token).any(|form| form.cue.strong);
    document.tokens_in(cue).any(strong)
}

/// The tokens of a content from its first that could open a sentence, without the mark and the comma that close a quotation.
fn inside(document: &Document, tokens: Range<usize>) -> Range<usize> {
    let opens = |token: usize| document.is_word(token) && !matches!(document.lower(token), "that" | "whether" | "if");
    let start = tokens.clone().find(|&token| opens(token)).unwrap_or(tokens.end);
    let mut end = tokens.end;
    let around = (start < end).then(|| document.quotation_of(start)).flatten().map(|q| &document.quotations[q]);
    if around.is_some_and(|q| q.closed && q.span.end == document.tokens[end - 1].span.end) {
        end -= 1;
        if end > start && document.word(end - 1) == "," {
            end -= 1;
        }
    }
    start..end
}

#[cfg(test)]
mod tests {
    use super::super::Model;
    use super::*;
    use crate::article::Article;

    /// The sources and contents that are found in a text, outer ones first.
    fn found(text: &str) -> Vec<String> {
        let document = Document::segment(Article::from_text(text));
        let mut tagger = Tagger::new(Model::shipped());
        tagger.begin(&document);
        while tagger.advance(&document).is_some() {}
        let words = |spans: &[Span]| spans.iter().map(|s| document.article.slice(*s)).collect::<Vec<_>>().join(" … ");
        tagger.candidates(&document).iter().map(|c| format!("{}: {}", words(&c.source), words(&c.content))).collect()
    }

    #[test]
    fn reads_on_in_a_content() {
        let text =
            "The Norvik Institute reported on Friday that the mayor had told reporters that the bridge was safe.";
        let inner = "the mayor: that the bridge was safe".to_owned();
        assert!(found(text).contains(&inner), "{:?}", found(text));
    }

    #[test]
    fn reads_on_in_a_quotation() {
        let found = found("“The engineers told me that the bridge was safe,” the mayor said.");
        assert!(found.contains(&"The engineers: that the bridge was safe".to_owned()), "{found:?}");
    }
}
