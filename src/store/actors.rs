//! Actors as the library knows them: their names, their roles, and the articles that await recognition.

use std::ops::ControlFlow;

use rusqlite::{Connection, OptionalExtension, Row, params};

use crate::model::{ActorKind, ActorNo, ArticleNo, Date, RoleSeen};

use super::{
    LocalMention, Reader, StoreError,
    error::{At, unreadable},
    inputs::Pass,
    mentions::{self, broken, decode_actors},
    record::{kind_code, kind_of},
    schema::UNDATED,
    wire::Source,
};

/// What a recogniser found in one article.
#[derive(Clone, Debug, PartialEq)]
pub struct Recognised {
    /// The article.
    pub no: ArticleNo,
    /// Its actors.
    pub actors: Vec<NamedActor>,
    /// Where they are named.
    pub mentions: Vec<LocalMention>,
}

/// An actor as one article names it. Actors of one key and kind are one actor.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NamedActor {
    /// The key that tells it from others.
    pub key: String,
    /// Its fullest name here; what it is shown by until one is chosen of all it goes by.
    pub name: String,
    /// What it is.
    pub kind: ActorKind,
    /// Every name used, with how often.
    pub names: Vec<(String, u32)>,
    /// Its role here, where the text gives one.
    pub role: Option<String>,
    /// Whether the record itself declares it.
    pub declared: bool,
    /// Whether it is unsure which actor is meant.
    pub uncertain: bool,
}

/// An actor of the library.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor {
    /// Its number.
    pub no: ActorNo,
    /// The key that tells it from others of its kind.
    pub key: String,
    /// What it is.
    pub kind: ActorKind,
    /// Its name.
    pub name: String,
    /// Articles that name it by what it is known by.
    pub articles: u32,
}

/// An actor in one article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedIn {
    /// Its number.
    pub no: ActorNo,
    /// Mentions here.
    pub mentions: u32,
    /// Its role here, where the text gives one.
    pub role: Option<String>,
    /// Whether the record itself declares it.
    pub declared: bool,
    /// Whether it is unsure which actor is meant.
    pub uncertain: bool,
}

impl Reader {
    /// Calls `each` for every actor, in order of number.
    pub fn each_actor(&self, mut each: impl FnMut(Actor)) -> Result<(), StoreError> {
        let (db, path) = self.parts();
        let mut all = || -> rusqlite::Result<()> {
            let mut find =
                db.prepare_cached("SELECT a, key, kind, name, articles FROM actors ORDER BY a")?;
            let mut rows = find.query([])?;
            while let Some(row) = rows.next()? {
                each(actor(row)?);
            }
            Ok(())
        };
        all().at(path)
    }

    /// Calls `each` for every name of every actor with how often it is used, in order of actor, commonest first.
    pub fn each_name(&self, mut each: impl FnMut(ActorNo, &str, u32)) -> Result<(), StoreError> {
        let (db, path) = self.parts();
        let mut all = || -> rusqlite::Result<()> {
            let mut find = db.prepare_cached(
                "SELECT actor, name, count FROM names WHERE count > 0 ORDER BY actor, count DESC, name",
            )?;
            let mut rows = find.query([])?;
            while let Some(row) = rows.next()? {
                each(ActorNo(row.get(0)?), row.get_ref(1)?.as_str()?, row.get(2)?);
            }
            Ok(())
        };
        all().at(path)
    }

    /// Calls `each` for every role that articles give an actor.
    pub fn each_role(&self, mut each: impl FnMut(ActorNo, &str)) -> Result<(), StoreError> {
        let (db, path) = self.parts();
        let mut all = || -> rusqlite::Result<()> {
            let mut find = db.prepare_cached("SELECT actor, role FROM roles WHERE articles > 0")?;
            let mut rows = find.query([])?;
            while let Some(row) = rows.next()? {
                each(ActorNo(row.get(0)?), row.get_ref(1)?.as_str()?);
            }
            Ok(())
        };
        all().at(path)
    }

    /// Calls `each` for every further name of an organisation, with how often it is used.
    pub fn each_body_name(
        &self,
        mut each: impl FnMut(ActorNo, &str, u32),
    ) -> Result<(), StoreError> {
        let (db, path) = self.parts();
        let mut all = || -> rusqlite::Result<()> {
            let mut find = db.prepare_cached(
                "SELECT actor, names.name, count FROM names JOIN actors ON a = actor
                 WHERE kind = ? AND count > 0 AND names.name <> actors.name",
            )?;
            let kind = kind_code(ActorKind::Organisation);
            let mut rows = find.query([kind])?;
            while let Some(row) = rows.next()? {
                each(ActorNo(row.get(0)?), row.get_ref(1)?.as_str()?, row.get(2)?);
            }
            Ok(())
        };
        all().at(path)
    }

    /// Calls `each` with the actors of every recognised article above `after`, how often each is named, and which of them its
    /// record declares, in order of article; stops when it says so.
    pub fn each_document_after(
        &self,
        after: Option<ArticleNo>,
        mut each: impl FnMut(ArticleNo, &[(ActorNo, u32)], &[ActorNo]) -> ControlFlow<()>,
    ) -> Result<(), StoreError> {
        let (db, path) = self.parts();
        let mut all = || -> rusqlite::Result<()> {
            let mut find =
                db.prepare_cached("SELECT n, blob FROM mentions WHERE n > ? ORDER BY n")?;
            let mut rows = find.query([after.map_or(0, |no| no.0)])?;
            let (mut actors, mut declared) = (Vec::new(), Vec::new());
            while let Some(row) = rows.next()? {
                let read = decode_actors(&mut Source(row.get_ref(1)?.as_blob()?));
                let read = read.ok_or_else(broken)?;
                actors.clear();
                actors.extend(read.iter().map(|here| (ActorNo(here.actor), here.mentions)));
                declared.clear();
                let of_record = read.iter().filter(|here| here.declared);
                declared.extend(of_record.map(|here| ActorNo(here.actor)));
                if each(ArticleNo(row.get(0)?), &actors, &declared).is_break() {
                    break;
                }
            }
            Ok(())
        };
        all().at(path)
    }

    /// One actor.
    pub fn actor(&self, no: ActorNo) -> Result<Option<Actor>, StoreError> {
        let (db, path) = self.parts();
        db.prepare_cached("SELECT a, key, kind, name, articles FROM actors WHERE a = ?")
            .and_then(|mut find| find.query_row([no.0], actor).optional())
            .at(path)
    }

    /// The actors of a key, one a kind at most.
    pub fn actors_by_key(&self, key: &str) -> Result<Vec<Actor>, StoreError> {
        let (db, path) = self.parts();
        let all = || {
            db.prepare_cached(
                "SELECT a, key, kind, name, articles FROM actors WHERE key = ? ORDER BY kind",
            )?
            .query_map([key], actor)?
            .collect::<rusqlite::Result<Vec<_>>>()
        };
        all().at(path)
    }

    /// The actors whose keys begin in a way, most articles first.
    pub fn actors_by_start(&self, start: &str) -> Result<Vec<Actor>, StoreError> {
        let (db, path) = self.parts();
        let all = || {
            db.prepare_cached(
                "SELECT a, key, kind, name, articles FROM actors WHERE key >= ?1 AND key < ?1 || char(1114111)
                 ORDER BY articles DESC, key",
            )?
            .query_map([start], actor)?
            .collect::<rusqlite::Result<Vec<_>>>()
        };
        all().at(path)
    }

    /// The names an actor goes by with how often, commonest first.
    pub fn names(&self, actor: ActorNo) -> Result<Vec<(String, u32)>, StoreError> {
        let (db, path) = self.parts();
        let all = || {
            db.prepare_cached(
                "SELECT name, count FROM names WHERE actor = ? AND count > 0 ORDER BY count DESC, name",
            )?
            .query_map([actor.0], |row| Ok((row.get(0)?, row.get(1)?)))?
            .collect::<rusqlite::Result<Vec<_>>>()
        };
        all().at(path)
    }

    /// The names an actor may be shown by with how often the texts use each: never, where only records or dictionaries do.
    pub fn possible_names(&self, actor: ActorNo) -> Result<Vec<(String, u32)>, StoreError> {
        let (db, path) = self.parts();
        let all = || {
            db.prepare_cached("SELECT name, count FROM names WHERE actor = ?")?
                .query_map([actor.0], |row| Ok((row.get(0)?, row.get(1)?)))?
                .collect::<rusqlite::Result<Vec<_>>>()
        };
        all().at(path)
    }

    /// Calls `each` for every actor that may be shown by several names, with these as [`Reader::possible_names`] has them.
    pub fn each_of_several_names(
        &self,
        mut each: impl FnMut(&Actor, &[(String, u32)]),
    ) -> Result<(), StoreError> {
        let (db, path) = self.parts();
        let mut all = || -> rusqlite::Result<()> {
            let mut find = db.prepare_cached(
                "SELECT a, key, kind, actors.name, articles, names.name, count FROM actors
                 JOIN names ON actor = a WHERE articles > 0 ORDER BY a",
            )?;
            let mut rows = find.query([])?;
            let mut last: Option<Actor> = None;
            let mut names = Vec::new();
            while let Some(row) = rows.next()? {
                let no = ActorNo(row.get(0)?);
                if last.as_ref().is_none_or(|last| last.no != no) {
                    if let Some(last) = last.filter(|last| is_open(last, &names)) {
                        each(&last, &names);
                    }
                    last = Some(actor(row)?);
                    names.clear();
                }
                names.push((row.get(5)?, row.get(6)?));
            }
            if let Some(last) = last.filter(|last| is_open(last, &names)) {
                each(&last, &names);
            }
            Ok(())
        };
        all().at(path)
    }

    /// The roles an actor has been given, latest first.
    pub fn roles(&self, actor: ActorNo) -> Result<Vec<RoleSeen>, StoreError> {
        let (db, path) = self.parts();
        let all = || {
            db.prepare_cached(
                "SELECT role, first, first_offset, last, last_offset, articles FROM roles
                 WHERE actor = ? AND articles > 0 ORDER BY last DESC, articles DESC, role",
            )?
            .query_map([actor.0], role)?
            .collect::<rusqlite::Result<Vec<_>>>()
        };
        all().at(path)
    }

    /// Roles an actor has been given whose dates touch a stretch of time, in seconds; those of most articles first, at most
    /// `limit`.
    pub fn roles_near(
        &self,
        actor: ActorNo,
        (from, to): (i64, i64),
        limit: u32,
    ) -> Result<Vec<RoleSeen>, StoreError> {
        let (db, path) = self.parts();
        let all = || {
            db.prepare_cached(
                "SELECT role, first, first_offset, last, last_offset, articles FROM roles
                 WHERE actor = ? AND articles > 0 AND last >= ? AND first <= ? ORDER BY articles DESC, role LIMIT ?",
            )?
            .query_map(params![actor.0, from, to, limit], role)?
            .collect::<rusqlite::Result<Vec<_>>>()
        };
        all().at(path)
    }

    /// The actors of an article, in the recogniser's order; `None` where it has not been recognised yet.
    pub fn actors_of(&self, article: ArticleNo) -> Result<Option<Vec<NamedIn>>, StoreError> {
        let (db, path) = self.parts();
        let read = || -> rusqlite::Result<Option<Vec<NamedIn>>> {
            let Some(document) = mentions::document(db, article.0)? else {
                return Ok(None);
            };
            document
                .into_iter()
                .map(|here| {
                    let role = match here.role {
                        0 => None,
                        role => db
                            .prepare_cached("SELECT role FROM roles WHERE r = ?")?
                            .query_row([role], |row| row.get(0))
                            .optional()?,
                    };
                    Ok(NamedIn {
                        no: ActorNo(here.actor),
                        mentions: here.mentions,
                        role,
                        declared: here.declared,
                        uncertain: here.uncertain,
                    })
                })
                .collect::<rusqlite::Result<_>>()
                .map(Some)
        };
        read().at(path)
    }

    /// The actors of an article with how often it names each, in the recogniser's order.
    pub fn counts_in(&self, article: ArticleNo) -> Result<Vec<(ActorNo, u32)>, StoreError> {
        let (db, path) = self.parts();
        let all = mentions::document(db, article.0).at(path)?;
        let all = all.unwrap_or_default().into_iter();
        Ok(all
            .map(|here| (ActorNo(here.actor), here.mentions))
            .collect())
    }

    /// The names by which an article names one of its actors, with how often.
    pub fn names_in(
        &self,
        article: ArticleNo,
        actor: ActorNo,
    ) -> Result<Vec<(String, u32)>, StoreError> {
        let (db, path) = self.parts();
        let read = || -> rusqlite::Result<Vec<(String, u32)>> {
            let all = mentions::document(db, article.0)?.unwrap_or_default();
            let here = all.into_iter().find(|here| here.actor == actor.0);
            let mut find = db.prepare_cached("SELECT name FROM names WHERE s = ?")?;
            let mut found = Vec::new();
            for (name, count) in here.map(|here| here.names).unwrap_or_default() {
                let name = find.query_row([name], |row| row.get(0)).optional()?;
                found.extend(name.map(|name| (name, count)));
            }
            Ok(found)
        };
        read().at(path)
    }

    /// Whether an article was last read by a recogniser older than this version.
    pub fn is_outdated(&self, version: u32) -> Result<bool, StoreError> {
        let (db, path) = self.parts();
        db.prepare_cached("SELECT EXISTS (SELECT 1 FROM mentions WHERE version < ?)")
            .and_then(|mut find| find.query_row([version], |row| row.get(0)))
            .at(path)
    }

    /// Those of these articles, in their order, that no recogniser of this version or a newer one has read.
    pub fn unrecognised(
        &self,
        version: u32,
        mut articles: Vec<ArticleNo>,
    ) -> Result<Vec<ArticleNo>, StoreError> {
        let (db, path) = self.parts();
        let done = recognised(db, version).at(path)?;
        articles.retain(|no| !done.has(no.0));
        Ok(articles)
    }
}

/// Whether an actor may be shown by another name than it is.
fn is_open(actor: &Actor, names: &[(String, u32)]) -> bool {
    names.iter().any(|(name, _)| *name != actor.name)
}

fn recognised(db: &Connection, version: u32) -> rusqlite::Result<Pass> {
    let mut done = Pass::default();
    let mut find = db.prepare_cached("SELECT n FROM mentions WHERE version >= ?")?;
    let mut rows = find.query([version])?;
    while let Some(row) = rows.next()? {
        done.see(row.get(0)?);
    }
    Ok(done)
}

fn actor(row: &Row<'_>) -> rusqlite::Result<Actor> {
    Ok(Actor {
        no: ActorNo(row.get(0)?),
        key: row.get(1)?,
        kind: kind_of(row.get(2)?).ok_or_else(|| unreadable("an actor has no kind"))?,
        name: row.get(3)?,
        articles: row.get(4)?,
    })
}

fn role(row: &Row<'_>) -> rusqlite::Result<RoleSeen> {
    Ok(RoleSeen {
        role: row.get(0)?,
        first: bare_date(row, 1)?,
        last: bare_date(row, 3)?,
        articles: row.get(5)?,
    })
}

fn bare_date(row: &Row<'_>, from: usize) -> rusqlite::Result<Option<Date>> {
    let seconds: i64 = row.get(from)?;
    let offset = row.get(from + 1)?;
    Ok((seconds != UNDATED).then(|| Date::from_parts(seconds, offset, false)))
}
