//! `dateline saved`: the searches kept under a name.

use jiff::Timestamp;

use super::arguments::{Saved, SavedWhat};
use super::corpus::{Context, Corpus};
use super::fault::{Fault, NOTHING};
use super::out::{Look, Out, count};
use super::{schema, search};
use crate::library::Upto;
use crate::model::{Address, ArticlesAt, Finds, SavedRow, SavedSearch, Sort, View, Window};

/// Rows that are asked for at once.
const PART: usize = 2_000;

/// Runs it.
pub(super) fn run(saved: Saved, context: &Context, out: &mut Out) -> Result<u8, Fault> {
    match saved.what.unwrap_or(SavedWhat::List) {
        SavedWhat::List => list(context, out),
        SavedWhat::Add { name, query, sort } => {
            let query = query.join(" ");
            let corpus = context.open(search::needs(&query)?, out)?;
            check_kept(&corpus)?;
            let sort = sort.unwrap_or(Sort::Relevance);
            let search = SavedSearch { name, query, sort };
            let said = corpus.library.save(&search, now())?;
            out.say(&said);
            Ok(corpus.status)
        }
        SavedWhat::Open { name, new } => open(&name, new, context, out),
        SavedWhat::Remove { name } => {
            let library = context.open_as_it_is(false, out)?;
            let said = library.remove_saved(&name, now())?;
            out.say(&said);
            Ok(super::fault::DONE)
        }
    }
}

fn check_kept(corpus: &Corpus) -> Result<(), Fault> {
    match corpus.library.marks_unkept() {
        Some(why) => Err(Fault::Unread(format!("searches cannot be kept: {why}"))),
        None => Ok(()),
    }
}

fn now() -> i64 {
    Timestamp::now().as_second()
}

fn list(context: &Context, out: &mut Out) -> Result<u8, Fault> {
    let library = context.open_as_it_is(false, out)?;
    let saved = library.saved()?;
    if saved.is_empty() {
        return Ok(NOTHING);
    }
    let mut upto = Upto::Articles;
    for search in &saved {
        // What is no query any more is told in its row.
        upto = upto.max(search::needs(&search.query).unwrap_or(Upto::Articles));
    }
    let corpus = context.bring_up(library, upto, out)?;
    let uncounted = |row: &SavedRow| row.finds == Finds::Uncounted;
    let rows = loop {
        match corpus.look(&Address::Saved, Window::first(usize::MAX))? {
            View::Saved(rows) if rows.iter().any(uncounted) => {}
            View::Saved(rows) => break rows,
            _ => return Ok(NOTHING),
        }
    };
    let limit = context.shared.limit.unwrap_or(usize::MAX);
    for row in rows.into_iter().take(limit) {
        print(row, out)?;
    }
    Ok(corpus.status)
}

fn print(row: SavedRow, out: &mut Out) -> Result<(), Fault> {
    let SavedSearch { name, query, sort } = row.search;
    let (articles, new, mistake) = match row.finds {
        Finds::Uncounted => (None, None, None),
        Finds::Articles { all, new } => (Some(all), new, None),
        Finds::Mistake(why) => (None, None, Some(why)),
    };
    if out.json {
        return out.object(&schema::Saved {
            name,
            query,
            sort: sort.word(),
            articles,
            new,
            mistake,
        });
    }
    out.put(Look::Strong, &name)?;
    let counted = match (articles, new) {
        (Some(all), Some(new)) if new > 0 => format!("{}, {new} new", count(all, "article")),
        (Some(all), _) => count(all, "article"),
        (None, _) => mistake.unwrap_or_default(),
    };
    out.put(Look::Plain, &format!("  {counted}"))?;
    out.put(Look::Dim, &format!("  {query}"))?;
    out.end()
}

fn open(name: &str, only_new: bool, context: &Context, out: &mut Out) -> Result<u8, Fault> {
    let library = context.open_as_it_is(false, out)?;
    let (search, _) = library.saved_named(name)?;
    let corpus = context.bring_up(library, search::needs(&search.query)?, out)?;
    let (_, before) = corpus.library.saved_named(name)?;
    let at = ArticlesAt {
        query: search.query.clone(),
        sort: search.sort,
        ..ArticlesAt::default()
    };
    let limit = context.shared.limit.unwrap_or(usize::MAX);
    let (mut from, mut printed) = (0, 0);
    while printed < limit {
        let list = search::part(&corpus, &at, from, PART)?;
        if list.rows.is_empty() {
            break;
        }
        from += list.rows.len();
        for row in list.rows {
            let new = before.is_some_and(|before| row.no > before.0);
            if printed < limit && (new || !only_new) {
                search::print(row, out)?;
                printed += 1;
            }
        }
    }
    corpus.library.see_saved(&search, now())?;
    Ok(if printed == 0 { NOTHING } else { corpus.status })
}
