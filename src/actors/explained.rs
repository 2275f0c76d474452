//! Letters that an article explains as other words than those the dictionary knows them for: "Action Plan for Public Land and
//! Education (APPLE)" has nothing to do with a company called Apple.

use std::ops::Range;

use super::body::stand_for_other;
use super::key;
use super::lexicon::{Lexicon, rule};
use super::names::Name;
use super::page::Page;
use super::token::{Shape, Token, flag};
use crate::model::ActorKind;

/// Fewest letters that are believed to be the first ones of the words before them.
const FEWEST: usize = 3;
/// Most words that explain letters.
const MOST_WORDS: usize = 16;
/// Most letters of one article that are explained.
const MOST: usize = 64;

/// Letters, as tokens carry them, and the words that explain them.
#[derive(Clone, Debug)]
pub(crate) struct Explained {
    pub(crate) word: u32,
    words: Range<usize>,
}

/// Forgets known names that are letters in this article, and keeps what explains them.
pub(super) fn forget(page: &mut Page<'_>, lexicon: &Lexicon) {
    for &(at, hit) in &page.hits {
        let at = at as usize;
        let is_full = page.explained.len() >= MOST;
        if is_full || hit.length > 1 || !stands_in_brackets(page, at) {
            continue;
        }
        let Some(words) = words_before(page, at) else {
            continue;
        };
        let meant = key::name_key_plain(lexicon.name(hit.entity));
        let here = key::name_key_plain(page.text_of(words.clone()));
        let is_other = match meant.as_slice() {
            // What the dictionary has in letters only may well be these words.
            [_] => hit.rule != rule::UPPER,
            several => stand_for_other(&here, several),
        };
        if is_other {
            let word = page.tokens[at].word;
            page.explained.push(Explained { word, words });
        }
    }
    if !page.explained.is_empty() {
        let (tokens, explained) = (&page.tokens, &page.explained);
        let is_so = |at: usize| is_explained(explained, &tokens[at]);
        page.hits
            .retain(|(at, hit)| hit.length > 1 || !is_so(*at as usize));
    }
}

/// Whether a token is letters that the article explains.
fn is_explained(explained: &[Explained], token: &Token) -> bool {
    token.shape == Shape::Upper && explained.iter().any(|of| of.word == token.word)
}

/// Whether a name is letters that mean another here than in the dictionary.
pub(super) fn is_other(page: &Page<'_>, name: &Name) -> bool {
    name.len() == 1 && is_explained(&page.explained, &page.tokens[name.start])
}

/// Whether a name is written with letters that the article explains, in capitals or not: "APPLE" and "Apple" may be two.
pub(super) fn is_ambiguous(page: &Page<'_>, name: &Name) -> bool {
    let word = page.tokens[name.start].word;
    name.len() == 1 && page.explained.iter().any(|of| of.word == word)
}

/// Makes a body of the words that explain letters, and of the letters.
pub(super) fn bodies(page: &Page<'_>, names: &mut Vec<Name>) {
    for Explained { words, .. } in &page.explained {
        let first = names.partition_point(|name| name.end <= words.start);
        let after = names.partition_point(|name| name.start < words.end);
        let inside = |name: &Name| words.start <= name.start && name.end <= words.end;
        if names[first..after].iter().all(inside) {
            let whole = Name {
                start: words.start,
                end: words.end,
                kind: ActorKind::Organisation,
                sure: 0.7,
            };
            names.splice(first..after, [whole]);
        }
    }
    if page.explained.is_empty() {
        return;
    }
    for (at, token) in page.tokens.iter().enumerate() {
        let next = names.partition_point(|name| name.end <= at);
        match names.get_mut(next).filter(|name| name.start <= at) {
            Some(name) if is_other(page, name) => name.kind = ActorKind::Organisation,
            Some(_) => {}
            None if is_explained(&page.explained, token) && !token.has(flag::SHOUTED) => {
                let letters = Name {
                    start: at,
                    end: at + 1,
                    kind: ActorKind::Organisation,
                    sure: 0.7,
                };
                names.insert(next, letters);
            }
            None => {}
        }
    }
}

/// Whether a token is several capitals in brackets.
fn stands_in_brackets(page: &Page<'_>, at: usize) -> bool {
    let is_mark = |at: usize, mark: u8| {
        let token = page.tokens.get(at);
        token.is_some_and(|token| token.word == u32::from(mark))
    };
    page.tokens[at].shape == Shape::Upper
        && at > 0
        && is_mark(at - 1, b'(')
        && is_mark(at + 1, b')')
}

/// The words before letters in brackets that begin with these letters; small words between them may begin as they like.
fn words_before(page: &Page<'_>, at: usize) -> Option<Range<usize>> {
    let letters = page.tokens[at].text(page.text).as_bytes();
    let end = at - 1;
    let mut start = end;
    let mut left = letters.len();
    while left > 0 {
        if end - start > MOST_WORDS || page.tokens[start].has(flag::BLOCK) && start < end {
            return None;
        }
        start = start.checked_sub(1)?;
        let token = &page.tokens[start];
        let first = page.text.as_bytes()[token.start as usize];
        if token.is_capital() && first == letters[left - 1] {
            left -= 1;
        } else if token.shape != Shape::Lower && token.word != u32::from(b',') {
            return None;
        }
    }
    (letters.len() >= FEWEST).then_some(start..end)
}
