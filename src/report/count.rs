//! Words under a span, in no time however often it is asked.

use crate::{document::Document, span::Span};

/// Words up to each token.
pub(super) struct WordCounts<'a> {
    document: &'a Document,
    before: Vec<u32>,
}

impl<'a> WordCounts<'a> {
    pub(super) fn of(document: &'a Document) -> Self {
        let mut before = Vec::with_capacity(document.tokens.len() + 1);
        let mut count = 0;
        before.push(0);
        for t in 0..document.tokens.len() {
            // A clitic is part of the word before it.
            count +=
                u32::from(document.is_word(t) && !document.lower(t).starts_with('\'') && document.lower(t) != "n't");
            before.push(count);
        }
        Self { document, before }
    }

    pub(super) fn total(&self) -> u32 {
        self.before.last().copied().unwrap_or_default()
    }

    pub(super) fn within(&self, span: Span) -> u32 {
        let tokens = self.document.tokens_in(span);
        self.before[tokens.end.max(tokens.start)] - self.before[tokens.start]
    }
}

/// What has been counted so far, so that no word counts twice.
#[derive(Default)]
pub(super) struct Coverage {
    end: u32,
}

impl Coverage {
    /// The part of `span` that was not covered; spans come by their start.
    pub(super) fn add(&mut self, span: Span) -> Option<Span> {
        let rest = Span { start: span.start.max(self.end), end: span.end.max(self.end) };
        self.end = rest.end;
        (!rest.is_empty()).then_some(rest)
    }
}
