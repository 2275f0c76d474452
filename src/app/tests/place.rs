//! The cursor stays where it was, whatever is filtered, searched, sorted or left; and what the history holds.

use super::super::page::Articles;
use super::*;
use crate::model::{ActorSort, ActorsAt, Facet, From, Sort, Window};

/// A part of a list of a thousand articles: every tenth where it is filtered, none where `zzz` is searched for.
pub(super) fn list(at: &ArticlesAt, window: Window) -> ArticleList {
    let all: Vec<u32> = match (at.query.starts_with("zzz"), at.filter.is_empty()) {
        (true, _) => Vec::new(),
        (_, false) => (0..100).map(|no| no * 10).collect(),
        _ if at.sort == Sort::Oldest => (0..1_000).rev().collect(),
        _ => (0..1_000).collect(),
    };
    let place = |no| all.iter().position(|other| *other == no).unwrap_or(0);
    let offset = match window.from {
        From::Row(row) => row,
        From::Around(no) => place(no.0).saturating_sub(window.limit / 2),
        From::AroundActor(_) => 0,
    };
    let part = all.iter().skip(offset).take(window.limit);
    let values = [("one", 3), ("two", 2)].map(|(name, count)| (name.to_owned(), count));
    let mut values = values.to_vec();
    values.retain(|(name, _)| !at.query.contains(&format!("-source:={name}")));
    let mut facets = vec![Facet {
        field: "source",
        values,
    }];
    // A field with one value says nothing.
    if at.query.contains("source:=one") {
        facets.clear();
    }
    ArticleList {
        total: all.len(),
        exact: true,
        offset,
        rows: part.map(|no| row(*no)).collect(),
        facets: if at.query.is_empty() {
            Vec::new()
        } else {
            facets
        },
        ..ArticleList::default()
    }
}

/// A part of a list of a thousand actors, people and places in turn: every tenth where a name is typed.
pub(super) fn actors(at: &ActorsAt, window: Window) -> ActorList {
    let kind = |no: u32| [ActorKind::Person, ActorKind::Place][no as usize % 2];
    let step = if at.filter.is_empty() { 1 } else { 10 };
    let mut all: Vec<u32> = (0..1_000).step_by(step).collect();
    all.retain(|no| at.kind.is_none_or(|wanted| wanted == kind(*no)));
    if at.sort != ActorSort::default() {
        all.reverse();
    }
    let place = |no| all.iter().position(|other| *other == no).unwrap_or(0);
    let offset = match window.from {
        From::Row(row) => row,
        From::AroundActor(no) => place(no.0).saturating_sub(window.limit / 2),
        From::Around(_) => 0,
    };
    let part = all.iter().skip(offset).take(window.limit);
    ActorList {
        total: all.len(),
        offset,
        rows: part.map(|&no| actor(no, "Ana Lima", kind(no))).collect(),
    }
}

#[test]
fn the_cursor_stays_on_its_actor_through_order_kind_and_filter() {
    for (keys, expected) in [
        ("jjj", 3),
        ("jjjS", 3),
        ("G", 999),
        ("GS", 999),
        ("jjjjK", 4),
        // The third is a place: among people one begins at the top.
        ("jjjK", 0),
        ("Fx<enter><esc>@<esc>", 0),
    ] {
        let mut bench = Bench::new((80, 24));
        bench.keys("@<esc>").keys(keys);
        let Body::Actors(list) = &bench.app.page().body else {
            panic!("no list of actors after {keys}");
        };
        let under = list.rows.selected().map(|row| row.no);
        assert_eq!(under, Some(ActorNo(expected)), "after {keys}");
    }
}

fn shown(bench: &Bench) -> &Articles {
    match &bench.app.page().body {
        Body::Articles(list) => list,
        other => panic!("no list: {other:?}"),
    }
}

/// After some keys the cursor is on the article with this number.
fn check(keys: &str, expected: u32) {
    let mut bench = Bench::new((80, 24));
    bench.keys(keys);
    let under = shown(&bench).rows.selected().map(|row| row.no);
    assert_eq!(under, Some(expected), "after {keys}");
}

#[test]
fn a_filter_that_is_cleared_leaves_the_cursor_on_its_article() {
    check("GFtenth<enter>", 0);
    check("GFtenth<enter>jj", 20);
    check("GFtenth<enter>jj<esc>", 20);
    // Nothing was chosen among what the filter left: one is where one was.
    check("GFtenth<enter><esc>", 999);
    check("jjjFtenth<esc>", 3);
    check("jjjFt<backspace>", 3);
    check("jjjFtenth<down><esc>", 10);
    check("GFtenth<enter>F<esc>", 0);
    check("GFtenth<enter>F<esc><esc>", 999);
    check("Ftenth<enter><esc>", 0);
}

#[test]
fn another_order_leaves_the_cursor_on_its_article() {
    check("jjjS", 3);
    check("jjjSSS", 3);
    check("S", 999);
}

#[test]
fn a_search_that_is_cleared_leaves_the_cursor_on_its_article() {
    check("/peace<enter>jj<esc>", 2);
    check("G/peace<enter>jj<esc>", 2);
    check("G/peace<enter><esc>", 999);
    check("G/peace<esc>", 999);
    check("G/peace<enter>/<ctrl-u><enter>", 999);
}

#[test]
fn the_same_address_does_not_stand_in_the_history_twice_in_a_row() {
    for keys in [
        "gl/zzz<enter><esc>",
        "gl/peace<enter><esc>",
        "gl/(<enter><esc>",
        "gl/(<esc>",
        "gl/peace<enter>/<ctrl-u><enter>",
    ] {
        let mut bench = Bench::new((80, 24));
        bench.keys(keys);
        assert_eq!(*bench.address(), Address::Articles(ArticlesAt::default()));
        bench.keys("H");
        let said = bench.app.said.as_deref();
        assert_eq!(
            said,
            Some("this is the first page; Q quits"),
            "after {keys}"
        );
    }
    let mut bench = Bench::new((80, 24));
    bench.keys("/peace<enter><esc>L");
    assert!(
        matches!(bench.address(), Address::Articles(at) if at.query == "peace"),
        "the search is still there to go forward to"
    );
}

#[test]
fn words_that_begin_so_are_told_of_only_where_there_are_some() {
    let mut bench = Bench::new((80, 24));
    bench.keys("/zzz<enter>");
    assert_eq!(bench.app.said, None);
    assert!(matches!(bench.address(), Address::Articles(at) if at.query == "zzz"));
}

#[test]
fn what_is_picked_stays_picked_until_escape_or_another_list() {
    let mut bench = Bench::new((80, 24));
    bench.keys("vvs");
    assert_eq!(shown(&bench).picked.len(), 2);
    bench.keys("+peace<enter>m");
    assert_eq!(shown(&bench).picked.len(), 2, "each mark is for both");
    bench.keys("S");
    assert_eq!(shown(&bench).picked.len(), 2, "in any order");
    bench.keys("Ften<esc>");
    assert_eq!(shown(&bench).picked.len(), 2, "the list is what it was");
    bench.keys("<esc>");
    assert!(shown(&bench).picked.is_empty());
    bench.keys("vvFtenth<enter>");
    assert!(shown(&bench).picked.is_empty());
}

#[test]
fn several_facets_are_set_in_a_row() {
    let mut bench = Bench::new((120, 40));
    bench.keys("/peace<enter><tab>j<enter>");
    let list = shown(&bench);
    assert!(list.in_facets, "keys still go to the facets");
    assert_eq!(list.facet, 1, "the cursor stays on its value");
    bench.keys("kx");
    assert!(
        matches!(bench.address(), Address::Articles(at) if at.query == "peace source:=two -source:=one"),
        "{:?}",
        bench.address()
    );
    assert!(shown(&bench).in_facets);
}

#[test]
fn what_is_marked_read_again_is_unread_no_more() {
    let mut bench = Bench::new((80, 24));
    // The library has the third as read, the second not.
    bench.keys("<enter>JJJm");
    let row = |bench: &Bench| match &bench.app.page().body {
        Body::Article(reader) => reader.list.as_ref().and_then(|from| {
            let row = from.rows.get(3)?;
            Some(row.read)
        }),
        other => panic!("no article: {other:?}"),
    };
    bench.keys("u");
    assert_eq!(row(&bench), Some(true));
    bench.keys("JJ[u");
    assert_eq!(*bench.address(), Address::Article { id: "a2".into() });
}

#[test]
fn a_facet_is_turned_round_and_taken_off() {
    for (keys, expected) in [
        ("<enter>", "peace source:=one"),
        ("<enter>x", "peace -source:=one"),
        ("<enter><enter>", "peace"),
        ("x<enter>", "peace source:=one"),
        ("xx", "peace"),
    ] {
        let mut bench = Bench::new((120, 40));
        bench.keys("/peace<enter><tab>").keys(keys);
        let query = match bench.address() {
            Address::Articles(at) => at.query.as_str(),
            other => panic!("no list: {other:?}"),
        };
        assert_eq!(query, expected, "after {keys}");
    }
}

#[test]
fn facets_take_the_place_of_the_preview_where_there_is_no_room_beside_it() {
    for size in [(40, 12), (80, 24)] {
        let mut bench = Bench::new(size);
        bench.keys("/peace<enter>");
        assert!(bench.app.layout().side.is_none());
        bench.keys("<tab>");
        let layout = bench.app.layout();
        assert!(layout.side.is_some() && layout.main.is_none(), "{size:?}");
        bench.keys("G");
        assert!(shown(&bench).in_facets && shown(&bench).rows.cursor == 0);
        bench.send(Msg::Resize(120, 40));
        assert!(shown(&bench).in_facets);
        bench.send(Msg::Resize(size.0, size.1));
        bench.keys("<esc>");
        assert!(bench.app.layout().side.is_none());
    }
}

#[test]
fn a_piece_without_a_headline_is_named_by_its_first_words() {
    let mut bench = Bench::new((80, 24));
    bench.keys("<enter>");
    assert_eq!(bench.app.page().title(), "On a0");
    let Body::Article(reader) = &mut bench.app.page_mut().body else {
        panic!("no article is open")
    };
    if let Some(page) = &mut reader.page {
        page.article.title.clear();
    }
    let named = bench.app.page().title();
    assert!(named.starts_with("Paragraph 0 speaks of peace"), "{named}");
}
