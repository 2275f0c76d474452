//! A mistake in a query: where it is, what it is, and what was expected there.

use std::fmt;
use std::ops::Range;

/// Why a query cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueryError {
    /// Bytes of the query that are wrong; empty at the place where something is missing.
    pub at: Range<usize>,
    /// What could stand there ("a closing parenthesis").
    pub expected: String,
    /// What is wrong ("the parenthesis is not closed").
    pub message: String,
}

impl QueryError {
    pub(super) fn new(
        at: Range<usize>,
        message: impl Into<String>,
        expected: impl Into<String>,
    ) -> Self {
        Self {
            at,
            expected: expected.into(),
            message: message.into(),
        }
    }
}

impl fmt::Display for QueryError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}; expected {}", self.message, self.expected)
    }
}

impl std::error::Error for QueryError {}
