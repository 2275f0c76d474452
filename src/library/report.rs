//! What could not be loaded.

use crate::model::{From, Report, View, Window};

use super::{Library, LookError};

/// Looks at the load report.
pub(super) fn look(library: &Library, window: Window) -> Result<View, LookError> {
    let reader = library.reader()?;
    let counts = reader.counts()?;
    let offset = match window.from {
        From::Row(row) => row,
        From::Around(_) | From::AroundActor(_) => 0,
    };
    Ok(View::Report(Report {
        articles: counts.articles,
        duplicates: counts.duplicates,
        total: usize::try_from(counts.problems).unwrap_or(usize::MAX),
        offset,
        problems: reader.problems(offset, window.limit)?,
    }))
}
