//! Queries and filters find names however they are typed, and say what they cannot do.

use std::fs;

use tempfile::TempDir;

use super::{check, dateline, objects, said};

/// A library with some records.
fn library(records: &[&str]) -> TempDir {
    let home = TempDir::new().expect("a folder");
    let file = home.path().join("records.jsonl");
    fs::write(&file, records.join("\n")).expect("written");
    check(home.path(), &["-q", "add", &file.to_string_lossy()]);
    home
}

#[test]
fn names_in_fields_are_typed_by_sound_or_by_letters() {
    let home = library(&[
        r#"{"id":"a","title":"One","body":"Text.","source":"Güneş Gazetesi","author":"Ayşe Şahin","tags":["barış"],"actors":[{"name":"Şükrü Kaya","kind":"person"}]}"#,
        r#"{"id":"b","title":"Two","body":"Text.","source":"Gunes","tags":["plain"]}"#,
    ]);
    for (query, expected) in [
        ("source:gunesh", vec!["a"]),
        ("source:gunes", vec!["a", "b"]),
        ("source:güneş", vec!["a", "b"]),
        ("source:\"gunes gazetesi\"", vec!["a"]),
        ("source:gun*", vec!["a", "b"]),
        ("author:\"ayse sahin\"", vec!["a"]),
        ("author:sahin", vec!["a"]),
        ("author:sahi*", vec!["a"]),
        ("tag:baris", vec!["a"]),
        ("tag:barış", vec!["a"]),
        ("actor:\"sukru kaya\"", vec!["a"]),
    ] {
        let found = objects(home.path(), &["--json", "search", query]);
        let mut ids: Vec<&str> = found.iter().filter_map(|hit| hit["id"].as_str()).collect();
        ids.sort_unstable();
        assert_eq!(ids, expected, "{query}");
    }
    check(home.path(), &["mark", "b", "--tag", "iş"]);
    let found = objects(home.path(), &["--json", "search", "tag:is"]);
    assert_eq!(found[0]["id"], "b");
}

#[test]
fn a_whole_name_and_a_language_are_what_they_say() {
    let home = library(&[
        r##"{"id":"a","title":"One","body":"Text.","source":["BBC World","Sky News"],"lang":"en-GB","tags":["#"]}"##,
        r##"{"id":"b","title":"Two","body":"Text.","source":"BBC News","lang":"en","tags":["!!!"]}"##,
        r##"{"id":"c","title":"Three","body":"Text.","source":"BBC News Arabic","lang":"en-US","tags":["# x"]}"##,
        r##"{"id":"d","title":"Four","body":"Text.","source":"bbc news","author":["Ann Smith","Lee Jones"]}"##,
    ]);
    for (query, expected) in [
        ("source:\"BBC News\"", vec!["b", "c", "d"]),
        ("source:=\"BBC News\"", vec!["b"]),
        ("source:=\"Bbc News\"", vec!["b", "d"]),
        ("author:\"Ann Lee\" OR author:jones", vec!["d"]),
        ("author:\"Ann Lee\" OR lang:en-US", vec!["c"]),
        ("lang:en", vec!["a", "b", "c"]),
        ("lang:en-GB", vec!["a"]),
        ("lang:=en", vec!["b"]),
        ("tag:=#", vec!["a"]),
        ("tag:(=# OR =!!!)", vec!["a", "b"]),
    ] {
        let found = objects(home.path(), &["--json", "search", query]);
        let mut ids: Vec<&str> = found.iter().filter_map(|hit| hit["id"].as_str()).collect();
        ids.sort_unstable();
        assert_eq!(ids, expected, "{query}");
    }
    let refused = dateline(home.path(), &["search", "source:/bb.*/"]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(
        said(&refused).contains("takes no pattern"),
        "{}",
        said(&refused)
    );
}

#[test]
fn an_actor_behind_a_sign_is_the_one_whose_own_name_it_is() {
    let home = library(&[
        r#"{"id":"a","title":"One","body":"Text.","actors":[{"name":"Mercury","kind":"person"}]}"#,
        r#"{"id":"b","title":"Two","body":"Text.","actors":[{"name":"MERCURY","kind":"organisation"}]}"#,
    ]);
    for (query, expected) in [
        ("actor:mercury", vec!["a", "b"]),
        ("actor:=Mercury", vec!["a"]),
        ("actor:=\"MERCURY (organisation)\"", vec!["b"]),
    ] {
        let found = objects(home.path(), &["--json", "search", query]);
        let mut ids: Vec<&str> = found.iter().filter_map(|hit| hit["id"].as_str()).collect();
        ids.sort_unstable();
        assert_eq!(ids, expected, "{query}");
    }
}

#[test]
fn what_could_not_be_done_is_told_with_a_count_too() {
    let home = library(&[r#"{"id":"a","title":"One","body":"Text."}"#]);
    let queries = home.path().join("queries");
    fs::write(&queries, "one OR saved:nothing\n").expect("written");
    for arguments in [
        ["search", "--count", "one OR saved:nothing"],
        ["search", "--batch", &queries.to_string_lossy()],
    ] {
        let told = dateline(home.path(), &arguments);
        assert_eq!(told.status.code(), Some(0));
        let said = said(&told);
        assert!(said.contains("no search is saved as nothing"), "{said}");
    }
}

#[test]
fn people_named_in_other_letters_are_filtered_by_the_names_they_are_known_by() {
    let home = library(&[
        r#"{"id":"a","title":"x","body":"y","actors":[{"name":"باراك أوباما","kind":"person"}]}"#,
    ]);
    let found = objects(home.path(), &["--json", "actors", "obama"]);
    assert_eq!(found[0]["name"], "باراك أوباما");
}

#[test]
fn a_class_of_characters_that_is_too_large_is_refused_with_a_word() {
    let home = library(&[r#"{"id":"a","title":"Straße","body":"Text."}"#]);
    let found = objects(home.path(), &["--json", "search", r"/\p{L}+e/"]);
    assert_eq!(found[0]["id"], "a");
    let refused = dateline(home.path(), &["search", r"/\p{Lo}+e/"]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(
        said(&refused).contains("Lo is too large"),
        "{}",
        said(&refused)
    );
}
