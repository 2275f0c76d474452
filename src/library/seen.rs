//! What everyone sees at one moment: the columns of articles and actors, which never change once they are shown.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil;

use super::curated::Curated;
use crate::index::RowSet;
use crate::index::columns::actors::Actors;
use crate::index::columns::{Columns, Kind};
use crate::model::{ActorKind, ActorNo, ArticleNo, ArticleRow, Facet, NameField};

/// Values of a facet that are listed.
const FACET: usize = 12;
/// How many times the articles of one that has nothing but a family name its bearer has at least.
const DOMINANT: u32 = 3;
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
    pub curation: Arc<Curated>,
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

    /// The actor that goes by a name; of several, the one whose own it is, else the one that most articles name. A kind in
    /// brackets behind the name asks for the one whose own name it is, as [`Seen::handle`] gives it.
    pub(super) fn actor_named(&self, name: &str) -> Option<ActorNo> {
        let named = self.actors.named(name);
        let exact = named.iter().find(|&&no| self.actors.name(no) == name);
        match (exact, named.first()) {
            (Some(&exact), Some(&most)) if self.outdoes(most, exact) => Some(most),
            (Some(&found), _) | (None, Some(&found)) => Some(found),
            (None, None) => self.of_kind(name),
        }
    }

    /// The actors that a query asks for: all that go by a name; behind `=` those whose own it is.
    pub(super) fn actors_asked_for(&self, value: &str) -> Vec<ActorNo> {
        let Some(name) = value.strip_prefix(NameField::WHOLE) else {
            return self.actors.named(value);
        };
        let mut own = self.actors.named(name);
        own.retain(|no| self.actors.name(*no) == name);
        if own.is_empty() {
            own.extend(self.actor_named(name));
        }
        own
    }

    /// Whom a family name means that no article leaves alone: the bearer that most articles name.
    pub(super) fn bearer(&self, name: &str) -> Option<ActorNo> {
        self.actors.of_family(name).first().copied()
    }

    /// Whether whom most articles mean by a name is not the one that has nothing else: "Putin" is Vladimir Putin, though
    /// some article leaves open which one it means.
    fn outdoes(&self, most: ActorNo, exact: ActorNo) -> bool {
        let people = [most, exact].map(|no| self.actors.kind(no) == ActorKind::Person);
        let articles = |no| self.actors.stats(no, &self.columns).articles;
        people == [true, true]
            && !self.actors.name(exact).contains(' ')
            && articles(most) >= articles(exact).saturating_mul(DOMINANT)
    }

    fn of_kind(&self, name: &str) -> Option<ActorNo> {
        let (name, kind) = name.strip_suffix(')')?.rsplit_once(" (")?;
        let kind = ActorKind::parse(kind)?;
        let mut named = self.actors.named(name);
        named.retain(|no| self.actors.kind(*no) == kind);
        let exact = named.iter().find(|&&no| self.actors.name(no) == name);
        exact.or(named.first()).copied()
    }

    /// The name by which an actor is found: its own, with its kind where that leads to another.
    pub(super) fn handle(&self, no: ActorNo) -> String {
        let name = self.actors.name(no);
        match self.actor_named(name) {
            Some(found) if found != no => self.by_kind(no),
            _ => name.to_owned(),
        }
    }

    /// The name by which a search finds an actor alone: its own, with its kind where others go by it, too.
    pub(super) fn queried(&self, no: ActorNo) -> String {
        let name = self.actors.name(no);
        match self.actors.named(name).as_slice() {
            [only] if *only == no => name.to_owned(),
            _ => self.by_kind(no),
        }
    }

    fn by_kind(&self, no: ActorNo) -> String {
        format!("{} ({})", self.actors.name(no), self.actors.kind(no).word())
    }

    /// Counts of sources, actors, years or months, languages and tags over some articles; fields with one value or none say nothing and
    /// are left out.
    pub(super) fn facets(&self, set: &RowSet) -> Vec<Facet> {
        let names = |field, kind| Facet {
            field,
            values: self.columns.facet(kind, set, FACET),
        };
        let actors = self.actors.facet(set, &self.columns, FACET);
        let is_alone = |no: ActorNo| {
            let name = self.actors.name(no);
            let same = actors
                .iter()
                .filter(|(other, _)| self.actors.name(*other) == name);
            same.count() == 1
        };
        // Two of one name are told apart by what they are, here and in the query that is made of it.
        let shown = |no: ActorNo| match is_alone(no) {
            true => self.actors.name(no).to_owned(),
            false => self.by_kind(no),
        };
        let actors: Vec<(String, u32)> = actors
            .iter()
            .map(|&(no, count)| (shown(no), count))
            .collect();
        let mut stretches = stretches(&self.columns.months(set));
        stretches.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| b.0.cmp(&a.0)));
        stretches.truncate(FACET);
        // Of times the order says more than the counts.
        stretches.sort_by(|a, b| b.0.cmp(&a.0));
        let facets = [
            names("source", Kind::Source),
            Facet {
                field: "actor",
                values: actors,
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
