//! Searches kept under a name, and what each finds now.

use super::Sort;

/// A search kept under a name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct SavedSearch {
    /// Its name; no two have the same.
    pub name: String,
    /// The query as typed.
    pub query: String,
    /// The order.
    pub sort: Sort,
}

/// One row of the list of saved searches.
#[derive(Clone, Debug, PartialEq)]
pub struct SavedRow {
    /// The search.
    pub search: SavedSearch,
    /// What it finds.
    pub finds: Finds,
}

/// What a saved search finds now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Finds {
    /// It is not counted yet; the next look counts some more.
    Uncounted,
    /// It is counted.
    Articles {
        /// Articles in all.
        all: usize,
        /// Articles that came since it was opened last; `None` where the library is not the one it was opened in.
        new: Option<usize>,
    },
    /// It is no query any more, and why.
    Mistake(String),
}

/// How far a reader has seen a library: articles with a greater number came later.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Watermark {
    /// Which library: one that is made anew has other numbers.
    pub library: String,
    /// The greatest number seen; 0 where there was none.
    pub last: u32,
}
