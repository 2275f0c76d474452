//! Initials in the middle of names: "Jane Q. Marlow" and "Jane R. Marlow" are two, and "Jane Marlow" may be either.

use std::sync::Arc;

use super::cluster::Cluster;
use super::hash::join;
use super::key;
use super::lexicon::{Hit, Known, Lexicon, class};
use super::names::Name;
use super::page::{Page, PlainMap, PlainSet};
use super::spoken::Spoken;
use super::token::{Token, flag};
use crate::model::ActorKind;

/// How far a list is trusted that says by which names people are known, rather than what they are called in full.
const SURE: u32 = 3;

/// The initials behind the first word of a name and before its last.
pub(super) fn initials(name: &str) -> String {
    // Nearly all names are told by a look: an initial has no letter beside it.
    let is_initial = |part: &str| {
        let mut letters = part.split('.').filter(|letters| !letters.is_empty());
        letters.all(|letters| letters.chars().nth(1).is_none())
    };
    let mut parts = name.split_whitespace();
    if parts.next().is_none() || !parts.any(is_initial) {
        return String::new();
    }
    let words = key::words(name);
    let inside = words
        .get(1..words.len().saturating_sub(1))
        .unwrap_or_default();
    let is_letter = |word: &&String| word.chars().nth(1).is_none();
    let letters = inside.iter().filter(is_letter).map(String::as_str);
    letters.collect()
}

/// Whether two names with these initials are of two people: one may leave out the last, or all.
pub(super) fn conflict(one: &str, other: &str) -> bool {
    // Nearly all names have none, and each name is compared with many.
    !one.is_empty() && !other.is_empty() && !one.starts_with(other) && !other.starts_with(one)
}

/// Which of some names, each as joined words with its initials, are those of several people with other initials.
pub(super) fn rivals<'n>(names: impl Iterator<Item = (&'n str, &'n str)>) -> PlainSet<&'n str> {
    let mut first: PlainMap<&str, &str> = PlainMap::default();
    let initialed = names.filter(|(_, initials)| !initials.is_empty());
    initialed
        .filter(|(joined, initials)| conflict(first.entry(joined).or_insert(initials), initials))
        .map(|(joined, _)| joined)
        .collect()
}

/// Parts people from those of the dictionary, and from each other in their keys, whose initials are others.
pub(super) fn tell_apart(lexicon: &Lexicon, clusters: &mut [Cluster], rivals: &PlainSet<&str>) {
    let mut apart: Vec<usize> = Vec::new();
    for (n, cluster) in clusters.iter_mut().enumerate() {
        if cluster.kind != ActorKind::Person || cluster.middle.is_empty() {
            continue;
        }
        let is_other = is_unlike_known(lexicon, &cluster.spoken, &cluster.middle, cluster.entity);
        if is_other {
            cluster.entity = None;
        }
        let is_rival = || rivals.contains(&*cluster.spoken.words.join(" "));
        if is_other || cluster.entity.is_none() && is_rival() {
            apart.push(n);
        }
    }
    for n in apart {
        let cluster = &mut clusters[n];
        cluster.spoken = Arc::new(cluster.spoken.with_initials(&cluster.middle));
    }
}

/// Whether somebody is another than the known person of this name: that one, or who is called so without initials, has others.
fn is_unlike_known(lexicon: &Lexicon, spoken: &Spoken, middle: &str, entity: Option<u32>) -> bool {
    let plain = || key::find(lexicon, &spoken.words.join(" "));
    let known = entity.or_else(plain).map(|entity| lexicon.name(entity));
    known.is_some_and(|known| conflict(&initials(known), middle))
}

/// A name as its key is made from it: with initials where they tell somebody from a known person.
pub(super) fn for_key(lexicon: &Lexicon, spoken: Spoken) -> Spoken {
    let has = !spoken.middle.is_empty();
    match has && is_unlike_known(lexicon, &spoken, &spoken.middle, None) {
        true => spoken.with_initials(&spoken.middle),
        false => spoken,
    }
}

/// Whether a name leaves out the initials of a known person who has a common family name: it may be anybody's.
pub(super) fn leaves_out(lexicon: &Lexicon, text: &str, tokens: &[Token], entity: u32) -> bool {
    let (Some(first), Some(last)) = (tokens.first(), tokens.last()) else {
        return false;
    };
    let is_common = lexicon.word(last.word) & class::FAMILY_COMMON != 0;
    let known = lexicon.name(entity);
    if !is_common || lexicon.known(entity) != Known::Person || initials(known).is_empty() {
        return false;
    }
    let written = text
        .get(first.start as usize..last.end as usize)
        .unwrap_or("");
    let (own, meant) = (key::words(written), key::words(known));
    let phrase = tokens.iter().fold(0, |all, token| join(all, token.word));
    let hit = lexicon.phrase(phrase, tokens.len() as u32);
    initials(written).is_empty()
        && own.first() == meant.first()
        && hit.is_some_and(|hit| hit.trust < SURE)
}

/// Whether a name may be anybody's, and the article neither writes the initials nor says that it speaks of somebody in office.
pub(super) fn is_anybody(page: &Page<'_>, lexicon: &Lexicon, name: &Name, entity: u32) -> bool {
    let tokens = &page.tokens[name.start..name.end];
    let is_meant = |(at, hit): &(u32, Hit)| {
        let is_longer = hit.length as usize > name.len();
        hit.entity == entity && (is_longer || follows_office(page, *at as usize))
    };
    name.kind == ActorKind::Person
        && leaves_out(lexicon, page.text, tokens, entity)
        && !page.hits.iter().any(is_meant)
}

/// Whether an office that the dictionary's people have stands right before.
fn follows_office(page: &Page<'_>, at: usize) -> bool {
    let before = at
        .checked_sub(1)
        .filter(|_| !page.tokens[at].has(flag::BLOCK));
    before.is_some_and(|before| {
        matches!(
            page.tokens[before].text(page.text).trim_end_matches('.'),
            "Attorney"
                | "Congressman"
                | "Congresswoman"
                | "General"
                | "Gov"
                | "Governor"
                | "Justice"
                | "Leader"
                | "President"
                | "Rep"
                | "Representative"
                | "Secretary"
                | "Sen"
                | "Senator"
                | "Speaker"
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_in_the_middle_are_found() {
        for (name, expected) in [
            ("Jane Q. Marlow", "q"),
            ("George H.W. Bush", "hw"),
            ("George H. W. Bush", "hw"),
            ("J. Marlow", ""),
            ("Jane Marlow", ""),
            ("Malcolm X", ""),
        ] {
            assert_eq!(initials(name), expected, "{name}");
        }
    }

    #[test]
    fn other_initials_are_other_people() {
        assert!(conflict("q", "r"));
        assert!(conflict("hw", "w"));
        assert!(!conflict("h", "hw"));
        assert!(!conflict("q", ""));
    }
}
