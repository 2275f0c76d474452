//! Inputs: the files and streams articles were read from, and what a second reading of one changes.

use rusqlite::{Connection, OptionalExtension, params};

use super::{Batch, Reader, StoreError, error::At, problems};

/// The number of an input in one library.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct InputNo(pub u32);

/// A source of articles and the stamps by which a change of it is noticed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Input {
    /// Its path, as it is named everywhere.
    pub path: String,
    /// Bytes.
    pub size: u64,
    /// Last change, nanoseconds since 1970.
    pub mtime_ns: i64,
    /// Hash of parts of its content.
    pub fingerprint: u64,
}

/// What an input that has been read before is now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reading {
    /// The same thing again: what is no longer in it goes.
    Again,
    /// More of it (standard input, a feed, all that is added to one's own library): what is there stays.
    More,
}

/// An input as the library remembers it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownInput {
    /// Its number.
    pub no: InputNo,
    /// What it was when it was read.
    pub input: Input,
    /// Whether it was read to its end; if not it must be read again.
    pub complete: bool,
}

/// One reading of an input that had been read before: which of its articles have been met again.
#[derive(Default)]
pub(super) struct Pass {
    seen: Vec<u64>,
    /// Whether it removes what was not met again.
    pub(super) removes: bool,
    /// The last of the copies that were noted before it began.
    pub(super) copies_before: i64,
}

impl Pass {
    /// Notes that an article is still there.
    pub(super) fn see(&mut self, number: u32) {
        let (place, bit) = (number as usize / 64, number % 64);
        if self.seen.len() <= place {
            self.seen.resize(place + 1, 0);
        }
        self.seen[place] |= 1 << bit;
    }

    /// Whether it has been met in this reading.
    pub(super) fn has(&self, number: u32) -> bool {
        let word = self.seen.get(number as usize / 64).copied();
        word.unwrap_or(0) & (1 << (number % 64)) != 0
    }
}

impl Batch<'_> {
    /// Begins to read an input. Where it was read before its problems are forgotten, and [`Batch::end_input`] will
    /// remove what was not met again. It counts as incomplete until then.
    pub fn begin_input(&mut self, input: &Input, reading: Reading) -> Result<InputNo, StoreError> {
        let (db, path) = self.parts();
        let known: Option<u32> = db
            .prepare_cached("SELECT i FROM inputs WHERE path = ?")
            .and_then(|mut find| find.query_row([&input.path], |row| row.get(0)).optional())
            .at(path)?;
        let Some(number) = known else {
            return insert(db, input).map(InputNo).at(path);
        };
        self.leave_bulk()?;
        let (db, path) = self.parts();
        let copies_before = restart(db, number, input, reading).at(path)?;
        self.store.passes.insert(
            number,
            Pass {
                seen: Vec::new(),
                removes: reading == Reading::Again,
                copies_before,
            },
        );
        Ok(InputNo(number))
    }

    /// Ends the reading of an input. With `complete` what a second reading no longer found is removed.
    /// Returns how many articles went.
    pub fn end_input(&mut self, input: InputNo, complete: bool) -> Result<u64, StoreError> {
        let pass = self.store.passes.remove(&input.0);
        let mut gone = 0;
        if let Some(pass) = pass
            && pass.removes
            && complete
        {
            for number in self.articles_of(input)? {
                if !pass.has(number) {
                    gone += u64::from(self.remove_or_adopt(number)?);
                }
            }
        }
        let (db, path) = self.parts();
        db.prepare_cached("UPDATE inputs SET complete = ? WHERE i = ?")
            .and_then(|mut set| set.execute(params![complete, input.0]))
            .at(path)?;
        Ok(gone)
    }

    /// Forgets an input: its articles go, unless another input holds a copy, which then takes the place.
    /// Returns how many articles went; 0 as well where the input is not known.
    pub fn forget_input(&mut self, input: &str) -> Result<u64, StoreError> {
        let (db, path) = self.parts();
        let known: Option<u32> = db
            .query_row("SELECT i FROM inputs WHERE path = ?", [input], |row| {
                row.get(0)
            })
            .optional()
            .at(path)?;
        let Some(number) = known else { return Ok(0) };
        self.leave_bulk()?;
        let (db, path) = self.parts();
        db.execute("DELETE FROM duplicates WHERE input = ?", [number])
            .and_then(|_| problems::forget(db, number))
            .at(path)?;
        let mut gone = 0;
        for article in self.articles_of(InputNo(number))? {
            gone += u64::from(self.remove_or_adopt(article)?);
        }
        let (db, path) = self.parts();
        db.execute("DELETE FROM inputs WHERE i = ?", [number])
            .at(path)?;
        self.store.passes.remove(&number);
        Ok(gone)
    }

    fn articles_of(&self, input: InputNo) -> Result<Vec<u32>, StoreError> {
        let (db, path) = self.parts();
        let all = || {
            db.prepare_cached("SELECT n FROM articles WHERE input = ?")?
                .query_map([input.0], |row| row.get(0))?
                .collect::<rusqlite::Result<Vec<_>>>()
        };
        all().at(path)
    }
}

impl Reader {
    /// Every input the library remembers, by path.
    pub fn inputs(&self) -> Result<Vec<KnownInput>, StoreError> {
        let (db, path) = self.parts();
        read(db).at(path)
    }
}

fn insert(db: &Connection, input: &Input) -> rusqlite::Result<u32> {
    db.prepare_cached(
        "INSERT INTO inputs (path, size, mtime, fingerprint, complete) VALUES (?, ?, ?, ?, 0) RETURNING i",
    )?
    .query_row(stamps(input), |row| row.get(0))
}

/// Returns the last of the copies that are noted so far.
fn restart(db: &Connection, number: u32, input: &Input, reading: Reading) -> rusqlite::Result<i64> {
    db.prepare_cached(
        "UPDATE inputs SET size = ?2, mtime = ?3, fingerprint = ?4, complete = 0 WHERE path = ?1",
    )?
    .execute(stamps(input))?;
    problems::forget(db, number)?;
    if reading == Reading::Again {
        db.execute("DELETE FROM duplicates WHERE input = ?", [number])?;
    }
    db.query_row(
        "SELECT coalesce(max(rowid), 0) FROM duplicates",
        [],
        |row| row.get(0),
    )
}

fn stamps(input: &Input) -> (&str, i64, i64, i64) {
    (
        &input.path,
        input.size as i64,
        input.mtime_ns,
        input.fingerprint as i64,
    )
}

fn read(db: &Connection) -> rusqlite::Result<Vec<KnownInput>> {
    db.prepare_cached(
        "SELECT i, path, size, mtime, fingerprint, complete FROM inputs ORDER BY path",
    )?
    .query_map([], |row| {
        Ok(KnownInput {
            no: InputNo(row.get(0)?),
            input: Input {
                path: row.get(1)?,
                size: row.get::<_, i64>(2)? as u64,
                mtime_ns: row.get(3)?,
                fingerprint: row.get::<_, i64>(4)? as u64,
            },
            complete: row.get(5)?,
        })
    })?
    .collect()
}
