//! Questions to an open library, as the browser asks them, and the same questions to the peers.

use std::error::Error;
use std::hint::black_box;
use std::time::Instant;

use dateline::library::Library;
use dateline::model::{ActorsAt, Address, ArticlesAt, Sort, View, Window};
use dateline::text::Cancel;

use super::peers::Peers;
use super::print::{Table, Times};

/// A moment, in seconds since 1970.
const NOW: i64 = 1_790_000_000;

/// Words typed letter by letter.
const TYPED: [&str; 16] = [
    "minister",
    "yerevan",
    "talks",
    "corridor",
    "aliyev",
    "peace",
    "moscow",
    "embargo",
    "summit",
    "border",
    "president",
    "commission",
    "brussels",
    "delegation",
    "ceasefire",
    "gas",
];

/// Queries of one word, several, phrases, alternatives and exclusions, common and rare.
const QUERIES: [&str; 24] = [
    "armenia",
    "yerevan",
    "ceasefire",
    "corridor",
    "helicopter",
    "drone",
    "armenia azerbaijan",
    "peace treaty",
    "border commission",
    "prisoners maps",
    "michel brussels meeting",
    "pashinyan aliyev putin",
    "\"peace treaty\"",
    "\"prime minister\"",
    "\"foreign ministers\"",
    "\"the border\"",
    "\"Lachin corridor\"",
    "armenia OR georgia",
    "corridor OR road OR railway",
    "drone OR missile",
    "armenia -azerbaijan",
    "talks -moscow",
    "ceasefire -\"peace treaty\"",
    "gas pipeline -russia",
];

/// Measures them all.
pub(crate) fn measure(
    library: &Library,
    peers: &Peers,
    table: &mut Table,
) -> Result<(), Box<dyn Error>> {
    let cancel = Cancel::new();
    let look = |address: &Address, rows: usize| library.look(address, Window::first(rows), &cancel);
    let articles = |query: &str, filter: &str, sort| {
        Address::Articles(ArticlesAt {
            query: query.to_owned(),
            filter: filter.to_owned(),
            sort,
            open: false,
        })
    };
    // What is mapped is touched once, and the filters made.
    look(&articles("", "a", Sort::Newest), 50)?;
    library.omnibox("@a", 60, NOW, &cancel)?;
    look(&articles("armenia", "", Sort::Relevance), 50)?;

    let (mut filter, mut counted) = (Times::default(), Times::default());
    let mut names = Times::default();
    let (mut skim_titles, mut skim_names) = (Times::default(), Times::default());
    for word in TYPED {
        for end in 1..=word.len() {
            let typed = &word[..end];
            let address = articles("", typed, Sort::Newest);
            let begin = Instant::now();
            let mut list = look(&address, 50)?;
            filter.add(begin.elapsed());
            while matches!(&list, View::Articles(list) if !list.exact) {
                list = black_box(look(&address, 50)?);
            }
            counted.add(begin.elapsed());
            names
                .take(|| library.omnibox(&format!("@{typed}"), 60, NOW, &cancel))
                .map(black_box)?;
        }
        skim_titles.take(|| black_box(peers.skim_titles(word)));
        skim_names.take(|| black_box(peers.skim_names(word)));
    }
    let beside = ("SkimMatcherV2 over all", Some(skim_titles.quantile(50)));
    table.times("title filter, a letter: first rows", &filter, &[beside]);
    table.times("title filter, a letter: exact count", &counted, &[beside]);
    let beside = ("SkimMatcherV2 over all", Some(skim_names.quantile(50)));
    table.times("omnibox over actors, a letter", &names, &[beside]);

    let (mut ours, mut tantivy, mut fts) = (Times::default(), Times::default(), Times::default());
    let db = rusqlite::Connection::open(&peers.fts)?;
    let mut find =
        db.prepare("SELECT rowid FROM articles WHERE articles MATCH ? ORDER BY rank LIMIT 100")?;
    // The second round is noted: the first one fills caches on all sides alike. The library keeps the last few answers;
    // a whole round lies between two times of one query.
    for noted in [false, true] {
        for query in QUERIES {
            let mut passing = Times::default();
            let address = articles(query, "", Sort::Relevance);
            let times = if noted { &mut ours } else { &mut passing };
            times.take(|| look(&address, 100)).map(black_box)?;
            let times = if noted { &mut tantivy } else { &mut passing };
            times.take(|| black_box(peers.tantivy(query)));
        }
    }
    for query in QUERIES {
        let sql = query.replace(" -", " NOT ");
        let rows = fts.take(|| {
            let rows = find.query_map([&sql], |row| row.get::<_, i64>(0));
            rows.map(|rows| rows.flatten().count())
        });
        black_box(rows.unwrap_or(0));
    }
    let beside = [
        ("bare tantivy", Some(tantivy.quantile(50))),
        ("SQLite FTS5, best 100", Some(fts.quantile(50))),
    ];
    table.times(
        "full text with count, rows, snippets, facets",
        &ours,
        &beside,
    );

    let (mut rows, mut tantivy) = (Times::default(), Times::default());
    for query in QUERIES {
        let at = ArticlesAt {
            query: query.to_owned(),
            sort: Sort::Relevance,
            ..ArticlesAt::default()
        };
        rows.take(|| library.rows(&at, Window::first(100), &cancel))
            .map(black_box)?;
        tantivy.take(|| black_box(peers.tantivy(query)));
    }
    let beside = [("bare tantivy", Some(tantivy.quantile(50)))];
    table.times("the same without facets", &rows, &beside);

    let mut typing = Times::default();
    for word in ["armenia minis", "peace trea", "border comm", "corridor ro"] {
        for end in 1..=word.len() {
            let address = articles(&word[..end], "", Sort::Relevance);
            typing.take(|| look(&address, 50)).map(black_box)?;
        }
    }
    table.times("a search as it is typed, a letter", &typing, &[]);

    let View::Articles(list) = look(&articles("", "", Sort::Newest), 400)? else {
        return Err("no list of articles".into());
    };
    let mut open = Times::default();
    for row in &list.rows {
        let address = Address::Article { id: row.id.clone() };
        open.take(|| look(&address, 1)).map(black_box)?;
    }
    table.times("an article with actors and related pieces", &open, &[]);

    let View::Actors(actors) = look(&Address::Actors(ActorsAt::default()), 100)? else {
        return Err("no list of actors".into());
    };
    for (place, word) in [(0, "biggest"), (99, "rank 100")] {
        let Some(row) = actors.rows.get(place) else {
            continue;
        };
        let mut page = Times::default();
        let address = Address::Actor {
            name: row.name.clone(),
        };
        for _ in 0..10 {
            page.take(|| look(&address, 50)).map(black_box)?;
        }
        let act = format!("actor page, {word} ({} articles)", row.articles);
        table.times(&act, &page, &[]);
    }
    Ok(())
}
