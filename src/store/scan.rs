//! Streaming everything in order of number, for what is derived from the store and made again from it.

use std::{borrow::Cow, ops::ControlFlow, path::Path};

use crate::model::{Article, ArticleNo, Date};

use super::{
    Reader, StoreError,
    error::{At, unreadable},
    reader::{COLUMNS, date, whole},
    record, references,
    repair::text,
};

/// An article without its body, borrowed from the database for the length of a call.
#[derive(Clone, Debug)]
pub struct Light<'a> {
    /// Its number.
    pub no: ArticleNo,
    /// Its id.
    pub id: Cow<'a, str>,
    /// Its headline.
    pub title: Cow<'a, str>,
    /// When it was published.
    pub date: Option<Date>,
    /// The first source; may be empty.
    pub source: Cow<'a, str>,
    /// Its language.
    pub lang: Option<&'a str>,
    /// Words in the body.
    pub words: u32,
    meta: Option<&'a [u8]>,
    path: &'a Path,
}

impl Light<'_> {
    /// More of what the record says: all sources, authors, tags, category. What lies with the body, related pieces and the
    /// fields of this row are left empty.
    pub fn declared(&self) -> Result<Article, StoreError> {
        let mut article = Article::default();
        if !self.source.is_empty() {
            article.sources.push(self.source.clone().into_owned());
        }
        self.meta
            .and_then(|meta| record::decode(meta, &mut article))
            .ok_or_else(|| unreadable("what an article says of itself cannot be read"))
            .at(self.path)?;
        Ok(article)
    }
}

/// An article with everything, as it was added.
#[derive(Clone, Debug, PartialEq)]
pub struct Whole {
    /// Its number.
    pub no: ArticleNo,
    /// The article.
    pub article: Article,
    /// Words in the body.
    pub words: u32,
}

impl Reader {
    /// Calls `each` for every article with a number above `after` (all, where it is `None`), without bodies; stops
    /// when it says so. Of a row that is damaged it gets what is left.
    pub fn each_after(
        &self,
        after: Option<ArticleNo>,
        mut each: impl FnMut(Light<'_>) -> ControlFlow<()>,
    ) -> Result<(), StoreError> {
        let (db, path) = self.parts();
        let mut scan = || -> rusqlite::Result<()> {
            let sql = format!("SELECT {COLUMNS} FROM articles a WHERE a.n > ? ORDER BY a.n");
            let mut all = db.prepare_cached(&sql)?;
            let mut rows = all.query([after.map_or(0, |no| no.0)])?;
            while let Some(row) = rows.next()? {
                let light = Light {
                    no: ArticleNo(row.get(0)?),
                    id: text(row.get_ref(1)?),
                    title: text(row.get_ref(2)?),
                    date: date(row, 3).unwrap_or_default(),
                    source: text(row.get_ref(6)?),
                    lang: row.get_ref(7)?.as_str_or_null().unwrap_or_default(),
                    words: row.get(8).unwrap_or_default(),
                    meta: row.get_ref(10)?.as_blob().ok(),
                    path,
                };
                if each(light).is_break() {
                    break;
                }
            }
            Ok(())
        };
        scan().at(path)
    }

    /// The same with bodies and, where `related`, with what the articles name; with a fault for one that cannot be read.
    pub fn each_whole_after(
        &self,
        after: Option<ArticleNo>,
        related: bool,
        mut each: impl FnMut(ArticleNo, Result<Whole, StoreError>) -> ControlFlow<()>,
    ) -> Result<(), StoreError> {
        let (db, path) = self.parts();
        let mut scan = || -> rusqlite::Result<()> {
            let sql = format!(
                "SELECT {COLUMNS}, b.body FROM articles a JOIN bodies b ON b.n = a.n WHERE a.n > ? ORDER BY a.n"
            );
            let mut all = db.prepare_cached(&sql)?;
            let mut rows = all.query([after.map_or(0, |no| no.0)])?;
            let mut unpacker = self.unpacker.borrow_mut();
            while let Some(row) = rows.next()? {
                let no = ArticleNo(row.get(0)?);
                let mut read = || -> rusqlite::Result<Whole> {
                    let mut article = whole(row, db, &mut unpacker)?;
                    if related {
                        article.related = references::of_article(db, no.0)?
                            .into_iter()
                            .map(|cited| cited.reference)
                            .collect();
                    }
                    let words = row.get(8)?;
                    Ok(Whole { no, article, words })
                };
                if each(no, read().at(path)).is_break() {
                    break;
                }
            }
            Ok(())
        };
        scan().at(path)
    }
}
