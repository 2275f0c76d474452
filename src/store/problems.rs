//! Problems met while loading, in the order they were met.

use rusqlite::{Connection, params};

use crate::model::Problem;

use super::{Batch, InputNo, Reader, StoreError, error::At, reader::natural};

impl Batch<'_> {
    /// Keeps a problem; `input` is the source it belongs to, where one was begun.
    pub fn problem(&mut self, input: Option<InputNo>, problem: &Problem) -> Result<(), StoreError> {
        let (db, path) = self.parts();
        insert(db, input, problem).at(path)
    }

    /// Forgets the problems that belong to no source (missing files, devices): a new walk meets them again.
    pub fn forget_loose_problems(&mut self) -> Result<(), StoreError> {
        let (db, path) = self.parts();
        db.execute("DELETE FROM problems WHERE input IS NULL", [])
            .at(path)?;
        Ok(())
    }
}

impl Reader {
    /// Problems from row `from` on, at most `limit`.
    pub fn problems(&self, from: usize, limit: usize) -> Result<Vec<Problem>, StoreError> {
        let (db, path) = self.parts();
        read(db, from, limit).at(path)
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

fn read(db: &Connection, from: usize, limit: usize) -> rusqlite::Result<Vec<Problem>> {
    let number = |value: usize| i64::try_from(value).unwrap_or(i64::MAX);
    db.prepare_cached(
        "SELECT file, line, record, reason FROM problems ORDER BY p LIMIT ? OFFSET ?",
    )?
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
