//! Who is speaking: mentions grouped into sources.
//!
//! In go a [`Document`] and its [`Attribution`]s, out come [`Speakers`]. `Ivo Oda`, `Oda`, `the mayor` who he is and, where nobody
//! else fits, `he` are one source. What fits nobody, or two, stays open: no speaker is better than a wrong one.
//!
//! The article is read twice. First everybody whom it names, and as what (`cast`), since a headline says `mayor` of one whom the
//! third paragraph names. Then the attributions in order (`resolver`), each by what its source is made of (`mention`).

mod alias;
mod anonymity;
mod antecedent;
mod cast;
mod described;
mod evidence;
mod headline;
mod kind;
mod mention;
mod name;
mod noun;
mod pronoun;
mod quantity;
mod relative;
mod resolver;
#[cfg(test)]
mod tests;

use crate::{
    attribution::Attribution,
    document::Document,
    lexicon::SourceKind,
    span::{SourceId, Span},
};

/// A person or body that the article gives the word to.
#[derive(Clone, Debug, PartialEq)]
pub struct Source {
    /// Its index among the article's sources, which stand in the order in which they first speak.
    pub id: SourceId,
    /// The fullest name that the text gives, or the words that stand for one.
    pub name: String,
    /// What sort of thing it is, where the words tell.
    pub kind: Option<SourceKind>,
    /// Whether the text names it: *Ada Kvist*, not *a resident*.
    pub named: bool,
    /// Whether it is nobody in particular: *critics*, *observers*.
    pub vague: bool,
    /// Why the text does not name it, where it says so.
    pub anonymity: Option<Anonymity>,
    /// The words for the body whose voice it is: *a spokesman for **the ministry***.
    pub speaks_for: Option<Span>,
    /// Where the text gives it the word, in order.
    pub mentions: Vec<Span>,
}

/// What the text says of why somebody is not named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Anonymity {
    /// The words that say so: *on **condition of anonymity***.
    pub span: Span,
    /// The reason: ***because she was not authorised to speak***.
    pub reason: Option<Span>,
}

/// The sources of an article, and who speaks in each attribution.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Speakers {
    /// The sources.
    pub sources: Vec<Source>,
    /// For each attribution, by its id, its speaker; none where the text does not say, or not for certain.
    pub of: Vec<Option<SourceId>>,
}

/// Groups the sources of `attributions`.
#[must_use]
pub fn resolve(document: &Document, attributions: &[Attribution]) -> Speakers {
    resolver::resolve(document, attributions)
}
