//! Sources and settings that are not what they should be: a clear word, and the rest still works.

use std::fs;

use tempfile::TempDir;

use super::{check, dateline, objects, said};

#[test]
fn texts_of_one_id_each_have_one_of_their_own() {
    let home = TempDir::new().expect("a folder");
    let home = home.path();
    let file = home.join("same.jsonl");
    let records = ["One.", "Two.", "One."].map(|body| {
        let title = body.trim_end_matches('.');
        format!(r#"{{"id": "lib-1", "title": "{title}", "body": "{body}"}}"#)
    });
    fs::write(&file, records.join("\n")).expect("written");
    let file = file.to_str().expect("a plain path");
    let corpus = ["--corpus", file, "--json"];
    let found = objects(home, &[&corpus[..], &["search", "one OR two"]].concat());
    let mut ids: Vec<&str> = found.iter().filter_map(|hit| hit["id"].as_str()).collect();
    ids.sort_unstable();
    assert_eq!(ids, ["lib-1", "lib-1~2"]);
    for hit in &found {
        let id = hit["id"].as_str().expect("an id");
        let shown = objects(home, &[&corpus[..], &["show", id]].concat());
        assert_eq!(shown[0]["title"], hit["title"], "{id}");
    }
}

#[test]
fn settings_that_were_asked_for_and_cannot_be_read_end_it() {
    let home = TempDir::new().expect("a folder");
    let home = home.path();
    let broken = home.join("broken.toml");
    fs::write(&broken, "theme = \n[[").expect("written");
    let mut asked = vec![broken, home.to_path_buf(), home.join("nowhere.toml")];
    if cfg!(target_os = "linux") {
        asked.push("/dev/zero".into());
    }
    for file in asked {
        let file = file.to_str().expect("a plain path");
        let output = dateline(home, &["--config", file, "stats"]);
        assert_eq!(output.status.code(), Some(2), "{file}");
        assert!(said(&output).contains(file), "{file}: {}", said(&output));
    }
    let doubtful = home.join("doubtful.toml");
    fs::write(&doubtful, "theme = \"plaid\"\n").expect("written");
    let doubtful = doubtful.to_str().expect("a plain path");
    assert_eq!(check(home, &["--config", doubtful, "stats"]).1, 0);
}

#[test]
fn what_was_read_before_is_said_to_be_unchanged() {
    let home = TempDir::new().expect("a folder");
    let home = home.path();
    let file = home.join("one.jsonl");
    fs::write(&file, r#"{"title": "Talks", "body": "They met."}"#).expect("written");
    let file = file.to_str().expect("a plain path");
    for (expected, unchanged) in [("1 article added", false), ("0 articles added", true)] {
        let output = dateline(home, &["add", file]);
        let told = said(&output);
        assert_eq!(output.status.code(), Some(0), "{told}");
        assert!(told.contains(expected), "{told}");
        assert_eq!(told.contains("1 file unchanged"), unchanged, "{told}");
    }
}

#[test]
fn a_piece_without_a_title_is_related_by_its_first_words() {
    let home = TempDir::new().expect("a folder");
    let home = home.path();
    let file = home.join("two.jsonl");
    let citing = r#"{"id": "a", "title": "Talks", "body": "They met.", "related": [{"id": "b"}]}"#;
    let untitled = r#"{"id": "b", "title": "", "body": "Nobody knew of the meeting."}"#;
    fs::write(&file, format!("{citing}\n{untitled}\n")).expect("written");
    let file = file.to_str().expect("a plain path");
    let found = objects(home, &["--corpus", file, "--json", "related", "a"]);
    assert_eq!(found[0]["id"], "b");
    assert_eq!(found[0]["title"], "Nobody knew of the meeting.");
}
