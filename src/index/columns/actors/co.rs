//! Whom an actor meets, ranked by surprise: the log-likelihood ratio of Dunning (1993) of two names standing in one article.

use super::Actors;
use crate::index::RowSet;
use crate::index::columns::Columns;
use crate::model::ActorNo;

/// How many of the most frequent companions are measured first, to learn what a good score is.
const FIRST: usize = 512;

/// A companion of an actor.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Met {
    /// Who.
    pub no: ActorNo,
    /// Articles that name both.
    pub articles: u32,
    /// The log-likelihood ratio of their meeting; greater is more surprising.
    pub surprise: f32,
}

impl Actors {
    /// The actors that stand in the same articles as `no`, whose articles these are, more often than chance has it, most surprising first.
    pub fn met_by(
        &self,
        no: ActorNo,
        articles: &RowSet,
        columns: &Columns,
        limit: usize,
    ) -> Vec<Met> {
        let own = self.article_count(no.0);
        let mut together = self.together(no, articles, columns);
        let all = self.recognised() as f64;
        let score = |(other, both): (u32, u32)| Met {
            no: ActorNo(other),
            articles: both,
            surprise: surprise(
                both.into(),
                own.into(),
                self.article_count(other).into(),
                all,
            ),
        };
        // The most frequent companions first: their scores tell how often others must meet it to come among the best.
        let first = together.len().min(FIRST);
        if together.len() > first {
            together.select_nth_unstable_by_key(first, |(_, both)| std::cmp::Reverse(*both));
        }
        let (often, seldom) = together.split_at(first);
        let mut met: Vec<Met> = often.iter().copied().map(score).collect();
        let name = |no: ActorNo| self.names.name(no.0);
        keep_best(&mut met, limit, name);
        let least = met
            .get(limit.wrapping_sub(1))
            .map_or(0.0, |met| met.surprise);
        let enough = |both: u32| surprise(both.into(), own.into(), both.into(), all) >= least;
        let most = seldom.iter().map(|(_, both)| *both).max().unwrap_or(0);
        let fewest = (1..=most).find(|both| enough(*both)).unwrap_or(u32::MAX);
        let seldom = seldom.iter().copied().filter(|(_, both)| *both >= fewest);
        met.extend(seldom.map(score));
        keep_best(&mut met, limit, name);
        met
    }

    /// The other actors of an actor's articles, with the number of articles.
    fn together(&self, no: ActorNo, articles: &RowSet, columns: &Columns) -> Vec<(u32, u32)> {
        let counts = (0u32..).zip(self.counts(articles, columns));
        counts
            .filter(|(other, count)| {
                *count > 0 && *other != no.0 && self.names.kind(*other).is_some()
            })
            .collect()
    }
}

/// Keeps the best, of equal ones the first by name.
fn keep_best<'n>(met: &mut Vec<Met>, limit: usize, name: impl Fn(ActorNo) -> &'n str) {
    met.retain(|met| met.surprise > 0.0);
    met.sort_by(|a, b| {
        let of_equal = || name(a.no).cmp(name(b.no)).then(a.no.cmp(&b.no));
        b.surprise.total_cmp(&a.surprise).then_with(of_equal)
    });
    met.truncate(limit);
}

/// The log-likelihood ratio of `both` articles naming two actors that are named in `one` and `other` of `all`; 0 where they
/// meet no more often than chance has it.
fn surprise(both: f64, one: f64, other: f64, all: f64) -> f32 {
    if both * all <= one * other {
        return 0.0;
    }
    let part = |count: f64| if count > 0.0 { count * count.ln() } else { 0.0 };
    let cells = [both, one - both, other - both, all - one - other + both];
    let ratio = cells.into_iter().map(part).sum::<f64>() + part(all)
        - part(one)
        - part(other)
        - part(all - one)
        - part(all - other);
    (2.0 * ratio).max(0.0) as f32
}

#[cfg(test)]
mod tests {
    use super::surprise;

    #[test]
    fn chance_is_no_surprise_and_more_is_more() {
        assert_eq!(surprise(10.0, 100.0, 100.0, 1000.0), 0.0);
        let some = surprise(20.0, 100.0, 100.0, 1000.0);
        let more = surprise(50.0, 100.0, 100.0, 1000.0);
        assert!(0.0 < some && some < more);
        // By hand: 2 * sum of O ln(O / E) over the four cells.
        let by_hand = |o: f64, e: f64| 2.0 * o * (o / e).ln();
        let expected = by_hand(20.0, 10.0) + 2.0 * by_hand(80.0, 90.0) + by_hand(820.0, 810.0);
        assert!((f64::from(some) - expected).abs() < 1e-3);
    }
}
