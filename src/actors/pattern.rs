//! Names that tell by their form what they are: `BuzzTrade`, `JB Marlow`, `Florida State`, `the Duke of York`.

use std::ops::Range;

use super::junk::is_no_actor;
use super::lexicon::{Known, Lexicon, class};
use super::lone::ends_like_family;
use super::names::{Name, put};
use super::page::Page;
use super::short::{STATES, is_state};
use super::token::{Shape, Token, flag, tokens};
use crate::model::ActorKind;

/// Words of a name of a person from which on it may be several that ran together.
const LONG: usize = 4;
/// Letters that each part of a coined word has at least.
const PART: usize = 3;

/// Mends names, and adds those that nobody found.
pub(crate) fn patterns(page: &Page<'_>, lexicon: &Lexicon, names: &mut Vec<Name>) {
    repeated(page, names);
    bodies_behind(page, lexicon, names);
    people_in(page, lexicon, names);
    for name in names.iter_mut() {
        if is_initials(page, name) {
            name.kind = ActorKind::Person;
        } else if is_team(page, name) {
            name.kind = ActorKind::Organisation;
        }
    }
    nobles(page, names);
    coined(page, lexicon, names);
}

/// Parts what ran together where commas and line ends got lost: "Ana Lima Ana Lima Bo Li Lima" begins anew with every word that
/// stood before, and what begins like the first of them is no longer than that.
fn repeated(page: &Page<'_>, names: &mut Vec<Name>) {
    let word = |at: usize| page.tokens[at].word;
    // "al", initials and hyphens may come again in one name.
    let is_plain = |at: usize| {
        let token = &page.tokens[at];
        token.is_capital()
            && token.text(page.text).len() > 2
            && page.known[at] & class::PARTICLE == 0
    };
    let is_long = |name: &Name| name.kind == ActorKind::Person && name.len() >= LONG;
    let mut fresh = Vec::new();
    for name in names.iter_mut().filter(|name| is_long(name)) {
        let mut cuts = Vec::new();
        let mut start = name.start;
        for at in name.start + 1..name.end {
            let first = cuts.first().copied().unwrap_or(at);
            let begins_alike = at - start == first - name.start
                && start > name.start
                && (0..at - start).all(|n| word(start + n) == word(name.start + n));
            if begins_alike || is_plain(at) && (start..at).any(|before| word(before) == word(at)) {
                cuts.push(at);
                start = at;
            }
        }
        let Some(&first) = cuts.first() else { continue };
        let ends = cuts.iter().skip(1).copied().chain([name.end]);
        for (&start, end) in cuts.iter().zip(ends) {
            fresh.push(Name {
                start,
                end,
                ..*name
            });
        }
        name.end = first;
    }
    names.extend(fresh);
    names.sort_by_key(|name| name.start);
}

/// Parts a person and a known body that a headline puts behind: "Elon Musk Twitter deal" after "Elon Musk".
fn bodies_behind(page: &Page<'_>, lexicon: &Lexicon, names: &mut Vec<Name>) {
    let text = |name: &Name| page.text_of(name.start..name.end);
    let is_person = |name: &&Name| name.kind == ActorKind::Person && name.len() > 1;
    let known_body = |at: usize, end: usize| {
        let place = page.in_name[at];
        let hit = usize::from(place.hit).checked_sub(1)?;
        let (_, hit) = page.hits[hit];
        (place.first && hit.length as usize == end - at && lexicon.known(hit.entity) == Known::Body)
            .then_some(at)
    };
    let cuts: Vec<(usize, usize)> = (0..names.len())
        .filter(|&n| names[n].kind == ActorKind::Person && names[n].len() > 2)
        .filter_map(|n| {
            let name = names[n];
            let cut = (name.start + 2..name.end).find_map(|at| known_body(at, name.end))?;
            let front = page.text_of(name.start..cut);
            let elsewhere = names.iter().filter(is_person);
            elsewhere
                .map(text)
                .any(|other| other == front)
                .then_some((n, cut))
        })
        .collect();
    for &(n, cut) in cuts.iter().rev() {
        let body = Name {
            start: cut,
            kind: ActorKind::Organisation,
            ..names[n]
        };
        names[n].end = cut;
        names.insert(n + 1, body);
    }
}

/// Parts "In Tbilisi Irakli Garibashvili" into the place and the person, of which one or the other was found.
fn people_in(page: &Page<'_>, lexicon: &Lexicon, names: &mut Vec<Name>) {
    let place_at = |at: usize| {
        let (_, hit) = page.hits[usize::from(page.in_name.get(at)?.hit).checked_sub(1)?];
        matches!(
            lexicon.known(hit.entity),
            Known::City | Known::Country | Known::Region
        )
        .then_some(hit.length as usize)
    };
    let follows_in = |at: usize| {
        let before = at
            .checked_sub(1)
            .filter(|_| !page.tokens[at].has(flag::BLOCK));
        before.is_some_and(|before| matches!(page.tokens[before].text(page.text), "In" | "in"))
    };
    let mut fresh = Vec::new();
    let mut free = 0;
    for name in names.iter_mut() {
        let last = std::mem::replace(&mut free, name.end);
        let start = match name.kind {
            // "In Brussels" before "Charles Michel", where the town was passed over.
            ActorKind::Person if !page.tokens[name.start].has(flag::BLOCK) => {
                let length = name.start.checked_sub(1).and_then(place_at).unwrap_or(0);
                name.start - length
            }
            _ => name.start,
        };
        let length = place_at(start).filter(|_| page.in_name[start].first && follows_in(start));
        let Some(who) = length.map(|length| start + length) else {
            continue;
        };
        let is_behind = who == name.start && start >= last;
        let is_inside = who > name.start && who + 1 < name.end && is_somebody(page, who..name.end);
        if is_behind || is_inside {
            fresh.push(Name {
                start,
                end: who,
                kind: ActorKind::Place,
                sure: name.sure,
            });
            name.start = who;
            name.kind = ActorKind::Person;
        }
    }
    names.extend(fresh);
    names.sort_by_key(|name| name.start);
}

/// Whether words with capitals are the name of a person by their first or last, and nothing else by any.
fn is_somebody(page: &Page<'_>, mut words: Range<usize>) -> bool {
    const OTHER: u32 = class::ORG_WORD | class::PLACE_WORD | class::COMPANY | class::ROLE;
    let by_name =
        page.known[words.start] & class::GIVEN != 0 || ends_like_family(page, words.end - 1);
    by_name && words.all(|at| page.tokens[at].is_capital() && page.known[at] & OTHER == 0)
}

/// "JB Marlow": initials without full stops and a family name.
fn is_initials(page: &Page<'_>, name: &Name) -> bool {
    let (first, last) = (name.start, name.end - 1);
    let known = page.known[last];
    name.len() == 2
        && name.kind == ActorKind::Organisation
        && page.tokens[first].shape == Shape::Upper
        && page.tokens[first].text(page.text).len() == 2
        && !is_state(page.tokens[first].text(page.text))
        && page.in_name[first].hit == 0
        && page.in_name[last].hit == 0
        && page.tokens[last].shape == Shape::Title
        && known & class::FAMILY != 0
        && known & (class::ORG_WORD | class::PLACE_WORD | class::COMPANY) == 0
}

/// "Florida State" is a university and its teams; "New York State" and "Washington State" are states as well.
fn is_team(page: &Page<'_>, name: &Name) -> bool {
    let (Some(last), true) = (name.end.checked_sub(1), name.len() > 1) else {
        return false;
    };
    let state = page.text_of(name.start..last);
    name.kind == ActorKind::Place
        && page.tokens[last].text(page.text) == "State"
        && !matches!(state, "New York" | "Washington")
        && STATES.iter().any(|(_, of)| *of == state)
}

/// Takes "Duchess" and "Cambridge" in "the Duchess of Cambridge" for one person.
fn nobles(page: &Page<'_>, names: &mut Vec<Name>) {
    let text = |at: usize| {
        page.tokens
            .get(at)
            .map_or("", |token| token.text(page.text))
    };
    let mut fresh = Vec::new();
    for at in page.in_runs() {
        let is_title = page.tokens[at].shape == Shape::Title;
        if !is_title || !is_noble(text(at)) || text(at + 1) != "of" {
            continue;
        }
        let land = names.partition_point(|name| name.start < at + 2);
        let Some(land) = names.get(land).filter(|name| name.start == at + 2) else {
            continue;
        };
        let apart = (at + 1..land.end).any(|at| page.tokens[at].has(flag::BLOCK));
        if land.kind == ActorKind::Place && !apart {
            fresh.push(Name {
                start: at,
                end: land.end,
                kind: ActorKind::Person,
                sure: 0.8,
            });
        }
    }
    put(names, fresh);
}

fn is_noble(word: &str) -> bool {
    matches!(
        word,
        "Duke" | "Duchess" | "Earl" | "Countess" | "Marquess" | "Marchioness"
    )
}

/// Adds words such as "BuzzTrade" that nobody found: they are coined for bodies.
fn coined(page: &Page<'_>, lexicon: &Lexicon, names: &mut Vec<Name>) {
    let mut fresh = Vec::new();
    for at in page.in_runs() {
        let token = &page.tokens[at];
        if token.shape != Shape::Mixed || page.known[at] & (class::GIVEN | class::FAMILY) != 0 {
            continue;
        }
        let near = names.partition_point(|name| name.end <= at);
        let taken = names.get(near).is_some_and(|name| name.start <= at);
        if !taken && is_coined(lexicon, token.text(page.text)) {
            fresh.push(Name {
                start: at,
                end: at + 1,
                kind: ActorKind::Organisation,
                sure: 0.6,
            });
        }
    }
    fresh.retain(|name| !is_no_actor(page, name));
    put(names, fresh);
}

/// Two words written as one, each with a capital and small letters, the first of which is no given name.
fn is_coined(lexicon: &Lexicon, text: &str) -> bool {
    let Some(cut) = text.bytes().skip(1).position(|b| b.is_ascii_uppercase()) else {
        return false;
    };
    let (one, other) = text.split_at(cut + 1);
    let is_part = |part: &str| {
        part.len() >= PART
            && part.starts_with(|c: char| c.is_ascii_uppercase())
            && part.bytes().skip(1).all(|b| b.is_ascii_lowercase())
    };
    let is_given = |part: &str| {
        let known = |token: &Token| lexicon.word(token.word) & class::GIVEN != 0;
        tokens(part).first().is_some_and(known)
    };
    is_part(one) && is_part(other) && !matches!(one, "Mac" | "Fitz" | "Van") && !is_given(one)
}
