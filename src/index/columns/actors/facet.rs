//! Counts of actors over the articles of a list.

use super::Actors;
use super::links::Links;
use crate::index::RowSet;
use crate::index::columns::Columns;
use crate::index::columns::facets::top;
use crate::model::ActorNo;

/// Articles from which on the second core is worth its start.
const MANY: usize = 50_000;
/// The same of articles that are looked for one by one.
const MANY_SPARSE: usize = 5_000;
/// Of a set with one of so many articles, each is looked for; of others, all articles are asked.
const SPARSE: usize = 16;

impl Actors {
    /// The actors that the articles of a set name, with the number of its articles, most first; at most `limit`.
    pub fn facet(&self, set: &RowSet, columns: &Columns, limit: usize) -> Vec<(ActorNo, u32)> {
        let mut counts = self.counts(set, columns);
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
    pub(super) fn counts(&self, set: &RowSet, columns: &Columns) -> Vec<u32> {
        let linked = self.recognised();
        let all = linked == columns.len();
        if !all || set.len() * 2 <= linked {
            return self.counted(set);
        }
        // More than half: count what is left out.
        let mut rest = columns.alive().clone();
        rest.and_not(set);
        let mut counts = self.counted(&rest);
        for (no, count) in (0u32..).zip(&mut counts) {
            *count = self.article_count(no).saturating_sub(*count);
        }
        counts
    }

    fn counted(&self, set: &RowSet) -> Vec<u32> {
        let slots = self
            .links
            .iter()
            .map(|links| links.slots())
            .max()
            .unwrap_or(0);
        let mut counts = vec![0u32; slots.max(self.names.slots())];
        for links in &self.links {
            let len = links.len();
            if set.len() * SPARSE < len {
                let rows: Vec<usize> = links.rows(set.iter()).collect();
                let halves = rows.split_at(rows.len() / 2);
                let halves = [halves.0, halves.1];
                count_halves(&mut counts, rows.len() >= MANY_SPARSE, |half, counts| {
                    add(links, halves[half].iter().copied(), counts);
                });
            } else {
                let halves = [0..len / 2, len / 2..len];
                count_halves(&mut counts, set.len() >= MANY, |half, counts| {
                    add(links, inside(links, halves[half].clone(), set), counts);
                });
            }
        }
        counts
    }
}

/// Counts two halves, many of them on a thread each.
fn count_halves(counts: &mut [u32], are_many: bool, count: impl Fn(usize, &mut [u32]) + Sync) {
    if !are_many {
        count(0, counts);
        count(1, counts);
        return;
    }
    let mut others = vec![0u32; counts.len()];
    rayon::join(|| count(0, counts), || count(1, &mut others));
    for (count, other) in counts.iter_mut().zip(others) {
        *count += other;
    }
}

/// Those of some rows whose articles are in a set.
fn inside(
    links: &Links,
    rows: std::ops::Range<usize>,
    set: &RowSet,
) -> impl Iterator<Item = usize> {
    let articles = links.articles().raw();
    rows.filter(move |row| {
        let article = articles.get(*row);
        article.is_some_and(|article| set.contains(u32::from_le_bytes(*article)))
    })
}

/// Counts the actors of some rows.
fn add(links: &Links, rows: impl Iterator<Item = usize>, counts: &mut [u32]) {
    for no in rows.flat_map(|row| links.actor_numbers(row)) {
        if let Some(count) = counts.get_mut(no as usize) {
            *count += 1;
        }
    }
}
