//! Why a page is not analysed: one variant for each reason that a reader is told.
//!
//! The extension says it in the words of `refusal_REASON` in `extension/_locales`, the command in those of [`Refusal`]'s
//! `Display`. A page that sells boots gives the reason `shop`.

use std::fmt;

use super::language::Language;

/// Why a page gives no article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// It leads to articles and is none: *a newspaper's home page, a section, a list of a blog's posts*.
    FrontPage,
    /// It lists what a search found.
    Search,
    /// It strings together what many people posted: *a social network's timeline*.
    Feed,
    /// It sells something: *boots, 4.5 of 5 stars, add to basket*.
    Shop,
    /// It is there to be written in: *a letter, a document, a form*. What a reader types is not read.
    Editor,
    /// It has an article of fewer words than can be analysed: *a news flash, a picture with a caption*.
    TooShort,
    /// It has an article in another language than English.
    Foreign(Language),
    /// No run of prose stands out, for whatever reason: *a map, a game, a video, a table of results*.
    NoProse,
}

impl Refusal {
    /// Every refusal, with German for all other languages.
    pub const ALL: [Self; 8] = [
        Self::FrontPage,
        Self::Search,
        Self::Feed,
        Self::Shop,
        Self::Editor,
        Self::TooShort,
        Self::Foreign(Language::GERMAN),
        Self::NoProse,
    ];

    /// The reason in one word, as in messages and in the names of the sentences that a reader sees.
    #[must_use]
    pub const fn reason(self) -> &'static str {
        match self {
            Self::FrontPage => "front_page",
            Self::Search => "search",
            Self::Feed => "feed",
            Self::Shop => "shop",
            Self::Editor => "editor",
            Self::TooShort => "too_short",
            Self::Foreign(_) => "foreign",
            Self::NoProse => "no_prose",
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let reason = match self {
            Self::FrontPage => "found a page that leads to articles",
            Self::Search => "found the results of a search",
            Self::Feed => "found a feed of posts",
            Self::Shop => "found something for sale",
            Self::Editor => "found a page to write in",
            Self::TooShort => "found one of fewer than 150 words",
            Self::Foreign(language) => return write!(f, "found one in {}", language.name()),
            Self::NoProse => "found no run of prose",
        };
        f.write_str(reason)
    }
}
