//! What could not be loaded: the report, and the warnings after a load.

use std::collections::BTreeMap;

use super::corpus::Context;
use super::fault::{DONE, Fault};
use super::out::{Out, count};
use super::schema;
use crate::library::{Library, Upto};
use crate::model::{Address, Problem, Report, View, Window};
use crate::text::Cancel;

/// Warnings of one file that are printed one by one.
const PRINTED: usize = 20;
/// Warnings of all files that are printed one by one.
const PRINTED_IN_ALL: usize = 200;
/// Problems that are looked through after a load.
const LOOKED_AT: usize = 10_000;

/// `dateline report`.
pub(super) fn run(context: &Context, out: &mut Out) -> Result<u8, Fault> {
    let corpus = context.open(Upto::Articles, out)?;
    let limit = context.shared.limit.unwrap_or(usize::MAX);
    let report = report(&corpus.library, limit, &corpus.cancel)?;
    for problem in &report.problems {
        print(problem, out)?;
    }
    sums(report.articles, report.duplicates, report.total as u64, out)?;
    Ok(corpus.status)
}

/// Prints one problem as a result.
pub(super) fn print(problem: &Problem, out: &mut Out) -> Result<(), Fault> {
    if out.json {
        out.object(&schema::Problem::from(problem))
    } else {
        out.line(&problem.to_string())
    }
}

/// Prints the last line of a report.
pub(super) fn sums(
    articles: u64,
    duplicates: u64,
    problems: u64,
    out: &mut Out,
) -> Result<(), Fault> {
    if out.json {
        out.object(&schema::Sums {
            articles,
            duplicates,
            problems,
        })
    } else {
        out.line(&format!(
            "{}, {}, {}",
            count(articles, "article"),
            count(duplicates, "duplicate"),
            count(problems, "problem")
        ))
    }
}

/// Tells what a load met, all of it where it is `fresh`, and says whether whole sources could not be read.
pub(super) fn after_load(
    library: &Library,
    fresh: bool,
    cancel: &Cancel,
    out: &mut Out,
) -> Result<bool, Fault> {
    let report = report(library, LOOKED_AT, cancel)?;
    let unread = report.problems.iter().any(is_whole);
    if !out.is_quiet() {
        let told = report
            .problems
            .iter()
            .filter(|problem| fresh || is_whole(problem));
        warn(told, out);
        let hidden = report.total > 0 && !fresh;
        if hidden && report.problems.iter().any(|problem| !is_whole(problem)) {
            out.say(&format!(
                "{} met while loading; `dateline report` lists them",
                count(report.total as u64, "problem")
            ));
        }
    } else {
        // What keeps a source from being read is an error and told even so.
        for problem in report
            .problems
            .iter()
            .filter(|problem| is_whole(problem))
            .take(PRINTED)
        {
            super::tell(&format!("dateline: {problem}"));
        }
    }
    Ok(unread)
}

/// Prints warnings: the first of each file, then a count; of very many files the first ones.
pub(super) fn warn<'p>(problems: impl Iterator<Item = &'p Problem>, out: &mut Out) {
    let mut files: BTreeMap<&str, usize> = BTreeMap::new();
    let (mut told, mut untold) = (0, 0);
    for problem in problems {
        let count = files.entry(&problem.file).or_default();
        *count += 1;
        if *count <= PRINTED && told < PRINTED_IN_ALL {
            told += 1;
            out.say(&problem.to_string());
        } else {
            untold += 1;
        }
    }
    if told == PRINTED_IN_ALL && untold > 0 {
        let problems = count(untold, "more problem");
        out.say(&format!("{problems}; `dateline report` lists them"));
        return;
    }
    for (file, count) in files.iter().filter(|(_, count)| **count > PRINTED) {
        out.say(&format!("{file}: {} more problems", count - PRINTED));
    }
}

/// Whether a problem is about a source as a whole rather than about a record in it.
pub(super) fn is_whole(problem: &Problem) -> bool {
    problem.line.is_none() && problem.record.is_none()
}

fn report(library: &Library, limit: usize, cancel: &Cancel) -> Result<Report, Fault> {
    match library.look(&Address::Report, Window::first(limit), cancel)? {
        View::Report(report) => Ok(report),
        _ => Ok(Report::default()),
    }
}

/// The exit status of a reading that met these problems.
pub(super) fn status(unread: bool) -> u8 {
    if unread { super::fault::UNREAD } else { DONE }
}
