//! What a batch writes is read back, and a dropped batch leaves nothing.

use std::{fs, ops::ControlFlow};

use crate::model::{ActorKind, Article, ArticleNo, DeclaredActor, Photo, Problem, Reference};

use super::{Added, article, load, new, numbered, open, temp};

#[test]
fn an_article_comes_back_as_it_was() {
    let dir = temp();
    let mut store = open(dir.path());
    let given = Article {
        url: Some("https://caucasus.example/1".into()),
        authors: vec!["A. Writer".into()],
        lang: Some("en".into()),
        category: Some("News".into()),
        tags: vec!["talks".into()],
        photo: Some(Photo {
            caption: Some("The table".into()),
            credit: None,
            place: None,
        }),
        actors: vec![DeclaredActor {
            name: "OSCE".into(),
            kind: Some(ActorKind::Organisation),
            role: None,
        }],
        related: vec![Reference {
            title: Some("Before".into()),
            teaser: Some("What went before.".into()),
            url: None,
            id: Some("b".into()),
        }],
        ..article("a", "Talks", &"Long talks in Brussels. ".repeat(40))
    };
    assert_eq!(
        load(&mut store, "one", std::slice::from_ref(&given)),
        [new(1)]
    );
    for finished in [false, true] {
        if finished {
            store.finish().expect("a load ends");
        }
        let reader = store.reader().expect("a reader");
        let no = reader.by_id("a").expect("a lookup").expect("it is there");
        assert_eq!(reader.article(no).expect("a read"), Some(given.clone()));
        assert_eq!(
            reader.origin(no).expect("a read").as_deref(),
            Some("one, line 1")
        );
        assert_eq!(reader.by_id("b").expect("a lookup"), None);
    }
}

#[test]
fn a_dropped_batch_leaves_nothing() {
    let dir = temp();
    let mut store = open(dir.path());
    load(&mut store, "one", &[numbered(1)]);
    let mut batch = store.batch().expect("a batch");
    let input = batch
        .begin_input(&Default::default(), crate::store::Reading::Again)
        .expect("an input");
    let origin = crate::store::Origin {
        input,
        line: None,
        record: None,
    };
    batch.article(&numbered(2), origin).expect("added");
    batch
        .problem(Some(input), &Problem::default())
        .expect("kept");
    drop(batch);
    let counts = store.counts().expect("counts");
    assert_eq!((counts.articles, counts.problems), (1, 0));
    assert_eq!(load(&mut store, "two", &[numbered(2)]), [new(2)]);
}

#[test]
fn readers_see_each_commit_and_scans_see_everything() {
    let dir = temp();
    let mut store = open(dir.path());
    let reader = store.reader().expect("a reader");
    let all: Vec<_> = (0..300).map(numbered).collect();
    load(&mut store, "one", &all[..100]);
    assert_eq!(reader.articles().expect("a count"), 100);
    load(&mut store, "two", &all[100..]);
    assert_eq!(reader.articles().expect("a count"), 300);
    let mut titles = Vec::new();
    reader
        .each_after(Some(ArticleNo(100)), |row| {
            titles.push((row.no.0, row.title.into_owned()));
            ControlFlow::Continue(())
        })
        .expect("a scan");
    assert_eq!(titles.len(), 200);
    assert_eq!(titles[0], (101, "Meeting 100".to_owned()));
    let mut place = 0;
    reader
        .each_whole_after(None, true, |_, whole| {
            assert_eq!(whole.expect("it is whole").article, all[place]);
            place += 1;
            ControlFlow::Continue(())
        })
        .expect("a scan");
    assert_eq!(place, 300);
}

#[test]
fn a_first_load_learns_a_dictionary_and_all_is_still_read() {
    let dir = temp();
    let mut store = open(dir.path());
    let all: Vec<_> = (0..4_000).map(numbered).collect();
    for (place, part) in all.chunks(500).enumerate() {
        load(&mut store, &format!("part {place}"), part);
    }
    store.finish().expect("a load ends");
    let reader = store.reader().expect("a reader");
    for (no, article) in (1..).zip(&all) {
        let body = reader.body(ArticleNo(no)).expect("a read");
        assert_eq!(body.as_ref(), Some(&article.body));
    }
}

#[test]
fn exact_copies_are_folded_and_found() {
    let dir = temp();
    let mut store = open(dir.path());
    let one = article("x", "Talks", "They spoke.");
    let copy = article("y", "Talks", "They \n spoke.");
    let other = article("z", "Talks", "They were silent.");
    let added = load(&mut store, "one", &[one, copy.clone(), other]);
    assert_eq!(added, [new(1), Added::Duplicate(ArticleNo(1)), new(2)]);
    store.finish().expect("a load ends");
    assert_eq!(
        load(&mut store, "two", &[copy]),
        [Added::Duplicate(ArticleNo(1))]
    );
    let reader = store.reader().expect("a reader");
    assert_eq!(reader.by_id("y").expect("a lookup"), Some(ArticleNo(1)));
    assert_eq!(reader.copies(ArticleNo(1)).expect("a count"), 2);
    assert_eq!(store.counts().expect("counts").duplicates, 2);
}

#[test]
fn two_texts_of_one_id_are_both_kept() {
    let dir = temp();
    let mut store = open(dir.path());
    let texts = ["One.", "Two.", "Three."].map(|body| article("x", "Talks", body));
    let added = load(&mut store, "one", &texts);
    let renamed = |no, id: &str| Added::New {
        no: ArticleNo(no),
        renamed: Some(id.into()),
    };
    assert_eq!(added, [new(1), renamed(2, "x~2"), renamed(3, "x~3")]);
    let again: Vec<_> = (1..=3).map(|no| Added::Known(ArticleNo(no))).collect();
    assert_eq!(load(&mut store, "one", &texts), again);
}

#[test]
fn a_crowd_of_one_id_is_quick() {
    let dir = temp();
    let mut store = open(dir.path());
    let all: Vec<_> = (0..3_000)
        .map(|n| article("x", "Talks", &format!("Text {n}.")))
        .collect();
    load(&mut store, "one", &all[..2_000]);
    store.finish().expect("a load ends");
    drop(store);
    let mut store = open(dir.path());
    load(&mut store, "two", &all[2_000..]);
    assert_eq!(store.counts().expect("counts").articles, 3_000);
}

#[test]
fn the_small_log_of_a_killed_process_is_settled_at_the_next_opening() {
    let (dir, killed) = (temp(), temp());
    let mut store = open(dir.path());
    load(&mut store, "one", &[numbered(1)]);
    store.finish().expect("a load ends");
    store.set_about("name", "A library").expect("kept");
    for entry in fs::read_dir(dir.path()).expect("the library") {
        let entry = entry.expect("a file");
        fs::copy(entry.path(), killed.path().join(entry.file_name())).expect("copied");
    }
    let log = killed.path().join("articles.db-wal");
    let length = || fs::metadata(&log).expect("a log").len();
    assert_ne!(length(), 0);
    let store = open(killed.path());
    assert_eq!(length(), 0);
    let name = store.about("name").expect("a read");
    assert_eq!(name.as_deref(), Some("A library"));
}
