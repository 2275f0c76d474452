//! One name that articles take for several kinds of actor: where nearly all of them agree, the others are taken to mean the same.
//!
//! "Tiger Woods" may be read as a body in some articles and as a place in a few. A wrong join hurts more than a missed one, and
//! places are named after people, firms after their founders, clubs after their towns: so a name of one word has to be rare, and whom
//! the dictionary or a record has in a kind stays of that kind.

use std::collections::{BTreeMap, HashMap, HashSet};

use crate::actors::hash::join;
use crate::actors::key;
use crate::actors::lexicon::{Lexicon, class};
use crate::actors::token::tokens;
use crate::index::columns::actors::Actors;
use crate::model::{ActorKind, ActorNo, ArticleNo};
use crate::store::{Reader, StoreError};

use super::bearers::Named;
use super::gather;

/// For one article with the less usual kind there are at least so many with the usual one.
const TIMES: u32 = 3;
/// The same for a name of one word.
const TIMES_OF_ONE: u32 = 10;
/// Most articles with the less usual kind of a name of one word; and where the dictionary knows the usual one.
const MOST_OF_ONE: [u32; 2] = [5, 10];

/// Fewest articles with the usual kind of a name of one word.
const LEAST_OF_ONE: u32 = 10;

/// A name in a kind that is less usual than another, with the actor of the usual kind.
type Pair = (ActorNo, ActorNo);

/// The actors that by their names and the count of their articles are others of another kind. `taken` are those of whom it is known
/// whom they mean, `roles` those with a role, who are people.
pub(super) fn find(
    all: &BTreeMap<ActorNo, Named>,
    taken: impl Fn(ActorNo) -> bool,
    roles: &HashSet<ActorNo>,
    reader: &Reader,
) -> Result<Vec<Pair>, StoreError> {
    let mut sure = Vec::new();
    for (one, usual) in pairs(all, taken, roles) {
        let name = all.get(&one).map(|named| key::words(&named.name));
        let name = name.unwrap_or_default();
        let says_no_more = |other: &(String, u32)| {
            let words = key::words(&other.0);
            words.iter().all(|word| name.contains(word))
        };
        // "Chicago Corp" is no town, though it is called Chicago, too.
        if reader.names(one)?.iter().all(says_no_more) {
            sure.push((one, usual));
        }
    }
    Ok(sure)
}

fn pairs(
    all: &BTreeMap<ActorNo, Named>,
    taken: impl Fn(ActorNo) -> bool,
    roles: &HashSet<ActorNo>,
) -> Vec<Pair> {
    let mut named: Vec<(u64, ActorNo)> = all
        .iter()
        .map(|(no, named)| (gather::hash(&named.name.to_lowercase()), *no))
        .collect();
    named.sort_unstable();
    let mut found = Vec::new();
    let several = named.chunk_by(|one, other| one.0 == other.0);
    for same in several.filter(|same| same.len() > 1) {
        let same = same.iter().filter_map(|(_, no)| Some((*no, all.get(no)?)));
        let same: Vec<Candidate<'_>> = same.map(|(no, of)| Candidate::new(no, of)).collect();
        let Some(usual) = usual(&same) else {
            continue;
        };
        let is_free =
            |one: &&Candidate<'_>| !one.is_known && !taken(one.no) && !roles.contains(&one.no);
        let others = same.iter().filter(is_free).filter(|one| one.may_be(usual));
        found.extend(others.map(|one| (one.no, usual.no)));
    }
    let families = families(all, &found);
    found.retain(|(one, _)| !families.contains(one));
    found
}

/// An actor among those of one name.
struct Candidate<'n> {
    no: ActorNo,
    named: &'n Named,
    is_partial: bool,
    is_known: bool,
}

impl<'n> Candidate<'n> {
    fn new(no: ActorNo, named: &'n Named) -> Self {
        let listed = listed(&named.name);
        let is_known = named.kind == ActorKind::Group || listed == Some(named.kind);
        Self {
            no,
            named,
            is_partial: named.key.starts_with(key::PARTIAL),
            is_known,
        }
    }

    /// Whether by the kinds and counts this one is meant to be the usual one of its name.
    fn may_be(&self, usual: &Self) -> bool {
        let kinds = (self.named.kind, usual.named.kind);
        if self.no == usual.no || kinds.0 == kinds.1 {
            return false;
        }
        let (few, many) = (self.named.articles, usual.named.articles);
        let (person, place) = (ActorKind::Person, ActorKind::Place);
        if self.named.name.contains(' ') {
            let is_body = kinds.0 == ActorKind::Organisation;
            // What is called like a town may be its club.
            let is_club = is_body && usual.is_known && kinds.1 == place;
            let times = if usual.is_known && !is_body { 1 } else { TIMES };
            return !is_club && !self.is_partial && many >= few.saturating_mul(times);
        }
        let times = if usual.is_known { TIMES } else { TIMES_OF_ONE };
        let rare = few <= MOST_OF_ONE[usize::from(usual.is_known)];
        // Firms and towns are named after people, clubs after towns.
        let is_sure = kinds.0 == person && !is_common(&self.named.name);
        rare && is_sure && many >= LEAST_OF_ONE.max(few.saturating_mul(times))
    }
}

/// What the dictionary has a name as, in the lists of towns and of people, too.
fn listed(name: &str) -> Option<ActorKind> {
    let lexicon = Lexicon::shipped();
    let tokens = tokens(name);
    let phrase = tokens
        .iter()
        .fold(0, |state, token| join(state, token.word));
    let length = u32::try_from(tokens.len()).ok()?;
    let hit = lexicon.phrase(phrase, length)?;
    Some(lexicon.known(hit.entity).kind())
}

/// Whether many people are called so.
fn is_common(name: &str) -> bool {
    let lexicon = Lexicon::shipped();
    let common = class::FAMILY_COMMON | class::GIVEN;
    tokens(name)
        .iter()
        .any(|token| lexicon.word(token.word) & common != 0)
}

/// The usual one of one name: the one that the dictionary knows, else the one in most articles.
fn usual<'c, 'n>(same: &'c [Candidate<'n>]) -> Option<&'c Candidate<'n>> {
    let whole = same
        .iter()
        .filter(|one| !one.is_partial && one.named.kind != ActorKind::Group);
    whole.min_by(|one, other| {
        let rank =
            |one: &Candidate<'_>| (!one.is_known, u32::MAX - one.named.articles, one.named.kind);
        let by_key = || one.named.key.cmp(&other.named.key);
        rank(one).cmp(&rank(other)).then_with(by_key)
    })
}

/// The people of a pair whose name of one word somebody has as a part of his own.
fn families(all: &BTreeMap<ActorNo, Named>, pairs: &[Pair]) -> HashSet<ActorNo> {
    let people = pairs
        .iter()
        .filter_map(|(one, _)| Some((*one, all.get(one)?)));
    let people = people.filter(|(_, named)| named.kind == ActorKind::Person);
    let parts: HashMap<String, ActorNo> = people
        .map(|(one, named)| (named.name.to_lowercase(), one))
        .collect();
    let mut found = HashSet::new();
    if parts.is_empty() {
        return found;
    }
    let full = all
        .values()
        .filter(|named| named.kind == ActorKind::Person && !named.key.starts_with(key::PARTIAL));
    for named in full.filter(|named| named.name.contains(' ')) {
        let words = named.name.split(' ').map(str::to_lowercase);
        found.extend(words.filter_map(|word| parts.get(&word)));
    }
    found
}

/// Whether a record declares an actor; `shown` stands for it in the columns.
pub(super) fn is_declared(
    no: ActorNo,
    shown: ActorNo,
    (published, reader): (&Actors, &Reader),
) -> Result<bool, StoreError> {
    for article in published.articles(shown).iter().map(ArticleNo) {
        let here = reader.actors_of(article)?.unwrap_or_default();
        if here.iter().any(|here| here.no == no && here.declared) {
            return Ok(true);
        }
    }
    Ok(false)
}

#[cfg(test)]
mod tests {
    use super::*;
    use ActorKind::{Organisation, Person, Place};

    /// Actors of one name; which of them others of these stand for.
    fn check(name: &str, actors: &[(ActorKind, u32)], more: &[&str], expected: &[(u32, u32)]) {
        let named = |kind, name: &str, articles| Named {
            key: key::key(name, kind),
            kind,
            name: name.to_owned(),
            articles,
        };
        let own = actors
            .iter()
            .map(|(kind, articles)| named(*kind, name, *articles));
        let others = more.iter().map(|name| named(Person, name, 9));
        let all = (0u32..).map(ActorNo).zip(own.chain(others)).collect();
        let found = pairs(&all, |_| false, &HashSet::new());
        let found: Vec<_> = found.iter().map(|(one, usual)| (one.0, usual.0)).collect();
        assert_eq!(found, expected, "{name} {actors:?}");
    }

    #[test]
    fn a_kind_that_few_articles_give_a_full_name_is_the_usual_one() {
        let name = "Teodor Brankovan";
        check(
            name,
            &[(Person, 19), (Place, 6), (Organisation, 7)],
            &[],
            &[(1, 0)],
        );
        check(name, &[(Person, 19), (Person, 1)], &[], &[]);
    }

    #[test]
    fn whom_the_dictionary_knows_in_a_kind_stays_of_it() {
        check("New Zealand", &[(Place, 2), (Person, 2)], &[], &[(1, 0)]);
        check("New Zealand", &[(Place, 2), (Person, 90)], &[], &[]);
        // A club or a town: nobody can tell.
        check("New York", &[(Place, 99), (Organisation, 1)], &[], &[]);
        check("Chelsea", &[(Place, 1), (Organisation, 99)], &[], &[]);
    }

    #[test]
    fn a_name_of_one_word_may_be_anybodys() {
        check(
            "Brankovia",
            &[(Organisation, 50), (Person, 5)],
            &[],
            &[(1, 0)],
        );
        check("Brankovia", &[(Organisation, 49), (Person, 5)], &[], &[]);
        check("Brankovia", &[(Organisation, 90), (Person, 6)], &[], &[]);
        check(
            "Brankovia",
            &[(Organisation, 50), (Person, 5)],
            &["Ana Brankovia"],
            &[],
        );
        // Firms and towns are named after people.
        check(
            "Brankovia",
            &[(Person, 90), (Organisation, 1), (Place, 1)],
            &[],
            &[],
        );
        check("Bonn", &[(Place, 30), (Person, 9)], &[], &[(1, 0)]);
        check("Bonn", &[(Place, 30), (Person, 9)], &["Ana Bonn"], &[]);
        check("Bonn", &[(Place, 9), (Person, 1)], &[], &[]);
    }
}
