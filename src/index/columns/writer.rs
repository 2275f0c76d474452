//! Takes articles as batches of them are committed, publishes states of the corpus, and saves them to a file.

use std::path::Path;
use std::sync::Arc;

use super::names::{KINDS, Kind, Numbers};
use super::part::Part;
use super::rows::RowsBuilder;
use super::{Columns, ColumnsError, Entry, RowSet};
use crate::model::ArticleNo;

/// The one who adds rows.
pub struct ColumnsWriter {
    published: Arc<Columns>,
    /// How many of the published parts lie in the file; those are joined with others only when it is written anew.
    saved: usize,
    alive: RowSet,
    numbers: Numbers,
    building: RowsBuilder,
    /// Parts that were closed because their text grew too long.
    closed: Vec<Arc<Part>>,
    /// Whether anything was added or removed since the last state was published.
    changed: bool,
}

impl Default for ColumnsWriter {
    fn default() -> Self {
        Self::new()
    }
}

impl ColumnsWriter {
    /// Starts with no articles.
    pub fn new() -> Self {
        Self::on(Arc::new(Columns::default()), 0)
    }

    /// Goes on from opened columns.
    pub fn from(columns: Arc<Columns>) -> Self {
        let saved = columns.parts.len();
        Self::on(columns, saved)
    }

    fn on(published: Arc<Columns>, saved: usize) -> Self {
        Self {
            saved,
            alive: published.alive.clone(),
            numbers: Numbers::load(&published),
            building: RowsBuilder::new(published.rows()),
            closed: Vec::new(),
            changed: false,
            published,
        }
    }

    /// The number that the next article has at least.
    pub fn next(&self) -> ArticleNo {
        ArticleNo(self.building.next())
    }

    /// Adds an article. Articles come in ascending order: one whose number was passed is not taken, and `false` returned.
    pub fn add(&mut self, no: ArticleNo, entry: &Entry<'_>) -> bool {
        if no.0 < self.building.next() || no.0 == u32::MAX {
            return false;
        }
        let mut values: [Vec<u32>; KINDS] = Default::default();
        let mut name = |kind: Kind, written: &str| {
            let value = self.numbers.of(kind, written, &mut self.building);
            let values = &mut values[kind as usize];
            if !values.contains(&value) {
                values.push(value);
            }
        };
        entry
            .sources
            .iter()
            .for_each(|source| name(Kind::Source, source));
        entry.lang.iter().for_each(|lang| name(Kind::Lang, lang));
        entry.tags.iter().for_each(|tag| name(Kind::Tag, tag));
        entry
            .authors
            .iter()
            .for_each(|author| name(Kind::Author, author));
        self.building.push(no, entry, &values);
        self.alive.insert(no.0);
        self.changed = true;
        if self.building.is_full() {
            // A part in memory cannot fail to be written.
            let _ = self.close();
        }
        true
    }

    /// Takes an article out.
    pub fn remove(&mut self, no: ArticleNo) {
        self.alive.remove(no.0);
        self.changed = true;
    }

    /// The last published state.
    pub fn published(&self) -> Arc<Columns> {
        Arc::clone(&self.published)
    }

    /// Rows that are not in the file yet.
    pub fn unsaved(&self) -> u32 {
        let saved = self.published.parts.get(..self.saved).unwrap_or(&[]);
        let end = saved.last().map_or(0, |part| part.end());
        self.building.next().saturating_sub(end)
    }

    /// Publishes what was added and removed since the last time.
    pub fn publish(&mut self) -> Result<Arc<Columns>, ColumnsError> {
        if !self.changed {
            return Ok(self.published());
        }
        self.close()?;
        let older = Arc::clone(&self.published);
        let from = older.rows();
        let mut parts = older.parts.clone();
        parts.append(&mut self.closed);
        self.join_small(&mut parts)?;
        let mut columns = Columns::of(parts, self.alive.clone(), older.order.clone(), older.stamp);
        let mut new: Vec<u32> = (from..columns.rows())
            .filter(|row| self.alive.contains(*row))
            .collect();
        columns.sort_newest(&mut new);
        columns.order = columns.merge_order(&older.order, &new);
        columns.count = columns.order.len();
        self.published = Arc::new(columns);
        self.changed = false;
        Ok(self.published())
    }

    /// Publishes, writes everything to `file` with the store's stamp, and goes on with what was written.
    pub fn save(&mut self, file: &Path, stamp: u64) -> Result<Arc<Columns>, ColumnsError> {
        let columns = self.publish()?;
        let parts: Vec<&Part> = columns.parts.iter().map(Arc::as_ref).collect();
        Part::save(&parts, &columns.order, columns.alive.words(), stamp, file).map_err(
            |error| ColumnsError::Io {
                path: file.to_owned(),
                error,
            },
        )?;
        self.published = Columns::open(file)?;
        self.saved = self.published.parts.len();
        Ok(self.published())
    }

    fn close(&mut self) -> Result<(), ColumnsError> {
        if self.building.is_empty() {
            return Ok(());
        }
        let next = RowsBuilder::new(self.building.next());
        let rows = std::mem::replace(&mut self.building, next);
        let sections = rows.finish().map_err(|error| ColumnsError::Io {
            path: "columns in memory".into(),
            error,
        })?;
        self.closed.push(Arc::new(Part::read(&sections)?));
        Ok(())
    }

    /// Joins the youngest parts so that each is at most half as long as the one before: few parts, each row copied rarely.
    fn join_small(&self, parts: &mut Vec<Arc<Part>>) -> Result<(), ColumnsError> {
        while let [.., before, last] = parts.as_slice() {
            let small = last.rows() * 2 > before.rows() && last.rows() + before.rows() < 4_000_000;
            if parts.len() - self.saved < 2 || !small {
                break;
            }
            let joined = Part::join(&[before, last])?;
            parts.truncate(parts.len() - 2);
            parts.push(Arc::new(joined));
        }
        Ok(())
    }
}
