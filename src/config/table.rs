//! The one table of settings: name, kind, meaning and where the value goes. The parser, the environment and the printed defaults read it.

use std::fmt::Write as _;
use std::path::PathBuf;

use super::settings::{Colour, Settings, Theme};
use crate::model::Sort;

/// One setting.
pub(super) struct Row {
    /// The table of the file it stands in.
    pub(super) table: &'static str,
    /// Its name there.
    pub(super) key: &'static str,
    /// What it means: one line for people.
    pub(super) help: &'static str,
    /// What it takes and where that goes.
    pub(super) kind: Kind,
    /// Its value in these settings, as the file writes it.
    pub(super) show: fn(&Settings) -> String,
}

/// What a setting takes.
pub(super) enum Kind {
    /// One of some words.
    Word(fn() -> Vec<&'static str>, fn(&mut Settings, &str)),
    /// A whole number from the first to the second.
    Number(i64, i64, fn(&mut Settings, i64)),
    /// True or false.
    Flag(fn(&mut Settings, bool)),
    /// A folder.
    Folder(fn(&mut Settings, Option<PathBuf>)),
}

/// The table that holds keys: its names are commands, which this room does not know.
pub(super) const KEYS: &str = "keys";

pub(super) static ROWS: &[Row] = &[
    Row {
        table: "ui",
        key: "theme",
        help: "Colours of the screen; auto asks the terminal whether it is dark or light.",
        kind: Kind::Word(
            || Theme::ALL.map(Theme::word).to_vec(),
            |settings, word| set(&mut settings.theme, &Theme::ALL, Theme::word, word),
        ),
        show: |settings| quoted(settings.theme.word()),
    },
    Row {
        table: "ui",
        key: "measure",
        help: "Width of the text in the reader, in cells.",
        kind: Kind::Number(20, 400, |settings, number| {
            settings.measure = u16::try_from(number).unwrap_or(settings.measure);
        }),
        show: |settings| settings.measure.to_string(),
    },
    Row {
        table: "ui",
        key: "mouse",
        help: "Take clicks and the wheel; with false the terminal selects text as usual.",
        kind: Kind::Flag(|settings, flag| settings.mouse = flag),
        show: |settings| settings.mouse.to_string(),
    },
    Row {
        table: "ui",
        key: "ascii",
        help: "Draw frames and signs in ASCII only.",
        kind: Kind::Flag(|settings, flag| settings.ascii = flag),
        show: |settings| settings.ascii.to_string(),
    },
    Row {
        table: "ui",
        key: "sort",
        help: "The order lists of articles open in.",
        kind: Kind::Word(
            || Sort::ALL.map(Sort::word).to_vec(),
            |settings, word| set(&mut settings.sort, &Sort::ALL, Sort::word, word),
        ),
        show: |settings| quoted(settings.sort.word()),
    },
    Row {
        table: "output",
        key: "colour",
        help: "Colours in what subcommands print; auto means on a terminal, unless NO_COLOR is set.",
        kind: Kind::Word(
            || Colour::ALL.map(Colour::word).to_vec(),
            |settings, word| set(&mut settings.colour, &Colour::ALL, Colour::word, word),
        ),
        show: |settings| quoted(settings.colour.word()),
    },
    Row {
        table: "library",
        key: "folder",
        help: "The library opened where no source is named; empty for the one in the data folder.",
        kind: Kind::Folder(|settings, folder| settings.library = folder),
        show: |settings| {
            let folder = settings.library.as_deref().unwrap_or("".as_ref());
            quoted(&folder.to_string_lossy())
        },
    },
];

/// The tables that have settings, in the order of the file.
pub(super) fn tables() -> Vec<&'static str> {
    let mut tables: Vec<&'static str> = Vec::new();
    for row in ROWS {
        if !tables.contains(&row.table) {
            tables.push(row.table);
        }
    }
    tables.push(KEYS);
    tables
}

/// Describes what a setting takes, for messages and comments.
pub(super) fn expected(kind: &Kind) -> String {
    match kind {
        Kind::Word(words, _) => {
            let words: Vec<String> = words().into_iter().map(quoted).collect();
            format!("one of {}", words.join(", "))
        }
        Kind::Number(low, high, _) => format!("a whole number from {low} to {high}"),
        Kind::Flag(_) => "true or false".to_owned(),
        Kind::Folder(_) => "a folder in quotes".to_owned(),
    }
}

/// The settings file with every default commented out: what `dateline config` prints.
///
/// `commands` are the ids of commands with their own keys and their titles, in the order they are to be listed.
pub fn default_text<'a>(commands: impl IntoIterator<Item = (&'a str, &'a str, &'a str)>) -> String {
    let defaults = Settings::default();
    let mut text = String::from(
        "# Settings of dateline. Every line shows a default; take away the `#` before a name to change it.\n",
    );
    for table in tables().into_iter().filter(|table| *table != KEYS) {
        let _ = writeln!(text, "\n[{table}]");
        for row in ROWS.iter().filter(|row| row.table == table) {
            let (key, value) = (row.key, (row.show)(&defaults));
            let _ = writeln!(text, "# {}\n# Takes {}.", row.help, expected(&row.kind));
            let _ = writeln!(text, "# {key} = {value}");
        }
    }
    let _ = writeln!(
        text,
        "\n# Keys of commands, in place of their own. Several ways are parted by spaces, the keys of a sequence by nothing."
    );
    let _ = writeln!(text, "[{KEYS}]");
    for (id, keys, title) in commands {
        let (id, keys) = (quoted(id), quoted(keys));
        let _ = writeln!(text, "# {id} = {keys}  # {title}");
    }
    text
}

fn set<T: Copy>(place: &mut T, all: &[T], word_of: fn(T) -> &'static str, word: &str) {
    if let Some(value) = all.iter().find(|value| word_of(**value) == word) {
        *place = *value;
    }
}

/// A TOML string.
fn quoted(text: &str) -> String {
    toml::Value::from(text).to_string()
}
