//! Values of fields: names, lists of them, days, marks.

use std::ops::Range;

use super::Parser;
use crate::language::QueryError;
use crate::language::dates::{self, Bound};
use crate::language::fields::{Field, MARKS};
use crate::model::{Leaf, NameField, Query};
use crate::text::clean;
use crate::text::words::words;

impl Parser<'_> {
    /// Reads `source:(a OR b)`: a group in which every word is a value of the field.
    pub(super) fn list(&mut self, field: Field, name: &str) -> Result<Query, QueryError> {
        let open = self.scan.at();
        self.scan.go(open + 1);
        let mut values = Vec::new();
        loop {
            self.scan.skip_space();
            if self.scan.rest().is_empty() {
                return Err(super::unclosed(open..open + 1));
            }
            if self.scan.rest().starts_with(')') {
                let at = self.scan.at();
                return Err(QueryError::new(
                    at..at + 1,
                    format!("a value of {name} is missing"),
                    wanted(field),
                ));
            }
            values.push(Query::Leaf(match field {
                Field::Name(field) => {
                    let (value, at) = self.value()?;
                    self.named(field, name, value, at)?
                }
                Field::Is => {
                    let (value, at) = self.value()?;
                    mark(&value, at)?
                }
                _ => self.date(field, name)?,
            }));
            if self.scan.take_closing() {
                break;
            }
            if self.scan.take_operator("OR").is_none() {
                let at = self.scan.at();
                let message = if self.scan.rest().is_empty() {
                    return Err(super::unclosed(open..open + 1));
                } else {
                    format!("values of {name} in parentheses are joined by OR")
                };
                return Err(QueryError::new(
                    at..at + self.scan.run().len(),
                    message,
                    "OR or a closing parenthesis",
                ));
            }
        }
        Ok(match values.len() {
            1 => values.remove(0),
            _ => Query::Or(values),
        })
    }

    /// The condition that a name stands for which was read of a field.
    pub(super) fn named(
        &self,
        field: NameField,
        name: &str,
        value: String,
        at: Range<usize>,
    ) -> Result<Leaf, QueryError> {
        let typed = self.scan.since(at.start);
        if typed.len() > 1 && typed.starts_with('/') && typed.ends_with('/') {
            return Err(QueryError::new(
                at,
                format!("{name} takes no pattern"),
                "a name, its start with a star behind it, or quotes if slashes are meant",
            ));
        }
        let is_name = match value.strip_prefix(NameField::WHOLE) {
            Some(whole) => !whole.is_empty(),
            None => words(&value).next().is_some(),
        };
        match is_name {
            true => Ok(Leaf::Name { field, value }),
            false => Err(QueryError::new(
                at,
                format!("{name} needs a name"),
                wanted(Field::Name(field)),
            )),
        }
    }

    /// Reads the value of a field: a run of characters, or a text in quotes, which `=` may stand before.
    pub(super) fn value(&mut self) -> Result<(String, Range<usize>), QueryError> {
        let start = self.scan.at();
        let is_whole = self
            .scan
            .rest()
            .strip_prefix(NameField::WHOLE)
            .is_some_and(is_quoted);
        if is_whole {
            self.scan.go(start + NameField::WHOLE.len_utf8());
        }
        let quote = self.scan.at();
        let value = if self.scan.take_quote() {
            let text = self.quoted(quote)?;
            match is_whole {
                true => format!("{}{text}", NameField::WHOLE),
                false => text,
            }
        } else {
            let run = self.scan.run();
            self.scan.go(start + run.len());
            run.to_owned()
        };
        Ok((clean::clean_line(&value), start..self.scan.at()))
    }

    pub(super) fn date(&mut self, field: Field, name: &str) -> Result<Leaf, QueryError> {
        let (mut value, mut at) = self.value()?;
        let bound = match field {
            Field::After => Bound::After,
            Field::Before => Bound::Before,
            _ => Bound::Within,
        };
        let quoted = is_quoted(self.scan.since(at.start));
        if value.is_empty() {
            return Err(QueryError::new(
                at,
                format!("{name} needs a date"),
                dates::EXPECTED,
            ));
        }
        if !quoted && let Some(rest) = self.rest_of_range(&value) {
            value.push_str(&rest);
            at.end = self.scan.at();
        }
        match dates::range(&value, bound, self.today) {
            Ok((from, to)) => Ok(Leaf::Date {
                from,
                to,
                written: if quoted {
                    format!("{name}\"{value}\"")
                } else {
                    format!("{name}{value}")
                },
            }),
            Err((message, expected)) => Err(QueryError::new(at, message, expected)),
        }
    }

    /// Reads on where a range of dates was typed with spaces around its dots: `2022-01 .. 2022-03`.
    fn rest_of_range(&mut self, first: &str) -> Option<String> {
        let before = self.scan.at();
        self.scan.skip_space();
        let run = self.scan.run();
        let dots = run.strip_prefix("..");
        let is_range = dots.is_some_and(|end| end.is_empty() || begins_date(end));
        if first.contains("..") || !is_range {
            self.scan.go(before);
            return None;
        }
        self.scan.go(self.scan.at() + run.len());
        if run != ".." {
            return Some(run.to_owned());
        }
        let dots = self.scan.at();
        self.scan.skip_space();
        let end = self.scan.run();
        if !begins_date(end) {
            self.scan.go(dots);
            return Some(run.to_owned());
        }
        self.scan.go(self.scan.at() + end.len());
        Some(format!("{run}{end}"))
    }
}

/// Whether a text begins with a quotation mark.
fn is_quoted(text: &str) -> bool {
    text.starts_with(['"', '“', '„', '”'])
}

/// Whether a date in numbers may begin so.
fn begins_date(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_digit())
}

pub(super) fn mark(value: &str, at: Range<usize>) -> Result<Leaf, QueryError> {
    let value = value.to_ascii_lowercase();
    let found = MARKS.iter().find(|(name, _)| *name == value);
    found
        .map(|&(_, mark)| Leaf::Is(mark))
        .ok_or_else(|| QueryError::new(at, format!("there is no mark {value}"), wanted(Field::Is)))
}

/// What may stand after a field, in words.
pub(super) fn wanted(field: Field) -> &'static str {
    match field {
        Field::Title => "a word, a phrase or a group",
        Field::Name(_) => "a name, in quotes if it has spaces",
        Field::Date | Field::After | Field::Before => dates::EXPECTED,
        Field::Is => "unread, read, starred, tagged, noted or new",
    }
}
