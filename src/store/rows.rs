//! Rows of articles by number.

use rusqlite::{OptionalExtension, Row};

use crate::model::{ArticleNo, ArticleRow};

use super::{Reader, StoreError, error::At, reader::date};

const ROW: &str = "SELECT n, id, title, at, offset, inferred, source, words FROM articles";

impl Reader {
    /// Rows of these articles, in this order; those that are gone are left out. Marks are not filled in.
    pub fn rows(&self, numbers: &[ArticleNo]) -> Result<Vec<ArticleRow>, StoreError> {
        let (db, path) = self.parts();
        let all = || -> rusqlite::Result<Vec<ArticleRow>> {
            let mut find = db.prepare_cached(&format!("{ROW} WHERE n = ?"))?;
            let mut rows = Vec::with_capacity(numbers.len());
            for no in numbers {
                rows.extend(find.query_row([no.0], row).optional()?);
            }
            Ok(rows)
        };
        all().at(path)
    }
}

fn row(row: &Row<'_>) -> rusqlite::Result<ArticleRow> {
    Ok(ArticleRow {
        no: row.get(0)?,
        id: row.get(1)?,
        title: row.get(2)?,
        date: date(row, 3)?,
        source: row.get(6)?,
        words: row.get(7)?,
        ..ArticleRow::default()
    })
}
