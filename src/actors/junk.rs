//! What looks like a name and is none: days, ratings, addresses; and what else is written around names.

use super::lexicon::{Known, Lexicon, class};
use super::names::Name;
use super::page::Page;
use super::short::is_state;
use super::token::{Shape, flag, word_hash};
use crate::model::ActorKind;

/// Tokens from a rating to the word that says so.
const NEAR: usize = 4;
/// Most letters and full stops that say whose dollar is meant.
const LETTERS: u32 = 4;

/// Cuts "D IL" and "R-Mont" off a person, where brackets and hyphens got lost: a party and a state.
pub(super) fn cut_party(page: &Page<'_>, name: &mut Name) {
    let text = |at: usize| {
        page.tokens
            .get(at)
            .map_or("", |token| token.text(page.text))
    };
    let is_party = |word: &str| matches!(word, "D" | "R" | "I");
    let begins = |at: &usize| {
        // "D-IL" may be one word.
        if let Some((party, state)) = text(*at).split_once('-') {
            return is_party(party) && is_state(state);
        }
        let state = at + 1 + usize::from(text(at + 1) == "-");
        is_party(text(*at))
            && page.tokens.get(state).is_some_and(|t| !t.has(flag::BLOCK))
            && (is_state(text(state)) || is_region(page, state))
    };
    // "U S Senator   R Colorado  said": where the name got lost nobody is left.
    let alone = name.len() == 2 && begins(&name.start) && text(name.start + 1) != "-";
    if alone {
        name.kind = ActorKind::Place;
        name.start += 1;
        if !is_region(page, name.start) {
            name.end = name.start;
        }
    } else if name.kind == ActorKind::Person
        && let Some(party) = (name.start + 1..name.end).find(begins)
    {
        name.end = party;
    }
}

/// Whether a known part of a state begins here.
fn is_region(page: &Page<'_>, at: usize) -> bool {
    let Some(hit) = usize::from(page.in_name[at].hit).checked_sub(1) else {
        return false;
    };
    Lexicon::shipped().known(page.hits[hit].1.entity) == Known::Region
}

/// Cuts "U.S. Senators" and, where full stops got lost, "U S Sen R Colo" to the state whose office it is.
pub(super) fn cut_title(page: &Page<'_>, lexicon: &Lexicon, name: &mut Name) {
    let text = |at: usize| page.tokens[at].text(page.text);
    let place = page.in_name[name.start];
    let Some(hit) = usize::from(place.hit)
        .checked_sub(1)
        .filter(|_| place.first)
    else {
        return;
    };
    let hit = page.hits[hit].1;
    let rest = name.start + hit.length as usize;
    let is_rest =
        |at: usize| is_title(page, at) || matches!(text(at), "D" | "R" | "I") || is_state(text(at));
    if rest < name.end
        && lexicon.known(hit.entity) == Known::Country
        && is_title(page, rest)
        && (rest + 1..name.end).all(is_rest)
    {
        name.end = rest;
        name.kind = ActorKind::Place;
    }
}

/// Whether a word is a title, of one or of several: "Sen", "Senators".
fn is_title(page: &Page<'_>, at: usize) -> bool {
    let title = class::HONORIFIC | class::RANK | class::ROLE;
    let several = || {
        let one = page.tokens[at].text(page.text).strip_suffix('s')?;
        Some(Lexicon::shipped().word(word_hash(one, &mut String::new())))
    };
    page.known[at] & title != 0 || several().is_some_and(|known| known & title != 0)
}

/// Nationalities, days and months alone are not actors, and neither are ratings, sums of money and addresses.
pub(super) fn is_no_actor(page: &Page<'_>, name: &Name) -> bool {
    if is_address(page, name) {
        return true;
    }
    if name.len() > 1 {
        // "26 January"
        let day =
            |at: usize| page.tokens[at].shape == Shape::Number || page.known[at] & class::DATE != 0;
        let is_day =
            page.tokens[name.start].shape == Shape::Number && (name.start..name.end).all(day);
        let is_rest = |at: usize| {
            let token = &page.tokens[at];
            matches!(token.shape, Shape::Mark | Shape::Number) || is_whose_dollar(page, at)
        };
        let is_money = is_whose_dollar(page, name.start) && (name.start..name.end).all(is_rest);
        return is_day || is_money || is_people(page, name) || is_mere_office(page, name);
    }
    if is_rating(page, name.start) || is_money(page, name.start) {
        return true;
    }
    let known = page.known[name.start];
    let hit = page.in_name[name.start].hit;
    let personal = known & (class::GIVEN | class::FAMILY) != 0;
    let nation =
        known & class::NATIONALITY != 0 && (hit > 0 && name.kind == ActorKind::Place || !personal);
    let text = page.tokens[name.start].text(page.text);
    if (is_code(text) || is_belief(text)) && hit == 0 {
        return true;
    }
    let short = text.ends_with('.')
        && matches!(
            page.tokens[name.start].shape,
            Shape::Title | Shape::Upper | Shape::Dotted
        );
    let title = known & (class::HONORIFIC | class::RANK | class::ROLE) != 0
        && (short || known & class::ROLE == 0 && !personal);
    nation || known & class::DATE != 0 && known & (class::GIVEN | class::FAMILY) == 0 || title
}

/// Whether several words are an office without whoever has it: "Labour Minister", "Commissioner for Transport".
fn is_mere_office(page: &Page<'_>, name: &Name) -> bool {
    let text = |at: usize| page.tokens[at].text(page.text);
    let is_head = |at: usize| {
        matches!(
            text(at),
            "Ambassador"
                | "Chairman"
                | "Chairwoman"
                | "Chancellor"
                | "Commissioner"
                | "Governor"
                | "Minister"
                | "President"
                | "Secretary"
                | "Senator"
                | "Spokesman"
                | "Spokeswoman"
        ) || text(at) == "Leader"
            && at > name.start
            && matches!(text(at - 1), "Majority" | "Minority" | "Opposition")
    };
    let personal = |at: usize| page.known[at] & (class::GIVEN | class::FAMILY) != 0 && !is_head(at);
    let is_whole = page.in_name[name.end - 1].hit == 0;
    let is_nobody = name.kind != ActorKind::Person || !(name.start..name.end).any(personal);
    let begins = is_head(name.start) && matches!(text(name.start + 1), "of" | "for");
    is_whole && is_nobody && (begins || is_head(name.end - 1))
}

/// Whether a word is what people believe or feel: "Russophobia", "Communism".
fn is_belief(word: &str) -> bool {
    word.len() > 6 && (word.ends_with("ism") || word.ends_with("phobia"))
}

/// Whether several words are what a people is called: "West German".
fn is_people(page: &Page<'_>, name: &Name) -> bool {
    let place = page.in_name[name.start];
    let Some(hit) = usize::from(place.hit).checked_sub(1) else {
        return false;
    };
    let (_, hit) = page.hits[hit];
    place.first
        && hit.length as usize == name.len()
        && Lexicon::shipped().known(hit.entity) == Known::Nationality
}

/// Whether a word is a letter and a word of no name: `U-turn`, `T-shirt`.
pub(super) fn is_code(word: &str) -> bool {
    match word.as_bytes() {
        [first, b'-', rest @ ..] => {
            first.is_ascii_uppercase() && rest.len() > 2 && rest.iter().all(u8::is_ascii_lowercase)
        }
        _ => false,
    }
}

/// Whether a name is part of an address: `news@example.org`, `@example`.
fn is_address(page: &Page<'_>, name: &Name) -> bool {
    let bytes = page.text.as_bytes();
    let (start, end) = (page.tokens[name.start].start, page.tokens[name.end - 1].end);
    let before = (start as usize).checked_sub(1).and_then(|at| bytes.get(at));
    let is_sign = |byte: Option<&u8>| matches!(byte, Some(b'@' | b'_'));
    is_sign(before) || is_sign(bytes.get(end as usize))
}

/// Whether letters say how good a debt is: "BB-plus", "its Aaa rating".
fn is_rating(page: &Page<'_>, at: usize) -> bool {
    let text = page.tokens[at].text(page.text);
    let Some(grade) = Grade::of(text) else {
        return false;
    };
    let says = |token: &super::token::Token| {
        let text = token.text(page.text);
        let is_debt = matches!(
            text,
            "debt" | "bond" | "bonds" | "notes" | "Moody" | "upgraded"
        );
        is_debt || text.starts_with("rating") || text.starts_with("rated")
    };
    let near = at.saturating_sub(NEAR)..(at + NEAR).min(page.tokens.len());
    grade == Grade::Step || page.tokens[near].iter().any(says)
}

/// How a debt is graded.
#[derive(PartialEq)]
enum Grade {
    /// By letters that may say something else as well: `AA`, `BBB`, `A1`.
    Letters,
    /// By a step within what letters say: `BB-plus`, `Baa3`, `Ba-2`.
    Step,
}

impl Grade {
    fn of(word: &str) -> Option<Self> {
        let is_half =
            |half: &str| half.eq_ignore_ascii_case("plus") || half.eq_ignore_ascii_case("minus");
        let (letters, step) = match word.split_once('-') {
            Some((letters, half)) if is_half(half) => {
                return is_grade(letters).then_some(Self::Step);
            }
            Some((letters, step)) => (letters, step),
            None => word.split_at(word.trim_end_matches(['1', '2', '3']).len()),
        };
        let has_step = matches!(step, "1" | "2" | "3");
        if !is_grade(letters) || !has_step && (!step.is_empty() || letters.len() < 2) {
            None
        } else if has_step && letters.ends_with('a') {
            Some(Self::Step)
        } else {
            Some(Self::Letters)
        }
    }
}

/// Whether letters are a grade: one of A to D several times, or with one or two small a behind it.
fn is_grade(letters: &str) -> bool {
    let [first @ b'A'..=b'D', rest @ ..] = letters.as_bytes() else {
        return false;
    };
    rest.len() <= 2 && (rest.iter().all(|b| b == first) || rest.iter().all(|b| *b == b'a'))
}

/// Whether a word is a currency: "Rs 500", "US$50".
fn is_money(page: &Page<'_>, at: usize) -> bool {
    let text = page.tokens[at].text(page.text);
    let next = page.tokens.get(at + 1);
    matches!(text, "Rs" | "Rs.") && next.is_some_and(|next| next.shape == Shape::Number)
        || is_whose_dollar(page, at)
}

/// Whether letters say whose dollar is meant: "US$50", "A$", "US $50"; but "gave the US $50".
pub(super) fn is_whose_dollar(page: &Page<'_>, at: usize) -> bool {
    let token = &page.tokens[at];
    let is_letters = token.is_capital() && token.end - token.start <= LETTERS;
    let sign = page.tokens.get(at + 1).filter(|_| is_letters);
    let Some(sign) = sign.filter(|sign| matches!(sign.text(page.text), "$" | "£")) else {
        return false;
    };
    let before = at.checked_sub(1).map(|at| page.tokens[at].text(page.text));
    let amount = page.tokens.get(at + 2);
    let is_amount = amount.is_some_and(|amount| amount.shape == Shape::Number);
    sign.has(flag::GLUED)
        || is_amount && token.shape == Shape::Upper && !matches!(before, Some("the" | "The"))
}
