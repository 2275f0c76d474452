//! What the text index asks of others: conditions that are no words.

use jiff::civil;

use crate::index::RowSet;
use crate::model::{Mark, NameField};

/// The conditions that the text index does not know itself: actors, dates, the reader's marks.
pub trait Filters {
    /// Articles published from `from` to `to`, both inclusive.
    fn dates(&self, from: Option<civil::Date>, to: Option<civil::Date>) -> RowSet;
    /// Articles with this mark of the reader.
    fn marked(&self, mark: Mark) -> RowSet;
    /// Articles with this name. For actors and saved searches it is the only answer, and so it is for a language and for a whole
    /// name, which is behind `=`, if there is one. For other fields the text index answers by itself, by words of names and
    /// prefixes, and what is returned here (the reader's own tags) is added; `None` adds nothing.
    fn named(&self, field: NameField, value: &str) -> Option<RowSet>;
}
