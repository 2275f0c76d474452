//! The reader's own dictionary: its names are found in articles, in any script.

use tempfile::TempDir;

use super::{check, objects};

/// Two pieces that name whom no dictionary of the program knows.
const NEWS: &str = r#"[
{"id": "en", "title": "Harvest", "body": "The farmers sold to Grain Lords on Monday. The grain lords of old are gone. Grain Lords Square was empty."},
{"id": "ru", "lang": "ru", "title": "Урожай", "body": "Вчера Вуси Сутимбе приехал в столицу."}
]"#;

#[test]
fn names_of_the_own_dictionary_are_found_in_articles() {
    let home = TempDir::new().expect("a folder");
    let home = home.path();
    let news = home.join("news.json");
    std::fs::write(&news, NEWS).expect("a file");
    let news = news.to_string_lossy().into_owned();
    check(home, &["add", &news]);
    let articles = |name: &str| {
        let (text, status) = check(home, &["--json", "actor", name]);
        let first = text
            .lines()
            .next()
            .map(serde_json::from_str::<serde_json::Value>);
        match (status, first) {
            (0, Some(Ok(page))) => page["articles"].as_u64(),
            _ => None,
        }
    };
    let before = articles("Вуси Сутимбе");
    let file = home.join("own.actors");
    std::fs::write(
        &file,
        "GRAIN_LORDS_\n\t[ZZZBUS]\nВУСИ_СУТИМБЕ_\n\t[ZZZGOV]\n",
    )
    .expect("a file");
    let (_, status) = check(home, &["actors", "import", &file.to_string_lossy()]);
    assert_eq!(status, 0);
    assert_eq!(before, None);
    assert_eq!(
        articles("Вуси Сутимбе"),
        Some(1),
        "a name in another script"
    );
    assert_eq!(articles("Grain Lords"), Some(1));
    let mentions = objects(home, &["--json", "mentions", "en"]);
    let lords = mentions
        .iter()
        .filter(|mention| mention["actor"] == "Grain Lords");
    let surfaces: Vec<&str> = lords
        .filter_map(|mention| mention["surface"].as_str())
        .collect();
    assert_eq!(
        surfaces,
        ["Grain Lords"],
        "neither the words nor a longer name"
    );
    // What was imported is taken back, and the articles are read without it.
    check(home, &["actors", "undo"]);
    assert_eq!(articles("Вуси Сутимбе"), None);
}
