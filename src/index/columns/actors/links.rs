//! Which article names which actors, both ways round, for a set of articles.

use std::io;
use std::sync::Arc;

use tantivy::directory::OwnedBytes;

use crate::index::RowSet;
use crate::index::columns::Columns;
use crate::index::columns::bytes::{Array, Lists, U32s};
use crate::index::columns::rows::{ListsBuilder, UNDATED, put_all};
use crate::index::columns::sections::{ColumnsError, Memory, Sections, Sink};

const ARTICLES: u32 = 20;
const ACTORS: u32 = 21;
const COUNTS: u32 = 23;
const POSTINGS: u32 = 24;
const MENTIONS: u32 = 26;
const FIRST: u32 = 27;
const LAST: u32 = 28;
/// Stands for no article.
const NONE: u32 = u32::MAX;

/// The links of a set of articles.
#[derive(Clone)]
pub(super) struct Links {
    /// The articles, ascending.
    articles: U32s,
    /// The actors of each.
    actors: Lists,
    /// How often it mentions each.
    counts: OwnedBytes,
    /// The articles of each actor, ascending.
    postings: Lists,
    mentions: U32s,
    /// The first and the last dated article of each actor.
    first: U32s,
    last: U32s,
}

/// An article with its actors and their mentions.
pub(super) type Linked = (u32, Vec<(u32, u8)>);

impl Links {
    pub(super) fn read(sections: &Sections) -> Result<Self, ColumnsError> {
        let articles = U32s::new(sections.get(ARTICLES)?);
        let actors = sections.sized(ACTORS, (articles.len() + 1) * 4)?;
        let slots = sections.get(MENTIONS)?.len() / 4;
        let postings = sections.sized(POSTINGS, (slots + 1) * 4)?;
        let linked = sections.get(ACTORS + 1)?;
        Ok(Self {
            counts: sections.sized(COUNTS, linked.len() / 4)?,
            actors: Lists::new(actors, linked),
            articles,
            postings: Lists::new(postings, sections.get(POSTINGS + 1)?),
            mentions: Array::new(sections.sized(MENTIONS, slots * 4)?),
            first: Array::new(sections.sized(FIRST, slots * 4)?),
            last: Array::new(sections.sized(LAST, slots * 4)?),
        })
    }

    pub(super) fn write(&self, sink: &mut dyn Sink) -> io::Result<()> {
        Lists::join(&[&self.actors], ACTORS, sink)?;
        Lists::join(&[&self.postings], POSTINGS, sink)?;
        for (id, bytes) in [
            (ARTICLES, self.articles.raw().as_flattened()),
            (COUNTS, self.counts.as_slice()),
            (MENTIONS, self.mentions.raw().as_flattened()),
            (FIRST, self.first.raw().as_flattened()),
            (LAST, self.last.raw().as_flattened()),
        ] {
            sink.begin(id)?;
            sink.put(bytes)?;
        }
        Ok(())
    }

    /// The links of these articles, which come in ascending order.
    pub(super) fn of(linked: &[Linked], columns: &Columns) -> Result<Self, ColumnsError> {
        let mut builder = Builder::default();
        for (article, actors) in linked {
            builder.push(*article, actors.iter().copied());
        }
        builder.finish(columns)
    }

    /// The links of several, without the articles in `gone`, and with each actor in place of the one it is merged into:
    /// `merged` has pairs (actor, into), sorted.
    pub(super) fn join(
        parts: &[Arc<Self>],
        gone: &RowSet,
        merged: &[(u32, u32)],
        columns: &Columns,
    ) -> Result<Self, ColumnsError> {
        if let ([only], true, true) = (parts, gone.is_empty(), merged.is_empty()) {
            return Ok(Self::clone(only));
        }
        let mut rows: Vec<(u32, u32, u32)> = Vec::new();
        for (part, links) in (0u32..).zip(parts) {
            let articles = (0u32..).zip(links.articles.iter());
            let kept = articles.filter(|(_, article)| !gone.contains(*article));
            rows.extend(kept.map(|(row, article)| (article, part, row)));
        }
        // Each part is sorted, so this merges runs.
        rows.sort();
        let mut builder = Builder::default();
        for (article, part, row) in rows {
            let actors = parts[part as usize].actors(row as usize);
            if merged.is_empty() {
                builder.push(article, actors);
            } else {
                builder.push(article, renumbered(actors, merged).into_iter());
            }
        }
        builder.finish(columns)
    }

    /// How many articles are linked.
    pub(super) fn len(&self) -> usize {
        self.articles.len()
    }

    /// The number after the greatest actor.
    pub(super) fn slots(&self) -> usize {
        self.mentions.len()
    }

    pub(super) fn articles(&self) -> &U32s {
        &self.articles
    }

    /// The row of an article.
    pub(super) fn row(&self, article: u32) -> Option<usize> {
        let raw = self.articles.raw();
        raw.binary_search_by_key(&article, |raw| u32::from_le_bytes(*raw))
            .ok()
    }

    /// The rows of some articles, which come in ascending order; articles that have none are left out.
    pub(super) fn rows(&self, ascending: impl Iterator<Item = u32>) -> impl Iterator<Item = usize> {
        let raw = self.articles.raw();
        let mut next = 0;
        ascending.filter_map(move |article| {
            let rest = raw.get(next..)?;
            let first = u32::from_le_bytes(*rest.first()?);
            // No number stands twice, so a row is at most as far away as its article; where none is missing, just as far.
            let farthest = (article.checked_sub(first)? as usize).min(rest.len() - 1);
            let found = match u32::from_le_bytes(rest[farthest]) == article {
                true => Ok(farthest),
                false => {
                    rest[..farthest].binary_search_by_key(&article, |raw| u32::from_le_bytes(*raw))
                }
            };
            next += found.unwrap_or_else(|before| before);
            found.ok().map(|_| next)
        })
    }

    /// The actors of a row, with their mentions.
    #[inline]
    pub(super) fn actors(&self, row: usize) -> impl Iterator<Item = (u32, u8)> + '_ {
        let counts = self.counts.get(self.actors.span(row)).unwrap_or(&[]);
        self.actors.get(row).zip(counts.iter().copied())
    }

    /// The actors of a row.
    #[inline]
    pub(super) fn actor_numbers(&self, row: usize) -> impl Iterator<Item = u32> + '_ {
        self.actors.get(row)
    }

    /// The articles of an actor, ascending.
    pub(super) fn postings(&self, no: u32) -> impl ExactSizeIterator<Item = u32> + Clone + '_ {
        self.postings.get(no as usize)
    }

    pub(super) fn article_count(&self, no: u32) -> u32 {
        self.postings.span(no as usize).len() as u32
    }

    pub(super) fn mention_count(&self, no: u32) -> u32 {
        self.mentions.get(no as usize)
    }

    /// The first and the last dated article of an actor.
    pub(super) fn ends(&self, no: u32) -> Option<(u32, u32)> {
        if no as usize >= self.slots() {
            return None;
        }
        let (first, last) = (self.first.get(no as usize), self.last.get(no as usize));
        (first != NONE).then_some((first, last))
    }
}

/// The actors of an article after a merge, each once.
fn renumbered(actors: impl Iterator<Item = (u32, u8)>, merged: &[(u32, u32)]) -> Vec<(u32, u8)> {
    let mut kept: Vec<(u32, u8)> = Vec::new();
    for (no, count) in actors {
        let at = merged.binary_search_by_key(&no, |(from, _)| *from);
        let no = at.map_or(no, |at| merged[at].1);
        match kept.iter_mut().find(|(known, _)| *known == no) {
            Some((_, known)) => *known = known.saturating_add(count),
            None => kept.push((no, count)),
        }
    }
    kept
}

#[derive(Default)]
struct Builder {
    articles: Vec<u32>,
    offsets: Vec<u32>,
    actors: Vec<u32>,
    counts: Vec<u8>,
}

impl Builder {
    fn push(&mut self, article: u32, actors: impl Iterator<Item = (u32, u8)>) {
        self.articles.push(article);
        self.offsets.push(self.actors.len() as u32);
        for (no, count) in actors {
            self.actors.push(no);
            self.counts.push(count);
        }
    }

    fn finish(mut self, columns: &Columns) -> Result<Links, ColumnsError> {
        self.offsets.push(self.actors.len() as u32);
        let slots = self.actors.iter().max().map_or(0, |no| *no as usize + 1);
        let mut starts = vec![0u32; slots + 1];
        self.actors
            .iter()
            .for_each(|no| starts[*no as usize + 1] += 1);
        for at in 1..starts.len() {
            starts[at] += starts[at - 1];
        }
        let mut next = starts.clone();
        let mut postings = vec![0u32; self.actors.len()];
        let mut mentions = vec![0u32; slots];
        let mut ends = vec![(NONE, i64::MAX, NONE, i64::MIN); slots];
        for (row, &article) in self.articles.iter().enumerate() {
            let span = self.offsets[row] as usize..self.offsets[row + 1] as usize;
            let date = Some(columns.seconds(article)).filter(|date| *date != UNDATED);
            for at in span {
                let no = self.actors[at] as usize;
                postings[next[no] as usize] = article;
                next[no] += 1;
                mentions[no] = mentions[no].saturating_add(u32::from(self.counts[at]));
                let (first, earliest, last, latest) = &mut ends[no];
                if let Some(date) = date {
                    if date < *earliest || *first == NONE {
                        (*first, *earliest) = (article, date);
                    }
                    if date >= *latest {
                        (*last, *latest) = (article, date);
                    }
                }
            }
        }
        let mut sink = Memory::default();
        let write = |sink: &mut Memory| {
            put_all(
                sink,
                ARTICLES,
                self.articles.iter().map(|v| v.to_le_bytes()),
            )?;
            ListsBuilder::of(self.offsets, self.actors).write(ACTORS, sink)?;
            put_all(sink, COUNTS, self.counts.iter().map(|v| [*v]))?;
            ListsBuilder::of(starts, postings).write(POSTINGS, sink)?;
            put_all(sink, MENTIONS, mentions.iter().map(|v| v.to_le_bytes()))?;
            put_all(sink, FIRST, ends.iter().map(|v| v.0.to_le_bytes()))?;
            put_all(sink, LAST, ends.iter().map(|v| v.2.to_le_bytes()))
        };
        write(&mut sink).map_err(|error| ColumnsError::Io {
            path: "links in memory".into(),
            error,
        })?;
        Links::read(&sink.finish(slots as u32, 0))
    }
}
