//! Running a plan: one pass over the segments on all threads gives the best articles, all articles and their count.

use std::cell::Cell;
use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::sync::LazyLock;

use rayon::prelude::*;
use tantivy::fastfield::AliveBitSet;
use tantivy::query::{EnableScoring, Query as TantivyQuery, Weight};
use tantivy::{DocId, Score, SegmentReader};

use super::TextIndex;
use super::budget::Budget;
use super::error::{IndexError, guarded};
use super::filters::Filters;
use super::numbers::Numbers;
use super::plan::{Plan, Planner, any};
use super::schema::DAY_ZERO;
use super::snapshot::{Segment, Snapshot};
use super::word::WordsQuery;
use crate::index::{Gathered, RowSet};
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
    /// The search was broken off for taking too long: there may be more, or fewer where something is to be left out.
    pub cut_short: bool,
}

impl TextIndex {
    /// Finds the articles that a query asks for.
    ///
    /// Ranking is BM25 over all forms of a word together; a hit in the title counts 2.5 times, a form other than the typed one 0.85
    /// times, and less where the typed one is rare beside all; recent articles count up to a fifth more, half of that after a year.
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
        guarded(|| self.search_within(query, filters, options, &Budget::new(cancel)))
    }

    /// The same with so many steps.
    pub(crate) fn search_within(
        &self,
        query: &Query,
        filters: &dyn Filters,
        options: SearchOptions,
        budget: &Budget,
    ) -> Result<Hits, IndexError> {
        let snapshot = self.snapshot();
        let planner = Planner {
            index: self,
            snapshot: std::sync::Arc::clone(&snapshot),
            filters,
            budget,
            load: Load::default(),
        };
        let plan = planner.plan(query)?;
        let pass = Pass {
            snapshot: &snapshot,
            is_heavy: planner.load.is_heavy(),
            cancel: budget.cancel(),
        };
        let mut hits = pass.run(plan, options)?;
        hits.cut_short = budget.is_cut_short();
        Ok(hits)
    }
}

/// What a search will have to look at, as far as it is known before.
#[derive(Debug, Default)]
pub(crate) struct Load(Cell<u64>);

/// Fewer documents are looked at sooner by one thread than others are woken.
const HEAVY: u64 = 50_000;

impl Load {
    /// So many documents more.
    pub(crate) fn add(&self, documents: u64) {
        self.0.set(self.0.get().saturating_add(documents));
    }

    /// Nobody knows how many more.
    pub(crate) fn add_unknown(&self) {
        self.add(HEAVY);
    }

    pub(crate) fn is_heavy(&self) -> bool {
        self.0.get() >= HEAVY
    }
}

/// How a plan is run.
pub(crate) struct Pass<'p> {
    pub(crate) snapshot: &'p Snapshot,
    /// Worth all threads.
    pub(crate) is_heavy: bool,
    pub(crate) cancel: &'p Cancel,
}

impl Pass<'_> {
    fn run(&self, plan: Plan, options: SearchOptions) -> Result<Hits, IndexError> {
        let Plan { text, rows, rank } = plan;
        if let Some(text) = text {
            return self.over(text.as_ref(), rows.as_ref(), options);
        }
        let universe = self.snapshot.universe();
        let mut all = rows.unwrap_or_else(|| universe.clone());
        all.and(universe);
        let mut best = Vec::new();
        if options.best > 0 && !rank.is_empty() {
            best = self.over(any(rank).as_ref(), Some(&all), options)?.best;
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
    pub(crate) fn rows_of(&self, text: &dyn TantivyQuery) -> Result<RowSet, IndexError> {
        Ok(self.over(text, None, SearchOptions::default())?.all)
    }

    fn over(
        &self,
        text: &dyn TantivyQuery,
        filter: Option<&RowSet>,
        options: SearchOptions,
    ) -> Result<Hits, IndexError> {
        let snapshot = self.snapshot;
        let scoring = if options.best > 0 {
            EnableScoring::enabled_from_searcher(&snapshot.searcher)
        } else {
            EnableScoring::disabled_from_searcher(&snapshot.searcher)
        };
        let search = match text.downcast_ref::<WordsQuery>() {
            Some(word) => Search::Words(word),
            None => Search::Other(text.weight(scoring)?),
        };
        let parts: Vec<(&Segment, &SegmentReader)> = snapshot.parts().collect();
        let look = |(segment, reader): (&Segment, &SegmentReader)| {
            let mut found = Found::new(segment, reader, filter, options, self.cancel);
            // For few hits no set is made that has room for all.
            let mut few = Vec::new();
            let mut many = RowSet::new();
            let numbers = &segment.numbers;
            if self.is_heavy {
                let mut all = Gathered::with_rows(numbers.highest().saturating_add(1));
                found.collect(&search, reader, |no| all.insert(no))?;
                many = all.finish();
            } else {
                found.collect(&search, reader, |no| few.push(no))?;
            }
            Ok((few, many, found.best))
        };
        let found: Result<Vec<_>, IndexError> = if self.is_heavy && parts.len() > 1 {
            parts.into_par_iter().map(look).collect()
        } else {
            parts.into_iter().map(look).collect()
        };
        let found = found?;
        if self.cancel.is_cancelled() {
            return Err(IndexError::Cancelled);
        }
        let mut hits = Hits::default();
        for (few, many, best) in found {
            if hits.all.is_empty() {
                hits.all = many;
            } else {
                hits.all.or(&many);
            }
            few.into_iter().for_each(|no| hits.all.insert(no));
            let best = best.into_iter();
            hits.best
                .extend(best.map(|Reverse(ranked)| (ArticleNo(ranked.no), ranked.score)));
        }
        hits.count = hits.all.len();
        hits.best
            .sort_unstable_by(|a, b| b.1.total_cmp(&a.1).then(b.0.cmp(&a.0)));
        hits.best.truncate(options.best);
        Ok(hits)
    }
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

/// What is searched for: the word alone, which most searches are, is looked for without a question to the index library for each hit.
enum Search<'q> {
    Words(&'q WordsQuery),
    Other(Box<dyn Weight>),
}

/// Hits between two looks at whether somebody still waits for them.
const LOOK_UP: u32 = 1 << 12;

/// What one segment has.
struct Found<'s> {
    numbers: &'s Numbers,
    alive: Option<&'s AliveBitSet>,
    filter: Option<&'s RowSet>,
    options: SearchOptions,
    cancel: &'s Cancel,
    /// Nobody waits for it any more.
    is_over: bool,
    met: u32,
    articles: &'s [[u8; 4]],
    highest: u32,
    best: BinaryHeap<Reverse<Ranked>>,
    /// What a score must exceed to be among the best.
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
        Self {
            numbers: &segment.numbers,
            alive: reader.alive_bitset(),
            filter,
            options,
            cancel,
            is_over: false,
            met: 0,
            articles: segment.numbers.articles(),
            highest: segment.numbers.highest(),
            best: BinaryHeap::new(),
            floor: match options.best {
                0 => f32::INFINITY,
                _ => f32::NEG_INFINITY,
            },
        }
    }

    fn collect(
        &mut self,
        search: &Search<'_>,
        reader: &SegmentReader,
        mut found: impl FnMut(u32),
    ) -> Result<(), IndexError> {
        self.is_over = self.cancel.is_cancelled();
        let is_ranked = self.options.best > 0;
        match search {
            Search::Words(word) => word.each(reader, is_ranked, |doc, score| {
                self.take(doc, score, &mut found);
            })?,
            Search::Other(weight) if is_ranked => weight.for_each(reader, &mut |doc, score| {
                self.take(doc, score, &mut found);
            })?,
            Search::Other(weight) => weight.for_each_no_score(reader, &mut |docs| {
                for doc in docs {
                    self.take(*doc, 0.0, &mut found);
                }
            })?,
        }
        Ok(())
    }

    /// Takes a hit in; inlined, because common words have hundreds of thousands.
    #[inline(always)]
    fn take(&mut self, doc: DocId, score: Score, found: &mut impl FnMut(u32)) {
        self.met = self.met.wrapping_add(1);
        if self.met.is_multiple_of(LOOK_UP) {
            self.is_over |= self.cancel.is_cancelled();
        }
        let no = u32::from_le_bytes(self.articles[doc as usize]);
        if no > self.highest || self.is_over {
            return;
        }
        if self.alive.is_some_and(|alive| !alive.is_alive(doc))
            || self.filter.is_some_and(|filter| !filter.contains(no))
        {
            return;
        }
        found(no);
        if score * (1.0 + RECENCY) > self.floor {
            self.rank(doc, no, score);
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
        if self.best.len() == self.options.best
            && let Some(Reverse(worst)) = self.best.peek()
        {
            self.floor = worst.score;
        }
    }

    fn recency(&self, doc: DocId) -> f32 {
        let (Some(today), Some(day)) = (self.options.today, self.numbers.day(doc)) else {
            return 1.0;
        };
        let age = (today - (i64::from(day) - DAY_ZERO)).max(0);
        let known = usize::try_from(age).ok().and_then(|age| BY_AGE.get(age));
        known.copied().unwrap_or_else(|| advantage(age))
    }
}

/// What an article of so many days counts for beside one that is very old.
fn advantage(age: i64) -> f32 {
    1.0 + RECENCY * (-(age as f32) / RECENCY_DAYS).exp2()
}

/// The same for the days of some twenty years: a common word is in hundreds of thousands of articles.
static BY_AGE: LazyLock<Vec<f32>> = LazyLock::new(|| (0..8_192).map(advantage).collect());
