//! A text index that turns out to be damaged while it is asked: put aside, made anew, and asked again.

use std::sync::TryLockError;

use crate::index::text::{IndexError, TextIndex};

use super::derive::Derive;
use super::open::{TEXT, put_aside};
use super::{Library, LoadError, LookError, lock};

impl Library {
    /// Asks the text index. One that is damaged is made anew first, once a run.
    pub(super) fn ask_index<T>(
        &self,
        ask: impl Fn(&TextIndex) -> Result<T, IndexError>,
    ) -> Result<T, LookError> {
        let text = self.index()?;
        match ask(text) {
            Err(IndexError::Rebuild { why }) if self.can_write => {
                self.renew_index(text, why)?;
                Ok(ask(self.index()?)?)
            }
            other => Ok(other?),
        }
    }

    fn renew_index(&self, damaged: &TextIndex, why: String) -> Result<(), LookError> {
        let _alone = lock(&self.renewing);
        if !std::ptr::eq(damaged, self.index()?) {
            // Another question has met the damage meanwhile.
            return Ok(());
        }
        if self.anew.get().is_some() {
            return Err(IndexError::Rebuild { why }.into());
        }
        let folder = self.place.dir.join(TEXT);
        // Who writes the index now would write into the new one.
        let writing = match self.deriving.try_lock() {
            Err(TryLockError::WouldBlock) => {
                return Err(IndexError::Unreadable(
                    "it is damaged; it is made anew at the first search after the work that goes on"
                        .to_owned(),
                )
                .into());
            }
            writing => writing,
        };
        let fault = |error: std::io::Error| IndexError::from(error).at(&folder);
        let aside = put_aside(&folder).map_err(fault)?;
        self.say(format!(
            "the text index was damaged and is put aside as {aside}; it is made anew: {why}"
        ));
        self.watch.change(|_| {});
        let made = TextIndex::create(&folder).map_err(|error| error.at(&folder))?;
        let _ = self.anew.set(made);
        drop(writing);
        let filled = Derive::begin(self).and_then(|mut derive| derive.finish());
        filled.map_err(|error| match error {
            LoadError::Store(error) => error.into(),
            LoadError::Index(error) => error.into(),
            LoadError::Columns(error) => IndexError::Io(error.to_string()).into(),
        })
    }
}
