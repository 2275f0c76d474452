//! What can go wrong in the store, each with the path and, in its words, what was kept.

use std::{
    fmt, io,
    path::{Path, PathBuf},
};

use rusqlite::ErrorCode;

/// A fault of the store.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// There is no room left on the disk.
    #[error("{}: the disk is full; everything committed before is kept", path.display())]
    Full {
        /// The database.
        path: PathBuf,
    },
    /// No more can be written, and not because the disk were full.
    #[error("{}: no more can be written to it ({why}); everything committed before is kept", path.display())]
    Unwritten {
        /// The database.
        path: PathBuf,
        /// What the operating system or the database said.
        why: String,
    },
    /// The database cannot be read as one.
    #[error("{}: the database is damaged ({what}); `dateline verify` saves what can still be read", path.display())]
    Damaged {
        /// The database.
        path: PathBuf,
        /// What was found.
        what: String,
    },
    /// The database is gone, empty or cut short, though articles were there.
    #[error(
        "{}: {} kept here, but the database is {what}; it is not replaced by an empty one. Put it back from a copy, or run \
         `dateline verify`, which saves what is left, and add its sources again",
        path.display(),
        were(*expected)
    )]
    Lost {
        /// The database.
        path: PathBuf,
        /// Articles that were there when it was last written, where that is known.
        expected: Option<u64>,
        /// "missing", "empty", "cut short".
        what: &'static str,
    },
    /// The database was written by a newer dateline.
    #[error("{}: written by a newer dateline (layout {found}, this one knows {known}); nothing was changed", path.display())]
    Newer {
        /// The database.
        path: PathBuf,
        /// Its layout.
        found: u32,
        /// The newest layout this program knows.
        known: u32,
    },
    /// The database has an older layout and cannot be brought up to date, because it is only read.
    #[error("{}: has the older layout {found} and cannot be written, so it cannot be brought up to date", path.display())]
    Older {
        /// The database.
        path: PathBuf,
        /// Its layout.
        found: u32,
    },
    /// Only reading is possible.
    #[error("{}: {why}", path.display())]
    ReadOnly {
        /// The library.
        path: PathBuf,
        /// Why.
        why: ReadOnly,
    },
    /// There is no database.
    #[error("{}: there is no library here", path.display())]
    Missing {
        /// The database.
        path: PathBuf,
    },
    /// The library has given out every number it has.
    #[error("{}: no library holds more than 4 billion articles", path.display())]
    TooMany {
        /// The database.
        path: PathBuf,
    },
    /// The operating system refused.
    #[error("{}: {source}", path.display())]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// What it said.
        source: io::Error,
    },
    /// Anything else the database said.
    #[error("{}: {source}", path.display())]
    Sql {
        /// The database.
        path: PathBuf,
        /// What it said.
        source: rusqlite::Error,
    },
}

impl StoreError {
    /// Whether no more could be written, as on a full disk.
    pub(crate) fn is_of_room(&self) -> bool {
        matches!(self, Self::Full { .. } | Self::Unwritten { .. })
    }
}

fn were(articles: Option<u64>) -> String {
    match articles {
        Some(1) => "1 article was".to_owned(),
        Some(articles) => format!("{articles} articles were"),
        None => "articles were".to_owned(),
    }
}

/// Why a library is only read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReadOnly {
    /// It was opened so.
    Asked,
    /// Another process has the right to write it, whether it writes just now or not.
    Held {
        /// Its process number, where it could be read.
        pid: Option<u32>,
    },
    /// Its folder or file cannot be written.
    Unwritable {
        /// What the operating system said.
        why: String,
    },
}

impl fmt::Display for ReadOnly {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Asked => f.write_str("the library is open for reading only"),
            Self::Held { pid: Some(pid) } => write!(
                f,
                "another dateline (process {pid}) has this library open; this one only reads it"
            ),
            Self::Held { pid: None } => {
                f.write_str("another dateline has this library open; this one only reads it")
            }
            Self::Unwritable { why } => {
                write!(f, "the library is only read: it cannot be written ({why})")
            }
        }
    }
}

/// Turns the database's own faults into ours, with the path they belong to.
pub(super) trait At<T> {
    /// Names the database the fault belongs to.
    fn at(self, path: &Path) -> Result<T, StoreError>;
}

impl<T> At<T> for rusqlite::Result<T> {
    fn at(self, path: &Path) -> Result<T, StoreError> {
        self.map_err(|source| {
            let path = path.to_path_buf();
            match source.sqlite_error_code() {
                Some(ErrorCode::DiskFull) => StoreError::Full { path },
                Some(ErrorCode::SystemIoFailure) if is_of_writing(&source) => {
                    StoreError::Unwritten {
                        path,
                        why: source.to_string(),
                    }
                }
                Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => StoreError::Damaged {
                    path,
                    what: source.to_string(),
                },
                Some(ErrorCode::ReadOnly) => StoreError::ReadOnly {
                    path,
                    why: ReadOnly::Unwritable {
                        why: source.to_string(),
                    },
                },
                _ if is_of_a_value(&source) => StoreError::Damaged {
                    path,
                    what: format!("a row holds what is not ours: {source}"),
                },
                _ => StoreError::Sql { path, source },
            }
        })
    }
}

/// Whether a fault of the system came as something was written: a file grew too large, a disk went away.
fn is_of_writing(fault: &rusqlite::Error) -> bool {
    use rusqlite::ffi;
    let code = fault.sqlite_error().map(|error| error.extended_code);
    code.is_some_and(|code| {
        [
            ffi::SQLITE_IOERR_WRITE,
            ffi::SQLITE_IOERR_FSYNC,
            ffi::SQLITE_IOERR_TRUNCATE,
            ffi::SQLITE_IOERR_SHMSIZE,
        ]
        .contains(&code)
    })
}

/// Whether a fault says that a stored value is not of the kind that is written there.
pub(super) fn is_of_a_value(fault: &rusqlite::Error) -> bool {
    use rusqlite::Error as E;
    matches!(
        fault,
        E::FromSqlConversionFailure(..)
            | E::IntegralValueOutOfRange(..)
            | E::InvalidColumnType(..)
            | E::Utf8Error(..)
    )
}

impl<T> At<T> for io::Result<T> {
    fn at(self, path: &Path) -> Result<T, StoreError> {
        self.map_err(|source| {
            let path = path.to_path_buf();
            match source.kind() {
                io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
                    StoreError::Full { path }
                }
                io::ErrorKind::FileTooLarge => StoreError::Unwritten {
                    path,
                    why: source.to_string(),
                },
                _ => StoreError::Io { path, source },
            }
        })
    }
}

/// A fault that says a stored value cannot be read; becomes [`StoreError::Damaged`].
pub(super) fn unreadable(what: impl Into<String>) -> rusqlite::Error {
    let corrupt = rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_CORRUPT);
    rusqlite::Error::SqliteFailure(corrupt, Some(what.into()))
}
