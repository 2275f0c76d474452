//! The rules of the house, as tests: who may import whom, which room is the only door to which crate, and how files look.
//!
//! Changing the house means changing a row here, in plain sight.

use std::fs;
use std::path::{Path, PathBuf};

/// The rooms, each with the rooms it may import.
const ROOMS: &[(&str, &[&str])] = &[
    ("text", &[]),
    ("model", &["text"]),
    ("language", &["text", "model"]),
    ("ingest", &["text", "model"]),
    ("actors", &["text", "model"]),
    ("store", &["text", "model"]),
    ("index", &["text", "model"]),
    ("config", &["text", "model"]),
    (
        "library",
        &[
            "text", "model", "language", "ingest", "actors", "store", "index", "config",
        ],
    ),
    ("app", &["text", "model", "language"]),
    ("ui", &["text", "model", "language", "app"]),
    (
        "headless",
        &["text", "model", "language", "library", "app", "ui"],
    ),
    (
        "terminal",
        &[
            "text", "model", "config", "library", "app", "ui", "headless",
        ],
    ),
    (
        "cli",
        &[
            "text", "model", "language", "ingest", "config", "library", "app", "ui", "headless",
        ],
    ),
];

/// Crates that only some rooms, or one file, may name.
const DOORS: &[(&str, &[&str])] = &[
    ("any_ascii", &["text"]),
    ("fuzzy_matcher", &["text/fuzzy"]),
    ("whatlang", &["text"]),
    ("regex_syntax", &["text"]),
    ("encoding_rs", &["ingest"]),
    ("chardetng", &["ingest"]),
    ("flate2", &["ingest"]),
    ("ignore", &["ingest"]),
    ("rusqlite", &["store"]),
    ("tantivy", &["index"]),
    ("frostem", &["index", "text"]),
    ("toml", &["config"]),
    ("etcetera", &["config"]),
    ("ratatui", &["ui", "headless", "terminal"]),
    ("tui_input", &["app"]),
    ("crossterm", &["terminal"]),
    ("termina", &["terminal"]),
    ("signal_hook", &["terminal", "cli"]),
    ("webbrowser", &["terminal"]),
    ("clap", &["cli"]),
    ("clap_complete", &["cli"]),
    ("clap_mangen", &["cli"]),
    ("indicatif", &["cli"]),
    ("quick_xml", &["cli"]),
    ("csv", &["cli"]),
    ("annotate_snippets", &["cli"]),
];

/// What is absent from a room: words of the standard library that would touch the outside.
const ABSENT: &[(&str, &[&str])] = &[
    ("text", OUTSIDE),
    ("model", OUTSIDE),
    ("language", OUTSIDE),
    ("app", OUTSIDE),
    ("ui", OUTSIDE),
];

const OUTSIDE: &[&str] = &[
    "std::fs",
    "std::io",
    "std::net",
    "std::env",
    "std::process",
    "std::thread",
    "std::time::Instant",
    "std::time::SystemTime",
    "Timestamp::now",
    "ZonedDateTime::now",
];

/// What stands at the top of the project; hidden files and what a build leaves are not looked at.
const TOP: &[&str] = &[
    "ARCHITECTURE.md",
    "Cargo.lock",
    "Cargo.toml",
    "LICENSE",
    "README.md",
    "benches",
    "data",
    "src",
    "target",
    "tests",
];

/// No file is longer, tests inside counted.
const LONGEST: usize = 500;

struct Source {
    /// Path under the folder it was found in, without `.rs` (`text/fuzzy`, `main`).
    name: String,
    text: String,
    /// The code alone: no comments, no contents of strings.
    code: String,
}

impl Source {
    fn room(&self) -> &str {
        self.name.split('/').next().unwrap_or_default()
    }
}

#[test]
fn rooms_import_only_what_lies_below() {
    let mut faults = Vec::new();
    for source in sources("src") {
        let Some((room, may)) = ROOMS.iter().find(|(room, _)| *room == source.room()) else {
            continue;
        };
        for used in after(&source.code, "crate::") {
            let known = ROOMS.iter().any(|(other, _)| *other == used);
            if used == "{" {
                faults.push(format!("{}: name one room a line", source.name));
            } else if known && used != *room && !may.contains(&used.as_str()) {
                faults.push(format!("{}: {room} may not import {used}", source.name));
            }
        }
    }
    none(&faults);
}

#[test]
fn every_room_stands_in_the_table() {
    let mut faults = Vec::new();
    for source in sources("src") {
        let alone = ["build", "lib", "main"].contains(&source.name.as_str());
        if !alone && !ROOMS.iter().any(|(room, _)| *room == source.room()) {
            faults.push(format!("{}: its room has no row", source.name));
        }
    }
    none(&faults);
}

#[test]
fn imports_go_in_one_direction() {
    let place = |room: &str| ROOMS.iter().position(|(other, _)| *other == room);
    for (room, may) in ROOMS {
        for below in *may {
            assert!(place(below) < place(room), "{below} stands above {room}");
        }
    }
}

#[test]
fn a_crate_is_named_only_behind_its_door() {
    let mut faults = Vec::new();
    for source in sources("src") {
        for (crate_name, doors) in DOORS {
            let behind = doors
                .iter()
                .any(|door| source.name == *door || source.name.starts_with(&format!("{door}/")));
            if !behind && names(&source.code, crate_name) {
                faults.push(format!("{}: {crate_name} is for {doors:?}", source.name));
            }
        }
    }
    none(&faults);
}

#[test]
fn pure_rooms_do_not_touch_the_outside() {
    let mut faults = Vec::new();
    for source in sources("src") {
        for (_, absent) in ABSENT.iter().filter(|(room, _)| *room == source.room()) {
            for word in absent.iter().filter(|word| source.code.contains(**word)) {
                faults.push(format!("{}: {word}", source.name));
            }
        }
    }
    none(&faults);
}

#[test]
fn files_open_with_what_they_own_and_fit() {
    let mut faults = Vec::new();
    for folder in ["src", "tests", "benches"] {
        for source in sources(folder) {
            let lines = source.text.lines().count();
            if !source.text.starts_with("//! ") {
                faults.push(format!("{folder}/{}: opens without `//!`", source.name));
            }
            if lines > LONGEST {
                faults.push(format!("{folder}/{}: {lines} lines", source.name));
            }
        }
    }
    none(&faults);
}

#[test]
fn nothing_else_stands_at_the_top() {
    let mut faults = Vec::new();
    let top = fs::read_dir(env!("CARGO_MANIFEST_DIR")).expect("the project can be listed");
    for entry in top {
        let name = entry.expect("the project can be listed").file_name();
        let name = name.to_string_lossy();
        if !name.starts_with('.') && !TOP.contains(&&*name) {
            faults.push(format!("{name}: has no row"));
        }
    }
    none(&faults);
}

fn none(faults: &[String]) {
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

/// Every Rust file under a folder of the project, in a fixed order.
fn sources(folder: &str) -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut found = Vec::new();
    collect(&root, &mut found);
    found.sort();
    let read = |path: &PathBuf| {
        let text = fs::read_to_string(path).expect("sources can be read");
        let name = path.strip_prefix(&root).expect("it lies under the folder");
        Source {
            name: name.with_extension("").to_string_lossy().replace('\\', "/"),
            code: code(&text),
            text,
        }
    };
    found.iter().map(read).collect()
}

fn collect(folder: &Path, found: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else {
        return;
    };
    for entry in entries {
        let path = entry.expect("folders of the project can be listed").path();
        if path.is_dir() {
            collect(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

/// The names that follow `prefix`: an identifier, or `{`.
fn after(code: &str, prefix: &str) -> Vec<String> {
    let name = |rest: &str| -> String {
        if rest.starts_with('{') {
            return "{".to_owned();
        }
        let part = |c: &char| c.is_alphanumeric() || *c == '_';
        rest.chars().take_while(part).collect()
    };
    code.match_indices(prefix)
        .map(|(at, _)| name(&code[at + prefix.len()..]))
        .collect()
}

/// Whether the code names this crate: `name::` that is no part of a longer path or word.
fn names(code: &str, crate_name: &str) -> bool {
    let path = format!("{crate_name}::");
    code.match_indices(&path).any(|(at, _)| {
        let before = code[..at].chars().next_back();
        !before.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == ':')
    })
}

/// The text without comments and without what stands in strings and characters.
fn code(text: &str) -> String {
    let mut code = String::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let skipped = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("/*") {
            rest.find("*/").map_or(rest.len(), |end| end + 2)
        } else if let Some(end) = raw_string(rest) {
            end
        } else if c == '"' {
            string(rest)
        } else if let Some(end) = character(rest) {
            end
        } else {
            code.push(c);
            c.len_utf8()
        };
        rest = &rest[skipped..];
    }
    code
}

/// Length of a raw string at the start of `rest`.
fn raw_string(rest: &str) -> Option<usize> {
    let inner = rest.strip_prefix('r')?;
    let hashes: String = inner.chars().take_while(|c| *c == '#').collect();
    inner[hashes.len()..].starts_with('"').then_some(())?;
    let begin = 1 + hashes.len() + 1;
    let close = format!("\"{hashes}");
    let end = rest.get(begin..)?.find(&close)?;
    Some(begin + end + close.len())
}

/// Length of a string at the start of `rest`.
fn string(rest: &str) -> usize {
    let mut escaped = false;
    for (at, c) in rest.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return at + 1,
            _ => {}
        }
    }
    rest.len()
}

/// Length of a character literal at the start of `rest`; lifetimes are none.
fn character(rest: &str) -> Option<usize> {
    let mut chars = rest.strip_prefix('\'')?.char_indices();
    let (_, first) = chars.next()?;
    if first == '\\' {
        let end = rest.get(3..)?.find('\'')?;
        return Some(3 + end + 1);
    }
    let (at, second) = chars.next()?;
    (second == '\'').then_some(1 + at + 1)
}

#[test]
fn comments_and_strings_are_no_code() {
    let text = "a(\"crate::x\\\"\") // crate::y\n/* crate::z */ b('\"', 'c', '\\'', r#\"\"crate::\"#) &'a c";
    assert_eq!(code(text), "a() \n b(, , , ) &'a c");
}
