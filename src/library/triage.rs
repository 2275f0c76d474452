//! Actors that may be one: proposed to the reader, never joined by the program.
//!
//! Two persons are proposed where the sounds of their family names agree and their first names do not differ or one is short for
//! the other (see [`crate::actors::alike`]), and two bodies or places where their names sound alike. Two bodies are proposed, too,
//! where one is the initials of the other, or their names differ only in how words are joined.

mod bodies;

use std::collections::{HashMap, HashSet};

use crate::actors::alike::{Likeness, likeness};
use crate::actors::key::{self, Spoken};
use crate::model::{ActorKind, ActorNo, ActorSort, MentionInContext, Proposal, View};
use crate::text::Cancel;

use super::seen::Seen;
use super::{Library, LookError, actor, actors};

/// Actors that are compared with one another, those of most articles first.
const COMPARED: usize = 4_000;
/// Bodies of which names are compared by how they are made, which is quicker.
const BODIES: usize = 40_000;
/// Proposals that are shown; answered ones make room for others.
const SHOWN: usize = 100;

/// Looks at what is proposed, pairs in most articles first.
pub(super) fn look(library: &Library, cancel: &Cancel) -> Result<View, LookError> {
    let seen = library.seen();
    let reader = library.reader()?;
    let curation = seen.curation.get(&reader)?;
    let (mut found, mut proposed) = (Vec::new(), HashSet::new());
    for kind in ActorKind::ALL {
        let all = seen
            .actors
            .list(ActorSort::Articles, Some(kind), &seen.columns);
        let mut pairs = match kind {
            ActorKind::Organisation => of_bodies(&seen, &all),
            _ => Vec::new(),
        };
        let compared = &all[..all.len().min(COMPARED)];
        pairs.extend(alike(&seen, kind, compared, cancel)?);
        let is_new = |(one, other, _): &Pair| {
            let pair = (*one.min(other), *one.max(other));
            !curation.are_apart(pair.0, pair.1) && proposed.insert(pair)
        };
        pairs.retain(is_new);
        found.append(&mut pairs);
    }
    let articles = |no: ActorNo| seen.actors.stats(no, &seen.columns).articles;
    // The one that everybody knows, else the one that is spelt out, else the one in more articles gives the name; how often the other stands alone is what a
    // merge would put right.
    let spelt = |no: ActorNo| {
        let words = key::words(seen.actors.name(no));
        bodies::letters(seen.actors.name(no)).is_none()
            && words.iter().all(|word| word.chars().count() > 1)
    };
    let known = |no: ActorNo| {
        seen.actors.kind(no) != ActorKind::Person && key::is_known(seen.actors.name(no))
    };
    let mut ranked: Vec<(u32, u32, ActorNo, ActorNo, &'static str)> = found
        .into_iter()
        .map(|(one, other, reason)| {
            let (a, b) = (articles(one), articles(other));
            let ranks = [one, other].map(|no| (known(no), spelt(no), articles(no)));
            let first = ranks[0] >= ranks[1];
            let (few, many) = (a.min(b), a.max(b));
            if first {
                (few, many, other, one, reason)
            } else {
                (few, many, one, other, reason)
            }
        })
        .collect();
    ranked.sort_unstable_by_key(|(few, many, one, other, _)| {
        (std::cmp::Reverse((*few, *many)), *one, *other)
    });
    let mut proposals = Vec::new();
    for (_, _, less, more, reason) in ranked.into_iter().take(SHOWN) {
        if cancel.is_cancelled() {
            return Err(LookError::Cancelled);
        }
        let context = |no| newest(library, &seen, no);
        proposals.push(Proposal {
            contexts: [context(less)?, context(more)?].map(|context| context.map(Box::new)),
            actor: actors::row(&seen, less),
            into: actors::row(&seen, more),
            reason,
        });
    }
    Ok(View::Triage(proposals))
}

/// Two actors that may be one, and why.
type Pair = (ActorNo, ActorNo, &'static str);

/// What speaks for two of a kind being one; nothing where nothing does.
fn reason(kind: ActorKind, one: &Spoken, other: &Spoken) -> Option<&'static str> {
    if kind != ActorKind::Person {
        return Some("the names sound alike");
    }
    Some(match likeness(one, other)? {
        Likeness::First => "family names sound alike, first names do not differ",
        Likeness::Nickname => "family names sound alike, one first name is short for the other",
        Likeness::Generation => "the names are alike, but only one says Jr. or the like",
    })
}

fn newest(
    library: &Library,
    seen: &Seen,
    no: ActorNo,
) -> Result<Option<MentionInContext>, LookError> {
    let set = seen.actors.articles(no);
    let newest = seen.columns.window(&set, 0, 1);
    let order: Vec<u32> = newest.iter().map(|no| no.0).collect();
    let reader = library.reader()?;
    let found = actor::in_context(
        (library, seen),
        &reader,
        no,
        (&order, order.len()),
        &Cancel::new(),
    )?;
    Ok(found.mentions.into_iter().next())
}

/// The pairs of bodies that may be one by how their names are made.
fn of_bodies(seen: &Seen, all: &[ActorNo]) -> Vec<Pair> {
    let body = |&no: &ActorNo| bodies::Body {
        no,
        names: seen.actors.all_names(no),
        articles: seen.actors.stats(no, &seen.columns).articles,
    };
    let all: Vec<_> = all.iter().take(BODIES).map(body).collect();
    bodies::pairs(&all)
}

/// The pairs that may be one by their sounds.
fn alike(
    seen: &Seen,
    kind: ActorKind,
    all: &[ActorNo],
    cancel: &Cancel,
) -> Result<Vec<Pair>, LookError> {
    let mut groups: HashMap<String, Vec<(ActorNo, Spoken)>> = HashMap::new();
    for &no in all {
        let name = seen.actors.name(no);
        let spoken = match kind {
            ActorKind::Person => Spoken::person(key::person_words(name), name),
            _ => Spoken::new(key::words(name)),
        };
        let group = match kind {
            // A family name alone may be anybody's.
            ActorKind::Person if spoken.words.len() < 2 => continue,
            ActorKind::Person => spoken.sounds.last().cloned(),
            _ => Some(spoken.sounds.concat()),
        };
        if let Some(group) = group.filter(|group| group.len() > 2) {
            groups.entry(group).or_default().push((no, spoken));
        }
    }
    let mut found = Vec::new();
    for group in groups.values() {
        if cancel.is_cancelled() {
            return Err(LookError::Cancelled);
        }
        for (place, (one, first)) in group.iter().enumerate() {
            for (other, second) in &group[place + 1..] {
                let reason = reason(kind, first, second);
                found.extend(reason.map(|reason| (*one, *other, reason)));
            }
        }
    }
    Ok(found)
}
