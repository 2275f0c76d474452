//! Searches the reader keeps under a name, and what was typed into the prompt before.

use rusqlite::{Connection, OptionalExtension, Row, TransactionBehavior, params};
use serde::{Deserialize, Serialize};

use crate::model::{SavedSearch, Sort, Watermark};

use super::{
    super::{StoreError, error::At},
    Marks,
    change::{self, Entry},
};

/// Queries that are remembered.
const QUERIES: i64 = 500;

/// A saved search with how far it has been seen.
#[derive(Clone, Debug, PartialEq)]
pub struct KeptSearch {
    /// The search.
    pub search: SavedSearch,
    /// What was there when it was opened last.
    pub seen: Option<Watermark>,
}

/// A saved search as the journal holds it, to be put back.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Written {
    query: String,
    sort: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    library: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    last: Option<u32>,
}

impl Marks {
    /// Every saved search, by name.
    pub fn searches(&self) -> Result<Vec<KeptSearch>, StoreError> {
        if self.is_of_layout_before(2)? {
            return Ok(Vec::new());
        }
        let (db, path) = self.parts();
        let read = || {
            db.prepare_cached(
                "SELECT name, query, sort, library, last FROM searches ORDER BY name",
            )?
            .query_map([], kept)?
            .collect::<rusqlite::Result<Vec<_>>>()
        };
        read().at(path)
    }

    /// Keeps a search under its name at a time (seconds since 1970); what is there now counts as seen. Whether the name was free.
    pub fn save_search(
        &mut self,
        search: &SavedSearch,
        seen: Option<&Watermark>,
        at: i64,
    ) -> Result<bool, StoreError> {
        let written = Written {
            query: search.query.clone(),
            sort: search.sort.word().to_owned(),
            library: seen.map(|seen| seen.library.clone()),
            last: seen.map(|seen| seen.last),
        };
        let before = self.set_search(&search.name, Some(&written), at)?;
        Ok(before.is_none())
    }

    /// Takes a saved search away. Whether it was there.
    pub fn remove_search(&mut self, name: &str, at: i64) -> Result<bool, StoreError> {
        Ok(self.set_search(name, None, at)?.is_some())
    }

    /// Notes that a saved search was opened, and what was there then. No change to take back.
    pub fn see_search(&mut self, name: &str, seen: &Watermark) -> Result<(), StoreError> {
        self.check_writable()?;
        let (db, path) = self.parts();
        db.prepare_cached("UPDATE searches SET library = ?2, last = ?3 WHERE name = ?1")
            .and_then(|mut put| put.execute(params![name, seen.library, seen.last]))
            .at(path)?;
        Ok(())
    }

    /// What was searched for before, newest last.
    pub fn queries(&self) -> Result<Vec<String>, StoreError> {
        if self.is_of_layout_before(2)? {
            return Ok(Vec::new());
        }
        let (db, path) = self.parts();
        let read = || {
            db.prepare_cached("SELECT query FROM queries ORDER BY q")?
                .query_map([], |row| row.get(0))?
                .collect::<rusqlite::Result<Vec<_>>>()
        };
        read().at(path)
    }

    /// Remembers what was searched for; the same query is remembered once.
    pub fn add_query(&mut self, query: &str) -> Result<(), StoreError> {
        self.check_writable()?;
        let path = self.path.clone();
        let mut add = || -> rusqlite::Result<()> {
            let act = immediate(&mut self.db)?;
            act.execute("DELETE FROM queries WHERE query = ?", [query])?;
            act.execute("INSERT INTO queries (query) VALUES (?)", [query])?;
            act.execute(
                "DELETE FROM queries WHERE q NOT IN (SELECT q FROM queries ORDER BY q DESC LIMIT ?)",
                [QUERIES],
            )?;
            act.commit()
        };
        add().at(&path)
    }

    fn set_search(
        &mut self,
        name: &str,
        search: Option<&Written>,
        at: i64,
    ) -> Result<Option<Written>, StoreError> {
        self.check_writable()?;
        let path = self.path.clone();
        let mut set = || -> rusqlite::Result<Option<Written>> {
            let act = immediate(&mut self.db)?;
            let before = put(&act, name, search)?;
            if before.is_some() || search.is_some() {
                change::write_entry(&act, at, &Entry::of_search(name, before.clone()))?;
            }
            act.commit()?;
            Ok(before)
        };
        set().at(&path)
    }
}

/// Puts a search under a name, or takes it away; what was there before.
pub(super) fn put(
    db: &Connection,
    name: &str,
    search: Option<&Written>,
) -> rusqlite::Result<Option<Written>> {
    let before = db
        .prepare_cached("SELECT query, sort, library, last FROM searches WHERE name = ?")?
        .query_row([name], |row| {
            Ok(Written {
                query: row.get(0)?,
                sort: row.get(1)?,
                library: row.get(2)?,
                last: row.get(3)?,
            })
        })
        .optional()?;
    match search {
        Some(new) => db
            .prepare_cached("INSERT OR REPLACE INTO searches VALUES (?, ?, ?, ?, ?)")?
            .execute(params![name, new.query, new.sort, new.library, new.last])?,
        None => db
            .prepare_cached("DELETE FROM searches WHERE name = ?")?
            .execute([name])?,
    };
    Ok(before)
}

fn kept(row: &Row<'_>) -> rusqlite::Result<KeptSearch> {
    let sort: String = row.get(2)?;
    let sort = Sort::ALL.into_iter().find(|known| known.word() == sort);
    let library: Option<String> = row.get(3)?;
    let last: Option<u32> = row.get(4)?;
    Ok(KeptSearch {
        search: SavedSearch {
            name: row.get(0)?,
            query: row.get(1)?,
            sort: sort.unwrap_or_default(),
        },
        seen: library
            .zip(last)
            .map(|(library, last)| Watermark { library, last }),
    })
}

fn immediate(db: &mut Connection) -> rusqlite::Result<rusqlite::Transaction<'_>> {
    db.transaction_with_behavior(TransactionBehavior::Immediate)
}
