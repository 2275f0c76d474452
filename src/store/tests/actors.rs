//! Actors are merged as articles come, counted, and taken out with their articles.

use std::ops::ControlFlow;

use jiff::civil;

use crate::model::{ActorKind, ActorNo, ArticleNo, Date, Field};
use crate::text::Cancel;

use super::{
    super::{LocalMention, NamedActor, Recognised, Store, verify},
    article, load, numbered, open, temp,
};

fn person(key: &str, names: &[(&str, u32)], role: Option<&str>) -> NamedActor {
    NamedActor {
        key: key.into(),
        name: names[0].0.into(),
        kind: ActorKind::Person,
        names: names.iter().map(|(n, c)| ((*n).into(), *c)).collect(),
        role: role.map(str::to_owned),
        ..NamedActor::default()
    }
}

fn mention(start: u32, actor: u32) -> LocalMention {
    LocalMention {
        field: Field::Body,
        start,
        end: start + 6,
        kind: ActorKind::Person,
        actor,
        confidence: 0.5,
        described: false,
    }
}

fn document(no: u32, actors: Vec<NamedActor>) -> Recognised {
    let mentions = (0..actors.len() as u32)
        .map(|at| mention(at * 10, at))
        .collect();
    Recognised {
        no: ArticleNo(no),
        actors,
        mentions,
    }
}

#[test]
fn one_key_is_one_actor_and_its_names_are_counted() {
    let dir = temp();
    let mut store = open(dir.path());
    let mut later = article("b", "B", "Text.");
    later.date = Some(Date::day(civil::date(2023, 1, 1)));
    load(&mut store, "one", &[article("a", "A", "Text of A."), later]);
    let role = Some("president of the European Council");
    let given = [
        document(
            1,
            vec![person(
                "michel",
                &[("Charles Michel", 2), ("Michel", 3)],
                role,
            )],
        ),
        document(
            2,
            vec![
                person("biden", &[("Joe Biden", 1)], None),
                person("michel", &[("Michel", 1)], role),
            ],
        ),
    ];
    let numbers = store.put_actors(1, &given).expect("kept");
    assert_eq!(numbers, [vec![ActorNo(1)], vec![ActorNo(2), ActorNo(1)]]);
    let check = |store: &super::Store, names: &[(&str, u32)], articles: u32| {
        let reader = store.reader().expect("a reader");
        let found = reader.names(ActorNo(1)).expect("names");
        let found: Vec<_> = found.iter().map(|(n, c)| (n.as_str(), *c)).collect();
        assert_eq!(found, names);
        let roles = reader.roles(ActorNo(1)).expect("roles");
        assert_eq!(roles[0].articles, articles);
        assert_eq!(roles[0].last, Some(Date::day(civil::date(2023, 1, 1))));
    };
    check(&store, &[("Michel", 4), ("Charles Michel", 2)], 2);
    // A newer recogniser reads an article again: its findings replace the old ones.
    store.put_actors(2, &given[..1]).expect("kept");
    check(&store, &[("Michel", 4), ("Charles Michel", 2)], 2);
    // An article that goes takes its counts along.
    load(&mut store, "one", &[article("b", "B", "Text, changed.")]);
    let reader = store.reader().expect("a reader");
    assert_eq!(reader.names(ActorNo(1)).expect("names"), []);
    assert_eq!(reader.roles(ActorNo(1)).expect("roles"), []);
}

#[test]
fn short_names_of_many_actors_are_kept_apart() {
    let dir = temp();
    let mut store = open(dir.path());
    load(&mut store, "one", &[numbered(1)]);
    let names = ["M1", "M2", "M-3", "M-4", "U.1", "U.2", "Ana", "Bo", "Li"];
    let names = names.map(|name| (name, 1));
    let all: Vec<NamedActor> = (0..200)
        .map(|no| person(&format!("p:{no}"), &names, None))
        .collect();
    store.put_actors(1, &[document(1, all)]).expect("kept");
    let reader = store.reader().expect("a reader");
    for no in 1..=200 {
        let found = reader.names(ActorNo(no)).expect("names");
        assert_eq!(found.len(), names.len(), "{no}: {found:?}");
    }
}

#[test]
fn mentions_and_actors_of_an_article_are_read_back() {
    let dir = temp();
    let mut store = open(dir.path());
    load(&mut store, "one", &[numbered(1), numbered(2)]);
    let given = document(
        2,
        vec![
            person("a", &[("A B", 1)], Some("minister")),
            person("c", &[("C D", 1)], None),
        ],
    );
    store.put_actors(1, &[given]).expect("kept");
    drop(store);
    let store = open(dir.path());
    let reader = store.reader().expect("a reader");
    assert_eq!(reader.mentions(ArticleNo(1)).expect("a read"), None);
    let places: Vec<_> = reader
        .mentions(ArticleNo(2))
        .expect("a read")
        .expect("recognised")
        .iter()
        .map(|m| (m.start, m.end, m.actor.0))
        .collect();
    assert_eq!(places, [(0, 6, 1), (10, 16, 2)]);
    let here = reader
        .actors_of(ArticleNo(2))
        .expect("a read")
        .expect("recognised");
    assert_eq!(here[0].role.as_deref(), Some("minister"));
    assert_eq!(here[1].role, None);
    let mut documents = Vec::new();
    reader
        .each_document_after(None, |no, actors, _| {
            documents.push((no.0, actors.to_vec()));
            ControlFlow::Continue(())
        })
        .expect("a scan");
    assert_eq!(documents, [(2, vec![(ActorNo(1), 1), (ActorNo(2), 1)])]);
}

#[test]
fn articles_wait_for_a_recogniser_in_the_order_they_are_asked_for() {
    let dir = temp();
    let mut store = open(dir.path());
    let all: Vec<_> = (0..50).map(numbered).collect();
    load(&mut store, "one", &all);
    let reader = store.reader().expect("a reader");
    let waiting = |version| -> Vec<u32> {
        let asked = [50, 48, 49, 47].map(ArticleNo).to_vec();
        let found = reader.unrecognised(version, asked).expect("a walk");
        found.into_iter().map(|no| no.0).collect()
    };
    assert_eq!(waiting(1), [50, 48, 49, 47]);
    store
        .put_actors(1, &[document(50, vec![]), document(48, vec![])])
        .expect("kept");
    assert_eq!(waiting(1), [49, 47]);
    assert_eq!(waiting(2), [50, 48, 49, 47]);
}

#[test]
fn a_dropped_batch_gives_no_numbers_away() {
    let dir = temp();
    let mut store = open(dir.path());
    load(&mut store, "one", &[numbered(1)]);
    let mut batch = store.batch().expect("a batch");
    let lost = document(1, vec![person("lost", &[("Lost", 1)], None)]);
    batch.actors(1, &lost).expect("kept");
    drop(batch);
    let kept = document(1, vec![person("kept", &[("Kept", 1)], None)]);
    store.put_actors(1, &[kept]).expect("kept");
    let reader = store.reader().expect("a reader");
    let mut names = Vec::new();
    reader
        .each_actor(|actor| names.push(actor.name))
        .expect("a scan");
    assert_eq!(names, ["Kept"]);
}

#[test]
fn articles_of_an_actor_are_counted_and_counted_anew_in_an_older_library() {
    let dir = temp();
    let mut store = open(dir.path());
    load(&mut store, "one", &[numbered(1), numbered(2), numbered(3)]);
    let lima = || person("lima", &[("Ana Lima", 2)], None);
    let given = [1, 2, 3].map(|no| document(no, vec![lima()]));
    store.put_actors(1, &given).expect("kept");
    store
        .put_actors(2, &[document(3, Vec::new())])
        .expect("read again");
    let count = |store: &Store| {
        let reader = store.readers().open().expect("a reader");
        let found = reader.actors_by_key("lima").expect("found");
        found.iter().map(|actor| actor.articles).sum::<u32>()
    };
    assert_eq!(count(&store), 2);
    drop(store);
    let db = rusqlite::Connection::open(dir.path().join("articles.db")).expect("a database");
    db.execute_batch("ALTER TABLE actors DROP COLUMN articles; PRAGMA user_version = 2;")
        .expect("an older layout");
    drop(db);
    let store = open(dir.path());
    assert_eq!(count(&store), 2);
}

#[test]
fn mentions_that_cannot_be_read_are_forgotten_and_recognised_again() {
    let lima = || person("lima", &[("Ana Lima", 2)], Some("minister"));
    let given = [1, 2, 3].map(|no| document(no, vec![lima(), person("c", &[("C D", 1)], None)]));
    let counts = |store: &Store| {
        let reader = store.readers().open().expect("a reader");
        let articles = reader.actors_by_key("lima").expect("found")[0].articles;
        let names = reader.names(ActorNo(1)).expect("names");
        (articles, names, reader.roles(ActorNo(1)).expect("roles"))
    };
    for damage in [
        "UPDATE mentions SET blob = x'ff' WHERE n = 2",
        "UPDATE mentions SET blob = blob || x'00' WHERE n = 2",
        "UPDATE mentions SET blob = 'text' WHERE n = 2",
        "DELETE FROM names WHERE name = 'C D'",
        "DELETE FROM actors WHERE key = 'c'",
    ] {
        let dir = temp();
        let mut store = open(dir.path());
        load(&mut store, "one", &[numbered(1), numbered(2), numbered(3)]);
        store.put_actors(1, &given).expect("kept");
        store.finish().expect("a load ends");
        let before = counts(&store);
        drop(store);
        let db = rusqlite::Connection::open(dir.path().join("articles.db")).expect("a database");
        db.execute_batch(damage).expect("damaged");
        drop(db);
        let verified = verify(dir.path(), false, &Cancel::new(), &|| {}).expect("a check");
        assert!(verified.unnamed > 0, "{damage}");
        assert_eq!(verified.lost, Some(0), "{damage}");
        let mut store = open(dir.path());
        let all = [1, 2, 3].map(ArticleNo).to_vec();
        let reader = store.readers().open().expect("a reader");
        let waiting = reader.unrecognised(1, all).expect("a walk");
        assert!(waiting.contains(&ArticleNo(2)), "{damage}");
        let again: Vec<_> = given
            .iter()
            .filter(|of| waiting.contains(&of.no))
            .cloned()
            .collect();
        store.put_actors(1, &again).expect("kept");
        assert_eq!(counts(&store), before, "{damage}");
        drop((reader, store));
        let verified = verify(dir.path(), false, &Cancel::new(), &|| {}).expect("a check");
        assert!(verified.sound && verified.unnamed == 0, "{verified:?}");
    }
}
