//! The single conditions of a query: words, phrases, patterns, fields.

use std::ops::Range;

use super::{Parser, pattern};
use crate::language::QueryError;
use crate::language::bare::{is_bare, is_operator, is_plain, near_operator, trimmed};
use crate::language::dates::{self, Bound};
use crate::language::fields::{self, Field, MARKS};
use crate::model::{Leaf, NameField, NearWord, Query, Scope};
use crate::text::clean;
use crate::text::words::words;

/// Most other words between the first and the last of a proximity condition.
const FURTHEST: u32 = 1000;

impl Parser<'_> {
    /// Reads one condition.
    pub(super) fn thing(&mut self, scope: Scope) -> Result<Query, QueryError> {
        let _ = self.scan.at_end();
        let start = self.scan.at();
        if self.scan.take_quote() {
            return self.phrase(start, scope).map(Query::Leaf);
        }
        if self.scan.rest().starts_with('/') {
            return self.regex(scope).map(Query::Leaf);
        }
        let run = self.scan.run();
        if let Some((name, after)) = run.split_once(':')
            && !name.is_empty()
            && name.bytes().all(|byte| byte.is_ascii_alphabetic())
        {
            if let Some(field) = fields::field(name) {
                self.scan.go(start + name.len() + 1);
                return self.field(field, start, scope);
            }
            let value_follows =
                !after.is_empty() || self.scan.rest()[run.len()..].starts_with(['"', '(']);
            if value_follows {
                return Err(QueryError::new(
                    start..start + name.len(),
                    format!("there is no field {name}:"),
                    format!("one of {}, or quotes around the words", fields::listed()),
                ));
            }
        }
        self.word(scope).map(Query::Leaf)
    }

    /// Reads on where `near/5` follows a word.
    pub(super) fn near(&mut self, first: Query) -> Result<Query, QueryError> {
        let Some((mut distance, mut at)) = self.take_near()? else {
            return Ok(first);
        };
        let (scope, word) = lone_word(first).ok_or_else(|| only_words(at.clone()))?;
        let mut near = vec![word];
        let total = distance;
        loop {
            let second = self.thing(scope)?;
            let (_, word) = lone_word(second).ok_or_else(|| only_words(at.clone()))?;
            near.push(word);
            match self.take_near()? {
                None => break,
                Some(next) => (distance, at) = next,
            }
            if distance != total {
                return Err(QueryError::new(
                    at,
                    "the distances differ",
                    format!("near/{total} again"),
                ));
            }
        }
        Ok(Query::Leaf(Leaf::Near {
            scope,
            words: near,
            distance: total,
        }))
    }

    fn take_near(&mut self) -> Result<Option<(u32, Range<usize>)>, QueryError> {
        let _ = self.scan.at_end();
        let run = self.scan.run();
        let Some(number) = near_operator(run) else {
            return Ok(None);
        };
        let start = self.scan.at();
        self.scan.go(start + run.len());
        let at = start..self.scan.at();
        distance(number, at.clone()).map(|distance| Some((distance, at)))
    }

    fn field(&mut self, field: Field, start: usize, scope: Scope) -> Result<Query, QueryError> {
        self.scan.skip_space();
        let name = self.scan.since(start).trim_end().to_ascii_lowercase();
        let missing = self.scan.rest().is_empty() || self.scan.rest().starts_with(')');
        if missing {
            let at = self.scan.at();
            return Err(QueryError::new(
                at..at,
                format!("nothing stands after {name}"),
                wanted(field),
            ));
        }
        match field {
            Field::Title => self.one(Scope::Title),
            Field::Name(_) | Field::Is if self.scan.rest().starts_with('(') => {
                self.list(field, &name)
            }
            Field::Name(field) => {
                let (value, at) = self.value()?;
                self.named(field, &name, value, at).map(Query::Leaf)
            }
            Field::Is => {
                let (value, at) = self.value()?;
                mark(&value, at).map(Query::Leaf)
            }
            Field::Date | Field::After | Field::Before => {
                let _ = scope;
                self.date(field, &name).map(Query::Leaf)
            }
        }
    }

    /// Reads `source:(a OR b)`: a group in which every word is a value of the field.
    fn list(&mut self, field: Field, name: &str) -> Result<Query, QueryError> {
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
            let (value, at) = self.value()?;
            values.push(Query::Leaf(match field {
                Field::Name(field) => self.named(field, name, value, at)?,
                _ => mark(&value, at)?,
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
    fn named(
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
    fn value(&mut self) -> Result<(String, Range<usize>), QueryError> {
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

    fn date(&mut self, field: Field, name: &str) -> Result<Leaf, QueryError> {
        let (value, at) = self.value()?;
        let bound = match field {
            Field::After => Bound::After,
            Field::Before => Bound::Before,
            _ => Bound::Within,
        };
        let quoted = is_quoted(self.scan.since(at.start));
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

    /// Reads a phrase after its first quotation mark.
    fn phrase(&mut self, start: usize, scope: Scope) -> Result<Leaf, QueryError> {
        let text = clean::clean_line(&self.quoted(start)?);
        let end = self.scan.at();
        let parts: Vec<String> = words(&text).map(|word| word.text.to_owned()).collect();
        if parts.is_empty() {
            return Err(QueryError::new(
                start..end,
                "no word stands in these quotes",
                "a word or a phrase",
            ));
        }
        if let Some(number) = self.scan.run().strip_prefix('~') {
            self.scan.go(end + 1 + number.len());
            let at = end..self.scan.at();
            if parts.len() < 2 {
                return Err(QueryError::new(
                    start..end,
                    "one word has no distance",
                    "two or more words in the quotes",
                ));
            }
            let distance = distance(number, at)?;
            return Ok(Leaf::Near {
                scope,
                words: parts.iter().map(|word| NearWord::exact(word)).collect(),
                distance,
            });
        }
        Ok(in_quotes(scope, text))
    }

    /// Reads up to the closing quotation mark; a backslash takes the next mark or backslash as it is.
    fn quoted(&mut self, start: usize) -> Result<String, QueryError> {
        let mut text = String::new();
        let mut chars = self.scan.rest().char_indices();
        while let Some((at, c)) = chars.next() {
            match c {
                '"' | '”' | '“' => {
                    self.scan.go(self.scan.at() + at + c.len_utf8());
                    return Ok(text);
                }
                '\\' if matches!(chars.as_str().chars().next(), Some('"' | '\\' | '“' | '”')) =>
                {
                    text.extend(chars.next().map(|(_, c)| c));
                }
                _ => text.push(c),
            }
        }
        Err(QueryError::new(
            start..self.scan.at(),
            "this quotation mark is not closed",
            "a closing quotation mark after it",
        ))
    }

    fn regex(&mut self, scope: Scope) -> Result<Leaf, QueryError> {
        let start = self.scan.at();
        let rest = self.scan.rest();
        let Some((pattern, length)) = pattern::between_slashes(rest) else {
            return Err(QueryError::new(
                start..start + 1,
                "this pattern is not closed",
                "a slash after it, or quotes if a slash is meant",
            ));
        };
        self.scan.go(start + length);
        pattern::check(&pattern).map_err(|(message, expected)| {
            QueryError::new(start..start + length, message, expected)
        })?;
        Ok(Leaf::Regex { scope, pattern })
    }

    /// Reads a bare word with what may hang on it: `*` or `~1`.
    fn word(&mut self, scope: Scope) -> Result<Leaf, QueryError> {
        let start = self.scan.at();
        let run = self.scan.run();
        self.scan.go(start + run.len());
        let at = start..self.scan.at();
        if run.is_empty() || is_operator(run) {
            return Err(misplaced(run, at));
        }
        if let Some(stem) = run.strip_suffix('*') {
            let start = trimmed(stem);
            return match is_plain(&start) {
                true => Ok(Leaf::Prefix { scope, start }),
                false => Err(QueryError::new(
                    at,
                    "a star ends a word",
                    "letters before one star, such as negotiat*",
                )),
            };
        }
        if let Some((stem, edits)) = run.rsplit_once('~')
            && edits.bytes().all(|byte| byte.is_ascii_digit())
        {
            return fuzzy(scope, trimmed(stem), edits, at);
        }
        let word = trimmed(run);
        if run.contains('*') {
            return Err(QueryError::new(
                at,
                "a star ends a word",
                "one star at its end, or a pattern such as /colou?r/",
            ));
        }
        if word.is_empty() {
            return Err(QueryError::new(
                at,
                "there is no word here",
                "letters or digits",
            ));
        }
        Ok(if is_bare(&word) {
            Leaf::Word {
                scope,
                word,
                exact: false,
            }
        } else {
            in_quotes(scope, word)
        })
    }
}

/// Whether a text begins with a quotation mark.
fn is_quoted(text: &str) -> bool {
    text.starts_with(['"', '“', '„', '”'])
}

/// A text as it is read between quotation marks.
fn in_quotes(scope: Scope, text: String) -> Leaf {
    if words(&text).count() == 1 {
        Leaf::Word {
            scope,
            word: text,
            exact: true,
        }
    } else {
        Leaf::Phrase { scope, text }
    }
}

fn fuzzy(scope: Scope, word: String, edits: &str, at: Range<usize>) -> Result<Leaf, QueryError> {
    let distance = match edits {
        "" | "1" => 1,
        "2" => 2,
        _ => {
            return Err(QueryError::new(
                at,
                "a word may differ by one or two letters",
                "~1 or ~2",
            ));
        }
    };
    if !is_plain(&word) {
        return Err(QueryError::new(
            at,
            "there is no word here",
            "letters before ~",
        ));
    }
    Ok(Leaf::Fuzzy {
        scope,
        word,
        distance,
    })
}

fn lone_word(query: Query) -> Option<(Scope, NearWord)> {
    match query {
        Query::Leaf(Leaf::Word { scope, word, exact }) if words(&word).count() == 1 => {
            Some((scope, NearWord { word, exact }))
        }
        _ => None,
    }
}

fn only_words(at: Range<usize>) -> QueryError {
    QueryError::new(
        at,
        "near stands between single words",
        "one word on either side",
    )
}

fn distance(number: &str, at: Range<usize>) -> Result<u32, QueryError> {
    number
        .parse()
        .ok()
        .filter(|distance| (0..=FURTHEST).contains(distance))
        .ok_or_else(|| {
            let expected = format!("a number of words up to {FURTHEST}");
            QueryError::new(at, "this is no distance", expected)
        })
}

fn mark(value: &str, at: Range<usize>) -> Result<Leaf, QueryError> {
    let value = value.to_ascii_lowercase();
    let found = MARKS.iter().find(|(name, _)| *name == value);
    found
        .map(|&(_, mark)| Leaf::Is(mark))
        .ok_or_else(|| QueryError::new(at, format!("there is no mark {value}"), wanted(Field::Is)))
}

/// What may stand after a field, in words.
fn wanted(field: Field) -> &'static str {
    match field {
        Field::Title => "a word, a phrase or a group",
        Field::Name(_) => "a name, in quotes if it has spaces",
        Field::Date | Field::After | Field::Before => dates::EXPECTED,
        Field::Is => "unread, read, starred, tagged, noted or new",
    }
}

fn misplaced(run: &str, at: Range<usize>) -> QueryError {
    if run.is_empty() {
        return QueryError::new(at, "the query breaks off", "a word");
    }
    QueryError::new(
        at,
        format!("{run} joins nothing here"),
        "a word on either side of it",
    )
}
