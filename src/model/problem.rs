//! What could not be read, and where.

use std::fmt;

/// One thing that went wrong while reading a source. All text has passed `text::clean`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Problem {
    /// The file or other source, as the user knows it.
    pub file: String,
    /// Line in it, from 1.
    pub line: Option<u64>,
    /// Record in it, from 1, where lines mean nothing.
    pub record: Option<u64>,
    /// What is wrong and what was done about it.
    pub reason: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
        }
        if let Some(record) = self.record {
            write!(f, ", record {record}")?;
        }
        write!(f, ": {}", self.reason)
    }
}
