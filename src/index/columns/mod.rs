//! Columns: flat arrays by article number, for lists, filters, facets and actor pages without a database.
//!
//! A [`Columns`] is one state of the corpus and never changes; a [`ColumnsWriter`] takes articles and publishes the next
//! state, which shares all older rows. [`TitleFilter`] is the live fuzzy filter. [`actors`] holds the same for actors.
//! Everything here is derived: what is damaged, missing or older is rebuilt from the store.
//!
//! Arrays are indexed by [`ArticleNo`]; numbers that were never given or are gone are masked by a set of living rows.

pub mod actors;
mod best;
mod bytes;
mod card;
mod dates;
mod facets;
mod filter;
mod letters;
mod names;
mod narrow;
mod order;
mod part;
mod rows;
mod sections;
#[cfg(test)]
mod tests;
mod words;
mod writer;

use std::path::Path;
use std::sync::Arc;

pub use filter::{Matches, TitleFilter};
pub use names::Kind;
pub use narrow::Cancelled;
pub use rows::Entry;
pub use sections::ColumnsError;
pub use writer::ColumnsWriter;

use bytes::{Array, U32s};
use card::First;
use facets::Totals;
use part::Part;
use sections::Sections;

use super::RowSet;
use crate::model::{ArticleNo, Date};

/// One state of the corpus.
pub struct Columns {
    /// Runs of rows, each starting where the one before ends.
    parts: Vec<Arc<Part>>,
    alive: RowSet,
    count: usize,
    /// The living rows, newest first, undated last, equal dates by number.
    order: U32s,
    stamp: u64,
    totals: Totals,
}

/// What a list shows of one article.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Row<'a> {
    /// Its number.
    pub no: ArticleNo,
    /// Its id.
    pub id: &'a str,
    /// Its headline, or what stands in its place.
    pub title: &'a str,
    /// When it was published.
    pub date: Option<Date>,
    /// The first source; empty where there is none.
    pub source: &'a str,
    /// The language; empty where it is not known.
    pub lang: &'a str,
    /// Words in the body.
    pub words: u32,
}

impl Default for Columns {
    fn default() -> Self {
        Self::of(Vec::new(), RowSet::new(), U32s::from_values(&[]), 0)
    }
}

impl Columns {
    /// Opens the columns in `file`. Its header is checked, its rows are not read: see [`Columns::verify`].
    pub fn open(file: &Path) -> Result<Arc<Self>, ColumnsError> {
        let sections = Sections::open(file)?;
        let part = Part::read(&sections)?;
        let alive = Array::<8>::new(sections.get(rows::ALIVE)?);
        let mut alive =
            RowSet::from_words(alive.raw().iter().map(|w| u64::from_le_bytes(*w)).collect());
        alive.cut(part.end());
        let order = Array::new(sections.get(rows::ORDER)?);
        if order.len() != alive.len() {
            return Err(sections.damaged("the order does not fit the rows"));
        }
        let stamp = sections.head.stamp;
        Ok(Arc::new(Self::of(
            vec![Arc::new(part)],
            alive,
            order,
            stamp,
        )))
    }

    /// Reads the whole file and compares it with its checksum.
    pub fn verify(file: &Path) -> Result<(), ColumnsError> {
        Sections::open(file)?.verify()
    }

    fn of(parts: Vec<Arc<Part>>, alive: RowSet, order: U32s, stamp: u64) -> Self {
        Self {
            count: order.len(),
            parts,
            alive,
            order,
            stamp,
            totals: Totals::default(),
        }
    }

    /// The stamp that was saved with the file; 0 for columns that were not opened from one.
    pub fn stamp(&self) -> u64 {
        self.stamp
    }

    /// How many articles there are.
    pub fn len(&self) -> usize {
        self.count
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// The number after the greatest that was ever added: the length of every array.
    pub fn rows(&self) -> u32 {
        self.parts.last().map_or(0, |part| part.end())
    }

    /// The articles there are.
    pub fn alive(&self) -> &RowSet {
        &self.alive
    }

    /// Whether there is an article of this number.
    pub fn contains(&self, no: ArticleNo) -> bool {
        self.alive.contains(no.0)
    }

    /// What a list shows of an article.
    pub fn row(&self, no: ArticleNo) -> Option<Row<'_>> {
        let (part, row) = self.place(no.0).filter(|_| self.contains(no))?;
        let card = part.card(row);
        let name = |kind, first| {
            let value = match first {
                First::None => None,
                First::Is(value) => Some(value),
                First::InList => part.lists(kind).get(row).next(),
            };
            value.map_or("", |value| self.name(kind, value))
        };
        Some(Row {
            no,
            id: part.id(row),
            title: part.title(row),
            date: part.date(row),
            source: name(Kind::Source, card.source),
            lang: name(Kind::Lang, card.lang),
            words: card.words,
        })
    }

    /// When an article was published.
    pub fn date(&self, no: ArticleNo) -> Option<Date> {
        let (part, row) = self.place(no.0)?;
        part.date(row)
    }

    /// The names of a kind that an article carries, in its order.
    pub fn names_of(&self, no: ArticleNo, kind: Kind) -> Vec<&str> {
        let Some((part, row)) = self.place(no.0) else {
            return Vec::new();
        };
        let values = part.lists(kind).get(row);
        values.map(|value| self.name(kind, value)).collect()
    }

    /// The part and the row in it of a number.
    #[inline]
    fn place(&self, no: u32) -> Option<(&Part, usize)> {
        let at = self.parts.partition_point(|part| part.end() <= no);
        let part = self.parts.get(at)?;
        no.checked_sub(part.first())
            .map(|row| (part.as_ref(), row as usize))
    }

    /// The sort key of a number: seconds; the least there is where it has no date.
    #[inline]
    fn seconds(&self, no: u32) -> i64 {
        self.place(no)
            .map_or(rows::UNDATED, |(part, row)| part.seconds(row))
    }
}
