//! Checking a whole library, and putting right what can be put right.

use std::{
    fs,
    path::{Path, PathBuf},
};

use rusqlite::{Connection, ErrorCode};

use crate::text::Cancel;

use super::{
    Store, StoreError,
    error::{At, ReadOnly},
    lock::WriteLock,
    open::{DATABASE, open_writing},
    recount,
    repair::repair,
    salvage,
    sidecar::Sidecar,
    state::State,
};

/// What a check found and did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Verified {
    /// Whether the articles were in order.
    pub sound: bool,
    /// Articles that are there now.
    pub articles: u64,
    /// Articles that had been there and are not, or not with their text, now or since an earlier damage; `None` where nobody knows how many there were.
    pub lost: Option<u64>,
    /// Articles of which it could not be read whom they name, and which wait for a recogniser again.
    pub unnamed: u64,
    /// What was found and done, in words for the reader.
    pub notes: Vec<String>,
    /// Where the damaged database was put, where a new one was made from what could be read.
    pub aside: Option<PathBuf>,
    /// Whether the check was stopped before its end.
    pub stopped: bool,
}

/// Checks every page and every body of the library in a folder. A damaged database is put aside and what can be
/// read of it goes into a new one; its sources count as unread then, so that what is missing comes again once they are read.
/// `forget` is called before the new one takes its place: what was derived from the damaged one is to be forgotten.
/// A check that is cancelled changes nothing. With `was_there` it is known from elsewhere that there was a library, if there is nothing
/// of it.
pub fn verify(
    dir: &Path,
    was_there: bool,
    cancel: &Cancel,
    forget: &dyn Fn(),
) -> Result<Verified, StoreError> {
    let path = dir.join(DATABASE);
    let lock = WriteLock::take(dir).map_err(|why| match why {
        ReadOnly::Unwritable { .. } if !dir.is_dir() => StoreError::Missing { path: path.clone() },
        why => StoreError::ReadOnly {
            path: path.clone(),
            why,
        },
    })?;
    if !path.exists() && Sidecar::read(dir).articles == 0 && !was_there {
        return Err(StoreError::Missing { path });
    }
    // What an earlier check made and did not put in place.
    salvage::clear(dir).at(dir)?;
    let fault = match check_pages(&path, cancel) {
        Ok(fault) => fault,
        Err(StoreError::Damaged { what, .. }) => Some(what),
        Err(StoreError::Sql { source, .. }) if !is_out_of_reach(&source) => {
            Some(source.to_string())
        }
        Err(error) => return Err(error),
    };
    if cancel.is_cancelled() {
        let stopped = true;
        return Ok(Verified {
            stopped,
            ..Verified::default()
        });
    }
    let fault = match fault {
        Some(fault) => fault,
        None => match check_rows(dir, lock.share().at(dir)?, cancel) {
            Err(StoreError::Damaged { what, .. }) => what,
            Err(StoreError::Lost { what, .. }) => what.to_owned(),
            other => return other,
        },
    };
    // Nobody else may write before the new database is whole.
    salvage::rebuild(dir, &lock, &fault, forget)
}

/// Whether a fault says nothing of the database, which could not be opened or read just now.
fn is_out_of_reach(fault: &rusqlite::Error) -> bool {
    matches!(
        fault.sqlite_error_code(),
        Some(
            ErrorCode::CannotOpen
                | ErrorCode::PermissionDenied
                | ErrorCode::SystemIoFailure
                | ErrorCode::OutOfMemory
                | ErrorCode::DatabaseBusy
                | ErrorCode::DatabaseLocked
                | ErrorCode::OperationInterrupted
        )
    )
}

/// Has the database library look at every page; the first fault it names.
fn check_pages(path: &Path, cancel: &Cancel) -> Result<Option<String>, StoreError> {
    if fs::metadata(path).map_or(0, |file| file.len()) == 0 {
        return Ok(Some("it is empty or missing".into()));
    }
    if cancel.is_cancelled() {
        return Ok(None);
    }
    let check = || -> rusqlite::Result<Option<String>> {
        let db = Connection::open(path)?;
        let word: String = db.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))?;
        let word = word.lines().next().unwrap_or_default().to_owned();
        Ok((word != "ok").then_some(word))
    };
    check().at(path)
}

/// Looks at what the pages hold: every row can be read, every body can be unpacked, and the counts are right.
fn check_rows(dir: &Path, lock: WriteLock, cancel: &Cancel) -> Result<Verified, StoreError> {
    let (mut store, opened) = open_writing(dir, lock)?;
    let mut verified = Verified {
        sound: opened.healed.is_empty(),
        notes: opened.healed,
        ..Verified::default()
    };
    let Some(repaired) = repair(&mut store.db, cancel).at(&store.path)? else {
        verified.stopped = true;
        return Ok(verified);
    };
    let mut lost = opened.lost.unwrap_or(0);
    verified.sound &= repaired.is_empty();
    verified.notes.extend(repaired.notes());
    let (articles, broken) = (repaired.count, &repaired.bodiless);
    salvage::unread(&store.db, broken).at(&store.path)?;
    let textless = salvage::textless(&store.db).at(&store.path)?;
    let earlier = textless.saturating_sub(broken.len() as u64);
    if earlier > 0 {
        verified.notes.push(format!(
            "articles without their text since an earlier damage: {earlier}"
        ));
    }
    lost += textless;
    verified.unnamed = forget_unreadable_mentions(&mut store)?;
    if verified.unnamed > 0 {
        let unnamed = verified.unnamed;
        verified.notes.push(format!(
            "articles whose mentions could not be read: {unnamed}; actors are looked for in them again when the library opens next"
        ));
    }
    if articles != store.state.articles {
        verified.sound = false;
        verified.notes.push(format!(
            "the library counted {} articles, but holds {articles}; the count was put right",
            store.state.articles
        ));
        lost += store.state.articles.saturating_sub(articles);
        let state = State {
            articles,
            ..store.state
        };
        state.write(&store.db).at(&store.path)?;
        store.state = state;
    }
    store.finish()?;
    verified.articles = articles;
    verified.lost = Some(lost);
    Ok(verified)
}

/// All or nothing: counts that were half made anew would be wrong.
fn forget_unreadable_mentions(store: &mut Store) -> Result<u64, StoreError> {
    let forget = |db: &mut Connection| -> rusqlite::Result<u64> {
        let change = db.transaction()?;
        let forgotten = recount::drop_unreadable(&change)?;
        if forgotten > 0 {
            recount::recount(&change)?;
        }
        change.commit()?;
        Ok(forgotten)
    };
    forget(&mut store.db).at(&store.path)
}
