//! Making a new database from what can be read of a damaged one.

use std::{
    ffi::OsString,
    fs::{self, File},
    io::ErrorKind,
    path::{Path, PathBuf},
};

use rusqlite::{
    Connection, OpenFlags, ToSql, params, params_from_iter,
    types::{ToSqlOutput, Value, ValueRef},
};

use crate::text::Cancel;

use super::{
    Store, StoreError, Verified,
    error::At,
    lock::WriteLock,
    open::{DATABASE, has_log, open_writing},
    recount,
    repair::{self, Repaired},
    sidecar::{Sidecar, sync_folder},
    state::State,
};

/// The folder in a library's folder in which the new database is made.
const FRESH: &str = "salvage";

/// Tables with the number that orders them. Names and roles before mentions, dictionaries before bodies.
const TABLES: &[(&str, &str)] = &[
    ("dictionaries", "d"),
    ("inputs", "i"),
    ("articles", "n"),
    ("bodies", "n"),
    ("duplicates", "rowid"),
    ("tombstones", "n"),
    ("refs", "n"),
    ("problems", "p"),
    ("actors", "a"),
    ("names", "s"),
    ("roles", "r"),
    ("mentions", "n"),
];

/// Makes a new database from the damaged one in a folder of its own, and puts it in the place of that one when it is whole. `forget`
/// is called just before: what was derived from the damaged database is to be forgotten.
pub(super) fn rebuild(
    dir: &Path,
    lock: &WriteLock,
    fault: &str,
    forget: &dyn Fn(),
) -> Result<Verified, StoreError> {
    let path = dir.join(DATABASE);
    let noted = Sidecar::find(dir);
    let fresh = dir.join(FRESH);
    clear(dir).at(&fresh)?;
    let renew = || -> Result<(Made, Option<PathBuf>), StoreError> {
        fs::create_dir(&fresh).at(&fresh)?;
        let made = make(&path, &fresh, lock, noted.unwrap_or_default())?;
        forget();
        let aside = keep_aside(&path).at(&path)?;
        put_in_place(&fresh, &path).at(&path)?;
        Ok((made, aside))
    };
    let (made, aside) = match renew() {
        Ok(renewed) => renewed,
        Err(error) => {
            // Its room is needed; the next try would remove it too.
            let _ = clear(dir);
            return Err(error);
        }
    };
    let Made {
        repaired,
        failed,
        counted,
    } = made;
    let (kept, textless) = (repaired.count, repaired.bodiless.len() as u64);
    // From here on the new database is the library. Its generation is above that of the old note, which is no danger to it.
    let note = Sidecar::read(&fresh);
    let _ = note.write(dir);
    let _ = clear(dir);
    let had = articles_before(noted, counted);
    let lost = match had {
        Some(had) => Some(had.saturating_sub(kept) + textless),
        None => (!failed).then_some(textless),
    };
    let mut notes = vec![format!("{}: {fault}", path.display())];
    if let Some(aside) = &aside {
        notes.push(format!(
            "the damaged database was put aside as {}",
            aside.display()
        ));
    }
    notes.push(saved(kept, had, textless, failed));
    notes.extend(repaired.notes());
    Ok(Verified {
        sound: false,
        articles: kept,
        lost,
        unnamed: 0,
        notes,
        aside,
        stopped: false,
    })
}

/// What was made of a damaged database.
struct Made {
    repaired: Repaired,
    /// Whether something could not be read.
    failed: bool,
    /// What the damaged database counted, where that can be read.
    counted: Option<State>,
}

/// Makes a library in the folder `fresh` of what can be read of a database, and writes it through to the disk.
fn make(path: &Path, fresh: &Path, lock: &WriteLock, noted: Sidecar) -> Result<Made, StoreError> {
    let (mut store, _) = open_writing(fresh, lock.share().at(fresh)?)?;
    let new = store.path.clone();
    let (failed, counted) = match open_damaged(path) {
        Some(old) => copy_all(&old, &store.db).at(&new)?,
        None => (true, None),
    };
    let repaired = settle(&mut store, noted)?;
    store.settle()?;
    drop(store);
    if has_log(&new) {
        let what = "it cannot be written to its end";
        return Err(std::io::Error::other(what)).at(&new);
    }
    File::open(&new).and_then(|file| file.sync_all()).at(&new)?;
    Ok(Made {
        repaired,
        failed,
        counted,
    })
}

/// Removes what an earlier try has left behind.
pub(super) fn clear(dir: &Path) -> std::io::Result<()> {
    match fs::remove_dir_all(dir.join(FRESH)) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// How many articles there were, by whichever was written last: the note or the old database's own count.
fn articles_before(noted: Option<Sidecar>, counted: Option<State>) -> Option<u64> {
    match (noted, counted) {
        (Some(noted), Some(counted)) if counted.generation < noted.generation => {
            Some(noted.articles)
        }
        (_, Some(counted)) => Some(counted.articles),
        (noted, None) => noted.map(|noted| noted.articles),
    }
}

/// What was saved, in words.
fn saved(kept: u64, had: Option<u64>, textless: u64, failed: bool) -> String {
    let mut words = match had {
        Some(had) if had > kept => format!("{kept} of {had} articles were saved"),
        Some(_) => format!("all {kept} articles were saved"),
        None if failed => {
            format!("{kept} articles were saved; how many there were can no longer be read")
        }
        None => format!("{kept} articles were saved"),
    };
    if textless > 0 {
        words.push_str(&format!(", {textless} of them without their text"));
    }
    if failed && had.is_some_and(|had| had <= kept) {
        words.push_str("; some of what was kept beside them could not be read");
    }
    words
}

/// Gives the database and its log a second name, which they keep when another takes the first; `None` where there is none.
fn keep_aside(path: &Path) -> std::io::Result<Option<PathBuf>> {
    if !path.exists() {
        return Ok(None);
    }
    let aside = (1..u32::MAX)
        .map(|place| with(path, &format!(".damaged-{place}")))
        .find(|aside| !aside.exists())
        .unwrap_or_else(|| with(path, ".damaged"));
    let log = with(path, "-wal");
    if log.exists() {
        name_again(&log, &with(&aside, "-wal"))?;
    }
    name_again(path, &aside)?;
    if let Some(dir) = path.parent() {
        sync_folder(dir)?;
    }
    Ok(Some(aside))
}

/// Lets a file have one more name. Where the file system knows no second names it is copied.
fn name_again(path: &Path, other: &Path) -> std::io::Result<()> {
    if fs::hard_link(path, other).is_ok() {
        return Ok(());
    }
    let copied = fs::copy(path, other).and_then(|_| File::open(other)?.sync_all());
    if copied.is_err() {
        // Half a copy is of no use, and in the way of the next.
        let _ = fs::remove_file(other);
    }
    copied
}

/// Puts the database of the folder `fresh` in the place of another, which is there until then.
fn put_in_place(fresh: &Path, path: &Path) -> std::io::Result<()> {
    // The log of the other would be read into it.
    for end in ["-wal", "-shm"] {
        match fs::remove_file(with(path, end)) {
            Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
            _ => {}
        }
    }
    fs::rename(fresh.join(DATABASE), path)?;
    path.parent().map_or(Ok(()), sync_folder)
}

fn with(path: &Path, end: &str) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(end);
    PathBuf::from(name)
}

fn open_damaged(path: &Path) -> Option<Connection> {
    let db = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE).ok()?;
    // A file cut short is refused as a whole unless its schema may be written; what is left of it is read all the same.
    db.execute_batch("PRAGMA writable_schema=1; PRAGMA query_only=1")
        .ok()?;
    Some(db)
}

/// Copies all that can be read. Returns whether anything could not, and what the old database counted, where that could.
fn copy_all(old: &Connection, new: &Connection) -> rusqlite::Result<(bool, Option<State>)> {
    new.execute_batch("BEGIN IMMEDIATE")?;
    let mut failed = false;
    for (table, key) in TABLES {
        failed |= copy(old, new, table, key)?;
    }
    let state = State::read(old).ok().filter(|state| state.generation > 0);
    state.unwrap_or_default().write(new)?;
    let _ = copy_words(old, new);
    new.execute_batch("COMMIT")?;
    Ok((failed, state))
}

fn copy_words(old: &Connection, new: &Connection) -> rusqlite::Result<()> {
    let mut words = old.prepare("SELECT key, value FROM meta WHERE key LIKE 'about.%'")?;
    let mut rows = words.query([])?;
    while let Some(row) = rows.next()? {
        new.execute(
            "INSERT OR IGNORE INTO meta VALUES (?, ?)",
            params![row.get::<_, Value>(0)?, row.get::<_, Value>(1)?],
        )?;
    }
    Ok(())
}

/// Copies the readable rows of a table. Where reading fails it goes on further behind, in growing steps.
/// Returns whether anything failed; faults of the new database are errors.
fn copy(old: &Connection, new: &Connection, table: &str, key: &str) -> rusqlite::Result<bool> {
    let columns: Vec<String> = new
        .prepare("SELECT name FROM pragma_table_info(?)")?
        .query_map([table], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    let names = columns.join(", ");
    let marks = vec!["?"; columns.len()].join(", ");
    let insert = format!("INSERT OR IGNORE INTO {table} ({names}) VALUES ({marks})");
    let read = format!("SELECT {key}, {names} FROM {table} WHERE {key} > ? ORDER BY {key}");
    let (mut after, mut step, mut failed) = (-1i64, 0i64, false);
    // Past the highest number there is nothing; each failure that came no further doubles the step, so this ends.
    while after < i64::from(u32::MAX) {
        let mut last = after;
        let walk = (|| -> rusqlite::Result<()> {
            let mut find = old.prepare_cached(&read)?;
            let mut rows = find.query([after])?;
            while let Some(row) = rows.next()? {
                // A damaged page may hold any number, also one from before.
                last = last.max(row.get(0)?);
                // As it stands: what is no text is repaired later.
                let values = (1..=columns.len())
                    .map(|at| row.get_ref(at).map(AsItStands))
                    .collect::<rusqlite::Result<Vec<_>>>()?;
                new.prepare_cached(&insert)
                    .and_then(|mut put| put.execute(params_from_iter(values)))
                    .map_err(|error| rusqlite::Error::ToSqlConversionFailure(Box::new(error)))?;
            }
            Ok(())
        })();
        match walk {
            Ok(()) => break,
            Err(rusqlite::Error::ToSqlConversionFailure(error)) => {
                return Err(match error.downcast::<rusqlite::Error>() {
                    Ok(error) => *error,
                    Err(error) => rusqlite::Error::ToSqlConversionFailure(error),
                });
            }
            Err(_) => {
                failed = true;
                step = if last > after { 1 } else { step * 2 + 1 };
                after = last.saturating_add(step);
            }
        }
    }
    Ok(failed)
}

/// A value that is written as it was read.
struct AsItStands<'a>(ValueRef<'a>);

impl ToSql for AsItStands<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(self.0))
    }
}

/// Brings a salvaged database in order: rows, counts, bodies, sources to be read again, indexes. Returns what had to be repaired.
fn settle(store: &mut Store, noted: Sidecar) -> Result<Repaired, StoreError> {
    let path = store.path.clone();
    // Without a caller that would cancel it, it always comes to its end.
    let repaired = repair::repair(&mut store.db, &Cancel::new()).at(&path)?;
    let repaired = repaired.unwrap_or_default();
    let (articles, next) = (repaired.count, u64::from(repaired.last) + 1);
    let state = State::read(&store.db).at(&path)?;
    store.state = State {
        articles,
        next: state.next.max(next),
        // Whatever was derived from the old database is older than this.
        generation: state.generation.max(noted.generation) + 1,
    };
    let change = |db: &Connection| -> rusqlite::Result<()> {
        store.state.write(db)?;
        db.execute_batch(
            "DELETE FROM bodies WHERE n NOT IN (SELECT n FROM articles);
             DELETE FROM mentions WHERE n NOT IN (SELECT n FROM articles);
             DELETE FROM refs WHERE n NOT IN (SELECT n FROM articles);
             DELETE FROM duplicates WHERE n NOT IN (SELECT n FROM articles);
             UPDATE refs SET target = NULL WHERE target NOT IN (SELECT n FROM articles);
             UPDATE inputs SET complete = 0;",
        )?;
        recount::drop_unreadable(db)?;
        recount::recount(db)?;
        unread(db, &repaired.bodiless)
    };
    change(&store.db).at(&path)?;
    store.finish()?;
    Ok(repaired)
}

/// How many articles have lost their text, and have not been read again.
pub(super) fn textless(db: &Connection) -> rusqlite::Result<u64> {
    let count = "SELECT count(*) FROM articles WHERE print = 0";
    let found: u32 = db.query_row(count, [], |row| row.get(0))?;
    Ok(found.into())
}

/// Makes articles without a readable body open to be replaced: they get an empty body and the keys of no text,
/// and their sources count as unread.
pub(super) fn unread(db: &Connection, articles: &[(u32, String)]) -> rusqlite::Result<()> {
    for (number, _) in articles {
        db.prepare_cached("INSERT OR REPLACE INTO bodies VALUES (?, x'00')")?
            .execute([number])?;
        let nothing = u128::from(*number).to_le_bytes();
        db.prepare_cached("UPDATE articles SET content = ?, print = 0 WHERE n = ?")?
            .execute(params![nothing, number])?;
        read_again(db, *number)?;
    }
    Ok(())
}

/// Lets the source of an article count as unread.
pub(super) fn read_again(db: &Connection, number: u32) -> rusqlite::Result<()> {
    db.prepare_cached(
        "UPDATE inputs SET complete = 0 WHERE i = (SELECT input FROM articles WHERE n = ?)",
    )?
    .execute([number])?;
    Ok(())
}
