//! Reading what is committed, while the writer goes on: one connection a thread.

use std::{
    cell::RefCell,
    path::{Path, PathBuf},
    sync::Arc,
};

use rusqlite::{Connection, OptionalExtension, Row, Transaction, params};

use crate::model::{Article, ArticleNo, Date};

use super::{
    Counts, StoreError,
    bulk::Bulk,
    compress::Unpacker,
    error::{At, unreadable},
    open, record, references,
    schema::UNDATED,
    state::{self, State},
};

/// Makes [`Reader`]s; cheap to clone and to send to other threads.
#[derive(Clone)]
pub struct Readers {
    path: Arc<PathBuf>,
    immutable: bool,
    bulk: Bulk,
}

impl Readers {
    pub(super) fn new(path: &Path, immutable: bool, bulk: Bulk) -> Self {
        Self {
            path: Arc::new(path.to_path_buf()),
            immutable,
            bulk,
        }
    }

    /// A new reader.
    pub fn open(&self) -> Result<Reader, StoreError> {
        Ok(self.with(open::connect_again(&self.path, self.immutable)?))
    }

    /// A reader over a connection that is set up for reading.
    pub(super) fn with(&self, db: Connection) -> Reader {
        Reader {
            db,
            path: Arc::clone(&self.path),
            bulk: self.bulk.clone(),
            unpacker: RefCell::default(),
        }
    }
}

/// One thread's view of what is committed. Each call sees the newest commit, but for what is read while it is held on to.
pub struct Reader {
    db: Connection,
    path: Arc<PathBuf>,
    bulk: Bulk,
    pub(super) unpacker: RefCell<Unpacker>,
}

/// What was read of one of several articles.
pub(super) type Read = (ArticleNo, Result<Article, StoreError>);

/// See [`Reader::hold`].
pub struct Held<'r> {
    _transaction: Transaction<'r>,
}

/// The columns of [`whole`] before its body, in its order.
pub(super) const COLUMNS: &str =
    "a.n, a.id, a.title, a.at, a.offset, a.inferred, a.source, a.lang, a.words, a.url, a.meta";

impl Reader {
    pub(super) fn parts(&self) -> (&Connection, &Path) {
        (&self.db, &self.path)
    }

    /// Holds on to what is committed now: until what is returned is dropped, all is read from this one state, and no call takes
    /// locks of its own, which for small ones cost more than the reading. `None` where it is held on to already.
    pub fn hold(&self) -> Result<Option<Held<'_>>, StoreError> {
        if !self.db.is_autocommit() {
            return Ok(None);
        }
        let held = self.db.unchecked_transaction().at(&self.path)?;
        Ok(Some(Held { _transaction: held }))
    }

    /// How much the library holds. Counts rows: not for every frame.
    pub fn counts(&self) -> Result<Counts, StoreError> {
        state::counts(&self.db).at(&self.path)
    }

    /// Articles that are there.
    pub fn articles(&self) -> Result<u64, StoreError> {
        Ok(State::read(&self.db).at(&self.path)?.articles)
    }

    /// The generation of what is committed; it grows with every commit.
    pub fn generation(&self) -> Result<u64, StoreError> {
        Ok(State::read(&self.db).at(&self.path)?.generation)
    }

    /// The highest number any article has had.
    pub fn last(&self) -> Result<Option<ArticleNo>, StoreError> {
        let next = State::read(&self.db).at(&self.path)?.next;
        Ok(u32::try_from(next - 1)
            .ok()
            .filter(|&n| n > 0)
            .map(ArticleNo))
    }

    /// What tells this library from all others; `None` for an older one that nobody has written since.
    pub fn identity(&self) -> Result<Option<String>, StoreError> {
        state::identity(&self.db).at(&self.path)
    }

    /// A word kept by [`super::Store::set_about`].
    pub fn about(&self, key: &str) -> Result<Option<String>, StoreError> {
        state::read(&self.db, &format!("about.{key}")).at(&self.path)
    }

    /// The whole article.
    pub fn article(&self, no: ArticleNo) -> Result<Option<Article>, StoreError> {
        self.read_article(no.0).at(&self.path)
    }

    /// What stands in some articles: all but their related pieces. Those that are gone are left out; one that is damaged has a fault.
    pub fn texts(&self, numbers: &[ArticleNo]) -> Result<Vec<Read>, StoreError> {
        let _held = self.hold()?;
        let read = |&no: &ArticleNo| {
            let read = self.read_text(no.0).at(&self.path).transpose()?;
            Some((no, read))
        };
        Ok(numbers.iter().filter_map(read).collect())
    }

    /// The article with this id, or the one that an exact duplicate with this id was folded into.
    pub fn by_id(&self, id: &str) -> Result<Option<ArticleNo>, StoreError> {
        self.find(id)
            .at(&self.path)
            .map(|found| found.map(ArticleNo))
    }

    /// The id of an article.
    pub fn id(&self, no: ArticleNo) -> Result<Option<String>, StoreError> {
        self.db
            .prepare_cached("SELECT id FROM articles WHERE n = ?")
            .and_then(|mut find| find.query_row([no.0], |row| row.get(0)).optional())
            .at(&self.path)
    }

    /// The body of an article.
    pub fn body(&self, no: ArticleNo) -> Result<Option<String>, StoreError> {
        self.read_body(no.0).at(&self.path)
    }

    /// Where an article was read from, in words: file, line or record.
    pub fn origin(&self, no: ArticleNo) -> Result<Option<String>, StoreError> {
        let read = || {
            self.db
                .prepare_cached(
                    "SELECT i.path, a.line, a.record FROM articles a LEFT JOIN inputs i ON i.i = a.input WHERE a.n = ?",
                )?
                .query_row([no.0], |row| {
                    let path: Option<String> = row.get(0)?;
                    let (line, record): (Option<i64>, Option<i64>) = (row.get(1)?, row.get(2)?);
                    let path = path.unwrap_or_default();
                    Ok(match (line, record) {
                        (Some(line), _) => format!("{path}, line {line}"),
                        (None, Some(record)) => format!("{path}, record {record}"),
                        (None, None) => path,
                    })
                })
                .optional()
        };
        read().at(&self.path)
    }

    /// How many exact duplicates were folded into an article.
    pub fn copies(&self, no: ArticleNo) -> Result<u32, StoreError> {
        self.db
            .prepare_cached("SELECT count(*) FROM duplicates WHERE n = ?")
            .and_then(|mut find| find.query_row([no.0], |row| row.get(0)))
            .at(&self.path)
    }

    fn read_article(&self, number: u32) -> rusqlite::Result<Option<Article>> {
        let Some(mut article) = self.read_text(number)? else {
            return Ok(None);
        };
        article.related = references::of_article(&self.db, number)?
            .into_iter()
            .map(|cited| cited.reference)
            .collect();
        Ok(Some(article))
    }

    fn read_text(&self, number: u32) -> rusqlite::Result<Option<Article>> {
        let sql = format!(
            "SELECT {COLUMNS}, b.body FROM articles a JOIN bodies b ON b.n = a.n WHERE a.n = ?"
        );
        let mut find = self.db.prepare_cached(&sql)?;
        let mut rows = find.query(params![number])?;
        let Some(row) = rows.next()? else {
            return Ok(None);
        };
        whole(row, &self.db, &mut self.unpacker.borrow_mut()).map(Some)
    }

    fn read_body(&self, number: u32) -> rusqlite::Result<Option<String>> {
        let mut find = self
            .db
            .prepare_cached("SELECT body FROM bodies WHERE n = ?")?;
        let mut rows = find.query([number])?;
        match rows.next()? {
            None => Ok(None),
            Some(row) => self
                .unpacker
                .borrow_mut()
                .unpack(&self.db, row.get_ref(0)?.as_blob()?)
                .map(|unpacked| Some(unpacked.body)),
        }
    }

    fn find(&self, id: &str) -> rusqlite::Result<Option<u32>> {
        if let Some(Some(number)) = self.bulk.by_id(id) {
            let same = self
                .db
                .prepare_cached("SELECT 1 FROM articles WHERE n = ? AND id = ?")?
                .exists(params![number, id])?;
            if same {
                return Ok(Some(number));
            }
        }
        self.db
            .prepare_cached(
                "SELECT n FROM articles WHERE id = ?1 UNION ALL SELECT n FROM duplicates WHERE id = ?1 LIMIT 1",
            )?
            .query_row([id], |row| row.get(0))
            .optional()
    }
}

/// An article without related pieces, from a row of [`COLUMNS`] and its body.
pub(super) fn whole(
    row: &Row<'_>,
    db: &Connection,
    unpacker: &mut Unpacker,
) -> rusqlite::Result<Article> {
    let mut article = Article {
        id: row.get(1)?,
        title: row.get(2)?,
        date: date(row, 3)?,
        lang: row.get(7)?,
        url: row.get(9)?,
        ..Article::default()
    };
    let source: String = row.get(6)?;
    if !source.is_empty() {
        article.sources.push(source);
    }
    let unpacked = unpacker.unpack(db, row.get_ref(11)?.as_blob()?)?;
    record::decode(row.get_ref(10)?.as_blob()?, &mut article)
        .and_then(|()| record::decode_aside(&unpacked.aside, &mut article))
        .ok_or_else(|| unreadable("what an article says of itself cannot be read"))?;
    article.body = unpacked.body;
    Ok(article)
}

/// A date from three columns: seconds, offset, whether it was inferred.
pub(super) fn date(row: &Row<'_>, from: usize) -> rusqlite::Result<Option<Date>> {
    let seconds: i64 = row.get(from)?;
    if seconds == UNDATED {
        return Ok(None);
    }
    Ok(Some(Date::from_parts(
        seconds,
        row.get(from + 1)?,
        row.get(from + 2)?,
    )))
}

/// A number that is never negative and may be missing.
pub(super) fn natural(row: &Row<'_>, at: usize) -> rusqlite::Result<Option<u64>> {
    let value: Option<i64> = row.get(at)?;
    Ok(value.and_then(|value| u64::try_from(value).ok()))
}
