//! The order of articles by date: how it is kept up to date, and the windows of lists that read it.

use std::cmp::Ordering;
use std::collections::HashMap;

use super::bytes::U32s;
use super::names::Kind;
use super::rows::UNDATED;
use super::{Columns, RowSet};
use crate::model::{ArticleNo, Sort};

impl Columns {
    /// Compares two articles as lists show them: newest first, undated last, equal dates by number.
    #[inline]
    fn newest_first(&self, a: u32, b: u32) -> Ordering {
        self.seconds(b).cmp(&self.seconds(a)).then(a.cmp(&b))
    }

    /// Sorts articles newest first.
    pub fn sort_newest(&self, rows: &mut [u32]) {
        rows.sort_by_cached_key(|row| (std::cmp::Reverse(self.seconds(*row)), *row));
    }

    /// The order of all living rows, given the order of an older state and the rows that are new, sorted.
    pub(super) fn merge_order(&self, older: &U32s, new: &[u32]) -> U32s {
        let mut merged = Vec::with_capacity(older.len() + new.len());
        let mut new = new.iter().copied().peekable();
        if new.len() * 20 < older.len() {
            // Few new rows: look for each one's place rather than at each old row's date.
            let raw = older.raw();
            let mut from = 0;
            for row in new {
                let rest = &raw[from..];
                let to = rest.partition_point(|old| {
                    self.newest_first(u32::from_le_bytes(*old), row) == Ordering::Less
                });
                merged.extend(rest[..to].iter().map(|old| u32::from_le_bytes(*old)));
                merged.push(row);
                from += to;
            }
            merged.extend(raw[from..].iter().map(|old| u32::from_le_bytes(*old)));
        } else {
            for old in older.iter() {
                while let Some(row) = new.next_if(|row| self.newest_first(*row, old).is_lt()) {
                    merged.push(row);
                }
                merged.push(old);
            }
            merged.extend(new);
        }
        merged.retain(|row| self.alive.contains(*row));
        U32s::from_values(&merged)
    }

    /// The articles from the place `from` of the list of all, at most `limit`.
    pub fn newest(&self, from: usize, limit: usize) -> Vec<ArticleNo> {
        let rows = self.order.iter().skip(from).take(limit);
        rows.map(ArticleNo).collect()
    }

    /// The same list oldest first; undated articles are its last here, too.
    pub fn oldest(&self, from: usize, limit: usize) -> Vec<ArticleNo> {
        let dated = self.dated();
        let before = (0..dated).rev().chain(dated..self.order.len());
        let rows = before.skip(from).take(limit);
        rows.map(|at| ArticleNo(self.order.get(at))).collect()
    }

    /// The place of an article in the list of all, oldest first.
    pub fn position_from_oldest(&self, no: ArticleNo) -> Option<usize> {
        let (newest, dated) = (self.position(no)?, self.dated());
        Some(match newest < dated {
            true => dated - 1 - newest,
            false => newest,
        })
    }

    /// How many articles have a date: they stand first.
    fn dated(&self) -> usize {
        self.order
            .raw()
            .partition_point(|row| self.seconds(u32::from_le_bytes(*row)) != UNDATED)
    }

    /// The place of an article in the list of all, newest first.
    pub fn position(&self, no: ArticleNo) -> Option<usize> {
        if !self.contains(no) {
            return None;
        }
        let at = self.order.raw().partition_point(|row| {
            self.newest_first(u32::from_le_bytes(*row), no.0) == Ordering::Less
        });
        (self.order.get(at) == no.0).then_some(at)
    }

    /// All articles, newest first.
    pub fn iter_newest(&self) -> impl DoubleEndedIterator<Item = u32> + '_ {
        self.order.iter()
    }

    /// The date of the oldest dated article, in seconds.
    pub(super) fn oldest_seconds(&self) -> Option<i64> {
        Some(self.seconds(self.order.get(self.dated().checked_sub(1)?)))
    }

    /// The articles of a set in the order of a list. `Relevance` is taken as `Newest`: only a search knows better.
    pub fn sorted(&self, set: &RowSet, sort: Sort) -> Vec<u32> {
        let few = set.len().saturating_mul(24) < self.len();
        let mut rows: Vec<u32> = if few {
            let mut rows: Vec<u32> = set.iter().filter(|row| self.alive.contains(*row)).collect();
            self.sort_newest(&mut rows);
            rows
        } else {
            self.order.iter().filter(|row| set.contains(*row)).collect()
        };
        match sort {
            Sort::Newest | Sort::Relevance => {}
            Sort::Oldest => {
                let dated = rows.partition_point(|row| self.seconds(*row) != UNDATED);
                rows[..dated].reverse();
            }
            Sort::Source => {
                let rank = self.source_ranks();
                rows.sort_by_cached_key(|row| self.source_rank(&rank, *row));
            }
        }
        rows
    }

    /// The first `limit` articles of a set after the first `from`, newest first, without sorting all of it.
    pub fn window(&self, set: &RowSet, from: usize, limit: usize) -> Vec<ArticleNo> {
        let rows = self.order.iter().filter(|row| set.contains(*row));
        rows.skip(from).take(limit).map(ArticleNo).collect()
    }

    /// The source of an article as a number that sorts by name; articles without one come last.
    fn source_rank(&self, ranks: &HashMap<u32, u32>, row: u32) -> u32 {
        let source = self
            .place(row)
            .and_then(|(part, row)| part.lists(Kind::Source).get(row).next());
        source
            .and_then(|source| ranks.get(&source).copied())
            .unwrap_or(u32::MAX)
    }

    fn source_ranks(&self) -> HashMap<u32, u32> {
        let mut names: Vec<(&str, u32)> = self
            .names(Kind::Source)
            .map(|(no, _, folded)| (folded, no))
            .collect();
        names.sort_unstable();
        (0u32..)
            .zip(names)
            .map(|(rank, (_, no))| (no, rank))
            .collect()
    }
}
