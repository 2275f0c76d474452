//! Names of firms and bodies that were cut before their end, as "Bear Stearns and | Co Inc", or after it, where two were taken
//! for one.

use super::hash::join;
use super::lexicon::class;
use super::names::{self, Name};
use super::page::{Page, PhraseSet};
use super::token::{POSSESSIVE, flag};
use crate::model::ActorKind;

/// Most tokens in the brackets of "Industrial Equity (Pacific) Ltd".
const BRACKETS: usize = 5;

/// Joins the ends of names of firms to what they end, and drops those that end nothing.
pub(super) fn firms(page: &Page<'_>, names: &mut Vec<Name>) {
    let mut n = 0;
    while n < names.len() {
        let name = names[n];
        let is_end = (name.start..name.end).all(|at| is_ending(page, at));
        let start = match is_end {
            true => ended(page, &names[..n], name.start),
            false if ends_in_company(page, &name) => partner(page, &names[..n], name.start),
            false => None,
        };
        match start {
            Some(start) => {
                let first = names[..n].partition_point(|other| other.end <= start);
                names[n] = Name {
                    start,
                    end: name.end,
                    kind: ActorKind::Organisation,
                    sure: name.sure.max(0.8),
                };
                names.drain(first..n);
                n = first + 1;
            }
            None if is_end => {
                names.remove(n);
            }
            None => n += 1,
        }
    }
}

/// Whether a word ends the name of a company by law, or may stand before one that does: "Co Inc".
fn is_ending(page: &Page<'_>, at: usize) -> bool {
    let text = page.tokens[at].text(page.text).trim_end_matches('.');
    page.known[at] & class::COMPANY != 0
        && (matches!(text, "Co" | "Inc" | "Ltd" | "Corp" | "Plc" | "PLC")
            || matches!(text, "CO" | "INC" | "LTD" | "CORP"))
}

fn is_and(page: &Page<'_>, at: usize) -> bool {
    matches!(page.tokens[at].text(page.text), "and" | "&" | "AND")
}

/// "Sachs and Co"
fn ends_in_company(page: &Page<'_>, name: &Name) -> bool {
    name.kind == ActorKind::Organisation
        && (name.start + 1..name.end - 1).any(|at| is_and(page, at) && is_ending(page, at + 1))
}

/// Where the name begins that an ending ends, which begins at a token.
fn ended(page: &Page<'_>, before: &[Name], at: usize) -> Option<usize> {
    let last = at
        .checked_sub(1)
        .filter(|_| !page.tokens[at].has(flag::BLOCK))?;
    let token = &page.tokens[last];
    let text = token.text(page.text);
    let stop = if is_and(page, last) || token.word == POSSESSIVE || matches!(text, "co" | "group") {
        last
    } else if text == ")" {
        (last.saturating_sub(BRACKETS)..last).find(|&at| page.tokens[at].text(page.text) == "(")?
    } else {
        at
    };
    let whose = before.iter().rev().find(|name| name.end <= stop)?;
    (whose.end == stop).then_some(whose.start)
}

/// Where the name of the partner begins that stands before a comma: "Goldman, Sachs and Co".
fn partner(page: &Page<'_>, before: &[Name], at: usize) -> Option<usize> {
    let comma = at
        .checked_sub(1)
        .filter(|_| !page.tokens[at].has(flag::BLOCK))?;
    let last = comma.checked_sub(1)?;
    if page.tokens[comma].text(page.text) != "," || !page.tokens[last].is_capital() {
        return None;
    }
    match before.last().filter(|name| name.end == comma) {
        Some(name) if is_partner(page, name) => Some(name.start),
        Some(_) => None,
        None => Some(last),
    }
}

/// Whether a name may be that of one partner: no town, no whole firm and nobody with a first name.
fn is_partner(page: &Page<'_>, name: &Name) -> bool {
    let (first, last) = (page.known[name.start], page.known[name.end - 1]);
    let whole = last & (class::COMPANY | class::ORG_WORD) != 0;
    let given = name.len() > 1 && first & class::GIVEN != 0;
    name.kind != ActorKind::Place && !whole && !given
}

/// Parts "Halvorsen Lines ASA and Kestrel Holdings".
pub(super) fn pairs(page: &Page<'_>, names: &mut Vec<Name>) {
    names::part(names, |name| {
        if name.kind != ActorKind::Organisation {
            return None;
        }
        if name.len() <= 4 {
            return two_known(page, name);
        }
        let head = |at: usize| page.known[at] & (class::ORG_WORD | class::COMPANY) != 0;
        // "Uber and Snapchat", where the first is a known body by itself.
        let hit = page.in_name[name.start];
        let first = (name.start..name.end)
            .take_while(|&at| hit.hit > 0 && page.in_name[at].hit == hit.hit)
            .last()
            .map_or(name.start, |at| at + 1);
        let two = first > name.start
            && first + 1 < name.end
            && page.tokens[first].text(page.text) == "and"
            && page.tokens[first + 1].is_capital()
            && page.known[first + 1] & class::COMPANY == 0
            && page.hits[usize::from(hit.hit) - 1].1.trust >= 1;
        two.then_some(first).or_else(|| {
            (name.start + 2..name.end.saturating_sub(2)).find(|&at| {
                page.tokens[at].text(page.text) == "and"
                    && page.in_name[at].hit == 0
                    && is_whole(page, at - 1)
                    && head(name.end - 1)
                    && page.tokens[at + 1].is_capital()
                    && !head(at + 1)
            })
        })
    });
}

/// Where "Unesco and Nasa" are parted: two known names, and no longer one that has both.
fn two_known(page: &Page<'_>, name: &Name) -> Option<usize> {
    let at = (name.start + 1..name.end.saturating_sub(1)).find(|&at| is_and(page, at))?;
    let [one, joint, other] = [name.start, at, at + 1].map(|at| page.in_name[at]);
    let whole = one.first && other.first && page.in_name[at - 1].last;
    let ends = page.in_name[name.end - 1];
    let known = [one, other].iter().all(|place| {
        let hit = usize::from(place.hit).checked_sub(1);
        hit.is_some_and(|hit| page.hits[hit].1.trust >= 2)
    });
    let is_two = page.in_name[at - 1].hit == one.hit && ends.hit == other.hit && ends.last;
    (joint.hit == 0 && whole && known && is_two).then_some(at)
}

/// Parts "Genentech and Roche" where the article names the second by itself, or the first of two words that are no families.
pub(super) fn halves(page: &Page<'_>, names: &mut Vec<Name>) {
    // "Council on Population and Ethnic Affairs", "Trade and Industry": what one body deals with is no other body.
    let is_general = |at: usize| {
        let known = page.known[at];
        known & class::COMPANY != 0 || matches!(known >> class::CASE_SHIFT & 7, 1..=3)
    };
    let is_of = |at: usize| matches!(page.tokens[at].text(page.text), "of" | "for" | "on");
    let joint = |name: &Name| {
        let mut inside = name.start + 1..name.end.saturating_sub(1);
        inside.find(|&at| is_and(page, at)).filter(|&at| {
            name.kind == ActorKind::Organisation
                && page.in_name[at].hit == 0
                && !(name.start..at).any(is_of)
                && !(at + 1..name.end).all(is_general)
        })
    };
    // Most articles have none.
    if !names.iter().any(|name| joint(name).is_some()) {
        return;
    }
    let hash = |start: usize, end: usize| {
        let words = page.tokens[start..end].iter();
        words.fold(0, |state, token| join(state, token.word))
    };
    let alone: PhraseSet = names
        .iter()
        .filter(|name| name.kind == ActorKind::Organisation)
        .map(|name| hash(name.start, name.end))
        .collect();
    names::part(names, |name| {
        let at = joint(name)?;
        let are_words = name.len() == 3 && page.known[name.start] & class::FAMILY == 0;
        let first = are_words && alone.contains(&hash(name.start, at));
        (first || alone.contains(&hash(at + 1, name.end))).then_some(at)
    });
}

/// Whether the name of a body may end with a word: the "Savings" and the "Energy" of one go on behind an "and".
fn is_whole(page: &Page<'_>, at: usize) -> bool {
    let text = page.tokens[at].text(page.text);
    page.known[at] & (class::ORG_WORD | class::COMPANY) != 0 && !is_trade(text)
}

/// Words that say what a body deals with rather than what it is.
fn is_trade(word: &str) -> bool {
    matches!(
        word,
        "Capital"
            | "Electric"
            | "Energy"
            | "Entertainment"
            | "Exchange"
            | "Financial"
            | "Gas"
            | "Insurance"
            | "Office"
            | "Oil"
            | "Power"
            | "Savings"
            | "Steel"
            | "Telephone"
            | "Trust"
    )
}
