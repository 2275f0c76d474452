//! What could not be loaded.

use crate::model::{Problem, Report, View, Window};

use super::{Library, LookError, row_of};

impl Library {
    /// What keeps whole sources from being read, at most `limit` of it.
    pub fn unread_sources(&self, limit: usize) -> Result<Vec<Problem>, LookError> {
        Ok(self.reader()?.problems_of_sources(limit)?)
    }
}

/// Looks at the load report.
pub(super) fn look(library: &Library, window: Window) -> Result<View, LookError> {
    let reader = library.reader()?;
    let counts = reader.counts()?;
    let total = usize::try_from(reader.kept_problems()?).unwrap_or(usize::MAX);
    let offset = row_of(window, total);
    Ok(View::Report(Report {
        articles: counts.articles,
        duplicates: counts.duplicates,
        met: counts.problems,
        total,
        offset,
        problems: reader.problems(offset, window.limit)?,
    }))
}
