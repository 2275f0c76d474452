//! What could be typed at a place in a query: field names, and the values of fields.

use std::ops::Range;

use super::fields::{self, Field};
use crate::model::NameField;

/// What is being typed at the cursor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completion {
    /// Bytes of the query that the chosen text replaces.
    pub range: Range<usize>,
    /// What may be chosen.
    pub what: What,
}

/// What may be chosen at a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// A field name that starts so; see [`super::FIELDS`]. The chosen text ends with a colon.
    FieldNames(String),
    /// A value of this field that the typed text finds; the chosen text is [`quoted`].
    Value(NameField, String),
    /// A mark that starts so.
    Marks(String),
    /// A date that starts so.
    Dates(String),
}

/// Tells what is being typed at a byte of the query; `None` inside a phrase or a pattern and after a space.
pub fn complete(typed: &str, cursor: usize) -> Option<Completion> {
    let before = typed.get(..cursor)?;
    let start = token_start(before);
    let token = &before[start..];
    let lead = token.len() - token.trim_start_matches('-').len();
    let (start, token) = (start + lead, &token[lead..]);
    let Some((name, value)) = token.split_once(':') else {
        let wordlike = !token.is_empty() && token.bytes().all(|byte| byte.is_ascii_alphabetic());
        return wordlike.then(|| Completion {
            range: start..cursor,
            what: What::FieldNames(token.to_ascii_lowercase()),
        });
    };
    let range = start + name.len() + 1..cursor;
    let value = value
        .trim_start_matches([NameField::WHOLE, '"', '“'])
        .to_owned();
    let what = match fields::field(name)? {
        Field::Title => return None,
        Field::Name(field) => What::Value(field, value),
        Field::Is => What::Marks(value),
        Field::Date | Field::After | Field::Before => What::Dates(value),
    };
    Some(Completion { range, what })
}

/// A value as it is typed after a field: in quotes where it must be.
pub fn quoted(value: &str) -> String {
    // What begins with a slash would be read as a pattern.
    let plain = !value.is_empty()
        && !value.starts_with('/')
        && !value
            .contains(|c: char| c.is_whitespace() || c.is_control() || "()\"“”„\\".contains(c));
    if plain {
        return value.to_owned();
    }
    let mut out = String::with_capacity(value.len() + 2);
    out.push('"');
    for c in value.chars() {
        if matches!(c, '"' | '\\' | '“' | '”') {
            out.push('\\');
        }
        out.push(c);
    }
    out.push('"');
    out
}

/// Where the token that ends a text begins; quotes keep spaces inside it.
pub(super) fn token_start(before: &str) -> usize {
    let mut start = 0;
    let mut quoted = false;
    for (at, c) in before.char_indices() {
        match c {
            '"' | '“' | '”' => quoted = !quoted,
            '(' | ')' if !quoted => start = at + 1,
            _ if c.is_whitespace() && !quoted => start = at + c.len_utf8(),
            _ => {}
        }
    }
    start
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(typed: &str, expected: Option<(&str, What)>) {
        let found = complete(typed, typed.len());
        let found = found.map(|found| (&typed[found.range], found.what));
        assert_eq!(found, expected, "{typed}");
    }

    #[test]
    fn fields_and_values() {
        check("peace so", Some(("so", What::FieldNames("so".into()))));
        check("(-ACT", Some(("ACT", What::FieldNames("act".into()))));
        check(
            "source:reu",
            Some(("reu", What::Value(NameField::Source, "reu".into()))),
        );
        check(
            "a actor:\"Nikol Pa",
            Some((
                "\"Nikol Pa",
                What::Value(NameField::Actor, "Nikol Pa".into()),
            )),
        );
        check("is:", Some(("", What::Marks(String::new()))));
        check("date:last", Some(("last", What::Dates("last".into()))));
        check("title:x", None);
        check("peace ", None);
        check("\"peace ta", None);
    }

    #[test]
    fn values_are_quoted_where_they_must_be() {
        assert_eq!(quoted("reuters"), "reuters");
        assert_eq!(quoted("BBC News"), "\"BBC News\"");
        assert_eq!(quoted("6\" gun"), "\"6\\\" gun\"");
    }

    proptest! {
        #[test]
        fn any_place_is_survived(typed in any::<String>(), cursor in 0usize..60) {
            if let Some(found) = complete(&typed, cursor) {
                prop_assert!(typed.get(found.range).is_some());
            }
        }
    }
}
