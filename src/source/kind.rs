//! What sort of thing a source is.

use serde::{Deserialize, Serialize};

use crate::lexicon::BodyKind;

/// What sort of thing a source is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SourceKind {
    /// One human being: *Ada Kvist*, *a resident*.
    Person,
    /// A seat of power that stands for who sits there: *the Kremlin*.
    Office,
    /// A government, a part of one, a parliament, a court: *the ministry*.
    Government,
    /// A public agency or an international body: *the commission*.
    Agency,
    /// A place of research: *the institute*.
    ThinkTank,
    /// A business: *the airline*.
    Company,
    /// A newspaper, a broadcaster, a news agency: *Reuters*.
    Medium,
    /// A text or a record: *the report*.
    Document,
    /// Several people, or a gathering of them: *analysts*, *the union*.
    Group,
}

impl From<BodyKind> for SourceKind {
    fn from(kind: BodyKind) -> Self {
        match kind {
            BodyKind::Office => Self::Office,
            BodyKind::Government => Self::Government,
            BodyKind::Agency => Self::Agency,
            BodyKind::ThinkTank => Self::ThinkTank,
            BodyKind::Company => Self::Company,
            BodyKind::Medium => Self::Medium,
            BodyKind::Document => Self::Document,
            BodyKind::Group => Self::Group,
        }
    }
}
