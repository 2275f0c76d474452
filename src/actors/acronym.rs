//! Letters that stand for the words of a name.

use super::key;
use super::lexicon::{Hit, Known, Lexicon, class};
use super::names::Name;
use super::page::{Page, WordSet};
use super::token::{Shape, Token, flag};
use crate::model::ActorKind;

/// Fewest letters that are read out as a word: "Nato", but not "Who".
const READ_OUT: u32 = 4;

/// Whether a name is letters that stand for words: `NAO`, `U.N.`.
pub(super) fn is_letters(tokens: &[Token]) -> bool {
    matches!(tokens, [only] if matches!(only.shape, Shape::Upper | Shape::Dotted))
}

/// Letters of known bodies that written so name something else: an island, and people.
const NAMES_TOO: &[&str] = &["Guam", "Sana", "Wafa"];

/// Whether a known body's letters are written as the word they are read out as, "Nato" and "Unicef", where that is no word and
/// no name of its own.
pub(super) fn is_read_out(lexicon: &Lexicon, text: &str, tokens: &[Token], hit: &Hit) -> bool {
    let [only] = tokens else {
        return false;
    };
    only.shape == Shape::Title
        && only.end - only.start >= READ_OUT
        && !only.has(flag::FOREIGN)
        && lexicon.known(hit.entity) == Known::Body
        && is_own_word(lexicon.word(only.word))
        && !NAMES_TOO.contains(&only.text(text))
}

/// Whether a word, given what is known of it, is nobody's name and hardly ever written without a capital.
fn is_own_word(known: u32) -> bool {
    let named = class::GIVEN | class::FAMILY | class::PLACE_WORD | class::NATIONALITY;
    known & named == 0 && matches!(known >> class::CASE_SHIFT & 7, 0 | 5)
}

/// The letters in brackets behind a name of these words, where they may stand for it: `National Audit Office (NAO)`.
pub(super) fn given(page: &Page<'_>, end: usize, words: &[String]) -> Option<String> {
    bracketed(page, end).filter(|letters| may_stand_for(letters, words))
}

/// Letters in brackets behind a body that are read out as a word are that body wherever they stand: "Acoba".
pub(super) fn read_out(page: &Page<'_>, names: &mut [Name]) {
    let is_title = |at: usize| {
        let token = page.tokens.get(at);
        token.is_some_and(|token| token.shape == Shape::Title)
    };
    let given = |name: &Name| {
        let is_body = name.kind == ActorKind::Organisation && name.len() > 1;
        if !is_body || !is_title(name.end + 1) || !opens_bracket(page, name.end) {
            return None;
        }
        let words = key::name_key_plain(page.text_of(name.start..name.end));
        given(page, name.end, &words).map(|_| page.tokens[name.end + 1].word)
    };
    let words: WordSet = names.iter().filter_map(given).collect();
    if words.is_empty() {
        return;
    }
    for name in names.iter_mut().filter(|name| name.len() == 1) {
        if words.contains(&page.tokens[name.start].word) && is_title(name.start) {
            name.kind = ActorKind::Organisation;
        }
    }
}

fn opens_bracket(page: &Page<'_>, at: usize) -> bool {
    let token = page.tokens.get(at);
    token.is_some_and(|token| token.word == u32::from(b'('))
}

fn bracketed(page: &Page<'_>, end: usize) -> Option<String> {
    let open = page.tokens.get(end)?;
    let short = page.tokens.get(end + 1)?;
    let close = page.tokens.get(end + 2)?;
    let fits = open.word == u32::from(b'(')
        && close.word == u32::from(b')')
        && matches!(
            short.shape,
            Shape::Upper | Shape::Title | Shape::Mixed | Shape::Dotted | Shape::Code
        );
    fits.then(|| key::words(short.text(page.text)).concat())
}

/// Whether letters may stand for a name. The agency that a report is by stands in brackets, too: `AUBURN (AP)`.
pub(super) fn may_stand_for(letters: &str, words: &[String]) -> bool {
    (0..words.len()).any(|at| may_begin(letters, &words[at..]))
}

/// Whether all letters stand in these words in their order, the first at the very beginning and half of the others where a word
/// begins.
fn may_begin(letters: &str, words: &[String]) -> bool {
    let mut letters = letters.chars();
    let first = letters.next();
    let (mut found, mut initials) = (0, 0);
    let mut name = words.iter().flat_map(|word| word.chars().enumerate());
    if name.next().map(|(_, c)| c) != first {
        return false;
    }
    for letter in letters {
        let mut rest = name.clone().filter(|(_, c)| *c == letter);
        // Where a word begins so, that word is meant.
        let begins = rest.clone().find(|(place, _)| *place == 0);
        let Some(here) = begins.or_else(|| rest.next()) else {
            return false;
        };
        name.by_ref().find(|at| *at == here);
        found += 1;
        initials += usize::from(here.0 == 0);
    }
    initials * 2 >= found && found > 0
}

/// Whether letters are the first ones of some words, with or without the small ones.
pub(super) fn is_initials(words: &[String], short: &str) -> bool {
    let of = |keep_small: bool| -> String {
        let small = ["of", "the", "and", "for", "in", "on", "de", "to"];
        words
            .iter()
            .filter(|w| keep_small || !small.contains(&w.as_str()))
            .filter_map(|w| w.chars().next())
            .collect()
    };
    short.chars().count() > 1 && (of(false) == short || of(true) == short)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(letters: &str, name: &str, expected: bool) {
        let words: Vec<String> = name.split(' ').map(str::to_owned).collect();
        assert_eq!(may_stand_for(letters, &words), expected, "{letters} {name}");
    }

    #[test]
    fn letters_stand_for_words_that_begin_so() {
        check("nao", "national audit office", true);
        check("fda", "us food and drug administration", true);
        check(
            "unesco",
            "united nations educational scientific and cultural organization",
            true,
        );
        check("ap", "associated press", true);
    }

    #[test]
    fn an_agency_stands_for_nothing_but_itself() {
        for name in [
            "auburn",
            "microsoft corp",
            "auburn complete seasons",
            "house",
            "britain ups anti terror spending",
        ] {
            check("ap", name, false);
        }
    }
}
