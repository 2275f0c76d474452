//! Whom parts of names and short forms mean by the count of all articles: an article with "Aliyev" alone goes to the
//! archive's dominant Aliyev, marked as uncertain, or stands as an unresolved name.
//!
//! What is found depends on which articles there are and not on the order they came in. It is kept in the store, so
//! that what was shown last can be told from what holds now.

use std::collections::{BTreeMap, HashMap};

use crate::actors::corpus::Bearers;
use crate::model::{ActorKind, ActorNo};
use crate::store::{Reader, StoreError};

/// The word in the store under which links are kept.
pub(super) const LINKS: &str = "actors_links";

/// The full actor behind each part of a name that has a dominant one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Links {
    full: BTreeMap<ActorNo, ActorNo>,
    parts: BTreeMap<ActorNo, Vec<ActorNo>>,
}

impl Links {
    fn from(full: BTreeMap<ActorNo, ActorNo>) -> Self {
        let mut parts: BTreeMap<ActorNo, Vec<ActorNo>> = BTreeMap::new();
        for (part, full) in &full {
            parts.entry(*full).or_default().push(*part);
        }
        Self { full, parts }
    }

    /// The full actor behind a part of a name.
    pub(super) fn full(&self, part: ActorNo) -> Option<ActorNo> {
        self.full.get(&part).copied()
    }

    /// The parts of a name behind which an actor is.
    pub(super) fn parts(&self, full: ActorNo) -> impl Iterator<Item = ActorNo> {
        self.parts.get(&full).into_iter().flatten().copied()
    }

    /// Lets a part of a name stand for itself.
    pub(super) fn forget(&mut self, part: ActorNo) {
        if let Some(full) = self.full.remove(&part)
            && let Some(parts) = self.parts.get_mut(&full)
        {
            parts.retain(|other| *other != part);
        }
    }

    /// Lets one of two not stand for the other.
    pub(super) fn forget_between(&mut self, one: ActorNo, other: ActorNo) {
        for (part, full) in [(one, other), (other, one)] {
            if self.full(part) == Some(full) {
                self.forget(part);
            }
        }
    }

    /// The parts whose full actor is another one in `newer`, with the one they had here.
    pub(super) fn changes(&self, newer: &Self) -> Vec<(ActorNo, Option<ActorNo>)> {
        let mut all: Vec<ActorNo> = self.full.keys().chain(newer.full.keys()).copied().collect();
        all.sort_unstable();
        all.dedup();
        all.into_iter()
            .filter(|&part| self.full(part) != newer.full(part))
            .map(|part| (part, self.full(part)))
            .collect()
    }

    /// As it is kept: `part:full` parted by spaces.
    pub(super) fn to_word(&self) -> String {
        let all = self.full.iter();
        let all: Vec<String> = all
            .map(|(part, full)| format!("{}:{}", part.0, full.0))
            .collect();
        all.join(" ")
    }

    fn from_word(word: &str) -> Self {
        let pair = |pair: &str| {
            let (part, full) = pair.split_once(':')?;
            Some((ActorNo(part.parse().ok()?), ActorNo(full.parse().ok()?)))
        };
        Self::from(word.split(' ').filter_map(pair).collect())
    }
}

/// The links that were shown last.
pub(super) fn kept(reader: &Reader) -> Result<Links, StoreError> {
    let word = reader.about(LINKS)?.unwrap_or_default();
    Ok(Links::from_word(&word))
}

/// The links that hold by the articles that are there now.
pub(super) fn find(reader: &Reader) -> Result<Links, StoreError> {
    let mut short: HashMap<ActorNo, Vec<(String, u32)>> = HashMap::new();
    reader.each_short_name(|actor, name, count| {
        let of = short.entry(actor).or_default();
        of.push((name.to_owned(), count));
    })?;
    let mut bearers = Bearers::default();
    let mut numbers: HashMap<(String, ActorKind), ActorNo> = HashMap::new();
    reader.each_actor(|actor| {
        if actor.articles > 0 {
            let names = short.get(&actor.no).map_or(&[][..], Vec::as_slice);
            bearers.count(&actor.key, actor.kind, names, actor.articles);
            numbers.insert((actor.key, actor.kind), actor.no);
        }
    })?;
    let mut full = BTreeMap::new();
    for ((key, kind), no) in &numbers {
        let bearer = bearers.full(key).map(|bearer| (bearer.to_owned(), *kind));
        if let Some(bearer) = bearer.and_then(|bearer| numbers.get(&bearer)) {
            full.insert(*no, *bearer);
        }
    }
    // Nobody stands for one that stands for another.
    let ends: BTreeMap<ActorNo, ActorNo> = full
        .iter()
        .filter(|(_, bearer)| !full.contains_key(bearer))
        .map(|(part, bearer)| (*part, *bearer))
        .collect();
    Ok(Links::from(ends))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn links(pairs: &[(u32, u32)]) -> Links {
        let pairs = pairs
            .iter()
            .map(|(part, full)| (ActorNo(*part), ActorNo(*full)));
        Links::from(pairs.collect())
    }

    #[test]
    fn links_are_read_back_as_they_were_kept() {
        let given = links(&[(1, 9), (4, 9), (7, 2)]);
        assert_eq!(Links::from_word(&given.to_word()), given);
        assert_eq!(Links::from_word(""), Links::default());
        assert_eq!(Links::from_word("a:b 1 :: 2:"), Links::default());
    }

    #[test]
    fn what_changed_is_told_with_what_it_was() {
        let (older, newer) = (links(&[(1, 9), (4, 9)]), links(&[(4, 8), (5, 9)]));
        let changed = older.changes(&newer);
        let nine = Some(ActorNo(9));
        assert_eq!(
            changed,
            [(ActorNo(1), nine), (ActorNo(4), nine), (ActorNo(5), None)]
        );
    }

    #[test]
    fn a_forgotten_part_stands_for_itself() {
        let mut all = links(&[(1, 9), (4, 9)]);
        all.forget_between(ActorNo(9), ActorNo(1));
        all.forget_between(ActorNo(4), ActorNo(1));
        assert_eq!(all, links(&[(4, 9)]));
    }
}
