//! An article as it was published, and what it declares about itself.

use super::{ActorKind, Date};

/// The number of an article in one library: given once, never reused, the row of every column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ArticleNo(pub u32);

/// One news article. All text has passed `text::clean`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Article {
    /// Stable name: the given id, else from the canonical URL, else from the content.
    pub id: String,
    /// The headline, one line; may be empty.
    pub title: String,
    /// Paragraphs separated by one blank line.
    pub body: String,
    /// When it was published, where that is known.
    pub date: Option<Date>,
    /// Who published it ("commonspace.eu", "agencies").
    pub sources: Vec<String>,
    /// Where it was published; http or https only.
    pub url: Option<String>,
    /// Bylines.
    pub authors: Vec<String>,
    /// BCP 47 language tag, declared or recognised.
    pub lang: Option<String>,
    /// The section of the paper.
    pub category: Option<String>,
    /// Keywords given by the publisher.
    pub tags: Vec<String>,
    /// The picture that came with it.
    pub photo: Option<Photo>,
    /// Actors the record itself names.
    pub actors: Vec<DeclaredActor>,
    /// Related pieces the record itself names, in its order.
    pub related: Vec<Reference>,
}

/// The picture of an article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Photo {
    /// What it shows.
    pub caption: Option<String>,
    /// Who made it.
    pub credit: Option<String>,
    /// Where it is: a file name or an address.
    pub place: Option<String>,
}

/// An actor that a record declares.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeclaredActor {
    /// The name as written.
    pub name: String,
    /// The kind, where the record says it.
    pub kind: Option<ActorKind>,
    /// The role, where the record says it ("prime minister of Armenia").
    pub role: Option<String>,
}

/// A related piece as an article names it: any of the parts may be missing, but not all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reference {
    /// The headline of the piece.
    pub title: Option<String>,
    /// The lines that introduce it.
    pub teaser: Option<String>,
    /// Its address.
    pub url: Option<String>,
    /// Its id.
    pub id: Option<String>,
}
