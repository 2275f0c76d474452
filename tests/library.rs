//! The library over the sample corpus and over files that change: what it loads, finds, keeps and heals.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use dateline::config::Folders;
use dateline::ingest::Source;
use dateline::library::{Library, OpenOptions, Upto, What};
use dateline::model::{
    Act, ActorsAt, Address, ArticleList, ArticlesAt, Change, Concordance, ConcordanceAt, Finds,
    HitSort, NameField, OmniTarget, RelatedKind, SavedSearch, Sort, View, Window,
};
use dateline::text::Cancel;
use jiff::civil::date;
use tempfile::TempDir;

fn options(home: &Path, what: What) -> OpenOptions {
    OpenOptions {
        folders: Folders::under(home),
        what,
        today: date(2026, 11, 23),
    }
}

fn open(home: &Path, what: What) -> Arc<Library> {
    let library = Library::open(&options(home, what)).expect("the library opens");
    library
        .work(Upto::Actors, &mut |_| {})
        .expect("the sources load");
    library
}

fn sample() -> (TempDir, Arc<Library>) {
    let home = TempDir::new().expect("a folder for the test");
    let library = open(home.path(), What::Usual);
    (home, library)
}

fn look(library: &Library, address: Address) -> View {
    library
        .look(&address, Window::first(500), &Cancel::new())
        .expect("there is something to see")
}

fn list(library: &Library, query: &str, filter: &str, sort: Sort) -> ArticleList {
    let at = ArticlesAt {
        query: query.into(),
        filter: filter.into(),
        sort,
        open: false,
    };
    match look(library, Address::Articles(at)) {
        View::Articles(list) => list,
        other => panic!("not a list: {other:?}"),
    }
}

fn ids(list: &ArticleList) -> Vec<&str> {
    list.rows.iter().map(|row| row.id.as_str()).collect()
}

#[test]
fn the_sample_loads_whole_and_newest_first() {
    let (_home, library) = sample();
    let all = list(&library, "", "", Sort::Newest);
    assert!(all.total >= 60, "{} articles", all.total);
    assert_eq!(all.rows[0].id, "2023-12-14-candidate");
    let View::Report(report) = look(&library, Address::Report) else {
        panic!("not a report")
    };
    assert_eq!(report.problems, []);
}

#[test]
fn a_second_opening_reads_nothing_again() {
    let (home, library) = sample();
    let before = list(&library, "", "", Sort::Newest).total;
    drop(library);
    let library = Library::open(&options(home.path(), What::Usual)).expect("it opens again");
    assert_eq!(
        list(&library, "", "", Sort::Newest).total,
        before,
        "shown before any work"
    );
    let loaded = library
        .work(Upto::Actors, &mut |_| {})
        .expect("nothing to do");
    assert_eq!((loaded.added, loaded.removed), (0, 0));
}

#[test]
fn queries_find_across_scripts_and_by_date() {
    let (_home, library) = sample();
    let found = list(&library, "pashinyan \"алма-атинской\"", "", Sort::Relevance);
    assert_eq!(ids(&found), ["2022-10-07-ru"]);
    let found = list(&library, "title:brussels date:2022", "", Sort::Oldest);
    assert_eq!(found.rows[0].id, "2022-04-06-brussels");
    let found = list(&library, "lang:hy", "", Sort::Newest);
    assert_eq!(ids(&found), ["2021-06-21-hy"]);
}

#[test]
fn a_filter_of_titles_is_fuzzy() {
    let (_home, library) = sample();
    let found = list(&library, "", "pelyer", Sort::Newest);
    assert_eq!(found.rows[0].id, "2022-09-17-pelosi");
    assert!(!found.rows[0].lit.is_empty(), "matched letters are lit");
}

#[test]
fn actors_are_found_by_four_letters_and_open_a_page() {
    let (_home, library) = sample();
    let at = ActorsAt {
        filter: "mirz".into(),
        ..ActorsAt::default()
    };
    let View::Actors(actors) = look(&library, Address::Actors(at)) else {
        panic!("not actors")
    };
    assert_eq!(actors.rows[0].name, "Ararat Mirzoyan");
    let View::Actor(page) = look(
        &library,
        Address::Actor {
            name: "Ararat Mirzoyan".into(),
        },
    ) else {
        panic!("not an actor")
    };
    assert!(page.row.articles >= 5);
    assert!(
        page.roles
            .iter()
            .any(|role| role.role.contains("foreign minister")),
        "{:?}",
        page.roles
    );
    assert!(!page.with.is_empty() && !page.mentions.is_empty() && !page.months.is_empty());
}

#[test]
fn related_pieces_are_resolved_and_stubs_kept() {
    let (_home, library) = sample();
    let address = Address::Article {
        id: "2021-01-11-moscow".into(),
    };
    let View::Article(page) = look(&library, address) else {
        panic!("not an article")
    };
    let kinds: Vec<RelatedKind> = page.related.iter().map(|piece| piece.kind).collect();
    assert_eq!(kinds[..2], [RelatedKind::Cited, RelatedKind::Stub]);
    assert!(kinds.contains(&RelatedKind::CitedBy));
    assert!(
        page.actors
            .iter()
            .any(|actor| actor.name == "Vladimir Putin" && actor.role.is_some())
    );
}

#[test]
fn marks_survive_and_can_be_undone() {
    let (home, library) = sample();
    let ids = vec!["2022-09-17-pelosi".to_owned()];
    let star = Change {
        ids: ids.clone(),
        act: Act::Star(true),
    };
    library.change(&star, 1).expect("a star is kept");
    let tag = Change {
        ids,
        act: Act::Tag("visits".into()),
    };
    library.change(&tag, 2).expect("a tag is kept");
    drop(library);
    let library = open(home.path(), What::Usual);
    assert_eq!(list(&library, "is:starred", "", Sort::Newest).total, 1);
    assert_eq!(list(&library, "tag:visits", "", Sort::Newest).total, 1);
    library.undo().expect("the tag goes");
    assert_eq!(list(&library, "tag:visits", "", Sort::Newest).total, 0);
    assert_eq!(list(&library, "is:starred", "", Sort::Newest).total, 1);
}

#[test]
fn changed_and_removed_files_are_noticed() {
    let home = TempDir::new().expect("a folder for the test");
    let folder = home.path().join("news");
    fs::create_dir(&folder).expect("a folder");
    let write = |name: &str, text: &str| fs::write(folder.join(name), text).expect("a file");
    write(
        "a.json",
        r#"{"id":"a","title":"Harbour opens","body":"Ships came."}"#,
    );
    write(
        "b.json",
        r#"{"id":"b","title":"Harbour closes","body":"Ships left.","actors":["Marta Brankovan"]}"#,
    );
    let what = || What::Sources(vec![Source::Path(folder.clone())]);
    let library = open(home.path(), what());
    assert_eq!(list(&library, "harbour", "", Sort::Newest).total, 2);
    assert_eq!(actors(&library), ["Marta Brankovan"]);
    drop(library);
    write(
        "a.json",
        r#"{"id":"a","title":"Market opens again","body":"People came early."}"#,
    );
    fs::remove_file(folder.join("b.json")).expect("the file was there");
    let library = open(home.path(), what());
    assert_eq!(list(&library, "harbour", "", Sort::Newest).total, 0);
    assert_eq!(ids(&list(&library, "market", "", Sort::Newest)), ["a"]);
    assert_eq!(list(&library, "", "", Sort::Newest).total, 1);
    assert!(actors(&library).is_empty(), "nobody is named any more");
}

fn actors(library: &Library) -> Vec<String> {
    match look(library, Address::Actors(ActorsAt::default())) {
        View::Actors(list) => list.rows.into_iter().map(|row| row.name).collect(),
        other => panic!("no list of actors: {other:?}"),
    }
}

#[test]
fn a_damaged_index_is_made_anew_with_a_word() {
    let (home, library) = sample();
    let before = list(&library, "brussels", "", Sort::Newest).total;
    drop(library);
    let damaged = damage(&home.path().join("cache"));
    assert!(damaged > 0, "there was an index to damage");
    let library = open(home.path(), What::Usual);
    assert_eq!(list(&library, "brussels", "", Sort::Newest).total, before);
    assert!(
        library
            .take_said()
            .iter()
            .any(|said| said.contains("made anew"))
    );
}

/// Overwrites the description of every text index below a folder; returns how many there were.
fn damage(folder: &Path) -> usize {
    let entries = fs::read_dir(folder).expect("a folder").flatten();
    let paths: Vec<_> = entries.map(|entry| entry.path()).collect();
    let here = paths
        .iter()
        .filter(|path| path.file_name().is_some_and(|name| name == "meta.json"));
    let mut damaged = 0;
    for path in here {
        fs::write(path, "{ not an index").expect("the file can be written");
        damaged += 1;
    }
    damaged
        + paths
            .iter()
            .filter(|path| path.is_dir())
            .map(|path| damage(path))
            .sum::<usize>()
}

#[test]
fn a_second_program_only_reads_and_says_so() {
    let (home, first) = sample();
    let second =
        Library::open(&options(home.path(), What::Usual)).expect("it opens beside the first");
    second.start();
    let said = second.take_said().join(" ");
    assert!(said.contains("another dateline"), "{said}");
    let total = list(&first, "", "", Sort::Newest).total;
    assert_eq!(list(&second, "", "", Sort::Newest).total, total);
    assert!(list(&second, "brussels", "", Sort::Newest).total > 0);
}

#[test]
fn what_was_added_to_a_library_stays_through_every_opening() {
    let home = TempDir::new().expect("a folder for the test");
    let file = home.path().join("a.jsonl");
    let record = r#"{"id":"a","title":"Talks","body":"They spoke.","date":"2022-05-31"}"#;
    fs::write(&file, record).expect("it can be written");
    let library = Library::open(&options(home.path(), What::Own)).expect("the library opens");
    let loaded = library
        .add(&[Source::Path(file)], &mut |_| {})
        .expect("it is added");
    assert_eq!(loaded.added, 1);
    drop(library);
    for _ in 0..2 {
        let library = open(home.path(), What::Own);
        assert_eq!(ids(&list(&library, "", "", Sort::Newest)), ["a"]);
    }
}

/// What the saved searches find, by name.
fn saved(library: &Library) -> Vec<(String, Finds)> {
    match look(library, Address::Saved) {
        View::Saved(rows) => rows
            .into_iter()
            .map(|row| (row.search.name, row.finds))
            .collect(),
        other => panic!("not the saved searches: {other:?}"),
    }
}

#[test]
fn what_is_new_is_told_for_each_saved_search_and_each_visit() {
    let home = TempDir::new().expect("a folder for the test");
    let file = home.path().join("a.jsonl");
    let record = |id: &str| {
        format!("{{\"id\":\"{id}\",\"title\":\"Talks {id}\",\"body\":\"They spoke.\"}}\n")
    };
    fs::write(&file, record("a")).expect("it can be written");
    let what = || What::Sources(vec![Source::Path(file.clone())]);
    let library = open(home.path(), what());
    let search = SavedSearch {
        name: "talks".into(),
        query: "talks".into(),
        sort: Sort::Newest,
    };
    library.save(&search, 1).expect("it is kept");
    let first = list(&library, "is:new", "", Sort::Newest);
    assert_eq!(
        (first.total, first.notices.len()),
        (0, 1),
        "no earlier visit"
    );
    let finds = |all, new| {
        vec![(
            "talks".to_owned(),
            Finds::Articles {
                all,
                new: Some(new),
            },
        )]
    };
    assert_eq!(saved(&library), finds(1, 0));
    library.end_visit(2).expect("it is kept");
    drop(library);
    fs::write(&file, record("a") + &record("b")).expect("it can be written");
    let library = open(home.path(), what());
    assert_eq!(saved(&library), finds(2, 1));
    let new = list(&library, "is:new", "", Sort::Newest);
    assert_eq!((ids(&new), new.notices.len()), (vec!["b"], 0));
    let by_name = |query: &str| list(&library, query, "", Sort::Newest).total;
    assert_eq!(
        (
            by_name("saved:talks"),
            by_name("new:TALKS a"),
            by_name("new:talks b")
        ),
        (2, 0, 1)
    );
    let unknown = list(&library, "saved:nobody", "", Sort::Newest);
    assert_eq!((unknown.total, unknown.notices.len()), (0, 1));
    let own = SavedSearch {
        name: "own".into(),
        query: "saved:own OR spoke".into(),
        sort: Sort::Newest,
    };
    library.save(&own, 3).expect("it is kept");
    assert_eq!(by_name("saved:own"), 2, "one that is part of itself ends");
    library.remove_saved("own", 3).expect("it goes");
    library.see_saved(&search, 3).expect("it is kept");
    assert_eq!(by_name("new:talks"), 0, "it was opened");
    assert_eq!(saved(&library), finds(2, 0));
    // A library that is made anew has other numbers: nothing is claimed.
    drop(library);
    fs::remove_dir_all(home.path().join("cache")).expect("the cache may go");
    let library = open(home.path(), what());
    let unknown = Finds::Articles { all: 2, new: None };
    assert_eq!(saved(&library), [("talks".to_owned(), unknown)]);
    assert_eq!(list(&library, "is:new", "", Sort::Newest).total, 0);
}

/// The whole concordance of a query, look by look.
fn concordance(library: &Library, query: &str, sort: HitSort) -> Concordance {
    let at = ConcordanceAt {
        query: query.into(),
        sort,
    };
    loop {
        match look(library, Address::Concordance(at.clone())) {
            View::Concordance(part) if !part.complete => {}
            View::Concordance(whole) => return whole,
            other => panic!("not a concordance: {other:?}"),
        }
    }
}

#[test]
fn every_hit_stands_in_its_context_in_the_order_asked_for() {
    let (_home, library) = sample();
    let found = concordance(&library, "brussels", HitSort::Date);
    let articles = list(&library, "brussels", "", Sort::Newest);
    assert_eq!(
        (found.read, found.articles),
        (articles.total, articles.total)
    );
    let mut ids: Vec<&str> = found.lines.iter().map(|line| line.id.as_str()).collect();
    ids.dedup();
    assert_eq!(ids, self::ids(&articles), "newest article first");
    let mut streamed = Vec::new();
    let each = |line| {
        streamed.push(line);
        std::ops::ControlFlow::Continue(())
    };
    library
        .each_hit("brussels", &Cancel::new(), each)
        .expect("it is read");
    assert!(found.lines.iter().map(|line| &**line).eq(&streamed));
    let right = concordance(&library, "brussels", HitSort::Right);
    let first_words: Vec<String> = right
        .lines
        .iter()
        .filter_map(|line| {
            Some(
                dateline::text::words::words(&line.right)
                    .next()?
                    .text
                    .to_lowercase(),
            )
        })
        .collect();
    assert!(first_words.is_sorted(), "{first_words:?}");
    // An actor is a hit by whatever name the text has.
    let named = concordance(&library, "actor:Pashinyan", HitSort::Date);
    let names: std::collections::BTreeSet<&str> =
        named.lines.iter().map(|line| line.hit.as_str()).collect();
    assert!(
        names.contains("Nikol Pashinyan") && names.len() > 2,
        "{names:?}"
    );
    let nothing = concordance(&library, "is:unread", HitSort::Date);
    assert_eq!((nothing.lines.len(), nothing.notices.len()), (0, 1));
}

#[test]
fn what_was_opened_stands_higher_in_the_omnibox() {
    const DAY: i64 = 86_400;
    let (_home, library) = sample();
    let place = |text: &str, target: &OmniTarget, now: i64| {
        let rows = library.omnibox(text, 60, now, &Cancel::new());
        let rows = rows.expect("it answers");
        rows.iter().position(|row| row.target == *target)
    };
    let article = OmniTarget::Article("2022-09-17-pelosi".into());
    let actor = OmniTarget::Actor("Ararat Mirzoyan".into());
    let before = place("er", &article, 0);
    for _ in 0..5 {
        library.visited(&article, 0).expect("it is counted");
    }
    let after = place("er", &article, 0);
    assert!(
        after.is_some() && (before.is_none() || after < before),
        "{before:?} {after:?}"
    );
    library.visited(&actor, 0).expect("it is counted");
    assert_eq!(place("", &article, 0), Some(0));
    assert_eq!(place("", &actor, 0), Some(1), "what was opened comes first");
    assert_eq!(place("@", &actor, 0), Some(0));
    assert_eq!(place("er", &article, 900 * DAY), before, "it fades");
}

#[test]
fn values_of_fields_are_proposed() {
    let (_home, library) = sample();
    let values = |field, typed: &str| {
        let values = library.values(field, typed, 5, &Cancel::new());
        values.expect("it answers")
    };
    assert_eq!(values(NameField::Actor, "mirz")[0], "Ararat Mirzoyan");
    assert_eq!(values(NameField::Lang, "h"), ["hy"]);
    assert!(!values(NameField::Source, "").is_empty());
    let tag = Change {
        ids: vec!["2022-09-17-pelosi".to_owned()],
        act: Act::Tag("zebra crossing".into()),
    };
    library.change(&tag, 1).expect("a tag is kept");
    assert_eq!(values(NameField::Tag, "zeb"), ["zebra crossing"]);
    assert_eq!(values(NameField::Tag, "cross"), ["zebra crossing"]);
}

#[test]
fn an_article_without_a_headline_has_no_hits_there() {
    let home = TempDir::new().expect("a folder for the test");
    let file = home.path().join("a.jsonl");
    let record = r#"{"id":"a","body":"Talks began. The talks ended."}"#;
    fs::write(&file, record).expect("it can be written");
    let library = open(home.path(), What::Sources(vec![Source::Path(file)]));
    let found = concordance(&library, "talks", HitSort::Date);
    let places: Vec<(usize, u32)> = found
        .lines
        .iter()
        .map(|line| (line.place, line.start))
        .collect();
    assert_eq!(places, [(0, 0), (1, 17)]);
}
