//! Small things kept from visit to visit under a name: where the reader has been, when the last visit was.

use rusqlite::{OptionalExtension, params};

use super::{
    super::{StoreError, error::At},
    Marks,
};

const LAST_VISIT: &str = "last_visit";

impl Marks {
    /// A number that is another one once another process has changed the marks.
    pub fn version(&self) -> Result<i64, StoreError> {
        let (db, path) = self.parts();
        db.prepare_cached("PRAGMA data_version")
            .and_then(|mut ask| ask.query_row([], |row| row.get(0)))
            .at(path)
    }

    /// What is kept under a name.
    pub fn kept(&self, key: &str) -> Result<Option<Vec<u8>>, StoreError> {
        let (db, path) = self.parts();
        db.prepare_cached("SELECT value FROM kept WHERE key = ?")
            .and_then(|mut find| find.query_row([key], |row| row.get(0)).optional())
            .at(path)
    }

    /// Keeps something under a name.
    pub fn keep(&mut self, key: &str, value: &[u8]) -> Result<(), StoreError> {
        self.check_writable()?;
        let (db, path) = self.parts();
        db.prepare_cached(
            "INSERT INTO kept VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value",
        )
        .and_then(|mut put| put.execute(params![key, value]))
        .at(path)?;
        Ok(())
    }

    /// When the reader was here last, in seconds since 1970.
    pub fn last_visit(&self) -> Result<Option<i64>, StoreError> {
        let kept = self.kept(LAST_VISIT)?;
        Ok(kept
            .and_then(|bytes| bytes.try_into().ok())
            .map(i64::from_le_bytes))
    }

    /// Notes that the reader is here.
    pub fn set_last_visit(&mut self, at: i64) -> Result<(), StoreError> {
        self.keep(LAST_VISIT, &at.to_le_bytes())
    }
}
