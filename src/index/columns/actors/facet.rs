//! Counts of actors over the articles of a list.

use super::Actors;
use super::links::Links;
use crate::index::RowSet;
use crate::index::columns::Columns;
use crate::index::columns::facets::top;
use crate::model::ActorNo;

/// Articles from which on the second core is worth its start.
const TWO_THREADS: usize = 50_000;

impl Actors {
    /// The actors that the articles of a set name, with the number of its articles, most first; at most `limit`.
    pub fn facet(&self, set: &RowSet, columns: &Columns, limit: usize) -> Vec<(ActorNo, u32)> {
        let linked = self.recognised();
        let all = linked == columns.len();
        let mut counts = if all && set.len() * 2 > linked {
            // More than half: count what is left out.
            let mut rest = columns.alive().clone();
            rest.and_not(set);
            let mut counts = self.counts(&rest);
            for (no, count) in (0u32..).zip(&mut counts) {
                *count = self.article_count(no).saturating_sub(*count);
            }
            counts
        } else {
            self.counts(set)
        };
        // What was merged away or is ignored has links but no name.
        for (no, count) in (0u32..).zip(&mut counts) {
            if *count > 0 && self.names.kind(no).is_none() {
                *count = 0;
            }
        }
        let top = top(&counts, limit).into_iter();
        top.map(|(no, count)| (ActorNo(no), count)).collect()
    }

    /// Articles of a set for each actor.
    fn counts(&self, set: &RowSet) -> Vec<u32> {
        let slots = self
            .links
            .iter()
            .map(|links| links.slots())
            .max()
            .unwrap_or(0);
        let mut counts = vec![0u32; slots.max(self.names.slots())];
        for links in &self.links {
            let len = links.len();
            if len < TWO_THREADS || set.len() < TWO_THREADS {
                count(links, 0..len, set, &mut counts);
                continue;
            }
            let mut others = vec![0u32; counts.len()];
            rayon::join(
                || count(links, 0..len / 2, set, &mut counts),
                || count(links, len / 2..len, set, &mut others),
            );
            for (count, other) in counts.iter_mut().zip(others) {
                *count += other;
            }
        }
        counts
    }
}

fn count(links: &Links, rows: std::ops::Range<usize>, set: &RowSet, counts: &mut [u32]) {
    let articles = links.articles().raw();
    for row in rows {
        let Some(article) = articles.get(row) else {
            return;
        };
        if set.contains(u32::from_le_bytes(*article)) {
            for no in links.actor_numbers(row) {
                if let Some(count) = counts.get_mut(no as usize) {
                    *count += 1;
                }
            }
        }
    }
}
