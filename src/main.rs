//! The program: hands the command line to `cli`, the browser to `terminal`, and the exit status to the system.

use std::panic;
use std::process::ExitCode;

use dateline::cli::{self, Browse, Next};
use dateline::library::{self, Library};
use dateline::terminal::{self, Fault, Start};

/// There is no terminal to show the browser on.
const NO_TERMINAL: u8 = 2;
/// The library cannot be opened, or the terminal failed.
const FAILED: u8 = 3;

fn main() -> ExitCode {
    // A damaged index is answered with a word and made anew; the report of the library that reads it would look like a crash.
    let report = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        if !library::is_guarded(info) {
            report(info);
        }
    }));
    match cli::run(std::env::args_os()) {
        Next::Exit(status) => ExitCode::from(status),
        Next::Browse(browse) => ExitCode::from(show(*browse)),
    }
}

fn show(browse: Browse) -> u8 {
    if let Err(none) = terminal::check() {
        cli::tell(&none.advice());
        return NO_TERMINAL;
    }
    let library = match Library::open(&browse.options) {
        Ok(library) => library,
        Err(error) => {
            cli::tell(&format!("dateline: {error}"));
            return FAILED;
        }
    };
    library.start();
    let Browse {
        start,
        settings,
        folders,
        opened,
        ..
    } = browse;
    match terminal::run(library, Start { at: start, opened }, &settings, &folders) {
        Ok(ended) => u8::try_from(ended.status()).unwrap_or(FAILED),
        Err(fault) => {
            cli::tell(&fault.to_string());
            match fault {
                Fault::NoTerminal(_) => NO_TERMINAL,
                Fault::Terminal(_) => FAILED,
            }
        }
    }
}
