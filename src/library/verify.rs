//! Checks a library: the database, then what is derived from it; heals what can be healed.

use std::fs;
use std::path::Path;

use crate::index::columns::Columns;
use crate::index::text::{IndexError, TextIndex};
use crate::store;
use crate::text::Cancel;

use super::derive::{self, Derive};
use super::gather::Gather;
use super::open::{TEXT, put_aside};
use super::place::Place;
use super::{Library, LoadError, OpenError, OpenOptions, actors};

/// What a check found and did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Checked {
    /// Whether everything was in order.
    pub sound: bool,
    /// Articles that are there now.
    pub articles: u64,
    /// Articles that had been there and are not, or not with their text; `None` where nobody knows how many there were.
    pub lost: Option<u64>,
    /// Whether what was lost is read again as the library opens next, because its sources are known.
    pub renewable: bool,
    /// What was found and done, in words for the reader.
    pub notes: Vec<String>,
}

/// A check could not be done.
#[derive(Debug, thiserror::Error)]
pub enum VerifyError {
    /// The library cannot be opened.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// The index cannot be made.
    #[error(transparent)]
    Load(#[from] LoadError),
}

/// Checks the library that `options` name and puts right what it can.
pub fn verify(options: &OpenOptions, cancel: &Cancel) -> Result<Checked, VerifyError> {
    let place = Place::find(&options.what, &options.folders);
    let was_there = place.is_lost();
    let database = store::verify(&place.dir, was_there, cancel, &|| forget(&place.dir))
        .map_err(OpenError::from)?;
    let mut checked = Checked {
        sound: database.sound && database.lost == Some(0) && database.unnamed == 0,
        articles: database.articles,
        lost: database.lost,
        renewable: !place.sources.is_empty(),
        notes: database.notes,
    };
    if checked.lost != Some(0) && !database.stopped {
        checked.notes.push(remedy(&place).to_owned());
    }
    if !database.sound {
        forget(&place.dir);
    }
    let actors = place.dir.join(actors::COLUMNS);
    if database.unnamed > 0 {
        // What cannot be removed is found out of date later.
        let _ = fs::remove_file(&actors);
    }
    let mut gather = false;
    for columns in [&place.dir.join(derive::COLUMNS), &actors] {
        if columns.exists()
            && let Err(fault) = Columns::verify(columns)
        {
            checked.sound = false;
            checked.notes.push(format!("{fault}; they are made anew"));
            // Whether it could be removed shows when it is written again.
            let _ = fs::remove_file(columns);
            gather |= columns == &actors;
        }
    }
    check_text(&place.dir.join(TEXT), &mut checked);
    let library = Library::open(options)?;
    let before = library.text().map(|text| text.articles());
    Derive::begin(&library)?.finish()?;
    if gather {
        Gather::begin(&library)?.finish()?;
    }
    let after = library.text().map(|text| text.articles());
    if before != after {
        checked.sound = false;
        let count = |articles: Option<u64>| articles.unwrap_or(0);
        checked.notes.push(format!(
            "the text index had {} articles and has {} now",
            count(before),
            count(after)
        ));
    }
    let said = library.take_said();
    checked.sound &= said.is_empty();
    checked.notes.extend(said);
    Ok(checked)
}

/// Removes a text index of which files are damaged or gone, to be made anew as the library opens.
fn check_text(folder: &Path, checked: &mut Checked) {
    // One that was never made is no fault.
    let Ok(found) = fs::symlink_metadata(folder) else {
        return;
    };
    let note = match TextIndex::damaged(folder) {
        Ok(damaged) if damaged.is_empty() => return,
        Ok(damaged) => {
            // Whether it could be removed shows when it is made again.
            let _ = fs::remove_dir_all(folder);
            format!("damaged ({}); it is made anew", damaged.join(", "))
        }
        // Opening the library puts aside what is an index, if a damaged one.
        Err(IndexError::Rebuild { .. }) if found.is_dir() => return,
        Err(fault) => match put_aside(folder) {
            Ok(aside) => format!("put aside as {aside} and made anew: {fault}"),
            Err(error) => format!("{fault}; it cannot be put aside: {error}"),
        },
    };
    checked.sound = false;
    checked.notes.push(format!("{}: {note}", folder.display()));
}

/// How what a library has lost comes back.
pub(super) fn remedy(place: &Place) -> &'static str {
    match place.sources.is_empty() {
        true => {
            "what was lost does not come back by itself; `dateline add SOURCE` reads its sources again"
        }
        false => "what was lost is read again from its sources",
    }
}

/// Removes what was derived from a database that is another one now. What cannot be removed is found out of date later.
fn forget(dir: &Path) {
    for columns in [derive::COLUMNS, actors::COLUMNS] {
        let _ = fs::remove_file(dir.join(columns));
    }
    let _ = fs::remove_dir_all(dir.join(TEXT));
}
