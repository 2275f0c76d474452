//! Which names of one article are one actor.

use std::sync::Arc;

use super::acronym::{self, is_letters};
use super::body::{find_body, is_party, stand_for_other};
use super::explained;
use super::key::{self, Spoken};
use super::lexicon::{Lexicon, class};
use super::memory::{self, Heard, Memory};
use super::middle;
use super::names::Name;
use super::page::{self, Page, PlainMap};
use super::setting::Setting;
use super::slip::is_slip;
use super::token::{Shape, flag};
use crate::model::ActorKind;

/// One actor of the article under way.
#[derive(Clone, Debug)]
pub(crate) struct Cluster {
    /// What it is.
    pub(crate) kind: ActorKind,
    /// Its fullest name as written.
    pub(crate) name: String,
    /// The words that count, of the fullest name.
    pub(crate) spoken: Arc<Spoken>,
    /// The known actor it is.
    pub(crate) entity: Option<u32>,
    /// Numbers of its names.
    pub(crate) names: Vec<usize>,
    /// Whether it is a guess that it is named: no name in it says by itself who is meant.
    pub(crate) uncertain: bool,
    /// Those of its names that had to choose between several.
    pub(crate) guessed: Vec<usize>,
    /// Acronym given in brackets or made of initials.
    pub(crate) acronym: Option<String>,
    /// 'f' or 'm' where an honorific or first name says so.
    pub(crate) gender: Option<char>,
    /// Initials in the middle of the name.
    pub(crate) middle: String,
}

/// Groups names: answers the clusters and for each name its cluster.
pub(crate) fn cluster(
    page: &Page<'_>,
    lexicon: &Lexicon,
    names: &[Name],
    memory: &mut Memory,
) -> (Vec<Cluster>, Vec<usize>) {
    let mut clusters: Vec<Cluster> = Vec::new();
    let mut of = vec![usize::MAX; names.len()];
    let mut exact: PlainMap<(ActorKind, &str), usize> = page::with_room(names.len());
    let setting = Setting::of(page, lexicon);
    // Names that are written alike are heard once.
    let mut heard: Vec<Heard> = Vec::new();
    let mut numbers: PlainMap<(ActorKind, &str), usize> = page::with_room(names.len());
    let hear = |name: &Name| {
        let written = page.text_of(name.start..name.end);
        *numbers.entry((name.kind, written)).or_insert_with(|| {
            let mut own = memory.heard(page, lexicon, name);
            if let Some(entity) = own.entity
                && (setting.is_elsewhere(name)
                    || explained::is_other(page, name)
                    || middle::is_anybody(page, lexicon, name, entity))
            {
                (own.entity, own.spelt_out) = (None, None);
            }
            heard.push(own);
            heard.len() - 1
        })
    };
    let alike: Vec<usize> = names.iter().map(hear).collect();
    let facts: Vec<Facts<'_>> = names
        .iter()
        .zip(&alike)
        .map(|(name, &alike)| Facts::new(page, name, &heard[alike]))
        .collect();
    let mut order: Vec<usize> = (0..names.len()).collect();
    // Long names first, so that short ones find somebody to belong to.
    let initials = facts.iter().map(|f| (f.joined, f.spoken.middle.as_str()));
    let rivals = middle::rivals(initials);
    order.sort_by_key(|&n| {
        let spoken = facts[n].spoken;
        let is_open = rivals.contains(facts[n].joined) && spoken.middle.is_empty();
        (std::cmp::Reverse(spoken.words.len().min(4)), is_open, n)
    });
    let lists = lists(page, names);
    for n in order {
        let fact = &facts[n];
        // "George W. Bush, Bill Clinton, George Bush" are three.
        let is_listed = lists[n] != n || lists.get(n + 1) == Some(&lists[n]);
        let is_beside = |c: &Cluster| {
            let written = |n: usize| page.text_of(names[n].start..names[n].end);
            let other =
                |&m: &usize| lists[m] == lists[n] && facts[m].is_full() && written(m) != written(n);
            is_listed && fact.is_full() && c.names.iter().any(other)
        };
        let spot = (names[n].kind, fact.joined);
        let known = exact
            .get(&spot)
            .copied()
            .filter(|_| fact.is_full() || names[n].kind != ActorKind::Person)
            .filter(|_| !explained::is_ambiguous(page, &names[n]))
            .filter(|_| !rivals.contains(fact.joined) || names[n].kind != ActorKind::Person)
            .filter(|&c| !is_beside(&clusters[c]));
        let choice = known.map(|c| (c, false)).or_else(|| match names[n].kind {
            ActorKind::Person => find_person(&clusters, fact, n, is_beside),
            ActorKind::Place => find_place(&clusters, fact),
            _ => find_body(&clusters, fact),
        });
        let c = match choice {
            Some((c, unsure)) => {
                clusters[c].guessed.extend(unsure.then_some(n));
                c
            }
            None => {
                clusters.push(Cluster {
                    kind: names[n].kind,
                    name: memory::written(page, &names[n]).into_owned(),
                    spoken: Arc::clone(fact.spoken),
                    entity: fact.entity,
                    names: Vec::new(),
                    uncertain: false,
                    guessed: Vec::new(),
                    acronym: fact.acronym.clone(),
                    gender: fact.gender,
                    middle: String::new(),
                });
                clusters.len() - 1
            }
        };
        exact.entry(spot).or_insert(c);
        clusters[c].names.push(n);
        clusters[c].gender = clusters[c].gender.or(fact.gender);
        if clusters[c].middle.is_empty() {
            clusters[c].middle.clone_from(&fact.spoken.middle);
        }
        clusters[c].entity = match fact.spelt_out {
            // The letters tell which of the parties with this name it is.
            Some(party) if is_party(&clusters[c].spoken.words, party) => fact.entity,
            // "Senate" after "Australian Senate" is not whom it means elsewhere.
            _ => {
                let is_whole = fact.spoken.words.len() >= clusters[c].spoken.words.len();
                let meant = fact.spelt_out.filter(|_| fact.upper);
                let is_it = |meant| !stand_for_other(&clusters[c].spoken.words, meant);
                let own = fact.entity.filter(|_| is_whole || meant.is_some_and(is_it));
                clusters[c].entity.or(own)
            }
        };
        of[n] = c;
    }
    middle::tell_apart(lexicon, &mut clusters, &rivals);
    (clusters, of)
}

/// A number for each name; people have one in common who stand in one list, with but commas and "and" between them.
fn lists(page: &Page<'_>, names: &[Name]) -> Vec<usize> {
    let is_between = |at: usize| matches!(page.tokens[at].text(page.text), "," | "and" | "&");
    let mut lists = Vec::with_capacity(names.len());
    for (n, name) in names.iter().enumerate() {
        let goes_on = n.checked_sub(1).filter(|&last| {
            let before = &names[last];
            before.kind == ActorKind::Person
                && name.kind == ActorKind::Person
                && (before.end..name.start).all(is_between)
                && !page.tokens[name.start].has(flag::BLOCK)
        });
        lists.push(goes_on.map_or(n, |last| lists[last]));
    }
    lists
}

/// What matters of one name for grouping.
pub(super) struct Facts<'h> {
    pub(super) spoken: &'h Arc<Spoken>,
    joined: &'h str,
    pub(super) entity: Option<u32>,
    acronym: Option<String>,
    gender: Option<char>,
    pub(super) upper: bool,
    /// In capitals as all is around it.
    pub(super) shouted: bool,
    /// A word that may be letters which are read out: "Acoba", but not "Apple".
    pub(super) may_be_letters: bool,
    pub(super) spelt_out: Option<&'h [String]>,
    /// A family name of several words and nothing else.
    family: bool,
    /// Not known as anybody's name.
    unheard: bool,
}

impl<'h> Facts<'h> {
    /// Whether it says by itself who is meant.
    fn is_full(&self) -> bool {
        is_full(self.spoken)
    }

    fn new(page: &Page<'_>, name: &Name, heard: &'h Heard) -> Self {
        let tokens = &page.tokens[name.start..name.end];
        let before = name
            .start
            .checked_sub(1)
            .map(|at| page.tokens[at].text(page.text).trim_end_matches('.'));
        let first = page.known[name.start];
        let gender = match before {
            Some("Mr" | "Sir" | "Lord" | "King" | "Prince") => Some('m'),
            Some("Mrs" | "Ms" | "Miss" | "Lady" | "Dame" | "Queen" | "Princess" | "Madame") => {
                Some('f')
            }
            // "Han Ji-won": the family name stands first.
            _ if name.len() == 2
                && tokens[1].shape == Shape::Mixed
                && tokens[1].text(page.text).contains('-') =>
            {
                None
            }
            _ if name.len() > 1 && first & class::FEMALE != 0 && first & class::MALE == 0 => {
                Some('f')
            }
            _ if name.len() > 1 && first & class::MALE != 0 && first & class::FEMALE == 0 => {
                Some('m')
            }
            _ => None,
        };
        let upper = is_letters(tokens);
        let words = &heard.spoken.words;
        let acronym = (name.kind == ActorKind::Organisation && tokens.len() > 1)
            .then(|| acronym::given(page, name.end, words))
            .flatten();
        let family = name.kind == ActorKind::Person
            && words.len() > 1
            && (key::begins_family(words)
                || heard.spoken.as_one
                || first & class::FAMILY != 0 && first & (class::GIVEN | class::HONORIFIC) == 0);
        Self {
            spoken: &heard.spoken,
            joined: &heard.joined,
            entity: heard.entity,
            acronym,
            gender,
            upper,
            shouted: tokens[0].has(flag::SHOUTED),
            may_be_letters: upper || heard.may_be_letters,
            spelt_out: heard.spelt_out.as_deref(),
            family,
            unheard: first & (class::FAMILY | class::FAMILY_COMMON | class::GIVEN) == 0,
        }
    }
}

/// The person that a name goes to, and whether that is unsure; nobody who `is_beside` it under another name.
fn find_person(
    clusters: &[Cluster],
    fact: &Facts<'_>,
    at: usize,
    is_beside: impl Fn(&Cluster) -> bool,
) -> Option<(usize, bool)> {
    let people = || {
        clusters.iter().enumerate().filter(|(_, c)| {
            c.kind == ActorKind::Person
                && !is_beside(c)
                && !middle::conflict(&c.middle, &fact.spoken.middle)
        })
    };
    if let Some(entity) = fact.entity
        && let Some((c, _)) = people().find(|(_, c)| c.entity == Some(entity))
    {
        return Some((c, false));
    }
    if fact.is_full() {
        let is_whole = |c: &Cluster| is_full(&c.spoken) && key::compatible(&c.spoken, fact.spoken);
        let mut wholes = people().filter(|(_, c)| is_whole(c));
        let whole = wholes.next();
        // "Jane Marlow" where there are Jane Q. and Jane R. Marlow.
        if let Some((first, one)) = whole
            && !one.middle.is_empty()
            && let Some((other, _)) = wholes.find(|(_, c)| middle::conflict(&c.middle, &one.middle))
        {
            return likeliest(clusters, &[first, other], at).map(|c| (c, true));
        }
        // "Le Pen" after "Marine Le Pen", "Angla Merkel" after "Angela Merkel".
        let close = || {
            let mut found = people().filter(|(_, c)| {
                c.spoken.sounds.len() > fact.spoken.sounds.len()
                    && (c.spoken.sounds.ends_with(&fact.spoken.sounds)
                        // "Ben Ali" after "Zine El Abidine Ben Ali".
                        || key::words(&c.name).ends_with(&fact.spoken.words))
                    || is_short_of(&c.spoken, fact.spoken)
            });
            let (first, _) = found.next()?;
            Some((first, !fact.family || found.next().is_some()))
        };
        // "Göring-Eckart" after "Katrin Göring-Eckardt", "Jalal Gazouhas" after "Jalal Gazouha".
        let slip = || {
            let is_slipped = |(_, c): &(usize, &Cluster)| {
                fact.spoken.as_one && ends_with_slip(&c.spoken.words, &fact.spoken.words)
                    || is_slip_of(&c.spoken.words, &fact.spoken.words)
            };
            let mut found = people().filter(is_slipped);
            let (c, _) = found.next()?;
            found.next().is_none().then_some((c, true))
        };
        return match whole {
            Some((c, _)) => Some((c, false)),
            None => close().or_else(slip),
        };
    }
    let word = fact.spoken.words.first()?;
    let gender_fits =
        |c: &Cluster| !matches!((c.gender, fact.gender), (Some(a), Some(b)) if a != b);
    // Who is spelt like it goes before who only sounds like it.
    for spelt_alike in [true, false] {
        let same = |c: &Cluster, at: usize| {
            let own = c.spoken.words.get(at);
            own == Some(word) || !spelt_alike && c.spoken.spells(at, fact.spoken, 0)
        };
        for part in 0..3 {
            let fits = |c: &Cluster| {
                let count = c.spoken.words.len();
                let named = match part {
                    0 => count > 1 && same(c, count - 1),
                    1 => count > 1 && same(c, 0),
                    _ => (0..count).any(|at| same(c, at)),
                };
                named && gender_fits(c)
            };
            let mut candidates: Vec<usize> =
                people().filter(|(_, c)| fits(c)).map(|(n, _)| n).collect();
            // "Mr. Clinton" is who is known for a man rather than who may be one.
            let known = |c: &usize| fact.gender.is_some() && clusters[*c].gender == fact.gender;
            if candidates.len() > 1 && candidates.iter().any(known) {
                candidates.retain(known);
            }
            match candidates.as_slice() {
                [] => {}
                [one] => return Some((*one, false)),
                several => return likeliest(clusters, several, at).map(|c| (c, true)),
            }
        }
    }
    // "Brankoven" after "Teodor Brankovan", where that is nobody's family name.
    let mut slips = people().filter(|(_, c)| {
        let family = c.spoken.words.last().filter(|_| c.spoken.words.len() > 1);
        fact.unheard && gender_fits(c) && family.is_some_and(|family| is_slip_in(family, word))
    });
    let (c, _) = slips.next()?;
    slips.next().is_none().then_some((c, true))
}

/// Whether a name says who is meant by itself.
fn is_full(spoken: &Spoken) -> bool {
    spoken.words.len() > 1 || spoken.is_monarch()
}

/// Whether a family name may be another with a slip of the pen; "Kuznetsov" and "Kuznetsova" are two.
fn is_slip_in(one: &str, other: &str) -> bool {
    let of_woman = |long: &str, short: &str| long.strip_suffix('a') == Some(short);
    is_slip(one, other) && !of_woman(one, other) && !of_woman(other, one)
}

/// Whether two full names of one length differ by a letter left out of the first name.
fn is_short_of(one: &Spoken, other: &Spoken) -> bool {
    let (a, b) = (&one.words, &other.words);
    if a.len() != b.len() || a.len() < 2 || a[1..] != b[1..] {
        return false;
    }
    let (short, long) = if a[0].len() < b[0].len() {
        (&a[0], &b[0])
    } else {
        (&b[0], &a[0])
    };
    short.len() >= 5
        && long.len() == short.len() + 1
        && (1..long.len() - 1)
            .any(|at| long.get(..at) == short.get(..at) && long.get(at + 1..) == short.get(at..))
}

/// Whether a longer name ends with a shorter one but for a slip in one word.
fn ends_with_slip(long: &[String], short: &[String]) -> bool {
    let Some(front) = long.len().checked_sub(short.len()).filter(|n| *n > 0) else {
        return false;
    };
    let mut other = long[front..].iter().zip(short).filter(|(a, b)| a != b);
    other.next().is_some_and(|(a, b)| is_slip(a, b)) && other.next().is_none()
}

/// Whether two full names differ by a slip in the family name alone.
fn is_slip_of(one: &[String], other: &[String]) -> bool {
    one.len() == other.len()
        && matches!((one.split_last(), other.split_last()),
            (Some((a, front)), Some((b, same))) if front == same && is_slip_in(a, b))
}

/// Of several, the one named most before this place, for a short name is kept for the main bearer; of equals the
/// nearest, else the one named first.
fn likeliest(clusters: &[Cluster], several: &[usize], at: usize) -> Option<usize> {
    let before = |c: usize| clusters[c].names.iter().copied().filter(move |n| *n < at);
    several
        .iter()
        .copied()
        .filter(|c| before(*c).next().is_some())
        .max_by_key(|c| (before(*c).count(), before(*c).max()))
        .or_else(|| several.first().copied())
}

fn find_place(clusters: &[Cluster], fact: &Facts<'_>) -> Option<(usize, bool)> {
    let Some(entity) = fact.entity else {
        // "Heathrow" after "Heathrow Airport".
        let mut longer = clusters.iter().enumerate().filter(|(_, c)| {
            c.kind == ActorKind::Place
                && c.spoken.words.len() == fact.spoken.words.len() + 1
                && c.spoken.words.starts_with(&fact.spoken.words)
                && c.spoken.words.last().is_some_and(|word| {
                    matches!(
                        word.as_str(),
                        "airport" | "stadium" | "prison" | "palace" | "airbase"
                    )
                })
        });
        return longer
            .next()
            .map(|(n, _)| (n, false))
            .filter(|_| longer.next().is_none());
    };
    clusters
        .iter()
        .position(|c| c.kind == ActorKind::Place && c.entity == Some(entity))
        .map(|c| (c, false))
}
