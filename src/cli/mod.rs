//! Subcommands, text and JSON output, exit statuses. The other front end beside the screen; prints the same views.
//!
//! | question | file |
//! |---|---|
//! | What can be typed? | `arguments` |
//! | Where does every byte of output go, and who cleans it? | `out` |
//! | What is opened, and how is it brought up to date? | `corpus` |
//! | What goes wrong, and with which exit status? | `fault`, `caret` |
//! | What are the keys of the JSON? | `schema` |
//!
//! Each subcommand has one file of its name. May import every room but `terminal`; the only door to clap, indicatif and
//! annotate-snippets. Exit status: 0 done, 1 nothing found, 2 wrong usage or a bad query, 3 something could not be read or
//! written, 130 interrupted.

mod about;
mod actor;
mod actors;
mod add;
mod arguments;
mod batch;
mod browse;
mod caret;
mod check;
mod concordance;
mod corpus;
mod curation;
mod export;
mod fault;
mod mark;
mod mentions;
mod out;
mod problems;
mod progress;
mod related;
mod saved;
mod schema;
mod search;
mod settings;
mod show;
mod signals;
mod stats;
mod timeline;

use std::ffi::OsString;

use self::arguments::{Arguments, Command};
use self::fault::Fault;
use self::out::Out;

pub use self::browse::Browse;
pub use self::out::tell;

/// What the command line asks for.
pub enum Next {
    /// Everything is done; the exit status.
    Exit(u8),
    /// The browser is to be shown.
    Browse(Box<Browse>),
}

/// Does what the command line says, as far as it needs no screen.
pub fn run(args: impl IntoIterator<Item = OsString>) -> Next {
    signals::outlive_full_files();
    let args: Vec<OsString> = args.into_iter().collect();
    let arguments = match arguments::parse(&args) {
        Ok(arguments) => arguments,
        Err(error) => return Next::Exit(about::usage(&error)),
    };
    let settings = match settings::load(&arguments.shared) {
        Ok(settings) => settings,
        Err(status) => return Next::Exit(status),
    };
    let mut out = Out::new(&arguments.shared, &settings);
    let done = dispatch(arguments, settings, &mut out);
    let done = done.and_then(|next| out.flush().map(|()| next));
    match done {
        Ok(next) => next,
        Err(fault) => Next::Exit(fault.report(&mut out)),
    }
}

fn dispatch(
    arguments: Arguments,
    settings: crate::config::Settings,
    out: &mut Out,
) -> Result<Next, Fault> {
    let Arguments {
        shared,
        sources,
        version,
        command,
    } = arguments;
    if version {
        return about::version(out).map(Next::Exit);
    }
    let Some(command) = command else {
        return browse::start(sources, &shared, settings, out);
    };
    let context = corpus::Context::new(shared, settings);
    let status = match command {
        Command::Search(search) => search::run(&search, &context, out),
        Command::Show(show) => show::run(&show, &context, out),
        Command::Related(related) => related::run(&related, &context, out),
        Command::Actors(actors) => actors::run(&actors, &context, out),
        Command::Actor { name } => actor::run(&name, &context, out),
        Command::Pair { one, other } => actor::pair(&one, &other, &context, out),
        Command::Export(export) => export::run(&export, &context, out),
        Command::Mentions(mentions) => mentions::run(&mentions, &context, out),
        Command::Timeline(timeline) => timeline::run(&timeline, &context, out),
        Command::Stats => stats::run(&context, out),
        Command::Report => problems::run(&context, out),
        Command::Check { sources } => check::run(sources, &context, out),
        Command::Add { sources } => add::run(sources, &context, out),
        Command::Verify => add::verify(&context, out),
        Command::Mark(mark) => mark::run(&mark, &context, out),
        Command::Marks => mark::list(&context, out),
        Command::Saved(saved) => saved::run(saved, &context, out),
        Command::Completions { shell } => about::completions(shell, out),
        Command::Man => about::manual(out),
        Command::Config => about::config(out),
    };
    status.map(Next::Exit)
}
