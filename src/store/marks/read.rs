//! What is marked: one article, several, everything.

use std::collections::BTreeMap;

use rusqlite::{Connection, OptionalExtension, Row};

use crate::model;

use super::{
    super::{StoreError, error::At},
    Marks,
};

const ROW: &str = "SELECT id, starred, read, place, note FROM marks";

impl Marks {
    /// The marks on an article; empty where there are none.
    pub fn of(&self, id: &str) -> Result<model::Marks, StoreError> {
        let (db, path) = self.parts();
        one(db, id).at(path)
    }

    /// The marks on several articles, in this order.
    pub fn of_all<'a>(
        &self,
        ids: impl IntoIterator<Item = &'a str>,
    ) -> Result<Vec<model::Marks>, StoreError> {
        let (db, path) = self.parts();
        ids.into_iter()
            .map(|id| one(db, id))
            .collect::<rusqlite::Result<_>>()
            .at(path)
    }

    /// Everything that is marked, in order of id.
    pub fn all(&self) -> Result<Vec<(String, model::Marks)>, StoreError> {
        let (db, path) = self.parts();
        all(db).at(path)
    }

    /// The reader's tags with how many articles have each, commonest first.
    pub fn tags(&self) -> Result<Vec<(String, u32)>, StoreError> {
        let (db, path) = self.parts();
        let read = || {
            db.prepare_cached("SELECT tag, count(*) FROM tags GROUP BY tag ORDER BY 2 DESC, 1")?
                .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
                .collect::<rusqlite::Result<Vec<_>>>()
        };
        read().at(path)
    }

    /// When an article was opened last, in seconds since 1970.
    pub fn seen(&self, id: &str) -> Result<Option<i64>, StoreError> {
        let (db, path) = self.parts();
        db.prepare_cached("SELECT seen FROM marks WHERE id = ?")
            .and_then(|mut find| find.query_row([id], |row| row.get(0)).optional())
            .at(path)
            .map(Option::flatten)
    }
}

fn marks(row: &Row<'_>) -> rusqlite::Result<model::Marks> {
    Ok(model::Marks {
        starred: row.get(1)?,
        read: row.get(2)?,
        place: row.get(3)?,
        tags: Vec::new(),
        note: row.get(4)?,
    })
}

fn one(db: &Connection, id: &str) -> rusqlite::Result<model::Marks> {
    let mut found = db
        .prepare_cached(&format!("{ROW} WHERE id = ?"))?
        .query_row([id], marks)
        .optional()?
        .unwrap_or_default();
    found.tags = db
        .prepare_cached("SELECT tag FROM tags WHERE id = ? ORDER BY tag")?
        .query_map([id], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    Ok(found)
}

fn all(db: &Connection) -> rusqlite::Result<Vec<(String, model::Marks)>> {
    let mut found = BTreeMap::new();
    let mut find = db.prepare_cached(ROW)?;
    let mut rows = find.query([])?;
    while let Some(row) = rows.next()? {
        found.insert(row.get::<_, String>(0)?, marks(row)?);
    }
    let mut find = db.prepare_cached("SELECT id, tag FROM tags ORDER BY id, tag")?;
    let mut rows = find.query([])?;
    while let Some(row) = rows.next()? {
        let marks = found.entry(row.get(0)?).or_default();
        marks.tags.push(row.get(1)?);
    }
    found.retain(|_, marks| *marks != model::Marks::default());
    Ok(found.into_iter().collect())
}
