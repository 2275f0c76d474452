//! Adding a condition to a query, as the facets beside a list do.

use jiff::civil;

use super::{QueryError, parse, print};
use crate::model::{Leaf, Query};

/// Returns the query with a further condition; the query unchanged where it has the condition already.
///
/// # Errors
///
/// As [`parse`] does for the query.
pub fn include(typed: &str, leaf: Leaf, today: civil::Date) -> Result<String, QueryError> {
    add(typed, Query::Leaf(leaf), today)
}

/// Returns the query without the articles that meet the condition.
///
/// # Errors
///
/// As [`parse`] does for the query.
pub fn exclude(typed: &str, leaf: Leaf, today: civil::Date) -> Result<String, QueryError> {
    add(typed, Query::Not(Box::new(Query::Leaf(leaf))), today)
}

fn add(typed: &str, condition: Query, today: civil::Date) -> Result<String, QueryError> {
    let query = match parse(typed, today)? {
        Query::All => condition,
        Query::And(mut parts) => {
            if !parts.contains(&condition) {
                parts.push(condition);
            }
            Query::And(parts)
        }
        same if same == condition => same,
        other => Query::And(vec![other, condition]),
    };
    Ok(print(&query))
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
    fn a_condition_is_added_once() {
        check("", "source:\"BBC News\"", "-source:\"BBC News\"");
        check(
            "a OR b",
            "(a OR b) source:\"BBC News\"",
            "(a OR b) -source:\"BBC News\"",
        );
        check(
            "a source:\"BBC News\"",
            "a source:\"BBC News\"",
            "a source:\"BBC News\" -source:\"BBC News\"",
        );
    }
}
