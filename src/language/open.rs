//! What a query that is still being typed asks for so far.

use std::borrow::Cow;

use super::complete::token_start;
use super::fields::{self, Field};
use crate::model::{ArticlesAt, NameField};

/// Letters from which on a word is taken for the start of a longer one.
const TELLING: usize = 2;
/// Longer queries are taken as they stand.
const LONGEST: usize = 1_024;

/// The query that a list of articles asks for: as typed, or, while it is being typed, with its last word open.
pub fn asked(at: &ArticlesAt) -> Cow<'_, str> {
    if at.open {
        open(&at.query)
    } else {
        Cow::Borrowed(&at.query)
    }
}

/// The query with its last word open: it finds the word, in any form, and every word that starts so. A field without a value, and a
/// letter alone behind other words, ask for nothing yet.
pub fn open(typed: &str) -> Cow<'_, str> {
    let as_typed = Cow::Borrowed(typed);
    let start = token_start(typed);
    let (before, token) = typed.split_at(start);
    if typed.len() > LONGEST || before.trim_end().to_ascii_lowercase().contains("near/") {
        return as_typed;
    }
    let Some((name, value)) = token.split_once(':') else {
        return match token.chars().count() {
            1 if is_word(token) && !before.trim().is_empty() && !ends_open(before) => {
                Cow::Owned(before.trim_end().to_owned())
            }
            TELLING.. if is_word(token) => Cow::Owned(format!("{before}({token} OR {token}*)")),
            _ => as_typed,
        };
    };
    match fields::field(name.trim_start_matches('-')) {
        Some(_) if value.is_empty() => Cow::Owned(before.trim_end().to_owned()),
        _ if name.starts_with('-') || value.chars().count() < TELLING || !is_word(value) => {
            as_typed
        }
        Some(Field::Title) => Cow::Owned(format!("{before}title:({value} OR {value}*)")),
        Some(Field::Name(field)) if field != NameField::Lang => Cow::Owned(format!("{typed}*")),
        _ => as_typed,
    }
}

/// Whether something must follow a text: it ends with an operator or an open parenthesis.
fn ends_open(text: &str) -> bool {
    let text = text.trim_end();
    let last = text.rsplit(|c: char| !c.is_alphanumeric()).next();
    text.ends_with(['-', '(']) || matches!(last, Some("AND" | "OR" | "NOT"))
}

/// Whether a text is letters and digits of a script that writes words apart, and no operator.
fn is_word(text: &str) -> bool {
    const FIRST_IDEOGRAPH: char = '\u{2E80}';
    let operator = matches!(text, "AND" | "OR" | "NOT");
    !operator
        && text
            .chars()
            .all(|c| c.is_alphanumeric() && c < FIRST_IDEOGRAPH)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(typed: &str, expected: &str) {
        assert_eq!(open(typed), expected, "{typed}");
    }

    #[test]
    fn the_last_word_goes_on() {
        check("peace tre", "peace (tre OR tre*)");
        check("azerb", "(azerb OR azerb*)");
        check("(peace OR tre", "(peace OR (tre OR tre*)");
        check("actor:pashi", "actor:pashi*");
        check("title:tre", "title:(tre OR tre*)");
    }

    #[test]
    fn what_says_nothing_yet_asks_for_nothing() {
        check("peace actor:", "peace");
        check("peace O", "peace");
        check("peace date:", "peace");
    }

    #[test]
    fn the_rest_stays_as_typed() {
        for typed in [
            "",
            "a",
            "peace ",
            "\"peace tre",
            "peace -tre",
            "tre*",
            "tre~1",
            "peace near/5 tre",
            "peace OR",
            "\"R\"OR N",
            "lang:en",
            "date:20",
            "-actor:al",
            "actor:\"Al",
            "和平",
            "is:un",
        ] {
            check(typed, typed);
        }
    }

    proptest! {
        #[test]
        fn an_open_query_is_a_query(typed in "[a-b\"():*~ ORNT-]{0,20}") {
            let today = jiff::civil::date(2026, 11, 26);
            if super::super::parse(&typed, today).is_ok() {
                prop_assert!(super::super::parse(&open(&typed), today).is_ok(), "{}", open(&typed));
            }
        }
    }
}
