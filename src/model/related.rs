//! Related pieces: what belongs to an article, and why.

use super::{ArticleNo, Date};

/// How a piece is related to the article asked about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RelatedKind {
    /// The article names it and it is in the corpus.
    Cited,
    /// It names the article.
    CitedBy,
    /// The same text, or nearly.
    Copy,
    /// About the same matter, as far as words, actors and dates show.
    Similar,
    /// The article names it, but it is not in the corpus.
    Stub,
}

impl RelatedKind {
    /// The word used in JSON.
    pub fn word(self) -> &'static str {
        match self {
            Self::Cited => "cited",
            Self::CitedBy => "cited-by",
            Self::Copy => "copy",
            Self::Similar => "similar",
            Self::Stub => "stub",
        }
    }
}

/// One related piece, with its reason.
#[derive(Clone, Debug, PartialEq)]
pub struct Related {
    /// How it is related.
    pub kind: RelatedKind,
    /// Its number, unless it is a stub.
    pub no: Option<ArticleNo>,
    /// Its id, where one is known.
    pub id: Option<String>,
    /// Its headline.
    pub title: String,
    /// The lines that introduce it, where the article gives them.
    pub teaser: Option<String>,
    /// Its address, where one is known.
    pub url: Option<String>,
    /// Its date, where it is known.
    pub date: Option<Date>,
    /// Why it is listed, in words for the reader ("cited", "same 3 actors, 8 days before").
    pub reason: String,
    /// Closeness, 0 to 1; 1 for what the article itself names.
    pub score: f32,
}
