//! Whether a library is up to date, told without writing anything, so that a subcommand on an unchanged library answers at once.

use std::cell::{Cell, RefCell};
use std::collections::HashSet;

use crate::ingest::{self, FileOutcome, Flow, Options, Parsed, Sink, Source};
use crate::model::Problem;
use crate::store::Reader;

use super::load::{is_same, known_inputs};
use super::{Library, LoadError, Loaded, Upto};

impl Library {
    /// Does the work as [`Library::work`] does, unless nothing has changed since it was last done.
    pub fn catch_up(
        &self,
        upto: Upto,
        committed: &mut dyn FnMut(u64),
    ) -> Result<Loaded, LoadError> {
        if !self.can_write {
            // Who only asks is kept from nothing by another process that has it open, unless there is something to be done first.
            if let Some(who) = &self.held
                && !self.is_current(upto).unwrap_or(false)
            {
                self.say(who);
            }
            return Ok(Loaded::default());
        }
        if self.is_current(upto)? {
            return Ok(Loaded::default());
        }
        self.work(upto, committed)
    }

    fn is_current(&self, upto: Upto) -> Result<bool, LoadError> {
        let reader = self.reader()?;
        let _held = reader.hold()?;
        let columns = &self.seen().columns;
        let Some(text) = self.text() else {
            return Ok(false);
        };
        let shown = columns.len() as u64 == reader.articles()?
            && reader.gone_since(columns.stamp())?.is_empty();
        if !shown || text.last() < reader.last()? {
            return Ok(false);
        }
        if upto >= Upto::Actors && !self.actors_are_current(&reader)? {
            return Ok(false);
        }
        Ok(self.place.sources.is_empty() || self.sources_are_unchanged()?)
    }

    fn actors_are_current(&self, reader: &Reader) -> Result<bool, LoadError> {
        let saved = reader.about(super::gather::SAVED)?;
        let stamp = self.seen().actors.stamp();
        let shown = stamp > 0 && saved == Some(super::gather::saved_word(stamp));
        // Another process may have decided on actors while somebody else wrote the library.
        let as_decided = super::gather::is_as_decided(reader, self.seen().curation.get(reader)?)?;
        let empty = reader.articles()? == 0;
        Ok(empty
            || (shown
                && as_decided
                && reader.gone_since(stamp)?.is_empty()
                && self.seen().actors.recognised() as u64 == reader.articles()?
                && !reader.is_outdated(self.reading_version(reader)?)?))
    }

    /// Walks over the sources without opening any file.
    fn sources_are_unchanged(&self) -> Result<bool, LoadError> {
        // What a pipe brings can be read but once, and not to compare it.
        if self.place.sources.contains(&Source::Stdin) {
            return Ok(false);
        }
        let known = known_inputs(self)?;
        let met = RefCell::new(HashSet::new());
        let changed = Cell::new(false);
        let look = |input: &ingest::Input| {
            let same = known
                .get(&input.key)
                .is_some_and(|known| is_same(known, input));
            changed.set(changed.get() || !same);
            met.borrow_mut().insert(input.key.clone());
            true
        };
        let options = Options {
            known: &look,
            workers: 1,
            ..Options::new(self.today)
        };
        let mut met_something = Nothing(true);
        ingest::read(
            &self.place.sources,
            &options,
            &mut met_something,
            &self.watch.cancel,
        );
        let met = met.into_inner();
        Ok(met_something.0 && !changed.get() && known.keys().all(|key| met.contains(key)))
    }
}

/// Takes nothing; turns false where there was something to take.
struct Nothing(bool);

impl Sink for Nothing {
    fn begin(&mut self, _: &ingest::Input) {
        self.0 = false;
    }

    fn article(&mut self, _: Parsed) -> Flow {
        self.0 = false;
        Flow::Stop
    }

    fn problem(&mut self, _: Problem) {
        self.0 = false;
    }

    fn end(&mut self, _: &ingest::Input, _: FileOutcome) {}

    fn bytes(&mut self, _: u64) {}
}
