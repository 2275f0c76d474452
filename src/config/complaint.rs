//! A mistake in the settings, with the place it stands at and what was expected there.

use std::fmt;
use std::ops::Range;
use std::path::{Path, PathBuf};

/// How much a mistake matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    /// The rest of the file counts; the default stands in for what is wrong.
    Warning,
    /// Nothing of the file could be read.
    Error,
}

/// One mistake in the settings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Complaint {
    /// The file, or `environment`.
    pub file: PathBuf,
    /// Line, from 1; 0 where there is none.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
    /// The bytes of the file that are meant.
    pub span: Range<usize>,
    /// What is wrong and what was expected.
    pub message: String,
    /// How much it matters.
    pub weight: Weight,
}

impl Complaint {
    /// A warning about `span` of `text`.
    pub(super) fn warning(file: &Path, text: &str, span: Range<usize>, message: String) -> Self {
        Self::at(file, text, span, message, Weight::Warning)
    }

    /// An error about `span` of `text`.
    pub(super) fn error(file: &Path, text: &str, span: Range<usize>, message: String) -> Self {
        Self::at(file, text, span, message, Weight::Error)
    }

    fn at(file: &Path, text: &str, span: Range<usize>, message: String, weight: Weight) -> Self {
        let (line, column) = place(text, span.start);
        Self {
            file: file.to_path_buf(),
            line,
            column,
            span,
            message,
            weight,
        }
    }
}

/// `file:line:column: message`.
impl fmt::Display for Complaint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.file.display())?;
        if self.line > 0 {
            write!(f, ":{}:{}", self.line, self.column)?;
        }
        write!(f, ": {}", self.message)
    }
}

/// Line and column, both from 1, of a byte of `text`; the end of the text where `byte` lies past it.
pub(super) fn place(text: &str, byte: usize) -> (usize, usize) {
    let before = text.get(..byte).unwrap_or(text);
    let line = before.matches('\n').count() + 1;
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    let column = before[start..].chars().count() + 1;
    (line, column)
}

#[cfg(test)]
mod tests {
    use super::place;

    #[test]
    fn places_count_lines_and_characters_from_one() {
        assert_eq!(place("ab\ncd", 0), (1, 1));
        assert_eq!(place("ab\ncd", 4), (2, 2));
        assert_eq!(place("ərə = 1", 3), (1, 3));
        assert_eq!(place("x", 9), (1, 2));
    }
}
