//! Tests of the store as a whole: what is written is read, in every order and after every accident.

mod actors;
mod batches;
mod faults;
mod inputs;
mod marks;
mod related;
mod repaired;

use std::path::Path;

use jiff::civil;

use crate::model::{Article, ArticleNo, Date};

use super::{Added, Committed, Input, Mode, Origin, Reading, Store};

/// A new library in a folder, open for writing.
fn open(dir: &Path) -> Store {
    let (store, opened) = Store::open(dir, Mode::Write).expect("a library opens");
    assert_eq!(opened.read_only, None);
    store
}

fn temp() -> tempfile::TempDir {
    tempfile::tempdir().expect("a folder")
}

fn article(id: &str, title: &str, body: &str) -> Article {
    Article {
        id: id.into(),
        title: title.into(),
        body: body.into(),
        date: Some(Date::day(civil::date(2022, 5, 31))),
        sources: vec!["caucasus.example".into()],
        ..Article::default()
    }
}

fn numbered(number: usize) -> Article {
    let body =
        format!("The ministers met for the {number}th time and spoke about roads. ").repeat(12);
    Article {
        date: Some(Date::day(
            civil::date(2020, 1, 1)
                .checked_add(jiff::Span::new().days(number as i64 % 900))
                .expect("a day"),
        )),
        ..article(&format!("a{number}"), &format!("Meeting {number}"), &body)
    }
}

/// Reads an input anew with these articles, commits, and says what became of each.
fn load(store: &mut Store, path: &str, articles: &[Article]) -> Vec<Added> {
    read(store, path, Reading::Again, articles).0
}

/// Reads an input with these articles as `add` does, and commits.
fn grow(store: &mut Store, path: &str, articles: &[Article]) -> Committed {
    read(store, path, Reading::More, articles).1
}

fn read(
    store: &mut Store,
    path: &str,
    reading: Reading,
    articles: &[Article],
) -> (Vec<Added>, Committed) {
    let mut batch = store.batch().expect("a batch");
    let input = Input {
        path: path.into(),
        size: 1,
        ..Input::default()
    };
    let input = batch.begin_input(&input, reading).expect("an input begins");
    let added = articles
        .iter()
        .enumerate()
        .map(|(place, article)| {
            let origin = Origin {
                input,
                line: Some(place as u64 + 1),
                record: None,
            };
            batch.article(article, origin).expect("an article is added")
        })
        .collect();
    batch.end_input(input, true).expect("an input ends");
    (added, batch.commit().expect("a batch is committed"))
}

fn new(no: u32) -> Added {
    Added::New {
        no: ArticleNo(no),
        renamed: None,
    }
}
