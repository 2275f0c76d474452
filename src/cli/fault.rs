//! What ends a command early, in words, and the exit status that goes with it.

use std::io;

use super::out::{Out, tell};
use super::{caret, signals};
use crate::language::QueryError;
use crate::library::{LoadError, LookError, OpenError, VerifyError};

/// Everything is done.
pub(super) const DONE: u8 = 0;
/// Nothing was found.
pub(super) const NOTHING: u8 = 1;
/// Wrong usage, or a bad query.
pub(super) const USAGE: u8 = 2;
/// Something could not be read or written.
pub(super) const UNREAD: u8 = 3;
/// Interrupted.
pub(super) const INTERRUPTED: u8 = 130;

/// Why a command ends early.
#[derive(Debug, thiserror::Error)]
pub(super) enum Fault {
    /// Wrong usage.
    #[error("{0}")]
    Usage(String),
    /// A query that cannot be read, with the query.
    #[error("{0}")]
    Query(QueryError, String),
    /// There is no such thing.
    #[error("{0}")]
    NotFound(String),
    /// Something cannot be read.
    #[error("{0}")]
    Unread(String),
    /// Interrupted by a signal.
    #[error("interrupted")]
    Interrupted,
    /// Standard output failed.
    #[error("standard output: {0}")]
    Output(#[from] io::Error),
    /// The library cannot be opened.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// A load failed.
    #[error(transparent)]
    Load(#[from] LoadError),
    /// A question failed.
    #[error(transparent)]
    Look(LookError),
    /// A check of the library failed.
    #[error(transparent)]
    Verify(#[from] VerifyError),
}

impl From<LookError> for Fault {
    fn from(error: LookError) -> Self {
        match error {
            LookError::Cancelled => Self::Interrupted,
            LookError::NotFound { .. } => Self::NotFound(error.to_string()),
            LookError::BadName(_) | LookError::Condition(_) => Self::Usage(error.to_string()),
            other => Self::Look(other),
        }
    }
}

impl Fault {
    /// Tells the reader and gives the exit status. What was printed before is kept.
    pub(super) fn report(&self, out: &mut Out) -> u8 {
        if let Self::Output(error) = self
            && error.kind() == io::ErrorKind::BrokenPipe
        {
            return DONE; // Whoever read has seen enough.
        }
        if signals::came() {
            // Standard output may be what failed; the status says enough.
            let _ = out.flush();
            return INTERRUPTED;
        }
        let pipe = out.flush().is_err();
        match self {
            Self::Output(_) if pipe => tell(&format!("dateline: {self}")),
            Self::Query(error, query) => tell(&caret::draw(error, query)),
            other => tell(&format!("dateline: {other}")),
        }
        match self {
            Self::Usage(_) | Self::Query(..) => USAGE,
            Self::NotFound(_) => NOTHING,
            Self::Interrupted => INTERRUPTED,
            _ => UNREAD,
        }
    }
}
