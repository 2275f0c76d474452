//! Adding a condition to a query, as the facets beside a list do.

use jiff::civil;

use super::{QueryError, parse, print};
use crate::model::{Leaf, Query};
use crate::text::fold::fold;

/// Returns the query with a further condition, in the place of its contrary where it has that; without the condition where it has
/// it already.
///
/// # Errors
///
/// As [`parse`] does for the query.
pub fn include(typed: &str, leaf: Leaf, today: civil::Date) -> Result<String, QueryError> {
    let condition = Query::Leaf(leaf);
    let contrary = Query::Not(Box::new(condition.clone()));
    turn(typed, condition, &contrary, today)
}

/// Returns the query without the articles that meet the condition; with them again where they are left out already.
///
/// # Errors
///
/// As [`parse`] does for the query.
pub fn exclude(typed: &str, leaf: Leaf, today: civil::Date) -> Result<String, QueryError> {
    let contrary = Query::Leaf(leaf);
    let condition = Query::Not(Box::new(contrary.clone()));
    turn(typed, condition, &contrary, today)
}

/// Adds a condition to a query, or takes it off.
fn turn(
    typed: &str,
    condition: Query,
    contrary: &Query,
    today: civil::Date,
) -> Result<String, QueryError> {
    let mut parts = match parse(typed, today)? {
        Query::All => Vec::new(),
        Query::And(parts) => parts,
        other => vec![other],
    };
    let had = parts.len();
    parts.retain(|part| !same(part, &condition));
    if parts.len() == had {
        parts.retain(|part| !same(part, contrary));
        parts.push(condition);
    }
    let query = match parts.len() {
        0 => Query::All,
        1 => parts.remove(0),
        _ => Query::And(parts),
    };
    Ok(print(&query))
}

/// Whether two conditions are one, however a name was typed.
fn same(one: &Query, other: &Query) -> bool {
    match (one, other) {
        (Query::Not(one), Query::Not(other)) => same(one, other),
        (
            Query::Leaf(Leaf::Name { field, value }),
            Query::Leaf(Leaf::Name {
                field: of,
                value: name,
            }),
        ) => field == of && fold(value) == fold(name),
        _ => one == other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::NameField;

    fn check(typed: &str, included: &str, excluded: &str) {
        let today = civil::date(2022, 6, 2);
        let leaf = Leaf::Name {
            field: NameField::Source,
            value: "BBC News".into(),
        };
        assert_eq!(include(typed, leaf.clone(), today).as_deref(), Ok(included));
        assert_eq!(exclude(typed, leaf, today).as_deref(), Ok(excluded));
    }

    #[test]
    fn a_condition_is_added() {
        check("", "source:\"BBC News\"", "-source:\"BBC News\"");
        check(
            "a OR b",
            "(a OR b) source:\"BBC News\"",
            "(a OR b) -source:\"BBC News\"",
        );
    }

    #[test]
    fn a_condition_takes_the_place_of_its_contrary() {
        check("source:\"BBC News\"", "", "-source:\"BBC News\"");
        check("-source:\"BBC News\"", "source:\"BBC News\"", "");
        check("a source:\"BBC News\"", "a", "a -source:\"BBC News\"");
        check("a source:\"bbc news\"", "a", "a -source:\"BBC News\"");
        check("a -source:\"BBC News\"", "a source:\"BBC News\"", "a");
        check(
            "a source:\"BBC News\" -source:\"BBC News\" b",
            "a -source:\"BBC News\" b",
            "a source:\"BBC News\" b",
        );
    }
}
