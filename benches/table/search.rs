//! Questions to an open library, as the browser asks them, and the same questions to the peers.

use std::error::Error;
use std::hint::black_box;
use std::time::Instant;

use dateline::index::RowSet;
use dateline::index::text::{Filters, SearchOptions, TextIndex};
use dateline::library::Library;
use dateline::model::{ActorsAt, Address, ArticlesAt, Mark, NameField, Sort, View, Window};
use dateline::text::Cancel;
use jiff::civil;

use super::import::Place;
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

/// A list of articles.
fn articles(query: &str, filter: &str, sort: Sort) -> Address {
    Address::Articles(ArticlesAt {
        query: query.to_owned(),
        filter: filter.to_owned(),
        sort,
        open: false,
    })
}

/// Measures them all.
pub(crate) fn measure(
    library: &Library,
    place: &Place,
    peers: &Peers,
    table: &mut Table,
) -> Result<(), Box<dyn Error>> {
    let cancel = Cancel::new();
    let look = |address: &Address, rows: usize| library.look(address, Window::first(rows), &cancel);
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

    full_text(library, place, peers, table)?;

    let mut typing = Times::default();
    let asked = peers.questions().named;
    let (one, other) = &asked.two;
    for words in [&asked.phrase, &format!("{one} {other}"), &asked.rare] {
        for end in 1..=words.len() {
            let address = articles(&words[..end], "", Sort::Relevance);
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

/// Nothing but words is asked for here.
struct NoFilters;

impl Filters for NoFilters {
    fn dates(&self, _: Option<civil::Date>, _: Option<civil::Date>) -> RowSet {
        RowSet::new()
    }

    fn marked(&self, _: Mark) -> RowSet {
        RowSet::new()
    }

    fn named(&self, _: NameField, _: &str) -> Option<RowSet> {
        None
    }
}

/// A query with each of its words in quotes, which leaves out their other forms.
fn in_quotes(query: &str) -> String {
    if query.starts_with('"') {
        return query.to_owned();
    }
    let word = |word: &str| match word.strip_prefix('-') {
        Some(not) => format!("-\"{not}\""),
        None if word == "OR" => word.to_owned(),
        None => format!("\"{word}\""),
    };
    query.split(' ').map(word).collect::<Vec<_>>().join(" ")
}

/// Full text: the index alone as the peers are asked, then all that the screen shows of it.
fn full_text(
    library: &Library,
    place: &Place,
    peers: &Peers,
    table: &mut Table,
) -> Result<(), Box<dyn Error>> {
    let cancel = Cancel::new();
    let mixed = peers.questions().mixed;
    let index = TextIndex::open(&place.library().join("text"))?;
    let today = jiff::ZonedDateTime::now().date();
    let options = SearchOptions {
        best: 100,
        today: None,
    };
    let quoted: Vec<String> = mixed.iter().map(|query| in_quotes(query)).collect();
    // One query several times, which the library would answer from what it keeps.
    let worst = ["\"of the\""; 7].map(str::to_owned);
    let asked = [
        ("mixed queries", &mixed[..], true),
        (
            "the same with each word in quotes, as it stands for the peers",
            &quoted[..],
            true,
        ),
        ("two stop words in quotes", &worst[..], false),
    ];
    let db = rusqlite::Connection::open(&peers.fts)?;
    let mut find =
        db.prepare("SELECT rowid FROM articles WHERE articles MATCH ? ORDER BY rank LIMIT 100")?;
    let mut fts = |query: &str| {
        let sql = query.replace(" -", " NOT ");
        let rows = find.query_map([&sql], |row| row.get::<_, i64>(0));
        rows.map_or(0, |rows| rows.flatten().count())
    };
    // The second round is noted: the first one fills caches on all sides alike.
    let mut times: [[Times; 5]; 3] = Default::default();
    for noted in [false, true] {
        let mut passing: [[Times; 5]; 3] = Default::default();
        let times = if noted { &mut times } else { &mut passing };
        for ((_, queries, is_shown), times) in asked.iter().zip(times) {
            let [ours, bare, other, rows, shown] = times;
            for query in *queries {
                let parsed = dateline::language::parse(query, today)
                    .map_err(|error| format!("{query}: {error:?}"))?;
                ours.take(|| index.search(&parsed, &NoFilters, options, &cancel))
                    .map(black_box)?;
                bare.take(|| black_box(peers.tantivy(query)));
                if noted {
                    black_box(other.take(|| fts(query)));
                }
                if !is_shown {
                    continue;
                }
                let at = ArticlesAt {
                    query: query.clone(),
                    sort: Sort::Relevance,
                    ..ArticlesAt::default()
                };
                rows.take(|| library.rows(&at, Window::first(100), &cancel))
                    .map(black_box)?;
            }
            // The library keeps the last few answers; a whole round lies between two times of one query.
            for query in queries.iter().filter(|_| *is_shown) {
                let address = articles(query, "", Sort::Relevance);
                shown
                    .take(|| library.look(&address, Window::first(100), &cancel))
                    .map(black_box)?;
            }
        }
    }
    for ((what, _, is_shown), times) in asked.iter().zip(&times) {
        let [ours, bare, other, rows, shown] = times;
        let beside = [
            (
                "bare tantivy, one thread, no other forms of a word",
                Some(bare.quantile(50)),
            ),
            ("SQLite FTS5, best 100", Some(other.quantile(50))),
        ];
        table.times(
            &format!("full text, best 100 and exact count: {what}"),
            ours,
            &beside,
        );
        if *is_shown {
            table.times("the same with rows and snippets", rows, &[]);
            table.times("the same with facets", shown, &[]);
        }
    }
    Ok(())
}
