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

impl Problem {
    /// Where it is: the file with the line or the record.
    pub fn place(&self) -> String {
        let mut place = self.file.clone();
        if let Some(line) = self.line {
            place.push_str(&format!(":{line}"));
        }
        if let Some(record) = self.record {
            place.push_str(&format!(", record {record}"));
        }
        place
    }

    /// Whether it is about a source as a whole rather than about a record in it.
    pub fn is_of_all(&self) -> bool {
        self.line.is_none() && self.record.is_none()
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place(), self.reason)
    }
}
