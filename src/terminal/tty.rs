//! Finds the terminal: where keys come from, where the screen goes, and whether there is one at all.

use std::env;
use std::fs::File;
use std::io::{self, IsTerminal, Write};
use std::os::fd::{AsFd, OwnedFd};
use std::thread;
use std::time::Duration;

use ratatui::layout::Size;
use rustix::termios;

/// Why no browser can be shown here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoTerminal {
    /// Standard output goes to a file or a pipe.
    #[error("standard output is no terminal")]
    Output,
    /// Neither standard input nor the controlling terminal can give keys.
    #[error("there is no terminal to read keys from")]
    Input,
    /// `TERM=dumb`.
    #[error("the terminal cannot place text on a screen (TERM=dumb)")]
    Dumb,
}

impl NoTerminal {
    /// The whole sentence for standard error: what is missing and what to do instead.
    pub fn advice(&self) -> String {
        format!(
            "dateline: {self}; use a subcommand instead, such as `dateline search QUERY` or `dateline stats` (see `dateline --help`)"
        )
    }
}

/// Both ends of the terminal. Clones of standard input may be data, so keys then come from the controlling terminal.
#[derive(Debug)]
pub(super) struct Tty {
    /// Where keys come from.
    pub(super) input: OwnedFd,
    /// Where the screen goes.
    pub(super) output: File,
}

impl Tty {
    /// Finds the terminal.
    pub(super) fn find() -> Result<Self, NoTerminal> {
        if env::var_os("TERM").is_some_and(|term| term == "dumb") {
            return Err(NoTerminal::Dumb);
        }
        let stdout = io::stdout();
        if !stdout.is_terminal() {
            return Err(NoTerminal::Output);
        }
        let stdin = io::stdin();
        let input = if stdin.is_terminal() {
            stdin.as_fd().try_clone_to_owned().ok()
        } else {
            File::open("/dev/tty").ok().map(OwnedFd::from)
        };
        let output = stdout.as_fd().try_clone_to_owned().ok();
        Ok(Self {
            input: input.ok_or(NoTerminal::Input)?,
            output: output.map(File::from).ok_or(NoTerminal::Output)?,
        })
    }

    /// Another handle on the same screen.
    pub(super) fn screen(&self) -> io::Result<File> {
        self.output.try_clone()
    }
}

/// Columns and rows of the terminal `output` goes to; what most terminals begin with where it does not know.
pub(super) fn size(output: impl AsFd) -> Size {
    match termios::tcgetwinsize(output) {
        Ok(size) if size.ws_col > 0 || size.ws_row > 0 => Size::new(size.ws_col, size.ws_row),
        _ => Size::new(80, 24),
    }
}

/// Writes all of it, also where another program that shares the terminal has made it refuse to wait.
pub(super) fn write_all(out: &mut impl Write, mut bytes: &[u8]) -> io::Result<()> {
    while !bytes.is_empty() {
        match out.write(bytes) {
            Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
            Ok(count) => bytes = &bytes[count..],
            Err(fault) if fault.kind() == io::ErrorKind::WouldBlock => {
                thread::sleep(Duration::from_millis(1));
            }
            Err(fault) if fault.kind() == io::ErrorKind::Interrupted => {}
            Err(fault) => return Err(fault),
        }
    }
    Ok(())
}

/// Writes a sentence to standard error; on a dead one it is lost, which is all that can be done.
pub(super) fn tell(sentence: &str) {
    let sentence = crate::text::clean::clean(sentence);
    let _ = writeln!(io::stderr(), "{sentence}");
}
