//! The articles published between two days.

use jiff::civil;

use super::rows::{DAY_ALONE, UNDATED};
use super::{Columns, RowSet};
use crate::model::Date;

/// Seconds of a day.
const DAY: i64 = 86_400;
/// Most seconds that a local clock is ahead of or behind UTC; written offsets may be that wild.
const MOST_OFFSET: i64 = i16::MAX as i64 * 60 + 60;

impl Columns {
    /// The articles whose day where they were published lies from `from` to `to`, both inclusive.
    pub fn between(&self, from: Option<civil::Date>, to: Option<civil::Date>) -> RowSet {
        let from = from.map_or(i64::MIN + 1, |day| Date::day(day).seconds());
        let to = to.map_or(i64::MAX, |day| Date::day(day).seconds() + DAY - 1);
        let mut found = RowSet::with_rows(self.rows());
        let raw = self.order.raw();
        let newer =
            |limit: i64| raw.partition_point(|row| self.seconds(u32::from_le_bytes(*row)) > limit);
        let start = newer(to.saturating_add(MOST_OFFSET));
        let end = newer(from.saturating_sub(MOST_OFFSET).max(UNDATED + 1) - 1);
        // Between these no offset can make a difference.
        let sure_start = newer(to.saturating_sub(MOST_OFFSET));
        let sure_end = newer(from.saturating_add(MOST_OFFSET));
        for (at, row) in raw.iter().enumerate().take(end).skip(start) {
            let row = u32::from_le_bytes(*row);
            let sure = (sure_start..sure_end).contains(&at);
            if sure
                || self
                    .local_seconds(row)
                    .is_some_and(|local| (from..=to).contains(&local))
            {
                found.insert(row);
            }
        }
        found
    }

    /// Seconds of the clock on the wall where an article was published.
    fn local_seconds(&self, row: u32) -> Option<i64> {
        let (part, at) = self.place(row)?;
        let offset = match part.offset(at) {
            DAY_ALONE => 0,
            minutes => i64::from(minutes) * 60,
        };
        Some(part.seconds(at).saturating_add(offset))
    }
}
