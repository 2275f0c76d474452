//! A concordance: every hit of a query in its context, one line each ("keyword in context").

use std::sync::Arc;

use super::{ArticleNo, Date, Field};

/// A concordance as it is asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct ConcordanceAt {
    /// The query as typed.
    pub query: String,
    /// The order.
    pub sort: HitSort,
}

/// The order of hits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum HitSort {
    /// Newest article first, hits in the order of the text.
    #[default]
    Date,
    /// By the words to the left, the nearest first.
    Left,
    /// By the words to the right.
    Right,
}

impl HitSort {
    /// Every order, in the order they are cycled through.
    pub const ALL: [Self; 3] = [Self::Date, Self::Right, Self::Left];

    /// The word used on the command line and in addresses.
    pub fn word(self) -> &'static str {
        match self {
            Self::Date => "date",
            Self::Left => "left",
            Self::Right => "right",
        }
    }
}

/// One hit in its context.
#[derive(Clone, Debug, PartialEq)]
pub struct HitLine {
    /// The article's number.
    pub article: ArticleNo,
    /// Its id.
    pub id: String,
    /// Its headline.
    pub title: String,
    /// Its first source.
    pub source: String,
    /// Its date.
    pub date: Option<Date>,
    /// Where the hit stands: headline or body.
    pub field: Field,
    /// First byte of the hit in that field.
    pub start: u32,
    /// The byte after its last.
    pub end: u32,
    /// Which of the article's hits it is, counted from 0, those of the headline first.
    pub place: usize,
    /// What stands before it, on one line.
    pub left: String,
    /// The hit as written.
    pub hit: String,
    /// What stands after it, on one line.
    pub right: String,
}

/// A concordance as far as it has been read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Concordance {
    /// The hits in the order asked for. Shared, since every look gives all of them.
    pub lines: Vec<Arc<HitLine>>,
    /// Articles that were read.
    pub read: usize,
    /// Articles that the query finds.
    pub articles: usize,
    /// Whether there is nothing more to read: all is there, or as many hits as were asked for.
    pub complete: bool,
    /// What was left out of the query or could not be done, in words.
    pub notices: Vec<String>,
}
