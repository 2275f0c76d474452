//! Takes actors and recognised articles, publishes states of them, and saves them to a file.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use super::links::{Linked, Links};
use super::names::Record;
use super::{Actors, Columns, ColumnsError, U32s};
use crate::index::RowSet;
use crate::model::{ActorKind, ActorNo, ArticleNo};

/// The one who adds actors and their articles.
#[derive(Default)]
pub struct ActorsWriter {
    published: Arc<Actors>,
    changes: BTreeMap<u32, Option<Record>>,
    merged: BTreeMap<u32, u32>,
    linked: BTreeMap<u32, Vec<(u32, u8)>>,
    /// Articles whose older links no longer hold.
    gone: RowSet,
}

impl ActorsWriter {
    /// Starts with no actors.
    pub fn new() -> Self {
        Self::default()
    }

    /// Goes on from opened or published actors.
    pub fn from(actors: Arc<Actors>) -> Self {
        Self {
            published: actors,
            ..Self::default()
        }
    }

    /// The last published state.
    pub fn published(&self) -> Arc<Actors> {
        Arc::clone(&self.published)
    }

    /// Adds an actor, or gives a known one another name, kind or aliases.
    pub fn set_actor<'a>(
        &mut self,
        no: ActorNo,
        kind: ActorKind,
        name: &str,
        aliases: impl IntoIterator<Item = &'a str>,
    ) {
        let mut names = vec![name.to_owned()];
        for alias in aliases {
            if !names.iter().any(|known| known == alias) {
                names.push(alias.to_owned());
            }
        }
        self.changes.insert(no.0, Some(Record { kind, names }));
    }

    /// Adds names to an actor that was added before.
    pub fn add_aliases<'a>(&mut self, no: ActorNo, aliases: impl IntoIterator<Item = &'a str>) {
        let published = &self.published;
        let record = self.changes.entry(no.0).or_insert_with(|| {
            let names: Vec<String> = published.names.all(no.0).map(str::to_owned).collect();
            let kind = published.kind(no);
            (!names.is_empty()).then_some(Record { kind, names })
        });
        let Some(record) = record else {
            return;
        };
        for alias in aliases {
            if !record.names.iter().any(|known| known == alias) {
                record.names.push(alias.to_owned());
            }
        }
    }

    /// Takes an actor out of the lists; its links stay until its articles are set again.
    pub fn remove_actor(&mut self, no: ActorNo) {
        self.changes.insert(no.0, None);
    }

    /// Makes one actor part of another: articles that named it name the other. Names are set by [`ActorsWriter::set_actor`].
    pub fn merge(&mut self, from: ActorNo, into: ActorNo) {
        if from == into {
            return;
        }
        for target in self.merged.values_mut().filter(|target| **target == from.0) {
            *target = into.0;
        }
        self.merged.remove(&into.0);
        self.merged.insert(from.0, into.0);
        for actors in self.linked.values_mut() {
            let renamed = actors.iter_mut().filter(|(no, _)| *no == from.0);
            renamed.for_each(|(no, _)| *no = into.0);
            join_equal(actors);
        }
        self.changes.insert(from.0, None);
    }

    /// Says which actors an article names, and how often each; replaces what was said before.
    pub fn set_article(
        &mut self,
        article: ArticleNo,
        actors: impl IntoIterator<Item = (ActorNo, u8)>,
    ) {
        let mut actors: Vec<(u32, u8)> = actors
            .into_iter()
            .map(|(no, count)| (no.0, count))
            .collect();
        join_equal(&mut actors);
        self.linked.insert(article.0, actors);
    }

    /// Takes an article out.
    pub fn remove_article(&mut self, article: ArticleNo) {
        self.linked.remove(&article.0);
        self.gone.insert(article.0);
    }

    /// Articles set since the last publishing.
    pub fn pending(&self) -> usize {
        self.linked.len()
    }

    /// Publishes what was added and changed since the last time. `columns` has the articles' dates.
    pub fn publish(&mut self, columns: &Columns) -> Result<Arc<Actors>, ColumnsError> {
        let older = Arc::clone(&self.published);
        let names = match self.changes.is_empty() {
            true => Arc::clone(&older.names),
            false => Arc::new(older.names.changed(&self.changes)?),
        };
        let mut links = self.older_links(&older.links, columns)?;
        if !self.linked.is_empty() {
            let linked: Vec<Linked> = std::mem::take(&mut self.linked).into_iter().collect();
            links.push(Arc::new(Links::of(&linked, columns)?));
        }
        join_small(&mut links, columns)?;
        let mut actors = Actors {
            names,
            links,
            popular: U32s::from_values(&[]),
            stamp: older.stamp,
            lists: Default::default(),
        };
        let popular = actors.most_first(actors.names.numbers());
        actors.popular = U32s::from_values(&popular);
        self.published = Arc::new(actors);
        self.changes.clear();
        self.merged.clear();
        self.gone = RowSet::new();
        Ok(self.published())
    }

    /// Publishes, writes everything to `file` with the store's stamp, and goes on with what was written.
    pub fn save(
        &mut self,
        columns: &Columns,
        file: &Path,
        stamp: u64,
    ) -> Result<Arc<Actors>, ColumnsError> {
        self.publish(columns)?.save(columns, file, stamp)?;
        self.published = Actors::open(file)?;
        Ok(self.published())
    }

    /// The older links without what no longer holds.
    fn older_links(
        &mut self,
        older: &[Arc<Links>],
        columns: &Columns,
    ) -> Result<Vec<Arc<Links>>, ColumnsError> {
        let set_again = self.linked.keys().copied();
        let set_again =
            set_again.filter(|article| older.iter().any(|links| links.row(*article).is_some()));
        let set_again: Vec<u32> = set_again.collect();
        set_again
            .into_iter()
            .for_each(|article| self.gone.insert(article));
        let merged: Vec<(u32, u32)> = self
            .merged
            .iter()
            .map(|(from, into)| (*from, *into))
            .collect();
        older
            .iter()
            .map(|links| {
                let touched = self.gone.iter().any(|article| links.row(article).is_some())
                    || merged
                        .iter()
                        .any(|(from, _)| links.article_count(*from) > 0);
                if !touched {
                    return Ok(Arc::clone(links));
                }
                let only = std::slice::from_ref(links);
                Links::join(only, &self.gone, &merged, columns).map(Arc::new)
            })
            .collect()
    }
}

/// Joins the youngest links so that each has at most half as many articles as the one before.
fn join_small(links: &mut Vec<Arc<Links>>, columns: &Columns) -> Result<(), ColumnsError> {
    while let [.., before, last] = links.as_slice() {
        if last.len() * 2 <= before.len() {
            break;
        }
        let joined = Links::join(
            &[before.clone(), last.clone()],
            &RowSet::new(),
            &[],
            columns,
        )?;
        links.truncate(links.len() - 2);
        links.push(Arc::new(joined));
    }
    Ok(())
}

/// Each actor once, with the sum of its mentions.
fn join_equal(actors: &mut Vec<(u32, u8)>) {
    let mut kept: Vec<(u32, u8)> = Vec::with_capacity(actors.len());
    for (no, count) in actors.drain(..) {
        match kept.iter_mut().find(|(known, _)| *known == no) {
            Some((_, known)) => *known = known.saturating_add(count),
            None => kept.push((no, count)),
        }
    }
    *actors = kept;
}
