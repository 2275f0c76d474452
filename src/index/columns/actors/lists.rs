//! The orders of the list of actors.

use std::cmp::Reverse;

use super::Actors;
use crate::index::columns::Columns;
use crate::index::columns::rows::UNDATED;
use crate::model::{ActorKind, ActorNo, ActorSort};

/// The stretch that counts as now, in seconds: four weeks before the newest article.
const RECENTLY: i64 = 28 * 86_400;
/// Fewest articles of that stretch from which a rise can be told.
const FEWEST: u32 = 3;

impl Actors {
    /// The actors in an order, with `kind` only those.
    ///
    /// The orders that need dates are made once, with the columns of the first call.
    pub fn list(
        &self,
        sort: ActorSort,
        kind: Option<ActorKind>,
        columns: &Columns,
    ) -> Vec<ActorNo> {
        let keep = |no: &u32| kind.is_none() || self.names.kind(*no) == kind;
        if sort == ActorSort::Articles {
            return self.popular.iter().filter(keep).map(ActorNo).collect();
        }
        let sorted =
            self.lists[sort as usize % self.lists.len()].get_or_init(|| self.sorted(sort, columns));
        sorted.iter().copied().filter(keep).map(ActorNo).collect()
    }

    fn sorted(&self, sort: ActorSort, columns: &Columns) -> Vec<u32> {
        let mut rows: Vec<u32> = self.popular.iter().collect();
        match sort {
            ActorSort::Articles => {}
            ActorSort::Mentions => rows.sort_by_cached_key(|no| Reverse(self.mention_count(*no))),
            ActorSort::Recent => {
                rows.sort_by_cached_key(|no| Reverse(self.last_seconds(*no, columns)))
            }
            ActorSort::Rise => {
                let rises = self.rises(columns);
                let rise = |no: &u32| rises.get(*no as usize).copied().unwrap_or(f32::MIN);
                rows.sort_by(|a, b| rise(b).total_cmp(&rise(a)));
            }
            ActorSort::Name => rows.sort_by_cached_key(|no| {
                let row = self.names.rows(*no).start;
                self.names.folded_text(row).to_owned()
            }),
        }
        rows
    }

    fn last_seconds(&self, no: u32, columns: &Columns) -> i64 {
        let ends = self.links.iter().filter_map(|links| links.ends(no));
        ends.map(|(_, last)| columns.seconds(last))
            .max()
            .unwrap_or(UNDATED)
    }

    /// How far each actor is above its own usual number of articles: the articles of the last four weeks less those
    /// expected from the dated ones before, over the square root of what was expected (plus one). A few articles are no rise.
    fn rises(&self, columns: &Columns) -> Vec<f32> {
        let Some(newest) = columns.iter_newest().next().map(|row| columns.seconds(row)) else {
            return Vec::new();
        };
        let since = newest.saturating_sub(RECENTLY);
        let rows = columns.iter_newest();
        let recent = self.articles_in(rows.take_while(|row| columns.seconds(*row) > since));
        let rows = columns.iter_newest().rev();
        let undated = self.articles_in(rows.take_while(|row| columns.seconds(*row) == UNDATED));
        let oldest = columns.oldest_seconds().unwrap_or(newest);
        let stretches = ((since - oldest).max(RECENTLY) as f32) / RECENTLY as f32;
        let rise = |((no, recent), undated): ((u32, u32), u32)| {
            let before = self.article_count(no).saturating_sub(recent + undated) as f32;
            let expected = before / stretches;
            let rise = (recent as f32 - expected) / (expected + 1.0).sqrt();
            if recent < FEWEST { rise.min(0.0) } else { rise }
        };
        (0u32..).zip(recent).zip(undated).map(rise).collect()
    }

    /// How many of some articles name each actor.
    fn articles_in(&self, rows: impl Iterator<Item = u32>) -> Vec<u32> {
        let mut counts = vec![0u32; self.names.slots()];
        for row in rows {
            let found = self.links.iter();
            for (links, at) in found.filter_map(|links| Some((links, links.row(row)?))) {
                for no in links.actor_numbers(at) {
                    if let Some(count) = counts.get_mut(no as usize) {
                        *count += 1;
                    }
                }
            }
        }
        counts
    }
}
