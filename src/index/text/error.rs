//! What can go wrong in the text index, and the guard around the index library.

use std::panic::{AssertUnwindSafe, PanicHookInfo, catch_unwind};
use std::path::Path;

use tantivy::directory::error::LockError;

/// A failure of the text index.
#[derive(Clone, Debug, thiserror::Error)]
pub enum IndexError {
    /// The index is missing, damaged or of another version: make it anew from the store.
    #[error("the text index must be rebuilt: {why}")]
    Rebuild {
        /// What is the matter with it.
        why: String,
    },
    /// Nobody has made an index yet, and here none can be made.
    #[error("the text index is not there yet")]
    Absent,
    /// What is there cannot be looked at.
    #[error("the text index cannot be read: {0}")]
    Unreadable(String),
    /// Another program writes to this index.
    #[error("another program is writing to the text index")]
    Locked,
    /// The file system refused.
    #[error("the text index cannot be written: {0}")]
    Io(String),
    /// A condition cannot be searched for.
    #[error("{0}")]
    Query(String),
    /// The search was cancelled.
    #[error("cancelled")]
    Cancelled,
}

impl IndexError {
    /// The same with the folder of the index in its words.
    pub(crate) fn at(self, folder: &Path) -> Self {
        match self {
            Self::Io(why) => Self::Io(format!("{}: {why}", folder.display())),
            other => other,
        }
    }

    /// A reason to rebuild.
    pub(crate) fn rebuild(why: impl std::fmt::Display) -> Self {
        Self::Rebuild {
            why: why.to_string(),
        }
    }
}

impl From<tantivy::TantivyError> for IndexError {
    fn from(error: tantivy::TantivyError) -> Self {
        use tantivy::TantivyError as T;
        match error {
            T::LockFailure(LockError::IoError(why), _) => Self::Io(why.to_string()),
            T::LockFailure(LockError::LockBusy, _) => Self::Locked,
            T::IoError(why) if why.kind() != std::io::ErrorKind::InvalidData => {
                Self::Io(why.to_string())
            }
            T::OpenWriteError(why) => Self::Io(why.to_string()),
            // A thread that writes ends when the file system refuses, and takes the reason with it.
            T::ErrorInThread(_) => Self::Io("it stopped half way, as on a full disk".to_owned()),
            other => Self::rebuild(other),
        }
    }
}

impl From<std::io::Error> for IndexError {
    fn from(error: std::io::Error) -> Self {
        Self::Io(error.to_string())
    }
}

/// Whether a panic arose in the index library, every call of which is guarded: who called hears of it as an error.
pub fn is_guarded(panic: &PanicHookInfo<'_>) -> bool {
    panic
        .location()
        .is_some_and(|place| place.file().contains("tantivy"))
}

/// Runs a call into the index library, which panics on damaged files; a panic becomes a reason to rebuild.
pub(crate) fn guarded<T>(call: impl FnOnce() -> Result<T, IndexError>) -> Result<T, IndexError> {
    catch_unwind(AssertUnwindSafe(call)).unwrap_or_else(|panic| {
        let why = panic
            .downcast_ref::<String>()
            .map(String::as_str)
            .or_else(|| panic.downcast_ref::<&str>().copied())
            .unwrap_or("the index library gave up");
        Err(IndexError::rebuild(why))
    })
}
