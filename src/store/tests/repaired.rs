//! Single rows that cannot be read: found by a check, repaired, and whole again once their source is read.

use std::ops::ControlFlow;

use rusqlite::Connection;

use crate::model::{ActorKind, Article, ArticleNo};
use crate::store::{NamedActor, Recognised, verify};
use crate::text::Cancel;

use super::{grow, load, numbered, open, temp};

/// Damages a library of ten articles by some statements, has it checked, and reads all of it, before and after the source is read
/// again. Returns what the check noted.
fn check(change: &str, kept: usize) -> String {
    let dir = temp();
    let all: Vec<Article> = (0..10)
        .map(|number| Article {
            tags: vec!["talks".into()],
            url: Some(format!("https://caucasus.example/{number}")),
            ..numbered(number)
        })
        .collect();
    let mut store = open(dir.path());
    load(&mut store, "one", &all);
    store.finish().expect("a load ends");
    let actor = NamedActor {
        key: "michel".into(),
        name: "Charles Michel".into(),
        kind: ActorKind::Person,
        names: vec![("Michel".into(), 1)],
        role: None,
        declared: false,
        uncertain: false,
    };
    let named = Recognised {
        no: ArticleNo(1),
        actors: vec![actor],
        mentions: Vec::new(),
    };
    store.put_actors(1, &[named]).expect("kept");
    drop(store);
    let path = dir.path().join("articles.db");
    let db = Connection::open(&path).expect("a database");
    db.execute_batch(change).expect("damaged");
    drop(db);

    let verified = verify(dir.path(), false, &Cancel::new(), &|| {}).expect("a check");
    assert!(!verified.sound, "{change}: {verified:?}");
    assert_eq!(verified.articles, 10, "{change}: {verified:?}");
    assert_eq!(verified.aside, None, "{change}: {verified:?}");
    let again = verify(dir.path(), false, &Cancel::new(), &|| {}).expect("a check");
    assert!(again.sound, "{change}: {again:?}");
    let read = || {
        let store = open(dir.path());
        let reader = store.reader().expect("a reader");
        let mut whole = Vec::new();
        reader
            .each_whole_after(None, true, |no, read| {
                whole.push(
                    read.unwrap_or_else(|fault| panic!("{no:?}: {fault}"))
                        .article,
                );
                ControlFlow::Continue(())
            })
            .expect("a scan");
        whole
    };
    let left = read();
    let same = all.iter().filter(|article| left.contains(article)).count();
    assert_eq!((left.len(), same), (10, kept), "{change}");

    // As `add` reads it.
    let mut store = open(dir.path());
    grow(&mut store, "one", &all);
    drop(store);
    let mut whole = read();
    whole.sort_by(|a, b| a.id.cmp(&b.id));
    assert_eq!(whole, all, "{change}");
    verified.notes.join("\n")
}

#[test]
fn what_an_article_says_of_itself_is_dropped_and_comes_again() {
    let told = check("UPDATE articles SET meta = x'ffff0102' WHERE n = 4", 9);
    assert!(told.contains("article a3: "), "{told}");
    let told = check(
        "UPDATE bodies SET body = x'80414204ff000000' WHERE n = 4",
        9,
    );
    assert!(
        told.contains("1 article had no readable body: a3"),
        "{told}"
    );
}

#[test]
fn a_title_an_id_a_date_of_another_kind_is_repaired() {
    for change in [
        "title = CAST(x'ff41' AS TEXT)",
        "title = x'4142'",
        "id = CAST(x'ff41' AS TEXT)",
        "id = x''",
        "at = 'never'",
        "offset = 'east'",
        "source = CAST(x'ff' AS TEXT), words = 'many', line = 'two'",
        "content = 3",
    ] {
        // These articles have no offset, and what their text hashes to is none of what they say.
        let is_unseen = change.starts_with("offset") || change.starts_with("content");
        let kept = if is_unseen { 10 } else { 9 };
        let told = check(&format!("UPDATE articles SET {change} WHERE n = 4"), kept);
        assert!(told.contains("could not be read"), "{change}: {told}");
    }
}

#[test]
fn what_stands_beside_the_articles_is_dropped_where_it_cannot_be_read() {
    let told = check("UPDATE actors SET key = CAST(x'ff' AS TEXT)", 10);
    assert!(told.contains("rows of actors"), "{told}");
    assert!(told.contains("mentions could not be read: 1"), "{told}");
    check(
        "INSERT INTO duplicates VALUES (CAST(x'ff' AS TEXT), 1, NULL, 1, 1, 1)",
        10,
    );
    check("INSERT INTO problems VALUES (1, 1, 'one', 1, 1, x'00')", 10);
    check(
        "INSERT INTO refs (n, k, title) VALUES (1, 0, CAST(x'ff' AS TEXT))",
        10,
    );
}
