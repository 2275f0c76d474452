//! From a query to what is searched for: conditions on words for the index library, all others as sets of articles.

use std::sync::Arc;

use tantivy::Term;
use tantivy::query::{
    Bm25Weight, BooleanQuery, BoostQuery, EmptyQuery, Occur, Query as TantivyQuery,
};
use tantivy::schema::Field;

use super::TextIndex;
use super::budget::{Budget, LOOK};
use super::error::IndexError;
use super::expand::{Expander, Expansion};
use super::filters::Filters;
use super::matched::MatchedQuery;
use super::names::Names;
use super::patterns::Pattern;
use super::schema::WHOLE;
use super::search::{Load, Pass};
use super::snapshot::Snapshot;
use super::stems::Language;
use super::word::{Form, WordsQuery};
use crate::index::RowSet;
use crate::model::{Leaf, NameField, Query, Scope};

/// A hit in the title counts as much as so many in the body.
pub(crate) const TITLE_WEIGHT: f32 = 2.5;
/// A form other than the typed one counts this much ...
const OTHER_FORM: f32 = 0.85;
/// ... and less where all forms together stand in more than so many times the articles that the typed one stands in: of a rare
/// word, what shares its stem mostly is another word.
const OFTEN: f32 = 8.0;
/// It never counts less than this of what it would.
const LEAST: f32 = 0.35;

/// A condition on words, as the index library takes it.
pub(crate) type Text = Box<dyn TantivyQuery>;

/// A query sorted into words and sets: an article is found if it matches `text` and stands in `rows`; a missing part holds always.
#[derive(Default)]
pub(crate) struct Plan {
    pub(crate) text: Option<Text>,
    pub(crate) rows: Option<RowSet>,
    /// Conditions on words that decide nothing but rank, where `text` is missing.
    pub(crate) rank: Vec<Text>,
}

/// Makes plans.
pub(crate) struct Planner<'p> {
    pub(crate) index: &'p TextIndex,
    pub(crate) snapshot: Arc<Snapshot>,
    pub(crate) filters: &'p dyn Filters,
    pub(crate) budget: &'p Budget,
    /// What the planned searches will look at.
    pub(crate) load: Load,
}

impl Planner<'_> {
    pub(crate) fn plan(&self, query: &Query) -> Result<Plan, IndexError> {
        if self.budget.cancel().is_cancelled() {
            return Err(IndexError::Cancelled);
        }
        match query {
            Query::All => Ok(Plan::default()),
            Query::Leaf(leaf) => self.leaf(leaf),
            Query::And(parts) => self.all_of(parts),
            Query::Or(parts) => self.any_of(parts),
            Query::Not(inner) => {
                let inner = self.plan(inner)?;
                let mut rows = self.snapshot.universe().clone();
                rows.and_not(&self.rows_of(inner)?);
                Ok(Plan::of_rows(rows))
            }
        }
    }

    fn all_of(&self, parts: &[Query]) -> Result<Plan, IndexError> {
        let mut whole = Plan::default();
        let mut found: Vec<Text> = Vec::new();
        let mut unwanted: Vec<Text> = Vec::new();
        for part in Query::once(parts) {
            let (part, wanted) = match part {
                Query::Not(inner) => (self.plan(inner)?, false),
                part => (self.plan(part)?, true),
            };
            match part {
                Plan {
                    text: Some(text),
                    rows: None,
                    ..
                } if !wanted => unwanted.push(text),
                part if !wanted => {
                    let mut rows = self.snapshot.universe().clone();
                    rows.and_not(&self.rows_of(part)?);
                    whole.narrow(rows);
                }
                Plan { text, rows, rank } => {
                    found.extend(text);
                    whole.rank.extend(rank);
                    if let Some(rows) = rows {
                        whole.narrow(rows);
                    }
                }
            }
        }
        if found.is_empty() {
            for text in unwanted {
                let mut rows = self.snapshot.universe().clone();
                rows.and_not(&self.rows_of(Plan::of_text(text))?);
                whole.narrow(rows);
            }
            return Ok(whole);
        }
        let found = joined(
            found,
            |_| true,
            |into, words| into.words.append(&mut words.words),
        );
        let must = found.into_iter().map(|text| (Occur::Must, text));
        let mut clauses: Vec<(Occur, Text)> = must.collect();
        clauses.extend(whole.rank.drain(..).map(|text| (Occur::Should, text)));
        clauses.extend(unwanted.into_iter().map(|text| (Occur::MustNot, text)));
        whole.text = Some(match clauses.len() {
            1 => clauses.remove(0).1,
            _ => Box::new(BooleanQuery::new(clauses)),
        });
        Ok(whole)
    }

    fn any_of(&self, parts: &[Query]) -> Result<Plan, IndexError> {
        let plans: Vec<Plan> = Query::once(parts)
            .map(|part| self.plan(part))
            .collect::<Result<_, _>>()?;
        if plans.iter().any(Plan::is_everything) {
            return Ok(Plan::default());
        }
        if plans
            .iter()
            .all(|plan| plan.text.is_some() && plan.rows.is_none())
        {
            return Ok(Plan::of_text(any(plans
                .into_iter()
                .filter_map(|plan| plan.text)
                .collect())));
        }
        let mut rows = RowSet::new();
        let mut rank = Vec::new();
        for plan in plans {
            rank.extend(plan.text.as_ref().map(|text| text.box_clone()));
            rank.extend(plan.rank.iter().map(|text| text.box_clone()));
            rows.or(&self.rows_of(plan)?);
        }
        Ok(Plan {
            text: None,
            rows: Some(rows),
            rank,
        })
    }

    /// The articles that a plan finds.
    fn rows_of(&self, plan: Plan) -> Result<RowSet, IndexError> {
        let Some(text) = plan.text else {
            return Ok(plan
                .rows
                .unwrap_or_else(|| self.snapshot.universe().clone()));
        };
        let pass = Pass {
            snapshot: &self.snapshot,
            is_heavy: self.load.is_heavy(),
            cancel: self.budget.cancel(),
        };
        let mut rows = pass.rows_of(text.as_ref())?;
        if let Some(filter) = &plan.rows {
            rows.and(filter);
        }
        Ok(rows)
    }

    fn leaf(&self, leaf: &Leaf) -> Result<Plan, IndexError> {
        let text = match leaf {
            Leaf::Word { scope, word, exact } => self.words(*scope, word, *exact)?,
            Leaf::Phrase { scope, text } => self.words(*scope, text, true)?,
            Leaf::Near {
                scope,
                words,
                distance,
            } => self.near(*scope, words, *distance)?,
            Leaf::Prefix { scope, start } => self.prefix(*scope, start)?,
            Leaf::Fuzzy {
                scope,
                word,
                distance,
            } => self.matched(*scope, Pattern::fuzzy(word, *distance)),
            // To make one ready may take longer than to search for it.
            Leaf::Regex { .. } if self.budget.is_spent() => Box::new(EmptyQuery),
            Leaf::Regex { scope, pattern } => {
                let pattern = self.budget.timed(|| Pattern::regex(pattern))?;
                self.matched(*scope, pattern)
            }
            Leaf::Name { field, value } => return self.name(*field, value),
            Leaf::Date { from, to, .. } => {
                return Ok(Plan::of_rows(self.filters.dates(*from, *to)));
            }
            Leaf::Is(mark) => return Ok(Plan::of_rows(self.filters.marked(*mark))),
        };
        Ok(Plan::of_text(text))
    }

    fn name(&self, field: NameField, value: &str) -> Result<Plan, IndexError> {
        let others = self.filters.named(field, value);
        let Some(at) = self.index.fields.of_name(field) else {
            return Ok(Plan::of_rows(others.unwrap_or_default()));
        };
        // The index has the words of names as they fold, and of a language tag its first part.
        let is_whole = field == NameField::Lang || value.starts_with(WHOLE);
        if let (Some(rows), true) = (&others, is_whole) {
            return Ok(Plan::of_rows(rows.clone()));
        }
        self.load.add_unknown();
        let names = Names {
            snapshot: &self.snapshot,
            budget: self.budget,
            at,
        };
        let own = names.find(field, value)?;
        match others {
            Some(mut rows) => {
                rows.or(&self.rows_of(Plan::of_text(own))?);
                Ok(Plan::of_rows(rows))
            }
            None => Ok(Plan::of_text(own)),
        }
    }

    pub(crate) fn fields(&self, scope: Scope) -> Vec<(Field, f32)> {
        let fields = &self.index.fields;
        match scope {
            Scope::Text => vec![(fields.title, TITLE_WEIGHT), (fields.body, 1.0)],
            Scope::Title => vec![(fields.title, TITLE_WEIGHT)],
        }
    }

    pub(crate) fn expander(&self) -> Expander<'_> {
        self.index.expander(&self.snapshot, self.budget)
    }

    /// How many documents have a form in a field; none once the search is to end.
    pub(crate) fn frequency(&self, field: Field, form: &str) -> Result<u64, IndexError> {
        let segments = self.snapshot.segments.len() as u64;
        match self.budget.take(LOOK * segments) {
            true => self.snapshot.frequency(field, form),
            false => Ok(0),
        }
    }

    /// Any form of a word.
    pub(crate) fn forms(&self, scope: Scope, expansion: &Expansion) -> Result<Text, IndexError> {
        let snapshot = &self.snapshot;
        let documents = snapshot.documents();
        let fields = self.fields(scope);
        // Of all that a word may be only a few stand in the index.
        let mut known: Vec<(Field, f32, usize, &str, Option<Language>)> = Vec::new();
        let mut frequency = 0;
        let mut typed = 0;
        let anywhere = expansion.anywhere.iter().map(|form| (form, None));
        let within = expansion
            .within
            .iter()
            .flat_map(|(language, forms)| forms.iter().map(|form| (form, Some(*language))));
        for (at, (form, only)) in anywhere.chain(within).enumerate() {
            let mut most = 0;
            for &(field, weight) in &fields {
                let found = self.frequency(field, form)?;
                if found > 0 {
                    known.push((field, weight, at, form, only));
                }
                most = most.max(found);
            }
            frequency += most;
            if at < expansion.typed {
                typed += most;
            }
            self.load.add(most);
        }
        let frequency = frequency.min(documents);
        let typed = match typed {
            0 => frequency,
            some => some.min(documents),
        };
        let fade = fade(typed, frequency);
        let mut forms = Vec::with_capacity(known.len());
        for (field, weight) in fields {
            let length = snapshot.mean_length(field)?;
            let worth = |frequency| {
                Bm25Weight::for_one_term_without_explain(frequency, documents.max(1), length)
            };
            let (own, other) = (worth(typed), worth(frequency));
            let here = known.iter().filter(|form| form.0 == field);
            forms.extend(here.map(|&(_, _, at, form, only)| Form {
                term: Term::from_field_text(field, form),
                worth: match at {
                    0 => own.boost_by(weight),
                    _ if at < expansion.typed => own.boost_by(weight * OTHER_FORM),
                    _ => other.boost_by(weight * OTHER_FORM * fade),
                },
                only,
            }));
        }
        Ok(Box::new(WordsQuery {
            words: vec![forms],
            snapshot: Arc::clone(snapshot),
            budget: self.budget.clone(),
        }))
    }

    pub(crate) fn matched(&self, scope: Scope, pattern: Pattern) -> Text {
        self.load.add_unknown();
        let found = self.fields(scope).into_iter().map(|(field, weight)| {
            let matched = MatchedQuery {
                field,
                pattern: pattern.clone(),
                budget: self.budget.clone(),
                snapshot: Arc::clone(&self.snapshot),
                folder: self.index.forms.clone(),
            };
            Box::new(BoostQuery::new(Box::new(matched), weight)) as Text
        });
        any(found.collect())
    }
}

/// What other forms of a word count where the typed one stands in `typed` articles, and all in so many.
fn fade(typed: u64, all: u64) -> f32 {
    let times = all as f32 / typed.max(1) as f32;
    (OFTEN / times).sqrt().clamp(LEAST, 1.0)
}

impl Plan {
    pub(crate) fn of_text(text: Text) -> Self {
        Self {
            text: Some(text),
            ..Self::default()
        }
    }

    pub(crate) fn of_rows(rows: RowSet) -> Self {
        Self {
            rows: Some(rows),
            ..Self::default()
        }
    }

    fn is_everything(&self) -> bool {
        self.text.is_none() && self.rows.is_none()
    }

    fn narrow(&mut self, rows: RowSet) {
        match &mut self.rows {
            Some(narrowed) => narrowed.and(&rows),
            None => self.rows = Some(rows),
        }
    }
}

/// Any of these; words among them are looked for together.
pub(crate) fn any(texts: Vec<Text>) -> Text {
    let is_word = |words: &WordsQuery| words.words.len() == 1;
    let mut texts = joined(texts, is_word, |into, words| {
        if let (Some(forms), Some(more)) = (into.words.first_mut(), words.words.pop()) {
            forms.extend(more);
        }
    });
    match texts.len() {
        0 => Box::new(EmptyQuery),
        1 => texts.remove(0),
        _ => Box::new(BooleanQuery::union(texts)),
    }
}

/// Some conditions, with those on words that fit together joined into one.
fn joined(
    texts: Vec<Text>,
    fits: impl Fn(&WordsQuery) -> bool,
    join: impl Fn(&mut WordsQuery, &mut WordsQuery),
) -> Vec<Text> {
    let mut joined: Option<Box<WordsQuery>> = None;
    let mut rest: Vec<Text> = Vec::new();
    for text in texts {
        match text.downcast::<WordsQuery>() {
            Err(other) => rest.push(other),
            Ok(words) if !fits(&words) => rest.push(words),
            Ok(mut words) => match &mut joined {
                Some(into) => join(into, &mut words),
                None => joined = Some(words),
            },
        }
    }
    rest.extend(joined.map(|words| words as Text));
    rest
}
