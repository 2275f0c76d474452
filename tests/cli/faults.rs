//! Sources and settings that are not what they should be: a clear word, and the rest still works.

use std::fs;
use std::path::Path;

use serde_json::Value;
use tempfile::TempDir;

use super::{check, dateline, objects, said};

/// A file with one article; its path.
fn talks(home: &Path) -> String {
    let file = home.join("one.jsonl");
    let record = r#"{"title": "Talks", "body": "They met in the old harbour."}"#;
    fs::write(&file, record).expect("written");
    file.to_str().expect("a plain path").to_owned()
}

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
fn a_folder_that_is_no_library_is_not_made_one_by_a_question() {
    let home = TempDir::new().expect("a folder");
    let home = home.path();
    let folder = home.join("mistyped");
    let named = folder.to_str().expect("a plain path");
    let output = dateline(home, &["--library", named, "search", "talks"]);
    assert_eq!(output.status.code(), Some(3));
    assert!(
        said(&output).contains("no library here"),
        "{}",
        said(&output)
    );
    assert!(!folder.exists());
    let (_, status) = check(home, &["--library", named, "add", &talks(home)]);
    assert_eq!(status, 0);
    let (found, _) = check(home, &["--library", named, "search", "--count", "talks"]);
    assert_eq!(found.trim(), "1");
}

#[test]
fn what_was_read_before_is_said_to_be_unchanged() {
    let home = TempDir::new().expect("a folder");
    let home = home.path();
    let file = &talks(home);
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

#[test]
fn a_lost_or_shortened_database_is_no_new_library() {
    let home = TempDir::new().expect("a folder");
    let home = home.path();
    let articles: String = (0..400)
        .map(|n| format!("{{\"id\":\"a{n}\",\"title\":\"Talks, day {n}\",\"body\":\"Day {n} of the talks.\"}}\n"))
        .collect();
    let file = home.join("talks.jsonl");
    fs::write(&file, articles).expect("a file");
    assert_eq!(check(home, &["add", &file.to_string_lossy()]).1, 0);
    let database = home.join("data/library/articles.db");
    let whole = fs::read(&database).expect("a database");

    fs::remove_file(&database).expect("removed");
    let asked = dateline(home, &["stats"]);
    assert_eq!(asked.status.code(), Some(3));
    let words = said(&asked);
    assert!(words.contains("400 articles were kept here"), "{words}");

    fs::write(&database, &whole[..whole.len() / 2]).expect("a shorter one");
    assert_eq!(dateline(home, &["stats"]).status.code(), Some(3));
    let (healed, status) = check(home, &["verify"]);
    assert_eq!(status, 3, "{healed}");
    assert!(healed.contains("of 400 articles were saved"), "{healed}");
    assert!(healed.contains("dateline add"), "{healed}");
    let kept = objects(
        home,
        &[
            "--json",
            "stats",
            "--library",
            &home.join("data/library").to_string_lossy(),
        ],
    );
    let kept = kept[0]["articles"].as_u64().unwrap_or(0);
    assert!((1..400).contains(&kept), "{kept} articles");
    let told = healed.lines().last().unwrap_or_default();
    let lost = format!(" {kept} articles, ");
    assert!(
        told.starts_with("incomplete:") && told.contains(&lost),
        "{told}"
    );
    let (found, _) = check(home, &["search", "--count", "talks"]);
    assert_eq!(found.trim(), kept.to_string());
    let (again, _) = check(home, &["verify"]);
    let told = again.lines().last().unwrap_or_default();
    let lost = format!("incomplete: {kept} articles, {kept} lost or without text");
    assert_eq!(told, lost);
    assert_eq!(check(home, &["add", &file.to_string_lossy()]).1, 0);
    let (found, _) = check(home, &["search", "--count", "talks"]);
    assert_eq!(found.trim(), "400");
    assert_eq!(
        check(home, &["verify"]),
        ("sound: 400 articles\n".to_owned(), 0)
    );

    fs::remove_file(&database).expect("removed");
    let (told, status) = check(home, &["--json", "verify"]);
    let told: Value = serde_json::from_str(&told).expect("an object");
    assert_eq!((&told["articles"], &told["lost"]), (&0.into(), &400.into()));
    assert_eq!(status, 3);
}

#[test]
fn what_a_library_of_sources_has_lost_is_read_again() {
    let home = TempDir::new().expect("a folder");
    let home = home.path();
    let file = home.join("talks.jsonl");
    let records =
        ["Rome", "Oslo"].map(|place| format!(r#"{{"title": "{place}", "body": "Talks."}}"#));
    fs::write(&file, records.join("\n")).expect("a file");
    let corpus = ["--corpus", &*file.to_string_lossy()];
    assert_eq!(check(home, &[&corpus[..], &["stats"]].concat()).1, 0);
    let libraries = fs::read_dir(home.join("cache/corpora")).expect("a folder");
    let library = libraries.flatten().next().expect("a library").path();
    fs::write(library.join("articles.db"), "").expect("emptied");
    let (told, status) = check(home, &[&corpus[..], &["verify"]].concat());
    assert_eq!(status, 0, "{told}");
    assert!(told.contains("0 articles, 2 to be read again"), "{told}");
    let found = check(
        home,
        &[&corpus[..], &["search", "--count", "talks"]].concat(),
    );
    assert_eq!(found.0.trim(), "2");
}

#[test]
fn whom_an_article_names_is_read_again_where_that_was_damaged() {
    let home = TempDir::new().expect("a folder");
    let home = home.path();
    let file = home.join("one.jsonl");
    let record = r#"{"title": "Talks", "body": "Charles Michel met Nikol Pashinyan in Brussels."}"#;
    fs::write(&file, record).expect("a file");
    assert_eq!(check(home, &["add", &file.to_string_lossy()]).1, 0);
    let before = objects(home, &["--json", "actors"]);
    assert_eq!(before.len(), 3, "{before:?}");
    let database = home.join("data/library/articles.db");
    let database = rusqlite::Connection::open(database).expect("a database");
    let damaged = database.execute("UPDATE mentions SET blob = x'ff'", []);
    assert_eq!(damaged.expect("damaged"), 1);
    drop(database);
    let (told, status) = check(home, &["verify"]);
    assert!(told.contains("mentions could not be read: 1;"), "{told}");
    assert!(
        told.ends_with("healed: 1 article\n") && status == 0,
        "{told}"
    );
    assert_eq!(objects(home, &["--json", "actors"]), before);
    assert_eq!(check(home, &["verify"]).0.trim(), "sound: 1 article");
}

#[test]
fn a_file_of_the_text_index_that_is_gone_is_missed() {
    let home = TempDir::new().expect("a folder");
    let home = home.path();
    assert_eq!(check(home, &["add", &talks(home)]).1, 0);
    let text = home.join("data/library/text");
    let parts = ["idx", "pos", "term", "store", "fast", "fieldnorm"];
    for (part, verified) in parts.into_iter().zip([true, false].into_iter().cycle()) {
        let files = fs::read_dir(&text).expect("a folder").flatten();
        let mut files = files.map(|entry| entry.path());
        let gone = files.find(|file| file.extension().is_some_and(|end| end == part));
        fs::remove_file(gone.expect("a segment has one")).expect("removed");
        if verified {
            let (told, status) = check(home, &["verify"]);
            assert!(told.contains(part) && status == 0, "{told}");
            assert!(told.contains("healed: 1 article"), "{told}");
        }
        let found = dateline(home, &["search", "--count", "\"old harbour\""]);
        assert_eq!(found.status.code(), Some(0), "{part}: {}", said(&found));
        assert_eq!(said(&found).contains("put aside"), !verified, "{part}");
    }
    assert_eq!(check(home, &["verify"]).0.trim(), "sound: 1 article");
}

#[test]
fn a_text_index_that_cannot_be_read_is_no_empty_one() {
    let home = TempDir::new().expect("a folder");
    let home = home.path();
    assert_eq!(check(home, &["add", &talks(home)]).1, 0);
    let text = home.join("data/library/text");
    fs::remove_dir_all(&text).expect("removed");
    fs::write(&text, "").expect("written");
    let found = dateline(home, &["search", "talks"]);
    assert_eq!(found.status.code(), Some(3));
    assert!(
        said(&found).contains("the text index cannot be read"),
        "{}",
        said(&found)
    );
    let (told, status) = check(home, &["verify"]);
    assert!(told.contains("put aside") && status == 0, "{told}");
    assert_eq!(check(home, &["search", "--count", "talks"]).0.trim(), "1");
}

#[test]
fn another_process_that_has_the_library_open_is_in_nobodys_way() {
    let home = TempDir::new().expect("a folder");
    let home = home.path();
    assert_eq!(check(home, &["add", &talks(home)]).1, 0);
    let lock = fs::File::options()
        .write(true)
        .open(home.join("data/library/writer.lock"))
        .expect("who may write");
    lock.lock().expect("nobody holds it");
    for question in [
        &["search", "talks"][..],
        &["stats"],
        &["search", "--count", "talks"],
    ] {
        let answer = dateline(home, question);
        assert_eq!(answer.status.code(), Some(0), "{question:?}");
        assert_eq!(said(&answer), "", "{question:?}");
    }
    // Who writes articles has this lock, too.
    let index = home.join("data/library/text/.tantivy-writer.lock");
    let index = fs::File::create(index).expect("a lock");
    index.lock().expect("nobody holds it");
    let more = home.join("more.jsonl");
    fs::write(&more, r#"{"title": "More talks", "body": "In Oslo."}"#).expect("written");
    let more = more.to_string_lossy();
    let refused = dateline(home, &["add", &more]);
    assert_eq!(refused.status.code(), Some(3));
    assert!(
        said(&refused).contains("another dateline (process"),
        "{}",
        said(&refused)
    );
    let added = std::thread::scope(|scope| {
        let adding = scope.spawn(|| dateline(home, &["add", &more]));
        // However late it is given back, the one that waits comes after.
        std::thread::yield_now();
        index.unlock().expect("it was held");
        lock.unlock().expect("it was held");
        adding.join().expect("no panic")
    });
    assert_eq!(added.status.code(), Some(0), "{}", said(&added));
    assert_eq!(check(home, &["search", "--count", "talks"]).0.trim(), "2");
}

#[cfg(unix)]
#[test]
fn a_folder_that_cannot_be_written_is_told_as_what_it_is() {
    use std::os::unix::fs::PermissionsExt;

    let home = TempDir::new().expect("a folder");
    let home = home.path();
    assert_eq!(check(home, &["add", &talks(home)]).1, 0);
    let library = home.join("data/library");
    let allow = |bits| {
        let file = library.join("writer.lock");
        fs::set_permissions(file, fs::Permissions::from_mode(bits)).expect("it is ours");
        fs::set_permissions(&library, fs::Permissions::from_mode(bits | 0o111))
            .expect("it is ours");
    };
    allow(0o444);
    // Who may do everything is kept from nothing.
    let is_kept_out = fs::File::create(library.join("probe")).is_err();
    let answer = dateline(home, &["search", "talks"]);
    allow(0o644);
    assert_eq!(answer.status.code(), Some(0), "{}", said(&answer));
    let told = said(&answer);
    assert!(!told.contains("another"), "{told}");
    assert_eq!(told.contains("cannot be written"), is_kept_out, "{told}");
}

#[test]
fn marks_that_cannot_be_written_are_said_not_to_be_kept() {
    let home = TempDir::new().expect("a folder");
    let home = home.path();
    fs::write(home.join("data"), "").expect("a file where a folder belongs");
    let answer = dateline(home, &["search", "pashinyan"]);
    assert_eq!(answer.status.code(), Some(0), "{}", said(&answer));
    assert!(
        said(&answer).contains("marks are not kept"),
        "{}",
        said(&answer)
    );
}
