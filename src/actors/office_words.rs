//! What single words say of an office: whether they name one, or what it is for, or when somebody has it.

use super::lexicon::{Lexicon, class};
use super::shape::small;
use super::small_words::PORTFOLIOS;
use super::token::{Shape, Token, word_hash};

/// What is known of an office that another word is joined to: the mayor in "then-mayor" and "ex-mayor".
pub(super) fn compound(token: &Token, word: &str) -> u32 {
    let office = match token.shape {
        Shape::Lower => word
            .rsplit_once('-')
            .filter(|(before, _)| is_joined(before)),
        _ => None,
    };
    office.map_or(0, |(_, office)| {
        let known = Lexicon::shipped().word(word_hash(office, &mut String::new()));
        known & class::ROLE
    })
}

/// Whether a word is joined to offices.
fn is_joined(word: &str) -> bool {
    matches!(word, "co" | "ex" | "now" | "then" | "vice")
}

/// Whether a word says what somebody is to another.
pub(super) fn is_relation(word: &str) -> bool {
    matches!(
        word,
        "ally" | "colleague" | "counterpart" | "friend" | "predecessor" | "rival" | "successor"
    )
}

/// Whether a title makes another office of the one behind it: "Lord Chancellor".
pub(super) fn is_lord(word: &str) -> bool {
    matches!(word, "Lord" | "Lady")
}

/// Whether a word says when somebody has an office, or how much of it.
pub(super) fn is_turn(word: &str) -> bool {
    matches!(
        &*small(word),
        "former"
            | "acting"
            | "assistant"
            | "deputy"
            | "senior"
            | "chief"
            | "then"
            | "new"
            | "vice"
            | "outgoing"
            | "interim"
            | "shadow"
    )
}

/// Whether an office may be for what a word says.
pub(super) fn is_portfolio(word: &str) -> bool {
    PORTFOLIOS.binary_search(&&*small(word)).is_ok()
}

/// Role words that do not make a role alone.
pub(super) fn is_office(word: &str) -> bool {
    !matches!(
        &*small(word),
        "foreign"
            | "prime"
            | "vice"
            | "deputy"
            | "defence"
            | "defense"
            | "finance"
            | "interior"
            | "opposition"
            | "champion"
            | "rival"
            | "counterpart"
            | "colleague"
    )
}

/// Whether a word begins what somebody says to the one who is named: "X, you're my hero".
pub(super) fn is_speaker(word: &str) -> bool {
    matches!(
        word.split(['\'', '\u{2019}']).next(),
        Some("I" | "you" | "we" | "he" | "she" | "they")
    )
}

/// Whether a word stands before the noun that says what somebody is.
pub(super) fn is_article(word: &str) -> bool {
    matches!(word, "the" | "a" | "an" | "his" | "her" | "its" | "their")
}
