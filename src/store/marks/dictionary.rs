//! The reader's own dictionary of actors, as text: kept like the marks and taken back like them.

use rusqlite::{Connection, OptionalExtension, TransactionBehavior, params};

use super::{
    super::{StoreError, error::At},
    Marks,
    change::{self, Entry},
};

/// The name it is kept under.
const KEY: &str = "dictionary";

impl Marks {
    /// The dictionary; empty where there is none.
    pub fn dictionary(&self) -> Result<String, StoreError> {
        let (db, path) = self.parts();
        read(db).at(path)
    }

    /// Puts a dictionary in the place of the one before, at a time (seconds since 1970). Whether it is another one.
    pub fn set_dictionary(&mut self, text: &str, at: i64) -> Result<bool, StoreError> {
        self.check_writable()?;
        let path = self.path.clone();
        let mut set = || -> rusqlite::Result<bool> {
            let act = self
                .db
                .transaction_with_behavior(TransactionBehavior::Immediate)?;
            let before = read(&act)?;
            if before == text {
                return Ok(false);
            }
            put(&act, text)?;
            change::write_entry(&act, at, &Entry::of_dictionary(before))?;
            act.commit()?;
            Ok(true)
        };
        set().at(&path)
    }
}

fn read(db: &Connection) -> rusqlite::Result<String> {
    let bytes: Option<Vec<u8>> = db
        .prepare_cached("SELECT value FROM kept WHERE key = ?")?
        .query_row([KEY], |row| row.get(0))
        .optional()?;
    Ok(String::from_utf8_lossy(&bytes.unwrap_or_default()).into_owned())
}

pub(super) fn put(db: &Connection, text: &str) -> rusqlite::Result<()> {
    db.prepare_cached(
        "INSERT INTO kept VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value",
    )?
    .execute(params![KEY, text.as_bytes()])?;
    Ok(())
}
