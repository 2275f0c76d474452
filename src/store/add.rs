//! What becomes of an article that comes: new, known, changed, or the copy of another.

use rusqlite::{OptionalExtension, Row, params};

use crate::model::{Article, ArticleNo};

use super::{
    Batch, Facts, InputNo, StoreError, error::At, reader::natural, references, repair::is_repaired,
    schema::UNDATED,
};

/// Where a record stands in its input.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Origin {
    /// The input, as [`Batch::begin_input`] numbered it.
    pub input: InputNo,
    /// Line, from 1.
    pub line: Option<u64>,
    /// Record, from 1.
    pub record: Option<u64>,
}

/// What became of an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Added {
    /// It is new. Where its id was taken by another text it got this one.
    New {
        /// Its number.
        no: ArticleNo,
        /// The id it got instead of its own.
        renamed: Option<String>,
    },
    /// It was there, unchanged, from an earlier reading of the same input.
    Known(ArticleNo),
    /// Its text is that of another article, which stands for both.
    Duplicate(ArticleNo),
    /// It replaces what the same input said before under its id.
    Replaced {
        /// Its number.
        no: ArticleNo,
        /// The number of what it replaces, which is gone.
        old: ArticleNo,
        /// The id it got instead of its own, where that was taken.
        renamed: Option<String>,
    },
}

impl Added {
    /// The number under which the text can be found.
    pub fn no(&self) -> ArticleNo {
        match *self {
            Self::New { no, .. } | Self::Replaced { no, .. } => no,
            Self::Known(no) | Self::Duplicate(no) => no,
        }
    }

    /// The id it got instead of its own.
    pub fn renamed(&self) -> Option<&str> {
        match self {
            Self::New { renamed, .. } | Self::Replaced { renamed, .. } => renamed.as_deref(),
            Self::Known(_) | Self::Duplicate(_) => None,
        }
    }

    /// Whether the article has a number that was not there before.
    pub fn is_new(&self) -> bool {
        matches!(self, Self::New { .. } | Self::Replaced { .. })
    }
}

/// What is needed of a row to compare a record with it.
struct Kept {
    number: u32,
    id: String,
    content: [u8; 16],
    print: i64,
    input: u32,
    line: Option<u64>,
    record: Option<u64>,
}

const KEPT: &str = "SELECT n, id, content, print, input, line, record FROM articles";

fn kept(row: &Row<'_>) -> rusqlite::Result<Kept> {
    Ok(Kept {
        number: row.get(0)?,
        id: row.get(1)?,
        content: row.get(2)?,
        print: row.get(3)?,
        input: row.get(4)?,
        line: natural(row, 5)?,
        record: natural(row, 6)?,
    })
}

impl Batch<'_> {
    /// Adds an article, working out its facts first.
    pub fn article(&mut self, article: &Article, origin: Origin) -> Result<Added, StoreError> {
        let facts = Facts::of(article, self.store.own_packer()?);
        self.article_with(article, &facts, origin)
    }

    /// Adds an article whose facts were worked out before, by [`Facts::of`] with a packer of this library.
    pub fn article_with(
        &mut self,
        article: &Article,
        facts: &Facts,
        origin: Origin,
    ) -> Result<Added, StoreError> {
        if let Some(same) = self.by_content(&facts.content)? {
            if !self.may_change(&same, origin) {
                return self.fold(article, facts, origin, &same);
            }
            if same.print == facts.print {
                return self.meet(origin, &same);
            }
            let is_other = !is_named(&same.id, &article.id) && !is_repaired(same.print);
            if self.keeps(origin) && is_other {
                // What was marked under the old id is still there.
                return self.fold(article, facts, origin, &same);
            }
            return self.replace(article, facts, origin, &same);
        }
        let Some(named) = self.by_id(&article.id)? else {
            return self.create(article, facts, origin, None);
        };
        if self.may_change(&named, origin) {
            return self.replace(article, facts, origin, &named);
        }
        self.add_beside(article, facts, origin)
    }

    /// Whether a row comes from an earlier reading of the same input and has not been met in this one.
    fn may_change(&self, row: &Kept, origin: Origin) -> bool {
        row.input == origin.input.0
            && self
                .store
                .passes
                .get(&origin.input.0)
                .is_some_and(|pass| !pass.has(row.number))
    }

    /// Whether nothing goes in this reading of the input.
    fn keeps(&self, origin: Origin) -> bool {
        let pass = self.store.passes.get(&origin.input.0);
        pass.is_some_and(|pass| !pass.removes)
    }

    fn meet(&mut self, origin: Origin, same: &Kept) -> Result<Added, StoreError> {
        self.see(origin, same.number);
        if (same.line, same.record) != (origin.line, origin.record) {
            let (db, path) = self.parts();
            db.prepare_cached("UPDATE articles SET line = ?, record = ? WHERE n = ?")
                .and_then(|mut set| {
                    set.execute(params![
                        number(origin.line),
                        number(origin.record),
                        same.number
                    ])
                })
                .at(path)?;
        }
        Ok(Added::Known(ArticleNo(same.number)))
    }

    fn fold(
        &mut self,
        article: &Article,
        facts: &Facts,
        origin: Origin,
        same: &Kept,
    ) -> Result<Added, StoreError> {
        let bulk = self.store.bulk.is_on();
        let before = self.store.passes.get(&origin.input.0);
        let before = before.map(|pass| pass.copies_before);
        let (db, path) = self.parts();
        let add = || -> rusqlite::Result<bool> {
            let mut known = None;
            if let Some(before) = before {
                let find = "SELECT rowid FROM duplicates WHERE n = ? AND input = ? AND id = ? AND rowid <= ? LIMIT 1";
                known = db
                    .prepare_cached(find)?
                    .query_row(
                        params![same.number, origin.input.0, article.id, before],
                        |row| row.get::<_, i64>(0),
                    )
                    .optional()?;
            }
            db.prepare_cached("INSERT INTO duplicates (id, n, url_key, input, line, record) VALUES (?, ?, ?, ?, ?, ?)")?
                .execute(params![
                    article.id,
                    same.number,
                    facts.keys.url,
                    origin.input.0,
                    number(origin.line),
                    number(origin.record),
                ])?;
            if let Some(known) = known {
                // It may stand in another place now; the new note is above all earlier ones, so it is not met twice.
                db.prepare_cached("DELETE FROM duplicates WHERE rowid = ?")?
                    .execute([known])?;
            } else if !bulk {
                references::arrive(db, same.number, &article.id, &facts.keys)?;
            }
            Ok(known.is_none())
        };
        let counted = add().at(path)?;
        self.duplicates += u64::from(counted);
        Ok(Added::Duplicate(ArticleNo(same.number)))
    }

    fn replace(
        &mut self,
        article: &Article,
        facts: &Facts,
        origin: Origin,
        old: &Kept,
    ) -> Result<Added, StoreError> {
        if !self.remove_or_adopt(old.number)? {
            // Another input still holds the old text: both stay.
            return self.add_beside(article, facts, origin);
        }
        // The old id goes on, so that marks and links made under it stay; a given id that changed wins.
        let id = if self.by_id(&article.id)?.is_some() {
            Some(old.id.clone())
        } else {
            None
        };
        let added = self.create(article, facts, origin, id)?;
        Ok(Added::Replaced {
            no: added.no(),
            old: ArticleNo(old.number),
            renamed: added.renamed().map(str::to_owned),
        })
    }

    /// Adds an article whose id another text has: under the first free `id~2`, `id~3`, ….
    fn add_beside(
        &mut self,
        article: &Article,
        facts: &Facts,
        origin: Origin,
    ) -> Result<Added, StoreError> {
        let mut place = self.store.crowded.get(&article.id).copied().unwrap_or(2);
        let mut stride = 1;
        loop {
            let id = format!("{}~{place}", article.id);
            match self.by_id(&id)? {
                None => {
                    self.store.crowded.insert(article.id.clone(), place + 1);
                    return self.create(article, facts, origin, Some(id));
                }
                Some(row) if self.may_change(&row, origin) => {
                    return self.replace(article, facts, origin, &row);
                }
                // Strides grow so that a million records of one id do not cost a million looks each.
                Some(_) => {
                    if place > 64 {
                        stride *= 2;
                    }
                    place += stride;
                }
            }
        }
    }

    fn create(
        &mut self,
        article: &Article,
        facts: &Facts,
        origin: Origin,
        renamed: Option<String>,
    ) -> Result<Added, StoreError> {
        let Ok(no) = u32::try_from(self.store.state.next) else {
            let path = self.store.path.clone();
            return Err(StoreError::TooMany { path });
        };
        let id = renamed.as_deref().unwrap_or(&article.id);
        let bulk = self.store.bulk.is_on();
        let (db, path) = self.parts();
        let insert = || -> rusqlite::Result<()> {
            insert(db, no, id, article, facts, origin)?;
            references::insert(db, no, article, facts, !bulk)?;
            if !bulk {
                references::arrive(db, no, id, &facts.keys)?;
            }
            Ok(())
        };
        insert().at(path)?;
        self.store.bulk.add(id, &facts.content, no);
        let is_learned = self.store.own_packer()?.has_dictionary();
        self.store.lessons.note(is_learned, article);
        self.store.state.next += 1;
        self.store.state.articles += 1;
        self.added += 1;
        self.see(origin, no);
        let no = ArticleNo(no);
        Ok(Added::New { no, renamed })
    }

    fn see(&mut self, origin: Origin, number: u32) {
        if let Some(pass) = self.store.passes.get_mut(&origin.input.0) {
            pass.see(number);
        }
    }

    fn by_content(&self, content: &[u8; 16]) -> Result<Option<Kept>, StoreError> {
        let row = match self.store.bulk.by_content(content) {
            Some(None) => return Ok(None),
            Some(Some(number)) => self.row("n", &number)?,
            None => self.row("substr(content, 1, 8)", &&content[..8])?,
        };
        Ok(row.filter(|row| row.content == *content))
    }

    fn by_id(&self, id: &str) -> Result<Option<Kept>, StoreError> {
        let row = match self.store.bulk.by_id(id) {
            Some(None) => return Ok(None),
            Some(Some(number)) => self.row("n", &number)?,
            None => self.row("id", &id)?,
        };
        Ok(row.filter(|row| row.id == id))
    }

    fn row(
        &self,
        column: &'static str,
        value: &dyn rusqlite::ToSql,
    ) -> Result<Option<Kept>, StoreError> {
        let (db, path) = self.parts();
        db.prepare_cached(&format!("{KEPT} WHERE {column} = ?"))
            .and_then(|mut find| find.query_row([value], kept).optional())
            .at(path)
    }
}

fn insert(
    db: &rusqlite::Connection,
    no: u32,
    id: &str,
    article: &Article,
    facts: &Facts,
    origin: Origin,
) -> rusqlite::Result<()> {
    let date = article.date.as_ref();
    db.prepare_cached(
        "INSERT INTO articles (n, id, title, at, offset, inferred, source, lang, words, meta, content, print,
            title_key, url_key, input, line, record) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )?
    .execute(params![
        no,
        id,
        article.title,
        date.map_or(UNDATED, |date| date.seconds()),
        date.and_then(|date| date.offset_minutes()),
        date.is_some_and(|date| date.is_inferred()),
        article.sources.first().map_or("", String::as_str),
        article.lang,
        facts.words,
        facts.meta,
        facts.content,
        facts.print,
        facts.keys.title,
        facts.keys.url,
        origin.input.0,
        number(origin.line),
        number(origin.record),
    ])?;
    db.prepare_cached("INSERT INTO bodies VALUES (?, ?)")?
        .execute(params![no, facts.body.0])?;
    Ok(())
}

/// Whether a row has this id, or one that it was given because another text has this one.
fn is_named(kept: &str, id: &str) -> bool {
    let rest = kept.strip_prefix(id);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('~'))
}

fn number(value: Option<u64>) -> Option<i64> {
    value.and_then(|value| i64::try_from(value).ok())
}
