//! The one place that writes: results to standard output, all else to standard error; nothing foreign passes uncleaned.

use std::env;
use std::io::{self, BufWriter, IsTerminal, Stdout, Write};

use serde::Serialize;

use super::arguments::{Shared, When};
use super::fault::Fault;
use crate::config::{Colour, Settings};
use crate::model::{Date, Snippet};
use crate::text::clean;

/// How a piece of text stands out.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Look {
    Plain,
    Strong,
    Dim,
    Hit,
}

/// Both streams.
pub(super) struct Out {
    stdout: BufWriter<Stdout>,
    colours: bool,
    /// Whether standard output is a terminal.
    pub(super) terminal: bool,
    /// Whether JSON is wanted.
    pub(super) json: bool,
    quiet: bool,
}

impl Out {
    pub(super) fn new(shared: &Shared, settings: &Settings) -> Self {
        let terminal = io::stdout().is_terminal();
        Self {
            stdout: BufWriter::with_capacity(1 << 16, io::stdout()),
            colours: coloured(shared.color, settings.colour, terminal),
            terminal,
            json: shared.json,
            quiet: shared.quiet,
        }
    }

    /// Writes a line of foreign text.
    pub(super) fn line(&mut self, text: &str) -> Result<(), Fault> {
        self.put(Look::Plain, text)?;
        self.end()
    }

    /// Writes foreign text without ending the line.
    pub(super) fn put(&mut self, look: Look, text: &str) -> Result<(), Fault> {
        let text = clean::scrub(text);
        let code = match look {
            _ if !self.colours || text.is_empty() => "",
            Look::Plain => "",
            Look::Strong => "\x1b[1m",
            Look::Dim => "\x1b[2m",
            Look::Hit => "\x1b[1;33m",
        };
        let end = if code.is_empty() { "" } else { "\x1b[0m" };
        Ok(write!(self.stdout, "{code}{text}{end}")?)
    }

    /// Ends a line.
    pub(super) fn end(&mut self) -> Result<(), Fault> {
        Ok(self.stdout.write_all(b"\n")?)
    }

    /// Writes a text with its hits lit.
    pub(super) fn snippet(&mut self, snippet: &Snippet) -> Result<(), Fault> {
        let mut at = 0;
        for &(from, to) in &snippet.hits {
            let (from, to) = (from as usize, to as usize);
            let (Some(before), Some(hit)) =
                (snippet.text.get(at..from), snippet.text.get(from..to))
            else {
                continue;
            };
            self.put(Look::Plain, before)?;
            self.put(Look::Hit, hit)?;
            at = to;
        }
        self.put(Look::Plain, snippet.text.get(at..).unwrap_or_default())
    }

    /// Writes one JSON object as a line. Where it holds anything a terminal might obey, all but ASCII is escaped.
    pub(super) fn object(&mut self, object: &impl Serialize) -> Result<(), Fault> {
        let line = serde_json::to_string(object).map_err(io::Error::from)?;
        if clean::scrub(&line) == line {
            self.stdout.write_all(line.as_bytes())?;
        } else {
            self.stdout.write_all(ascii(&line).as_bytes())?;
        }
        self.end()
    }

    /// Writes text of our own as it stands (completions, the manual).
    pub(super) fn own(&mut self, bytes: &[u8]) -> Result<(), Fault> {
        Ok(self.stdout.write_all(bytes)?)
    }

    /// Hands everything to the system.
    pub(super) fn flush(&mut self) -> Result<(), Fault> {
        Ok(self.stdout.flush()?)
    }

    /// Says something about the work on standard error, unless told to be quiet.
    pub(super) fn say(&mut self, words: &str) {
        if !self.quiet {
            tell(&format!("dateline: {words}"));
        }
    }

    /// Whether warnings are unwanted.
    pub(super) fn is_quiet(&self) -> bool {
        self.quiet
    }
}

/// Writes a sentence to standard error; on a dead one it is lost, which is all that can be done.
pub fn tell(sentence: &str) {
    let _ = writeln!(io::stderr(), "{}", clean::scrub(sentence));
}

/// Cells of the longest bar.
const BAR: u32 = 50;

/// A bar for a count, of which `most` is the greatest beside it; what is there at all is seen.
pub(super) fn bar(amount: u32, most: u32) -> String {
    let long = u64::from(amount) * u64::from(BAR) / u64::from(most.max(1));
    "█".repeat((long as usize).max(usize::from(amount > 0)))
}

/// A number with the thing that is counted: `1 article`, `2 articles`.
pub(super) fn count(amount: impl TryInto<u64>, one: &str) -> String {
    let amount = amount.try_into().unwrap_or(u64::MAX);
    let ending = if amount == 1 { "" } else { "s" };
    format!("{amount} {one}{ending}")
}

/// A day as it is printed for people; one that was worked out from the text is marked as a guess.
pub(super) fn day(date: Date) -> String {
    let mark = if date.is_inferred() { "?" } else { "" };
    format!("{}{mark}", date.civil())
}

/// JSON with everything but ASCII escaped; such characters stand in strings only.
fn ascii(line: &str) -> String {
    let mut escaped = String::with_capacity(line.len() * 2);
    for c in line.chars() {
        if c.is_ascii() && c != '\x7f' {
            escaped.push(c);
            continue;
        }
        for unit in c.encode_utf16(&mut [0; 2]) {
            escaped.push_str(&format!("\\u{unit:04x}"));
        }
    }
    escaped
}

/// The option wins over the settings, and both over the environment.
fn coloured(asked: Option<When>, set: Colour, terminal: bool) -> bool {
    let has = |name| env::var_os(name).is_some_and(|value| !value.is_empty() && value != "0");
    match (asked, set) {
        (Some(When::Always), _) => true,
        (Some(When::Never), _) => false,
        (None, Colour::Always) => true,
        (None, Colour::Never) => false,
        _ if env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty()) => false,
        _ if has("CLICOLOR_FORCE") => true,
        _ => terminal && env::var_os("TERM").is_none_or(|term| term != "dumb"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_terminal_might_obey_is_escaped_without_loss() {
        let text = "a\u{9b}b\u{202e}c\u{1f600}\x7f";
        let line = ascii(&serde_json::to_string(text).expect("a string"));
        assert!(line.is_ascii() && !line.contains('\x7f'));
        let back: String = serde_json::from_str(&line).expect("still JSON");
        assert_eq!(back, text);
    }
}
