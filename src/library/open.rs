//! Opening a library: finding its place, and putting right what can be put right without the reader.

use std::path::Path;
use std::sync::{Arc, Mutex, OnceLock, RwLock};
use std::thread::{self, ScopedJoinHandle};

use jiff::civil;
use tempfile::TempDir;

use crate::config::Folders;
use crate::index::text::{IndexError, TextIndex};
use crate::store::{self, AtRest, Mode, Opened, ReadOnly, Reader, Readers, Store, StoreError};

use super::derive;
use super::jobs::Jobs;
use super::marks::MarkBook;
use super::place::{Place, What};
use super::queries::Results;
use super::seen::Seen;
use super::verify::remedy;
use super::watch::Watch;
use super::writing::Writing;
use super::{Library, LoadError, OpenError};

/// The folder of the text index in a library's folder.
pub(super) const TEXT: &str = "text";

/// How a library is opened.
#[derive(Clone, Debug)]
pub struct OpenOptions {
    /// The program's folders.
    pub folders: Folders,
    /// What is to be opened.
    pub what: What,
    /// Today.
    pub today: civil::Date,
}

impl Library {
    /// Whether there is one in a folder.
    pub fn is_at(folder: &Path) -> bool {
        store::is_library(folder)
    }

    /// Opens a library and shows at once what it holds; nothing is read from sources before [`Library::start`] or [`Library::work`].
    pub fn open(options: &OpenOptions) -> Result<Arc<Self>, OpenError> {
        let place = Place::find(&options.what, &options.folders);
        Self::open_at(place, options)
    }

    /// Opens the same in a folder that is gone after this run, for sources whose own folder has no room.
    pub fn open_passing(options: &OpenOptions) -> Result<Arc<Self>, OpenError> {
        let mut place = Place::find(&options.what, &options.folders);
        place.passing = true;
        Self::open_at(place, options)
    }

    fn open_at(mut place: Place, options: &OpenOptions) -> Result<Arc<Self>, OpenError> {
        let mut said = Vec::new();
        said.extend(Place::shadowed(&options.what, &options.folders));
        let (stored, marks, text) = open_files(&mut place, options.today, &mut said)?;
        let Stored {
            store,
            readers,
            reader,
            generation,
            can_write,
            held,
            passing,
        } = stored;
        let last_visit = super::visits::last(&marks);
        let columns = derive::open_columns(&place.dir, generation);
        let actors = super::actors::open_columns(&place.dir, generation);
        let library = Arc::new(Self {
            readers,
            place,
            today: options.today,
            store,
            idle_readers: Mutex::new(reader.into_iter().collect()),
            marks: Mutex::new(marks),
            seen: RwLock::new(Arc::new(Seen {
                generation,
                columns,
                actors,
                curation: Arc::default(),
            })),
            text: text.map_or_else(OnceLock::new, |text| OnceLock::from(Ok(text))),
            anew: OnceLock::new(),
            renewing: Mutex::default(),
            deriving: Mutex::default(),
            results: Results::default(),
            own: Mutex::default(),
            counts: Default::default(),
            concordances: Default::default(),
            last_visit,
            titles: Mutex::default(),
            names: Mutex::default(),
            omnibox_titles: Mutex::default(),
            omnibox_names: Mutex::default(),
            watch: Watch::default(),
            jobs: Jobs::default(),
            said: Mutex::new(said),
            damaged: Mutex::default(),
            can_write,
            held,
            _passing: passing,
        });
        let curation = library.curated()?;
        let seen = library.seen();
        library.show(Seen {
            curation,
            ..Seen::clone(&seen)
        });
        if !can_write {
            match library.see_what_is_there() {
                Err(LoadError::Store(error)) => return Err(error.into()),
                Err(error) => library.say(error.to_string()),
                Ok(()) => {}
            }
        }
        Ok(library)
    }
}

/// Opens the files of a library. Where it is at rest the text index is opened at the same time as the store and the marks,
/// because it takes about as long as both.
fn open_files(
    place: &mut Place,
    today: civil::Date,
    said: &mut Vec<String>,
) -> Result<(Stored, MarkBook, Option<TextIndex>), OpenError> {
    if place.passing || !store::holds_articles(&place.dir) {
        let stored = open_store(place, said)?;
        return Ok((stored, open_marks(&place.marks, today, said)?, None));
    }
    let (marks, folder) = (place.marks.clone(), place.dir.join(TEXT));
    let text = || TextIndex::open(&folder).ok();
    thread::scope(|scope| {
        let opening = thread::Builder::new().name("opening".into());
        let opening = opening.spawn_scoped(scope, text);
        let stored = open_store(place, said);
        let marks = open_marks(&marks, today, said);
        // A thread that could not be had is done without.
        let text = opening.map_or_else(|_| text(), join);
        let stored = stored?;
        // What was opened belongs to a library that may have been put aside since.
        let text = text.filter(|_| stored.store.is_at_rest());
        Ok((stored, marks?, text))
    })
}

/// What a thread has done.
fn join<T>(thread: ScopedJoinHandle<'_, T>) -> T {
    thread
        .join()
        .unwrap_or_else(|panic| std::panic::resume_unwind(panic))
}

/// The store of a library, and what was found as it was opened.
struct Stored {
    store: Writing,
    readers: Readers,
    reader: Option<Reader>,
    generation: u64,
    can_write: bool,
    /// Who keeps this process from writing it, in words.
    held: Option<String>,
    /// The folder of a library that is gone after this run.
    passing: Option<TempDir>,
}

fn open_store(place: &mut Place, said: &mut Vec<String>) -> Result<Stored, OpenError> {
    let at_rest = || AtRest::find(&place.dir);
    if let Some(resting) = (!place.passing).then(at_rest).flatten() {
        return Ok(Stored {
            store: Writing::at_rest(resting.store),
            readers: resting.readers,
            reader: Some(resting.reader),
            generation: resting.generation,
            can_write: true,
            held: None,
            passing: None,
        });
    }
    let (store, opened, passing) = open_awake(place, said)?;
    said.extend(opened.healed);
    if opened.lost.is_some() {
        said.push(remedy(place).to_owned());
    }
    if let Some(layout) = opened.migrated {
        said.push(format!(
            "{}: brought up to date from layout {layout}",
            place.dir.display()
        ));
    }
    let can_write = opened.read_only.is_none();
    let mut held = None;
    match opened.read_only {
        Some(why @ ReadOnly::Held { .. }) => held = Some(why.to_string()),
        other => said.extend(other.map(|why| why.to_string())),
    }
    Ok(Stored {
        readers: store.readers(),
        reader: None,
        generation: store.generation(),
        store: Writing::open(store),
        can_write,
        held,
        passing,
    })
}

fn open_awake(
    place: &mut Place,
    said: &mut Vec<String>,
) -> Result<(Store, Opened, Option<TempDir>), OpenError> {
    if place.passing {
        return open_passing(place);
    }
    let renewable = !place.sources.is_empty();
    if !renewable && place.is_lost() {
        return Err(OpenError::Store(StoreError::Lost {
            path: place.dir.join("articles.db"),
            expected: None,
            what: "missing",
        }));
    }
    match Store::open(&place.dir, Mode::Write) {
        Ok((store, opened)) => match &opened.read_only {
            Some(ReadOnly::Unwritable { why }) if renewable => {
                said.push(unwritable(&place.dir, why));
                open_passing(place)
            }
            _ => Ok((store, opened, None)),
        },
        Err(StoreError::Damaged { .. } | StoreError::Lost { .. }) if renewable => {
            let aside = put_aside(&place.dir).map_err(OpenError::NoFolder)?;
            said.push(format!(
                "a damaged library was put aside as {aside} and is made anew from its sources"
            ));
            let (store, opened) = Store::open(&place.dir, Mode::Write)?;
            Ok((store, opened, None))
        }
        Err(
            error @ (StoreError::Missing { .. }
            | StoreError::ReadOnly { .. }
            | StoreError::Full { .. }
            | StoreError::Unwritten { .. }
            | StoreError::Io { .. }),
        ) if renewable => {
            said.push(format!("{error}: what is loaded is gone after this run"));
            open_passing(place)
        }
        Err(error) => Err(error.into()),
    }
}

fn unwritable(dir: &Path, why: &str) -> String {
    format!(
        "{} cannot be written ({why}): what is loaded is gone after this run",
        dir.display()
    )
}

fn open_passing(place: &mut Place) -> Result<(Store, Opened, Option<TempDir>), OpenError> {
    let passing = tempfile::Builder::new()
        .prefix("dateline-")
        .tempdir()
        .map_err(OpenError::NoFolder)?;
    place.dir = passing.path().to_path_buf();
    let opened = Store::open(&place.dir, Mode::Write);
    let (store, opened) = opened.map_err(|error| match error.is_of_room() {
        true => OpenError::NoRoom(error),
        false => error.into(),
    })?;
    Ok((store, opened, Some(passing)))
}

/// Renames a damaged thing so that it can be looked at later. Returns its new name.
pub(super) fn put_aside(path: &Path) -> std::io::Result<String> {
    let name = path
        .file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default();
    for number in 1..1_000 {
        let aside = path.with_file_name(format!("{name}.damaged-{number}"));
        if !aside.exists() {
            std::fs::rename(path, &aside)?;
            return Ok(aside.display().to_string());
        }
    }
    Err(std::io::Error::other(
        "too many damaged copies lie beside it",
    ))
}

fn open_marks(
    path: &Path,
    today: civil::Date,
    said: &mut Vec<String>,
) -> Result<MarkBook, OpenError> {
    let marks = match store::Marks::open(path) {
        Ok((marks, opened)) => {
            said.extend(opened.healed);
            if let Some(ReadOnly::Unwritable { why }) = opened.read_only {
                said.push(format!(
                    "marks are not kept: they cannot be written ({why})"
                ));
            }
            marks
        }
        Err(error) => {
            said.push(format!("marks are not kept: {error}"));
            store::Marks::refused(path, error.to_string())?
        }
    };
    if let Err(error) = marks.copy_daily(today) {
        said.push(format!(
            "the daily copy of the marks could not be made: {error}"
        ));
    }
    Ok(MarkBook::read(marks)?)
}

/// Opens the text index, or makes it; one that cannot be used is put aside and made anew by the job that catches up.
pub(super) fn text(library: &Library) -> Result<TextIndex, IndexError> {
    let folder = library.place.dir.join(TEXT);
    let made = folder.join("meta.json");
    match TextIndex::open(&folder) {
        Err(IndexError::Rebuild { .. }) if !library.can_write && !made.exists() => {
            Err(IndexError::Absent)
        }
        Err(fault) if !library.can_write => Err(fault),
        Err(IndexError::Rebuild { why }) => {
            let fault = |error: std::io::Error| IndexError::from(error).at(&folder);
            if library.seen().generation > 0 && made.exists() {
                let aside = put_aside(&folder).map_err(fault)?;
                library.say(format!(
                    "the text index was put aside as {aside} and is made anew: {why}"
                ));
            } else if folder.exists() {
                std::fs::remove_dir_all(&folder).map_err(fault)?;
            }
            TextIndex::create(&folder).map_err(|error| error.at(&folder))
        }
        other => other,
    }
}
