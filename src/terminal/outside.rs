//! Other programs: the browser for links, the editor for notes, a pipe for articles. Arguments are lists; there is no shell.

use std::env;
use std::fs::File;
use std::io::{self, Read, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;

use crate::text::clean;

/// The most of an edited text that is read back.
const EDITED_LIMIT: u64 = 64 * 1024;

/// Browsers that draw in the terminal themselves.
const TEXT_BROWSERS: [&str; 7] = [
    "lynx",
    "links",
    "links2",
    "elinks",
    "w3m",
    "browsh",
    "www-browser",
];

/// A program that takes over the terminal for a while.
#[derive(Debug)]
pub(super) struct Visitor {
    /// The running program.
    pub(super) child: Child,
    /// Its name, for the reader.
    pub(super) name: String,
}

/// How a link is opened.
#[derive(Debug)]
pub(super) enum Opened {
    /// A window of its own will show it.
    Elsewhere,
    /// A program that needs the terminal.
    Here(Visitor),
}

/// Opens an address in the reader's browser: http and https only, as one argument.
pub(super) fn open_url(address: &str) -> Result<Opened, String> {
    let url = url::Url::parse(address)
        .map_err(|fault| format!("not opened, {fault}: {}", clean::clean_line(address)))?;
    if !matches!(url.scheme(), "http" | "https") {
        return Err(format!(
            "not opened, only http and https addresses are: {}",
            clean::clean_line(address)
        ));
    }
    if let Some(words) = text_browser() {
        return start(&words, &[url.as_str()], keys_from_terminal()).map(Opened::Here);
    }
    let url = url.to_string();
    thread::Builder::new()
        .name("open link".to_owned())
        .spawn(move || {
            let mut options = webbrowser::BrowserOptions::new();
            options.with_suppress_output(true);
            let opened =
                webbrowser::open_browser_with_options(webbrowser::Browser::Default, &url, &options);
            if let Err(fault) = opened {
                tracing::warn!("no browser opened {url}: {fault}");
            }
        })
        .map_err(|fault| format!("not opened: {fault}"))?;
    Ok(Opened::Elsewhere)
}

/// The first of `BROWSER`, where it is one that draws in the terminal.
fn text_browser() -> Option<Vec<String>> {
    let browsers = env::var("BROWSER").ok()?;
    let words = split_words(browsers.split(':').next()?);
    let name = Path::new(words.first()?).file_name()?.to_str()?.to_owned();
    TEXT_BROWSERS.contains(&name.as_str()).then_some(words)
}

/// Starts the editor on a file: `VISUAL`, else `EDITOR`, else vi.
pub(super) fn edit(file: &Path) -> Result<Visitor, String> {
    let set = ["VISUAL", "EDITOR"]
        .iter()
        .find_map(|name| env::var(name).ok().filter(|words| !words.trim().is_empty()));
    let words = split_words(set.as_deref().unwrap_or("vi"));
    let file = file.to_string_lossy();
    start(&words, &[file.as_ref()], keys_from_terminal())
        .map_err(|fault| format!("{fault}; set EDITOR to the editor for notes"))
}

/// Reads the edited text back: cleaned, without the last line's end.
pub(super) fn edited(file: &Path) -> io::Result<String> {
    let mut bytes = Vec::new();
    File::open(file)?
        .take(EDITED_LIMIT)
        .read_to_end(&mut bytes)?;
    let text = clean::clean(&String::from_utf8_lossy(&bytes));
    Ok(text.trim_end().to_owned())
}

/// Starts a program that reads `text`.
pub(super) fn pipe(command: &str, text: String) -> Result<Visitor, String> {
    let mut visitor = start(&split_words(command), &[], Stdio::piped())?;
    if let Some(mut into) = visitor.child.stdin.take() {
        // A program that reads only the beginning closes its end: no fault.
        let writer = thread::Builder::new()
            .name("pipe".to_owned())
            .spawn(move || drop(into.write_all(text.as_bytes())));
        drop(writer);
    }
    Ok(visitor)
}

fn start(words: &[String], more: &[&str], stdin: Stdio) -> Result<Visitor, String> {
    let Some((program, arguments)) = words.split_first() else {
        return Err("no program was named".to_owned());
    };
    let name = clean::clean_line(program);
    let started = Command::new(program)
        .args(arguments)
        .args(more)
        .stdin(stdin)
        .spawn();
    match started {
        Ok(child) => Ok(Visitor { child, name }),
        Err(fault) => Err(format!("{name} did not start: {fault}")),
    }
}

/// Keys for a program, also where our own standard input is data.
fn keys_from_terminal() -> Stdio {
    File::open("/dev/tty").map_or_else(|_| Stdio::inherit(), Stdio::from)
}

/// Parts a command into words at spaces; quotes hold words together.
fn split_words(command: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut quote = None;
    for c in command.chars() {
        match (quote, c) {
            (Some(open), c) if c == open => quote = None,
            (Some(_), c) => word.get_or_insert_default().push(c),
            (None, '"' | '\'') => {
                quote = Some(c);
                word.get_or_insert_default();
            }
            (None, c) if c.is_whitespace() => words.extend(word.take()),
            (None, c) => word.get_or_insert_default().push(c),
        }
    }
    words.extend(word);
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(command: &str, words: &[&str]) {
        assert_eq!(split_words(command), words, "{command}");
    }

    #[test]
    fn commands_are_parted_into_words_without_a_shell() {
        check("vi", &["vi"]);
        check("  code  --wait ", &["code", "--wait"]);
        check("'my editor' \"-n 1\"x ''", &["my editor", "-n 1x", ""]);
        check("vi; rm -r x", &["vi;", "rm", "-r", "x"]);
        check("", &[]);
    }

    #[test]
    fn only_addresses_of_the_web_are_opened() {
        for address in [
            "file:///etc/passwd",
            "javascript:alert(1)",
            "-version",
            "",
            "ftp://host/",
        ] {
            assert!(open_url(address).is_err(), "{address}");
        }
    }

    #[test]
    fn what_an_editor_saved_is_cleaned() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let file = folder.path().join("note.md");
        std::fs::write(&file, "a \x1b[31mnote\n\n").expect("it can be written");
        let text = edited(&file).expect("it can be read");
        assert!(text.starts_with("a ") && text.ends_with("note"), "{text:?}");
        assert!(!text.contains('\x1b'), "{text:?}");
    }
}
