//! What bodies and offices are for: "Department for Business, Innovation and Skills" is one body, and the "Foreign Affairs" of a
//! minister are none.

use std::ops::Range;

use super::lexicon::class;
use super::names::Name;
use super::office_words::is_portfolio;
use super::page::Page;
use super::shape::small;
use super::token::{Shape, flag};
use crate::model::ActorKind;

/// Takes all that a body is for into its name.
pub(super) fn bodies(page: &Page<'_>, names: &mut Vec<Name>) {
    let mut n = 0;
    while n < names.len() {
        if let Some(end) = whole_end(page, names, n) {
            names[n].end = end;
            names[n].kind = ActorKind::Organisation;
            let after = names.partition_point(|name| name.start < end);
            names.drain(n + 1..after);
        }
        n += 1;
    }
}

/// Where a body's name ends that was cut at the first comma of what it is for.
fn whole_end(page: &Page<'_>, names: &[Name], n: usize) -> Option<usize> {
    let name = &names[n];
    if name.kind == ActorKind::Person || !is_mark(page, name.end, b',') {
        return None;
    }
    let is_on = |at: usize| page.tokens[at].text(page.text) == "on";
    let of = (name.start + 1..name.end - 1)
        .rev()
        .find(|&at| is_of(page, at) || is_on(at))?;
    if !is_head(page.tokens[of - 1].text(page.text))
        || !(of + 1..name.end).all(|at| is_item(page, at))
    {
        return None;
    }
    let end = enumeration_end(page, names, name.end)?;
    // A body that goes on behind is another.
    let after = names.partition_point(|name| name.start < end);
    (names[after - 1].end <= end).then_some(end)
}

/// Drops what an office is for where it was taken for a body: "Minister of Foreign Affairs".
pub(super) fn offices(page: &Page<'_>, names: &mut Vec<Name>) {
    let is_of_office = |name: &Name| {
        let Some(of) = name.start.checked_sub(1).filter(|&of| is_of(page, of)) else {
            return false;
        };
        let is_office = of > 0 && is_minister(page.tokens[of - 1].text(page.text));
        let heads = class::ORG_WORD | class::COMPANY;
        name.kind == ActorKind::Organisation
            && is_office
            && !page.tokens[of].has(flag::BLOCK)
            && is_general(page, name.start)
            && (name.start..name.end).all(|at| page.in_name[at].hit == 0)
            && page.known[name.end - 1] & heads == 0
    };
    names.retain(|name| !is_of_office(name));
}

/// Where an enumeration ends that begins with the comma at a token: ", Innovation and Skills".
fn enumeration_end(page: &Page<'_>, names: &[Name], comma: usize) -> Option<usize> {
    let mut at = comma;
    loop {
        let is_last = is_and(page, at) || is_mark(page, at, b',') && is_and(page, at + 1);
        if !is_last && !is_mark(page, at, b',') {
            return None;
        }
        let start = at + 1 + usize::from(is_last && is_mark(page, at, b','));
        let item = item(page, names, start)?;
        at = item.end;
        if is_last {
            return (!is_head(page.tokens[at - 1].text(page.text))).then_some(at);
        }
    }
}

/// Capitalised words from a token on that say what something is for.
fn item(page: &Page<'_>, names: &[Name], start: usize) -> Option<Range<usize>> {
    let is_person = |at: usize| {
        let next = names.partition_point(|name| name.end <= at);
        let name = names.get(next).filter(|name| name.start <= at);
        name.is_some_and(|name| name.kind == ActorKind::Person)
    };
    let goes_on = |at: &usize| is_item(page, *at) && !is_person(*at);
    let end = (start..page.tokens.len())
        .take_while(goes_on)
        .last()
        .map(|last| last + 1)?;
    is_general(page, start).then_some(start..end)
}

/// Whether a word may be one of those that say what something is for.
fn is_item(page: &Page<'_>, at: usize) -> bool {
    let token = page.tokens.get(at);
    token.is_some_and(|token| token.shape == Shape::Title && !token.has(flag::BLOCK))
        && page.in_name[at].hit == 0
}

/// Whether a word is no name: one that is often written without a capital.
fn is_general(page: &Page<'_>, at: usize) -> bool {
    let case = page.known[at] >> class::CASE_SHIFT & 7;
    matches!(case, 1..=3) || is_portfolio(page.tokens[at].text(page.text))
}

fn is_of(page: &Page<'_>, at: usize) -> bool {
    matches!(page.tokens[at].text(page.text), "of" | "for")
}

fn is_and(page: &Page<'_>, at: usize) -> bool {
    let token = page.tokens.get(at);
    token.is_some_and(|token| matches!(token.text(page.text), "and" | "&"))
}

fn is_mark(page: &Page<'_>, at: usize, mark: u8) -> bool {
    let token = page.tokens.get(at);
    token.is_some_and(|token| token.shape == Shape::Mark && token.word == u32::from(mark))
}

/// Whether a word is the last of an office of state, before what it is for: the "State" of a secretary, too.
fn is_minister(word: &str) -> bool {
    matches!(
        &*small(word),
        "commissioner" | "minister" | "ministers" | "secretary" | "state"
    )
}

/// Heads of bodies that are for several things.
fn is_head(head: &str) -> bool {
    matches!(
        head,
        "Association"
            | "Board"
            | "Bureau"
            | "Commission"
            | "Committee"
            | "Council"
            | "Department"
            | "Federation"
            | "Institute"
            | "Ministry"
            | "Office"
            | "Secretariat"
            | "Society"
            | "Subcommittee"
            | "Union"
    )
}
