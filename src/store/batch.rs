//! A batch: everything written between two commits. It is committed as a whole, or dropped without a trace.

use std::path::Path;

use rusqlite::Connection;

use crate::model::ArticleNo;

use super::{Store, StoreError, error::At, merge::Tally, references, schema, state::State};

/// An open batch. Dropped without [`Batch::commit`] nothing of it stays.
pub struct Batch<'a> {
    pub(super) store: &'a mut Store,
    pub(super) added: u64,
    pub(super) duplicates: u64,
    pub(super) removed: Vec<ArticleNo>,
    pub(super) tally: Tally,
    before: State,
    open: bool,
}

/// What a commit made lasting.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Committed {
    /// The generation the library has now.
    pub generation: u64,
    /// The highest number any article has had; `None` in a library that never held one.
    pub last: Option<ArticleNo>,
    /// Articles added, changed ones included.
    pub added: u64,
    /// Duplicates folded.
    pub duplicates: u64,
    /// Articles that went, to be taken out of the index.
    pub removed: Vec<ArticleNo>,
}

impl Store {
    /// Opens a batch; waits a while where another process writes.
    pub fn batch(&mut self) -> Result<Batch<'_>, StoreError> {
        self.check_writable()?;
        self.db.execute_batch("BEGIN IMMEDIATE").at(&self.path)?;
        if self.state.articles == 0 && self.state.next == 1 && !self.bulk.is_on() && !self.indexed {
            self.bulk.start();
        }
        let mut batch = Batch {
            before: self.state,
            store: self,
            added: 0,
            duplicates: 0,
            removed: Vec::new(),
            tally: Tally::default(),
            open: true,
        };
        if !batch.store.indexed && !batch.store.bulk.is_on() {
            // A first load was interrupted: what comes now is told from what is there by the indexes.
            batch.make_indexes()?;
        }
        Ok(batch)
    }
}

impl Batch<'_> {
    /// Makes everything in the batch lasting.
    pub fn commit(mut self) -> Result<Committed, StoreError> {
        self.flush_actors()?;
        self.store.state.generation += 1;
        let (db, path) = self.parts();
        self.store
            .state
            .write(db)
            .and_then(|()| db.execute_batch("COMMIT"))
            .at(path)?;
        self.open = false;
        self.store.bulk.keep();
        let state = self.store.state;
        let committed = Committed {
            generation: state.generation,
            last: u32::try_from(state.next - 1)
                .ok()
                .filter(|&last| last > 0)
                .map(ArticleNo),
            added: self.added,
            duplicates: self.duplicates,
            removed: std::mem::take(&mut self.removed),
        };
        self.store.after_commit();
        Ok(committed)
    }

    /// The connection and the path its faults belong to.
    pub(super) fn parts(&self) -> (&Connection, &Path) {
        (&self.store.db, &self.store.path)
    }

    /// Ends a first load inside this batch, because something needs the indexes.
    pub(super) fn leave_bulk(&mut self) -> Result<(), StoreError> {
        if self.store.bulk.is_on() {
            self.make_indexes()?;
        }
        Ok(())
    }

    /// Makes the indexes and resolves what waited for them.
    pub(super) fn make_indexes(&mut self) -> Result<(), StoreError> {
        let (db, path) = self.parts();
        db.execute_batch(schema::INDEXES)
            .and_then(|()| references::resolve_all(db))
            .at(path)?;
        self.store.bulk.stop();
        self.store.indexed = true;
        Ok(())
    }
}

impl Drop for Batch<'_> {
    fn drop(&mut self) {
        if !self.open {
            return;
        }
        // A fault such as a full disk may have ended the transaction already.
        if !self.store.db.is_autocommit() {
            let _ = self.store.db.execute_batch("ROLLBACK");
        }
        self.store.after_rollback(self.before);
    }
}
