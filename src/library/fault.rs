//! What can go wrong above the rooms: opening a library, looking at an address, changing a mark.

use crate::index::columns::{Cancelled, ColumnsError};
use crate::index::text::IndexError;
use crate::language::QueryError;
use crate::store::StoreError;

/// A library cannot be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The database said no.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Neither the cache nor a passing folder can be written.
    #[error("no folder to work in: {0}")]
    NoFolder(#[source] std::io::Error),
    /// There is no room in a passing folder either.
    #[error("{0}; make room there, or set XDG_CACHE_HOME or TMPDIR to a folder with room")]
    NoRoom(#[source] StoreError),
}

/// A load ended early; what was committed stays.
#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    /// The database said no.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The text index said no.
    #[error(transparent)]
    Index(#[from] IndexError),
    /// The columns cannot be written.
    #[error(transparent)]
    Columns(#[from] ColumnsError),
}

impl LoadError {
    /// Whether no more could be written, as on a full disk: in another folder the same may go well.
    pub fn is_of_room(&self) -> bool {
        match self {
            Self::Store(error) => error.is_of_room(),
            Self::Index(error) => matches!(error, IndexError::Io(_)),
            Self::Columns(error) => matches!(error, ColumnsError::Io { .. }),
        }
    }
}

/// A question has no answer.
#[derive(Debug, thiserror::Error)]
pub enum LookError {
    /// What was decided about actors is kept, but cannot be shown yet.
    #[error("kept, but not shown yet: {0}")]
    Curation(String),
    /// The query is not one; the caller shows where.
    #[error("{0}")]
    Query(QueryError),
    /// A query that is well formed asks for what cannot be searched for.
    #[error("{0}")]
    Condition(String),
    /// Nothing of this name is in the library.
    #[error("{what} not found: {name}")]
    NotFound {
        /// "article", "actor".
        what: &'static str,
        /// As it was asked for.
        name: String,
    },
    /// A saved search cannot have this name.
    #[error("a name has 1 to {0} bytes: not saved")]
    BadName(usize),
    /// An actor without a name cannot be.
    #[error("{0} is the only name of this actor")]
    OnlyName(String),
    /// A newer question took its place.
    #[error("cancelled")]
    Cancelled,
    /// The database said no.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The index said no.
    #[error(transparent)]
    Index(IndexError),
    /// The address has no view in the library (help and history belong to the screen).
    #[error("nothing to look at there")]
    Elsewhere,
}

impl LookError {
    /// Whether what was asked for is there, but damaged: what stands beside it can be read all the same.
    pub fn is_of_damage(&self) -> bool {
        matches!(self, Self::Store(StoreError::Damaged { .. }))
    }
}

impl From<Cancelled> for LookError {
    fn from(_: Cancelled) -> Self {
        Self::Cancelled
    }
}

impl From<IndexError> for LookError {
    fn from(error: IndexError) -> Self {
        match error {
            IndexError::Cancelled => Self::Cancelled,
            IndexError::Query(why) => Self::Condition(why),
            other => Self::Index(other),
        }
    }
}
