//! A benchmark for each thing the reader waits for: a letter of a filter, a search, a page; and for recognising actors.
//!
//! `cargo bench --bench looks` measures on the sample; with `DATELINE_BENCH_HOME=FOLDER`, on the library that
//! `dateline --home FOLDER add …` filled.

use std::hint::black_box;
use std::path::PathBuf;
use std::sync::Arc;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use dateline::config::Folders;
use dateline::library::{Library, OpenOptions, Upto, What, tag};
use dateline::model::{ActorsAt, Address, ArticlesAt, Sort, View, Window};
use dateline::text::Cancel;
use tempfile::TempDir;

/// A moment, in seconds since 1970.
const NOW: i64 = 1_790_000_000;

fn open() -> (Option<TempDir>, Arc<Library>) {
    let given = std::env::var_os("DATELINE_BENCH_HOME").map(PathBuf::from);
    let kept = match given {
        Some(_) => None,
        None => Some(TempDir::new().expect("a folder")),
    };
    let home = given.or_else(|| kept.as_ref().map(|kept| kept.path().to_owned()));
    let library = Library::open(&OpenOptions {
        folders: Folders::under(&home.expect("one of them is there")),
        what: What::Usual,
        today: jiff::civil::date(2026, 11, 26),
    });
    let library = library.expect("the library opens");
    let worked = library.work(Upto::Actors, &mut |_| {});
    worked.expect("everything is read");
    (kept, library)
}

fn look(library: &Library, address: &Address) -> View {
    let view = library.look(address, Window::first(100), &Cancel::new());
    view.expect("it is there")
}

fn articles(query: &str, filter: &str) -> Address {
    Address::Articles(ArticlesAt {
        query: query.to_owned(),
        filter: filter.to_owned(),
        sort: if query.is_empty() {
            Sort::Newest
        } else {
            Sort::Relevance
        },
        open: false,
    })
}

/// Words common and rare, several at once, phrases, alternatives, exclusions.
const QUERIES: [&str; 12] = [
    "armenia",
    "helicopter",
    "peace treaty",
    "border commission",
    "pashinyan aliyev putin",
    "\"peace treaty\"",
    "\"the border\"",
    "\"Lachin corridor\"",
    "armenia OR georgia",
    "corridor OR road OR railway",
    "talks -moscow",
    "ceasefire -\"peace treaty\"",
];

fn lists(bench: &mut Criterion) {
    let (_kept, library) = open();
    let mut group = bench.benchmark_group("lists");
    group.bench_function("title filter, a word typed", |bench| {
        bench.iter(|| {
            for end in 1..="minister".len() {
                black_box(look(&library, &articles("", &"minister"[..end])));
            }
        });
    });
    group.bench_function("omnibox over actors, a name typed", |bench| {
        bench.iter(|| {
            for end in 1..="pashinyan".len() {
                let typed = format!("@{}", &"pashinyan"[..end]);
                black_box(
                    library
                        .omnibox(&typed, 60, NOW, &Cancel::new())
                        .expect("rows"),
                );
            }
        });
    });
    // Answers are kept for the last few queries: asking so many in turn makes each anew.
    group.bench_function("search, twelve queries in turn", |bench| {
        bench.iter(|| {
            for query in QUERIES {
                black_box(look(&library, &articles(query, "")));
            }
        });
    });
    group.finish();
}

fn pages(bench: &mut Criterion) {
    let (_kept, library) = open();
    let mut group = bench.benchmark_group("pages");
    let View::Articles(list) = look(&library, &articles("", "")) else {
        return;
    };
    let mut at = 0;
    group.bench_function("article", |bench| {
        bench.iter(|| {
            at = (at + 1) % list.rows.len();
            let id = list.rows[at].id.clone();
            black_box(look(&library, &Address::Article { id }));
        });
    });
    let View::Actors(actors) = look(&library, &Address::Actors(ActorsAt::default())) else {
        return;
    };
    for (place, word) in [(0, "biggest"), (actors.rows.len() - 1, "of rank 100")] {
        let name = actors.rows[place].name.clone();
        group.bench_function(format!("actor, {word}"), |bench| {
            bench.iter(|| black_box(look(&library, &Address::Actor { name: name.clone() })));
        });
    }
    group.bench_function("overview", |bench| {
        bench.iter(|| black_box(look(&library, &Address::Overview)));
    });
    group.finish();
}

fn recognition(bench: &mut Criterion) {
    let text = include_str!("../data/sample/2020-2021.json");
    let mut group = bench.benchmark_group("actors");
    group.throughput(Throughput::Bytes(text.len() as u64));
    group.bench_function("recognise", |bench| bench.iter(|| black_box(tag(text))));
    group.finish();
}

criterion_group!(benches, lists, pages, recognition);
criterion_main!(benches);
