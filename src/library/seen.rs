//! What everyone sees at one moment: the columns of articles and actors, which never change once they are shown.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil;

use super::curated::Curation;
use crate::index::RowSet;
use crate::index::columns::actors::Actors;
use crate::index::columns::{Columns, Kind};
use crate::model::{ActorNo, ArticleNo, ArticleRow, Facet};

/// Values of a facet that are listed.
const FACET: usize = 12;
/// Years that are still counted by month.
const YEARS: usize = 2;

/// One state of the library.
#[derive(Clone, Default)]
pub(super) struct Seen {
    /// Grows with every state.
    pub generation: u64,
    /// The articles.
    pub columns: Arc<Columns>,
    /// The actors.
    pub actors: Arc<Actors>,
    /// What the reader has decided about them.
    pub curation: Arc<Curation>,
}

impl Seen {
    /// A row of a list, without the reader's marks.
    pub(super) fn row(&self, no: ArticleNo) -> Option<ArticleRow> {
        let row = self.columns.row(no)?;
        Some(ArticleRow {
            no: row.no.0,
            id: row.id.to_owned(),
            title: row.title.to_owned(),
            date: row.date,
            source: row.source.to_owned(),
            words: row.words,
            ..ArticleRow::default()
        })
    }

    /// The actor that goes by a name; of several, the one that most articles name.
    pub(super) fn actor_named(&self, name: &str) -> Option<ActorNo> {
        let named = self.actors.named(name);
        let exact = named.iter().find(|&&no| self.actors.name(no) == name);
        exact.or(named.first()).copied()
    }

    /// Counts of sources, actors, years or months, languages and tags over some articles; fields with one value or none say nothing and
    /// are left out.
    pub(super) fn facets(&self, set: &RowSet) -> Vec<Facet> {
        let names = |field, kind| Facet {
            field,
            values: self.columns.facet(kind, set, FACET),
        };
        let actors = self.actors.facet(set, &self.columns, FACET);
        let actors = actors
            .into_iter()
            .map(|(no, count)| (self.actors.name(no).to_owned(), count));
        let mut stretches = stretches(&self.columns.months(set));
        stretches.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| b.0.cmp(&a.0)));
        stretches.truncate(FACET);
        // Of times the order says more than the counts.
        stretches.sort_by(|a, b| b.0.cmp(&a.0));
        let facets = [
            names("source", Kind::Source),
            Facet {
                field: "actor",
                values: actors.collect(),
            },
            Facet {
                field: "date",
                values: stretches,
            },
            names("lang", Kind::Lang),
            names("tag", Kind::Tag),
        ];
        facets
            .into_iter()
            .filter(|facet| facet.values.len() > 1)
            .collect()
    }
}

/// Articles by year where they lie in more than [`YEARS`] of them, else by month.
fn stretches(months: &[(civil::Date, u32)]) -> Vec<(String, u32)> {
    let mut years: BTreeMap<i16, u32> = BTreeMap::new();
    for (day, count) in months {
        *years.entry(day.year()).or_default() += count;
    }
    if years.len() > YEARS {
        let years = years.into_iter();
        return years
            .map(|(year, count)| (format!("{year:04}"), count))
            .collect();
    }
    let months = months.iter();
    months
        .map(|(day, count)| (format!("{:04}-{:02}", day.year(), day.month()), *count))
        .collect()
}
