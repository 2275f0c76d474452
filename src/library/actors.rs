//! Lists of actors, and the columns they come from.

use std::collections::HashSet;
use std::path::Path;
use std::sync::Arc;

use crate::index::columns::actors::{Actors, ActorsWriter};
use crate::model::{ActorKind, ActorList, ActorNo, ActorRow, ActorsAt, View, Window};
use crate::store::{Recognised, StoreError};
use crate::text::Cancel;
use crate::text::fuzzy::{Matcher, Pattern};

use super::curation::Curation;
use super::seen::Seen;
use super::{Library, LoadError, LookError, lock, row_of};

/// The file of actor columns in a library's folder.
const COLUMNS: &str = "actors.columns";
/// The word in the store under which is noted what decisions that file follows.
const CURATED: &str = "actors_curated";
/// The word in the store under which the state of that file is noted.
pub(super) const SAVED: &str = "actors_saved";
/// Stretches of a sparkline.
const SPARK: usize = 24;
/// Articles after which recognised actors are shown for the first time; each later time after twice as many.
const FIRST_SHOWN: usize = 100;

/// Looks at a list of actors.
pub(super) fn look(
    library: &Library,
    at: &ActorsAt,
    window: Window,
    cancel: &Cancel,
) -> Result<View, LookError> {
    let seen = library.seen();
    if at.filter.trim().is_empty() {
        return Ok(View::Actors(list(&seen, at, window)));
    }
    let found = lock(&library.names).find(&seen.actors, &at.filter, at.kind, cancel);
    let found = found.map_err(|_| LookError::Cancelled)?;
    let offset = row_of(window, found.count);
    let (pattern, matcher) = (Pattern::parse(&at.filter), Matcher::new());
    let rows = found
        .window(&seen.actors, offset, window.limit)
        .into_iter()
        .map(|no| {
            let mut row = row(&seen, no);
            match pattern.lit(&matcher, &row.name) {
                Some(lit) => row.lit = lit,
                None => {
                    row.matched = row
                        .aliases
                        .iter()
                        .find(|alias| pattern.lit(&matcher, alias).is_some())
                        .cloned()
                }
            }
            row
        });
    Ok(View::Actors(ActorList {
        total: found.count,
        offset,
        rows: rows.collect(),
    }))
}

/// A part of the list of all actors, or of those of a kind, in an order.
pub(super) fn list(seen: &Seen, at: &ActorsAt, window: Window) -> ActorList {
    let order = seen.actors.list(at.sort, at.kind, &seen.columns);
    let offset = row_of(window, order.len());
    let part = order.iter().skip(offset).take(window.limit);
    ActorList {
        total: order.len(),
        offset,
        rows: part.map(|&no| row(seen, no)).collect(),
    }
}

/// What a list shows of an actor.
pub(super) fn row(seen: &Seen, no: ActorNo) -> ActorRow {
    let (actors, columns) = (&seen.actors, &seen.columns);
    let stats = actors.stats(no, columns);
    let (first, last) = actors.dates(no, columns);
    ActorRow {
        no,
        name: actors.name(no).to_owned(),
        kind: actors.kind(no),
        aliases: actors.aliases(no).into_iter().map(str::to_owned).collect(),
        articles: stats.articles,
        mentions: stats.mentions,
        first,
        last,
        spark: actors.spark(no, columns, SPARK),
        lit: Vec::new(),
        matched: None,
    }
}

/// Opens the actor columns of a library; those that are missing, damaged or ahead of the store are begun anew.
pub(super) fn open_columns(folder: &Path, generation: u64) -> Arc<Actors> {
    let opened = Actors::open(&folder.join(COLUMNS)).ok();
    opened
        .filter(|actors| actors.stamp() <= generation)
        .unwrap_or_default()
}

fn curated_word(curation: &Curation) -> String {
    match curation.stamp {
        0 => String::new(),
        stamp => stamp.to_string(),
    }
}

/// Gathers recognised actors into the columns, and shows them now and then.
pub(super) struct Gather<'l> {
    library: &'l Library,
    writer: ActorsWriter,
    shown_after: usize,
    known: HashSet<ActorNo>,
    curation: Arc<Curation>,
    changed: bool,
}

impl<'l> Gather<'l> {
    /// Begins, and first makes up for whatever the store has and the columns lack.
    pub(super) fn begin(library: &'l Library) -> Result<Self, LoadError> {
        let mut gather = Self {
            library,
            writer: ActorsWriter::from(Arc::clone(&library.seen().actors)),
            shown_after: FIRST_SHOWN,
            known: HashSet::new(),
            curation: Arc::new(library.curation()?),
            changed: false,
        };
        let saved = library.reader()?.about(SAVED)?;
        let stamp = gather.writer.published().stamp();
        let curated = library.reader()?.about(CURATED)?.unwrap_or_default();
        let as_decided = curated == curated_word(&gather.curation);
        if stamp == 0 || saved.as_deref() != Some(stamp.to_string().as_str()) || !as_decided {
            gather.rebuild()?;
        }
        library.reader()?.each_actor(|actor| {
            gather.known.insert(actor.no);
        })?;
        for gone in library.reader()?.gone_since(stamp)? {
            gather.writer.remove_article(gone);
            gather.changed = true;
        }
        Ok(gather)
    }

    /// Takes what was recognised in some articles, with the numbers that the store gave their actors.
    pub(super) fn take(
        &mut self,
        read: &[Recognised],
        numbers: &[Vec<ActorNo>],
    ) -> Result<(), LoadError> {
        if !self.changed && !read.is_empty() {
            // Until everything is saved again the file must not be taken for complete.
            self.library.store().set_about(SAVED, "no")?;
        }
        for (document, numbers) in read.iter().zip(numbers) {
            for (actor, &no) in document.actors.iter().zip(numbers) {
                let names = actor.names.iter().map(|(name, _)| name.as_str());
                match self.curation.shown(no) {
                    None => {}
                    Some(shown) if shown != no || self.known.contains(&no) => {
                        self.writer.add_aliases(shown, names);
                    }
                    Some(_) => self.set_actor(no, actor.kind, &actor.name, names),
                }
                self.known.insert(no);
            }
            let curation = Arc::clone(&self.curation);
            let counts = numbers.iter().enumerate().map(|(place, &no)| {
                let named = document
                    .mentions
                    .iter()
                    .filter(|mention| mention.actor as usize == place);
                let count = u8::try_from(named.count()).unwrap_or(u8::MAX);
                curation.shown(no).map(|no| (no, count))
            });
            self.writer.set_article(document.no, counts.flatten());
        }
        self.changed |= !read.is_empty();
        if self.writer.pending() >= self.shown_after {
            self.shown_after *= 2;
            self.show()?;
        }
        Ok(())
    }

    /// Ends: everything is shown and on disk.
    pub(super) fn finish(mut self) -> Result<(), LoadError> {
        // Actors that were decided on before they were met.
        let curation = self.library.curation()?;
        if curation.stamp != self.curation.stamp {
            self.curation = Arc::new(curation);
            self.rebuild()?;
        }
        if !self.changed {
            return Ok(());
        }
        let generation = self.library.store().generation();
        let columns = Arc::clone(&self.library.seen().columns);
        let file = self.library.place.dir.join(COLUMNS);
        self.writer.save(&columns, &file, generation)?;
        self.library
            .store()
            .set_about(SAVED, &generation.to_string())?;
        self.library
            .store()
            .set_about(CURATED, &curated_word(&self.curation))?;
        self.show()
    }

    fn show(&mut self) -> Result<(), LoadError> {
        let seen = self.library.seen();
        let actors = self.writer.publish(&seen.columns)?;
        self.library.show(Seen {
            actors,
            curation: Arc::clone(&self.curation),
            ..Seen::clone(&seen)
        });
        self.library.announce();
        Ok(())
    }

    fn rebuild(&mut self) -> Result<(), StoreError> {
        let reader = self.library.reader()?;
        self.writer = ActorsWriter::new();
        self.changed = true;
        let curation = Arc::clone(&self.curation);
        reader.each_actor(|actor| {
            if curation.shown(actor.no) == Some(actor.no) {
                self.set_actor(actor.no, actor.kind, &actor.name, []);
            }
        })?;
        reader.each_name(|actor, name, _| {
            if let Some(actor) = curation.shown(actor) {
                self.writer.add_aliases(actor, [name]);
            }
        })?;
        reader.each_document_after(None, |article, actors| {
            let counts = actors.iter().filter_map(|&(no, count)| {
                let count = u8::try_from(count).unwrap_or(u8::MAX);
                curation.shown(no).map(|no| (no, count))
            });
            self.writer.set_article(article, counts);
            std::ops::ControlFlow::Continue(())
        })
    }

    /// Adds an actor by the name and of the kind that the reader gave it, else as it was recognised.
    fn set_actor<'a>(
        &mut self,
        no: ActorNo,
        kind: ActorKind,
        name: &str,
        names: impl IntoIterator<Item = &'a str>,
    ) {
        let curation = &self.curation;
        let shown = curation.name(no).unwrap_or(name);
        let kind = curation.kind(no).unwrap_or(kind);
        self.writer.set_actor(no, kind, shown, names);
        let given = curation.aliases(no).iter().map(String::as_str);
        self.writer
            .add_aliases(no, std::iter::once(name).chain(given));
    }
}
