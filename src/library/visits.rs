//! The reader's visits: how far the library was seen at the last one, and what was searched for.

use crate::index::RowSet;
use crate::model::Watermark;
use crate::store;

use super::seen::Seen;
use super::{Library, LookError};

/// The name under which the end of the last visit is kept.
const LAST: &str = "visit";

/// How far the library had been seen when the last visit ended.
pub(super) fn last(marks: &super::marks::MarkBook) -> Option<Watermark> {
    let kept = marks.read_kept(LAST)?;
    let (last, library) = std::str::from_utf8(&kept).ok()?.split_once(' ')?;
    Some(Watermark {
        library: library.to_owned(),
        last: last.parse().ok()?,
    })
}

impl Library {
    /// Ends a visit at a moment (seconds since 1970): what is there now is not new at the next.
    pub fn end_visit(&self, at: i64) -> Result<(), LookError> {
        let Some(here) = self.watermark(&self.seen())? else {
            return Ok(());
        };
        let mut marks = self.mark_book();
        let kept: &mut store::Marks = marks.kept();
        kept.keep(LAST, format!("{} {}", here.last, here.library).as_bytes())?;
        Ok(kept.set_last_visit(at)?)
    }

    /// What was searched for before, newest last.
    pub fn searches(&self) -> Result<Vec<String>, LookError> {
        Ok(self.mark_book().kept().queries()?)
    }

    /// Remembers what was searched for.
    pub fn remember_search(&self, query: &str) -> Result<(), LookError> {
        Ok(self.mark_book().kept().add_query(query)?)
    }

    /// Whether there was an earlier visit to this very library.
    pub(super) fn knows_last_visit(&self) -> bool {
        self.last_seen().is_some()
    }

    /// The articles that came since the last visit ended; none where there was none.
    pub(super) fn new_since_last_visit(&self, seen: &Seen) -> RowSet {
        let Some(last) = self.last_seen() else {
            return RowSet::new();
        };
        let mut new = seen.columns.alive().clone();
        new.and_not(&RowSet::all(last.saturating_add(1)));
        new
    }

    fn last_seen(&self) -> Option<u32> {
        let last = self.last_visit.as_ref()?;
        let library = self.reader().ok()?.identity().ok()??;
        (last.library == library).then_some(last.last)
    }
}
