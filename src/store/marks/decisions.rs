//! The reader's decisions about actors: a list of lines, kept like the marks and taken back like them.

use rusqlite::{Connection, OptionalExtension, TransactionBehavior, params};

use crate::model::Decision;

use super::{
    super::{StoreError, error::At},
    Marks,
    change::{self, Entry},
};

/// The name they are kept under.
const KEY: &str = "decisions";

impl Marks {
    /// All decisions, in the order they were made; lines of another version are passed over.
    pub fn decisions(&self) -> Result<Vec<Decision>, StoreError> {
        let (db, path) = self.parts();
        let lines = read(db).at(path)?;
        Ok(lines.lines().filter_map(|line| line.parse().ok()).collect())
    }

    /// Makes a decision at a time (seconds since 1970). Whether it was new: it may be made again once a later one was about
    /// one of its actors.
    pub fn decide(&mut self, decision: &Decision, at: i64) -> Result<bool, StoreError> {
        self.add(decision, at, |later| {
            let about = later.actors();
            decision.actors().iter().any(|actor| about.contains(actor))
        })
    }

    /// Takes over a decision from elsewhere at a time (seconds since 1970). Whether it was new.
    pub fn take_decision(&mut self, decision: &Decision, at: i64) -> Result<bool, StoreError> {
        self.add(decision, at, |_| false)
    }

    /// Adds a decision that was never made, or since which one was made that lets it be made again.
    fn add(
        &mut self,
        decision: &Decision,
        at: i64,
        renews: impl Fn(&Decision) -> bool,
    ) -> Result<bool, StoreError> {
        self.check_writable()?;
        let path = self.path.clone();
        let line = decision.to_string();
        let mut decide = || -> rusqlite::Result<bool> {
            let act = self
                .db
                .transaction_with_behavior(TransactionBehavior::Immediate)?;
            let lines = read(&act)?;
            let mut later = lines.lines().rev().take_while(|known| *known != line);
            let renewed = later.any(|later| later.parse().is_ok_and(|later| renews(&later)));
            if !renewed && lines.lines().any(|known| known == line) {
                return Ok(false);
            }
            write(&act, &format!("{lines}{line}\n"))?;
            change::write_entry(&act, at, &Entry::of_decision(&line))?;
            act.commit()?;
            Ok(true)
        };
        decide().at(&path)
    }
}

/// Takes a decision out again.
pub(super) fn remove(db: &Connection, line: &str) -> rusqlite::Result<()> {
    let lines = read(db)?;
    let mut kept: Vec<&str> = lines.lines().collect();
    if let Some(place) = kept.iter().rposition(|known| *known == line) {
        kept.remove(place);
    }
    let kept: String = kept.iter().map(|line| format!("{line}\n")).collect();
    write(db, &kept)
}

fn read(db: &Connection) -> rusqlite::Result<String> {
    let bytes: Option<Vec<u8>> = db
        .prepare_cached("SELECT value FROM kept WHERE key = ?")?
        .query_row([KEY], |row| row.get(0))
        .optional()?;
    Ok(String::from_utf8_lossy(&bytes.unwrap_or_default()).into_owned())
}

fn write(db: &Connection, lines: &str) -> rusqlite::Result<()> {
    db.prepare_cached(
        "INSERT INTO kept VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value",
    )?
    .execute(params![KEY, lines.as_bytes()])?;
    Ok(())
}
