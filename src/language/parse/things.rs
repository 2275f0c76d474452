//! The single conditions of a query: words, phrases, patterns, fields.

use std::ops::Range;

use super::values::{mark, wanted};
use super::{Parser, pattern};
use crate::language::QueryError;
use crate::language::bare::{is_bare, is_operator, is_plain, near_operator, trimmed};
use crate::language::fields::{self, Field};
use crate::model::{Leaf, NearWord, Query, Scope};
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
            if let Some(open) = self.scan.take_opening() {
                return Err(only_words(open));
            }
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
            Field::Name(_) | Field::Is | Field::Date if self.scan.rest().starts_with('(') => {
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
    pub(super) fn quoted(&mut self, start: usize) -> Result<String, QueryError> {
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
        if let Some((message, expected)) = foreign(run) {
            return Err(QueryError::new(at, message, expected));
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

/// What is wrong with a word that is typed as other programs take it.
fn foreign(run: &str) -> Option<(&'static str, &'static str)> {
    let is_letter = |c: char| c.is_alphanumeric();
    if run
        .strip_prefix('!')
        .is_some_and(|rest| rest.starts_with(is_letter))
    {
        return Some(("! leaves nothing out here", "-word, or NOT word"));
    }
    let weight = run
        .rsplit_once('^')
        .filter(|(word, _)| word.ends_with(is_letter));
    if weight.is_some_and(|(_, times)| times.parse::<f32>().is_ok()) {
        return Some(("a word cannot be given a weight", "the word alone"));
    }
    let mut parts = run.split('?');
    let before = parts.next().unwrap_or_default();
    if before.ends_with(is_letter) && parts.any(|part| part.starts_with(is_letter)) {
        return Some((
            "a question mark stands for no letter here",
            "a pattern such as /colou?r/ or /b.air/, or quotes if it is meant",
        ));
    }
    None
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
