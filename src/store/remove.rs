//! Articles that go: what goes with them, and the note that tells the index.

use rusqlite::{Connection, OptionalExtension, params};

use crate::model::ArticleNo;

use super::{Batch, Reader, StoreError, error::At, mentions};

impl Batch<'_> {
    /// Removes an article, unless another input holds the same text: then it belongs to that one. Returns whether it went.
    pub(super) fn remove_or_adopt(&mut self, number: u32) -> Result<bool, StoreError> {
        let (db, path) = self.parts();
        if adopt(db, number).at(path)? {
            return Ok(false);
        }
        self.remove(number)?;
        Ok(true)
    }

    /// Removes an article and everything that hangs on it.
    pub(super) fn remove(&mut self, number: u32) -> Result<(), StoreError> {
        let seen = {
            let (db, path) = self.parts();
            mentions::document(db, number).at(path)?
        };
        if let Some(document) = seen {
            self.unmerge(&document);
        }
        let generation = self.store.state.generation + 1;
        let (db, path) = self.parts();
        delete(db, number, generation).at(path)?;
        self.store.state.articles = self.store.state.articles.saturating_sub(1);
        self.removed.push(ArticleNo(number));
        Ok(())
    }
}

impl Reader {
    /// Articles that went after a generation, in order of number.
    pub fn gone_since(&self, generation: u64) -> Result<Vec<ArticleNo>, StoreError> {
        let (db, path) = self.parts();
        let all = || {
            db.prepare_cached("SELECT n FROM tombstones WHERE generation > ? ORDER BY n")?
                .query_map([generation as i64], |row| row.get(0).map(ArticleNo))?
                .collect::<rusqlite::Result<Vec<_>>>()
        };
        all().at(path)
    }
}

fn adopt(db: &Connection, number: u32) -> rusqlite::Result<bool> {
    let copy = db
        .prepare_cached(
            "SELECT rowid, input, line, record FROM duplicates WHERE n = ? ORDER BY rowid LIMIT 1",
        )?
        .query_row([number], |row| {
            Ok((
                row.get::<_, i64>(0)?,
                row.get::<_, u32>(1)?,
                row.get::<_, Option<i64>>(2)?,
                row.get::<_, Option<i64>>(3)?,
            ))
        })
        .optional()?;
    let Some((copy, input, line, record)) = copy else {
        return Ok(false);
    };
    db.prepare_cached("UPDATE articles SET input = ?, line = ?, record = ? WHERE n = ?")?
        .execute(params![input, line, record, number])?;
    db.prepare_cached("DELETE FROM duplicates WHERE rowid = ?")?
        .execute([copy])?;
    Ok(true)
}

fn delete(db: &Connection, number: u32, generation: u64) -> rusqlite::Result<()> {
    for sql in [
        "DELETE FROM articles WHERE n = ?",
        "DELETE FROM bodies WHERE n = ?",
        "DELETE FROM refs WHERE n = ?",
        "UPDATE refs SET target = NULL WHERE target = ?",
        "DELETE FROM duplicates WHERE n = ?",
        "DELETE FROM mentions WHERE n = ?",
    ] {
        db.prepare_cached(sql)?.execute([number])?;
    }
    db.prepare_cached("INSERT OR REPLACE INTO tombstones VALUES (?, ?)")?
        .execute(params![number, generation as i64])?;
    Ok(())
}
