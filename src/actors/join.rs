//! Mends where names begin and end beside each other: "X, Inc.", "University of X", "London's Heathrow Airport".

use super::hash::join;
use super::lexicon::{Known, Lexicon, class};
use super::names::{self, Name};
use super::page::{Page, PhraseSet, WordSet};
use super::short::is_postal;
use super::token::{POSSESSIVE, Shape, flag};
use crate::model::ActorKind;

/// Takes company endings into names, and makes what ends in one an organisation.
pub(crate) fn companies(page: &Page<'_>, names: &mut Vec<Name>) {
    let ending = |at: usize| {
        page.tokens
            .get(at)
            .is_some_and(|t| !t.has(flag::BLOCK) && (t.is_capital() || t.text(page.text) == "plc"))
            && page.known[at] & class::COMPANY != 0
    };
    for n in 0..names.len() {
        let name = names[n];
        let mut end = name.end;
        while ending(end) {
            end += 1;
        }
        let comma = page
            .tokens
            .get(end)
            .is_some_and(|t| t.word == u32::from(b','));
        if end == name.end && comma && ending(end + 1) && is_legal(page, end + 1) {
            end += 2;
        }
        let free = names
            .get(n + 1)
            .is_none_or(|next| next.start >= end || next.end <= end);
        if end > name.end && free {
            names[n].end = end;
            names[n].kind = ActorKind::Organisation;
            names[n].sure = name.sure.max(0.8);
        } else if name.len() > 1 && ending(name.end - 1) && is_legal(page, name.end - 1) {
            names[n].kind = ActorKind::Organisation;
        }
    }
    drop_covered(names);
}

/// Whether a word is a company ending by law rather than a word such as "Holdings".
fn is_legal(page: &Page<'_>, at: usize) -> bool {
    let text = page.tokens[at].text(page.text).trim_end_matches('.');
    page.known[at] & class::COMPANY != 0
        && (text.len() <= 4 && !text.eq_ignore_ascii_case("bros")
            || matches!(text, "Incorporated" | "Limited" | "Corporation"))
}

/// After a name grew over its neighbours, these go.
fn drop_covered(names: &mut Vec<Name>) {
    let mut end = 0;
    names.retain(|name| {
        let kept = name.start >= end;
        end = end.max(name.end);
        kept
    });
}

/// Takes "Jr." into a name.
pub(crate) fn generations(page: &Page<'_>, names: &mut Vec<Name>) {
    for name in names
        .iter_mut()
        .filter(|n| n.kind == ActorKind::Person && n.len() > 1)
    {
        let comma = page
            .tokens
            .get(name.end)
            .is_some_and(|t| t.word == u32::from(b','));
        let at = name.end + usize::from(comma);
        let junior = page.tokens.get(at).is_some_and(|t| {
            !t.has(flag::BLOCK) && matches!(t.text(page.text), "Jr." | "Sr." | "Jr" | "Sr")
        });
        if junior {
            name.end = at + 1;
        }
    }
    drop_covered(names);
}

/// `PetroGulf`, but not `McArdle`.
fn is_coined(text: &str) -> bool {
    let inner = text.bytes().skip(1).any(|b| b.is_ascii_uppercase());
    let personal = [
        "Mc",
        "Mac",
        "De",
        "Di",
        "Du",
        "La",
        "Le",
        "Van",
        "Fitz",
        "O'",
        "O\u{2019}",
    ];
    inner && !text.contains('-') && !personal.iter().any(|start| text.starts_with(start))
}

/// Heads of sights that are nobody's family name.
fn is_sight(head: &str) -> bool {
    matches!(
        head,
        "Airport"
            | "Avenue"
            | "Boulevard"
            | "Cathedral"
            | "Palace"
            | "Plaza"
            | "Square"
            | "Stadium"
            | "Tower"
            | "Towers"
    )
}

/// What ends in "Bank" or "Ministry" is a body; what ends in "Tower" is no person; so is what is written like "PetroGulf".
pub(crate) fn heads(page: &Page<'_>, names: &mut [Name]) {
    for name in names
        .iter_mut()
        .filter(|n| n.len() == 1 && n.kind == ActorKind::Place)
    {
        let token = &page.tokens[name.start];
        if token.shape == Shape::Mixed
            && page.in_name[name.start].hit == 0
            && is_coined(token.text(page.text))
        {
            name.kind = ActorKind::Organisation;
        }
    }
    for name in names.iter_mut().filter(|n| n.len() > 1) {
        let last = name.end - 1;
        let text = page.tokens[last].text(page.text);
        let known = page.known[last];
        let personal = known & (class::GIVEN | class::FAMILY) != 0;
        if page.in_name[last].hit > 0 {
            continue;
        }
        // "Senator John Tower": who has an office is somebody, whatever the family is called.
        let person = name.kind == ActorKind::Person && !follows_office(page, name.start);
        if person && is_sight(text) {
            name.kind = ActorKind::Place;
        } else if person && known & class::ORG_WORD != 0 && !personal
            || name.kind == ActorKind::Place && is_body(text)
        {
            name.kind = ActorKind::Organisation;
        }
    }
}

/// Whether an office or "Mr." stands right before.
fn follows_office(page: &Page<'_>, at: usize) -> bool {
    let office = class::HONORIFIC | class::RANK | class::ROLE;
    at > 0 && !page.tokens[at].has(flag::BLOCK) && page.known[at - 1] & office != 0
}

/// Heads of bodies that are never places.
fn is_body(head: &str) -> bool {
    matches!(
        head,
        "Agency"
            | "Airlines"
            | "Airways"
            | "Association"
            | "Authority"
            | "Bank"
            | "Bureau"
            | "Commission"
            | "Committee"
            | "Company"
            | "Corporation"
            | "Council"
            | "Department"
            | "Federation"
            | "Foundation"
            | "Group"
            | "Industries"
            | "Institute"
            | "Ministry"
            | "Motors"
            | "Party"
            | "Police"
            | "Systems"
            | "Technologies"
    )
}

/// Joins "University" and "Michigan" in "University of Michigan".
pub(crate) fn bodies_of(page: &Page<'_>, names: &mut Vec<Name>) {
    let mut n = 0;
    while n + 1 < names.len() {
        let (one, next) = (names[n], names[n + 1]);
        let head = page.known[one.end - 1];
        let text = page.tokens[one.end - 1].text(page.text);
        let gap = one.end..next.start;
        let of = match gap.len() {
            1 => is_word(page, one.end, "of") || is_shouted_of(page, one.end),
            2 => is_word(page, one.end, "of") && is_word(page, one.end + 1, "the"),
            _ => false,
        };
        if of
            && head & class::ORG_WORD != 0
            && one.kind != ActorKind::Person
            && next.kind != ActorKind::Person
            && (takes_of(text) || is_shouted_of(page, one.end) && takes_of(&titled(text)))
            && !page.tokens[next.start].has(flag::BLOCK)
        {
            names[n].end = next.end;
            names[n].kind = ActorKind::Organisation;
            names.remove(n + 1);
        } else {
            n += 1;
        }
    }
}

/// "BANK OF FRANCE"
fn is_shouted_of(page: &Page<'_>, at: usize) -> bool {
    page.tokens[at].has(flag::SHOUTED) && is_word(page, at, "OF")
}

/// `BANK` as `Bank`.
fn titled(word: &str) -> String {
    let small = word.to_lowercase();
    let mut letters = small.chars();
    let first = letters.next().map(|c| c.to_ascii_uppercase());
    first.into_iter().chain(letters).collect()
}

/// Heads of bodies whose names go on with "of".
fn takes_of(head: &str) -> bool {
    matches!(
        head,
        "Academy"
            | "Agency"
            | "Alliance"
            | "Assembly"
            | "Association"
            | "Bank"
            | "Board"
            | "Bureau"
            | "Chamber"
            | "Church"
            | "College"
            | "Commission"
            | "Committee"
            | "Confederation"
            | "Council"
            | "Court"
            | "Department"
            | "Diocese"
            | "Archdiocese"
            | "Federation"
            | "Foundation"
            | "Institute"
            | "Institution"
            | "League"
            | "Ministry"
            | "Museum"
            | "Organisation"
            | "Organization"
            | "Party"
            | "Seminary"
            | "Society"
            | "Union"
            | "University"
    )
}

fn is_word(page: &Page<'_>, at: usize, word: &str) -> bool {
    page.tokens[at].text(page.text) == word
}

/// Parts "London's Heathrow Airport" and "Volkswagen's Audi" where the first part is a name by itself.
pub(crate) fn possessives(page: &Page<'_>, lexicon: &Lexicon, names: &mut Vec<Name>) {
    let possessive = |name: &Name| {
        let mut inside = name.start + 1..name.end.saturating_sub(1);
        inside
            .find(|&at| page.tokens[at].word == POSSESSIVE && page.tokens[at].shape == Shape::Mark)
    };
    // Most articles have none.
    if !names.iter().any(|name| possessive(name).is_some()) {
        return;
    }
    let families: WordSet = names
        .iter()
        .filter(|n| n.kind == ActorKind::Person && n.len() > 1)
        .map(|n| page.tokens[n.end - 1].word)
        .collect();
    let whole: PhraseSet = names
        .iter()
        .map(|name| of(page, name.start, name.end))
        .collect();
    let mut fresh = Vec::new();
    for name in names.iter_mut() {
        let Some(at) = possessive(name) else {
            continue;
        };
        let hit = page.in_name[name.start].hit;
        if hit > 0 && page.in_name[at].hit == hit {
            continue;
        }
        let known = (hit > 0 && page.in_name[at - 1].last)
            .then(|| page.hits[usize::from(hit) - 1].1)
            .filter(|h| h.trust >= 1 || lexicon.known(h.entity) == Known::City)
            .map(|h| lexicon.known(h.entity));
        let elsewhere = whole.contains(&of(page, name.start, at));
        // "the Treasury's Baker", where the article names James Baker.
        let is_bearer = at + 2 == name.end && families.contains(&page.tokens[at + 1].word);
        let family = at == name.start + 1 && families.contains(&page.tokens[name.start].word);
        let kind = match known {
            _ if family => Some(ActorKind::Person),
            Some(Known::Nationality) => None,
            Some(known) => Some(known.kind()),
            None if elsewhere && name.kind == ActorKind::Person => Some(ActorKind::Person),
            None if elsewhere => Some(name.kind),
            None if is_bearer => Some(ActorKind::Organisation),
            None => None,
        };
        let Some(kind) = kind.filter(|_| page.tokens[at + 1].is_capital()) else {
            continue;
        };
        fresh.push(Name {
            start: name.start,
            end: at,
            kind,
            sure: 0.7,
        });
        name.start = at + 1;
        if is_bearer {
            name.kind = ActorKind::Person;
        }
    }
    names.extend(fresh);
    names.sort_by_key(|name| name.start);
}

fn of(page: &Page<'_>, start: usize, end: usize) -> u64 {
    page.tokens[start..end]
        .iter()
        .fold(0, |state, token| join(state, token.word))
}

/// Cuts "U.N. Secretary General Kofi Annan" into body, office and person.
pub(crate) fn offices(page: &Page<'_>, lexicon: &Lexicon, names: &mut Vec<Name>) {
    let mut fresh = Vec::new();
    for name in names
        .iter_mut()
        .filter(|n| n.kind == ActorKind::Person && n.len() > 2)
    {
        let office = |at: usize| {
            page.tokens[at].is_capital()
                && page.known[at] & (class::ROLE | class::RANK) != 0
                && page.known[at] & (class::GIVEN | class::FAMILY_COMMON) == 0
        };
        let Some(last) = (name.start + 1..name.end - 1).rev().find(|&at| office(at)) else {
            continue;
        };
        let mut first = last;
        while first > name.start && office(first - 1) {
            first -= 1;
        }
        let hit = page.in_name[name.start];
        if first > name.start && hit.hit > 0 && page.in_name[first - 1].hit == hit.hit {
            let known = lexicon.known(page.hits[usize::from(hit.hit) - 1].1.entity);
            if known != Known::Nationality {
                fresh.push(Name {
                    start: name.start,
                    end: first,
                    kind: known.kind(),
                    sure: 0.7,
                });
            }
        }
        name.start = last + 1;
    }
    names.extend(fresh);
    names.sort_by_key(|name| name.start);
}

/// What stands before ", Calif." or behind "near" is a place.
pub(crate) fn towns(page: &Page<'_>, lexicon: &Lexicon, names: &mut [Name]) {
    for name in names
        .iter_mut()
        .filter(|name| name.len() <= 3 && name.start > 0)
    {
        let near = matches!(page.tokens[name.start - 1].text(page.text), "near" | "Near");
        let body = page.known[name.end - 1] & (class::ORG_WORD | class::COMPANY) != 0;
        if near && !body && page.in_name[name.start].hit == 0 {
            name.kind = ActorKind::Place;
        }
    }
    for name in names.iter_mut().filter(|name| name.len() <= 3) {
        let (comma, state) = (name.end, name.end + 1);
        let behind = page.tokens.get(state).is_some_and(|t| {
            t.shape == Shape::Dotted
                && !t.has(flag::BLOCK)
                && page.tokens[comma].word == u32::from(b',')
                && page.in_name[state].hit > 0
        });
        if behind {
            let hit = page.hits[usize::from(page.in_name[state].hit) - 1].1;
            if lexicon.known(hit.entity) == Known::Region {
                name.kind = ActorKind::Place;
            }
        }
    }
    // "Evans City, PA": the letters of the post behind a town.
    for n in 1..names.len() {
        let (town, state) = (names[n - 1], names[n]);
        let behind = town.kind == ActorKind::Place
            && state.len() == 1
            && state.start == town.end + 1
            && page.tokens[town.end].word == u32::from(b',');
        if behind && is_postal(page.tokens[state.start].text(page.text)) {
            names[n].kind = ActorKind::Place;
        }
    }
}

/// Cuts "CHICAGO 4 HOUSTON" into its places.
pub(crate) fn results(page: &Page<'_>, names: &mut Vec<Name>) {
    let number = |at: &usize| page.tokens[*at].shape == Shape::Number;
    names::part(names, |name| {
        let is_list = name.kind == ActorKind::Place && name.len() > 2;
        (name.start + 1..name.end - 1).find(|at| is_list && number(at))
    });
}
