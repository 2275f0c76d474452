//! Descriptions that stand for somebody: "the Armenian prime minister" after "Nikol Pashinyan, the Armenian prime minister".
//!
//! A description counts where it names an office that exactly one person of the article was given before it, and where it
//! names no state, the article speaks of the office in one state only. It names nobody, so it is never sure.

use std::ops::Range;

use super::lexicon::{Known, Lexicon, class};
use super::names::Name;
use super::page::Page;
use super::role::Role;
use super::token::{POSSESSIVE, Shape, Token, flag, word_hash};
use crate::model::ActorKind;

/// Most tokens of a description.
const LONGEST: usize = 8;
/// How sure a description is.
pub(super) const SURE: f32 = 0.4;

/// An office, and the state it is one of where that is said: equal for "Armenian foreign minister" and "foreign minister of
/// Armenia".
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Office {
    state: Option<u32>,
    /// The words of the office, sorted.
    words: Vec<u32>,
}

impl Office {
    /// The office that an English phrase names and nothing else; nothing where it names no known state, for then two offices of
    /// the same words may be of two states.
    pub fn of(phrase: &str) -> Option<Self> {
        let lexicon = Lexicon::shipped();
        let page = Page::new(phrase, &lexicon, Some("en"));
        let first = page.tokens.first()?.text(phrase);
        let start = usize::from(matches!(first, "the" | "The"));
        let (office, end) = office(&page, &lexicon, start, page.tokens.len())?;
        (end == page.tokens.len() && office.state.is_some()).then_some(office)
    }
}

/// Who was given an office, and where.
struct Held {
    office: Office,
    /// The token behind the phrase that gives it.
    since: usize,
    actor: usize,
}

/// A description: its tokens and the actor it stands for.
pub(super) type Description = (Range<usize>, usize);

/// Finds descriptions of the people to whom phrases of an English text give offices; `names` are in order, `roles` are what
/// stands beside each, `of` their actors.
pub(super) fn find(
    page: &Page<'_>,
    lexicon: &Lexicon,
    names: &[Name],
    roles: &[Option<Role>],
    of: &[usize],
) -> Vec<Description> {
    let held: Vec<Held> = roles
        .iter()
        .zip(of)
        .filter(|_| page.english)
        .filter_map(|(role, actor)| {
            let at = role.as_ref()?.at.clone()?;
            let first = page.tokens[at.start].text(page.text);
            let start = at.start + usize::from(matches!(first, "the" | "The" | "its" | "their"));
            let (office, end) = office(page, lexicon, start, at.end)?;
            (end == at.end).then_some(Held {
                office,
                since: at.end,
                actor: *actor,
            })
        })
        .collect();
    if held.is_empty() {
        return Vec::new();
    }
    let the = word_hash("the", &mut String::new());
    let said: Vec<(usize, Office, usize)> = (0..page.tokens.len())
        .filter(|at| {
            let token = &page.tokens[*at];
            token.word == the && matches!(token.text(page.text), "the" | "The")
        })
        .filter_map(|at| {
            let (office, end) = office(page, lexicon, at + 1, page.tokens.len())?;
            Some((at, office, end))
        })
        .collect();
    let mut found = Vec::new();
    for (at, office, end) in &said {
        let (at, end) = (*at, *end);
        if belongs_to_more(page, names, at, end) {
            continue;
        }
        let Some(actor) = holder(office, &held, &said, at) else {
            continue;
        };
        // "the president of Georgia" names Georgia: what describes ends before it.
        let near = names.partition_point(|name| name.end <= at);
        let stop = names.get(near).map_or(end, |name| name.start.min(end));
        let stop = trimmed(page, at, stop);
        if stop > at + 1 {
            found.push((at..stop, actor));
        }
    }
    found
}

/// The one person who was given an office before a place; of offices of no state, where the text has them of one state only.
fn holder(
    office: &Office,
    held: &[Held],
    said: &[(usize, Office, usize)],
    at: usize,
) -> Option<usize> {
    let fits = |other: &Office| {
        other.words == office.words && (office.state.is_none() || other.state == office.state)
    };
    let mut holders = held.iter().filter(|held| fits(&held.office));
    let first = holders.next()?;
    let state = first.office.state;
    let alone = holders.all(|held| held.actor == first.actor)
        && (office.state.is_some()
            || said
                .iter()
                .filter(|(_, other, _)| fits(other))
                .all(|(_, other, _)| other.state.is_none_or(|other| Some(other) == state)));
    let before = held
        .iter()
        .any(|held| fits(&held.office) && held.since <= at);
    (alone && before).then_some(first.actor)
}

/// The end of a description without a small word behind it.
fn trimmed(page: &Page<'_>, start: usize, mut end: usize) -> usize {
    while end > start && matches!(page.tokens[end - 1].text(page.text), "of" | "the" | "for") {
        end -= 1;
    }
    end
}

/// Whether it is a part of something longer, or a person's name stands right before or behind with nothing but a comma
/// between: what gives an office describes nobody else.
fn belongs_to_more(page: &Page<'_>, names: &[Name], start: usize, end: usize) -> bool {
    let comma = |at: usize| page.tokens.get(at).is_some_and(is_comma);
    let person = |name: &Name| name.kind == ActorKind::Person;
    let behind = end + usize::from(comma(end));
    let before = start - usize::from(start > 0 && comma(start - 1));
    // "the Secretary for Health", "the Director's Guild"
    let goes_on = page.tokens.get(end).is_some_and(|token| {
        matches!(token.text(page.text), "of" | "for")
            || token.word == POSSESSIVE && page.tokens.get(end + 1).is_some_and(Token::is_capital)
    });
    let capital = page
        .tokens
        .get(end)
        .is_some_and(|token| token.is_capital() && !token.has(flag::BLOCK | flag::SENTENCE));
    capital
        || goes_on
        || names.iter().any(|name| {
            person(name) && (name.start == behind || before < start && name.end == before)
        })
}

/// The state and office that tokens from `start` name, and the token behind them.
fn office(
    page: &Page<'_>,
    lexicon: &Lexicon,
    start: usize,
    stop: usize,
) -> Option<(Office, usize)> {
    let (mut state, mut words, mut end) = (None, Vec::new(), start);
    let mut at = start;
    let is_next_block = |at: usize| at > start && page.tokens[at].has(flag::BLOCK);
    while at < stop.min(start + LONGEST) && !is_next_block(at) {
        let token = &page.tokens[at];
        if let Some((country, length)) = country(page, lexicon, at) {
            if state.replace(country).is_some_and(|other| other != country) {
                return None;
            }
            at += length;
            end = at;
            continue;
        }
        let text = token.text(page.text);
        let small = matches!(text, "of" | "the" | "for" | "and");
        if small && !words.is_empty() {
            at += 1;
            continue;
        }
        // "the former president" is another than the president.
        let office = page.known[at] & (class::ROLE | class::RANK) != 0;
        if !office || token.shape == Shape::Mark || matches!(text, "former" | "then" | "acting") {
            break;
        }
        words.push(token.word);
        at += 1;
        end = at;
    }
    words.sort_unstable();
    (!words.is_empty()).then_some((Office { state, words }, end))
}

/// The state that a known name at a token names or belongs to, and how many tokens it has.
fn country(page: &Page<'_>, lexicon: &Lexicon, at: usize) -> Option<(u32, usize)> {
    let place = page.in_name[at];
    let (_, hit) = page.hits.get(usize::from(place.hit).checked_sub(1)?)?;
    let state = match lexicon.known(hit.entity) {
        Known::Country => hit.entity,
        Known::Nationality => lexicon.country(hit.entity)?,
        _ => return None,
    };
    place.first.then_some((state, hit.length as usize))
}

fn is_comma(token: &Token) -> bool {
    token.shape == Shape::Mark && token.word == u32::from(b',')
}
