//! The office or trade that a text gives somebody beside the name.

use std::ops::Range;

use super::heads;
use super::lexicon::{Known, Lexicon, class};
use super::names::Name;
use super::office_words::{
    compound, is_article, is_lord, is_office, is_portfolio, is_relation, is_speaker, is_turn,
};
use super::page::Page;
use super::shape::small;
use super::small_words::HEADLINE_VERBS;
use super::token::{POSSESSIVE, Shape, Token, flag};
use super::when::office_start;
use crate::model::ActorKind;

/// Most tokens in a role.
const LONGEST: usize = 12;
/// Most letters of a role that is written in capitals.
const LETTERS: usize = 4;

/// A role: its text, and the tokens that give it where they are one phrase.
pub(crate) struct Role {
    pub(crate) text: String,
    pub(crate) at: Option<Range<usize>>,
}

/// The role given right before or behind the name of a person, which is one of `names`.
pub(crate) fn role(
    page: &Page<'_>,
    lexicon: &Lexicon,
    name: &Name,
    names: &[Name],
) -> Option<Role> {
    // "Jiang Zemin, premier Li Peng": what somebody else's name follows is said of that one.
    let is_own = |role: &Role| {
        role.at.as_ref().is_none_or(|at| {
            let next = names.partition_point(|other| other.start < at.start);
            names[next..]
                .iter()
                .take_while(|other| other.start <= at.end)
                .all(|other| other.kind != ActorKind::Person)
        })
    };
    behind(page, names, name.end)
        .filter(is_own)
        .filter(|role| is_of_one(page, role))
        .or_else(|| before(page, lexicon, name.start, names).filter(|role| is_of_one(page, role)))
        .or_else(|| office_of(page, name.start, names))
        .or_else(|| {
            let start = heads::being(page, name.end)?;
            office(page, names, start).filter(|role| is_own(role) && is_of_one(page, role))
        })
}

/// `Secretary of State X`, `Chancellor of the Exchequer X`: an office with what it is of, all in capitals.
fn office_of(page: &Page<'_>, name: usize, names: &[Name]) -> Option<Role> {
    let text = |at: usize| page.tokens[at].text(page.text);
    let first = name.saturating_sub(LONGEST);
    let apart = (first..=name)
        .rev()
        .find(|&at| page.tokens[at].has(flag::BLOCK));
    if apart == Some(name) {
        return None;
    }
    let first = apart.unwrap_or(first);
    let inside = |at: &usize| {
        let token = &page.tokens[*at];
        token.is_capital() && !token.has(flag::SHOUTED)
            || matches!(text(*at), "of" | "for" | "the" | "and")
    };
    let of = (first..name)
        .rev()
        .take_while(inside)
        .find(|&at| text(at) == "of")?;
    let mut start = of.checked_sub(1).filter(|&at| at >= first)?;
    let is_office = |at: usize| {
        page.tokens[at].is_capital() && page.known[at] & class::ROLE != 0 && text(at) != "State"
    };
    if of + 1 == name || !is_office(start) || named_body(names, start).is_some() {
        return None;
    }
    while start > first && (is_office(start - 1) || is_turn(text(start - 1))) {
        start -= 1;
    }
    let whose = start.checked_sub(1).filter(|_| start > first);
    if let Some(whose) = whose.and_then(|last| named_body(names, last)) {
        start = whose.start.max(first);
    }
    // "Secretary of Defense Dr. X"
    let mut end = name;
    while end > start && page.known[end - 1] & class::HONORIFIC != 0 {
        end -= 1;
    }
    let is_another =
        |other: &Name| other.kind == ActorKind::Person && other.start < name && other.end > start;
    if names.iter().any(is_another) {
        return None;
    }
    phrase(page, names, start, end)
}

/// Whether a role is that of one person: "the deputy prime ministers, X and Y" says of none which of them it is.
fn is_of_one(page: &Page<'_>, role: &Role) -> bool {
    let tokens = role.at.clone().unwrap_or_default();
    let is_link = |at: &usize| {
        matches!(
            page.tokens[*at].text(page.text),
            "of" | "for" | "in" | "at" | "to" | "from"
        )
    };
    let noun = tokens
        .take_while(|at| !is_link(at))
        .filter(|&at| page.known[at] & class::ROLE != 0)
        .last();
    noun.is_none_or(|at| {
        let text = small(page.tokens[at].text(page.text));
        !text.ends_with('s') || text.ends_with("ss")
    })
}

fn comma(token: &Token) -> bool {
    token.shape == Shape::Mark && token.word == u32::from(b',')
}

/// `X, the president of Y,` and `X, who heads Y`.
fn behind(page: &Page<'_>, names: &[Name], end: usize) -> Option<Role> {
    page.tokens.get(end).filter(|t| comma(t))?;
    let start = office_start(page, end + 1, page.tokens.len());
    let first = page.tokens.get(start)?.text(page.text);
    // "X, winning best actress": what somebody does is no role.
    let does = first.ends_with("ing") && page.known[start] & class::ROLE == 0;
    if does && page.tokens[start].shape == Shape::Lower && !is_turn(first) && !is_portfolio(first) {
        return None;
    }
    // "X, with the attorney general's office": where somebody belongs is no role.
    if matches!(
        first,
        "with" | "at" | "in" | "from" | "for" | "of" | "on" | "by" | "to" | "under" | "after"
    ) || is_speaker(first)
    {
        return None;
    }
    if first == "who" {
        let what = heads::heads(page, names, start + 1)?;
        return said(page, names, what);
    }
    office(page, names, start)
}

/// The role that what somebody heads gives.
fn said(page: &Page<'_>, names: &[Name], (noun, what): (&str, Range<usize>)) -> Option<Role> {
    let what = phrase(page, names, what.start, what.end)?.text;
    let the = if what.starts_with("the ") { "" } else { "the " };
    let text = format!("{noun} of {the}{what}");
    Some(Role { text, at: None })
}

/// The office that stands at a token, with all that is said of it.
fn office(page: &Page<'_>, names: &[Name], start: usize) -> Option<Role> {
    let mut stop = start;
    let mut role_at = None;
    while stop < page.tokens.len() && stop - start < LONGEST {
        let token = &page.tokens[stop];
        if token.has(flag::BLOCK)
            || token.shape == Shape::Mark && !token.has(flag::GLUED)
            || comma(token)
            || token.shape == Shape::Mark && matches!(token.text(page.text), ":" | ";")
            || token.word == u32::from(b'.') && token.shape == Shape::Mark
        {
            break;
        }
        let text = token.text(page.text);
        if page.known[stop] & class::SAY != 0 && token.shape == Shape::Lower
            || matches!(
                text,
                "who" | "and" | "was" | "is" | "has" | "had" | "which" | "when" | "while" | "but"
            )
        {
            // "X, a spokesman said": who said it is not X.
            let first = page.tokens[start].text(page.text);
            if page.known[stop] & class::SAY != 0
                && (is_article(first) || matches!(first, "another" | "one"))
            {
                return None;
            }
            break;
        }
        // "X, chief secretary to the Treasury in a statement": when and where is no part of the office.
        let next = page.tokens.get(stop + 1).map_or("", |t| t.text(page.text));
        let is_when = matches!(
            text,
            "in" | "on" | "at" | "during" | "after" | "before" | "since" | "until"
        ) && (matches!(next, "a" | "an" | "his" | "her" | "their")
            || page
                .known
                .get(stop + 1)
                .is_some_and(|known| known & class::DATE != 0));
        if is_when && role_at.is_some() {
            break;
        }
        // "X, telephoned the president of Y": what begins behind a verb is somebody else.
        if stop > start && role_at.is_none() && is_article(text) && !is_linking(page, stop - 1) {
            return None;
        }
        let known = page.known[stop] | compound(token, text);
        if known & class::ROLE != 0 && is_office(text) && role_at.is_none() {
            role_at = Some(stop);
        }
        stop += 1;
    }
    let role_at = role_at.filter(|at| at - start <= 5)?;
    let first = page.tokens[start].text(page.text);
    let opens = matches!(
        first,
        "the"
            | "a"
            | "an"
            | "its"
            | "his"
            | "her"
            | "their"
            | "then"
            | "former"
            | "acting"
            | "deputy"
            | "who"
    ) || role_at - start <= 3;
    opens.then(|| phrase(page, names, start, stop)).flatten()
}

fn is_linking(page: &Page<'_>, at: usize) -> bool {
    let text = page.tokens[at].text(page.text);
    matches!(text, "of" | "for" | "and" | "at" | "in" | "with" | "both") || is_article(text)
}

/// `Armenian Foreign Minister X`, `the president of Y, X`.
fn before(page: &Page<'_>, lexicon: &Lexicon, name: usize, names: &[Name]) -> Option<Role> {
    let mut end = name;
    if page.tokens.get(name)?.has(flag::BLOCK) || end == 0 {
        return None;
    }
    let apart = comma(&page.tokens[end - 1]);
    if apart {
        end -= 1;
    }
    let mut start = end;
    let mut office = false;
    // Whether what stands behind can be said of a body or side before it.
    let mut in_run = false;
    let mut article = false;
    while start > 0 && end - start < LONGEST && !page.tokens[start].has(flag::BLOCK) {
        let at = start - 1;
        let token = &page.tokens[at];
        let text = token.text(page.text);
        let known = page.known[at] | compound(token, text);
        let role_word = known & (class::ROLE | class::RANK) != 0;
        let in_name = page.in_name[at].hit > 0;
        // "a critic of Russian president X": the office is whole, and what comes before is somebody else's.
        if office && !apart && matches!(text, "of" | "for") {
            // "Bank of Japan governor X"
            let head = at.checked_sub(1).filter(|&head| is_head(page, head));
            if let Some(head) = head.filter(|_| text == "of" && page.in_name[start].hit > 0) {
                start = head;
            }
            break;
        }
        // "the Red Cross and actor X": "and" joins an office to an office, or what one office is of.
        let two = text == "and" && start < end && page.known[start] & class::ROLE != 0;
        if two && !is_said_of_office(page, at) {
            break;
        }
        // "Blair's political rival Chancellor X": whose rival X is belongs to no office.
        if office && is_relation(text) {
            break;
        }
        let linking = matches!(text, "of" | "for" | "and") && start < end
            || matches!(text, "state" | "general" | "affairs" | "ruling" | "party")
            || is_turn(text);
        if matches!(
            text,
            "the" | "The" | "a" | "A" | "an" | "its" | "Its" | "his" | "her"
        ) {
            article = true;
            // "a spokesman for the president, X": X is the one named last.
            if office && apart {
                break;
            }
            // "the president of the European Council, X": the article inside.
            if start < end && at > 0 && matches!(page.tokens[at - 1].text(page.text), "of" | "for")
            {
                start = at;
                continue;
            }
            break;
        }
        // "Labour's election chief X": whose office it is.
        let owner = at
            .checked_sub(1)
            .filter(|_| office && in_run && is_possessive(token));
        if let Some(owner) = owner.and_then(|last| named_body(names, last)) {
            start = owner.start;
            article = true;
            break;
        }
        // "home affairs spokesman", "work and pensions secretary"
        let joined = is_small_and(page, at + 1) && end - start > 1;
        let whole = named_body(names, at).filter(|name| name.end == at + 1);
        let portfolio = office && (in_run || joined) && whole.is_none() && is_portfolio(text);
        let nation = known & class::NATIONALITY != 0;
        let body =
            token.is_capital() && apart || in_name && kind_is_body_or_place(page, lexicon, at);
        // "Tory leader X"
        let side = office
            && token.is_capital()
            && !token.has(flag::SHOUTED)
            && !ends_person(names, at)
            && !HEADLINE_VERBS.contains(&text)
            && known & class::DATE == 0
            && (!token.has(flag::SENTENCE) || known >> class::CASE_SHIFT & 7 >= 4)
            && in_run;
        // "Lord Chancellor X"
        let lord = office && is_lord(text) && page.known[start] & class::ROLE != 0;
        if !(role_word || linking || portfolio || nation || body || side || lord)
            || known & class::HONORIFIC != 0 && !role_word && !lord
        {
            break;
        }
        in_run = role_word || nation || portfolio;
        office |= known & class::ROLE != 0 && is_office(text)
            || known & class::RANK != 0 && token.is_capital();
        start = at;
        // "Acme Bank chairman X": the name of a side is taken whole.
        if let Some(whole) = whole.filter(|_| !(role_word || linking)) {
            start = whole.start;
        }
    }
    if !office || apart && !article {
        return None;
    }
    phrase(page, names, start, end)
}

/// Whether a word is the head of a body: the "Bank" of one of Japan.
fn is_head(page: &Page<'_>, at: usize) -> bool {
    page.tokens[at].is_capital() && page.known[at] & class::ORG_WORD != 0
}

/// Whether what ends before a token is an office or what one is for: "work and pensions secretary".
fn is_said_of_office(page: &Page<'_>, end: usize) -> bool {
    end.checked_sub(1).is_some_and(|last| {
        let office = page.known[last] & (class::ROLE | class::RANK) != 0;
        office || is_portfolio(page.tokens[last].text(page.text))
    })
}

pub(super) fn is_possessive(token: &Token) -> bool {
    token.shape == Shape::Mark && token.word == POSSESSIVE
}

fn is_small_and(page: &Page<'_>, at: usize) -> bool {
    page.tokens
        .get(at)
        .is_some_and(|token| token.text(page.text) == "and")
}

/// Whether a full name of somebody ends at a token: "Robert Anselm Senator X" says nothing of an Anselm senator.
fn ends_person(names: &[Name], at: usize) -> bool {
    let after = names.partition_point(|name| name.end <= at);
    names
        .get(after)
        .is_some_and(|name| name.kind == ActorKind::Person && name.len() > 1 && name.end == at + 1)
}

/// The name of a body or place that a token belongs to.
fn named_body(names: &[Name], at: usize) -> Option<&Name> {
    let next = names.partition_point(|name| name.start <= at);
    let name = names.get(next.checked_sub(1)?)?;
    (name.end > at && name.kind != ActorKind::Person).then_some(name)
}

fn kind_is_body_or_place(page: &Page<'_>, lexicon: &Lexicon, at: usize) -> bool {
    let hit = page.hits[usize::from(page.in_name[at].hit) - 1].1;
    !matches!(lexicon.known(hit.entity), Known::Person)
}

/// Which tokens of a role say what the office is, and are no names: "Home Secretary", but not "Home Office minister".
fn offices(page: &Page<'_>, names: &[Name], start: usize, end: usize) -> Vec<bool> {
    let mut found = vec![false; end - start];
    for at in (start..end).rev() {
        let is_office = |at: usize| found.get(at - start).copied().unwrap_or(false);
        let before_office = is_office(at + 1) || is_small_and(page, at + 1) && is_office(at + 2);
        let named = page.in_name[at].hit > 0 || named_body(names, at).is_some();
        let role = page.known[at] & (class::ROLE | class::RANK) != 0;
        let text = page.tokens[at].text(page.text);
        let of_office =
            before_office && is_portfolio(text) || (before_office || at == start) && is_turn(text);
        let of_state = text == "State" && at > start && page.tokens[at - 1].text(page.text) == "of";
        // What an office is of keeps its capitals: "minister of Foreign Affairs".
        let of_field = at > start
            && at + 1 < end
            && page.tokens[at].is_capital()
            && page.tokens[at + 1].is_capital()
            && !is_office(at + 1)
            && matches!(page.tokens[at - 1].text(page.text), "of" | "for");
        let of_lord = at > start && is_lord(page.tokens[at - 1].text(page.text));
        found[at - start] = of_state || !named && !of_lord && !of_field && (role || of_office);
    }
    found
}

/// The text of a role: one line, lower case where it is no name, no article.
fn phrase(page: &Page<'_>, names: &[Name], start: usize, end: usize) -> Option<Role> {
    let start = office_start(page, start, end);
    let mut out = String::new();
    let offices = offices(page, names, start, end);
    for at in start..end {
        let token = &page.tokens[at];
        let text = token.text(page.text);
        if out.is_empty()
            && matches!(
                &*small(text),
                "the" | "a" | "an" | "its" | "his" | "her" | "and" | "of"
            )
        {
            continue;
        }
        if !out.is_empty() && !token.has(flag::GLUED) {
            out.push(' ');
        }
        // "CEO" is written so; "SENATOR" shouts.
        if !offices[at - start] || token.shape == Shape::Upper && text.len() <= LETTERS {
            out.push_str(text)
        } else {
            out.push_str(&small(text))
        }
    }
    let trimmed = out
        .trim_end_matches([
            ',', ' ', '-', '\'', '"', ':', ';', '(', ']', '\u{2013}', '\u{2014}',
        ])
        .trim_end_matches(" of")
        .trim_end_matches(" for")
        .trim_end_matches(" and");
    (!trimmed.is_empty() && trimmed.len() <= 120).then(|| Role {
        text: trimmed.to_owned(),
        at: Some(start..end),
    })
}
