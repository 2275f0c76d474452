//! The reader's own marks: stars, what has been read, places, tags, notes, saved searches, and small things kept from visit to visit.
//!
//! They name articles by id, so that they outlive any library made from sources; they lie in a file of their own that is
//! written through to the disk with every change and copied every day.

mod change;
mod copies;
mod decisions;
mod dictionary;
mod kept;
mod open;
mod read;
mod rescue;
mod searches;
mod visits;

pub use change::{Undone, What};
pub use open::MarksOpened;
pub use searches::KeptSearch;
pub use visits::Visit;

use std::path::{Path, PathBuf};

use rusqlite::Connection;

use super::ReadOnly;

/// The layout of the marks this program writes.
const LAYOUT: u32 = 2;

/// The tables of layout 1.
const TABLES: &str = "
CREATE TABLE marks (
    id TEXT PRIMARY KEY, starred INTEGER NOT NULL DEFAULT 0, read INTEGER NOT NULL DEFAULT 0, place INTEGER,
    note TEXT, seen INTEGER) WITHOUT ROWID;
CREATE TABLE tags (id TEXT NOT NULL, tag TEXT NOT NULL, PRIMARY KEY (id, tag)) WITHOUT ROWID;
CREATE INDEX tags_tag ON tags (tag);
CREATE TABLE journal (j INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, entry TEXT NOT NULL);
CREATE TABLE kept (key TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;
";

/// What layout 2 adds. `searches.library` and `last` say how far a search has been seen, `visits.weight` holds at `at`.
const TABLES_OF_2: &str = "
CREATE TABLE searches (
    name TEXT PRIMARY KEY, query TEXT NOT NULL, sort TEXT NOT NULL, library TEXT, last INTEGER) WITHOUT ROWID;
CREATE TABLE queries (q INTEGER PRIMARY KEY AUTOINCREMENT, query TEXT NOT NULL UNIQUE);
CREATE TABLE visits (
    kind TEXT NOT NULL, name TEXT NOT NULL, weight REAL NOT NULL, at INTEGER NOT NULL,
    PRIMARY KEY (kind, name)) WITHOUT ROWID;
";

/// The reader's marks, open.
pub struct Marks {
    db: Connection,
    path: PathBuf,
    read_only: Option<ReadOnly>,
}

impl Marks {
    fn parts(&self) -> (&Connection, &Path) {
        (&self.db, &self.path)
    }

    /// Why marks are not kept, if so.
    pub fn read_only(&self) -> Option<&ReadOnly> {
        self.read_only.as_ref()
    }
}
