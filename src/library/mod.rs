//! The one core: look at an address, change a mark, run a job.
//!
//! Brings the rooms below it together, which do not know each other: `ingest` reads, `store` keeps, `index` finds, `actors`
//! recognises, `language` understands queries. May import all of them; knows nothing of screens and has no clock of its own: the day
//! and the moment come from the caller. Each address has one file here, named as the address is.

mod actor;
mod actors;
mod article;
mod articles;
mod bearers;
mod concordance;
mod curated;
mod curation;
mod current;
mod damaged;
mod dates;
mod derive;
mod dictionary;
mod fault;
mod frecency;
mod gather;
mod jobs;
mod kinds;
mod lit;
mod load;
mod loose;
mod marks;
mod mentions;
mod moved;
mod naming;
mod network;
mod omnibox;
mod open;
mod overview;
mod pair;
mod place;
mod queries;
mod recognise;
mod related;
mod renew;
mod report;
mod roles;
mod sample;
mod saved;
mod seen;
mod split;
mod triage;
mod values;
mod verify;
mod visits;
mod watch;
mod writing;

use std::collections::HashSet;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError, RwLock};

use jiff::civil;
use tempfile::TempDir;

use crate::index::RowSet;
use crate::index::columns::TitleFilter;
use crate::index::columns::actors::ActorFilter;
use crate::index::text::{IndexError, TextIndex};
use crate::model::{
    Address, ArticleList, ArticleNo, ArticleRow, ArticlesAt, Change, Decision, From, Marks,
    OmniRow, Progress, View, Watermark, Window,
};
use crate::store::{Reader, Readers, Store, StoreError, UndoneWhat};
use crate::text::Cancel;

pub use crate::index::text::is_guarded;
pub use crate::store::content;
pub use fault::{LoadError, LookError, OpenError};
pub use jobs::Upto;
pub use load::Loaded;
pub use mentions::{Named, Tagged};
pub use network::{Edge, Graph, Node};
pub use open::OpenOptions;
pub use place::What;
pub use recognise::tag;
pub use verify::{VerifyError, verify};

use marks::{MarkBook, TakenBack};
use place::Place;
use queries::Results;
use seen::Seen;
use watch::Watch;
use writing::Writing;

/// An open library. All its methods may be called from any thread.
pub struct Library {
    place: Place,
    today: civil::Date,
    store: Writing,
    readers: Readers,
    idle_readers: Mutex<Vec<Reader>>,
    marks: Mutex<MarkBook>,
    seen: RwLock<Arc<Seen>>,
    text: OnceLock<Result<TextIndex, IndexError>>,
    /// The one that took its place, where it turned out to be damaged.
    anew: OnceLock<TextIndex>,
    renewing: Mutex<()>,
    /// Held by whoever writes the text index.
    deriving: Mutex<()>,
    results: Results,
    own: Mutex<Arc<dictionary::Own>>,
    counts: saved::Counts,
    concordances: concordance::Concordances,
    last_visit: Option<Watermark>,
    titles: Mutex<TitleFilter>,
    names: Mutex<ActorFilter>,
    omnibox_titles: Mutex<TitleFilter>,
    omnibox_names: Mutex<ActorFilter>,
    watch: Watch,
    jobs: jobs::Jobs,
    said: Mutex<Vec<String>>,
    /// Articles of which it was told that a part cannot be read.
    damaged: Mutex<HashSet<ArticleNo>>,
    can_write: bool,
    held: Option<String>,
    _passing: Option<TempDir>,
}

impl Library {
    /// What stands at an address: the part of it that the window wants. `cancel` ends the search for it early.
    pub fn look(
        &self,
        address: &Address,
        window: Window,
        cancel: &Cancel,
    ) -> Result<View, LookError> {
        match address {
            Address::Articles(at) => articles::look(self, at, window, cancel),
            Address::Concordance(at) => concordance::look(self, at, window, cancel),
            Address::Article { id } => article::look(self, id, "", cancel),
            Address::Actors(at) => actors::look(self, at, window, cancel),
            Address::Actor { name } => actor::look(self, name, window, cancel),
            Address::Pair { one, other } => pair::look(self, (one, other), window, cancel),
            Address::Overview => overview::look(self),
            Address::Report => report::look(self, window),
            Address::Marks => marks::look(self, window),
            Address::Triage => triage::look(self, cancel),
            Address::Saved => saved::look(self, cancel),
            Address::History | Address::Help => Err(LookError::Elsewhere),
        }
    }

    /// A part of a list of articles without the counts beside it, which cost more than the rows.
    pub fn rows(
        &self,
        at: &ArticlesAt,
        window: Window,
        cancel: &Cancel,
    ) -> Result<ArticleList, LookError> {
        articles::look_at(self, at, window, cancel, articles::Part::Rows)
    }

    /// An article with the hits of a query marked in it.
    pub fn look_lit(&self, id: &str, lit: &str, cancel: &Cancel) -> Result<View, LookError> {
        article::look(self, id, lit, cancel)
    }

    /// What fits the text typed into the omnibox at a moment (seconds since 1970), best first.
    pub fn omnibox(
        &self,
        text: &str,
        limit: usize,
        now: i64,
        cancel: &Cancel,
    ) -> Result<Vec<OmniRow>, LookError> {
        omnibox::find(self, text, limit, now, cancel)
    }

    /// Changes the reader's marks at a moment (seconds since 1970) and says what was done. Ids are those of articles here.
    pub fn change(&self, change: &Change, at: i64) -> Result<String, LookError> {
        Ok(self.mark_book().change(change, at)?)
    }

    /// Takes back the last change of marks that changed something here, and says what was undone.
    pub fn undo(&self) -> Result<String, LookError> {
        let reader = self.reader()?;
        // Decisions are brought from elsewhere, and all that pipes bring has its marks in one file: what is of things that are not
        // here would be taken back unseen.
        let undone = self.mark_book().undo(|what| match what {
            UndoneWhat::Marks(change) => {
                let here = |id: &String| matches!(reader.by_id(id), Ok(Some(_)));
                change.ids.iter().any(here)
            }
            UndoneWhat::Decision(line) => match line.parse::<Decision>() {
                Ok(decision) => {
                    let here = |actor| matches!(curated::number(actor, &reader), Ok(Some(_)));
                    decision.actors().into_iter().all(here)
                }
                Err(_) => false,
            },
            UndoneWhat::Dictionary | UndoneWhat::Search { .. } => true,
        })?;
        self.curate()?;
        Ok(match undone {
            TakenBack::Said(said) => said,
            TakenBack::Decision(decision) => {
                format!("undone: {}", self.in_words(&decision)?)
            }
        })
    }

    /// The reader's marks on every marked article, in order of id.
    pub fn marks(&self) -> Vec<(String, Marks)> {
        let mut all: Vec<_> = self
            .mark_book()
            .iter()
            .map(|(id, marks)| (id.clone(), marks.clone()))
            .collect();
        all.sort_by(|a, b| a.0.cmp(&b.0));
        all
    }

    /// Something small kept from visit to visit under a name, beside the marks.
    pub fn kept(&self, key: &str) -> Option<Vec<u8>> {
        self.mark_book().kept().kept(key).ok().flatten()
    }

    /// Keeps something small from visit to visit.
    pub fn keep(&self, key: &str, value: &[u8]) -> Result<(), LookError> {
        Ok(self.mark_book().kept().keep(key, value)?)
    }

    /// The library's name for the top line.
    pub fn name(&self) -> &str {
        &self.place.name
    }

    /// The day on which it was opened.
    pub fn today(&self) -> civil::Date {
        self.today
    }

    /// What is being done behind the screen.
    pub fn progress(&self) -> Progress {
        self.watch.now()
    }

    /// Calls `listener` at every change of the progress, from the thread that works.
    pub fn listen(&self, listener: impl Fn(&Progress) + Send + 'static) {
        self.watch.listen(Box::new(listener));
    }

    /// What opening and working had to tell the reader, once.
    pub fn take_said(&self) -> Vec<String> {
        std::mem::take(&mut *lock(&self.said))
    }

    /// Whether marks can be kept; the words say why not.
    pub fn marks_unkept(&self) -> Option<String> {
        self.mark_book().kept().read_only().map(ToString::to_string)
    }

    /// Whether another process keeps this one from writing the library.
    pub fn is_held(&self) -> bool {
        self.held.is_some()
    }

    /// Whether it could be made anew in a folder that is gone after this run.
    pub fn may_pass(&self) -> bool {
        !self.place.sources.is_empty() && self._passing.is_none()
    }

    fn say(&self, words: impl Into<String>) {
        lock(&self.said).push(words.into());
    }

    fn reader(&self) -> Result<Borrowed<'_>, StoreError> {
        let idle = lock(&self.idle_readers).pop();
        let reader = match idle {
            Some(reader) => reader,
            None => self.readers.open()?,
        };
        Ok(Borrowed {
            library: self,
            reader: Some(reader),
        })
    }

    /// The store to write to, opened for it now where it was at rest.
    fn store(&self) -> Result<MutexGuard<'_, Store>, StoreError> {
        self.store.awake(&self.place.dir)
    }

    fn seen(&self) -> Arc<Seen> {
        Arc::clone(&self.seen.read().unwrap_or_else(PoisonError::into_inner))
    }

    fn show(&self, seen: Seen) {
        *self.seen.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(seen);
    }

    fn mark_book(&self) -> MutexGuard<'_, MarkBook> {
        let mut marks = lock(&self.marks);
        marks.refresh();
        marks
    }

    fn marks_of(&self, id: &str) -> Marks {
        self.mark_book().of(id)
    }

    fn mark_rows(&self, rows: &mut [ArticleRow]) {
        self.mark_book().fill(rows);
    }

    /// The articles here whose marks are so.
    fn marked(&self, so: impl Fn(&Marks) -> bool) -> RowSet {
        let ids: Vec<String> = self
            .mark_book()
            .iter()
            .filter(|(_, marks)| so(marks))
            .map(|(id, _)| id.clone())
            .collect();
        let Ok(reader) = self.reader() else {
            return RowSet::new();
        };
        ids.iter()
            .filter_map(|id| reader.by_id(id).ok().flatten())
            .map(|ArticleNo(no)| no)
            .collect()
    }

    /// The text index, or why it is not there and cannot be made.
    fn index(&self) -> Result<&TextIndex, IndexError> {
        if let Some(anew) = self.anew.get() {
            return Ok(anew);
        }
        let index = self.text.get_or_init(|| open::text(self));
        index.as_ref().map_err(IndexError::clone)
    }

    /// The text index, for what goes without it, too.
    fn text(&self) -> Option<&TextIndex> {
        self.index().ok()
    }
}

/// The row at which a window of a list starts that is not asked for around a thing.
fn row_of(window: Window, total: usize) -> usize {
    match window.from {
        From::Row(row) => row.min(total),
        From::Around(_) | From::AroundActor(_) => 0,
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    // What a panicking thread left behind is whole: every change under these locks is a single assignment.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A reader that goes back to the others when it is no longer used.
struct Borrowed<'l> {
    library: &'l Library,
    reader: Option<Reader>,
}

impl std::ops::Deref for Borrowed<'_> {
    type Target = Reader;

    fn deref(&self) -> &Reader {
        self.reader
            .as_ref()
            .expect("a borrowed reader is there until it is dropped")
    }
}

impl Drop for Borrowed<'_> {
    fn drop(&mut self) {
        let mut idle = lock(&self.library.idle_readers);
        if idle.len() < 8 {
            idle.extend(self.reader.take());
        }
    }
}
