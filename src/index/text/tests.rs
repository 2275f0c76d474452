//! What searches find, over a handful of articles.

use jiff::civil;

use super::*;
use crate::index::RowSet;
use crate::model::{Article, ArticleNo, Date, Field, Leaf, Mark, NameField, Query, Scope};
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

#[test]
fn words_meet_without_case_accent_script_and_by_stem() {
    check(word("pashinyan"), &[0, 1, 2]);
    check(word("Пашинян"), &[0, 1, 2]);
    check(word("Paşinyan"), &[0, 1, 2]);
    check(word("erdogan"), &[2, 4]);
    check(word("election"), &[0, 4]);
}

#[test]
fn quoted_words_are_exact_but_for_case_and_accents() {
    check(exact("elected"), &[0]);
    check(exact("election"), &[]);
    check(exact("Erdogan"), &[2, 4]);
    check(exact("pashinyan"), &[0]);
}

#[test]
fn phrases_stand_as_typed() {
    check(phrase("the vote"), &[0, 4]);
    check(phrase("vote the"), &[]);
    check(phrase("ve erdogan"), &[2]);
}

#[test]
fn parts_of_chinese_words_are_found() {
    check(phrase("京大"), &[3]);
    check(phrase("京学"), &[]);
    check(word("学"), &[3]);
    check(word("生"), &[3]);
    check(phrase("学生在北"), &[3]);
}

#[test]
fn titles_are_searched_alone() {
    let leaf = Leaf::Word {
        scope: Scope::Title,
        word: "vote".to_string(),
        exact: false,
    };
    check(Query::Leaf(leaf), &[4]);
}

#[test]
fn conditions_combine() {
    check(Query::And(vec![word("vote"), word("pashinyan")]), &[0]);
    check(
        Query::Or(vec![word("vote"), word("пашинян")]),
        &[0, 1, 2, 4],
    );
    check(
        Query::And(vec![word("vote"), Query::Not(Box::new(word("pashinyan")))]),
        &[4],
    );
    check(Query::Not(Box::new(word("vote"))), &[1, 2, 3]);
    check(Query::All, &[0, 1, 2, 3, 4]);
}

#[test]
fn sets_from_outside_combine_with_words() {
    let dated = Query::Leaf(Leaf::Date {
        from: None,
        to: None,
        written: String::new(),
    });
    let marked = Query::Leaf(Leaf::Is(Mark::Starred));
    check(dated.clone(), &[0, 1]);
    check(Query::And(vec![dated.clone(), word("vote")]), &[0]);
    check(Query::Or(vec![dated.clone(), word("vote")]), &[0, 1, 4]);
    check(
        Query::And(vec![dated.clone(), Query::Not(Box::new(marked))]),
        &[0],
    );
    check(
        Query::And(vec![word("vote"), Query::Not(Box::new(dated))]),
        &[4],
    );
    check(name(NameField::Actor, "anyone"), &[3]);
}

#[test]
fn names_match_whole_by_word_and_by_start() {
    check(name(NameField::Source, "the daily post"), &[0, 1, 2, 3, 4]);
    check(name(NameField::Source, "post"), &[0, 1, 2, 3, 4]);
    check(name(NameField::Source, "the da*"), &[0, 1, 2, 3, 4]);
    check(name(NameField::Source, "daily mail"), &[]);
    check(name(NameField::Tag, "aliyev"), &[0, 1, 2, 3, 4]);
    check(name(NameField::Lang, "en-GB"), &[0, 4]);
}

#[test]
fn patterns_find_words_in_any_script() {
    let prefix = |start: &str| {
        Query::Leaf(Leaf::Prefix {
            scope: Scope::Text,
            start: start.to_string(),
        })
    };
    check(prefix("pashin"), &[0, 1, 2]);
    check(prefix("elec"), &[0, 4]);
    let fuzzy = Leaf::Fuzzy {
        scope: Scope::Text,
        word: "pashinian".to_string(),
        distance: 1,
    };
    check(Query::Leaf(fuzzy), &[0, 2]);
    let regex = Leaf::Regex {
        scope: Scope::Text,
        pattern: "pa.*yan".to_string(),
    };
    check(Query::Leaf(regex), &[0, 2]);
}

#[test]
fn near_words_stand_within_the_distance() {
    let near = |words: [&str; 2], distance| {
        let words = words.map(str::to_string).to_vec();
        Query::Leaf(Leaf::Near {
            scope: Scope::Text,
            words,
            distance,
        })
    };
    check(near(["calm", "votes"], 1), &[0]);
    check(near(["ballots", "votes"], 1), &[]);
    check(near(["ballots", "votes"], 5), &[0]);
}

#[test]
fn a_hit_in_the_title_comes_first() {
    let hits = fixture(&articles()).search(&word("vote"));
    assert_eq!(hits.best[0].0, ArticleNo(4));
}

#[test]
fn deleted_articles_are_gone_after_the_commit_and_the_last_number_is_kept() {
    let fixture = fixture(&articles());
    let mut writer = fixture
        .index
        .writer(WriterOptions::default())
        .expect("the only writer");
    writer.delete(ArticleNo(0));
    writer.commit(ArticleNo(9)).expect("a commit");
    assert_eq!(
        fixture.search(&word("vote")).all.iter().collect::<Vec<_>>(),
        [4]
    );
    assert_eq!(fixture.index.articles(), 4);
    assert_eq!(fixture.index.last(), Some(ArticleNo(9)));
}

#[test]
fn a_second_writer_is_told_so() {
    let fixture = fixture(&articles());
    let _writer = fixture
        .index
        .writer(WriterOptions::default())
        .expect("the first writer");
    let second = fixture.index.writer(WriterOptions::default());
    assert!(matches!(second, Err(IndexError::Locked)));
}

#[test]
fn a_missing_or_damaged_index_asks_to_be_rebuilt() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let missing = TextIndex::open(folder.path());
    assert!(matches!(missing, Err(IndexError::Rebuild { .. })));
    drop(TextIndex::create(folder.path()).expect("a new index"));
    std::fs::write(folder.path().join("meta.json"), "{").expect("a file to spoil");
    let spoilt = TextIndex::open(folder.path());
    assert!(matches!(spoilt, Err(IndexError::Rebuild { .. })));
}

#[test]
fn damaged_segments_never_panic() {
    let fixture = fixture(&articles());
    let folder = fixture._folder.path();
    for entry in std::fs::read_dir(folder).expect("the folder").flatten() {
        let path = entry.path();
        if path
            .extension()
            .is_some_and(|end| ["term", "idx", "pos", "fast"].iter().any(|e| end == *e))
        {
            let len = std::fs::metadata(&path).expect("a file").len();
            std::fs::write(&path, vec![0xa5; len as usize]).expect("a file to spoil");
        }
    }
    if let Ok(index) = TextIndex::open(folder) {
        let query = Query::Or(vec![word("vote"), phrase("the vote")]);
        let found = index.search(&query, &NoFilters, SearchOptions::default(), &Cancel::new());
        assert!(
            matches!(found, Err(IndexError::Rebuild { .. })),
            "{found:?}"
        );
    }
}

#[test]
fn a_cancelled_search_says_so() {
    let cancel = Cancel::new();
    cancel.cancel();
    let fixture = fixture(&articles());
    let found = fixture
        .index
        .search(&word("vote"), &NoFilters, SearchOptions::default(), &cancel);
    assert!(matches!(found, Err(IndexError::Cancelled)));
}

fn check_hits(query: &Query, text: &str, expected: &[&str]) {
    let fixture = fixture(&articles());
    let highlighter = fixture.index.highlighter(query).expect("a highlighter");
    let hits = highlighter.hits(Field::Body, text);
    let lit: Vec<&str> = hits.into_iter().map(|hit| &text[hit]).collect();
    assert_eq!(lit, expected, "{query:?}");
}

#[test]
fn hits_are_lit_as_they_were_found() {
    check_hits(
        &word("pashinyan"),
        "Никола Пашиняна и Paşinyan",
        &["Пашиняна", "Paşinyan"],
    );
    check_hits(
        &phrase("the vote"),
        "Vote. The vote, the other vote",
        &["The vote"],
    );
    check_hits(&phrase("北京大学"), "在北京大学里", &["北京大学"]);
    check_hits(&word("生"), "学生在", &["生"]);
    check_hits(
        &Query::And(vec![word("vote"), Query::Not(Box::new(word("calm")))]),
        "calm votes, a vote",
        &["vote"],
    );
    let near = Leaf::Near {
        scope: Scope::Text,
        words: vec!["calm".to_string(), "vote".to_string()],
        distance: 1,
    };
    check_hits(
        &Query::Leaf(near),
        "vote calm. Then at long last a vote",
        &["vote", "calm"],
    );
    let prefix = Leaf::Prefix {
        scope: Scope::Text,
        start: "Pash".to_string(),
    };
    check_hits(&Query::Leaf(prefix), "Никола Пашиняна", &["Пашиняна"]);
    let title = Leaf::Word {
        scope: Scope::Title,
        word: "vote".to_string(),
        exact: false,
    };
    check_hits(&Query::Leaf(title), "the vote", &[]);
}

#[test]
fn articles_alike_are_found_by_their_telling_words() {
    let mut all = articles();
    all.push(article(
        "en",
        "Ballots counted",
        "The ballots were counted again in Armenia.",
    ));
    let fixture = fixture(&all);
    let terms = fixture
        .index
        .key_terms(&all[5].title, &all[5].body)
        .expect("terms");
    assert!(terms.iter().any(|term| term.word == "ballots"), "{terms:?}");
    let without = RowSet::from_iter([5]);
    let found = fixture
        .index
        .similar(&terms, &without, 20, &Cancel::new())
        .expect("a search");
    assert_eq!(found.first().map(|hit| hit.0), Some(ArticleNo(0)));
}

#[test]
fn names_are_completed() {
    let fixture = fixture(&articles());
    let names = |field, start| fixture.index.names(field, start, 9).expect("names");
    assert_eq!(
        names(NameField::Source, "The d"),
        [("the daily post".to_string(), 5)]
    );
    assert_eq!(names(NameField::Tag, "al"), [("aliyev".to_string(), 5)]);
    assert_eq!(names(NameField::Lang, "")[0], ("en".to_string(), 2));
}

#[test]
fn tidying_leaves_few_files_and_every_article() {
    let all = articles();
    let Fixture { _folder, index } = fixture(&[]);
    let mut writer = index
        .writer(WriterOptions {
            threads: 1,
            heap: 20 << 20,
        })
        .expect("the only writer");
    for no in 0..6 {
        writer
            .add(ArticleNo(no), &all[0])
            .expect("there is room for an article");
        writer.commit(ArticleNo(no)).expect("a commit");
    }
    let files = |ending: &str| {
        let entries = std::fs::read_dir(_folder.path()).expect("the folder of the index");
        let names = entries.flatten().map(|entry| entry.file_name());
        names
            .filter(|name| name.to_string_lossy().ends_with(ending))
            .count()
    };
    assert_eq!(files(".idx"), 6);
    writer.tidy().expect("segments merge");
    assert_eq!(files(".idx"), 2, "and the files of the old ones are gone");
    assert_eq!(index.articles(), 6);
}

#[test]
fn forms_of_words_are_found_over_many_stretches_of_documents() {
    let has_form = |n: u32| {
        [
            n.is_multiple_of(3),
            n.is_multiple_of(7),
            n % 5 < 2,
            n % 1_000 == 1,
        ]
    };
    let is_english = |n: u32| n.is_multiple_of(2);
    let body = |n: u32| {
        let words = ["alpha", "alphas", "beta", "gamma"].into_iter();
        let words = words.zip(has_form(n)).filter(|(_, has)| *has);
        let words: Vec<&str> = words.map(|(word, _)| word).collect();
        words.join(" ")
    };
    let lang = |n| if is_english(n) { "en" } else { "ru" };
    let all: Vec<Article> = (0..9_000).map(|n| article(lang(n), "", &body(n))).collect();
    let fixture = fixture(&all);
    let check = |query: Query, expected: &dyn Fn(u32) -> bool| {
        let expected: RowSet = (0..9_000).filter(|n| expected(*n)).collect();
        let hits = fixture.search(&query);
        assert_eq!(hits.all, expected, "{query:?}");
        assert_eq!(hits.count, expected.len(), "{query:?}");
    };
    // Another form counts in articles of the language whose form it is.
    let alpha = |n| has_form(n)[0] || has_form(n)[1] && is_english(n);
    let (beta, gamma) = (|n| has_form(n)[2], |n| has_form(n)[3]);
    check(word("alpha"), &alpha);
    let and = |words: &[&str]| Query::And(words.iter().map(|text| word(text)).collect());
    check(and(&["alpha", "beta"]), &|n| alpha(n) && beta(n));
    check(and(&["gamma", "alpha"]), &|n| gamma(n) && alpha(n));
    check(and(&["beta", "gamma", "alpha"]), &|n| {
        beta(n) && gamma(n) && alpha(n)
    });
    let either = Query::Or(vec![word("gamma"), word("alpha")]);
    check(either, &|n| gamma(n) || alpha(n));
    let without = Query::And(vec![word("alpha"), Query::Not(Box::new(word("beta")))]);
    check(without, &|n| alpha(n) && !beta(n));
}
