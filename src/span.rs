//! Where something stands in the article's text.
//!
//! Every module speaks in bytes of `Article::text`. Code points appear only in the exported report and UTF-16 units only
//! in `article::origin`, so that no index has to say which unit it counts.

use std::ops::Range;

use serde::{Deserialize, Serialize};

/// A half-open byte range `start..end` of an article's text, on character boundaries, never inverted.
///
/// `"The mayor said"`: the source is `Span::new(0, 9)`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Span {
    /// The first byte.
    pub start: u32,
    /// The byte after the last.
    pub end: u32,
}

impl Span {
    /// The span `start..end`.
    ///
    /// # Panics
    /// If `start > end`, or `end` does not fit 32 bits: both are faults of the caller, never of the text, since a
    /// text is cut to `article::MAX_BYTES` before anything measures it.
    #[must_use]
    pub fn new(start: usize, end: usize) -> Self {
        assert!(start <= end, "inverted span {start}..{end}");
        let narrow = |n: usize| u32::try_from(n).expect("a text is cut below 4 GiB before it is measured");
        Self { start: narrow(start), end: narrow(end) }
    }

    /// Length in bytes.
    #[must_use]
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// Whether it covers no byte.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// As an index into the text.
    #[must_use]
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Whether every byte of `other` lies in it.
    #[must_use]
    pub fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share a byte.
    #[must_use]
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The smallest span that covers both.
    #[must_use]
    pub fn join(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}

/// What some spans cover between them, so that another can be held against all of them at once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cover(Vec<Span>);

impl FromIterator<Span> for Cover {
    fn from_iter<I: IntoIterator<Item = Span>>(spans: I) -> Self {
        let mut spans: Vec<Span> = spans.into_iter().filter(|span| !span.is_empty()).collect();
        spans.sort_unstable();
        spans.dedup_by(|next, last| {
            let touches = next.start <= last.end;
            if touches {
                *last = last.join(*next);
            }
            touches
        });
        Self(spans)
    }
}

impl Cover {
    /// Whether any of them shares a byte with `span`; takes as many steps as their number has digits.
    #[must_use]
    pub fn meets(&self, span: Span) -> bool {
        let next = self.0.partition_point(|covered| covered.end <= span.start);
        self.0.get(next).is_some_and(|covered| covered.overlaps(span))
    }
}

/// A 32-bit index that cannot be mistaken for the index of something else.
macro_rules! typed_id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        pub struct $name(pub u32);

        impl $name {
            /// The id of the element at `index`.
            ///
            /// # Panics
            /// If `index` does not fit 32 bits; a text below 4 GiB has fewer of everything.
            #[must_use]
            pub fn at(index: usize) -> Self {
                Self(u32::try_from(index).expect("a text below 4 GiB has fewer than 2^32 of anything"))
            }

            /// As an index into the list it came from.
            #[must_use]
            pub fn index(self) -> usize {
                self.0 as usize
            }
        }
    };
}

typed_id! {
    /// The index of an attribution in its report.
    AttributionId
}
typed_id! {
    /// The index of a source in its report.
    SourceId
}
typed_id! {
    /// The index of a claim in its report.
    ClaimId
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn joins_contains_and_overlaps() {
        let (a, b) = (Span::new(2, 5), Span::new(5, 9));
        assert_eq!(a.join(b), Span::new(2, 9));
        assert!(a.join(b).contains(b) && !a.contains(b));
        assert!(!a.overlaps(b) && a.overlaps(Span::new(4, 6)));
    }

    #[test]
    fn a_cover_meets_what_any_of_its_spans_does() {
        let cover: Cover = [Span::new(8, 9), Span::new(0, 5), Span::new(2, 3), Span::new(7, 7)].into_iter().collect();
        assert!(cover.meets(Span::new(4, 8)) && cover.meets(Span::new(8, 20)));
        assert!(!cover.meets(Span::new(5, 8)) && !cover.meets(Span::new(9, 20)) && !cover.meets(Span::new(7, 7)));
    }

    #[test]
    #[should_panic(expected = "inverted span 3..2")]
    fn refuses_an_inverted_span() {
        let _ = Span::new(3, 2);
    }
}
