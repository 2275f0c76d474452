//! The live fuzzy filter over all names of actors.

use std::collections::HashSet;
use std::sync::Arc;

use super::names::Names;
use super::{ActorKind, Actors};
use crate::index::RowSet;
use crate::index::columns::best::{Tier, tier};
use crate::index::columns::filter::Typed;
use crate::index::columns::letters::Starts;
use crate::index::columns::narrow::{Cancelled, Narrowing, Texts, all, bits};
use crate::model::ActorNo;
use crate::text::Cancel;
use crate::text::fuzzy::Matcher;

/// How many actors are ranked.
const RANKED: usize = 200;
/// How many of the matches are looked at for a word that stands inside another.
const LOOKED_AT: usize = 4_096;
/// What an actor's own name is worth against another that it goes by.
const OWN_NAME: i64 = 12;
/// What twice as many articles are worth against a better match.
const POPULARITY: f64 = 5.0;

/// The filter. Keep one for each list that is filtered: it remembers the way to the last answer.
#[derive(Default)]
pub struct ActorFilter {
    matcher: Matcher,
    names: Option<Arc<Names>>,
    words: Vec<Narrowing>,
}

/// What a filter gives: a few best actors first, then the rest, most articles first.
#[derive(Clone, Debug, Default)]
pub struct ActorMatches {
    /// Every actor that matches, by number.
    pub set: RowSet,
    /// How many there are.
    pub count: usize,
    /// The best, best first.
    pub best: Vec<FoundActor>,
}

/// One of the best.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundActor {
    /// Who.
    pub no: ActorNo,
    /// The name that matched, where it is not the actor's own.
    pub alias: Option<String>,
    /// How well it matched.
    pub score: i64,
}

impl ActorFilter {
    /// A filter to which nothing was typed yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Finds the actors of which one name matches every word that is typed now, and none has what must not be there; with `kind`,
    /// only those.
    pub fn find(
        &mut self,
        actors: &Actors,
        typed: &str,
        kind: Option<ActorKind>,
        cancel: &Cancel,
    ) -> Result<ActorMatches, Cancelled> {
        let typed = Typed::parse(typed);
        let names = Arc::clone(&actors.names);
        if !self
            .names
            .as_ref()
            .is_some_and(|known| Arc::ptr_eq(known, &names))
        {
            self.words.clear();
            self.names = Some(Arc::clone(&names));
        }
        self.words
            .resize_with(typed.words.len(), Narrowing::default);
        let mut rows = all(names.letters().rows());
        for (narrowing, word) in self.words.iter_mut().zip(&typed.words) {
            narrowing.set(names.as_ref(), word, cancel)?;
            for (mine, theirs) in rows.iter_mut().zip(narrowing.rows().unwrap_or(&[])) {
                *mine &= theirs;
            }
        }
        if let Some(pattern) = &typed.pattern {
            let found: Vec<u32> = bits(&rows, 0).collect();
            let may_refuse = pattern.may_refuse();
            let refused = |row: usize| {
                let mut all = names.rows(names.owner(row));
                may_refuse && all.any(|row| pattern.refuses(names.folded_text(row)))
            };
            for row in found {
                let name = row as usize;
                if !pattern.matches(names.folded_text(name)) || refused(name) {
                    rows[row as usize / 64] &= !(1 << (row % 64));
                }
            }
        }
        let mut set = RowSet::with_rows(names.slots() as u32);
        for row in bits(&rows, 0) {
            set.insert(names.owner(row as usize));
        }
        if kind.is_some() {
            let others: Vec<u32> = set.iter().filter(|no| names.kind(*no) != kind).collect();
            others.into_iter().for_each(|no| set.remove(no));
        }
        if cancel.is_cancelled() {
            return Err(Cancelled);
        }
        let best = self.best(actors, &rows, &set, &typed);
        Ok(ActorMatches {
            count: set.len(),
            set,
            best,
        })
    }

    /// The best of the matching names, one an actor.
    fn best(&self, actors: &Actors, rows: &[u64], set: &RowSet, typed: &Typed) -> Vec<FoundActor> {
        if typed.all.is_empty() {
            return Vec::new();
        }
        let names = &actors.names;
        let has = |row: &usize| rows[row / 64] >> (row % 64) & 1 != 0;
        let mut starts = rows.to_vec();
        let wanted = Starts::of(&typed.words);
        names.letters().keep_starts(wanted, &mut starts);
        let tier_of = |row: usize| tier(names.cased(row), &typed.words);
        let popular = actors.popular.iter().filter(|no| set.contains(*no));
        let mut tiers: [Vec<(u32, usize)>; 3] = Default::default();
        for (count, no) in popular.enumerate() {
            if tiers[0].len() >= RANKED {
                break;
            }
            let matching = names.rows(no).filter(has);
            let may_start = |row: &usize| starts[row / 64] >> (row % 64) & 1 != 0;
            // Behind the most popular only what may start so is looked at.
            let measured = matching
                .filter(|row| count < LOOKED_AT || may_start(row))
                .map(|row| (tier_of(row), row));
            if let Some((tier, row)) = measured.min() {
                let tier = &mut tiers[tier as usize];
                if tier.len() < RANKED {
                    tier.push((no, row));
                }
            }
        }
        let mut best: Vec<(Tier, FoundActor)> = Vec::with_capacity(RANKED);
        let kinds = [Tier::Start, Tier::Inside, Tier::Scattered];
        for (tier, found) in kinds.into_iter().zip(tiers) {
            for (no, row) in found.into_iter().take(RANKED - best.len()) {
                best.push((tier, self.measure(actors, no, row, typed)));
            }
        }
        best.sort_by_key(|(tier, found)| (*tier, std::cmp::Reverse(found.score)));
        best.into_iter().map(|(_, found)| found).collect()
    }

    fn measure(&self, actors: &Actors, no: u32, row: usize, typed: &Typed) -> FoundActor {
        let names = &actors.names;
        let written = names.written(row);
        let score = typed
            .all
            .score(&self.matcher, written, names.folded_text(row));
        let is_own = row == names.rows(no).start;
        let worth = worth(actors, ActorNo(no), is_own);
        FoundActor {
            no: ActorNo(no),
            alias: (!is_own).then(|| written.to_owned()),
            score: score.unwrap_or(0).saturating_add(worth),
        }
    }
}

/// What is added to how well a name of an actor matches: more for its own name, and for an actor of many articles.
pub fn worth(actors: &Actors, no: ActorNo, is_own: bool) -> i64 {
    let popularity = f64::from(actors.article_count(no.0) + 1).log2() * POPULARITY;
    popularity as i64 + if is_own { OWN_NAME } else { 0 }
}

impl ActorMatches {
    /// A window of the list: the best, then the rest, most articles first.
    pub fn window(&self, actors: &Actors, from: usize, limit: usize) -> Vec<ActorNo> {
        let best: HashSet<u32> = self.best.iter().map(|found| found.no.0).collect();
        let rest = actors
            .popular
            .iter()
            .filter(|no| self.set.contains(*no) && !best.contains(no))
            .map(ActorNo);
        let all = self.best.iter().map(|found| found.no).chain(rest);
        all.skip(from).take(limit).collect()
    }
}
