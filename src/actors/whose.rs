//! Whose a body is that has a name every state has one of: "Finance Ministry" is that of the state the text ties it to.
//!
//! Where the text does not tie it to a state, it is a guess that the state named most is meant. Where no state is named, the name
//! is but a part of one: equal in two articles, it need not be the same body.

use super::cluster::Cluster;
use super::key::{self, PARTIAL};
use super::lexicon::{Known, Lexicon};
use super::names::Name;
use super::page::{Page, PlainMap};
use super::small_words::PORTFOLIOS;
use super::token::{POSSESSIVE, Shape, flag};
use crate::model::ActorKind;

/// Names that every state may have one of, ministries apart; as keys have them.
const BODIES: &[&str] = &[
    "air force",
    "army",
    "cabinet",
    "central bank",
    "congress",
    "constitutional court",
    "court of appeal",
    "election commission",
    "electoral commission",
    "high court",
    "house of representatives",
    "lower house",
    "ministry",
    "national assembly",
    "navy",
    "parliament",
    "senate",
    "supreme court",
    "treasury",
    "upper house",
];

/// What stands before the names of bodies that the dictionary has of a state.
const PEOPLES: &[(&str, &str)] = &[
    ("France", "French"),
    ("Iran", "Iranian"),
    ("Russia", "Russian"),
    ("United Kingdom", "British"),
    ("United States", "U.S."),
];

/// Bodies that some states have under another name only: no other text means theirs.
const WITHOUT: &[(&str, &[&str])] = &[
    (
        "United States",
        &[
            "central bank",
            "ministry",
            "national assembly",
            "parliament",
        ],
    ),
    (
        "United Kingdom",
        &[
            "central bank",
            "congress",
            "finance ministry",
            "foreign ministry",
            "interior ministry",
            "national assembly",
            "senate",
        ],
    ),
];

/// Most small words between a state and its body: "Japan's powerful Finance Ministry".
const BETWEEN: usize = 2;
/// So often a state that is the only one is named where it is no guess that its body is meant.
const OFTEN: u32 = 3;
/// For how many names a dateline counts.
const DATELINE: u32 = 3;

/// The key and name of a body that the dictionary does not have.
#[derive(Clone, Debug)]
pub(crate) struct Whose {
    /// Its key.
    pub(crate) key: String,
    /// The name to show it by.
    pub(crate) name: String,
}

/// A body's name without the state, as keys have it: `finance ministry`, also for "Ministry of Finance". Nothing for a name that
/// says more, or no name of the kind.
pub(crate) fn base(name: &str) -> Option<String> {
    // Most names are told by a look.
    let is_ministry = name.contains("inistry") || name.contains("INISTRY");
    if !is_ministry && name.len() > 24 {
        return None;
    }
    let words = key::name_key_plain(name);
    let joined = words.join(" ");
    if BODIES.contains(&joined.as_str()) {
        return Some(joined);
    }
    let fields: Vec<&str> = words
        .iter()
        .map(String::as_str)
        .filter(|word| !matches!(*word, "ministry" | "of" | "for" | "and" | "the"))
        .map(|word| match word {
            "defence" => "defense",
            "labour" => "labor",
            word => word,
        })
        .collect();
    let ends = [words.first()?, words.last()?];
    let is_ministry = is_ministry && ends.iter().any(|end| *end == "ministry");
    let is_field =
        |word: &&str| PORTFOLIOS.contains(word) || matches!(*word, "defense" | "foreign" | "trade");
    (is_ministry && !fields.is_empty() && fields.iter().all(is_field))
        .then(|| format!("{} ministry", fields.join(" ")))
}

/// A cluster, and whose body it is where its name does not say so.
pub(crate) type Told = (Cluster, Option<Whose>);

/// Tells the bodies of several states apart, and says whose each is; `of` has the cluster of each name. A cluster whose names are
/// tied to several states becomes several.
pub(crate) fn tell_apart(
    page: &Page<'_>,
    lexicon: &Lexicon,
    names: &[Name],
    clusters: Vec<Cluster>,
    of: &mut [usize],
) -> Vec<Told> {
    let mut told: Vec<Told> = clusters
        .into_iter()
        .map(|cluster| (cluster, None))
        .collect();
    let mut found: Vec<usize> = Vec::new();
    for c in 0..told.len() {
        let cluster = &told[c].0;
        // The dictionary may have the general name, too.
        let is_general = |entity| base(lexicon.name(entity)).is_some();
        let is_open =
            cluster.kind == ActorKind::Organisation && cluster.entity.is_none_or(is_general);
        let longest = cluster.names.first().filter(|_| is_open && page.english);
        let Some((base, shown)) = longest.and_then(|n| own_part(page, lexicon, &names[*n])) else {
            continue;
        };
        for (place, part) in by_state(page, lexicon, names, cluster.clone())
            .into_iter()
            .enumerate()
        {
            let (mut cluster, tied) = part;
            let (state, guess) = match tied {
                Some(state) => (Some(state), false),
                None => guess(page, lexicon, names, &base),
            };
            cluster.uncertain |= guess;
            let state = state.map(|state| lexicon.name(state));
            cluster.entity = state.and_then(|state| known(lexicon, &base, state));
            let whose = cluster
                .entity
                .is_none()
                .then(|| whose(&base, &shown, state));
            let at = if place == 0 { c } else { told.len() };
            cluster.names.iter().for_each(|n| of[*n] = at);
            found.push(at);
            match place {
                0 => told[c] = (cluster, whose),
                _ => told.push((cluster, whose)),
            }
        }
    }
    join_same(&mut told, of, &found);
    told
}

/// The names of a cluster by the state they are tied to, in the order of the text.
fn by_state(
    page: &Page<'_>,
    lexicon: &Lexicon,
    names: &[Name],
    mut cluster: Cluster,
) -> Vec<(Cluster, Option<u32>)> {
    let tied = |n: &usize| tie(page, lexicon, &names[*n]);
    let mut in_order = cluster.names.clone();
    in_order.sort_unstable();
    let ties: Vec<Option<u32>> = in_order.iter().map(tied).collect();
    let mut states: Vec<u32> = ties.iter().copied().flatten().collect();
    states.dedup();
    let Some(&first) = states.first() else {
        return vec![(cluster, None)];
    };
    if states.iter().all(|state| *state == first) {
        return vec![(cluster, Some(first))];
    }
    cluster.names.clear();
    let mut parts: Vec<(Cluster, Option<u32>)> = Vec::new();
    let mut last = first;
    for (n, tied) in in_order.into_iter().zip(ties) {
        // Of several, the one named last is meant, as far as one can tell.
        last = tied.unwrap_or(last);
        let at = match parts.iter().position(|(_, state)| *state == Some(last)) {
            Some(at) => at,
            None => {
                parts.push((cluster.clone(), Some(last)));
                parts.len() - 1
            }
        };
        parts[at].0.names.push(n);
        parts[at].0.uncertain |= tied.is_none();
    }
    parts
}

fn whose(base: &str, shown: &str, state: Option<&str>) -> Whose {
    match state {
        Some(state) => {
            let the = if takes_article(state) { "the " } else { "" };
            Whose {
                key: format!("o:{base} of {the}{}", key::name_key_plain(state).join(" ")),
                name: format!("{shown} of {the}{state}"),
            }
        }
        None => Whose {
            key: format!("{PARTIAL}o:{base}"),
            name: shown.to_owned(),
        },
    }
}

fn takes_article(state: &str) -> bool {
    state.starts_with("United ")
        || state.ends_with(" Republic")
        || state.ends_with(" Islands")
        || matches!(
            state,
            "Netherlands" | "Philippines" | "Bahamas" | "Maldives" | "Gambia" | "Soviet Union"
        )
}

/// The body that the dictionary has of a state.
fn known(lexicon: &Lexicon, base: &str, state: &str) -> Option<u32> {
    let people = PEOPLES.iter().find(|(of, _)| *of == state);
    let before = people.map_or(state, |(_, people)| people);
    // The dictionary is asked as names are written.
    let mut written = before.to_owned();
    for word in base.split(' ') {
        let mut letters = word.chars();
        written.push(' ');
        written.extend(letters.next().into_iter().flat_map(char::to_uppercase));
        written.push_str(letters.as_str());
    }
    key::find(lexicon, &written).filter(|entity| lexicon.known(*entity) == Known::Body)
}

/// Takes those together of which it was found that they are one body: "Finance Ministry" and "Ministry of Finance".
fn join_same(told: &mut Vec<Told>, of: &mut [usize], found: &[usize]) {
    for (place, &c) in found.iter().enumerate() {
        let same = |&other: &usize| match (&told[c], &told[other]) {
            ((_, Some(one)), (_, Some(other))) => one.key == other.key,
            ((one, None), (other, None)) => one.entity == other.entity,
            _ => false,
        };
        if let Some(&first) = found[..place].iter().find(|other| same(other)) {
            let names = std::mem::take(&mut told[c].0.names);
            names.iter().for_each(|n| of[*n] = first);
            let unsure = told[c].0.uncertain;
            told[first].0.names.extend(names);
            told[first].0.uncertain |= unsure;
        }
    }
    // The known body may have been named by its own name, too.
    for &c in found {
        let entity = told[c].0.entity;
        let same = |(other, (cluster, _)): (usize, &Told)| {
            let is_one = cluster.entity == entity && cluster.kind == ActorKind::Organisation;
            is_one && other != c && !cluster.names.is_empty()
        };
        let first = told
            .iter()
            .enumerate()
            .position(same)
            .filter(|_| entity.is_some());
        if let Some(first) = first.filter(|first| !found.contains(first)) {
            let names = std::mem::take(&mut told[c].0.names);
            names.iter().for_each(|n| of[*n] = first);
            told[first].0.names.extend(names);
        }
    }
    let mut left = 0;
    let places: Vec<usize> = told
        .iter()
        .map(|(cluster, _)| {
            left += usize::from(!cluster.names.is_empty());
            left.saturating_sub(1)
        })
        .collect();
    of.iter_mut().for_each(|c| *c = places[*c]);
    told.retain(|(cluster, _)| !cluster.names.is_empty());
}

/// The part of a name that is a body's without its state, as keys have it and as it is written.
fn own_part(page: &Page<'_>, lexicon: &Lexicon, name: &Name) -> Option<(String, String)> {
    let start = inner_start(page, lexicon, name).map_or(name.start, |(start, _)| start);
    let end = inner_end(page, lexicon, name).map_or(name.end, |(end, _)| end);
    let shown = super::memory::line(page, start..end.max(start + 1)).into_owned();
    let shown = match shown.strip_prefix("the ").or(shown.strip_prefix("The ")) {
        Some(rest) => rest.to_owned(),
        None => shown,
    };
    Some((base(&shown)?, shown))
}

/// The state at the start of a name, and where the rest begins.
fn inner_start(page: &Page<'_>, lexicon: &Lexicon, name: &Name) -> Option<(usize, u32)> {
    let (state, length, _) = place(page, lexicon, name.start)?;
    let mut rest = name.start + length;
    if page.tokens.get(rest).is_some_and(|t| t.word == POSSESSIVE) {
        rest += 1;
    }
    (rest < name.end).then_some((rest, state))
}

/// The state at the end of a name, and where what stands before it ends.
fn inner_end(page: &Page<'_>, lexicon: &Lexicon, name: &Name) -> Option<(usize, u32)> {
    let is_of = |at: &usize| matches!(page.tokens[*at].text(page.text), "of" | "in");
    let of = (name.start + 1..name.end).rev().find(is_of)?;
    let (state, at, _) = place_behind(page, lexicon, of + 1)?;
    (at == name.end).then_some((of, state))
}

/// The state that the text ties a name to.
fn tie(page: &Page<'_>, lexicon: &Lexicon, name: &Name) -> Option<u32> {
    if let Some((_, state)) =
        inner_start(page, lexicon, name).or_else(|| inner_end(page, lexicon, name))
    {
        return Some(state);
    }
    before(page, lexicon, name.start).or_else(|| {
        let link = page.tokens.get(name.end)?.text(page.text);
        let (state, _, known) = place_behind(page, lexicon, name.end + 1)?;
        match link {
            "of" => Some(state),
            // "the Supreme Court in New York" need not be that of the state.
            "in" if known != Known::Region => Some(state),
            _ => None,
        }
    })
}

/// The state right before a name, or before small words and an apostrophe.
fn before(page: &Page<'_>, lexicon: &Lexicon, start: usize) -> Option<u32> {
    let is_apart = |at: usize| page.tokens[at].has(flag::BLOCK);
    let mut at = start;
    for _ in 0..=BETWEEN {
        if is_apart(at) {
            return None;
        }
        at = at.checked_sub(1)?;
        let token = &page.tokens[at];
        if token.word == POSSESSIVE {
            return ends_at(page, lexicon, at).map(|(state, _)| state);
        }
        if token.shape != Shape::Lower {
            break;
        }
    }
    if is_apart(start) {
        return None;
    }
    let (state, known) = ends_at(page, lexicon, start)?;
    matches!(known, Known::Country | Known::Nationality).then_some(state)
}

/// The state of a known place or people whose name ends before a token.
fn ends_at(page: &Page<'_>, lexicon: &Lexicon, end: usize) -> Option<(u32, Known)> {
    let place = page.in_name[end.checked_sub(1)?];
    let (_, hit) = page.hits.get(usize::from(place.hit).checked_sub(1)?)?;
    let known = lexicon.known(hit.entity);
    place.last.then_some(())?;
    Some((state(lexicon, hit.entity)?, known))
}

/// The state of a known place or people whose name begins at a token, how many tokens it has, and what it is.
fn place(page: &Page<'_>, lexicon: &Lexicon, at: usize) -> Option<(u32, usize, Known)> {
    let place = page.in_name.get(at)?;
    let (_, hit) = page.hits.get(usize::from(place.hit).checked_sub(1)?)?;
    place.first.then_some(())?;
    let known = lexicon.known(hit.entity);
    Some((state(lexicon, hit.entity)?, hit.length as usize, known))
}

/// The same behind "of" or "in", an article between them left out; with where it ends.
fn place_behind(page: &Page<'_>, lexicon: &Lexicon, at: usize) -> Option<(u32, usize, Known)> {
    let is_the = page.tokens.get(at)?.text(page.text) == "the";
    let at = at + usize::from(is_the);
    place(page, lexicon, at).map(|(state, length, known)| (state, at + length, known))
}

/// The state a known actor is or belongs to. Parts of a state have bodies of their own.
fn state(lexicon: &Lexicon, entity: u32) -> Option<u32> {
    match lexicon.known(entity) {
        Known::Country | Known::Region => Some(entity),
        Known::Nationality => lexicon.country(entity),
        // The New York Supreme Court is not that of the Union.
        Known::City => {
            let state = lexicon.country(entity);
            state.filter(|state| lexicon.name(*state) != "United States")
        }
        Known::Body | Known::Person => None,
    }
}

/// The state that is most likely meant where the text ties a body to none, and whether that is a guess.
fn guess(page: &Page<'_>, lexicon: &Lexicon, names: &[Name], base: &str) -> (Option<u32>, bool) {
    let is_place = |at: u32| {
        let near = names.partition_point(|name| name.end <= at as usize);
        let name = names.get(near).filter(|name| name.start <= at as usize);
        name.is_some_and(|name| name.kind == ActorKind::Place)
    };
    let mut named: PlainMap<u32, (u32, usize)> = PlainMap::default();
    let mut all = 0;
    for (at, hit) in &page.hits {
        let state = match lexicon.known(hit.entity) {
            Known::Body | Known::Person => None,
            // Charles Kennedy is no town in Colombia.
            Known::City | Known::Region if !is_place(*at) => None,
            _ => lexicon.country(hit.entity),
        };
        let Some(state) = state else { continue };
        let token = &page.tokens[*at as usize];
        // "TOKYO, March 3"
        let is_dateline = token.has(flag::BLOCK) && token.shape == Shape::Upper;
        let weight = if is_dateline { DATELINE } else { 1 };
        let (count, _) = named.entry(state).or_insert((0, *at as usize));
        *count += weight;
        all += weight;
    }
    let has_it = |state: &u32| {
        let without = WITHOUT.iter().find(|(of, _)| *of == lexicon.name(*state));
        !without.is_some_and(|(_, all)| all.iter().any(|body| base.ends_with(body)))
    };
    let most = named
        .into_iter()
        .filter(|(state, _)| has_it(state))
        .max_by_key(|(_, (count, first))| (*count, std::cmp::Reverse(*first)));
    match most {
        Some((state, (count, _))) if count > 1 => (Some(state), count < all || count < OFTEN),
        // A state that is named but once says nothing of whose body it is.
        _ => (None, false),
    }
}
