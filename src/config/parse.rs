//! Reading of `config.toml` and of `DATELINE_*`: settings and a list of complaints, whatever the file holds.

use std::ffi::OsString;
use std::io::{self, Read};
use std::ops::Range;
use std::path::{Path, PathBuf};

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::complaint::{Complaint, Weight, place};
use super::settings::{Binding, Settings};
use super::table::{self, KEYS, Kind, ROWS, Row};

/// The longest settings file that is read.
const MOST_BYTES: u64 = 1 << 20;

/// What a settings file gave.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Loaded {
    /// The settings; defaults where the file gives none or is wrong.
    pub settings: Settings,
    /// What is wrong with it, in the order of the file.
    pub complaints: Vec<Complaint>,
}

impl Loaded {
    /// Whether nothing of the file could be read.
    pub fn is_broken(&self) -> bool {
        self.complaints
            .iter()
            .any(|complaint| complaint.weight == Weight::Error)
    }
}

/// Reads a settings file. A file that is not there gives the defaults, unless it was `asked_for` by name.
pub fn load(file: &Path, asked_for: bool) -> Loaded {
    match bytes(file) {
        Ok(bytes) => read(file, &bytes),
        Err(error) if error.kind() == io::ErrorKind::NotFound && !asked_for => Loaded::default(),
        Err(error) => Loaded {
            settings: Settings::default(),
            complaints: vec![Complaint {
                file: file.to_path_buf(),
                line: 0,
                column: 0,
                span: 0..0,
                message: format!("cannot be read: {error}"),
                weight: Weight::Error,
            }],
        },
    }
}

/// The bytes of a settings file: of a regular one, and no more of it than settings ever are.
fn bytes(file: &Path) -> io::Result<Vec<u8>> {
    let about = std::fs::metadata(file)?;
    if !about.is_file() {
        return Err(io::Error::other("it is no regular file"));
    }
    if about.len() > MOST_BYTES {
        return Err(io::Error::other("it is too big to be settings"));
    }
    let mut bytes = Vec::new();
    std::fs::File::open(file)?
        .take(MOST_BYTES)
        .read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Reads the bytes of a settings file; `file` is its name for complaints.
pub fn read(file: &Path, bytes: &[u8]) -> Loaded {
    let mut loaded = Loaded::default();
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text.strip_prefix('\u{feff}').unwrap_or(text),
        Err(error) => {
            let good = error.valid_up_to();
            let before = String::from_utf8_lossy(&bytes[..good]);
            let message = "not UTF-8: expected the settings as UTF-8 text".to_owned();
            let complaint = Complaint::error(file, &before, good..good, message);
            loaded.complaints.push(complaint);
            return loaded;
        }
    };
    let (root, faults) = DeTable::parse_recoverable(text);
    if !faults.is_empty() {
        for fault in faults {
            let span = fault.span().unwrap_or(0..0);
            let message = one_line(fault.message());
            loaded
                .complaints
                .push(Complaint::error(file, text, span, message));
        }
        return loaded;
    }
    let mut reader = Reader {
        file,
        text,
        loaded: &mut loaded,
    };
    reader.root(root.get_ref());
    loaded
        .complaints
        .sort_by_key(|complaint| complaint.span.start);
    loaded
}

/// Lets `DATELINE_<NAME>` stand in place of a setting (`DATELINE_THEME=light`); complaints name the variable.
pub fn from_environment(
    settings: &mut Settings,
    variable: impl Fn(&str) -> Option<OsString>,
) -> Vec<Complaint> {
    let mut complaints = Vec::new();
    for row in ROWS {
        if matches!(row.kind, Kind::Folder(_)) {
            continue; // `DATELINE_LIBRARY` is an option of the command line, which reads it.
        }
        let name = format!("DATELINE_{}", row.key.to_uppercase());
        let Some(value) = variable(&name).filter(|value| !value.is_empty()) else {
            continue;
        };
        if apply_word(row, settings, &value.to_string_lossy()).is_none() {
            let expected = table::expected(&row.kind);
            complaints.push(Complaint {
                file: PathBuf::from("environment"),
                line: 0,
                column: 0,
                span: 0..0,
                message: format!("{name}: expected {expected}; it is left out"),
                weight: Weight::Warning,
            });
        }
    }
    complaints
}

fn apply_word(row: &Row, settings: &mut Settings, value: &str) -> Option<()> {
    match &row.kind {
        Kind::Word(words, set) => {
            let word = words().into_iter().find(|word| *word == value)?;
            set(settings, word);
        }
        Kind::Number(low, high, set) => {
            let number: i64 = value.parse().ok()?;
            (*low..=*high).contains(&number).then_some(())?;
            set(settings, number);
        }
        Kind::Flag(set) => match value {
            "true" | "1" | "yes" => set(settings, true),
            "false" | "0" | "no" => set(settings, false),
            _ => return None,
        },
        Kind::Folder(set) => set(
            settings,
            Some(PathBuf::from(value)).filter(|_| !value.is_empty()),
        ),
    }
    Some(())
}

struct Reader<'a> {
    file: &'a Path,
    text: &'a str,
    loaded: &'a mut Loaded,
}

impl Reader<'_> {
    fn root(&mut self, root: &DeTable<'_>) {
        for (name, value) in root {
            let tables = table::tables();
            let Some(table) = tables.iter().find(|table| **table == name.get_ref()) else {
                let known = tables.join("], [");
                let what = if value.get_ref().is_table() {
                    "table"
                } else {
                    "key"
                };
                let shown = name.get_ref();
                self.warn(
                    name.span(),
                    format!("unknown {what} `{shown}`: expected [{known}]"),
                );
                continue;
            };
            let DeValue::Table(inner) = value.get_ref() else {
                let found = found(value.get_ref());
                self.warn(
                    value.span(),
                    format!("`{table}` is {found}: expected a table [{table}]"),
                );
                continue;
            };
            for (key, value) in inner {
                if *table == KEYS {
                    self.binding(key, value);
                } else {
                    self.setting(table, key, value);
                }
            }
        }
    }

    fn setting(
        &mut self,
        table: &str,
        key: &Spanned<std::borrow::Cow<'_, str>>,
        value: &Spanned<DeValue<'_>>,
    ) {
        let mut rows = ROWS.iter().filter(|row| row.table == table);
        let Some(row) = rows.clone().find(|row| row.key == key.get_ref()) else {
            let known: Vec<&str> = rows.by_ref().map(|row| row.key).collect();
            let (shown, known) = (key.get_ref(), known.join(", "));
            self.warn(
                key.span(),
                format!("unknown key `{shown}` in [{table}]: expected one of {known}"),
            );
            return;
        };
        if self.apply(row, value.get_ref()).is_none() {
            let (found, expected) = (found(value.get_ref()), table::expected(&row.kind));
            let default = (row.show)(&Settings::default());
            self.warn(
                value.span(),
                format!(
                    "`{table}.{}` is {found}: expected {expected}; {default} is used",
                    row.key
                ),
            );
        }
    }

    fn apply(&mut self, row: &Row, value: &DeValue<'_>) -> Option<()> {
        let settings = &mut self.loaded.settings;
        match (&row.kind, value) {
            (Kind::Word(..) | Kind::Folder(_), DeValue::String(word)) => {
                apply_word(row, settings, word)
            }
            (Kind::Number(..), DeValue::Integer(number)) => {
                let number = i64::from_str_radix(number.as_str(), number.radix()).ok()?;
                apply_word(row, settings, &number.to_string())
            }
            (Kind::Flag(_), DeValue::Boolean(flag)) => {
                apply_word(row, settings, if *flag { "true" } else { "false" })
            }
            _ => None,
        }
    }

    fn binding(
        &mut self,
        command: &Spanned<std::borrow::Cow<'_, str>>,
        value: &Spanned<DeValue<'_>>,
    ) {
        let keys = match value.get_ref() {
            DeValue::String(keys) => Some(keys.split_whitespace().map(str::to_owned).collect()),
            DeValue::Array(all) => all
                .iter()
                .map(|keys| keys.get_ref().as_str().map(str::to_owned))
                .collect::<Option<Vec<String>>>(),
            _ => None,
        };
        let Some(keys) = keys else {
            let found = found(value.get_ref());
            let message = format!(
                "`keys.{}` is {found}: expected keys in quotes (\"j down\") or a list of such; its own are used",
                command.get_ref()
            );
            self.warn(value.span(), message);
            return;
        };
        let (line, column) = place(self.text, command.span().start);
        self.loaded.settings.keys.push(Binding {
            command: command.get_ref().clone().into_owned(),
            keys,
            line,
            column,
        });
    }

    fn warn(&mut self, span: Range<usize>, message: String) {
        let complaint = Complaint::warning(self.file, self.text, span, message);
        self.loaded.complaints.push(complaint);
    }
}

/// What stands there, for messages.
fn found(value: &DeValue<'_>) -> String {
    match value {
        DeValue::String(text) => format!("{:?}", text.chars().take(40).collect::<String>()),
        DeValue::Integer(number) => number.as_str().to_owned(),
        DeValue::Float(number) => number.as_str().to_owned(),
        DeValue::Boolean(flag) => flag.to_string(),
        DeValue::Datetime(at) => at.to_string(),
        DeValue::Array(_) => "a list".to_owned(),
        DeValue::Table(_) => "a table".to_owned(),
    }
}

/// The parser's message on one line.
fn one_line(message: &str) -> String {
    message.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests;
