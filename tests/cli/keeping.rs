//! What is in the library stays, whatever becomes of the files it came from and of its own.

use std::fs;
use std::path::Path;

use tempfile::TempDir;

use super::{check, dateline, said};

/// Records of these days, a line each.
fn days(days: impl IntoIterator<Item = u32>) -> String {
    days.into_iter()
        .map(|day| {
            format!(
                "{{\"id\":\"d{day}\",\"title\":\"Talks, day {day}\",\"body\":\"Day {day} of the talks.\",\"date\":\"2022-05-{day:02}\"}}\n"
            )
        })
        .collect()
}

/// Writes a file in a folder; its path.
fn file(home: &Path, name: &str, text: &str) -> String {
    let file = home.join(name);
    fs::write(&file, text).expect("written");
    file.to_str().expect("a plain path").to_owned()
}

fn found(home: &Path, args: &[&str]) -> String {
    check(home, args).0.trim().to_owned()
}

#[test]
fn what_was_added_stays_whatever_becomes_of_its_file() {
    let home = TempDir::new().expect("a folder");
    let home = home.path();
    let path = file(home, "talks.jsonl", &days(1..=5));
    assert_eq!(check(home, &["add", &path]).1, 0);
    assert_eq!(check(home, &["mark", "d5", "--star"]).1, 0);
    for text in [days(1..=3), days(11..=12), "{bad".to_owned(), String::new()] {
        file(home, "talks.jsonl", &text);
        dateline(home, &["add", &path]);
    }
    assert_eq!(found(home, &["search", "--count", "talks"]), "7");
    assert_eq!(found(home, &["search", "--count", "is:starred"]), "1");
}

#[test]
fn sources_that_were_cut_short_are_followed_with_a_word() {
    let home = TempDir::new().expect("a folder");
    let home = home.path();
    let path = file(home, "talks.jsonl", &days(1..=5));
    let corpus = ["--corpus", &path, "search", "--count", "talks"];
    assert_eq!(found(home, &corpus), "5");
    let text = days(1..=3);
    file(home, "talks.jsonl", &text[..text.len() - 20]);
    let output = dateline(home, &corpus);
    assert!(
        said(&output).contains("3 articles are no longer in"),
        "{}",
        said(&output)
    );
    file(home, "talks.jsonl", &days(1..=1));
    let output = dateline(home, &corpus);
    assert!(!said(&output).contains("no longer in"), "{}", said(&output));
}
