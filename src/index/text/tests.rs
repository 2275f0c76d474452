//! What searches find, over a handful of articles.

mod finds;
mod keeps;
mod lit;
mod runs;
mod stems;

use jiff::civil;

use super::budget::Budget;
use super::*;
use crate::index::RowSet;
use crate::model::{
    Article, ArticleNo, Date, Field, Leaf, Mark, NameField, NearWord, Query, Scope,
};
use crate::text::Cancel;

struct NoFilters;

impl Filters for NoFilters {
    fn dates(&self, _: Option<civil::Date>, _: Option<civil::Date>) -> RowSet {
        RowSet::from_iter([0, 1])
    }

    fn marked(&self, _: Mark) -> RowSet {
        RowSet::from_iter([1, 2])
    }

    fn named(&self, field: NameField, _: &str) -> Option<RowSet> {
        (field == NameField::Actor).then(|| RowSet::from_iter([3]))
    }
}

fn article(lang: &str, title: &str, body: &str) -> Article {
    Article {
        title: title.to_string(),
        body: body.to_string(),
        lang: Some(lang.to_string()),
        sources: vec!["The Daily Post".to_string()],
        tags: vec!["Əliyev".to_string()],
        date: Some(Date::day(civil::date(2022, 5, 31))),
        ..Article::default()
    }
}

fn articles() -> Vec<Article> {
    vec![
        article(
            "en",
            "Elections in Armenia",
            "Pashinyan was elected. The vote was calm and the ballots were counted.",
        ),
        article("ru", "Выборы", "Никола Пашиняна избрали премьер-министром."),
        article("tr", "Seçim", "Paşinyan ve Erdoğan görüştü."),
        article("zh", "新闻", "北京大学的学生在北京。"),
        article(
            "en",
            "The vote of the year",
            "A vote was cast. Erdogan spoke of the elect.",
        ),
    ]
}

struct Fixture {
    _folder: tempfile::TempDir,
    index: TextIndex,
}

fn fixture(articles: &[Article]) -> Fixture {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let index = TextIndex::create(folder.path()).expect("a new index");
    let options = WriterOptions {
        threads: 1,
        heap: 20 << 20,
    };
    let mut writer = index.writer(options).expect("the only writer");
    for (no, article) in (0..).zip(articles) {
        writer
            .add(ArticleNo(no), article)
            .expect("an article added");
    }
    writer
        .commit(ArticleNo(articles.len() as u32))
        .expect("a commit");
    drop(writer);
    Fixture {
        _folder: folder,
        index,
    }
}

impl Fixture {
    fn search(&self, query: &Query) -> Hits {
        let options = SearchOptions {
            best: 10,
            today: Some(20_000),
        };
        self.index
            .search(query, &NoFilters, options, &Cancel::new())
            .expect("a search")
    }
}

fn check(query: Query, expected: &[u32]) {
    let fixture = fixture(&articles());
    let hits = fixture.search(&query);
    assert_eq!(hits.all.iter().collect::<Vec<_>>(), expected, "{query:?}");
    assert_eq!(hits.count, expected.len(), "{query:?}");
    let mut best: Vec<u32> = hits.best.iter().map(|(no, _)| no.0).collect();
    best.sort_unstable();
    assert_eq!(best, expected, "{query:?}");
}

fn word(word: &str) -> Query {
    Query::Leaf(Leaf::Word {
        scope: Scope::Text,
        word: word.to_string(),
        exact: false,
    })
}

fn exact(word: &str) -> Query {
    Query::Leaf(Leaf::Word {
        scope: Scope::Text,
        word: word.to_string(),
        exact: true,
    })
}

fn phrase(text: &str) -> Query {
    Query::Leaf(Leaf::Phrase {
        scope: Scope::Text,
        text: text.to_string(),
    })
}

fn name(field: NameField, value: &str) -> Query {
    Query::Leaf(Leaf::Name {
        field,
        value: value.to_string(),
    })
}
