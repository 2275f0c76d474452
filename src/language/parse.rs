//! From what is typed to a query.
//!
//! `either := all (OR all)*`, `all := one (AND? one)*`, `one := (- | NOT) one | thing (near/N thing)*`; what a thing is
//! stands in `things`, what a field takes in `values`.

mod pattern;
mod scan;
mod things;
mod values;

use jiff::civil;

use super::QueryError;
use crate::model::{Query, Scope};
use scan::Scan;

/// Most bytes of a query.
pub const LONGEST: usize = 4096;

/// Most groups and negations inside one another.
pub const DEEPEST: usize = 64;

/// Reads a query. `today` gives words such as `yesterday` their meaning.
///
/// # Errors
///
/// Tells the first mistake: its place in bytes, what it is, and what was expected.
pub fn parse(typed: &str, today: civil::Date) -> Result<Query, QueryError> {
    if typed.len() > LONGEST {
        let end = typed.len();
        let at = (0..=LONGEST)
            .rev()
            .find(|&at| typed.is_char_boundary(at))
            .unwrap_or(0);
        return Err(QueryError::new(
            at..end,
            format!("the query is {end} bytes long"),
            format!("at most {LONGEST} bytes"),
        ));
    }
    let mut parser = Parser {
        scan: Scan::new(typed),
        today,
        depth: 0,
    };
    if parser.scan.at_end() {
        return Ok(Query::All);
    }
    let query = parser.either(Scope::Text)?;
    if let Some(at) = parser.scan.peek_closing() {
        return Err(QueryError::new(
            at,
            "this parenthesis closes nothing",
            "an opening parenthesis before it, or the end of the query",
        ));
    }
    Ok(query)
}

/// The state of one reading.
struct Parser<'a> {
    scan: Scan<'a>,
    today: civil::Date,
    depth: usize,
}

impl Parser<'_> {
    fn either(&mut self, scope: Scope) -> Result<Query, QueryError> {
        let mut branches = vec![self.all(scope)?];
        while self.scan.take_operator("OR").is_some() {
            branches.push(self.all(scope)?);
        }
        Ok(join(branches, Query::Or, |query| match query {
            Query::Or(inner) => Ok(inner),
            other => Err(other),
        }))
    }

    fn all(&mut self, scope: Scope) -> Result<Query, QueryError> {
        let mut parts = vec![self.one(scope)?];
        loop {
            let and = self.scan.take_operator("AND").is_some();
            let ends = self.scan.at_end()
                || self.scan.peek_closing().is_some()
                || self.scan.peek_operator("OR");
            if ends && !and {
                break;
            }
            parts.push(self.one(scope)?);
        }
        Ok(join(parts, Query::And, |query| match query {
            Query::And(inner) => Ok(inner),
            other => Err(other),
        }))
    }

    fn one(&mut self, scope: Scope) -> Result<Query, QueryError> {
        if let Some(at) = self
            .scan
            .take_operator("NOT")
            .or_else(|| self.scan.take_minus())
        {
            self.deeper(at.clone())?;
            let negated = self.one(scope)?;
            self.depth -= 1;
            return Ok(Query::Not(Box::new(negated)));
        }
        if let Some(open) = self.scan.take_opening() {
            return self.group(open, scope);
        }
        let thing = self.thing(scope)?;
        self.near(thing)
    }

    /// Reads what stands in parentheses, after the first.
    fn group(&mut self, open: std::ops::Range<usize>, scope: Scope) -> Result<Query, QueryError> {
        self.deeper(open.clone())?;
        if let Some(at) = self.scan.peek_closing() {
            return Err(QueryError::new(
                at,
                "nothing stands in these parentheses",
                "a word",
            ));
        }
        if self.scan.at_end() {
            return Err(unclosed(open));
        }
        let query = self.either(scope)?;
        if !self.scan.take_closing() {
            return Err(unclosed(open));
        }
        self.depth -= 1;
        Ok(query)
    }

    fn deeper(&mut self, at: std::ops::Range<usize>) -> Result<(), QueryError> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(QueryError::new(
                at,
                "too many groups inside one another",
                format!("at most {DEEPEST}"),
            ));
        }
        Ok(())
    }
}

fn unclosed(open: std::ops::Range<usize>) -> QueryError {
    QueryError::new(
        open,
        "this parenthesis is not closed",
        "a closing parenthesis after it",
    )
}

/// One query of several parts; parts that are of the same kind are taken in, so that `a (b c)` is `a b c`.
fn join(
    parts: Vec<Query>,
    kind: fn(Vec<Query>) -> Query,
    same: fn(Query) -> Result<Vec<Query>, Query>,
) -> Query {
    let mut flat = Vec::with_capacity(parts.len());
    for part in parts {
        match same(part) {
            Ok(inner) => flat.extend(inner),
            Err(other) => flat.push(other),
        }
    }
    match flat.len() {
        1 => flat.remove(0),
        _ => kind(flat),
    }
}
