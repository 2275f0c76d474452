//! Parts of the list of all articles by date, and rows by number: what is shown while the columns are being made.

use rusqlite::{Connection, OptionalExtension, Row, params};

use crate::model::{ArticleNo, ArticleRow};

use super::{Reader, StoreError, error::At, reader::date};

/// A part of the list of all articles.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Page {
    /// Its rows; marks are not filled in.
    pub rows: Vec<ArticleRow>,
    /// Where the next part starts; `None` at the end.
    pub next: Option<Place>,
}

/// A place in a list by date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    at: i64,
    number: u32,
}

const ROW: &str = "SELECT n, id, title, at, offset, inferred, source, words FROM articles";

impl Reader {
    /// Articles from newest to oldest, those without a date last; `from` continues a page.
    pub fn newest(&self, from: Option<Place>, limit: usize) -> Result<Page, StoreError> {
        let (db, path) = self.parts();
        let from = from.unwrap_or(Place {
            at: i64::MAX,
            number: u32::MAX,
        });
        page(db, "<", "DESC", from, limit).at(path)
    }

    /// Articles from oldest to newest, those without a date first; `from` continues a page.
    pub fn oldest(&self, from: Option<Place>, limit: usize) -> Result<Page, StoreError> {
        let (db, path) = self.parts();
        let from = from.unwrap_or(Place {
            at: i64::MIN,
            number: 0,
        });
        page(db, ">", "ASC", from, limit).at(path)
    }

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

    /// Articles of each first source, most first.
    pub fn sources(&self) -> Result<Vec<(String, u32)>, StoreError> {
        let (db, path) = self.parts();
        let all = || {
            db.prepare_cached(
                "SELECT source, count(*) FROM articles GROUP BY source ORDER BY 2 DESC, 1",
            )?
            .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
            .collect::<rusqlite::Result<Vec<_>>>()
        };
        all().at(path)
    }
}

fn page(
    db: &Connection,
    beyond: &str,
    order: &str,
    from: Place,
    limit: usize,
) -> rusqlite::Result<Page> {
    let sql = format!("{ROW} WHERE (at, n) {beyond} (?, ?) ORDER BY at {order}, n {order} LIMIT ?");
    let limit_number = i64::try_from(limit).unwrap_or(i64::MAX);
    let mut find = db.prepare_cached(&sql)?;
    let mut rows = find.query(params![from.at, from.number, limit_number])?;
    let mut page = Page::default();
    let mut last = None;
    while let Some(next) = rows.next()? {
        let place = Place {
            at: next.get(3)?,
            number: next.get(0)?,
        };
        last = Some(place);
        page.rows.push(row(next)?);
    }
    page.next = last.filter(|_| page.rows.len() == limit);
    Ok(page)
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
