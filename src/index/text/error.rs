//! What can go wrong in the text index, and the guard around the index library.

use std::cell::Cell;
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

    /// A reason to rebuild, of which the first line says enough.
    pub(crate) fn rebuild(why: impl std::fmt::Display) -> Self {
        let why = why.to_string();
        Self::Rebuild {
            why: why.lines().next().unwrap_or_default().to_owned(),
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

/// Crates of the index library: those of its threads that are not ours are told by where they panic.
const CRATES: &[&str] = &[
    "tantivy",
    "ownedbytes",
    "bitpacking",
    "fst",
    "lz4_flex",
    "levenshtein_automata",
];

thread_local! {
    /// How many calls into the index library this thread is in.
    static GUARDED: Cell<u32> = const { Cell::new(0) };
}

/// Counts a call for as long as it takes.
struct Inside;

impl Inside {
    fn enter() -> Self {
        GUARDED.with(|guarded| guarded.set(guarded.get() + 1));
        Self
    }
}

impl Drop for Inside {
    fn drop(&mut self) {
        GUARDED.with(|guarded| guarded.set(guarded.get() - 1));
    }
}

/// Whether a panic arose in a call into the index library, every one of which is guarded: who called hears of it as an error.
pub fn is_guarded(panic: &PanicHookInfo<'_>) -> bool {
    let is_inside = GUARDED.try_with(|guarded| guarded.get() > 0);
    is_inside.unwrap_or(false)
        || panic
            .location()
            .is_some_and(|place| is_of_library(place.file()))
}

/// Whether a file is one of the index library's: `…/ownedbytes-0.9.0/src/lib.rs`.
fn is_of_library(file: &str) -> bool {
    file.split(['/', '\\']).any(|part| {
        CRATES.iter().any(|name| {
            let rest = part.strip_prefix(name);
            rest.is_some_and(|rest| rest.starts_with(['-', '_']))
        })
    })
}

/// Runs a call into the index library, which panics on damaged files; a panic becomes a reason to rebuild.
pub(crate) fn guarded<T>(call: impl FnOnce() -> Result<T, IndexError>) -> Result<T, IndexError> {
    let inside = Inside::enter();
    let done = catch_unwind(AssertUnwindSafe(call));
    drop(inside);
    done.unwrap_or_else(|panic| {
        let why = panic
            .downcast_ref::<String>()
            .map(String::as_str)
            .or_else(|| panic.downcast_ref::<&str>().copied())
            .unwrap_or("the index library gave up");
        Err(IndexError::rebuild(why))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_of_the_index_library_are_known() {
        for file in [
            "/home/x/.cargo/registry/src/index-1/tantivy-0.26.0/src/lib.rs",
            "/c/tantivy-columnar-0.6.0/src/a.rs",
            "/c/tantivy_common-0.6.0/src/a.rs",
            "C:\\c\\ownedbytes-0.9.0\\src\\lib.rs",
            "/c/fst-0.4.7/src/raw.rs",
        ] {
            assert!(is_of_library(file), "{file}");
        }
        for file in ["src/index/text/error.rs", "/c/fstab-1.0.0/src/lib.rs"] {
            assert!(!is_of_library(file), "{file}");
        }
    }

    #[test]
    fn a_panic_is_an_error_and_known_as_guarded() {
        let depth = || GUARDED.with(Cell::get);
        let fault = guarded(|| {
            assert_eq!(depth(), 1);
            guarded(|| Ok(()))?;
            panic!("a file is damaged\nand more");
            #[allow(unreachable_code)]
            Ok(())
        });
        assert!(matches!(fault, Err(IndexError::Rebuild { why }) if why == "a file is damaged"),);
        assert_eq!(depth(), 0);
    }
}
