//! The browser's start: what is opened, and what is said where that cannot be.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use clap::CommandFactory;

use super::arguments::{Arguments, Shared};
use super::corpus::{self, Context};
use super::fault::{Fault, NOTHING};
use super::out::Out;
use super::{Next, search, stats};
use crate::config::{Folders, Settings};
use crate::library::{OpenOptions, Upto};
use crate::model::{Address, ArticlesAt};
use crate::text::fuzzy::{Matcher, Pattern};

/// Articles printed under the overview.
const FIRST: usize = 20;

/// Everything the browser needs; nothing is opened yet.
pub struct Browse {
    /// How the library is opened.
    pub options: OpenOptions,
    /// Where the reader starts.
    pub start: Address,
    /// The settings.
    pub settings: Settings,
    /// The program's folders.
    pub folders: Folders,
    /// The options that open the same from another folder, with their values.
    pub opened: Vec<(&'static str, String)>,
}

/// Starts the browser, or with `--linear` prints what its first screens would show.
pub(super) fn start(
    named: Vec<OsString>,
    shared: &Shared,
    settings: Settings,
    out: &mut Out,
) -> Result<Next, Fault> {
    let mut shared = shared.clone();
    shared.corpus.extend(named);
    missing(&shared.corpus, out)?;
    if shared.linear || shared.json {
        return linear(shared, settings, out).map(Next::Exit);
    }
    let options = corpus::options(&shared, &settings, &shared.corpus, false)?;
    let at = ArticlesAt {
        sort: settings.sort,
        ..ArticlesAt::default()
    };
    Ok(Next::Browse(Box::new(Browse {
        start: Address::Articles(at),
        folders: options.folders.clone(),
        opened: opened(&shared),
        settings,
        options,
    })))
}

fn opened(shared: &Shared) -> Vec<(&'static str, String)> {
    let from_anywhere = |path: &Path| {
        let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        path.to_string_lossy().into_owned()
    };
    let folder = |name, path: &Option<PathBuf>| Some((name, from_anywhere(path.as_deref()?)));
    let corpus = shared.corpus.iter().map(|source| match source.to_str() {
        Some("-") => ("--corpus", "-".to_owned()),
        _ => ("--corpus", from_anywhere(Path::new(source))),
    });
    let folders = [
        folder("--home", &shared.home),
        folder("--library", &shared.library),
    ];
    folders.into_iter().flatten().chain(corpus).collect()
}

/// Tells what is not there; where nothing else is left, that ends it.
fn missing(named: &[OsString], out: &mut Out) -> Result<(), Fault> {
    if named.iter().any(|name| name.is_empty()) {
        let what = "an empty name names no source; without any the usual library opens";
        return Err(Fault::Usage(what.to_owned()));
    }
    let gone: Vec<&OsString> = named
        .iter()
        .filter(|name| *name != "-" && !is_address(name) && !Path::new(name).exists())
        .collect();
    let Some(first) = gone.first() else {
        return Ok(());
    };
    let shown = first.to_string_lossy();
    if let Some(command) = command_like(&shown) {
        return Err(Fault::Usage(format!(
            "{shown}: no such file or folder; did you mean the command `dateline {command}`?"
        )));
    }
    if gone.len() == named.len() {
        return Err(Fault::Unread(format!(
            "{shown}: no such file or folder; see `dateline --help` for the commands"
        )));
    }
    for name in gone {
        out.say(&format!(
            "{}: no such file or folder",
            name.to_string_lossy()
        ));
    }
    Ok(())
}

fn is_address(name: &OsString) -> bool {
    name.to_string_lossy().contains("://")
}

/// The command whose name is nearly this word.
fn command_like(word: &str) -> Option<String> {
    if word.contains(['/', '.']) {
        return None;
    }
    let command = Arguments::command();
    let names = command
        .get_subcommands()
        .map(|part| part.get_name().to_owned());
    let near = |name: &String| {
        let letters = |text: &str| {
            let mut letters: Vec<char> = text.to_lowercase().chars().collect();
            letters.sort_unstable();
            letters
        };
        let swapped = letters(name) == letters(word);
        let within = |short: &str, long: &str| {
            short.chars().count() > 2
                && long.len().abs_diff(short.len()) <= 2
                && Pattern::parse(short).lit(&Matcher::new(), long).is_some()
        };
        swapped || within(word, name) || within(name, word)
    };
    names.into_iter().find(near)
}

/// Prints the overview and the first articles.
fn linear(shared: Shared, settings: Settings, out: &mut Out) -> Result<u8, Fault> {
    let sort = settings.sort;
    let context = Context::new(shared, settings);
    let corpus = context.open(Upto::Actors, out)?;
    stats::print(&corpus, out)?;
    let at = ArticlesAt {
        sort,
        ..ArticlesAt::default()
    };
    let list = search::part(&corpus, &at, 0, context.shared.limit.unwrap_or(FIRST))?;
    let nothing = list.total == 0;
    if !out.json {
        out.line("\nArticles")?;
    }
    for row in list.rows {
        search::print(row, out)?;
    }
    Ok(if nothing { NOTHING } else { corpus.status })
}
