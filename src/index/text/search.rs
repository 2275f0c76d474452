//! Running a plan: one pass over the segments on all threads gives the best articles, all articles and their count.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use rayon::prelude::*;
use tantivy::query::{EnableScoring, Query as TantivyQuery, Weight};
use tantivy::{DocId, Score, SegmentReader};

use super::TextIndex;
use super::error::{IndexError, guarded};
use super::filters::Filters;
use super::patterns::Budget;
use super::plan::{Plan, Planner, any};
use super::schema::DAY_ZERO;
use super::snapshot::{Segment, Snapshot};
use crate::index::RowSet;
use crate::model::{ArticleNo, Query};
use crate::text::Cancel;

/// The newest articles count this much more than the oldest ...
const RECENCY: f32 = 0.2;
/// ... and half of that after so many days.
const RECENCY_DAYS: f32 = 365.0;

/// How to search.
#[derive(Clone, Copy, Debug, Default)]
pub struct SearchOptions {
    /// How many of the best articles are wanted, in order; 0 when the order comes from elsewhere, which is faster.
    pub best: usize,
    /// Today as days since 1970-01-01, for the small advantage of recent articles; `None` gives none.
    pub today: Option<i64>,
}

/// What a search found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Hits {
    /// The best articles with their scores, best first.
    pub best: Vec<(ArticleNo, f32)>,
    /// Every article found.
    pub all: RowSet,
    /// How many there are, exactly.
    pub count: usize,
    /// A pattern matched too much to be followed to its end: there may be more.
    pub cut_short: bool,
}

impl TextIndex {
    /// Finds the articles that a query asks for.
    ///
    /// Ranking is BM25 over all forms of a word together; a hit in the title counts 2.5 times, a form other than the typed one 0.85
    /// times; recent articles count up to a fifth more, half of that after a year.
    ///
    /// # Errors
    /// [`IndexError::Query`] for a regular expression that cannot be used, [`IndexError::Cancelled`], [`IndexError::Rebuild`].
    pub fn search(
        &self,
        query: &Query,
        filters: &dyn Filters,
        options: SearchOptions,
        cancel: &Cancel,
    ) -> Result<Hits, IndexError> {
        guarded(|| {
            let snapshot = self.snapshot();
            let budget = Budget::new(cancel);
            let planner = Planner {
                index: self,
                snapshot: std::sync::Arc::clone(&snapshot),
                filters,
                budget: budget.clone(),
                cancel,
            };
            let plan = planner.plan(query)?;
            let mut hits = run(&snapshot, plan, options, cancel)?;
            hits.cut_short = budget.is_spent();
            Ok(hits)
        })
    }
}

pub(crate) fn run(
    snapshot: &Snapshot,
    plan: Plan,
    options: SearchOptions,
    cancel: &Cancel,
) -> Result<Hits, IndexError> {
    let Plan { text, rows, rank } = plan;
    if let Some(text) = text {
        return pass(snapshot, text.as_ref(), rows.as_ref(), options, cancel);
    }
    let mut all = rows.unwrap_or_else(|| snapshot.universe().clone());
    all.and(snapshot.universe());
    let mut best = Vec::new();
    if options.best > 0 && !rank.is_empty() {
        best = pass(snapshot, any(rank).as_ref(), Some(&all), options, cancel)?.best;
    }
    if best.len() < options.best {
        // Articles that no word ranks follow, newest number first.
        let ranked: RowSet = best.iter().map(|(no, _)| no.0).collect();
        let mut rest = all.clone();
        rest.and_not(&ranked);
        let wanted = options.best - best.len();
        let mut last: Vec<u32> = rest.iter().collect();
        last.reverse();
        best.extend(last.into_iter().take(wanted).map(|no| (ArticleNo(no), 0.0)));
    }
    Ok(Hits {
        count: all.len(),
        all,
        best,
        cut_short: false,
    })
}

/// The articles that match, without ranking.
pub(crate) fn rows_of(
    snapshot: &Snapshot,
    text: &dyn TantivyQuery,
    cancel: &Cancel,
) -> Result<RowSet, IndexError> {
    Ok(pass(snapshot, text, None, SearchOptions::default(), cancel)?.all)
}

fn pass(
    snapshot: &Snapshot,
    text: &dyn TantivyQuery,
    filter: Option<&RowSet>,
    options: SearchOptions,
    cancel: &Cancel,
) -> Result<Hits, IndexError> {
    let scoring = if options.best > 0 {
        EnableScoring::enabled_from_searcher(&snapshot.searcher)
    } else {
        EnableScoring::disabled_from_searcher(&snapshot.searcher)
    };
    let weight = text.weight(scoring)?;
    let parts: Vec<(&Segment, &SegmentReader)> = snapshot.parts().collect();
    let found: Vec<Found> = parts
        .into_par_iter()
        .map(|(segment, reader)| {
            let mut found = Found::new(segment, reader, filter, options, cancel);
            found.collect(weight.as_ref())?;
            Ok(found)
        })
        .collect::<Result<_, IndexError>>()?;
    if cancel.is_cancelled() {
        return Err(IndexError::Cancelled);
    }
    let mut hits = Hits::default();
    for mut part in found {
        hits.count += part.count;
        hits.all.or(&part.rows);
        hits.best.extend(
            part.best
                .drain()
                .map(|Reverse(ranked)| (ArticleNo(ranked.no), ranked.score)),
        );
    }
    hits.best
        .sort_unstable_by(|a, b| b.1.total_cmp(&a.1).then(b.0.cmp(&a.0)));
    hits.best.truncate(options.best);
    Ok(hits)
}

/// An article with its score; the greater is the better.
#[derive(PartialEq)]
struct Ranked {
    score: f32,
    no: u32,
}

impl Eq for Ranked {}

impl Ord for Ranked {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.score
            .total_cmp(&other.score)
            .then(self.no.cmp(&other.no))
    }
}

impl PartialOrd for Ranked {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

/// What one segment has.
struct Found<'s> {
    segment: &'s Segment,
    reader: &'s SegmentReader,
    filter: Option<&'s RowSet>,
    options: SearchOptions,
    cancel: &'s Cancel,
    rows: RowSet,
    count: usize,
    best: BinaryHeap<Reverse<Ranked>>,
    floor: f32,
}

impl<'s> Found<'s> {
    fn new(
        segment: &'s Segment,
        reader: &'s SegmentReader,
        filter: Option<&'s RowSet>,
        options: SearchOptions,
        cancel: &'s Cancel,
    ) -> Self {
        let rows = u32::try_from(segment.no.max_value()).unwrap_or(u32::MAX - 1);
        Self {
            segment,
            reader,
            filter,
            options,
            cancel,
            rows: RowSet::with_rows(rows + 1),
            count: 0,
            best: BinaryHeap::new(),
            floor: f32::NEG_INFINITY,
        }
    }

    fn collect(&mut self, weight: &dyn Weight) -> Result<(), IndexError> {
        if self.cancel.is_cancelled() {
            return Ok(());
        }
        if self.options.best == 0 {
            weight.for_each_no_score(self.reader, &mut |docs| self.add_block(docs))?;
            return Ok(());
        }
        let mut docs: [DocId; 64] = [0; 64];
        let mut scores: [Score; 64] = [0.0; 64];
        let mut filled = 0;
        weight.for_each(self.reader, &mut |doc, score| {
            docs[filled] = doc;
            scores[filled] = score;
            filled += 1;
            if filled == docs.len() {
                self.add_scored(&docs, &scores);
                filled = 0;
            }
        })?;
        self.add_scored(&docs[..filled], &scores[..filled]);
        Ok(())
    }

    fn add_block(&mut self, docs: &[DocId]) {
        self.add(docs, |_, _, _| ());
    }

    fn add_scored(&mut self, docs: &[DocId], scores: &[Score]) {
        self.add(docs, |found, at, no| {
            let score = scores[at];
            if score * (1.0 + RECENCY) > found.floor || found.best.len() < found.options.best {
                found.rank(docs[at], no, score);
            }
        });
    }

    #[inline]
    fn add(&mut self, docs: &[DocId], mut each: impl FnMut(&mut Self, usize, u32)) {
        if self.cancel.is_cancelled() {
            return;
        }
        let mut numbers = [0u64; 64];
        for block in docs.chunks(64) {
            let numbers = &mut numbers[..block.len()];
            self.segment.no.get_vals(block, numbers);
            let alive = self.reader.alive_bitset();
            for (at, no) in numbers.iter().enumerate() {
                let no = *no as u32;
                if alive.is_some_and(|alive| !alive.is_alive(block[at]))
                    || self.filter.is_some_and(|filter| !filter.contains(no))
                {
                    continue;
                }
                self.rows.insert(no);
                self.count += 1;
                each(self, at, no);
            }
        }
    }

    fn rank(&mut self, doc: DocId, no: u32, score: Score) {
        let score = score * self.recency(doc);
        let ranked = Ranked { score, no };
        if self.best.len() < self.options.best {
            self.best.push(Reverse(ranked));
        } else if self.best.peek().is_some_and(|worst| ranked > worst.0) {
            self.best.pop();
            self.best.push(Reverse(ranked));
        }
        if self.best.len() == self.options.best {
            self.floor = self
                .best
                .peek()
                .map_or(f32::NEG_INFINITY, |worst| worst.0.score);
        }
    }

    fn recency(&self, doc: DocId) -> f32 {
        let day = self.segment.day.get_val(doc) as i64;
        match self.options.today {
            Some(today) if day > 0 => {
                let age = (today - (day - DAY_ZERO)).max(0) as f32;
                1.0 + RECENCY * (-age / RECENCY_DAYS).exp2()
            }
            _ => 1.0,
        }
    }
}
