//! Changing marks, and taking changes back: each is written with what undoes it, in one transaction.

use rusqlite::{Connection, OptionalExtension, params};
use serde::{Deserialize, Serialize};

use crate::model::{Act, Change};

use super::{
    super::{StoreError, error::At},
    Marks, decisions, dictionary,
    searches::{self, Written},
};

/// Changes that can be taken back.
const JOURNAL: i64 = 1_000;

/// A change that was taken back.
#[derive(Clone, Debug, PartialEq)]
pub struct Undone {
    /// What had been changed.
    pub what: What,
    /// When it had been made, in seconds since 1970.
    pub at: i64,
}

/// What a change was that has been taken back.
#[derive(Clone, Debug, PartialEq)]
pub enum What {
    /// Marks of articles: the change as it had been made, with the articles it had really changed.
    Marks(Change),
    /// A decision about an actor, which holds no longer.
    Decision(String),
    /// The reader's dictionary, which is what it was before.
    Dictionary,
    /// A saved search, which is there again, or is no more.
    Search {
        /// Its name.
        name: String,
        /// Whether it is there now.
        there: bool,
    },
}

/// What the journal holds: the act, the articles it changed, and for notes what they were before.
#[derive(Serialize, Deserialize)]
pub(super) struct Entry {
    act: Kind,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    text: Option<String>,
    ids: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    before: Vec<Option<String>>,
    /// What a saved search was before; its name is the text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    search: Option<Written>,
}

impl Entry {
    /// A decision about an actor.
    pub(super) fn of_decision(line: &str) -> Self {
        Self {
            act: Kind::Decide,
            text: Some(line.to_owned()),
            ids: Vec::new(),
            before: Vec::new(),
            search: None,
        }
    }

    /// The reader's dictionary that was changed, and what it was before.
    pub(super) fn of_dictionary(before: String) -> Self {
        Self {
            act: Kind::Dictionary,
            text: Some(before),
            ids: Vec::new(),
            before: Vec::new(),
            search: None,
        }
    }

    /// A saved search that was changed, and what it was before.
    pub(super) fn of_search(name: &str, before: Option<Written>) -> Self {
        Self {
            act: Kind::Search,
            text: Some(name.to_owned()),
            ids: Vec::new(),
            before: Vec::new(),
            search: before,
        }
    }
}

impl Entry {
    /// What the change was.
    fn what(&self) -> What {
        let text = self.text.clone().unwrap_or_default();
        let act = match self.act {
            Kind::Decide => return What::Decision(text),
            Kind::Dictionary => return What::Dictionary,
            Kind::Search => {
                return What::Search {
                    name: text,
                    there: self.search.is_some(),
                };
            }
            Kind::Star => Act::Star(true),
            Kind::Unstar => Act::Star(false),
            Kind::Read => Act::Read(true),
            Kind::Unread => Act::Read(false),
            Kind::Tag => Act::Tag(text),
            Kind::Untag => Act::Untag(text),
            Kind::Note => Act::Note(self.text.clone()),
        };
        What::Marks(Change {
            ids: self.ids.clone(),
            act,
        })
    }
}

#[derive(Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Kind {
    Star,
    Unstar,
    Read,
    Unread,
    Tag,
    Untag,
    Note,
    Search,
    Decide,
    Dictionary,
}

impl Marks {
    /// Makes a change at a time (seconds since 1970), wholly or not at all. Returns the ids it really changed.
    pub fn change(&mut self, change: &Change, at: i64) -> Result<Vec<String>, StoreError> {
        self.check_writable()?;
        let path = self.path.clone();
        self.try_change(change, at).at(&path)
    }

    /// Takes the last change back that is wanted; `None` where there is none left. Reading places stay.
    pub fn undo(&mut self, wanted: impl Fn(&What) -> bool) -> Result<Option<Undone>, StoreError> {
        self.check_writable()?;
        let path = self.path.clone();
        self.try_undo(wanted).at(&path)
    }

    /// Notes when an article was opened, in seconds since 1970.
    pub fn see(&mut self, id: &str, at: i64) -> Result<(), StoreError> {
        self.check_writable()?;
        let (db, path) = self.parts();
        db.prepare_cached(
            "INSERT INTO marks (id, seen) VALUES (?1, ?2) ON CONFLICT DO UPDATE SET seen = ?2",
        )
        .and_then(|mut put| put.execute(params![id, at]))
        .at(path)?;
        Ok(())
    }

    pub(super) fn check_writable(&self) -> Result<(), StoreError> {
        match &self.read_only {
            None => Ok(()),
            Some(why) => Err(StoreError::ReadOnly {
                path: self.path.clone(),
                why: why.clone(),
            }),
        }
    }

    fn try_change(&mut self, change: &Change, at: i64) -> rusqlite::Result<Vec<String>> {
        let act = self
            .db
            .transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
        let mut ids = Vec::new();
        let mut before = Vec::new();
        for id in &change.ids {
            let changed = match &change.act {
                Act::Star(on) => set(&act, "starred", id, *on)?,
                Act::Read(on) => set(&act, "read", id, *on)?,
                Act::Opened => set(&act, "read", id, true)?,
                Act::Tag(tag) => tag_on(&act, id, tag)?,
                Act::Untag(tag) => tag_off(&act, id, tag)?,
                Act::Place(place) => set_place(&act, id, *place)?,
                Act::Note(note) => match set_note(&act, id, note.as_deref())? {
                    None => false,
                    Some(old) => {
                        before.push(old);
                        true
                    }
                },
            };
            if changed {
                ids.push(id.clone());
            }
        }
        let entry = entry(&change.act, &ids, before);
        if let Some(entry) = entry.filter(|_| !ids.is_empty()) {
            write_entry(&act, at, &entry)?;
        }
        act.commit()?;
        Ok(ids)
    }

    fn try_undo(&mut self, wanted: impl Fn(&What) -> bool) -> rusqlite::Result<Option<Undone>> {
        let act = self
            .db
            .transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
        let Some((number, at, entry)) = last(&act, wanted)? else {
            return Ok(None);
        };
        act.execute("DELETE FROM journal WHERE j = ?", [number])?;
        take_back(&act, &entry)?;
        let undone = Some(Undone {
            what: entry.what(),
            at,
        });
        act.commit()?;
        Ok(undone)
    }
}

fn entry(act: &Act, ids: &[String], before: Vec<Option<String>>) -> Option<Entry> {
    let (act, text) = match act {
        Act::Star(true) => (Kind::Star, None),
        Act::Star(false) => (Kind::Unstar, None),
        Act::Read(true) => (Kind::Read, None),
        Act::Read(false) => (Kind::Unread, None),
        Act::Tag(tag) => (Kind::Tag, Some(tag.clone())),
        Act::Untag(tag) => (Kind::Untag, Some(tag.clone())),
        Act::Note(note) => (Kind::Note, note.clone()),
        Act::Place(_) | Act::Opened => return None,
    };
    let ids = ids.to_vec();
    Some(Entry {
        act,
        text,
        ids,
        before,
        search: None,
    })
}

pub(super) fn write_entry(db: &Connection, at: i64, entry: &Entry) -> rusqlite::Result<()> {
    let json = serde_json::to_string(entry)
        .map_err(|error| rusqlite::Error::ToSqlConversionFailure(Box::new(error)))?;
    db.prepare_cached("INSERT INTO journal (at, entry) VALUES (?, ?)")?
        .execute(params![at, json])?;
    db.prepare_cached("DELETE FROM journal WHERE j <= (SELECT max(j) FROM journal) - ?")?
        .execute([JOURNAL])?;
    Ok(())
}

/// The last entry of the journal that is wanted, with its number and its time. What another version wrote cannot be taken back
/// and is passed over.
fn last(
    db: &Connection,
    wanted: impl Fn(&What) -> bool,
) -> rusqlite::Result<Option<(i64, i64, Entry)>> {
    let mut all = db.prepare_cached("SELECT j, at, entry FROM journal ORDER BY j DESC")?;
    let mut rows = all.query([])?;
    while let Some(row) = rows.next()? {
        let written: String = row.get(2)?;
        if let Ok(entry) = serde_json::from_str::<Entry>(&written)
            && wanted(&entry.what())
        {
            return Ok(Some((row.get(0)?, row.get(1)?, entry)));
        }
    }
    Ok(None)
}

/// Undoes an entry.
fn take_back(db: &Connection, entry: &Entry) -> rusqlite::Result<()> {
    let text = entry.text.as_deref().unwrap_or_default();
    match entry.act {
        Kind::Decide => return decisions::remove(db, text),
        Kind::Dictionary => return dictionary::put(db, text),
        Kind::Search => {
            searches::put(db, text, entry.search.as_ref())?;
            return Ok(());
        }
        _ => {}
    }
    for (place, id) in entry.ids.iter().enumerate() {
        match entry.act {
            Kind::Star => set(db, "starred", id, false)?,
            Kind::Unstar => set(db, "starred", id, true)?,
            Kind::Read => set(db, "read", id, false)?,
            Kind::Unread => set(db, "read", id, true)?,
            Kind::Tag => tag_off(db, id, text)?,
            Kind::Untag => tag_on(db, id, text)?,
            Kind::Note => {
                let old = entry.before.get(place).and_then(|old| old.as_deref());
                set_note(db, id, old)?.is_some()
            }
            Kind::Search | Kind::Decide | Kind::Dictionary => false,
        };
    }
    Ok(())
}

/// Sets a yes-or-no mark; whether it changed.
fn set(db: &Connection, column: &'static str, id: &str, on: bool) -> rusqlite::Result<bool> {
    if on {
        make_row(db, id)?;
    }
    let sql = format!("UPDATE marks SET {column} = ?2 WHERE id = ?1 AND {column} <> ?2");
    Ok(db.prepare_cached(&sql)?.execute(params![id, on])? > 0)
}

fn make_row(db: &Connection, id: &str) -> rusqlite::Result<()> {
    db.prepare_cached("INSERT OR IGNORE INTO marks (id) VALUES (?)")?
        .execute([id])?;
    Ok(())
}

fn tag_on(db: &Connection, id: &str, tag: &str) -> rusqlite::Result<bool> {
    let put = db
        .prepare_cached("INSERT OR IGNORE INTO tags VALUES (?, ?)")?
        .execute([id, tag])?;
    Ok(put > 0)
}

fn tag_off(db: &Connection, id: &str, tag: &str) -> rusqlite::Result<bool> {
    let gone = db
        .prepare_cached("DELETE FROM tags WHERE id = ? AND tag = ?")?
        .execute([id, tag])?;
    Ok(gone > 0)
}

fn set_place(db: &Connection, id: &str, place: u32) -> rusqlite::Result<bool> {
    make_row(db, id)?;
    let sql = "UPDATE marks SET place = ?2 WHERE id = ?1 AND place IS NOT ?2";
    Ok(db.prepare_cached(sql)?.execute(params![id, place])? > 0)
}

/// Sets a note; the note before, where it changed.
fn set_note(
    db: &Connection,
    id: &str,
    note: Option<&str>,
) -> rusqlite::Result<Option<Option<String>>> {
    let old: Option<String> = db
        .prepare_cached("SELECT note FROM marks WHERE id = ?")?
        .query_row([id], |row| row.get(0))
        .optional()?
        .flatten();
    if old.as_deref() == note {
        return Ok(None);
    }
    make_row(db, id)?;
    db.prepare_cached("UPDATE marks SET note = ? WHERE id = ?")?
        .execute(params![note, id])?;
    Ok(Some(old))
}
