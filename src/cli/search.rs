//! `dateline search`: the articles a query finds.

use super::arguments::Search;
use super::corpus::{Context, Corpus};
use super::fault::{Fault, NOTHING};
use super::out::{Look, Out, day};
use super::{batch, concordance, schema};
use crate::language;
use crate::library::Upto;
use crate::model::{
    ArticleList, ArticleRow, ArticlesAt, From, Leaf, NameField, Query, Sort, Window,
};

/// Rows that are asked for at once.
const PART: usize = 2_000;
/// Rows printed on a terminal where no limit is given.
const SCREENFUL: usize = 100;

/// Runs it.
pub(super) fn run(search: &Search, context: &Context, out: &mut Out) -> Result<u8, Fault> {
    if let Some(file) = &search.batch {
        return batch::run(file, search, context, out);
    }
    if let Some(sort) = search.kwic {
        return concordance::run(search, sort, context, out);
    }
    let query = search.query.join(" ");
    let corpus = context.open(needs(&query)?, out)?;
    let at = at(query, search);
    if search.count {
        let list = part(&corpus, &at, 0, 0)?;
        let total = list.total;
        list.notices.iter().for_each(|notice| out.say(notice));
        out.line(&total.to_string())?;
        return Ok(if total == 0 { NOTHING } else { corpus.status });
    }
    let limit = context
        .shared
        .limit
        .unwrap_or(if out.terminal && !out.json {
            SCREENFUL
        } else {
            usize::MAX
        });
    let (mut printed, mut total) = (0, usize::MAX);
    while printed < limit.min(total) {
        let list = part(&corpus, &at, printed, PART.min(limit - printed))?;
        if printed == 0 {
            list.notices.iter().for_each(|notice| out.say(notice));
        }
        total = list.total;
        if list.rows.is_empty() {
            break;
        }
        printed += list.rows.len();
        for row in list.rows {
            print(row, out)?;
        }
    }
    if total == 0 {
        out.say("nothing found");
    }
    if context.shared.limit.is_none() && printed < total && total != usize::MAX {
        out.say(&format!(
            "{printed} of {total} articles; --limit N prints more"
        ));
    }
    Ok(if total == 0 { NOTHING } else { corpus.status })
}

/// The address of a search: best first unless told otherwise.
pub(super) fn at(query: String, search: &Search) -> ArticlesAt {
    ArticlesAt {
        query,
        filter: search.filter.clone().unwrap_or_default(),
        sort: search.sort.unwrap_or(Sort::Relevance),
        open: false,
    }
}

/// How far a library must be read for this query; a query that cannot be read is told before anything is.
pub(super) fn needs(query: &str) -> Result<Upto, Fault> {
    if query.trim().is_empty() {
        return Ok(Upto::Articles);
    }
    let today = crate::config::today();
    match language::parse(query, today) {
        Ok(parsed) if names_actors(&parsed) => Ok(Upto::Actors),
        Ok(_) => Ok(Upto::Articles),
        Err(error) => Err(Fault::Query(error, query.to_owned())),
    }
}

fn names_actors(query: &Query) -> bool {
    match query {
        Query::Leaf(Leaf::Name { field, .. }) => {
            // A saved search may name actors, too.
            matches!(
                field,
                NameField::Actor | NameField::With | NameField::Saved | NameField::New
            )
        }
        Query::And(parts) | Query::Or(parts) => parts.iter().any(names_actors),
        Query::Not(part) => names_actors(part),
        _ => false,
    }
}

/// A part of the list.
pub(super) fn part(
    corpus: &Corpus,
    at: &ArticlesAt,
    from: usize,
    limit: usize,
) -> Result<ArticleList, Fault> {
    let window = Window {
        from: From::Row(from),
        limit,
    };
    Ok(corpus.library.rows(at, window, &corpus.cancel)?)
}

/// Prints one row: date and title, then id and source, then where it was found.
pub(super) fn print(row: ArticleRow, out: &mut Out) -> Result<(), Fault> {
    if out.json {
        return out.object(&schema::Hit::from(row));
    }
    let day = row.date.map(day).unwrap_or_default();
    out.put(Look::Dim, &format!("{day:11} "))?;
    out.put(Look::Strong, &row.title)?;
    out.end()?;
    let source = if row.source.is_empty() {
        String::new()
    } else {
        format!(" · {}", row.source)
    };
    out.put(Look::Dim, &format!("            {}{source}", row.id))?;
    out.end()?;
    if !row.snippet.text.is_empty() {
        out.put(Look::Plain, "            ")?;
        out.snippet(&row.snippet)?;
        out.end()?;
    }
    Ok(())
}
