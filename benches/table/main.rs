//! Prints the table of the README: what each act costs on a corpus, beside tools that do a part of the same.
//!
//! ```text
//! cargo build --release
//! cargo run --release --example make_corpus -- --articles 1000000 --seed 7 > corpus.jsonl
//! cargo run --release --example table -- corpus.jsonl FOLDER
//! ```
//!
//! The library is made in FOLDER by the first run and used again by later ones. Everything is measured on this machine, in
//! this run; times are wall times where nothing else is said. A peer that is not installed is left out. rg, fzf, less,
//! newsboat and sqlite3 come from a distribution; tantivy and SkimMatcherV2 are the crates the program uses, used bare.

#![allow(clippy::print_stdout, reason = "a command answers on standard output")]

#[cfg(unix)]
mod import;
#[cfg(unix)]
mod peers;
#[cfg(unix)]
mod print;
#[cfg(unix)]
mod process;
#[cfg(unix)]
#[path = "../../tests/terminal/pty.rs"]
mod pty;
#[cfg(unix)]
mod questions;
#[cfg(unix)]
mod search;

fn main() -> std::process::ExitCode {
    #[cfg(unix)]
    if let Err(error) = run() {
        println!("{error}");
        return std::process::ExitCode::FAILURE;
    }
    std::process::ExitCode::SUCCESS
}

#[cfg(unix)]
fn run() -> Result<(), Box<dyn std::error::Error>> {
    use std::path::PathBuf;
    use std::process::Command;

    use print::Table;
    use questions::Named;

    let mut args = std::env::args_os().skip(1).map(PathBuf::from);
    let (Some(corpus), Some(folder)) = (args.next(), args.next()) else {
        return Err("usage: table CORPUS.jsonl FOLDER".into());
    };
    let asked: Vec<String> = args.map(|arg| arg.to_string_lossy().into_owned()).collect();
    let mut table = Table::default();
    if let Some(asked) = Named::from_args(&asked) {
        process::measure(&corpus, &folder, &asked, &mut table)?;
        table.print();
        return Ok(());
    }
    let place = import::prepare(&corpus, &folder, &mut table)?;
    let library = place.open()?;
    let peers = peers::Peers::prepare(&corpus, &folder, &library)?;
    search::measure(&library, &place, &peers, &mut table)?;
    library.close();
    table.print();
    // In a process of its own: one that holds a corpus is slow to start others.
    let programs = Command::new(std::env::current_exe()?)
        .args([&corpus, &folder])
        .args(peers.questions().named.to_args())
        .status()?;
    match programs.success() {
        true => Ok(()),
        false => Err("the programs could not be measured".into()),
    }
}
