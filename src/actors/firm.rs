//! Names of firms that were cut before their end: "Bear Stearns and | Co Inc", "Goldman, | Sachs and Co".

use super::lexicon::class;
use super::names::Name;
use super::page::Page;
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
        Some(name) if name.kind != ActorKind::Place => Some(name.start),
        Some(_) => None,
        None => Some(last),
    }
}
