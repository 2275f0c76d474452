//! Merging the actors of articles into the library as batches come, and taking them out again with their article.

use std::collections::{HashMap, hash_map::Entry};

use rusqlite::{Connection, OptionalExtension, params};
use xxhash_rust::xxh3::xxh3_64;

use crate::model::{ActorKind, ActorNo};

use super::{
    Batch, Recognised, Store, StoreError,
    error::At,
    mentions::{self, InDocument},
    record::kind_code,
    schema::UNDATED,
};

/// Numbers of actors, names and roles by the hash of what tells them apart; read once, then kept.
#[derive(Default)]
pub(super) struct Merged {
    actors: HashMap<u64, u32>,
    names: HashMap<u64, u32>,
    roles: HashMap<u64, u32>,
}

/// What a batch changes in counts; written at its end, because a few actors are in most articles.
#[derive(Default)]
pub(super) struct Tally {
    actors: HashMap<u32, i64>,
    names: HashMap<u32, i64>,
    roles: HashMap<u32, RoleTally>,
}

#[derive(Default)]
struct RoleTally {
    articles: i64,
    first: Option<(i64, Option<i16>)>,
    last: Option<(i64, Option<i16>)>,
}

impl Store {
    /// Keeps what a recogniser of this version found in some articles, in a batch of its own.
    /// Returns the numbers of the actors, for each article in the order it gives them.
    pub fn put_actors(
        &mut self,
        version: u32,
        documents: &[Recognised],
    ) -> Result<Vec<Vec<ActorNo>>, StoreError> {
        let mut batch = self.batch()?;
        let numbers = documents
            .iter()
            .map(|document| batch.actors(version, document))
            .collect::<Result<_, _>>()?;
        batch.commit()?;
        Ok(numbers)
    }

    /// The number of an actor that no text need name: one that the reader took out of another. It is made where it is not there.
    pub fn add_actor(
        &mut self,
        key: &str,
        kind: ActorKind,
        name: &str,
    ) -> Result<ActorNo, StoreError> {
        self.check_writable()?;
        let code = kind_code(kind);
        let put = "INSERT INTO actors (key, kind, name) VALUES (?, ?, ?)
                   ON CONFLICT DO UPDATE SET key = key RETURNING a";
        let no = self
            .db
            .query_row(put, params![key, code, name], |row| row.get(0))
            .at(&self.path)?;
        if let Some(merged) = &mut self.merged {
            merged.actors.insert(actor_key(key, code), no);
        }
        Ok(ActorNo(no))
    }

    /// Gives actors other names to be shown by, all or none.
    pub fn rename_actors(&mut self, names: &[(ActorNo, String)]) -> Result<(), StoreError> {
        self.check_writable()?;
        if names.is_empty() {
            return Ok(());
        }
        let mut rename = || {
            let change = self.db.transaction()?;
            let mut put = change.prepare_cached("UPDATE actors SET name = ? WHERE a = ?")?;
            for (actor, name) in names {
                put.execute(params![name, actor.0])?;
            }
            drop(put);
            change.commit()
        };
        rename().at(&self.path)
    }
}

impl Batch<'_> {
    /// Keeps what a recogniser of this version found in an article, in place of what an earlier one found.
    /// Returns the numbers of its actors; none where the article is gone.
    pub fn actors(
        &mut self,
        version: u32,
        document: &Recognised,
    ) -> Result<Vec<ActorNo>, StoreError> {
        let mut merged = match self.store.merged.take() {
            Some(merged) => merged,
            None => {
                let (db, path) = self.parts();
                Merged::read(db).at(path)?
            }
        };
        let kept = self.keep(&mut merged, version, document);
        self.store.merged = Some(merged);
        kept
    }

    fn keep(
        &mut self,
        merged: &mut Merged,
        version: u32,
        document: &Recognised,
    ) -> Result<Vec<ActorNo>, StoreError> {
        let number = document.no.0;
        let (db, path) = self.parts();
        let Some(date) = date_of(db, number).at(path)? else {
            return Ok(Vec::new());
        };
        let before = mentions::document(db, number).at(path)?;
        let mut here = Vec::with_capacity(document.actors.len());
        for (place, actor) in document.actors.iter().enumerate() {
            let in_document = merged.place(db, actor, date).at(path)?;
            let named = document
                .mentions
                .iter()
                .filter(|mention| mention.actor as usize == place)
                .count();
            here.push(InDocument {
                mentions: u32::try_from(named).unwrap_or(u32::MAX),
                ..in_document
            });
        }
        let known: Vec<_> = document
            .mentions
            .iter()
            .filter(|mention| (mention.actor as usize) < here.len())
            .cloned()
            .collect();
        let blob = mentions::encode(&here, &known);
        db.prepare_cached("INSERT OR REPLACE INTO mentions VALUES (?, ?, ?)")
            .and_then(|mut put| put.execute(params![number, version, blob]))
            .at(path)?;
        if let Some(before) = before {
            self.unmerge(&before);
        }
        for actor in &here {
            self.tally.add(actor, Some(date));
        }
        Ok(here.iter().map(|actor| ActorNo(actor.actor)).collect())
    }

    /// Takes the actors of an article out of the counts.
    pub(super) fn unmerge(&mut self, document: &[InDocument]) {
        for actor in document {
            self.tally.add(actor, None);
        }
    }

    /// Writes the counts that the batch changed.
    pub(super) fn flush_actors(&mut self) -> Result<(), StoreError> {
        let tally = std::mem::take(&mut self.tally);
        let (db, path) = self.parts();
        tally.write(db).at(path)
    }
}

type Moment = (i64, Option<i16>);

fn date_of(db: &Connection, number: u32) -> rusqlite::Result<Option<Moment>> {
    db.prepare_cached("SELECT at, offset FROM articles WHERE n = ?")?
        .query_row([number], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()
}

impl Merged {
    fn read(db: &Connection) -> rusqlite::Result<Self> {
        let mut merged = Self::default();
        let mut find = db.prepare("SELECT a, key, kind FROM actors")?;
        let mut rows = find.query([])?;
        while let Some(row) = rows.next()? {
            let key = actor_key(row.get_ref(1)?.as_str()?, row.get(2)?);
            merged.actors.insert(key, row.get(0)?);
        }
        for (sql, map) in [
            ("SELECT s, actor, name FROM names", &mut merged.names),
            ("SELECT r, actor, role FROM roles", &mut merged.roles),
        ] {
            let mut find = db.prepare(sql)?;
            let mut rows = find.query([])?;
            while let Some(row) = rows.next()? {
                let key = text_key(row.get(1)?, row.get_ref(2)?.as_str()?);
                map.insert(key, row.get(0)?);
            }
        }
        Ok(merged)
    }

    /// Finds the numbers of an actor, its names and its role; gives new ones to what is new.
    fn place(
        &mut self,
        db: &Connection,
        named: &super::NamedActor,
        date: Moment,
    ) -> rusqlite::Result<InDocument> {
        let actor = self.actor(db, &named.key, named.kind, &named.name)?;
        let mut names = Vec::with_capacity(named.names.len());
        for (name, count) in &named.names {
            names.push((self.name(db, actor, name)?, *count));
        }
        // It may be shown by a name that no text writes so: that of the dictionary, of the record, or not inflected.
        if !named.names.iter().any(|(name, _)| *name == named.name) {
            self.name(db, actor, &named.name)?;
        }
        let role = match &named.role {
            None => 0,
            Some(role) => match self.roles.entry(text_key(actor, role)) {
                Entry::Occupied(found) => *found.get(),
                Entry::Vacant(free) => *free.insert(
                    add(
                        db,
                        "INSERT INTO roles (actor, role, first, first_offset, last, last_offset, articles)
                         VALUES (?1, ?2, ?3, ?4, ?3, ?4, 0)",
                        params![actor, role, date.0, date.1],
                    )?,
                ),
            },
        };
        Ok(InDocument {
            actor,
            mentions: 0,
            declared: named.declared,
            uncertain: named.uncertain,
            role,
            names,
        })
    }

    fn name(&mut self, db: &Connection, actor: u32, name: &str) -> rusqlite::Result<u32> {
        match self.names.entry(text_key(actor, name)) {
            Entry::Occupied(found) => Ok(*found.get()),
            Entry::Vacant(free) => {
                let put = "INSERT INTO names (actor, name, count) VALUES (?, ?, 0)";
                Ok(*free.insert(add(db, put, params![actor, name])?))
            }
        }
    }

    fn actor(
        &mut self,
        db: &Connection,
        key: &str,
        kind: ActorKind,
        name: &str,
    ) -> rusqlite::Result<u32> {
        let kind = kind_code(kind);
        let hash = actor_key(key, kind);
        if let Some(&actor) = self.actors.get(&hash) {
            return Ok(actor);
        }
        let actor = add(
            db,
            "INSERT INTO actors (key, kind, name) VALUES (?, ?, ?)",
            params![key, kind, name],
        )?;
        self.actors.insert(hash, actor);
        Ok(actor)
    }
}

/// Inserts a row and returns its number.
fn add(db: &Connection, sql: &str, values: impl rusqlite::Params) -> rusqlite::Result<u32> {
    let number = db.prepare_cached(sql)?.insert(values)?;
    u32::try_from(number).map_err(|_| rusqlite::Error::IntegralValueOutOfRange(0, number))
}

fn actor_key(key: &str, kind: u8) -> u64 {
    xxh3_64(key.as_bytes()).wrapping_add(u64::from(kind))
}

fn text_key(actor: u32, text: &str) -> u64 {
    // As a seed the number would not do: of a few letters and a seed others have the same hash.
    const SPREAD: u64 = 0x9E37_79B9_7F4A_7C15;
    xxh3_64(text.as_bytes()).wrapping_add(u64::from(actor).wrapping_mul(SPREAD))
}

impl Tally {
    /// Counts an actor of an article in, with the article's date, or out.
    pub(super) fn add(&mut self, actor: &InDocument, date: Option<Moment>) {
        let sign = if date.is_some() { 1 } else { -1 };
        *self.actors.entry(actor.actor).or_default() += sign;
        for (name, count) in &actor.names {
            *self.names.entry(*name).or_default() += sign * i64::from(*count);
        }
        if actor.role == 0 {
            return;
        }
        let role = self.roles.entry(actor.role).or_default();
        role.articles += sign;
        if let Some(date) = date.filter(|date| date.0 != UNDATED) {
            role.first = Some(role.first.map_or(date, |first| first.min(date)));
            role.last = Some(role.last.map_or(date, |last| last.max(date)));
        }
    }

    /// Writes them.
    pub(super) fn write(self, db: &Connection) -> rusqlite::Result<()> {
        let mut actors: Vec<_> = self.actors.into_iter().filter(|(_, by)| *by != 0).collect();
        actors.sort_unstable();
        for (actor, by) in actors {
            db.prepare_cached("UPDATE actors SET articles = max(0, articles + ?) WHERE a = ?")?
                .execute(params![by, actor])?;
        }
        let mut names: Vec<_> = self.names.into_iter().filter(|(_, by)| *by != 0).collect();
        names.sort_unstable();
        for (name, by) in names {
            db.prepare_cached("UPDATE names SET count = max(0, count + ?) WHERE s = ?")?
                .execute(params![by, name])?;
        }
        let mut roles: Vec<_> = self.roles.into_iter().collect();
        roles.sort_unstable_by_key(|(role, _)| *role);
        for (role, tally) in roles {
            db.prepare_cached("UPDATE roles SET articles = max(0, articles + ?) WHERE r = ?")?
                .execute(params![tally.articles, role])?;
            if let (Some(first), Some(last)) = (tally.first, tally.last) {
                widen(db, role, first, last)?;
            }
        }
        Ok(())
    }
}

fn widen(db: &Connection, role: u32, first: Moment, last: Moment) -> rusqlite::Result<()> {
    db.prepare_cached(
        "UPDATE roles SET first = ?2, first_offset = ?3 WHERE r = ?1 AND (first > ?2 OR first = ?4)",
    )?
    .execute(params![role, first.0, first.1, UNDATED])?;
    db.prepare_cached("UPDATE roles SET last = ?2, last_offset = ?3 WHERE r = ?1 AND last < ?2")?
        .execute(params![role, last.0, last.1])?;
    Ok(())
}
