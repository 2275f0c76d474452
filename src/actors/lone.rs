//! Lone words that the tagger takes for places, but which look like family names, or do what people do.

use super::lexicon::class;
use super::names::Name;
use super::office_words::is_office;
use super::page::{Page, clue};
use super::token::{Shape, flag};
use crate::model::ActorKind;

/// How sure the tagger is at most that it sees a place where other signs count more.
const IN_DOUBT: f32 = 0.8;
/// Fewest letters before the ending of a family name.
const STEM: usize = 2;
/// How many words behind an article a trade stands at most: "is a retired army officer".
const TRADE: usize = 3;

/// Endings of family names in languages where hardly any town ends so.
const FAMILY_ENDINGS: &[&str] = &[
    "akis", "chuk", "czyk", "dze", "enko", "escu", "ević", "oglu", "oğlu", "opoulos", "ović",
    "shvili", "sky", "sson", "vich", "wicz", "yan",
];

/// Takes lone words that no list has, and that hardly seem places, for the people that other signs make of them.
pub(super) fn people(page: &Page<'_>, names: &mut [Name]) {
    for n in 0..names.len() {
        let name = &names[n];
        let in_doubt = name.kind == ActorKind::Place
            && name.len() == 1
            && name.sure < IN_DOUBT
            && page.in_name[name.start].hit == 0
            && page.tokens[name.start].is_capital();
        if in_doubt
            && !stands_in(page, name.start)
            && (ends_like_family(page, name.start)
                || acts(page, name.start)
                || has_trade(page, name.end)
                || is_among_people(page, names, n))
        {
            names[n].kind = ActorKind::Person;
        }
    }
}

/// Whether the word before says that something is there, or which one it is.
fn stands_in(page: &Page<'_>, at: usize) -> bool {
    let before = at
        .checked_sub(1)
        .filter(|_| !page.tokens[at].has(flag::BLOCK));
    before.is_some_and(|before| {
        matches!(
            page.tokens[before].text(page.text),
            "in" | "In" | "at" | "At" | "near" | "Near" | "the" | "The"
        )
    })
}

/// Whether a word ends as family names do and hardly any town does.
pub(super) fn ends_like_family(page: &Page<'_>, at: usize) -> bool {
    let word = page.tokens[at].text(page.text);
    let is_ending = |ending: &&str| word.strip_suffix(ending).is_some_and(|s| s.len() >= STEM);
    FAMILY_ENDINGS.iter().any(is_ending)
}

/// Whether the article says elsewhere of the word what is said of people, and nowhere what is said of places.
fn acts(page: &Page<'_>, at: usize) -> bool {
    const PERSON: u16 = clue::AFTER_HONORIFIC | clue::BEFORE_SAY | clue::BEFORE_WHO;
    let seen = page.seen.get(&page.tokens[at].word);
    seen.is_some_and(|seen| {
        seen.clues & PERSON != 0 && seen.clues & (clue::AFTER_IN | clue::AFTER_THE) == 0
    })
}

/// Whether "is a historian" and the like begins at a token.
fn has_trade(page: &Page<'_>, at: usize) -> bool {
    let text = |at: usize| {
        page.tokens
            .get(at)
            .map_or("", |token| token.text(page.text))
    };
    if !matches!(text(at), "is" | "was") || !matches!(text(at + 1), "a" | "an") {
        return false;
    }
    let words = at + 2..(at + 2 + TRADE).min(page.tokens.len());
    words
        .take_while(|&at| page.tokens[at].shape != Shape::Mark)
        .any(|at| page.known[at] & class::ROLE != 0 && is_office(text(at)))
}

/// Whether a name stands behind a person, and before nobody else, with but a comma or "and" between them.
fn is_among_people(page: &Page<'_>, names: &[Name], n: usize) -> bool {
    let is_joined = |one: &Name, other: &Name| {
        other.start == one.end + 1
            && !page.tokens[other.start].has(flag::BLOCK)
            && matches!(page.tokens[one.end].text(page.text), "," | "and" | "&")
    };
    let is_person = |other: &Name| {
        other.kind == ActorKind::Person && other.len() == 1 && other.sure >= IN_DOUBT
    };
    let before = n.checked_sub(1).map(|n| &names[n]);
    let after = names.get(n + 1);
    before.is_some_and(|before| is_joined(before, &names[n]) && is_person(before))
        && after.is_none_or(|after| !is_joined(&names[n], after) || is_person(after))
}
