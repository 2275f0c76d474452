//! Articles that mean a namesake: the reader says so, and everything follows.

use dateline::library::{Library, LookError};
use dateline::model::{ActorEdit, ActorKind, Address, ArticlesAt, Decision, View, Window};
use dateline::text::Cancel;

use super::news::News;
use super::{articles, page};

const MINISTER: &str =
    "Finance Minister Oskar Lindqvane met bankers. Lindqvane said taxes would fall.";
const SAILOR: &str = "The sailor Oskar Lindqvane won the race. Mr. Lindqvane thanked his crew.";

fn mean(library: &Library, name: &str, to: &str, ids: &[&str]) -> Result<String, LookError> {
    let edit = ActorEdit::Move {
        name: name.into(),
        to: to.into(),
        articles: ids.iter().map(|id| (*id).to_owned()).collect(),
    };
    library.edit_actor(&edit, 1)
}

fn news() -> News {
    let news = News::new();
    news.write("a", MINISTER).write("b", MINISTER);
    news.write("c", SAILOR).write("d", SAILOR);
    news
}

fn names(library: &Library, name: &str) -> Vec<(String, u32)> {
    page(library, name)
        .map(|page| page.names)
        .unwrap_or_default()
}

/// What an actor was called in its roles.
fn roles(library: &Library, name: &str) -> Vec<String> {
    let roles = page(library, name)
        .map(|page| page.roles)
        .unwrap_or_default();
    roles.into_iter().map(|role| role.role).collect()
}

fn found(library: &Library, query: &str) -> usize {
    let address = Address::Articles(ArticlesAt {
        query: query.into(),
        ..ArticlesAt::default()
    });
    match library.look(&address, Window::first(9), &Cancel::new()) {
        Ok(View::Articles(list)) => list.total,
        other => panic!("no articles: {other:?}"),
    }
}

const BOTH: [&str; 4] = ["a", "b", "c", "d"];

#[test]
fn two_of_one_name_are_parted_by_article() {
    let news = news();
    let library = news.open();
    assert_eq!(articles(&library, "Oskar Lindqvane"), BOTH);
    let said = mean(
        &library,
        "Oskar Lindqvane",
        "Oskar Lindqvane (sailor)",
        &["c", "d"],
    );
    assert_eq!(
        said.expect("decided"),
        "2 articles that name Oskar Lindqvane mean Oskar Lindqvane (sailor)"
    );
    let check = |library: &Library| {
        assert_eq!(articles(library, "Oskar Lindqvane"), ["a", "b"]);
        assert_eq!(articles(library, "Oskar Lindqvane (sailor)"), ["c", "d"]);
        let sailor = page(library, "Oskar Lindqvane (sailor)").expect("there");
        assert_eq!(
            (sailor.row.articles, sailor.row.kind),
            (2, ActorKind::Person)
        );
        let own = |name: &str, count| (name.to_owned(), count);
        let both = [own("Lindqvane", 2), own("Oskar Lindqvane", 2)];
        for name in ["Oskar Lindqvane", "Oskar Lindqvane (sailor)"] {
            let mut names = names(library, name);
            names.sort();
            assert_eq!(names, both, "{name}");
        }
        assert_eq!(roles(library, "Oskar Lindqvane"), ["finance minister"]);
        assert_eq!(found(library, "actor:\"=Oskar Lindqvane (sailor)\""), 2);
        assert_eq!(found(library, "actor:\"=Oskar Lindqvane\""), 2);
    };
    check(&library);
    drop(library);
    news.write("e", MINISTER).remove("b");
    let library = news.open();
    assert_eq!(articles(&library, "Oskar Lindqvane"), ["a", "e"]);
    assert_eq!(articles(&library, "Oskar Lindqvane (sailor)"), ["c", "d"]);
    assert!(library.undo().is_ok());
    assert_eq!(articles(&library, "Oskar Lindqvane"), ["a", "c", "d", "e"]);
    assert!(page(&library, "Oskar Lindqvane (sailor)").is_none());
}

#[test]
fn what_was_said_of_an_article_can_be_said_back_and_again() {
    let news = news();
    let library = news.open();
    let (name, sailor) = ("Oskar Lindqvane", "Sailor Lindqvane");
    for _ in 0..2 {
        mean(&library, name, sailor, &["c"]).expect("decided");
        assert_eq!(articles(&library, name), ["a", "b", "d"]);
        mean(&library, sailor, name, &["c"]).expect("decided");
        assert_eq!(articles(&library, name), BOTH);
    }
    let said = mean(&library, sailor, name, &["c"]).expect("no error");
    assert_eq!(
        said,
        "no such article names Sailor Lindqvane: nothing was changed"
    );
}

#[test]
fn a_move_that_cannot_be_says_why() {
    let news = news();
    news.write("e", "Rain fell in the hills.");
    let library = news.open();
    let name = "Oskar Lindqvane";
    let said = |to: &str, ids: &[&str]| match mean(&library, name, to, ids) {
        Ok(said) => said,
        Err(fault) => fault.to_string(),
    };
    assert_eq!(
        said("Another", &["e"]),
        "no such article names Oskar Lindqvane: nothing was changed"
    );
    assert_eq!(said("Another", &["zz"]), "article not found: zz");
    assert_eq!(
        said(name, &["a"]),
        "both names are of one actor: nothing was changed"
    );
    let long = "n".repeat(300);
    assert_eq!(
        said(&long, &["a"]),
        "a name has 1 to 200 bytes: nothing was changed"
    );
    assert_eq!(articles(&library, name), BOTH);
}

#[test]
fn moves_are_shared_as_lines() {
    let (here, there) = (news(), news());
    let (one, other) = (here.open(), there.open());
    mean(
        &one,
        "Oskar Lindqvane",
        "Oskar Lindqvane (sailor)",
        &["c", "d"],
    )
    .expect("decided");
    let decisions = one.decisions().expect("kept");
    assert!(matches!(decisions.as_slice(), [Decision::Move { .. }]));
    for decision in decisions {
        let line = decision.to_string();
        let read: Decision = line.parse().expect("it was printed");
        assert!(other.take_decision(read.clone(), 1).expect("taken"));
        assert!(!other.take_decision(read, 1).expect("known"));
    }
    other.curate().expect("shown");
    assert_eq!(articles(&other, "Oskar Lindqvane (sailor)"), ["c", "d"]);
    let written = "move\tperson\tOskar Lindqvane\tperson\tOskar Lindqvane (banker)\ta";
    let written: Decision = written.parse().expect("it is one");
    assert!(other.take_decision(written, 1).expect("taken"));
    other.curate().expect("shown");
    assert_eq!(articles(&other, "Oskar Lindqvane (banker)"), ["a"]);
    assert_eq!(articles(&other, "Oskar Lindqvane"), ["b"]);
}
