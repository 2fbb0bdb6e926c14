//! The report as ranges of the page's text nodes, for `extension/content/painter.js` to draw.
//!
//! In goes a report whose article came from a page, out come its marks. `<p>She <b>said</b> so.</p>` has a cue mark in the
//! second text node.

use crate::{
    article::{Article, NodeRange},
    report::Report,
    span::Span,
};

/// What a mark marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)]
pub enum Part {
    /// Who is speaking.
    Source = 0,
    /// The words that attribute.
    Cue = 1,
    /// What is attributed.
    Content = 2,
    /// What is claimed.
    Claim = 3,
}

/// One range of one text node, to be drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Whose mark it is: an attribution's id, or, where the part is a claim, that claim's.
    pub of: u32,
    /// Which part of the attribution it is, or that it is a claim.
    pub part: Part,
    /// How many attributions the attribution is nested in.
    pub depth: u32,
    /// Where it stands in the page.
    pub range: NodeRange,
}

/// The marks of a report, in the order of its attributions, then of its claims. Empty for a plain text.
#[must_use]
pub fn marks(report: &Report) -> Vec<Mark> {
    let mut marks = Vec::new();
    for attribution in &report.attributions {
        let depth = report.depth(attribution.id);
        let parts =
            [(Part::Source, &attribution.source), (Part::Cue, &attribution.cue), (Part::Content, &attribution.content)];
        for (part, spans) in parts {
            let ranges = spans.iter().flat_map(|span| report.article.node_ranges(drawn(&report.article, *span)));
            marks.extend(ranges.map(|range| Mark { of: attribution.id.0, part, depth, range }));
        }
    }
    for claim in &report.claims {
        let ranges = report.article.node_ranges(claim.span);
        marks.extend(ranges.into_iter().map(|range| Mark { of: claim.id.0, part: Part::Claim, depth: 0, range }));
    }
    marks
}

/// What is drawn of a span: not the comma that closes an apposition. The annotators by whom the tagger was taught count it to the source, but
/// a line under it looks like a slip.
fn drawn(article: &Article, span: Span) -> Span {
    Span { end: span.end - u32::from(article.slice(span).ends_with(',')), ..span }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn draws_no_closing_comma() {
        let article = Article::from_text("Ada Kvist, the mayor, said so.");
        assert_eq!(article.slice(drawn(&article, Span::new(0, 21))), "Ada Kvist, the mayor");
        assert_eq!(article.slice(drawn(&article, Span::new(0, 9))), "Ada Kvist");
    }
}
