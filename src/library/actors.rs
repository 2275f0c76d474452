//! Lists of actors.

use std::path::Path;
use std::sync::Arc;

use crate::index::columns::actors::Actors;
use crate::model::{ActorKind, ActorList, ActorNo, ActorRow, ActorsAt, From, View, Window};
use crate::text::Cancel;
use crate::text::fuzzy::{Matcher, Pattern};

use super::seen::Seen;
use super::{Library, LookError, lock, row_of};

/// The file of actor columns in a library's folder.
pub(super) const COLUMNS: &str = "actors.columns";
/// Stretches of a sparkline.
const SPARK: usize = 24;

/// Looks at a list of actors.
pub(super) fn look(
    library: &Library,
    at: &ActorsAt,
    window: Window,
    cancel: &Cancel,
) -> Result<View, LookError> {
    let seen = library.seen();
    if at.filter.trim().is_empty() {
        let mut list = list(&seen, at, window);
        tell_unresolved(library, &seen, &mut list.rows)?;
        return Ok(View::Actors(list));
    }
    let found = lock(&library.names).find(&seen.actors, &at.filter, at.kind, cancel);
    let found = found?;
    let offset = row_of(window, found.count);
    let (pattern, matcher) = (Pattern::parse(&at.filter), Matcher::new());
    let rows = found
        .window(&seen.actors, offset, window.limit)
        .into_iter()
        .map(|no| {
            let mut row = row(&seen, no);
            match pattern.lit(&matcher, &row.name) {
                Some(lit) => row.lit = lit,
                None => {
                    row.matched = row
                        .aliases
                        .iter()
                        .find(|alias| pattern.lit(&matcher, alias).is_some())
                        .cloned()
                }
            }
            row
        });
    let mut rows: Vec<ActorRow> = rows.collect();
    tell_unresolved(library, &seen, &mut rows)?;
    Ok(View::Actors(ActorList {
        total: found.count,
        offset,
        rows,
    }))
}

/// Marks the rows of people of whom articles tell but a part of a name.
fn tell_unresolved(library: &Library, seen: &Seen, rows: &mut [ActorRow]) -> Result<(), LookError> {
    let reader = library.reader()?;
    for row in rows {
        if row.kind == ActorKind::Person
            && let Some(actor) = reader.actor(row.no)?
        {
            row.unresolved = seen.is_unresolved(&reader, &actor)?;
        }
    }
    Ok(())
}

/// A part of the list of all actors, or of those of a kind, in an order.
pub(super) fn list(seen: &Seen, at: &ActorsAt, window: Window) -> ActorList {
    let order = seen.actors.list(at.sort, at.kind, &seen.columns);
    let offset = match window.from {
        From::AroundActor(no) => {
            let place = order.iter().position(|other| *other == no).unwrap_or(0);
            place.saturating_sub(window.limit / 2)
        }
        _ => row_of(window, order.len()),
    };
    let part = order.iter().skip(offset).take(window.limit);
    ActorList {
        total: order.len(),
        offset,
        rows: part.map(|&no| row(seen, no)).collect(),
    }
}

/// What a list shows of an actor.
pub(super) fn row(seen: &Seen, no: ActorNo) -> ActorRow {
    let (actors, columns) = (&seen.actors, &seen.columns);
    let stats = actors.stats(no, columns);
    let (first, last) = actors.dates(no, columns);
    ActorRow {
        no,
        name: actors.name(no).to_owned(),
        handle: seen.handle(no),
        unresolved: false,
        kind: actors.kind(no),
        aliases: actors.aliases(no).into_iter().map(str::to_owned).collect(),
        articles: stats.articles,
        mentions: stats.mentions,
        first,
        last,
        spark: actors.spark(no, columns, SPARK),
        lit: Vec::new(),
        matched: None,
    }
}

/// Opens the actor columns of a library; those that are missing, damaged or ahead of the store are begun anew.
pub(super) fn open_columns(folder: &Path, generation: u64) -> Arc<Actors> {
    let opened = Actors::open(&folder.join(COLUMNS)).ok();
    opened
        .filter(|actors| actors.stamp() <= generation)
        .unwrap_or_default()
}
