//! The whole result as plain data.

use crate::article::Article;

/// The whole result.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Report {
    /// What was read.
    pub article: Article,
}
