//! Related pieces are found by id, address or title, whichever comes first.

use rusqlite::Connection;

use crate::model::{Article, ArticleNo, Reference};

use super::{article, load, open, temp};

fn naming(id: &str, reference: Reference) -> Article {
    Article {
        related: vec![reference],
        ..article(id, &format!("Names {id}"), &format!("Body of {id}."))
    }
}

fn by_title(title: &str) -> Reference {
    Reference {
        title: Some(title.into()),
        ..Reference::default()
    }
}

fn by_url(url: &str) -> Reference {
    Reference {
        url: Some(url.into()),
        ..Reference::default()
    }
}

fn by_id(id: &str) -> Reference {
    Reference {
        id: Some(id.into()),
        ..Reference::default()
    }
}

/// Loads the inputs one after the other, with and without the indexes of a finished load between them, and compares
/// who names whom: `(from, to)` by number, 0 for a stub.
fn check(inputs: &[&[Article]], expected: &[(u32, u32)]) {
    for finish_between in [false, true] {
        let dir = temp();
        let mut store = open(dir.path());
        for (place, input) in inputs.iter().enumerate() {
            load(&mut store, &format!("input {place}"), input);
            if finish_between {
                store.finish().expect("a load ends");
            }
        }
        store.finish().expect("a load ends");
        let reader = store.reader().expect("a reader");
        let mut found = Vec::new();
        for from in 1..=reader.last().expect("a number").map_or(0, |no| no.0) {
            for cited in reader.cited(ArticleNo(from)).expect("a read") {
                let to = cited.target.map_or(0, |no| no.0);
                found.push((from, to));
                if let Some(target) = cited.target {
                    let back = reader.cited_by(target).expect("a read");
                    assert!(back.contains(&ArticleNo(from)));
                }
            }
        }
        assert_eq!(found, expected, "finish between: {finish_between}");
        let stubs = expected.iter().filter(|(_, to)| *to == 0).count() as u64;
        assert_eq!(store.counts().expect("counts").stubs, stubs);
    }
}

#[test]
fn whichever_comes_first() {
    let target = Article {
        url: Some("https://www.caucasus.example/talks/".into()),
        ..article("t", "Talks in Brussels: a first step", "They spoke.")
    };
    let naming = [
        naming("i", by_id("t")),
        naming("u", by_url("http://caucasus.example/talks#top")),
        naming("k", by_title("TALKS in Brussels – a first step")),
        naming("s", by_title("Nowhere to be found")),
    ];
    let one = std::slice::from_ref(&target);
    check(&[one, &naming], &[(2, 1), (3, 1), (4, 1), (5, 0)]);
    check(&[&naming, one], &[(1, 5), (2, 5), (3, 5), (4, 0)]);
}

#[test]
fn a_piece_never_names_itself() {
    let itself = Article {
        related: vec![by_title("Talks"), by_id("x")],
        ..article("x", "Talks", "They spoke.")
    };
    check(&[&[itself]], &[(1, 0), (1, 0)]);
}

#[test]
fn a_copy_is_found_under_its_own_id() {
    let kept = article("x", "Talks", "They spoke.");
    let copy = article("y", "Talks", "They spoke.");
    check(&[&[kept, copy], &[naming("z", by_id("y"))]], &[(2, 1)]);
}

#[test]
fn a_replaced_piece_is_named_by_its_new_number() {
    let dir = temp();
    let mut store = open(dir.path());
    load(&mut store, "one", &[article("t", "Talks", "They spoke.")]);
    load(&mut store, "two", &[naming("i", by_id("t"))]);
    load(
        &mut store,
        "one",
        &[article("t", "Talks", "They spoke twice.")],
    );
    let reader = store.reader().expect("a reader");
    let cited = reader.cited(ArticleNo(2)).expect("a read");
    assert_eq!(cited[0].target, Some(ArticleNo(3)));
}

#[test]
fn an_archive_that_names_no_pieces_has_no_indexes_to_find_them_by() {
    let dir = temp();
    let mut store = open(dir.path());
    load(
        &mut store,
        "one",
        &[article("a", "Talks in Brussels", "They met.")],
    );
    store.finish().expect("a load ends");
    let is_indexed = || {
        let db = Connection::open(dir.path().join("articles.db")).expect("a database");
        let sql = "SELECT 1 FROM sqlite_schema WHERE name = 'articles_title'";
        let mut find = db.prepare(sql).expect("a query");
        find.exists([]).expect("an answer")
    };
    assert!(!is_indexed());
    load(
        &mut store,
        "two",
        &[naming("b", by_title("Talks in Brussels"))],
    );
    assert!(is_indexed());
    let cited = store.reader().expect("a reader").cited(ArticleNo(2));
    assert_eq!(cited.expect("a read")[0].target, Some(ArticleNo(1)));
}
