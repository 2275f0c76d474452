//! Problems met while loading, in the order they were met.

use rusqlite::{Connection, params};

use crate::model::Problem;

use super::{Batch, InputNo, Reader, StoreError, error::At, reader::natural, state};

impl Batch<'_> {
    /// Keeps a problem; `input` is the source it belongs to, where one was begun.
    pub fn problem(&mut self, input: Option<InputNo>, problem: &Problem) -> Result<(), StoreError> {
        let (db, path) = self.parts();
        insert(db, input, problem).at(path)
    }

    /// Notes how many problems of a source were met beside those that were kept one by one.
    pub fn untold_problems(&mut self, input: InputNo, count: u64) -> Result<(), StoreError> {
        let (db, path) = self.parts();
        match count {
            0 => Ok(()),
            _ => state::write(db, &untold_key(input.0), &(count as i64)).at(path),
        }
    }

    /// Forgets a problem that belongs to no source: it is met again, or what it is about is read now.
    pub fn forget_loose_problem(&mut self, problem: &Problem) -> Result<(), StoreError> {
        let (db, path) = self.parts();
        db.prepare_cached("DELETE FROM problems WHERE input IS NULL AND file = ? AND reason = ?")
            .and_then(|mut forget| forget.execute([&problem.file, &problem.reason]))
            .at(path)?;
        Ok(())
    }

    /// Forgets the problems that belong to no source (missing files, devices): a new walk meets them again.
    pub fn forget_loose_problems(&mut self) -> Result<(), StoreError> {
        let (db, path) = self.parts();
        db.execute("DELETE FROM problems WHERE input IS NULL", [])
            .at(path)?;
        Ok(())
    }
}

/// Forgets the problems of a source.
pub(super) fn forget(db: &Connection, input: u32) -> rusqlite::Result<()> {
    db.execute("DELETE FROM problems WHERE input = ?", [input])?;
    db.execute("DELETE FROM meta WHERE key = ?", [untold_key(input)])?;
    Ok(())
}

/// How many were met in all.
pub(super) fn count(db: &Connection) -> rusqlite::Result<u64> {
    let count = "SELECT (SELECT count(*) FROM problems)
        + (SELECT coalesce(sum(value), 0) FROM meta WHERE key GLOB 'untold.*')";
    let count: i64 = db.prepare_cached(count)?.query_row([], |row| row.get(0))?;
    Ok(count.max(0).unsigned_abs())
}

fn untold_key(input: u32) -> String {
    format!("untold.{input}")
}

impl Reader {
    /// Problems that are kept one by one.
    pub fn kept_problems(&self) -> Result<u64, StoreError> {
        let (db, path) = self.parts();
        db.query_row("SELECT count(*) FROM problems", [], |row| row.get(0))
            .map(i64::unsigned_abs)
            .at(path)
    }

    /// Problems that belong to no source.
    pub fn loose_problems(&self) -> Result<Vec<Problem>, StoreError> {
        let (db, path) = self.parts();
        read(db, "WHERE input IS NULL", 0, usize::MAX).at(path)
    }

    /// Problems about sources as a whole rather than about a record in one, at most `limit`.
    pub fn problems_of_sources(&self, limit: usize) -> Result<Vec<Problem>, StoreError> {
        let (db, path) = self.parts();
        read(db, "WHERE line IS NULL AND record IS NULL", 0, limit).at(path)
    }

    /// Problems from row `from` on, at most `limit`.
    pub fn problems(&self, from: usize, limit: usize) -> Result<Vec<Problem>, StoreError> {
        let (db, path) = self.parts();
        read(db, "", from, limit).at(path)
    }
}

fn insert(db: &Connection, input: Option<InputNo>, problem: &Problem) -> rusqlite::Result<()> {
    db.prepare_cached(
        "INSERT INTO problems (input, file, line, record, reason) VALUES (?, ?, ?, ?, ?)",
    )?
    .execute(params![
        input.map(|input| input.0),
        problem.file,
        problem.line.map(|line| line as i64),
        problem.record.map(|record| record as i64),
        problem.reason,
    ])?;
    Ok(())
}

fn read(db: &Connection, which: &str, from: usize, limit: usize) -> rusqlite::Result<Vec<Problem>> {
    let number = |value: usize| i64::try_from(value).unwrap_or(i64::MAX);
    db.prepare_cached(&format!(
        "SELECT file, line, record, reason FROM problems {which} ORDER BY p LIMIT ? OFFSET ?"
    ))?
    .query_map([number(limit), number(from)], |row| {
        Ok(Problem {
            file: row.get(0)?,
            line: natural(row, 1)?,
            record: natural(row, 2)?,
            reason: row.get(3)?,
        })
    })?
    .collect()
}
