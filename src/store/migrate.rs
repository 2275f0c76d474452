//! The way from older layouts to the present one, a step each, in one transaction.

use rusqlite::Connection;

use super::{
    open::has_indexes,
    recount,
    schema::{INDEXES, LAYOUT},
};

/// The step at place `i` leads from layout `i + 1` to layout `i + 2`.
const STEPS: &[&str] = &[
    // Layout 1 did not know which articles had gone, nor whether a source had been read to its end.
    "CREATE TABLE tombstones (n INTEGER PRIMARY KEY, generation INTEGER NOT NULL);
     ALTER TABLE inputs ADD COLUMN complete INTEGER NOT NULL DEFAULT 1;",
    // Layout 2 did not know in how many articles an actor is.
    "ALTER TABLE actors ADD COLUMN articles INTEGER NOT NULL DEFAULT 0;",
    // In layout 3 a long value was read through to the end on the way to every other.
    "ALTER TABLE meta RENAME TO old_meta;
     CREATE TABLE meta (key TEXT PRIMARY KEY, value);
     INSERT INTO meta SELECT key, value FROM old_meta;
     DROP TABLE old_meta;",
    // Layout 4 had an index by date, which the columns do better, and contents whole in theirs.
    "DROP INDEX IF EXISTS articles_at;
     DROP INDEX IF EXISTS articles_content;",
    // Layout 5 had addresses and declared actors in the row, where those that are there may stay.
    "",
];
/// The layout from which on the articles of actors are counted.
const COUNTED: u32 = 3;

/// The layout of a database; 0 where none has been written.
pub(super) fn layout(db: &Connection) -> rusqlite::Result<u32> {
    db.pragma_query_value(None, "user_version", |row| row.get(0))
}

/// Brings an older database to the present layout, wholly or not at all.
pub(super) fn migrate(db: &mut Connection) -> rusqlite::Result<()> {
    let change = db.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
    // Read again under the lock: another process may have done it.
    let from = layout(&change)?;
    for step in STEPS.iter().skip(from.saturating_sub(1) as usize) {
        change.execute_batch(step)?;
    }
    if from < COUNTED {
        recount::recount(&change)?;
    }
    if has_indexes(&change)? {
        change.execute_batch(INDEXES)?;
    }
    change.pragma_update(None, "user_version", LAYOUT)?;
    change.commit()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_is_a_step_to_every_layout() {
        assert_eq!(STEPS.len() as u32 + 1, LAYOUT);
    }
}
