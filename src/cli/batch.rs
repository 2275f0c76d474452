//! `dateline search --batch`: many queries, one a line, each with its count and its first hits.

use std::fs;
use std::io::{self, Read};
use std::path::Path;

use super::arguments::Search;
use super::corpus::Context;
use super::fault::{Fault, USAGE};
use super::out::Out;
use super::{caret, schema, search, tell};
use crate::library::Upto;

/// Hits of a query where no limit is given.
const HITS: usize = 10;

/// Runs it. A query that cannot be read is told, and the rest is answered.
pub(super) fn run(
    file: &Path,
    options: &Search,
    context: &Context,
    out: &mut Out,
) -> Result<u8, Fault> {
    let text = read(file)?;
    let corpus = context.open(Upto::Actors, out)?;
    let limit = match options.count {
        true => 0,
        false => context.shared.limit.unwrap_or(HITS),
    };
    let mut status = corpus.status;
    let lines = text.lines().zip(1u64..);
    for (query, line) in lines.filter(|(query, _)| !query.trim().is_empty()) {
        match search::needs(query) {
            Ok(_) => {}
            Err(Fault::Query(error, query)) => {
                tell(&format!("dateline: {}:{line}:", file.display()));
                tell(&caret::draw(&error, &query));
                status = USAGE;
                continue;
            }
            Err(other) => return Err(other),
        }
        let at = search::at(query.to_owned(), options);
        let list = search::part(&corpus, &at, 0, limit)?;
        for notice in &list.notices {
            out.say(&format!("{}:{line}: {notice}", file.display()));
        }
        if out.json {
            out.object(&schema::Batch {
                query: query.to_owned(),
                count: list.total,
                hits: list.rows.into_iter().map(schema::Hit::from).collect(),
            })?;
            continue;
        }
        out.line(&format!("{}\t{query}", list.total))?;
        for row in list.rows {
            search::print(row, out)?;
        }
    }
    Ok(status)
}

/// A text file, or standard input for `-`.
pub(super) fn read(file: &Path) -> Result<String, Fault> {
    let bytes = if file == Path::new("-") {
        let mut bytes = Vec::new();
        io::stdin().read_to_end(&mut bytes).map(|_| bytes)
    } else {
        fs::read(file)
    };
    let unread = |error| Fault::Unread(format!("{}: {error}", file.display()));
    let bytes = bytes.map_err(unread)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}
