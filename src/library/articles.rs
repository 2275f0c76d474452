//! Lists of articles: everything, what a query finds, what a filter of titles leaves of it.

use crate::index::text::snippet;
use crate::language;
use crate::model::{
    ArticleList, ArticleNo, ArticleRow, ArticlesAt, From, Query, Sort, View, Window,
};
use crate::text::Cancel;
use crate::text::fuzzy::{Matcher, Pattern};

use super::lit::Lit;
use super::queries::{self, Found};
use super::{Library, LookError, Seen, lock};

/// Characters of a snippet.
const SNIPPET: usize = 160;

/// Articles whose facets are counted within a frame.
const COUNTED_AT_ONCE: usize = 20_000;

/// How much of a list is wanted.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// What there is within a frame: of a long list first the rows, and the next look has what stands beside them, or the total.
    Frame,
    /// The rows and the total, nothing beside them.
    Rows,
}

/// Looks at a list of articles. A long one that was only just found comes without its facets or its total; the next look has them.
pub(super) fn look(
    library: &Library,
    at: &ArticlesAt,
    window: Window,
    cancel: &Cancel,
) -> Result<View, LookError> {
    look_at(library, at, window, cancel, Part::Frame).map(View::Articles)
}

/// Looks at a part of a list of articles.
pub(super) fn look_at(
    library: &Library,
    at: &ArticlesAt,
    window: Window,
    cancel: &Cancel,
    part: Part,
) -> Result<ArticleList, LookError> {
    let seen = library.seen();
    let found = match language::asked(at).trim() {
        "" if at.sort != Sort::Source => None,
        _ => Some(library.results.find(library, &seen, at, cancel)?),
    };
    if cancel.is_cancelled() {
        return Err(LookError::Cancelled);
    }
    if !at.filter.trim().is_empty() {
        return filtered(library, &seen, at, found.as_deref(), (window, part), cancel);
    }
    let mut list = ranked(library, &seen, at, found.as_deref(), window)?;
    if let Some(found) = found.filter(|_| part == Part::Frame) {
        list.uncounted = found.is_new() && found.total > COUNTED_AT_ONCE;
        if !list.uncounted {
            list.facets = found.facets(&seen);
        }
    }
    Ok(list)
}

/// Rows of these articles with the reader's marks, in this order.
pub(super) fn rows(
    library: &Library,
    seen: &Seen,
    numbers: impl IntoIterator<Item = ArticleNo>,
) -> Vec<ArticleRow> {
    let mut rows: Vec<ArticleRow> = numbers.into_iter().filter_map(|no| seen.row(no)).collect();
    library.mark_rows(&mut rows);
    rows
}

fn ranked(
    library: &Library,
    seen: &Seen,
    at: &ArticlesAt,
    found: Option<&Found>,
    window: Window,
) -> Result<ArticleList, LookError> {
    let Some(found) = found else {
        return Ok(everything(library, seen, at.sort, window));
    };
    let (offset, part) = match found.among_the_best(at.sort, window) {
        Some(part) => part,
        None => {
            let order = found.in_order(at.sort, &seen.columns);
            let offset = offset(window, order.len(), |no| {
                order.iter().position(|&found| found == no.0)
            });
            let part = order.iter().skip(offset).take(window.limit);
            (offset, part.map(|&no| ArticleNo(no)).collect())
        }
    };
    let mut rows = rows(library, seen, part);
    for row in &mut rows {
        row.score = found.score(ArticleNo(row.no));
    }
    add_snippets(library, seen, &language::asked(at), &mut rows)?;
    Ok(ArticleList {
        total: found.total,
        exact: true,
        offset,
        rows,
        notices: found.notices.clone(),
        ..ArticleList::default()
    })
}

fn everything(library: &Library, seen: &Seen, sort: Sort, window: Window) -> ArticleList {
    let columns = &seen.columns;
    let total = columns.len();
    let offset = offset(window, total, |no| match sort {
        Sort::Oldest => columns.position_from_oldest(no),
        _ => columns.position(no),
    });
    let part = match sort {
        Sort::Oldest => columns.oldest(offset, window.limit),
        _ => columns.newest(offset, window.limit),
    };
    ArticleList {
        total,
        exact: true,
        offset,
        rows: rows(library, seen, part),
        ..ArticleList::default()
    }
}

/// Where the window starts: never past the end, and with the wanted article in its middle.
fn offset(
    window: Window,
    total: usize,
    position: impl FnOnce(ArticleNo) -> Option<usize>,
) -> usize {
    let wanted = match window.from {
        From::Row(row) => row,
        From::Around(no) => position(no).unwrap_or(0).saturating_sub(window.limit / 2),
        From::AroundActor(_) => 0,
    };
    wanted.min(total)
}

fn filtered(
    library: &Library,
    seen: &Seen,
    at: &ArticlesAt,
    found: Option<&Found>,
    (window, part): (Window, Part),
    cancel: &Cancel,
) -> Result<ArticleList, LookError> {
    let within = found.map(|found| &found.all);
    let columns = &seen.columns;
    let mut titles = lock(&library.titles);
    let kept = match (part, window.from) {
        (Part::Frame, From::Row(0)) => titles.begin(columns, &at.filter, within, cancel)?,
        _ => titles.find(columns, &at.filter, within, cancel)?,
    };
    drop(titles);
    let offset = offset(window, kept.count, |no| kept.position(columns, no));
    let mut rows = rows(library, seen, kept.window(columns, offset, window.limit));
    let (pattern, matcher) = (Pattern::parse(&at.filter), Matcher::new());
    for row in &mut rows {
        row.lit = pattern.lit(&matcher, &row.title).unwrap_or_default();
    }
    Ok(ArticleList {
        total: kept.count,
        exact: kept.complete,
        offset,
        rows,
        notices: found.map(|found| found.notices.clone()).unwrap_or_default(),
        ..ArticleList::default()
    })
}

fn add_snippets(
    library: &Library,
    seen: &Seen,
    typed: &str,
    rows: &mut [ArticleRow],
) -> Result<(), LookError> {
    let query = queries::parse(library, typed)?;
    let lit = Lit::of(library, seen, &query)?;
    if query == Query::All || library.text().is_none() {
        return Ok(());
    }
    let reader = library.reader()?;
    let _held = reader.hold()?;
    for row in rows.iter_mut() {
        let no = ArticleNo(row.no);
        let Some(body) = library.unless_damaged(no, reader.body(no))?.flatten() else {
            continue;
        };
        let hits = lit.hits(&reader, no, ("", &body));
        if let Some((_, hits)) = library.unless_damaged(no, hits)? {
            row.snippet = snippet(&body, &hits, SNIPPET);
        }
    }
    Ok(())
}
