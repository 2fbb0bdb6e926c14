//! The report as ranges of the page's text nodes, for `extension/content/painter.js` to draw.

use crate::{article::NodeRange, report::Report, span::AttributionId};

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
}

/// One range of one text node, to be drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Whose mark it is.
    pub attribution: AttributionId,
    /// Which part of the attribution.
    pub part: Part,
    /// How many attributions it is nested in.
    pub depth: u32,
    /// Where it stands in the page.
    pub range: NodeRange,
}

/// The marks of a report, outer attributions before those nested in them.
#[must_use]
pub fn marks(_report: &Report) -> Vec<Mark> {
    Vec::new()
}
