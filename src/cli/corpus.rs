//! What a command works on: the library or the sources named, opened, brought up to date, with a word about what went wrong.

use std::env;
use std::ffi::{OsStr, OsString};
use std::path::PathBuf;
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use super::arguments::Shared;
use super::fault::{DONE, Fault, UNREAD};
use super::out::{Out, count};
use super::signals::Ending;
use super::{problems, progress, signals};
use crate::config::{Folders, Settings};
use crate::ingest::Source;
use crate::library::{Library, Loaded, OpenOptions, Upto, What};
use crate::model::{Address, View, Window};
use crate::text::Cancel;

/// How long a command that writes waits for another process.
const PATIENCE: Duration = Duration::from_secs(5);
/// How long it waits between two attempts.
const BETWEEN: Duration = Duration::from_millis(100);

/// What every command is given.
pub(super) struct Context {
    /// The options that go with every command.
    pub(super) shared: Shared,
    /// The settings.
    pub(super) settings: Settings,
    ending: Ending,
}

/// A library, up to date.
pub(super) struct Corpus {
    /// The library.
    pub(super) library: Arc<Library>,
    /// Ends a question early.
    pub(super) cancel: Cancel,
    /// The exit status where all else goes well: some of its sources may not have been read.
    pub(super) status: u8,
}

impl Context {
    pub(super) fn new(shared: Shared, settings: Settings) -> Self {
        Self {
            shared,
            settings,
            ending: Ending::listen(),
        }
    }

    /// Ends a question early.
    pub(super) fn cancel(&self) -> &Cancel {
        &self.ending.cancel
    }

    /// How the library is opened that the options name.
    pub(super) fn options(&self, own: bool) -> Result<OpenOptions, Fault> {
        options(&self.shared, &self.settings, &self.shared.corpus, own)
    }

    /// Opens a library as it is, and tells what opening had to say. One's `own` is opened to write it, so another process that has
    /// it open is waited for a while: a question is soon answered.
    pub(super) fn open_as_it_is(&self, own: bool, out: &mut Out) -> Result<Arc<Library>, Fault> {
        let options = self.options(own)?;
        let begun = Instant::now();
        let mut library = Library::open(&options)?;
        while own && library.is_held() && begun.elapsed() < PATIENCE && !signals::came() {
            drop(library);
            thread::sleep(BETWEEN);
            library = Library::open(&options)?;
        }
        self.ending.also(&library);
        said(&library, out);
        Ok(library)
    }

    /// Opens the corpus and brings it up to date.
    pub(super) fn open(&self, upto: Upto, out: &mut Out) -> Result<Corpus, Fault> {
        let library = self.open_as_it_is(false, out)?;
        self.bring_up(library, upto, out)
    }

    /// Reads the sources in a folder that is gone after this run.
    fn open_passing(&self, upto: Upto, out: &mut Out) -> Result<Corpus, Fault> {
        let library = Library::open_passing(&self.options(false)?)?;
        self.ending.also(&library);
        let corpus = self.bring_up(library, upto, out)?;
        out.say("all of it was read again, into a folder that is gone after this run");
        Ok(corpus)
    }

    /// Brings a library up to date that was opened as it is.
    pub(super) fn bring_up(
        &self,
        library: Arc<Library>,
        upto: Upto,
        out: &mut Out,
    ) -> Result<Corpus, Fault> {
        let shown = (!self.shared.quiet)
            .then(|| progress::show(&library))
            .flatten();
        let loaded = library.catch_up(upto, &mut |_| {});
        drop(shown);
        said(&library, out);
        let mut status = DONE;
        let loaded = match loaded {
            Err(error) => {
                let mut why = Fault::Unread(library.words_of(&error));
                if error.is_of_room() && library.may_pass() {
                    super::tell(&format!("dateline: {why}"));
                    match self.open_passing(upto, out) {
                        // Elsewhere there is no room either.
                        Err(fault @ (Fault::Unread(_) | Fault::Open(_))) => why = fault,
                        other => return other,
                    }
                }
                // What is there can be read all the same, of a library that cannot be brought up to date.
                if is_empty(&library, self.cancel())? {
                    return Err(why);
                }
                super::tell(&format!("dateline: {why}; only what is there is read"));
                status = UNREAD;
                Loaded::default()
            }
            Ok(loaded) => loaded,
        };
        if loaded.cancelled || signals::came() {
            return Err(Fault::Interrupted);
        }
        if !self.shared.corpus.is_empty() {
            let fresh = loaded.problems > 0 || self.shared.verbose;
            if problems::after_opening(&library, fresh, self, out)? {
                status = UNREAD;
            }
            if status == UNREAD && is_empty(&library, self.cancel())? {
                return Err(Fault::Unread("nothing could be read".to_owned()));
            }
        }
        if self.shared.verbose {
            out.say(&format!(
                "{}: {} read, {}, {}",
                library.name(),
                count(loaded.added, "article"),
                count(loaded.duplicates, "duplicate"),
                count(loaded.problems, "problem")
            ));
        }
        Ok(Corpus {
            library,
            cancel: self.cancel().clone(),
            status,
        })
    }
}

impl Drop for Corpus {
    /// What was found as it was looked at.
    fn drop(&mut self) {
        for words in self.library.take_said() {
            super::tell(&format!("dateline: {words}"));
        }
    }
}

impl Corpus {
    /// Looks at a part of an address.
    pub(super) fn look(&self, address: &Address, window: Window) -> Result<View, Fault> {
        Ok(self.library.look(address, window, &self.cancel)?)
    }
}

/// How the library is opened that options and sources name; without any the usual one, or with `own` the user's own.
pub(super) fn options(
    shared: &Shared,
    settings: &Settings,
    named: &[OsString],
    own: bool,
) -> Result<OpenOptions, Fault> {
    let folders =
        Folders::find(shared.home.as_deref()).map_err(|error| Fault::Usage(error.to_string()))?;
    let folder = shared
        .library
        .clone()
        .or_else(|| {
            env::var_os("DATELINE_LIBRARY")
                .filter(|folder| !folder.is_empty())
                .map(PathBuf::from)
        })
        .or_else(|| settings.library.clone());
    let what = match folder {
        _ if !named.is_empty() => What::Sources(sources(named)?),
        Some(folder) if !own && !Library::is_at(&folder) => {
            let folder = folder.display();
            return Err(Fault::Unread(format!(
                "{folder}: there is no library here; `dateline --library {folder} add FILES` makes one"
            )));
        }
        Some(folder) => What::At(folder),
        None if own => What::Own,
        None => What::Usual,
    };
    Ok(OpenOptions {
        folders,
        what,
        today: crate::config::today(),
    })
}

/// The sources as they were named on the command line.
pub(super) fn sources(named: &[OsString]) -> Result<Vec<Source>, Fault> {
    named.iter().map(|name| source(name)).collect()
}

fn source(name: &OsStr) -> Result<Source, Fault> {
    if name == "-" {
        return Ok(Source::Stdin);
    }
    if name.is_empty() {
        return Err(Fault::Usage("an empty name names no source".to_owned()));
    }
    let shown = name.to_string_lossy();
    let lower = shown.to_ascii_lowercase();
    if ["http://", "https://", "ftp://"]
        .iter()
        .any(|start| lower.starts_with(start))
    {
        return Err(Fault::Unread(format!(
            "{shown}: this version does not fetch; save the page or the feed and name the file"
        )));
    }
    Ok(Source::Path(PathBuf::from(name)))
}

fn is_empty(library: &Library, cancel: &Cancel) -> Result<bool, Fault> {
    let all = Address::Articles(crate::model::ArticlesAt::default());
    match library.look(&all, Window::first(0), cancel)? {
        View::Articles(list) => Ok(list.total == 0),
        _ => Ok(false),
    }
}

fn said(library: &Library, out: &mut Out) {
    for words in library.take_said() {
        out.say(&words);
    }
}
