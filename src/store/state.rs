//! The numbers a library keeps about itself: its generation, the next number, and how much it holds.

use rusqlite::{Connection, OptionalExtension, params};

use super::problems;

/// How much a library holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Articles.
    pub articles: u64,
    /// Exact duplicates folded into them.
    pub duplicates: u64,
    /// Problems met while loading.
    pub problems: u64,
    /// Related pieces that are named but not here.
    pub stubs: u64,
    /// Actors.
    pub actors: u64,
    /// Articles whose actors have been recognised, by whatever version.
    pub recognised: u64,
}

/// What is written with every commit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct State {
    /// Grows with every commit.
    pub(super) generation: u64,
    /// The number the next article gets; numbers are never reused.
    pub(super) next: u64,
    /// Articles that are there.
    pub(super) articles: u64,
}

const GENERATION: &str = "generation";
const NEXT: &str = "next_article";
const ARTICLES: &str = "articles";
const IDENTITY: &str = "identity";

impl State {
    /// Reads the numbers.
    pub(super) fn read(db: &Connection) -> rusqlite::Result<Self> {
        let number = |key| -> rusqlite::Result<u64> {
            let value: Option<i64> = read(db, key)?;
            Ok(value.map_or(0, |value| value.max(0).unsigned_abs()))
        };
        Ok(Self {
            generation: number(GENERATION)?,
            next: number(NEXT)?.max(1),
            articles: number(ARTICLES)?,
        })
    }

    /// Writes the numbers, inside the transaction they describe.
    pub(super) fn write(&self, db: &Connection) -> rusqlite::Result<()> {
        for (key, value) in [
            (GENERATION, self.generation),
            (NEXT, self.next),
            (ARTICLES, self.articles),
        ] {
            write(db, key, &(value as i64))?;
        }
        Ok(())
    }
}

/// What tells this library from all others, and from itself made anew.
pub(super) fn identity(db: &Connection) -> rusqlite::Result<Option<String>> {
    read(db, IDENTITY)
}

/// Gives a library that has none its identity.
pub(super) fn give_identity(db: &Connection) -> rusqlite::Result<()> {
    if identity(db)?.is_none() {
        db.execute(
            "INSERT OR IGNORE INTO meta VALUES (?, lower(hex(randomblob(16))))",
            [IDENTITY],
        )?;
    }
    Ok(())
}

/// Reads a value kept in the library under a name.
pub(super) fn read<T: rusqlite::types::FromSql>(
    db: &Connection,
    key: &str,
) -> rusqlite::Result<Option<T>> {
    db.prepare_cached("SELECT value FROM meta WHERE key = ?")?
        .query_row([key], |row| row.get(0))
        .optional()
}

/// Keeps a value in the library under a name.
pub(super) fn write(
    db: &Connection,
    key: &str,
    value: &dyn rusqlite::ToSql,
) -> rusqlite::Result<()> {
    db.prepare_cached(
        "INSERT INTO meta VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value",
    )?
    .execute(params![key, value])?;
    Ok(())
}

/// Counts what the library holds.
pub(super) fn counts(db: &Connection) -> rusqlite::Result<Counts> {
    let count = |sql: &str| -> rusqlite::Result<u64> {
        let count: i64 = db.prepare_cached(sql)?.query_row([], |row| row.get(0))?;
        Ok(count.max(0).unsigned_abs())
    };
    Ok(Counts {
        articles: State::read(db)?.articles,
        duplicates: count("SELECT count(*) FROM duplicates")?,
        problems: problems::count(db)?,
        stubs: count("SELECT count(*) FROM refs WHERE target IS NULL")?,
        actors: count("SELECT count(*) FROM actors")?,
        recognised: count("SELECT count(*) FROM mentions")?,
    })
}
