//! Making a new database from what can be read of a damaged one.

use std::{
    ffi::OsString,
    fs,
    path::{Path, PathBuf},
};

use rusqlite::{Connection, OpenFlags, params, params_from_iter, types::Value};

use super::{
    Store, StoreError, Verified,
    compress::Unpacker,
    error::At,
    lock::WriteLock,
    open::{DATABASE, open_writing},
    sidecar::{Sidecar, sync_folder},
    state::State,
};

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

/// Puts the damaged database aside and makes a new one from it.
pub(super) fn rebuild(dir: &Path, lock: WriteLock, fault: &str) -> Result<Verified, StoreError> {
    let path = dir.join(DATABASE);
    let noted = Sidecar::find(dir);
    let aside = put_aside(&path).at(&path)?;
    // The note would take the new database for an emptied one.
    Sidecar::default().write(dir).at(dir)?;
    let (mut store, _) = open_writing(dir, lock)?;
    let old = aside.as_deref().and_then(open_damaged);
    let (failed, state) = match old {
        Some(old) => copy_all(&old, &store.db).at(&path)?,
        None => (aside.is_some(), None),
    };
    let had = articles_before(noted, state);
    let (kept, textless) = settle(&mut store, noted.unwrap_or_default())?;
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
    Ok(Verified {
        sound: false,
        articles: kept,
        lost,
        notes,
        aside,
        stopped: false,
    })
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

/// Renames the database and what lies beside it; `None` where there is none.
fn put_aside(path: &Path) -> std::io::Result<Option<PathBuf>> {
    if !path.exists() {
        return Ok(None);
    }
    let with = |path: &Path, end: &str| {
        let mut name = OsString::from(path);
        name.push(end);
        PathBuf::from(name)
    };
    let aside = (1..u32::MAX)
        .map(|place| with(path, &format!(".damaged-{place}")))
        .find(|aside| !aside.exists())
        .unwrap_or_else(|| with(path, ".damaged"));
    for end in ["-wal", "-shm"] {
        let log = with(path, end);
        if log.exists() {
            fs::rename(&log, with(&aside, end))?;
        }
    }
    fs::rename(path, &aside)?;
    if let Some(dir) = path.parent() {
        sync_folder(dir)?;
    }
    Ok(Some(aside))
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
                let values = (1..=columns.len())
                    .map(|at| row.get::<_, Value>(at))
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

/// Brings a salvaged database in order: counts, bodies, sources to be read again, indexes. Returns how many articles are there,
/// and how many of them without a body.
fn settle(store: &mut Store, noted: Sidecar) -> Result<(u64, u64), StoreError> {
    let path = store.path.clone();
    let (articles, next, broken) = look(&store.db).at(&path)?;
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
        unread(db, &broken)
    };
    change(&store.db).at(&path)?;
    store.finish()?;
    Ok((articles, broken.len() as u64))
}

fn look(db: &Connection) -> rusqlite::Result<(u64, u64, Vec<u32>)> {
    let mut unpacker = Unpacker::default();
    let mut broken = Vec::new();
    let (mut articles, mut last) = (0, 0u32);
    let mut find =
        db.prepare("SELECT a.n, b.body FROM articles a LEFT JOIN bodies b ON b.n = a.n")?;
    let mut rows = find.query([])?;
    while let Some(row) = rows.next()? {
        let number: u32 = row.get(0)?;
        articles += 1;
        last = last.max(number);
        let body = row.get_ref(1)?.as_blob();
        let whole = body.is_ok_and(|body| unpacker.unpack(db, body).is_ok());
        if !whole {
            broken.push(number);
        }
    }
    Ok((articles, u64::from(last) + 1, broken))
}

/// Makes articles without a readable body open to be replaced: they get an empty body and the keys of no text,
/// and their sources count as unread.
pub(super) fn unread(db: &Connection, numbers: &[u32]) -> rusqlite::Result<()> {
    for number in numbers {
        db.prepare_cached("INSERT OR REPLACE INTO bodies VALUES (?, x'00')")?
            .execute([number])?;
        let nothing = u128::from(*number).to_le_bytes();
        db.prepare_cached("UPDATE articles SET content = ?, print = 0 WHERE n = ?")?
            .execute(params![nothing, number])?;
        db.prepare_cached(
            "UPDATE inputs SET complete = 0 WHERE i = (SELECT input FROM articles WHERE n = ?)",
        )?
        .execute([number])?;
    }
    Ok(())
}
