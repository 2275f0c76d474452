//! Actors as their readers see them: lists, filters, pages; growing in batches, merged, saved.

use std::collections::BTreeMap;

use jiff::civil;
use proptest::prelude::*;

use super::*;
use crate::index::columns::{ColumnsWriter, Entry};
use crate::model::ActorSort;
use crate::text::Cancel;
use crate::text::fuzzy::Pattern;

const NAMES: [(&str, &[&str]); 5] = [
    ("Ilham Aliyev", &["Ильхам Алиев", "Aliyev"]),
    ("Nikol Pashinyan", &["Пашинян"]),
    (
        "OSCE",
        &["Organization for Security and Co-operation in Europe"],
    ),
    ("Armenia", &[]),
    ("Vladimir Putin", &["Putin"]),
];

fn articles(count: u32) -> Arc<Columns> {
    let mut writer = ColumnsWriter::new();
    for no in 1..=count {
        let day = civil::date(2021, 1, 1).saturating_add(jiff::Span::new().days(i64::from(no)));
        let entry = Entry {
            title: "title",
            date: Some(Date::day(day)),
            ..Entry::default()
        };
        writer.add(ArticleNo(no), &entry);
    }
    writer.publish().expect("memory is writable")
}

fn writer() -> ActorsWriter {
    let mut writer = ActorsWriter::new();
    for (no, (name, aliases)) in (0u32..).zip(NAMES) {
        let kind = [
            ActorKind::Person,
            ActorKind::Person,
            ActorKind::Organisation,
            ActorKind::Place,
            ActorKind::Person,
        ];
        writer.set_actor(
            ActorNo(no),
            kind[no as usize],
            name,
            aliases.iter().copied(),
        );
    }
    writer
}

fn numbers(set: &RowSet) -> Vec<u32> {
    set.iter().collect()
}

#[test]
fn every_name_finds_its_actor() {
    let actors = writer().publish(&articles(1)).expect("memory is writable");
    for (typed, expected) in [
        ("алиев", vec![0]),
        ("ALIYEV", vec![0]),
        ("Пашинян", vec![1]),
        ("osce", vec![2]),
        ("org*", vec![2]),
        ("ali", vec![]),
    ] {
        let expected: Vec<ActorNo> = expected.into_iter().map(ActorNo).collect();
        assert_eq!(actors.named(typed), expected, "{typed}");
    }
    let mut filter = ActorFilter::new();
    for (typed, best, alias, count) in [
        ("put", 4, None, 1),
        ("ilali", 0, None, 1),
        ("ильхам", 0, None, 1),
        ("secu", 2, Some(NAMES[2].1[0]), 1),
        ("vlad put", 4, None, 1),
        ("aliyev !ilham", 0, None, 0),
        ("!a", 0, None, 0),
        ("pashin !aliyev", 1, None, 1),
        ("a", 3, None, 5),
    ] {
        let found = filter
            .find(&actors, typed, None, &Cancel::new())
            .expect("not cancelled");
        assert_eq!(found.count, count, "{typed}");
        if count == 1 {
            assert_eq!(found.best[0].no, ActorNo(best), "{typed}");
        }
        if typed == "secu" {
            assert_eq!(found.best[0].alias.as_deref(), alias);
        }
        assert_eq!(found.window(&actors, 0, 10).len(), count, "{typed}");
    }
    let places = filter.find(&actors, "a", Some(ActorKind::Place), &Cancel::new());
    assert_eq!(places.expect("not cancelled").count, 1);
}

#[test]
fn pages_count_what_articles_name() {
    let columns = articles(60);
    let mut writer = writer();
    for no in 1..=60 {
        let mut here = vec![(ActorNo(0), 2u8)];
        if no % 2 == 0 {
            here.push((ActorNo(1), 1));
        }
        if no > 50 {
            here.push((ActorNo(4), 3));
        }
        writer.set_article(ArticleNo(no), here);
        if no % 7 == 0 {
            writer.publish(&columns).expect("memory is writable");
        }
    }
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("actors");
    let before = writer.publish(&columns).expect("memory is writable");
    let saved = writer.save(&columns, &file, 5).expect("it can be written");
    Columns::verify(&file).expect("it is whole");
    for actors in [&before, &saved, &Actors::open(&file).expect("it opens")] {
        let stats = actors.stats(ActorNo(4), &columns);
        assert_eq!((stats.articles, stats.mentions), (10, 30));
        assert_eq!(
            (stats.first, stats.last),
            (Some(ArticleNo(51)), Some(ArticleNo(60)))
        );
        assert_eq!(
            numbers(&actors.shared(ActorNo(1), ActorNo(4))),
            [52, 54, 56, 58, 60]
        );
        assert_eq!(
            actors.of_article(ArticleNo(60)).map(|here| here.len()),
            Some(3)
        );
        assert_eq!(actors.of_article(ArticleNo(61)), None);
        assert_eq!(actors.recognised(), 60);
        let list = actors.list(ActorSort::Mentions, None, &columns);
        assert_eq!(list[..3], [ActorNo(0), ActorNo(1), ActorNo(4)]);
        assert_eq!(actors.list(ActorSort::Rise, None, &columns)[0], ActorNo(4));
        assert_eq!(actors.list(ActorSort::Name, None, &columns)[0], ActorNo(3));
        assert_eq!(
            actors.list(ActorSort::Recent, Some(ActorKind::Place), &columns),
            [ActorNo(3)]
        );
        let spark = actors.spark(ActorNo(4), &columns, 3);
        assert_eq!(spark.iter().sum::<u32>(), 10);
        assert_eq!(spark[0], 0);
        assert_eq!(
            actors.facet(columns.alive(), &columns, 2),
            [(ActorNo(0), 60), (ActorNo(1), 30)]
        );
        let few = [51, 52].into_iter().collect();
        assert_eq!(
            actors.facet(&few, &columns, 9),
            [(ActorNo(0), 2), (ActorNo(4), 2), (ActorNo(1), 1)]
        );
    }
}

#[test]
fn surprise_ranks_above_frequency() {
    let columns = articles(100);
    let mut writer = writer();
    for no in 1..=100 {
        let mut here = vec![(ActorNo(3), 1)];
        if no <= 30 {
            here.push((ActorNo(0), 1));
        }
        if (21..=30).contains(&no) {
            here.push((ActorNo(2), 1));
        }
        writer.set_article(ArticleNo(no), here);
    }
    let actors = writer.publish(&columns).expect("memory is writable");
    let met = actors.met_by(ActorNo(0), &actors.articles(ActorNo(0)), &columns, 9);
    assert_eq!(met.len(), 1, "who is everywhere is no surprise");
    assert_eq!((met[0].no, met[0].articles), (ActorNo(2), 10));
}

#[test]
fn a_few_articles_are_no_rise() {
    let mut columns = ColumnsWriter::new();
    for no in 1..=20 {
        let day = civil::date(2021, 1, 1).saturating_add(jiff::Span::new().days(i64::from(no)));
        let entry = Entry {
            title: "title",
            date: (no > 14).then(|| Date::day(day)),
            ..Entry::default()
        };
        columns.add(ArticleNo(no), &entry);
    }
    let columns = columns.publish().expect("memory is writable");
    let mut writer = writer();
    for no in 1..=20 {
        // One nearly without dates, one that is new, one of a single article.
        let mut here = vec![(ActorNo(0), 1)];
        here.extend((no >= 16).then_some((ActorNo(1), 1)));
        here.extend((no == 20).then_some((ActorNo(4), 1)));
        writer.set_article(ArticleNo(no), here);
    }
    let actors = writer.publish(&columns).expect("memory is writable");
    let list = actors.list(ActorSort::Rise, None, &columns);
    assert_eq!(list[..3], [ActorNo(0), ActorNo(1), ActorNo(4)]);
}

#[test]
fn actors_of_as_many_articles_are_in_order_of_name() {
    let columns = articles(1);
    let mut writer = writer();
    writer.set_actor(ActorNo(5), ActorKind::Organisation, "Armenia", []);
    writer.set_article(
        ArticleNo(1),
        [(ActorNo(4), 1), (ActorNo(5), 1), (ActorNo(3), 1)],
    );
    let actors = writer.publish(&columns).expect("memory is writable");
    let list = actors.list(ActorSort::Articles, None, &columns);
    assert_eq!(list[..4], [5, 3, 4, 0].map(ActorNo));
    assert_eq!(actors.named("armenia"), [ActorNo(5), ActorNo(3)]);
}

#[test]
fn merged_renamed_and_removed_actors_are_so_everywhere() {
    let columns = articles(10);
    let mut writer = writer();
    for no in 1..=10 {
        writer.set_article(ArticleNo(no), [(ActorNo(no % 2), 1), (ActorNo(4), 1)]);
    }
    writer.publish(&columns).expect("memory is writable");
    writer.merge(ActorNo(1), ActorNo(0));
    writer.add_aliases(ActorNo(0), ["Someone"]);
    writer.remove_actor(ActorNo(4));
    writer.remove_article(ArticleNo(3));
    writer.set_article(ArticleNo(10), [(ActorNo(2), 9)]);
    let actors = writer.publish(&columns).expect("memory is writable");
    assert_eq!(
        numbers(&actors.articles(ActorNo(0))),
        [1, 2, 4, 5, 6, 7, 8, 9]
    );
    assert_eq!(numbers(&actors.articles(ActorNo(2))), [10]);
    assert_eq!(actors.named("someone"), [ActorNo(0)]);
    assert!(!actors.contains(ActorNo(1)) && !actors.contains(ActorNo(4)));
    assert_eq!(actors.len(), 3);
    assert_eq!(actors.facet(columns.alive(), &columns, 9).len(), 2);
}

proptest! {
    #[test]
    fn links_equal_plain_ones(
        batches in prop::collection::vec(
            prop::collection::btree_map(1u32..40, prop::collection::btree_set(0u32..5, 0..4), 0..20),
            1..6,
        ),
        some in prop::collection::btree_set(1u32..40, 0..4),
    ) {
        let columns = articles(40);
        let mut writer = writer();
        let mut plain: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
        for batch in batches {
            for (article, actors) in batch {
                writer.set_article(ArticleNo(article), actors.iter().map(|no| (ActorNo(*no), 1)));
                plain.insert(article, actors.into_iter().collect());
            }
            let actors = writer.publish(&columns).expect("memory is writable");
            for no in 0..5 {
                let expected: Vec<u32> = plain.iter().filter(|(_, actors)| actors.contains(&no)).map(|(article, _)| *article).collect();
                let stats = actors.stats(ActorNo(no), &columns);
                prop_assert_eq!(stats.articles as usize, expected.len());
                prop_assert_eq!(stats.first.map(|no| no.0), expected.first().copied());
                prop_assert_eq!(stats.last.map(|no| no.0), expected.last().copied());
                prop_assert_eq!(numbers(&actors.articles(ActorNo(no))), expected);
            }
            let counts = actors.counts(&some.iter().copied().collect(), &columns);
            for (no, count) in (0u32..5).zip(counts) {
                let named = |article: &&u32| plain.get(article).is_some_and(|actors| actors.contains(&no));
                prop_assert_eq!(count as usize, some.iter().filter(named).count());
            }
        }
    }

    #[test]
    fn an_actor_filter_equals_a_plain_one(
        names in prop::collection::vec(prop::collection::vec("[a-c0é深 -]{1,8}", 1..4), 1..40),
        typed in prop::collection::vec("[a-c0é '!^|-]{0,5}", 1..6),
    ) {
        let mut writer = ActorsWriter::new();
        for (no, names) in (0u32..).zip(&names) {
            let aliases = names[1..].iter().map(String::as_str);
            writer.set_actor(ActorNo(no), ActorKind::Person, &names[0], aliases);
        }
        let actors = writer.publish(&articles(1)).expect("memory is writable");
        let mut filter = ActorFilter::new();
        for typed in &typed {
            let found = filter.find(&actors, typed, None, &Cancel::new()).expect("not cancelled");
            let pattern = Pattern::parse(typed);
            let expected: Vec<u32> = (0u32..).zip(&names)
                .filter(|(_, names)| names.iter().any(|name| pattern.matches(&fold(name))))
                .filter(|(_, names)| !names.iter().any(|name| pattern.refuses(&fold(name))))
                .map(|(no, _)| no)
                .collect();
            prop_assert_eq!(found.count, expected.len());
            prop_assert_eq!(numbers(&found.set), expected);
        }
    }
}
