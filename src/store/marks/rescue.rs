//! What can still be read of damaged marks: table by table, from both ends.

use std::path::Path;

use rusqlite::{Connection, OpenFlags, params_from_iter, types::Value};

/// Puts what can be read of a damaged file over what is in a sound one. Returns how many articles' marks that were.
/// What cannot be read is left as it is: the file stays aside.
pub(super) fn rescue(damaged: &Path, db: &Connection) -> usize {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let Ok(old) = Connection::open_with_flags(damaged, flags) else {
        return 0;
    };
    // What is left of a file that was cut short is refused as a whole otherwise.
    let _ = old.execute_batch("PRAGMA writable_schema=1");
    let tables = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'";
    let tables = db.prepare(tables).and_then(|mut find| {
        find.query_map([], |row| row.get(0))?
            .collect::<rusqlite::Result<Vec<String>>>()
    });
    let Ok(change) = db.unchecked_transaction() else {
        return 0;
    };
    let mut marks = 0;
    for table in tables.unwrap_or_default() {
        let put = put_over(&old, db, &table).unwrap_or_default();
        if table == "marks" {
            marks = put;
        }
    }
    match change.commit() {
        Ok(()) => marks,
        Err(_) => 0,
    }
}

fn put_over(old: &Connection, db: &Connection, table: &str) -> rusqlite::Result<usize> {
    let columns: Vec<(String, String, bool)> = db
        .prepare("SELECT name, type, pk > 0 FROM pragma_table_info(?)")?
        .query_map([table], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
        .collect::<rusqlite::Result<_>>()?;
    let list = |keys: bool, after: &str| {
        let wanted = columns.iter().filter(|(_, _, key)| !keys || *key);
        let names: Vec<String> = wanted.map(|(name, ..)| format!("{name}{after}")).collect();
        names.join(", ")
    };
    let names = list(false, "");
    let marks = vec!["?"; columns.len()].join(", ");
    let put = format!("INSERT OR REPLACE INTO {table} ({names}) VALUES ({marks})");
    let mut found = 0;
    for order in ["", " DESC"] {
        let read = format!("SELECT {names} FROM {table} ORDER BY {}", list(true, order));
        let Ok(mut find) = old.prepare(&read) else {
            return Ok(0);
        };
        let mut rows = find.query([])?;
        loop {
            let row = match rows.next() {
                Ok(Some(row)) => row,
                // Read to its end: there is nothing that only stands nearer to the other.
                Ok(None) => return Ok(found),
                Err(_) => break,
            };
            let values = columns.iter().enumerate().map(|(at, (_, kind, _))| {
                let value: Value = row.get(at).ok()?;
                fits(kind, &value).then_some(value)
            });
            if let Some(values) = values.collect::<Option<Vec<_>>>() {
                // A row that lacks what it must have is passed over.
                let put = db.prepare_cached(&put)?.execute(params_from_iter(values));
                found += put.unwrap_or_default();
            }
        }
    }
    Ok(found)
}

/// Whether a value can be what a column of this kind holds.
fn fits(kind: &str, value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Integer(_) => kind == "INTEGER" || kind == "REAL",
        Value::Real(_) => kind == "REAL",
        Value::Text(_) => kind == "TEXT",
        Value::Blob(_) => kind == "BLOB",
    }
}
