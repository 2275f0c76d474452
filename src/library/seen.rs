//! What everyone sees at one moment: the columns of articles and actors, which never change once they are shown.

use std::sync::Arc;

use super::curated::Curation;
use crate::index::RowSet;
use crate::index::columns::actors::Actors;
use crate::index::columns::{Columns, Kind};
use crate::model::{ActorNo, ArticleNo, ArticleRow, Facet};

/// Values of a facet that are listed.
const FACET: usize = 12;

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

    /// Counts of sources, actors, months, languages and tags over some articles; fields with one value or none say nothing and
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
        let mut months: Vec<(String, u32)> = self
            .columns
            .months(set)
            .into_iter()
            .map(|(day, count)| (format!("{:04}-{:02}", day.year(), day.month()), count))
            .collect();
        months.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| b.0.cmp(&a.0)));
        months.truncate(FACET);
        let facets = [
            names("source", Kind::Source),
            Facet {
                field: "actor",
                values: actors.collect(),
            },
            Facet {
                field: "date",
                values: months,
            },
            names("lang", Kind::Lang),
            names("tag", Kind::Tag),
        ];
        facets
            .into_iter()
            .filter(|facet| !facet.values.is_empty())
            .collect()
    }
}
