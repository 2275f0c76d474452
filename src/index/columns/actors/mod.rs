//! Columns of actors: their names, the articles that name each, and the actors each article names.
//!
//! An [`Actors`] is one state and never changes; an [`ActorsWriter`] takes actors and recognised articles and publishes the
//! next state. Dates are those of the articles, so most questions take the [`Columns`] of the same corpus too.

mod co;
mod facet;
mod filter;
mod links;
mod lists;
mod names;
#[cfg(test)]
mod tests;
mod writer;

use std::cmp::Reverse;
use std::path::Path;
use std::sync::{Arc, OnceLock};

pub use co::Met;
pub use filter::{ActorFilter, ActorMatches, FoundActor, worth};
pub use writer::ActorsWriter;

use super::bytes::{Array, U32s};
use super::sections::{FileSink, Sections, Sink};
use super::{Columns, ColumnsError};
use crate::index::RowSet;
use crate::model::{ActorKind, ActorNo, ArticleNo, Date};
use crate::text::fold::{alternates, fold};
use links::Links;
use names::Names;

const POPULAR: u32 = 60;

/// One state of the actors.
pub struct Actors {
    names: Arc<Names>,
    /// Each article is in one of them.
    links: Vec<Arc<Links>>,
    /// The actors, most articles first.
    popular: U32s,
    stamp: u64,
    lists: [OnceLock<Vec<u32>>; 4],
}

/// Figures of one actor.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct ActorStats {
    /// Articles that name it.
    pub articles: u32,
    /// Mentions in all.
    pub mentions: u32,
    /// The first dated article that names it.
    pub first: Option<ArticleNo>,
    /// The last dated article that names it.
    pub last: Option<ArticleNo>,
}

/// The first letters of a name, which sort as it does: most names are told apart without a look at the rest.
fn beginning(name: &str) -> u64 {
    let mut first = [0; 8];
    let length = name.len().min(first.len());
    first[..length].copy_from_slice(&name.as_bytes()[..length]);
    u64::from_be_bytes(first)
}

impl Default for Actors {
    fn default() -> Self {
        Self {
            names: Arc::default(),
            links: Vec::new(),
            popular: U32s::from_values(&[]),
            stamp: 0,
            lists: Default::default(),
        }
    }
}

impl Actors {
    /// Opens the actors in `file`. Its header is checked, its rows are not read: see [`Columns::verify`], which serves here too.
    pub fn open(file: &Path) -> Result<Arc<Self>, ColumnsError> {
        let sections = Sections::open(file)?;
        Ok(Arc::new(Self {
            names: Arc::new(Names::read(&sections)?),
            links: vec![Arc::new(Links::read(&sections)?)],
            popular: Array::new(sections.get(POPULAR)?),
            stamp: sections.head.stamp,
            lists: Default::default(),
        }))
    }

    fn save(&self, columns: &Columns, file: &Path, stamp: u64) -> Result<(), ColumnsError> {
        let links = Links::join(&self.links, &RowSet::new(), &[], columns)?;
        let write = || {
            let mut sink = FileSink::create(file)?;
            self.names.write(&mut sink)?;
            links.write(&mut sink)?;
            sink.begin(POPULAR)?;
            sink.put(self.popular.raw().as_flattened())?;
            sink.finish(stamp, self.names.slots() as u32, 0)
        };
        write().map_err(|error| ColumnsError::Io {
            path: file.to_owned(),
            error,
        })
    }

    /// The stamp that was saved with the file; 0 for actors that were not opened from one.
    pub fn stamp(&self) -> u64 {
        self.stamp
    }

    /// How many actors there are.
    pub fn len(&self) -> usize {
        self.popular.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Whether there is an actor of this number.
    pub fn contains(&self, no: ActorNo) -> bool {
        self.names.kind(no.0).is_some()
    }

    /// The name of an actor; empty where there is none.
    pub fn name(&self, no: ActorNo) -> &str {
        self.names.name(no.0)
    }

    /// The kind of an actor.
    pub fn kind(&self, no: ActorNo) -> ActorKind {
        self.names.kind(no.0).unwrap_or_default()
    }

    /// Every name of an actor, its own first.
    pub fn all_names(&self, no: ActorNo) -> Vec<&str> {
        self.names.all(no.0).collect()
    }

    /// The other names of an actor.
    pub fn aliases(&self, no: ActorNo) -> Vec<&str> {
        self.names.all(no.0).skip(1).collect()
    }

    /// The actors that go by a name, whatever its case, accents and script, most articles first; `*` at the end takes every
    /// name that starts so.
    pub fn named(&self, name: &str) -> Vec<ActorNo> {
        let find = |folded: &str| match folded.strip_suffix('*') {
            Some(start) => self.names.starting(start),
            None => self.names.equal(folded),
        };
        let folded = fold(name.trim());
        let mut found = find(&folded);
        // "Güneş" is typed `gunes`, and "Gunes" `güneş`.
        if found.is_empty() {
            found.extend(alternates(name.trim()).iter().flat_map(|name| find(name)));
        }
        if found.is_empty() {
            found = self.names.spelt_otherwise(&folded);
        }
        found.sort_unstable();
        found.dedup();
        self.numbers_of(found)
    }

    /// The people with a name that ends with this word: whom a family name alone may mean, most articles first.
    pub fn of_family(&self, word: &str) -> Vec<ActorNo> {
        let word = fold(word.trim());
        if word.is_empty() || word.contains(' ') {
            return Vec::new();
        }
        let mut found = self.names.ending(&word);
        found.retain(|no| self.kind(ActorNo(*no)) == ActorKind::Person);
        found.sort_unstable();
        found.dedup();
        self.numbers_of(found)
    }

    fn numbers_of(&self, found: Vec<u32>) -> Vec<ActorNo> {
        let found = self.most_first(found);
        found.into_iter().map(ActorNo).collect()
    }

    /// Actors in order of their articles, most first; of as many by name and kind, so that it does not show who came in first.
    fn most_first(&self, actors: impl IntoIterator<Item = u32>) -> Vec<u32> {
        let sorted_by = |no| {
            (
                Reverse(self.article_count(no)),
                beginning(self.names.name(no)),
            )
        };
        let mut sorted: Vec<_> = actors.into_iter().map(|no| (sorted_by(no), no)).collect();
        sorted.sort_unstable_by(|(a, one), (b, other)| {
            let exactly = |no: u32| (self.names.name(no), self.names.kind(no), no);
            a.cmp(b).then_with(|| exactly(*one).cmp(&exactly(*other)))
        });
        sorted.into_iter().map(|(_, no)| no).collect()
    }

    /// Articles that name an actor.
    fn article_count(&self, no: u32) -> u32 {
        self.links.iter().map(|links| links.article_count(no)).sum()
    }

    fn mention_count(&self, no: u32) -> u32 {
        let mentions = self.links.iter().map(|links| links.mention_count(no));
        mentions.fold(0, u32::saturating_add)
    }

    /// The figures of an actor.
    pub fn stats(&self, no: ActorNo, columns: &Columns) -> ActorStats {
        let ends = self.links.iter().filter_map(|links| links.ends(no.0));
        let key = |article: &u32| (columns.seconds(*article), *article);
        let (mut first, mut last) = (None, None);
        for (start, end) in ends {
            first = first.into_iter().chain([start]).min_by_key(key);
            last = last.into_iter().chain([end]).max_by_key(key);
        }
        ActorStats {
            articles: self.article_count(no.0),
            mentions: self.mention_count(no.0),
            first: first.map(ArticleNo),
            last: last.map(ArticleNo),
        }
    }

    /// The date of the first and of the last article that names an actor.
    pub fn dates(&self, no: ActorNo, columns: &Columns) -> (Option<Date>, Option<Date>) {
        let stats = self.stats(no, columns);
        let date = |article: Option<ArticleNo>| article.and_then(|no| columns.date(no));
        (date(stats.first), date(stats.last))
    }

    /// The articles that name an actor.
    pub fn articles(&self, no: ActorNo) -> RowSet {
        let mut found = RowSet::new();
        for links in &self.links {
            links
                .postings(no.0)
                .for_each(|article| found.insert(article));
        }
        found
    }

    /// The articles that name any of these actors.
    pub fn articles_of_any(&self, actors: &[ActorNo]) -> RowSet {
        let mut found = RowSet::new();
        for no in actors {
            for links in &self.links {
                links
                    .postings(no.0)
                    .for_each(|article| found.insert(article));
            }
        }
        found
    }

    /// The articles that name both.
    pub fn shared(&self, one: ActorNo, other: ActorNo) -> RowSet {
        let mut both = self.articles(one);
        both.and(&self.articles(other));
        both
    }

    /// The articles whose actors are known.
    pub fn recognised(&self) -> usize {
        self.links.iter().map(|links| links.len()).sum()
    }

    /// The actors that an article names, with their mentions, as they were given; `None` when nobody has looked yet.
    pub fn of_article(&self, article: ArticleNo) -> Option<Vec<(ActorNo, u8)>> {
        let found = self.links.iter().find_map(|links| {
            let row = links.row(article.0)?;
            Some(links.actors(row))
        })?;
        Some(found.map(|(no, count)| (ActorNo(no), count)).collect())
    }

    /// Articles that name an actor, in `buckets` equal stretches of the months of the corpus, oldest first.
    pub fn spark(&self, no: ActorNo, columns: &Columns, buckets: usize) -> Vec<u32> {
        let mut spark = vec![0u32; buckets];
        let Some((first, last)) = columns.month_span() else {
            return spark;
        };
        let months = usize::from(last - first) + 1;
        for links in &self.links {
            for article in links.postings(no.0) {
                let month = columns.month(article);
                if month >= first
                    && let Some(bucket) =
                        spark.get_mut(usize::from(month - first) * buckets / months)
                {
                    *bucket += 1;
                }
            }
        }
        spark
    }
}
