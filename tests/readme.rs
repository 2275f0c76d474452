//! The README says what is true: its keys are those of the table of commands, and its picture is there.

use std::fs;
use std::path::Path;

use dateline::app::commands::COMMANDS;

fn readme() -> String {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    fs::read_to_string(file).expect("there is a README")
}

#[test]
fn every_command_stands_in_the_readme_with_its_keys() {
    let readme = readme();
    for command in COMMANDS {
        let keys: Vec<String> = command
            .keys
            .split_whitespace()
            .map(|key| format!("`{}`", key.replace('|', "\\|")))
            .collect();
        let row = format!(
            "| {} | {} | `{}` |",
            keys.join(" "),
            command.title,
            command.id
        );
        assert!(readme.contains(&row), "the README lacks: {row}");
    }
}

#[test]
fn what_the_readme_shows_is_there() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    assert!(root.join("data/screen.svg").exists());
    assert!(readme().contains("data/screen.svg"));
}
