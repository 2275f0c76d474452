//! What could not be loaded: the report, and the warnings after a load.

use std::collections::BTreeMap;

use super::corpus::Context;
use super::fault::{DONE, Fault};
use super::out::{Out, count};
use super::schema;
use crate::language::address::shell_quoted;
use crate::library::{Library, Loaded, Upto};
use crate::model::{Address, From, Problem, Report, View, Window};
use crate::text::Cancel;

/// Warnings of one file that are printed one by one.
const PRINTED: usize = 20;
/// Warnings of all files that are printed one by one.
const PRINTED_IN_ALL: usize = 200;
/// Problems that are told again where nothing new was read.
const REMINDED: usize = 3;
/// Problems that are looked through after a load.
const LOOKED_AT: usize = 10_000;

/// `dateline report`.
pub(super) fn run(context: &Context, out: &mut Out) -> Result<u8, Fault> {
    let corpus = context.open(Upto::Articles, out)?;
    let limit = context.shared.limit.unwrap_or(usize::MAX);
    let report = report(&corpus.library, Window::first(limit), &corpus.cancel)?;
    for problem in &report.problems {
        print(problem, out)?;
    }
    sums(report.articles, report.duplicates, report.met, out)?;
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

/// Tells what sources that were opened have met, all of it where it is `fresh`, and says whether whole sources could not be read.
pub(super) fn after_opening(
    library: &Library,
    fresh: bool,
    context: &Context,
    out: &mut Out,
) -> Result<bool, Fault> {
    let whole = library.unread_sources(LOOKED_AT)?;
    if out.is_quiet() {
        // What keeps a source from being read is an error and told even so.
        for problem in whole.iter().take(PRINTED) {
            super::tell(&format!("dateline: {problem}"));
        }
        return Ok(!whole.is_empty());
    }
    let report = report(library, Window::first(LOOKED_AT), context.cancel())?;
    let command = command(context);
    if fresh {
        warn(report.problems.iter(), report.met, &command, out);
        return Ok(!whole.is_empty());
    }
    warn(whole.iter(), whole.len() as u64, &command, out);
    let parts: Vec<&Problem> = report.problems.iter().filter(|it| !is_whole(it)).collect();
    if !parts.is_empty() {
        parts
            .iter()
            .take(REMINDED)
            .for_each(|problem| out.say(&problem.to_string()));
        let met = count(report.met, "problem");
        out.say(&format!(
            "{}: {met} met while loading; `{command}` lists them",
            library.name()
        ));
    }
    Ok(!whole.is_empty())
}

/// Tells what `dateline add` met.
pub(super) fn after_adding(
    library: &Library,
    added: &Loaded,
    context: &Context,
    out: &mut Out,
) -> Result<(), Fault> {
    let all = report(library, Window::first(0), context.cancel())?.total;
    let window = Window {
        from: From::Row(all.saturating_sub(added.listed)),
        limit: LOOKED_AT,
    };
    let report = report(library, window, context.cancel())?;
    let met = report.problems.iter();
    if out.is_quiet() {
        for problem in met.filter(|problem| is_whole(problem)).take(PRINTED) {
            super::tell(&format!("dateline: {problem}"));
        }
    } else {
        warn(met, added.problems, &command(context), out);
    }
    Ok(())
}

/// The command that lists them.
fn command(context: &Context) -> String {
    let mut command = "dateline".to_owned();
    if let Some(library) = &context.shared.library {
        let folder = shell_quoted(&library.to_string_lossy());
        command.push_str(&format!(" --library {folder}"));
    }
    for source in &context.shared.corpus {
        let source = shell_quoted(&source.to_string_lossy());
        command.push_str(&format!(" --corpus {source}"));
    }
    command.push_str(" report");
    command
}

/// Prints warnings: the first of each file, then a count; of very many files the first ones.
fn warn<'p>(problems: impl Iterator<Item = &'p Problem>, met: u64, command: &str, out: &mut Out) {
    let mut files: BTreeMap<&str, usize> = BTreeMap::new();
    let mut told = 0;
    for problem in problems {
        let count = files.entry(&problem.file).or_default();
        *count += 1;
        if *count <= PRINTED && told < PRINTED_IN_ALL {
            told += 1;
            out.say(&problem.to_string());
        }
    }
    let untold = met.saturating_sub(told as u64);
    if untold > 0 {
        let problems = count(untold, "more problem");
        out.say(&format!("{problems}; `{command}` lists them"));
    }
}

/// Whether a problem is about a source as a whole rather than about a record in it.
pub(super) fn is_whole(problem: &Problem) -> bool {
    problem.is_of_all()
}

fn report(library: &Library, window: Window, cancel: &Cancel) -> Result<Report, Fault> {
    match library.look(&Address::Report, window, cancel)? {
        View::Report(report) => Ok(report),
        _ => Ok(Report::default()),
    }
}

/// The exit status of a reading that met these problems.
pub(super) fn status(unread: bool) -> u8 {
    if unread { super::fault::UNREAD } else { DONE }
}
