//! The reader's marks: changed, taken back, copied, restored.

use std::{fs, path::Path};

use jiff::civil;

use crate::model::{Act, Change, Marks as OfArticle, SavedSearch, Sort, Watermark};
use crate::store::{KeptSearch, Marks, StoreError, UndoneWhat};

use super::temp;

fn open(path: &Path) -> Marks {
    let (marks, opened) = Marks::open(path).expect("marks open");
    assert_eq!(opened.healed, [""; 0]);
    marks
}

fn act(marks: &mut Marks, ids: &[&str], act: Act) -> usize {
    let ids = ids.iter().map(|id| (*id).to_owned()).collect();
    let changed = marks.change(&Change { ids, act }, 1_000);
    changed.expect("a change").len()
}

#[test]
fn changes_are_kept_and_taken_back_one_by_one() {
    let dir = temp();
    let path = dir.path().join("marks.db");
    let mut marks = open(&path);
    act(&mut marks, &["a"], Act::Star(true));
    assert_eq!(act(&mut marks, &["a", "b"], Act::Star(true)), 1);
    act(&mut marks, &["a", "b"], Act::Read(true));
    act(&mut marks, &["a"], Act::Tag("border".into()));
    act(&mut marks, &["a"], Act::Note(Some("Call back.".into())));
    act(&mut marks, &["a"], Act::Note(Some("Called.".into())));
    act(&mut marks, &["a"], Act::Place(700));
    assert_eq!(act(&mut marks, &["a"], Act::Star(true)), 0);
    drop(marks);
    let mut marks = open(&path);
    let expected = OfArticle {
        starred: true,
        read: true,
        place: Some(700),
        tags: vec!["border".into()],
        note: Some("Called.".into()),
    };
    assert_eq!(marks.of("a").expect("a read"), expected);
    let mut undone = Vec::new();
    while let Some(undo) = marks.undo(|_| true).expect("an undo") {
        let UndoneWhat::Marks(change) = undo.what else {
            panic!("a mark was taken back");
        };
        undone.push((change.ids.join("+"), change.act));
        if undone.len() == 1 {
            let note = marks.of("a").expect("a read").note;
            assert_eq!(note.as_deref(), Some("Call back."));
        }
    }
    let expected = [
        ("a", Act::Note(Some("Called.".into()))),
        ("a", Act::Note(Some("Call back.".into()))),
        ("a", Act::Tag("border".into())),
        ("a+b", Act::Read(true)),
        ("b", Act::Star(true)),
        ("a", Act::Star(true)),
    ]
    .map(|(ids, act)| (ids.to_owned(), act));
    assert_eq!(undone, expected);
    let place = OfArticle {
        place: Some(700),
        ..OfArticle::default()
    };
    assert_eq!(marks.all().expect("a read"), [("a".to_owned(), place)]);
}

#[test]
fn what_is_not_wanted_is_passed_over() {
    let mut marks = Marks::in_memory().expect("memory");
    for id in ["here", "elsewhere"] {
        let change = Change {
            ids: vec![id.to_owned()],
            act: Act::Star(true),
        };
        marks.change(&change, 1).expect("a change");
    }
    let here =
        |what: &UndoneWhat| matches!(what, UndoneWhat::Marks(change) if change.ids == ["here"]);
    assert!(marks.undo(here).expect("an undo").is_some());
    assert_eq!(marks.undo(here).expect("an undo"), None);
    let starred = |id: &str| marks.of(id).expect("a read").starred;
    assert_eq!([starred("here"), starred("elsewhere")], [false, true]);
}

#[test]
fn small_things_are_kept() {
    let mut marks = Marks::in_memory().expect("memory");
    assert_eq!(marks.last_visit().expect("a read"), None);
    marks.set_last_visit(-5).expect("kept");
    assert_eq!(marks.last_visit().expect("a read"), Some(-5));
    marks.keep("history", b"{}").expect("kept");
    assert_eq!(
        marks.kept("history").expect("a read").as_deref(),
        Some(&b"{}"[..])
    );
    marks.see("a", 9).expect("kept");
    assert_eq!(marks.seen("a").expect("a read"), Some(9));
    assert_eq!(marks.all().expect("a read").len(), 0);
}

#[test]
fn seven_daily_copies_are_kept() {
    let dir = temp();
    let mut marks = open(&dir.path().join("marks.db"));
    act(&mut marks, &["a"], Act::Star(true));
    for day in 1..=10 {
        let day = civil::date(2022, 6, day);
        assert!(marks.copy_daily(day).expect("a copy"));
        assert!(!marks.copy_daily(day).expect("there already"));
    }
    let copies = fs::read_dir(dir.path().join("marks-copies")).expect("a folder");
    let mut names: Vec<_> = copies
        .map(|entry| {
            entry
                .expect("an entry")
                .file_name()
                .into_string()
                .expect("a name")
        })
        .collect();
    names.sort();
    assert_eq!(names.len(), 7);
    assert_eq!(names[0], "marks-2022-06-04.db");
}

/// Damages the marks in some way and opens them again: the copy is there, and it is said.
fn check_restored(damage: impl Fn(&Path)) {
    let dir = temp();
    let path = dir.path().join("marks.db");
    let mut marks = open(&path);
    act(&mut marks, &["a"], Act::Star(true));
    marks.copy_daily(civil::date(2022, 6, 1)).expect("a copy");
    drop(marks);
    let junk = dir.path().join("marks-copies/marks-2022-06-02.db");
    fs::write(junk, "a damaged copy").expect("written");
    damage(&path);
    let (marks, opened) = Marks::open(&path).expect("marks open");
    assert_eq!(opened.healed.len(), 1, "{:?}", opened.healed);
    assert!(opened.healed[0].contains("marks-2022-06-01.db"));
    assert!(marks.of("a").expect("a read").starred);
}

#[test]
fn damaged_marks_come_back_from_the_newest_good_copy() {
    check_restored(|path| fs::write(path, "no database at all, but a text").expect("written"));
    check_restored(|path| fs::write(path, "").expect("written"));
    check_restored(|path| fs::remove_file(path).expect("removed"));
    check_restored(|path| {
        let mut bytes = fs::read(path).expect("read");
        for byte in &mut bytes[4096..] {
            *byte = 0x5A;
        }
        fs::write(path, bytes).expect("written");
    });
}

#[test]
fn the_copy_of_a_day_follows_what_is_marked_on_it() {
    let dir = temp();
    let path = dir.path().join("marks.db");
    let today = civil::date(2022, 6, 1);
    let marks = open(&path);
    assert!(marks.copy_daily(today).expect("a copy"));
    drop(marks);
    let mut marks = open(&path);
    act(&mut marks, &["a", "b"], Act::Star(true));
    drop(marks);
    assert!(open(&path).copy_daily(today).expect("a newer one"));
    assert!(!open(&path).copy_daily(today).expect("the same"));
    // Where the marks are emptied later on the day, by whatever, the copy stays.
    fs::remove_file(&path).expect("removed");
    let empty = temp();
    drop(open(&empty.path().join("marks.db")));
    fs::copy(empty.path().join("marks.db"), &path).expect("copied");
    assert!(!open(&path).copy_daily(today).expect("not replaced"));
    fs::write(&path, "").expect("written");
    let (marks, opened) = Marks::open(&path).expect("marks open");
    assert!(marks.of("b").expect("a read").starred);
    let told = &opened.healed[0];
    assert!(told.contains("with 2 marked articles"), "{told}");
    assert!(told.contains("as they were at 20"), "{told}");
}

#[test]
fn what_can_be_read_of_damaged_marks_is_put_over_the_copy() {
    let dir = temp();
    let path = dir.path().join("marks.db");
    let mut marks = open(&path);
    act(&mut marks, &["early"], Act::Star(true));
    marks.copy_daily(civil::date(2022, 6, 1)).expect("a copy");
    let ids: Vec<String> = (0..2_000).map(|n| format!("article {n:04}")).collect();
    let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
    act(&mut marks, &ids, Act::Star(true));
    act(&mut marks, &["article 0001"], Act::Tag("talks".into()));
    drop(marks);
    let bytes = fs::read(&path).expect("read");
    // One page of the list of marks that is neither its root nor the first.
    let page = (1..bytes.len() / 4096)
        .find(|page| {
            let page = &bytes[page * 4096..(page + 1) * 4096];
            memchr::memmem::find(page, b"article 08").is_some() && page[0] == 10
        })
        .expect("a leaf");
    let mut damaged = bytes.clone();
    damaged[page * 4096..(page + 1) * 4096].fill(0x5A);
    fs::write(&path, damaged).expect("written");
    let (marks, opened) = Marks::open(&path).expect("marks open");
    let told = &opened.healed[0];
    assert!(
        told.contains("marks were read from the damaged file"),
        "{told}"
    );
    for id in ["early", "article 0000", "article 1999"] {
        assert!(marks.of(id).expect("a read").starred, "{id}");
    }
    assert_eq!(marks.of("article 0001").expect("a read").tags, ["talks"]);
}

#[test]
fn damaged_marks_without_a_copy_begin_anew_and_keep_the_old_file() {
    let dir = temp();
    let path = dir.path().join("marks.db");
    fs::write(&path, "no database at all, but a text").expect("written");
    let (mut marks, opened) = Marks::open(&path).expect("marks open");
    assert!(opened.healed[0].contains("marks.db.damaged-1"));
    act(&mut marks, &["a"], Act::Star(true));
    let old = fs::read_to_string(dir.path().join("marks.db.damaged-1"));
    assert_eq!(old.expect("kept"), "no database at all, but a text");
}

#[test]
fn marks_that_cannot_be_written_are_read() {
    let dir = temp();
    let path = dir.path().join("a file").join("marks.db");
    fs::write(dir.path().join("a file"), "").expect("written");
    let (mut marks, opened) = Marks::open(&path).expect("marks open");
    assert!(opened.read_only.is_some());
    assert_eq!(marks.all().expect("a read").len(), 0);
    let change = Change {
        ids: vec!["a".into()],
        act: Act::Star(true),
    };
    let refused = marks.change(&change, 0);
    assert!(matches!(refused, Err(StoreError::ReadOnly { .. })));
}

#[test]
fn searches_are_kept_changed_and_taken_back() {
    let dir = temp();
    let path = dir.path().join("marks.db");
    let mut marks = open(&path);
    let search = |query: &str| SavedSearch {
        name: "border".into(),
        query: query.into(),
        sort: Sort::Newest,
    };
    let seen = |last| Watermark {
        library: "a".into(),
        last,
    };
    assert!(
        marks
            .save_search(&search("border"), Some(&seen(7)), 1)
            .expect("kept")
    );
    assert!(
        !marks
            .save_search(&search("border talks"), None, 2)
            .expect("kept")
    );
    marks.see_search("border", &seen(9)).expect("kept");
    drop(marks);
    let mut marks = open(&path);
    let kept = |query, seen| KeptSearch {
        search: search(query),
        seen,
    };
    let there = marks.searches().expect("a read");
    assert_eq!(there, [kept("border talks", Some(seen(9)))]);
    assert!(marks.remove_search("border", 3).expect("removed"));
    assert!(!marks.remove_search("border", 4).expect("nothing there"));
    let back = [
        Some(kept("border talks", Some(seen(9)))),
        Some(kept("border", Some(seen(7)))),
        None,
    ];
    for expected in back {
        let undone = marks.undo(|_| true).expect("an undo").expect("a change");
        let there = expected.is_some();
        let name = "border".to_owned();
        assert_eq!(undone.what, UndoneWhat::Search { name, there });
        let all = marks.searches().expect("a read");
        assert_eq!(all, Vec::from_iter(expected));
    }
    assert_eq!(marks.undo(|_| true).expect("an undo"), None);
}

#[test]
fn queries_are_remembered_once_newest_last() {
    let mut marks = Marks::in_memory().expect("memory");
    for query in ["a", "b", "a"] {
        marks.add_query(query).expect("kept");
    }
    assert_eq!(marks.queries().expect("a read"), ["b", "a"]);
    for number in 0..600 {
        marks.add_query(&format!("q{number}")).expect("kept");
    }
    let queries = marks.queries().expect("a read");
    assert_eq!((queries.len(), queries[0].as_str()), (500, "q100"));
}

#[test]
fn visits_fade() {
    const DAY: i64 = 86_400;
    let mut marks = Marks::in_memory().expect("memory");
    for day in [0, 14] {
        marks
            .add_visit("actor", "Ana Lima", day * DAY)
            .expect("kept");
    }
    marks.add_visit("article", "a", 0).expect("kept");
    let visits = marks.visits().expect("a read");
    let weight = |name: &str, day: i64| {
        let visit = visits.iter().find(|visit| visit.name == name);
        visit.map(|visit| visit.weight_at(day * DAY))
    };
    assert_eq!(weight("Ana Lima", 14), Some(1.5));
    assert_eq!(weight("Ana Lima", 28), Some(0.75));
    assert_eq!(weight("a", 14), Some(0.5));
}

#[test]
fn marks_of_the_first_layout_get_the_new_tables() {
    let dir = temp();
    let path = dir.path().join("marks.db");
    let mut marks = open(&path);
    act(&mut marks, &["a"], Act::Star(true));
    drop(marks);
    let old = rusqlite::Connection::open(&path).expect("a database");
    old.execute_batch(
        "DROP TABLE searches; DROP TABLE queries; DROP TABLE visits; PRAGMA user_version = 1;",
    )
    .expect("the old layout");
    drop(old);
    let mut marks = open(&path);
    assert!(marks.of("a").expect("a read").starred);
    marks.add_query("peace").expect("kept");
    assert_eq!(marks.queries().expect("a read"), ["peace"]);
}

#[test]
fn marks_that_are_not_kept_are_refused() {
    let dir = temp();
    let path = dir.path().join("marks.db");
    let mut marks = Marks::refused(&path, "it may not be read".into()).expect("memory");
    let ids = vec!["a".to_owned()];
    let act = Act::Star(true);
    assert!(marks.change(&Change { ids, act }, 1_000).is_err());
    assert!(!path.exists());
}

#[test]
fn a_killed_process_leaves_nothing_beside_the_marks() {
    let dir = temp();
    let path = dir.path().join("marks.db");
    // As an older program left them.
    let older = rusqlite::Connection::open(&path).expect("a database");
    older
        .execute_batch("PRAGMA journal_mode=WAL; CREATE TABLE other (o)")
        .expect("written");
    drop(older);
    let mut marks = open(&path);
    act(&mut marks, &["a"], Act::Star(true));
    let there = fs::read_dir(dir.path()).expect("a folder").flatten();
    let there: Vec<_> = there.map(|entry| entry.file_name()).collect();
    assert_eq!(there, ["marks.db"]);
    // A second process reads and writes beside the first.
    let mut second = open(&path);
    assert!(second.of("a").expect("a read").starred);
    act(&mut second, &["b"], Act::Star(true));
    act(&mut marks, &["c"], Act::Star(true));
    assert!(second.of("c").expect("a read").starred);
}
