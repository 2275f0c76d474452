//! What could not be loaded.

use crate::model::{Report, View, Window};

use super::{Library, LookError, row_of};

/// Looks at the load report.
pub(super) fn look(library: &Library, window: Window) -> Result<View, LookError> {
    let reader = library.reader()?;
    let counts = reader.counts()?;
    let total = usize::try_from(counts.problems).unwrap_or(usize::MAX);
    let offset = row_of(window, total);
    Ok(View::Report(Report {
        articles: counts.articles,
        duplicates: counts.duplicates,
        total,
        offset,
        problems: reader.problems(offset, window.limit)?,
    }))
}
