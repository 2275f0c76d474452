//! The work behind the screen: catching up, loading, recognising, tidying; on one thread, in this order.

use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};

use crate::ingest::Source;
use crate::model::Phase;

use super::derive::{self, Derive};
use super::seen::Seen;
use super::{Library, LoadError, Loaded, gather, load, lock, recognise};
use crate::index::columns::ColumnsWriter;

/// How far the work is to go.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Upto {
    /// Every article is read and searchable.
    Articles,
    /// Their actors are recognised, too.
    Actors,
}

/// The thread that works.
#[derive(Default)]
pub(super) struct Jobs(Mutex<Option<JoinHandle<()>>>);

impl Library {
    /// Starts the work on a thread of its own: reads the sources, then recognises actors, then tidies.
    pub fn start(self: &Arc<Self>) {
        if !self.can_write {
            self.held.iter().for_each(|who| self.say(who));
            return;
        }
        let library = Arc::clone(self);
        let work = move || {
            let done = library.work(Upto::Actors, &mut |_| {});
            match done {
                Ok(_) => library.tidy(),
                Err(error) => library
                    .watch
                    .change(|progress| progress.phase = Phase::Failed(library.words_of(&error))),
            }
        };
        let spawned = thread::Builder::new()
            .name("library".to_owned())
            .spawn(work);
        match spawned {
            Ok(thread) => *lock(&self.jobs.0) = Some(thread),
            Err(error) => self.say(format!("no thread for loading: {error}")),
        }
    }

    /// Does the work here and now, as far as asked. `committed` hears the number of new articles after each durable batch.
    pub fn work(&self, upto: Upto, committed: &mut dyn FnMut(u64)) -> Result<Loaded, LoadError> {
        if !self.can_write {
            return Ok(Loaded::default());
        }
        let sources = self.place.sources.clone();
        // A library that only `add` fills has no sources: nothing of it has gone because none was met.
        let whole = !sources.is_empty();
        let loaded = self.read(&sources, whole, committed)?;
        if upto >= Upto::Actors && !loaded.cancelled {
            recognise::recognise(self)?;
        }
        self.rest();
        Ok(loaded)
    }

    /// Reads more sources into the library; what is there stays.
    pub fn add(
        &self,
        sources: &[Source],
        committed: &mut dyn FnMut(u64),
    ) -> Result<Loaded, LoadError> {
        // Who has it open is told before the text index says that it is locked.
        self.store()?.check_writable()?;
        let loaded = self.read(sources, false, committed)?;
        if !loaded.cancelled {
            recognise::recognise(self)?;
        }
        self.rest();
        Ok(loaded)
    }

    /// Why a load ended early, and what the reader can do about it.
    pub fn words_of(&self, error: &LoadError) -> String {
        if !error.is_of_room() {
            return error.to_string();
        }
        let remedy = match (self.place.sources.is_empty(), self.place.passing) {
            (true, _) => "make room there and run it again",
            (false, true) => "make room there or set TMPDIR to a folder with room",
            (false, false) => "make room there or set XDG_CACHE_HOME to a folder with room",
        };
        format!("{error}; {remedy}")
    }

    /// Ends the work that goes on; what was committed stays.
    pub fn cancel(&self) {
        self.watch.cancel.cancel();
    }

    /// Ends the work and waits for its thread.
    pub fn close(&self) {
        self.cancel();
        if let Some(thread) = lock(&self.jobs.0).take() {
            // A panic in the worker has been reported by the hook already.
            let _ = thread.join();
        }
    }

    fn read(
        &self,
        sources: &[Source],
        whole: bool,
        committed: &mut dyn FnMut(u64),
    ) -> Result<Loaded, LoadError> {
        let loaded = load::load(self, sources, whole, committed);
        if loaded.is_err() {
            // What was committed can be read all the same; the fault itself is what the caller hears.
            let _ = self.see_what_is_there();
        }
        loaded
    }

    fn rest(&self) {
        let phase = if self.watch.cancel.is_cancelled() {
            Phase::Cancelled
        } else {
            Phase::Idle
        };
        // The log is read all the same where this does not succeed.
        if let Some(mut store) = self.store.if_awake() {
            let _ = store.settle();
        }
        self.watch.change(|progress| progress.phase = phase);
    }

    /// Merges what many commits left behind, while nothing else is to be done: searches are faster afterwards. Takes seconds
    /// after a million articles, and nothing where there is little to merge.
    pub fn tidy(&self) {
        if !self.can_write || self.watch.cancel.is_cancelled() {
            return;
        }
        let tidied = Derive::begin(self).and_then(|mut derive| derive.tidy());
        if let Err(error) = tidied {
            self.say(format!("the index could not be tidied: {error}"));
        }
    }

    /// Tells everyone that there is more to see.
    pub(super) fn announce(&self) {
        let generation = self.seen().generation;
        self.watch
            .change(|progress| progress.generation = generation.max(progress.generation + 1));
    }

    /// For a library that only is read, or cannot be brought up to date: shows what has been committed so far.
    pub(super) fn see_what_is_there(&self) -> Result<(), LoadError> {
        let seen = self.seen();
        let mut columns = ColumnsWriter::from(Arc::clone(&seen.columns));
        derive::catch_up_columns(self, &mut columns)?;
        self.show(Seen {
            columns: columns.publish()?,
            ..Seen::clone(&seen)
        });
        gather::see_what_is_there(self)
    }
}
