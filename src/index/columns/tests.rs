//! The columns as their readers see them: filters against plain ones, narrowing against starting afresh, files against memory.

use std::sync::Arc;

use jiff::civil;
use proptest::prelude::*;

use super::*;
use crate::model::Sort;
use crate::text::Cancel;
use crate::text::fold::fold;
use crate::text::fuzzy::Pattern;

/// Columns of articles with these titles, numbered from 1 and published a day apart, in batches.
fn columns(titles: &[&str], batch: usize) -> (ColumnsWriter, Arc<Columns>) {
    let mut writer = ColumnsWriter::new();
    let mut published = writer.published();
    for (at, title) in titles.iter().enumerate() {
        let day =
            civil::date(2020, 1, 1).saturating_add(jiff::Span::new().days((at * 7 % 100) as i64));
        let entry = Entry {
            id: &format!("id-{at}"),
            title,
            date: (at % 9 != 8).then(|| Date::day(day)),
            words: at as u32,
            sources: &[["Reuters", "AFP", "Ölçü"][at % 3].to_owned()],
            lang: Some(["en", "zh-Hant", "az"][at % 3]),
            tags: &["peace".to_owned(), format!("Tag {}", at % 5)],
            authors: &[],
        };
        assert!(writer.add(ArticleNo(at as u32 + 1), &entry));
        if (at + 1) % batch.max(1) == 0 {
            published = writer.publish().expect("memory is writable");
        }
    }
    if !titles.len().is_multiple_of(batch.max(1)) {
        published = writer.publish().expect("memory is writable");
    }
    (writer, published)
}

fn check_filter(columns: &Columns, filter: &mut TitleFilter, typed: &str) {
    let found = filter
        .find(columns, typed, None, &Cancel::new())
        .expect("not cancelled");
    let pattern = Pattern::parse(typed);
    let expected: RowSet = columns
        .iter_newest()
        .filter(|row| {
            let title = columns.row(ArticleNo(*row)).expect("it is alive").title;
            pattern.matches(letters::reach(&fold(title)))
        })
        .collect();
    assert_eq!(found.set, expected, "{typed}");
    assert_eq!(found.count, expected.len(), "{typed}");
    let all = found.window(columns, 0, usize::MAX);
    assert_eq!(all.len(), found.count, "{typed}");
    for (at, no) in all.iter().enumerate() {
        assert_eq!(found.position(columns, *no), Some(at), "{typed}");
    }
}

const TITLES: [&str; 9] = [
    "Putin holds separate phone calls with Pashinyan and Aliyev",
    "Border commission meets",
    "Пашинян и Алиев встретились в Брюсселе",
    "亚美尼亚总理访问布鲁塞尔",
    "OSCE co-chairs: 44 days later",
    "",
    "Əliyev said \"no\"",
    "Michel hosts second trilateral meeting",
    "A",
];

#[test]
fn a_filter_finds_words_in_every_script_and_keeps_its_way_back() {
    let (_, columns) = columns(&TITLES, 4);
    let mut filter = TitleFilter::new();
    for typed in [
        "p",
        "pa",
        "pas",
        "pash",
        "pas",
        "p",
        "",
        "aliyev",
        "aliyev p",
        "总理",
        "44",
        "4 d",
        "co-ch",
        "'meet",
        "^bor",
        "ing$",
        "!a",
        "osce|michel",
        "border !meets",
        "Ə",
        "  ",
    ] {
        check_filter(&columns, &mut filter, typed);
    }
    let found = filter.find(&columns, "aliev", None, &Cancel::new());
    assert_eq!(found.expect("not cancelled").count, 3);
}

#[test]
fn the_best_titles_come_first() {
    let titles = [
        "scattered m-e-e-t",
        "a fleet meeteth",
        "we promeet",
        "meet",
        "the meetings",
    ];
    let (_, columns) = columns(&titles, 9);
    let found = TitleFilter::new().find(&columns, "meet", None, &Cancel::new());
    let best = found.expect("not cancelled").best;
    let best: Vec<&str> = best
        .iter()
        .map(|(no, _)| columns.row(*no).expect("it is alive").title)
        .collect();
    assert_eq!(best[3..], ["we promeet", "scattered m-e-e-t"]);
    assert_eq!(best[0], "meet");
}

#[test]
fn what_starts_words_is_found_alone_as_it_stands_among_all() {
    let words = [
        "Meeting", "commute", "memory", "of", "the", "OSCE", "timer", "Müller", "x-ray",
    ];
    let titles: Vec<String> = (0..900)
        .map(|at: usize| {
            [at % 9, at / 9 % 8, at / 72 % 7]
                .map(|word| words[word])
                .join(" ")
        })
        .collect();
    let titles: Vec<&str> = titles.iter().map(String::as_str).collect();
    let (_, columns) = columns(&titles, 400);
    for typed in [
        "me",
        "m",
        "mem",
        "tim x",
        "mul mee",
        "r",
        "commute osce",
        "zz",
    ] {
        let mut filter = TitleFilter::new();
        let all = filter.find(&columns, typed, None, &Cancel::new());
        let all = all.expect("not cancelled").best;
        let typed = filter::Typed::parse(typed);
        let wanted = best::Wanted {
            words: &typed.words,
            pattern: &typed.all,
            matcher: &crate::text::fuzzy::Matcher::new(),
        };
        let starts = best::Best::new(&columns, &wanted, &Cancel::new()).starts(columns.alive());
        let starts = starts.expect("not cancelled");
        let folded = |no: ArticleNo| fold(columns.row(no).expect("it is alive").title);
        let starting = all.iter().take_while(|(no, _)| {
            let title = folded(*no);
            let starts = |word: &String| {
                let mut parts = title.split([' ', '-']);
                parts.any(|part| part.starts_with(word.as_str()))
            };
            typed.words.iter().all(starts)
        });
        assert_eq!(
            starts,
            starting.copied().collect::<Vec<_>>(),
            "{:?}",
            typed.words
        );
    }
}

#[test]
fn a_cancelled_filter_says_so() {
    let (_, columns) = columns(&TITLES, 9);
    let cancel = Cancel::new();
    cancel.cancel();
    let found = TitleFilter::new().find(&columns, "meet", None, &cancel);
    assert_eq!(found.err(), Some(Cancelled));
}

#[test]
fn what_was_saved_is_what_is_opened_and_grows() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("columns");
    let (mut writer, before) = columns(&TITLES, 2);
    let saved = writer.save(&file, 77).expect("it can be written");
    Columns::verify(&file).expect("it is whole");
    let opened = Columns::open(&file).expect("it can be opened");
    assert_eq!(opened.stamp(), 77);
    for columns in [&saved, &opened] {
        assert_eq!(columns.len(), before.len());
        for no in 1..=9 {
            assert_eq!(columns.row(ArticleNo(no)), before.row(ArticleNo(no)));
        }
        assert!(columns.iter_newest().eq(before.iter_newest()));
    }
    let mut writer = ColumnsWriter::from(opened);
    assert_eq!(writer.next(), ArticleNo(10));
    let entry = Entry {
        title: "Meeting again",
        sources: &["AFP".to_owned()],
        ..Entry::default()
    };
    assert!(!writer.add(ArticleNo(3), &entry));
    assert!(writer.add(ArticleNo(12), &entry));
    writer.remove(ArticleNo(2));
    let grown = writer.save(&file, 78).expect("it can be written");
    assert_eq!(grown.len(), 9);
    assert_eq!(grown.row(ArticleNo(2)), None);
    assert_eq!(grown.row(ArticleNo(11)), None);
    assert_eq!(grown.names_of(ArticleNo(12), Kind::Source), ["AFP"]);
    assert_eq!(grown.with_name(Kind::Source, "afp").len(), 3);
    check_filter(&grown, &mut TitleFilter::new(), "meet");
}

#[test]
fn damage_is_noticed() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("columns");
    assert!(matches!(
        Columns::open(&file),
        Err(ColumnsError::Missing(_))
    ));
    let (mut writer, _) = columns(&TITLES, 2);
    writer.save(&file, 1).expect("it can be written");
    let whole = std::fs::read(&file).expect("it can be read");
    for len in [0, 30, 100, whole.len() / 2] {
        std::fs::write(&file, &whole[..len]).expect("it can be written");
        assert!(
            matches!(Columns::open(&file), Err(ColumnsError::Damaged { .. })),
            "{len}"
        );
    }
    let mut other = whole.clone();
    other[8] = 9;
    std::fs::write(&file, &other).expect("it can be written");
    assert!(matches!(
        Columns::open(&file),
        Err(ColumnsError::OtherVersion { found: 9, .. })
    ));
    let mut flipped = whole;
    let last = flipped.len() - 1;
    flipped[last] ^= 1;
    std::fs::write(&file, &flipped).expect("it can be written");
    assert!(matches!(
        Columns::verify(&file),
        Err(ColumnsError::Damaged { .. })
    ));
}

#[test]
fn some_titles_are_shown_before_all_are_counted() {
    let titles = |at: usize| match at % 4 {
        0 => "The undercorridor",
        1 => "A corn, a ridge and a door",
        2 => "Rain over the pass",
        _ => "Doors along the ridge",
    };
    let titles: Vec<&str> = (0..100_400).map(titles).collect();
    let (_, columns) = columns(&titles, titles.len());
    let mut filter = TitleFilter::new();
    let mut begin = |typed| {
        filter
            .begin(&columns, typed, None, &Cancel::new())
            .expect("not cancelled")
    };
    let first = begin("corrido");
    assert!(!first.complete);
    let title = |no: &ArticleNo| columns.row(*no).expect("it is alive").title;
    let shown = first.window(&columns, 0, 50);
    assert_eq!(shown.len(), 50);
    assert!(shown.iter().all(|no| title(no) == "The undercorridor"));
    let all = begin("corrido");
    assert!(all.complete);
    assert_eq!(all.count, 2 * 25_100);
    assert_eq!(all.window(&columns, 0, 50), shown);
    let none = begin("corridoz");
    assert!(none.complete);
    assert_eq!(none.count, 0);
}

#[test]
fn names_dates_and_facets_count_articles() {
    let titles = vec!["title"; 30];
    let (_, columns) = columns(&titles, 7);
    assert_eq!(columns.with_name(Kind::Source, "olcu").len(), 10);
    assert_eq!(columns.with_name(Kind::Source, "r*").len(), 10);
    assert_eq!(columns.with_name(Kind::Lang, "zh").len(), 10);
    assert_eq!(columns.with_name(Kind::Tag, "nothing").len(), 0);
    assert_eq!(columns.between(None, None).len(), 27);
    let january = columns.between(
        Some(civil::date(2020, 1, 1)),
        Some(civil::date(2020, 1, 31)),
    );
    for set in [january.clone(), columns.alive().clone()] {
        let months: u32 = columns.months(&set).iter().map(|(_, count)| count).sum();
        assert_eq!(months as usize, set.len() - columns.undated(&set) as usize);
        let tags = columns.facet(Kind::Tag, &set, 3);
        assert_eq!(tags[0], ("peace".to_owned(), set.len() as u32));
        assert_eq!(tags.len(), 3);
    }
    assert_eq!(columns.months(&january).len(), 1);
    let oldest = columns.sorted(&january, Sort::Oldest);
    assert!(oldest.is_sorted_by_key(|row| columns.seconds(*row)));
    let whole = columns.sorted(columns.alive(), Sort::Oldest);
    let undated = |row: &u32| {
        columns
            .row(ArticleNo(*row))
            .is_some_and(|row| row.date.is_none())
    };
    assert!(whole[27..].iter().all(undated) && !undated(&whole[0]));
    let listed = columns.oldest(0, 100);
    assert_eq!(
        listed,
        whole.iter().copied().map(ArticleNo).collect::<Vec<_>>()
    );
    for (at, no) in listed.into_iter().enumerate() {
        assert_eq!(columns.position_from_oldest(no), Some(at));
    }
    let by_source = columns.sorted(columns.alive(), Sort::Source);
    let source = |row: &u32| {
        columns
            .row(ArticleNo(*row))
            .expect("alive")
            .source
            .to_owned()
    };
    assert_eq!(source(&by_source[0]), "AFP");
    assert_eq!(source(&by_source[29]), "Reuters");
    for (at, row) in columns.iter_newest().enumerate() {
        assert_eq!(columns.position(ArticleNo(row)), Some(at));
    }
}

proptest! {
    #[test]
    fn a_filter_equals_a_plain_one_and_narrowing_starting_afresh(
        titles in prop::collection::vec("[a-dA-D0-1 é深-]{0,14}", 1..90),
        typed in prop::collection::vec("[a-d0é深 '!^|-]{0,5}", 1..6),
        batch in 1usize..40,
    ) {
        let titles: Vec<&str> = titles.iter().map(String::as_str).collect();
        let (_, columns) = columns(&titles, batch);
        let mut filter = TitleFilter::new();
        for typed in &typed {
            for end in typed.char_indices().map(|(at, c)| at + c.len_utf8()) {
                check_filter(&columns, &mut filter, &typed[..end]);
            }
        }
    }
}
