//! What is in this corpus.

use crate::index::columns::Kind;
use crate::model::{ActorSort, ActorsAt, Overview, View, Window};

use super::{Library, LookError, actors};

/// Sources and languages listed.
const NAMES: usize = 20;
/// Actors listed.
const ACTORS: usize = 20;

/// Looks at the whole corpus.
pub(super) fn look(library: &Library) -> Result<View, LookError> {
    let seen = library.seen();
    let columns = &seen.columns;
    let counts = library.reader()?.counts()?;
    let all = columns.alive();
    let sources = columns.facet(Kind::Source, all, usize::MAX);
    let edge = |no: Option<&crate::model::ArticleNo>| no.and_then(|&no| columns.date(no));
    let undated = columns.undated(all) as usize;
    let first = columns.newest(columns.len().saturating_sub(undated + 1), 1);
    let top = ActorsAt {
        sort: ActorSort::Articles,
        ..ActorsAt::default()
    };
    let read = library.marked(|marks| marks.read);
    let starred = library.marked(|marks| marks.starred);
    let articles = short(columns.len());
    Ok(View::Overview(Box::new(Overview {
        name: library.name().to_owned(),
        articles,
        unread: articles.saturating_sub(short(read.len())),
        starred: short(starred.len()),
        stubs: u32::try_from(counts.stubs).unwrap_or(u32::MAX),
        actors: short(seen.actors.len()),
        sources: short(sources.len()),
        problems: u32::try_from(counts.problems).unwrap_or(u32::MAX),
        first: edge(first.first()),
        last: edge(columns.newest(0, 1).first()),
        months: columns.months(all),
        languages: columns.facet(Kind::Lang, all, NAMES),
        top_sources: sources.into_iter().take(NAMES).collect(),
        top_actors: actors::list(&seen, &top, Window::first(ACTORS)).rows,
    })))
}

fn short(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
