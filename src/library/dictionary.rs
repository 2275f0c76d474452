//! The reader's own dictionary of actors: which names it makes one, and what it says an actor was when.
//!
//! It is trusted above all that ships with the program, and the reader's decisions are trusted above it. Names of places
//! are an exception: dictionaries list the towns of a state among its names, so a place that is known to be another stays one.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Arc, OnceLock};

use jiff::civil;

use crate::actors::{self, OwnNames, key};
use crate::ingest::dictionary;
use crate::model::{ActorKind, ActorNo, Dictionary, Entry, Office, shown_name};
use crate::store::{Reader, StoreError};

use super::{Library, LookError, lock};

/// The word in the store under which is noted with which dictionary articles were read: how many came before, and its stamp.
const READ_WITH: &str = "actors_read_with";
/// More dictionaries than a library is ever read with.
const MOST: u32 = 1_000_000;

/// A place in the dictionary: the entry, and the place of the name in it.
type Place = (usize, usize);

/// The dictionary with what it takes to find names in it.
#[derive(Default)]
pub(super) struct Own {
    text: String,
    dictionary: Dictionary,
    /// Made when somebody asks: a library whose articles are all read never does.
    places: OnceLock<Places>,
    /// Made when articles are read.
    names: OnceLock<OwnNames>,
}

#[derive(Default)]
struct Places {
    people: HashMap<String, Place>,
    others: HashMap<String, Place>,
}

impl Own {
    fn read(text: String) -> Self {
        let (dictionary, _) = dictionary::parse(&text);
        Self {
            text,
            dictionary,
            places: OnceLock::new(),
            names: OnceLock::new(),
        }
    }

    /// Its names, to be found in articles.
    pub(super) fn names(&self) -> &OwnNames {
        self.names.get_or_init(|| {
            let actors = self.dictionary.entries.iter();
            let actors = actors.filter(|entry| !entry.is_role());
            OwnNames::new(actors.flat_map(|entry| entry.names.iter().map(|name| shown_name(name))))
        })
    }

    /// What stands in it, as a number; 0 for nothing.
    pub(super) fn stamp(&self) -> u64 {
        let mut hasher = DefaultHasher::new();
        self.text.hash(&mut hasher);
        match self.is_empty() {
            true => 0,
            false => hasher.finish().max(1),
        }
    }

    /// Whether nothing stands in it.
    pub(super) fn is_empty(&self) -> bool {
        self.dictionary.entries.is_empty()
    }

    /// Where the actor of a key stands; of several entries the first.
    pub(super) fn place(&self, own_key: &str, kind: ActorKind) -> Option<Place> {
        let places = self.places();
        match kind {
            ActorKind::Person => places.people.get(own_key).copied(),
            _ => {
                let (_, name) = own_key.split_once(':')?;
                let place = places.others.get(name).copied()?;
                let is_other = |entry: &Entry| {
                    let first = entry
                        .names
                        .first()
                        .map(|name| key::key(&shown_name(name), kind));
                    kind == ActorKind::Place && first.is_none_or(|first| first != own_key)
                };
                let entry = self.dictionary.entries.get(place.0)?;
                (!(is_other(entry) && key::is_known(name))).then_some(place)
            }
        }
    }

    /// What it says an actor was, those that hold on a day first, then the latest.
    pub(super) fn offices(
        &self,
        own_key: &str,
        kind: ActorKind,
        today: civil::Date,
    ) -> Vec<Office> {
        let Some((place, _)) = self.place(own_key, kind) else {
            return Vec::new();
        };
        let codes = &self.dictionary.entries[place].codes;
        let office = |coded: &crate::model::Coded| Office {
            ended: coded.until.is_some_and(|until| until < today),
            coded: coded.clone(),
        };
        let mut offices: Vec<Office> = codes.iter().map(office).collect();
        offices.sort_by_key(|office| {
            (
                office.ended,
                std::cmp::Reverse(office.coded.until),
                std::cmp::Reverse(office.coded.from),
            )
        });
        offices
    }

    /// The actor here that goes by another name of the same entry.
    fn named(&self, name: &str, reader: &Reader) -> Result<Option<ActorNo>, StoreError> {
        for kind in ActorKind::ALL {
            let Some((place, _)) = self.place(&key::key(name, kind), kind) else {
                continue;
            };
            for other in &self.dictionary.entries[place].names {
                let found = reader.actors_by_key(&key::key(&shown_name(other), kind))?;
                let there = found
                    .into_iter()
                    .find(|actor| actor.kind == kind && actor.articles > 0);
                if let Some(actor) = there {
                    return Ok(Some(actor.no));
                }
            }
        }
        Ok(None)
    }

    fn places(&self) -> &Places {
        self.places.get_or_init(|| {
            let mut places = Places::default();
            let actors = self.dictionary.entries.iter().enumerate();
            for (entry, of) in actors.filter(|(_, entry)| !entry.is_role()) {
                for (at, name) in of.names.iter().enumerate() {
                    let name = shown_name(name);
                    let place = (entry, at);
                    let person = key::key(&name, ActorKind::Person);
                    places.people.entry(person).or_insert(place);
                    for kind in [ActorKind::Organisation, ActorKind::Place] {
                        if let Some((_, other)) = key::key(&name, kind).split_once(':') {
                            places.others.entry(other.to_owned()).or_insert(place);
                        }
                    }
                }
            }
            places
        })
    }
}

impl Library {
    /// The reader's dictionary of actors.
    pub fn dictionary(&self) -> Result<Dictionary, LookError> {
        Ok(self.own()?.dictionary.clone())
    }

    /// Adds a dictionary to the reader's own, at a moment (seconds since 1970). Whether anything in it was new.
    /// [`Library::curate`] makes it seen.
    pub fn add_dictionary(&self, more: Dictionary, at: i64) -> Result<bool, LookError> {
        let mut all = self.dictionary()?;
        all.add(more);
        Ok(self
            .mark_book()
            .kept()
            .set_dictionary(&all.to_string(), at)?)
    }

    /// The dictionary as it is kept, read once.
    pub(super) fn own(&self) -> Result<Arc<Own>, StoreError> {
        let text = self.mark_book().kept().dictionary()?;
        let mut own = lock(&self.own);
        if own.text != text {
            *own = Arc::new(Own::read(text));
        }
        Ok(Arc::clone(&own))
    }

    /// The version under which articles are read now: it goes up with the recogniser and with each other dictionary.
    pub(super) fn reading_version(&self, reader: &Reader) -> Result<u32, StoreError> {
        let (edition, _) = self.edition(reader)?;
        Ok(actors::VERSION * MOST + edition % MOST)
    }

    /// Notes that articles are read with the dictionary as it is.
    pub(super) fn note_dictionary(&self) -> Result<(), StoreError> {
        let reader = self.reader()?;
        let (edition, stamp) = self.edition(&reader)?;
        let note = format!("{edition} {stamp}");
        match reader.about(READ_WITH)?.as_deref() {
            Some(noted) if noted == note => Ok(()),
            None if edition == 0 => Ok(()),
            _ => self.store()?.set_about(READ_WITH, &note),
        }
    }

    /// How many other dictionaries articles were read with before this one, and its stamp.
    fn edition(&self, reader: &Reader) -> Result<(u32, u64), StoreError> {
        let stamp = self.own()?.stamp();
        let noted = reader.about(READ_WITH)?.unwrap_or_default();
        let (edition, read_with) = noted.split_once(' ').unwrap_or(("0", "0"));
        let edition: u32 = edition.parse().unwrap_or_default();
        let is_another = read_with != stamp.to_string();
        Ok((edition + u32::from(is_another), stamp))
    }

    /// The actor that goes by a name which no article uses, but the dictionary knows.
    pub(super) fn named_in_dictionary(&self, name: &str) -> Result<Option<ActorNo>, LookError> {
        let own = self.own()?;
        if own.is_empty() {
            return Ok(None);
        }
        let reader = self.reader()?;
        let Some(found) = own.named(name, &reader)? else {
            return Ok(None);
        };
        Ok(self.seen().curation.get(&reader)?.shown(found))
    }
}
