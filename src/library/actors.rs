//! Lists of actors.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

use crate::index::columns::actors::Actors;
use crate::model::{ActorKind, ActorList, ActorNo, ActorRow, ActorsAt, From, View, Window};
use crate::store::Reader;
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
    let reader = library.reader()?;
    let _held = reader.hold()?;
    if at.filter.trim().is_empty() {
        let mut list = list(&seen, at, window);
        for row in &mut list.rows {
            tell(&seen, &reader, row)?;
        }
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
            tell(&seen, &reader, &mut row)?;
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
            Ok(row)
        });
    let rows = rows.collect::<Result<Vec<ActorRow>, LookError>>()?;
    Ok(View::Actors(ActorList {
        total: found.count,
        offset,
        rows,
    }))
}

/// Adds to a row what the store knows: whether articles tell but a part of the name of a person, and which names are the commonest.
fn tell(seen: &Seen, reader: &Reader, row: &mut ActorRow) -> Result<(), LookError> {
    if row.kind == ActorKind::Person
        && let Some(actor) = reader.actor(row.no)?
    {
        row.unresolved = seen.is_unresolved(reader, &actor)?;
    }
    rank_aliases(seen, reader, row)
}

/// Puts the names that the texts use most first; those they use as often stay in the order of the alphabet.
pub(super) fn rank_aliases(
    seen: &Seen,
    reader: &Reader,
    row: &mut ActorRow,
) -> Result<(), LookError> {
    if row.aliases.len() > 1 {
        let counts: HashMap<String, u32> = seen.names(reader, row.no)?.into_iter().collect();
        let count = |name: &String| counts.get(name).copied().unwrap_or(0);
        row.aliases.sort_by_key(|name| Reverse(count(name)));
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
    // They stand in the columns as they came in.
    let mut aliases = actors.aliases(no);
    aliases.sort_unstable();
    ActorRow {
        no,
        name: actors.name(no).to_owned(),
        handle: seen.handle(no),
        unresolved: false,
        kind: actors.kind(no),
        aliases: aliases.into_iter().map(str::to_owned).collect(),
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
