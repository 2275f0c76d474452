//! How a word is cased.

use std::borrow::Cow;

/// How a token is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum Shape {
    /// `word`
    Lower,
    /// `Word`
    Title,
    /// `WORD`, two letters or more
    Upper,
    /// `McWord`, `iWord`, `Jong-un`
    Mixed,
    /// `W.` or `W`
    Initial,
    /// `U.S.`
    Dotted,
    /// `1998`, `3.5`
    Number,
    /// `G7`
    Code,
    /// A word in a script without capitals.
    Caseless,
    /// Anything else.
    Mark,
}

/// A word in small letters, as nearly all are.
pub(super) fn small(word: &str) -> Cow<'_, str> {
    let is_small = |byte: u8| byte.is_ascii() && !byte.is_ascii_uppercase();
    match word.bytes().all(is_small) {
        true => Cow::Borrowed(word),
        false => Cow::Owned(word.to_lowercase()),
    }
}

/// How a word is written.
pub(super) fn shape(word: &str) -> Shape {
    // Nearly all words are one of these two.
    if let [first, rest @ ..] = word.as_bytes()
        && !rest.is_empty()
        && rest.iter().all(u8::is_ascii_lowercase)
    {
        if first.is_ascii_lowercase() {
            return Shape::Lower;
        } else if first.is_ascii_uppercase() {
            return Shape::Title;
        }
    }
    let (mut upper, mut lower, mut digits, mut other, mut dots, mut first_upper) =
        (0, 0, 0, 0, 0, false);
    // The first letters say enough: a word of a megabyte need not be counted to its end.
    for (i, c) in word.chars().take(64).enumerate() {
        if c.is_ascii_lowercase() {
            lower += 1;
        } else if c.is_ascii_uppercase() {
            upper += 1;
            first_upper |= i == 0;
        } else if c.is_ascii_digit() {
            digits += 1;
        } else if c == '.' {
            dots += 1;
        } else if c.is_uppercase() {
            upper += 1;
            first_upper |= i == 0;
        } else if c.is_lowercase() {
            lower += 1;
        } else if c.is_alphabetic() {
            other += 1;
        }
    }
    match (upper, lower, digits) {
        (0, 0, 0) => Shape::Caseless,
        (0, 0, _) => {
            if other > 0 {
                Shape::Caseless
            } else {
                Shape::Number
            }
        }
        (0, ..) => Shape::Lower,
        (_, _, 1..) => {
            if first_upper || lower == 0 {
                Shape::Code
            } else {
                Shape::Number
            }
        }
        (1, 0, 0) => Shape::Initial,
        (_, 0, 0) => {
            if dots > 0 {
                Shape::Dotted
            } else {
                Shape::Upper
            }
        }
        (1, _, 0) if first_upper => Shape::Title,
        _ => Shape::Mixed,
    }
}
