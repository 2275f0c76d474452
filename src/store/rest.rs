//! A library at rest: the right to write is held, but the writer's connection is only made when something is written. Most openings
//! only read, and a connection costs more than many a question.

use std::path::{Path, PathBuf};

use super::{
    Opened, Reader, Readers, Store, StoreError,
    bulk::Bulk,
    lock::WriteLock,
    migrate, open,
    schema::LAYOUT,
    sidecar::Sidecar,
    state::{self, State},
};

/// The right to write a library that is whole and up to date.
pub struct AtRest {
    dir: PathBuf,
    lock: WriteLock,
}

/// A library found whole and up to date, with nothing to put right.
pub struct Resting {
    /// The right to write it.
    pub store: AtRest,
    /// What makes readers.
    pub readers: Readers,
    /// The reader that looked at it.
    pub reader: Reader,
    /// The generation of what is committed.
    pub generation: u64,
}

impl AtRest {
    /// Finds a library in a folder that needs nothing done before it is read. `None` where it does, or is not there, or cannot be
    /// written: [`Store::open`] says which.
    pub fn find(dir: &Path) -> Option<Resting> {
        let path = dir.join(open::DATABASE);
        let noted = Sidecar::find(dir)?;
        if noted.articles == 0 || open::has_log(&path) || !open::check_file(&path, noted).ok()? {
            return None;
        }
        let lock = WriteLock::take(dir).ok()?;
        let (db, immutable) = open::connect_reading(&path).ok()?;
        let held = db.unchecked_transaction().ok()?;
        if immutable || migrate::layout(&db).ok()? != LAYOUT {
            return None;
        }
        let state = State::read(&db).ok()?;
        let is_whole = state.articles > 0
            && state.generation >= noted.generation
            && state::identity(&db).ok()?.is_some()
            && open::has_indexes(&db).ok()?;
        drop(held);
        if !is_whole {
            return None;
        }
        let readers = Readers::new(&path, false, Bulk::default());
        Some(Resting {
            reader: readers.with(db),
            readers,
            generation: state.generation,
            store: Self {
                dir: dir.to_path_buf(),
                lock,
            },
        })
    }

    /// Opens it for writing.
    pub fn wake(self) -> Result<(Store, Opened), StoreError> {
        open::open_writing(&self.dir, self.lock)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::Mode;

    #[test]
    fn a_new_library_is_not_at_rest() {
        let dir = tempfile::tempdir().expect("a folder");
        assert!(AtRest::find(dir.path()).is_none());
        drop(Store::open(dir.path(), Mode::Write).expect("a new library"));
        assert!(AtRest::find(dir.path()).is_none());
        let (_, opened) = Store::open(dir.path(), Mode::Write).expect("nobody holds it");
        assert_eq!(opened, Opened::default());
    }
}
