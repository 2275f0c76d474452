//! Whom names mean beyond their article: by the reader's dictionary, and by the count of all articles. An article with
//! "Aliyev" alone goes to the archive's dominant Aliyev, marked as uncertain, or stands as an unresolved name.
//!
//! What is found depends on which articles there are and not on the order they came in. It is kept in the store, so
//! that what was shown last can be told from what holds now.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::OnceLock;

use crate::actors::corpus::Bearers;
use crate::actors::key;
use crate::model::{ActorKind, ActorNo};
use crate::store::{Reader, StoreError};

use super::dictionary::Own;
use super::kinds;

/// The word in the store under which links are kept.
pub(super) const LINKS: &str = "actors_links";

/// Most steps from a part of a name to its fullest form.
const STEPS: u32 = 4;

/// Whom an actor stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Link {
    /// The actor.
    pub(super) full: ActorNo,
    /// Whether that is a guess by the count of articles; else it is written in the reader's dictionary.
    pub(super) guess: bool,
}

/// The full actor behind each name that has one. What was kept is read when it is first asked for: most looks at articles
/// never ask.
#[derive(Clone, Debug, Default)]
pub(super) struct Links {
    kept: String,
    read: OnceLock<Pairs>,
}

/// Who stands for whom, both ways.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Pairs {
    full: BTreeMap<ActorNo, Link>,
    parts: BTreeMap<ActorNo, Vec<ActorNo>>,
}

impl Pairs {
    fn from(full: BTreeMap<ActorNo, Link>) -> Self {
        let mut parts: BTreeMap<ActorNo, Vec<ActorNo>> = BTreeMap::new();
        for (part, link) in &full {
            parts.entry(link.full).or_default().push(*part);
        }
        Self { full, parts }
    }

    fn from_word(word: &str) -> Self {
        let pair = |pair: &str| {
            let guess = pair.contains(':');
            let (part, full) = pair.split_once([':', '='])?;
            let full = ActorNo(full.parse().ok()?);
            Some((ActorNo(part.parse().ok()?), Link { full, guess }))
        };
        Self::from(word.split(' ').filter_map(pair).collect())
    }
}

impl PartialEq for Links {
    fn eq(&self, other: &Self) -> bool {
        self.pairs() == other.pairs()
    }
}

impl Links {
    fn from(full: BTreeMap<ActorNo, Link>) -> Self {
        Self {
            kept: String::new(),
            read: OnceLock::from(Pairs::from(full)),
        }
    }

    fn from_word(word: String) -> Self {
        Self {
            kept: word,
            read: OnceLock::new(),
        }
    }

    fn pairs(&self) -> &Pairs {
        self.read.get_or_init(|| Pairs::from_word(&self.kept))
    }

    /// The full actor behind a part of a name.
    pub(super) fn full(&self, part: ActorNo) -> Option<ActorNo> {
        self.pairs().full.get(&part).map(|link| link.full)
    }

    /// Whether an actor stands for another by a guess.
    pub(super) fn is_guess(&self, part: ActorNo) -> bool {
        self.pairs().full.get(&part).is_some_and(|link| link.guess)
    }

    /// The parts of a name behind which an actor is.
    pub(super) fn parts(&self, full: ActorNo) -> impl Iterator<Item = ActorNo> {
        let parts = self.pairs().parts.get(&full);
        parts.into_iter().flatten().copied()
    }

    /// Lets a part of a name stand for itself.
    pub(super) fn forget(&mut self, part: ActorNo) {
        self.pairs();
        let Some(Pairs { full, parts }) = self.read.get_mut() else {
            return;
        };
        if let Some(link) = full.remove(&part)
            && let Some(parts) = parts.get_mut(&link.full)
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
        let (older, newer) = (&self.pairs().full, &newer.pairs().full);
        let mut all: Vec<ActorNo> = older.keys().chain(newer.keys()).copied().collect();
        all.sort_unstable();
        all.dedup();
        all.into_iter()
            .filter(|part| older.get(part) != newer.get(part))
            .map(|part| (part, self.full(part)))
            .collect()
    }

    /// As it is kept: `part:full` for guesses and `part=full` for the dictionary, parted by spaces.
    pub(super) fn to_word(&self) -> String {
        let written = |(part, link): (&ActorNo, &Link)| {
            let sign = if link.guess { ':' } else { '=' };
            format!("{}{sign}{}", part.0, link.full.0)
        };
        let all: Vec<String> = self.pairs().full.iter().map(written).collect();
        all.join(" ")
    }
}

/// The links that were shown last.
pub(super) fn kept(reader: &Reader) -> Result<Links, StoreError> {
    let word = reader.about(LINKS)?.unwrap_or_default();
    Ok(Links::from_word(word))
}

/// An actor that articles name.
pub(super) struct Named {
    pub(super) key: String,
    pub(super) kind: ActorKind,
    pub(super) name: String,
    pub(super) articles: u32,
}

/// What the dictionary and the articles that are there now say.
pub(super) struct Found {
    /// The links that hold.
    links: BTreeMap<ActorNo, Link>,
    /// Links between kinds, which hold where no record declares the first to be of its kind.
    pub(super) kinds: Vec<(ActorNo, ActorNo)>,
}

impl Found {
    /// All that hold, with these of the links between kinds.
    pub(super) fn with(self, kinds: &[(ActorNo, ActorNo)]) -> Links {
        let kinds: BTreeMap<ActorNo, ActorNo> = kinds.iter().copied().collect();
        let mut links = self.links;
        for link in links.values_mut() {
            link.full = kinds.get(&link.full).copied().unwrap_or(link.full);
        }
        for (one, usual) in kinds {
            let full = links.get(&usual).map_or(usual, |link| link.full);
            let guess = true;
            if full != one {
                links.insert(one, Link { full, guess });
            }
        }
        Links::from(links)
    }
}

/// The links that hold by the dictionary and by the articles that are there now.
pub(super) fn find(own: &Own, reader: &Reader) -> Result<Found, StoreError> {
    let mut all: BTreeMap<ActorNo, Named> = BTreeMap::new();
    reader.each_actor(|actor| {
        if actor.articles > 0 {
            let named = Named {
                key: actor.key,
                kind: actor.kind,
                name: actor.name,
                articles: actor.articles,
            };
            all.insert(actor.no, named);
        }
    })?;
    let mut full = by_dictionary(own, &all);
    let mut roles: HashSet<ActorNo> = HashSet::new();
    for (part, bearer) in by_count(&all, &full, reader, &mut roles)? {
        // Behind the bearer the dictionary may know another name.
        let end = full.get(&bearer).map_or(bearer, |link| link.full);
        if end != part {
            let guess = true;
            full.entry(part).or_insert(Link { full: end, guess });
        }
    }
    let kinds = kinds::find(&all, |no| full.contains_key(&no), &roles, reader)?;
    Ok(Found { links: full, kinds })
}

/// An actor found in an entry: whether only a part of its name is known, where in the entry it stands, its key.
type InEntry<'k> = (bool, usize, &'k str, ActorNo);

/// What the dictionary makes one: those of a kind in an entry stand for the one whose name comes first in it.
fn by_dictionary(own: &Own, all: &BTreeMap<ActorNo, Named>) -> BTreeMap<ActorNo, Link> {
    let mut entries: BTreeMap<(usize, ActorKind), Vec<InEntry<'_>>> = BTreeMap::new();
    if !own.is_empty() {
        for (no, named) in all {
            if let Some((entry, at)) = own.place(&named.key, named.kind) {
                let partial = named.key.starts_with(key::PARTIAL);
                let of = entries.entry((entry, named.kind)).or_default();
                of.push((partial, at, &named.key, *no));
            }
        }
    }
    let mut links = BTreeMap::new();
    for mut of in entries.into_values() {
        of.sort_unstable();
        if let [(.., full), rest @ ..] = of.as_slice() {
            let (full, guess) = (*full, false);
            links.extend(rest.iter().map(|(.., part)| (*part, Link { full, guess })));
        }
    }
    links
}

/// Whom parts of names and short forms mean by the count of articles. Notes in `roles` who has one.
fn by_count(
    all: &BTreeMap<ActorNo, Named>,
    known: &BTreeMap<ActorNo, Link>,
    reader: &Reader,
    roles: &mut HashSet<ActorNo>,
) -> Result<Vec<(ActorNo, ActorNo)>, StoreError> {
    let mut short: HashMap<ActorNo, Vec<(String, u32)>> = HashMap::new();
    reader.each_body_name(|actor, name, count| {
        let of = short.entry(actor).or_default();
        of.push((name.to_owned(), count));
    })?;
    let mut bearers = Bearers::default();
    let mut numbers: HashMap<(&str, ActorKind), ActorNo> = HashMap::new();
    for (no, named) in all {
        numbers.insert((&named.key, named.kind), *no);
        let own = [(named.name.clone(), named.articles)];
        let names = match named.kind {
            ActorKind::Person => &own[..],
            _ => short.get(no).map_or(&[][..], Vec::as_slice),
        };
        let end = known.get(no).and_then(|link| all.get(&link.full));
        let by = end.map_or(&named.key, |end| &end.key);
        bearers.count_as(by, (&named.key, named.kind), names, named.articles);
    }
    reader.each_role(|actor, role| {
        if let Some(named) = all.get(&actor) {
            roles.insert(actor);
            bearers.count_role(&named.key, role);
        }
    })?;
    let mut found = Vec::new();
    for (no, named) in all {
        let bearer = bearers.full(&named.key);
        if let Some(bearer) = bearer.and_then(|bearer| numbers.get(&(bearer, named.kind))) {
            found.push((*no, *bearer));
        }
    }
    let next: HashMap<ActorNo, ActorNo> = found.iter().copied().collect();
    for (part, bearer) in &mut found {
        // "T. Lima" is Teodor Lima, who is Teodor Pavel Lima; who leads back to himself is nobody's part.
        let mut steps = 0;
        while let Some(further) = next.get(bearer).filter(|_| steps < STEPS) {
            (*bearer, steps) = (*further, steps + 1);
        }
        if next.contains_key(bearer) {
            *bearer = *part;
        }
    }
    found.retain(|(part, bearer)| part != bearer);
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn links(pairs: &[(u32, u32)]) -> Links {
        let link = |full: u32| Link {
            full: ActorNo(full),
            guess: full != 2,
        };
        let pairs = pairs.iter();
        Links::from(
            pairs
                .map(|(part, full)| (ActorNo(*part), link(*full)))
                .collect(),
        )
    }

    #[test]
    fn links_are_read_back_as_they_were_kept() {
        let given = links(&[(1, 9), (4, 9), (7, 2)]);
        assert_eq!(Links::from_word(given.to_word()), given);
        assert_eq!(Links::from_word(String::new()), Links::default());
        assert_eq!(Links::from_word("a:b 1 :: 2:".to_owned()), Links::default());
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
