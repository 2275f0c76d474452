//! What the reader of settings makes of good and bad files.

use super::*;
use crate::config::{Theme, default_text};
use crate::model::Sort;

/// Reads `text` and compares the complaints, one a line, with `expected`.
fn check(text: &[u8], expected: &str) -> Settings {
    let loaded = read(Path::new("c.toml"), text);
    let complaints: Vec<String> = loaded.complaints.iter().map(ToString::to_string).collect();
    assert_eq!(complaints.join("\n"), expected);
    loaded.settings
}

#[test]
fn settings_are_read() {
    let text = "[ui]\ntheme = \"light\"\nmeasure = 90\nmouse = false\nsort = 'oldest'\n[library]\nfolder = \"/n\"\n";
    let settings = check(text.as_bytes(), "");
    assert_eq!(settings.theme, Theme::Light);
    assert_eq!(settings.measure, 90);
    assert!(!settings.mouse);
    assert_eq!(settings.sort, Sort::Oldest);
    assert_eq!(settings.library.as_deref(), Some(Path::new("/n")));
}

#[test]
fn a_wrong_type_or_number_leaves_the_default_and_the_rest() {
    let settings = check(
        b"[ui]\ntheme = 5\nmeasure = -2\nascii = true\n",
        "c.toml:2:9: `ui.theme` is 5: expected one of \"auto\", \"dark\", \"light\", \"terminal\", \"none\"; \"auto\" is used\n\
         c.toml:3:11: `ui.measure` is -2: expected a whole number from 20 to 400; 72 is used",
    );
    assert!(settings.ascii);
    assert_eq!(settings.measure, 72);
}

#[test]
fn unknown_names_are_warnings_with_what_is_known() {
    let loaded = read(
        Path::new("c.toml"),
        b"nothing_known = 1\n[ui]\ncolor = 1\n[limits]\n",
    );
    assert!(!loaded.is_broken());
    let complaints: Vec<String> = loaded.complaints.iter().map(ToString::to_string).collect();
    assert_eq!(
        complaints,
        [
            "c.toml:1:1: unknown key `nothing_known`: expected [ui], [output], [library], [keys]",
            "c.toml:3:1: unknown key `color` in [ui]: expected one of theme, measure, mouse, ascii, sort",
            "c.toml:4:2: unknown table `limits`: expected [ui], [output], [library], [keys]",
        ]
    );
}

#[test]
fn broken_files_are_errors_with_a_place() {
    let syntax = read(Path::new("c.toml"), b"[ui\n");
    assert!(syntax.is_broken());
    assert!(syntax.complaints[0].to_string().starts_with("c.toml:1:"));
    let latin = read(Path::new("c.toml"), b"[ui]\na = \"\xff\"\n");
    assert!(latin.is_broken());
    assert!(
        latin.complaints[0]
            .to_string()
            .starts_with("c.toml:2:6: not UTF-8")
    );
    assert_eq!(latin.settings, Settings::default());
}

#[test]
fn a_missing_file_matters_only_where_it_was_asked_for() {
    let nowhere = Path::new("/nowhere/config.toml");
    assert_eq!(load(nowhere, false), Loaded::default());
    assert!(load(nowhere, true).is_broken());
}

#[test]
fn keys_keep_their_place() {
    let settings = check(
        b"[keys]\n\"results.down\" = \"j  down\"\nquit = [\"q\", \"g q\"]\n",
        "",
    );
    let keys: Vec<(&str, usize, Vec<String>)> = settings
        .keys
        .iter()
        .map(|binding| (binding.command.as_str(), binding.line, binding.keys.clone()))
        .collect();
    assert_eq!(keys.len(), 2);
    assert!(keys.contains(&("results.down", 2, vec!["j".to_owned(), "down".to_owned()])));
    assert!(keys.contains(&("quit", 3, vec!["q".to_owned(), "g q".to_owned()])));
}

#[test]
fn the_printed_defaults_are_the_defaults() {
    let printed = default_text([("results.down", "j down", "Select the next row")]);
    assert_eq!(check(printed.as_bytes(), ""), Settings::default());
    let uncommented: String = printed
        .lines()
        .map(|line| match line.strip_prefix("# ") {
            Some(setting) if setting.contains(" = ") => format!("{setting}\n"),
            _ => format!("{line}\n"),
        })
        .collect();
    let settings = check(uncommented.as_bytes(), "");
    assert_eq!(settings.keys.len(), 1);
    assert_eq!(
        Settings {
            keys: Vec::new(),
            ..settings
        },
        Settings::default()
    );
}

#[test]
fn the_environment_stands_in_place_of_the_file() {
    let mut settings = Settings::default();
    let complaints = from_environment(&mut settings, |name| match name {
        "DATELINE_THEME" => Some("dark".into()),
        "DATELINE_MEASURE" => Some("wide".into()),
        _ => None,
    });
    assert_eq!(settings.theme, Theme::Dark);
    assert_eq!(complaints.len(), 1);
    assert_eq!(
        complaints[0].to_string(),
        "environment: DATELINE_MEASURE: expected a whole number from 20 to 400; it is left out"
    );
}
