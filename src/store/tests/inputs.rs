//! A second reading of an input: what stayed, what changed, what went.

use crate::model::{ArticleNo, Problem};

use super::{
    super::{Input, Reading},
    Added, article, grow, load, new, numbered, open, temp,
};

fn known(no: u32) -> Added {
    Added::Known(ArticleNo(no))
}

fn gone(store: &super::Store, since: u64) -> Vec<u32> {
    let reader = store.reader().expect("a reader");
    let gone = reader.gone_since(since).expect("tombstones");
    gone.into_iter().map(|no| no.0).collect()
}

#[test]
fn the_same_again_changes_nothing() {
    let dir = temp();
    let mut store = open(dir.path());
    let all: Vec<_> = (0..20).map(numbered).collect();
    load(&mut store, "one", &all);
    let again = load(&mut store, "one", &all);
    assert_eq!(again, (1..=20).map(known).collect::<Vec<_>>());
    assert_eq!(store.counts().expect("counts").articles, 20);
    assert_eq!(gone(&store, 0), [0u32; 0]);
}

#[test]
fn what_changed_is_replaced_and_what_went_is_gone() {
    let dir = temp();
    let mut store = open(dir.path());
    let first = [
        article("a", "A", "Stays."),
        article("b", "B", "Changes."),
        article("c", "C", "Goes."),
    ];
    load(&mut store, "one", &first);
    let before = store.generation();
    let mut dated = first[0].clone();
    dated.tags.push("talks".into());
    let second = [
        article("new", "New", "Comes."),
        dated.clone(),
        article("b", "B", "Has changed."),
    ];
    let replaced = |no, old| Added::Replaced {
        no: ArticleNo(no),
        old: ArticleNo(old),
        renamed: None,
    };
    let added = load(&mut store, "one", &second);
    assert_eq!(added, [new(4), replaced(5, 1), replaced(6, 2)]);
    assert_eq!(gone(&store, before), [1, 2, 3]);
    let reader = store.reader().expect("a reader");
    assert_eq!(reader.by_id("b").expect("a lookup"), Some(ArticleNo(6)));
    assert_eq!(reader.by_id("c").expect("a lookup"), None);
    assert_eq!(reader.article(ArticleNo(5)).expect("a read"), Some(dated));
    assert_eq!(store.counts().expect("counts").articles, 3);
}

#[test]
fn a_forgotten_input_leaves_what_another_holds() {
    let dir = temp();
    let mut store = open(dir.path());
    load(
        &mut store,
        "one",
        &[
            article("a", "A", "In both."),
            article("b", "B", "Only here."),
        ],
    );
    load(&mut store, "two", &[article("a", "A", "In both.")]);
    let mut batch = store.batch().expect("a batch");
    assert_eq!(batch.forget_input("one").expect("forgotten"), 1);
    let committed = batch.commit().expect("a commit");
    assert_eq!(committed.removed, [ArticleNo(2)]);
    let reader = store.reader().expect("a reader");
    assert_eq!(
        reader.origin(ArticleNo(1)).expect("a read").as_deref(),
        Some("two, line 1")
    );
    let inputs = reader.inputs().expect("inputs");
    assert_eq!(inputs.len(), 1);
    assert!(inputs[0].complete);
    let counts = store.counts().expect("counts");
    assert_eq!((counts.articles, counts.duplicates), (1, 0));
}

#[test]
fn numbers_are_never_given_twice() {
    let dir = temp();
    let mut store = open(dir.path());
    load(&mut store, "one", &[numbered(1), numbered(2)]);
    let mut batch = store.batch().expect("a batch");
    batch.forget_input("one").expect("forgotten");
    batch.commit().expect("a commit");
    drop(store);
    let mut store = open(dir.path());
    assert_eq!(load(&mut store, "two", &[numbered(1)]), [new(3)]);
}

#[test]
fn more_of_a_stream_removes_nothing() {
    let dir = temp();
    let mut store = open(dir.path());
    let stream = Input {
        path: "-".into(),
        ..Input::default()
    };
    for (number, line) in [(1, 1), (2, 1), (2, 7)] {
        let mut batch = store.batch().expect("a batch");
        let input = batch.begin_input(&stream, Reading::More).expect("begun");
        let origin = super::Origin {
            input,
            line: Some(line),
            record: None,
        };
        batch.article(&numbered(number), origin).expect("added");
        batch.end_input(input, true).expect("ended");
        batch.commit().expect("a commit");
    }
    let counts = store.counts().expect("counts");
    assert_eq!((counts.articles, counts.duplicates), (2, 0));
}

#[test]
fn an_interrupted_reading_removes_nothing_and_is_known_as_such() {
    let dir = temp();
    let mut store = open(dir.path());
    load(&mut store, "one", &[numbered(1), numbered(2)]);
    let input = Input {
        path: "one".into(),
        ..Input::default()
    };
    let mut batch = store.batch().expect("a batch");
    let begun = batch.begin_input(&input, Reading::Again).expect("begun");
    batch.end_input(begun, false).expect("ended");
    batch.commit().expect("a commit");
    let reader = store.reader().expect("a reader");
    assert_eq!(reader.articles().expect("a count"), 2);
    assert!(!reader.inputs().expect("inputs")[0].complete);
}

#[test]
fn problems_are_kept_in_order_and_go_with_the_next_reading() {
    let dir = temp();
    let mut store = open(dir.path());
    let input = Input {
        path: "one".into(),
        ..Input::default()
    };
    let problem = |line, reason: &str| Problem {
        file: "one".into(),
        line: Some(line),
        record: None,
        reason: reason.into(),
    };
    let mut batch = store.batch().expect("a batch");
    let begun = batch.begin_input(&input, Reading::Again).expect("begun");
    for line in [1, 5, 9] {
        batch
            .problem(Some(begun), &problem(line, "not JSON"))
            .expect("kept");
    }
    batch.problem(None, &problem(1, "a pipe")).expect("kept");
    batch.commit().expect("a commit");
    let reader = store.reader().expect("a reader");
    let part = reader.problems(1, 2).expect("a page");
    assert_eq!(part, [problem(5, "not JSON"), problem(9, "not JSON")]);
    let mut batch = store.batch().expect("a batch");
    batch.begin_input(&input, Reading::Again).expect("begun");
    batch.commit().expect("a commit");
    assert_eq!(
        reader.problems(0, 9).expect("a page"),
        [problem(1, "a pipe")]
    );
}

#[test]
fn a_library_that_only_grows_keeps_what_its_files_no_longer_hold() {
    let dir = temp();
    let mut store = open(dir.path());
    let monday = [
        article("a", "A", "Is cut off."),
        article("b", "B", "Is corrected."),
        article("c", "C", "Comes again under another name."),
        article("c2", "C", "Comes again under another name."),
    ];
    grow(&mut store, "day.json", &monday);
    let mut renamed = article("tuesday", "C", "Comes again under another name.");
    renamed.tags.push("talks".into());
    let tuesday = [
        article("b", "B", "Was corrected."),
        renamed,
        monday[3].clone(),
    ];
    let done = grow(&mut store, "day.json", &tuesday);
    assert_eq!((done.added, done.duplicates), (1, 1), "the copy is known");
    let reader = store.reader().expect("a reader");
    for id in ["a", "b", "c", "c2", "tuesday"] {
        assert!(reader.by_id(id).expect("a lookup").is_some(), "{id}");
    }
    let counts = store.counts().expect("counts");
    assert_eq!((counts.articles, counts.duplicates), (3, 2));
    grow(&mut store, "day.json", &[]);
    assert_eq!(store.counts().expect("counts").articles, 3);
}
