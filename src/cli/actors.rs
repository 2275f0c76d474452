//! `dateline actors`: the actors of a corpus.

use super::arguments::Actors;
use super::corpus::Context;
use super::fault::{Fault, NOTHING};
use super::out::{Look, Out, count, day};
use super::{curation, schema};
use crate::library::Upto;
use crate::model::{ActorRow, ActorsAt, Address, View, Window};

/// Runs it.
pub(super) fn run(actors: &Actors, context: &Context, out: &mut Out) -> Result<u8, Fault> {
    if let Some(edit) = &actors.edit {
        return curation::run(edit, context, out);
    }
    let corpus = context.open(Upto::Actors, out)?;
    let address = Address::Actors(ActorsAt {
        filter: actors.filter.join(" "),
        kind: actors.kind,
        sort: actors.sort.unwrap_or_default(),
    });
    let limit = context.shared.limit.unwrap_or(usize::MAX);
    let View::Actors(list) = corpus.look(&address, Window::first(limit))? else {
        return Ok(NOTHING);
    };
    let nothing = list.rows.is_empty() && limit > 0;
    for row in list.rows {
        if out.json {
            out.object(&schema::Actor::from(row))?;
        } else {
            print(&row, out)?;
        }
    }
    if nothing {
        out.say("nothing found");
        return Ok(NOTHING);
    }
    Ok(corpus.status)
}

/// Prints one actor on a line.
pub(super) fn print(row: &ActorRow, out: &mut Out) -> Result<(), Fault> {
    out.put(Look::Strong, &row.name)?;
    let guess = if row.unresolved { "?" } else { "" };
    let days = [row.first, row.last].map(|date| date.map(day));
    let days = match days {
        [Some(first), Some(last)] => format!(", {first} to {last}"),
        _ => String::new(),
    };
    out.line(&format!(
        "{guess} ({}): {}, {}{days}",
        row.kind.word(),
        count(row.articles, "article"),
        count(row.mentions, "mention")
    ))
}
