//! Counts of months and names over the articles of a list, in one pass over flat arrays.

use std::sync::OnceLock;

use jiff::civil;

use super::names::{KINDS, Kind};
use super::narrow::bits;
use super::rows::first_day;
use super::words::cut;
use super::{Columns, RowSet};

/// Counts over all articles, made when they are first asked for.
#[derive(Default)]
pub(super) struct Totals {
    names: [OnceLock<Vec<u32>>; KINDS],
    months: OnceLock<Vec<u32>>,
}

impl Columns {
    /// Articles of each name of a kind, by number.
    pub(super) fn name_totals(&self, kind: Kind) -> &[u32] {
        let totals = &self.totals.names[kind as usize];
        totals.get_or_init(|| self.count_names(kind, &self.alive))
    }

    /// The month of an article, counted as [`first_day`] does; 0 where it has no date.
    #[inline]
    pub(super) fn month(&self, row: u32) -> u16 {
        self.place(row)
            .map_or(0, |(part, row)| part.months.get(row))
    }

    /// The month of the oldest and of the newest dated article.
    pub(super) fn month_span(&self) -> Option<(u16, u16)> {
        let newest = self.month(self.order.iter().next()?);
        let dated = self
            .order
            .raw()
            .partition_point(|row| self.seconds(u32::from_le_bytes(*row)) != super::rows::UNDATED);
        let oldest = self.month(self.order.get(dated.checked_sub(1)?));
        Some((oldest.min(newest), newest.max(oldest)))
    }

    fn month_totals(&self) -> &[u32] {
        let totals = &self.totals.months;
        totals.get_or_init(|| self.count_months(&self.alive))
    }

    /// The names of a kind that the articles of a set carry, with the number of its articles, most first; at most `limit`.
    pub fn facet(&self, kind: Kind, set: &RowSet, limit: usize) -> Vec<(String, u32)> {
        let counts = self.counted(
            set,
            |rows| self.count_names(kind, rows),
            || self.name_totals(kind),
        );
        top(&counts, limit)
            .into_iter()
            .map(|(no, count)| (self.name(kind, no).to_owned(), count))
            .collect()
    }

    /// Articles of a set a month: first day of the month, articles; oldest first, months without any and undated articles
    /// left out.
    pub fn months(&self, set: &RowSet) -> Vec<(civil::Date, u32)> {
        let counts = self.counted(set, |rows| self.count_months(rows), || self.month_totals());
        (0u16..=u16::MAX)
            .zip(counts)
            .skip(1)
            .filter(|(_, count)| *count > 0)
            .map(|(month, count)| (first_day(month), count))
            .collect()
    }

    /// Articles without a date in a set.
    pub fn undated(&self, set: &RowSet) -> u32 {
        let counts = self.count_months(set);
        counts.first().copied().unwrap_or(0)
    }

    /// Counts over a set, or over what it leaves out where that is less.
    fn counted<'a>(
        &'a self,
        set: &RowSet,
        count: impl Fn(&RowSet) -> Vec<u32>,
        total: impl Fn() -> &'a [u32],
    ) -> Vec<u32> {
        let mut living = set.clone();
        living.and(&self.alive);
        if living.len() * 2 < self.len() {
            return count(&living);
        }
        let mut rest = self.alive.clone();
        rest.and_not(&living);
        let rest = count(&rest);
        let all = total().iter().zip(rest);
        all.map(|(all, rest)| all.saturating_sub(rest)).collect()
    }

    fn count_names(&self, kind: Kind, set: &RowSet) -> Vec<u32> {
        let mut counts = vec![0u32; self.name_count(kind)];
        for part in &self.parts {
            let lists = part.lists(kind);
            let words = cut(set, part.first(), part.rows());
            for row in bits(&words, 0) {
                for value in lists.get(row as usize) {
                    if let Some(count) = counts.get_mut(value as usize) {
                        *count += 1;
                    }
                }
            }
        }
        counts
    }

    fn count_months(&self, set: &RowSet) -> Vec<u32> {
        let mut counts = vec![0u32; usize::from(u16::MAX) + 1];
        for part in &self.parts {
            let months = part.months.raw();
            let words = cut(set, part.first(), part.rows());
            for row in bits(&words, 0) {
                counts[usize::from(u16::from_le_bytes(months[row as usize]))] += 1;
            }
        }
        counts
    }
}

/// The greatest counts with their numbers, greatest first, equal ones by number; zeros left out.
pub(super) fn top(counts: &[u32], limit: usize) -> Vec<(u32, u32)> {
    let mut found: Vec<(u32, u32)> = (0u32..)
        .zip(counts.iter().copied())
        .filter(|(_, count)| *count > 0)
        .collect();
    let rank = |(no, count): &(u32, u32)| (std::cmp::Reverse(*count), *no);
    if found.len() > limit && limit > 0 {
        found.select_nth_unstable_by_key(limit - 1, rank);
    }
    found.truncate(limit);
    found.sort_unstable_by_key(rank);
    found
}
