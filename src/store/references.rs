//! Related pieces that articles name, and which articles they are: by id, by address, by title, whichever comes first.

use rusqlite::{Connection, OptionalExtension, params};

use crate::model::{Article, ArticleNo, Reference};

use super::{Facts, Reader, StoreError, error::At, facts::Keys, schema};

/// A related piece as an article names it.
#[derive(Clone, Debug, PartialEq)]
pub struct Cited {
    /// What the article says of it.
    pub reference: Reference,
    /// The article it is; `None` for a stub.
    pub target: Option<ArticleNo>,
}

impl Reader {
    /// The pieces an article names, in its order.
    pub fn cited(&self, article: ArticleNo) -> Result<Vec<Cited>, StoreError> {
        let (db, path) = self.parts();
        of_article(db, article.0).at(path)
    }

    /// The lines that introduce the pieces an article names.
    pub fn teasers(&self, article: ArticleNo) -> Result<Vec<String>, StoreError> {
        let (db, path) = self.parts();
        let all = || {
            db.prepare_cached(
                "SELECT teaser FROM refs WHERE n = ? AND teaser IS NOT NULL ORDER BY k",
            )?
            .query_map([article.0], |row| row.get(0))?
            .collect::<rusqlite::Result<Vec<_>>>()
        };
        all().at(path)
    }

    /// The articles that name an article, newest number first.
    pub fn cited_by(&self, article: ArticleNo) -> Result<Vec<ArticleNo>, StoreError> {
        let (db, path) = self.parts();
        let all = || {
            db.prepare_cached("SELECT DISTINCT n FROM refs WHERE target = ? ORDER BY n DESC")?
                .query_map([article.0], |row| row.get(0).map(ArticleNo))?
                .collect::<rusqlite::Result<Vec<_>>>()
        };
        all().at(path)
    }
}

/// Reads what an article names.
pub(super) fn of_article(db: &Connection, number: u32) -> rusqlite::Result<Vec<Cited>> {
    db.prepare_cached("SELECT title, teaser, url, id, target FROM refs WHERE n = ? ORDER BY k")?
        .query_map([number], |row| {
            Ok(Cited {
                reference: Reference {
                    title: row.get(0)?,
                    teaser: row.get(1)?,
                    url: row.get(2)?,
                    id: row.get(3)?,
                },
                target: row.get::<_, Option<u32>>(4)?.map(ArticleNo),
            })
        })?
        .collect()
}

/// Keeps what a new article names; with `resolve` the pieces that are here already are found at once.
pub(super) fn insert(
    db: &Connection,
    number: u32,
    article: &Article,
    facts: &Facts,
    resolve: bool,
) -> rusqlite::Result<()> {
    if resolve && !article.related.is_empty() {
        make_findable(db)?;
    }
    for (place, (reference, keys)) in article.related.iter().zip(&facts.references).enumerate() {
        let target = if resolve {
            find(db, number, reference, keys)?
        } else {
            None
        };
        db.prepare_cached(
            "INSERT INTO refs (n, k, title, teaser, url, id, title_key, url_key, target) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        )?
        .execute(params![
            number,
            place as i64,
            reference.title,
            reference.teaser,
            reference.url,
            reference.id,
            keys.title,
            keys.url,
            target,
        ])?;
    }
    Ok(())
}

fn find(
    db: &Connection,
    from: u32,
    reference: &Reference,
    keys: &Keys,
) -> rusqlite::Result<Option<u32>> {
    if let Some(id) = &reference.id {
        let found = lookup(db, BY_ID, params![id, from])?;
        if found.is_some() {
            return Ok(found);
        }
    }
    if let Some(url) = keys.url {
        let found = lookup(db, BY_URL, params![url, from])?;
        if found.is_some() {
            return Ok(found);
        }
    }
    match keys.title {
        Some(title) => lookup(db, BY_TITLE, params![title, from]),
        None => Ok(None),
    }
}

const BY_ID: &str = "SELECT n FROM articles WHERE id = ?1 AND n <> ?2
    UNION ALL SELECT n FROM duplicates WHERE id = ?1 AND n <> ?2 LIMIT 1";
const BY_URL: &str = "SELECT n FROM articles WHERE url_key = ?1 AND n <> ?2
    UNION ALL SELECT n FROM duplicates WHERE url_key = ?1 AND n <> ?2 LIMIT 1";
const BY_TITLE: &str = "SELECT n FROM articles WHERE title_key = ?1 AND n <> ?2 ORDER BY n LIMIT 1";

fn lookup(
    db: &Connection,
    sql: &str,
    values: impl rusqlite::Params,
) -> rusqlite::Result<Option<u32>> {
    db.prepare_cached(sql)?
        .query_row(values, |row| row.get(0))
        .optional()
}

/// Tells the pieces that wait for an article that it has come, under this id and these keys.
pub(super) fn arrive(db: &Connection, number: u32, id: &str, keys: &Keys) -> rusqlite::Result<()> {
    db.prepare_cached("UPDATE refs SET target = ?1 WHERE target IS NULL AND id = ?2 AND n <> ?1")?
        .execute(params![number, id])?;
    if let Some(url) = keys.url {
        db.prepare_cached(
            "UPDATE refs SET target = ?1 WHERE target IS NULL AND url_key = ?2 AND n <> ?1",
        )?
        .execute(params![number, url])?;
    }
    if let Some(title) = keys.title {
        db.prepare_cached(
            "UPDATE refs SET target = ?1 WHERE target IS NULL AND title_key = ?2 AND n <> ?1",
        )?
        .execute(params![number, title])?;
    }
    Ok(())
}

/// Makes the indexes by which articles are found that others name, unless they are there.
fn make_findable(db: &Connection) -> rusqlite::Result<()> {
    let is_there = db
        .prepare_cached("SELECT 1 FROM sqlite_schema WHERE name = 'articles_title'")?
        .exists([])?;
    if is_there {
        return Ok(());
    }
    db.execute_batch(schema::TARGETS)
}

/// Finds every piece that is still open, once the other indexes are there.
pub(super) fn resolve_all(db: &Connection) -> rusqlite::Result<()> {
    if !db.prepare("SELECT 1 FROM refs")?.exists([])? {
        return Ok(());
    }
    make_findable(db)?;
    db.execute_batch(
        "UPDATE refs SET target = coalesce(
            (SELECT a.n FROM articles a WHERE a.id = refs.id AND a.n <> refs.n),
            (SELECT d.n FROM duplicates d WHERE d.id = refs.id AND d.n <> refs.n LIMIT 1),
            (SELECT a.n FROM articles a WHERE a.url_key = refs.url_key AND a.n <> refs.n LIMIT 1),
            (SELECT d.n FROM duplicates d WHERE d.url_key = refs.url_key AND d.n <> refs.n LIMIT 1),
            (SELECT min(a.n) FROM articles a WHERE a.title_key = refs.title_key AND a.n <> refs.n))
         WHERE target IS NULL",
    )
}
