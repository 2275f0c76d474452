//! The library as its one writing process holds it.

use std::{
    collections::HashMap,
    path::{Path, PathBuf},
    sync::mpsc,
    thread,
    time::Duration,
};

use rusqlite::Connection;

use crate::model::Article;

use super::{
    Counts, ReadOnly, Reader, Readers, StoreError,
    bulk::Bulk,
    compress::{self, Packer},
    error::At,
    inputs::Pass,
    lock::WriteLock,
    merge::Merged,
    open::PATIENCE,
    record,
    sidecar::Sidecar,
    state::{self, State},
};

/// An open library. Where it could only be opened for reading, [`Store::batch`] says so.
pub struct Store {
    pub(super) db: Connection,
    pub(super) dir: PathBuf,
    pub(super) path: PathBuf,
    pub(super) read_only: Option<ReadOnly>,
    pub(super) immutable: bool,
    pub(super) state: State,
    pub(super) indexed: bool,
    pub(super) bulk: Bulk,
    /// Read with the library's dictionary when the first body is packed.
    pub(super) packer: Option<Packer>,
    pub(super) lessons: Lessons,
    pub(super) passes: HashMap<u32, Pass>,
    /// Next suffix to try for ids that several texts have.
    pub(super) crowded: HashMap<String, u64>,
    pub(super) merged: Option<Merged>,
    pub(super) noted: Sidecar,
    pub(super) lock: Option<WriteLock>,
}

/// Articles from which on the note beside the database is written while a load goes on.
const NOTE_FROM: u64 = 5_000;

impl Store {
    /// A new connection for reading, with its own view of what is committed.
    pub fn reader(&self) -> Result<Reader, StoreError> {
        self.readers().open()
    }

    /// What makes readers, also on other threads.
    pub fn readers(&self) -> Readers {
        Readers::new(&self.path, self.immutable, self.bulk.clone())
    }

    /// A packer for a worker thread; see [`super::Facts::of`].
    pub fn packer(&mut self) -> Result<Packer, StoreError> {
        self.own_packer().map(|packer| packer.clone())
    }

    pub(super) fn own_packer(&mut self) -> Result<&mut Packer, StoreError> {
        let packer = match self.packer.take() {
            Some(packer) => packer,
            None => Packer::of(&self.db).at(&self.path)?,
        };
        Ok(self.packer.insert(packer))
    }

    /// Why nothing can be written, if so.
    pub fn read_only(&self) -> Option<&ReadOnly> {
        self.read_only.as_ref()
    }

    /// The generation of what is committed; it grows with every commit.
    pub fn generation(&self) -> u64 {
        self.state.generation
    }

    /// The library's folder.
    pub fn folder(&self) -> &Path {
        &self.dir
    }

    /// How much the library holds.
    pub fn counts(&self) -> Result<Counts, StoreError> {
        state::counts(&self.db).at(&self.path)
    }

    /// Keeps a word about the library (its name, its sources) under a key of the caller's.
    pub fn set_about(&mut self, key: &str, value: &str) -> Result<(), StoreError> {
        self.check_writable()?;
        state::write(&self.db, &about_key(key), &value).at(&self.path)
    }

    /// A word kept by [`Store::set_about`].
    pub fn about(&self, key: &str) -> Result<Option<String>, StoreError> {
        state::read(&self.db, &about_key(key)).at(&self.path)
    }

    /// Ends a load: makes the indexes that waited, resolves related pieces, writes everything through to the disk.
    /// Cheap where there is nothing to do.
    pub fn finish(&mut self) -> Result<(), StoreError> {
        self.check_writable()?;
        if !self.indexed && self.state.articles > 0 {
            let mut batch = self.batch()?;
            batch.make_indexes()?;
            batch.commit()?;
        }
        self.lessons.give_up();
        // A reader may hold the log; the next checkpoint takes what this one leaves.
        self.db
            .execute_batch("PRAGMA wal_checkpoint(PASSIVE); PRAGMA synchronous=FULL;")
            .at(&self.path)?;
        self.note();
        Ok(())
    }

    /// Moves what stands in the log into the database, so that the next opening has no log to read. Where a reader is
    /// in the way it stays for the next time.
    pub fn settle(&mut self) -> Result<(), StoreError> {
        self.check_writable()?;
        let settle = || {
            self.db.busy_timeout(Duration::ZERO)?;
            let settled = self
                .db
                .query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()));
            self.db.busy_timeout(PATIENCE)?;
            settled
        };
        settle().at(&self.path)
    }

    /// An error where nothing can be written, with the reason.
    pub fn check_writable(&self) -> Result<(), StoreError> {
        match &self.read_only {
            None => Ok(()),
            Some(why) => Err(StoreError::ReadOnly {
                path: self.path.clone(),
                why: why.clone(),
            }),
        }
    }

    pub(super) fn after_commit(&mut self) {
        if self.state.articles >= NOTE_FROM.max(self.noted.articles.saturating_mul(2)) {
            self.note();
        }
        if let Some(dictionary) = self.lessons.learned() {
            // Without it bodies are only packed a little worse.
            let _ = self.keep_dictionary(&dictionary);
        }
    }

    pub(super) fn after_rollback(&mut self, before: State) {
        self.state = before;
        self.bulk.forget();
        self.passes.clear();
        self.crowded.clear();
        self.merged = None;
        // Indexes made in the batch went with it.
        self.indexed = super::open::has_indexes(&self.db).unwrap_or(false);
        if !self.indexed && self.state.articles == 0 && self.state.next == 1 {
            self.bulk.start();
        }
    }

    fn keep_dictionary(&mut self, bytes: &[u8]) -> Result<(), StoreError> {
        let number: u32 = self
            .db
            .query_row(
                "INSERT INTO dictionaries (bytes) VALUES (?) RETURNING d",
                [bytes],
                |row| row.get(0),
            )
            .at(&self.path)?;
        self.own_packer()?.learn(number, bytes);
        Ok(())
    }

    fn note(&mut self) {
        let note = Sidecar {
            articles: self.state.articles,
            generation: self.state.generation,
        };
        // The note is a second line of defence: that it cannot be written is no reason to stop.
        if note != self.noted && note.write(&self.dir).is_ok() {
            self.noted = note;
        }
    }
}

impl Drop for Store {
    fn drop(&mut self) {
        if self.lock.is_some() {
            self.note();
        }
    }
}

fn about_key(key: &str) -> String {
    format!("about.{key}")
}

/// Collects the first bodies and has a dictionary learned from them, on a thread of its own.
#[derive(Default)]
pub(super) struct Lessons {
    samples: Vec<Vec<u8>>,
    pending: Option<mpsc::Receiver<Option<Vec<u8>>>>,
    over: bool,
}

impl Lessons {
    /// Takes a body and what stands beside it as a sample, as long as samples are wanted: none where a dictionary was learned before.
    pub(super) fn note(&mut self, is_learned: bool, article: &Article) {
        let body = article.body.as_bytes();
        if self.over || body.is_empty() {
            return;
        }
        if self.samples.is_empty() && is_learned {
            self.over = true;
            return;
        }
        let aside = record::aside(article, &record::encode_more(article));
        let body = &body[..body.len().min(compress::SAMPLE_BYTES)];
        self.samples.push([body, &aside].concat());
        if self.samples.len() >= compress::SAMPLES {
            self.over = true;
            let samples = std::mem::take(&mut self.samples);
            let (send, receive) = mpsc::channel();
            let learn = move || {
                // Nobody listens any more when the library was closed meanwhile.
                let _ = send.send(compress::train(&samples));
            };
            if thread::Builder::new()
                .name("dictionary".into())
                .spawn(learn)
                .is_ok()
            {
                self.pending = Some(receive);
            }
        }
    }

    /// A dictionary that has been learned since the last call.
    pub(super) fn learned(&mut self) -> Option<Vec<u8>> {
        let result = self.pending.as_ref()?.try_recv();
        match result {
            Ok(dictionary) => {
                self.pending = None;
                dictionary
            }
            Err(mpsc::TryRecvError::Empty) => None,
            Err(mpsc::TryRecvError::Disconnected) => {
                self.pending = None;
                None
            }
        }
    }

    /// The load is over: what few samples there are teach nothing.
    fn give_up(&mut self) {
        self.samples = Vec::new();
    }
}
